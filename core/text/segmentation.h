#pragma once

#include <cstdint>
#include <vector>

#include "core/text/text.h"

namespace glossator {

// What a caret moves by and a click selects.
enum class TextUnit { Grapheme, Word, Sentence, Paragraph };

enum class Direction { Backward, Forward };

// The units are those of Unicode: extended grapheme clusters and words by UAX #29 (libunibreak), sentences by UAX #29
// with our tailoring for abbreviations and initials ('Gregory D. LoGerfo', 'U.S. officials', '(TTP).”'), a paragraph is
// a line of the text. An English possessive ("’s") is a word of its own, so that a name can be marked without it. No
// unit crosses a paragraph. Of a word or a sentence longer than 32 kB, the 16 kB on either side of the place are meant.
// Cost of each call: O(length of the unit), and of a sentence, or a word where no spaces are used, at most of 32 kB.

// The unit that contains the code point at `byte`; at the end of the text or of a line, the last one there, but a line
// end mark is a grapheme of its own. Paragraphs come without their line end mark, sentences without the blanks around
// them: of blanks between two sentences, the one before is meant. A run of blanks is a word unit. Empty only where the
// text or line is.
TextRange unit_at(const Text& text, uint32_t byte, TextUnit unit);

// The sentences from `byte`, where one begins or ends, to the end of the line, without the blanks around them; of a
// long line only those of the next 64 kB, but at least one. None if only blanks follow on the line.
std::vector<TextRange> sentences_from(const Text& text, uint32_t byte);

// Where a caret at `byte` lands when moved by one unit. Forward goes to the end of the next word (skipping blanks and
// punctuation), or the begin of the next sentence or paragraph; backward to the begin of the previous one. Line end
// marks count as one grapheme. Returns 0 or text.size() at the ends of the text.
uint32_t move_by(const Text& text, uint32_t byte, TextUnit unit, Direction direction);

// `range` with every partly covered word completed and blanks at its ends left out. Punctuation and quotation marks are
// in only where `range` covers them. Empty if `range` covers nothing but blanks.
TextRange snap_to_words(const Text& text, TextRange range);

// `range` widened to whole grapheme clusters.
TextRange snap_to_graphemes(const Text& text, TextRange range);

}  // namespace glossator
