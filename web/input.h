#pragma once

#include <string>
#include <string_view>

#include <imgui.h>

#include "web/frames.h"
#include "web/keys.h"

namespace glossator {

class App;

// Pointer, keyboard, text, wheel and clipboard of the page for ImGui. What the browser's events mean is decided in
// web/page/input.js and touch.js; here they become ImGui's.
class Input {
public:
    // Takes part in the current ImGui context; `frames` outlives it.
    explicit Input(Frames& frames);
    Input(const Input&) = delete;  // ImGui keeps its address
    Input& operator=(const Input&) = delete;

    void set_mac(bool mac);
    void pointer_moved(ImGuiMouseSource source, float x, float y);
    void pointer_left();
    void pointer_button(ImGuiMouseSource source, int button, bool down);
    // In CSS pixels, as the browser counts them: down and right are positive.
    // `zooms`: with Ctrl held, as browsers also tell of two fingers that move apart on a touchpad.
    void wheel(float dx_px, float dy_px, bool zooms);
    // True if the tool has a use for the key with these modifiers, so that the browser shall not act on it too.
    bool key(const App& app, std::string_view key, std::string_view code, int modifiers, bool down, bool repeat);
    void text(std::string_view utf8);
    void focus(bool focused);

    // Does what Ctrl+C (or Ctrl+X) does, and returns what goes to the clipboard; empty: nothing.
    std::string copy(const App& app, bool cut);
    // Puts the text where Ctrl+V puts it.
    void paste(std::string_view utf8);

    // Draws until everything that came in has been worked on.
    void draw_until_handled();
    bool handled() const;
    // Shows the cursor's shape; to be called at the end of each frame.
    void end_frame();

private:
    void hold(int modifiers);
    void press_command(ImGuiKey key);
    bool uses(const App& app, ImGuiKey key, int modifiers) const;

    Frames& frames_;
    Modifier command_key_ = kCtrl;
    int held_ = 0;
    bool copying_ = false;
    std::string clipboard_;
    ImGuiMouseCursor cursor_ = ImGuiMouseCursor_Arrow;
};

}  // namespace glossator
