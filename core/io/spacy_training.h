#pragma once

#include "core/io/span_lines.h"

namespace glossator {

// A document of spaCy's training data of version 2, {"paragraphs": [{"raw", "sentences": [{"tokens": [{"orth", "space",
// "ner"}]}]}]}: each paragraph becomes a document. Its text is "raw", else its tokens with their "space", else as
// Detokeniser puts them together; entities are what the tags in "ner" say (BILUO or IOB, "-" for unknown).
Status read_spacy_training(SpanLineReader& lines, JsonValue document);

}  // namespace glossator
