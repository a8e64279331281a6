#pragma once

#include "core/io/codec.h"

namespace glossator {

// spaCy's DocBin (version 3; a .spacy file), which `spacy train` reads: the Docs of core/io/spacy.h, with the same
// spans, groups and ents, as numbers in a packed table of tokens. Written are ORTH, ENT_IOB, ENT_TYPE and ENT_KB_ID,
// the span groups, and what remains as "glossator" in the user data; the bytes aren't compressed. Read is also what
// other programs wrote. What DocBin.from_bytes accepts was found with spaCy 3.5.
Codec docbin_codec();

}  // namespace glossator
