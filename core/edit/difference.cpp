#include "core/edit/difference.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "core/edit/merge_schema.h"

namespace glossator {

namespace {

template <class Map>
auto find_in(const Map& map, const typename Map::key_type& id)
{
    const auto at = map.find(id);
    return at == map.end() ? nullptr : at->second;
}

template <class Id, class Record>
bool is_kept(const std::map<Id, const Record*>& records, const Id& id, const Record& record)
{
    const Record* there = find_in(records, id);
    return there != nullptr && *there == record;
}

// First goes what stands in the way, then the schema allows what either side has, then records are put before what
// refers to them and removed after it.
class Difference {
public:
    Difference(const Records& from, const Records& to)
        : from_(from), to_(to), retyped_(compose::retyped_attributes(*from.schema, *to.schema))
    {}

    std::vector<Edit> edits()
    {
        remove_moved();
        const bool changes_schema = *from_.schema != *to_.schema;
        if (changes_schema) {
            strip_retyped();
            put(PutSchema{compose::schema_between(*from_.schema, *to_.schema)});
        }
        if (*from_.info != *to_.info) put(PutProjectInfo{*to_.info});
        for (const auto& [id, annotator] : to_.annotators)
            if (!is_kept(from_.annotators, id, *annotator)) put(PutAnnotator{*annotator});
        put_documents();
        for (const auto& [id, entity] : to_.entities)
            if (!is_kept(from_.entities, id, *entity)) put(PutEntity{*entity});
        put_claims();
        put_sets();
        remove_records();
        if (changes_schema) put(PutSchema{*to_.schema});
        return std::move(edits_);
    }

private:
    template <class Any>
    void put(Any edit)
    {
        edits_.emplace_back(std::move(edit));
    }

    // Records whose id stands elsewhere on the other side, or over another text: their whole set goes first, and is
    // then as if it had never been.
    void remove_moved()
    {
        std::map<DocumentId, const Document*> will_be;
        for (const Document* document : to_.documents) will_be[document->id] = document;
        std::set<DocumentId> replaced;
        for (const Document* document : from_.documents) {
            const Document* there = find_in(will_be, document->id);
            if (there != nullptr && there->text->sha256() != document->text->sha256()) replaced.insert(document->id);
        }
        std::unordered_map<std::string, const SetId*> homes;  // of what stands in `to`, by kind and id
        for (const auto& each : to_.sets) for_each_id(each.second, [&](std::string id) { homes[id] = &each.first; });
        for (auto at = from_.sets.begin(); at != from_.sets.end();) {
            const SetRecords* there = set_of(to_, at->first);
            bool moves = replaced.count(at->second.info->document) > 0 ||
                         (there && there->info->document != at->second.info->document);
            for_each_id(at->second, [&](const std::string& id) {
                const auto home = homes.find(id);
                moves |= home != homes.end() && *home->second != at->first;
            });
            if (moves) empty(at->first, at->second);
            if (moves) put(RemoveSet{at->first});
            at = moves ? from_.sets.erase(at) : std::next(at);
        }
        const auto is_replaced = [&](const Document* document) { return replaced.count(document->id) > 0; };
        for (const DocumentId& id : replaced) put(RemoveDocument{id});
        from_.documents.erase(std::remove_if(from_.documents.begin(), from_.documents.end(), is_replaced),
                              from_.documents.end());
    }

    template <class Visit>
    static void for_each_id(const SetRecords& records, const Visit& visit)
    {
        for (const auto& [id, span] : records.spans) visit("s " + id.text);
        for (const auto& [id, relation] : records.relations) visit("r " + id.text);
        for (const auto& [id, attribution] : records.attributions) visit("a " + id.text);
    }

    static const SetRecords* set_of(const Records& records, const SetId& id)
    {
        const auto at = records.sets.find(id);
        return at == records.sets.end() ? nullptr : &at->second;
    }

    void empty(const SetId& set, const SetRecords& records)
    {
        loosen(set, records, {});
        for (const auto& [id, attribution] : records.attributions) put(RemoveAttribution{set, id});
        for (const auto& [id, relation] : records.relations) put(RemoveRelation{set, id});
        for (const auto& [id, span] : records.spans) put(RemoveSpan{set, id});
    }

    // Attributions that change or go leave their parents, so that any may go and no cycle arises on the way.
    void loosen(const SetId& set, const SetRecords& was, const SetRecords& will)
    {
        for (const auto& [id, attribution] : was.attributions) {
            if (attribution->parent.empty() || is_kept(will.attributions, id, *attribution)) continue;
            Attribution loose = *attribution;
            loose.parent = {};
            strip(loose.attributes);
            put(PutAttribution{set, std::move(loose)});
        }
    }

    void strip(Attributes& attributes) const
    {
        for (const AttributeId& id : retyped_) attributes.erase(id);
    }

    // `there` is what becomes of the record, or null; `make` makes the edit.
    template <class Record, class Make>
    void strip(const Record& record, const Record* there, const Make& make)
    {
        if (there != nullptr && *there == record) return;  // then its values suit both types
        Record stripped = record;
        strip(stripped.attributes);
        if (stripped.attributes != record.attributes) put(make(std::move(stripped)));
    }

    void strip_retyped()
    {
        if (retyped_.empty()) return;
        static const SetRecords kNothing;
        for (const auto& [id, was] : from_.sets) {
            const SetId& set = id;
            const SetRecords* there = set_of(to_, id);
            const SetRecords& will = there ? *there : kNothing;
            strip(*was.info, will.info, [](SetInfo made) { return PutSet{std::move(made)}; });
            for (const auto& [span_id, span] : was.spans)
                strip(*span, find_in(will.spans, span_id), [&](Span made) { return PutSpan{set, std::move(made)}; });
            for (const auto& [relation_id, relation] : was.relations)
                strip(*relation, find_in(will.relations, relation_id), [&](Relation made) {
                    return PutRelation{set, std::move(made)};
                });
            for (const auto& [attribution_id, attribution] : was.attributions)
                strip(*attribution, find_in(will.attributions, attribution_id), [&](Attribution made) {
                    return PutAttribution{set, std::move(made)};
                });
        }
    }

    // In the order of `to`, among those that will go. What both sides have is mostly in the same order: then a document
    // that is new only goes behind the one before it.
    void put_documents()
    {
        std::set<DocumentId> were, will_be;
        for (const Document* document : from_.documents) were.insert(document->id);
        for (const Document* document : to_.documents) will_be.insert(document->id);
        const auto common = [](const std::vector<const Document*>& documents, const std::set<DocumentId>& others) {
            std::vector<DocumentId> ids;
            for (const Document* document : documents)
                if (others.count(document->id)) ids.push_back(document->id);
            return ids;
        };
        if (common(from_.documents, will_be) != common(to_.documents, were)) {
            for (size_t i = 0; i < to_.documents.size(); ++i) put(PutDocument{*to_.documents[i], i});
            return;
        }
        size_t place = 0;  // after the document before
        auto next = from_.documents.begin();
        for (const Document* document : to_.documents) {
            if (!were.count(document->id)) {
                put(PutDocument{*document, place++});
                continue;
            }
            for (; (*next)->id != document->id; ++next) ++place;  // these will go
            if (!is_same(**next++, *document)) put(PutDocument{*document});
            ++place;
        }
    }

    // Links may lead to claims that come later, or go.
    void put_claims()
    {
        for (const auto& [id, claim] : from_.claims) {
            if (claim->links.empty() || to_.claims.count(id)) continue;
            put_unlinked(*claim);
        }
        for (const auto& [id, claim] : to_.claims)
            if (!from_.claims.count(id)) put_unlinked(*claim);
        for (const auto& [id, claim] : to_.claims)
            if (!is_kept(from_.claims, id, *claim) && (from_.claims.count(id) || !claim->links.empty()))
                put(PutClaim{*claim});
    }

    void put_unlinked(Claim claim)
    {
        claim.links.clear();
        put(PutClaim{std::move(claim)});
    }

    void put_sets()
    {
        static const SetRecords kNothing;
        for (const auto& [id, will] : to_.sets) {
            const SetRecords* was = set_of(from_, id);
            if (!was || *was->info != *will.info) put(PutSet{*will.info});
            put_set(id, was ? *was : kNothing, will);
        }
        for (const auto& [id, was] : from_.sets) {
            if (set_of(to_, id)) continue;
            empty(id, was);
            put(RemoveSet{id});
        }
    }

    void put_set(const SetId& set, const SetRecords& was, const SetRecords& will)
    {
        loosen(set, was, will);
        for (const auto& [id, attribution] : was.attributions)
            if (!will.attributions.count(id)) put(RemoveAttribution{set, id});
        for (const auto& [id, relation] : was.relations)
            if (!is_kept(will.relations, id, *relation)) put(RemoveRelation{set, id});
        for (const auto& [id, span] : will.spans)
            if (!is_kept(was.spans, id, *span)) put(PutSpan{set, *span});
        std::vector<const Attribution*> inside;
        for (const auto& [id, attribution] : will.attributions) {
            if (is_kept(was.attributions, id, *attribution)) continue;
            Attribution loose = *attribution;
            loose.parent = {};
            put(PutAttribution{set, std::move(loose)});
            if (!attribution->parent.empty()) inside.push_back(attribution);
        }
        for (const Attribution* attribution : inside) put(PutAttribution{set, *attribution});
        for (const auto& [id, relation] : will.relations)
            if (!is_kept(was.relations, id, *relation)) put(PutRelation{set, *relation});
        for (const auto& [id, span] : was.spans)
            if (!will.spans.count(id)) put(RemoveSpan{set, id});
    }

    void remove_records()
    {
        for (const Document* document : from_.documents) {
            const auto is_it = [&](const Document* other) { return other->id == document->id; };
            if (std::none_of(to_.documents.begin(), to_.documents.end(), is_it)) put(RemoveDocument{document->id});
        }
        for (const auto& [id, entity] : from_.entities)
            if (!to_.entities.count(id)) put(RemoveEntity{id});
        for (const auto& [id, claim] : from_.claims)
            if (!to_.claims.count(id)) put(RemoveClaim{id});
        for (const auto& [id, annotator] : from_.annotators)
            if (!to_.annotators.count(id)) put(RemoveAnnotator{id});
    }

    Records from_;
    const Records& to_;
    std::vector<AttributeId> retyped_;  // attributes that keep their id and change their type
    std::vector<Edit> edits_;
};

}  // namespace

Records records_of(const Project& project)
{
    Records records;
    records.info = &project.info();
    records.schema = &project.schema();
    for (const Annotator& annotator : project.annotators()) records.annotators[annotator.id] = &annotator;
    for (const Document& document : project.documents()) records.documents.push_back(&document);
    for (const auto& [id, entity] : project.entities()) records.entities[id] = &entity;
    for (const auto& [id, claim] : project.claims()) records.claims[id] = &claim;
    for (const auto& set : project.sets()) {
        SetRecords& made = records.sets[set->info.id];
        made.info = &set->info;
        set->spans.for_each([&](const Span& span) { made.spans[span.id] = &span; });
        for (const auto& [id, relation] : set->relations) made.relations[id] = &relation;
        for (const auto& [id, attribution] : set->attributions) made.attributions[id] = &attribution;
    }
    return records;
}

bool is_same(const Document& a, const Document& b)
{
    return a.id == b.id && a.name == b.name && a.title == b.title && a.publisher == b.publisher && a.url == b.url &&
           a.date == b.date && a.language == b.language && a.meta == b.meta && a.segments == b.segments &&
           a.extra == b.extra && (a.text == b.text || a.text->bytes() == b.text->bytes());
}

std::vector<Edit> difference(const Records& from, const Records& to)
{
    return Difference(from, to).edits();
}

}  // namespace glossator
