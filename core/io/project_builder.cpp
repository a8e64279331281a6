#include "core/io/project_builder.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/edit/merge_schema.h"
#include "core/io/file_name.h"
#include "core/model/label_colors.h"
#include "core/model/project_writer.h"
#include "core/model/rules.h"

namespace glossator {

namespace {

std::string layer_of(std::string_view name)
{
    const std::string word = lower_ascii(name);
    for (const char* role : {"source", "cue", "content", "addressee", "speaker"})
        if (word == role) return "attribution";
    return word.find("claim") != std::string::npos ? "claim" : "entity";
}

// A letter of the name that is no label's key yet, or nothing.
std::string free_key(const Schema& schema, std::string_view name)
{
    for (const char c : lower_ascii(name)) {
        const std::string key(1, c);
        if (c >= 'a' && c <= 'z' && schema.label_with_key(key) == nullptr) return key;
    }
    return {};
}

AttributeType type_of(const AttributeValue& value)
{
    constexpr std::array<AttributeType, 4> kTypes = {AttributeType::Text, AttributeType::Choices, AttributeType::Number,
                                                     AttributeType::YesNo};  // in the order of the variant
    return kTypes[value.index()];
}

// Adds to a choice what it lacks of the value. False if the attribute is of another type.
bool make_fit(AttributeDef& def, const AttributeValue& value)
{
    const auto allow = [&](const std::string& word) {
        if (std::find(def.values.begin(), def.values.end(), word) == def.values.end()) def.values.push_back(word);
    };
    if (const auto* word = std::get_if<std::string>(&value); word && def.type == AttributeType::Choice) allow(*word);
    if (const auto* words = std::get_if<std::vector<std::string>>(&value); words && def.type == AttributeType::Choices)
        std::for_each(words->begin(), words->end(), allow);
    return is_value_of(def, value);
}

void allow(std::vector<LabelId>& labels, const LabelId& label)
{
    if (!labels.empty() && std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
}

// The first of "d-7", "d-8"… that isn't in `taken`, which gets it.
std::string free_of(std::unordered_set<std::string>& taken, const char* prefix, size_t count)
{
    std::string id;
    do id = prefix + std::to_string(count++);
    while (!taken.insert(id).second);
    return id;
}

template <class Record>
Status named(Status status, const Record& id)
{
    if (!status) status.error().message = id.text + ": " + status.error().message;
    return status;
}

}  // namespace

ProjectBuilder::ProjectBuilder(const ReadRequest& request) : schema_(request.schema), annotator_(request.annotator)
{
    if (annotator_.id.empty()) annotator_ = {AnnotatorId("annotator"), "", "human", {}};
    info_.id = ProjectId("p-1");
    info_.title = file_stem(request.files.front().name);
}

void ProjectBuilder::add_document(std::string name, TextPtr text)
{
    Document document;
    document.id.text = free_of(document_ids_, "d-", documents_.size() + 1);
    document.name = std::move(name);
    document.text = std::move(text);
    documents_.push_back(std::move(document));
    add_set(annotator_, SetRole::Annotator);
}

void ProjectBuilder::add_set(Annotator by, SetRole role)
{
    Set set;
    set.info.id.text = free_of(set_ids_, "t-", sets_.size() + 1);
    set.info.document = document().id;
    sets_.push_back(std::move(set));
    set_annotator(std::move(by), role);
}

void ProjectBuilder::set_annotator(Annotator by, SetRole role)
{
    set().by = by.id;
    set().role = role;
    annotators_.emplace(by.id, std::move(by));
}

const LabelId& ProjectBuilder::label(std::string_view name, std::string_view layer)
{
    const auto known = label_names_.find(name);
    if (known != label_names_.end()) return known->second;
    const auto is_it = [&](const LabelDef& def) { return def.id.text == name || def.title == name; };
    const auto& labels = schema_.labels;
    auto def = std::find_if(labels.begin(), labels.end(), is_it);
    if (def == labels.end()) {
        LabelDef made;
        made.id = LabelId(name.empty() ? "label" : name);
        made.layer = layer.empty() ? layer_of(name) : std::string(layer);
        made.title = name;
        made.color = unused_color(schema_);
        made.key = free_key(schema_, name);
        schema_.labels.push_back(std::move(made));
        def = std::prev(schema_.labels.end());
    }
    return label_names_.emplace(name, def->id).first->second;
}

RelationTypeId ProjectBuilder::relation_type(std::string_view name)
{
    for (const RelationType& type : schema_.relations)
        if (type.id.text == name || type.title == name) return type.id;
    RelationType made;
    made.id = RelationTypeId(name.empty() ? "relation" : name);
    made.title = made.id.text;
    schema_.relations.push_back(made);
    return made.id;
}

AttributeId ProjectBuilder::attribute_for(std::string_view name, const AttributeValue& value)
{
    AttributeId id(name.empty() ? "attribute" : name);
    id = compose::free_id(id, [&](const AttributeId& candidate) {
        for (AttributeDef& def : schema_.attributes)
            if (def.id == candidate) return make_fit(def, value);
        return true;
    });
    if (schema_.find(id) == nullptr) {
        AttributeDef def;
        def.id = id;
        def.type = type_of(value);
        make_fit(def, value);
        schema_.attributes.push_back(std::move(def));
    }
    return id;
}

void ProjectBuilder::add_attribute(std::vector<AttributeId>& list, Attributes& on, std::string_view name,
                                   AttributeValue value)
{
    if (std::holds_alternative<std::vector<std::string>>(value)) {
        auto& words = std::get<std::vector<std::string>>(value);  // as the rules want them: each once
        std::unordered_set<std::string> seen;
        std::erase_if(words, [&](const std::string& word) { return !seen.insert(word).second; });
    }
    const AttributeId id = attribute_for(name, value);
    if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
    on.set(id, std::move(value));
}

void ProjectBuilder::set_attribute(Span& span, std::string_view name, AttributeValue value)
{
    for (LabelDef& def : schema_.labels)
        if (def.id == span.label) return add_attribute(def.attributes, span.attributes, name, std::move(value));
}

void ProjectBuilder::set_attribute(Attribution& attribution, std::string_view name, AttributeValue value)
{
    add_attribute(schema_.attribution_attributes, attribution.attributes, name, std::move(value));
}

void ProjectBuilder::set_attribute(Relation& relation, std::string_view name, AttributeValue value)
{
    for (RelationType& type : schema_.relations)
        if (type.id == relation.type)
            return add_attribute(type.attributes, relation.attributes, name, std::move(value));
}

void ProjectBuilder::set_document_attribute(std::string_view name, AttributeValue value)
{
    add_attribute(schema_.document_attributes, set().attributes, name, std::move(value));
}

template <class Id>
void ProjectBuilder::give_id(Id& id, const char* prefix, size_t count)
{
    if (ids_.empty() && id.empty()) {  // as long as all are counted, none comes twice
        id.text = prefix;
        id.text += std::to_string(count);
        return;
    }
    if (ids_.empty()) remember_ids();
    while (id.empty() || !ids_.insert(id.text).second) id.text = prefix + std::to_string(count++);
}

void ProjectBuilder::remember_ids()
{
    const auto remember = [&](const auto& records) {
        for (const auto& record : records) ids_.insert(record.id.text);
    };
    for (const Set& set : sets_) {
        remember(set.spans);
        remember(set.relations);
        remember(set.attributions);
    }
}

SpanId ProjectBuilder::add(Span&& span)
{
    give_id(span.id, "s-", ++spans_);
    std::deque<Span>& spans = sets_.back().spans;
    spans.push_back(std::move(span));
    return spans.back().id;
}

Span& ProjectBuilder::add_span()
{
    Span& span = sets_.back().spans.emplace_back();
    give_id(span.id, "s-", ++spans_);
    return span;
}

RelationId ProjectBuilder::add(Relation relation)
{
    give_id(relation.id, "r-", ++relations_);
    for (RelationType& type : schema_.relations) {
        if (type.id != relation.type) continue;
        if (const Span* from = find(relation.from)) allow(type.from, from->label);
        if (const Span* to = find(relation.to)) allow(type.to, to->label);
    }
    sets_.back().relations.push_back(std::move(relation));
    return sets_.back().relations.back().id;
}

AttributionId ProjectBuilder::add(Attribution attribution)
{
    give_id(attribution.id, "a-", ++attributions_);
    sets_.back().attributions.push_back(std::move(attribution));
    return sets_.back().attributions.back().id;
}

AttributionId ProjectBuilder::next_attribution() const
{
    size_t count = attributions_ + 1;
    std::string id;
    do id = "a-" + std::to_string(count++);
    while (ids_.count(id) > 0);
    return AttributionId(id);
}

Span* ProjectBuilder::find(const SpanId& id)
{
    Set& set = sets_.back();
    for (size_t i = set.places.size(); i < set.spans.size(); ++i) set.places.emplace(set.spans[i].id, i);
    const auto place = set.places.find(id);
    return place == set.places.end() ? nullptr : &set.spans[place->second];
}

EntityId ProjectBuilder::entity(std::string_view key, std::string_view type, std::string_view name)
{
    const auto known = entity_keys_.find(key);
    if (known != entity_keys_.end()) return known->second;
    Entity made;
    for (size_t count = entities_.size() + 1; made.id.empty() || entities_.count(made.id) > 0; ++count)
        made.id = EntityId("e-" + std::to_string(count));
    made.type = type;
    made.name = name.empty() ? key : name;
    const EntityId id = made.id;
    entities_.emplace(id, std::move(made));
    entity_keys_.emplace(key, id);
    return id;
}

EntityId ProjectBuilder::add(Entity entity)
{
    const std::string key = entity.id.text;
    if (entity.id.empty() || entities_.count(entity.id) > 0) {
        const EntityId id = this->entity(key, "", "");
        entity.id = id;
        entities_[id] = std::move(entity);
        return id;
    }
    const EntityId id = entity.id;
    entities_.emplace(id, std::move(entity));
    entity_keys_.emplace(key, id);
    return id;
}

ClaimId ProjectBuilder::claim(std::string_view key, std::string_view text)
{
    const auto known = claim_keys_.find(key);
    if (known != claim_keys_.end()) return known->second;
    Claim made;
    for (size_t count = claims_.size() + 1; made.id.empty() || claims_.count(made.id) > 0; ++count)
        made.id = ClaimId("c-" + std::to_string(count));
    made.text = text.empty() ? key : text;
    const ClaimId id = made.id;
    claims_.emplace(id, std::move(made));
    claim_keys_.emplace(key, id);
    return id;
}

ClaimId ProjectBuilder::add(Claim claim)
{
    const std::string key = claim.id.text;
    if (claim.id.empty() || claims_.count(claim.id) > 0) {
        const ClaimId id = this->claim(key, "");
        claim.id = id;
        claims_[id] = std::move(claim);
        return id;
    }
    const ClaimId id = claim.id;
    claims_.emplace(id, std::move(claim));
    claim_keys_.emplace(key, id);
    return id;
}

void ProjectBuilder::adopt(const Project& described)
{
    const bool is_first = schema_.labels.empty() && schema_.attributes.empty() && schema_.relations.empty();
    schema_ = is_first ? described.schema() : compose::merge_schemas(schema_, described.schema()).schema;
    label_names_.clear();
    info_ = described.info();
    for (const Annotator& each : described.annotators()) annotators_.insert_or_assign(each.id, each);
    keeps_annotator_ = described.find(annotator_.id) != nullptr;
    for (const auto& [id, entity] : described.entities()) add(entity);
    for (const auto& [id, claim] : described.claims()) add(claim);
}

void ProjectBuilder::describe(const Project& described, const Document& as)
{
    Document known = as;
    known.text = document().text;
    known.segments = document().segments;
    if (known.name.empty()) known.name = document().name;
    document_ids_.erase(document().id.text);  // the one that it got while its own wasn't known
    if (!document_ids_.insert(known.id.text).second) known.id.text = free_of(document_ids_, "d-", documents_.size());
    document() = std::move(known);
    set().document = document().id;
    const std::vector<const AnnotationSet*> sets = described.sets_of(as.id);
    if (!sets.empty()) describe(described, sets.front()->info);
}

void ProjectBuilder::describe(const Project& described, const SetInfo& as)
{
    SetInfo info = as;
    set_ids_.erase(set().id.text);
    if (!set_ids_.insert(info.id.text).second) info.id.text = free_of(set_ids_, "t-", sets_.size());
    info.document = document().id;
    set() = std::move(info);
    if (const Annotator* by = described.find(set().by)) set_annotator(*by, set().role);
}

void ProjectBuilder::allow_claim_relation(const std::string& type)
{
    auto& types = schema_.claim_relations;
    if (!type.empty() && std::find(types.begin(), types.end(), type) == types.end()) types.push_back(type);
}

Result<Project> ProjectBuilder::take()
{
    if (Status sound = check(schema_); !sound) return fail(sound.error());
    Project project;
    ProjectWriter writer(project);
    writer.set_info(std::move(info_));
    writer.set_schema(std::move(schema_));
    const auto is_own = [&](const Set& set) { return set.info.by == annotator_.id; };
    if (!keeps_annotator_ && !sets_.empty() && std::none_of(sets_.begin(), sets_.end(), is_own))
        annotators_.erase(annotator_.id);  // all of it is others' work
    for (auto& [id, annotator] : annotators_) writer.put(std::move(annotator));
    for (Document& document : documents_) {
        if (Status sound = named(check(project, document), document.id); !sound) return fail(sound.error());
        writer.put(std::move(document));
    }
    for (auto& [id, entity] : entities_) writer.put(std::move(entity));
    for (auto& [id, claim] : claims_) writer.put(std::move(claim));
    for (const auto& [id, entity] : project.entities())
        if (Status sound = named(check(project, entity), id); !sound) return fail(sound.error());
    for (const auto& [id, claim] : project.claims())
        if (Status sound = named(check(project, claim), id); !sound) return fail(sound.error());
    for (Set& from : sets_) {
        if (Status sound = named(check(project, from.info), from.info.id); !sound) return fail(sound.error());
        const Document& document = *project.find(from.info.document);
        for (const Span& span : from.spans)
            if (Status sound = named(check(project, document, span), span.id); !sound) return fail(sound.error());
        AnnotationSet& set = writer.put(std::move(from.info));
        (void)writer.assign(set, std::move(from.spans));  // no id twice: see give_id()
        for (Relation& relation : from.relations) {
            if (Status sound = named(check(project, set, relation), relation.id); !sound) return fail(sound.error());
            writer.put(set, std::move(relation));
        }
        for (const Attribution& attribution : from.attributions) writer.put(set, attribution);
        SoundAttributions known;
        for (const auto& [id, attribution] : set.attributions)
            if (Status sound = named(check(project, set, attribution, &known), id); !sound) return fail(sound.error());
    }
    return project;
}

}  // namespace glossator
