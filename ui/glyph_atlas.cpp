#include "ui/glyph_atlas.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme.h"

namespace glossator {

namespace {

constexpr float kPhases = 4;

std::array<uint8_t, 256> curve(float exponent)
{
    std::array<uint8_t, 256> table{};
    for (size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<uint8_t>(std::lround(255 * std::pow(static_cast<float>(i) / 255, exponent)));
    return table;
}

// Room for an image in the texture. `pixel(x, y)` gives its colours.
template <class Pixel>
ImFontAtlasRectId place(int width, int height, Pixel pixel)
{
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontAtlasRect rect;
    const ImFontAtlasRectId id = atlas.AddCustomRect(width, height, &rect);
    if (id == ImFontAtlasRectId_Invalid) return id;
    IM_ASSERT(atlas.TexData->Format == ImTextureFormat_RGBA32);
    for (int y = 0; y < height; ++y) {
        auto* row = static_cast<ImU32*>(atlas.TexData->GetPixelsAt(rect.x, rect.y + y));
        for (int x = 0; x < width; ++x) row[x] = pixel(x, y);
    }
    return id;
}

bool is_light(ImU32 color)
{
    const auto channel = [&](int shift) { return static_cast<int>(color >> shift & 0xFF); };
    return channel(IM_COL32_R_SHIFT) * 2 + channel(IM_COL32_G_SHIFT) * 5 + channel(IM_COL32_B_SHIFT) > 8 * 128;
}

}  // namespace

uint8_t coverage_for_ink(uint8_t coverage, bool light_ink)
{
    static const std::array<uint8_t, 256> dark = curve(0.80f), light = curve(1.10f);
    return (light_ink ? light : dark)[coverage];
}

size_t GlyphAtlas::Hash::operator()(const Key& key) const
{
    uint64_t h = key.glyph * 0x9E3779B97F4A7C15u;
    h ^= (static_cast<uint64_t>(key.size) << 3 | static_cast<uint64_t>(key.phase) << 1 | key.light) *
         0xC2B2AE3D27D4EB4Fu;
    return static_cast<size_t>(h ^ h >> 29);
}

void GlyphAtlas::begin_frame(float density)
{
    density_ = density;
    ++frame_;
    if (is_full_ || entries_.size() > kMaxGlyphs) forget_older_than(is_full_ ? 1 : kKeptFrames);
    is_full_ = false;
}

void GlyphAtlas::forget_older_than(uint64_t frames)
{
    std::erase_if(entries_, [&](const auto& entry) {
        if (entry.second.drawn_in + frames >= frame_) return false;
        if (entry.second.rect != ImFontAtlasRectId_Invalid) ImGui::GetIO().Fonts->RemoveCustomRect(entry.second.rect);
        return true;
    });
}

std::optional<GlyphAtlas::Entry> GlyphAtlas::make(const Key& key, FaceId face, uint32_t glyph, float device_size) const
{
    Entry entry;
    if (face == FaceId::Platform) {
        const ClusterImage image = fonts_.platform()->rasterise(fonts_.cluster_of(glyph), device_size);
        if (image.width <= 0 || image.height <= 0) return entry;
        entry = {ImFontAtlasRectId_Invalid, image.left, image.top, image.colored};
        entry.rect = place(image.width, image.height, [&](int x, int y) {
            const uint8_t* p = &image.rgba[static_cast<size_t>((y * image.width + x) * 4)];
            return image.colored ? IM_COL32(p[0], p[1], p[2], p[3])
                                 : IM_COL32(255, 255, 255, coverage_for_ink(p[3], key.light));
        });
        return entry.rect == ImFontAtlasRectId_Invalid ? std::nullopt : std::optional(entry);
    }
    const FontFace* font = fonts_.face(face);
    if (!font) return entry;
    const GlyphImage image = font->rasterise(glyph, device_size, static_cast<float>(key.phase) / kPhases);
    if (image.coverage.empty()) return entry;
    entry = {ImFontAtlasRectId_Invalid, image.left, image.top, false};
    entry.rect = place(image.width, image.height, [&](int x, int y) {
        const uint8_t coverage = image.coverage[static_cast<size_t>(y * image.width + x)];
        return IM_COL32(255, 255, 255, coverage_for_ink(coverage, key.light));
    });
    return entry.rect == ImFontAtlasRectId_Invalid ? std::nullopt : std::optional(entry);
}

void GlyphAtlas::draw(ImDrawList& draw, FaceId face, uint32_t glyph, float size_px, ImVec2 pen, ImU32 color,
                      float turned_at)
{
    const float device_size = size_px * density_;
    const float device_x = std::floor(pen.x * density_ * kPhases + 0.5f) / kPhases;
    const float whole_x = std::floor(device_x), whole_y = std::round(pen.y * density_);
    Key key{static_cast<uint64_t>(face) << 32 | glyph, static_cast<uint32_t>(std::lround(device_size * 4)),
            static_cast<uint8_t>((device_x - whole_x) * kPhases), is_light(color)};
    if (face == FaceId::Platform) key.phase = 0;
    const auto [found, added] = entries_.try_emplace(key);
    Entry& entry = found->second;
    if (added) {
        const std::optional<Entry> made = make(key, face, glyph, device_size);
        if (!made) {
            is_full_ = true;
            entries_.erase(found);
            return;
        }
        entry = *made;
    }
    entry.drawn_in = frame_;
    ImFontAtlasRect rect;
    if (entry.rect == ImFontAtlasRectId_Invalid || !ImGui::GetIO().Fonts->GetCustomRect(entry.rect, &rect)) return;
    ImVec2 min{(whole_x + static_cast<float>(entry.left)) / density_,
               (whole_y + static_cast<float>(entry.top)) / density_};
    ImVec2 max{min.x + static_cast<float>(rect.w) / density_, min.y + static_cast<float>(rect.h) / density_};
    if (turned_at > 0) {
        min.x = turned_at - min.x;
        max.x = turned_at - max.x;
    }
    draw.PrimReserve(6, 4);
    draw.PrimRectUV(min, max, rect.uv0, rect.uv1, entry.colored ? color | ~IM_COL32_A_MASK : color);
}

}  // namespace glossator
