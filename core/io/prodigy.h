#pragma once

#include "core/io/codec.h"

namespace glossator {

// Prodigy's JSON Lines (1.11 and later), a task a line: {"text", "tokens": [{"text", "start", "end", "id", "ws"}],
// "spans": [{"start", "end", "token_start", "token_end", "label"}], "relations": [{"head", "child", "head_span",
// "child_span", "label"}], "answer"}. Offsets count code points; "token_end" is included; "head" and "child" are the
// last tokens of their spans, as in the tasks that its authors publish.
//
// Written are tokens that fit every span, and no hashes, which Prodigy makes itself. Each fragment of a span is a span
// with the same "id"; an attribution is relations from its first content, named after roles. What remains stands under
// "glossator", a text, which Prodigy keeps as it keeps other keys. Of tasks that were rejected or ignored only the text
// is read.
Codec prodigy_codec();

}  // namespace glossator
