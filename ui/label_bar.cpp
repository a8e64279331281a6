#include <algorithm>
#include <cfloat>
#include <cmath>

#include "ui/language.h"
#include "ui/visibility.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kRow = 30;
constexpr float kGap = 2;
constexpr float kLayerGap = 14;
constexpr float kMargin = 12;
constexpr int kMostRows = 3;

std::string chip_name(const LabelDef& label)
{
    return "label:" + label.id.text;
}

struct Place {
    float x;
    int row;
};
struct Layout {
    std::vector<Place> places;  // one for each label
    int rows = 1;
};

// From left to right, `width` px at most in a row; layers stand apart.
Layout fill_rows(const std::vector<LabelDef>& labels, const std::vector<float>& widths, float width)
{
    Layout layout;
    float x = 0;
    for (size_t i = 0; i < labels.size(); ++i) {
        float gap = x == 0 ? 0 : labels[i - 1].layer != labels[i].layer ? kLayerGap : kGap;
        if (x > 0 && x + gap + widths[i] > width) {
            ++layout.rows;
            x = gap = 0;
        }
        layout.places.push_back({x + gap, layout.rows - 1});
        x += gap + widths[i];
    }
    return layout;
}

// As few rows as `width` allows, all of about the same length.
Layout arrange(const Ui& ui, const std::vector<LabelDef>& labels, float width)
{
    std::vector<float> widths;
    float all = 0;
    for (const LabelDef& label : labels) {
        widths.push_back(chip_width(ui, {title_of(label), label.key, &label}));
        all += widths.back() + kGap;
    }
    const Layout filled = fill_rows(labels, widths, width);
    if (filled.rows == 1) return filled;
    constexpr float kStep = 16;
    for (float even = all / static_cast<float>(filled.rows); even < width; even += kStep) {
        Layout balanced = fill_rows(labels, widths, even);
        if (balanced.rows == filled.rows) return balanced;
    }
    return filled;
}

void draw_chip(const Ui& ui, const LabelDef& label)
{
    const Session& session = ui.app.session();
    const std::string name = chip_name(label);
    const bool hidden = !is_shown(session.settings, label);
    if (chip(ui, name.c_str(), {title_of(label), label.key, &label, session.armed == label.id, hidden}))
        ui.wishes.run("label.apply", Args().text("label", label.id.text).str());
    if (ImGui::IsItemClicked(ImGuiMouseButton_Right)) ui.wishes.run("view.label:" + label.id.text);
    const char* detail =
        hidden ? tr("Its spans are hidden. A right click shows them again, unless their whole layer is hidden.")
        : session.armed == label.id ? tr("Every selection gets this label. Escape ends it.")
        : session.selection.empty()
            ? tr("Click to give it to every selection from now on. A right click hides its spans.")
            : tr("Labels what is selected.");
    tooltip(ui, {.title = title_of(label), .keys = label.key, .detail = detail});
}

// Where not all rows fit: one row that scrolls, its ends fading to tell that there's more.
void scrolling_row(const Ui& ui, Area area, const std::vector<LabelDef>& labels)
{
    ImGui::SetCursorScreenPos({area.min.x + kMargin, area.min.y});
    ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, 1.0f);
    ImGui::BeginChild("row", {area.width() - 2 * kMargin, area.height()}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
    if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0)
        ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseWheel * 60);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    const float top = origin.y + std::floor((area.height() - kChipHeight) / 2);
    const Layout layout = arrange(ui, labels, FLT_MAX);
    for (size_t i = 0; i < labels.size(); ++i) {
        ImGui::SetCursorScreenPos({origin.x + layout.places[i].x, top});
        draw_chip(ui, labels[i]);
    }
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
    const int rows = arrange(ui, app.project().schema().labels, width - 2 * kMargin).rows;
    return static_cast<float>(rows > kMostRows ? 1 : rows) * kRow + 6;
}

void label_bar(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    const std::vector<LabelDef>& labels = app.project().schema().labels;
    begin_panel("labels", area, ui.theme.paper, PanelScroll::No, {0, 0});
    app.controls().mark("labels", area.min, area.max);
    const Layout layout = arrange(ui, labels, area.width() - 2 * kMargin);
    const float height = static_cast<float>(layout.rows) * kRow;
    if (height <= area.height() + 1) {
        const float top = area.min.y + std::floor((area.height() - height) / 2) + (kRow - kChipHeight) / 2;
        for (size_t i = 0; i < labels.size(); ++i) {
            const Place& place = layout.places[i];
            ImGui::SetCursorScreenPos({area.min.x + kMargin + place.x, top + static_cast<float>(place.row) * kRow});
            draw_chip(ui, labels[i]);
        }
    } else {
        scrolling_row(ui, area, labels);
    }
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x, area.max.y - hairline()}, area.max, ui.theme.line);
    end_panel();
}

}  // namespace glossator
