#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/text/pattern.h"

namespace glossator {

// Goes through a text for all matches of a pattern: leftmost first, then as a regular expression prefers, none empty,
// none overlapping, none cutting a grapheme cluster (what a regular expression matches is widened to whole ones).
//
// A piece of the way at a time, so that nobody waits for a long text or a slow expression. The time for a text of n
// bytes is O(n × instructions) for each time that a match ends before where the search has looked.
class PatternSearch {
public:
    PatternSearch(std::shared_ptr<const Pattern> pattern, TextPtr text);

    // Goes on for about `work` instructions and appends what is found. True when the end is reached.
    bool advance(size_t work, std::vector<TextRange>& found);
    uint32_t at() const { return at_; }  // byte; everything before it has been looked at

private:
    struct Thread {
        uint32_t instruction;
        uint32_t begin;  // where its match began
    };
    // Threads by falling preference, each instruction once.
    struct Threads {
        std::vector<Thread> list;
        std::vector<uint32_t> added_at;  // by instruction: the round in which it was added
        uint32_t round = 0;
        void clear();
    };

    void add(Threads& threads, Thread thread, uint32_t byte, bool between_code_points);
    bool is_at_border(Pattern::Border border, uint32_t byte) const;
    void step(char32_t c, uint32_t next_byte, bool between_code_points);
    void take_code_point();
    void skip_to_possible_begin();
    void finish_match(std::vector<TextRange>& found);

    std::shared_ptr<const Pattern> pattern_;
    TextPtr text_;
    uint32_t at_ = 0;
    Threads now_, next_;
    std::vector<uint32_t> stack_;
    std::vector<char32_t> decomposed_;
    bool matched_ = false;
    TextRange match_{};      // the best so far
    uint32_t last_end_ = 0;  // of what was found last
    size_t work_ = 0;
};

}  // namespace glossator
