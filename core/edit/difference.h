#pragma once

#include <map>
#include <vector>

#include "core/edit/edit.h"

namespace glossator {

// What stands in one set.
struct SetRecords {
    const SetInfo* info = nullptr;
    std::map<SpanId, const Span*> spans;
    std::map<RelationId, const Relation*> relations;
    std::map<AttributionId, const Attribution*> attributions;
};

// The records of a project by their ids. The pointers hold as long as those of the project that they are of.
struct Records {
    const ProjectInfo* info = nullptr;
    const Schema* schema = nullptr;
    std::map<AnnotatorId, const Annotator*> annotators;
    std::vector<const Document*> documents;  // in the order of the project
    std::map<EntityId, const Entity*> entities;
    std::map<ClaimId, const Claim*> claims;
    std::map<SetId, SetRecords> sets;
};

// O(records).
Records records_of(const Project& project);

bool is_same(const Document& a, const Document& b);

// The edits that make a project with the records `from` one with the records `to`, each of which must keep the rules of
// model/rules.h; so does every step on the way, in this order: none for what is the same on both sides, so that going
// back in history, or taking what changed in a file, touches nothing else.
std::vector<Edit> difference(const Records& from, const Records& to);

}  // namespace glossator
