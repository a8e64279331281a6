#include "core/model/project.h"

#include <algorithm>

namespace glossator {

namespace {

template <class Map, class Id>
auto find_in(const Map& map, const Id& id) -> decltype(&map.begin()->second)
{
    const auto it = map.find(id);
    return it == map.end() ? nullptr : &it->second;
}

template <class Map, class Id>
size_t count_in(const Map& map, const Id& id)
{
    const size_t* count = find_in(map, id);
    return count ? *count : 0;
}

}  // namespace

const Annotator* Project::find(const AnnotatorId& id) const
{
    for (const Annotator& annotator : annotators_)
        if (annotator.id == id) return &annotator;
    return nullptr;
}

const Document* Project::find(const DocumentId& id) const
{
    const size_t* position = find_in(document_positions_, id);
    return position ? &documents_[*position] : nullptr;
}

const Entity* Project::find(const EntityId& id) const
{
    return find_in(entities_, id);
}

const Claim* Project::find(const ClaimId& id) const
{
    return find_in(claims_, id);
}

const AnnotationSet* Project::find(const SetId& id) const
{
    const auto it = sets_by_id_.find(id);
    return it == sets_by_id_.end() ? nullptr : it->second;
}

std::vector<const AnnotationSet*> Project::sets_of(const DocumentId& id) const
{
    std::vector<const AnnotationSet*> found;
    for (const auto& set : sets_)
        if (set->info.document == id) found.push_back(set.get());
    return found;
}

const AnnotationSet* Project::set_of(const SpanId& id) const
{
    for (const auto& set : sets_)
        if (set->spans.find(id)) return set.get();
    return nullptr;
}

const AnnotationSet* Project::set_of(const RelationId& id) const
{
    for (const auto& set : sets_)
        if (set->relations.count(id)) return set.get();
    return nullptr;
}

const AnnotationSet* Project::set_of(const AttributionId& id) const
{
    for (const auto& set : sets_)
        if (set->attributions.count(id)) return set.get();
    return nullptr;
}

size_t Project::mentions(const EntityId& id) const
{
    return count_in(entity_mentions_, id);
}

size_t Project::mentions(const ClaimId& id) const
{
    return count_in(claim_mentions_, id);
}

size_t Project::uses(const SpanId& id) const
{
    return count_in(span_uses_, id);
}

}  // namespace glossator
