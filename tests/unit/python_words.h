#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/utf8.h"
#include "core/io/json.h"

// What the Python readers of our files do with them, in code points and apart from the tool's own offsets.
namespace glossator::worlds {

inline std::vector<char32_t> code_points_of(std::string_view text)
{
    std::vector<char32_t> out;
    for (size_t i = 0; i < text.size();) {
        const Decoded next = decode_utf8(text, i);
        out.push_back(next.code_point);
        i += next.length;
    }
    return out;
}

// text[begin:end]
inline std::string sliced(const std::vector<char32_t>& text, JsonValue begin, JsonValue end)
{
    std::string out;
    for (uint32_t i = *begin.unsigned32(); i < *end.unsigned32(); ++i) append_utf8(out, text.at(i));
    return out;
}

inline bool is_python_blank(char32_t c)
{
    static constexpr char32_t kBlanks[] = {0x1C,   0x1D,   0x1E,   0x1F,   0x20,   0x85,  0xA0,
                                           0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
    if ((c >= 9 && c <= 13) || (c >= 0x2000 && c <= 0x200A)) return true;
    for (const char32_t blank : kBlanks)
        if (c == blank) return true;
    return false;
}

}  // namespace glossator::worlds
