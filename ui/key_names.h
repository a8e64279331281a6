#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// Keys as a file, written by the command "keys.export". Taking one replaces all that are set. What can't be taken,
// since there is no such command or since another one has the keys, is told, a sentence each, and stays as by default.
bool is_keys_file(std::string_view bytes);
std::vector<std::string> import_keys(App& app, std::string_view bytes);

}  // namespace glossator
