#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/edit/compose_parts.h"
#include "core/edit/merge_schema.h"

namespace glossator {

namespace {

template <class Id>
using Names = std::unordered_map<Id, Id>;

template <class Id>
using Ids = std::unordered_set<Id>;

// Gathers the edits that bring `incoming` into `project`, kind by kind, so that what is referred to comes first. Each
// kind leaves behind how its incoming ids are called in the project.
class Merger {
public:
    Merger(const Context& context, const Project& incoming)
        : project_(context.project),
          incoming_(incoming),
          ids_(context.ids),
          schema_(compose::merge_schemas(project_.schema(), incoming.schema()))
    {
        ids_.skip(incoming);  // so that what is given anew clashes with neither side
    }

    Composed merge()
    {
        if (schema_.schema != project_.schema()) edits_.push_back(PutSchema{schema_.schema});
        merge_annotators();
        merge_documents();
        merge_entities();
        merge_claims();
        gather_taken_ids();
        for (const auto& set : incoming_.sets()) merge_set(*set);

        Composed composed{{"Merge project", std::move(edits_)}, {}};
        for (const Document& document : incoming_.documents()) composed.ids.push_back(documents_.at(document.id).text);
        return composed;
    }

private:
    void merge_annotators()
    {
        for (Annotator annotator : incoming_.annotators()) {
            const AnnotatorId was = annotator.id;
            const Annotator* present = project_.find(was);
            if (!present || *present != annotator) {
                annotator.id = compose::free_id(was, [&](const AnnotatorId& id) {
                    return !project_.find(id) && (id == was || !incoming_.find(id));
                });
                edits_.push_back(PutAnnotator{annotator});
            }
            annotators_[was] = annotator.id;
        }
    }

    void merge_documents()
    {
        const std::map<DocumentId, DocumentId> shared = compose::shared_documents(project_, incoming_);
        for (const Document& document : incoming_.documents()) {
            if (const auto present = shared.find(document.id); present != shared.end()) {
                documents_[document.id] = present->second;
                continue;
            }
            Document added = document;
            if (project_.find(document.id)) added.id = ids_.document();
            documents_[document.id] = added.id;
            edits_.push_back(PutDocument{std::move(added)});
        }
    }

    void merge_entities()
    {
        for (const auto& [id, theirs] : incoming_.entities()) {
            Entity entity = theirs;
            if (const auto label = schema_.names.labels.find(LabelId(entity.type)); label != schema_.names.labels.end())
                entity.type = label->second.text;
            const Entity* present = project_.find(id);
            if (!present || *present != entity) {
                if (present) entity.id = ids_.entity();
                edits_.push_back(PutEntity{entity});
            }
            entities_[id] = entity.id;
        }
    }

    void merge_claims()
    {
        // A claim is the same only if those it is linked to are, so a difference spreads against the links.
        Ids<ClaimId> different;
        for (const auto& [id, claim] : incoming_.claims())
            if (const Claim* present = project_.find(id); present && *present != claim) different.insert(id);
        for (bool spreading = true; spreading;) {
            spreading = false;
            for (const auto& [id, claim] : incoming_.claims()) {
                const auto is_different = [&](const ClaimRecordLink& link) { return different.count(link.to) > 0; };
                if (project_.find(id) && std::any_of(claim.links.begin(), claim.links.end(), is_different))
                    spreading |= different.insert(id).second;
            }
        }
        for (const auto& [id, claim] : incoming_.claims()) claims_[id] = different.count(id) ? ids_.claim() : id;

        std::vector<Claim> added;
        for (const auto& [id, claim] : incoming_.claims())
            if (!project_.find(id) || different.count(id)) added.push_back(renamed(claim));
        for (const Claim& claim : added) {  // without links first, since they may lead to one another in any order
            Claim alone = claim;
            alone.links.clear();
            edits_.push_back(PutClaim{std::move(alone)});
        }
        for (Claim& claim : added)
            if (!claim.links.empty()) edits_.push_back(PutClaim{std::move(claim)});
    }

    Claim renamed(Claim claim) const
    {
        claim.id = claims_.at(claim.id);
        for (ClaimRecordLink& link : claim.links) link.to = claims_.at(link.to);
        return claim;
    }

    void gather_taken_ids()
    {
        for (const auto& set : project_.sets()) {
            set->spans.for_each([&](const Span& span) { taken_spans_.insert(span.id.text); });
            for (const auto& [id, relation] : set->relations) taken_relations_.insert(id);
            for (const auto& [id, attribution] : set->attributions) taken_attributions_.insert(id);
        }
    }

    void merge_set(const AnnotationSet& theirs)
    {
        SetInfo info = theirs.info;
        info.document = documents_.at(info.document);
        info.by = annotators_.at(info.by);
        info.attributes = renamed(info.attributes);
        spans_.clear();  // for the comparison, what is in the set keeps its ids
        attributions_.clear();
        if (const AnnotationSet* present = project_.find(info.id)) {
            if (present->info == info && has_same_contents(*present, theirs)) return;
            info.id = ids_.set();
        }
        const SetId set = info.id;
        edits_.push_back(PutSet{std::move(info)});
        theirs.spans.for_each([&](const Span& span) {
            if (taken_spans_.count(span.id.text)) spans_[span.id] = ids_.span();
        });
        for (const auto& [id, attribution] : theirs.attributions)
            if (taken_attributions_.count(id)) attributions_[id] = ids_.attribution();

        theirs.spans.for_each([&](const Span& span) { edits_.push_back(PutSpan{set, renamed(span)}); });
        for (const auto& [id, theirs_relation] : theirs.relations) {
            Relation relation = renamed(theirs_relation);
            if (taken_relations_.count(id)) relation.id = ids_.relation();
            edits_.push_back(PutRelation{set, std::move(relation)});
        }
        for (const Attribution* attribution : compose::parents_first(theirs))
            edits_.push_back(PutAttribution{set, renamed(*attribution)});
    }

    bool has_same_contents(const AnnotationSet& ours, const AnnotationSet& theirs) const
    {
        if (ours.spans.size() != theirs.spans.size() || ours.relations.size() != theirs.relations.size() ||
            ours.attributions.size() != theirs.attributions.size())
            return false;
        for (size_t i = 0; i < ours.spans.size(); ++i)
            if (ours.spans.at(i) != renamed(theirs.spans.at(i))) return false;
        const auto is_same = [&](const auto& a, const auto& b) { return a.second == renamed(b.second); };
        return std::equal(ours.relations.begin(), ours.relations.end(), theirs.relations.begin(), is_same) &&
               std::equal(ours.attributions.begin(), ours.attributions.end(), theirs.attributions.begin(), is_same);
    }

    Span renamed(Span span) const
    {
        span.id = name_of_span(span.id);
        span.label = schema_.names.labels.at(span.label);
        span.attributes = renamed(span.attributes);
        if (!span.entity.empty()) span.entity = entities_.at(span.entity);
        if (span.claim) span.claim->id = claims_.at(span.claim->id);
        return span;
    }

    Relation renamed(Relation relation) const
    {
        relation.type = schema_.names.relations.at(relation.type);
        relation.from = name_of_span(relation.from);
        relation.to = name_of_span(relation.to);
        relation.attributes = renamed(relation.attributes);
        return relation;
    }

    Attribution renamed(Attribution attribution) const
    {
        attribution.id = name_of_attribution(attribution.id);
        attribution.parent = name_of_attribution(attribution.parent);
        for (auto* role : {&attribution.sources, &attribution.cues, &attribution.contents, &attribution.addressees})
            for (SpanId& id : *role) id = name_of_span(id);
        attribution.attributes = renamed(attribution.attributes);
        return attribution;
    }

    Attributes renamed(const Attributes& attributes) const
    {
        Attributes out;
        for (const auto& [id, value] : attributes) out.set(schema_.names.attributes.at(id), value);
        return out;
    }

    SpanId name_of_span(const SpanId& id) const
    {
        const auto name = spans_.find(id);
        return name == spans_.end() ? id : name->second;
    }

    AttributionId name_of_attribution(const AttributionId& id) const
    {
        const auto name = attributions_.find(id);
        return name == attributions_.end() ? id : name->second;
    }

    const Project& project_;
    const Project& incoming_;
    IdMaker& ids_;
    const compose::MergedSchema schema_;
    std::vector<Edit> edits_;

    Names<AnnotatorId> annotators_;
    Names<DocumentId> documents_;
    Names<EntityId> entities_;
    Names<ClaimId> claims_;
    Names<SpanId> spans_;  // of the set at hand, only those given anew; likewise the next
    Names<AttributionId> attributions_;
    std::unordered_set<std::string_view> taken_spans_;  // in the project
    Ids<RelationId> taken_relations_;
    Ids<AttributionId> taken_attributions_;
};

}  // namespace

std::map<DocumentId, DocumentId> compose::shared_documents(const Project& project, const Project& incoming)
{
    std::unordered_multimap<std::string_view, const Document*> by_text;
    for (const Document& document : project.documents()) by_text.emplace(document.text->sha256(), &document);
    std::map<DocumentId, DocumentId> shared;
    Ids<DocumentId> taken;
    for (const Document& document : incoming.documents()) {
        const Document* present = project.find(document.id);
        if (!present || present->text->bytes() != document.text->bytes()) continue;
        shared[document.id] = present->id;
        taken.insert(present->id);
    }
    for (const Document& document : incoming.documents()) {
        if (shared.count(document.id)) continue;
        const auto [first, last] = by_text.equal_range(document.text->sha256());
        const Document* same = nullptr;  // the first in the project's order
        for (auto it = first; it != last; ++it)
            if (!taken.count(it->second->id) && (!same || it->second < same)) same = it->second;
        if (!same) continue;
        shared[document.id] = same->id;
        taken.insert(same->id);
    }
    return shared;
}

Result<Composed> merge_project(const Context& context, const Project& incoming)
{
    return Merger(context, incoming).merge();
}

}  // namespace glossator
