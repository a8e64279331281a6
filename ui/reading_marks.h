#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include <imgui.h>

#include "core/model/project.h"
#include "core/text/paragraph_layout.h"
#include "ui/text_engine.h"
#include "ui/theme.h"

namespace glossator {

// How a span stands out from the others.
enum class Emphasis { Normal, Focused, Partner, Faded };

// How a layer is drawn, distinct without colour: entities underlined, claims a side bar with a fill over the lines,
// attribution roles in brackets (sources dotted, cues dashed, contents solid), other layers a fill with corners.
enum class MarkShape { Underline, Bar, Dotted, Dashed, Bracket, Corners };

MarkShape shape_of(const LabelDef& label);

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
};

// Where a span's name is written, in the leading above its first word; only a dot where there's no room.
struct MarkTag {
    size_t piece;
    float left, right;  // px from the paragraph's left edge
    bool dot;
};

// Cuts `spans` (those that reach into the paragraph, in store order) into pieces line by line and gives each its level.
// `paragraph` is the paragraph's range in the document.
std::vector<MarkPiece> cut_into_pieces(const std::vector<const Span*>& spans, const Schema& schema, TextRange paragraph,
                                       const ParagraphLayout& layout);

// Gives the pieces their levels: of two that overlap on a line, the shorter stands nearer to the text.
void assign_levels(std::vector<MarkPiece>& pieces);

// Places tags so that no two on one line overlap: at the begin of the span, moved right by at most `slack` px, else as
// a dot. `width_of` gives the width of a label's tag, px; nothing goes beyond `limit` px.
// In a paragraph `column_width` px wide that runs from right to left, all that counts from its right edge.
std::vector<MarkTag> place_tags(const std::vector<MarkPiece>& pieces, const std::vector<float>& widths, float limit,
                                bool right_to_left = false, float column_width = 0);

// A tag or dot as painted, on the screen.
struct TagHit {
    SpanId span;
    ImVec2 min, max;
};

// Where on the screen the paragraph's marks go.
struct MarkFrame {
    ImDrawList* draw;
    const Theme& theme;
    TextEngine* engine;
    float left, top;  // of the paragraph
    float column_width;
    float line_pitch, lane_height, baseline, text_size;
    float ascent, descent;  // of the text's boxes
    float tag_limit;        // how far from the side where lines begin a tag may reach
    bool right_to_left;     // the paragraph: what stands before it stands at its right
};

void paint_fills(const MarkFrame& frame, const std::vector<MarkPiece>& pieces);    // under the glyphs
void paint_strokes(const MarkFrame& frame, const std::vector<MarkPiece>& pieces);  // underlines, brackets, bars, joins
void paint_tags(const MarkFrame& frame, const std::vector<MarkPiece>& pieces, const SpanId& open,
                std::vector<TagHit>& hits);  // `open` is shown in full

// The spans that belong to the focused one: roles of the same attributions, mentions of the same entity, spans of the
// same claim.
class Partners {
public:
    // Looks anew when the focus or the project has changed.
    void update(const Project& project, const AnnotationSet* set, const Span* focused);
    Emphasis emphasis(const Span& span) const;

private:
    SpanId focused_;
    EntityId entity_;
    ClaimId claim_;
    uint64_t revision_ = 0;
    std::unordered_set<SpanId> linked_;
};

}  // namespace glossator
