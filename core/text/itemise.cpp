#include "core/text/itemise.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/invisible.h"
#include "core/text/unicode_breaks.h"

namespace glossator {
namespace {

constexpr Script kLatin = script_of_tag("Latn");

bool has_script(Script script)
{
    return script != kCommonScript && script != kInheritedScript;
}

// The script of a cluster's first character that has one.
Script script_in(std::string_view cluster)
{
    for (size_t at = 0; at < cluster.size();) {
        const Decoded c = decode_utf8(cluster, at);
        if (const Script script = script_of(c.code_point); has_script(script)) return script;
        at += c.length;
    }
    return kCommonScript;
}

Script first_script(std::string_view paragraph)
{
    const Script script = script_in(paragraph);
    return has_script(script) ? script : kLatin;
}

// What the shaper handles by itself goes with any face, and so may stay with that of the text before it.
bool needs_no_face(std::string_view cluster)
{
    const char32_t c = decode_utf8(cluster, 0).code_point;
    return c == '\t' || is_line_separator(c);
}

}  // namespace

std::vector<TextItem> itemise(std::string_view paragraph, const BidiLevels& levels, FontLibrary& fonts, FontStyle style,
                              std::string_view language)
{
    std::vector<TextItem> items;
    const std::vector<Break> graphemes = grapheme_breaks(paragraph);
    Script script = first_script(paragraph);
    const auto add = [&](TextRange bytes, FaceId face) {
        const uint8_t level = levels.at(bytes.begin);
        const bool goes_on =
            !items.empty() && items.back().face == face && items.back().script == script && items.back().level == level;
        if (goes_on)
            items.back().bytes.end = bytes.end;
        else
            items.push_back({bytes, face, script, level});
    };
    const auto size = static_cast<uint32_t>(paragraph.size());
    const bool ascii_is_covered = fonts.face(fonts.base(style)) != nullptr;
    for (uint32_t begin = 0; begin < size;) {
        uint32_t end = begin + 1;
        while (end < size && graphemes[end - 1] == Break::None) ++end;
        const std::string_view cluster = paragraph.substr(begin, end - begin);
        const auto first = static_cast<unsigned char>(cluster[0]);
        if (end == begin + 1 && first > ' ' && first < 0x7F && ascii_is_covered) {  // most of most texts
            if ((first | 0x20u) >= 'a' && (first | 0x20u) <= 'z') script = kLatin;
            add({begin, end}, fonts.base(style));
        } else {
            if (const Script own = script_in(cluster); has_script(own)) script = own;
            const char32_t c = decode_utf8(cluster, 0).code_point;
            const FaceId face = is_stray_control(c)      ? FaceId::Missing
                                : needs_no_face(cluster) ? fonts.base(style)
                                                         : fonts.face_for(cluster, style, script, language);
            add({begin, end}, face);
        }
        begin = end;
    }
    return items;
}

}  // namespace glossator
