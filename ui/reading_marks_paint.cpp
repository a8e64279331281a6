#include <algorithm>
#include <cmath>

#include "ui/reading_marks.h"

namespace glossator {

namespace {

constexpr uint32_t kMaxLevel = 3;  // deeper ones share the last: there is no more room between lines
constexpr float kTagPadding = 3;
constexpr float kTagBaseline = 9;  // from the top of the tag

struct Strength {
    float fill, stroke, thickness;
};

Strength strength_of(Emphasis emphasis)
{
    switch (emphasis) {
    case Emphasis::Focused: return {0.34f, 1.0f, 2.5f};
    case Emphasis::Partner: return {0.27f, 1.0f, 2.0f};
    case Emphasis::Faded: return {0.12f, 0.60f, 2.0f};
    case Emphasis::Normal: break;
    }
    return {0.18f, 1.0f, 2.0f};
}

ImVec2 at(const MarkFrame& f, float x, float y_in_line, uint32_t line)
{
    return {f.left + x, f.top + static_cast<float>(line) * f.line_pitch + y_in_line};
}

float underline_y(const MarkFrame& f, uint32_t level)
{
    return f.baseline + f.descent - f.text_size * 0.11f + 3.0f * static_cast<float>(std::min(level, kMaxLevel));
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

// A horizontal line of strokes `on` px long with `off` px between.
void interrupted_line(const MarkFrame& f, ImVec2 from, float to_x, ImU32 color, float thickness, float on, float off)
{
    for (float x = from.x; x < to_x; x += on + off)
        f.draw->AddRectFilled({x, from.y - thickness / 2}, {std::min(x + on, to_x), from.y + thickness / 2}, color);
}

void stroke_piece(const MarkFrame& f, const MarkPiece& p, ImU32 color, float thickness)
{
    const float y = underline_y(f, p.level);
    const ImVec2 a = at(f, p.left, y, p.line);
    const float right = f.left + p.right - 1;  // neighbours stay apart
    switch (p.shape) {
    case MarkShape::Dotted: interrupted_line(f, a, right, color, thickness, 2, 2.5f); break;
    case MarkShape::Dashed: interrupted_line(f, a, right, color, thickness, 6, 3); break;
    case MarkShape::Corners: interrupted_line(f, a, right, color, 1, 1, 3); break;
    default: f.draw->AddRectFilled({a.x, a.y - thickness / 2}, {right, a.y + thickness / 2}, color);
    }
    if (p.shape == MarkShape::Underline) return;
    const float rise = p.shape == MarkShape::Corners ? 4.0f : 6.0f;
    if (closed_left(p)) f.draw->AddRectFilled({a.x, a.y - rise}, {a.x + 1.5f, a.y + thickness / 2}, color);
    if (closed_right(p)) f.draw->AddRectFilled({right - 1.5f, a.y - rise}, {right, a.y + thickness / 2}, color);
}

void stroke_bar(const MarkFrame& f, const MarkPiece& p, ImU32 color, float thickness)
{
    const float away = 14 + 5 * static_cast<float>(std::min(p.level, 6u));
    const float x = f.right_to_left ? f.left + f.column_width + away - thickness : f.left - away;
    const float top = f.top + static_cast<float>(p.line) * f.line_pitch;
    const float y0 = p.begins_span ? top + f.lane_height : top;
    const float y1 = p.ends_fragment ? top + f.baseline + f.descent : top + f.line_pitch;
    f.draw->AddRectFilled({x, y0}, {x + thickness, y1}, color);
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

// A thin line from a fragment towards the next one of its span, on the same line or over the end of this one.
void stroke_joins(const MarkFrame& f, const std::vector<MarkPiece>& pieces, size_t i, ImU32 color)
{
    const MarkPiece& p = pieces[i];
    const float y = underline_y(f, p.shape == MarkShape::Bar ? 0 : p.level);
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
        interrupted_line(f, at(f, std::min(from, to), y, p.line), f.left + std::max(from, to), color, 1, 2, 2);
    };
    const float end = f.right_to_left ? 0 : f.column_width, begin = f.column_width - end;
    if (p.joins_next) join(other_end([](const MarkPiece& q) { return q.joins_previous; }, end));
    if (!p.joins_previous) return;
    const float previous = other_end([](const MarkPiece& q) { return q.joins_next; }, -1);
    if (previous < 0) join(begin);  // else it has been drawn from there
}

float tag_width(const MarkFrame& f, const std::string& title)
{
    return f.engine->width(FontStyle::Strong, kTagSize, title) + 2 * kTagPadding;
}

const std::string& title_of(const LabelDef& label)
{
    return label.title.empty() ? label.id.text : label.title;
}

// A focused span's tag stands on its own ground, over its neighbours' if need be.
void paint_tag(const MarkFrame& f, const MarkPiece& piece, float left, float right, bool open)
{
    const ImU32 color = color_of(piece.label->color);
    const ImVec2 min = at(f, left, 0.5f, piece.line);
    const ImVec2 max{f.left + right, min.y + f.lane_height - 1};
    const std::string& title = title_of(*piece.label);
    ImU32 ink = legible_on(color, f.theme.paper);
    if (open) {
        f.draw->AddRectFilled(min, max, legible_on(color, f.theme.paper), 3);
        ink = f.theme.paper;
    } else if (piece.emphasis == Emphasis::Faded) {
        ink = with_alpha(ink, 0.66f);
    }
    f.engine->draw_line(*f.draw, f.engine->lay_out(FontStyle::Strong, kTagSize, title), 0, kTagSize,
                        {min.x + (open ? kTagPadding : 0), min.y + kTagBaseline}, ink);
}

}  // namespace

void paint_fills(const MarkFrame& f, const std::vector<MarkPiece>& pieces)
{
    for (const MarkPiece& p : pieces) {
        float strength = strength_of(p.emphasis).fill;
        if (p.shape == MarkShape::Corners || p.shape == MarkShape::Bar) strength *= 0.55f;
        if (p.shape == MarkShape::Bracket || p.shape == MarkShape::Dotted || p.shape == MarkShape::Dashed)
            strength *= 0.7f;
        const float above = f.ascent * (p.shape == MarkShape::Bar ? 1.03f : 0.9f);
        const ImVec2 min = at(f, p.left, f.baseline - above, p.line);
        const ImVec2 max{f.left + p.right, min.y + above + f.descent * 0.8f};
        f.draw->AddRectFilled(min, max, with_alpha(color_of(p.label->color), strength), 2);
    }
}

void paint_strokes(const MarkFrame& f, const std::vector<MarkPiece>& pieces)
{
    for (size_t i = 0; i < pieces.size(); ++i) {
        const MarkPiece& p = pieces[i];
        const Strength strength = strength_of(p.emphasis);
        const ImU32 color = with_alpha(color_of(p.label->color), strength.stroke);
        if (p.shape == MarkShape::Bar)
            stroke_bar(f, p, color, p.emphasis == Emphasis::Focused ? 4.0f : 3.0f);
        else
            stroke_piece(f, p, color, strength.thickness);
        stroke_joins(f, pieces, i, color);
    }
}

void paint_tags(const MarkFrame& f, const std::vector<MarkPiece>& pieces, const SpanId& open, std::vector<TagHit>& hits)
{
    std::vector<float> widths;
    widths.reserve(pieces.size());
    for (const MarkPiece& p : pieces) widths.push_back(p.begins_span ? tag_width(f, title_of(*p.label)) : 0);
    const std::vector<MarkTag> tags = place_tags(pieces, widths, f.tag_limit, f.right_to_left, f.column_width);
    const auto opened =
        std::find_if(tags.begin(), tags.end(), [&](const MarkTag& t) { return pieces[t.piece].span->id == open; });
    const float open_width = opened == tags.end() ? 0 : widths[opened->piece];
    const float open_left = opened == tags.end() ? 0 : std::max(std::min(opened->left, f.tag_limit - open_width), 0.0f);
    const auto is_covered = [&](const MarkTag& tag) {
        if (opened == tags.end() || pieces[tag.piece].line != pieces[opened->piece].line) return false;
        return tag.left < open_left + open_width && open_left < tag.right;
    };
    for (const MarkTag& tag : tags) {
        const MarkPiece& p = pieces[tag.piece];
        const ImVec2 min = at(f, tag.left, 0, p.line);
        hits.push_back({p.span->id, min, {f.left + tag.right, min.y + f.lane_height}});
        if (is_covered(tag)) continue;
        if (tag.dot) {
            const float alpha = p.emphasis == Emphasis::Faded ? 0.66f : 1.0f;
            f.draw->AddCircleFilled({min.x + 3, min.y + f.lane_height / 2}, 2.5f,
                                    with_alpha(color_of(p.label->color), alpha));
        } else {
            paint_tag(f, p, tag.left, tag.right, false);
        }
    }
    if (opened != tags.end()) paint_tag(f, pieces[opened->piece], open_left, open_left + open_width, true);
}

}  // namespace glossator
