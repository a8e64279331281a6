#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "core/base/utf8.h"

namespace glossator {

inline uint32_t random_below(std::mt19937& rng, size_t limit)
{
    return static_cast<uint32_t>(rng() % limit);
}

// Text in which everything that text code trips over is frequent: line ends of all kinds, marks, joined emoji, flags,
// Hangul jamo, Indic conjuncts, words with apostrophes, scripts of one to four bytes a code point.
inline std::string random_text(std::mt19937& rng, size_t pieces)
{
    static constexpr const char* kPieces[] = {" ",
                                              "  ",
                                              "\n",
                                              "\r",
                                              "\r\n",
                                              "\n\n",
                                              "a",
                                              "B",
                                              "word",
                                              "Smith\u2019s",
                                              "don't",
                                              ".",
                                              ".",
                                              ",",
                                              "?",
                                              "\u201D",
                                              "(",
                                              "7",
                                              "3.5",
                                              "U.S.",
                                              "-",
                                              "\t",
                                              "\u00E9",
                                              "e\u0301",
                                              "\u0301",
                                              "\u0938\u094D\u0924",
                                              "\u1100\u1161\u11A8",
                                              "\u4E2D",
                                              "\u6587\u3002",
                                              "\u0627\u0631\u062F\u0648",
                                              "\u06D4",
                                              "\u200D",
                                              "\u00A0",
                                              "\u3000",
                                              "\U0001F468\u200D\U0001F469\u200D\U0001F467",
                                              "\U0001F1F5\U0001F1F0",
                                              "\U0001F1F5",
                                              "\U0001F600\U0001F3FD",
                                              "\U00020000",
                                              "\u200B",
                                              "\u2028",
                                              "\u0E44\u0E17\u0E22"};
    std::string text;
    for (size_t i = 0; i < pieces; ++i) {
        if (rng() % 8 == 0) {  // anything at all
            const auto code_point = static_cast<char32_t>(rng() % 0x110000);
            append_utf8(text, code_point >= 0xD800 && code_point < 0xE000 ? U'\uFFFD' : code_point);
        } else {
            text += kPieces[rng() % std::size(kPieces)];
        }
    }
    return text;
}

}  // namespace glossator
