#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <imgui.h>

#include "core/base/result.h"

namespace glossator {

class App;

// Keys as they are shown and kept: a chord ("Ctrl+Shift+L", "F8"), or a typed character wherever the keyboard has it
// ("!").
std::string name_of(ImGuiKeyChord chord);
std::optional<ImGuiKeyChord> chord_named(std::string_view name);  // nothing for a character, and for what isn't keys
bool is_character(std::string_view keys);                         // one printable ASCII character

// While somebody chooses keys (ViewMemory::key_of): those that were just pressed. Nothing if none were.
std::optional<std::string> pressed_keys();

// What has these keys now, other than `command`: the title of a command and its id, or of a label and an empty id.
struct KeyOwner {
    std::string command, title;
};
std::optional<KeyOwner> owner_of(const App& app, std::string_view keys, std::string_view command);

}  // namespace glossator
