#pragma once

#include <cstdint>
#include <string_view>

namespace glossator {

// A full stop behind which UAX #29 may or may not see the end of a sentence, in bytes of `text`.
struct FullStop {
    std::string_view text;
    uint32_t sentence_begin;  // of the sentence that the stop may end
    uint32_t stop;            // the full stop itself
    uint32_t marks;           // behind it: closing quotation marks and brackets, if any
    uint32_t blanks;          // behind those
    uint32_t next;            // what follows, neither a blank nor the end of the text
};

// Whether the stop ends a sentence when what follows is not a small letter. In this order:
// - after a title it does not;
// - after any other abbreviation, or an initial, it does not before a digit; else it does if a closing quotation mark
// stands
//   between, or if a typical first word of a sentence follows. After an initial, articles that occur in names don't
//   count;
// - after a.m. and p.m. it does unless a day or a time zone follows, after 'No.' and the like unless a digit does;
// - a number at the begin of a sentence, of up to three digits, counts an item, and one before a German month is a
// date:
//   neither ends anything;
// - else it does.
// A doubt is settled in favour of going on after abbreviations, since two sentences in one selection are easily cut,
// while names that fall apart are found by nobody.
bool ends_sentence(const FullStop& stop);

}  // namespace glossator
