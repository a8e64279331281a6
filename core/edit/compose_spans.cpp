#include <algorithm>
#include <unordered_set>

#include "core/edit/compose_parts.h"
#include "core/text/segmentation.h"

namespace glossator {

using compose::find_span;
using compose::joined;
using compose::new_span;
using compose::no_such;
using compose::Place;
using compose::replace_span;
using compose::span_at;

namespace {

const std::string& title_of(const LabelDef& label)
{
    return label.title.empty() ? label.id.text : label.title;
}

}  // namespace

std::vector<TextRange> compose::joined(std::vector<TextRange> ranges)
{
    std::sort(ranges.begin(), ranges.end());
    std::vector<TextRange> out;
    for (const TextRange range : ranges) {
        if (range.empty()) continue;
        if (!out.empty() && range.begin <= out.back().end)
            out.back().end = std::max(out.back().end, range.end);
        else
            out.push_back(range);
    }
    return out;
}

namespace {

void drop_foreign_attributes(const LabelDef& label, Attributes& attributes)
{
    const Attributes before = attributes;
    for (const auto& [id, value] : before)
        if (std::find(label.attributes.begin(), label.attributes.end(), id) == label.attributes.end())
            attributes.erase(id);
}

using SpanIds = std::unordered_set<SpanId>;

// True if the role has changed.
bool leave_role(std::vector<SpanId>& role, const SpanIds& leaving)
{
    const auto is_leaving = [&](const SpanId& id) { return leaving.count(id) > 0; };
    const auto kept = std::remove_if(role.begin(), role.end(), is_leaving);
    const bool changed = kept != role.end();
    role.erase(kept, role.end());
    return changed;
}

// What the attributions of `set` must do before the spans can go.
void leave_attributions(const AnnotationSet& set, const SpanIds& leaving, std::vector<Edit>& edits)
{
    const SetId& id = set.info.id;
    std::map<AttributionId, AttributionId>
        gone;  // and where its children move: to an attribution that stays, or to none
    std::vector<Edit> removals;
    for (const Attribution* attribution : compose::parents_first(set)) {
        Attribution changed = *attribution;
        bool differs = false;
        for (auto* role : {&changed.sources, &changed.cues, &changed.contents, &changed.addressees})
            differs |= leave_role(*role, leaving);
        if (const auto parent = gone.find(changed.parent); parent != gone.end()) {
            changed.parent = parent->second;
            differs = true;
        }
        if (changed.sources.empty() && changed.cues.empty() && changed.contents.empty()) {
            gone[changed.id] = changed.parent;
            removals.push_back(RemoveAttribution{id, changed.id});
        } else if (differs) {
            edits.push_back(PutAttribution{id, std::move(changed)});
        }
    }
    std::reverse(removals.begin(), removals.end());  // children first
    std::move(removals.begin(), removals.end(), std::back_inserter(edits));
}

void leave_links(const Project& project, const AnnotationSet& set, const SpanIds& leaving, std::vector<Edit>& edits)
{
    const auto is_used = [&](const SpanId& id) { return project.uses(id) > 0; };
    if (std::none_of(leaving.begin(), leaving.end(), is_used)) return;
    leave_attributions(set, leaving, edits);
    for (const auto& [id, relation] : set.relations)
        if (leaving.count(relation.from) || leaving.count(relation.to))
            edits.push_back(RemoveRelation{set.info.id, id});
}

}  // namespace

const Span* compose::span_at(const AnnotationSet& set, const LabelId& label, const std::vector<TextRange>& at)
{
    std::vector<const Span*> there;
    set.spans.overlapping(at.front(), there);
    const auto same = std::find_if(there.begin(), there.end(),
                                   [&](const Span* span) { return span->label == label && span->at == at; });
    return same == there.end() ? nullptr : *same;
}

Span compose::new_span(const Context& context, const LabelDef& label, std::vector<TextRange> at, Attributes attributes)
{
    Span span;
    span.id = context.ids.span();
    span.label = label.id;
    span.at = std::move(at);
    span.attributes = std::move(attributes);
    span.created = context.now;
    compose::fill_in_defaults(context.project.schema(), label.attributes, span.attributes);
    return span;
}

namespace {

tl::unexpected<Error> no_such_fragment()
{
    return fail(ErrorCode::NotFound, "the span has no such fragment");
}

}  // namespace

Result<Composed> create_span(const Context& context, LabelId label, std::vector<TextRange> at, Attributes attributes)
{
    const AnnotationSet* set = context.project.find(context.set);
    if (!set) return no_such("set", context.set);
    const LabelDef* def = context.project.schema().find(label);
    if (!def) return no_such("label", label);
    at = joined(std::move(at));
    if (at.empty()) return fail(ErrorCode::Invalid, "no text is selected");

    Composed composed;
    composed.step.title = "Label " + title_of(*def);
    if (const Span* same = span_at(*set, label, at)) {
        composed.ids = {same->id.text};
        return composed;
    }
    Span span = new_span(context, *def, std::move(at), std::move(attributes));
    composed.ids = {span.id.text};
    composed.step.edits.push_back(PutSpan{context.set, std::move(span)});
    return composed;
}

Result<Composed> create_spans(const Context& context, const LabelId& label, const std::vector<Places>& places)
{
    const LabelDef* def = context.project.schema().find(label);
    if (!def) return no_such("label", label);
    Composed composed;
    std::vector<Edit>& edits = composed.step.edits;
    for (const Places& in : places) {
        if (in.at.empty()) continue;
        if (!context.project.find(in.document)) return no_such("document", in.document);
        const AnnotationSet* set = context.project.find(in.set);
        if (set && set->info.document != in.document) return no_such("set", in.set);
        const SetId id = set ? set->info.id : compose::add_set(context, in.document, edits);
        for (const TextRange range : in.at) {
            if (set && span_at(*set, label, {range})) continue;
            edits.push_back(PutSpan{id, new_span(context, *def, {range}, {})});
            composed.ids.push_back(std::get<PutSpan>(edits.back()).span.id.text);
        }
    }
    composed.step.title = "Label " + title_of(*def) + " " + std::to_string(composed.ids.size()) + " times";
    if (composed.ids.empty()) edits.clear();
    return composed;
}

Result<Composed> delete_spans(const Context& context, const std::vector<SpanId>& ids)
{
    std::map<SetId, SpanIds> leaving;
    std::vector<std::pair<SetId, SpanId>> order;
    for (const SpanId& id : ids) {
        const Place place = find_span(context, id);
        if (!place.set) return no_such("span", id);
        if (leaving[place.set->info.id].insert(id).second) order.emplace_back(place.set->info.id, id);
    }
    Composed composed;
    composed.step.title = order.size() == 1 ? "Delete span" : "Delete " + std::to_string(order.size()) + " spans";
    for (const auto& [id, spans] : leaving)
        leave_links(context.project, *context.project.find(id), spans, composed.step.edits);
    for (const auto& [set, id] : order) composed.step.edits.push_back(RemoveSpan{set, id});
    return composed;
}

Result<Composed> put_span(const Context& context, Span span, std::string title)
{
    const Place place = find_span(context, span.id);
    if (!place.set) return no_such("span", span.id);
    const LabelDef* label = context.project.schema().find(span.label);
    if (!label) return no_such("label", span.label);
    drop_foreign_attributes(*label, span.attributes);
    return replace_span(place, std::move(span), std::move(title));
}

Result<Composed> relabel_span(const Context& context, const SpanId& id, const LabelId& label)
{
    const Place place = find_span(context, id);
    if (!place.set) return no_such("span", id);
    const LabelDef* def = context.project.schema().find(label);
    if (!def) return no_such("label", label);
    Span span = *place.span;
    if (span.label != label) {
        span.label = label;
        drop_foreign_attributes(*def, span.attributes);
        compose::fill_in_defaults(context.project.schema(), def->attributes, span.attributes);
    }
    return replace_span(place, std::move(span), "Relabel as " + title_of(*def));
}

Result<Composed> add_fragment(const Context& context, const SpanId& id, TextRange range)
{
    const Place place = find_span(context, id);
    if (!place.set) return no_such("span", id);
    if (range.begin >= range.end) return fail(ErrorCode::Invalid, "no text is selected");
    Span span = *place.span;
    span.at.push_back(range);
    span.at = joined(std::move(span.at));
    return replace_span(place, std::move(span), "Add fragment");
}

Result<Composed> remove_fragment(const Context& context, const SpanId& id, size_t fragment)
{
    const Place place = find_span(context, id);
    if (!place.set) return no_such("span", id);
    Span span = *place.span;
    if (fragment >= span.at.size()) return no_such_fragment();
    if (span.at.size() == 1) return fail(ErrorCode::Invalid, "the last fragment of a span can't be removed");
    span.at.erase(span.at.begin() + static_cast<std::ptrdiff_t>(fragment));
    return replace_span(place, std::move(span), "Remove fragment");
}

Result<Composed> move_edge(const Context& context, const SpanId& id, size_t fragment, Edge edge, uint32_t byte)
{
    const Place place = find_span(context, id);
    if (!place.set) return no_such("span", id);
    const Text& text = *context.project.find(place.set->info.document)->text;
    Span span = *place.span;
    if (fragment >= span.at.size()) return no_such_fragment();
    TextRange& range = span.at[fragment];
    if (edge == Edge::Begin) {
        const uint32_t lowest = fragment == 0 ? 0 : span.at[fragment - 1].end;
        const uint32_t highest =
            std::max(range.begin, move_by(text, range.end, TextUnit::Grapheme, Direction::Backward));
        range.begin = std::clamp(byte, lowest, highest);
    } else {
        const uint32_t lowest = std::min(range.end, move_by(text, range.begin, TextUnit::Grapheme, Direction::Forward));
        const uint32_t highest = fragment + 1 == span.at.size() ? text.size() : span.at[fragment + 1].begin;
        range.end = std::clamp(byte, lowest, highest);
    }
    return replace_span(place, std::move(span), edge == Edge::Begin ? "Move begin" : "Move end");
}

}  // namespace glossator
