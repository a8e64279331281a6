#include <algorithm>

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

// Several opened projects made into one; nearly always it is one.
class Combined {
public:
    Status add(Project project)
    {
        if (empty()) {
            first_ = std::move(project);
            return {};
        }
        if (!history_) {
            history_ = std::make_unique<History>(std::move(*first_));
            ids_ = std::make_unique<IdMaker>(history_->project());
        }
        Result<Composed> merged = merge_project({history_->project(), *ids_, {}, {}}, project);
        if (!merged) return fail(merged.error());
        return history_->run(std::move(merged->step));
    }
    bool empty() const { return !first_; }
    Project take() { return history_ ? history_->take_project() : std::move(*first_); }

private:
    std::optional<Project> first_;
    std::unique_ptr<History> history_;
    std::unique_ptr<IdMaker> ids_;
};

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
    Combined combined;
    bool has_project = false, is_native = false;
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
    for (Platform::InputFile& file : files) {
        std::vector<std::string> notes;
        auto imported = import_file(file.name, file.bytes, options, notes);
        for (const std::string& note : notes) report({Problem::Severity::Note, file.name, {}, note});
        if (imported) {
            const Format* format = detect_format(file.name, file.bytes);
            has_project = has_project || (format && std::string_view(format->id) != "text");
            is_native = format && (format == format_named("glossator") || format == format_named("glossator-jsonl"));
            if (const Status added = combined.add(std::move(*imported)); !added)
                outcome.problems.push_back({file.name, sentence(added.error().message), {}, Error::kNoOffset});
            continue;
        }
        if (can_reanchor(file, options)) reanchorable_.push_back(file);
        for (const Error& error : imported.error())
            outcome.problems.push_back({file.name, sentence(error.message), place_of(file.bytes, error), error.offset});
    }
    open_times_ = {};
    open_times_.parse = (platform_.now_s() - began) * 1000;
    if (!combined.empty()) {
        const bool replaces = mode == OpenMode::Replace || (project().documents().empty() && has_project);
        // A native file that is the whole project serves as its snapshot, so that none has to be written.
        const bool is_whole = files.size() == 1 && is_native && !read.reanchor;
        take_in(combined.take(), replaces, is_whole ? std::move(files.front().bytes) : std::string(), outcome);
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
