#pragma once

#include <vector>

#include "core/text/font_face.h"
#include "core/text/unicode_data.h"

namespace glossator {

// A set of code points as a regular expression writes it: [a-f\d], \W, \p{Lu}.
class CharacterSet {
public:
    Categories categories = 0;
    std::vector<Script> scripts;
    std::vector<CharacterSet> parts;  // also in it is what is in any of these
    bool negated = false;             // it holds all others instead

    void add(char32_t first, char32_t last);
    // Takes in what differs from its members only in case.
    void ignore_case();
    bool contains(char32_t c) const;

private:
    struct Stretch {
        char32_t first, last;
    };
    std::vector<Stretch> stretches_;  // in order, none overlap
};

}  // namespace glossator
