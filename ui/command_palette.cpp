#include <algorithm>

#include "core/base/sort_stably.h"
#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kWidth = 560;
constexpr float kRowHeight = 32;
constexpr int kRowsShown = 11;

struct Match {
    CommandInfo command;
    int score;
};

std::vector<Match> matches(const App& app, std::string_view filter)
{
    std::vector<Match> found;
    for (CommandInfo& command : list_commands(app)) {
        if (!command.in_palette || command.id == "view.palette" || command.id == "popup.close") continue;
        const int score = std::max(fuzzy_score(filter, command.title), fuzzy_score(filter, command.id) - 8);
        if (score >= 0 || filter.empty()) found.push_back({std::move(command), filter.empty() ? 0 : score});
    }
    sort_stably(found, [](const Match& a, const Match& b) {
        return a.command.enabled != b.command.enabled ? a.command.enabled : a.score > b.score;
    });
    return found;
}

void run(const Ui& ui, const CommandInfo& command)
{
    if (!command.enabled) return;
    ui.app.session().popup = Popup::None;
    ui.wishes.run(command.id);
}

void palette_row(const Ui& ui, const CommandInfo& command, bool chosen)
{
    const std::string name = "palette.item:" + command.id;
    const Row row = list_row(ui, name.c_str(), chosen, kRowHeight);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float key = key_cap(nullptr, ui, {}, command.keys), middle = (row.min.y + row.max.y) / 2;
    const float group = text_width(ui.quiet(), tr(command.group.c_str())), key_column = std::max(key, 110.0f);
    const TextStyle title = command.enabled ? ui.body() : colored(ui.body(), with_alpha(ui.quiet_ink, 0.6f));
    draw_text_in(draw, title, {row.min.x + 10, row.min.y}, {row.max.x - key_column - group - 28, row.max.y},
                 command.title);
    draw_text_in(draw, ui.quiet(), {row.max.x - key_column - group - 16, row.min.y},
                 {row.max.x - key_column - 10, row.max.y}, tr(command.group.c_str()));
    key_cap(&draw, ui, {row.max.x - key - 10, middle}, command.keys);
    if (row.clicked) run(ui, command);
}

}  // namespace

void command_palette(App& app, Wishes& wishes)
{
    if (app.session().popup != Popup::CommandPalette) return;
    const Ui ui(app, wishes);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    MenuMemory& memory = app.session().views.palette;
    const float width = std::min(kWidth, screen.x - 16);
    const PopupFrame frame =
        begin_popup(ui, "palette", {(screen.x - width) / 2, std::max(screen.y / 6, 8.0f)}, width, memory);
    const int count_before = static_cast<int>(matches(app, memory.filter).size());
    const int chosen_before = memory.chosen;
    const FilterEvent event =
        filter_field(ui, "palette.input", memory, tr("What do you want to do?"), frame.fresh, count_before);
    const std::vector<Match> found = matches(app, memory.filter);
    const int count = static_cast<int>(found.size());
    memory.chosen = std::clamp(memory.chosen, 0, std::max(count - 1, 0));

    const float rows = static_cast<float>(
        std::clamp(count, 1, std::min(kRowsShown, static_cast<int>((screen.y * 5 / 6 - 80) / kRowHeight))));
    ImGui::BeginChild("commands", {0, rows * kRowHeight}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (count == 0) {
        ImGui::SetCursorPos({10, 8});
        text_line(ui, ui.quiet(), tr("No command has these letters."));
    }
    if (memory.chosen != chosen_before || frame.fresh)
        ImGui::SetScrollY(std::max((static_cast<float>(memory.chosen) - rows + 1.5f) * kRowHeight, 0.0f));
    ImGuiListClipper clipper;
    clipper.Begin(count, kRowHeight);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            palette_row(ui, found[static_cast<size_t>(i)].command, i == memory.chosen);
    ImGui::EndChild();
    end_popup();

    if (event == FilterEvent::Cancelled) app.session().popup = Popup::None;
    if (event == FilterEvent::Accepted && count > 0) run(ui, found[static_cast<size_t>(memory.chosen)].command);
}

}  // namespace glossator
