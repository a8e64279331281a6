#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/text/character_set.h"
#include "core/text/pattern.h"

namespace glossator {

// A regular expression as a tree. Nodes name their children by position in RegexTree::nodes.
struct RegexNode {
    enum class Kind : uint8_t { Sequence, Choice, Repeat, Character, Set, Border };
    static constexpr uint32_t kForever = ~0u;

    Kind kind = Kind::Sequence;
    std::vector<uint32_t> children = {};  // of a sequence, a choice, or the one that is repeated
    uint32_t value = 0;                   // a code point, a position in RegexTree::sets, a Pattern::Border
    uint32_t least = 1, most = 1;         // how often it is repeated
    bool greedy = true;                   // as often as it can be, or as seldom
};

struct RegexTree {
    std::vector<RegexNode> nodes;
    std::vector<CharacterSet> sets;
    uint32_t root = 0;
};

// Errors: Invalid with the byte offset in `expression` of what can't be read.
Result<RegexTree> parse_regex(std::string_view expression);

}  // namespace glossator
