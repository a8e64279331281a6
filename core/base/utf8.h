#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace glossator {

// The byte offset of the first sequence that is not well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms,
// no surrogates, nothing above U+10FFFF), or nothing if all of `bytes` is.
std::optional<size_t> find_invalid_utf8(std::string_view bytes);

// One decoded code point and the number of bytes it took, 1 to 4.
struct Decoded {
    char32_t code_point;
    uint32_t length;
};

// Reads the code point that begins at `at`. Requires valid UTF-8 and `at` on a code point boundary before the end.
Decoded decode_utf8(std::string_view utf8, size_t at);

void append_utf8(std::string& out, char32_t code_point);

// With A to Z as a to z, and all else as it is.
std::string lower_ascii(std::string_view text);

// True for a byte that continues a code point, that is, on which none begins.
constexpr bool is_continuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

}  // namespace glossator
