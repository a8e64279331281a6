#include <algorithm>

#include "core/edit/join.h"
#include "core/io/project_lines.h"
#include "ui/app.h"
#include "ui/key_names.h"

// Files come in.
namespace glossator {

namespace {

std::string place_of(std::string_view input, const Error& error)
{
    if (error.offset == Error::kNoOffset) return {};
    const LineColumn at = line_column(input, error.offset);
    return "line " + std::to_string(at.line) + ", column " + std::to_string(at.column);
}

Status check_amount(const std::vector<Platform::InputFile>& files)
{
    if (files.size() > kMaxFilesTogether)
        return fail(ErrorCode::TooLarge, std::to_string(files.size()) + " files are more than the " +
                                             std::to_string(kMaxFilesTogether) +
                                             " that can be opened together: open them in parts");
    size_t bytes = 0;
    for (const Platform::InputFile& file : files) bytes += file.bytes.size();
    if (files.size() > 1 && bytes > kMaxFileBytes)
        return fail(ErrorCode::TooLarge, "these files have more than " + std::to_string(kMaxFileBytes >> 20) +
                                             " MB together: open them in parts");
    return {};
}

// What is read of files that are opened together.
struct FilesRead {
    ProjectJoin projects;
    bool any = false;
    bool has_project = false;  // something else than plain text
    bool is_native = false;    // the last is, and one project
    std::vector<size_t> refused;
};

void tell_refusal(const std::vector<InputFile>& group, const InputProblem& problem, OpenOutcome& outcome)
{
    const auto file =
        std::find_if(group.begin(), group.end(), [&](const InputFile& each) { return each.name == problem.file; });
    const std::string_view bytes = file == group.end() ? group.front().bytes : file->bytes;
    outcome.problems.push_back(
        {problem.file, sentence(problem.error.message), place_of(bytes, problem.error), problem.error.offset});
}

FilesRead read_together(App& app, const std::vector<Platform::InputFile>& files, const ImportOptions& options,
                        OpenOutcome& outcome)
{
    FilesRead out;
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
        for (const std::string& note : read->notes) app.report({Problem::Severity::Note, name, {}, note});
        for (const Loss& loss : read->losses) app.report({Problem::Severity::Warning, name, {}, sentence(said(loss))});
        out.any = true;
        out.has_project = out.has_project || group.format != format_named("text");
        out.is_native =
            group.format == format_named("glossator") ||
            (group.format == format_named("glossator-jsonl") && project_begins(together.front().bytes).size() < 2);
        if (const Status added = out.projects.add(std::move(read->project)); !added)
            outcome.problems.push_back({name, sentence(added.error().message), {}, Error::kNoOffset});
    }
    return out;
}

}  // namespace

OpenOutcome App::open_files(std::vector<Platform::InputFile> files, OpenMode mode)
{
    return open_with(std::move(files), mode, {});
}

void App::open_reanchored()
{
    open_with(std::exchange(reanchorable_, {}), OpenMode::Add, {.reanchor = true});
}

bool App::can_reanchor(const Platform::InputFile& file, const ImportOptions& options) const
{
    ImportOptions with = options;
    with.read.reanchor = true;
    std::vector<std::string> notes;
    return !options.read.reanchor && import_file(file.name, file.bytes, with, notes).has_value();
}

OpenOutcome App::open_with(std::vector<Platform::InputFile> files, OpenMode mode, ReadOptions read)
{
    const double began = platform_.now_s();
    OpenOutcome outcome;
    if (const Status fits = check_amount(files); !fits) {
        outcome.problems.push_back({"", sentence(fits.error().message), {}, Error::kNoOffset});
        report({Problem::Severity::Error, {}, {}, outcome.problems.front().message});
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
    FilesRead in = read_together(*this, files, options, outcome);
    for (const size_t index : in.refused)
        if (can_reanchor(files[index], options)) reanchorable_.push_back(files[index]);
    open_times_ = {};
    open_times_.parse = (platform_.now_s() - began) * 1000;
    if (Result<Project> joined = in.projects.empty() ? Result<Project>(Project()) : in.projects.take(); !joined) {
        outcome.problems.push_back({"", sentence(joined.error().message), {}, Error::kNoOffset});
    } else if (in.any) {
        const bool replaces = mode == OpenMode::Replace || (project().documents().empty() && in.has_project);
        // A native file that is the whole project serves as its snapshot, so that none has to be written.
        const bool is_whole = files.size() == 1 && in.is_native && !read.reanchor;
        take_in(std::move(*joined), replaces, is_whole ? std::move(files.front().bytes) : std::string(), outcome);
    }
    open_times_.index = (platform_.now_s() - began) * 1000 - open_times_.parse;
    for (const FileProblem& p : outcome.problems) report({Problem::Severity::Error, p.file, p.place, p.message});
    if (!reanchorable_.empty())
        session_.question = Question{
            "The text in “" + reanchorable_.front().name +
                "” is not the one that its spans were made for, but each of their quotes still stands in it once. "
                "Move the spans to their quotes and open it?",
            "Move and open", "file.open_reanchored", "{}"};
    time_next_paint_ = true;
    frames_wanted_ = 3;
    return outcome;
}

void App::take_in(Project incoming, bool replaces, std::string file, OpenOutcome& outcome)
{
    if (replaces) {
        replace_project(std::move(incoming), std::move(file));
        for (const Document& document : project().documents()) outcome.documents.push_back(document.id);
    } else {
        Result<Composed> merged = merge_project(context(), incoming);
        if (merged) merged->step.title = merged->ids.size() == 1 ? "Open article" : "Open articles";
        const Result<std::vector<std::string>> added = run(std::move(merged));
        if (!added) {
            outcome.problems.push_back({"", sentence(added.error().message), {}, Error::kNoOffset});
            return;
        }
        for (const std::string& id : *added) outcome.documents.emplace_back(DocumentId(id));
    }
    if (outcome.documents.empty()) return;
    show(outcome.documents.front());
    const size_t count = outcome.documents.size();
    say(count == 1 ? "Opened 1 article" : "Opened " + std::to_string(count) + " articles");
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
             "The sample project hasn't come yet, or is missing where this page comes from: try it once more."});
    open_files({{"harbour.glossator.json", assets_.sample}},
               project().documents().empty() ? OpenMode::Replace : OpenMode::Add);
}

}  // namespace glossator
