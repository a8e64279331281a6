#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/project.h"
#include "core/text/text_range.h"

namespace glossator {

// A word as it is compared with others: without case, accents and other marks.
struct ComparedWord {
    std::string letters;  // UTF-8
    TextRange at;         // bytes of the text that it was read from
    bool capital = false;
    bool number = false;  // begins with a digit

    // Begins with a capital or a digit: likely to tell one thing from another.
    bool names() const { return capital || number; }
};

// The words of `text` in order. Punctuation and hyphens end a word; an English possessive ("’s") is left out.
std::vector<ComparedWord> compared_words(std::string_view text);

// The words with blanks between them, without an article at the begin: the same for texts that are called the same.
std::string joined_words(const std::vector<ComparedWord>& words);

// The text of a span's fragments, with blanks between them.
std::string words_of(const Text& text, const Span& span);

}  // namespace glossator
