#include "ui/key_names.h"

#include <algorithm>

#include <imgui_internal.h>

#include "ui/command_table.h"
#include "ui/wording.h"

namespace glossator {

namespace {

constexpr std::pair<std::string_view, std::string_view> kShorter[] = {{"Arrow", ""}, {"Equal", "="}, {"Minus", "-"}};
constexpr std::pair<std::string_view, ImGuiKey> kMods[] = {
    {"Ctrl+", ImGuiMod_Ctrl}, {"Shift+", ImGuiMod_Shift}, {"Alt+", ImGuiMod_Alt}, {"Super+", ImGuiMod_Super}};

std::string shortened(std::string name)
{
    for (const auto& [from, to] : kShorter)
        if (const size_t at = name.find(from); at != name.npos) name.replace(at, from.size(), to);
    return name;
}

bool is_modifier(ImGuiKey key)
{
    return (key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper) ||
           (key >= ImGuiKey_ReservedForModCtrl && key <= ImGuiKey_ReservedForModSuper);
}

// Keys that type something are chords only with Ctrl, Alt or Super.
bool types(ImGuiKey key)
{
    return (key >= ImGuiKey_0 && key <= ImGuiKey_Z) || (key >= ImGuiKey_Apostrophe && key <= ImGuiKey_GraveAccent) ||
           key == ImGuiKey_Space || (key >= ImGuiKey_Keypad0 && key <= ImGuiKey_KeypadEqual);
}

}  // namespace

std::string name_of(ImGuiKeyChord chord)
{
    return shortened(ImGui::GetKeyChordName(chord));
}

std::optional<ImGuiKeyChord> chord_named(std::string_view name)
{
    ImGuiKeyChord chord = 0;
    for (bool again = true; again;) {
        again = false;
        for (const auto& [mod, key] : kMods) {
            if (name.size() <= mod.size() || name.substr(0, mod.size()) != mod) continue;
            chord |= key;
            name.remove_prefix(mod.size());
            again = true;
        }
    }
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key) {
        const auto named = static_cast<ImGuiKey>(key);
        if (is_modifier(named) || shortened(ImGui::GetKeyName(named)) != name) continue;
        if (types(named) && (chord & ~ImGuiMod_Shift) == 0) return std::nullopt;
        return chord | named;
    }
    return std::nullopt;
}

bool is_character(std::string_view keys)
{
    return keys.size() == 1 && keys[0] > ' ' && keys[0] <= '~';
}

std::optional<std::string> pressed_keys()
{
    const ImGuiIO& io = ImGui::GetIO();
    const ImGuiKeyChord mods = io.KeyMods;
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key) {
        const auto named = static_cast<ImGuiKey>(key);
        if (is_modifier(named) || ImGui::IsMouseKey(named) || !ImGui::IsKeyPressed(named, false)) continue;
        if (types(named) && (mods & ~ImGuiMod_Shift) == 0) continue;  // what it types comes as a character
        return name_of(mods | named);
    }
    for (const ImWchar typed : io.InputQueueCharacters)
        if (typed > ' ' && typed <= '~') return std::string(1, static_cast<char>(typed));
    return std::nullopt;
}

std::optional<KeyOwner> owner_of(const App& app, std::string_view keys, std::string_view command)
{
    if (keys.empty()) return std::nullopt;
    for (const LabelDef& label : app.project().schema().labels)
        if (label.key == keys) return KeyOwner{{}, std::string(title_of(label))};
    for (const CommandSpec& spec : command_table()) {
        if (spec.id == command) continue;
        const auto set = app.session().settings.keys.find(spec.id);
        bool has = set != app.session().settings.keys.end() && set->second == keys;
        if (set == app.session().settings.keys.end())
            has = std::any_of(spec.keys.begin(), spec.keys.end(),
                              [&](ImGuiKeyChord chord) { return name_of(chord) == keys; }) ||
                  (is_character(keys) && std::string_view(spec.characters).find(keys) != std::string_view::npos);
        if (has) return KeyOwner{spec.id, spec.title};
    }
    return std::nullopt;
}

}  // namespace glossator
