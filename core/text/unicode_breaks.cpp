#include "core/text/unicode_breaks.h"

#include <graphemebreak.h>
#include <linebreak.h>
#include <wordbreak.h>
#include <algorithm>

namespace glossator {
namespace {

using SetBreaks = void (*)(const utf8_t*, size_t, const char*, char*);

// libunibreak writes one char a byte; Break is a char, so it can write in place. Its init functions do nothing, and its
// functions keep no state.
template <class Translate>
std::vector<Break> breaks_by(SetBreaks set_breaks, std::string_view utf8, Translate translate)
{
    std::vector<Break> breaks(utf8.size(), Break::None);
    if (utf8.empty()) return breaks;
    set_breaks(reinterpret_cast<const utf8_t*>(utf8.data()), utf8.size(), nullptr,
               reinterpret_cast<char*>(breaks.data()));
    for (Break& b : breaks) b = translate(static_cast<char>(b));
    return breaks;
}

// No mark, conjunct or line end among them, so that every byte is a unit of its own.
bool is_plain_ascii(std::string_view utf8)
{
    return std::all_of(utf8.begin(), utf8.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}

}  // namespace

std::vector<Break> grapheme_breaks(std::string_view utf8)
{
    if (is_plain_ascii(utf8)) return std::vector<Break>(utf8.size(), Break::Allowed);
    return breaks_by(set_graphemebreaks_utf8, utf8,
                     [](char b) { return b == GRAPHEMEBREAK_BREAK ? Break::Allowed : Break::None; });
}

std::vector<Break> word_breaks(std::string_view utf8)
{
    return breaks_by(set_wordbreaks_utf8, utf8,
                     [](char b) { return b == WORDBREAK_BREAK ? Break::Allowed : Break::None; });
}

std::vector<Break> line_breaks(std::string_view utf8)
{
    return breaks_by(set_linebreaks_utf8, utf8, [](char b) {
        if (b == LINEBREAK_MUSTBREAK) return Break::Mandatory;
        return b == LINEBREAK_ALLOWBREAK || b == LINEBREAK_INDETERMINATE ? Break::Allowed : Break::None;
    });
}

}  // namespace glossator
