#pragma once

#include <optional>

#include "core/learn/sentence_words.h"

namespace glossator {

// Words of a sentence, half open.
struct Stretch {
    size_t first, end;
};

// Who does what the verb at `verb` says: the words before it back to where their clause begins, without what only says
// when or how. `passive` tells that the verb suffers ("was underscored"). Nothing where no words are.
std::optional<Stretch> subject_before(const std::vector<SentenceWord>& words, size_t verb, bool& passive);
// The noun phrase that begins at `at`, after "according to", "by" or an inverted verb ("said Ilse Okonjo, the mayor").
std::optional<Stretch> phrase_after(const std::vector<SentenceWord>& words, size_t at);
// From `at` to the first verb there: whom "Recalling …, the delegations agreed" is about.
std::optional<Stretch> subject_from(const std::vector<SentenceWord>& words, size_t at);

}  // namespace glossator
