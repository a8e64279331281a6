#pragma once

#include <doctest/doctest.h>

#include "desk.h"
#include "ui/views.h"

// What the tests of the views around the text do with their controls.
namespace glossator {

inline bool click(Desk& desk, const std::string& control)
{
    const std::vector<Box> boxes = desk.app->controls().find(control);
    CAPTURE(control);
    REQUIRE(!boxes.empty());
    desk.click({boxes[0].x + boxes[0].width / 2, boxes[0].y + boxes[0].height / 2});
    desk.frames(2);
    return true;
}

inline bool visible(const Desk& desk, const std::string& control)
{
    return !desk.app->controls().find(control).empty();
}

inline void open_sample(Desk& desk)
{
    desk.app->session().settings.hints_done = true;
    desk.app->open_sample();
    desk.frames(3);
}

inline SpanId first_with(const Desk& desk, const std::string& label)
{
    SpanId found;
    desk.app->set()->spans.for_each([&](const Span& span) {
        if (found.empty() && span.label.text == label) found = span.id;
    });
    return found;
}

inline const Span& focus_first(Desk& desk, const std::string& label)
{
    desk.app->focus(first_with(desk, label));
    desk.frames(3);
    return *desk.app->focused();
}

// A click into the status line, where nothing is.
inline void click_elsewhere(Desk& desk)
{
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    desk.click({size.x - 200, size.y - 13});
    desk.frames(2);
}

inline int vertices(Desk& desk)
{
    desk.frames(2);
    return ImGui::GetDrawData()->TotalVtxCount;
}

inline Box box_of(const Desk& desk, const std::string& control)
{
    const std::vector<Box> boxes = desk.app->controls().find(control);
    CAPTURE(control);
    REQUIRE(!boxes.empty());
    return boxes[0];
}

inline bool overlap(const Box& a, const Box& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

}  // namespace glossator
