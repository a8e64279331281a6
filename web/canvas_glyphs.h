#pragma once

#include "core/text/font_library.h"

struct ImFontLoader;

namespace glossator {

// Draws what no shipped font has (Chinese, emoji in colour, rare scripts, …) with the machine's own fonts, by the
// canvas of the page.
class CanvasGlyphs final : public PlatformGlyphs {
public:
    bool ready() override;
    std::optional<float> advance(std::string_view cluster) override;
    ClusterImage rasterise(std::string_view cluster, float size_px) override;
};

// The same for ImGui's own text, which is that of input fields: one code point at a time, so joined letters stand
// apart. To be merged behind a font; lives as long as the program.
const ImFontLoader* canvas_glyph_loader();

}  // namespace glossator
