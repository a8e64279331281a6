#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/sentences.h"
#include "core/text/text.h"
#include "tests/unit/break_test_file.h"
#include "tests/unit/random_text.h"

using namespace glossator;

namespace {

// The sentences of `marked`, in which '|' stands wherever one ends, must be just those.
void check_sentences(std::string_view marked)
{
    std::string text, found;
    for (const char c : marked)
        if (c != '|') text.push_back(c);
    uint32_t begin = 0;
    for (const uint32_t end : sentence_ends(text)) {
        if (begin > 0) found += '|';
        found += text.substr(begin, end - begin);
        begin = end;
    }
    CHECK(found == marked);
}

}  // namespace

TEST_CASE("sentences: without tailoring they are those of Unicode's test file")
{
    for (const BreakTest& test : read_break_tests(GLOSSATOR_SENTENCE_BREAK_TEST)) {
        CAPTURE(test.line);
        CHECK(sentence_ends(test.text, SentenceRules::Unicode) == test.borders);
    }
}

TEST_CASE("sentences: closing quotation marks and brackets belong to the sentence that they close")
{
    check_sentences("It named Tehreek-e-Taliban Pakistan (TTP).” |Both sides agreed.");
    check_sentences("‘It is over.’ |The talks ended. |(They had begun on Monday.) |So it was.");
    check_sentences("in \"all its forms.\" |The group");
    check_sentences("a “global threat”. |The embassy");
}

TEST_CASE("sentences: names, titles and abbreviations do not end them")
{
    check_sentences("Coordinator Gregory D. LoGerfo met them. |He left.");
    check_sentences("Dr. A.Q. Khan, Lt. Gen. (Retd.) Asif and Maj.Gen. Ali met Mr. and Mrs. Smith vs. Jones.");
    check_sentences("Md. Yunus and Mohd. Ali saw J. A. De Silva and C. S. Lewis on St. George St. in Washington.");
    check_sentences("Joseph R. “Joe” Biden spoke. |Prof. “Z” left.");
    check_sentences(
        "U.S. officials, the U.S. State Department, U.K. Foreign Office, U.N. Security Council and E.U. Parliament.");
    check_sentences("Apple Inc. Chief Tim Cook and Nestlé Ltd. Chairman Paul Bulcke, e.g. Alphabet Inc., i.e. Google.");
    check_sentences("On Jan. 5 and Sept. 11, at No. 5, in Art. 370, for Rs. 500 crore.");
}

TEST_CASE("sentences: an abbreviation ends one where a typical first word follows")
{
    check_sentences("He lives in the U.S. |The talks go on.");
    check_sentences("He works for Acme Inc. |In May he left.");
    check_sentences("They came from the U.K. |Meanwhile, others stayed.");
    check_sentences("Take vitamin C. |It helps.");
    check_sentences("apples, pears, etc. |However, no plums.");
    check_sentences("“I come from the U.S.” |Mira said so.");
    check_sentences("The answer was no. |No. |Pakistan refused.");
    check_sentences("He is a member of ISIS-K. |President Donald Trump thanked them.");
}

TEST_CASE("sentences: a time of day ends one unless a day or a zone follows")
{
    check_sentences(
        "It began at 5 p.m. Tuesday. |At 8 a.m. GMT it ended. |It was 5 p.m. |Pakistan said so. |At 9 a.m. on Monday.");
}

TEST_CASE("sentences: numbers at their begin do not keep them from ending the one before")
{
    check_sentences("It struck at noon. |20 people died. |1,200 were hurt.");
    check_sentences("1. The harbour opens. |12. The bridge closes.");
    check_sentences("Version 3.5 costs $4.20 today.");
}

TEST_CASE("sentences: a question or a shout goes on before a small letter")
{
    check_sentences("“Are you sure?” he asked. |Yahoo! announced it. |“Yes!” |She left.");
    check_sentences("“Are you sure?” |Nobody answered.");
}

TEST_CASE("sentences: other languages and scripts")
{
    check_sentences("Am 3. Oktober kam Dr. Müller, z. B. mit ca. 20 Mio. Euro. |Der Rest blieb. |Es war Nr. 5.");
    check_sentences("El Sr. García y la Dra. Ruiz de EE.UU. |El resto quedó. |¿Quién fue? |¡Nadie!");
    check_sentences("M. Dupont et Mme. Curie sont là. |C’est tout.");
    check_sentences("یہ ایک جملہ ہے۔ |کیا یہ دوسرا ہے؟ |ہاں۔");
    check_sentences("这是一句话。|这是第二句！|真的吗？|“是的。”|他走了。");
    check_sentences("यह एक वाक्य है। |दूसरा वाक्य।");
    check_sentences("وصل الوزير أمس. |هل عاد؟ |نعم.");
}

TEST_CASE("sentences: ends rise, lie on code point borders, and cover any text")
{
    std::mt19937 rng(3);
    for (int round = 0; round < 3000; ++round) {
        const std::string text = random_text(rng, 1 + rng() % 40);
        for (const SentenceRules rules : {SentenceRules::Unicode, SentenceRules::Tailored}) {
            uint32_t last = 0;
            for (const uint32_t end : sentence_ends(text, rules)) {
                CHECK(end > last);
                CHECK((end == text.size() || !is_continuation(text[end])));
                last = end;
            }
            CHECK(last == text.size());
        }
    }
    CHECK(sentence_ends("").empty());
}

TEST_CASE("sentences: a long run of stops and initials takes linear time")
{
    std::string text;
    for (int i = 0; i < 200000; ++i) text += "A. 1";
    CHECK(sentence_ends(text).back() == text.size());
    CHECK(sentence_ends(std::string(1000000, '.')).size() == 1);
}

TEST_CASE("sentences: those of the real articles")
{
    namespace fs = std::filesystem;
    const fs::path corpus = fs::path(GLOSSATOR_SHARED) / "corpus";
    if (!fs::exists(corpus)) {
        std::printf("SKIPPED: there is no folder of real articles\n");
        return;
    }
    size_t count = 0;
    for (const auto& entry : fs::directory_iterator(corpus)) {
        if (entry.path().extension() != ".txt") continue;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        const Result<TextPtr> text = Text::make(bytes);
        REQUIRE(text);
        for (uint32_t line = 0; line < (*text)->lines(); ++line)
            count += sentence_ends((*text)->slice((*text)->line_content(line))).size();
    }
    CHECK(count == 88);  // counted by eye: 22 + 19 + 11 + 15 + 21
}
