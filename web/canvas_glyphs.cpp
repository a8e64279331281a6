#include "web/canvas_glyphs.h"

#include <cmath>
#include <cstdlib>
#include <memory>

#include <imgui_internal.h>

#include "web/js.h"

namespace glossator {

namespace {

// Puts the pixels into the atlas and tells the glyph where they are and go.
bool place_pixels(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, const JsGlyph& drawn, float density,
                  ImFontGlyph* out)
{
    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, drawn.width, drawn.height);
    if (id == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
    const float lift = src->SizePixels > 0 ? src->GlyphOffset.y * baked->Size / src->SizePixels : 0;
    out->X0 = drawn.left / density;
    out->Y0 = drawn.top / density + std::round(baked->Ascent) + lift;
    out->X1 = out->X0 + static_cast<float>(drawn.width) / density;
    out->Y1 = out->Y0 + static_cast<float>(drawn.height) / density;
    out->Visible = true;
    out->Colored = drawn.colored != 0;
    out->PackId = id;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, src, out, rect, drawn.rgba, ImTextureFormat_RGBA32,
                                       drawn.width * 4);
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* out_glyph, float* out_advance_x)
{
    if (!js_has_glyph(code_point)) return false;
    const float density = src->RasterizerDensity * baked->RasterizerDensity;
    JsGlyph drawn{};
    js_draw_glyph(code_point, baked->Size * density, &drawn);
    const std::unique_ptr<uint8_t, void (*)(void*)> pixels(drawn.rgba, std::free);
    if (out_advance_x) {
        *out_advance_x = drawn.advance / density;
        return true;
    }
    out_glyph->Codepoint = code_point;
    out_glyph->AdvanceX = drawn.advance / density;
    return drawn.width == 0 || place_pixels(atlas, src, baked, drawn, density, out_glyph);
}

ImFontLoader make_loader()
{
    ImFontLoader loader;
    loader.Name = "canvas";
    loader.FontSrcContainsGlyph = [](ImFontAtlas*, ImFontConfig*, ImWchar code_point) {
        return js_has_glyph(code_point);
    };
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
}

}  // namespace

const ImFontLoader* canvas_glyph_loader()
{
    static const ImFontLoader loader = make_loader();
    return &loader;
}

}  // namespace glossator
