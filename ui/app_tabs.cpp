#include "core/io/native.h"
#include "ui/app.h"
#include "ui/language.h"
#include "ui/wording.h"

// Another tab works on the same project.
namespace glossator {

std::string_view App::writing_sentence() const
{
    switch (writer_) {
    case Writer::Here: break;
    case Writer::OtherTab: return tr("Another tab works on this project; this one reads along.");
    case Writer::TakingOver: return tr("Taking over from the other tab.");
    }
    return {};
}

Status App::check_writing() const
{
    if (reads_along()) return fail(ErrorCode::InUse, std::string(writing_sentence()));
    return {};
}

void App::read_along(Platform::Restored restored)
{
    writer_ = Writer::OtherTab;
    file_ = {};
    if (!restored.latest) return;
    auto replayed = replay_journal(*restored.latest);
    if (!replayed) {
        return report(
            {Problem::Severity::Error,
             {},
             {},
             tr("What the other tab works on can't be read here: {}", {sentence(replayed.error().front().message)})});
    }
    keeper_.read_along(replayed->lines);
    show_restored(std::move(replayed->history));
}

void App::see_line(const std::string& line)
{
    if (!reads_along()) return;
    if (const Status done = replay_journal_line(*history_, line); !done)
        return report({Problem::Severity::Error,
                       {},
                       {},
                       tr("What the other tab did can't be shown here, so take over or reload: {}",
                          {sentence(done.error().message)})});
    keeper_.read_along(keeper_.lines() + 1);
    after_change();
}

void App::take_over()
{
    if (writer_ != Writer::OtherTab) return;
    writer_ = Writer::TakingOver;
    platform_.take_over();
}

// What is not kept by now can't be any more: the user may have it as a file.
void App::lose_writing()
{
    finish_typing();
    keep_now();
    writer_ = Writer::OtherTab;
    const size_t unsaved = keeper_.unsaved();
    if (unsaved == 0) return;
    set_aside_ = write_native(project());
    set_aside_name_ = "unsaved.glossator.json";
    const std::string what =
        tr("Another tab has taken over, and this was not kept before: {}.", {counted(unsaved, "step", "steps")});
    report({Problem::Severity::Error, {}, {}, what});
    session_.question = Question{tr("{} Save the project as it was here to a file?", {what}), tr("Save as a file"),
                                 "file.save_set_aside", "{}"};
}

void App::begin_apart()
{
    platform_.begin_apart();
    writer_ = Writer::Here;
    keeper_.found({});
    kept_history_ = {};
}

}  // namespace glossator
