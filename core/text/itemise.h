#pragma once

#include <string_view>
#include <vector>

#include "core/text/bidi.h"
#include "core/text/font_library.h"

namespace glossator {

// A stretch of whole grapheme clusters that is shaped at once: one face, one script, one embedding level.
struct TextItem {
    TextRange bytes;  // from the begin of the paragraph
    FaceId face;
    Script script;
    uint8_t level;
};

// Cuts a paragraph into items, in logical order and without gaps. Characters that belong to no script of their own
// (blanks, digits, punctuation) go with the script before them, at the begin with the one after them. O(n).
std::vector<TextItem> itemise(std::string_view paragraph, const BidiLevels& levels, FontLibrary& fonts, FontStyle style,
                              std::string_view language);

}  // namespace glossator
