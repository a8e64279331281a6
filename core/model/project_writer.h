#pragma once

#include <deque>

#include "core/model/project.h"

namespace glossator {

// Changes a project without asking model/rules.h: for edit/apply, which asks first, and for readers, which ask record
// by record while they build a new one. Keeps orders, counts and revision() right.
class ProjectWriter {
public:
    explicit ProjectWriter(Project& project) : project_(project) {}

    void set_info(ProjectInfo info);
    void set_schema(Schema schema);
    // Each adds the record, or replaces the one with its id.
    void put(Annotator annotator);
    // A `position` beyond the end means last, or where the document was.
    void put(Document document, size_t position = static_cast<size_t>(-1));
    void put(Entity entity);
    void put(Claim claim);
    AnnotationSet& put(SetInfo info);  // contents stay; its document is there
    void put(AnnotationSet& set, Span span);
    const Relation& put(AnnotationSet& set, Relation relation);
    const Attribution& put(AnnotationSet& set, Attribution attribution);
    bool assign(AnnotationSet& set, std::deque<Span> spans);  // into an empty set; see SpanStore::assign

    AnnotationSet* find(const SetId& id);  // null if there is none

    // The record is there, and nothing refers to it; a set is empty.
    void erase(const AnnotatorId& id);
    void erase(const DocumentId& id);
    void erase(const EntityId& id);
    void erase(const ClaimId& id);
    void erase(const SetId& id);
    void erase(AnnotationSet& set, const SpanId& id);
    void erase(AnnotationSet& set, const RelationId& id);
    void erase(AnnotationSet& set, const AttributionId& id);

private:
    void number_documents(size_t from);
    bool stands_before(const AnnotationSet& a, const AnnotationSet& b) const;  // see Project::sets()
    void sort_sets();

    Project& project_;
};

}  // namespace glossator
