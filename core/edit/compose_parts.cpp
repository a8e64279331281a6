#include "core/edit/compose_parts.h"

#include <algorithm>

#include "core/base/sort_stably.h"

namespace glossator::compose {

Place find_span(const Context& context, const SpanId& id)
{
    const AnnotationSet* set = context.project.find(context.set);
    if (!set || !set->spans.find(id)) set = context.project.set_of(id);
    return set ? Place{set, set->spans.find(id)} : Place{};
}

const AnnotationSet* set_with(const Context& context, const RelationId& id)
{
    const AnnotationSet* set = context.project.find(context.set);
    return set && set->relations.count(id) ? set : context.project.set_of(id);
}

const AnnotationSet* set_with(const Context& context, const AttributionId& id)
{
    const AnnotationSet* set = context.project.find(context.set);
    return set && set->attributions.count(id) ? set : context.project.set_of(id);
}

SetId add_set(const Context& context, const DocumentId& document, std::vector<Edit>& edits)
{
    SetInfo info;
    info.id = context.ids.set();
    info.document = document;
    const std::vector<Annotator>& annotators = context.project.annotators();
    const auto human = std::find_if(annotators.begin(), annotators.end(),
                                    [](const Annotator& annotator) { return annotator.kind == "human"; });
    if (human != annotators.end()) {
        info.by = human->id;
    } else {
        info.by = AnnotatorId("me");
        while (context.project.find(info.by)) info.by.text += "-2";  // taken by one that is no human
    }
    const bool comes = std::any_of(edits.begin(), edits.end(),
                                   [](const Edit& edit) { return std::holds_alternative<PutAnnotator>(edit); });
    if (human == annotators.end() && !comes) edits.push_back(PutAnnotator{{info.by, "Me", "human", {}}});
    const SetId id = info.id;
    edits.push_back(PutSet{std::move(info)});
    return id;
}

void fill_in_defaults(const Schema& schema, const std::vector<AttributeId>& ids, Attributes& attributes)
{
    for (const AttributeId& id : ids) {
        const AttributeDef* def = schema.find(id);
        if (def && def->default_value && !attributes.find(id)) attributes.set(id, *def->default_value);
    }
}

Composed replace_span(const Place& place, Span span, std::string title)
{
    Composed composed;
    composed.ids = {span.id.text};
    composed.step.title = std::move(title);
    if (span != *place.span) composed.step.edits.push_back(PutSpan{place.set->info.id, std::move(span)});
    return composed;
}

std::vector<const Attribution*> parents_first(const AnnotationSet& set)
{
    std::map<AttributionId, size_t> depths;
    std::vector<std::pair<size_t, const Attribution*>> found;
    for (const auto& [id, attribution] : set.attributions) {
        // Up to the first whose depth is known, then down again.
        std::vector<const AttributionId*> path;
        const AttributionId* above = &id;
        for (; !above->empty() && depths.count(*above) == 0; above = &set.attributions.at(*above).parent)
            path.push_back(above);
        size_t depth = above->empty() ? 0 : depths[*above] + 1;
        for (; !path.empty(); path.pop_back()) depths[*path.back()] = depth++;
        found.emplace_back(depths[id], &attribution);
    }
    sort_stably(found, [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const Attribution*> order;
    order.reserve(found.size());
    for (const auto& [depth, attribution] : found) order.push_back(attribution);
    return order;
}

}  // namespace glossator::compose
