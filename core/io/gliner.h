#pragma once

#include "core/io/codec.h"

namespace glossator {

// GLiNER's training data: a JSON array of {"tokenized_text": [...], "ner": [[first, last, label], ...]}, tokens counted
// from 0 and the last one included. Spans may overlap. Neither text nor sentences are there: each record is read as a
// document, whose text is put together as Detokeniser says.
Codec gliner_codec();

}  // namespace glossator
