#include "web/input.h"

#include <algorithm>
#include <cfloat>

#include <imgui_internal.h>

#include "ui/app.h"
#include "ui/command_table.h"
#include "web/js.h"

namespace glossator {

namespace {

constexpr float kPixelsPerWheelStep = 100;

Input& input_of(ImGuiContext* context)
{
    return *static_cast<Input*>(context->PlatformIO.Platform_ClipboardUserData);
}

const char* css_name(ImGuiMouseCursor cursor)
{
    switch (cursor) {
    case ImGuiMouseCursor_None: return "none";
    case ImGuiMouseCursor_TextInput: return "text";
    case ImGuiMouseCursor_ResizeAll: return "move";
    case ImGuiMouseCursor_ResizeNS: return "ns-resize";
    case ImGuiMouseCursor_ResizeEW: return "ew-resize";
    case ImGuiMouseCursor_ResizeNESW: return "nesw-resize";
    case ImGuiMouseCursor_ResizeNWSE: return "nwse-resize";
    case ImGuiMouseCursor_Hand: return "pointer";
    case ImGuiMouseCursor_Wait: return "wait";
    case ImGuiMouseCursor_Progress: return "progress";
    case ImGuiMouseCursor_NotAllowed: return "not-allowed";
    default: return "default";
    }
}

bool is_modifier(ImGuiKey key)
{
    return key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper;
}

// Keys that ImGui itself and the reading view act on, whatever commands there are.
bool moves_or_edits(ImGuiKey key)
{
    switch (key) {
    case ImGuiKey_Tab:
    case ImGuiKey_LeftArrow:
    case ImGuiKey_RightArrow:
    case ImGuiKey_UpArrow:
    case ImGuiKey_DownArrow:
    case ImGuiKey_PageUp:
    case ImGuiKey_PageDown:
    case ImGuiKey_Home:
    case ImGuiKey_End:
    case ImGuiKey_Insert:
    case ImGuiKey_Delete:
    case ImGuiKey_Backspace:
    case ImGuiKey_Space:
    case ImGuiKey_Enter:
    case ImGuiKey_Escape: return true;
    default: return false;
    }
}

// As ImGui and the commands name it; `command_key` is what the platform uses for shortcuts.
ImGuiKeyChord chord_of(ImGuiKey key, int modifiers, Modifier command_key)
{
    int chord = key;
    if (modifiers & command_key) chord |= ImGuiMod_Ctrl;
    if (modifiers & kShift) chord |= ImGuiMod_Shift;
    if (modifiers & kAlt) chord |= ImGuiMod_Alt;
    return chord;
}

bool belongs_to_text_fields(ImGuiKeyChord chord)
{
    return chord == (ImGuiMod_Ctrl | ImGuiKey_A) || chord == (ImGuiMod_Ctrl | ImGuiKey_Z) ||
           chord == (ImGuiMod_Ctrl | ImGuiKey_Y) || chord == (ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z);
}

}  // namespace

Input::Input(Frames& frames) : frames_(frames)
{
    ImGuiIO& io = ImGui::GetIO();
    io.BackendPlatformName = "glossator_web";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.ConfigInputTextCursorBlink = false;  // an idle page draws no frames
    io.KeyRepeatDelay = FLT_MAX;            // the browser repeats, at the rate that the user has set

    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = this;
    platform.Platform_GetClipboardTextFn = [](ImGuiContext* context) { return input_of(context).clipboard_.c_str(); };
    platform.Platform_SetClipboardTextFn = [](ImGuiContext* context, const char* text) {
        Input& self = input_of(context);
        self.clipboard_ = text;
        if (!self.copying_) js_write_clipboard(text, self.clipboard_.size());
    };
    platform.Platform_SetImeDataFn = [](ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
        if (data->WantVisible) js_place_text_field(data->InputPos.x, data->InputPos.y, data->InputLineHeight);
    };
}

void Input::set_mac(bool mac)
{
    ImGui::GetIO().ConfigMacOSXBehaviors = mac;  // ImGui then takes Cmd for Ctrl
    command_key_ = mac ? kMeta : kCtrl;
}

void Input::pointer_moved(ImGuiMouseSource source, float x, float y)
{
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(source);
    io.AddMousePosEvent(x, y);
    frames_.wake();
}

void Input::pointer_left()
{
    ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    frames_.wake();
}

void Input::pointer_button(ImGuiMouseSource source, int button, bool down)
{
    ImGuiIO& io = ImGui::GetIO();
    io.AddMouseSourceEvent(source);
    io.AddMouseButtonEvent(button, down);
    frames_.wake();
}

void Input::wheel(float dx_px, float dy_px, bool zooms)
{
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, zooms);
    io.AddMouseWheelEvent(-dx_px / kPixelsPerWheelStep, -dy_px / kPixelsPerWheelStep);
    io.AddKeyEvent(ImGuiMod_Ctrl, (held_ & kCtrl) != 0);
    frames_.wake();
}

void Input::hold(int modifiers)
{
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & kCtrl) != 0);
    io.AddKeyEvent(ImGuiMod_Shift, (modifiers & kShift) != 0);
    io.AddKeyEvent(ImGuiMod_Alt, (modifiers & kAlt) != 0);
    io.AddKeyEvent(ImGuiMod_Super, (modifiers & kMeta) != 0);
    held_ = modifiers;
}

bool Input::key(const App& app, std::string_view name, std::string_view code, int modifiers, bool down, bool repeat)
{
    const ImGuiKey key = key_of(name, code, (modifiers & kShift) != 0);
    if (key == ImGuiKey_None) return false;
    const bool used = uses(app, key, modifiers);
    // ImGui sees a repeated key as pressed anew. When frames take long, repeats are left out: the caret must stop with
    // the finger.
    if (repeat && (is_modifier(key) || !handled())) return used;

    hold(modifiers);
    ImGuiIO& io = ImGui::GetIO();
    if (repeat) io.AddKeyEvent(key, false);
    io.AddKeyEvent(key, down);
    // macOS sends no keyup for what is released while Cmd is held.
    if (down && (modifiers & kMeta) != 0 && !is_modifier(key)) io.AddKeyEvent(key, false);
    frames_.wake();
    return used;
}

bool Input::uses(const App& app, ImGuiKey key, int modifiers) const
{
    if (is_modifier(key))
        return key == ImGuiKey_LeftAlt || key == ImGuiKey_RightAlt;  // else Alt opens the browser's menu
    if (moves_or_edits(key)) return true;
    const ImGuiKeyChord chord = chord_of(key, modifiers, command_key_);
    if (app.wants_text_input() && belongs_to_text_fields(chord)) return true;
    const CommandTable& commands = command_table();
    return std::any_of(commands.begin(), commands.end(), [&](const CommandSpec& command) {
        return std::find(command.keys.begin(), command.keys.end(), chord) != command.keys.end();
    });
}

void Input::text(std::string_view utf8)
{
    ImGui::GetIO().AddInputCharactersUTF8(std::string(utf8).c_str());
    frames_.wake();
}

void Input::focus(bool focused)
{
    if (!focused) hold(0);
    ImGui::GetIO().AddFocusEvent(focused);
    frames_.wake();
}

bool Input::handled() const
{
    return ImGui::GetCurrentContext()->InputEventsQueue.empty();
}

void Input::draw_until_handled()
{
    // Each frame takes at least one event; the limit is for a lost graphics context, when none is drawn.
    for (int i = 0; i < 64 && !handled(); ++i) frames_.draw_now();
}

void Input::press_command(ImGuiKey key)
{
    const int held = held_;
    hold(command_key_);
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(key, true);
    io.AddKeyEvent(key, false);
    draw_until_handled();
    hold(held);
    frames_.wake();
}

std::string Input::copy(const App& app, bool cut)
{
    const bool in_field = app.wants_text_input();
    std::string copied = in_field ? std::string() : app.copied_text();
    const std::string before = std::exchange(clipboard_, {});
    copying_ = true;
    press_command(cut ? ImGuiKey_X : ImGuiKey_C);
    copying_ = false;
    if (!clipboard_.empty()) copied = clipboard_;
    if (clipboard_.empty()) clipboard_ = copied.empty() ? before : copied;
    return copied;
}

void Input::paste(std::string_view utf8)
{
    clipboard_ = utf8;
    press_command(ImGuiKey_V);
}

void Input::end_frame()
{
    const ImGuiMouseCursor cursor = ImGui::GetMouseCursor();
    if (cursor == cursor_) return;
    cursor_ = cursor;
    js_set_cursor(css_name(cursor));
}

}  // namespace glossator
