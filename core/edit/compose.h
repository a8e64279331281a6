#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/edit/history.h"

// User actions as steps: what each means for the records around it is decided here, once, for mouse, keyboard, automation and tests.
// Nothing is changed until the step is run. All offsets are bytes. Errors are sentences for the user.
namespace glossator {

// A step and the ids of the records that it makes or puts, in the order a caller would ask for them.
struct Composed {
    Step step;
    std::vector<std::string> ids;
};

// Ids that no record of the project has or, within this object's life, had ("s-12"). Keep one as long as the project is open.
class IdMaker {
public:
    explicit IdMaker(const Project& project);
    SpanId span();
    RelationId relation();
    AttributionId attribution();
    EntityId entity();
    ClaimId claim();
    DocumentId document();
    SetId set();
    // …one counter a kind, seeded above the largest number in use.
};

// Everything composing needs to know of the moment.
struct Context {
    const Project& project;
    IdMaker& ids;
    SetId set;         // where spans, relations and attributions go
    std::string now;   // RFC 3339, for Span::created; empty leaves it out
};

// Spans
Result<Composed> create_span(const Context&, LabelId label, std::vector<TextRange> at, Attributes attributes = {});  // defaults of the schema filled in; the same
                                                                                                   // label at the same place: no edits, the existing id
Result<Composed> delete_spans(const Context&, const std::vector<SpanId>& ids);  // leaves roles of attributions; an attribution without any role goes, its children move up
Result<Composed> put_span(const Context&, Span span, std::string title);        // replaces; drops attributes that the label doesn't have
Result<Composed> relabel_span(const Context&, const SpanId& id, const LabelId& label);
Result<Composed> add_fragment(const Context&, const SpanId& id, TextRange range);     // merges with fragments it touches
Result<Composed> remove_fragment(const Context&, const SpanId& id, size_t fragment);  // the last one can't go
enum class Edge { Begin, End };
Result<Composed> move_edge(const Context&, const SpanId& id, size_t fragment, Edge edge, uint32_t byte);  // stops short of crossing the neighbour or the other edge

// Links
Result<Composed> create_relation(const Context&, RelationTypeId type, SpanId from, SpanId to, Attributes attributes = {});
Result<Composed> delete_relation(const Context&, const RelationId& id);
Result<Composed> create_attribution(const Context&, Attribution attribution);  // its id is made here
Result<Composed> put_attribution(const Context&, Attribution attribution);
Result<Composed> delete_attribution(const Context&, const AttributionId& id);  // children move up to its parent

// Entities and claims
Result<Composed> create_entity(const Context&, Entity entity);  // its id is made here
Result<Composed> put_entity(const Context&, Entity entity);
Result<Composed> assign_entity(const Context&, const SpanId& span, const EntityId& entity);  // the empty id takes it off
Result<Composed> merge_entities(const Context&, const EntityId& from, const EntityId& into); // mentions move, name and aliases become aliases
Result<Composed> delete_entity(const Context&, const EntityId& id);                           // mentions lose it
Result<Composed> create_claim(const Context&, std::string text);
Result<Composed> put_claim(const Context&, Claim claim);
Result<Composed> assign_claim(const Context&, const SpanId& span, const ClaimId& claim, std::string relation);
Result<Composed> link_claims(const Context&, const ClaimId& from, const ClaimId& to, std::string type);
Result<Composed> delete_claim(const Context&, const ClaimId& id);

// Documents and the project
Result<Composed> add_document(const Context&, Document document, AnnotatorId by);  // with an open set; ids: document, set
Result<Composed> remove_document(const Context&, const DocumentId& id);            // with its sets and all in them
Result<Composed> set_status(const Context&, const SetId& set, std::string status);
Result<Composed> set_schema(const Context&, Schema schema);

// What `incoming` brings that `project` lacks: documents (one with the same text is shared, so that annotators' sets stand side by side),
// sets and their contents, entities and claims, labels and attributes of the schema. An id that stands for something else in
// `project` is given anew. Ids: the documents.
Result<Composed> merge_project(const Context&, const Project& incoming);

}  // namespace glossator
