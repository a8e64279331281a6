#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace glossator {

// Appends one record as RFC 4180 has it: commas, CRLF at its end, quotation marks where a field needs them. A field
// that a spreadsheet would take for a formula (it begins with =, +, -, @, their wide forms, a tab, a line feed or a
// carriage return) gets an apostrophe before it, so that a text never runs as one; and so does one that has apostrophes
// before such a character, so that a program gets every field back: it takes one apostrophe off where some stand
// before one of these.
void append_csv_row(std::string& out, const std::vector<std::string>& fields);

}  // namespace glossator
