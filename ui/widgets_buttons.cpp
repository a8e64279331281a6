#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/reading_marks.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kButtonHeight = 28;
constexpr float kRounding = 6;
constexpr ImGuiButtonFlags kKeys = ImGuiButtonFlags_EnableNav;  // Tab and Space reach it, where a view lets them

float contrast_share(const Ui& ui, float share)
{
    return ui.theme.contrast ? share * 3 : share;
}

// The ground that shows what the mouse would press.
ImU32 ground(const Ui& ui, bool hovered, bool held)
{
    return with_alpha(ui.theme.ink, contrast_share(ui, held ? 0.12f : hovered ? 0.07f : 0));
}

}  // namespace

bool button(const Ui& ui, const char* name, std::string_view text, ButtonLook look, const Hint& hint, float width)
{
    const bool primary = look == ButtonLook::Primary;
    TextStyle style = primary ? ui.strong() : ui.body();
    const float padding = look == ButtonLook::Quiet || look == ButtonLook::Danger ? 8 : 14,
                height = primary || look == ButtonLook::Outlined ? 32 : kButtonHeight;
    const float room = width > 0 ? width : text_width(style, text) + 2 * padding;
    const bool clicked = ImGui::InvisibleButton(name, {room, height}, kKeys);
    ui.app.controls().mark_item(name);
    const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    switch (look) {
    case ButtonLook::Primary:
        draw.AddRectFilled(min, max,
                           mixed(ui.theme.accent, ui.theme.ink,
                                 held      ? 0.25f
                                 : hovered ? 0.12f
                                           : 0),
                           kRounding);
        style.color = legible_on(ui.theme.paper, ui.theme.accent);
        break;
    case ButtonLook::Outlined:
        draw.AddRectFilled(min, max, ground(ui, hovered, held), kRounding);
        draw.AddRect(min, max, mixed(ui.theme.line, ui.quiet_ink, 0.35f), kRounding, 0, hairline());
        break;
    case ButtonLook::Quiet: draw.AddRectFilled(min, max, ground(ui, hovered, held), kRounding); break;
    case ButtonLook::Danger:
        if (hovered || held) draw.AddRectFilled(min, max, with_alpha(ui.theme.error, held ? 0.2f : 0.1f), kRounding);
        style.color = legible_on(ui.theme.error, ui.theme.panel);
        break;
    }
    const float left = std::round((min.x + max.x - std::min(text_width(style, text), room)) / 2);
    draw_text_in(draw, style, {left, min.y}, {max.x - 2, max.y}, text);
    tooltip(ui, hint);
    return clicked;
}

void command_button(const Ui& ui, const char* name, std::string_view text, ButtonLook look, const Hint& hint,
                    float width)
{
    if (button(ui, name, text, look, hint, width)) ui.wishes.run(hint.command);
}

bool icon_button(const Ui& ui, const char* name, Icon icon, const Hint& hint, bool enabled, float size)
{
    ImGui::BeginDisabled(!enabled);
    const bool clicked = ImGui::InvisibleButton(name, {size, size}, kKeys);
    ImGui::EndDisabled();
    ui.app.controls().mark_item(name);
    const bool hovered = enabled && ImGui::IsItemHovered();
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, max, ground(ui, hovered, enabled && ImGui::IsItemActive()), kRounding);
    const ImU32 color = !enabled ? with_alpha(ui.quiet_ink, 0.4f) : hovered ? ui.theme.ink : ui.quiet_ink;
    draw_icon(draw, icon, {(min.x + max.x) / 2, (min.y + max.y) / 2}, color);
    tooltip(ui, hint);
    return clicked && enabled;
}

Row list_row(const Ui& ui, const char* name, bool chosen, float height)
{
    const bool clicked =
        ImGui::InvisibleButton(name, {std::max(ImGui::GetContentRegionAvail().x, 1.0f), height}, kKeys);
    ui.app.controls().mark_item(name);
    ui.app.controls().mark_chosen(chosen);
    const Row row{ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), ImGui::IsItemHovered(), clicked};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (chosen)
        draw.AddRectFilled(row.min, row.max, with_alpha(ui.theme.accent, ui.theme.contrast ? 0.35f : 0.13f), kRounding);
    else if (row.hovered)
        draw.AddRectFilled(row.min, row.max, ground(ui, true, ImGui::IsItemActive()), kRounding);
    return row;
}

void draw_sample(ImDrawList& draw, const Ui& ui, const LabelDef& label, ImVec2 min, ImVec2 max)
{
    const ImU32 color = color_of(label.color);
    const ImU32 stroke = legible_on(color, ui.theme.panel, 3);
    const MarkShape shape = shape_of(label);
    const bool bracket = shape == MarkShape::Dotted || shape == MarkShape::Dashed || shape == MarkShape::Bracket ||
                         shape == MarkShape::Corners;
    draw.AddRectFilled(min, max, with_alpha(color, ui.theme.dark ? 0.28f : bracket ? 0.12f : 0.2f));
    const float y = max.y - 1;
    switch (shape) {
    case MarkShape::Bar: draw.AddRectFilled({min.x, min.y - 1}, {min.x + 3, max.y + 1}, stroke); return;
    case MarkShape::Underline:
        draw_underline(draw, {min.x, y + 1}, {max.x, y + 1}, stroke, 2, pattern_of(ui.app.project().schema(), label));
        return;
    case MarkShape::Dotted: draw_dashes(draw, {min.x, y + 1}, {max.x, y + 1}, stroke, 2, 2, 2.5f); break;
    case MarkShape::Dashed: draw_dashes(draw, {min.x, y + 1}, {max.x, y + 1}, stroke, 2, 5, 3); break;
    case MarkShape::Bracket: draw.AddRectFilled({min.x, y}, {max.x, y + 2}, stroke); break;
    case MarkShape::Corners: break;
    }
    draw.AddRectFilled({min.x, max.y - 6}, {min.x + 1.5f, y + 2}, stroke);
    draw.AddRectFilled({max.x - 1.5f, max.y - 6}, {max.x, y + 2}, stroke);
}

namespace {

constexpr float kChipPadding = 6, kChipGap = 6, kSamplePadding = 3;

}  // namespace

float chip_width(const Ui& ui, const Chip& chip)
{
    const float key = key_cap(nullptr, ui, {}, chip.key);
    return 2 * kChipPadding + text_width(ui.list(), chip.title) + 2 * kSamplePadding + (key > 0 ? kChipGap + key : 0);
}

bool chip(const Ui& ui, const char* name, const Chip& chip)
{
    const bool clicked = ImGui::InvisibleButton(name, {chip_width(ui, chip), kChipHeight}, kKeys);
    ui.app.controls().mark_item(name);
    ui.app.controls().mark_chosen(chip.marked);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    const float middle = (min.y + max.y) / 2;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, max, ground(ui, ImGui::IsItemHovered(), ImGui::IsItemActive()), kRounding);
    if (chip.marked) {
        draw.AddRectFilled(min, max, with_alpha(ui.theme.accent, ui.theme.contrast ? 0.3f : 0.12f), kRounding);
        draw.AddRect(min, max, ui.theme.accent, kRounding, 0, 1.5f);
    }
    const float left = min.x + kChipPadding, width = text_width(ui.list(), chip.title) + 2 * kSamplePadding;
    if (chip.label && !chip.hidden) draw_sample(draw, ui, *chip.label, {left, middle - 9}, {left + width, middle + 8});
    const TextStyle style = chip.hidden ? ui.quiet() : ui.list();
    draw_text_in(draw, style, {left + kSamplePadding, min.y}, {left + width, max.y - 1}, chip.title);
    if (chip.hidden) draw.AddRectFilled({left, middle - 0.5f}, {left + width, middle + 0.5f}, ui.quiet_ink);
    key_cap(&draw, ui, {left + width + kChipGap, middle}, chip.key);
    return clicked;
}

bool fits_segmented(const Ui& ui, const std::vector<std::string>& values, float width)
{
    if (values.empty() || values.size() > 4) return false;
    float widest = 0;
    for (const std::string& value : values) widest = std::max(widest, text_width(ui.list(), value));
    return (widest + 12) * static_cast<float>(values.size()) <= width;
}

Segment::Segment(const char* english) : name(english), shown(tr(english)) {}

int segmented(const Ui& ui, const char* name, const std::vector<Segment>& values, int chosen, float width)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = kButtonHeight, each = std::floor(width / static_cast<float>(values.size()));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRect(at, {at.x + each * static_cast<float>(values.size()), at.y + height},
                 mixed(ui.theme.line, ui.quiet_ink, 0.2f), kRounding, 0, hairline());
    int clicked = -1;
    ImGui::PushID(name);
    ImGui::BeginGroup();
    for (int i = 0; i < static_cast<int>(values.size()); ++i) {
        const Segment& value = values[static_cast<size_t>(i)];
        ImGui::SetCursorScreenPos({at.x + each * static_cast<float>(i), at.y});
        ImGui::PushID(i);
        if (ImGui::InvisibleButton("value", {each, height}, kKeys)) clicked = i;
        ImGui::PopID();
        ui.app.controls().mark_item(std::string(name) + "=" + value.name);
        ui.app.controls().mark_chosen(i == chosen);
        const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
        const bool is_chosen = i == chosen;
        const ImU32 color = is_chosen ? with_alpha(ui.theme.accent, ui.theme.contrast ? 0.4f : 0.15f)
                                      : ground(ui, ImGui::IsItemHovered(), ImGui::IsItemActive());
        draw.AddRectFilled({min.x + 2, min.y + 2}, {max.x - 2, max.y - 2}, color, kRounding - 2);
        const TextStyle style = is_chosen ? ui.list_strong() : ui.list();
        const float text = std::min(text_width(style, value.shown), each - 8);
        const float left = std::round((min.x + max.x - text) / 2);
        draw_text_in(draw, style, {left, min.y}, {max.x - 3, max.y}, value.shown);
    }
    ImGui::EndGroup();
    ui.app.controls().mark_item(name);
    ImGui::PopID();
    return clicked;
}

}  // namespace glossator
