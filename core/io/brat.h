#pragma once

#include "core/io/codec.h"

namespace glossator {

// brat standoff: "a.ann" with "a.txt" beside it, and annotation.conf and visual.conf of their folder. As brat itself
// (master 44ecd825, annotation.py) reads and writes it; attributions as PolNeAR's files have them.
//
// Offsets count code points, and CRLF is two; files that were made in brat's page may count UTF-16 units after
// characters beyond U+FFFF, which the quotes tell. The quote is one line, so that what crosses the end of a line is
// written as a fragment for each line, without white space at the cuts; such fragments are joined again in reading.
//
// A span is a T line; an attribution an event of type Attribution (Attribution-no-source) with roles Source, Cue,
// Content, Addressee, Parent, whose trigger repeats the place of the cue; a relation an R line; attributes are A, notes
// # lines. Entities and claims are N lines that refer to "GlossatorEntity" and "GlossatorClaim". Names that brat
// doesn't allow are replaced; visual.conf has the titles, and a comment in annotation.conf all that brat has no words
// for.
Codec brat_codec();

}  // namespace glossator
