#pragma once

#include <string>
#include <string_view>

#include "core/io/cas.h"
#include "core/io/codec.h"

namespace glossator {

// "webanno-tsv3": WebAnno TSV 3.1 to 3.3, as INCEpTION reads and writes it (facts: the documentation of INCEpTION 30 to
// 37, its reader and writer, and the reference files of its tests). One file a document.
//
// Offsets count UTF-16 units. A line feed in a sentence begins another "#Text=" line; CR, TAB and other controls are
// escaped. What stands between two sentences is written with the first one, unless it is a line feed, so that readers
// get the same text; what stands before the first one becomes spaces. What the format says is in cas.h, which tells
// how our records stand in it: layers that a project of INCEpTION has to have before it reads the file. The text of a
// feature can't be empty, nor hold a CR.
Codec webanno_tsv_codec();

namespace cas {

std::string write_webanno_tsv(const Cas& cas, Losses& losses);
// Errors: with the byte offset.
Result<Cas> read_webanno_tsv(std::string_view bytes, Losses& losses);

}  // namespace cas

}  // namespace glossator
