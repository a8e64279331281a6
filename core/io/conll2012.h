#pragma once

#include "core/io/codec.h"

namespace glossator {

// Coreference as in the CoNLL-2012 shared task: "#begin document (name); part 000", a word a line, the cluster of each
// mention in brackets in the last column ("(3", "3)", "(3)", several parted by "|"), sentences parted by blank lines.
// Offsets are tokens; the text is put together from them as Detokeniser says. Clusters are of one document, or part.
//
// Read: columns parted by tabs or by blanks, from five (document, part, number, word, cluster) to all of OntoNotes, in
// which names stand too; the last may be "-", "_", "*" or, after a tab, empty (LitBank).
// Written: twelve columns parted by tabs, since the official scorer takes brackets in words for mentions otherwise;
// entities are clusters, labels of the layer "entity" names. An entity of several documents is a cluster in each.
Codec conll2012_codec();

}  // namespace glossator
