#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/bidi.h"
#include "tests/unit/random_text.h"

using namespace glossator;

namespace {

// A line of Unicode's BidiCharacterTest.txt: code points; 0 left to right, 1 right to left, 2 by the text; the base
// level; the levels after rule L1, 'x' for those that rule X9 takes out; the visual order of the others.
struct BidiTest {
    std::vector<char32_t> text;
    BaseDirection direction = BaseDirection::Auto;
    int base = 0;
    std::vector<int> levels;  // -1: taken out
    std::vector<uint32_t> order;
    int line = 0;
};

BidiTest parse(const std::string& line, int number)
{
    BidiTest test;
    test.line = number;
    std::stringstream fields(line);
    std::string field;
    for (int i = 0; std::getline(fields, field, ';'); ++i) {
        std::stringstream words(field);
        for (std::string word; words >> word;) {
            if (i == 0) test.text.push_back(static_cast<char32_t>(std::stoul(word, nullptr, 16)));
            if (i == 1 && word == "0") test.direction = BaseDirection::LeftToRight;
            if (i == 1 && word == "1") test.direction = BaseDirection::RightToLeft;
            if (i == 2) test.base = std::stoi(word);
            if (i == 3) test.levels.push_back(word == "x" ? -1 : std::stoi(word));
            if (i == 4) test.order.push_back(static_cast<uint32_t>(std::stoul(word)));
        }
    }
    return test;
}

std::vector<BidiTest> read_tests()
{
    std::vector<BidiTest> tests;
    std::ifstream file(GLOSSATOR_BIDI_CHARACTER_TEST);
    if (!file) std::printf("SKIPPED: there is no Unicode test file BidiCharacterTest.txt (package unicode-data)\n");
    std::string line;
    for (int number = 1; std::getline(file, line); ++number)
        if (!line.empty() && line[0] != '#') tests.push_back(parse(line, number));
    return tests;
}

// Rule L1 on a paragraph that is one line: separators, and white space, isolates and what X9 takes out before them or
// at the end, get the base level.
bool is_reset_by_l1(char32_t c)
{
    return c == ' ' || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x205F || c == 0x3000 || c == 0x1680 ||
           c == 0xC || (c >= 0x2066 && c <= 0x2069);
}

bool is_separator(char32_t c)
{
    return c == '\t' || c == 0xB || c == 0x1F || c == 0x2029 || c == 0xA || c == 0xD || c == 0x85 ||
           (c >= 0x1C && c <= 0x1E);
}

void apply_l1(const BidiTest& test, std::vector<uint8_t>& levels, uint8_t base)
{
    bool reset = true;
    for (size_t i = levels.size(); i-- > 0;) {
        const char32_t c = test.text[i];
        if (is_separator(c)) reset = true;
        const bool removed = test.levels[i] < 0;
        if (!is_separator(c) && !is_reset_by_l1(c) && !removed) reset = false;
        if (reset) levels[i] = base;
    }
}

}  // namespace

TEST_CASE("bidi: Unicode's BidiCharacterTest, levels and order")
{
    for (const BidiTest& test : read_tests()) {
        CAPTURE(test.line);
        std::string utf8;
        std::vector<uint32_t> begins;
        for (const char32_t c : test.text) {
            begins.push_back(static_cast<uint32_t>(utf8.size()));
            append_utf8(utf8, c);
        }
        const BidiLevels result = bidi_levels(utf8, test.direction);
        std::vector<uint8_t> levels;
        for (const uint32_t begin : begins) levels.push_back(result.at(begin));
        apply_l1(test, levels, result.base);
        bool right = result.base == test.base;
        std::vector<uint8_t> kept;
        std::vector<uint32_t> kept_at;
        for (uint32_t i = 0; i < levels.size(); ++i) {
            if (test.levels[i] < 0) continue;
            right = right && levels[i] == test.levels[i];
            kept.push_back(levels[i]);
            kept_at.push_back(i);
        }
        std::vector<uint32_t> order;
        for (const uint32_t i : visual_order(kept)) order.push_back(kept_at[i]);
        CHECK((right && order == test.order));
    }
}

TEST_CASE("bidi: every byte of a character has its level, and all of a paragraph begins in one direction")
{
    const BidiLevels levels = bidi_levels("\u0627\u0628 ab\u2029cd", BaseDirection::Auto);
    CHECK(levels.base == 1);
    CHECK(levels.of_byte == std::vector<uint8_t>{1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 2, 2});
    CHECK(bidi_levels("ab 12", BaseDirection::Auto).of_byte.empty());
    CHECK(bidi_levels("", BaseDirection::RightToLeft).base == 1);
    CHECK(bidi_levels("a", BaseDirection::RightToLeft).at(0) == 2);
}

TEST_CASE("bidi: the quick answer for text from left to right is that of the algorithm")
{
    std::mt19937 rng(41);
    for (int round = 0; round < 2000; ++round) {
        const std::string text = random_text(rng, 12);
        CAPTURE(text);
        const BidiLevels quick = bidi_levels(text, BaseDirection::LeftToRight);
        // A right-to-left letter at the end makes it look at all, and changes nothing before the last strong character.
        const std::string longer = text + "\u2029a\u05D0";
        const BidiLevels full = bidi_levels(longer, BaseDirection::LeftToRight);
        bool same = true;
        for (uint32_t i = 0; i < text.size(); ++i) same = same && quick.at(i) == full.at(i);
        CHECK(same);
    }
}
