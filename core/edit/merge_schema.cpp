#include "core/edit/merge_schema.h"

#include <algorithm>

namespace glossator::compose {

namespace {

template <class T>
void add_missing(std::vector<T>& list, const std::vector<T>& more)
{
    for (const T& item : more)
        if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(item);
}

bool is_empty(const std::string& name)
{
    return name.empty();
}

template <class Id>
bool is_empty(const Id& id)
{
    return id.empty();
}

// What has no name is left out, and what has the same name stands once. Names that `names` doesn't hold stay.
template <class Name>
void rename_all(std::vector<Name>& list, const std::map<Name, Name>& names)
{
    std::vector<Name> out;
    for (Name& was : list) {
        const auto name = names.find(was);
        const Name& is = name == names.end() ? was : name->second;
        if (!is_empty(is) && std::find(out.begin(), out.end(), is) == out.end()) out.push_back(is);
    }
    list = std::move(out);
}

bool stand_for_the_same(const AttributeDef& a, const AttributeDef& b)
{
    return a.type == b.type;
}

bool stand_for_the_same(const LabelDef& a, const LabelDef& b)
{
    return a.layer == b.layer;
}

bool stand_for_the_same(const RelationType& a, const RelationType& b)
{
    return a.directed == b.directed;
}

bool has_values(const AttributeDef& def)
{
    return def.type == AttributeType::Choice || def.type == AttributeType::Choices;
}

void extend(AttributeDef& ours, const AttributeDef& theirs)
{
    if (has_values(ours)) add_missing(ours.values, theirs.values);
}

void extend(LabelDef& ours, const LabelDef& theirs)
{
    add_missing(ours.attributes, theirs.attributes);
}

// An empty list of labels means any.
void extend_ends(std::vector<LabelId>& ours, const std::vector<LabelId>& theirs)
{
    if (ours.empty() || theirs.empty())
        ours.clear();
    else
        add_missing(ours, theirs);
}

void extend(RelationType& ours, const RelationType& theirs)
{
    extend_ends(ours.from, theirs.from);
    extend_ends(ours.to, theirs.to);
    add_missing(ours.attributes, theirs.attributes);
}

// Ids of `theirs` as they will be called among `ours`; one that stands for something else gets a new id, free in both.
template <class Id, class Def>
std::map<Id, Id> name_all(const std::vector<Def>& ours, const std::vector<Def>& theirs, const std::map<Id, Id>& wanted)
{
    const auto find = [](const std::vector<Def>& defs, const Id& id) {
        return std::find_if(defs.begin(), defs.end(), [&](const Def& def) { return def.id == id; });
    };
    std::map<Id, Id> names;
    std::vector<Id> taken;
    for (const Def& def : theirs) {
        if (const auto name = wanted.find(def.id); name != wanted.end()) {
            names[def.id] = name->second;
            continue;
        }
        const auto present = find(ours, def.id);
        names[def.id] = def.id;
        if (present == ours.end() || stand_for_the_same(*present, def)) continue;
        names[def.id] = free_id(def.id, [&](const Id& id) {
            return find(ours, id) == ours.end() && find(theirs, id) == theirs.end() &&
                   std::find(taken.begin(), taken.end(), id) == taken.end();
        });
        taken.push_back(names[def.id]);
    }
    return names;
}

// False if none of its labels is left where it had some.
bool rename_ends(std::vector<LabelId>& ends, const std::map<LabelId, LabelId>& names)
{
    const bool any = ends.empty();
    rename_all(ends, names);
    return any || !ends.empty();
}

void rename_values(AttributeDef& def, const std::map<std::string, std::string>& names)
{
    rename_all(def.values, names);
    if (!def.default_value) return;
    std::vector<std::string> kept;
    if (auto* one = std::get_if<std::string>(&*def.default_value)) {
        kept = {*one};
        rename_all(kept, names);
        if (!kept.empty()) *one = kept.front();
    } else if (auto* several = std::get_if<std::vector<std::string>>(&*def.default_value)) {
        rename_all(*several, names);
        kept = *several;
    } else {
        return;
    }
    if (kept.empty()) def.default_value.reset();
}

template <class Def>
void add_or_extend(std::vector<Def>& ours, Def theirs)
{
    for (Def& def : ours) {
        if (def.id != theirs.id) continue;
        extend(def, theirs);
        return;
    }
    ours.push_back(std::move(theirs));
}

}  // namespace

MergedSchema merge_schemas(const Schema& ours, const Schema& theirs, const SchemaNames& wanted)
{
    MergedSchema merged{ours, wanted};
    Schema& schema = merged.schema;
    SchemaNames& names = merged.names;
    names.attributes = name_all(ours.attributes, theirs.attributes, wanted.attributes);
    names.labels = name_all(ours.labels, theirs.labels, wanted.labels);
    names.relations = name_all(ours.relations, theirs.relations, wanted.relations);
    for (AttributeDef def : theirs.attributes) {
        if (const auto values = wanted.values.find(def.id); values != wanted.values.end())
            rename_values(def, values->second);
        def.id = names.attributes.at(def.id);
        if (!def.id.empty()) add_or_extend(schema.attributes, std::move(def));
    }
    for (LabelDef def : theirs.labels) {
        def.id = names.labels.at(def.id);
        rename_all(def.attributes, names.attributes);
        if (schema.label_with_key(def.key)) def.key.clear();
        if (!def.id.empty()) add_or_extend(schema.labels, std::move(def));
    }
    for (RelationType def : theirs.relations) {
        RelationTypeId& id = names.relations.at(def.id);
        const bool begins = rename_ends(def.from, names.labels), leads = rename_ends(def.to, names.labels);
        if (!begins || !leads) id = {};
        def.id = id;
        rename_all(def.attributes, names.attributes);
        if (!def.id.empty()) add_or_extend(schema.relations, std::move(def));
    }
    std::vector<AttributeId> ids = theirs.attribution_attributes;
    rename_all(ids, names.attributes);
    add_missing(schema.attribution_attributes, ids);
    ids = theirs.document_attributes;
    rename_all(ids, names.attributes);
    add_missing(schema.document_attributes, ids);
    std::vector<std::string> claim_relations = theirs.claim_relations;
    rename_all(claim_relations, names.claim_relations);
    add_missing(schema.claim_relations, claim_relations);
    return merged;
}

std::vector<AttributeId> retyped_attributes(const Schema& now, const Schema& next)
{
    std::vector<AttributeId> retyped;
    for (const AttributeDef& def : next.attributes)
        if (const AttributeDef* was = now.find(def.id); was && was->type != def.type) retyped.push_back(def.id);
    return retyped;
}

Schema schema_between(const Schema& now, const Schema& next)
{
    Schema was = now;
    for (AttributeDef& def : was.attributes)
        if (const AttributeDef* there = next.find(def.id)) def.type = there->type;
    for (LabelDef& def : was.labels)
        if (const LabelDef* there = next.find(def.id)) def.layer = there->layer;
    for (RelationType& def : was.relations) {
        if (const RelationType* there = next.find(def.id)) def.directed = there->directed;
        def.from.clear();
        def.to.clear();
    }
    return merge_schemas(next, was).schema;
}

}  // namespace glossator::compose
