#pragma once

#include "core/io/codec.h"

namespace glossator {

// Tokens one a line, sentences parted by blank lines, the tag of each token in the last column: flat spans of whole
// tokens. Text and offsets aren't in such files: in reading, the text is put together as Detokeniser says, and tokens
// and sentences are kept, so that writing repeats them.
//
// Read: tags of IOB1, IOB2, IOBES and BILOU, in columns parted by tabs or by blanks; "-DOCSTART-" begins a document.
// Written: with LF, and where spans overlap, the longest.

// CoNLL-2003: four columns parted by a blank, tags of IOB2, all documents in one file.
Codec conll2003_codec();
// Token, tab, tag of IOB2, as seqeval and doccano read it; a file a document.
Codec iob2_codec();
// The same with tags of BILOU.
Codec bilou_codec();

}  // namespace glossator
