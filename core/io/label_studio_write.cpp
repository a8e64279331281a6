#include <algorithm>
#include <set>

#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/label_studio.h"
#include "core/io/links.h"
#include "core/io/losses.h"
#include "core/io/offset_unit.h"

namespace glossator::label_studio {

namespace {

// The "result" of one annotation or prediction.
class ResultWriter {
public:
    ResultWriter(const Project& project, const Document& document, const AnnotationSet& set, const Controls& controls,
                 JsonWriter& out)
        : project_(project), text_(*document.text), set_(set), controls_(controls), out_(out)
    {
        set.spans.for_each([&](const Span& span) { ids_.insert(span.id.text); });
        for (const auto& [id, attribution] : set.attributions) ids_.insert(region_of(id));
    }

    void write()
    {
        set_.spans.for_each([&](const Span& span) { write_span(span); });
        for (const auto& [id, attribution] : set_.attributions) write_attribution(attribution);
        for (const auto& [id, relation] : set_.relations) {
            const RelationType* type = project_.schema().find(relation.type);
            const bool both = type != nullptr && !type->directed;
            write_relation(relation.from.text, relation.to.text, relation.type.text, both ? "bi" : "right");
        }
        for (const auto& [from, to] : fragments_) write_relation(from, to, kFragment, "right");
    }

private:
    // Opens an item and its value, which the caller fills and end_item() closes.
    JsonWriter& begin_item(const std::string& region, const std::string& control, const char* type, TextRange at)
    {
        out_.begin_object().string("id", region).string("from_name", control).string("to_name", kTextObject);
        out_.string("type", type).key("value").begin_object();
        return out_.number("start", uint64_t{text_.byte_to_code_point(at.begin)})
            .number("end", uint64_t{text_.byte_to_code_point(at.end)});
    }

    void end_item() { out_.end_object().string("origin", "manual").end_object(); }

    void write_region(const std::string& id, const std::string& label, TextRange at, const std::string& note)
    {
        begin_item(id, kLabelControl, "labels", at).string("text", text_.slice(at));
        out_.key("labels").begin_array().string(label).end_array().end_object().string("origin", "manual");
        if (!note.empty())
            out_.key("meta").begin_object().key("text").begin_array().string(note).end_array().end_object();
        out_.end_object();
    }

    void write_words(const std::string& region, const std::string& control, TextRange at, const char* type,
                     const char* key, const std::vector<std::string>& words)
    {
        begin_item(region, control, type, at).key(key).begin_array();
        for (const std::string& word : words) out_.string(word);
        out_.end_array();
        end_item();
    }

    void write_attribute(const std::string& region, TextRange at, const AttributeId& id, const AttributeValue& value)
    {
        const std::string control = controls_.of(id);
        const AttributeDef* def = project_.schema().find(id);
        const bool is_choice = def != nullptr && def->type == AttributeType::Choice;
        if (const double* number = std::get_if<double>(&value)) {
            begin_item(region, control, "number", at).key("number").number(*number);
            end_item();
        } else if (const bool* yes = std::get_if<bool>(&value)) {
            write_words(region, control, at, "choices", "choices", {*yes ? "yes" : "no"});
        } else if (const auto* words = std::get_if<std::vector<std::string>>(&value)) {
            write_words(region, control, at, "choices", "choices", *words);
        } else {
            const std::string& word = std::get<std::string>(value);
            write_words(region, control, at, is_choice ? "choices" : "textarea", is_choice ? "choices" : "text",
                        {word});
        }
    }

    void write_span(const Span& span)
    {
        std::string last = span.id.text;
        write_region(last, span.label.text, span.at.front(), span.note);
        for (size_t i = 1; i < span.at.size(); ++i) {
            std::string id = span.id.text + "~" + std::to_string(i + 1);
            while (!ids_.insert(id).second) id += '~';
            write_region(id, span.label.text, span.at[i], {});
            fragments_.emplace_back(last, id);
            last = id;
        }
        const TextRange at = span.at.front();
        for (const auto& [id, value] : span.attributes) write_attribute(span.id.text, at, id, value);
        if (const Entity* entity = project_.find(span.entity))
            write_words(span.id.text, controls_.entity, at, "textarea", "text", {entity->id.text, entity->name});
        if (!span.claim) return;
        const Claim& claim = *project_.find(span.claim->id);
        write_words(span.id.text, controls_.claim, at, "textarea", "text", {claim.id.text, claim.text});
        if (!span.claim->relation.empty())
            write_words(span.id.text, controls_.claim_relation, at, "choices", "choices", {span.claim->relation});
    }

    // A region at its first cue, content or source.
    void write_attribution(const Attribution& attribution)
    {
        const auto* first = &attribution.cues;
        if (first->empty()) first = &attribution.contents;
        if (first->empty()) first = &attribution.sources;
        const TextRange at = set_.spans.find(first->front())->at.front();
        const std::string id = region_of(attribution.id);
        write_region(id, controls_.attribution, at, {});
        for (const auto& [attribute, value] : attribution.attributes) write_attribute(id, at, attribute, value);
        for (const LinkEnd& end : link_of(attribution).ends)
            write_relation(id, end.role == "parent" ? region_of(AttributionId(end.target)) : end.target, end.role,
                           "right");
    }

    // The ids of attributions and of spans are of one kind here.
    std::string region_of(const AttributionId& id) const
    {
        std::string out = id.text;
        while (set_.spans.find(SpanId(out)) != nullptr) out += '~';
        return out;
    }

    void write_relation(const std::string& from, const std::string& to, const std::string& label, const char* direction)
    {
        out_.begin_object().string("type", "relation").string("from_id", from).string("to_id", to);
        out_.string("direction", direction).key("labels").begin_array().string(label).end_array().end_object();
    }

    const Project& project_;
    const Text& text_;
    const AnnotationSet& set_;
    const Controls& controls_;
    JsonWriter& out_;
    std::set<std::string> ids_;
    std::vector<std::pair<std::string, std::string>> fragments_;
};

void write_set(JsonWriter& out, const Project& project, const Document& document, const AnnotationSet& set,
               const Controls& controls)
{
    const bool is_model = set.info.role == SetRole::Model;
    out.begin_object().string(kOurKey, set.info.id.text);
    if (is_model) {
        out.string("model_version", set.info.by.text);
    } else {
        const auto& flags = set.info.flags;
        out.key("ground_truth").boolean(set.info.role == SetRole::Gold);
        out.key("was_cancelled").boolean(std::find(flags.begin(), flags.end(), "cancelled") != flags.end());
        if (set.info.seconds) out.key("lead_time").number(*set.info.seconds);
    }
    out.key("result").begin_array();
    ResultWriter(project, document, set, controls, out).write();
    out.end_array().end_object();
}

std::string task_of(const Project& project, const Document& document, size_t number, const Controls& controls,
                    const std::string& records)
{
    JsonWriter out;
    out.begin_object().number("id", uint64_t{number}).key("data").begin_object();
    out.string("text", document.text->bytes());
    for (const auto& [key, value] : {std::pair("title", &document.title), std::pair("publisher", &document.publisher),
                                     std::pair("url", &document.url), std::pair("date", &document.date)})
        if (!value->empty()) out.string(key, *value);
    out.end_object().key("meta").begin_object().string("document", document.id.text);
    if (!records.empty()) out.key(kOurKey).raw(records);
    out.end_object();
    const std::vector<const AnnotationSet*> sets = project.sets_of(document.id);
    for (const bool models : {false, true}) {
        out.key(models ? "predictions" : "annotations").begin_array();
        for (const AnnotationSet* set : sets)
            if ((set->info.role == SetRole::Model) == models) write_set(out, project, document, *set, controls);
        out.end_array();
    }
    return out.end_object().take();
}

// Every region of what was written, by its set; a span's fragments one after the other.
Result<std::vector<FoundSpan>> found_in(JsonValue result, const Text& text)
{
    const Offsets offsets(text, OffsetUnit::CodePoint);
    std::vector<FoundSpan> regions;
    std::map<std::string, size_t> places;
    std::map<std::string, std::string> next;
    for (const JsonValue item : result.children()) {
        if (item["type"].string() == "relation" && item["labels"].children().begin()->string() == kFragment)
            next.emplace(item["from_id"].string(), item["to_id"].string());
        if (item["type"].string() != "labels") continue;
        const JsonValue value = item["value"];
        const Result<TextRange> at =
            offsets.range(value["start"].unsigned32().value_or(0), value["end"].unsigned32().value_or(0));
        if (!at) return fail(at.error());
        const std::string id(item["id"].string());
        if (text.slice(*at) != value["text"].string())
            return fail(ErrorCode::Invalid, "the region " + id + " doesn't stand at its place in what was written");
        if (!places.emplace(id, regions.size()).second)
            return fail(ErrorCode::Invalid, "the region " + id + " stands twice in what was written");
        regions.push_back({id, {std::string(text.slice(*at))}});
    }
    for (FoundSpan& each : regions)
        for (auto further = next.find(each.id); further != next.end(); further = next.find(further->second)) {
            const auto place = places.find(further->second);
            if (place == places.end() || each.quotes.size() > regions.size())
                return fail(ErrorCode::Invalid, "a fragment of " + each.id + " is missing in what was written");
            each.quotes.push_back(regions[place->second].quotes.front());
        }
    return regions;
}

}  // namespace

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Exported out;
    Losses losses;
    Carries carries = Carries::all();
    carries.relation_attributes = false;
    carries.all_sets = true;
    count_uncarried(project, carries, losses);
    const Controls controls(project.schema());
    std::vector<const Document*> documents;
    for (const Document& document : project.documents()) documents.push_back(&document);
    const std::string records = side_records(project, documents, true);
    std::string tasks;
    for (size_t i = 0; i < documents.size(); ++i)
        tasks += (i == 0 ? "\n" : ",\n") + task_of(project, *documents[i], i + 1, controls, i == 0 ? records : "");
    out.files.push_back({"label-studio.json", "[" + tasks + "\n]\n"});
    out.files.push_back({"label-config.xml", write_config(project.schema(), controls)});
    out.losses = losses.take();
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    const Result<JsonDocument> json = JsonDocument::parse(exported.files.front().bytes);
    if (!json) return fail(json.error());
    auto document = project.documents().begin();
    for (const JsonValue task : json->root().children()) {
        const Result<TextPtr> text = Text::make(std::string(task["data"]["text"].string()));
        if (!text) return fail(text.error());
        for (const char* key : {"annotations", "predictions"})
            for (const JsonValue each : task[key].children()) {
                const Result<std::vector<FoundSpan>> found = found_in(each["result"], **text);
                if (!found) return fail(found.error());
                const AnnotationSet* set = project.find(SetId(each[kOurKey].string()));
                if (Status same = compare_spans(*document, set, *found); !same) return same;
            }
        ++document;
    }
    return {};
}

}  // namespace glossator::label_studio
