#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kRow = 24, kHeading = 34, kGap = 32;

struct Line {
    std::string title;
    std::string keys;
    std::string command = {};  // whose keys a click sets; empty: they stay
};
struct Group {
    std::string title;
    std::vector<Line> lines;
    float height() const { return kHeading + kRow * static_cast<float>(lines.size()) + 8; }
};

constexpr std::pair<const char*, const char*> kGestures[] = {
    {tr_later("Select"), tr_later("Drag")},
    {tr_later("Select a word"), tr_later("Double click")},
    {tr_later("Select a sentence"), tr_later("Triple click")},
    {tr_later("Extend the selection"), tr_later("Shift+click")},
    {tr_later("Add a fragment to the span"), tr_later("Ctrl+drag")},
    {tr_later("Move an edge of the span"), tr_later("Drag its handle")},
    {tr_later("Focus the span below"), tr_later("Click again")},
};

// Each move has one; a line for all of them says so.
bool is_extending_move(const CommandInfo& command)
{
    return command.group == "Select" && command.keys.find("Shift+") != std::string::npos;
}

std::vector<Group> groups(const App& app)
{
    std::vector<Group> list;
    for (CommandInfo& command : list_commands(app)) {
        const bool is_set = app.session().settings.keys.count(command.id) > 0;
        if ((command.keys.empty() && !is_set) || is_extending_move(command)) continue;
        auto group = std::find_if(list.begin(), list.end(), [&](const Group& g) { return g.title == command.group; });
        if (group == list.end()) group = list.insert(list.end(), {command.group, {}});
        const bool stays = command.group == "Labels" || command.id == "popup.close";
        group->lines.push_back({std::move(command.title), std::move(command.keys), stays ? "" : std::move(command.id)});
    }
    for (Group& group : list)
        if (group.title == "Select") group.lines.push_back({tr("Extend the selection by any move"), tr("Shift+move")});
    Group mouse{tr_later("Mouse"), {}};
    for (const auto& [title, keys] : kGestures) mouse.lines.push_back({tr(title), tr(keys)});
    list.push_back(std::move(mouse));
    return list;
}

// Which column each group stands in, so that the longest column is short: groups stay in order.
std::vector<int> spread(const std::vector<Group>& list, int columns, float& tallest)
{
    float all = 0, most = 0;
    for (const Group& group : list) {
        all += group.height();
        most = std::max(most, group.height());
    }
    std::vector<int> column(list.size());
    for (float limit = std::max(all / static_cast<float>(columns), most);; limit += kRow) {
        float height = 0;
        int at = 0;
        tallest = 0;
        for (size_t i = 0; i < list.size(); ++i) {
            if (height > 0 && height + list[i].height() > limit) {
                ++at;
                height = 0;
            }
            height += list[i].height();
            tallest = std::max(tallest, height);
            column[i] = at;
        }
        if (at < columns) return column;
    }
}

void draw_group(const Ui& ui, ImDrawList& draw, const Group& group, ImVec2 at, float width)
{
    draw_text_in(draw, ui.list_strong(), {at.x, at.y + 4}, {at.x + width, at.y + kHeading - 4},
                 tr(group.title.c_str()));
    draw_hairline(draw, {at.x, at.y + kHeading - 4}, {at.x + width, at.y + kHeading - 4}, ui.theme.line);
    float y = at.y + kHeading;
    std::string& waiting = ui.app.session().views.key_of;
    for (const Line& line : group.lines) {
        const bool waits = !line.command.empty() && line.command == waiting;
        const bool is_set = ui.app.session().settings.keys.count(line.command) > 0;
        const std::string_view keys = waits               ? tr("Press keys…")
                                      : line.keys.empty() ? tr("none")
                                                          : std::string_view(line.keys);
        if (!line.command.empty()) {
            ImGui::SetCursorScreenPos({at.x - 6, y});
            const std::string name = "help.key:" + line.command;
            if (ImGui::InvisibleButton(name.c_str(), {width + 12, kRow})) waiting = line.command;
            ui.app.controls().mark_item(name);
            if (waits || ImGui::IsItemHovered())
                draw.AddRectFilled({at.x - 6, y}, {at.x + width + 6, y + kRow},
                                   with_alpha(waits ? ui.theme.accent : ui.theme.ink, waits ? 0.13f : 0.07f), 6);
        }
        const float key = key_cap(nullptr, ui, {}, keys);
        draw_text_in(draw, is_set ? ui.list_strong() : ui.list(), {at.x, y}, {at.x + width - key - 10, y + kRow},
                     line.title);
        key_cap(&draw, ui, {at.x + width - key, y + kRow / 2}, keys);
        y += kRow;
    }
}

// How keys are set, and set back; from `at` to `right`.
void key_hint(const Ui& ui, ImDrawList& draw, ImVec2 at, float right)
{
    const Session& session = ui.app.session();
    if (!session.settings.keys.empty()) {
        const float reset = text_width(ui.body(), tr("Set all back")) + 16;
        right -= reset + 8;
        ImGui::SetCursorScreenPos({right + 8, at.y});
        if (button(ui, "help.reset", tr("Set all back"), ButtonLook::Quiet, {.title = tr("All keys as they were")},
                   reset))
            ui.wishes.run("keys.reset");
    }
    const bool waits = !session.views.key_of.empty();
    draw_text_in(draw, ui.quiet(), at, {std::max(right, at.x), at.y + 28},
                 waits ? tr("Press the new keys. Delete: as they were. Escape: leave them.")
                       : tr("Click a line to set its keys."));
}

}  // namespace

void shortcut_help(App& app, Wishes& wishes)
{
    Session& session = app.session();
    if (session.popup != Popup::ShortcutHelp) return;
    const Ui ui(app, wishes);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    constexpr float kPadding = 20, kTitle = 40;
    constexpr float kNarrowest = 300, kWidest = 360;
    const float room = screen.x - 64 - 2 * kPadding;
    const int columns = std::clamp(static_cast<int>((room + kGap) / (kNarrowest + kGap)), 1, 4);
    const float each = std::clamp((room + kGap) / static_cast<float>(columns) - kGap, 200.0f, kWidest);
    const float width = static_cast<float>(columns) * (each + kGap) - kGap + 2 * kPadding;
    const std::vector<Group> list = groups(app);
    float tallest = 0;
    const std::vector<int> column = spread(list, columns, tallest);
    const float height = std::min(tallest + kTitle + 2 * kPadding, screen.y - 48);
    begin_popup(ui, "help", {(screen.x - width) / 2, (screen.y - height) / 2}, width, session.views.help);
    ImGui::BeginChild("columns", {0, height - 12}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float left = origin.x + kPadding - 6, top = origin.y + kPadding - 6;
    draw_text_in(draw, ui.strong(), {left, top}, {left + each, top + 28}, tr("Keys and gestures"));
    key_hint(ui, draw, {left + 150, top}, origin.x + width - 12 - kPadding - 30);
    std::vector<float> y(static_cast<size_t>(columns), top + kTitle);
    for (size_t i = 0; i < list.size(); ++i) {
        float& at = y[static_cast<size_t>(column[i])];
        draw_group(ui, draw, list[i], {left + static_cast<float>(column[i]) * (each + kGap), at}, each);
        at += list[i].height();
    }
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy({1, tallest + kTitle + 2 * kPadding - 16});
    ImGui::SetCursorScreenPos({origin.x + width - 12 - kPadding - 22, top});
    if (icon_button(ui, "help.close", Icon::Close, {.title = tr("Close"), .command = "popup.close"}))
        session.popup = Popup::None;
    ImGui::EndChild();
    end_popup();
}

}  // namespace glossator
