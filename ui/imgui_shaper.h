#pragma once

#include <imgui.h>

#include "core/text/shaping.h"

namespace glossator {

// One glyph a code point, left to right, with the advances of an ImGui font. Glyph ids are code points.
class ImGuiShaper : public Shaper {
public:
    // True if what was shaped before no longer holds. Needs a current ImGui frame.
    bool set_font(ImFont* font, float size_px);
    ImFontBaked* baked() const;  // valid for this frame
    std::vector<ShapedRun> shape(std::string_view paragraph) override;

private:
    ImFont* font_ = nullptr;
    float size_px_ = 0;
};

}  // namespace glossator
