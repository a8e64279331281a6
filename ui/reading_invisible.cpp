#include <cstdio>

#include "core/base/utf8.h"
#include "core/text/invisible.h"
#include "ui/reading_view.h"

// Characters that take no room or look like a space, made visible.
namespace glossator {

namespace {

// The usual abbreviation; null for what shows itself.
const char* abbreviation_of(char32_t c)
{
    switch (c) {
    case '\t': return "TAB";
    case 0xA0: return "NBSP";
    case 0xAD: return "SHY";
    case 0x61C: return "ALM";
    case 0x200B: return "ZWSP";
    case 0x200C: return "ZWNJ";
    case 0x200D: return "ZWJ";
    case 0x200E: return "LRM";
    case 0x200F: return "RLM";
    case 0x2028: return "LS";
    case 0x2029: return "PS";
    case 0x202A: return "LRE";
    case 0x202B: return "RLE";
    case 0x202C: return "PDF";
    case 0x202D: return "LRO";
    case 0x202E: return "RLO";
    case 0x202F: return "NNBSP";
    case 0x2060: return "WJ";
    case 0x2066: return "LRI";
    case 0x2067: return "RLI";
    case 0x2068: return "FSI";
    case 0x2069: return "PDI";
    case 0xFEFF: return "BOM";
    default: return nullptr;
    }
}

}  // namespace

void ReadingView::paint_invisible(App& app, uint32_t paragraph)
{
    constexpr float kSize = 8;
    const std::string_view bytes = page_->text().bytes();
    const TextRange range = page_->paragraph_range(paragraph);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 color = app.theme().accent;
    for (uint32_t at = range.begin; at < range.end;) {
        const Decoded c = decode_utf8(bytes, at);
        const uint32_t byte = at;
        at += c.length;
        const bool variation = (c.code_point >= 0xFE00 && c.code_point <= 0xFE0F) || c.code_point >= 0xE0100;
        const char* name = abbreviation_of(c.code_point);
        if (!name && (!is_default_ignorable(c.code_point) || variation)) continue;
        char code[12];
        if (!name) {
            std::snprintf(code, sizeof code, "%04X", static_cast<unsigned>(c.code_point));
            name = code;
        }
        const Box box = page_->caret_box(byte);
        if (box.y > area_.max.y || box.y + box.height < area_.min.y) continue;
        draw.AddRectFilled({box.x - 0.5f, box.y + 2}, {box.x + 0.5f, box.y + box.height - 2}, color);
        const ParagraphLayout& label = app.text().lay_out(FontStyle::Strong, kSize, name);
        const float left = box.x - label.lines[0].width / 2, bottom = box.y + box.height + 6;
        app.text().draw_line(draw, label, 0, kSize, {left, bottom}, color);
    }
}

}  // namespace glossator
