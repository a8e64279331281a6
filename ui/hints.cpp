#include <algorithm>
#include <cmath>

#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr const char* kSampleProject = "p-harbour";  // as its file names it
constexpr float kWidth = 232;
constexpr int kHints = 3;

struct HintText {
    const char* title;
    const char* detail;
};
constexpr HintText kTexts[kHints] = {
    {"Select some words", "Drag over them, or double click a word."},
    {"Give them a label", "Press the key on a label, or click it."},
    {"Say more here", "Which entity it names, what it claims, a note. Ctrl+Z takes any step back."}};

// Beside what the hint speaks of, or nothing while that isn't on the screen.
std::optional<ImVec2> place(const App& app, int hint, ImVec2 size)
{
    const Controls& controls = app.controls();
    const std::vector<LabelDef>& labels = app.project().schema().labels;
    const std::vector<Box> chips =
        labels.empty() ? std::vector<Box>{} : controls.find("label:" + labels.front().id.text);
    const std::vector<Box> bar = controls.find("labels");
    const std::vector<Box> inspector = controls.find("inspector");
    const float screen = ImGui::GetIO().DisplaySize.x;
    const float right = inspector.empty() ? screen : inspector[0].x;
    switch (hint) {
    case 0:
        if (chips.empty()) return {};
        return ImVec2(std::max(right - size.x - 28, chips[0].x), ImGui::GetIO().DisplaySize.y - 50 - size.y);
    case 1:
        if (bar.empty()) return {};
        return ImVec2(std::max(right - size.x - 28, bar[0].x), bar[0].y + bar[0].height + 10);
    default:
        if (inspector.empty()) return {};
        return ImVec2(right + std::max((inspector[0].width - size.x) / 2, 8.0f),
                      inspector[0].y + inspector[0].height - size.y - 24);
    }
}

// Hints whose step has been done go by themselves.
void notice_progress(const App& app, HintMemory& memory)
{
    if (!memory.began) memory = {.gone = {}, .began = true, .steps = app.history().steps_done()};
    const size_t steps = app.history().steps_done() - std::min(memory.steps, app.history().steps_done());
    if (!app.session().selection.empty()) memory.gone[0] = true;
    if (steps >= 1) memory.gone[0] = memory.gone[1] = true;
    if (steps >= 2) memory.gone[2] = true;
}

void draw_hint(const Ui& ui, int hint, HintMemory& memory)
{
    const HintText& text = kTexts[hint];
    constexpr float kPadding = 12, kBadge = 20;
    const float room = kWidth - 2 * kPadding - kBadge - 8;
    const ImVec2 detail = ui.quiet().font->CalcTextSizeA(ui.quiet().size, FLT_MAX, room, text.detail);
    const float lines = std::ceil(detail.y / ui.quiet().size - 0.01f);
    const ImVec2 size{kWidth, 2 * kPadding + 22 + lines * std::round(ui.quiet().size * 1.4f)};
    const std::optional<ImVec2> at = place(ui.app, hint, size);
    if (!at) return;
    const std::string name = "hint:" + std::to_string(hint + 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 6);
    begin_panel(name.c_str(), {*at, {at->x + size.x, at->y + size.y}}, ui.theme.paper, PanelScroll::No,
                {kPadding, kPadding}, PanelLayer::Over);
    ImGui::PopStyleVar();
    draw_popup_edge(ui);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ui.app.controls().mark(name, *at, {at->x + size.x, at->y + size.y});
    const ImVec2 badge{at->x + kPadding + kBadge / 2, at->y + kPadding + 9};
    draw.AddCircleFilled(badge, kBadge / 2, ui.theme.accent);
    const std::string number = std::to_string(hint + 1);
    const TextStyle digit = colored(ui.list_strong(), legible_on(ui.theme.paper, ui.theme.accent));
    draw_text(draw, digit, {std::round(badge.x - text_width(digit, number) / 2), std::round(badge.y - digit.size / 2)},
              number);
    const float left = at->x + kPadding + kBadge + 8;
    draw_text_in(draw, ui.list_strong(), {left, at->y + kPadding}, {at->x + size.x - 30, at->y + kPadding + 18},
                 text.title);
    ImGui::SetCursorScreenPos({left, at->y + kPadding + 22});
    text_block(ui.quiet(), text.detail, 1.4f, 0, room);
    ImGui::SetCursorScreenPos({at->x + size.x - 28, at->y + 6});
    if (icon_button(ui, (name + ".close").c_str(), Icon::Close, {.title = "Got it"}, true, 22))
        memory.gone[hint] = true;
    end_panel();
}

}  // namespace

void hints(App& app, Wishes& wishes)
{
    Session& session = app.session();
    if (session.settings.hints_done || app.project().info().id.text != kSampleProject || !app.document()) return;
    if (session.popup != Popup::None || session.question) return;
    const Ui ui(app, wishes);
    HintMemory& memory = session.views.hints;
    notice_progress(app, memory);
    bool all_gone = true;
    for (int hint = 0; hint < kHints; ++hint) {
        if (memory.gone[hint]) continue;
        all_gone = false;
        draw_hint(ui, hint, memory);
    }
    if (all_gone) session.settings.hints_done = true;
}

}  // namespace glossator
