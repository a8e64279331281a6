#include <algorithm>

#include <imgui.h>

#include "ui/widgets.h"

namespace glossator {

PopupFrame begin_popup(const Ui& ui, const char* name, ImVec2 position, float width, MenuMemory& memory,
                       float max_height)
{
    const int frame = ImGui::GetFrameCount();
    const bool fresh = memory.frame != frame - 1;
    if (fresh) {
        memory.filter.clear();
        memory.chosen = 0;
    }
    memory.frame = frame;

    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    constexpr float kMargin = 8;
    width = std::min(width, screen.x - 2 * kMargin);
    // Its height is known from its second frame on; only then can it be kept on the screen.
    const float height = fresh ? 0 : memory.height;
    position.x = std::clamp(position.x, kMargin, std::max(screen.x - width - kMargin, kMargin));
    position.y = std::clamp(position.y, kMargin, std::max(screen.y - height - kMargin, kMargin));
    ImGui::SetNextWindowPos(position);
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, max_height > 0 ? max_height : screen.y - 2 * kMargin});
    if (fresh) ImGui::SetNextWindowFocus();
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(6, 6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 6);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.paper);
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoNav);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    ui.app.controls().mark(name, ImGui::GetWindowPos(),
                           {ImGui::GetWindowPos().x + width, ImGui::GetWindowPos().y + ImGui::GetWindowHeight()});
    draw_popup_edge(ui);
    const bool other_height = memory.height != ImGui::GetWindowHeight();
    memory.height = ImGui::GetWindowHeight();
    if (fresh || other_height) ui.app.platform().request_frame(0);  // it is put where it then fits
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));

    const bool outside =
        !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows | ImGuiHoveredFlags_AllowWhenBlockedByActiveItem |
                                ImGuiHoveredFlags_AllowWhenBlockedByPopup);
    if (!fresh && outside &&
        (ImGui::IsMouseClicked(ImGuiMouseButton_Left) || ImGui::IsMouseClicked(ImGuiMouseButton_Right)))
        ui.app.session().popup = Popup::None;
    return {fresh};
}

void end_popup()
{
    ImGui::PopStyleVar();
    ImGui::End();
}

void menu_item(const Ui& ui, const char* name, std::string_view text, std::string_view command, std::string args,
               bool checked)
{
    const std::string keys = args == "{}" ? keys_of(ui.app, command) : std::string();
    constexpr float kHeight = 28, kIndent = 26;
    const Row row = list_row(ui, name, false, kHeight);
    ui.app.controls().mark_chosen(checked);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = (row.min.y + row.max.y) / 2, key = key_cap(nullptr, ui, {}, keys);
    if (checked) draw_icon(draw, Icon::Check, {row.min.x + 14, middle}, ui.theme.accent, 13);
    draw_text_in(draw, ui.list(), {row.min.x + kIndent, row.min.y}, {row.max.x - key - 16, row.max.y}, text);
    key_cap(&draw, ui, {row.max.x - key - 8, middle}, keys);
    if (!row.clicked) return;
    ui.app.session().popup = Popup::None;
    ui.wishes.run(command, std::move(args));
}

void show_place(Wishes& wishes, const Document& document, TextRange range)
{
    const auto offset = [&](uint32_t byte) { return std::to_string(document.text->byte_to_code_point(byte)); };
    const std::string at = "[[" + offset(range.begin) + "," + offset(range.end) + "]]";
    wishes.run("document.show", Args().text("id", document.id.text).json("at", at).str());
}

FilterEvent filter_field(const Ui& ui, const char* name, MenuMemory& memory, const char* placeholder, bool fresh,
                         int count)
{
    constexpr float kHeight = 36;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushID(name);
    const bool accepted = edit_line(ui, "##filter", memory.filter,
                                    {ui.body(), placeholder, width, kHeight, 8, fresh, /*enter_returns=*/true});
    if (ImGui::IsItemEdited()) memory.chosen = 0;
    ImGui::PopID();
    ui.app.controls().mark_item(name);
    draw_hairline(*ImGui::GetWindowDrawList(), {at.x, at.y + kHeight}, {at.x + width, at.y + kHeight}, ui.theme.line);
    space(5);

    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) return FilterEvent::Cancelled;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++memory.chosen;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --memory.chosen;
    if (count > 0) memory.chosen = (memory.chosen + count) % count;
    return accepted && count > 0 ? FilterEvent::Accepted : FilterEvent::None;
}

}  // namespace glossator
