#include "web/canvas_glyphs.h"

#include <cmath>
#include <cstdlib>
#include <memory>

#include <imgui_internal.h>

#include "core/base/utf8.h"
#include "web/js.h"

namespace glossator {

namespace {

std::string utf8_of(ImWchar code_point)
{
    std::string utf8;
    append_utf8(utf8, code_point);
    return utf8;
}

// Puts the pixels into the atlas and tells the glyph where they are and go.
bool place_pixels(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, const ClusterImage& image, float density,
                  ImFontGlyph* out)
{
    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, image.width, image.height);
    if (id == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
    const float lift = src->SizePixels > 0 ? src->GlyphOffset.y * baked->Size / src->SizePixels : 0;
    out->X0 = static_cast<float>(image.left) / density;
    out->Y0 = static_cast<float>(image.top) / density + std::round(baked->Ascent) + lift;
    out->X1 = out->X0 + static_cast<float>(image.width) / density;
    out->Y1 = out->Y0 + static_cast<float>(image.height) / density;
    out->Visible = true;
    out->Colored = image.colored;
    out->PackId = id;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, src, out, rect, image.rgba.data(), ImTextureFormat_RGBA32,
                                       image.width * 4);
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* src, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* out_glyph, float* out_advance_x)
{
    CanvasGlyphs canvas;
    const std::string cluster = utf8_of(code_point);
    const std::optional<float> em = code_point >= 0x80 ? canvas.advance(cluster) : std::nullopt;
    if (!em) return false;
    if (out_advance_x) {
        *out_advance_x = *em * baked->Size;
        return true;
    }
    const float density = src->RasterizerDensity * baked->RasterizerDensity;
    const ClusterImage image = canvas.rasterise(cluster, baked->Size * density);
    out_glyph->Codepoint = code_point;
    out_glyph->AdvanceX = *em * baked->Size;
    return image.width == 0 || place_pixels(atlas, src, baked, image, density, out_glyph);
}

ImFontLoader make_loader()
{
    ImFontLoader loader;
    loader.Name = "canvas";
    loader.FontSrcContainsGlyph = [](ImFontAtlas*, ImFontConfig*, ImWchar code_point) {
        return code_point >= 0x80 && CanvasGlyphs().advance(utf8_of(code_point)).has_value();
    };
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
}

}  // namespace

bool CanvasGlyphs::ready()
{
    return js_glyphs_ready();
}

std::optional<float> CanvasGlyphs::advance(std::string_view cluster)
{
    const float em = js_glyph_advance(cluster.data(), cluster.size());
    return em < 0 ? std::nullopt : std::optional(em);
}

ClusterImage CanvasGlyphs::rasterise(std::string_view cluster, float size_px)
{
    JsGlyph drawn{};
    js_draw_glyph(cluster.data(), cluster.size(), size_px, &drawn);
    const std::unique_ptr<uint8_t, void (*)(void*)> pixels(drawn.rgba, std::free);
    ClusterImage image{drawn.left, drawn.top, drawn.width, drawn.height, drawn.colored != 0};
    image.rgba.assign(pixels.get(), pixels.get() + drawn.width * drawn.height * 4);
    return image;
}

const ImFontLoader* canvas_glyph_loader()
{
    static const ImFontLoader loader = make_loader();
    return &loader;
}

}  // namespace glossator
