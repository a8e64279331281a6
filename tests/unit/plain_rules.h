#pragma once

#include <map>
#include <set>
#include <string>

#include "core/model/project.h"

// The rules of the native file over a whole project, as plainly as they can be written and without regard to time: what
// the rules, edits and counts of core are held against.
namespace glossator::plain {

class Rules {
public:
    explicit Rules(const Project& project) : project_(project) {}

    // "" if every rule is kept, else what is wrong.
    std::string broken()
    {
        records();
        std::set<std::string> spans, relations, attributions;
        for (const auto& set : project_.sets()) {
            info(set->info);
            for (size_t i = 0; i < set->spans.size(); ++i) {
                const Span& one = set->spans.at(i);
                need(spans.insert(one.id.text).second, "span twice: " + one.id.text);
                need(i == 0 || precedes(set->spans.at(i - 1), one), "order of spans");
                span(*text_of(set->info.document), one);
            }
            for (const auto& [id, one] : set->relations) {
                need(relations.insert(id.text).second, "relation twice: " + id.text);
                relation(*set, one);
            }
            for (const auto& [id, one] : set->attributions) {
                need(attributions.insert(id.text).second, "attribution twice: " + id.text);
                attribution(*set, one);
            }
        }
        counts();
        return broken_;
    }

private:
    void need(bool kept, const std::string& rule)
    {
        if (!kept && broken_.empty()) broken_ = rule;
    }

    TextPtr text_of(const DocumentId& id) const
    {
        for (const Document& document : project_.documents())
            if (document.id == id) return document.text;
        return Text::make("").value();
    }

    template <class T>
    static bool has(const std::vector<T>& items, const T& item)
    {
        for (const T& each : items)
            if (each == item) return true;
        return false;
    }

    void records()
    {
        const Schema& schema = project_.schema();
        std::set<std::string> documents, annotators;
        for (const Document& each : project_.documents())
            need(!each.id.empty() && documents.insert(each.id.text).second, "document id");
        for (const Annotator& each : project_.annotators())
            need(!each.id.empty() && annotators.insert(each.id.text).second, "annotator id");
        for (const auto& [id, each] : project_.claims())
            for (const ClaimRecordLink& link : each.links) {
                need(link.to != id && project_.claims().count(link.to), "claim link");
                need(has(schema.claim_relations, link.type), "claim link type");
            }
    }

    void info(const SetInfo& info)
    {
        bool document = false, by = false;
        for (const Document& each : project_.documents()) document |= each.id == info.document;
        for (const Annotator& each : project_.annotators()) by |= each.id == info.by;
        need(document && by, "set " + info.id.text);
        attributes(info.attributes, project_.schema().document_attributes);
    }

    void attributes(const Attributes& attributes, const std::vector<AttributeId>& allowed)
    {
        for (const auto& [id, value] : attributes) {
            need(has(allowed, id), "attribute " + id.text);
            for (const AttributeDef& def : project_.schema().attributes)
                if (def.id == id && def.type == AttributeType::Choice)
                    need(has(def.values, std::get<std::string>(value)), "value of " + id.text);
        }
    }

    void span(const Text& text, const Span& span)
    {
        need(!span.at.empty(), "no ranges");
        for (size_t i = 0; i < span.at.size(); ++i) {
            const TextRange range = span.at[i];
            need(range.begin < range.end && range.end <= text.size(), "range of " + span.id.text);
            need(i == 0 || span.at[i - 1].end <= range.begin, "ranges of " + span.id.text);
            need(text.is_boundary(range.begin) && text.is_boundary(range.end), "borders of " + span.id.text);
        }
        const Schema& schema = project_.schema();
        const LabelDef* label = nullptr;
        for (const LabelDef& def : schema.labels)
            if (def.id == span.label) label = &def;
        need(label != nullptr, "label of " + span.id.text);
        if (label) attributes(span.attributes, label->attributes);
        need(span.entity.empty() || project_.entities().count(span.entity), "entity of " + span.id.text);
        if (!span.claim) return;
        need(project_.claims().count(span.claim->id) > 0, "claim of " + span.id.text);
        need(span.claim->relation.empty() || has(schema.claim_relations, span.claim->relation), "claim relation");
    }

    LabelId label_of(const AnnotationSet& set, const SpanId& id)
    {
        LabelId found;
        set.spans.for_each([&](const Span& span) {
            if (span.id == id) found = span.label;
        });
        need(!found.empty(), "no span " + id.text);
        return found;
    }

    void relation(const AnnotationSet& set, const Relation& relation)
    {
        const LabelId from = label_of(set, relation.from);
        const LabelId to = label_of(set, relation.to);
        const RelationType* type = nullptr;
        for (const RelationType& def : project_.schema().relations)
            if (def.id == relation.type) type = &def;
        need(type != nullptr, "type of " + relation.id.text);
        if (!type) return;
        need(type->from.empty() || has(type->from, from), "begin of " + relation.id.text);
        need(type->to.empty() || has(type->to, to), "end of " + relation.id.text);
        attributes(relation.attributes, type->attributes);
        ++uses_[relation.from.text];
        ++uses_[relation.to.text];
    }

    void attribution(const AnnotationSet& set, const Attribution& one)
    {
        need(one.sources.size() + one.cues.size() + one.contents.size() > 0, "roles of " + one.id.text);
        for (const auto* role : {&one.sources, &one.cues, &one.contents, &one.addressees}) {
            std::set<std::string> seen;
            for (const SpanId& id : *role) {
                label_of(set, id);
                need(seen.insert(id.text).second, "twice in a role");
                ++uses_[id.text];
            }
        }
        std::set<std::string> above = {one.id.text};
        for (AttributionId parent = one.parent; !parent.empty() && broken_.empty();) {
            need(above.insert(parent.text).second, "cycle of parents");
            need(set.attributions.count(parent) > 0, "no parent " + parent.text);
            if (broken_.empty()) parent = set.attributions.at(parent).parent;
        }
        attributes(one.attributes, project_.schema().attribution_attributes);
    }

    // What the project counts and looks up is what a scan finds.
    void counts()
    {
        std::map<std::string, size_t> entities, claims;
        for (const auto& set : project_.sets()) {
            need(project_.find(set->info.id) == set.get(), "look-up of sets");
            set->spans.for_each([&](const Span& span) {
                if (!span.entity.empty()) ++entities[span.entity.text];
                if (span.claim) ++claims[span.claim->id.text];
                need(set->spans.find(span.id) == &span, "look-up of spans");
                need(project_.uses(span.id) == uses_[span.id.text], "uses of " + span.id.text);
            });
        }
        for (const auto& [id, each] : project_.entities())
            need(project_.mentions(id) == entities[id.text], "mentions of " + id.text);
        for (const auto& [id, each] : project_.claims())
            need(project_.mentions(id) == claims[id.text], "mentions of " + id.text);
        for (const Document& each : project_.documents()) need(project_.find(each.id) == &each, "look-up of documents");
    }

    const Project& project_;
    std::map<std::string, size_t> uses_;
    std::string broken_;
};

inline std::string broken_rule(const Project& project)
{
    return Rules(project).broken();
}

}  // namespace glossator::plain
