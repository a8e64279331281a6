#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/text/shaping.h"

namespace glossator {

// A script as its ISO 15924 tag, e.g. "Arab", in one number; HarfBuzz counts scripts so.
using Script = uint32_t;
constexpr Script script_of_tag(std::string_view tag)
{
    return static_cast<Script>(static_cast<unsigned char>(tag[0])) << 24 |
           static_cast<Script>(static_cast<unsigned char>(tag[1])) << 16 |
           static_cast<Script>(static_cast<unsigned char>(tag[2])) << 8 |
           static_cast<Script>(static_cast<unsigned char>(tag[3]));
}
inline constexpr Script kCommonScript = script_of_tag("Zyyy");
inline constexpr Script kInheritedScript = script_of_tag("Zinh");

// The Script property (UAX #24).
Script script_of(char32_t c);

// The pixels of a glyph, from the pen's place on the baseline, y downwards.
struct GlyphImage {
    int left = 0, top = 0, width = 0, height = 0;
    std::vector<uint8_t> coverage;  // width × height, row by row; 255: inside the outline
};

// What the glyphs of a stretch of text depend on, besides its characters.
struct ShapingContext {
    Script script = kCommonScript;
    bool right_to_left = false;
    std::string language = {};  // BCP 47, as the document names it; may be empty

    friend bool operator==(const ShapingContext&, const ShapingContext&) = default;
};

// An OpenType font: characters to glyphs by HarfBuzz, glyphs to pixels by stb_truetype. Not thread-safe.
class FontFace {
public:
    // `index` counts the fonts of a collection. Errors: Invalid if the bytes aren't a whole font that both can read.
    // What the tables say is believed: fonts come with the program or are installed on the machine.
    static Result<std::unique_ptr<FontFace>> make(std::string bytes, uint32_t index = 0);
    ~FontFace();
    FontFace(const FontFace&) = delete;
    FontFace& operator=(const FontFace&) = delete;

    bool has(char32_t c) const;
    // Of the em square; `descent` is positive.
    float ascent() const { return ascent_; }
    float descent() const { return descent_; }

    // Appends the glyphs of `text` in visual order, left to right, their lengths in parts of the em square and
    // `cluster` counted from the begin of `text`.
    void shape(std::string_view text, const ShapingContext& context, std::vector<Glyph>& out) const;
    // `shift` moves the outline to the right, px below 1. Empty for a blank.
    GlyphImage rasterise(uint32_t glyph, float size_px, float shift) const;

private:
    struct Parts;
    explicit FontFace(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
    float ascent_ = 0, descent_ = 0;
};

}  // namespace glossator
