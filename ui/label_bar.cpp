#include <algorithm>
#include <cmath>

#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kRow = 30;
constexpr float kGap = 2;
constexpr float kLayerGap = 14;
constexpr float kMargin = 12;

std::string chip_name(const LabelDef& label)
{
    return "label:" + label.id.text;
}

// Calls `place(label, x, row)` for each label from left to right; starts a new row at `width` px. Returns the number of rows.
template <class Place>
int arrange(const Ui& ui, const std::vector<LabelDef>& labels, float width, const Place& place)
{
    float x = 0;
    int row = 0;
    const std::string* layer = nullptr;
    for (const LabelDef& label : labels) {
        const float chip = chip_width(ui, {title_of(label), label.key, &label});
        float gap = x == 0 ? 0 : layer && *layer != label.layer ? kLayerGap : kGap;
        if (x > 0 && x + gap + chip > width) {
            ++row;
            x = gap = 0;
        }
        place(label, x + gap, row);
        x += gap + chip;
        layer = &label.layer;
    }
    return row + 1;
}

void draw_chip(const Ui& ui, const LabelDef& label)
{
    const Session& session = ui.app.session();
    const std::string name = chip_name(label);
    if (chip(ui, name.c_str(), {title_of(label), label.key, &label, session.armed == label.id}))
        ui.wishes.run("label.apply", Args().text("label", label.id.text).str());
    const char* detail = session.armed == label.id   ? "Every selection gets this label. Escape ends it."
                         : session.selection.empty() ? "Click to give it to every selection from now on."
                                                     : "Labels what is selected.";
    tooltip(ui, {.title = title_of(label), .keys = label.key, .detail = detail});
}

// Where not all rows fit: one row that scrolls, its ends fading to tell that there's more.
void scrolling_row(const Ui& ui, Area area, const std::vector<LabelDef>& labels)
{
    ImGui::SetCursorScreenPos({area.min.x + kMargin, area.min.y});
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, 1.0f);
    ImGui::BeginChild("row", {area.width() - 2 * kMargin, area.height()}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
    if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0) ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseWheel * 60);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const float top = origin.y + std::floor((area.height() - kChipHeight) / 2);
    arrange(ui, labels, FLT_MAX, [&](const LabelDef& label, float x, int) {
        ImGui::SetCursorScreenPos({origin.x + x, top});
        draw_chip(ui, label);
    });
    const bool more_left = ImGui::GetScrollX() > 1, more_right = ImGui::GetScrollX() < ImGui::GetScrollMaxX() - 1;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetWindowPos(), max{min.x + ImGui::GetWindowWidth(), min.y + ImGui::GetWindowHeight()};
    const ImU32 solid = ui.theme.paper, clear = with_alpha(solid, 0);
    constexpr float kFade = 28;
    if (more_left) draw.AddRectFilledMultiColor(min, {min.x + kFade, max.y}, solid, clear, clear, solid);
    if (more_right) draw.AddRectFilledMultiColor({max.x - kFade, min.y}, max, clear, solid, solid, clear);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace

float label_bar_height(App& app, float width)
{
    Wishes none;
    const Ui ui(app, none);
    const int rows = arrange(ui, app.project().schema().labels, width - 2 * kMargin, [](const LabelDef&, float, int) {});
    return static_cast<float>(std::min(rows, 3)) * kRow + 6;
}

void label_bar(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    const std::vector<LabelDef>& labels = app.project().schema().labels;
    begin_panel("labels", area, ui.theme.paper, PanelScroll::No, {0, 0});
    app.controls().mark("labels", area.min, area.max);
    const int rows = arrange(ui, labels, area.width() - 2 * kMargin, [](const LabelDef&, float, int) {});
    const float height = static_cast<float>(rows) * kRow;
    if (height <= area.height() + 1) {
        const float top = area.min.y + std::floor((area.height() - height) / 2) + (kRow - kChipHeight) / 2;
        arrange(ui, labels, area.width() - 2 * kMargin, [&](const LabelDef& label, float x, int row) {
            ImGui::SetCursorScreenPos({area.min.x + kMargin + x, top + static_cast<float>(row) * kRow});
            draw_chip(ui, label);
        });
    } else {
        scrolling_row(ui, area, labels);
    }
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x, area.max.y - hairline()}, area.max, ui.theme.line);
    end_panel();
}

}  // namespace glossator
