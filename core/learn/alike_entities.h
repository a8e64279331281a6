#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/learn/entity_candidates.h"

namespace glossator {

// All pairs of entities that are perhaps the same, as alike_to() has it.
class AlikeEntities {
public:
    static constexpr size_t kMost = 1000;  // pairs
    struct Pair {
        EntityId a, b;    // a < b
        float score = 0;  // when it was found
    };

    // Takes in what has changed since the last call, of about `most` entities: those that `edits` are about if they are
    // all that has happened (History::last_applied), else all. True at the end. `index` knows the project as it stands;
    // with 0, `edits` are noted, and it isn't asked.
    bool follow(const Project& project, const EntityIndex& index, const std::vector<Edit>& edits, size_t most);

    // Best first; the best kMost of them. Kept apart, or gone: none.
    const std::vector<Pair>& pairs() const { return pairs_; }
    size_t waiting() const { return waiting_.size(); }  // entities that are yet to be looked at

private:
    void take(const std::vector<Edit>& edits);
    void look_at(const Project& project, const EntityIndex& index, const EntityId& id);
    void add(Pair pair);

    std::string project_;
    uint64_t revision_ = ~0ull;
    std::set<EntityId> waiting_;
    std::vector<Pair> pairs_;
    bool cut_ = false;  // there were more than kMost
};

}  // namespace glossator
