#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace glossator {

// What a word may be in a sentence that tells who said something; a set of bits.
using WordUses = uint32_t;
enum class WordUse : WordUses {
    Verb = 1,         // of saying: "said", "described as"
    Noun = 2,         // of saying: "claim"
    Before = 4,       // stands before the source: "according to"
    After = 8,        // stands after it: "zufolge"
    Adverb = 16,      // a cue without a source: "allegedly"
    Tells = 32,       // a verb that whoever is told follows
    Be = 64,          // before a verb, it makes it passive
    Aux = 128,        // between a subject and its verb
    Not = 256,        // likewise, and part of the cue
    Link = 512,       // between a cue and the content
    Prep = 1024,      // a preposition
    Time = 2048,      // names when
    Starts = 4096,    // begins a clause
    Relative = 8192,  // begins a clause about the noun before it
    And = 16384,
    Det = 32768,  // begins a noun phrase
    Pronoun = 65536,
    By = 131072,        // leads to who did it
    Unlikely = 262144,  // the label of an entity that says nothing
    Quoted = 524288,    // a passive cue whose subject is who says it: "quoted as saying"
};

// A word or phrase of the rules. Words are in small letters.
struct WordRule {
    std::string first;
    std::vector<std::string> rest;
    WordUse use;
    std::string act;  // what a cue does: "assertion", "evaluation", …; empty for others
    friend bool operator<(const WordRule& a, const WordRule& b) { return a.first < b.first; }
};

// The word lists of assets/learn/attribution.txt, where their form is told.
class AttributionRules {
public:
    // Errors: Invalid with the line.
    static Result<AttributionRules> read(std::string_view file);

    // The lists for a BCP 47 language; of all languages together if it is empty, none for one without lists.
    std::vector<const std::vector<WordRule>*> of_language(std::string_view bcp47) const;

private:
    struct Language {
        std::string name;
        std::vector<WordRule> words;  // by their first word
    };
    std::vector<Language> languages_;
};

}  // namespace glossator
