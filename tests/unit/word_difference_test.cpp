#include "core/learn/word_difference.h"

#include <doctest/doctest.h>

#include "core/learn/compared_words.h"
#include "tests/unit/random_text.h"

using namespace glossator;

namespace {

std::vector<std::string> slices(std::string_view text, const std::vector<TextRange>& ranges)
{
    std::vector<std::string> out;
    for (const TextRange range : ranges) out.emplace_back(text.substr(range.begin, range.size()));
    return out;
}

using Strings = std::vector<std::string>;

// The longest common subsequence by trying everything.
size_t longest_common(const std::vector<ComparedWord>& a, size_t i, const std::vector<ComparedWord>& b, size_t j)
{
    if (i == a.size() || j == b.size()) return 0;
    if (a[i].letters == b[j].letters) return 1 + longest_common(a, i + 1, b, j + 1);
    return std::max(longest_common(a, i + 1, b, j), longest_common(a, i, b, j + 1));
}

size_t words_in(std::string_view text, const std::vector<TextRange>& ranges)
{
    size_t count = 0;
    for (const TextRange range : ranges) count += compared_words(text.substr(range.begin, range.size())).size();
    return count;
}

}  // namespace

TEST_CASE("compared words: case, accents, punctuation and a possessive make no difference")
{
    CHECK(joined_words(compared_words("The ISIS-Khorasan’s Café")) == "isis khorasan cafe");
    CHECK(joined_words(compared_words("isis khorasan, CAFE\xCC\x81")) == "isis khorasan cafe");
    CHECK(joined_words(compared_words("the")) == "the");
    const auto words = compared_words("On 12 Äpril");
    REQUIRE(words.size() == 3);
    CHECK(words[1].number);
    CHECK(words[2].capital);
    CHECK(words[2].at == TextRange{6, 12});
    CHECK(compared_words("… – “”").empty());
}

TEST_CASE("word difference: what isn't common is marked on both sides")
{
    const std::string_view a = "killed at least ten people on Tuesday", b = "Killed at least 31 people, on Tuesday!";
    CHECK(slices(a, word_difference(a, b).first) == Strings{"ten"});
    CHECK(slices(b, word_difference(a, b).second) == Strings{"31"});
    const std::string_view c = "an established process", d = "an annual process";
    CHECK(slices(c, word_difference(c, d).first) == Strings{"established"});
    CHECK(slices(d, word_difference(c, d).second) == Strings{"annual"});
    CHECK(slices(a, word_difference(a, "").first) == Strings{std::string(a)});
    CHECK(word_difference(a, a).first.empty());
}

TEST_CASE("word difference: as little as possible is marked, by trying everything")
{
    std::mt19937 rng(7);
    constexpr const char* kWords[] = {"a", "B", "c", "d,"};
    for (int round = 0; round < 500; ++round) {
        std::string texts[2];
        for (std::string& text : texts)
            for (uint32_t words = random_below(rng, 7); words > 0; --words)
                text += std::string(kWords[random_below(rng, 4)]) + " ";
        CAPTURE(texts[0]);
        CAPTURE(texts[1]);
        const auto a = compared_words(texts[0]), b = compared_words(texts[1]);
        const size_t common = longest_common(a, 0, b, 0);
        const WordDifference difference = word_difference(texts[0], texts[1]);
        CHECK(words_in(texts[0], difference.first) == a.size() - common);
        CHECK(words_in(texts[1], difference.second) == b.size() - common);
    }
}

TEST_CASE("word difference: of long texts only the middle differs")
{
    std::string a = "same ", b = "same ";
    for (int i = 0; i < 1000; ++i) a += "x" + std::to_string(i) + " ", b += "y" + std::to_string(i) + " ";
    a += "end", b += "end";
    CHECK(words_in(a, word_difference(a, b).first) == 1000);
    CHECK(words_in(b, word_difference(a, b).second) == 1000);
}
