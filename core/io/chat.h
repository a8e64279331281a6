#pragma once

#include "core/io/codec.h"

namespace glossator {

// Chats to fine-tune a language model for extraction, a document a line: {"messages": [system, user, assistant]}. The
// system message tells of the schema, the user's is the text, and the answer is a JSON object:
//
//   {"spans": [{"id": 1, "label": "PERSON", "quote": "Ilse", "occurrence": 1, "entity", "claim", "claim_relation",
//   "attributes"}], "relations": [{"type", "from": 1, "to": 2, "attributes"}], "attributions": [{"source": [1], "cue":
//   [], "content": [2], "addressee": [3], "parent": 1, "attributes"}]}
//
// A quote is the literal text, since models can't count; "occurrence" says which of the places where it begins, from 1.
// Of several fragments both are lists. "entity" is a name, "claim" a text, "parent" the number of an attribution.
// Places
// ("start", "end", code points) are there if asked for. Read are such answers, also those of a model: what they quote
// but isn't there is a loss.
Codec chat_codec();

}  // namespace glossator
