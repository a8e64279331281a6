#include <algorithm>

#include "core/edit/join.h"
#include "core/io/project_lines.h"
#include "core/io/unpack.h"
#include "core/io/zip.h"
#include "ui/app.h"
#include "ui/key_names.h"
#include "ui/language.h"

// Files come in.
namespace glossator {

namespace {

std::string place_of(std::string_view input, const Error& error)
{
    if (error.offset == Error::kNoOffset) return {};
    const LineColumn at = line_column(input, error.offset);
    return tr("line {}, column {}", {std::to_string(at.line), std::to_string(at.column)});
}

Status check_amount(const std::vector<Platform::InputFile>& files)
{
    if (files.size() > kMaxFilesTogether)
        return fail(ErrorCode::TooLarge,
                    tr("{} files are more than the {} that can be opened together: open them in parts",
                       {std::to_string(files.size()), std::to_string(kMaxFilesTogether)}));
    size_t bytes = 0;
    for (const Platform::InputFile& file : files) bytes += file.bytes.size();
    if (files.size() > 1 && bytes > kMaxFileBytes)
        return fail(ErrorCode::TooLarge, tr("these files have more than {} MB together: open them in parts",
                                            {std::to_string(kMaxFileBytes >> 20)}));
    return {};
}

// What is read of files that are opened together.
struct FilesRead {
    ProjectJoin projects;
    std::vector<Importing::File> files;
    std::vector<Problem> told;
    bool is_native = false;  // the last is, and one project
    size_t not_texts = 0;    // files or groups of them that are more than plain text
    size_t natives = 0;      // files of one project each, in JSON
    uint64_t place = 0;      // of the last of these
    bool is_kept = false;    // the last is what was kept of a project
    std::vector<size_t> refused;
};

// Each archive gives way to what is in it that can be read.
std::vector<Platform::InputFile> unpacked(std::vector<Platform::InputFile> files, FilesRead& in, OpenOutcome& outcome)
{
    std::vector<Platform::InputFile> out;
    for (Platform::InputFile& file : files) {
        if (!begins_zip(file.bytes)) {
            out.push_back(std::move(file));
            continue;
        }
        Result<Unpacked> archive = unpack_archive(file.name, file.bytes);
        file.bytes = {};
        if (!archive) {
            outcome.problems.push_back({file.name, sentence(archive.error().message), {}, Error::kNoOffset});
            continue;
        }
        for (const std::string& note : archive->notes)
            in.told.push_back({Problem::Severity::Note, file.name, {}, sentence(note)});
        for (ExportedFile& each : archive->files) out.push_back({std::move(each.name), std::move(each.bytes), 0});
    }
    return out;
}

void tell_refusal(const std::vector<InputFile>& group, const InputProblem& problem, OpenOutcome& outcome)
{
    const auto file =
        std::find_if(group.begin(), group.end(), [&](const InputFile& each) { return each.name == problem.file; });
    const std::string_view bytes = file == group.end() ? group.front().bytes : file->bytes;
    outcome.problems.push_back(
        {problem.file, sentence(problem.error.message), place_of(bytes, problem.error), problem.error.offset});
}

void read_together(const std::vector<Platform::InputFile>& files, const ImportOptions& options, FilesRead& out,
                   OpenOutcome& outcome)
{
    std::vector<InputFile> inputs;
    for (const Platform::InputFile& file : files) inputs.push_back({file.name, file.bytes});
    for (const FileGroup& group : group_files(inputs)) {
        std::vector<InputFile> together;
        for (const size_t index : group.files) together.push_back(inputs[index]);
        const std::string& name = together.front().name;
        ReadResult read = import_files(together, options);
        if (!read) {
            out.refused.push_back(group.files.front());
            for (const InputProblem& problem : read.error()) tell_refusal(together, problem, outcome);
            continue;
        }
        for (const std::string& note : read->notes) out.told.push_back({Problem::Severity::Note, name, {}, note});
        for (const Loss& loss : read->losses)
            out.told.push_back({Problem::Severity::Warning, name, {}, sentence(said(loss))});
        out.files.push_back({name, group.format->title, read->project.documents().size()});
        if (group.format != format_named("text")) ++out.not_texts;
        out.is_native =
            group.format == format_named("glossator") ||
            (group.format == format_named("glossator-jsonl") && project_begins(together.front().bytes).size() < 2);
        out.is_kept = group.format == format_named("glossator-journal");
        if (group.format == format_named("glossator")) {
            ++out.natives;
            out.place = files[group.files.front()].place;
        }
        if (const Status added = out.projects.add(std::move(read->project)); !added)
            outcome.problems.push_back({name, sentence(added.error().message), {}, Error::kNoOffset});
    }
}

Problem problem_of(const FileProblem& problem)
{
    return {Problem::Severity::Error, problem.file, problem.place, problem.message};
}

}  // namespace

OpenOutcome App::open_files(std::vector<Platform::InputFile> files, OpenMode mode)
{
    return open_with({std::move(files)}, mode, {});
}

void App::open_reanchored()
{
    open_with({std::exchange(reanchorable_, {})}, OpenMode::Add, {.reanchor = true});
}

bool App::can_reanchor(const Platform::InputFile& file, const ImportOptions& options) const
{
    ImportOptions with = options;
    with.read.reanchor = true;
    std::vector<std::string> notes;
    return !options.read.reanchor && import_file(file.name, file.bytes, with, notes).has_value();
}

OpenOutcome App::open_with(Platform::FilesOpened opened, OpenMode mode, ReadOptions read, bool asks)
{
    const double began = platform_.now_s();
    OpenOutcome outcome;
    if (reads_along()) mode = OpenMode::Replace;  // the project of the other tab stays with it
    FilesRead in;
    std::vector<Platform::InputFile> files = unpacked(std::move(opened.files), in, outcome);
    if (const Status fits = check_amount(files); !fits) {
        outcome.problems.push_back({"", sentence(fits.error().message), {}, Error::kNoOffset});
        report(problem_of(outcome.problems.front()));
        return outcome;
    }
    const bool fresh = mode == OpenMode::Replace || project().documents().empty();
    ImportOptions options{fresh ? default_schema_ : project().schema(),
                          project().annotators().empty() ? Annotator{AnnotatorId("me"), "Me", "human", {}}
                                                         : project().annotators().front(),
                          read};
    reanchorable_.clear();
    std::erase_if(files, [&](const Platform::InputFile& file) {
        if (!is_keys_file(file.bytes)) return false;
        for (const std::string& complaint : import_keys(*this, file.bytes))
            outcome.problems.push_back({file.name, complaint, {}, Error::kNoOffset});
        return true;
    });
    read_together(files, options, in, outcome);
    for (const size_t index : in.refused)
        if (can_reanchor(files[index], options)) reanchorable_.push_back(files[index]);
    open_times_ = {};
    open_times_.parse = (platform_.now_s() - began) * 1000;
    Result<Project> joined = in.files.empty() ? Result<Project>(Project()) : in.projects.take();
    if (!joined) outcome.problems.push_back({"", sentence(joined.error().message), {}, Error::kNoOffset});
    for (const FileProblem& problem : outcome.problems) in.told.push_back(problem_of(problem));
    if (joined && !in.files.empty()) {
        Importing importing(std::move(*joined));
        // A native file that is the whole project serves as its snapshot, so that none has to be written.
        if (files.size() == 1 && in.is_native && !read.reanchor) importing.native_file = std::move(files.front().bytes);
        importing.files = std::move(in.files);
        importing.told = std::move(in.told);
        importing.own = mode == OpenMode::Replace || (project().documents().empty() && in.not_texts > 0);
        // A folder's one project has the other texts of the folder, too; a folder without gets one when it is saved.
        const bool is_folders = !opened.folder.empty() && in.natives == 1 && in.not_texts == 1;
        const bool is_one =
            importing.own && (is_folders || (importing.files.size() == 1 && (in.is_native || in.is_kept)));
        if (is_one && in.natives == 1 && !read.reanchor) importing.place = in.place;
        if (in.not_texts == 0) importing.place = opened.folder_place;
        if (asks && in.not_texts > 0 && !is_one && !reads_along()) {
            importing.mapping = suggested_mapping(project().schema(), importing.incoming.project().schema());
            session_.importing = std::make_unique<Importing>(std::move(importing));
            session_.main_view = MainView::Import;
        } else {
            take_in(std::move(importing), outcome);
        }
    } else {
        for (Problem& problem : in.told) report(std::move(problem));
    }
    open_times_.index = (platform_.now_s() - began) * 1000 - open_times_.parse;
    if (!reanchorable_.empty())
        session_.question =
            Question{tr("The text in “{}” is not the one that its spans were made for, but each of their quotes still "
                        "stands in it once. Move the spans to their quotes and open it?",
                        {reanchorable_.front().name}),
                     tr("Move and open"), "file.open_reanchored", "{}"};
    time_next_paint_ = true;
    frames_wanted_ = 3;
    return outcome;
}

void App::open_chosen(Platform::FilesOpened opened)
{
    open_with(std::move(opened), OpenMode::Add, {}, true);
}

OpenOutcome App::take_import()
{
    OpenOutcome outcome;
    const std::unique_ptr<Importing> in = std::move(session_.importing);
    session_.main_view = MainView::Text;
    if (in) take_in(std::move(*in), outcome);
    return outcome;
}

void App::take_in(Importing in, OpenOutcome& outcome)
{
    for (Problem& problem : in.told) report(std::move(problem));
    if (in.own) {
        replace_project(in.incoming.take_project(), std::move(in.native_file), in.place);
        for (const Document& document : project().documents()) outcome.documents.push_back(document.id);
    } else {
        const bool begins = in.place != 0 && project().documents().empty() && file_.name.empty();
        Result<Composed> merged = in.mapping.empty()
                                      ? merge_project(context(), in.incoming.project())
                                      : compose_import(context(), in.incoming.take_project(), in.mapping);
        if (merged) merged->step.title = merged->ids.size() == 1 ? "Open article" : "Open articles";
        const Result<std::vector<std::string>> added = run(std::move(merged));
        if (!added) {
            outcome.problems.push_back({"", sentence(added.error().message), {}, Error::kNoOffset});
            report(problem_of(outcome.problems.back()));
            return;
        }
        for (const std::string& id : *added) outcome.documents.emplace_back(DocumentId(id));
        if (begins) platform_.set_project_file(in.place);
    }
    if (outcome.documents.empty()) return;
    show(outcome.documents.front());
    const size_t count = outcome.documents.size();
    say(count == 1 ? tr("Opened 1 article") : tr("Opened {} articles", {std::to_string(count)}));
    std::vector<std::string> ids;
    for (const DocumentId& id : outcome.documents) ids.push_back(id.text);
    events_.push_back({"open", Args().json("documents", ids_json(ids)).str()});
}

void App::open_sample()
{
    if (assets_.sample.empty())
        return report(
            {Problem::Severity::Error,
             {},
             {},
             tr("The sample project hasn't come yet, or is missing where this page comes from: try it once more.")});
    open_files({{"harbour.glossator.json", assets_.sample}},
               project().documents().empty() ? OpenMode::Replace : OpenMode::Add);
}

}  // namespace glossator
