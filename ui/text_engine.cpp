#include "ui/text_engine.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "core/text/invisible.h"
#include "ui/right_to_left.h"

namespace glossator {

namespace {

constexpr double kMakeRoomAfterS = 0.02;  // then what is no longer drawn has left the texture

std::vector<std::string> words_of(std::string_view list)
{
    std::vector<std::string> words;
    while (!list.empty()) {
        const size_t end = std::min(list.find(' '), list.size());
        if (end > 0) words.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return words;
}

// Takes what is before the next `mark` off the begin of `rest`.
std::string_view take(std::string_view& rest, char mark)
{
    const size_t end = std::min(rest.find(mark), rest.size());
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return taken;
}

// Lines of file|scripts|languages, see assets/fonts.cmake.
std::vector<FontPack> parse_packs(std::string_view lines)
{
    std::vector<FontPack> packs;
    while (!lines.empty()) {
        std::string_view line = take(lines, '\n');
        if (line.empty()) continue;
        FontPack pack{std::string(take(line, '|')), {}, {}};
        for (const std::string& script : words_of(take(line, '|'))) pack.scripts.push_back(script_of_tag(script));
        pack.languages = words_of(line);
        packs.push_back(std::move(pack));
    }
    return packs;
}

std::unique_ptr<FontFace> make_face(std::string bytes)
{
    Result<std::unique_ptr<FontFace>> face = FontFace::make(std::move(bytes));
    return face ? std::move(*face) : nullptr;
}

}  // namespace

TextEngine::TextEngine(Platform& platform, const FontFiles& files)
    : platform_(platform), fonts_(parse_packs(files.packs), platform.glyphs()), atlas_(fonts_)
{
    fonts_.set_base(FontStyle::Interface, make_face(files.interface_regular));
    fonts_.set_base(FontStyle::Strong, make_face(files.interface_semibold));
    fonts_.set_base(FontStyle::Reading, make_face(files.reading_regular));
}

void TextEngine::begin_frame()
{
    atlas_.begin_frame(std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.5f));
    fonts_.look_again();
    if (layouts_.size() < kMaxLayouts && seen_revision_ == fonts_.revision()) return;
    layouts_.clear();
    seen_revision_ = fonts_.revision();
}

void TextEngine::end_frame()
{
    for (const std::string& pack : fonts_.take_wanted()) platform_.request_asset("fonts/" + pack);
    if (atlas_.is_full()) platform_.request_frame(kMakeRoomAfterS);
}

void TextEngine::font_loaded(std::string_view name, std::string bytes)
{
    fonts_.set_pack(name, make_face(std::move(bytes)));
}

const ParagraphLayout& TextEngine::lay_out(FontStyle style, float size_px, std::string_view text, float width)
{
    const float numbers[] = {static_cast<float>(style), size_px, width};
    key_.assign(reinterpret_cast<const char*>(numbers), sizeof numbers);
    key_.append(text);
    if (const auto found = layouts_.find(key_); found != layouts_.end()) return found->second;
    TextShaper shaper(fonts_, {.style = style, .size_px = size_px});
    const ShapedParagraph shaped = shaper.shape(text);
    float room = width;
    if (room <= 0) {
        for (const Glyph& glyph : shaped.glyphs) room += glyph.advance;
        room += 1;  // sums are inexact
    }
    return layouts_.emplace(key_, lay_out_paragraph(text, shaped, room)).first->second;
}

float TextEngine::width(FontStyle style, float size_px, std::string_view text)
{
    const ParagraphLayout& layout = lay_out(style, size_px, text);
    float width = 0;
    for (const ParagraphLayout::PlacedCluster& cluster : layout.clusters) width += cluster.right - cluster.left;
    return width;
}

size_t TextEngine::fitting(FontStyle style, float size_px, std::string_view text, float width)
{
    std::vector<float> widths(text.size(), 0);  // of the cluster that begins there, in logical order
    for (const ParagraphLayout::PlacedCluster& cluster : lay_out(style, size_px, text).clusters)
        widths[cluster.bytes.begin] = cluster.right - cluster.left;
    float sum = 0;
    for (size_t byte = 0; byte < widths.size(); ++byte) {
        sum += widths[byte];
        if (sum > width) return byte;
    }
    return text.size();
}

void TextEngine::draw_line(ImDrawList& draw, const ParagraphLayout& layout, size_t line, float size_px,
                           ImVec2 left_baseline, ImU32 color)
{
    const LayoutLine& l = layout.lines[line];
    if (is_turned()) return draw_turned(draw, layout, l, size_px, left_baseline, color);
    draw_placed(draw, layout, l, size_px, {left_baseline.x - l.left, left_baseline.y}, color);
}

void TextEngine::draw_glyphs(ImDrawList& draw, const ParagraphLayout& layout, size_t line, float size_px, ImVec2 origin,
                             ImU32 color)
{
    // Text that is broken into lines begins each of them at the side where the interface begins.
    if (is_turned()) return draw_turned(draw, layout, layout.lines[line], size_px, origin, color);
    draw_placed(draw, layout, layout.lines[line], size_px, origin, color);
}

// The line ends where it would have begun, and each glyph is turned, so that it comes out as it is.
void TextEngine::draw_turned(ImDrawList& draw, const ParagraphLayout& layout, const LayoutLine& line, float size_px,
                             ImVec2 left_baseline, ImU32 color)
{
    const Box shown = on_screen({left_baseline.x, 0, line.width, 0});
    draw_placed(draw, layout, line, size_px, {shown.x - line.left, left_baseline.y}, color);
}

// `origin` is where the paragraph's left edge is to be seen.
void TextEngine::draw_placed(ImDrawList& draw, const ParagraphLayout& layout, const LayoutLine& l, float size_px,
                             ImVec2 origin, ImU32 color)
{
    const ImVec2 clip_min = draw.GetClipRectMin(), clip_max = draw.GetClipRectMax();
    const float turned_at = is_turned() ? ImGui::GetIO().DisplaySize.x : 0;
    const float reach = 2 * size_px;  // how far a glyph may lie from its pen
    if (origin.y + reach < clip_min.y || origin.y - reach > clip_max.y) return;
    for (uint32_t i = l.first_glyph; i < l.first_glyph + l.glyph_count; ++i) {
        const ParagraphLayout::PlacedGlyph& glyph = layout.glyphs[i];
        const ImVec2 pen{origin.x + glyph.x, origin.y - glyph.y};
        const float drawn_x = turned_at > 0 ? turned_at - pen.x : pen.x;
        if (drawn_x + reach < clip_min.x || drawn_x - reach > clip_max.x) continue;
        if (glyph.face == FaceId::Coming) continue;
        if (glyph.face == FaceId::Missing)
            draw_missing(draw, glyph.id, size_px,
                         turned_at > 0 ? ImVec2(drawn_x - missing_box_advance(glyph.id) * size_px, pen.y) : pen, color);
        else
            atlas_.draw(draw, glyph.face, glyph.id, size_px, pen, color, turned_at);
    }
}

// A box with the code point's digits in two rows.
void TextEngine::draw_missing(ImDrawList& draw, char32_t code_point, float size_px, ImVec2 pen, ImU32 color)
{
    if (is_default_ignorable(code_point)) return;
    char digits[9];
    snprintf(digits, sizeof digits,
             code_point > 0xFFFF ? "%06X"
             : code_point > 0xFF ? "%04X"
                                 : "%02X",
             static_cast<unsigned>(code_point));
    const float advance = missing_box_advance(code_point) * size_px;
    const ImVec2 min{pen.x + size_px * 0.06f, pen.y - size_px * 0.78f}, max{pen.x + advance - size_px * 0.06f, pen.y};
    draw.AddRect(min, max, with_alpha(color, 0.6f), 1);
    const float small = size_px * 0.36f;
    const size_t in_row = std::strlen(digits) / (code_point > 0xFF ? 2 : 1);
    const size_t rows = std::strlen(digits) / in_row;
    for (size_t row = 0; row < rows; ++row) {
        const std::string_view part(digits + row * in_row, in_row);
        const ParagraphLayout& layout = lay_out(FontStyle::Interface, small, part);
        const float left = (min.x + max.x - width(FontStyle::Interface, small, part)) / 2;
        const float share = (static_cast<float>(row) + 1) / static_cast<float>(rows);
        draw_line(draw, layout, 0, small, {left, min.y + (max.y - min.y) * share - size_px * 0.07f}, color);
    }
}

float baseline_of(FontStyle style, float size_px)
{
    constexpr float kInterface = 0.864f;  // half of Inter's capitals (0.727) below the middle
    constexpr float kReading = 1.069f;    // Noto Serif's ascent
    return std::round(size_px * (style == FontStyle::Reading ? kReading : kInterface));
}

}  // namespace glossator
