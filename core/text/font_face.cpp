#include "core/text/font_face.h"

#include <hb-ot.h>
#include <hb.h>
#include <stb_truetype.h>
#include <utility>

namespace glossator {
namespace {

struct Destroy {
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const { hb_font_destroy(font); }
    void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

// Whether every table that the font's directory at `offset` names lies within the bytes. stb_truetype reads wherever
// they point.
bool has_all_tables(std::string_view bytes, size_t offset)
{
    constexpr size_t kHeader = 12, kRecord = 16;
    const auto number = [&](size_t at, size_t size) {
        uint64_t value = 0;
        for (size_t i = 0; i < size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
        return value;
    };
    if (offset > bytes.size() || bytes.size() - offset < kHeader) return false;
    const size_t tables = static_cast<size_t>(number(offset + 4, 2));
    if (bytes.size() - offset < kHeader + tables * kRecord) return false;
    for (size_t i = 0; i < tables; ++i) {
        const size_t record = offset + kHeader + i * kRecord;
        if (number(record + 8, 4) + number(record + 12, 4) > bytes.size()) return false;
    }
    return true;
}

}  // namespace

struct FontFace::Parts {
    std::string bytes;
    stbtt_fontinfo outlines{};
    Owned<hb_font_t> font;
    Owned<hb_buffer_t> buffer{hb_buffer_create()};
    float em = 1000;
};

Script script_of(char32_t c)
{
    return static_cast<Script>(hb_unicode_script(hb_unicode_funcs_get_default(), c));
}

Result<std::unique_ptr<FontFace>> FontFace::make(std::string bytes, uint32_t index)
{
    auto parts = std::make_unique<Parts>();
    parts->bytes = std::move(bytes);
    const auto* data = reinterpret_cast<const unsigned char*>(parts->bytes.data());
    const Owned<hb_blob_t> blob(hb_blob_create(parts->bytes.data(), static_cast<unsigned>(parts->bytes.size()),
                                               HB_MEMORY_MODE_READONLY, nullptr, nullptr));
    if (index >= hb_face_count(blob.get())) return fail(ErrorCode::Invalid, "this isn't an OpenType font");
    const int offset = stbtt_GetFontOffsetForIndex(data, static_cast<int>(index));
    if (offset < 0 || !has_all_tables(parts->bytes, static_cast<size_t>(offset)) ||
        !stbtt_InitFont(&parts->outlines, data, offset))
        return fail(ErrorCode::Invalid, "this font has no outlines that can be read");
    const Owned<hb_face_t> face(hb_face_create(blob.get(), index));
    parts->font.reset(hb_font_create(face.get()));
    parts->em = static_cast<float>(hb_face_get_upem(face.get()));
    return std::unique_ptr<FontFace>(new FontFace(std::move(parts)));
}

FontFace::FontFace(std::unique_ptr<Parts> parts) : parts_(std::move(parts))
{
    int ascent = 0, descent = 0, gap = 0;
    stbtt_GetFontVMetrics(&parts_->outlines, &ascent, &descent, &gap);
    ascent_ = static_cast<float>(ascent) / parts_->em;
    descent_ = static_cast<float>(-descent) / parts_->em;
}

FontFace::~FontFace() = default;

bool FontFace::has(char32_t c) const
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(parts_->font.get(), c, &glyph);
}

void FontFace::shape(std::string_view text, const ShapingContext& context, std::vector<Glyph>& out) const
{
    hb_buffer_t* buffer = parts_->buffer.get();
    hb_buffer_clear_contents(buffer);
    // Finer than grapheme clusters, so that a caret can stand within a ligature; the layout joins what belongs
    // together.
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
    hb_buffer_set_flags(buffer, static_cast<hb_buffer_flags_t>(HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT));
    const int size = static_cast<int>(text.size());
    hb_buffer_add_utf8(buffer, text.data(), size, 0, size);
    hb_buffer_set_script(buffer, static_cast<hb_script_t>(context.script));
    hb_buffer_set_direction(buffer, context.right_to_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    if (!context.language.empty())
        hb_buffer_set_language(
            buffer, hb_language_from_string(context.language.data(), static_cast<int>(context.language.size())));
    hb_shape(parts_->font.get(), buffer, nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
    const float scale = 1 / parts_->em;
    for (unsigned i = 0; i < count; ++i)
        out.push_back({infos[i].codepoint, infos[i].cluster, static_cast<float>(positions[i].x_advance) * scale,
                       static_cast<float>(positions[i].x_offset) * scale,
                       static_cast<float>(positions[i].y_offset) * scale});
}

GlyphImage FontFace::rasterise(uint32_t glyph, float size_px, float shift) const
{
    const stbtt_fontinfo* outlines = &parts_->outlines;
    const float scale = size_px / parts_->em;
    const int index = static_cast<int>(glyph);
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    stbtt_GetGlyphBitmapBoxSubpixel(outlines, index, scale, scale, shift, 0, &x0, &y0, &x1, &y1);
    GlyphImage image{x0, y0, x1 - x0, y1 - y0, {}};
    if (image.width <= 0 || image.height <= 0) return {};
    image.coverage.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
    stbtt_MakeGlyphBitmapSubpixel(outlines, image.coverage.data(), image.width, image.height, image.width, scale, scale,
                                  shift, 0, index);
    return image;
}

}  // namespace glossator
