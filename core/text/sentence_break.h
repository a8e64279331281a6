#pragma once

#include <cstdint>

namespace glossator {

// The property Sentence_Break of UAX #29. Its classes also tell letters and blanks apart, for which we need no other
// table.
enum class SentenceBreak : uint8_t {
    Other,
    CR,
    LF,
    Sep,
    Extend,
    Format,
    Sp,
    Lower,
    Upper,
    OLetter,
    Numeric,
    ATerm,
    SContinue,
    STerm,
    Close,
};

SentenceBreak sentence_break(char32_t code_point);

// A letter or digit of any script, ideographs included: what makes a unit between two word borders a word.
bool is_word_character(char32_t code_point);

// White space of any kind, line ends included.
bool is_blank(char32_t code_point);

}  // namespace glossator
