#pragma once

#include <imgui.h>

namespace glossator {

enum class Icon {
    Plus,
    ChevronDown,
    ChevronUp,
    ChevronRight,
    Check,
    Dot,
    HalfDot,
    Ring,
    Close,
    Menu,
    PanelLeft,
    PanelRight,
    Sun,
    Moon,
    Undo,
    Redo,
    Alert,
    Drop,
    Search,
    List,
    Flag,
    Pencil
};

// Draws the icon with its centre at `centre`, `size` px wide and high.
void draw_icon(ImDrawList& draw, Icon icon, ImVec2 centre, ImU32 color, float size = 16);

}  // namespace glossator
