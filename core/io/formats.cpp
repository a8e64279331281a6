#include "core/io/formats.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "core/base/utf8.h"
#include "core/edit/join.h"
#include "core/io/file_name.h"
#include "core/io/journal.h"
#include "core/io/losses.h"
#include "core/io/plain_text.h"
#include "core/io/project_lines.h"
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

bool has_extension(std::string_view name)
{
    return file_stem(name).size() != without_folders(name).size();
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

// Whether a native file is one of lines: its first line is a header alone, or a whole project with another behind it or
// in a file that calls itself one of lines.
bool looks_like_lines(std::string_view name, std::string_view bytes)
{
    const std::string_view first = bytes.substr(0, bytes.find('\n'));
    const size_t last = first.find_last_not_of(" \t\r");
    if (last == std::string_view::npos || first[last] != '}') return false;
    if (first.find("\"documents\"") == std::string_view::npos || ends_with(name, ".jsonl")) return true;
    const std::string_view next = bytes.substr(std::min(first.size() + 1, bytes.size()));
    return begins_project(next.substr(0, next.find('\n')));
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
    info.title = file_stem(name);
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
        out.files.push_back({free_name(document.name.empty() ? document.id.text : document.name, ".txt", taken),
                             std::string(document.text->bytes())});
    Losses losses;
    Carries nothing;
    nothing.spans = false;
    count_uncarried(project, nothing, losses);
    count_other_sets(project, losses);
    for (const Document& document : project.documents())
        if (document.text->size() == 0) losses.add("documents without words", document.id.text);
    out.losses = losses.take();
    return out;
}

const Codec* codec_named(std::string_view id)
{
    for (const Codec& codec : codecs())
        if (codec.format.id == id) return &codec;
    return nullptr;
}

// Errors of the whole input: too large, another encoding.
Status check_bytes(std::string_view bytes)
{
    if (bytes.size() > kMaxFileBytes)
        return fail(ErrorCode::TooLarge,
                    "the file is larger than the " + std::to_string(kMaxFileBytes >> 20) + " MB that fit");
    if (const char* encoding = other_encoding(bytes))
        return fail_at(0, std::string("the file is ") + encoding + "; save it as UTF-8");
    return {};
}

InputProblems problems_of(const std::string& file, Problems problems)
{
    InputProblems out;
    for (Error& error : problems) out.push_back({file, std::move(error)});
    return out;
}

// With the files' byte order marks dropped, which no codec wants to see.
ReadResult read_foreign(const Codec& codec, const std::vector<InputFile>& files, const ImportOptions& options)
{
    std::vector<InputFile> without_marks = files;
    std::vector<std::string> notes;
    std::set<std::string> marked;
    for (InputFile& file : without_marks) {
        if (file.bytes.substr(0, kByteOrderMark.size()) != kByteOrderMark) continue;
        file.bytes.remove_prefix(kByteOrderMark.size());
        marked.insert(file.name);
        notes.push_back("a byte order mark was dropped");
    }
    ReadResult result = codec.read({without_marks, options.schema, options.annotator, options.options});
    if (result) {
        result->notes.insert(result->notes.begin(), notes.begin(), notes.end());
        return result;
    }
    for (InputProblem& problem : result.error())
        if (marked.count(problem.file) > 0 && problem.error.offset != Error::kNoOffset)
            problem.error.offset += kByteOrderMark.size();
    return result;
}

// The project of a native file; of a file of lines that holds several, all of them joined.
tl::expected<Project, Problems> read_projects(std::string_view bytes, ReadOptions options)
{
    const std::vector<size_t> begins = project_begins(bytes);
    if (begins.size() < 2) return read_native(bytes, options);
    ProjectJoin all;
    for (size_t i = 0; i < begins.size(); ++i) {
        const size_t begin = i == 0 ? 0 : begins[i], end = i + 1 < begins.size() ? begins[i + 1] : bytes.size();
        tl::expected<Project, Problems> project = read_native(bytes.substr(begin, end - begin), options);
        if (!project) {
            for (Error& error : project.error())
                if (error.offset != Error::kNoOffset) error.offset += begin;
            return project;
        }
        if (const Status added = all.add(std::move(*project)); !added) return tl::unexpected<Problems>({added.error()});
    }
    Result<Project> joined = all.take();
    if (!joined) return tl::unexpected<Problems>({joined.error()});
    return std::move(*joined);
}

ReadResult read_own(const Format& format, const InputFile& file, const ImportOptions& options)
{
    std::vector<std::string> notes;
    if (std::string_view(format.id) == "text") {
        Result<TextPtr> text = read_plain_text(file.bytes, notes);
        if (!text) return refuse(file, text.error());
        return ReadProject{project_of_text(file.name, std::move(*text), options), std::move(notes)};
    }
    if (file.bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) notes.push_back("a byte order mark was dropped");
    tl::expected<Project, Problems> project = std::string_view(format.id) == "glossator-journal"
                                                  ? import_journal(file.bytes, notes)
                                                  : read_projects(file.bytes, options.read);
    if (!project) return tl::unexpected(problems_of(file.name, std::move(project.error())));
    return ReadProject{std::move(*project), std::move(notes)};
}

}  // namespace

const std::vector<Format>& formats()
{
    static const std::vector<Format> kFormats = [] {
        std::vector<Format> out = {
            {"glossator", "Glossator project", {".glossator.json"}, true, true},
            {"glossator-jsonl", "Glossator project, one record a line", {".glossator.jsonl"}, true, true},
            {"glossator-journal",
             "What Glossator kept of a project, step by step",
             {".glossator.journal"},
             true,
             false},
            {"text", "Plain text, UTF-8", {".txt", ".text", ".md"}, true, true},
        };
        for (const Codec& codec : codecs()) out.push_back(codec.format);
        return out;
    }();
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
    for (const char* id : {"glossator", "glossator-jsonl", "glossator-journal"})
        for (const std::string& extension : format_named(id)->extensions)
            if (ends_with(name, extension)) return format_named(id);
    if (looks_like_journal_file(bytes)) return format_named("glossator-journal");
    if (looks_native(bytes)) return format_named(looks_like_lines(name, bytes) ? "glossator-jsonl" : "glossator");
    const std::string_view content =
        bytes.substr(bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark ? kByteOrderMark.size() : 0);
    for (const Codec& codec : codecs())
        if (codec.read != nullptr && codec.fits(name, content)) return format_named(codec.format.id);
    for (const std::string& extension : format_named("text")->extensions)
        if (ends_with(name, extension)) return format_named("text");
    if (!has_extension(name) || (!is_other_format(name) && looks_like_text(bytes))) return format_named("text");
    return nullptr;
}

std::vector<std::string> companions_of(const Format& format, std::string_view name)
{
    const Codec* codec = codec_named(format.id);
    return codec != nullptr && codec->companions != nullptr ? codec->companions(name) : std::vector<std::string>();
}

std::vector<std::string> readable_extensions()
{
    std::set<std::string> out = {".conf", ".dtd", ".zip"};  // of brat and MedTator, beside what they are for; archives
    for (const Format& format : formats())
        if (format.reads)
            for (const std::string& extension : format.extensions) out.insert(extension.substr(extension.rfind('.')));
    return {out.begin(), out.end()};
}

std::vector<FileGroup> group_files(const std::vector<InputFile>& files, std::string_view format)
{
    std::map<std::string_view, size_t> by_name;
    for (size_t i = 0; i < files.size(); ++i) by_name.emplace(files[i].name, i);
    std::vector<const Format*> found(files.size());
    std::set<size_t> come_along;
    std::vector<FileGroup> groups(files.size());
    for (size_t i = 0; i < files.size(); ++i) {
        found[i] = detect_format(files[i].name, files[i].bytes);
        groups[i].files = {i};
        if (found[i] == nullptr) continue;
        for (const std::string& name : companions_of(*found[i], files[i].name)) {
            const auto companion = by_name.find(name);
            if (companion == by_name.end() || companion->second == i) continue;
            groups[i].files.push_back(companion->second);
            come_along.insert(companion->second);
        }
    }
    std::vector<FileGroup> out;
    for (size_t i = 0; i < files.size(); ++i) {
        if (come_along.count(i) > 0) continue;
        groups[i].format = format.empty() ? found[i] : format_named(format);
        out.push_back(std::move(groups[i]));
    }
    return out;
}

ReadResult import_files(const std::vector<InputFile>& files, const ImportOptions& options)
{
    const InputFile& file = files.front();
    for (const InputFile& each : files)
        if (Status sound = check_bytes(each.bytes); !sound) return refuse(each, sound.error());
    const Format* format = options.format.empty() ? detect_format(file.name, file.bytes) : format_named(options.format);
    const Codec* codec = format ? codec_named(format->id) : nullptr;
    if (file.bytes.empty() && codec == nullptr) return refuse(file, 0, "the file is empty");
    if (format == nullptr || !format->reads)
        return refuse(file, Error{ErrorCode::Unsupported,
                                  "none of the formats that can be read fits this file: " + format_list(&Format::reads),
                                  Error::kNoOffset,
                                  {}});
    if (Status sound = check_options(*format, options.options); !sound) return refuse(file, sound.error());
    ReadResult result = codec ? read_foreign(*codec, files, options) : read_own(*format, file, options);
    if (result)
        if (const Status fits = check_limits(result->project, options.limits); !fits) return refuse(file, fits.error());
    return result;
}

tl::expected<Project, Problems> import_file(std::string_view name, std::string_view bytes, const ImportOptions& options,
                                            std::vector<std::string>& notes)
{
    ReadResult result = import_files({{std::string(name), bytes}}, options);
    if (!result) {
        Problems problems;
        for (InputProblem& problem : result.error()) problems.push_back(std::move(problem.error));
        return tl::unexpected(std::move(problems));
    }
    for (std::string& note : result->notes) notes.push_back(std::move(note));
    for (const Loss& loss : result->losses) notes.push_back(said(loss));
    return std::move(result->project);
}

std::string said(const Loss& loss)
{
    return "not taken over: " + std::to_string(loss.count) + " " + loss.what +
           (loss.example.empty() ? "" : ", for example \"" + loss.example + "\"");
}

Result<Exported> export_project(const Project& project, std::string_view format, const FormatOptions& options)
{
    const Format* known = format_named(format);
    if (known == nullptr || !known->writes)
        return fail(ErrorCode::Unsupported, "the format \"" + std::string(format) +
                                                "\" can't be written; those that can: " + format_list(&Format::writes));
    if (Status sound = check_options(*known, options); !sound) return fail(sound.error());
    std::string name = safe_file_name(without_folders(project.info().id.text));
    if (name.empty()) name = "project";
    if (format == "glossator") return Exported{{{name + ".glossator.json", write_native(project)}}, {}};
    if (format == "glossator-jsonl") return Exported{{{name + ".glossator.jsonl", write_native_lines(project)}}, {}};
    if (format == "text") return export_text(project);
    const Codec& codec = *codec_named(format);
    Result<Exported> exported = codec.write(project, options);
    if (exported)
        if (Status sound = codec.check(project, *exported, options); !sound) return fail(sound.error());
    return exported;
}

Status check_options(const Format& format, const FormatOptions& options)
{
    for (const auto& [name, value] : options) {
        const auto& known = format.options;
        const auto option = std::find_if(known.begin(), known.end(),
                                         [&wanted = name](const FormatOption& each) { return each.name == wanted; });
        if (option == known.end()) {
            std::string list;
            for (const FormatOption& each : known) list += (list.empty() ? "" : ", ") + std::string(each.name);
            return fail(ErrorCode::Unsupported, std::string(format.id) + " has no option \"" + name + "\"" +
                                                    (list.empty() ? "; it has none" : "; it has " + list));
        }
        const auto& values = option->values;
        if (values.empty() || std::find(values.begin(), values.end(), value) != values.end()) continue;
        std::string list;
        for (const char* each : values) list += (list.empty() ? "" : ", ") + std::string(each);
        return fail(ErrorCode::Unsupported,
                    "the option " + name + " of " + format.id + " can't be \"" + value + "\", but " + list);
    }
    return {};
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
