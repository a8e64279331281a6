#include "ui/minimap.h"

#include <algorithm>
#include <cmath>

#include "ui/visibility.h"

namespace glossator {

namespace {

int lane_of(MarkShape shape)
{
    return shape == MarkShape::Bar ? 0 : shape == MarkShape::Underline ? 1 : 2;
}

// px from the strip's left edge.
constexpr float kLaneLeft[] = {1, 4, 9};
constexpr float kLaneWidth[] = {2, 4, 2};

float row_of(const ReadingPage& page, uint32_t byte)
{
    return static_cast<float>(page.y_of(byte) / page.total_height()) * page.area().height();
}

}  // namespace

bool Minimap::update(const App& app, const ReadingPage& page, LabelInks& inks)
{
    std::string now = app.session().set.text + " " + std::to_string(app.project().revision()) + " " +
                      std::to_string(page.total_height()) + " " + std::to_string(page.area().height()) + " " +
                      app.session().document.text + (app.theme().dark ? " dark" : " light") +
                      app.session().settings.switched;
    const auto height = static_cast<size_t>(std::max(page.area().height(), 1.0f));
    if (rows_.size() != height) rows_.assign(height, {});
    if (now != seen_) left_ = height;  // goes on where it is, so that all rows get their turn while one scrolls
    seen_ = std::move(now);
    const double scale = page.total_height() / static_cast<double>(height);
    for (size_t count = std::min(left_, kRowsAFrame); count > 0; --count, --left_) {
        next_ = (next_ + 1) % height;
        rows_[next_].begin = page.byte_at_y(static_cast<double>(next_) * scale);
        look_at(rows_[next_], page.byte_at_y(static_cast<double>(next_ + 1) * scale), app, inks);
    }
    return left_ > 0;
}

// What covers the row's begin, and some of what begins in it.
void Minimap::look_at(Row& row, uint32_t end, const App& app, LabelInks& inks) const
{
    std::fill_n(row.lanes, kLanes, 0u);
    const AnnotationSet* set = app.set();
    if (!set || set->spans.empty()) return;
    const auto take = [&](const Span& span) {
        const LabelDef* label = app.project().schema().find(span.label);
        if (!label || !is_shown(app, span)) return;
        ImU32& lane = row.lanes[lane_of(shape_of(*label))];
        if (lane == 0) lane = inks.of(*label, app.theme()).stroke;
    };
    std::vector<const Span*> covering;
    set->spans.overlapping({row.begin, row.begin + 1}, covering);
    constexpr size_t kMost = 6;
    for (size_t i = 0; i < std::min(covering.size(), kMost); ++i) take(*covering[i]);
    const size_t first = set->spans.first_from(row.begin), count = set->spans.first_from(end) - first;
    const size_t samples = std::min(count, kMost);
    for (size_t i = 0; i < samples; ++i) take(set->spans.at(first + i * count / samples));
}

void Minimap::paint(ImDrawList& draw, const App& app, const ReadingPage& page, float left) const
{
    const Theme& theme = app.theme();
    const Area area = page.area();
    const double total = page.total_height(), height = area.height();
    const float top = area.min.y + static_cast<float>(page.scroll_top() / total * height);
    const float bottom = std::max(top + static_cast<float>(height / total * height), top + 3);
    draw.AddRectFilled({left, top}, {left + kWidth, bottom}, with_alpha(theme.ink, theme.contrast ? 0.3f : 0.09f), 2);
    for (int lane = 0; lane < kLanes; ++lane) {
        const float x = left + kLaneLeft[lane];
        for (size_t begin = 0, end = 0; begin < rows_.size(); begin = end) {
            const ImU32 color = rows_[begin].lanes[lane];
            for (end = begin + 1; end < rows_.size() && rows_[end].lanes[lane] == color;) ++end;
            if (color == 0) continue;
            draw.AddRectFilled({x, area.min.y + static_cast<float>(begin)},
                               {x + kLaneWidth[lane], area.min.y + static_cast<float>(end)}, with_alpha(color, 0.75f));
        }
    }
    paint_ticks(draw, app, page, left);
}

void Minimap::paint_ticks(ImDrawList& draw, const App& app, const ReadingPage& page, float left) const
{
    const Theme& theme = app.theme();
    const float top = page.area().min.y;
    const auto tick = [&](float row, ImU32 color) {
        draw.AddRectFilled({left - 1, top + row - 1}, {left + kWidth, top + row + 1}, color);
    };
    const std::vector<TextRange>* hits = app.session().hits_in(app.session().document);
    for (size_t row = 0; hits && row + 1 < rows_.size(); ++row) {
        const auto hit = std::lower_bound(hits->begin(), hits->end(), TextRange{rows_[row].begin, 0});
        if (hit != hits->end() && hit->begin < rows_[row + 1].begin) tick(static_cast<float>(row), theme.accent);
    }
    size_t told = 0;
    for (const Problem& problem : app.session().problems) {
        if (problem.document != app.session().document || !problem.range || ++told > 200) continue;
        const float y = top + row_of(page, problem.range->begin);
        draw.AddTriangleFilled({left - 4, y - 4}, {left - 4, y + 4}, {left + 3, y}, theme.error);
    }
    if (const Span* focused = app.focused()) tick(row_of(page, focused->begin()), theme.ink);
}

double Minimap::scroll_top_at(const ReadingPage& page, float y)
{
    const double share = (y - page.area().min.y) / page.area().height();
    return share * page.total_height() - page.area().height() / 2.0;
}

}  // namespace glossator
