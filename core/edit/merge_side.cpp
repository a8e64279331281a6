#include "core/edit/merge_side.h"

#include "core/edit/merge_schema.h"

namespace glossator::compose {

Side side_of(const Project& project)
{
    Side side;
    side.info = project.info();
    side.schema = project.schema();
    for (const Annotator& each : project.annotators()) side.annotators.emplace(each.id, each);
    for (const Document& each : project.documents()) {
        side.documents.emplace(each.id, each);
        side.order.push_back(each.id);
    }
    side.entities = project.entities();
    side.claims = project.claims();
    for (const auto& set : project.sets()) {
        const SetId& in = set->info.id;
        side.sets.emplace(in, set->info);
        set->spans.for_each([&](const Span& each) { side.spans.emplace(each.id, InSet<Span>{in, each}); });
        for (const auto& [id, each] : set->relations) side.relations.emplace(id, InSet<Relation>{in, each});
        for (const auto& [id, each] : set->attributions) side.attributions.emplace(id, InSet<Attribution>{in, each});
    }
    return side;
}

namespace {

class Renamer {
public:
    Renamer(const Side& base, const Side& mine, Side& theirs, IdMaker& ids)
        : base_(base), mine_(mine), theirs_(theirs), ids_(ids)
    {}

    void rename()
    {
        take(theirs_.annotators, base_.annotators, mine_.annotators, annotators_, [&](const AnnotatorId& id) {
            return free_id(id, [&](const AnnotatorId& free) {
                return !mine_.annotators.count(free) && !theirs_.annotators.count(free);
            });
        });
        take(theirs_.documents, base_.documents, mine_.documents, documents_,
             [&](const DocumentId&) { return ids_.document(); });
        for (DocumentId& id : theirs_.order) follow(id, documents_);
        take(theirs_.entities, base_.entities, mine_.entities, entities_,
             [&](const EntityId&) { return ids_.entity(); });
        take(theirs_.claims, base_.claims, mine_.claims, claims_, [&](const ClaimId&) { return ids_.claim(); });
        for (auto& entry : theirs_.claims)
            for (ClaimRecordLink& link : entry.second.links) follow(link.to, claims_);
        for (auto& entry : theirs_.sets) {
            follow(entry.second.document, documents_);
            follow(entry.second.by, annotators_);
        }
        take(theirs_.sets, base_.sets, mine_.sets, sets_, [&](const SetId&) { return ids_.set(); });
        rename_in_sets();
    }

private:
    template <class Names, class Any>
    static void follow(Any& id, const Names& names)
    {
        if (const Any* name = find_in(names, id)) id = *name;
    }

    static bool is_elsewhere(const Document& a, const Document& b) { return a.text->sha256() != b.text->sha256(); }
    static bool is_elsewhere(const SetInfo& a, const SetInfo& b) { return a.document != b.document; }
    template <class Record>
    static bool is_elsewhere(const InSet<Record>& a, const InSet<Record>& b)
    {
        return a.set != b.set;
    }
    template <class Record>
    static bool is_elsewhere(const Record&, const Record&)
    {
        return false;
    }
    template <class Record, class Any>
    static void set_id(Record& record, const Any& id)
    {
        record.id = id;
    }
    template <class Record, class Any>
    static void set_id(InSet<Record>& record, const Any& id)
    {
        record.record.id = id;
    }

    // What stands under one id and is not the same thing: new on both sides, or over another text.
    template <class Map, class Names, class Make>
    static void take(Map& theirs, const Map& base, const Map& mine, Names& names, const Make& make)
    {
        for (const auto& [id, record] : theirs) {
            const auto* there = find_in(mine, id);
            const auto* was = find_in(base, id);
            const bool is_new = !was && there && !is_equal(*there, record);
            const bool moved = (there && is_elsewhere(*there, record)) || (!there && was && is_elsewhere(*was, record));
            if (is_new || moved) names.emplace(id, make(id));
        }
        for (const auto& [id, name] : names) {
            auto node = theirs.extract(id);
            node.key() = name;
            set_id(node.mapped(), name);
            theirs.insert(std::move(node));
        }
    }

    void rename_in_sets()
    {
        for (auto& entry : theirs_.spans) {
            InSet<Span>& span = entry.second;
            follow(span.set, sets_);
            follow(span.record.entity, entities_);
            if (span.record.claim) follow(span.record.claim->id, claims_);
        }
        take(theirs_.spans, base_.spans, mine_.spans, spans_, [&](const SpanId&) { return ids_.span(); });
        for (auto& entry : theirs_.relations) {
            InSet<Relation>& relation = entry.second;
            follow(relation.set, sets_);
            follow(relation.record.from, spans_);
            follow(relation.record.to, spans_);
        }
        take(theirs_.relations, base_.relations, mine_.relations, relations_,
             [&](const RelationId&) { return ids_.relation(); });
        for (auto& entry : theirs_.attributions) {
            Attribution& said = entry.second.record;
            follow(entry.second.set, sets_);
            for (auto* role : {&said.sources, &said.cues, &said.contents, &said.addressees})
                for (SpanId& id : *role) follow(id, spans_);
        }
        take(theirs_.attributions, base_.attributions, mine_.attributions, attributions_,
             [&](const AttributionId&) { return ids_.attribution(); });
        for (auto& entry : theirs_.attributions) follow(entry.second.record.parent, attributions_);
    }

    const Side &base_, &mine_;
    Side& theirs_;
    IdMaker& ids_;
    std::map<AnnotatorId, AnnotatorId> annotators_;
    std::map<DocumentId, DocumentId> documents_;
    std::map<EntityId, EntityId> entities_;
    std::map<ClaimId, ClaimId> claims_;
    std::map<SetId, SetId> sets_;
    std::map<SpanId, SpanId> spans_;
    std::map<RelationId, RelationId> relations_;
    std::map<AttributionId, AttributionId> attributions_;
};

}  // namespace

void rename_apart(const Side& base, const Side& mine, Side& theirs, IdMaker& ids)
{
    Renamer(base, mine, theirs, ids).rename();
}

}  // namespace glossator::compose
