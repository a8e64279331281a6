#include "core/learn/sentence_words.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/unicode_data.h"

namespace glossator {

namespace {

bool is_apostrophe(char32_t c)
{
    return c == U'\'' || c == U'\u2019';
}

bool is_quotation_mark(char32_t c)
{
    return c == U'"' || is_apostrophe(c) || (c >= U'\u2018' && c <= U'\u201F') || c == U'\u00AB' || c == U'\u00BB' ||
           c == U'\u2039' || c == U'\u203A';
}

bool is_blank(char32_t c)
{
    return c <= U' ' || c == U'\u00A0' || c == U'\u2009' || c == U'\u202F' || c == U'\u3000';
}

char32_t at_or_zero(std::string_view bytes, size_t at, size_t end)
{
    return at < end ? decode_utf8(bytes, at).code_point : 0;
}

// Letters and digits, with hyphens, apostrophes and dots between them ("Y’s", "U.S", "co-chaired").
uint32_t end_of_word(std::string_view bytes, uint32_t at, uint32_t end)
{
    uint32_t letters = 0;
    bool dotted = false;
    while (at < end) {
        const Decoded c = decode_utf8(bytes, at);
        const uint32_t next = at + c.length;
        const bool joins = is_apostrophe(c.code_point) || c.code_point == U'-' || c.code_point == U'.';
        if (!is_word_part(c.code_point) && !(joins && is_word_part(at_or_zero(bytes, next, end)))) break;
        at = next;
        ++letters;
        dotted = dotted || c.code_point == U'.';
    }
    // An initial or an abbreviation keeps its dot: "Gregory D. Halvane", "F.I. officials".
    const bool abbreviated = at < end && bytes[at] == '.' && (dotted || letters == 1) && at + 1 < end;
    return abbreviated ? at + 1 : at;
}

WordUses uses_of(const std::string& lower, const std::vector<const std::vector<WordRule>*>& lists)
{
    WordUses uses = 0;
    for (const std::vector<WordRule>* list : lists) {
        const auto below = [](const WordRule& rule, const std::string& word) { return rule.first < word; };
        for (auto rule = std::lower_bound(list->begin(), list->end(), lower, below);
             rule != list->end() && rule->first == lower; ++rule)
            if (rule->rest.empty()) uses |= static_cast<WordUses>(rule->use);
    }
    return uses;
}

}  // namespace

std::vector<SentenceWord> words_of(const Text& text, TextRange range, const std::vector<TextRange>& content,
                                   const std::vector<const std::vector<WordRule>*>& lists)
{
    const std::string_view bytes = text.bytes();
    std::vector<SentenceWord> words;
    int single_open = 0;  // ‘
    for (uint32_t at = range.begin; at < range.end;) {
        const Decoded c = decode_utf8(bytes, at);
        SentenceWord word;
        word.is_word = is_word_part(c.code_point);
        word.at = {at, word.is_word ? end_of_word(bytes, at, range.end) : at + c.length};
        at = word.at.end;
        if (is_blank(c.code_point)) continue;
        for (uint32_t i = word.at.begin; i < word.at.end;) {
            const Decoded part = decode_utf8(bytes, i);
            append_utf8(word.lower, fold_case(part.code_point));
            i += part.length;
        }
        word.capital = fold_case(c.code_point) != c.code_point;
        word.quote = !word.is_word && is_quotation_mark(c.code_point);
        if (c.code_point == U'\u2018') ++single_open;
        if (is_apostrophe(c.code_point) && !words.empty() && words.back().at.end == word.at.begin && single_open == 0)
            word.quote = false;  // "the sailors’ union"
        else if (c.code_point == U'\u2019' && single_open > 0)
            --single_open;
        word.content = std::any_of(content.begin(), content.end(), [&](TextRange r) { return r.overlaps(word.at); });
        word.uses = uses_of(word.lower, lists);
        words.push_back(std::move(word));
    }
    return words;
}

}  // namespace glossator
