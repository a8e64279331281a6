#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace glossator {

enum class SentenceRules {
    Unicode,   // UAX #29, SB1 to SB998
    Tailored,  // the same, put right for abbreviations, initials and quoted questions: see sentence_tailoring.h
};

// The offset in `utf8`, which is valid, of the end of each sentence, with the blanks that follow it. Rising; the last
// one is the end of the text; none if the text is empty. O(n).
std::vector<uint32_t> sentence_ends(std::string_view utf8, SentenceRules rules = SentenceRules::Tailored);

}  // namespace glossator
