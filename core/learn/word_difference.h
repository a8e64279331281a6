#pragma once

#include <string_view>
#include <vector>

#include "core/text/text_range.h"

namespace glossator {

// What two texts don't have in common, word by word and in order: to be marked where they stand side by side.
struct WordDifference {
    std::vector<TextRange> first, second;  // bytes of each text; neighbouring words are one range
};

// Case, accents and punctuation make no difference. O(words × words); of texts beyond 500 words, what lies between the
// same begin and the same end counts as different.
WordDifference word_difference(std::string_view first, std::string_view second);

}  // namespace glossator
