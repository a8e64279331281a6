#include <algorithm>
#include <limits>

#include "core/edit/difference.h"
#include "core/edit/merge_three_way.h"
#include "core/io/file_name.h"
#include "core/io/native.h"
#include "ui/app.h"
#include "ui/language.h"

// The file that the project is worked on in.
namespace glossator {

namespace {

constexpr double kIdleS = 2;      // without a change, before the project is saved by itself
constexpr double kBetweenS = 10;  // two times that it is
constexpr size_t kMostConflictsTold = 50;

constexpr const char* kMerge = "file.merge";
constexpr const char* kTheirs = "file.take_theirs";
constexpr const char* kMine = "file.keep_mine";

std::string told(const MergeConflict& conflict)
{
    if (conflict.field.empty())
        return tr("Both changed {}: “{}” stays, the file had “{}”.", {conflict.record, conflict.mine, conflict.theirs});
    return tr("Both changed {}, {}: “{}” stays, the file had “{}”.",
              {conflict.record, conflict.field, conflict.mine, conflict.theirs});
}

Result<Project> read_version(std::string_view what, std::string_view bytes)
{
    auto read = read_native(bytes);
    if (read) return std::move(*read);
    return fail(ErrorCode::Invalid, tr("{} can't be read: {}", {what, sentence(read.error().front().message)}));
}

}  // namespace

ProjectFile::State App::project_file_state() const
{
    if (file_.elsewhere) return ProjectFile::State::ChangedElsewhere;
    if (file_.writing) return ProjectFile::State::Writing;
    return file_.written == project().revision() ? ProjectFile::State::AsHere : ProjectFile::State::Behind;
}

void App::save_project()
{
    if (file_.name.empty()) return save_project_as();
    if (file_.elsewhere) return ask_about_file();
    write_project_file({}, false);
}

void App::save_project_as()
{
    file_.choosing = project().revision();
    platform_.save_project(plain_file_name(project().info().title) + ".glossator.json", write_native(project()));
}

void App::write_project_file(std::string_view over, bool by_itself)
{
    file_.writing = project().revision();
    file_.by_itself = by_itself;
    platform_.write_project(write_native(project()), over, by_itself);
}

void App::handle(const Platform::FileSaved& saved)
{
    if (saved.is_project) {
        file_.written = file_.writing ? file_.writing : file_.choosing;
        file_.writing.reset();
        file_.elsewhere.reset();
        file_.waits_for_user = false;
        file_written_s_ = platform_.now_s();
        if (std::exchange(file_.by_itself, false)) return;
    }
    say(tr("Saved {}", {saved.name}));
}

void App::handle(const Platform::ProjectFile& file)
{
    if (file.name == file_.name) return;
    file_.name = file.name;
    file_.elsewhere.reset();
    file_.waits_for_user = false;
}

void App::file_failed(const Platform::Failed& failed)
{
    if (failed.what != Platform::Failed::What::Project) return;
    file_.writing.reset();
    file_.waits_for_user = true;
}

void App::handle(Platform::FileChanged changed)
{
    file_.writing.reset();
    file_.elsewhere = std::move(changed);
    if (!session_.question) ask_about_file();
}

void App::ask_about_file()
{
    if (!file_.elsewhere || reads_along()) return;
    const std::string what = tr("“{}” was changed by another program", {file_.name});
    if (file_.written == project().revision()) {
        session_.question = Question{tr("{}. Bring in what is new, as a step that can be undone?", {what}),
                                     tr("Bring it in"),
                                     kMerge,
                                     "{}",
                                     {{tr("Keep mine"), kMine}}};
        return;
    }
    session_.question = Question{tr("{} while you worked on it here. Merge both? Then all changes of either side stay; "
                                    "where both changed the same thing, yours does, and it is told.",
                                    {what}),
                                 tr("Merge"),
                                 kMerge,
                                 "{}",
                                 {{tr("Keep mine"), kMine}, {tr("Take the file's"), kTheirs}}};
}

Status App::merge_file(const Platform::FileChanged& changed)
{
    Result<Project> theirs = read_version(tr("What “{}” holds now", {file_.name}), changed.now);
    if (!theirs) return fail(theirs.error());
    Result<Project> base = read_version(tr("What “{}” held before", {file_.name}), changed.before);
    if (!base) return fail(base.error());
    if (base->info().id != theirs->info().id)
        return fail(ErrorCode::Invalid,
                    tr("“{}” holds another project now: keep yours and save it under another name, or take the file's.",
                       {file_.name}));
    ThreeWayMerge merge = merge_three_way(*base, project(), *theirs);
    if (const auto done = run(Composed{{"Merge what “" + file_.name + "” had new", std::move(merge.edits)}, {}}); !done)
        return fail(done.error());
    ids_->skip(project());
    const size_t told_now = std::min(merge.conflicts.size(), kMostConflictsTold);
    for (size_t i = 0; i < told_now; ++i)
        report({Problem::Severity::Warning, file_.name, {}, told(merge.conflicts[i])});
    if (const size_t more = merge.conflicts.size() - told_now; more > 0)
        report({Problem::Severity::Warning, file_.name, {}, tr("And {} more.", {std::to_string(more)})});
    if (!merge.conflicts.empty()) session_.show_problems = true;
    say(tr("Merged with what “{}” had new", {file_.name}));
    return {};
}

Status App::answer_file_change(FileAnswer answer)
{
    if (!file_.elsewhere) return fail(ErrorCode::NotFound, tr("Nobody else has changed the project's file."));
    if (const Status may = check_writing(); !may) return may;
    const Platform::FileChanged& changed = *file_.elsewhere;
    if (answer == FileAnswer::Merge) {
        if (const Status merged = merge_file(changed); !merged) return merged;
    } else if (answer == FileAnswer::Theirs) {
        Result<Project> theirs = read_version(tr("What “{}” holds now", {file_.name}), changed.now);
        if (!theirs) return fail(theirs.error());
        Composed taken{{"Take what “" + file_.name + "” holds", difference(records_of(project()), records_of(*theirs))},
                       {}};
        if (const auto done = run(std::move(taken)); !done) return fail(done.error());
        ids_->skip(project());
        say(tr("The project is what “{}” holds", {file_.name}));
    }
    const std::string over = changed.version;
    file_.elsewhere.reset();
    // A script or a screen reader may have answered without it.
    if (session_.question && session_.question->command == kMerge) session_.question.reset();
    write_project_file(over, answer != FileAnswer::Mine);
    return {};
}

double App::saves_itself_in() const
{
    constexpr double kNever = std::numeric_limits<double>::infinity();
    const bool may = session_.settings.saves_itself && !file_.name.empty() && !file_.waits_for_user && !reads_along();
    if (!may || project_file_state() != ProjectFile::State::Behind) return kNever;
    return std::max({0.0, changed_s_ + kIdleS - platform_.now_s(), file_written_s_ + kBetweenS - platform_.now_s()});
}

void App::save_by_itself()
{
    if (saves_itself_in() <= 0) write_project_file({}, true);
}

}  // namespace glossator
