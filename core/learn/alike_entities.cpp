#include "core/learn/alike_entities.h"

#include <algorithm>

namespace glossator {

namespace {

constexpr size_t kMostOfEach = 8;

}  // namespace

bool AlikeEntities::follow(const Project& project, const EntityIndex& index, const std::vector<Edit>& edits,
                           size_t most)
{
    const bool same = project_ == project.info().id.text;
    const bool used_up = cut_ && pairs_.size() < kMost / 2 && waiting_.empty();
    if (same && !used_up && revision_ + edits.size() == project.revision()) {
        take(edits);
    } else if (most == 0) {
        return false;
    } else if (!same || used_up || revision_ != project.revision()) {
        *this = {};
        project_ = project.info().id.text;
        for (const auto& [id, entity] : project.entities()) waiting_.insert(id);
    }
    revision_ = project.revision();
    for (; most > 0 && !waiting_.empty(); --most) {
        const EntityId id = *waiting_.begin();
        waiting_.erase(waiting_.begin());
        look_at(project, index, id);
    }
    return waiting_.empty();
}

// What an edit is about is looked at again.
void AlikeEntities::take(const std::vector<Edit>& edits)
{
    std::set<EntityId> changed;
    for (const Edit& edit : edits) {
        if (const auto* put = std::get_if<PutEntity>(&edit)) changed.insert(put->entity.id);
        if (const auto* gone = std::get_if<RemoveEntity>(&edit)) changed.insert(gone->id);
        if (const auto* span = std::get_if<PutSpan>(&edit); span && !span->span.entity.empty())
            changed.insert(span->span.entity);
    }
    std::erase_if(pairs_, [&](const Pair& pair) { return changed.count(pair.a) + changed.count(pair.b) > 0; });
    waiting_.merge(changed);
}

void AlikeEntities::look_at(const Project& project, const EntityIndex& index, const EntityId& id)
{
    const Entity* entity = project.find(id);
    if (!entity) return;
    for (const EntityCandidate& each : alike_to(project, index, *entity, kMostOfEach))
        add({std::min(id, each.id), std::max(id, each.id), each.score});
}

// Of a pair that is found from both sides, the better score counts.
void AlikeEntities::add(Pair pair)
{
    const auto same = std::find_if(pairs_.begin(), pairs_.end(),
                                   [&](const Pair& each) { return each.a == pair.a && each.b == pair.b; });
    if (same != pairs_.end()) {
        if (same->score >= pair.score) return;
        pairs_.erase(same);
    }
    const auto before = [](const Pair& one, const Pair& other) {
        if (one.score != other.score) return one.score > other.score;
        return one.a != other.a ? one.a < other.a : one.b < other.b;
    };
    pairs_.insert(std::upper_bound(pairs_.begin(), pairs_.end(), pair, before), std::move(pair));
    if (pairs_.size() <= kMost) return;
    pairs_.pop_back();
    cut_ = true;
}

}  // namespace glossator
