#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/edit/compose.h"

// What composing shares among its files; everybody else includes edit/compose.h.
namespace glossator::compose {

template <class Id>
tl::unexpected<Error> no_such(const char* kind, const Id& id)
{
    return fail(ErrorCode::NotFound, std::string("there is no ") + kind + " \"" + id.text + "\"");
}

// A span and the set that holds it; null pointers if there is none.
struct Place {
    const AnnotationSet* set = nullptr;
    const Span* span = nullptr;
};
Place find_span(const Context& context, const SpanId& id);

// The context's own set if it holds the record, since that is where it mostly is; null if no set does.
const AnnotationSet* set_with(const Context& context, const RelationId& id);
const AnnotationSet* set_with(const Context& context, const AttributionId& id);

// Appends what makes a set for the document, and an annotator for it if neither the project nor `edits` has one.
SetId add_set(const Context& context, const DocumentId& document, std::vector<Edit>& edits);

// Adds the defaults of those of `ids` that `attributes` lacks.
void fill_in_defaults(const Schema& schema, const std::vector<AttributeId>& ids, Attributes& attributes);

// Sorted, without empty ranges, and with those that overlap or touch made one.
std::vector<TextRange> joined(std::vector<TextRange> ranges);

// The span of the set that has this label at exactly this place, or null.
const Span* span_at(const AnnotationSet& set, const LabelId& label, const std::vector<TextRange>& at);

// With an id of its own and the label's defaults.
Span new_span(const Context& context, const LabelDef& label, std::vector<TextRange> at, Attributes attributes);

// One edit that puts `span` in place of the one at `place`; none if they are equal.
Composed replace_span(const Place& place, Span span, std::string title);

// Which documents of `incoming` are in the project already, and as which: one with the same text. Each is shared once,
// since two documents of one text are two documents; those with the same id go first.
std::map<DocumentId, DocumentId> shared_documents(const Project& project, const Project& incoming);

// The attributions of a set in an order in which each stands after its parent.
std::vector<const Attribution*> parents_first(const AnnotationSet& set);

}  // namespace glossator::compose
