#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/pattern_search.h"
#include "core/text/segmentation.h"
#include "tests/unit/random_text.h"

namespace glossator::pattern_test {
namespace {

// All matches, looked for in pieces of `work` instructions.
std::vector<TextRange> ranges_of(std::string_view query, PatternOptions options, const TextPtr& text,
                                 size_t work = 1'000'000)
{
    Result<Pattern> pattern = Pattern::compile(query, options);
    REQUIRE(pattern);
    PatternSearch search(std::make_shared<Pattern>(std::move(*pattern)), text);
    std::vector<TextRange> found;
    while (!search.advance(work, found)) continue;
    return found;
}

std::vector<std::string> find(std::string_view query, PatternOptions options, std::string_view text)
{
    const TextPtr in = *Text::make(std::string(text));
    std::vector<std::string> found;
    for (const TextRange range : ranges_of(query, options, in)) found.emplace_back(in->slice(range));
    return found;
}

using Found = std::vector<std::string>;
constexpr PatternOptions kRegex{.regex = true};
constexpr PatternOptions kExactRegex{.regex = true, .match_case = true};

std::string fault(std::string_view expression)
{
    const Result<Pattern> pattern = Pattern::compile(expression, kRegex);
    return pattern ? "" : pattern.error().message;
}

}  // namespace

TEST_CASE("plain text is found whatever its case, and with its case only if that matters")
{
    CHECK(find("ferry", {}, "Ferry FERRY ferry") == Found{"Ferry", "FERRY", "ferry"});
    CHECK(find("ferry", {.match_case = true}, "Ferry FERRY ferry") == Found{"ferry"});
    CHECK(find("ΟΔΟΣ", {}, "οδος Οδός οδοσ") == Found{"οδος", "οδοσ"});
    CHECK(find("москва", {}, "МОСКВА") == Found{"МОСКВА"});
    CHECK(find("don't", {}, "don’t don't") == Found{"don’t", "don't"});
    CHECK(find("don't", {.match_case = true}, "don’t don't") == Found{"don't"});
    CHECK(find("41 million", {}, "41\u00A0million, 41\nmillion") == Found{"41\u00A0million", "41\nmillion"});
    CHECK(find("a.c", {}, "abc a.c") == Found{"a.c"});
    CHECK(find("", {}, "abc").empty());
    CHECK(find("aa", {}, "aaaaa") == Found{"aa", "aa"});
}

TEST_CASE("plain text is found in either form of Unicode, and never inside a letter")
{
    CHECK(find("caf\u00E9", {}, "cafe\u0301 CAF\u00C9") == Found{"cafe\u0301", "CAF\u00C9"});
    CHECK(find("cafe\u0301", {.match_case = true}, "caf\u00E9") == Found{"caf\u00E9"});
    CHECK(find("cafe", {}, "cafe\u0301 caf\u00E9 cafe") == Found{"cafe"});
    CHECK(find("\u0915", {}, "\u0915\u093F \u0915") == Found{"\u0915"});
    CHECK(find("\u1100\u1161", {}, "\uAC01 \uAC00") == Found{"\uAC00"});
    CHECK(find("\U0001F468", {}, "\U0001F468\u200D\U0001F469 \U0001F468") == Found{"\U0001F468"});
}

TEST_CASE("whole words end where words end, and where a script has no spaces, anywhere")
{
    const PatternOptions whole{.whole_words = true};
    CHECK(find("art", whole, "art party Art. art’s state-of-the-art") == Found{"art", "Art", "art", "art"});
    CHECK(find("اردو", whole, "اردو، اردوی") == Found{"اردو"});
    CHECK(find("北京", whole, "在北京市") == Found{"北京"});
    CHECK(find("art|party", {.regex = true, .whole_words = true}, "artparty party") == Found{"party"});
}

TEST_CASE("regular expressions")
{
    CHECK(find("colou?r", kRegex, "Color colour colouur") == Found{"Color", "colour"});
    CHECK(find("[A-Z]\\w+ [A-Z]\\w+", kExactRegex, "mayor Ilse Okonjo said") == Found{"Ilse Okonjo"});
    CHECK(find("\\d{1,3}(,\\d{3})*", kRegex, "1,204 and 41 and 7,1") == Found{"1,204", "41", "7", "1"});
    CHECK(find("a|ab", kRegex, "ab") == Found{"a"});
    CHECK(find("(?:a|ab)c", kRegex, "abc") == Found{"abc"});
    CHECK(find("“[^”]*”", kRegex, "“one” and “two”") == Found{"“one”", "“two”"});
    CHECK(find("<.+?>", kRegex, "<a><b>") == Found{"<a>", "<b>"});
    CHECK(find("^\\w+", kRegex, "one two\nthree\r\nfour\rfive") == Found{"one", "three", "four", "five"});
    CHECK(find("\\w+$", kRegex, "one two\nthree\r\nfour") == Found{"two", "three", "four"});
    CHECK(find("^$", kRegex, "a\n\nb").empty());
    CHECK(find("\\bsaid\\b", kRegex, "said unsaid Said") == Found{"said", "Said"});
    CHECK(find("\\Bsaid", kRegex, "said unsaid") == Found{"said"});
    CHECK(find("\\p{Lu}+", kExactRegex, "NATO émigré ÉCOLE") == Found{"NATO", "ÉCOLE"});
    CHECK(find("\\p{Arab}+", kRegex, "said وزیر here") == Found{"وزیر"});
    CHECK(find("\\P{L}+", kRegex, "a1, b") == Found{"1, "});
    CHECK(find("[\\w.]+@[^\\s]+", kRegex, "to a.b@c.d now") == Found{"a.b@c.d"});
    CHECK(find("\\u00e9|\\x41|\\u{1F600}", kExactRegex, "éA😀") == Found{"é", "A", "😀"});
    CHECK(find("x{,3}", kRegex, "x{,3}") == Found{"x{,3}"});
    CHECK(find("[]a]", kRegex, "a").empty());  // as in ECMAScript: nothing, then “a]”
    CHECK(find("[k]", kRegex, "k K \u212A") == Found{"k", "K", "\u212A"});
    CHECK(find("[^k]", kRegex, "kK\u212A-") == Found{"-"});
    CHECK(find("(a*)*b", kRegex, "aaab") == Found{"aaab"});
    CHECK(find("a.", kRegex, "ae\u0301") == Found{"ae\u0301"});  // widened to a whole letter
}

TEST_CASE("what is wrong in a regular expression is said with its place")
{
    CHECK(fault("(a") == "this “(” is never closed");
    CHECK(fault("a)") == "this “)” closes nothing");
    CHECK(fault("[a") == "this “[” is never closed");
    CHECK(fault("*a") == "there is nothing that “*” could repeat");
    CHECK(fault("[z-a]") == "what “-” stands between must go upwards");
    CHECK(fault("a{3,2}") == "the first of these two numbers is the larger one");
    CHECK(fault("(a)\\1") != "");
    CHECK(fault("(?=a)") != "");
    CHECK(fault("\\q") == "“\\q” means nothing");
    CHECK(fault("\\p{Xx}") != "");
    CHECK(fault("a\\") != "");
    CHECK(fault("\\u12") != "");
    CHECK(Pattern::compile("ab(cd", kRegex).error().offset == 2);
    CHECK(fault("((((a{99}){99}){99}){99})") == "this expression repeats too much in too many ways");
    CHECK(fault(std::string(5000, '(') + std::string(5000, ')')) != "");
}

TEST_CASE("an expression that others need for ever for takes a time that grows with the text")
{
    const TextPtr text = *Text::make(std::string(50'000, 'a'));
    Result<Pattern> pattern = Pattern::compile("(a+)+(a|a)*b", kRegex);
    REQUIRE(pattern);
    PatternSearch search(std::make_shared<Pattern>(std::move(*pattern)), text);
    std::vector<TextRange> found;
    CHECK(search.advance(50'000 * 40, found));
    CHECK(found.empty());
}

TEST_CASE("a random expression finds what the standard library's finds")
{
    std::mt19937 rng(11);
    const char* pieces[] = {"a", "b",    "c",    "a*",  "b+",   "c?",     "a*?",    "b+?",   "(ab|a)", "(b|bc)",
                            ".", "[ab]", "[^a]", "\\b", "a{2}", "b{1,2}", "(a|b)*", "(ca)?", "\\w",    " "};
    for (int round = 0; round < 4000; ++round) {
        std::string expression, text;
        for (uint32_t i = 0, n = 1 + random_below(rng, 4); i < n; ++i) {
            if (i > 0 && rng() % 6 == 0) expression += '|';
            expression += pieces[rng() % std::size(pieces)];
        }
        for (uint32_t i = 0, n = random_below(rng, 14); i < n; ++i) text += "abc "[rng() % 4];
        const std::regex reference(expression);
        Found expected;
        for (auto at = text.cbegin(); at != text.cend();) {
            std::smatch match;
            auto flags = std::regex_constants::match_not_null;
            if (at != text.cbegin()) flags |= std::regex_constants::match_prev_avail;
            if (!std::regex_search(at, text.cend(), match, reference, flags)) break;
            expected.push_back(match.str());
            at = match[0].second;
        }
        CAPTURE(expression);
        CAPTURE(text);
        CHECK(find(expression, kExactRegex, text) == expected);
    }
}

TEST_CASE("plain text is found as a slow reference finds it, and the size of the pieces doesn't matter")
{
    std::mt19937 rng(5);
    const auto normal = [](std::string_view text) {
        std::vector<char32_t> out;
        for (size_t at = 0; at < text.size();) {
            const Decoded c = decode_utf8(text, at);
            append_decomposed(c.code_point, out);
            at += c.length;
        }
        for (char32_t& c : out) c = fold_for_search(c);
        return out;
    };
    for (int round = 0; round < 300; ++round) {
        const TextPtr text = *Text::make(random_text(rng, 40));
        const uint32_t from =
            snap_to_graphemes(*text, {text->code_point_to_byte(random_below(rng, text->code_points())), text->size()})
                .begin;
        const uint32_t to = move_by(*text, move_by(*text, from, TextUnit::Grapheme, Direction::Forward),
                                    TextUnit::Grapheme, Direction::Forward);
        const std::string query(text->slice({from, to}));
        std::vector<uint32_t> borders{0};
        while (borders.back() < text->size())
            borders.push_back(move_by(*text, borders.back(), TextUnit::Grapheme, Direction::Forward));
        std::vector<TextRange> expected;
        for (size_t i = 0; i < borders.size(); ++i)
            for (size_t j = i + 1; j < borders.size() && j < i + 8; ++j) {
                const TextRange range{borders[i], borders[j]};
                if (!expected.empty() && range.begin < expected.back().end) continue;
                if (normal(text->slice(range)) != normal(query)) continue;
                expected.push_back(range);
                break;
            }
        CAPTURE(query);
        CAPTURE(std::string(text->bytes()));
        CHECK(ranges_of(query, {}, text) == expected);
        CHECK(ranges_of(query, {}, text, 1) == expected);
    }
}

}  // namespace glossator::pattern_test
