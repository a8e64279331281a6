#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <imgui.h>

#include "core/text/paragraph_layout.h"
#include "ui/span_links.h"
#include "ui/text_engine.h"
#include "ui/theme.h"

namespace glossator {

// How a layer is drawn, distinct without colour: entities underlined, claims a side bar with a fill over the lines,
// attribution roles in brackets (sources dotted, cues dashed, contents solid), other layers a fill with corners.
enum class MarkShape { Underline, Bar, Dotted, Dashed, Bracket, Corners };

MarkShape shape_of(const LabelDef& label);

// How the underline of a label is drawn, so that neighbours in the schema are distinct without colour too.
enum class LinePattern { Solid, LongDashes, Double };

LinePattern pattern_of(const Schema& schema, const LabelDef& label);  // `label` is one of the schema's
// An underline around `from` and `to`, as high as `thickness`; a double one a px more.
void draw_underline(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 color, float thickness, LinePattern pattern);

// The part of a span that stands on one line. Lengths px from the paragraph's left edge.
struct MarkPiece {
    const Span* span;
    const LabelDef* label;
    MarkShape shape;
    Emphasis emphasis;
    uint32_t line;
    float left, right;
    bool begins_span;      // the span's first piece: carries the tag
    bool begins_fragment;  // drawn closed where its text begins: at the left, or at the right
    bool ends_fragment;    // and where it ends
    bool joins_next;       // another fragment follows: drawn with a thin line towards it
    bool joins_previous;
    bool right_to_left = false;
    uint32_t level = 0;  // underlines and bars of overlapping spans stand side by side: 0 is next to the text
    uint32_t crowd = 0;  // the highest level on its line, of its kind
    LinePattern pattern = LinePattern::Solid;
    uint32_t more = 0;      // spans after this one that are not drawn, see drop_beyond()
    SpanId more_span = {};  // the first of them
};

// Where a span's name is written, in the leading above its first word; only a dot where there's no room.
struct MarkTag {
    size_t piece;
    float left, right;  // px from the paragraph's left edge
    bool dot;
    uint32_t more = 0;      // instead of a name: how many spans have neither name nor dot here, written "+12"
    SpanId more_span = {};  // the first of them
};

// A span that is in `spans` but not drawn, since too many lie over its place.
struct DroppedSpans {
    size_t after;  // the position in what is left of `spans` of the last that is drawn before them
    uint32_t count;
    SpanId first;
};

// Takes out of `spans` (in store order) each that begins where `most` others lie already; `spared` stays. So what is
// drawn of a word with 5,000 spans is bounded. O(spans × most).
std::vector<DroppedSpans> drop_beyond(std::vector<const Span*>& spans, size_t most, const SpanId& spared);
inline constexpr size_t kMostOverAWord = 12;

// Cuts `spans` (those that reach into the paragraph, in store order) into pieces line by line and gives each its level.
// `paragraph` is the paragraph's range in the document.
std::vector<MarkPiece> cut_into_pieces(const std::vector<const Span*>& spans, const Schema& schema, TextRange paragraph,
                                       const ParagraphLayout& layout);

// Gives the pieces their levels: of two that overlap on a line, the shorter stands nearer to the text.
void assign_levels(std::vector<MarkPiece>& pieces);

// Places tags so that no two on one line overlap: at the begin of the span, moved right by at most 30 px or as long as
// it stands over the span's own words, else as a dot, and where dots too would go beyond `limit` px, together as one
// count. `widths`: of the pieces' tags, px.
// In a paragraph `column_width` px wide that runs from right to left, all that counts from its right edge.
std::vector<MarkTag> place_tags(const std::vector<MarkPiece>& pieces, const std::vector<float>& widths, float limit,
                                bool right_to_left = false, float column_width = 0);

// A tag, dot or stroke that a click on focuses the span of, on the screen.
struct MarkHit {
    SpanId span;
    ImVec2 min, max;
};

// A label's colour as it is drawn, whatever the schema says: strokes have a contrast of 3 with the paper, tags one of
// 4.5, and fills leave the text on them one of 4.5, however many lie over each other (WCAG 2.2, 1.4.3 and 1.4.11).
struct LabelInk {
    ImU32 stroke, tag, faded_tag;
    ImU32 fill;  // moved towards the paper until even at full strength text on it can be read
    float gain;  // of the strength of a fill, so that a single one looks like the label's own colour
};
LabelInk ink_for(ImU32 color, const Theme& theme);

// The colours of labels, worked out once.
class LabelInks {
public:
    LabelInk of(const LabelDef& label, const Theme& theme);

private:
    const Theme* theme_ = nullptr;
    std::vector<std::pair<ImU32, LabelInk>> known_;
};

// Of a fill, by how its span stands out; see LabelInk.
float fill_strength(MarkShape shape, Emphasis emphasis);

// Where on the screen the paragraph's marks go.
struct MarkFrame {
    ImDrawList* draw;
    const Theme& theme;
    LabelInks& inks;
    TextEngine* engine;
    float left, top;  // of the paragraph
    float column_width;
    float line_pitch, lane_height, baseline, text_size;
    float ascent, descent;  // of the text's boxes
    float tag_limit;        // how far from the side where lines begin a tag may reach
    bool right_to_left;     // the paragraph: what stands before it stands at its right
};

// Where the lowest stroke of `crowd` + 1 levels ends, px from the top of its line.
float lowest_stroke(const MarkFrame& frame, uint32_t crowd);
std::vector<MarkTag> place_tags(const MarkFrame& frame, const std::vector<MarkPiece>& pieces);
void paint_fills(const MarkFrame& frame, const std::vector<MarkPiece>& pieces);  // under the glyphs
// Underlines, brackets, bars and the thin lines between fragments.
void paint_strokes(const MarkFrame& frame, const std::vector<MarkPiece>& pieces, std::vector<MarkHit>& hits);
// Those of another annotator's set: a thin dotted line above the words, closed at the ends of fragments, the second
// set's (`row` 1) below that of the first. Pointing at one hits it.
void paint_others(const MarkFrame& frame, const std::vector<MarkPiece>& pieces, uint32_t row,
                  std::vector<MarkHit>& hits);
// `open` is shown in full.
void paint_tags(const MarkFrame& frame, const std::vector<MarkPiece>& pieces, const std::vector<MarkTag>& tags,
                const SpanId& open, std::vector<MarkHit>& hits);
// A line of strokes `on` px long with `off` px between, horizontal or vertical; all one stroke if `off` is 0.
void draw_dashes(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 color, float thickness, float on, float off);

}  // namespace glossator
