#pragma once

#include <optional>

#include "core/io/native_anchor.h"
#include "core/io/native_fields.h"
#include "core/model/records.h"
#include "core/model/schema.h"

// The records of the native file, from JSON. What is wrong goes to `problems`; the record is then not to be used. The
// rules that tie a record to its project are checked elsewhere (model/rules.h).
namespace glossator {

ProjectInfo parse_project_info(ProblemList& problems, JsonValue json);
Schema parse_schema(ProblemList& problems, JsonValue json);
Annotator parse_annotator(ProblemList& problems, JsonValue json);
Entity parse_entity(ProblemList& problems, JsonValue json);
Claim parse_claim(ProblemList& problems, JsonValue json);
SetInfo parse_set_info(ProblemList& problems, JsonValue json);  // passes over "spans", "relations" and "attributions"
Relation parse_relation(ProblemList& problems, JsonValue json);
Attribution parse_attribution(ProblemList& problems, JsonValue json);

enum class TextCheck {
    Exact,    // hash and length are those of the text
    Changed,  // the text may be another: hash and length are passed over, segments forgotten where they differ
};
// Nothing if there is no text to go on with. `differs` tells if the hash or length didn't fit.
struct ParsedDocument {
    Document document;
    bool differs = false;
    size_t differs_at = Error::kNoOffset;
    std::string how;  // the sentence
};
// With `text`, which is UTF-8 or will be refused, `json` has no "text".
std::optional<ParsedDocument> parse_document(ProblemList& problems, JsonValue json, TextCheck check,
                                             std::optional<std::string> text = {});

// The byte at which `quote` stands in the text if that is where the range [begin, end] of a file begins.
std::optional<uint32_t> place_of_quote(JsonValue range, std::string_view quote, const Text& text);

// `at` and `quote` of a span in code points of its text. With `quotes`, fragments that don't stand at their place are
// moved to the only place where their quote does. // Without `text` both are passed over.
Span parse_span(ProblemList& problems, JsonValue json, const Text* text, const QuoteIndex* quotes = nullptr);

}  // namespace glossator
