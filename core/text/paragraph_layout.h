#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/text/shaping.h"
#include "core/text/text_range.h"

namespace glossator {

// One line of a paragraph as broken to a width. Offsets are bytes from the begin of the paragraph; glyphs and clusters
// are stretches of those of the ParagraphLayout.
struct LayoutLine {
    TextRange bytes;  // with the blanks at its end, which hang over the margin
    uint32_t first_glyph = 0;
    uint32_t glyph_count = 0;
    uint32_t first_cluster = 0;
    uint32_t cluster_count = 0;
    float left = 0;   // px from the paragraph's left edge, without the hanging blanks
    float width = 0;  // px, without the hanging blanks
};

// A stretch of one line, in px from the paragraph's left edge.
struct LineBox {
    uint32_t line;
    float left;
    float right;
    TextRange bytes;     // from the first of its clusters to the last, by the text
    bool right_to_left;  // of its clusters; where they differ, of the paragraph
};

// A caret's place: an offset at a soft line break belongs to two lines, and the affinity says which.
enum class Affinity { Upstream, Downstream };

// A paragraph broken into lines (UAX #14 by libunibreak), its runs put in visual order (UAX #9) and its glyphs placed.
// Knows nothing of vertical positions: every line of a page has the same pitch. Holds no reference to the text.
struct ParagraphLayout {
    struct PlacedGlyph {
        uint32_t id;
        FaceId face;
        float x;  // px from the paragraph's left edge, where the pen is to draw it
        float y;  // px above the baseline
    };
    // What a caret never enters: a grapheme cluster. Where one glyph stands for several, each has its share of it.
    struct PlacedCluster {
        TextRange bytes;  // from the begin of the paragraph
        float left;       // px from the paragraph's left edge
        float right;
        bool right_to_left;
    };
    std::vector<PlacedGlyph> glyphs;      // by line, left to right
    std::vector<PlacedCluster> clusters;  // by line, left to right
    std::vector<LayoutLine> lines;        // at least one, even for an empty paragraph
    bool right_to_left = false;           // its base direction

    uint32_t line_of(uint32_t byte, Affinity affinity = Affinity::Downstream) const;
    // The caret before `byte`, px: at the near side of the cluster that begins there. At the end of a line, at the far
    // side of its last cluster.
    float caret_x(uint32_t byte, uint32_t line) const;
    // The caret offset nearest to `x` on `line`: a cluster border, never inside one. At the far end of a line that
    // goes on, it is the begin of the next one: draw that caret with Affinity::Upstream.
    uint32_t byte_at(float x, uint32_t line) const;
    // The cluster that is drawn at `x`, null beside the text.
    const PlacedCluster* cluster_at(float x, uint32_t line) const;
    // Whether the cluster at `byte` runs from right to left; at the end of the paragraph, its base direction.
    bool is_right_to_left(uint32_t byte) const;
    // Boxes that together cover exactly the clusters of `range`, left to right on each line; appended to `out`.
    void boxes(TextRange range, std::vector<LineBox>& out) const;
};

// `width` in px; a word that is wider is broken between clusters. Blanks at the end of a line hang, and the separators
// that are not line ends of the text (VT, FF, NEL, U+2028, U+2029) begin a new line. Lines of a paragraph that runs
// from right to left end at `width`. O(length of the paragraph).
ParagraphLayout lay_out_paragraph(std::string_view paragraph, const ShapedParagraph& shaped, float width);

}  // namespace glossator
