#pragma once

#include <cstddef>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/model/project.h"

// One change to a project as a value: the only way anything changes. Every kind of record is put (added, or replaced if
// its id is there) and removed; so undo, the journal and tests share one small language.
namespace glossator {

struct PutProjectInfo {
    ProjectInfo info;
};
struct PutSchema {
    Schema schema;
};
struct PutAnnotator {
    Annotator annotator;
};
struct RemoveAnnotator {
    AnnotatorId id;
};
struct PutDocument {
    Document document;
    size_t position = static_cast<size_t>(-1);
};  // beyond the end: last, or where it was
struct RemoveDocument {
    DocumentId id;
};
struct PutEntity {
    Entity entity;
};
struct RemoveEntity {
    EntityId id;
};
struct PutClaim {
    Claim claim;
};
struct RemoveClaim {
    ClaimId id;
};
struct PutSet {
    SetInfo info;
};  // its spans stay
struct RemoveSet {
    SetId id;
};
struct PutSpan {
    SetId set;
    Span span;
};
struct RemoveSpan {
    SetId set;
    SpanId id;
};
struct PutRelation {
    SetId set;
    Relation relation;
};
struct RemoveRelation {
    SetId set;
    RelationId id;
};
struct PutAttribution {
    SetId set;
    Attribution attribution;
};
struct RemoveAttribution {
    SetId set;
    AttributionId id;
};

using Edit = std::variant<PutProjectInfo, PutSchema, PutAnnotator, RemoveAnnotator, PutDocument, RemoveDocument,
                          PutEntity, RemoveEntity, PutClaim, RemoveClaim, PutSet, RemoveSet, PutSpan, RemoveSpan,
                          PutRelation, RemoveRelation, PutAttribution, RemoveAttribution>;

// Makes the change and returns the edit that undoes it. The project keeps every rule of model/rules.h at all times, so
// an edit that would break one is refused: Invalid; NotFound for an id that isn't there; InUse for removing what
// another record refers to (a document with sets, a set that isn't empty, a span in an attribution, an entity with
// mentions, a label with spans). The project is then unchanged.
Result<Edit> apply(Project& project, const Edit& edit);

// Applies all or nothing, in order; returns the inverse, also in the order to apply it.
Result<std::vector<Edit>> apply_all(Project& project, const std::vector<Edit>& edits);

}  // namespace glossator
