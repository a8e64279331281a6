#include "core/text/sentence_break.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/text/sentence_break_table.h"

namespace glossator {
namespace {

// Two classes of the table only: upper and lower case by turns, as in most of Latin Extended-A.
constexpr uint8_t kUpperLower = 15;
constexpr uint8_t kLowerUpper = 16;

constexpr SentenceBreak look_up(char32_t code_point)
{
    const auto after = std::upper_bound(std::begin(kSentenceBreakRanges), std::end(kSentenceBreakRanges),
                                        static_cast<uint32_t>(code_point) << 8 | 0xFF);
    const uint32_t range = *(after - 1);
    const auto kind = static_cast<uint8_t>(range & 0xFF);
    if (kind < kUpperLower) return static_cast<SentenceBreak>(kind);
    const bool odd = ((code_point - (range >> 8)) & 1) != 0;
    return odd == (kind == kLowerUpper) ? SentenceBreak::Upper : SentenceBreak::Lower;
}

constexpr auto kAscii = [] {
    std::array<SentenceBreak, 128> classes{};
    for (char32_t c = 0; c < 128; ++c) classes[c] = look_up(c);
    return classes;
}();

}  // namespace

SentenceBreak sentence_break(char32_t code_point)
{
    return code_point < 128 ? kAscii[code_point] : look_up(code_point);
}

bool is_word_character(char32_t code_point)
{
    const SentenceBreak c = sentence_break(code_point);
    return c == SentenceBreak::Lower || c == SentenceBreak::Upper || c == SentenceBreak::OLetter ||
           c == SentenceBreak::Numeric;
}

bool is_blank(char32_t code_point)
{
    const SentenceBreak c = sentence_break(code_point);
    return c == SentenceBreak::Sp || c == SentenceBreak::CR || c == SentenceBreak::LF || c == SentenceBreak::Sep;
}

}  // namespace glossator
