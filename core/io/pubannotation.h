#pragma once

#include "core/io/codec.h"

namespace glossator {

// "pubannotation": the JSON of PubAnnotation, one document a file. Offsets count code points. A denotation has the
// label as "obj", several places where the span has fragments, and what else it says as attributes: see fields_of(). An
// attribution is a denotation with the obj "attribution" at its cue, else content, else source, to which relations lead
// from the spans in the roles "source", "cue", "content", "addressee", and from its parent. "glossator" holds what the
// format has no words for: see side_records(). Also read: chained fragments (_lexicallyChainedTo), lists of documents.
Codec pubannotation_codec();

}  // namespace glossator
