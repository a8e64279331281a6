#include "core/text/text_shaper.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/invisible.h"
#include "core/text/itemise.h"
#include "core/text/unicode_breaks.h"

namespace glossator {
namespace {

constexpr float kTabEm = 2;
constexpr float kComingEm = 0.5f;  // about the width of a letter in a face that isn't here yet

// Collects the glyphs of one item.
class ItemShaper {
public:
    ItemShaper(FontLibrary& fonts, const TextSetting& setting, std::string_view paragraph, const TextItem& item,
               ShapedParagraph& out)
        : fonts_(fonts), setting_(setting), paragraph_(paragraph), item_(item), out_(out)
    {}

    void shape()
    {
        std::vector<TextRange> parts = cut();
        if (item_.level % 2 == 1) std::reverse(parts.begin(), parts.end());
        for (const TextRange& part : parts) shape_part(part);
    }

private:
    // Words, and single characters between them; for the platform, grapheme clusters.
    std::vector<TextRange> cut() const
    {
        std::vector<TextRange> parts;
        const std::string_view text = paragraph_.substr(item_.bytes.begin, item_.bytes.size());
        const std::vector<Break> graphemes =
            item_.face == FaceId::Platform ? grapheme_breaks(text) : std::vector<Break>();
        bool open = false;
        for (uint32_t at = 0; at < text.size();) {
            const Decoded c = decode_utf8(text, at);
            const bool single = item_.face == FaceId::Missing || item_.face == FaceId::Coming || c.code_point == ' ' ||
                                c.code_point == '\t' || is_line_separator(c.code_point);
            const uint32_t begin = item_.bytes.begin + at;
            if (open && !single)
                parts.back().end = begin + c.length;
            else
                parts.push_back({begin, begin + c.length});
            at += c.length;
            open = !single && (graphemes.empty() || graphemes[at - 1] == Break::None);
        }
        return parts;
    }

    void shape_part(TextRange part)
    {
        const char32_t c = decode_utf8(paragraph_, part.begin).code_point;
        const std::string_view text = paragraph_.substr(part.begin, part.size());
        if (item_.face == FaceId::Platform) {
            const uint32_t id = fonts_.platform_glyph(text);
            add({id, part.begin, fonts_.platform_advance(id)});
        } else if (c == '\t' || is_line_separator(c)) {
            add_blank(part.begin, c == '\t' ? kTabEm : 0);
        } else if (item_.face == FaceId::Coming) {
            add_blank(part.begin, is_default_ignorable(c) ? 0 : kComingEm);
        } else if (item_.face == FaceId::Missing || !fonts_.face(item_.face)) {
            const float advance = is_default_ignorable(c) ? 0 : missing_box_advance(c);
            add({c, part.begin, advance});
        } else {
            const ShapingContext context{item_.script, item_.level % 2 == 1, setting_.language};
            for (Glyph glyph : fonts_.shaped_word(item_.face, context, text)) {
                glyph.cluster += part.begin;
                add(glyph);
            }
        }
    }

    void add_blank(uint32_t cluster, float advance)
    {
        const ShapingContext context{item_.script, false, setting_.language};
        const uint32_t blank = fonts_.face(item_.face) ? fonts_.shaped_word(item_.face, context, " ").front().id : 0;
        add({blank, cluster, advance});
    }

    void add(Glyph glyph)
    {
        glyph.advance *= setting_.size_px;
        glyph.x_offset *= setting_.size_px;
        glyph.y_offset *= setting_.size_px;
        out_.glyphs.push_back(glyph);
    }

    FontLibrary& fonts_;
    const TextSetting& setting_;
    std::string_view paragraph_;
    const TextItem& item_;
    ShapedParagraph& out_;
};

}  // namespace

bool TextShaper::set(const TextSetting& setting)
{
    const bool changed = !(setting == setting_) || seen_revision_ != fonts_.revision();
    setting_ = setting;
    seen_revision_ = fonts_.revision();
    return changed;
}

ShapedParagraph TextShaper::shape(std::string_view paragraph)
{
    const BidiLevels levels = bidi_levels(paragraph, setting_.direction);
    ShapedParagraph shaped;
    shaped.base_level = levels.base;
    shaped.glyphs.reserve(paragraph.size());
    for (const TextItem& item : itemise(paragraph, levels, fonts_, setting_.style, setting_.language)) {
        const auto first = static_cast<uint32_t>(shaped.glyphs.size());
        ItemShaper(fonts_, setting_, paragraph, item, shaped).shape();
        shaped.runs.push_back(
            {item.bytes, item.face, item.level, first, static_cast<uint32_t>(shaped.glyphs.size()) - first});
    }
    return shaped;
}

float missing_box_advance(char32_t c)
{
    return c > 0xFFFF ? 1.15f : c > 0xFF ? 0.9f : 0.7f;
}

}  // namespace glossator
