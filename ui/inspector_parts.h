#pragma once

#include "ui/widgets.h"

// The parts of the inspector, from top to bottom.
namespace glossator {

// A name at the left of the row; what comes next is drawn at its right. Returns the width that is left.
float begin_field(const Ui& ui, std::string_view title);

// The attributes `ids` with their present values; changes run `command` {id, attributes}. Controls are named `prefix` +
// attribute.
struct AttributeRows {
    const std::vector<AttributeId>& ids;
    const Attributes& values;
    std::string_view command;
    std::string_view record;
    std::string_view prefix;
};
void attribute_rows(const Ui& ui, const AttributeRows& rows);

void entity_part(const Ui& ui, const Document& document, const Span& span);
void claim_part(const Ui& ui, const Document& document, const Span& span);
void attribution_part(const Ui& ui, const Document& document, const AnnotationSet& set, const Span& span,
                      const LabelDef& label);
void relation_part(const Ui& ui, const Document& document, const AnnotationSet& set, const Span& span);

// What is unfinished in the document's set, and of it what is about a span.
void checklist_part(const Ui& ui, const Document& document, const AnnotationSet& set);
void span_checks(const Ui& ui, const AnnotationSet& set, const Span& span);
// The flags of a record as chips; a click runs "flag.toggle" with `record` among its arguments ("span": "s-1").
void flag_chips(const Ui& ui, const std::vector<std::string>& flags, std::string_view record, std::string_view id);

void document_part(const Ui& ui, const Document& document, const AnnotationSet* set);

// A span as a line to click; focuses it. `kept_free` px at its right are for what is drawn over it.
void span_link(const Ui& ui, const char* name, const Document& document, const Span& span, const LabelDef* label,
               float kept_free = 0);

}  // namespace glossator
