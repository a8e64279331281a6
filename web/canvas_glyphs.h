#pragma once

struct ImFontLoader;

namespace glossator {

// Draws characters that no shipped font has (Arabic, Chinese, emoji in colour, …) with the machine's own fonts, by the
// canvas of the page. One code point at a time, so joined letters stand apart. To be merged behind a font; lives as
// long as the program.
const ImFontLoader* canvas_glyph_loader();

}  // namespace glossator
