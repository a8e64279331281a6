#pragma once

#include "core/io/codec.h"

namespace glossator {

// "pubtator": documents as "ID|t|title" and "ID|a|abstract", with a line "ID TAB begin TAB end TAB mention TAB type TAB
// concept" for each span. Offsets count code points (bioc, the Python library) over title, one character, abstract; on
// reading the unit is the one under which the mentions stand at their place. A document's first line is the title;
// other line ends and tabs become spaces. The concept is the entity. Each fragment of a span is a line of its own.
Codec pubtator_codec();

}  // namespace glossator
