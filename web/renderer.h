#pragma once

#include <cstdint>

#include <imgui.h>

namespace glossator {

// Draws ImGui's lists on the page's canvas by WebGL 2, and survives the loss of the graphics context.
//
// Not ImGui's own backend, which asks for the state of the context before each frame to put it back: in a browser every
// such question waits for another process, until the frames before are drawn. Here nobody else draws.
class Renderer {
public:
    // Makes the WebGL context of the canvas `selector` and takes part in the current ImGui context. False if this
    // browser can't.
    bool start(const char* selector);

    // False while the graphics context is lost: then there is nothing to draw on.
    bool ready() const { return !lost_; }
    // Draws what ImGui::Render() made.
    void draw(const ImDrawData& data, ImU32 background);

    void context_lost();
    void context_restored();

private:
    bool make_objects();
    void upload(const ImDrawData& data);
    void draw_list(const ImDrawData& data, const ImDrawList& list, size_t first_vertex, size_t first_index);

    bool lost_ = false;
    int32_t scale_and_shift_ = -1;  // place of the uniform
};

}  // namespace glossator
