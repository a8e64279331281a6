#include "core/io/spacy.h"

#include <algorithm>

#include "core/io/file_name.h"
#include "core/io/spacy_training.h"
#include "core/io/span_lines.h"
#include "core/io/tokens.h"
#include "core/model/plain_list.h"

namespace glossator {

namespace {

const Format kFormat = {
    "spacy",
    "spaCy Doc JSON, a document a line",
    {".jsonl"},
    true,
    true,
    {{"groups", "under which keys spans are written: the names of layers, or all under sc", {"layer", "sc"}},
     {"ents", "the layer whose spans are written as ents too; * for all, entities by default", {}}},
    true};

std::string layer_of(const Project& project, const Span& span)
{
    const LabelDef* label = project.schema().find(span.label);
    return label == nullptr || label->layer.empty() ? "sc" : label->layer;
}

// The entity's id in the first of its knowledge bases, else its own; the claim's.
std::string kb_id_of(const Project& project, const Span& span)
{
    const Entity* entity = project.find(span.entity);
    if (entity != nullptr) return entity->kb.empty() ? entity->id.text : entity->kb.front().id;
    return span.claim ? span.claim->id.text : std::string();
}

class DocWriter {
public:
    DocWriter(const Project& project, const Document& document, const FormatOptions& options)
        : project_(project),
          document_(document),
          options_(options),
          offsets_(*document.text, OffsetUnit::CodePoint),
          marks_(marks_of(project, document, nullptr))
    {}

    std::string write()
    {
        out_.begin_object().string("text", document_.text->bytes()).key("tokens").begin_array();
        size_t id = 0;
        for (const TextRange& token : whole_tokens(document_, marks_)) {
            out_.begin_object().number("id", uint64_t{id++});
            write_place(out_, offsets_, token);
            out_.end_object();
        }
        out_.end_array().key("ents").begin_array();
        for (const Mark* mark : flat_marks(project_, marks_, option_of(kFormat, options_, "ents")))
            write_mark(*mark, mark->at.front(), false);
        out_.end_array().key("spans");
        write_groups();
        out_.key("cats").begin_object().end_object().key("_").begin_object();
        out_.string("glossator", beside_of(project_, document_)).end_object();
        return out_.end_object().take();
    }

private:
    void write_mark(const Mark& mark, TextRange at, bool with_id)
    {
        out_.begin_object();
        write_place(out_, offsets_, at);
        out_.string("label", mark.span->label.text).string("kb_id", kb_id_of(project_, *mark.span));
        if (with_id) out_.string("id", mark.span->id.text);
        out_.end_object();
    }

    void write_groups()
    {
        const bool by_layer = option_of(kFormat, options_, "groups") == "layer";
        std::map<std::string, std::vector<const Mark*>> groups;
        for (const Mark& mark : marks_) groups[by_layer ? layer_of(project_, *mark.span) : "sc"].push_back(&mark);
        out_.begin_object();
        for (const auto& [key, group] : groups) {
            out_.key(key).begin_array();
            for (const Mark* mark : group)
                for (const TextRange& at : mark->at) write_mark(*mark, at, true);
            out_.end_array();
        }
        out_.end_object();
    }

    const Project& project_;
    const Document& document_;
    const FormatOptions& options_;
    Offsets offsets_;
    std::vector<Mark> marks_;
    JsonWriter out_;
};

bool is_doc(JsonValue value)
{
    return value["text"].is_string() && (value["ents"].is_array() || value["spans"].is_object());
}

class Reader {
public:
    explicit Reader(const ReadRequest& request) : lines_(request) {}

    // A Doc, a document of training data, a pair of text and annotation, or a list of such.
    Status read(JsonValue value)
    {
        if (value.is_object()) return value["paragraphs"] ? read_spacy_training(lines_, value) : read_doc(value);
        if (!value.is_array()) return fail_at(value.offset(), "an object with a \"text\" is expected");
        if (value.size() == 2 && value.children().begin()->is_string()) return read_pair(value);
        for (const JsonValue each : value.children())
            if (Status sound = read(each); !sound) return sound;
        return {};
    }

    SpanLineReader& lines() { return lines_; }

private:
    Status read_doc(JsonValue doc)
    {
        if (!doc["text"].is_string()) return fail_at(doc.offset(), "the document has no \"text\"");
        if (Status sound = lines_.begin(doc["text"], doc["_"]["glossator"]); !sound) return sound;
        grouped_.clear();
        for (const JsonValue group : doc["spans"].children())
            for (const JsonValue entry : group.children())
                if (Status sound = read_entry(entry, group.key()); !sound) return sound;
        for (const char* key : {"ents", "entities"})
            for (const JsonValue entry : doc[key].children())
                if (Status sound = read_entry(entry, ""); !sound) return sound;
        if (Status sound = lines_.read_tokens("spacy", doc["tokens"], doc["sents"], {}); !sound) return sound;
        lines_.finish();
        read_rest(doc);
        return {};
    }

    Status read_pair(JsonValue pair)
    {
        auto part = pair.children().begin();
        const JsonValue text = *part, annotation = *++part;
        if (Status sound = lines_.begin(text, {}); !sound) return sound;
        grouped_.clear();
        for (const JsonValue entry : annotation["entities"].children())
            if (Status sound = read_entry(entry, ""); !sound) return sound;
        lines_.finish();
        for (const JsonValue each : annotation.children())
            if (each.key() != "entities") lines_.losses().add("annotation besides entities", std::string(each.key()));
        return {};
    }

    // A span of a group, or of the ents if `group` is empty, which are no others than those of groups.
    Status read_entry(JsonValue entry, std::string_view group)
    {
        JsonValue begin = entry["start"], end = entry["end"], label = entry["label"];
        if (entry.is_array() && entry.size() == 3) {
            auto part = entry.children().begin();
            begin = *part;
            end = *++part;
            label = *++part;
        }
        if (!label.is_string()) return fail_at(entry.offset(), "a begin, an end and a label are expected");
        const Result<TextRange> at = lines_.range(entry, begin, end);
        if (!at) return fail(at.error());
        const std::pair<TextRange, std::string> place(*at, label.string());
        if (!group.empty()) {
            grouped_.insert(place);
        } else if (const auto known = grouped_.find(place); known != grouped_.end()) {
            grouped_.erase(known);
            return {};
        }
        SpanLineReader::Found found;
        if (lines_.is_own()) found.id = entry["id"].string();
        const bool is_layer = group == "entity" || group == "claim" || group == "attribution";
        found.span.label = lines_.builder().label(label.string(), is_layer ? group : std::string_view());
        found.span.at = {*at};
        if (!lines_.knows_span(found.id)) read_ids(entry, found.span);
        lines_.add(std::move(found));
        return {};
    }

    void read_ids(JsonValue entry, Span& span)
    {
        if (!entry["kb_id"].string().empty())
            span.entity =
                lines_.builder().entity(entry["kb_id"].string(), "", lines_.builder().text().slice(span.at[0]));
        if (!entry["id"].string().empty())
            lines_.builder().set_attribute(span, "id", std::string(entry["id"].string()));
    }

    // Categories are attributes of the document, and whatever its owner put there its metadata.
    void read_rest(JsonValue doc)
    {
        for (const JsonValue each : doc["cats"].children())
            if (const auto value = each.is_bool() ? std::optional(each.boolean() ? 1.0 : 0.0) : each.number())
                lines_.builder().set_document_attribute(each.key(), *value);
        JsonMembers& meta = lines_.builder().document().meta;
        for (const JsonValue each : doc["_"].children())
            if (each.key() != "glossator") set_member(meta, each.key(), each.text());
        for (const JsonValue each : doc.children()) {
            const auto is = [&](std::initializer_list<std::string_view> keys) {
                return std::find(keys.begin(), keys.end(), each.key()) != keys.end();
            };
            const bool is_empty = each.is_null() || ((each.is_array() || each.is_object()) && each.size() == 0);
            if (is({"text", "tokens", "sents", "ents", "entities", "spans", "cats", "_"}) || is_empty) continue;
            set_member(meta, each.key(), each.text());
        }
    }

    SpanLineReader lines_;
    std::multiset<std::pair<TextRange, std::string>> grouped_;  // of this line
};

bool fits(std::string_view name, std::string_view bytes)
{
    const bool is_json = has_extension(name, ".json");
    if (!is_json && !has_extension(name, ".jsonl")) return false;
    if (const Result<JsonDocument> first = first_json_line(bytes)) {
        const JsonValue root = first->root();
        if (root.is_array() && root.size() == 2 && root.children().begin()->is_string())
            return (*++root.children().begin())["entities"].is_array();
        if (root.is_object()) return is_doc(root);
    }
    const auto has = [&](const char* key) { return bytes.find(key) != std::string_view::npos; };
    if (!is_json) return false;
    if (has("\"paragraphs\"") && has("\"sentences\"") && has("\"orth\"")) return true;
    if (!has("\"tokens\"") || !(has("\"ents\"") || has("\"spans\""))) return false;
    const Result<JsonDocument> whole = JsonDocument::parse(bytes);
    if (!whole) return false;
    const JsonValue root = whole->root();
    return is_doc(root.is_array() && root.size() > 0 ? *root.children().begin() : root);
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Reader reader(request);
    const bool is_lines = first_json_line(file.bytes) || !has_extension(file.name, ".json");
    const auto read_whole = [&]() -> Status {
        const Result<JsonDocument> json = JsonDocument::parse(file.bytes);
        return json ? reader.read(json->root()) : Status(fail(json.error()));
    };
    const Status sound =
        is_lines ? for_each_json_line(file.bytes, [&](JsonValue line) { return reader.read(line); }) : read_whole();
    if (!sound) return refuse(file, sound.error());
    return reader.lines().take(file);
}

Result<Exported> write(const Project& project, const FormatOptions& options)
{
    Losses losses;
    count_span_line_losses(project, losses);
    std::string lines;
    for (const Document& document : project.documents()) lines += DocWriter(project, document, options).write() + "\n";
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".jsonl", taken), std::move(lines)}}, losses.take()};
}

// What Doc.from_json asks of the line, told from its bytes alone.
Status check_line(const Document& document, const std::vector<Mark>& expected, JsonValue line, const Offsets& offsets)
{
    const auto bad = [&](const char* what) {
        return fail(ErrorCode::Invalid, std::string(what) + " in what was written of " + document.id.text);
    };
    std::set<uint32_t> begins, ends;
    uint32_t at = 0;
    for (const JsonValue token : line["tokens"].children()) {
        const auto range =
            offsets.range(token["start"].unsigned32().value_or(0), token["end"].unsigned32().value_or(0));
        if (!range) return fail(range.error());
        const bool follows =
            range->begin == at || (range->begin == at + 1 && at > 0 && document.text->slice({at, at + 1}) == " ");
        if (!follows) return bad("a token isn't the next one");
        begins.insert(range->begin);
        ends.insert(at = range->end);
    }
    if (at != document.text->size() && document.text->slice({at, document.text->size()}) != " ")
        return bad("a token is missing");
    std::vector<FoundMark> found;
    uint32_t ents_end = 0;
    const auto read_mark = [&](JsonValue mark) -> Result<TextRange> {
        auto range = offsets.range(mark["start"].unsigned32().value_or(0), mark["end"].unsigned32().value_or(0));
        if (range && (begins.count(range->begin) == 0 || ends.count(range->end) == 0))
            return bad("a mark cuts a token");
        return range;
    };
    for (const JsonValue group : line["spans"].children())
        for (const JsonValue mark : group.children()) {
            const Result<TextRange> range = read_mark(mark);
            if (!range) return fail(range.error());
            found.push_back({std::string(mark["id"].string()), std::string(mark["label"].string()), *range});
        }
    for (const JsonValue mark : line["ents"].children()) {
        const Result<TextRange> range = read_mark(mark);
        if (!range) return fail(range.error());
        const bool is_known = std::any_of(found.begin(), found.end(), [&](const FoundMark& each) {
            return each.at == *range && each.label == mark["label"].string();
        });
        if (!is_known || range->begin < ents_end) return bad("an ent is no span, or overlaps another");
        ents_end = range->end;
    }
    return compare_marks(document, expected, found);
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    return check_lines(all_documents(project), exported.files.front().bytes,
                       [&](const Document& document, JsonValue line, const Offsets& offsets) {
                           return check_line(document, marks_of(project, document, nullptr), line, offsets);
                       });
}

}  // namespace

Codec spacy_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
