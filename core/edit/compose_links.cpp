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

namespace {

using DraftSpans = std::vector<DraftSpan> AttributionDraft::*;
using RoleSpans = std::vector<SpanId> Attribution::*;
constexpr std::pair<DraftSpans, RoleSpans> kRoles[] = {{&AttributionDraft::sources, &Attribution::sources},
                                                       {&AttributionDraft::cues, &Attribution::cues},
                                                       {&AttributionDraft::contents, &Attribution::contents},
                                                       {&AttributionDraft::addressees, &Attribution::addressees}};

// What a draft comes to: spans that are to be made, and an attribution of them and of those that are there.
struct Drafted {
    Attribution attribution;
    std::vector<Edit> spans;
};

// The span that is meant; where there is none yet, one is made.
Result<SpanId> find_or_make(const Context& context, const AnnotationSet& set, const DraftSpan& wanted, Drafted& out)
{
    if (!wanted.span.empty()) return wanted.span;
    const LabelDef* label = context.project.schema().find(wanted.label);
    if (!label) return no_such("label", wanted.label);
    std::vector<TextRange> at = compose::joined(wanted.at);
    if (at.empty()) return fail(ErrorCode::Invalid, "no text is selected");
    const Span* same = compose::span_at(set, wanted.label, at);
    for (const Edit& edit : out.spans) {
        const Span& made = std::get<PutSpan>(edit).span;
        if (made.label == wanted.label && made.at == at) same = &made;
    }
    if (same) return same->id;
    Span span = compose::new_span(context, *label, std::move(at), {});
    SpanId id = span.id;
    out.spans.push_back(PutSpan{set.info.id, std::move(span)});
    return id;
}

Result<Drafted> drafted(const Context& context, const AnnotationSet& set, const AttributionDraft& draft)
{
    Drafted out;
    out.attribution.parent = draft.parent;
    out.attribution.attributes = draft.attributes;
    for (const auto& [from, to] : kRoles) {
        for (const DraftSpan& wanted : draft.*from) {
            const Result<SpanId> id = find_or_make(context, set, wanted, out);
            if (!id) return fail(id.error());
            std::vector<SpanId>& role = out.attribution.*to;
            if (std::find(role.begin(), role.end(), *id) == role.end()) role.push_back(*id);
        }
    }
    return out;
}

// The spans come before what is made of them.
Composed with_spans(Composed composed, std::vector<Edit> spans)
{
    for (const Edit& edit : spans) composed.ids.push_back(std::get<PutSpan>(edit).span.id.text);
    composed.step.edits.insert(composed.step.edits.begin(), spans.begin(), spans.end());
    return composed;
}

}  // namespace

Result<Composed> create_attribution(const Context& context, const AttributionDraft& draft)
{
    const AnnotationSet* set = context.project.find(context.set);
    if (!set) return no_such("set", context.set);
    Result<Drafted> made = drafted(context, *set, draft);
    if (!made) return fail(made.error());
    Result<Composed> composed = create_attribution(context, std::move(made->attribution));
    if (!composed) return composed;
    return with_spans(std::move(*composed), std::move(made->spans));
}

AttributionDraft draft_of(const AnnotationSet& set, const Attribution& attribution)
{
    AttributionDraft draft;
    draft.parent = attribution.parent;
    draft.attributes = attribution.attributes;
    for (const auto& [to, from] : kRoles)
        for (const SpanId& id : attribution.*from)
            if (const Span* span = set.spans.find(id)) (draft.*to).push_back({id, span->label, span->at});
    return draft;
}

Result<Composed> change_attribution(const Context& context, const AttributionId& id, const AttributionDraft& draft)
{
    const AnnotationSet* set = set_with(context, id);
    if (!set) return no_such("attribution", id);
    Result<Drafted> made = drafted(context, *set, draft);
    if (!made) return fail(made.error());
    made->attribution.id = id;
    made->attribution.extra = set->attributions.at(id).extra;
    Result<Composed> composed = put_attribution(context, std::move(made->attribution));
    if (!composed) return composed;
    return with_spans(std::move(*composed), std::move(made->spans));
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
