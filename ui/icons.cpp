#include "ui/icons.h"

#include <initializer_list>
#include <optional>

#include "ui/right_to_left.h"

namespace glossator {

namespace {

constexpr float kPi = 3.14159265f;

// Draws in a square of 16 units with its centre at the origin.
struct Pen {
    ImDrawList& draw;
    ImVec2 centre;
    ImU32 color;
    float unit;

    ImVec2 at(float x, float y) const { return {centre.x + x * unit, centre.y + y * unit}; }
    float width() const { return 1.4f * unit; }

    void lines(std::initializer_list<ImVec2> points, bool closed = false) const
    {
        for (ImVec2 p : points) draw.PathLineTo(at(p.x, p.y));
        draw.PathStroke(color, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width());
    }
    void arc(float x, float y, float radius, float from, float to) const
    {
        draw.PathArcTo(at(x, y), radius * unit, from * kPi, to * kPi);
        draw.PathStroke(color, ImDrawFlags_None, width());
    }
    void disc(float radius) const { draw.AddCircleFilled(centre, radius * unit, color); }
    void ring(float radius) const { draw.AddCircle(centre, radius * unit, color, 0, width()); }
};

void sun(const Pen& pen)
{
    pen.ring(2.8f);
    for (int ray = 0; ray < 4; ++ray) {
        const float x = ray == 0   ? 0
                        : ray == 2 ? 1.0f
                                   : 0.7071f,
                    y = ray == 2   ? 0
                        : ray == 0 ? 1.0f
                        : ray == 1 ? 0.7071f
                                   : -0.7071f;
        for (const float side : {-1.0f, 1.0f})
            pen.lines({{side * x * 4.9f, side * y * 4.9f}, {side * x * 6.7f, side * y * 6.7f}});
    }
}

void moon(const Pen& pen)
{
    pen.draw.PathArcTo(pen.centre, 5.6f * pen.unit, 0.12f * kPi, 1.38f * kPi);
    pen.draw.PathArcTo(pen.at(2.6f, -2.6f), 4.6f * pen.unit, 1.12f * kPi, 0.38f * kPi);
    pen.draw.PathStroke(pen.color, ImDrawFlags_Closed, pen.width());
}

// An arrow that turns back to the left (-1) or right (1).
void turn(const Pen& pen, float side)
{
    pen.lines({{side * 2.6f, -6}, {side * 5.6f, -3}, {side * 2.6f, 0}});
    pen.draw.PathLineTo(pen.at(side * 5.4f, -3));
    if (side < 0)
        pen.draw.PathArcTo(pen.at(1.6f, 0.8f), 3.8f * pen.unit, 1.5f * kPi, 2.5f * kPi);
    else
        pen.draw.PathArcTo(pen.at(-1.6f, 0.8f), 3.8f * pen.unit, 1.5f * kPi, 0.5f * kPi);
    pen.draw.PathLineTo(pen.at(side * 2.4f, 4.6f));
    pen.draw.PathStroke(pen.color, ImDrawFlags_None, pen.width());
}

void panel(const Pen& pen, float side)
{
    pen.draw.AddRect(pen.at(-6.5f, -5.5f), pen.at(6.5f, 5.5f), pen.color, 2 * pen.unit, 0, pen.width());
    pen.lines({{side * 2.2f, -5.5f}, {side * 2.2f, 5.5f}});
}

void half_dot(const Pen& pen)
{
    pen.ring(4.2f);
    pen.draw.PathArcTo(pen.centre, 4.2f * pen.unit, 0.5f * kPi, 1.5f * kPi);
    pen.draw.PathFillConvex(pen.color);
}

}  // namespace

void draw_icon(ImDrawList& draw, Icon icon, ImVec2 centre, ImU32 color, float size)
{
    const bool has_no_direction =
        icon == Icon::Check || icon == Icon::Search || icon == Icon::Pencil || icon == Icon::Moon;
    std::optional<LeftToRight> as_it_is;
    if (has_no_direction) as_it_is.emplace(draw, centre.x - size / 2, centre.x + size / 2);
    const Pen pen{draw, centre, color, size / 16};
    switch (icon) {
    case Icon::Plus:
        pen.lines({{-5, 0}, {5, 0}});
        pen.lines({{0, -5}, {0, 5}});
        break;
    case Icon::ChevronDown: pen.lines({{-3.5f, -1.75f}, {0, 1.75f}, {3.5f, -1.75f}}); break;
    case Icon::ChevronUp: pen.lines({{-3.5f, 1.75f}, {0, -1.75f}, {3.5f, 1.75f}}); break;
    case Icon::ChevronRight: pen.lines({{-1.75f, -3.5f}, {1.75f, 0}, {-1.75f, 3.5f}}); break;
    case Icon::Check: pen.lines({{-5, 0.5f}, {-1.5f, 4}, {5, -4}}); break;
    case Icon::Dot: pen.disc(4.4f); break;
    case Icon::HalfDot: half_dot(pen); break;
    case Icon::Ring: pen.ring(4.2f); break;
    case Icon::Close:
        pen.lines({{-4, -4}, {4, 4}});
        pen.lines({{-4, 4}, {4, -4}});
        break;
    case Icon::Menu:
        for (const float y : {-4.0f, 0.0f, 4.0f}) pen.lines({{-6, y}, {6, y}});
        break;
    case Icon::PanelLeft: panel(pen, -1); break;
    case Icon::PanelRight: panel(pen, 1); break;
    case Icon::Sun: sun(pen); break;
    case Icon::Moon: moon(pen); break;
    case Icon::Undo: turn(pen, -1); break;
    case Icon::Redo: turn(pen, 1); break;
    case Icon::Alert:
        pen.lines({{0, -5.8f}, {6.4f, 5.4f}, {-6.4f, 5.4f}}, true);
        pen.lines({{0, -1.8f}, {0, 1.8f}});
        draw.AddCircleFilled(pen.at(0, 3.6f), 0.85f * pen.unit, color);
        break;
    case Icon::Search:
        draw.AddCircle(pen.at(-1.2f, -1.2f), 4.2f * pen.unit, color, 0, pen.width());
        pen.lines({{1.9f, 1.9f}, {6, 6}});
        break;
    case Icon::List:
        for (const float y : {-4.0f, 0.0f, 4.0f}) {
            pen.lines({{-3, y}, {6, y}});
            draw.AddCircleFilled(pen.at(-5.6f, y), 0.9f * pen.unit, color);
        }
        break;
    case Icon::Flag: pen.lines({{-4, 6}, {-4, -6}, {5, -2.5f}, {-4, 1}}); break;
    case Icon::Pencil:
        pen.lines({{-5.5f, 5.5f}, {-4.5f, 2}, {3, -5.5f}, {5.5f, -3}, {-2, 4.5f}}, true);
        pen.lines({{0.8f, -3.3f}, {3.3f, -0.8f}});
        break;
    case Icon::Drop:
        pen.lines({{0, -6}, {0, 2.5f}});
        pen.lines({{-3.5f, -0.8f}, {0, 2.7f}, {3.5f, -0.8f}});
        pen.lines({{-6, 2.5f}, {-6, 6}, {6, 6}, {6, 2.5f}});
        break;
    }
}

}  // namespace glossator
