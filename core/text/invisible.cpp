#include "core/text/invisible.h"

#include <algorithm>
#include <iterator>

namespace glossator {

bool is_default_ignorable(char32_t c)
{
    struct Stretch {
        char32_t first, last;
    };
    static constexpr Stretch kStretches[] = {
        {0xAD, 0xAD},       {0x34F, 0x34F},     {0x61C, 0x61C},   {0x115F, 0x1160}, {0x17B4, 0x17B5},
        {0x180B, 0x180F},   {0x200B, 0x200F},   {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
        {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0x1BCA0, 0x1BCA3},
        {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
    };
    if (c < 0xAD) return false;
    const auto* after = std::upper_bound(std::begin(kStretches), std::end(kStretches), c,
                                         [](char32_t v, Stretch s) { return v < s.first; });
    return after != std::begin(kStretches) && c <= (after - 1)->last;
}

bool is_line_separator(char32_t c)
{
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool is_stray_control(char32_t c)
{
    return (c < 0x20 || (c >= 0x7F && c < 0xA0)) && c != '\t' && !is_line_separator(c);
}

}  // namespace glossator
