#pragma once

#include "core/io/codec.h"

namespace glossator {

// "csv" and "tsv", only written: the work of all annotators as tables for spreadsheets and data frames.
//   spans         a row a span: where it stands ("ranges", and "begin" and "end" over all of them, in code points of
//   the
//                 document), its text (fragments with " … " in between), entity, claim, note, a column for each
//                 attribute
//   relations     a row a relation, a column for each attribute
//   attributions  a row an attribution: the spans in each role, by id and by text, a column for each attribute
//   claims        a row for each claim, source and document: how many attributions say so
// CSV as in core/base/csv.h: UTF-8, commas, CRLF, formulas guarded with an apostrophe. TSV: a line feed ends a row, and
// \\, \t, \n and \r stand for a backslash, a tab and line ends.
Codec csv_codec();
Codec tsv_codec();

}  // namespace glossator
