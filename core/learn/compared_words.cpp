#include "core/learn/compared_words.h"

#include "core/base/utf8.h"
#include "core/text/pattern.h"
#include "core/text/unicode_data.h"

namespace glossator {

namespace {

struct Kinds {
    Categories mark = *categories_named("M");
    Categories capital = *categories_named("Lu");
    Categories digit = *categories_named("Nd");
};

bool is_apostrophe(std::string_view between)
{
    return between == "'" || between == "\xE2\x80\x99";
}

}  // namespace

std::vector<ComparedWord> compared_words(std::string_view text)
{
    const Kinds kinds;
    std::vector<ComparedWord> words;
    std::vector<char32_t> parts;
    ComparedWord word;
    const auto end_word = [&](size_t at) {
        if (word.letters.empty()) return;
        word.at.end = static_cast<uint32_t>(at);
        const bool possessive = word.letters == "s" && !words.empty() &&
                                is_apostrophe(text.substr(words.back().at.end, word.at.begin - words.back().at.end));
        if (!possessive) words.push_back(word);
        word = {};
    };
    for (size_t at = 0; at < text.size();) {
        const Decoded c = decode_utf8(text, at);
        if (!is_word_part(c.code_point)) {
            end_word(at);
        } else {
            parts.clear();
            append_decomposed(c.code_point, parts);
            for (const char32_t part : parts) {
                const Categories category = category_of(part);
                if (category & kinds.mark) continue;
                if (word.letters.empty()) {
                    word.at.begin = static_cast<uint32_t>(at);
                    word.capital = (category & kinds.capital) != 0;
                    word.number = (category & kinds.digit) != 0;
                }
                append_utf8(word.letters, fold_case(part));
            }
        }
        at += c.length;
    }
    end_word(text.size());
    return words;
}

std::string joined_words(const std::vector<ComparedWord>& words)
{
    std::string joined;
    for (const ComparedWord& word : words) {
        const bool article = word.letters == "the" || word.letters == "a" || word.letters == "an";
        if (&word == words.data() && article && words.size() > 1) continue;
        if (!joined.empty()) joined += ' ';
        joined += word.letters;
    }
    return joined;
}

std::string words_of(const Text& text, const Span& span)
{
    std::string words;
    for (const TextRange range : span.at) {
        if (!words.empty()) words += ' ';
        words += text.slice(range);
    }
    return words;
}

}  // namespace glossator
