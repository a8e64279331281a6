#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/shaping.h"
#include "core/text/text_range.h"

namespace glossator {

// One line of a paragraph as broken to a width. Offsets are bytes from the begin of the paragraph, glyphs index
// ParagraphLayout::glyphs.
struct LayoutLine {
    TextRange bytes;  // with the blanks at its end, which hang over the margin
    uint32_t first_glyph;
    uint32_t glyph_count;
    float width;  // px, without the hanging blanks
};

// A stretch of one line, in px from the paragraph's left edge.
struct LineBox {
    uint32_t line;
    float left;
    float right;
};

// A caret's place: an offset at a soft line break belongs to two lines, and the affinity says which.
enum class Affinity { Upstream, Downstream };

// A paragraph broken into lines (UAX #14 by libunibreak) with its glyphs placed. Knows nothing of vertical positions:
// every line of a page has the same pitch. Holds no reference to the text. A cluster is what a caret never enters: a
// grapheme cluster, or several where one glyph stands for all of them.
struct ParagraphLayout {
    struct PlacedGlyph {
        uint32_t id;
        uint32_t cluster;      // first byte, from the begin of the paragraph
        uint32_t cluster_end;  // byte after the cluster
        float pen;             // px from the paragraph's left edge; carets and boxes go by this
        float x;               // px, the same with the glyph's own offset: where it is drawn
        float advance;
        float y_offset;
        uint16_t font;
    };
    std::vector<PlacedGlyph> glyphs;  // by line, left to right
    std::vector<LayoutLine> lines;    // at least one, even for an empty paragraph

    uint32_t line_of(uint32_t byte, Affinity affinity = Affinity::Downstream) const;
    // Left edge of the caret before `byte`, px.
    float caret_x(uint32_t byte, uint32_t line) const;
    // The caret offset nearest to `x` on `line`: a cluster border, never inside one. Right of a line that goes on, it
    // is the begin of the next one: draw that caret with Affinity::Upstream.
    uint32_t byte_at(float x, uint32_t line) const;
    // Boxes that together cover exactly the clusters of `range`; appended to `out`, one or more for each line.
    void boxes(TextRange range, std::vector<LineBox>& out) const;
};

// `width` in px; a word that is wider is broken between clusters. Blanks at the end of a line hang, and the separators
// that are not line ends of the text (VT, FF, NEL, U+2028, U+2029) begin a new line. O(length of the paragraph).
ParagraphLayout lay_out_paragraph(std::string_view paragraph, const std::vector<ShapedRun>& runs, float width);

}  // namespace glossator
