#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace glossator {

// What stands behind a byte of a paragraph.
enum class Break : char {
    None,      // nothing may be parted here, or the byte is not the last of its code point
    Allowed,   // the border of two units, or a place where a line may end
    Mandatory  // a line must end (only line_breaks gives it, behind VT, FF, NEL, U+2028 and U+2029)
};

// One entry for each byte of `utf8`, which is valid. The end of the text is a border, too. By libunibreak; O(n).
std::vector<Break> grapheme_breaks(std::string_view utf8);  // UAX #29, extended grapheme clusters
std::vector<Break> word_breaks(std::string_view utf8);      // UAX #29, without tailoring
std::vector<Break> line_breaks(std::string_view utf8);      // UAX #14

}  // namespace glossator
