#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/segmentation.h"
#include "core/text/sentence_break.h"
#include "core/text/unicode_breaks.h"
#include "tests/unit/break_test_file.h"
#include "tests/unit/random_text.h"

using namespace glossator;

namespace {

TextPtr make_text(std::string_view utf8)
{
    Result<TextPtr> text = Text::make(std::string(utf8));
    REQUIRE(text);
    return *text;
}

std::vector<uint32_t> borders(const std::vector<Break>& breaks)
{
    std::vector<uint32_t> ends;
    for (uint32_t i = 0; i < breaks.size(); ++i)
        if (breaks[i] != Break::None) ends.push_back(i + 1);
    return ends;
}

// The text of the unit around the first letter of `place`, which must occur once.
std::string unit_around(std::string_view utf8, std::string_view place, TextUnit unit)
{
    const TextPtr text = make_text(utf8);
    REQUIRE(utf8.find(place) != std::string_view::npos);
    return std::string(text->slice(unit_at(*text, static_cast<uint32_t>(utf8.find(place)), unit)));
}

// The words of one line, blanks and punctuation left out.
std::vector<std::string> words_of(std::string_view utf8)
{
    const TextPtr text = make_text(utf8);
    std::vector<std::string> words;
    for (uint32_t at = 0; at < text->size();) {
        const uint32_t end = move_by(*text, at, TextUnit::Word, Direction::Forward);
        const uint32_t begin = move_by(*text, end, TextUnit::Word, Direction::Backward);
        if (begin < at) break;  // no more words
        words.emplace_back(text->slice({begin, end}));
        at = end;
    }
    return words;
}

// Snaps what stands between '[' and ']' and returns the result, marked likewise.
std::string snap(std::string_view marked)
{
    const auto begin = static_cast<uint32_t>(marked.find('['));
    const auto end = static_cast<uint32_t>(marked.find(']')) - 1;
    std::string plain(marked);
    plain.erase(end + 1, 1).erase(begin, 1);
    const TextRange range = snap_to_words(*make_text(plain), {begin, end});
    return plain.insert(range.end, "]").insert(range.begin, "[");
}

// The units of the whole text by walking over it with unit_at; each byte must be in the unit that it is asked for.
void check_units_tile(const Text& text, TextUnit unit)
{
    for (uint32_t line = 0; line < text.lines(); ++line) {
        const TextRange paragraph = text.line_content(line);
        for (uint32_t at = paragraph.begin; at < paragraph.end;) {
            const TextRange u = unit_at(text, at, unit);
            REQUIRE(u.begin == at);
            REQUIRE(u.end > at);
            REQUIRE(u.end <= paragraph.end);
            for (uint32_t inside = at; inside < u.end; ++inside)
                if (text.is_boundary(inside)) REQUIRE(unit_at(text, inside, unit) == u);
            at = u.end;
        }
    }
}

std::vector<uint32_t> walk(const Text& text, TextUnit unit, Direction direction)
{
    const bool forward = direction == Direction::Forward;
    std::vector<uint32_t> stops{forward ? 0 : text.size()};
    while (stops.back() != (forward ? text.size() : 0)) {
        const uint32_t next = move_by(text, stops.back(), unit, direction);
        REQUIRE(text.is_boundary(next));
        REQUIRE((forward ? next > stops.back() : next < stops.back()));
        stops.push_back(next);
    }
    return stops;
}

}  // namespace

TEST_CASE("graphemes: those of Unicode's test file")
{
    for (const BreakTest& test : read_break_tests(GLOSSATOR_UNIBREAK_DATA "/GraphemeBreakTest.txt")) {
        CAPTURE(test.line);
        CHECK(borders(grapheme_breaks(test.text)) == test.borders);
    }
}

TEST_CASE("words: without tailoring they are those of Unicode's test file")
{
    for (const BreakTest& test : read_break_tests(GLOSSATOR_UNIBREAK_DATA "/WordBreakTest.txt")) {
        CAPTURE(test.line);
        CHECK(borders(word_breaks(test.text)) == test.borders);
    }
}

TEST_CASE("words: a possessive is a word of its own, other apostrophes are not")
{
    using Words = std::vector<std::string>;
    CHECK(words_of("Pakistan’s army") == Words{"Pakistan", "’s", "army"});
    CHECK(words_of("the BLA's men, the G20’s, PAKISTAN’S") ==
          Words{"the", "BLA", "'s", "men", "the", "G20", "’s", "PAKISTAN", "’S"});
    CHECK(words_of("don’t, o'clock, countries’ aim") == Words{"don’t", "o'clock", "countries", "aim"});
    CHECK(words_of("’s gravenhage ‘so’ s") == Words{"s", "gravenhage", "so", "s"});
}

TEST_CASE("words: numbers, initials and other scripts")
{
    using Words = std::vector<std::string>;
    CHECK(words_of("$4.20 and 1,200 (x.com)") == Words{"4.20", "and", "1,200", "x.com"});
    CHECK(words_of("ISIS-K, naïve cafe\u0301") == Words{"ISIS", "K", "naïve", "cafe\u0301"});
    CHECK(words_of("北京 — Москва 🙂 ok") == Words{"北", "京", "Москва", "ok"});
}

TEST_CASE("words: unit_at gives runs of blanks and single marks, too")
{
    CHECK(unit_around("one \t\u00A0 two", "\t", TextUnit::Word) == " \t\u00A0 ");
    CHECK(unit_around("one, two", ",", TextUnit::Word) == ",");
    CHECK(unit_around("one, two", "wo", TextUnit::Word) == "two");
}

TEST_CASE("unit_at: at the end of a line or of the text it is the last one")
{
    const TextPtr text = make_text("one two.\r\n\nlast word");
    CHECK(unit_at(*text, 8, TextUnit::Word) == TextRange{7, 8});
    CHECK(unit_at(*text, 8, TextUnit::Sentence) == TextRange{0, 8});
    CHECK(unit_at(*text, 8, TextUnit::Grapheme) == TextRange{8, 10});
    CHECK(unit_at(*text, 10, TextUnit::Grapheme) == TextRange{10, 11});
    CHECK(unit_at(*text, 10, TextUnit::Word) == TextRange{10, 10});
    CHECK(unit_at(*text, 10, TextUnit::Paragraph) == TextRange{10, 10});
    CHECK(unit_at(*text, text->size(), TextUnit::Word) == TextRange{16, 20});
    CHECK(unit_at(*text, text->size(), TextUnit::Grapheme) == TextRange{19, 20});
    CHECK(unit_at(*make_text(""), 0, TextUnit::Sentence).empty());
}

TEST_CASE("unit_at: a sentence comes without the blanks around it")
{
    CHECK(unit_around(" date 2025. Next one.  Last. ", "2025", TextUnit::Sentence) == "date 2025.");
    CHECK(unit_around(" date 2025. Next one.  Last. ", "  Last", TextUnit::Sentence) == "Next one.");
    CHECK(unit_around("by Gregory D. LoGerfo of the U.S. State Department. He", "LoG", TextUnit::Sentence) ==
          "by Gregory D. LoGerfo of the U.S. State Department.");
}

TEST_CASE("snap: words that are covered in part are completed, and marks only where covered")
{
    CHECK(snap("met N[abeel Mu]nir, who") == "met [Nabeel Munir], who");
    CHECK(snap("met[ Nabeel Munir ]who") == "met [Nabeel Munir] who");
    CHECK(snap("\"all [its form]s\"") == "\"all [its forms]\"");
    CHECK(snap("so ([TTP)] it") == "so ([TTP)] it");
    CHECK(snap("so ([TT]P) it") == "so ([TTP]) it");
    CHECK(snap("the [U.S.] army") == "the [U.S.] army");
    CHECK(snap("[Pakista]n's army") == "[Pakistan]'s army");
    CHECK(snap("[Pakistan']s army") == "[Pakistan's] army");
    CHECK(snap("do[n't]") == "[don't]");
    CHECK(snap("one[ \t ]two") == "one \t []two");
    CHECK(snap("one[,] two") == "one[,] two");
    CHECK(snap("fi[rst\nsec]ond") == "[first\nsecond]");
}

TEST_CASE("snap: graphemes are never cut")
{
    const TextPtr text = make_text("ae\u0301 \U0001F468\u200D\U0001F469x\r\n");
    CHECK(snap_to_graphemes(*text, {2, 9}) == TextRange{1, 16});
    CHECK(snap_to_graphemes(*text, {2, 2}) == TextRange{1, 1});
    CHECK(snap_to_graphemes(*text, {17, 18}) == TextRange{17, 19});
    CHECK(snap_to_words(*text, {9, 16}) == TextRange{5, 16});
}

TEST_CASE("move: by word, sentence and paragraph over the ends of lines")
{
    using Stops = std::vector<uint32_t>;
    const TextPtr text = make_text("One, two. Three\n\n four\n");
    CHECK(walk(*text, TextUnit::Word, Direction::Forward) == Stops{0, 3, 8, 15, 22, 23});
    CHECK(walk(*text, TextUnit::Word, Direction::Backward) == Stops{23, 18, 10, 5, 0});
    CHECK(walk(*text, TextUnit::Sentence, Direction::Forward) == Stops{0, 10, 18, 23});
    CHECK(walk(*text, TextUnit::Sentence, Direction::Backward) == Stops{23, 18, 10, 0});
    CHECK(walk(*text, TextUnit::Paragraph, Direction::Forward) == Stops{0, 16, 17, 23});
    CHECK(walk(*text, TextUnit::Paragraph, Direction::Backward) == Stops{23, 17, 16, 0});
}

TEST_CASE("move: by grapheme over marks, joined emoji and CRLF, the same both ways")
{
    const TextPtr text = make_text("e\u0301\r\n\U0001F468\u200D\U0001F469\u0938\u094D\u0924");
    using Stops = std::vector<uint32_t>;
    CHECK(walk(*text, TextUnit::Grapheme, Direction::Forward) == Stops{0, 3, 5, 16, 25});
    CHECK(walk(*text, TextUnit::Grapheme, Direction::Backward) == Stops{25, 16, 5, 3, 0});
    CHECK(move_by(*text, 4, TextUnit::Grapheme, Direction::Backward) == 3u);  // from between CR and LF
}

TEST_CASE("units: pieces between seams give what the whole paragraph gives")
{
    std::mt19937 rng(4);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const TextPtr text = make_text(random_text(rng, 60));
        for (uint32_t line = 0; line < text->lines(); ++line) {
            const TextRange paragraph = text->line_content(line);
            std::vector<uint32_t> graphemes;
            for (uint32_t at = paragraph.begin; at < paragraph.end;) {
                at = unit_at(*text, at, TextUnit::Grapheme).end;
                graphemes.push_back(at - paragraph.begin);
            }
            CHECK(graphemes == borders(grapheme_breaks(text->slice(paragraph))));
            // Every word unit ends at a border of UAX #29 or before a possessive.
            const std::vector<Break> breaks = word_breaks(text->slice(paragraph));
            for (uint32_t at = paragraph.begin; at < paragraph.end;) {
                at = unit_at(*text, at, TextUnit::Word).end;
                const bool possessive =
                    at < paragraph.end && (text->bytes()[at] == '\'' || text->bytes()[at] == '\xE2');
                CHECK((breaks[at - paragraph.begin - 1] != Break::None || possessive));
            }
        }
    }
}

TEST_CASE("graphemes: what joins is seen however far it reaches")
{
    // Halves of flags, joiners and pictures, marks, Indic and Hangul parts: a cluster may begin far before the place.
    static constexpr const char* kParts[] = {"\U0001F1F5", "\u200D", "\U0001F468", "\u0301", "\u0915", "\u094D",
                                             "\u1100",     "\u1161", "\u11A8",     "a",      "\u4E2D", "\u0600"};
    std::mt19937 rng(8);
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        std::string utf8;
        while (utf8.size() < 1500) {  // runs of one kind are long
            const uint32_t part = random_below(rng, std::size(kParts));
            for (uint32_t n = random_below(rng, round % 3 == 0 ? 200 : 4) + 1; n > 0; --n) utf8 += kParts[part];
        }
        const TextPtr text = make_text(utf8);
        const std::vector<uint32_t> expected = borders(grapheme_breaks(text->bytes()));
        for (uint32_t at = 0; at < text->size(); ++at) {
            if (!text->is_boundary(at)) continue;
            const TextRange found = unit_at(*text, at, TextUnit::Grapheme);
            const auto end = std::upper_bound(expected.begin(), expected.end(), at);
            REQUIRE(found.end == *end);
            REQUIRE(found.begin == (end == expected.begin() ? 0 : *std::prev(end)));
        }
    }
}

TEST_CASE("units: a line without end is searched around the place only")
{
    const std::string word = "ferry", sentence = "The ferry will open. ";
    std::string utf8;
    while (utf8.size() < 200'000) utf8 += word;
    const TextPtr one_word = make_text(utf8);
    const TextRange cut = unit_at(*one_word, 100'000, TextUnit::Word);  // as much of it as is looked at
    CHECK(cut.begin < 100'000u);
    CHECK(cut.end > 100'000u);
    CHECK(cut.size() < 40'000u);
    CHECK(unit_at(*one_word, 100'000, TextUnit::Grapheme) == TextRange{100'000, 100'001});
    CHECK(move_by(*one_word, 100'000, TextUnit::Word, Direction::Forward) > 100'000u);
    CHECK(move_by(*one_word, 100'000, TextUnit::Word, Direction::Backward) < 100'000u);
    CHECK(move_by(*one_word, 100'000, TextUnit::Sentence, Direction::Forward) > 100'000u);

    utf8.clear();
    while (utf8.size() < 210'000) utf8 += sentence;
    const TextPtr line = make_text(utf8);
    for (const uint32_t n : {0u, 1u, 700u, 800u, 5000u, 9999u}) {
        CAPTURE(n);
        const uint32_t begin = n * static_cast<uint32_t>(sentence.size());
        CHECK(unit_at(*line, begin + 4, TextUnit::Sentence) == TextRange{begin, begin + 20});
        CHECK(move_by(*line, begin + 4, TextUnit::Sentence, Direction::Backward) == begin);
        CHECK(move_by(*line, begin + 4, TextUnit::Sentence, Direction::Forward) == begin + 21);
    }
}

TEST_CASE("units: words and graphemes tile any line, and moving visits every grapheme")
{
    std::mt19937 rng(5);
    for (int round = 0; round < 200; ++round) {
        CAPTURE(round);
        const TextPtr text = make_text(random_text(rng, 50));
        check_units_tile(*text, TextUnit::Grapheme);
        check_units_tile(*text, TextUnit::Word);
        std::vector<uint32_t> back = walk(*text, TextUnit::Grapheme, Direction::Backward);
        CHECK(walk(*text, TextUnit::Grapheme, Direction::Forward) == std::vector<uint32_t>(back.rbegin(), back.rend()));
        for (const TextUnit unit : {TextUnit::Word, TextUnit::Sentence, TextUnit::Paragraph}) {
            walk(*text, unit, Direction::Forward);
            walk(*text, unit, Direction::Backward);
        }
    }
}

TEST_CASE("snap: snapping twice is snapping once, and loses nothing but blanks")
{
    std::mt19937 rng(6);
    for (int round = 0; round < 2000; ++round) {
        CAPTURE(round);
        const TextPtr text = make_text(random_text(rng, 20));
        TextRange range{random_below(rng, text->size() + 1), random_below(rng, text->size() + 1)};
        if (range.begin > range.end) std::swap(range.begin, range.end);
        while (!text->is_boundary(range.begin)) --range.begin;
        while (!text->is_boundary(range.end)) ++range.end;
        const TextRange snapped = snap_to_words(*text, range);
        CHECK(snap_to_words(*text, snapped) == snapped);
        for (uint32_t at = range.begin; at < range.end;) {
            const Decoded c = decode_utf8(text->bytes(), at);
            CHECK((is_blank(c.code_point) || snapped.contains(at)));
            at += c.length;
        }
    }
}

TEST_CASE("segmentation: sentences one after the other are those around each place, and of a long line none is lost")
{
    std::mt19937 rng(8);
    const auto all_of = [](const Text& text) {
        std::vector<TextRange> all;
        for (uint32_t byte = 0; byte < text.size();) {
            const std::vector<TextRange> next = sentences_from(text, byte);
            all.insert(all.end(), next.begin(), next.end());
            byte = next.empty() ? text.line(text.line_of(byte)).end : next.back().end;
        }
        return all;
    };
    for (int round = 0; round < 100; ++round) {
        const TextPtr text = make_text(random_text(rng, 60));
        for (const TextRange sentence : all_of(*text))
            CHECK(unit_at(*text, sentence.begin, TextUnit::Sentence) == sentence);
    }
    std::string line;
    for (int i = 0; i < 3000; ++i)
        line += "A ferry with the number " + std::to_string(i) + " sailed before the winter came. ";
    line += std::string(200'000, ' ') + "The end.";
    CHECK(all_of(*make_text(line)).size() == 3001);
}
