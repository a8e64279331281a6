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

template <class Id>
void rename_all(std::vector<Id>& ids, const std::map<Id, Id>& names)
{
    for (Id& id : ids) id = names.at(id);
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

void extend(AttributeDef& ours, const AttributeDef& theirs)
{
    add_missing(ours.values, theirs.values);
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
std::map<Id, Id> name_all(const std::vector<Def>& ours, const std::vector<Def>& theirs)
{
    const auto find = [](const std::vector<Def>& defs, const Id& id) {
        return std::find_if(defs.begin(), defs.end(), [&](const Def& def) { return def.id == id; });
    };
    std::map<Id, Id> names;
    std::vector<Id> taken;
    for (const Def& def : theirs) {
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

MergedSchema merge_schemas(const Schema& ours, const Schema& theirs)
{
    MergedSchema merged{ours, {}, {}, {}};
    merged.attributes = name_all<AttributeId>(ours.attributes, theirs.attributes);
    merged.labels = name_all<LabelId>(ours.labels, theirs.labels);
    merged.relations = name_all<RelationTypeId>(ours.relations, theirs.relations);

    Schema& schema = merged.schema;
    for (AttributeDef def : theirs.attributes) {
        def.id = merged.attributes.at(def.id);
        add_or_extend(schema.attributes, std::move(def));
    }
    for (LabelDef def : theirs.labels) {
        def.id = merged.labels.at(def.id);
        rename_all(def.attributes, merged.attributes);
        if (schema.label_with_key(def.key)) def.key.clear();
        add_or_extend(schema.labels, std::move(def));
    }
    for (RelationType def : theirs.relations) {
        def.id = merged.relations.at(def.id);
        rename_all(def.from, merged.labels);
        rename_all(def.to, merged.labels);
        rename_all(def.attributes, merged.attributes);
        add_or_extend(schema.relations, std::move(def));
    }
    std::vector<AttributeId> ids = theirs.attribution_attributes;
    rename_all(ids, merged.attributes);
    add_missing(schema.attribution_attributes, ids);
    ids = theirs.document_attributes;
    rename_all(ids, merged.attributes);
    add_missing(schema.document_attributes, ids);
    add_missing(schema.claim_relations, theirs.claim_relations);
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
