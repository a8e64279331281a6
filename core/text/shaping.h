#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace glossator {

// A glyph as placed by a shaper. Lengths are CSS pixels at the shaper's font size.
struct Glyph {
    uint32_t id;       // the shaper's own: a glyph index, or a code point where one glyph stands for one
    uint32_t cluster;  // first byte of the text it stands for, counted from the begin of the paragraph
    float advance;
    float x_offset = 0;
    float y_offset = 0;
};

// A stretch of one font and direction, its glyphs in visual order, left to right.
struct ShapedRun {
    TextRange bytes;  // counted from the begin of the paragraph
    bool right_to_left = false;
    uint16_t font = 0;  // the shaper's own
    std::vector<Glyph> glyphs;
};

// Turns the text of a paragraph into glyphs. Runs come in logical order and cover the text without gaps.
class Shaper {
public:
    virtual ~Shaper() = default;
    // `paragraph` is valid UTF-8 without its line end mark.
    virtual std::vector<ShapedRun> shape(std::string_view paragraph) = 0;
};

}  // namespace glossator
