#pragma once

#include <cstdlib>
#include <optional>
#include <string>

namespace glossator {

// A string that JavaScript made, as one of ours; nothing if there was none.
inline std::optional<std::string> take_js_string(char* text)
{
    if (!text) return std::nullopt;
    std::string taken = text;
    std::free(text);
    return taken;
}

}  // namespace glossator
