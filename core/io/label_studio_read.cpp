#include <algorithm>
#include <unordered_map>

#include "core/io/file_name.h"
#include "core/io/json.h"
#include "core/io/label_studio.h"
#include "core/io/links.h"
#include "core/io/losses.h"
#include "core/io/native_fields.h"
#include "core/io/offset_unit.h"
#include "core/io/project_builder.h"
#include "core/model/plain_list.h"

namespace glossator::label_studio {

namespace {

// An item's string, or number written out.
std::string word_of(JsonValue value)
{
    return value.is_string() ? std::string(value.string()) : value ? value.text() : std::string();
}

// One string, or those of an array.
std::vector<std::string> words_of(JsonValue value)
{
    std::vector<std::string> out;
    if (value.is_string()) out.emplace_back(value.string());
    for (const JsonValue word : value.children()) out.push_back(word_of(word));
    return out;
}

// What a region's text was in the document: Label Studio writes the end of a line as a backslash and an n.
std::string quote_of(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool is_end = text.substr(i, 2) == "\\n";
        out += is_end ? '\n' : text[i];
        i += is_end;
    }
    return out;
}

struct Region {
    JsonValue item;  // the one with its labels
    TextRange at;
    std::vector<std::string> labels;
    std::vector<JsonValue> fields = {};  // items that repeat its id
    std::string note = {};
    std::vector<TextRange> further = {};
    bool is_fragment = false;
    bool is_attribution = false;
};
struct Arc {
    std::string from, to, direction;
    std::vector<std::string> labels;
};

class Reader {
public:
    Reader(const ReadRequest& request) : request_(request), builder_(request), controls_(Schema()) {}

    Status read(JsonValue root)
    {
        if (Status sound = take_records(root); !sound) return sound;
        if (!root.is_array()) return read_task(root);
        for (const JsonValue task : root.children())
            if (Status sound = read_task(task); !sound) return sound;
        return {};
    }

    Result<ReadProject> take()
    {
        Result<Project> project = builder_.take();
        if (!project) return fail(project.error());
        if (mismatches_ > 0)
            notes_.push_back("the text that " + std::to_string(mismatches_) +
                             " regions are said to have isn't what stands at their places");
        return ReadProject{std::move(*project), std::move(notes_), losses_.take()};
    }

private:
    // What we wrote into the first task for ourselves.
    Status take_records(JsonValue root)
    {
        const auto take = [&](JsonValue task) -> Status {
            const JsonValue records = task["meta"][kOurKey];
            if (!records.is_object()) return {};
            Result<Project> read = read_side_records(records.text());
            if (!read) return fail_at(records.offset(), read.error().message);
            records_ = std::move(*read);
            return {};
        };
        if (Status sound = take(root); !sound) return sound;
        if (root.is_array())
            for (const JsonValue task : root.children())
                if (Status sound = take(task); !sound) return sound;
        if (!records_) return {};
        builder_.adopt(*records_);
        controls_ = Controls(records_->schema());
        return {};
    }

    Result<JsonValue> text_of(JsonValue task) const
    {
        const JsonValue data = task["data"];
        if (!data.is_object()) return fail_at(task.offset(), "the task has no \"data\"");
        const std::string wanted = request_.option(label_studio_codec().format, "text");
        if (!wanted.empty() || data["text"].is_string()) {
            const JsonValue text = data[wanted.empty() ? "text" : wanted];
            if (!text.is_string()) return fail_at(data.offset(), "the data has no text under " + quoted(wanted));
            return text;
        }
        JsonValue only;
        for (const JsonValue each : data.children()) {
            if (!each.is_string()) continue;
            if (only)
                return fail_at(data.offset(), "several texts are in the data; say which with the option \"text\"");
            only = each;
        }
        if (!only) return fail_at(data.offset(), "the data has no text");
        return only;
    }

    Status read_task(JsonValue task)
    {
        if (!task.is_object()) return fail_at(task.offset(), "a task is a JSON object");
        const Result<JsonValue> source = text_of(task);
        if (!source) return fail(source.error());
        Result<TextPtr> text = Text::make(std::string(source->string()));
        if (!text) return fail_at(source->offset(), text.error().message);
        const std::string id = word_of(task["id"]);
        builder_.add_document("task-" + (id.empty() ? std::to_string(++tasks_) : id), std::move(*text));
        const Document* known = records_ ? records_->find(DocumentId(task["meta"]["document"].string())) : nullptr;
        if (known != nullptr)
            builder_.describe(*records_, *known);
        else
            keep_data(task["data"], *source);
        bool is_first = true;
        for (const char* key : {"annotations", "completions", "predictions"})
            for (const JsonValue each : task[key].children()) {
                begin_set(each, std::string_view(key) == "predictions", is_first);
                is_first = false;
                if (Status sound = read_result(each); !sound) return sound;
            }
        if (task["drafts"].size() > 0) losses_.add("drafts", word_of(task["id"]));
        return {};
    }

    void keep_data(JsonValue data, JsonValue text)
    {
        Document& document = builder_.document();
        for (const JsonValue each : data.children()) {
            if (each.offset() == text.offset()) continue;
            set_member(document.meta, each.key(), each.text());
        }
    }

    // Makes the set that the annotation or prediction is.
    void begin_set(JsonValue each, bool is_model, bool is_first)
    {
        const AnnotationSet* known = records_ ? records_->find(SetId(each[kOurKey].string())) : nullptr;
        Annotator by = annotator_of(each, is_model);
        const SetRole role = is_model                         ? SetRole::Model
                             : each["ground_truth"].boolean() ? SetRole::Gold
                                                              : SetRole::Annotator;
        if (known != nullptr && known->info.document == builder_.document().id) {
            if (!is_first) builder_.add_set(*records_->find(known->info.by), role);
            if (builder_.set().id != known->info.id) builder_.describe(*records_, known->info);
            return;
        }
        if (!is_first)
            builder_.add_set(std::move(by), role);
        else
            builder_.set_annotator(std::move(by), role);
        if (each["was_cancelled"].boolean()) builder_.set().flags.push_back("cancelled");
        if (const auto seconds = each["lead_time"].number(); seconds && *seconds >= 0) builder_.set().seconds = seconds;
    }

    Annotator annotator_of(JsonValue each, bool is_model) const
    {
        if (is_model) {
            const std::string version = word_of(each["model_version"]);
            return {AnnotatorId(version.empty() ? "model" : version), version, "model", {}};
        }
        const JsonValue by = each["completed_by"];
        const std::string email = word_of(by["email"]), id = by.is_object() ? word_of(by["id"]) : word_of(by);
        const std::string name = !email.empty() ? email : id.empty() || id == "null" ? "" : "user-" + id;
        if (!name.empty()) return {AnnotatorId(name), name, "human", {}};
        if (!request_.annotator.id.empty()) return request_.annotator;
        return {AnnotatorId("annotator"), "", "human", {}};
    }

    Status read_result(JsonValue annotation)
    {
        regions_.clear();
        order_.clear();
        arcs_.clear();
        const JsonValue result = annotation["result"];
        const OffsetUnit unit = unit_of(result);
        const Offsets offsets(builder_.text(), unit);
        for (const JsonValue item : result.children())
            if (Status sound = read_item(item, offsets); !sound) return sound;
        for (const JsonValue item : result.children()) read_field(item);
        join_fragments();
        find_attributions();
        std::unordered_map<std::string, SpanId> spans;
        for (const std::string& id : order_) add_spans(id, annotation, spans);
        std::vector<RoleLink> links;
        for (const std::string& id : order_)
            if (regions_.at(id).is_attribution) links.push_back(attribution_link(id));
        for (const Arc& arc : arcs_) add_relations(arc, spans, links);
        take_links(builder_, links, spans, losses_);
        return {};
    }

    OffsetUnit unit_of(JsonValue result)
    {
        const std::string wanted = request_.option(label_studio_codec().format, "offsets");
        if (const auto named = offset_unit_named(wanted)) return *named;
        std::vector<Quoted> quotes;
        for (const JsonValue item : result.children()) {
            const JsonValue value = item["value"];
            const auto begin = value["start"].unsigned32(), end = value["end"].unsigned32();
            if (item["type"].string() == "labels" && begin && end && value["text"].is_string())
                quotes.push_back({*begin, *end, quote_of(value["text"].string())});
        }
        const DetectedUnit unit = detect_unit(builder_.text(), quotes, OffsetUnit::CodePoint);
        mismatches_ += unit.mismatches;
        if (unit.unit != OffsetUnit::CodePoint)
            notes_.push_back(builder_.document().name + ": offsets were read as " + name_of(unit.unit));
        return unit.unit;
    }

    // An item with labels, or a relation. Others belong to them: see read_field.
    Status read_item(JsonValue item, const Offsets& offsets)
    {
        const std::string_view type = item["type"].string();
        if (type == "relation") {
            arcs_.push_back({word_of(item["from_id"]), word_of(item["to_id"]), word_of(item["direction"]),
                             words_of(item["labels"])});
            return {};
        }
        if (type != "labels") return {};
        const JsonValue value = item["value"];
        const auto begin = value["start"].unsigned32(), end = value["end"].unsigned32();
        if (!begin || !end) return fail_at(item.offset(), "the region's start and end have to be whole numbers");
        if (*begin == *end) {
            losses_.add("regions of no text", word_of(item["id"]));
            return {};
        }
        const Result<TextRange> at = offsets.range(*begin, *end);
        if (!at) return fail_at(item.offset(), at.error().message);
        const std::string id =
            word_of(item["id"]).empty() ? "region-" + std::to_string(order_.size() + 1) : word_of(item["id"]);
        const auto [region, is_new] = regions_.emplace(id, Region{item, *at, {}});
        if (is_new) order_.push_back(id);
        for (std::string& label : words_of(value["labels"]))
            if (auto& labels = region->second.labels; std::find(labels.begin(), labels.end(), label) == labels.end())
                labels.push_back(std::move(label));
        for (const std::string& note : words_of(item["meta"]["text"]))
            region->second.note += (region->second.note.empty() ? "" : "\n") + note;
        return {};
    }

    void read_field(JsonValue item)
    {
        const std::string_view type = item["type"].string();
        if (type == "labels" || type == "relation") return;
        const bool is_known = type == "choices" || type == "textarea" || type == "number" || type == "rating";
        const auto region = regions_.find(word_of(item["id"]));
        if (is_known && region != regions_.end())
            region->second.fields.push_back(item);
        else if (is_known && !item["value"]["start"])
            builder_.set_document_attribute(controls_.attribute_of(word_of(item["from_name"])), value_in(item));
        else
            losses_.add("items of " + (type.empty() ? "no type" : "type " + std::string(type)), word_of(item["id"]));
    }

    void join_fragments()
    {
        std::unordered_map<std::string, std::string> first_of;  // by fragment
        std::erase_if(arcs_, [&](const Arc& arc) {
            const auto to = regions_.find(arc.to);
            if (arc.labels != std::vector<std::string>{kFragment} || to == regions_.end() || arc.from == arc.to)
                return false;
            const auto known = first_of.find(arc.from);
            const std::string first = known == first_of.end() ? arc.from : known->second;
            const auto from = regions_.find(first);
            if (from == regions_.end() || from->second.is_fragment || to->second.is_fragment || first == arc.to)
                return false;
            std::vector<TextRange> all = from->second.further;
            all.insert(all.end(), {from->second.at, to->second.at});
            if (std::count_if(all.begin(), all.end(), [&](TextRange each) { return each.overlaps(to->second.at); }) >
                    1 ||
                !to->second.further.empty())
                return false;
            from->second.further.push_back(to->second.at);
            to->second.is_fragment = true;
            first_of.emplace(arc.to, first);
            return true;
        });
    }

    static bool is_role(const std::string& label)
    {
        return label == "source" || label == "cue" || label == "content" || label == "addressee" || label == "parent";
    }

    // A region with that label from which relations named after roles lead, and nothing else.
    void find_attributions()
    {
        for (const Arc& arc : arcs_) {
            const auto from = regions_.find(arc.from);
            if (from == regions_.end() || from->second.labels != std::vector{controls_.attribution}) continue;
            if (arc.labels.size() == 1 && is_role(arc.labels.front()) && arc.labels.front() != "addressee" &&
                arc.labels.front() != "parent")
                from->second.is_attribution = true;
        }
    }

    RoleLink attribution_link(const std::string& id)
    {
        RoleLink out{id, kAttributionType, {}};
        std::erase_if(arcs_, [&](const Arc& arc) {
            if (arc.from != id || arc.labels.size() != 1 || !is_role(arc.labels.front())) return false;
            out.ends.push_back({arc.labels.front(), arc.to});
            return true;
        });
        for (const JsonValue field : regions_.at(id).fields)
            out.properties.push_back(
                {controls_.attribute_of(word_of(field["from_name"])), text_of_value(value_in(field))});
        return out;
    }

    // As the schema asks for it, else as the control gives it.
    AttributeValue value_in(JsonValue item)
    {
        const JsonValue value = item["value"];
        const AttributeDef* def =
            builder_.schema().find(AttributeId(controls_.attribute_of(word_of(item["from_name"]))));
        for (const char* key : {"number", "rating"})
            if (const auto number = value[key].number()) return *number;
        const bool is_choice = item["type"].string() == "choices";
        const std::vector<std::string> words = words_of(is_choice ? value["choices"] : value["text"]);
        if (is_choice && (words.size() != 1 || (def != nullptr && def->type == AttributeType::Choices))) return words;
        if (def != nullptr && def->type == AttributeType::YesNo && (words[0] == "yes" || words[0] == "no"))
            return words[0] == "yes";
        std::string out;
        for (const std::string& word : words) out += (out.empty() ? "" : "\n") + word;
        return out;
    }

    // A span for each of its labels; the first is the one that relations mean.
    void add_spans(const std::string& id, JsonValue annotation, std::unordered_map<std::string, SpanId>& spans)
    {
        Region& region = regions_.at(id);
        if (region.is_fragment || region.is_attribution) return;
        if (region.labels.empty()) region.labels.push_back(word_of(region.item["from_name"]));
        for (const std::string& label : region.labels) {
            Span span;
            span.id = SpanId(label == region.labels.front() ? id : "");
            span.label = builder_.label(label);
            span.at = region.further;
            span.at.push_back(region.at);
            std::sort(span.at.begin(), span.at.end());
            span.note = region.note;
            for (const JsonValue field : region.fields) set_field(span, field);
            if (const auto score = region.item["score"].number()) {
                Origin origin;
                origin.kind = "model";
                origin.name = word_of(annotation["model_version"]);
                origin.score = score;
                span.origin = std::move(origin);
            }
            spans.emplace(id, builder_.add(std::move(span)));
        }
    }

    // A first word is the record's id, a second its name or text.
    void set_field(Span& span, JsonValue field)
    {
        const std::string control = word_of(field["from_name"]);
        const std::vector<std::string> words = words_of(field["value"]["text"]);
        const bool is_record = records_.has_value() && field["type"].string() == "textarea" && !words.empty();
        if (is_record && control == controls_.entity) {
            span.entity = builder_.entity(words[0], span.label.text, words.back());
        } else if (is_record && control == controls_.claim) {
            if (!span.claim) span.claim = ClaimLink();
            span.claim->id = builder_.claim(words[0], words.back());
        } else if (records_ && control == controls_.claim_relation && span.claim) {
            span.claim->relation = std::get<std::string>(value_in(field));
            builder_.allow_claim_relation(span.claim->relation);
        } else {
            builder_.set_attribute(span, controls_.attribute_of(control), value_in(field));
        }
    }

    void add_relations(const Arc& arc, const std::unordered_map<std::string, SpanId>& spans,
                       std::vector<RoleLink>& links)
    {
        const bool is_back = arc.direction == "left";
        const std::string& from = is_back ? arc.to : arc.from;
        const std::string& to = is_back ? arc.from : arc.to;
        std::vector<std::string> labels = arc.labels;
        if (labels.empty()) labels.push_back("relation");
        for (const std::string& label : labels) {
            if (spans.count(from) == 0 || spans.count(to) == 0) {
                losses_.add("relations to what isn't a span", label);
                continue;
            }
            const size_t before = builder_.schema().relations.size();
            const std::string type = builder_.relation_type(label).text;
            if (builder_.schema().relations.size() > before)
                builder_.schema().relations.back().directed = arc.direction != "bi";
            links.push_back({"", type, {{"from", from}, {"to", to}}});
        }
    }

    const ReadRequest& request_;
    ProjectBuilder builder_;
    Controls controls_;
    std::optional<Project> records_;
    Losses losses_;
    std::vector<std::string> notes_;
    size_t tasks_ = 0, mismatches_ = 0;
    std::map<std::string, Region> regions_;  // of one annotation, by id
    std::vector<std::string> order_;
    std::vector<Arc> arcs_;
};

}  // namespace

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const Result<JsonDocument> json = JsonDocument::parse(file.bytes);
    if (!json) return refuse(file, json.error());
    Reader reader(request);
    if (Status sound = reader.read(json->root()); !sound) return refuse(file, sound.error());
    Result<ReadProject> project = reader.take();
    if (!project) return refuse(file, project.error());
    return std::move(*project);
}

}  // namespace glossator::label_studio
