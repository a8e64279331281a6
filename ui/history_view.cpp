#include <algorithm>

#include "ui/kept_history.h"
#include "ui/language.h"
#include "ui/widgets.h"

// MainView::History: every step that is kept, the latest first, and the project as it was after each.
namespace glossator {

namespace {

constexpr float kTop = 48, kRow = 26, kDayWidth = 90, kTimeWidth = 76, kNameWidth = 90, kNarrow = 420,
                kDetailWidth = 340;

void heading(const Ui& ui, Area area)
{
    const ImVec2 at{area.min.x + 16, area.min.y + 8};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_text_in(draw, ui.strong(), at, {at.x + 120, at.y + 32}, tr("History"));
    const float right = area.max.x - 12;
    ImGui::SetCursorScreenPos({right - 28, at.y + 2});
    if (icon_button(ui, "history.close", Icon::Close, {.title = tr("Back to the text"), .command = "view.history"}))
        ui.wishes.run("view.history");
    ImGui::SetCursorScreenPos({right - 28 - 8 - 130, at.y + 2});
    command_button(ui, "history.log", tr("Save the log…"), ButtonLook::Outlined,
                   {.title = tr("Every step with time, annotator and hash, as a table"), .command = "history.log"},
                   130);
    draw_hairline(draw, {area.min.x, area.min.y + kTop}, {area.max.x, area.min.y + kTop}, ui.theme.line);
}

std::string name_of_annotator(const Ui& ui, const std::string& id)
{
    const Annotator* by = ui.app.project().find(AnnotatorId(id));
    return by && !by->name.empty() ? by->name : id;
}

// One step; the day is shown where it is another than that of the row above. A narrow list has no room for it, nor for
// who it was: they stand beside the list.
void draw_step(const Ui& ui, const KeptStep& step, Row row, bool new_day, const LocalTime& at)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool narrow = row.max.x - row.min.x < kNarrow;
    const auto column = [&](const TextStyle& style, float left, float right, std::string_view text) {
        draw_text_in(draw, style, {left, row.min.y}, {right, row.max.y}, text);
    };
    float x = row.min.x + 10, right = row.max.x - 8;
    if (!narrow && new_day) column(ui.quiet(), x, x + kDayWidth, at.day);
    if (!narrow) x += kDayWidth;
    column(ui.quiet(), x, x + kTimeWidth, at.time);
    x += kTimeWidth;
    if (!narrow) {
        column(ui.quiet(), right - kNameWidth, right, name_of_annotator(ui, step.line.by));
        right -= kNameWidth + 8;
    }
    if (!step.fits) {
        draw_icon(draw, Icon::Alert, {x + 6, (row.min.y + row.max.y) / 2}, ui.theme.error, 14);
        x += 20;
    }
    const bool opens = step.line.kind == JournalLine::Kind::Start;
    column(opens ? ui.list_strong() : ui.list(), x, right, step.title);
}

void keys(HistoryMemory& memory, size_t count)
{
    const int step = ImGui::IsKeyPressed(ImGuiKey_UpArrow) - ImGui::IsKeyPressed(ImGuiKey_DownArrow);
    if (step == 0 || count == 0) return;
    const auto last = static_cast<std::ptrdiff_t>(count) - 1;
    memory.chosen =
        static_cast<size_t>(std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(memory.chosen) + step, 0, last));
    const float top = static_cast<float>(count - 1 - memory.chosen) * kRow, view = ImGui::GetWindowHeight();
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top + kRow > ImGui::GetScrollY() + view) ImGui::SetScrollY(top + kRow - view);
}

void list(const Ui& ui, const std::vector<KeptStep>& steps, HistoryMemory& memory)
{
    const int offset = ui.app.platform().utc_offset_min();
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(steps.size()), kRow);
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const size_t place = steps.size() - 1 - static_cast<size_t>(i);
            const KeptStep& step = steps[place];
            const LocalTime at = local_time(step.line.at, offset);
            const bool new_day = i == 0 || local_time(steps[place + 1].line.at, offset).day != at.day;
            const std::string name = "history.step:" + std::to_string(step.line.number);
            const Row row = list_row(ui, name.c_str(), place == memory.chosen, kRow);
            if (row.clicked) memory.chosen = place;
            draw_step(ui, step, row, new_day, at);
        }
    }
}

void detail(const Ui& ui, const KeptStep& step, bool is_now)
{
    const LocalTime at = local_time(step.line.at, ui.app.platform().utc_offset_min());
    text_block(ui.strong(), step.title);
    space(4);
    const std::string by = name_of_annotator(ui, step.line.by);
    text_block(ui.quiet(), at.day + " " + at.time + (by.empty() ? "" : ", " + by));
    space(12);
    if (!step.fits) {
        text_block(colored(ui.list(), ui.theme.error),
                   tr("What stands before this step is missing, or was changed by something other than Glossator."));
        space(12);
    }
    if (is_now) {
        text_block(ui.list(), tr("This is what is open now."));
    } else {
        text_block(ui.list(),
                   tr("Going back is a step of its own: it can be undone, and nothing of what came after is lost."));
        space(8);
        command_button(ui, "history.go", tr("Go back to this"), ButtonLook::Primary,
                       {.title = tr("Make the project what it was after this step"), .command = "history.go"}, 160);
    }
    space(8);
    command_button(ui, "history.copy", tr("Save a copy…"), ButtonLook::Outlined,
                   {.title = tr("A file of the project as it was after this step"), .command = "history.copy"}, 160);
}

}  // namespace

void history_view(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    HistoryMemory& memory = app.session().views.history;
    app.kept_history().follow(app.keeper(), app.platform());
    const std::vector<KeptStep>& steps = app.kept_history().steps();
    if (memory.listed != steps.size()) {  // the latest is chosen until another one is
        if (memory.chosen + 1 >= memory.listed) memory.chosen = steps.empty() ? 0 : steps.size() - 1;
        memory.listed = steps.size();
    }
    begin_panel("history", area, ui.theme.paper, PanelScroll::No, {0, 0});
    app.controls().mark("history", area.min, area.max);
    heading(ui, area);
    const float side = std::min(kDetailWidth, area.width() * 0.4f), top = area.min.y + kTop + 1;
    const float width = area.width() - side;
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x + width, top}, {area.min.x + width, area.max.y},
                  ui.theme.line);
    ImGui::SetCursorScreenPos({area.min.x + 4, top + 4});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("list", {width - 8, area.max.y - top - 8}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (!app.wants_text_input()) keys(memory, steps.size());
    if (steps.empty() && app.kept_history().complete())
        text_block(ui.quiet(), tr("Every step is listed here once something is kept on this machine."));
    list(ui, steps, memory);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::SetCursorScreenPos({area.min.x + width + 16, top + 12});
    ImGui::BeginChild("step", {side - 28, area.max.y - top - 16}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (memory.chosen < steps.size()) detail(ui, steps[memory.chosen], memory.chosen + 1 == steps.size());
    ImGui::EndChild();
    end_panel();
}

}  // namespace glossator
