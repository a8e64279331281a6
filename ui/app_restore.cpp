#include <iterator>

#include "core/edit/difference.h"
#include "core/io/native.h"
#include "ui/app.h"
#include "ui/language.h"

// What an earlier run kept comes back.
namespace glossator {

void App::restore(Platform::Restored restored)
{
    keeper_.found(restored.generations);
    kept_history_ = {};
    if (restored.reads_along) return read_along(std::move(restored));
    writer_ = Writer::Here;
    if (!restored.latest) return keeper_.start(*history_);
    KeptJournal& kept = *restored.latest;
    const uint64_t number = restored.generations.back().number;
    auto replayed = replay_journal(kept);
    if (replayed && !replayed->fault) {
        show_restored(std::move(replayed->history));
        return keeper_.resume(*history_, std::move(kept));
    }
    set_aside(number, kept, replayed ? *replayed->fault : replayed.error().front().message);
    if (replayed) {
        show_restored(std::move(replayed->history));
    } else if (restored.generations.size() > 1) {
        keeper_.hold(tr("What was kept before is being read."));
        reads_earlier_ = true;
        lines_of_unreadable_ = std::move(kept.lines);
        return platform_.request_kept(restored.generations[restored.generations.size() - 2].number, true);
    }
    keeper_.start(*history_);
}

// The snapshot of the last generation can't be read: the one before leads to it by its lines, and on by those after it.
void App::restore_earlier(KeptJournal kept)
{
    kept.lines_kept += lines_of_unreadable_.size();
    std::move(lines_of_unreadable_.begin(), lines_of_unreadable_.end(), std::back_inserter(kept.lines));
    lines_of_unreadable_.clear();
    auto replayed = replay_journal(kept);
    if (replayed) show_restored(std::move(replayed->history));
    if (replayed && !replayed->fault)
        report({Problem::Severity::Note, {}, {}, tr("The project was found whole in what was kept before.")});
    keeper_.start(*history_);
}

void App::take_kept(Platform::KeptRead read)
{
    if (std::exchange(reads_earlier_, false)) return restore_earlier(std::move(read.kept));
    if (const auto wanted = kept_history_.handle(read)) take_back(read.kept, *wanted);
}

// The project as it was after some step: a copy of it, or a step that leads there.
void App::take_back(const KeptJournal& kept, const KeptHistory::Wanted& wanted)
{
    auto replayed = replay_journal(kept, wanted.lines);
    if (!replayed || replayed->fault)
        return report({Problem::Severity::Error,
                       {},
                       {},
                       tr("That step can't be read any more: {}",
                          {sentence(replayed ? *replayed->fault : replayed.error().front().message)})});
    const Project& then = replayed->history.project();
    if (wanted.want == KeptHistory::Want::Copy) {
        const std::string name = then.info().id.empty() ? "project" : then.info().id.text;
        return platform_.save_file(name + "-" + std::to_string(wanted.lines) + ".glossator.json", write_native(then));
    }
    Composed back{{"Go back to " + wanted.title, difference(records_of(project()), records_of(then))}, {}};
    if (back.step.edits.empty()) return say(tr("The project is just as it was then"));
    if (const auto done = run(std::move(back)); !done)
        return report({Problem::Severity::Error, {}, {}, sentence(done.error().message)});
    say(tr("The project is as it was after {}", {wanted.title}));
}

void App::show_restored(History history)
{
    const DocumentId open = session_.document;
    const Selection selection = session_.selection;
    const SpanId focused = session_.focused;
    const MainView view = session_.main_view;
    forget_derived();
    file_.written.reset();
    file_.writing.reset();
    history_ = std::make_unique<History>(std::move(history));
    ids_ = std::make_unique<IdMaker>(project());
    session_.document = {};
    session_.set = {};
    const DocumentId last(platform_.load_setting("document"));
    if (project().find(open)) {  // it was read again
        show(open);
        session_.main_view = view;
        session_.selection = selection;
        session_.focused = focused;
    } else if (project().find(last)) {
        show(last);
    } else if (!project().documents().empty()) {
        show(project().documents().front().id);
    }
    repair_session();
}

// What can't be read stays where it is, and the user may have it as a file.
void App::set_aside(uint64_t generation, const KeptJournal& kept, const std::string& why)
{
    keeper_.spare(generation);
    set_aside_ = write_journal_file(kept);
    set_aside_name_ = "kept.glossator.journal";
    const std::string what = tr("Part of the project kept from last time can't be read: {}", {sentence(why)});
    report({Problem::Severity::Error, {}, {}, what});
    session_.question = Question{
        tr("{} It stays where it is, and what could be read is open. Save all that was kept as a file too?", {what}),
        tr("Save as a file"), "file.save_set_aside", "{}"};
}

void App::save_set_aside()
{
    platform_.save_file(set_aside_name_, std::exchange(set_aside_, {}));
}

}  // namespace glossator
