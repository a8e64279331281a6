#pragma once

#include <string>
#include <vector>

#include "core/learn/attribution_rules.h"
#include "core/text/text.h"

namespace glossator {

// A word or a punctuation mark of a sentence.
struct SentenceWord {
    TextRange at;
    std::string lower;  // its case folded
    bool is_word = false;
    bool capital = false;
    bool quote = false;    // a quotation mark
    bool content = false;  // in what is said
    WordUses uses = 0;     // as a word by itself, of all rules that have it

    bool is(WordUse use) const { return (uses & static_cast<WordUses>(use)) != 0; }
    bool is(const char* mark) const { return lower == mark; }
};

// The words of `range`, with their uses by `lists`. O(length).
std::vector<SentenceWord> words_of(const Text& text, TextRange range, const std::vector<TextRange>& content,
                                   const std::vector<const std::vector<WordRule>*>& lists);

}  // namespace glossator
