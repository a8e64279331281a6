#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "core/edit/compose_parts.h"
#include "core/edit/compose_schema.h"
#include "core/edit/merge_schema.h"
#include "core/model/rules.h"

namespace glossator {

namespace {

// What `from` is called now; itself if the map doesn't say.
template <class Id>
const Id& renamed(const std::map<Id, Id>& names, const Id& from)
{
    const auto at = names.find(from);
    return at == names.end() ? from : at->second;
}

template <class T>
bool contains(const std::vector<T>& items, const T& item)
{
    return std::find(items.begin(), items.end(), item) != items.end();
}

// Makes the records of a project fit another schema. The edits come in this order: what goes, and values that change
// their type, leave under today's schema; then comes one that allows both what was and what will be; under that, the
// records are put as they will be; then the new schema stands alone.
class Conformer {
public:
    Conformer(const Context& context, const SchemaChange& change)
        : context_(context),
          now_(context.project.schema()),
          change_(change),
          next_(change.next),
          retyped_(compose::retyped_attributes(now_, next_))
    {
        for (const auto& set : context.project.sets()) conform(*set);
        for (const auto& [id, entity] : context.project.entities()) conform(entity);
        for (const auto& [id, claim] : context.project.claims()) conform(claim);
    }

    const SchemaEffects& effects() const { return effects_; }

    std::vector<Edit> edits()
    {
        std::vector<Edit> all = std::move(before_);
        if (!after_.empty()) all.push_back(PutSchema{compose::schema_between(now_, next_)});
        std::move(after_.begin(), after_.end(), std::back_inserter(all));
        all.push_back(PutSchema{next_});
        return all;
    }

private:
    // The value as `def` can hold it.
    std::optional<AttributeValue> converted(const AttributeId& was, const AttributeDef& def,
                                            const AttributeValue& value)
    {
        std::vector<std::string> texts;
        if (const auto* one = std::get_if<std::string>(&value))
            texts = {*one};
        else if (const auto* several = std::get_if<std::vector<std::string>>(&value))
            texts = *several;
        else
            return is_value_of(def, value) ? std::optional(value) : std::nullopt;
        if (const auto names = change_.values.find(was); names != change_.values.end())
            for (std::string& text : texts) text = renamed(names->second, text);
        if (def.type == AttributeType::Choices) {
            std::vector<std::string> kept;
            for (std::string& text : texts)
                if (contains(def.values, text) && !contains(kept, text)) kept.push_back(std::move(text));
            return kept.empty() && !texts.empty() ? std::nullopt : std::optional<AttributeValue>(std::move(kept));
        }
        std::string joined;
        for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
        const AttributeValue made = std::move(joined);
        return is_value_of(def, made) ? std::optional(made) : std::nullopt;
    }

    bool loses_some(const AttributeDef& def, const AttributeId& was, const AttributeValue& value) const
    {
        const auto* several = std::get_if<std::vector<std::string>>(&value);
        const auto names = change_.values.find(was);
        return several && def.type == AttributeType::Choices &&
               std::any_of(several->begin(), several->end(), [&](const std::string& text) {
                   return !contains(def.values, names == change_.values.end() ? text : renamed(names->second, text));
               });
    }

    // What is left of `values` where `allowed` may stand. One that keeps its id goes before one that comes to it.
    Attributes conformed(const Attributes& values, const std::vector<AttributeId>& allowed)
    {
        Attributes made;
        for (const bool keeps_id : {true, false}) {
            for (const auto& [id, value] : values) {
                const AttributeId& to = renamed(change_.attributes, id);
                if ((to == id) != keeps_id) continue;
                const AttributeDef* def = next_.find(to);
                std::optional<AttributeValue> left;
                if (def && contains(allowed, to)) left = converted(id, *def, value);
                const AttributeValue* there = made.find(to);
                if (!left || (there && *there != *left) || loses_some(*def, id, value)) ++effects_.values[id];
                if (left && !there) made.set(to, std::move(*left));
            }
        }
        return made;
    }

    Attributes without_retyped(const Attributes& values) const
    {
        Attributes left = values;
        for (const AttributeId& id : retyped_) left.erase(id);
        return left;
    }

    // `make` makes the edit that puts the record of `set`, in its place before and after.
    template <class Record, class Make>
    void put(const Record& was, Record made, const Make& make)
    {
        if (made == was) return;
        Record stripped = was;
        stripped.attributes = without_retyped(was.attributes);
        if (stripped != was) before_.push_back(make(std::move(stripped)));
        after_.push_back(make(std::move(made)));
    }

    void conform(const AnnotationSet& set)
    {
        const SetId id = set.info.id;
        std::unordered_map<SpanId, LabelId> labels;  // as they will be, of the spans that stay
        std::vector<SpanId> going;
        set.spans.for_each([&](const Span& span) { conform(id, span, labels, going); });
        std::unordered_set<RelationId> relations_gone;
        std::unordered_map<AttributionId, std::optional<Attribution>> thinned;  // nothing: it goes
        if (!going.empty()) {
            const Context here{context_.project, context_.ids, id, {}};
            Result<Composed> deleted = delete_spans(here, going);
            for (Edit& edit : deleted->step.edits) {
                if (const auto* relation = std::get_if<RemoveRelation>(&edit)) relations_gone.insert(relation->id);
                if (const auto* gone = std::get_if<RemoveAttribution>(&edit)) thinned[gone->id] = std::nullopt;
                if (const auto* put = std::get_if<PutAttribution>(&edit))
                    thinned[put->attribution.id] = put->attribution;
                before_.push_back(std::move(edit));
            }
        }
        effects_.spans += going.size();
        for (const auto& [relation_id, relation] : set.relations)
            if (relations_gone.count(relation_id) == 0) conform(id, relation, labels, relations_gone);
        effects_.relations += relations_gone.size();
        for (const auto& [attribution_id, attribution] : set.attributions) {
            const auto at = thinned.find(attribution_id);
            if (at == thinned.end() || at->second) conform(id, at == thinned.end() ? attribution : *at->second);
            if (at != thinned.end()) ++(at->second ? effects_.thinned : effects_.attributions);
        }
        SetInfo info = set.info;
        info.attributes = conformed(info.attributes, next_.document_attributes);
        put(set.info, std::move(info), [](SetInfo made) { return Edit(PutSet{std::move(made)}); });
    }

    void conform(const SetId& set, const Span& span, std::unordered_map<SpanId, LabelId>& labels,
                 std::vector<SpanId>& going)
    {
        const LabelDef* label = next_.find(renamed(change_.labels, span.label));
        if (!label) return going.push_back(span.id);
        Span made = span;
        made.label = label->id;
        made.attributes = conformed(span.attributes, label->attributes);
        if (label->id != span.label) ++effects_.relabelled;
        // Merged into a label that was there before: it is as if it had been relabelled by hand.
        if (change_.fills_in && label->id != span.label && now_.find(label->id))
            compose::fill_in_defaults(next_, label->attributes, made.attributes);
        if (made.claim && !made.claim->relation.empty()) {
            made.claim->relation = renamed(change_.claim_relations, made.claim->relation);
            if (!contains(next_.claim_relations, made.claim->relation)) {
                made.claim->relation.clear();
                ++effects_.claim_links;
            }
        }
        labels[span.id] = label->id;
        put(span, std::move(made), [&](Span put) { return Edit(PutSpan{set, std::move(put)}); });
    }

    void conform(const SetId& set, const Relation& relation, const std::unordered_map<SpanId, LabelId>& labels,
                 std::unordered_set<RelationId>& gone)
    {
        const RelationType* type = next_.find(renamed(change_.relations, relation.type));
        if (!type || !type->may_begin_at(labels.at(relation.from)) || !type->may_lead_to(labels.at(relation.to))) {
            before_.push_back(RemoveRelation{set, relation.id});
            gone.insert(relation.id);
            return;
        }
        Relation made = relation;
        made.type = type->id;
        made.attributes = conformed(relation.attributes, type->attributes);
        put(relation, std::move(made), [&](Relation put) { return Edit(PutRelation{set, std::move(put)}); });
    }

    void conform(const SetId& set, const Attribution& attribution)
    {
        Attribution made = attribution;
        made.attributes = conformed(attribution.attributes, next_.attribution_attributes);
        put(attribution, std::move(made), [&](Attribution put) { return Edit(PutAttribution{set, std::move(put)}); });
    }

    void conform(const Entity& entity)
    {
        const LabelId was(entity.type);
        if (!now_.find(was)) return;
        Entity made = entity;
        made.type = renamed(change_.labels, was).text;
        if (!next_.find(LabelId(made.type))) {
            made.type.clear();
            ++effects_.entities;
        }
        if (made != entity) after_.push_back(PutEntity{std::move(made)});
    }

    void conform(const Claim& claim)
    {
        Claim made = claim;
        made.links.clear();
        for (ClaimRecordLink link : claim.links) {
            link.type = renamed(change_.claim_relations, link.type);
            const bool stays = contains(next_.claim_relations, link.type);
            if (!stays) ++effects_.claim_links;
            if (stays && !contains(made.links, link)) made.links.push_back(std::move(link));
        }
        if (made != claim) after_.push_back(PutClaim{std::move(made)});
    }

    const Context& context_;
    const Schema& now_;
    const SchemaChange& change_;
    const Schema& next_;
    std::vector<AttributeId> retyped_;  // attributes that keep their id and change their type
    std::vector<Edit> before_, after_;
    SchemaEffects effects_;
};

void tell(std::string& text, size_t count, const char* one, const char* many)
{
    if (count == 0) return;
    text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

bool SchemaEffects::loses() const
{
    return spans + attributions + thinned + relations + entities + claim_links > 0 || !values.empty();
}

std::string told(const SchemaEffects& effects)
{
    std::string text;
    tell(text, effects.spans, "span", "spans");
    tell(text, effects.attributions, "attribution", "attributions");
    tell(text, effects.thinned, "part of an attribution", "parts of attributions");
    tell(text, effects.relations, "relation", "relations");
    tell(text, effects.entities, "entity’s type", "entities’ types");
    tell(text, effects.claim_links, "link between claims", "links between claims");
    for (const auto& [id, count] : effects.values) {
        tell(text, count, "value of “", "values of “");
        text += id.text + "”";
    }
    return text;
}

SchemaEffects effects_of(const Context& context, const SchemaChange& change)
{
    return Conformer(context, change).effects();
}

Result<Composed> change_schema(const Context& context, const SchemaChange& change)
{
    if (Status sound = check(change.next); !sound) return fail(sound.error());
    Composed composed{{change.title, {}}, {}};
    Conformer conformer(context, change);
    if (!change.may_lose && conformer.effects().loses())
        return fail(ErrorCode::InUse, "this would take away " + told(conformer.effects()));
    std::vector<Edit> edits = conformer.edits();
    if (edits.size() > 1 || change.next != context.project.schema()) composed.step.edits = std::move(edits);
    return composed;
}

}  // namespace glossator
