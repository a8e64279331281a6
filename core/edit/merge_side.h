#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/edit/compose.h"
#include "core/edit/difference.h"

// The sides of a three-way merge (merge_three_way.h).
namespace glossator::compose {

// A record and the set that it stands in.
template <class Record>
struct InSet {
    SetId set;
    Record record;
    friend bool operator==(const InSet&, const InSet&) = default;
};

inline bool is_equal(const Document& a, const Document& b)
{
    return is_same(a, b);
}
template <class Record>
bool is_equal(const Record& a, const Record& b)
{
    return a == b;
}

// All records of a project as values, by their ids.
struct Side {
    ProjectInfo info;
    Schema schema;
    std::map<AnnotatorId, Annotator> annotators;
    std::map<DocumentId, Document> documents;
    std::vector<DocumentId> order;
    std::map<EntityId, Entity> entities;
    std::map<ClaimId, Claim> claims;
    std::map<SetId, SetInfo> sets;
    std::map<SpanId, InSet<Span>> spans;
    std::map<RelationId, InSet<Relation>> relations;
    std::map<AttributionId, InSet<Attribution>> attributions;
};

Side side_of(const Project& project);

// The same id in `map`, or null.
template <class Map>
auto* find_in(Map& map, const typename Map::key_type& id)
{
    const auto at = map.find(id);
    return at == map.end() ? nullptr : &at->second;
}

// Gives another id to each record of `theirs` that stands under the id of something else in `mine`: new on both sides,
// or over another text or in another set than before; all that refers to it follows.
void rename_apart(const Side& base, const Side& mine, Side& theirs, IdMaker& ids);

}  // namespace glossator::compose
