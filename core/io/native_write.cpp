#include <initializer_list>
#include <string>
#include <string_view>

#include "core/io/json.h"
#include "core/io/json_number.h"
#include "core/io/native.h"

namespace glossator {

namespace {

// Writes one object on one line, member by member.
class RecordWriter {
public:
    explicit RecordWriter(std::string& out) : out_(out) { out_ += '{'; }

    // What follows is the value of `key`, which needs no escape.
    std::string& key(std::string_view key)
    {
        out_ += first_ ? "\"" : ", \"";
        first_ = false;
        out_ += key;
        out_ += "\": ";
        return out_;
    }
    std::string& any_key(std::string_view key)
    {
        if (!first_) out_ += ", ";
        first_ = false;
        write_json_string(out_, key);
        out_ += ": ";
        return out_;
    }
    void string(std::string_view name, std::string_view value) { write_json_string(key(name), value); }
    void string_if_any(std::string_view name, std::string_view value)
    {
        if (!value.empty()) string(name, value);
    }
    void number(std::string_view name, double value) { write_json_number(key(name), value); }
    void boolean(std::string_view name, bool value) { key(name) += value ? "true" : "false"; }
    void members(const JsonMembers& members)
    {
        for (const auto& [name, json] : members) any_key(name) += json;
    }
    void close() { out_ += '}'; }

private:
    std::string& out_;
    bool first_ = true;
};

// Writes "[", the items with ", " in between, and "]".
template <class Items, class Write>
void write_array(std::string& out, const Items& items, const Write& write)
{
    out += '[';
    bool first = true;
    for (const auto& item : items) {
        if (!first) out += ", ";
        first = false;
        write(item);
    }
    out += ']';
}

void write_strings(std::string& out, const std::vector<std::string>& strings)
{
    write_array(out, strings, [&](const std::string& string) { write_json_string(out, string); });
}

template <class AnyId>
void write_ids(std::string& out, const std::vector<AnyId>& ids)
{
    write_array(out, ids, [&](const AnyId& id) { write_json_string(out, id.text); });
}

void write_value(std::string& out, const AttributeValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        write_json_string(out, *text);
    else if (const auto* texts = std::get_if<std::vector<std::string>>(&value))
        write_strings(out, *texts);
    else if (const auto* number = std::get_if<double>(&value))
        write_json_number(out, *number);
    else
        out += *std::get_if<bool>(&value) ? "true" : "false";
}

void write_attributes(std::string& out, const Attributes& attributes)
{
    RecordWriter record(out);
    for (const auto& [id, value] : attributes) write_value(record.any_key(id.text), value);
    record.close();
}

void write_ranges(std::string& out, const Text& text, const std::vector<TextRange>& ranges)
{
    write_array(out, ranges, [&](TextRange range) {
        out += '[';
        out += std::to_string(text.byte_to_code_point(range.begin));
        out += ", ";
        out += std::to_string(text.byte_to_code_point(range.end));
        out += ']';
    });
}

void write(std::string& out, const ProjectInfo& info)
{
    RecordWriter record(out);
    record.string("id", info.id.text);
    record.string("title", info.title);
    record.string("description", info.description);
    record.string("language", info.language);
    record.string("guidelines", info.guidelines);
    record.members(info.extra);
    record.close();
}

void write(std::string& out, const Annotator& annotator)
{
    RecordWriter record(out);
    record.string("id", annotator.id.text);
    record.string("name", annotator.name);
    record.string("kind", annotator.kind);
    record.members(annotator.extra);
    record.close();
}

void write(std::string& out, const LabelDef& label)
{
    RecordWriter record(out);
    record.string("id", label.id.text);
    record.string("layer", label.layer);
    record.string("title", label.title);
    record.string("color", label.color);
    record.string("key", label.key);
    if (!label.attributes.empty()) write_ids(record.key("attributes"), label.attributes);
    record.members(label.extra);
    record.close();
}

void write(std::string& out, const AttributeDef& attribute)
{
    RecordWriter record(out);
    record.string("id", attribute.id.text);
    record.string_if_any("title", attribute.title);
    record.string("type", name_of(attribute.type));
    if (!attribute.values.empty()) write_strings(record.key("values"), attribute.values);
    if (attribute.default_value) write_value(record.key("default"), *attribute.default_value);
    record.members(attribute.extra);
    record.close();
}

void write(std::string& out, const RelationType& type)
{
    RecordWriter record(out);
    record.string("id", type.id.text);
    record.string("title", type.title);
    write_ids(record.key("from"), type.from);
    write_ids(record.key("to"), type.to);
    record.boolean("directed", type.directed);
    if (!type.attributes.empty()) write_ids(record.key("attributes"), type.attributes);
    record.members(type.extra);
    record.close();
}

void write_segments(std::string& out, const Text& text, const Segments& segments)
{
    RecordWriter record(out);
    record.string("tokenizer", segments.tokenizer);
    write_ranges(record.key("tokens"), text, segments.tokens);
    write_ranges(record.key("sentences"), text, segments.sentences);
    record.members(segments.extra);
    record.close();
}

void write_length(std::string& out, const Text& text)
{
    RecordWriter record(out);
    record.number("codepoints", text.code_points());
    record.number("utf16", text.utf16_units());
    record.number("bytes", text.size());
    record.close();
}

void write(std::string& out, const Document& document)
{
    const Text& text = *document.text;
    RecordWriter record(out);
    record.string("id", document.id.text);
    record.string("name", document.name);
    record.string("title", document.title);
    record.string("publisher", document.publisher);
    record.string("url", document.url);
    record.string("date", document.date);
    record.string("language", document.language);
    record.key("meta");
    RecordWriter meta(out);
    meta.members(document.meta);
    meta.close();
    record.string("text", text.bytes());
    record.string("sha256", text.sha256());
    write_length(record.key("length"), text);
    if (document.segments) write_segments(record.key("segments"), text, *document.segments);
    record.members(document.extra);
    record.close();
}

void write(std::string& out, const Entity& entity)
{
    RecordWriter record(out);
    record.string("id", entity.id.text);
    record.string("type", entity.type);
    record.string("name", entity.name);
    write_strings(record.key("aliases"), entity.aliases);
    write_array(record.key("kb"), entity.kb, [&](const KnowledgeBaseLink& kb) {
        RecordWriter link(out);
        link.string("base", kb.base);
        link.string("id", kb.id);
        link.members(kb.extra);
        link.close();
    });
    record.string("note", entity.note);
    record.members(entity.extra);
    record.close();
}

void write(std::string& out, const Claim& claim)
{
    RecordWriter record(out);
    record.string("id", claim.id.text);
    record.string("text", claim.text);
    write_array(record.key("links"), claim.links, [&](const ClaimRecordLink& to) {
        RecordWriter link(out);
        link.string("type", to.type);
        link.string("to", to.to.text);
        link.members(to.extra);
        link.close();
    });
    record.string("note", claim.note);
    record.members(claim.extra);
    record.close();
}

// Everything of a set but what it contains and its own "x-" members.
void write_set_members(RecordWriter& record, const SetInfo& info)
{
    record.string("id", info.id.text);
    record.string("document", info.document.text);
    record.string("by", info.by.text);
    record.string("role", name_of(info.role));
    record.string("status", info.status);
    write_strings(record.key("flags"), info.flags);
    write_attributes(record.key("attributes"), info.attributes);
    record.string("note", info.note);
    if (info.seconds) record.number("seconds", *info.seconds);
}

void write(std::string& out, const SetInfo& info)
{
    RecordWriter record(out);
    write_set_members(record, info);
    record.members(info.extra);
    record.close();
}

void write(std::string& out, const Text& text, const Span& span)
{
    RecordWriter record(out);
    record.string("id", span.id.text);
    record.string("label", span.label.text);
    write_ranges(record.key("at"), text, span.at);
    write_array(record.key("quote"), span.at, [&](TextRange range) { write_json_string(out, text.slice(range)); });
    write_attributes(record.key("attributes"), span.attributes);
    record.string_if_any("entity", span.entity.text);
    if (span.claim) {
        record.key("claim");
        RecordWriter claim(out);
        claim.string("id", span.claim->id.text);
        claim.string_if_any("relation", span.claim->relation);
        claim.members(span.claim->extra);
        claim.close();
    }
    record.string_if_any("note", span.note);
    if (span.origin) {
        record.key("origin");
        RecordWriter origin(out);
        origin.string("kind", span.origin->kind);
        origin.string("name", span.origin->name);
        if (span.origin->score) origin.number("score", *span.origin->score);
        origin.members(span.origin->extra);
        origin.close();
    }
    record.string_if_any("created", span.created);
    record.members(span.extra);
    record.close();
}

void write(std::string& out, const Relation& relation)
{
    RecordWriter record(out);
    record.string("id", relation.id.text);
    record.string("type", relation.type.text);
    record.string("from", relation.from.text);
    record.string("to", relation.to.text);
    write_attributes(record.key("attributes"), relation.attributes);
    record.members(relation.extra);
    record.close();
}

void write(std::string& out, const Attribution& attribution)
{
    RecordWriter record(out);
    record.string("id", attribution.id.text);
    write_ids(record.key("sources"), attribution.sources);
    write_ids(record.key("cues"), attribution.cues);
    write_ids(record.key("contents"), attribution.contents);
    write_ids(record.key("addressees"), attribution.addressees);
    if (attribution.parent.empty())
        record.key("parent") += "null";
    else
        record.string("parent", attribution.parent.text);
    write_attributes(record.key("attributes"), attribution.attributes);
    record.members(attribution.extra);
    record.close();
}

// What lies between "[" and the first item, and between two items, of an array with one record a line.
struct Layout {
    std::string_view before_first;
    std::string between;
};

Layout below(size_t indent)  // the first item on a line of its own too
{
    return {"\n", ",\n" + std::string(indent, ' ')};
}

Layout beside(size_t indent)  // the first item right of the key, the others under it
{
    return {"", ",\n" + std::string(indent, ' ')};
}

// Writes an array record by record; `next` is called until it returns false and writes one each time.
class ListWriter {
public:
    ListWriter(std::string& out, std::string_view key, Layout layout) : out_(out), layout_(std::move(layout))
    {
        write_json_string(out_, key);
        out_ += ": [";
    }
    std::string& item()
    {
        if (!first_) return out_ += layout_.between;
        first_ = false;
        out_ += layout_.before_first;
        if (!layout_.before_first.empty()) out_ += std::string_view(layout_.between).substr(2);
        return out_;
    }
    void close() { out_ += ']'; }

private:
    std::string& out_;
    Layout layout_;
    bool first_ = true;
};

void write_file_schema(std::string& out, const Schema& schema)
{
    out += "\"schema\": {\n  ";
    ListWriter labels(out, "labels", below(4));
    for (const LabelDef& label : schema.labels) write(labels.item(), label);
    labels.close();
    out += ",\n  ";
    ListWriter attributes(out, "attributes", beside(17));
    for (const AttributeDef& attribute : schema.attributes) write(attributes.item(), attribute);
    attributes.close();
    out += ",\n  \"attribution_attributes\": ";
    write_ids(out, schema.attribution_attributes);
    out += ", \"document_attributes\": ";
    write_ids(out, schema.document_attributes);
    out += ",\n  ";
    ListWriter relations(out, "relations", beside(16));
    for (const RelationType& type : schema.relations) write(relations.item(), type);
    relations.close();
    out += ",\n  \"claim_relations\": ";
    write_strings(out, schema.claim_relations);
    for (const auto& [key, json] : schema.extra) {
        out += ",\n  ";
        write_json_string(out, key);
        out += ": " + json;
    }
    out += '}';
}

void write_file_set(std::string& out, const Text& text, const AnnotationSet& set)
{
    RecordWriter record(out);
    write_set_members(record, set.info);
    out += ",\n   ";
    ListWriter spans(out, "spans", below(4));
    set.spans.for_each([&](const Span& span) { write(spans.item(), text, span); });
    spans.close();
    out += ",\n   ";
    ListWriter relations(out, "relations", beside(17));
    for (const auto& [id, relation] : set.relations) write(relations.item(), relation);
    relations.close();
    out += ",\n   ";
    ListWriter attributions(out, "attributions", beside(20));
    for (const auto& [id, attribution] : set.attributions) write(attributions.item(), attribution);
    attributions.close();
    record.members(set.info.extra);
    record.close();
}

// About how long the file will be, so that it is written without moving.
size_t expected_size(const Project& project)
{
    size_t size = 4096 + 200 * (project.entities().size() + project.claims().size());
    for (const Document& document : project.documents())
        size += document.text->size() + document.text->size() / 16 + 512;
    for (const auto& set : project.sets())
        size += 512 + 200 * (set->spans.size() + set->relations.size() + set->attributions.size());
    return size;
}

void write_head(std::string& out)
{
    out += "\"format\": \"glossator\", \"version\": 1, \"offset_unit\": \"codepoint\", \"generator\": \"glossator ";
    out += kVersion;
    out += '"';
}

// The set as one object on one line.
void write_set_line(std::string& out, const Text& text, const AnnotationSet& set)
{
    RecordWriter record(out);
    write_set_members(record, set.info);
    record.key("spans") += '[';
    bool first = true;
    set.spans.for_each([&](const Span& span) {
        if (!first) out += ", ";
        first = false;
        write(out, text, span);
    });
    out += ']';
    write_array(record.key("relations"), set.relations, [&](const auto& entry) { write(out, entry.second); });
    write_array(record.key("attributions"), set.attributions, [&](const auto& entry) { write(out, entry.second); });
    record.members(set.info.extra);
    record.close();
}

void write(std::string& out, const Schema& schema)
{
    RecordWriter record(out);
    write_array(record.key("labels"), schema.labels, [&](const LabelDef& label) { write(out, label); });
    write_array(record.key("attributes"), schema.attributes,
                [&](const AttributeDef& attribute) { write(out, attribute); });
    write_ids(record.key("attribution_attributes"), schema.attribution_attributes);
    write_ids(record.key("document_attributes"), schema.document_attributes);
    write_array(record.key("relations"), schema.relations, [&](const RelationType& type) { write(out, type); });
    write_strings(record.key("claim_relations"), schema.claim_relations);
    record.members(schema.extra);
    record.close();
}

template <class Record>
std::string written(const Record& record)
{
    std::string out;
    write(out, record);
    return out;
}

}  // namespace

std::string write_native(const Project& project)
{
    std::string out;
    out.reserve(expected_size(project));
    out += "{\n";
    write_head(out);
    out += ",\n\"project\": ";
    write(out, project.info());
    out += ",\n";
    write_file_schema(out, project.schema());
    out += ",\n";
    ListWriter annotators(out, "annotators", beside(15));
    for (const Annotator& annotator : project.annotators()) write(annotators.item(), annotator);
    annotators.close();
    out += ",\n";
    ListWriter documents(out, "documents", below(2));
    for (const Document& document : project.documents()) write(documents.item(), document);
    documents.close();
    out += ",\n";
    ListWriter entities(out, "entities", below(2));
    for (const auto& [id, entity] : project.entities()) write(entities.item(), entity);
    entities.close();
    out += ",\n";
    ListWriter claims(out, "claims", below(2));
    for (const auto& [id, claim] : project.claims()) write(claims.item(), claim);
    claims.close();
    out += ",\n";
    ListWriter sets(out, "sets", below(2));
    for (const auto& set : project.sets()) write_file_set(sets.item(), *project.find(set->info.document)->text, *set);
    sets.close();
    for (const auto& [key, json] : project.info().file_extra) {
        out += ",\n";
        write_json_string(out, key);
        out += ": " + json;
    }
    out += "\n}\n";
    return out;
}

std::string write_native_lines(const Project& project)
{
    std::string out;
    out.reserve(expected_size(project));
    out += '{';
    write_head(out);
    out += ", \"project\": ";
    write(out, project.info());
    out += ", \"schema\": ";
    write(out, project.schema());
    out += ", \"annotators\": ";
    write_array(out, project.annotators(), [&](const Annotator& annotator) { write(out, annotator); });
    for (const auto& [key, json] : project.info().file_extra) {
        out += ", ";
        write_json_string(out, key);
        out += ": " + json;
    }
    out += "}\n";
    for (const Document& document : project.documents()) {
        out += "{\"document\": ";
        write(out, document);
        out += "}\n";
    }
    for (const auto& [id, entity] : project.entities()) {
        out += "{\"entity\": ";
        write(out, entity);
        out += "}\n";
    }
    for (const auto& [id, claim] : project.claims()) {
        out += "{\"claim\": ";
        write(out, claim);
        out += "}\n";
    }
    for (const auto& set : project.sets()) {
        out += "{\"set\": ";
        write_set_line(out, *project.find(set->info.document)->text, *set);
        out += "}\n";
    }
    return out;
}

std::string write_record(const Text& text, const Span& span)
{
    std::string out;
    write(out, text, span);
    return out;
}

std::string write_record(const Document& document)
{
    return written(document);
}
std::string write_record(const SetInfo& info)
{
    return written(info);
}
std::string write_record(const Relation& relation)
{
    return written(relation);
}
std::string write_record(const Attribution& attribution)
{
    return written(attribution);
}
std::string write_record(const Entity& entity)
{
    return written(entity);
}
std::string write_record(const Claim& claim)
{
    return written(claim);
}
std::string write_record(const Annotator& annotator)
{
    return written(annotator);
}
std::string write_record(const ProjectInfo& info)
{
    return written(info);
}
std::string write_record(const Schema& schema)
{
    return written(schema);
}

}  // namespace glossator
