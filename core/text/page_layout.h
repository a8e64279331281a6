#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>

#include "core/text/paragraph_layout.h"
#include "core/text/sum_tree.h"
#include "core/text/text.h"

namespace glossator {

struct PageStyle {
    float width = 600;          // px
    float line_pitch = 40;      // px from baseline to baseline; an empty paragraph takes half of it
    float paragraph_gap = 12;   // px after each paragraph
    float average_advance = 8;  // px a code point, for paragraphs that nobody has seen yet
    friend bool operator==(const PageStyle&, const PageStyle&) = default;
};

// The paragraphs of one text, stacked. A line of the text is a paragraph; one that is longer than kMostBytes is laid
// out as several that follow each other without a gap, so that no text makes a frame wait for all of it. Only those
// asked for are laid out; the heights of the rest are estimates kept in a sum tree, so that every call is O(log n) in
// the number of paragraphs plus the layout of the paragraph asked for. Vertical positions are px from the top of the
// page, double because a page may be 10 million px high.
class PageLayout {
public:
    // `shaper` outlives the layout.
    PageLayout(TextPtr text, Shaper& shaper, PageStyle style);

    const Text& text() const { return *text_; }
    const PageStyle& style() const { return style_; }
    // Drops all layouts if lines may break elsewhere: when the width or the average advance differs, or
    // `shaper_changed`. O(number of paragraphs) then, else O(1).
    void set_style(PageStyle style, bool shaper_changed = false);

    static constexpr uint32_t kMostBytes = 16 * 1024;

    uint32_t paragraphs() const { return begins_.empty() ? text_->lines() : static_cast<uint32_t>(begins_.size()); }
    uint32_t paragraph_of(uint32_t byte) const;  // O(log n)
    double height() const;
    double top(uint32_t paragraph) const;
    // The paragraph that covers `y`; the first or last one when `y` is outside the page.
    uint32_t paragraph_at(double y) const;
    // Laid out now if it wasn't; its exact height then replaces the estimate. The reference holds until the next call.
    const ParagraphLayout& paragraph(uint32_t paragraph);
    // Bytes of the paragraph without its line end mark.
    TextRange paragraph_range(uint32_t paragraph) const;

private:
    struct Entry {
        uint32_t paragraph;
        ParagraphLayout layout;
    };
    static constexpr size_t kMaxCachedGlyphs = 200'000;  // some 8 MB; a screen shows 10,000 at most

    void cut_long_lines();
    uint64_t gaps_before(size_t paragraph) const;
    void forget_layouts();
    uint32_t estimate_lines(uint32_t paragraph) const;
    uint32_t half_lines_of(uint32_t paragraph, uint32_t lines) const;
    void evict();

    std::vector<uint32_t> begins_;     // of all paragraphs, bytes; empty if no line had to be cut
    std::vector<uint32_t> continued_;  // paragraphs that go on with the line of the one before
    SumTree half_lines_;               // height of each paragraph; exact where it has been laid out, else an estimate
    std::list<Entry> recent_;          // most recently used first
    std::unordered_map<uint32_t, std::list<Entry>::iterator> cache_;  // by paragraph
    size_t cached_glyphs_ = 0;
    TextPtr text_;
    Shaper& shaper_;
    PageStyle style_;
};

}  // namespace glossator
