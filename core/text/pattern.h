#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/text/character_set.h"
#include "core/text/text.h"

namespace glossator {

struct PatternOptions {
    bool regex = false;
    bool match_case = false;
    bool whole_words = false;

    friend bool operator==(const PatternOptions&, const PatternOptions&) = default;
};

// What to look for in texts, compiled to a program for PatternSearch.
//
// Plain text is found wherever the text is canonically equivalent to it (é as one code point or two); unless case
// matters, so are capital and small letters, straight and curly quotation marks, hyphens, and kinds of blanks.
//
// A regular expression has what ECMAScript's have, but nothing that would need to go back in the text, which could
// take forever: no \1, no (?=…). Letters, digits and word borders are those of Unicode; ^ and $ are begin and end of a
// line; \p{…} is a general category (Lu) or a script by its four letters (Arab).
class Pattern {
public:
    static constexpr uint32_t kMaxInstructions = 10'000;

    // Errors: Invalid with the offset in `query` of what can't be read, TooLarge beyond kMaxInstructions.
    static Result<Pattern> compile(std::string_view query, PatternOptions options);

    const PatternOptions& options() const { return options_; }

    // ---- The program, for PatternSearch (R. Cox, Regular Expression Matching: the Virtual Machine Approach, 2009).
    enum class Op : uint8_t {
        Character,  // x: the code point, folded where case doesn't matter
        Set,        // x: of sets()
        Split,      // goes on at x, and with less right at y
        Border,     // x: a Border; takes nothing
        Match,
    };
    enum class Border : uint8_t {
        LineBegin,
        LineEnd,
        Word,       // between a word part and what is none
        NotWord,    // anywhere else
        WholeWord,  // not between two word parts, or between two of a script that puts no spaces between words
    };
    struct Instruction {
        Op op;
        uint32_t x = 0, y = 0;
    };
    const std::vector<Instruction>& program() const { return program_; }
    const std::vector<CharacterSet>& sets() const { return sets_; }
    // Whether a match could begin with that byte of UTF-8; never false where one does.
    bool may_begin_with(unsigned char byte) const { return first_[byte]; }

private:
    friend class PatternCompiler;
    void find_first_bytes();

    PatternOptions options_;
    std::vector<Instruction> program_;
    std::vector<CharacterSet> sets_;
    std::vector<bool> first_;
};

// The code point that stands for `c` where case doesn't matter: folded, with straight quotation marks and plain
// hyphens and blanks.
char32_t fold_for_search(char32_t c);
// The canonical decomposition of `c`, appended.
void append_decomposed(char32_t c, std::vector<char32_t>& out);

}  // namespace glossator
