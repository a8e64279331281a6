#pragma once

#include <compare>
#include <cstdint>

namespace glossator {

// Half-open range [begin, end) of byte offsets into a document's UTF-8 text. Both ends lie on code point boundaries.
struct TextRange {
    uint32_t begin = 0;
    uint32_t end = 0;

    bool empty() const { return begin == end; }
    uint32_t size() const { return end - begin; }
    bool overlaps(TextRange other) const { return begin < other.end && other.begin < end; }
    bool contains(uint32_t byte) const { return begin <= byte && byte < end; }
    bool contains(TextRange other) const { return begin <= other.begin && other.end <= end; }
    friend auto operator<=>(const TextRange&, const TextRange&) = default;
};

}  // namespace glossator
