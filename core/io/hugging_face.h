#pragma once

#include "core/io/codec.h"

namespace glossator {

// Folders that the library `datasets` loads: data/train.jsonl, data/validation.jsonl and data/test.jsonl (those that
// have a row), and their features in README.md and dataset_info.json. Which document is in which split: splits_of().

// {"id", "tokens": [...], "ner_tags": [numbers]}: tokens and the flat spans of one layer as numbers of IOB2 tags, whose
// names are the features'. Not read: rows alone don't tell the names.
Codec hf_tokens_codec();

// {"id", "text", "spans": [{"start", "end", "label", "text", "id"}], "relations": [{"head", "tail", "label", "id"}],
// "attributions": [{"id", "sources", "cues", "contents", "addressees", "parent"}], "glossator"}: a document a row, all
// rows of the same types; offsets count code points; each fragment of a span is a span with the same id; "glossator" is
// a text that holds what has no column. Read are also rows of others that have "text" and such "spans".
Codec hf_spans_codec();

}  // namespace glossator
