#include "core/learn/noun_stretch.h"

namespace glossator {

namespace {

using Words = std::vector<SentenceWord>;

bool is_adverb(const SentenceWord& word)
{
    return word.lower.size() > 4 && !word.capital && word.lower.compare(word.lower.size() - 2, 2, "ly") == 0;
}

bool is_dash(const SentenceWord& word)
{
    return word.is("–") || word.is("—") || word.is("-");
}

bool is_verbal(const SentenceWord& word)
{
    return word.is(WordUse::Be) || word.is(WordUse::Not) || (word.is(WordUse::Verb) && !word.capital) ||
           (word.is(WordUse::Aux) && !word.is(WordUse::Link) && !is_adverb(word));
}

// Before it, no noun phrase goes on.
bool is_hard_border(const SentenceWord& word)
{
    return word.content || word.quote || word.is(";") || word.is(":") || word.is(".") || word.is("?") || word.is("!") ||
           word.is("…") || is_dash(word);
}

bool begins_noun(const SentenceWord& word)
{
    return word.capital || word.is(WordUse::Det) || word.is(WordUse::Pronoun);
}

// Past "on Tuesday", "later", "has also", going back from `end`.
size_t skip_between_subject_and_verb(const Words& words, size_t end, bool& passive)
{
    while (end > 0 && !is_hard_border(words[end - 1])) {
        const SentenceWord& word = words[end - 1];
        const bool when = word.is(WordUse::Time) && !word.is(WordUse::Aux);
        if (word.is(WordUse::Be)) passive = true;
        if (word.is(WordUse::Be) || word.is(WordUse::Aux) || word.is(WordUse::Not) || is_adverb(word) || when)
            --end;
        else
            break;
        if (when && end > 0 && words[end - 1].is(WordUse::Prep) && !words[end - 1].content) --end;
    }
    return end;
}

// The comma before the one at `comma`, or `comma` if its clause has none.
size_t comma_before(const Words& words, size_t comma)
{
    for (size_t i = comma; i-- > 0;) {
        if (is_hard_border(words[i])) break;
        if (words[i].is(",")) return i;
    }
    return comma;
}

// "two officials who asked not to be named": a verb follows; in "whom the court says" the noun does.
bool belongs_to_noun(const Words& words, size_t relative)
{
    return relative > 0 && words[relative].is(WordUse::Relative) && relative + 1 < words.size() &&
           !begins_noun(words[relative + 1]) && !words[relative - 1].is(WordUse::Prep);
}

// "Pakistan, Norway": names in the place of a subject, parted by a comma.
bool only_names(const Words& words, size_t first, size_t end)
{
    for (size_t i = first; i < end; ++i)
        if (!words[i].capital || words[i].is(WordUse::Prep) || words[i].is(WordUse::Starts) || is_adverb(words[i]) ||
            words[i].is(WordUse::Time) || words[i].is(WordUse::Aux))
            return false;
    return first < end && end - first <= 3;
}

bool has_verb(const Words& words, size_t first, size_t end)
{
    for (size_t i = first; i < end; ++i)
        if (is_verbal(words[i])) return true;
    return false;
}

// Where the phrase that ends before `end` begins.
size_t begin_of_phrase(const Words& words, size_t end)
{
    size_t first = end;
    while (first > 0) {
        const SentenceWord& word = words[first - 1];
        if (is_hard_border(word)) break;
        if (word.is(WordUse::Starts) || (word.is(WordUse::Relative) && !word.is(WordUse::Det))) {
            if (!belongs_to_noun(words, first - 1)) break;
        } else if (word.is(WordUse::And)) {
            size_t left = first - 1;
            while (left > 0 && !is_hard_border(words[left - 1]) && !words[left - 1].is(",")) --left;
            if (has_verb(words, left, first - 1)) break;
        } else if (word.is(",")) {
            const size_t before = comma_before(words, first - 1);
            size_t from = before == first - 1 ? 0 : before + 1;
            for (size_t i = first - 1; i-- > from;)
                if (is_hard_border(words[i])) {
                    from = i + 1;
                    break;
                }
            if (!only_names(words, from, first - 1) || !only_names(words, first, end)) break;
        } else if (is_verbal(word) && !word.is(WordUse::Noun)) {
            bool relative = false;
            for (size_t i = first; i-- > 0 && !is_hard_border(words[i]) && !words[i].is(",");)
                relative = relative || belongs_to_noun(words, i);
            if (!relative) break;  // inside a relative clause it goes along
        }
        --first;
    }
    return first;
}

// Conjunctions and adverbs that lead the clause in, and "In March".
size_t without_lead(const Words& words, size_t first, size_t end)
{
    while (first < end) {
        const SentenceWord& word = words[first];
        const bool leads =
            word.is(WordUse::Starts) || word.is(WordUse::And) || word.is(",") || is_adverb(word) ||
            (word.is(WordUse::Aux) && !word.is(WordUse::Det)) || word.is(WordUse::Link) ||
            (word.is(WordUse::Time) && first + 1 < end && begins_noun(words[first + 1]) && !words[first + 1].capital);
        const bool when = word.is(WordUse::Prep) && first + 1 < end && words[first + 1].is(WordUse::Time);
        if (when && first + 2 < end)
            first += 2;
        else if (leads && !word.is(WordUse::Det))
            ++first;
        else if (word.is(WordUse::Prep)) {  // its own phrase ends where the next one begins
            size_t next = first + 2;
            while (next < end && !words[next].is(WordUse::Det) && !words[next].is(WordUse::Pronoun)) ++next;
            if (next >= end) break;
            first = next;
        } else
            break;
    }
    return first;
}

std::optional<Stretch> stretch(size_t first, size_t end)
{
    if (first >= end) return std::nullopt;
    return Stretch{first, end};
}

}  // namespace

std::optional<Stretch> subject_before(const Words& words, size_t verb, bool& passive)
{
    passive = false;
    size_t end = skip_between_subject_and_verb(words, verb, passive);
    if (end == 0) return std::nullopt;
    size_t first = end;
    if (words[end - 1].is(",") && !words[end - 1].content) {  // ", in its statement, said"; ", the mayor, said"
        const size_t comma = end - 1, before = comma_before(words, comma);
        if (before == comma) return std::nullopt;
        const bool aside = words[before + 1].is(WordUse::Prep) || is_adverb(words[before + 1]) ||
                           words[before + 1].is(WordUse::Time) ||
                           (words[before + 1].lower.size() > 4 && !words[before + 1].capital &&
                            words[before + 1].lower.compare(words[before + 1].lower.size() - 3, 3, "ing") == 0);
        end = aside ? before : comma;
        first = begin_of_phrase(words, before);
    } else {
        first = begin_of_phrase(words, end);
    }
    return stretch(without_lead(words, first, end), end);
}

std::optional<Stretch> phrase_after(const Words& words, size_t at)
{
    size_t first = at;
    while (first < words.size() && words[first].is(":")) ++first;
    size_t end = first;
    for (; end < words.size() && !is_hard_border(words[end]); ++end) {
        const SentenceWord& word = words[end];
        const bool when = word.is(WordUse::Prep) && end + 1 < words.size() && words[end + 1].is(WordUse::Time);
        if ((word.is(WordUse::Time) && !word.capital && end > first) || when ||
            (word.is(WordUse::Time) && word.capital && end > first && !words[end - 1].capital))
            break;
        if (word.is(",")) {  // a further description, if it goes on to the content or the end of the sentence
            size_t stop = end + 1;
            while (stop < words.size() && !is_hard_border(words[stop]) && !words[stop].is(",") &&
                   !is_verbal(words[stop]))
                ++stop;
            const bool goes_on =
                stop > end + 1 && (stop == words.size() || words[stop].is(".") ||
                                   (words[stop].is(",") && stop + 1 < words.size() && words[stop + 1].content));
            const bool noun =
                end + 1 < words.size() && (begins_noun(words[end + 1]) || stop == words.size() || words[stop].is("."));
            if (goes_on && noun && !words[end + 1].is(WordUse::Starts) && !words[end + 1].is(WordUse::Prep)) {
                end = stop;
            }
            break;
        }
        if (word.is(WordUse::Starts) || (is_verbal(word) && !word.is(WordUse::Noun) && end > first)) break;
    }
    return stretch(first, end);
}

std::optional<Stretch> subject_from(const Words& words, size_t at)
{
    size_t end = at;
    while (end < words.size() && !is_hard_border(words[end]) && !words[end].is(",") && !is_verbal(words[end])) ++end;
    return stretch(without_lead(words, at, end), end);
}

}  // namespace glossator
