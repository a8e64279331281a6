#pragma once

namespace glossator {

// The property Default_Ignorable_Code_Point: joiners, direction marks, variation selectors, soft hyphen and the like,
// which take no room and need no glyph.
bool is_default_ignorable(char32_t c);

// Ends a line within a paragraph (UAX #14, classes BK, CR, LF and NL): takes no room and shows nothing.
bool is_line_separator(char32_t c);

// A control character of the C0 or C1 set that has no effect on the text.
bool is_stray_control(char32_t c);

}  // namespace glossator
