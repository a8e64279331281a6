#pragma once

#include "core/io/codec.h"

namespace glossator {

// spaCy's Doc as JSON (version 3, Doc.to_json), a document a line: {"text", "tokens", "ents", "spans": {key: [...]}}.
// Written is what Doc.from_json takes: each token but one space behind a word is listed, all marks begin and end with
// tokens and without white space, "ents" don't overlap. Every span stands in a group under "spans": one for each layer,
// or "sc", the key of spancat; those of one layer that overlap no longer one stand under "ents" too. What remains
// stands in the custom attribute "glossator" (in "_"), a text.
//
// Read are also training data of version 2 (a document for each paragraph; entities by the tags of its tokens) and the
// pairs [text, {"entities": [[start, end, label]]}]. Offsets count code points. What Doc.from_json accepts was found
// with spaCy 3.5.
Codec spacy_codec();

}  // namespace glossator
