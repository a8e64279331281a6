#include <algorithm>

#include "core/edit/compose_parts.h"

namespace glossator {

using compose::find_span;
using compose::no_such;
using compose::Place;
using compose::replace_span;

namespace {

// Points every span that mentions `from` to `to`, or takes it off if that is empty.
void move_mentions(const Project& project, const EntityId& from, const EntityId& to, std::vector<Edit>& edits)
{
    if (project.mentions(from) == 0) return;
    for (const auto& set : project.sets()) {
        set->spans.for_each([&](const Span& span) {
            if (span.entity != from) return;
            Span changed = span;
            changed.entity = to;
            edits.push_back(PutSpan{set->info.id, std::move(changed)});
        });
    }
}

// The same for the spans that make a claim; how they relate to the record stays.
void move_claim_spans(const Project& project, const ClaimId& from, const ClaimId& to, std::vector<Edit>& edits)
{
    if (project.mentions(from) == 0) return;
    for (const auto& set : project.sets()) {
        set->spans.for_each([&](const Span& span) {
            if (!span.claim || span.claim->id != from) return;
            Span changed = span;
            if (to.empty())
                changed.claim.reset();
            else
                changed.claim->id = to;
            edits.push_back(PutSpan{set->info.id, std::move(changed)});
        });
    }
}

// Unless the claim has one of its type to the same record, or it would lead to the claim itself.
void add_link(Claim& claim, ClaimRecordLink link)
{
    const auto same = [&](const ClaimRecordLink& there) { return there.to == link.to && there.type == link.type; };
    if (link.to != claim.id && std::none_of(claim.links.begin(), claim.links.end(), same))
        claim.links.push_back(std::move(link));
}

// Links of other records to `from` lead to `to` from now on, or go if that is empty; none is there twice by that.
void move_links(const Project& project, const ClaimId& from, const ClaimId& to, std::vector<Edit>& edits)
{
    for (const auto& [id, claim] : project.claims()) {
        if (id == from || id == to) continue;
        const auto leads_there = [&](const ClaimRecordLink& link) { return link.to == from; };
        if (std::none_of(claim.links.begin(), claim.links.end(), leads_there)) continue;
        Claim changed = claim;
        std::erase_if(changed.links, leads_there);
        for (ClaimRecordLink link : claim.links) {
            if (to.empty() || !leads_there(link)) continue;
            link.to = to;
            add_link(changed, std::move(link));
        }
        edits.push_back(PutClaim{std::move(changed)});
    }
}

template <class T>
bool contains(const std::vector<T>& items, const T& item)
{
    return std::find(items.begin(), items.end(), item) != items.end();
}

void join_notes(std::string& into, const std::string& from)
{
    if (!from.empty() && from != into) into += (into.empty() ? "" : "\n") + from;
}

// `into` with what `from` knows besides.
Entity merged(Entity into, const Entity& from)
{
    std::vector<std::string> names = from.aliases;
    names.insert(names.begin(), from.name);
    for (std::string& name : names)
        if (!name.empty() && name != into.name && !contains(into.aliases, name))
            into.aliases.push_back(std::move(name));
    for (const KnowledgeBaseLink& link : from.kb)
        if (!contains(into.kb, link)) into.kb.push_back(link);
    join_notes(into.note, from.note);
    if (into.type.empty()) into.type = from.type;
    return into;
}

// The edits that take away a set with all in it: what refers goes before what it refers to.
void remove_set(const AnnotationSet& set, std::vector<Edit>& edits)
{
    const SetId& id = set.info.id;
    std::vector<const Attribution*> attributions = compose::parents_first(set);
    std::reverse(attributions.begin(), attributions.end());
    for (const Attribution* attribution : attributions) edits.push_back(RemoveAttribution{id, attribution->id});
    for (const auto& [relation_id, relation] : set.relations) edits.push_back(RemoveRelation{id, relation_id});
    set.spans.for_each([&](const Span& span) { edits.push_back(RemoveSpan{id, span.id}); });
    edits.push_back(RemoveSet{id});
}

}  // namespace

Result<Composed> create_entity(const Context& context, Entity entity)
{
    entity.id = context.ids.entity();
    std::string id = entity.id.text;
    return Composed{{"Add entity", {PutEntity{std::move(entity)}}}, {std::move(id)}};
}

Result<Composed> put_entity(const Context& context, Entity entity)
{
    const Entity* present = context.project.find(entity.id);
    if (!present) return no_such("entity", entity.id);
    Composed composed{{"Change entity", {}}, {entity.id.text}};
    if (entity != *present) composed.step.edits.push_back(PutEntity{std::move(entity)});
    return composed;
}

Result<Composed> assign_entity(const Context& context, const SpanId& span_id, const EntityId& entity)
{
    const Place place = find_span(context, span_id);
    if (!place.set) return no_such("span", span_id);
    if (!entity.empty() && !context.project.find(entity)) return no_such("entity", entity);
    Span span = *place.span;
    span.entity = entity;
    return replace_span(place, std::move(span), entity.empty() ? "Take off entity" : "Assign entity");
}

Result<Composed> merge_entities(const Context& context, const EntityId& from_id, const EntityId& into_id)
{
    const Entity* from = context.project.find(from_id);
    const Entity* into = context.project.find(into_id);
    if (!from) return no_such("entity", from_id);
    if (!into) return no_such("entity", into_id);
    if (from == into) return fail(ErrorCode::Invalid, "an entity can't be merged into itself");

    Composed composed{{"Merge entities", {PutEntity{merged(*into, *from)}}}, {into_id.text}};
    move_mentions(context.project, from_id, into_id, composed.step.edits);
    composed.step.edits.push_back(RemoveEntity{from_id});
    return composed;
}

Result<Composed> delete_entity(const Context& context, const EntityId& id)
{
    if (!context.project.find(id)) return no_such("entity", id);
    Composed composed{{"Delete entity", {}}, {}};
    move_mentions(context.project, id, EntityId(), composed.step.edits);
    composed.step.edits.push_back(RemoveEntity{id});
    return composed;
}

Result<Composed> create_claim(const Context& context, std::string text)
{
    Claim claim;
    claim.id = context.ids.claim();
    claim.text = std::move(text);
    std::string id = claim.id.text;
    return Composed{{"Add claim", {PutClaim{std::move(claim)}}}, {std::move(id)}};
}

Result<Composed> put_claim(const Context& context, Claim claim)
{
    const Claim* present = context.project.find(claim.id);
    if (!present) return no_such("claim", claim.id);
    Composed composed{{"Change claim", {}}, {claim.id.text}};
    if (claim != *present) composed.step.edits.push_back(PutClaim{std::move(claim)});
    return composed;
}

Result<Composed> assign_claim(const Context& context, const SpanId& span_id, const ClaimId& claim, std::string relation)
{
    const Place place = find_span(context, span_id);
    if (!place.set) return no_such("span", span_id);
    if (!claim.empty() && !context.project.find(claim)) return no_such("claim", claim);
    Span span = *place.span;
    span.claim.reset();
    if (!claim.empty()) {
        ClaimLink& link = span.claim.emplace();
        link.id = claim;
        link.relation = std::move(relation);
    }
    return replace_span(place, std::move(span), claim.empty() ? "Take off claim" : "Assign claim");
}

Result<Composed> link_claims(const Context& context, const ClaimId& from, const ClaimId& to, std::string type)
{
    const Claim* present = context.project.find(from);
    if (!present) return no_such("claim", from);
    if (!context.project.find(to)) return no_such("claim", to);
    Composed composed{{"Link claims", {}}, {from.text}};
    for (const ClaimRecordLink& link : present->links)
        if (link.to == to && link.type == type) return composed;
    Claim claim = *present;
    ClaimRecordLink& link = claim.links.emplace_back();
    link.type = std::move(type);
    link.to = to;
    composed.step.edits.push_back(PutClaim{std::move(claim)});
    return composed;
}

Result<Composed> merge_claims(const Context& context, const ClaimId& from_id, const ClaimId& into_id)
{
    const Claim* from = context.project.find(from_id);
    const Claim* into = context.project.find(into_id);
    if (!from) return no_such("claim", from_id);
    if (!into) return no_such("claim", into_id);
    if (from == into) return fail(ErrorCode::Invalid, "a claim can't be merged into itself");

    Claim merged = *into;
    std::erase_if(merged.links, [&](const ClaimRecordLink& link) { return link.to == from_id; });
    for (const ClaimRecordLink& link : from->links) add_link(merged, link);
    join_notes(merged.note, from->note);
    Composed composed{{"Merge claims", {}}, {into_id.text}};
    if (merged != *into) composed.step.edits.push_back(PutClaim{std::move(merged)});
    move_links(context.project, from_id, into_id, composed.step.edits);
    move_claim_spans(context.project, from_id, into_id, composed.step.edits);
    composed.step.edits.push_back(RemoveClaim{from_id});
    return composed;
}

Result<Composed> delete_claim(const Context& context, const ClaimId& id)
{
    if (!context.project.find(id)) return no_such("claim", id);
    Composed composed{{"Delete claim", {}}, {}};
    move_claim_spans(context.project, id, ClaimId(), composed.step.edits);
    move_links(context.project, id, ClaimId(), composed.step.edits);
    composed.step.edits.push_back(RemoveClaim{id});
    return composed;
}

Result<Composed> add_document(const Context& context, Document document, AnnotatorId by)
{
    const Annotator* annotator = context.project.find(by);
    if (!annotator) return no_such("annotator", by);
    if (document.id.empty() || context.project.find(document.id)) document.id = context.ids.document();
    SetInfo info;
    info.id = context.ids.set();
    info.document = document.id;
    info.by = std::move(by);
    info.role = annotator->kind == "model" ? SetRole::Model : SetRole::Annotator;
    Composed composed{{"Add document", {}}, {document.id.text, info.id.text}};
    composed.step.edits.push_back(PutDocument{std::move(document)});
    composed.step.edits.push_back(PutSet{std::move(info)});
    return composed;
}

Result<Composed> remove_document(const Context& context, const DocumentId& id)
{
    if (!context.project.find(id)) return no_such("document", id);
    Composed composed{{"Remove document", {}}, {}};
    for (const AnnotationSet* set : context.project.sets_of(id)) remove_set(*set, composed.step.edits);
    composed.step.edits.push_back(RemoveDocument{id});
    return composed;
}

Result<Composed> create_set(const Context& context, const DocumentId& document)
{
    if (!context.project.find(document)) return no_such("document", document);
    Composed composed{{"Start annotating", {}}, {}};
    composed.ids = {compose::add_set(context, document, composed.step.edits).text};
    return composed;
}

Result<Composed> set_status(const Context& context, const SetId& id, std::string status)
{
    const AnnotationSet* set = context.project.find(id);
    if (!set) return no_such("set", id);
    Composed composed{{"Mark as " + status, {}}, {id.text}};
    SetInfo info = set->info;
    info.status = std::move(status);
    if (info != set->info) composed.step.edits.push_back(PutSet{std::move(info)});
    return composed;
}

Result<Composed> set_schema(const Context& context, Schema schema)
{
    Composed composed{{"Change schema", {}}, {}};
    if (schema != context.project.schema()) composed.step.edits.push_back(PutSchema{std::move(schema)});
    return composed;
}

}  // namespace glossator
