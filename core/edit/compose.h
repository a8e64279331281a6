#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/edit/history.h"

// User actions as steps: what each means for the records around it is decided here, once, for mouse, keyboard,
// automation and tests. Nothing is changed until the step is run. All offsets are bytes. Errors are sentences for the
// user.
namespace glossator {

// A step and the ids of the records that it makes or puts, in the order a caller would ask for them.
struct Composed {
    Step step;
    std::vector<std::string> ids;
};

// Ids that no record of the project has or, within this object's life, had ("s-12"). Keep one as long as the project is
// open.
class IdMaker {
public:
    explicit IdMaker(const Project& project) { skip(project); }
    SpanId span() { return SpanId(spans_.next("s-")); }
    RelationId relation() { return RelationId(relations_.next("r-")); }
    AttributionId attribution() { return AttributionId(attributions_.next("a-")); }
    EntityId entity() { return EntityId(entities_.next("e-")); }
    ClaimId claim() { return ClaimId(claims_.next("c-")); }
    DocumentId document() { return DocumentId(documents_.next("d-")); }
    SetId set() { return SetId(sets_.next("t-")); }

    // Makes no id that `project` has. O(records).
    void skip(const Project& project);

private:
    // Counts above the largest number in use.
    class Counter {
    public:
        std::string next(const char* prefix);
        void skip(std::string_view id);

    private:
        uint64_t last_ = 0;
    };
    Counter spans_, relations_, attributions_, entities_, claims_, documents_, sets_;
};

// Everything composing needs to know of the moment.
struct Context {
    const Project& project;
    IdMaker& ids;
    SetId set;        // where spans, relations and attributions go
    std::string now;  // RFC 3339, for Span::created; empty leaves it out
};

// Spans, wherever they are; new ones go to the context's set. What changes nothing composes a step without edits.

// The label's defaults are filled in. The same label at the same place: no edits, the id of the span that is there.
Result<Composed> create_span(const Context&, LabelId label, std::vector<TextRange> at, Attributes attributes = {});
// Places of one document that are to get the same label, each as a span of its own, and the set that they go to; where
// that is empty, one is made as create_set() does.
struct Places {
    DocumentId document;
    SetId set;
    std::vector<TextRange> at;
};
// In one step. Where the set has that span already, none is made. Ids: the new spans.
Result<Composed> create_spans(const Context&, const LabelId& label, const std::vector<Places>& places);
// Spans leave the roles of attributions and take their relations with them. An attribution left without source, cue and
// content goes too, and its children move up.
Result<Composed> delete_spans(const Context&, const std::vector<SpanId>& ids);
// Replaces the span; drops attributes that its label doesn't have.
Result<Composed> put_span(const Context&, Span span, std::string title);
// Keeps the attributes that both labels have, and fills in the new one's defaults.
Result<Composed> relabel_span(const Context&, const SpanId& id, const LabelId& label);
// Merges with fragments it overlaps or touches.
Result<Composed> add_fragment(const Context&, const SpanId& id, TextRange range);
// The last fragment can't go.
Result<Composed> remove_fragment(const Context&, const SpanId& id, size_t fragment);
enum class Edge { Begin, End };
// Stops at the neighbouring fragment, and a grapheme short of the other edge.
Result<Composed> move_edge(const Context&, const SpanId& id, size_t fragment, Edge edge, uint32_t byte);

// Links

// The same relation between the same spans: no edits, the id of the one that is there.
Result<Composed> create_relation(const Context&, RelationTypeId type, SpanId from, SpanId to,
                                 Attributes attributes = {});
Result<Composed> delete_relation(const Context&, const RelationId& id);
// Its id is made here, and the schema's defaults are filled in.
Result<Composed> create_attribution(const Context&, Attribution attribution);
// A span in a role: one that is there, or else one to be made.
struct DraftSpan {
    SpanId span;  // empty: one with `label` at `at`; if there is one already, that one
    LabelId label;
    std::vector<TextRange> at;  // not empty
    friend bool operator==(const DraftSpan&, const DraftSpan&) = default;
};
// An attribution whose spans need not be there yet.
struct AttributionDraft {
    std::vector<DraftSpan> sources, cues, contents, addressees;
    AttributionId parent;
    Attributes attributes;
    friend bool operator==(const AttributionDraft&, const AttributionDraft&) = default;
};
// With all that it lacks, in one step. Ids: the attribution, then the spans that are new.
Result<Composed> create_attribution(const Context&, const AttributionDraft& draft);
// The draft that changes nothing about an attribution of `set`.
AttributionDraft draft_of(const AnnotationSet& set, const Attribution& attribution);
// Makes the attribution what `draft` says, with the spans that it lacks, in one step; its note and flags stay. Ids: the
// attribution, then the spans that are new.
Result<Composed> change_attribution(const Context&, const AttributionId& id, const AttributionDraft& draft);
Result<Composed> put_attribution(const Context&, Attribution attribution);
// Its children move up to its parent.
Result<Composed> delete_attribution(const Context&, const AttributionId& id);

// Entities and claims

Result<Composed> create_entity(const Context&, Entity entity);  // its id is made here
Result<Composed> put_entity(const Context&, Entity entity);
Result<Composed> assign_entity(const Context&, const SpanId& span,
                               const EntityId& entity);  // the empty id takes it off
Result<Composed> assign_entities(const Context&, const std::vector<SpanId>& spans, const EntityId& entity);
// A span with its entity in one step: the one named, or if that is empty a new one called `new_name`, of the label's
// type. A span that has that label there already gets the entity. Ids: span, entity.
Result<Composed> create_mention(const Context&, const LabelId& label, std::vector<TextRange> at, const EntityId& entity,
                                const std::string& new_name);
// The mentions go to `entity`, which is made with an id of its own. Ids: the entity.
Result<Composed> split_entity(const Context&, const std::vector<SpanId>& spans, Entity entity);
// They are two, however alike; kept with `a` as "x-apart" and asked with are_apart(), whichever is first.
Result<Composed> keep_apart(const Context&, const EntityId& a, const EntityId& b);
bool are_apart(const Entity& a, const Entity& b);
// Mentions move; name and aliases become aliases; links to knowledge bases and notes are joined.
Result<Composed> merge_entities(const Context&, const EntityId& from, const EntityId& into);
Result<Composed> delete_entity(const Context&, const EntityId& id);  // mentions lose it
Result<Composed> create_claim(const Context&, std::string text);
Result<Composed> put_claim(const Context&, Claim claim);
// The empty claim takes it off.
Result<Composed> assign_claim(const Context&, const SpanId& span, const ClaimId& claim, std::string relation);
Result<Composed> link_claims(const Context&, const ClaimId& from, const ClaimId& to, std::string type);
// Points `span` to the record of `other`. Where that has none, one is made of its words. Ids: the record, if made.
Result<Composed> relate_claims(const Context&, const SpanId& span, const SpanId& other, std::string relation);
// Spans and links move, notes are joined; links between the two go, and so do the words of `from`.
Result<Composed> merge_claims(const Context&, const ClaimId& from, const ClaimId& into);
// Takes all links from one record to the other away.
Result<Composed> unlink_claims(const Context&, const ClaimId& from, const ClaimId& to);
Result<Composed> delete_claim(const Context&, const ClaimId& id);  // spans and other claims lose it

// Flags and what need not be done

// Sets the flag of the record, or takes it off if it has it. `flag` is a plain word (see plain_list.h). Errors: Invalid
// if its "x-flags" is no list of words.
Result<Composed> toggle_flag(const Context&, const SpanId& id, const std::string& flag);
Result<Composed> toggle_flag(const Context&, const AttributionId& id, const std::string& flag);
Result<Composed> toggle_flag(const Context&, const SetId& id, const std::string& flag);
// What the checklist of the set is to leave out from now on, or to list again, by key_of(Check); kept as "x-checked".
Result<Composed> dismiss_checks(const Context&, const SetId& id, const std::vector<std::string>& keys);
// The same for kinds of checks in all documents, by group_of(Check); kept with the project as "x-unchecked".
Result<Composed> toggle_checks(const Context&, const std::string& group);
// Lists again all that was dismissed in the set, and the kinds that no document is asked for.
Result<Composed> restore_checks(const Context&, const SetId& id);

// Documents and the project

// With an open set for the annotator. An id that is empty or taken is made here. Ids: document, set.
Result<Composed> add_document(const Context&, Document document, AnnotatorId by);
Result<Composed> remove_document(const Context&, const DocumentId& id);  // with its sets and all in them
// To annotate the document in, for the project's first human annotator, who is made if there is none.
Result<Composed> create_set(const Context&, const DocumentId& document);
Result<Composed> set_status(const Context&, const SetId& set, std::string status);
Result<Composed> set_schema(const Context&, Schema schema);

// What `incoming` brings that `project` lacks: documents (one with the same text is shared, so that annotators' sets
// stand side by side), sets and their contents, entities, claims, annotators, and what the schema lacks. An id that
// stands for something else in `project` is given anew. Ids: the documents, as they are called in `project`.
Result<Composed> merge_project(const Context&, const Project& incoming);

}  // namespace glossator
