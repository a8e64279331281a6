#pragma once

#include <optional>

#include "core/learn/sentence_words.h"

namespace glossator {

// A cue in a sentence: its words, half open, and the rule that knows it.
struct FoundCue {
    size_t first, end;
    const WordRule* rule;
    bool tells = false;    // whoever is told may follow
    bool negated = false;  // "did not mention"
};

// All cues outside the content, in order; of several that begin at a word, the longest.
std::vector<FoundCue> find_cues(const std::vector<SentenceWord>& words,
                                const std::vector<const std::vector<WordRule>*>& lists);
// The one that the content belongs to by its place, or nothing.
std::optional<FoundCue> best_cue(const std::vector<SentenceWord>& words, const std::vector<FoundCue>& cues);

}  // namespace glossator
