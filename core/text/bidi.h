#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace glossator {

// How a paragraph begins: by its first strong character (UAX #9, P2 and P3), or as set by hand.
enum class BaseDirection : uint8_t { Auto, LeftToRight, RightToLeft };

// The embedding levels of a paragraph by the Unicode Bidirectional Algorithm (UAX #9, by SheenBidi), before rule L1
// is applied to the ends of lines.
struct BidiLevels {
    uint8_t base = 0;
    std::vector<uint8_t> of_byte;  // empty if every byte has the base level

    uint8_t at(uint32_t byte) const { return of_byte.empty() ? base : of_byte[byte]; }
};

// `paragraph` is valid UTF-8. A paragraph separator within it ends nothing here: all of it begins in one direction.
// O(n), and hardly more than a look at each byte for a text that is written from left to right.
BidiLevels bidi_levels(std::string_view paragraph, BaseDirection base);

// Rule L2 of UAX #9: the order, from left to right, of the pieces of one line whose levels are given in logical order.
std::vector<uint32_t> visual_order(const std::vector<uint8_t>& levels);

}  // namespace glossator
