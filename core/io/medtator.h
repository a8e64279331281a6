#pragma once

#include "core/io/codec.h"

namespace glossator {

// MedTator's XML (version 1.3), a file a document, and the DTD of its schema, without which it opens none of them.
// Offsets count UTF-16 units of the text as XML parsers give it: line ends are line feeds.
//
// A span is a tag named after its label, "spans" its fragments ("5~9,12~20"); a relation, or attribution, a tag whose
// ends are pairs of attributes ("fromID", "fromText"; "sourceID", …, "source2ID"). MedTator shows the attributes that
// the DTD has, and passes on those that begin with "_", in which the rest stands: "_id", "_label" where the tag has
// another name, "_identifier", "_entity_name", "_claim" and so on, "_parent", and "_fields", what can't be the name of
// an attribute, as JSON. An element of <META> holds side_records().
//
// Read: any root; a tag without "spans" is a relation, from its ends in the order of their names. Schemas aren't read:
// every attribute is a text.
Codec medtator_codec();

}  // namespace glossator
