#pragma once

#include <imgui.h>

namespace glossator {

// Draws ImGui's lists on the page's canvas by WebGL 2, and survives the loss of the graphics context.
class Renderer {
public:
    // Makes the WebGL context of the canvas `selector` and takes part in the current ImGui context. False if this
    // browser can't.
    bool start(const char* selector);

    // Before ImGui::NewFrame(). False while the graphics context is lost: then there is nothing to draw on.
    bool begin_frame();
    // After ImGui::Render().
    void end_frame(ImU32 background);

    void context_lost();
    void context_restored();

private:
    bool lost_ = false;
};

}  // namespace glossator
