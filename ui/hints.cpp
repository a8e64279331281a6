#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/reading_view.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr const char* kSampleProject = "p-harbour";  // as its file names it
constexpr int kHints = 3;
constexpr float kPadding = 12, kBadge = 20, kClose = 30;
constexpr float kTextLeft = kPadding + kBadge + 8;

struct HintText {
    const char* title;
    const char* detail;
};
constexpr HintText kTexts[kHints] = {
    {tr_later("Select some words"), tr_later("Drag over them, or double click a word.")},
    {tr_later("Give them a label"), tr_later("Press the key on a label above the text, or click it.")},
    {tr_later("Say more in the inspector"),
     tr_later("Which entity it names, what it claims, a note. Undo takes any step back.")}};

// A hint whose step has been done goes by itself.
void notice_progress(const App& app, HintMemory& memory)
{
    if (!memory.began) memory = {.next = 0, .began = true, .steps = app.history().steps_done()};
    const size_t steps = app.history().steps_done() - std::min(memory.steps, app.history().steps_done());
    if (!app.session().selection.empty()) memory.next = std::max(memory.next, 1);
    if (steps >= 1) memory.next = std::max(memory.next, 2);
    if (steps >= 2) memory.next = kHints;
}

float detail_height(const Ui& ui, const HintText& text, float width)
{
    const TextStyle style = ui.quiet();
    return static_cast<float>(wrapped_lines(style, tr(text.detail), width)) * std::round(style.size * 1.4f);
}

// The detail stands below the title, or with `detail_left` beside it.
void draw_hint(const Ui& ui, int hint, Area area, float detail_left, HintMemory& memory)
{
    const HintText& text = kTexts[hint];
    const std::string name = "hint:" + std::to_string(hint + 1), number = std::to_string(hint + 1);
    ui.app.controls().mark(name, area.min, area.max);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 badge{at.x + kBadge / 2, at.y + 9};
    draw.AddCircleFilled(badge, kBadge / 2, ui.theme.accent);
    const TextStyle digit = colored(ui.list_strong(), legible_on(ui.theme.paper, ui.theme.accent));
    draw_text(draw, digit, {std::round(badge.x - text_width(digit, number) / 2), std::round(badge.y - digit.size / 2)},
              number);
    const float left = at.x + kBadge + 8, right = area.max.x - kClose;
    draw_text_in(draw, ui.list_strong(), {left, at.y}, {right, at.y + 18}, tr(text.title));
    if (detail_left > 0) {
        draw_text_in(draw, ui.quiet(), {left + detail_left, at.y}, {right + 1, at.y + 18}, tr(text.detail));
    } else {
        ImGui::SetCursorScreenPos({left, at.y + 22});
        text_block(ui.quiet(), tr(text.detail), 1.4f, 0, right - left);
    }
    ImGui::SetCursorScreenPos({area.max.x - 28, area.min.y + 6});
    if (icon_button(ui, (name + ".close").c_str(), Icon::Close, {.title = tr("Got it")}, true, 28)) ++memory.next;
}

// Beside the text.
void draw_card(const Ui& ui, int hint, ImVec2 at, float width, HintMemory& memory)
{
    const float height = 2 * kPadding + 22 + detail_height(ui, kTexts[hint], width - kTextLeft - kClose);
    const Area area{at, {at.x + width, at.y + height}};
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 6);
    begin_panel("hint", area, ui.theme.paper, PanelScroll::No, {kPadding, kPadding}, PanelLayer::Over);
    ImGui::PopStyleVar();
    draw_popup_edge(ui);
    draw_hint(ui, hint, area, 0, memory);
    end_panel();
}

// Below the text, whose column begins at `column_left`.
void draw_strip(const Ui& ui, int hint, Area& centre, float column_left, HintMemory& memory)
{
    const HintText& text = kTexts[hint];
    const float left = std::max(centre.min.x + kPadding, column_left - kBadge - 8), text_left = left + kBadge + 8;
    const float room = centre.max.x - kClose - text_left, beside = text_width(ui.list_strong(), tr(text.title)) + 10;
    const bool one_line = beside + text_width(ui.quiet(), tr(text.detail)) <= room;
    const float height = 18 + 2 * kPadding + (one_line ? 0 : 4 + detail_height(ui, text, room));
    const Area area{{centre.min.x, centre.max.y - height}, centre.max};
    centre.max.y = area.min.y;
    begin_panel("hint.strip", area, ui.theme.panel, PanelScroll::No, {left - area.min.x, kPadding});
    draw_hairline(*ImGui::GetWindowDrawList(), area.min, {area.max.x, area.min.y}, ui.theme.line);
    draw_hint(ui, hint, area, one_line ? beside : 0, memory);
    end_panel();
}

}  // namespace

void hints(App& app, Area& centre, Wishes& wishes)
{
    Session& session = app.session();
    const Area column = app.reading_view().column();
    if (session.settings.hints_done || app.project().info().id.text != kSampleProject || column.width() <= 0) return;
    if (app.reads_along()) return;
    if (is_slim() && session.narrow_panel) return;  // the open sheet leaves no height to spare
    const Ui ui(app, wishes);
    HintMemory& memory = session.views.hints;
    notice_progress(app, memory);
    if (memory.next >= kHints) {
        session.settings.hints_done = true;
        return;
    }
    constexpr float kCard = 264, kGap = 24;
    if (centre.max.x - column.max.x >= kCard + 2 * kGap)
        draw_card(ui, memory.next, {centre.max.x - kCard - kGap, centre.min.y + kGap}, kCard, memory);
    else
        draw_strip(ui, memory.next, centre, column.min.x, memory);
}

}  // namespace glossator
