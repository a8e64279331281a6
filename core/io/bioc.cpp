#include "core/io/bioc.h"

#include <algorithm>
#include <array>

#include "core/io/fields_of_spans.h"
#include "core/io/file_name.h"
#include "core/io/xml.h"

namespace glossator {

namespace {

using bioc::Collection;

constexpr const char* kRecordsKey = "glossator";
constexpr const char* kUnitKey = "offset_unit";

const std::string* find(const std::vector<Property>& infons, std::string_view name)
{
    const auto found =
        std::find_if(infons.begin(), infons.end(), [&](const Property& each) { return each.name == name; });
    return found == infons.end() ? nullptr : &found->value;
}

bioc::Document written(const Project& project, const Document& document, bool in_xml)
{
    const Text& text = *document.text;
    const Offsets offsets(text, OffsetUnit::CodePoint);
    bioc::Document out{document.id.text, {}};
    const auto words = [&](std::string_view bytes) { return in_xml ? as_in_xml(bytes) : std::string(bytes); };
    out.pieces.push_back({0, words(text.bytes()), 0});
    const AnnotationSet* set = exported_set(project, document);
    if (set == nullptr) return out;
    set->spans.for_each([&](const Span& span) {
        bioc::Annotation made{span.id.text, {{"type", span.label.text}}, {}, {}, 0};
        for (Property& field : fields_of(project, span)) made.infons.push_back(std::move(field));
        for (const TextRange& range : span.at) {
            made.locations.push_back({offsets.from_byte(range.begin), offsets.length(range)});
            made.text += (made.text.empty() ? "" : " ") + words(text.slice(range));
        }
        out.annotations.push_back(std::move(made));
    });
    const auto add = [&](RoleLink link) {
        bioc::Relation made{link.id, {{"type", link.type}}, std::move(link.ends)};
        for (Property& each : link.properties) made.infons.push_back({field_name(each.name), std::move(each.value)});
        out.relations.push_back(std::move(made));
    };
    for (const auto& [id, relation] : set->relations) add(link_of(relation));
    for (const auto& [id, attribution] : set->attributions) add(link_of(attribution));
    return out;
}

// The text of a document from its pieces, with spaces between them; nothing where they overlap if offsets count so.
// `excess` gets the spaces beyond one at each place.
std::optional<std::string> assembled(const bioc::Document& document, OffsetUnit unit, uint64_t& excess)
{
    constexpr uint64_t kMaxGap = 1u << 20;
    std::string out;
    uint64_t at = document.pieces.empty() ? 0 : document.pieces.front().offset;
    for (const bioc::Piece& piece : document.pieces) {
        if (piece.offset < at || piece.offset - at > kMaxGap || out.size() > kMaxTextBytes) return std::nullopt;
        out.append(static_cast<size_t>(piece.offset - at), ' ');
        excess += piece.offset - at > 1 ? piece.offset - at - 1 : 0;
        out += piece.text;
        const Result<TextPtr> text = Text::make(piece.text);
        if (!text) return std::nullopt;
        at = piece.offset + Offsets(**text, unit).size();
    }
    return out;
}

struct Placed {
    OffsetUnit unit;
    TextPtr text;
    size_t mismatches;
    uint64_t excess;
};

// Where the annotation lies, by bytes; the error is placed.
Result<std::vector<TextRange>> ranges_of(const bioc::Document& document, const bioc::Annotation& annotation,
                                         const Offsets& offsets)
{
    const uint64_t base = document.pieces.empty() ? 0 : document.pieces.front().offset;
    std::vector<TextRange> out;
    for (const bioc::Location& at : annotation.locations) {
        if (at.length == 0) continue;
        if (at.offset < base) return fail_at(annotation.place, "the annotation begins before the first passage");
        const Result<TextRange> range = offsets.range(at.offset - base, at.offset - base + at.length);
        if (!range) return fail_at(annotation.place, range.error().message);
        out.push_back(*range);
    }
    return out;
}

std::string quote_of(const Text& text, const std::vector<TextRange>& ranges)
{
    std::string out;
    for (const TextRange& range : ranges) (out += out.empty() ? "" : " ") += text.slice(range);
    return out;
}

// The document's text in the unit under which most annotations have their words at their place, and of several the one
// under which passages lie closest.
Result<Placed> placed(const bioc::Document& document, std::string_view wanted, OffsetUnit expected)
{
    std::vector<OffsetUnit> units = {expected, OffsetUnit::CodePoint, OffsetUnit::Utf16, OffsetUnit::Byte};
    if (const std::optional<OffsetUnit> unit = offset_unit_named(wanted)) units = {*unit};
    std::optional<Placed> best;
    for (const OffsetUnit unit : units) {
        uint64_t excess = 0;
        std::optional<std::string> bytes = assembled(document, unit, excess);
        if (!bytes) continue;
        Result<TextPtr> text = Text::make(std::move(*bytes));
        if (!text) return fail(text.error());
        Placed here{unit, std::move(*text), 0, excess};
        const Offsets offsets(*here.text, unit);
        for (const bioc::Annotation& each : document.annotations) {
            const Result<std::vector<TextRange>> ranges = ranges_of(document, each, offsets);
            if (!ranges || !same_but_blanks(quote_of(*here.text, *ranges), each.text)) ++here.mismatches;
        }
        const auto rank = [](const Placed& each) { return std::pair(each.mismatches, each.excess); };
        if (!best || rank(here) < rank(*best)) best = std::move(here);
        if (rank(*best) == std::pair<size_t, uint64_t>(0, 0)) break;
    }
    if (!best) return fail_at(document.pieces.front().place, "the passages of the document overlap");
    return std::move(*best);
}

Status take_document(ProjectBuilder& builder, const bioc::Document& document, const Placed& place, Losses& losses)
{
    const Offsets offsets(*place.text, place.unit);
    std::unordered_map<std::string, SpanId> spans;
    for (const Property& infon : document.infons) losses.add("infons of documents", infon.name + ": " + infon.value);
    for (const bioc::Annotation& each : document.annotations) {
        Result<std::vector<TextRange>> ranges = ranges_of(document, each, offsets);
        if (!ranges) return fail(ranges.error());
        if (ranges->empty()) {
            losses.add("annotations without a place in the text", each.id);
            continue;
        }
        if (!settle_fragments(*ranges)) losses.add("overlaps of locations", each.id);
        Span span;
        span.id = SpanId(each.id);
        span.at = std::move(*ranges);
        const std::string* type = find(each.infons, "type");
        span.label = builder.label(type == nullptr || type->empty() ? "annotation" : *type);
        take_fields(builder, span, each.infons);
        spans.emplace(each.id, builder.add(std::move(span)));
    }
    std::vector<RoleLink> links;
    for (const bioc::Relation& each : document.relations) {
        const std::string* type = find(each.infons, "type");
        RoleLink link{each.id, type == nullptr || type->empty() ? "relation" : *type, each.nodes};
        for (const Property& infon : each.infons)
            if (infon.name != "type") link.properties.push_back({attribute_name(infon.name), infon.value});
        links.push_back(std::move(link));
    }
    take_links(builder, links, spans, losses);
    return {};
}

ReadResult take(const ReadRequest& request, const Format& format, const Result<Collection>& collection)
{
    const InputFile& file = request.files.front();
    if (!collection) return refuse(file, collection.error());
    ProjectBuilder builder(request);
    Losses losses;
    std::vector<std::string> notes;
    std::optional<Project> records;
    if (const std::string* own = find(collection->infons, kRecordsKey)) {
        Result<Project> read = read_side_records(*own);
        if (!read) return refuse(file, Error{read.error().code, read.error().message, Error::kNoOffset, {}});
        records = std::move(*read);
        builder.adopt(*records);
    }
    const std::string* unit = find(collection->infons, kUnitKey);
    const OffsetUnit expected = unit ? offset_unit_named(*unit).value_or(OffsetUnit::CodePoint) : OffsetUnit::CodePoint;
    for (const Property& infon : collection->infons)
        if (infon.name != kRecordsKey && infon.name != kUnitKey)
            losses.add("infons of collections", infon.name + ": " + infon.value);
    for (const Property& lost : collection->lost) losses.add(lost.name, lost.value);
    size_t mismatches = 0;
    for (const bioc::Document& document : collection->documents) {
        const Result<Placed> place = placed(document, request.option(format, "offsets"), expected);
        if (!place) return refuse(file, place.error());
        mismatches += place->mismatches;
        builder.add_document(document.id, place->text);
        if (!document.pieces.empty() && document.pieces.front().offset > 0)
            losses.add("offsets of first passages, which become 0", document.id);
        if (place->unit != expected) notes.push_back("offsets of " + document.id + " count as " + name_of(place->unit));
        if (Status taken = take_document(builder, document, *place, losses); !taken) return refuse(file, taken.error());
        if (records)
            if (const Document* known = records->find(DocumentId(document.id))) builder.describe(*records, *known);
    }
    if (mismatches > 0)
        notes.push_back(std::to_string(mismatches) + " annotations name another text than stands at their place");
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), std::move(notes), losses.take()};
}

Collection collection_of(const Project& project, bool in_xml, Losses& losses)
{
    Collection out{project.info().title, "", "glossator", {{kUnitKey, name_of(OffsetUnit::CodePoint)}}};
    std::vector<const Document*> all;
    for (const Document& document : project.documents()) {
        all.push_back(&document);
        out.documents.push_back(written(project, document, in_xml));
        if (!in_xml) continue;
        if (xml_lacks(document.text->bytes()) > 0) losses.add("characters that XML has not", document.id.text);
        for (const bioc::Annotation& each : out.documents.back().annotations)
            for (const Property& infon : each.infons)
                if (xml_lacks(infon.value) > 0) losses.add("characters that XML has not", infon.name);
    }
    out.infons.push_back({kRecordsKey, side_records(project, all)});
    count_beside_records(project, losses);
    return out;
}

std::string file_name_of(const Project& project, const char* extension)
{
    std::set<std::string> taken;
    return free_name(project.info().id.text.empty() ? "project" : project.info().id.text, extension, taken);
}

Status compare(const Project& project, const Result<Collection>& collection, bool in_xml)
{
    if (!collection) return fail(collection.error());
    if (collection->documents.size() != project.documents().size())
        return fail(ErrorCode::Invalid, "what was written has another number of documents");
    for (size_t i = 0; i < project.documents().size(); ++i) {
        Document document = project.documents()[i];
        if (in_xml) document.text = Text::make(as_in_xml(document.text->bytes())).value();
        const bioc::Document& found = collection->documents[i];
        if (found.pieces.size() != 1) return fail(ErrorCode::Invalid, document.id.text + " isn't one passage");
        const Result<TextPtr> text = Text::make(found.pieces.front().text);
        if (!text) return fail(text.error());
        const Offsets offsets(**text, OffsetUnit::CodePoint);
        std::vector<FoundSpan> spans;
        for (const bioc::Annotation& each : found.annotations) {
            const Result<std::vector<TextRange>> ranges = ranges_of(found, each, offsets);
            if (!ranges) return fail(ranges.error());
            FoundSpan& span = spans.emplace_back(FoundSpan{each.id, {}});
            for (const TextRange& range : *ranges) span.quotes.emplace_back((*text)->slice(range));
        }
        if (Status same = compare_spans(document, exported_set(project, document), spans); !same) return same;
    }
    return {};
}

const FormatOption kOffsets = {"offsets", "what offsets count, when reading", {"auto", "codepoint", "utf16", "byte"}};

const Format kXmlFormat = {"bioc-xml", "BioC XML", {".xml"}, true, true, {kOffsets}};
const Format kJsonFormat = {"bioc-json", "BioC JSON", {".json"}, true, true, {kOffsets}};

// The head of a file in which one element or member tells what it is.
std::string_view head_of(std::string_view bytes)
{
    constexpr size_t kSniffed = 4096;
    return bytes.substr(0, kSniffed);
}

bool fits_xml(std::string_view, std::string_view bytes)
{
    const std::string_view head = head_of(bytes);
    const size_t root = head.find("<collection");
    return root != std::string_view::npos && head.find("<source", root) != std::string_view::npos;
}

bool fits_json(std::string_view, std::string_view bytes)
{
    const std::string_view head = head_of(bytes);
    const size_t brace = head.find_first_not_of(" \t\r\n");
    if (brace == std::string_view::npos || head[brace] != '{') return false;
    return head.find("\"source\"") != std::string_view::npos && head.find("\"infons\"") != std::string_view::npos;
}

}  // namespace

Codec bioc_xml_codec()
{
    return {kXmlFormat,
            fits_xml,
            nullptr,
            [](const ReadRequest& request) {
                return take(request, kXmlFormat, bioc::read_xml(request.files.front().bytes));
            },
            [](const Project& project, const FormatOptions&) -> Result<Exported> {
                Losses losses;
                std::string bytes = bioc::write_xml(collection_of(project, true, losses));
                return Exported{{{file_name_of(project, ".xml"), std::move(bytes)}}, losses.take()};
            },
            [](const Project& project, const Exported& exported, const FormatOptions&) {
                return compare(project, bioc::read_xml(exported.files.front().bytes), true);
            }};
}

Codec bioc_json_codec()
{
    return {kJsonFormat,
            fits_json,
            nullptr,
            [](const ReadRequest& request) {
                return take(request, kJsonFormat, bioc::read_json(request.files.front().bytes));
            },
            [](const Project& project, const FormatOptions&) -> Result<Exported> {
                Losses losses;
                std::string bytes = bioc::write_json(collection_of(project, false, losses));
                return Exported{{{file_name_of(project, ".json"), std::move(bytes)}}, losses.take()};
            },
            [](const Project& project, const Exported& exported, const FormatOptions&) {
                return compare(project, bioc::read_json(exported.files.front().bytes), false);
            }};
}

}  // namespace glossator
