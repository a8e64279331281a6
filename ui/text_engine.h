#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include <imgui.h>

#include "core/text/paragraph_layout.h"
#include "core/text/text_shaper.h"
#include "ui/glyph_atlas.h"
#include "ui/platform.h"
#include "ui/theme.h"

namespace glossator {

// Text of any script on the screen: the program's fonts, what has been shaped of them, and the pixels of their glyphs.
class TextEngine {
public:
    // `platform` outlives the engine. Without bytes for a style, its text is drawn by the platform or as boxes.
    TextEngine(Platform& platform, const FontFiles& files);
    TextEngine(const TextEngine&) = delete;
    TextEngine& operator=(const TextEngine&) = delete;

    FontLibrary& fonts() { return fonts_; }
    // Around all that is drawn in a frame. At the end the platform is asked for the packs that were wanted.
    void begin_frame();
    void end_frame();
    // Answers the platform's AssetLoaded for a file of fonts/; without bytes, or if they are no font, the pack is given
    // up.
    void font_loaded(std::string_view name, std::string bytes);

    // `text` in lines of `width` px, or in one line if that is 0. Holds until the next frame begins.
    const ParagraphLayout& lay_out(FontStyle style, float size_px, std::string_view text, float width = 0);
    float width(FontStyle style, float size_px, std::string_view text);
    // The longest begin of `text` that is at most `width` px wide, in bytes; never within a grapheme cluster.
    size_t fitting(FontStyle style, float size_px, std::string_view text, float width);

    // Draws one line of a layout of that size, its left edge (blanks that hang at it left out) at `left`, px.
    void draw_line(ImDrawList& draw, const ParagraphLayout& layout, size_t line, float size_px, ImVec2 left_baseline,
                   ImU32 color);
    // Draws all of a layout's glyphs on one line where they are, from the paragraph's left edge; in a right-to-left
    // interface from its right edge.
    void draw_glyphs(ImDrawList& draw, const ParagraphLayout& layout, size_t line, float size_px, ImVec2 origin,
                     ImU32 color);

private:
    void draw_turned(ImDrawList& draw, const ParagraphLayout& layout, const LayoutLine& line, float size_px,
                     ImVec2 left_baseline, ImU32 color);
    void draw_placed(ImDrawList& draw, const ParagraphLayout& layout, const LayoutLine& line, float size_px,
                     ImVec2 origin, ImU32 color);
    void draw_missing(ImDrawList& draw, char32_t code_point, float size_px, ImVec2 pen, ImU32 color);

    static constexpr size_t kMaxLayouts = 4000;

    Platform& platform_;
    FontLibrary fonts_;
    GlyphAtlas atlas_;
    std::unordered_map<std::string, ParagraphLayout> layouts_;
    std::string key_;
    uint64_t seen_revision_ = 0;
};

// From the top of a line `size_px` high to its baseline: interface text stands with its capitals in the middle.
float baseline_of(FontStyle style, float size_px);

}  // namespace glossator
