#include "ui/imgui_shaper.h"

#include "core/base/utf8.h"

#include <cmath>

namespace glossator {

namespace {

constexpr float kTabAdvanceEm = 2;

// Characters that take no place of their own: joiners, direction marks, variation selectors, a carriage return.
bool is_invisible(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0000 && c <= 0xE0FFF);
}

}  // namespace

bool ImGuiShaper::set_font(ImFont* font, float size_px)
{
    const bool changed = font != font_ || size_px != size_px_;
    font_ = font;
    size_px_ = size_px;
    return changed;
}

ImFontBaked* ImGuiShaper::baked() const
{
    return font_->GetFontBaked(size_px_);
}

std::vector<ShapedRun> ImGuiShaper::shape(std::string_view paragraph)
{
    ShapedRun run;
    run.bytes = {0, static_cast<uint32_t>(paragraph.size())};
    run.glyphs.reserve(paragraph.size());
    ImFontBaked* font = baked();
    for (size_t at = 0; at < paragraph.size();) {
        const Decoded decoded = decode_utf8(paragraph, at);
        Glyph glyph{decoded.code_point, static_cast<uint32_t>(at), 0};
        if (decoded.code_point == '\t')
            glyph.advance = kTabAdvanceEm * size_px_;
        else if (!is_invisible(decoded.code_point))
            glyph.advance = font->GetCharAdvance(static_cast<ImWchar>(decoded.code_point));
        run.glyphs.push_back(glyph);
        at += decoded.length;
    }
    std::vector<ShapedRun> runs;
    runs.push_back(std::move(run));
    return runs;
}

}  // namespace glossator
