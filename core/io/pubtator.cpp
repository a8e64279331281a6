#include "core/io/pubtator.h"

#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/io/fields_of_spans.h"
#include "core/io/file_lines.h"
#include "core/io/file_name.h"
#include "core/io/offset_unit.h"

namespace glossator {

namespace {

const Format kFormat = {
    "pubtator", "PubTator", {".pubtator"},
    true,       true,       {{"offsets", "what offsets count, when reading", {"auto", "codepoint", "utf16", "byte"}}}};

// A row, or one half of a document's text.
struct Row {
    std::vector<std::string_view> columns;
    size_t offset;
};
struct Abstract {
    std::string id;
    std::string title, abstract;
    size_t offset;
    std::vector<Row> rows = {};

    std::string text() const { return abstract.empty() ? title : title + "\n" + abstract; }
};

std::optional<uint64_t> number_of(std::string_view text)
{
    if (text.empty() || text.size() > 12) return std::nullopt;
    uint64_t out = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        out = out * 10 + static_cast<uint64_t>(c - '0');
    }
    return out;
}

std::vector<std::string_view> columns_of(std::string_view line)
{
    std::vector<std::string_view> out;
    for (size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
        out.push_back(line.substr(0, tab));
        line.remove_prefix(tab + 1);
    }
    out.push_back(line);
    return out;
}

// "ID|t|…" or "ID|a|…"; the mark must stand before any tab.
size_t mark_in(std::string_view line, const char* mark)
{
    const size_t at = line.find(mark);
    return at == std::string_view::npos || line.find('\t') < at ? std::string_view::npos : at;
}

// Errors: with the offset.
Result<std::vector<Abstract>> abstracts_of(std::string_view bytes)
{
    if (const std::optional<size_t> invalid = find_invalid_utf8(bytes))
        return fail_at(*invalid, "the file isn't UTF-8 here");
    std::vector<Abstract> out;
    size_t next = 0;
    while (const std::optional<Line> found = next_line(bytes, next)) {
        const auto [offset, line] = *found;
        if (line.empty()) continue;
        const size_t title = mark_in(line, "|t|"), abstract = mark_in(line, "|a|");
        if (title != std::string_view::npos && title <= abstract) {
            out.push_back({std::string(line.substr(0, title)), std::string(line.substr(title + 3)), "", offset});
        } else if (abstract != std::string_view::npos) {
            if (out.empty() || out.back().id != line.substr(0, abstract))
                return fail_at(offset, "the abstract has no title before it");
            out.back().abstract = line.substr(abstract + 3);
        } else {
            Row row{columns_of(line), offset};
            if (out.empty() || row.columns.size() < 4 || row.columns.front() != out.back().id)
                return fail_at(offset, "expected a title, an abstract, or a line of the document before it");
            out.back().rows.push_back(std::move(row));
        }
    }
    return out;
}

bool is_annotation(const Row& row)
{
    return row.columns.size() >= 5 && number_of(row.columns[1]) && number_of(row.columns[2]);
}

// As it is written: without what ends a line, or a column, in any reader.
std::string on_one_line(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size();) {
        const auto [c, length] = decode_utf8(text, i);
        const bool ends =
            (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (ends)
            out += ' ';
        else
            out += text.substr(i, length);
        i += length;
    }
    return out;
}

std::string id_of(const Document& document)
{
    std::string out = on_one_line(document.id.text);
    std::replace(out.begin(), out.end(), '|', '_');
    return out;
}

// The first line ends where the title does; nothing else ends one.
std::string written_text(const Document& document)
{
    const std::string_view text = document.text->bytes();
    const size_t title = text.find('\n');
    if (title == std::string_view::npos || title + 1 == text.size()) return on_one_line(text);
    return on_one_line(text.substr(0, title)) + "\n" + on_one_line(text.substr(title + 1));
}

std::string written(const Project& project, const Document& document, Losses& losses)
{
    const std::string id = id_of(document), text = written_text(document);
    if (id != document.id.text) losses.add("names of documents", document.id.text);
    if (text != document.text->bytes()) losses.add("line ends and tabs, which become spaces", document.id.text);
    const size_t title = std::min(text.find('\n'), text.size());
    std::string out = id + "|t|" + text.substr(0, title) + "\n" + id + "|a|" +
                      (title < text.size() ? text.substr(title + 1) : "") + "\n";
    const AnnotationSet* set = exported_set(project, document);
    const Offsets offsets(*document.text, OffsetUnit::CodePoint);
    if (set != nullptr)
        set->spans.for_each([&](const Span& span) {
            for (const TextRange& range : span.at)
                out += id + "\t" + std::to_string(offsets.from_byte(range.begin)) + "\t" +
                       std::to_string(offsets.from_byte(range.end)) + "\t" + on_one_line(document.text->slice(range)) +
                       "\t" + on_one_line(span.label.text) + "\t" +
                       (span.entity.empty() ? "-" : on_one_line(span.entity.text)) + "\n";
        });
    return out + "\n";
}

bool fits(std::string_view, std::string_view bytes)
{
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    const size_t mark = mark_in(line, "|t|");
    if (mark == std::string_view::npos || mark == 0) return false;
    const std::string_view rest = bytes.substr(line.size() + (line.size() < bytes.size() ? 1 : 0));
    return rest.substr(0, mark) == line.substr(0, mark) && rest.substr(mark, 3) == "|a|";
}

Status take(ProjectBuilder& builder, const Abstract& abstract, std::string_view wanted, Losses& losses,
            size_t& mismatches)
{
    Result<TextPtr> text = Text::make(abstract.text());
    if (!text) return fail_at(abstract.offset, text.error().message);
    builder.add_document(abstract.id, std::move(*text));
    std::vector<Quoted> quotes;
    for (const Row& row : abstract.rows)
        if (is_annotation(row))
            quotes.push_back({*number_of(row.columns[1]), *number_of(row.columns[2]), std::string(row.columns[3])});
    const DetectedUnit detected = detect_unit(builder.text(), quotes, OffsetUnit::CodePoint);
    const OffsetUnit unit = offset_unit_named(wanted).value_or(detected.unit);
    mismatches += detected.mismatches;
    const Offsets offsets(builder.text(), unit);
    for (const Row& row : abstract.rows) {
        if (!is_annotation(row)) {
            losses.add("relations between concepts", std::string(row.columns[1]));
            continue;
        }
        const Result<TextRange> range = offsets.range(*number_of(row.columns[1]), *number_of(row.columns[2]));
        if (!range) return fail_at(row.offset, range.error().message);
        Span span;
        span.at = {*range};
        span.label = builder.label(row.columns[4].empty() ? "annotation" : row.columns[4]);
        const std::string_view concept_id = row.columns.size() > 5 ? row.columns[5] : std::string_view();
        if (!concept_id.empty() && concept_id != "-")
            span.entity = builder.entity(concept_id, "", builder.text().slice(*range));
        for (size_t i = 6; i < row.columns.size(); ++i)
            if (!row.columns[i].empty()) losses.add("further columns", std::string(row.columns[i]));
        builder.add(std::move(span));
    }
    return {};
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const Result<std::vector<Abstract>> abstracts = abstracts_of(file.bytes);
    if (!abstracts) return refuse(file, abstracts.error());
    ProjectBuilder builder(request);
    Losses losses;
    size_t mismatches = 0;
    for (const Abstract& each : *abstracts)
        if (Status taken = take(builder, each, request.option(kFormat, "offsets"), losses, mismatches); !taken)
            return refuse(file, taken.error());
    std::vector<std::string> notes;
    if (mismatches > 0)
        notes.push_back(std::to_string(mismatches) + " lines name another text than stands at their place");
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), std::move(notes), losses.take()};
}

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Losses losses;
    std::string bytes;
    for (const Document& document : project.documents()) bytes += written(project, document, losses);
    Carries carries;
    carries.entities = true;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    std::set<std::string> taken;
    return Exported{
        {{free_name(project.info().id.text.empty() ? "project" : project.info().id.text, ".pubtator", taken),
          std::move(bytes)}},
        losses.take()};
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    const Result<std::vector<Abstract>> abstracts = abstracts_of(exported.files.front().bytes);
    if (!abstracts) return fail(abstracts.error());
    if (abstracts->size() != project.documents().size())
        return fail(ErrorCode::Invalid, "what was written has another number of documents");
    for (size_t i = 0; i < abstracts->size(); ++i) {
        const Document& document = project.documents()[i];
        const Result<TextPtr> text = Text::make((*abstracts)[i].text());
        if (!text) return fail(text.error());
        const Offsets offsets(**text, OffsetUnit::CodePoint);
        auto row = (*abstracts)[i].rows.begin();
        Status out;
        const AnnotationSet* set = exported_set(project, document);
        if (set == nullptr) continue;
        set->spans.for_each([&](const Span& span) {
            for (const TextRange& range : span.at) {
                if (!out) return;
                const bool there = row != (*abstracts)[i].rows.end() && is_annotation(*row);
                const Result<TextRange> at =
                    offsets.range(there ? *number_of(row->columns[1]) : 0, there ? *number_of(row->columns[2]) : 0);
                const std::string quote = on_one_line(document.text->slice(range));
                if (!at || on_one_line((*text)->slice(*at)) != quote || row->columns[3] != quote)
                    out = fail(ErrorCode::Invalid, "the span " + span.id.text + " (" + shown(document, span) +
                                                       ") doesn't stand at its place in what was written");
                else
                    ++row;
            }
        });
        if (!out) return out;
    }
    return {};
}

}  // namespace

Codec pubtator_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
