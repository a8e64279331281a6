#pragma once

#include <imgui.h>

#include "ui/controls.h"

namespace glossator {

class Controls;
class Language;

// What belongs to the interface that an ImGui context draws: ImGuiIO::UserData.
struct Interface {
    const Language* language = nullptr;  // null: English
    Controls* controls = nullptr;        // that are told what words are drawn; null: nobody is
    // Of the LeftToRight that is open: the sum of its two edges, px.
    bool left_to_right = false;
    float edges = 0;
    ImU32 next_event = 0;  // of ImGui's input, the first that has not been turned
};

// The current context's; null before there is one.
Interface* interface();
// Makes `state`, which outlives its use, the current context's, and turns what that draws from now on.
void use(Interface& state);

// A right-to-left interface is laid out and drawn like any other, from the left. Then all that was drawn is turned
// about the middle of the screen, and the mouse comes in turned as well, so that no view has to know of it. Text draws
// itself so that it comes out as it should; anything else that means something by its direction is drawn in a
// LeftToRight.
//
// While one is there, what is drawn into `draw` between `left` and `right`, px, keeps its direction within them, and
// the mouse is where it seems to be. Not for other windows that open meanwhile: see AnyDirection.
class LeftToRight {
public:
    LeftToRight(ImDrawList& draw, float left, float right);
    ~LeftToRight();
    LeftToRight(const LeftToRight&) = delete;
    LeftToRight& operator=(const LeftToRight&) = delete;
    // Turns what a child of the current window drew meanwhile, too.
    void with(ImDrawList& child);

private:
    void turn(ImDrawList& draw, int first_vertex, int first_command) const;

    ImDrawList& draw_;
    bool turns_;
    float edges_;
    int first_vertex_ = 0, first_command_ = 0;
};

// Leaves a LeftToRight for a while, for a tooltip or a popup.
class AnyDirection {
public:
    AnyDirection();
    ~AnyDirection();
    AnyDirection(const AnyDirection&) = delete;
    AnyDirection& operator=(const AnyDirection&) = delete;

private:
    bool was_left_to_right_;
};

// True where what is drawn now will be turned.
bool is_turned();
// Where a box that is drawn now will be on the screen, and the other way round.
Box on_screen(Box box);
// A box inside of a LeftToRight from `left` to `right`, as it is outside of it.
Box outside(Box box, float left, float right);

}  // namespace glossator
