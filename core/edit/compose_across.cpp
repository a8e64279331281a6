#include <algorithm>

#include "core/edit/compose_parts.h"
#include "core/model/plain_list.h"

// What links spans across documents: mentions to their entities, claim spans to claim records.
namespace glossator {

using compose::find_span;
using compose::no_such;
using compose::Place;

namespace {

constexpr std::string_view kApart = "x-apart";  // of an entity: ids of others

std::vector<std::string> apart_of(const Entity& entity)
{
    return plain_list(entity.extra, kApart).value_or(std::vector<std::string>());
}

Status point_to(const Context& context, const std::vector<SpanId>& spans, const EntityId& entity,
                std::vector<Edit>& edits)
{
    for (const SpanId& id : spans) {
        const Place place = find_span(context, id);
        if (!place.set) return no_such("span", id);
        if (place.span->entity == entity) continue;
        Span span = *place.span;
        span.entity = entity;
        edits.push_back(PutSpan{place.set->info.id, std::move(span)});
    }
    return {};
}

std::string quote_of(const Context& context, const Place& place)
{
    const Text& text = *context.project.find(place.set->info.document)->text;
    std::string quote;
    for (const TextRange range : place.span->at) {
        if (!quote.empty()) quote += " … ";
        quote += text.slice(range);
    }
    return quote;
}

}  // namespace

Result<Composed> create_mention(const Context& context, const LabelId& label, std::vector<TextRange> at,
                                const EntityId& entity, const std::string& new_name)
{
    if (!entity.empty() && !context.project.find(entity)) return no_such("entity", entity);
    Result<Composed> made = create_span(context, label, std::move(at));
    if (!made) return made;
    std::vector<Edit>& edits = made->step.edits;
    Span span =
        edits.empty() ? *find_span(context, SpanId(made->ids.front())).span : std::get<PutSpan>(edits.back()).span;
    edits.clear();
    span.entity = entity;
    if (entity.empty()) {
        Entity fresh;
        fresh.id = span.entity = context.ids.entity();
        fresh.name = new_name;
        fresh.type = label.text;
        edits.push_back(PutEntity{std::move(fresh)});
    }
    made->ids.push_back(span.entity.text);
    const Place there = find_span(context, span.id);
    if (!there.span || *there.span != span) edits.push_back(PutSpan{context.set, std::move(span)});
    return made;
}

Result<Composed> assign_entities(const Context& context, const std::vector<SpanId>& spans, const EntityId& entity)
{
    if (!entity.empty() && !context.project.find(entity)) return no_such("entity", entity);
    Composed composed{{entity.empty() ? "Take off entity" : "Assign entity", {}}, {}};
    if (const Status done = point_to(context, spans, entity, composed.step.edits); !done) return fail(done.error());
    for (const SpanId& id : spans) composed.ids.push_back(id.text);
    return composed;
}

Result<Composed> split_entity(const Context& context, const std::vector<SpanId>& spans, Entity entity)
{
    if (spans.empty()) return fail(ErrorCode::Invalid, "no mention is chosen");
    entity.id = context.ids.entity();
    const EntityId id = entity.id;
    Composed composed{{"Split entity", {PutEntity{std::move(entity)}}}, {id.text}};
    if (const Status done = point_to(context, spans, id, composed.step.edits); !done) return fail(done.error());
    return composed;
}

bool are_apart(const Entity& a, const Entity& b)
{
    const auto names = [](const Entity& entity, const EntityId& other) {
        const std::vector<std::string> ids = apart_of(entity);
        return std::find(ids.begin(), ids.end(), other.text) != ids.end();
    };
    return names(a, b.id) || names(b, a.id);
}

Result<Composed> keep_apart(const Context& context, const EntityId& a, const EntityId& b)
{
    const Entity* first = context.project.find(a);
    const Entity* second = context.project.find(b);
    if (!first || !second) return no_such("entity", first ? b : a);
    if (first == second) return fail(ErrorCode::Invalid, "an entity can't be kept apart from itself");
    Composed composed{{"Keep entities apart", {}}, {a.text}};
    if (are_apart(*first, *second)) return composed;
    std::optional<std::vector<std::string>> ids = plain_list(first->extra, kApart);
    if (!ids || !is_plain(b.text)) return fail(ErrorCode::Invalid, "the entity's \"x-apart\" can't take that id");
    ids->push_back(b.text);
    Entity entity = *first;
    set_plain_list(entity.extra, kApart, *ids);
    composed.step.edits.push_back(PutEntity{std::move(entity)});
    return composed;
}

Result<Composed> relate_claims(const Context& context, const SpanId& span_id, const SpanId& other_id,
                               std::string relation)
{
    const Place place = find_span(context, span_id), other = find_span(context, other_id);
    if (!place.set) return no_such("span", span_id);
    if (!other.set) return no_such("span", other_id);
    if (place.span == other.span) return fail(ErrorCode::Invalid, "a claim can't be related to itself");
    if (other.span->claim) return assign_claim(context, span_id, other.span->claim->id, std::move(relation));
    Composed composed{{"Relate claims", {}}, {}};
    Claim claim;
    claim.id = context.ids.claim();
    claim.text = quote_of(context, other);
    Span first = *other.span, second = *place.span;
    first.claim = ClaimLink{claim.id, {}};
    second.claim = ClaimLink{claim.id, std::move(relation)};
    composed.ids = {claim.id.text};
    composed.step.edits.push_back(PutClaim{std::move(claim)});
    composed.step.edits.push_back(PutSpan{other.set->info.id, std::move(first)});
    composed.step.edits.push_back(PutSpan{place.set->info.id, std::move(second)});
    return composed;
}

Result<Composed> unlink_claims(const Context& context, const ClaimId& from, const ClaimId& to)
{
    const Claim* present = context.project.find(from);
    if (!present) return no_such("claim", from);
    Composed composed{{"Unlink claims", {}}, {from.text}};
    Claim claim = *present;
    const auto leads_there = [&](const ClaimRecordLink& link) { return link.to == to; };
    claim.links.erase(std::remove_if(claim.links.begin(), claim.links.end(), leads_there), claim.links.end());
    if (claim.links.size() != present->links.size()) composed.step.edits.push_back(PutClaim{std::move(claim)});
    return composed;
}

}  // namespace glossator
