#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "core/model/records.h"
#include "core/text/page_layout.h"
#include "core/text/text_shaper.h"
#include "ui/controls.h"
#include "ui/views.h"

namespace glossator {

// How the page is set, px.
struct PageMetrics {
    float text_size = 18;
    float line_pitch = 42;   // leading of 1.6 and a lane for tags
    float lane_height = 13;  // at the top of each line
    float baseline = 30;     // from the top of the line
    float ascent = 17;       // of the text's boxes above the baseline
    float descent = 6;       // and below
    float column_left = 0;   // on the screen
    float column_width = 600;
};

// How a text's glyphs lie on a line, in parts of the em square.
struct TextShape {
    float advance = 0.45f;  // mean, of a code point
    float rise = 0;         // how much higher than Latin letters its tall ones are, and how much deeper
    float fall = 0;
};

PageMetrics metrics_for(const Settings& settings, float average_advance, const TextShape& shape, Area area);

// One document's text as laid out, scrolled and placed on the screen. Offsets are bytes of the text, positions px of
// the screen. The scroll position is kept as a paragraph and a distance, so that what is read does not move when
// heights above it become exact.
class ReadingPage {
public:
    // `fonts` outlives the page.
    ReadingPage(const Document& document, FontLibrary& fonts);

    const Text& text() const { return *text_; }
    // Sets face, size and area for this frame; keeps what is at the top of the view at the top. `header` is the height
    // above the first line.
    void set_view(const Settings& settings, Area area, float header);
    const PageMetrics& metrics() const { return metrics_; }
    Area area() const { return area_; }

    double total_height() const;
    double scroll_top() const;
    // Between px of the page, from the header's top, and bytes: where the line of a byte stands, as far as is known
    // without laying anything out. O(log n).
    double y_of(uint32_t byte) const;
    uint32_t byte_at_y(double y) const;
    void scroll_by(double dy);
    void set_scroll_top(double top);
    // Scrolls as little as shows the line of `byte`; with `upper_third`, if it isn't visible yet, to there.
    void reveal(uint32_t byte, bool upper_third);

    // Paragraphs that are visible now, in order, with the screen's y of each one's top.
    struct Visible {
        uint32_t paragraph;
        float top;
    };
    std::vector<Visible> visible();
    const ParagraphLayout& layout(uint32_t paragraph) const { return page_->paragraph(paragraph); }
    TextRange paragraph_range(uint32_t paragraph) const { return page_->paragraph_range(paragraph); }
    float header_top() const;  // where the header's top is on the screen

    // The caret offset nearest to a point: a grapheme border.
    uint32_t caret_at(ImVec2 point) const;
    // The byte of the grapheme that is drawn at the point, nothing beside the text.
    std::optional<uint32_t> byte_under(ImVec2 point) const;
    // Boxes of the range's visible part, each a text line high.
    std::vector<Box> boxes(TextRange range) const;
    // The caret's line box; outside area() where it isn't visible.
    Box caret_box(uint32_t byte) const;
    // The caret after moving up or down by `lines` at about screen position `x`.
    uint32_t caret_lines_away(uint32_t byte, int lines, float x) const;
    bool is_right_to_left(uint32_t byte) const;    // the base direction of the paragraph that holds the caret
    bool runs_right_to_left(uint32_t byte) const;  // the direction of the cluster at `byte`
    TextRange line_range(uint32_t byte) const;     // of the laid-out line that holds the caret, without hanging blanks

private:
    struct LinePlace {
        uint32_t paragraph, line;
        float top;
    };
    uint32_t paragraph_of(uint32_t byte) const { return page_->paragraph_of(byte); }
    LinePlace place_of(uint32_t byte) const;
    float top_of(uint32_t paragraph) const;
    double end_of(uint32_t paragraph) const;  // px from the top of the first paragraph
    LinePlace line_at(float y) const;

    TextPtr text_;
    std::string language_;
    FontLibrary& fonts_;
    TextShaper shaper_;
    float average_advance_ = 8;  // px a code point, in running English text
    TextShape shape_;            // of this text
    std::unique_ptr<PageLayout> page_;
    PageMetrics metrics_;
    Area area_{};
    float header_ = 0;
    uint32_t anchor_ = 0;       // paragraph at the top of the view
    double anchor_offset_ = 0;  // px of it that are above the view; negative shows the header
};

}  // namespace glossator
