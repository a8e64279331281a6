#pragma once

#include "core/io/codec.h"

namespace glossator {

// doccano's JSON Lines (1.8), a document a line: {"text", "label": [[0, 5, "PER"]]} of sequence labelling, or
// {"text", "entities": [{"id", "label", "start_offset", "end_offset"}], "relations": [{"id", "from_id", "to_id",
// "type"}]} of projects with relations; ids are whole numbers.
//
// Offsets count UTF-16 units, in which its page counts, or grapheme clusters where a project has that option; nothing
// in a file tells which, so that the user has to. An attribution is relations from its first content, named after
// roles; a further fragment of a span is a span of its own, to which a relation leads.
Codec doccano_codec();

}  // namespace glossator
