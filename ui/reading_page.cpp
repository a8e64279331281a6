#include "ui/reading_page.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace glossator {

namespace {

constexpr float kSideMargin = 56;       // room for claim bars at the left, and the same at the right
constexpr float kLeastSideMargin = 32;  // for the bars of three claims in one another, where the window is slim
constexpr float kMinimumColumn = 160;
constexpr float kBottomSpace = 96;  // below the last line, so that it need not be read at the edge

constexpr std::string_view kEnglish =
    "the ministers of both countries said in a joint statement on tuesday that they agreed";

float width_of(TextShaper& shaper, std::string_view text)
{
    float sum = 0;
    for (const Glyph& glyph : shaper.shape(text).glyphs) sum += glyph.advance;
    return sum;
}

// From some lines out of all of the text. What is seldom in it doesn't count for its height.
TextShape shape_of(TextShaper& shaper, const FontLibrary& fonts, const Text& text)
{
    constexpr uint32_t kSamples = 8, kMostBytes = 400;
    constexpr float kLatinAscent = 0.96f, kLatinDescent = 0.3f, kUsed = 0.9f;  // a font's own bounds are generous
    TextShape shape;
    float width = 0;
    uint32_t code_points = 0;
    std::map<FaceId, uint32_t> glyphs;
    for (uint32_t i = 0; i < kSamples; ++i) {
        TextRange range = text.line_content(static_cast<uint32_t>(uint64_t{text.lines()} * i / kSamples));
        range.end = std::min(range.end, range.begin + kMostBytes);
        while (!text.is_boundary(range.end)) --range.end;
        const ShapedParagraph shaped = shaper.shape(text.slice(range));
        for (const Glyph& glyph : shaped.glyphs) width += glyph.advance;
        for (const ShapedRun& run : shaped.runs) glyphs[run.face] += run.glyph_count;
        code_points += text.byte_to_code_point(range.end) - text.byte_to_code_point(range.begin);
    }
    if (code_points < 20 || width <= 0) return shape;
    shape.advance = width / static_cast<float>(code_points) / shaper.setting().size_px;
    for (const auto& [id, count] : glyphs) {
        const FontFace* face = fonts.face(id);
        if (!face || count * 10 < code_points) continue;
        shape.rise = std::max(shape.rise, face->ascent() * kUsed - kLatinAscent);
        shape.fall = std::max(shape.fall, face->descent() * kUsed - kLatinDescent);
    }
    return shape;
}

}  // namespace

PageMetrics metrics_for(const Settings& settings, float average_advance, const TextShape& shape, Area area)
{
    PageMetrics m;
    m.text_size = settings.text_size_px;
    m.lane_height = 13;
    m.ascent = m.text_size * (0.95f + shape.rise);
    m.descent = m.text_size * (0.33f + shape.fall);
    m.baseline = std::round(m.lane_height + m.text_size * (0.96f + shape.rise));
    m.line_pitch = std::round(std::max(m.text_size * 1.6f + m.lane_height, m.baseline + m.descent + 6));
    const float margin = std::clamp(area.width() * 0.08f, kLeastSideMargin, kSideMargin);
    const float room = std::max(kMinimumColumn, area.width() - 2 * margin);
    m.column_width = std::round(std::min(settings.measure_characters * average_advance, room));
    m.column_left = std::round(area.min.x + (area.width() - m.column_width) / 2);
    return m;
}

ReadingPage::ReadingPage(const Document& document, FontLibrary& fonts)
    : text_(document.text), language_(document.language), fonts_(fonts), shaper_(fonts)
{}

void ReadingPage::set_view(const Settings& settings, Area area, float header)
{
    TextSetting setting = shaper_.setting();
    setting.size_px = settings.text_size_px;
    setting.direction = settings.direction;
    // Fonts go by the language: to choose a hand is to choose one that is written in it.
    constexpr const char* kWrittenIn[] = {"", "ur", "ar"};
    setting.language = settings.arabic_hand == ArabicHand::ByLanguage
                           ? language_
                           : kWrittenIn[static_cast<size_t>(settings.arabic_hand)];
    const bool font_changed = shaper_.set(setting) || !page_;
    if (font_changed) {
        average_advance_ = width_of(shaper_, kEnglish) / static_cast<float>(kEnglish.size());
        shape_ = shape_of(shaper_, fonts_, *text_);
    }
    metrics_ = metrics_for(settings, average_advance_, shape_, area);
    area_ = area;
    const bool header_changed = header_ != header;
    header_ = header;

    PageStyle style;
    style.width = metrics_.column_width;
    style.line_pitch = metrics_.line_pitch;
    style.paragraph_gap = std::round(metrics_.text_size * 0.4f);
    style.average_advance = shape_.advance * metrics_.text_size;
    if (!page_) {
        page_ = std::make_unique<PageLayout>(text_, shaper_, style);
        anchor_offset_ = -header_;
    } else if (font_changed || style != page_->style()) {
        page_->set_style(style, font_changed);
    }
    if (header_changed && anchor_ == 0 && anchor_offset_ < 0) anchor_offset_ = -header_;
    scroll_by(0);
}

double ReadingPage::total_height() const
{
    return header_ + page_->height() + kBottomSpace;
}

double ReadingPage::scroll_top() const
{
    return header_ + page_->top(anchor_) + anchor_offset_;
}

double ReadingPage::end_of(uint32_t paragraph) const
{
    return paragraph + 1 < page_->paragraphs() ? page_->top(paragraph + 1) : page_->height();
}

double ReadingPage::y_of(uint32_t byte) const
{
    const uint32_t p = paragraph_of(byte);
    const TextRange range = page_->paragraph_range(p);
    const double share = range.empty() ? 0 : static_cast<double>(byte - range.begin) / range.size();
    return header_ + page_->top(p) + std::min(share, 1.0) * (end_of(p) - page_->top(p));
}

uint32_t ReadingPage::byte_at_y(double y) const
{
    const double below = std::clamp(y - header_, 0.0, page_->height());
    const uint32_t p = page_->paragraph_at(below);
    const TextRange range = page_->paragraph_range(p);
    const double share = (below - page_->top(p)) / std::max(end_of(p) - page_->top(p), 1.0);
    return range.begin + static_cast<uint32_t>(std::clamp(share, 0.0, 1.0) * range.size());
}

void ReadingPage::set_scroll_top(double top)
{
    const double furthest = std::max(0.0, total_height() - area_.height());
    const double y = std::clamp(top, 0.0, furthest) - header_;
    anchor_ = y <= 0 ? 0 : page_->paragraph_at(y);
    anchor_offset_ = y - page_->top(anchor_);
}

void ReadingPage::scroll_by(double dy)
{
    anchor_offset_ += dy;
    const auto height_of = [&](uint32_t p) {
        (void)page_->paragraph(p);
        return end_of(p) - page_->top(p);
    };
    while (anchor_offset_ < 0 && anchor_ > 0) anchor_offset_ += height_of(--anchor_);
    while (anchor_ + 1 < page_->paragraphs()) {
        const double height = height_of(anchor_);
        if (anchor_offset_ < height) break;
        anchor_offset_ -= height;
        ++anchor_;
    }
    const double top = scroll_top();
    if (top < 0 || top > std::max(0.0, total_height() - area_.height())) set_scroll_top(top);
}

void ReadingPage::reveal(uint32_t byte, bool upper_third)
{
    const LinePlace place = place_of(byte);
    const float margin = std::min(metrics_.line_pitch, area_.height() / 4);
    const bool visible = place.top >= area_.min.y && place.top + metrics_.line_pitch <= area_.max.y;
    if (visible) return;
    // From the line itself, not from where estimated heights would put it.
    const double line_top = static_cast<double>(place.line) * metrics_.line_pitch;
    anchor_ = place.paragraph;
    if (upper_third)
        anchor_offset_ = line_top - area_.height() / 3.0;
    else if (place.top < area_.min.y)
        anchor_offset_ = line_top - margin;
    else
        anchor_offset_ = line_top + metrics_.line_pitch + margin - area_.height();
    scroll_by(0);
}

std::vector<ReadingPage::Visible> ReadingPage::visible()
{
    std::vector<Visible> result;
    double top = area_.min.y - anchor_offset_;
    for (uint32_t p = anchor_; p < page_->paragraphs() && top < area_.max.y; ++p) {
        (void)page_->paragraph(p);
        result.push_back({p, static_cast<float>(top)});
        top += end_of(p) - page_->top(p);
    }
    return result;
}

float ReadingPage::header_top() const
{
    return static_cast<float>(area_.min.y - scroll_top());
}

float ReadingPage::top_of(uint32_t paragraph) const
{
    return static_cast<float>(area_.min.y - anchor_offset_ + (page_->top(paragraph) - page_->top(anchor_)));
}

ReadingPage::LinePlace ReadingPage::place_of(uint32_t byte) const
{
    const uint32_t p = paragraph_of(byte);
    const TextRange range = page_->paragraph_range(p);
    const uint32_t line = page_->paragraph(p).line_of(std::min(byte, range.end) - range.begin);
    return {p, line, top_of(p) + static_cast<float>(line) * metrics_.line_pitch};
}

ReadingPage::LinePlace ReadingPage::line_at(float y) const
{
    const double page_y = page_->top(anchor_) + anchor_offset_ + (y - area_.min.y);
    const uint32_t p = page_->paragraph_at(std::max(0.0, page_y));
    const auto lines = static_cast<uint32_t>(page_->paragraph(p).lines.size());
    const float top = top_of(p);
    const float line = std::floor((y - top) / metrics_.line_pitch);
    const auto clamped = static_cast<uint32_t>(std::clamp(line, 0.0f, static_cast<float>(lines - 1)));
    return {p, clamped, top + static_cast<float>(clamped) * metrics_.line_pitch};
}

uint32_t ReadingPage::caret_at(ImVec2 point) const
{
    const LinePlace place = line_at(point.y);
    return page_->paragraph_range(place.paragraph).begin +
           page_->paragraph(place.paragraph).byte_at(point.x - metrics_.column_left, place.line);
}

std::optional<uint32_t> ReadingPage::byte_under(ImVec2 point) const
{
    const LinePlace place = line_at(point.y);
    if (point.y < place.top || point.y >= place.top + metrics_.line_pitch) return std::nullopt;
    const auto* cluster = page_->paragraph(place.paragraph).cluster_at(point.x - metrics_.column_left, place.line);
    if (!cluster) return std::nullopt;
    return page_->paragraph_range(place.paragraph).begin + cluster->bytes.begin;
}

std::vector<Box> ReadingPage::boxes(TextRange range) const
{
    std::vector<Box> result;
    std::vector<LineBox> line_boxes;
    const float above = metrics_.baseline - metrics_.ascent;
    const float height = metrics_.ascent + metrics_.descent;
    const uint32_t first = std::max(anchor_, paragraph_of(range.begin));
    for (uint32_t p = first; p < page_->paragraphs(); ++p) {
        const TextRange paragraph = page_->paragraph_range(p);
        const float top = top_of(p);
        if (paragraph.begin >= range.end || top >= area_.max.y) break;
        const TextRange part{std::max(range.begin, paragraph.begin), std::min(range.end, paragraph.end)};
        if (part.begin >= part.end) continue;
        line_boxes.clear();
        page_->paragraph(p).boxes({part.begin - paragraph.begin, part.end - paragraph.begin}, line_boxes);
        for (const LineBox& box : line_boxes) {
            const float y0 = std::max(top + static_cast<float>(box.line) * metrics_.line_pitch + above, area_.min.y);
            const float y1 =
                std::min(top + static_cast<float>(box.line) * metrics_.line_pitch + above + height, area_.max.y);
            if (y0 < y1) result.push_back({metrics_.column_left + box.left, y0, box.right - box.left, y1 - y0});
        }
    }
    return result;
}

Box ReadingPage::caret_box(uint32_t byte) const
{
    const LinePlace place = place_of(byte);
    const TextRange range = page_->paragraph_range(place.paragraph);
    const float x = page_->paragraph(place.paragraph).caret_x(std::min(byte, range.end) - range.begin, place.line);
    const float up = range.empty() ? metrics_.line_pitch / 4 : 0;  // an empty paragraph has half the height
    return {metrics_.column_left + x, place.top + metrics_.baseline - metrics_.ascent - up, 2,
            metrics_.ascent + metrics_.descent};
}

uint32_t ReadingPage::caret_lines_away(uint32_t byte, int lines, float x) const
{
    LinePlace place = place_of(byte);
    for (; lines > 0; --lines) {
        if (place.line + 1 < page_->paragraph(place.paragraph).lines.size())
            ++place.line;
        else if (place.paragraph + 1 < page_->paragraphs())
            place = {place.paragraph + 1, 0, 0};
        else
            return text_->size();
    }
    for (; lines < 0; ++lines) {
        if (place.line > 0)
            --place.line;
        else if (place.paragraph > 0)
            place = {place.paragraph - 1, static_cast<uint32_t>(page_->paragraph(place.paragraph - 1).lines.size()) - 1,
                     0};
        else
            return 0;
    }
    return page_->paragraph_range(place.paragraph).begin +
           page_->paragraph(place.paragraph).byte_at(x - metrics_.column_left, place.line);
}

bool ReadingPage::is_right_to_left(uint32_t byte) const
{
    return page_->paragraph(paragraph_of(byte)).right_to_left;
}

bool ReadingPage::runs_right_to_left(uint32_t byte) const
{
    const uint32_t p = paragraph_of(byte);
    return page_->paragraph(p).is_right_to_left(byte - page_->paragraph_range(p).begin);
}

TextRange ReadingPage::line_range(uint32_t byte) const
{
    const LinePlace place = place_of(byte);
    const TextRange paragraph = page_->paragraph_range(place.paragraph);
    const TextRange line = page_->paragraph(place.paragraph).lines[place.line].bytes;
    uint32_t end = paragraph.begin + line.end;
    if (end < paragraph.end)  // a soft break: before the hanging blanks, so that the caret stays on this line
        while (end > paragraph.begin + line.begin && text_->bytes()[end - 1] == ' ') --end;
    return {paragraph.begin + line.begin, end};
}

}  // namespace glossator
