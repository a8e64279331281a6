#include "core/text/page_layout.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/unicode_breaks.h"

namespace glossator {
namespace {

// Where to cut `line` so that its begin is at most `limit` bytes long: behind a blank, else between grapheme clusters,
// else between code points.
uint32_t cut_of(std::string_view line, uint32_t limit)
{
    constexpr uint32_t kLookedAt = 1024;
    const std::string_view end = line.substr(limit - kLookedAt, kLookedAt);
    if (const size_t blank = end.rfind(' '); blank != std::string_view::npos)
        return limit - kLookedAt + static_cast<uint32_t>(blank) + 1;
    size_t first = 0, last = end.size();
    while (is_continuation(end[first])) ++first;
    while (is_continuation(line[limit - kLookedAt + last])) --last;
    const std::vector<Break> borders = grapheme_breaks(end.substr(first, last - first));
    for (size_t i = borders.size() - 1; i > 0; --i)  // the last border is the end of what was looked at
        if (borders[i - 1] != Break::None) return limit - kLookedAt + static_cast<uint32_t>(first + i);
    return limit - kLookedAt + static_cast<uint32_t>(last);
}

// In glyphs. An empty paragraph takes room, too.
size_t cost(const ParagraphLayout& layout)
{
    return layout.glyphs.size() + 8;
}

}  // namespace

PageLayout::PageLayout(TextPtr text, Shaper& shaper, PageStyle style)
    : text_(std::move(text)), shaper_(shaper), style_(style)
{
    cut_long_lines();
    forget_layouts();
}

void PageLayout::cut_long_lines()
{
    bool any = false;
    for (uint32_t line = 0; line < text_->lines() && !any; ++line) any = text_->line_content(line).size() > kMostBytes;
    if (!any) return;
    for (uint32_t line = 0; line < text_->lines(); ++line) {
        TextRange rest = text_->line_content(line);
        begins_.push_back(rest.begin);
        while (rest.size() > kMostBytes) {
            rest.begin += cut_of(text_->slice(rest), kMostBytes);
            continued_.push_back(static_cast<uint32_t>(begins_.size()));
            begins_.push_back(rest.begin);
        }
    }
}

uint32_t PageLayout::paragraph_of(uint32_t byte) const
{
    if (begins_.empty()) return text_->line_of(byte);
    return static_cast<uint32_t>(std::upper_bound(begins_.begin(), begins_.end(), byte) - begins_.begin()) - 1;
}

// A gap follows each paragraph but those that the next one continues.
uint64_t PageLayout::gaps_before(size_t paragraph) const
{
    const auto after = std::upper_bound(continued_.begin(), continued_.end(), paragraph);
    return paragraph - static_cast<uint64_t>(after - continued_.begin());
}

void PageLayout::set_style(PageStyle style, bool shaper_changed)
{
    const bool same_lines = style.width == style_.width && style.average_advance == style_.average_advance;
    style_ = style;
    if (!same_lines || shaper_changed) forget_layouts();
}

void PageLayout::forget_layouts()
{
    recent_.clear();
    cache_.clear();
    cached_glyphs_ = 0;
    std::vector<uint32_t> half_lines(paragraphs());
    for (uint32_t i = 0; i < half_lines.size(); ++i) half_lines[i] = half_lines_of(i, estimate_lines(i));
    half_lines_ = SumTree(std::move(half_lines));
}

// Every code point counts as one average advance.
uint32_t PageLayout::estimate_lines(uint32_t paragraph) const
{
    const TextRange range = paragraph_range(paragraph);
    const uint32_t code_points = text_->byte_to_code_point(range.end) - text_->byte_to_code_point(range.begin);
    const float width = std::max(style_.width, 1.0f);
    const float lines = std::ceil(static_cast<float>(code_points) * style_.average_advance / width);
    return std::max(1u, static_cast<uint32_t>(lines));
}

uint32_t PageLayout::half_lines_of(uint32_t paragraph, uint32_t lines) const
{
    return paragraph_range(paragraph).empty() ? 1 : 2 * lines;
}

double PageLayout::top(uint32_t paragraph) const
{
    assert(paragraph <= paragraphs());
    return static_cast<double>(half_lines_.sum_before(paragraph)) * 0.5 * style_.line_pitch +
           static_cast<double>(gaps_before(paragraph)) * style_.paragraph_gap;
}

double PageLayout::height() const
{
    return top(paragraphs());
}

uint32_t PageLayout::paragraph_at(double y) const
{
    const size_t above = half_lines_.longest_prefix([&](size_t count, uint64_t half_lines) {
        return static_cast<double>(half_lines) * 0.5 * style_.line_pitch +
                   static_cast<double>(gaps_before(count)) * style_.paragraph_gap <=
               y;
    });
    return std::min(static_cast<uint32_t>(above), paragraphs() - 1);
}

const ParagraphLayout& PageLayout::paragraph(uint32_t paragraph)
{
    assert(paragraph < paragraphs());
    if (const auto cached = cache_.find(paragraph); cached != cache_.end()) {
        recent_.splice(recent_.begin(), recent_, cached->second);
        return recent_.front().layout;
    }
    const std::string_view bytes = text_->slice(paragraph_range(paragraph));
    recent_.push_front({paragraph, lay_out_paragraph(bytes, shaper_.shape(bytes), style_.width)});
    cache_.emplace(paragraph, recent_.begin());
    cached_glyphs_ += cost(recent_.front().layout);
    evict();
    const ParagraphLayout& layout = recent_.front().layout;
    half_lines_.set(paragraph, half_lines_of(paragraph, static_cast<uint32_t>(layout.lines.size())));
    return layout;
}

// Keeps the newest in any case, even if it is over the limit alone.
void PageLayout::evict()
{
    while (cached_glyphs_ > kMaxCachedGlyphs && recent_.size() > 1) {
        cached_glyphs_ -= cost(recent_.back().layout);
        cache_.erase(recent_.back().paragraph);
        recent_.pop_back();
    }
}

TextRange PageLayout::paragraph_range(uint32_t paragraph) const
{
    if (begins_.empty()) return text_->line_content(paragraph);
    const uint32_t begin = begins_[paragraph];
    const bool goes_on = std::binary_search(continued_.begin(), continued_.end(), paragraph + 1);
    return {begin, goes_on ? begins_[paragraph + 1] : text_->line_content(text_->line_of(begin)).end};
}

}  // namespace glossator
