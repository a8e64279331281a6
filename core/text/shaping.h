#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace glossator {

// A face that draws glyphs: an index into a FontLibrary, or one of the three below.
enum class FaceId : uint16_t {
    Coming = 0xFFFD,    // its pack or the platform isn't ready yet: nothing is drawn, in about the room it will take
    Platform = 0xFFFE,  // drawn by the machine's own fonts: the glyph id is the shaper's number for the cluster
    Missing = 0xFFFF,   // no font has it: the glyph id is the code point, to be shown as a box
};

// A glyph as placed by a shaper. Lengths are CSS pixels at the shaper's font size, y upwards.
struct Glyph {
    uint32_t id;
    uint32_t cluster;  // first byte of the text it stands for, counted from the begin of the paragraph
    float advance;
    float x_offset = 0;
    float y_offset = 0;
};

// A stretch of one face and one embedding level (UAX #9), its glyphs in visual order, left to right.
struct ShapedRun {
    TextRange bytes;  // counted from the begin of the paragraph
    FaceId face{};
    uint8_t level = 0;  // odd: right to left
    uint32_t first_glyph = 0;
    uint32_t glyph_count = 0;
};

// A paragraph's glyphs by run. Runs come in logical order and cover the text without gaps. Glyphs of one cluster stand
// together, and within a run clusters rise with the text if it runs left to right, and fall if right to left.
struct ShapedParagraph {
    std::vector<Glyph> glyphs;
    std::vector<ShapedRun> runs;
    uint8_t base_level = 0;  // odd: the paragraph begins at the right
};

// Turns the text of a paragraph into glyphs.
class Shaper {
public:
    virtual ~Shaper() = default;
    // `paragraph` is valid UTF-8 without its line end mark.
    virtual ShapedParagraph shape(std::string_view paragraph) = 0;
};

}  // namespace glossator
