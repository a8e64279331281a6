#include "core/learn/mention_index.h"

#include <algorithm>
#include <utility>

namespace glossator {

namespace {

using Place = MentionIndex::Place;

// Where a span stands among all of the project.
std::pair<size_t, size_t> order_of(const Project& project, const Place& place)
{
    const AnnotationSet* set = project.find(place.set);
    const auto at =
        std::find_if(project.sets().begin(), project.sets().end(), [&](const auto& each) { return each.get() == set; });
    const bool is_there = set && set->spans.find(place.span);
    return {static_cast<size_t>(at - project.sets().begin()), is_there ? set->spans.position_of(place.span) : 0};
}

void insert_in_order(const Project& project, std::vector<Place>& places, Place place)
{
    const auto own = order_of(project, place);
    const auto at = std::partition_point(places.begin(), places.end(),
                                         [&](const Place& each) { return order_of(project, each) < own; });
    places.insert(at, std::move(place));
}

template <class Places, class Id>
void take_out(Places& places, const Id& id, const SpanId& span)
{
    const auto found = places.find(id);
    if (found == places.end()) return;
    std::erase_if(found->second, [&](const Place& each) { return each.span == span; });
    if (found->second.empty()) places.erase(found);
}

template <class Places, class Id>
const std::vector<Place>& places_of(const Places& places, const Id& id)
{
    static const std::vector<Place> kNone;
    const auto found = places.find(id);
    return found == places.end() ? kNone : found->second;
}

}  // namespace

bool MentionIndex::follow(const Project& project, const std::vector<Edit>& edits, size_t most)
{
    constexpr size_t kFewEdits = 500;  // each is put in its place; of many, all is built anew sooner
    if (progress_.is_done(project)) return true;
    if (progress_.lacks_only(project, edits) && edits.size() <= kFewEdits) {
        // All go before any comes, so that what stays is in the order of the project as it is now.
        for (const Edit& edit : edits) {
            if (const auto* put = std::get_if<PutSpan>(&edit)) remove(put->span.id);
            if (const auto* gone = std::get_if<RemoveSpan>(&edit)) remove(gone->id);
        }
        for (const Edit& edit : edits) {
            const auto* put = std::get_if<PutSpan>(&edit);
            const AnnotationSet* set = put ? project.find(put->set) : nullptr;
            const Span* span = set ? set->spans.find(put->span.id) : nullptr;  // null if a later edit took it away
            if (span && told_.count(span->id) == 0) insert(project, *set, *span);
        }
        progress_.followed(project);
        return true;
    }
    if (most == 0) return false;
    if (!progress_.goes_on(project)) {
        *this = {};
        progress_.begin(project);
        told_.reserve(span_count(project));
    }
    static const std::map<ClaimId, Claim> kNone;
    return progress_.advance(
        project, kNone, most, [](const Claim&) {},
        [this](const AnnotationSet& set, const Span& span) { append(set, span); });
}

void MentionIndex::append(const AnnotationSet& set, const Span& span)
{
    if (span.entity.empty() && !span.claim) return;
    if (!span.entity.empty()) by_entity_[span.entity].push_back({set.info.id, span.id});
    if (span.claim) by_claim_[span.claim->id].push_back({set.info.id, span.id});
    told_[span.id] = {span.entity, span.claim ? span.claim->id : ClaimId()};
}

void MentionIndex::insert(const Project& project, const AnnotationSet& set, const Span& span)
{
    if (span.entity.empty() && !span.claim) return;
    const Place place{set.info.id, span.id};
    if (!span.entity.empty()) insert_in_order(project, by_entity_[span.entity], place);
    if (span.claim) insert_in_order(project, by_claim_[span.claim->id], place);
    told_[span.id] = {span.entity, span.claim ? span.claim->id : ClaimId()};
}

void MentionIndex::remove(const SpanId& id)
{
    const auto told = told_.find(id);
    if (told == told_.end()) return;
    take_out(by_entity_, told->second.entity, id);
    take_out(by_claim_, told->second.claim, id);
    told_.erase(told);
}

const std::vector<Place>& MentionIndex::of(const EntityId& id) const
{
    return places_of(by_entity_, id);
}

const std::vector<Place>& MentionIndex::of(const ClaimId& id) const
{
    return places_of(by_claim_, id);
}

}  // namespace glossator
