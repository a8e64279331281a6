#include "core/io/formats.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/base/utf8.h"
#include "core/io/file_name.h"
#include "core/io/journal.h"
#include "core/io/plain_text.h"
#include "core/model/project_writer.h"

namespace glossator {

namespace {

constexpr size_t kSniffed = 4096;  // bytes at the beginning of a file that tell what it is

bool ends_with(std::string_view name, std::string_view suffix)
{
    if (name.size() < suffix.size()) return false;
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; };
    return std::equal(suffix.begin(), suffix.end(), name.end() - static_cast<std::ptrdiff_t>(suffix.size()),
                      [&](char s, char n) { return same(n, s); });
}

std::string_view without_folders(std::string_view name)
{
    const size_t slash = name.find_last_of("/\\");
    return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

std::string_view stem(std::string_view name)
{
    const std::string_view file = without_folders(name);
    const size_t dot = file.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? file : file.substr(0, dot);
}

bool has_extension(std::string_view name)
{
    return stem(name).size() != without_folders(name).size();
}

// True if `bytes` begin with a JSON object that calls itself a Glossator project.
bool looks_native(std::string_view bytes)
{
    std::string_view head = bytes.substr(0, kSniffed);
    const size_t key = head.find("\"format\"");
    const size_t brace = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (brace == std::string_view::npos || head[brace] != '{' || key == std::string_view::npos) return false;
    const size_t value = head.find_first_not_of(" \t\r\n:", key + 8);
    return value != std::string_view::npos && head.substr(value, 11) == "\"glossator\"";
}

bool looks_like_lines(std::string_view bytes)
{
    const std::string_view first = bytes.substr(0, bytes.find('\n'));
    const size_t last = first.find_last_not_of(" \t\r");
    return last != std::string_view::npos && first[last] == '}' &&
           first.find("\"documents\"") == std::string_view::npos;
}

bool looks_like_text(std::string_view bytes)
{
    std::string_view head = bytes.substr(0, kSniffed);
    while (head.size() < bytes.size() && !head.empty() && is_continuation(bytes[head.size()])) head.remove_suffix(1);
    return head.find('\0') == std::string_view::npos && !find_invalid_utf8(head);
}

// Files with structure of their own, which nobody wants as plain text.
bool is_other_format(std::string_view name)
{
    constexpr std::array<std::string_view, 8> kExtensions = {".json", ".jsonl", ".xml", ".html",
                                                             ".htm",  ".csv",   ".tsv", ".conllu"};
    return std::any_of(kExtensions.begin(), kExtensions.end(),
                       [&](std::string_view extension) { return ends_with(name, extension); });
}

std::string format_list(bool Format::*does)
{
    std::string out;
    for (const Format& format : formats()) {
        if (!(format.*does)) continue;
        if (!out.empty()) out += ", ";
        out += format.id;
    }
    return out;
}

Project project_of_text(std::string_view name, TextPtr text, const ImportOptions& options)
{
    Project project;
    ProjectWriter writer(project);
    ProjectInfo info;
    info.id = ProjectId("p-1");
    info.title = stem(name);
    writer.set_info(std::move(info));
    writer.set_schema(options.schema);
    Annotator annotator = options.annotator;
    if (annotator.id.empty()) annotator = {AnnotatorId("annotator"), "", "human", {}};
    Document document;
    document.id = DocumentId("d-1");
    document.name = without_folders(name);
    document.text = std::move(text);
    SetInfo set;
    set.id = SetId("t-1");
    set.document = document.id;
    set.by = annotator.id;
    writer.put(std::move(annotator));
    writer.put(std::move(document));
    writer.put(std::move(set));
    return project;
}

Status check_limits(const Project& project, const RecordLimits& limits)
{
    const auto refuse = [](size_t count, const char* what, size_t most) {
        return fail(ErrorCode::TooLarge, "the file has " + std::to_string(count) + " " + what + ", more than the " +
                                             std::to_string(most) + " that fit: divide it");
    };
    if (const size_t count = project.documents().size(); count > limits.documents)
        return refuse(count, "documents", limits.documents);
    size_t spans = 0;
    for (const auto& set : project.sets()) spans += set->spans.size();
    if (spans > limits.spans) return refuse(spans, "spans", limits.spans);
    return {};
}

// A file name from what a file says: without folders, and another than those in `taken`.
std::string free_name(std::string_view wanted, std::string_view otherwise, std::set<std::string>& taken)
{
    std::string base = safe_file_name(stem(wanted.empty() ? otherwise : wanted));
    if (base.empty()) base = "document";
    std::string name = base + ".txt";
    for (size_t n = 2; !taken.insert(name).second; ++n) name = base + "-" + std::to_string(n) + ".txt";
    return name;
}

// Counts what a format leaves behind, with the first as the example, and puts it on the list at its end.
class LossCount {
public:
    LossCount(std::vector<Loss>& losses, std::string what) : losses_(losses), loss_{std::move(what), 0, {}} {}
    LossCount(const LossCount&) = delete;
    LossCount& operator=(const LossCount&) = delete;
    ~LossCount()
    {
        if (loss_.count > 0) losses_.push_back(std::move(loss_));
    }
    void add(const std::string& example)
    {
        if (loss_.count++ == 0) loss_.example = example;
    }

private:
    std::vector<Loss>& losses_;
    Loss loss_;
};

bool has_metadata(const Document& document)
{
    return !(document.title + document.publisher + document.url + document.date + document.language).empty() ||
           !document.meta.empty();
}

void count_losses_as_text(const Project& project, std::vector<Loss>& losses)
{
    for (LossCount metadata(losses, "metadata of documents"); const Document& document : project.documents())
        if (has_metadata(document)) metadata.add(document.id.text);
    for (LossCount entities(losses, "entities"); const auto& [id, entity] : project.entities())
        entities.add(entity.name);
    for (LossCount claims(losses, "claims"); const auto& [id, claim] : project.claims()) claims.add(claim.text);
    LossCount attributions(losses, "attributions");
    LossCount relations(losses, "relations");
    LossCount spans(losses, "spans");
    for (const auto& set : project.sets()) {
        const Text& text = *project.find(set->info.document)->text;
        for (size_t i = 0; i < set->spans.size(); ++i) {
            const Span& span = set->spans.at(i);
            spans.add(span.label.text + " " + std::string(text.slice(span.at.front())));
        }
        for (const auto& [id, relation] : set->relations) relations.add(id.text);
        for (const auto& [id, attribution] : set->attributions) attributions.add(id.text);
    }
}

// The project as the last step that can be read left it.
tl::expected<Project, Problems> import_journal(std::string_view bytes, std::vector<std::string>& notes)
{
    const Result<KeptJournal> kept = read_journal_file(bytes);
    if (!kept) return tl::unexpected<Problems>({kept.error()});
    auto replayed = replay_journal(*kept);
    if (!replayed) {
        for (Error& error : replayed.error())
            if (error.offset != Error::kNoOffset) error.offset += bytes.find('\n') + 1;
        return tl::unexpected(std::move(replayed.error()));
    }
    if (replayed->fault) notes.push_back("part of it can't be read: " + *replayed->fault);
    return replayed->history.take_project();
}

Exported export_text(const Project& project)
{
    Exported out;
    std::set<std::string> taken;
    for (const Document& document : project.documents())
        out.files.push_back({free_name(document.name, document.id.text, taken), std::string(document.text->bytes())});
    count_losses_as_text(project, out.losses);
    return out;
}

}  // namespace

const std::vector<Format>& formats()
{
    static const std::vector<Format> kFormats = {
        {"glossator", "Glossator project", {".glossator.json"}, true, true},
        {"glossator-jsonl", "Glossator project, one record a line", {".glossator.jsonl"}, true, true},
        {"glossator-journal", "What Glossator kept of a project, step by step", {".glossator.journal"}, true, false},
        {"text", "Plain text, UTF-8", {".txt", ".text", ".md"}, true, true},
    };
    return kFormats;
}

const Format* format_named(std::string_view id)
{
    for (const Format& format : formats())
        if (format.id == id) return &format;
    return nullptr;
}

const Format* detect_format(std::string_view name, std::string_view bytes)
{
    for (const Format& format : formats())
        for (const std::string& extension : format.extensions)
            if (format.reads && ends_with(name, extension)) return &format;
    if (looks_like_journal_file(bytes)) return format_named("glossator-journal");
    if (looks_native(bytes)) return format_named(looks_like_lines(bytes) ? "glossator-jsonl" : "glossator");
    if (!has_extension(name) || (!is_other_format(name) && looks_like_text(bytes))) return format_named("text");
    return nullptr;
}

tl::expected<Project, Problems> import_file(std::string_view name, std::string_view bytes, const ImportOptions& options,
                                            std::vector<std::string>& notes)
{
    const auto refuse = [](size_t offset, std::string sentence, ErrorCode code) {
        return tl::unexpected<Problems>({Error{code, std::move(sentence), offset, {}}});
    };
    if (bytes.empty()) return refuse(0, "the file is empty", ErrorCode::Invalid);
    if (bytes.size() > kMaxFileBytes)
        return refuse(Error::kNoOffset,
                      "the file is larger than the " + std::to_string(kMaxFileBytes >> 20) + " MB that fit",
                      ErrorCode::TooLarge);
    if (const char* encoding = other_encoding(bytes))
        return refuse(0, std::string("the file is ") + encoding + "; save it as UTF-8", ErrorCode::Invalid);
    const Format* format = options.format.empty() ? detect_format(name, bytes) : format_named(options.format);
    if (format == nullptr || !format->reads)
        return refuse(Error::kNoOffset,
                      "none of the formats that can be read fits this file: " + format_list(&Format::reads),
                      ErrorCode::Unsupported);
    if (format != format_named("text")) {
        if (bytes.substr(0, 3) == "\xEF\xBB\xBF") notes.push_back("a byte order mark was dropped");
        tl::expected<Project, Problems> project = format == format_named("glossator-journal")
                                                      ? import_journal(bytes, notes)
                                                      : read_native(bytes, options.read);
        if (project)
            if (const Status fits = check_limits(*project, options.limits); !fits)
                return tl::unexpected<Problems>({fits.error()});
        return project;
    }
    Result<TextPtr> text = read_plain_text(bytes, notes);
    if (!text) return tl::unexpected<Problems>({text.error()});
    return project_of_text(name, std::move(*text), options);
}

Result<Exported> export_project(const Project& project, std::string_view format)
{
    std::string name = safe_file_name(without_folders(project.info().id.text));
    if (name.empty()) name = "project";
    if (format == "glossator") return Exported{{{name + ".glossator.json", write_native(project)}}, {}};
    if (format == "glossator-jsonl") return Exported{{{name + ".glossator.jsonl", write_native_lines(project)}}, {}};
    if (format == "text") return export_text(project);
    return fail(ErrorCode::Unsupported, "the format \"" + std::string(format) +
                                            "\" can't be written; those that can: " + format_list(&Format::writes));
}

LineColumn line_column(std::string_view input, size_t offset)
{
    offset = std::min(offset, input.size());
    uint32_t line = 1;
    size_t line_start = 0;
    for (size_t i = 0; i < offset; ++i) {
        const bool ends = input[i] == '\n' || (input[i] == '\r' && (i + 1 == input.size() || input[i + 1] != '\n'));
        if (!ends) continue;
        ++line;
        line_start = i + 1;
    }
    const std::string_view before = input.substr(line_start, offset - line_start);
    const auto code_points = std::count_if(before.begin(), before.end(), [](char c) { return !is_continuation(c); });
    return {line, static_cast<uint32_t>(code_points) + 1};
}

std::string place(std::string_view file, std::string_view input, const Error& error)
{
    std::string out(file);
    if (error.offset != Error::kNoOffset) {
        const LineColumn at = line_column(input, error.offset);
        out += ':' + std::to_string(at.line) + ':' + std::to_string(at.column);
    }
    return out + ": " + sentence(error.message);
}

}  // namespace glossator
