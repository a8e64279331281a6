#include "web/keys.h"

#include <algorithm>
#include <iterator>

namespace glossator {

namespace {

struct NamedKey {
    std::string_view code;
    ImGuiKey key;
};

constexpr NamedKey kByCode[] = {
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"AltLeft", ImGuiKey_LeftAlt},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"ShiftRight", ImGuiKey_RightShift},
    {"AltRight", ImGuiKey_RightAlt},
    {"MetaRight", ImGuiKey_RightSuper},
    {"ContextMenu", ImGuiKey_Menu},
    {"CapsLock", ImGuiKey_CapsLock},
    {"ScrollLock", ImGuiKey_ScrollLock},
    {"NumLock", ImGuiKey_NumLock},
    {"PrintScreen", ImGuiKey_PrintScreen},
    {"Pause", ImGuiKey_Pause},
    {"NumpadDecimal", ImGuiKey_KeypadDecimal},
    {"NumpadDivide", ImGuiKey_KeypadDivide},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadEnter", ImGuiKey_Enter},
    {"NumpadEqual", ImGuiKey_KeypadEqual},
    {"IntlBackslash", ImGuiKey_Oem102},
    {"BrowserBack", ImGuiKey_AppBack},
    {"BrowserForward", ImGuiKey_AppForward},
    {"Quote", ImGuiKey_Apostrophe},
    {"Comma", ImGuiKey_Comma},
    {"Minus", ImGuiKey_Minus},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
    {"Semicolon", ImGuiKey_Semicolon},
    {"Equal", ImGuiKey_Equal},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"Backslash", ImGuiKey_Backslash},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Backquote", ImGuiKey_GraveAccent},
};

constexpr NamedKey kPunctuation[] = {
    {"'", ImGuiKey_Apostrophe}, {",", ImGuiKey_Comma},        {"-", ImGuiKey_Minus},       {".", ImGuiKey_Period},
    {"/", ImGuiKey_Slash},      {";", ImGuiKey_Semicolon},    {"=", ImGuiKey_Equal},       {"[", ImGuiKey_LeftBracket},
    {"\\", ImGuiKey_Backslash}, {"]", ImGuiKey_RightBracket}, {"`", ImGuiKey_GraveAccent},
};

template <size_t N>
ImGuiKey find(const NamedKey (&keys)[N], std::string_view name)
{
    const auto it = std::find_if(std::begin(keys), std::end(keys), [&](const NamedKey& k) { return k.code == name; });
    return it == std::end(keys) ? ImGuiKey_None : it->key;
}

ImGuiKey nth(ImGuiKey first, char c, char base)
{
    return static_cast<ImGuiKey>(first + (c - base));
}

// A letter or digit, of either case; else ImGuiKey_None.
ImGuiKey alphanumeric(char c)
{
    if (c >= 'a' && c <= 'z') return nth(ImGuiKey_A, c, 'a');
    if (c >= 'A' && c <= 'Z') return nth(ImGuiKey_A, c, 'A');
    if (c >= '0' && c <= '9') return nth(ImGuiKey_0, c, '0');
    return ImGuiKey_None;
}

// "F1" to "F24".
ImGuiKey function_key(std::string_view code)
{
    if (code.size() < 2 || code.size() > 3 || code[0] != 'F') return ImGuiKey_None;
    int number = 0;
    for (const char c : code.substr(1)) {
        if (c < '0' || c > '9') return ImGuiKey_None;
        number = number * 10 + (c - '0');
    }
    if (number < 1 || number > 24) return ImGuiKey_None;
    return static_cast<ImGuiKey>(ImGuiKey_F1 + number - 1);
}

}  // namespace

ImGuiKey key_of(std::string_view key, std::string_view code, bool shift)
{
    if (code.starts_with("Numpad") && code.size() == 7) return nth(ImGuiKey_Keypad0, code[6], '0');
    if (key.size() == 1) {
        if (const ImGuiKey found = alphanumeric(key[0]); found != ImGuiKey_None) return found;
        if (const ImGuiKey found = find(kPunctuation, key); found != ImGuiKey_None && !shift) return found;
    }
    if (code.starts_with("Key") && code.size() == 4) return alphanumeric(code[3]);
    if (code.starts_with("Digit") && code.size() == 6) return alphanumeric(code[5]);
    if (const ImGuiKey found = function_key(code); found != ImGuiKey_None) return found;
    if (const ImGuiKey found = find(kByCode, code); found != ImGuiKey_None) return found;
    return find(kByCode, key);  // on-screen keyboards and some tools send no code
}

}  // namespace glossator
