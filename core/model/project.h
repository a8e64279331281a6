#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "core/model/records.h"
#include "core/model/schema.h"

namespace glossator {

// Everything that is open. Read-only to all but edit/apply (through ProjectWriter): const methods are all that views
// and codecs see.
//
// Pointers and references to records hold until that kind of record next changes.
class Project {
public:
    const ProjectInfo& info() const { return info_; }
    const Schema& schema() const { return schema_; }
    const std::vector<Annotator>& annotators() const { return annotators_; }  // by id
    const std::vector<Document>& documents() const { return documents_; }     // in the order of the project
    const std::map<EntityId, Entity>& entities() const { return entities_; }
    const std::map<ClaimId, Claim>& claims() const { return claims_; }
    // Sets by document in project order, then by id.
    const std::vector<std::unique_ptr<AnnotationSet>>& sets() const { return sets_; }

    const Annotator* find(const AnnotatorId& id) const;
    const Document* find(const DocumentId& id) const;
    const Entity* find(const EntityId& id) const;
    const Claim* find(const ClaimId& id) const;
    const AnnotationSet* find(const SetId& id) const;
    std::vector<const AnnotationSet*> sets_of(const DocumentId& id) const;
    // The set that holds this record; ids of spans, relations and attributions are unique in a project. O(sets).
    const AnnotationSet* set_of(const SpanId& id) const;
    const AnnotationSet* set_of(const RelationId& id) const;
    const AnnotationSet* set_of(const AttributionId& id) const;

    // How many spans point to it. O(1).
    size_t mentions(const EntityId& id) const;
    size_t mentions(const ClaimId& id) const;
    // How many relations and attributions refer to the span. O(1).
    size_t uses(const SpanId& id) const;

    // Counts up with every change; views keep what they derived until it moves.
    uint64_t revision() const { return revision_; }

private:
    friend class ProjectWriter;

    ProjectInfo info_;
    Schema schema_;
    std::vector<Annotator> annotators_;
    std::vector<Document> documents_;
    std::map<EntityId, Entity> entities_;
    std::map<ClaimId, Claim> claims_;
    std::vector<std::unique_ptr<AnnotationSet>> sets_;
    std::unordered_map<DocumentId, size_t> document_positions_;
    std::unordered_map<SetId, AnnotationSet*> sets_by_id_;
    // Only what is counted at least once:
    std::unordered_map<EntityId, size_t> entity_mentions_;
    std::unordered_map<ClaimId, size_t> claim_mentions_;
    std::unordered_map<SpanId, size_t> span_uses_;
    uint64_t revision_ = 0;
};

}  // namespace glossator
