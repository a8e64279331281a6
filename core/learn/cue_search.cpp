#include "core/learn/cue_search.h"

#include <algorithm>

namespace glossator {

namespace {

bool is_cue(WordUse use)
{
    return use == WordUse::Verb || use == WordUse::Noun || use == WordUse::Before || use == WordUse::After ||
           use == WordUse::Adverb || use == WordUse::Quoted;
}

// How many words from `at` on `rule` takes; 0 if it isn't there.
size_t length_at(const std::vector<SentenceWord>& words, size_t at, const WordRule& rule)
{
    if (at + rule.rest.size() >= words.size()) return 0;
    for (size_t i = 0; i < rule.rest.size(); ++i)
        if (words[at + 1 + i].content || words[at + 1 + i].lower != rule.rest[i]) return 0;
    return 1 + rule.rest.size();
}

// "did not mention": the negation and what carries it belong to the cue.
void take_negation(const std::vector<SentenceWord>& words, FoundCue& cue)
{
    if (cue.first == 0 || !words[cue.first - 1].is(WordUse::Not) || words[cue.first - 1].content) return;
    cue.negated = true;
    --cue.first;
    if (cue.first > 0 && words[cue.first - 1].is(WordUse::Aux) && !words[cue.first - 1].content) --cue.first;
}

// A place in the sentence where clauses may part.
bool parts_clauses(const SentenceWord& word)
{
    return word.is(",") || word.is(";") || word.is(":") || (word.is_word && word.is(WordUse::Starts));
}

// How far the cue is from the content: the fewer words that lead nowhere lie between, the better. Below 0: on
// neither side.
float distance(const std::vector<SentenceWord>& words, const FoundCue& cue)
{
    float best = -1;
    const auto consider = [&](float d) { best = best < 0 ? d : std::min(best, d); };
    const bool formula = cue.rule->use == WordUse::Before || cue.rule->use == WordUse::After;
    float between = 0;
    for (size_t i = cue.end; i < words.size(); ++i) {  // content after the cue
        if (words[i].content) {
            consider(formula ? between * 0.2f : between);
            break;
        }
        if (parts_clauses(words[i]) && !words[i].is(WordUse::Link))
            between += 3;
        else if (words[i].is_word && !words[i].is(WordUse::Link))
            between += 1;
        if (words[i].is(WordUse::Verb)) between += 4;
    }
    between = 0;
    float verbs = 0;                        // to which the content rather belongs
    for (size_t i = cue.first; i-- > 0;) {  // content before it
        if (!words[i].content) {
            if (words[i].is_word) between += words[i].is(WordUse::Starts) ? 3.0f : 0.5f;
            if (words[i].is(WordUse::Verb)) verbs += 4;
            continue;
        }
        const bool ends = cue.end >= words.size() || !words[cue.end].is_word || words[cue.end].is(WordUse::By) ||
                          words[cue.end].is(WordUse::Prep) || words[cue.end].is(WordUse::Time) || words[i + 1].is(",");
        if (formula)
            consider(between * 0.2f + verbs);
        else if (cue.rule->use != WordUse::Noun)
            consider(between + (ends ? 1.0f : 6.0f));
        break;
    }
    return best;
}

}  // namespace

std::vector<FoundCue> find_cues(const std::vector<SentenceWord>& words,
                                const std::vector<const std::vector<WordRule>*>& lists)
{
    std::vector<FoundCue> cues;
    for (size_t at = 0; at < words.size(); ++at) {
        if (words[at].content || !words[at].is_word) continue;
        FoundCue found{at, at, nullptr};
        for (const std::vector<WordRule>* list : lists) {
            const auto below = [](const WordRule& rule, const std::string& word) { return rule.first < word; };
            for (auto rule = std::lower_bound(list->begin(), list->end(), words[at].lower, below);
                 rule != list->end() && rule->first == words[at].lower; ++rule) {
                const size_t length = is_cue(rule->use) ? length_at(words, at, *rule) : 0;
                if (length <= found.end - found.first) continue;
                found.end = at + length;
                found.rule = &*rule;
            }
        }
        if (!found.rule) continue;
        found.tells = found.end == at + 1 && words[at].is(WordUse::Tells);
        const size_t next = found.end;
        if (found.rule->use == WordUse::Verb) take_negation(words, found);
        cues.push_back(found);
        at = next - 1;
    }
    return cues;
}

std::optional<FoundCue> best_cue(const std::vector<SentenceWord>& words, const std::vector<FoundCue>& cues)
{
    std::optional<FoundCue> best;
    float least = 0;
    for (const FoundCue& cue : cues) {
        // A noun that something is done with ("the statement said") is a cue only right before what it is about.
        const float d = distance(words, cue);
        const bool loose_noun =
            cue.rule->use == WordUse::Noun && (cue.end >= words.size() || d != 0 || !words[cue.end].is(WordUse::Link));
        if (d < 0 || loose_noun || (best && d >= least)) continue;
        best = cue;
        least = d;
    }
    return best;
}

}  // namespace glossator
