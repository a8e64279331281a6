#pragma once

#include <string_view>

#include <imgui.h>

namespace glossator {

// Which modifiers were held, as one number from JavaScript.
enum Modifier : int { kCtrl = 1, kShift = 2, kAlt = 4, kMeta = 8 };

// The key of a KeyboardEvent. Letters, digits and unshifted punctuation are where the layout has them (`key`), if it
// has Latin ones; else, and for all other keys, where they lie on the keyboard (`code`). ImGuiKey_None for a key that
// ImGui doesn't know. Both Enter keys are Enter.
ImGuiKey key_of(std::string_view key, std::string_view code, bool shift);

}  // namespace glossator
