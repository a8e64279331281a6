#pragma once

#include <unordered_map>
#include <vector>

#include "core/learn/index_progress.h"

namespace glossator {

// Which spans mention each entity, and which make each claim, in all sets.
class MentionIndex {
public:
    struct Place {
        SetId set;
        SpanId span;
        friend bool operator==(const Place&, const Place&) = default;
    };

    // Takes in what has changed since the last call: `edits` if they are all of it (History::last_applied), else
    // everything, for about `most` spans. True at the end; until then some may be missing. With 0, only `edits`
    // are taken in.
    bool follow(const Project& project, const std::vector<Edit>& edits, size_t most = static_cast<size_t>(-1));

    // In the order of the project. Hold until the next follow(). O(1).
    const std::vector<Place>& of(const EntityId& id) const;
    const std::vector<Place>& of(const ClaimId& id) const;

private:
    struct Told {
        EntityId entity;
        ClaimId claim;
    };

    void append(const AnnotationSet& set, const Span& span);
    void insert(const Project& project, const AnnotationSet& set, const Span& span);
    void remove(const SpanId& id);

    IndexProgress progress_;
    std::unordered_map<EntityId, std::vector<Place>> by_entity_;
    std::unordered_map<ClaimId, std::vector<Place>> by_claim_;
    std::unordered_map<SpanId, Told> told_;  // what each span points to
};

}  // namespace glossator
