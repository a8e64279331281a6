#pragma once

#include <map>
#include <vector>

#include "core/model/schema.h"

namespace glossator::compose {

// How what a schema defines is called in another one; by the empty name: not at all.
struct SchemaNames {
    std::map<LabelId, LabelId> labels;
    std::map<AttributeId, AttributeId> attributes;
    std::map<RelationTypeId, RelationTypeId> relations;
    std::map<std::string, std::string> claim_relations;
    std::map<AttributeId, std::map<std::string, std::string>> values;
};

// A schema with what another one has besides, and how all the other one's definitions are called in it; of values, only
// those are named that are called otherwise.
struct MergedSchema {
    Schema schema;
    SchemaNames names;
};

// Definitions with the same id stand for the same if attributes agree in type, labels in layer and relations in
// direction: then `ours` stays, with theirs of values, attributes and labels added to its lists. Otherwise theirs gets
// a new id. A shortcut stays ours. What `wanted` names is called so instead: by the id of a definition of ours, which
// is extended in the same way, or not at all. A relation type of theirs whose labels are all left out at one end is so
// too.
MergedSchema merge_schemas(const Schema& ours, const Schema& theirs, const SchemaNames& wanted = {});

// A schema that allows what either allows, for the way of a project from `now` to `next`. Where an attribute has
// another type in both, it is the next one's: records that have a value of it must lose that before.
Schema schema_between(const Schema& now, const Schema& next);
std::vector<AttributeId> retyped_attributes(const Schema& now, const Schema& next);

// `id`, or the first of "id-2", "id-3"… for which `is_free` is true.
template <class Id, class IsFree>
Id free_id(const Id& id, const IsFree& is_free)
{
    Id candidate = id;
    for (size_t i = 2; !is_free(candidate); ++i) candidate.text = id.text + "-" + std::to_string(i);
    return candidate;
}

}  // namespace glossator::compose
