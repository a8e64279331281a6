#include "core/io/chat.h"

#include <algorithm>

#include "core/io/file_name.h"
#include "core/io/span_lines.h"

namespace glossator {

namespace {

const Format kFormat = {
    "chat",
    "Chats for fine-tuning, one a line",
    {".jsonl"},
    true,
    true,
    {{"offsets", "whether answers have places, in code points, beside quotes", {"none", "codepoint"}},
     {"guidelines", "whether the project's guidelines are in the system message", {"no", "yes"}}},
    true};

// Which of the places where the words begin this is, from 1. O(text).
size_t occurrence_of(std::string_view text, TextRange at)
{
    const std::string_view words = text.substr(at.begin, at.size());
    size_t out = 0;
    for (size_t i = text.find(words); i <= at.begin; i = text.find(words, i + 1)) ++out;
    return out;
}

std::optional<TextRange> place_of(std::string_view text, std::string_view words, size_t occurrence)
{
    if (words.empty() || occurrence == 0) return std::nullopt;
    size_t at = text.find(words);
    while (--occurrence > 0 && at != std::string_view::npos) at = text.find(words, at + 1);
    if (at == std::string_view::npos) return std::nullopt;
    return TextRange{static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

void write_attributes(JsonWriter& out, const std::vector<Property>& properties)
{
    if (properties.empty()) return;
    out.key("attributes").begin_object();
    for (const Property& each : properties) out.string(each.name, each.value);
    out.end_object();
}

std::string name_of(const Entity& entity)
{
    return entity.name.empty() ? entity.id.text : entity.name;
}

std::string name_of(const Claim& claim)
{
    return claim.text.empty() ? claim.id.text : claim.text;
}

class AnswerWriter {
public:
    AnswerWriter(const Project& project, const Document& document, const AnnotationSet* set, bool with_places)
        : project_(project),
          text_(*document.text),
          set_(set),
          with_places_(with_places),
          offsets_(text_, OffsetUnit::CodePoint)
    {}

    std::string write()
    {
        out_.begin_object().key("spans").begin_array();
        if (set_ != nullptr) set_->spans.for_each([&](const Span& span) { write_span(span); });
        out_.end_array().key("relations").begin_array();
        if (set_ != nullptr)
            for (const auto& [id, relation] : set_->relations) {
                out_.begin_object().string("type", relation.type.text);
                out_.number("from", numbers_.at(relation.from)).number("to", numbers_.at(relation.to));
                write_attributes(out_, link_of(relation).properties);
                out_.end_object();
            }
        out_.end_array().key("attributions").begin_array();
        if (set_ != nullptr) write_attributions();
        return out_.end_array().end_object().take();
    }

private:
    // A value for each fragment: alone, or as a list.
    template <class Write>
    void write_each(const char* key, const Span& span, const Write& write)
    {
        out_.key(key);
        if (span.at.size() > 1) out_.begin_array();
        for (const TextRange& at : span.at) write(at);
        if (span.at.size() > 1) out_.end_array();
    }

    void write_span(const Span& span)
    {
        const uint64_t number = numbers_.size() + 1;
        numbers_.emplace(span.id, number);
        out_.begin_object().number("id", number).string("label", span.label.text);
        write_each("quote", span, [&](TextRange at) { out_.string(text_.slice(at)); });
        write_each("occurrence", span, [&](TextRange at) { out_.number(uint64_t{occurrence_of(text_.bytes(), at)}); });
        if (with_places_) {
            write_each("start", span, [&](TextRange at) { out_.number(uint64_t{offsets_.from_byte(at.begin)}); });
            write_each("end", span, [&](TextRange at) { out_.number(uint64_t{offsets_.from_byte(at.end)}); });
        }
        if (const Entity* entity = project_.find(span.entity)) out_.string("entity", name_of(*entity));
        if (span.claim) {
            out_.string("claim", name_of(*project_.find(span.claim->id)));
            if (!span.claim->relation.empty()) out_.string("claim_relation", span.claim->relation);
        }
        std::vector<Property> properties;
        for (const auto& [id, value] : span.attributes) properties.push_back({id.text, text_of_value(value)});
        write_attributes(out_, properties);
        out_.end_object();
    }

    void write_attributions()
    {
        std::map<AttributionId, uint64_t> order;
        for (const auto& [id, attribution] : set_->attributions) order.emplace(id, order.size() + 1);
        const auto write_role = [&](const char* role, const std::vector<SpanId>& spans) {
            out_.key(role).begin_array();
            for (const SpanId& span : spans) out_.number(numbers_.at(span));
            out_.end_array();
        };
        for (const auto& [id, attribution] : set_->attributions) {
            out_.begin_object();
            write_role("source", attribution.sources);
            write_role("cue", attribution.cues);
            write_role("content", attribution.contents);
            if (!attribution.addressees.empty()) write_role("addressee", attribution.addressees);
            if (!attribution.parent.empty()) out_.number("parent", order.at(attribution.parent));
            write_attributes(out_, link_of(attribution).properties);
            out_.end_object();
        }
    }

    const Project& project_;
    const Text& text_;
    const AnnotationSet* set_;
    bool with_places_;
    Offsets offsets_;
    JsonWriter out_;
    std::map<SpanId, uint64_t> numbers_;
};

std::string attributes_of(const Schema& schema, const std::vector<AttributeId>& attributes)
{
    std::string out;
    for (const AttributeId& id : attributes) {
        const AttributeDef* def = schema.find(id);
        if (def == nullptr) continue;
        out += out.empty() ? "" : ", ";
        out += id.text + " (";
        if (def->values.empty()) out += glossator::name_of(def->type);
        for (const std::string& value : def->values) out += (&value == &def->values.front() ? "" : " | ") + value;
        out += def->type == AttributeType::Choices ? ", several)" : ")";
    }
    return out.empty() ? "" : "; attributes: " + out;
}

std::string listed(const std::vector<LabelId>& labels)
{
    std::string out;
    for (const LabelId& each : labels) out += (out.empty() ? "" : " or ") + each.text;
    return out.empty() ? "any span" : out;
}

std::string system_message(const Project& project, const FormatOptions& options)
{
    const Schema& schema = project.schema();
    std::string out =
        "Mark spans in the text, and who is said to have said what. Answer with one JSON object and nothing else:\n"
        "{\"spans\": [{\"id\": number, \"label\": label, \"quote\": words as they stand in the text, \"occurrence\": "
        "which of "
        "the places where they begin, from 1, \"entity\": name of who or what is mentioned, \"claim\": what is "
        "claimed, "
        "\"claim_relation\": relation to that claim, \"attributes\": object}], \"relations\": [{\"type\": type, "
        "\"from\": id, "
        "\"to\": id}], \"attributions\": [{\"source\": [ids], \"cue\": [ids], \"content\": [ids], \"addressee\": "
        "[ids], "
        "\"parent\": number of the attribution that it is part of, from 1}]}\n"
        "A span of several pieces has lists as quote and occurrence. Leave out what isn't there.";
    if (option_of(kFormat, options, "offsets") != "none")
        out += " \"start\" and \"end\" of a span are offsets in Unicode code points.";
    out += "\n\nLabels:\n";
    for (const LabelDef& label : schema.labels) {
        out += "- " + label.id.text + " (" + label.layer + ")";
        if (!label.title.empty() && label.title != label.id.text) out += ": " + label.title;
        out += attributes_of(schema, label.attributes) + "\n";
    }
    if (!schema.relations.empty()) out += "\nRelations:\n";
    for (const RelationType& type : schema.relations)
        out += "- " + type.id.text + ": from " + listed(type.from) + " to " + listed(type.to) +
               (type.directed ? "" : ", in either direction") + attributes_of(schema, type.attributes) + "\n";
    if (!schema.attribution_attributes.empty())
        out += "\nAttributions" + attributes_of(schema, schema.attribution_attributes) + "\n";
    if (!schema.claim_relations.empty()) {
        out += "\nRelations to claims:";
        for (const std::string& each : schema.claim_relations) out += " " + each;
        out += "\n";
    }
    if (option_of(kFormat, options, "guidelines") == "yes" && !project.info().guidelines.empty())
        out += "\nGuidelines:\n" + project.info().guidelines;
    return out;
}

void write_message(JsonWriter& out, const char* role, std::string_view content)
{
    out.begin_object().string("role", role).string("content", content).end_object();
}

// Records that are one by their name when read.
template <class Records>
void count_same_names(const Records& records, const char* what, Losses& losses)
{
    std::set<std::string> names;
    for (const auto& [id, record] : records)
        if (!names.insert(name_of(record)).second) losses.add(what, name_of(record));
}

Result<Exported> write(const Project& project, const FormatOptions& options)
{
    Losses losses;
    Carries carries;
    carries.discontinuous = carries.attributes = carries.entities = carries.entity_names = carries.claims = true;
    carries.relations = carries.relation_attributes = carries.attributions = carries.attribution_details = true;
    carries.guidelines = option_of(kFormat, options, "guidelines") == "yes";
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    count_same_names(project.entities(), "entities that have another's name", losses);
    count_same_names(project.claims(), "claims that have another's text", losses);
    const bool with_places = option_of(kFormat, options, "offsets") != "none";
    const std::string system = system_message(project, options);
    std::string lines;
    for (const Document& document : project.documents()) {
        JsonWriter out;
        out.begin_object().key("messages").begin_array();
        write_message(out, "system", system);
        write_message(out, "user", document.text->bytes());
        write_message(out, "assistant",
                      AnswerWriter(project, document, exported_set(project, document), with_places).write());
        lines += out.end_array().end_object().take() + "\n";
    }
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".jsonl", taken), std::move(lines)}}, losses.take()};
}

// The last message in that role.
JsonValue message_of(JsonValue chat, std::string_view role)
{
    JsonValue out;
    for (const JsonValue message : chat["messages"].children())
        if (message["role"].string() == role) out = message["content"];
    return out;
}

std::vector<JsonValue> items_of(JsonValue value)
{
    std::vector<JsonValue> out;
    for (const JsonValue each : value.children()) out.push_back(each);
    if (value && !value.is_array()) out.push_back(value);
    return out;
}

// Where a span of an answer stands; nothing if a quote isn't in the text, or is elsewhere than it says.
std::optional<std::vector<TextRange>> places_of(JsonValue span, std::string_view text, const Offsets& offsets)
{
    const std::vector<JsonValue> quotes = items_of(span["quote"]), occurrences = items_of(span["occurrence"]);
    const std::vector<JsonValue> begins = items_of(span["start"]), ends = items_of(span["end"]);
    std::vector<TextRange> out;
    for (size_t i = 0; i < quotes.size(); ++i) {
        const size_t occurrence = i < occurrences.size() ? occurrences[i].unsigned32().value_or(0) : 1;
        const std::optional<TextRange> at = place_of(text, quotes[i].string(), occurrence);
        if (!at) return std::nullopt;
        const bool is_there = (i >= begins.size() || begins[i].unsigned32() == offsets.from_byte(at->begin)) &&
                              (i >= ends.size() || ends[i].unsigned32() == offsets.from_byte(at->end));
        if (!is_there) return std::nullopt;
        out.push_back(*at);
    }
    if (out.empty()) return std::nullopt;
    return out;
}

class Reader {
public:
    explicit Reader(const ReadRequest& request) : lines_(request) {}

    Status read(JsonValue chat)
    {
        const JsonValue text = message_of(chat, "user"), answer = message_of(chat, "assistant");
        if (!text.is_string() || !answer.is_string())
            return fail_at(chat.offset(), "\"messages\" of a user and an assistant are expected");
        const Result<JsonDocument> json = JsonDocument::parse(answer.string());
        if (!json || !json->root()["spans"].is_array())
            return fail_at(answer.offset(), "the answer is no JSON object with \"spans\"");
        if (Status sound = lines_.begin(text, {}); !sound) return sound;
        const Offsets offsets(lines_.builder().text(), OffsetUnit::CodePoint);
        for (const JsonValue span : json->root()["spans"].children()) read_span(span, offsets);
        for (const JsonValue each : json->root()["relations"].children())
            lines_.add_link({"",
                             lines_.builder().relation_type(each["type"].string()).text,
                             {{"from", each["from"].text()}, {"to", each["to"].text()}},
                             properties_of(each["attributes"])});
        read_attributions(json->root()["attributions"]);
        lines_.finish();
        return {};
    }

    ReadResult take(const InputFile& file) { return lines_.take(file); }

private:
    static std::vector<Property> properties_of(JsonValue attributes)
    {
        std::vector<Property> out;
        for (const JsonValue each : attributes.children())
            out.push_back({std::string(each.key()), each.is_string() ? std::string(each.string()) : each.text()});
        return out;
    }

    void read_span(JsonValue entry, const Offsets& offsets)
    {
        ProjectBuilder& builder = lines_.builder();
        const auto at = places_of(entry, builder.text().bytes(), offsets);
        if (!at || entry["label"].string().empty())
            return lines_.losses().add("spans without label, or whose quote isn't in the text", entry["quote"].text());
        SpanLineReader::Found found;
        if (entry["id"]) found.id = entry["id"].text();
        found.span.label = builder.label(entry["label"].string());
        found.span.at = *at;
        if (const std::string_view name = entry["entity"].string(); !name.empty())
            found.span.entity = builder.entity(name, "", name);
        if (const std::string_view text = entry["claim"].string(); !text.empty()) {
            ClaimLink link;
            link.id = builder.claim(text, text);
            link.relation = entry["claim_relation"].string();
            builder.allow_claim_relation(link.relation);
            found.span.claim = std::move(link);
        }
        for (const Property& each : properties_of(entry["attributes"]))
            builder.set_attribute(found.span, each.name, value_of(builder.schema(), each.name, each.value));
        lines_.add(std::move(found));
    }

    void read_attributions(JsonValue attributions)
    {
        size_t number = 0;
        for (const JsonValue each : attributions.children()) {
            RoleLink link{"a-" + std::to_string(++number), kAttributionType, {}, properties_of(each["attributes"])};
            for (const char* role : {"source", "cue", "content", "addressee"})
                for (const JsonValue span : items_of(each[role])) link.ends.push_back({role, span.text()});
            if (each["parent"]) link.ends.push_back({"parent", "a-" + each["parent"].text()});
            lines_.add_link(std::move(link));
        }
    }

    SpanLineReader lines_;
};

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Reader reader(request);
    const Status sound = for_each_json_line(file.bytes, [&](JsonValue chat) { return reader.read(chat); });
    if (!sound) return refuse(file, sound.error());
    return reader.take(file);
}

Status check_chat(const Document& document, const AnnotationSet* set, JsonValue chat)
{
    if (message_of(chat, "user").string() != document.text->bytes())
        return fail(ErrorCode::Invalid, "the text of " + document.id.text + " is another in what was written");
    const Result<JsonDocument> answer = JsonDocument::parse(message_of(chat, "assistant").string());
    if (!answer) return fail(answer.error());
    const Offsets offsets(*document.text, OffsetUnit::CodePoint);
    std::vector<FoundMark> found;
    for (const JsonValue span : answer->root()["spans"].children()) {
        const auto at = places_of(span, document.text->bytes(), offsets);
        if (!at) return fail(ErrorCode::Invalid, "the quote " + span["quote"].text() + " isn't in " + document.id.text);
        for (const TextRange& range : *at)
            found.push_back({span["id"].text(), std::string(span["label"].string()), range});
    }
    std::vector<Mark> expected;
    if (set != nullptr) set->spans.for_each([&](const Span& span) { expected.push_back({&span, span.at}); });
    std::map<std::string, std::string> ids;  // of the numbers
    for (size_t i = 0; i < expected.size(); ++i) ids[std::to_string(i + 1)] = expected[i].span->id.text;
    for (FoundMark& each : found) each.id = ids[each.id];
    return compare_marks(document, expected, found);
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    auto document = project.documents().begin();
    const Status sound = for_each_json_line(exported.files.front().bytes, [&](JsonValue chat) -> Status {
        if (document == project.documents().end()) return fail(ErrorCode::Invalid, "a line too many was written");
        const Document& expected = *document++;
        return check_chat(expected, exported_set(project, expected), chat);
    });
    if (sound && document != project.documents().end())
        return fail(ErrorCode::Invalid, document->id.text + " is missing in what was written");
    return sound;
}

bool fits(std::string_view name, std::string_view bytes)
{
    if (!has_extension(name, ".jsonl")) return false;
    const Result<JsonDocument> first = first_json_line(bytes);
    if (!first || !first->root()["messages"].is_array()) return false;
    const Result<JsonDocument> answer = JsonDocument::parse(message_of(first->root(), "assistant").string());
    return answer && answer->root()["spans"].is_array();
}

}  // namespace

Codec chat_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
