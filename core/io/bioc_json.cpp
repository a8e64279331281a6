#include "core/io/bioc.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"

namespace glossator::bioc {

namespace {

void write_infons(JsonWriter& out, const std::vector<Property>& infons)
{
    out.key("infons").begin_object();
    for (const Property& each : infons) out.string(each.name, each.value);
    out.end_object();
}

void write_document(JsonWriter& out, const Document& document)
{
    out.begin_object().string("id", document.id);
    write_infons(out, document.infons);
    out.key("passages").begin_array();
    for (const Piece& piece : document.pieces) {
        out.begin_object().number("offset", piece.offset);
        write_infons(out, {});
        out.string("text", piece.text).key("sentences").begin_array().end_array();
        out.key("annotations").begin_array();
        for (const Annotation& each : document.annotations) {
            out.begin_object().string("id", each.id);
            write_infons(out, each.infons);
            out.string("text", each.text).key("locations").begin_array();
            for (const Location& at : each.locations)
                out.begin_object().number("offset", at.offset).number("length", at.length).end_object();
            out.end_array().end_object();
        }
        out.end_array().key("relations").begin_array();
        for (const Relation& each : document.relations) {
            out.begin_object().string("id", each.id);
            write_infons(out, each.infons);
            out.key("nodes").begin_array();
            for (const LinkEnd& node : each.nodes)
                out.begin_object().string("refid", node.target).string("role", node.role).end_object();
            out.end_array().end_object();
        }
        out.end_array().end_object();
    }
    out.end_array()
        .key("annotations")
        .begin_array()
        .end_array()
        .key("relations")
        .begin_array()
        .end_array()
        .end_object();
}

// A string, or what stands there as JSON: ids are numbers in some files.
std::string text_of(JsonValue value)
{
    if (!value || value.is_null()) return {};
    return value.is_string() ? std::string(value.string()) : value.text();
}

std::vector<Property> infons_of(JsonValue value)
{
    std::vector<Property> out;
    for (const JsonValue each : value["infons"].children()) out.push_back({std::string(each.key()), text_of(each)});
    return out;
}

Result<uint64_t> number_of(JsonValue holder, const char* key)
{
    const std::optional<uint32_t> number = holder[key].unsigned32();
    if (!number) return fail_at(holder.offset(), std::string("\"") + key + "\" has to be a whole number");
    return *number;
}

Status take_marks(Document& document, JsonValue in)
{
    for (const JsonValue item : in["annotations"].children()) {
        Annotation made{text_of(item["id"]), infons_of(item), {}, text_of(item["text"]), item.offset()};
        for (const JsonValue at : item["locations"].children()) {
            const Result<uint64_t> offset = number_of(at, "offset"), length = number_of(at, "length");
            if (!offset) return fail(offset.error());
            if (!length) return fail(length.error());
            made.locations.push_back({*offset, *length});
        }
        document.annotations.push_back(std::move(made));
    }
    for (const JsonValue item : in["relations"].children()) {
        Relation made{text_of(item["id"]), infons_of(item), {}};
        for (const JsonValue node : item["nodes"].children())
            made.nodes.push_back({text_of(node["role"]), text_of(node["refid"])});
        document.relations.push_back(std::move(made));
    }
    return {};
}

Status take_piece(Document& document, JsonValue item, bool is_sentence)
{
    const Result<uint64_t> offset = number_of(item, "offset");
    if (!offset) return fail(offset.error());
    document.pieces.push_back({*offset, text_of(item["text"]), item.offset(), is_sentence});
    return take_marks(document, item);
}

Status take_passage(Collection& collection, Document& document, JsonValue passage)
{
    for (const Property& infon : infons_of(passage))
        collection.lost.push_back({"infons of passages", infon.name + ": " + infon.value});
    const bool has_sentences = passage["sentences"].size() > 0;
    if (passage["text"].is_string() && !(has_sentences && passage["text"].string().empty())) {
        if (Status sound = take_piece(document, passage, false); !sound) return sound;
        if (has_sentences)
            collection.lost.push_back({"sentences of passages that have a text", text_of(passage["text"])});
        for (const JsonValue sentence : passage["sentences"].children())
            if (Status sound = take_marks(document, sentence); !sound) return sound;
        return {};
    }
    if (Status sound = take_marks(document, passage); !sound) return sound;
    for (const JsonValue sentence : passage["sentences"].children()) {
        for (const Property& infon : infons_of(sentence))
            collection.lost.push_back({"infons of sentences", infon.name + ": " + infon.value});
        if (Status sound = take_piece(document, sentence, true); !sound) return sound;
    }
    return {};
}

}  // namespace

std::string write_json(const Collection& collection)
{
    JsonWriter out;
    out.begin_object()
        .string("source", collection.source)
        .string("date", collection.date)
        .string("key", collection.key);
    write_infons(out, collection.infons);
    out.key("documents").begin_array();
    for (const Document& document : collection.documents) write_document(out, document);
    return out.end_array().end_object().take() + "\n";
}

Result<Collection> read_json(std::string_view bytes)
{
    const Result<JsonDocument> json = JsonDocument::parse(bytes);
    if (!json) return fail(json.error());
    const JsonValue root = json->root();
    if (!root["documents"].is_array()) return fail_at(root.offset(), "there are no \"documents\" in it");
    Collection out{text_of(root["source"]), text_of(root["date"]), text_of(root["key"]), infons_of(root)};
    for (const JsonValue item : root["documents"].children()) {
        Document& document = out.documents.emplace_back(Document{text_of(item["id"]), infons_of(item)});
        for (const JsonValue passage : item["passages"].children())
            if (Status sound = take_passage(out, document, passage); !sound) return fail(sound.error());
        if (Status sound = take_marks(document, item); !sound) return fail(sound.error());
    }
    return out;
}

}  // namespace glossator::bioc
