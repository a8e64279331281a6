#include "core/edit/compose_repeat.h"

#include "core/edit/compose_parts.h"

namespace glossator {

namespace {

void make_change(const Context& context, const SpanChange& change, Span& span)
{
    const LabelDef* label = context.project.schema().find(span.label);
    const auto has = [&](const AttributeId& id) {
        if (!label) return false;
        for (const AttributeId& each : label->attributes)
            if (each == id) return true;
        return false;
    };
    if (change.entity && (change.entity->empty() || context.project.find(*change.entity))) span.entity = *change.entity;
    for (const auto& [id, value] : change.attributes)
        if (has(id)) span.attributes.set(id, value);
    for (const AttributeId& id : change.cleared) span.attributes.erase(id);
}

}  // namespace

std::optional<SpanChange> change_of(const Project& project, const Step& step)
{
    const PutSpan* put = nullptr;
    for (const Edit& edit : step.edits) {
        const auto* here = std::get_if<PutSpan>(&edit);
        if (here && put) return std::nullopt;
        if (here) put = here;
    }
    const AnnotationSet* set = put ? project.find(put->set) : nullptr;
    if (!set) return std::nullopt;
    const Span* before = set->spans.find(put->span.id);
    const Span& after = put->span;
    SpanChange change;
    if (!before || before->label != after.label) change.label = after.label;
    if (before ? before->entity != after.entity : !after.entity.empty()) change.entity = after.entity;
    if (before && before->label == after.label) {
        for (const auto& [id, value] : after.attributes) {
            const AttributeValue* old = before->attributes.find(id);
            if (!old || *old != value) change.attributes.set(id, value);
        }
        for (const auto& [id, value] : before->attributes)
            if (!after.attributes.find(id)) change.cleared.push_back(id);
    }
    if (change == SpanChange{}) return std::nullopt;
    return change;
}

Result<Composed> repeat_change(const Context& context, const SpanChange& change, TextRange at)
{
    if (change.label.empty()) return fail(ErrorCode::Invalid, "the last change gave no label");
    Result<Composed> made = create_span(context, change.label, {at});
    if (!made || made->ids.empty()) return made;
    if (made->step.edits.empty()) return repeat_change(context, change, SpanId(made->ids.front()));
    for (Edit& edit : made->step.edits)
        if (auto* put = std::get_if<PutSpan>(&edit)) make_change(context, change, put->span);
    return made;
}

Result<Composed> repeat_change(const Context& context, const SpanChange& change, const SpanId& id)
{
    Result<Composed> made = change.label.empty() ? Result<Composed>(Composed{{"Change span", {}}, {id.text}})
                                                 : relabel_span(context, id, change.label);
    if (!made) return made;
    const compose::Place place = compose::find_span(context, id);
    if (!place.set) return compose::no_such("span", id);
    Span span = made->step.edits.empty() ? *place.span : std::get<PutSpan>(made->step.edits.back()).span;
    make_change(context, change, span);
    return compose::replace_span(place, std::move(span), made->step.title);
}

}  // namespace glossator
