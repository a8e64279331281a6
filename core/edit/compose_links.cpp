#include <algorithm>

#include "core/edit/compose_parts.h"

namespace glossator {

using compose::no_such;
using compose::set_with;

Result<Composed> create_relation(const Context& context, RelationTypeId type, SpanId from, SpanId to,
                                 Attributes attributes)
{
    const AnnotationSet* set = context.project.find(context.set);
    if (!set) return no_such("set", context.set);
    const RelationType* def = context.project.schema().find(type);
    if (!def) return no_such("relation type", type);

    Composed composed;
    composed.step.title = "Add relation";
    for (const auto& [id, relation] : set->relations) {
        if (relation.type != type || relation.from != from || relation.to != to) continue;
        composed.ids = {id.text};
        return composed;
    }
    compose::fill_in_defaults(context.project.schema(), def->attributes, attributes);
    Relation relation{context.ids.relation(), std::move(type),       std::move(from),
                      std::move(to),          std::move(attributes), {}};
    composed.ids = {relation.id.text};
    composed.step.edits.push_back(PutRelation{context.set, std::move(relation)});
    return composed;
}

Result<Composed> delete_relation(const Context& context, const RelationId& id)
{
    const AnnotationSet* set = set_with(context, id);
    if (!set) return no_such("relation", id);
    return Composed{{"Delete relation", {RemoveRelation{set->info.id, id}}}, {}};
}

Result<Composed> create_attribution(const Context& context, Attribution attribution)
{
    const Schema& schema = context.project.schema();
    if (!context.project.find(context.set)) return no_such("set", context.set);
    attribution.id = context.ids.attribution();
    compose::fill_in_defaults(schema, schema.attribution_attributes, attribution.attributes);
    std::string id = attribution.id.text;
    return Composed{{"Add attribution", {PutAttribution{context.set, std::move(attribution)}}}, {std::move(id)}};
}

Result<Composed> create_attribution(const Context& context, const AttributionDraft& draft)
{
    const AnnotationSet* set = context.project.find(context.set);
    if (!set) return no_such("set", context.set);
    Attribution attribution;
    attribution.parent = draft.parent;
    attribution.attributes = draft.attributes;
    std::vector<Edit> spans;
    std::vector<std::string> ids;
    const std::pair<const std::vector<DraftSpan>*, std::vector<SpanId>*> roles[] = {
        {&draft.sources, &attribution.sources},
        {&draft.cues, &attribution.cues},
        {&draft.contents, &attribution.contents},
        {&draft.addressees, &attribution.addressees}};
    for (const auto& [from, to] : roles) {
        for (const DraftSpan& wanted : *from) {
            SpanId id = wanted.span;
            if (id.empty()) {
                const LabelDef* label = context.project.schema().find(wanted.label);
                if (!label) return no_such("label", wanted.label);
                std::vector<TextRange> at = compose::joined(wanted.at);
                if (at.empty()) return fail(ErrorCode::Invalid, "no text is selected");
                const Span* same = compose::span_at(*set, wanted.label, at);
                for (const Edit& edit : spans) {
                    const Span& made = std::get<PutSpan>(edit).span;
                    if (made.label == wanted.label && made.at == at) same = &made;
                }
                if (same) {
                    id = same->id;
                } else {
                    Span span = compose::new_span(context, *label, std::move(at), {});
                    id = span.id;
                    ids.push_back(id.text);
                    spans.push_back(PutSpan{context.set, std::move(span)});
                }
            }
            if (std::find(to->begin(), to->end(), id) == to->end()) to->push_back(id);
        }
    }
    Result<Composed> composed = create_attribution(context, std::move(attribution));
    if (!composed) return composed;
    composed->step.edits.insert(composed->step.edits.begin(), spans.begin(), spans.end());
    composed->ids.insert(composed->ids.end(), ids.begin(), ids.end());
    return composed;
}

Result<Composed> put_attribution(const Context& context, Attribution attribution)
{
    const AnnotationSet* set = set_with(context, attribution.id);
    if (!set) return no_such("attribution", attribution.id);
    Composed composed;
    composed.step.title = "Change attribution";
    composed.ids = {attribution.id.text};
    if (attribution != set->attributions.at(attribution.id))
        composed.step.edits.push_back(PutAttribution{set->info.id, std::move(attribution)});
    return composed;
}

Result<Composed> delete_attribution(const Context& context, const AttributionId& id)
{
    const AnnotationSet* set = set_with(context, id);
    if (!set) return no_such("attribution", id);
    Composed composed;
    composed.step.title = "Delete attribution";
    for (const auto& [child_id, attribution] : set->attributions) {
        if (attribution.parent != id) continue;
        Attribution child = attribution;
        child.parent = set->attributions.at(id).parent;
        composed.step.edits.push_back(PutAttribution{set->info.id, std::move(child)});
    }
    composed.step.edits.push_back(RemoveAttribution{set->info.id, id});
    return composed;
}

}  // namespace glossator
