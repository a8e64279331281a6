#include <algorithm>
#include <cmath>

#include "core/model/flags.h"
#include "ui/reading_marks.h"
#include "ui/wording.h"

namespace glossator {

namespace {

constexpr uint32_t kMaxLevel = 6;  // deeper ones share the last: there is no more room between lines
constexpr float kTagPadding = 3;
constexpr float kTagBaseline = 9;  // from the top of the tag

// Of strokes; bars are thicker.
float alpha_of(Emphasis emphasis)
{
    return emphasis == Emphasis::Faded ? 0.6f : 1.0f;
}

ImVec2 at(const MarkFrame& f, float x, float y_in_line, uint32_t line)
{
    return {f.left + x, f.top + static_cast<float>(line) * f.line_pitch + y_in_line};
}

// From one level to the next, px: closer where there are many, so that the lowest is still above the next line.
float level_pitch(uint32_t crowd)
{
    return crowd <= 4 ? 3.0f : 2.0f;
}

float underline_y(const MarkFrame& f, uint32_t level, uint32_t crowd)
{
    return f.baseline + f.descent - f.text_size * 0.11f +
           level_pitch(crowd) * static_cast<float>(std::min(level, kMaxLevel));
}

float thickness_of(const MarkPiece& p)
{
    const float normal = p.crowd <= 4 ? 2.0f : 1.0f;
    return p.emphasis == Emphasis::Focused ? normal + 0.5f : normal;
}

// The middle of a stroke at `y`, so that its edges lie on pixels.
float sharp(float y, float thickness)
{
    return std::round(y - thickness / 2) + thickness / 2;
}

// Where a piece is drawn closed: its text may begin at the right.
bool closed_left(const MarkPiece& p)
{
    return p.right_to_left ? p.ends_fragment : p.begins_fragment;
}

bool closed_right(const MarkPiece& p)
{
    return p.right_to_left ? p.begins_fragment : p.ends_fragment;
}

void stroke_piece(const MarkFrame& f, const MarkPiece& p, ImU32 color, std::vector<MarkHit>& hits)
{
    const float thickness = thickness_of(p);
    const float y = underline_y(f, p.level, p.crowd), pitch = level_pitch(p.crowd);
    ImVec2 a = at(f, p.left, y, p.line);
    a.y = sharp(a.y, thickness);
    const float right = f.left + p.right - 1;  // neighbours stay apart
    if (p.crowd > 0) hits.push_back({p.span->id, {a.x, a.y - pitch / 2}, {right, a.y + pitch / 2}});
    const ImVec2 b{right, a.y};
    switch (p.shape) {
    case MarkShape::Dotted: draw_dashes(*f.draw, a, b, color, thickness, 2, 2.5f); break;
    case MarkShape::Dashed: draw_dashes(*f.draw, a, b, color, thickness, 6, 3); break;
    case MarkShape::Corners: draw_dashes(*f.draw, a, b, color, 1, 1, 3); break;
    case MarkShape::Underline: draw_underline(*f.draw, a, b, color, thickness, p.pattern); break;
    default: draw_dashes(*f.draw, a, b, color, thickness, 0, 0);
    }
    if (p.shape == MarkShape::Underline) return;
    const float rise = p.shape == MarkShape::Corners ? 4.0f : 6.0f;
    if (closed_left(p)) f.draw->AddRectFilled({a.x, a.y - rise}, {a.x + 1.5f, a.y + thickness / 2}, color);
    if (closed_right(p)) f.draw->AddRectFilled({right - 1.5f, a.y - rise}, {right, a.y + thickness / 2}, color);
}

void stroke_bar(const MarkFrame& f, const MarkPiece& p, ImU32 color, std::vector<MarkHit>& hits)
{
    const float pitch = p.crowd <= 3 ? 5.0f : 15.0f / static_cast<float>(std::min(p.crowd, kMaxLevel));
    const float thickness = std::min(p.emphasis == Emphasis::Focused ? 4.0f : 3.0f, pitch - 0.5f);
    const float away = 14 + pitch * static_cast<float>(std::min(p.level, kMaxLevel));
    const float x = f.right_to_left ? f.left + f.column_width + away - thickness : f.left - away;
    const float top = f.top + static_cast<float>(p.line) * f.line_pitch;
    const float y0 = p.begins_span ? top + f.lane_height : top;
    const float y1 = p.ends_fragment ? top + f.baseline + f.descent : top + f.line_pitch;
    f.draw->AddRectFilled({x, y0}, {x + thickness, y1}, color);
    hits.push_back({p.span->id, {x - 1, y0}, {x - 1 + pitch, y1}});
    // The exact ends stand in the text, since the bar only tells the lines.
    const float bottom = top + f.baseline + f.descent * 0.8f;
    const float upper = top + f.baseline - f.ascent * 0.95f;
    if (closed_left(p)) {
        f.draw->AddRectFilled({f.left + p.left, upper}, {f.left + p.left + 1, bottom}, color);
        f.draw->AddRectFilled({f.left + p.left, upper}, {f.left + p.left + 5, upper + 1}, color);
    }
    if (closed_right(p)) {
        f.draw->AddRectFilled({f.left + p.right - 1, upper}, {f.left + p.right, bottom}, color);
        f.draw->AddRectFilled({f.left + p.right - 5, bottom - 1}, {f.left + p.right, bottom}, color);
    }
}

// A thin line from a fragment towards the next one of its span, on the same line or over the end of this one; below
// the words between them.
void stroke_joins(const MarkFrame& f, const std::vector<MarkPiece>& pieces, size_t i, ImU32 color)
{
    const MarkPiece& p = pieces[i];
    const float y =
        std::max(underline_y(f, p.shape == MarkShape::Bar ? 0 : p.level, p.crowd), f.baseline + f.descent + 0.5f);
    const auto other_end = [&](auto is_partner, float otherwise) {  // the nearest edge of the partner on this line
        for (const MarkPiece& q : pieces) {
            if (q.span != p.span || q.line != p.line || !is_partner(q)) continue;
            if (q.left >= p.right) return q.left;
            if (q.right <= p.left) return q.right;
        }
        return otherwise;
    };
    const auto join = [&](float to) {
        const float from = to >= p.right ? p.right : p.left;
        draw_dashes(*f.draw, at(f, std::min(from, to), y, p.line), at(f, std::max(from, to), y, p.line), color, 1, 2,
                    2);
    };
    const float end = f.right_to_left ? 0 : f.column_width, begin = f.column_width - end;
    if (p.joins_next) join(other_end([](const MarkPiece& q) { return q.joins_previous; }, end));
    if (!p.joins_previous) return;
    const float previous = other_end([](const MarkPiece& q) { return q.joins_next; }, -1);
    if (previous < 0) join(begin);  // else it has been drawn from there
}

constexpr float kFlagWidth = 8;  // with the space around it

float tag_width(const MarkFrame& f, const MarkPiece& p)
{
    return f.engine->width(FontStyle::Strong, kTagSize, title_of(*p.label)) + 2 * kTagPadding +
           (is_flagged(*p.span) ? kFlagWidth : 0);
}

void paint_flag(const MarkFrame& f, ImVec2 min, ImU32 color)
{
    const float top = min.y + 2, middle = top + 2.5f;
    f.draw->AddRectFilled({min.x, top}, {min.x + 1, top + 8}, color);
    f.draw->AddTriangleFilled({min.x + 1, top}, {min.x + 6, middle}, {min.x + 1, top + 5}, color);
}

// In place of a tag, of the shape of its span's strokes.
void paint_dot(const MarkFrame& f, const MarkPiece& p, ImVec2 min)
{
    const ImU32 color = with_alpha(f.inks.of(*p.label, f.theme).stroke, alpha_of(p.emphasis));
    const ImVec2 c{min.x + 3, min.y + f.lane_height / 2};
    if (is_flagged(*p.span)) return paint_flag(f, {min.x, c.y - 6}, color);
    switch (p.shape) {
    case MarkShape::Underline: f.draw->AddCircleFilled(c, 2.5f, color); break;
    case MarkShape::Bar: f.draw->AddRectFilled({c.x - 1.5f, c.y - 4}, {c.x + 1.5f, c.y + 4}, color); break;
    case MarkShape::Dotted: f.draw->AddCircle(c, 2.5f, color, 0, 1.25f); break;
    case MarkShape::Dashed: f.draw->AddRectFilled({c.x - 3, c.y - 1}, {c.x + 3, c.y + 1.5f}, color); break;
    case MarkShape::Bracket: f.draw->AddRectFilled({c.x - 2.5f, c.y - 2.5f}, {c.x + 2.5f, c.y + 2.5f}, color); break;
    case MarkShape::Corners:
        f.draw->AddTriangleFilled({c.x - 3, c.y + 2.5f}, {c.x + 3, c.y + 2.5f}, {c.x, c.y - 3}, color);
    }
}

void paint_name(const MarkFrame& f, std::string_view name, ImVec2 min, ImU32 ink)
{
    f.engine->draw_line(*f.draw, f.engine->lay_out(FontStyle::Strong, kTagSize, name), 0, kTagSize,
                        {min.x, min.y + kTagBaseline}, ink);
}

// An open tag stands on its own ground, over its neighbours' if need be; the others on paper, over links.
void paint_tag(const MarkFrame& f, const MarkPiece& piece, float left, float right, bool open)
{
    const LabelInk ink = f.inks.of(*piece.label, f.theme);
    const ImVec2 min = at(f, left, 0.5f, piece.line);
    const ImVec2 max{f.left + right, min.y + f.lane_height - 1};
    f.draw->AddRectFilled({min.x - (open ? 0.0f : 1.0f), min.y}, max, open ? ink.tag : f.theme.paper, open ? 3.0f : 0);
    const ImU32 color = open ? f.theme.paper : piece.emphasis == Emphasis::Faded ? ink.faded_tag : ink.tag;
    paint_name(f, title_of(*piece.label), {min.x + (open ? kTagPadding : 0), min.y}, color);
    if (is_flagged(*piece.span)) paint_flag(f, {max.x - kFlagWidth - (open ? 1.0f : 3.0f), min.y}, color);
}

}  // namespace

void draw_dashes(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 color, float thickness, float on, float off)
{
    const bool across = to.x - from.x >= to.y - from.y;
    const float length = across ? to.x - from.x : to.y - from.y, half = thickness / 2;
    const float step = off > 0 ? on + off : std::max(length, 1.0f);
    for (float begin = 0; begin < length; begin += step) {
        const float end = off > 0 ? std::min(begin + on, length) : length;
        if (across)
            draw.AddRectFilled({from.x + begin, from.y - half}, {from.x + end, from.y + half}, color);
        else
            draw.AddRectFilled({from.x - half, from.y + begin}, {from.x + half, from.y + end}, color);
    }
}

void draw_underline(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 color, float thickness, LinePattern pattern)
{
    if (pattern == LinePattern::Double && thickness >= 2) {
        for (const float y : {-1.0f, 1.0f})
            draw_dashes(draw, {from.x, from.y + y}, {to.x, to.y + y}, color, thickness - 1, 0, 0);
        return;
    }
    draw_dashes(draw, from, to, color, thickness, 14, pattern == LinePattern::LongDashes ? 2.0f : 0.0f);
}

float lowest_stroke(const MarkFrame& f, uint32_t crowd)
{
    return underline_y(f, crowd, crowd) + 1;
}

void paint_fills(const MarkFrame& f, const std::vector<MarkPiece>& pieces)
{
    for (const MarkPiece& p : pieces) {
        const LabelInk ink = f.inks.of(*p.label, f.theme);
        const float above = f.ascent * (p.shape == MarkShape::Bar ? 1.03f : 0.9f);
        const ImVec2 min = at(f, p.left, f.baseline - above, p.line);
        const ImVec2 max{f.left + p.right, min.y + above + f.descent * 0.8f};
        const float strength = std::min(fill_strength(p.shape, p.emphasis) * ink.gain, 1.0f);
        f.draw->AddRectFilled(min, max, with_alpha(ink.fill, strength), 2);
    }
}

void paint_strokes(const MarkFrame& f, const std::vector<MarkPiece>& pieces, std::vector<MarkHit>& hits)
{
    for (size_t i = 0; i < pieces.size(); ++i) {
        const MarkPiece& p = pieces[i];
        const ImU32 color = with_alpha(f.inks.of(*p.label, f.theme).stroke, alpha_of(p.emphasis));
        if (p.shape == MarkShape::Bar)
            stroke_bar(f, p, color, hits);
        else
            stroke_piece(f, p, color, hits);
        stroke_joins(f, pieces, i, color);
    }
}

void paint_others(const MarkFrame& f, const std::vector<MarkPiece>& pieces, uint32_t row, std::vector<MarkHit>& hits)
{
    const float y = f.baseline - f.ascent * 0.97f + 2 * static_cast<float>(std::min(row, 1u));
    for (const MarkPiece& p : pieces) {
        const ImU32 color = f.inks.of(*p.label, f.theme).stroke;
        ImVec2 a = at(f, p.left, y, p.line);
        a.y = sharp(a.y, 1);
        const float right = f.left + p.right - 1;
        draw_dashes(*f.draw, a, {right, a.y}, color, 1, 1, 2);
        if (closed_left(p)) f.draw->AddRectFilled({a.x, a.y - 0.5f}, {a.x + 1, a.y + 3.5f}, color);
        if (closed_right(p)) f.draw->AddRectFilled({right - 1, a.y - 0.5f}, {right, a.y + 3.5f}, color);
        hits.push_back({p.span->id, {a.x, a.y - 2}, {right, a.y + 5}});
    }
}

std::vector<MarkTag> place_tags(const MarkFrame& f, const std::vector<MarkPiece>& pieces)
{
    std::vector<float> widths;
    widths.reserve(pieces.size());
    for (const MarkPiece& p : pieces) widths.push_back(p.begins_span ? tag_width(f, p) : 0);
    return place_tags(pieces, widths, f.tag_limit, f.right_to_left, f.column_width);
}

void paint_tags(const MarkFrame& f, const std::vector<MarkPiece>& pieces, const std::vector<MarkTag>& tags,
                const SpanId& open, std::vector<MarkHit>& hits)
{
    const auto opened = std::find_if(tags.begin(), tags.end(),
                                     [&](const MarkTag& t) { return t.more == 0 && pieces[t.piece].span->id == open; });
    float open_left = 0, open_width = 0;
    if (opened != tags.end()) {
        open_width = tag_width(f, pieces[opened->piece]);
        open_left = std::max(std::min(opened->left, f.tag_limit - open_width), 0.0f);
    }
    const auto is_covered = [&](const MarkTag& tag) {
        if (opened == tags.end() || pieces[tag.piece].line != pieces[opened->piece].line) return false;
        return tag.left < open_left + open_width && open_left < tag.right;
    };
    for (const MarkTag& tag : tags) {
        const MarkPiece& p = pieces[tag.piece];
        const ImVec2 min = at(f, tag.left, 0, p.line);
        hits.push_back({tag.more > 0 ? tag.more_span : p.span->id, min, {f.left + tag.right, min.y + f.lane_height}});
        if (is_covered(tag)) continue;
        if (tag.more > 0)
            paint_name(f, "+" + with_thousands(tag.more), {min.x, min.y + 0.5f}, f.theme.quiet_ink);
        else if (tag.dot)
            paint_dot(f, p, min);
        else
            paint_tag(f, p, tag.left, tag.right, false);
    }
    if (opened != tags.end()) paint_tag(f, pieces[opened->piece], open_left, open_left + open_width, true);
}

}  // namespace glossator
