#include "core/text/sentence_tailoring.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/abbreviations.h"
#include "core/text/sentence_break.h"

namespace glossator {
namespace {

constexpr size_t kLongestWord = 32;  // bytes; nothing that matters here is longer, and a look back stays cheap

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// The letters, digits and inner stops before the stop: 'U.S' of 'the U.S.', 'Gen' of 'Lt-Gen.'.
std::string_view word_before(const FullStop& at)
{
    uint32_t begin = at.stop;
    while (begin > at.sentence_begin && at.stop - begin < kLongestWord) {
        uint32_t previous = begin - 1;
        while (is_continuation(at.text[previous])) --previous;
        const char32_t c = decode_utf8(at.text, previous).code_point;
        if (!is_word_character(c) && c != '.') break;
        begin = previous;
    }
    return at.text.substr(begin, at.stop - begin);
}

// The letter of 'ISIS-K.' is no initial.
bool follows_hyphen(const FullStop& at, std::string_view word)
{
    const size_t begin = at.stop - word.size();
    return begin > at.sentence_begin && at.text[begin - 1] == '-';
}

// The letters and digits that follow, behind an opening quotation mark or bracket.
std::string_view word_after(const FullStop& at)
{
    size_t begin = at.next;
    while (begin < at.text.size()) {
        const Decoded c = decode_utf8(at.text, begin);
        if (sentence_break(c.code_point) != SentenceBreak::Close) break;
        begin += c.length;
    }
    size_t end = begin;
    while (end < at.text.size() && end - begin < kLongestWord) {
        const Decoded c = decode_utf8(at.text, end);
        if (!is_word_character(c.code_point)) break;
        end += c.length;
    }
    return at.text.substr(begin, end - begin);
}

bool quotation_closes(const FullStop& at)
{
    const std::string_view marks = at.text.substr(at.marks, at.blanks - at.marks);
    for (const std::string_view quote : {"\"", "'", "\u201D", "\u2019", "\u00BB"})
        if (marks.find(quote) != std::string_view::npos) return true;
    return false;
}

// '1.' in '1. The harbour': the first thing in its sentence.
bool counts_item(const FullStop& at, std::string_view number)
{
    const size_t begin = at.stop - number.size();
    const std::string_view before = at.text.substr(at.sentence_begin, begin - at.sentence_begin);
    return number.size() <= 3 && before.find_first_not_of(" \t") == std::string_view::npos;
}

bool starts_sentence(const FullStop& at, std::string_view next, BeforeStop kind)
{
    if (quotation_closes(at)) return true;
    const size_t end = static_cast<size_t>(next.data() - at.text.data()) + next.size();
    const bool initial = next.size() == 1 && end < at.text.size() && at.text[end] == '.';  // 'J. A. Smith'
    if (initial) return false;
    return is_sentence_starter(next) || (kind != BeforeStop::Initial && is_name_particle(next));
}

}  // namespace

bool ends_sentence(const FullStop& stop)
{
    const std::string_view word = word_before(stop);
    const std::string_view next = word_after(stop);
    const bool number_follows = !next.empty() && is_digit(next.front());
    BeforeStop kind = before_stop(word);
    if (kind == BeforeStop::Initial && follows_hyphen(stop, word)) kind = BeforeStop::Word;
    switch (kind) {
    case BeforeStop::Title: return false;
    case BeforeStop::Abbreviation:
    case BeforeStop::Initial: return !number_follows && starts_sentence(stop, next, kind);
    case BeforeStop::BeforeNumber: return !number_follows;
    case BeforeStop::Clock: return !number_follows && !follows_clock(next);
    case BeforeStop::Word: break;
    }
    const bool number = !word.empty() && std::all_of(word.begin(), word.end(), is_digit);
    return !number || !(counts_item(stop, word) || follows_ordinal(next));
}

}  // namespace glossator
