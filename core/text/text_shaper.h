#pragma once

#include <string>

#include "core/text/bidi.h"
#include "core/text/font_library.h"
#include "core/text/shaping.h"

namespace glossator {

// How a text is shaped.
struct TextSetting {
    FontStyle style = FontStyle::Reading;
    float size_px = 18;
    std::string language = {};  // BCP 47; may be empty
    BaseDirection direction = BaseDirection::Auto;
    friend bool operator==(const TextSetting&, const TextSetting&) = default;
};

// Shapes any text: levels by UAX #9, faces by FontLibrary, glyphs by HarfBuzz. Words between blanks are shaped by
// themselves and remembered by the library, so a text costs little more than looking its words up.
class TextShaper : public Shaper {
public:
    // `fonts` outlives the shaper.
    explicit TextShaper(FontLibrary& fonts, TextSetting setting = {}) : fonts_(fonts), setting_(std::move(setting)) {}

    // True if what was shaped before no longer holds: another setting, or fonts that have come since.
    bool set(const TextSetting& setting);
    const TextSetting& setting() const { return setting_; }

    ShapedParagraph shape(std::string_view paragraph) override;

private:
    FontLibrary& fonts_;
    TextSetting setting_;
    uint64_t seen_revision_ = 0;
};

// Room of the box that stands for a code point without glyph, in parts of the em square: its digits in two rows.
float missing_box_advance(char32_t c);

}  // namespace glossator
