#pragma once

#include <string_view>

namespace glossator {

// What a word says about the full stop behind it. English as news write it, with some German, Spanish and French, and
// titles that South Asian news spell in Latin letters. Upper and lower case count.
enum class BeforeStop {
    Word,          // nothing: the stop ends a sentence
    Title,         // the stop never ends one: Mr. Lt. Gen. Md. vs. e.g.
    Abbreviation,  // it does if a sentence starter follows: Inc. Jr. Sept. Ave. etc.
    Initial,       // likewise, but a name is likelier: D. and J.R.R., and also U.S. and D.C.
    BeforeNumber,  // it does unless a number follows: No. Rs. Art.
    Clock,         // it does unless a day or time zone follows: a.m. p.m.
};

// `word` is what stands before the stop, with stops of its own ("U.S") but without hyphens and blanks.
BeforeStop before_stop(std::string_view word);

// Words that follow a stop; what they say depends on the word before it.
bool is_sentence_starter(std::string_view word);  // The, In, Meanwhile
bool is_name_particle(std::string_view word);     // De, La, El: starters that also stand inside names
bool follows_clock(std::string_view word);        // GMT, Tuesday
bool follows_ordinal(std::string_view word);      // Oktober, in '3. Oktober'

}  // namespace glossator
