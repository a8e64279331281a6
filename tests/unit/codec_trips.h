#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "core/io/links.h"
#include "core/io/xml.h"
#include "tests/unit/random_project.h"
#include "tests/unit/test_files.h"
#include "tests/unit/worlds.h"

// What tests of codecs do with any project: out and in again, and a comparison of what came back.
namespace glossator::worlds {

// Projects that hold whatever a file may hold; the last is real work, where it is here.
inline std::vector<Project> any_projects()
{
    std::vector<Project> out;
    out.push_back(ferry_project());
    for (uint32_t seed = 0; seed < 60; ++seed) out.push_back(random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json")) out.push_back(read_native(*gold).value());
    return out;
}

// What a format is asked to carry of a project, as lines to compare.
struct Carried {
    bool blanks_cut = false;  // fragments have no blanks at their ends, and none at all where there is nothing else
    bool empty_texts = true;  // an attribute may be an empty text
    bool notes = true;
    bool text = true;
    bool joined = false;  // a span is one range, from its first fragment to its last
    bool attributes = true;
    bool links = true;
    bool ids = true;      // else spans, and what links them, are told apart by what they say
    bool in_xml = false;  // characters that XML has not are others
};

inline std::string at_of(const Text& text, const std::vector<TextRange>& ranges)
{
    std::string out;
    for (const TextRange& range : ranges)
        out +=
            " " + std::to_string(text.byte_to_utf16(range.begin)) + "-" + std::to_string(text.byte_to_utf16(range.end));
    return out;
}

inline std::string attributes_of(const Attributes& attributes, const Carried& carried)
{
    std::string out;
    if (!carried.attributes) return out;
    for (const auto& [id, value] : attributes) {
        const std::string text = text_of_value(value);
        if (!text.empty() || carried.empty_texts)
            out += " " + id.text + "=" + std::to_string(value.index()) + ":" + text;
    }
    return out;
}

// The spans, relations and attributions of the document's exported set, one a line.
inline std::vector<std::string> lines_of(const Project& project, const Document& document, const Carried& carried)
{
    std::vector<std::string> out;
    const AnnotationSet* set = exported_set(project, document);
    if (set == nullptr) return out;
    std::map<SpanId, std::string> names;
    set->spans.for_each([&](const Span& span) {
        std::vector<TextRange> at;
        for (const TextRange& range : span.at) {
            const TextRange cut = carried.blanks_cut ? without_blanks(*document.text, range) : range;
            if (!cut.empty()) at.push_back(cut);
        }
        if (at.empty()) return;
        if (carried.joined) at = {{at.front().begin, at.back().end}};
        std::string line = span.label.text + at_of(*document.text, at);
        names[span.id] = carried.ids ? span.id.text : line;
        line = names[span.id] + " " + line + attributes_of(span.attributes, carried) + " entity:" + span.entity.text;
        if (span.claim) line += " claim:" + span.claim->id.text + "/" + span.claim->relation;
        if (carried.notes) line += " note:" + span.note;
        out.push_back(line);
    });
    // A parent by its id, or else by the words of its parts.
    const auto named = [&](const std::string& parent) {
        std::string parts;
        if (!carried.ids)
            for (const LinkEnd& end : link_of(set->attributions.at(AttributionId(parent))).ends)
                if (end.role != "parent") parts += "<" + names[SpanId(end.target)] + ">";
        return carried.ids ? parent : parts;
    };
    if (carried.links) {
        for (const auto& [id, relation] : set->relations)
            if (names.count(relation.from) > 0 && names.count(relation.to) > 0)
                out.push_back((carried.ids ? id.text : "") + " " + relation.type.text + " " + names[relation.from] +
                              " > " + names[relation.to] + attributes_of(relation.attributes, carried));
        for (const auto& [id, attribution] : set->attributions) {
            std::string line = carried.ids ? id.text : "";
            size_t ends = 0;
            for (const LinkEnd& end : link_of(attribution).ends) {
                const bool there = end.role == "parent" || names.count(SpanId(end.target)) > 0;
                if (there)
                    line +=
                        " " + end.role + ":" + (end.role == "parent" ? named(end.target) : names[SpanId(end.target)]);
                ends += there && end.role != "parent" && end.role != "addressee";
            }
            if (ends > 0) out.push_back(line + attributes_of(attribution.attributes, carried));
        }
    }
    if (carried.in_xml)
        for (std::string& line : out) line = as_in_xml(line);
    std::sort(out.begin(), out.end());
    return out;
}

inline ImportOptions import_as(std::string_view format, const Schema& schema = {})
{
    ImportOptions options;
    options.schema = schema;
    options.format = format;
    return options;
}

inline ReadResult import_text(std::string_view name, std::string_view bytes, const ImportOptions& options = {})
{
    return import_files({{std::string(name), bytes}}, options);
}

// The project that comes back from a file of the export; its schema begins with `schema`.
inline Project read_back(const Exported& exported, size_t file, std::string_view format, const Schema& schema = {})
{
    std::vector<InputFile> files{{exported.files[file].name, exported.files[file].bytes}};
    for (const ExportedFile& each : exported.files)
        if (each.name != files.front().name) files.push_back({each.name, each.bytes});
    ReadResult read = import_files(files, import_as(format, schema));
    if (!read) FAIL(read.error().front().file, ": ", read.error().front().error.message);
    return read ? std::move(read->project) : Project();
}

// Writes the project and compares each document with what comes back, which stands in one file or in one each.
inline void check_trip(const Project& project, std::string_view format, const Carried& carried = {},
                       const FormatOptions& options = {})
{
    const Result<Exported> exported = export_project(project, format, options);
    if (!exported) FAIL_CHECK(exported.error().message);
    if (!exported) return;
    const bool in_one = exported->files.size() == 1 && project.documents().size() != 1;
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Project back = read_back(*exported, in_one ? 0 : i, format, project.schema());
        const Document& document = project.documents()[i];
        REQUIRE(back.documents().size() > (in_one ? i : 0));
        const Document& again = back.documents()[in_one ? i : 0];
        const std::string text(document.text->bytes());
        if (carried.text) CHECK(again.text->bytes() == (carried.in_xml ? as_in_xml(text) : text));
        const std::vector<std::string> expected = lines_of(project, document, carried),
                                       found = lines_of(back, again, carried);
        CHECK(expected.size() == found.size());
        for (size_t k = 0; k < std::min(expected.size(), found.size()); ++k) CHECK(expected[k] == found[k]);
    }
}

inline bool loses(const std::vector<Loss>& losses, std::string_view what)
{
    return std::any_of(losses.begin(), losses.end(), [&](const Loss& loss) { return loss.what == what; });
}

// A file that a reader has to refuse, the byte that it has to name, and words of its sentence.
struct Refused {
    std::string file;
    size_t offset;
    std::string words;
};
inline void check_refused(std::string_view name, std::string_view format, const std::vector<Refused>& cases,
                          const FormatOptions& format_options = {})
{
    ImportOptions options = import_as(format);
    options.options = format_options;
    for (const Refused& each : cases) {
        CAPTURE(each.file);
        const ReadResult read = import_text(name, each.file, options);
        CHECK(!read);
        if (read) continue;
        const Error& error = read.error().front().error;
        CAPTURE(error.message);
        CHECK(error.offset == each.offset);
        CHECK(error.message.find(each.words) != std::string::npos);
    }
}

// Every beginning of the first file gives a project or a placed sentence; of a long one, some.
inline void check_prefixes(const std::vector<InputFile>& files, const std::string& format)
{
    constexpr size_t kMost = 300, kFewest = 8, kBytes = 2'000'000;
    const std::string_view bytes = files.front().bytes;
    const size_t count = std::clamp(kBytes / (bytes.size() + 1), kFewest, kMost);
    const size_t step = std::max<size_t>(1, bytes.size() / count);
    for (size_t size = 0; size < bytes.size(); size += step) {
        const std::string prefix(bytes.substr(0, size));  // of its own, so that reading beyond its end is noticed
        std::vector<InputFile> cut = files;
        cut.front().bytes = prefix;
        const ReadResult read = import_files(cut, import_as(format));
        if (read) continue;
        const InputProblem& problem = read.error().front();
        CHECK(!problem.error.message.empty());
        if (problem.file == cut.front().name && problem.error.offset != Error::kNoOffset)
            CHECK(problem.error.offset <= size);
    }
}

inline void check_prefixes(std::string_view name, std::string_view bytes, const std::string& format)
{
    check_prefixes({{std::string(name), bytes}}, format);
}

// The export, with a change that its check has to notice.
inline bool notices(const Project& project, std::string_view format, std::string_view from, std::string_view to)
{
    Exported exported = export_project(project, format).value();
    std::string& bytes = exported.files.front().bytes;
    const size_t at = bytes.find(from);
    REQUIRE(at != std::string::npos);
    bytes.replace(at, from.size(), to);
    for (const Codec& codec : codecs())
        if (codec.format.id == format) return !codec.check(project, exported, {});
    return false;
}

}  // namespace glossator::worlds
