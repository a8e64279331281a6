#include <cmath>

#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

void other_answers(const Ui& ui, const Question& question, ImVec2 at)
{
    for (const Question::Answer& answer : question.others) {
        const float width = text_width(ui.body(), answer.title) + 28;
        ImGui::SetCursorScreenPos(at);
        at.x += width + 10;
        const std::string name = "question:" + answer.command;
        if (!button(ui, name.c_str(), answer.title, ButtonLook::Outlined, {.title = answer.title}, width)) continue;
        ui.app.session().question.reset();
        ui.wishes.run(answer.command);
    }
}

}  // namespace

void question_box(App& app, Wishes& wishes)
{
    Session& session = app.session();
    if (!session.question) return;
    const Ui ui(app, wishes);
    const Question question = *session.question;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    constexpr float kPadding = 24;
    const float width = std::min(question.others.empty() ? 420.0f : 480.0f, screen.x - 32);

    // The ground takes every press that isn't an answer.
    ImGui::SetNextWindowFocus();
    begin_panel("question.ground", {{0, 0}, screen}, with_alpha(IM_COL32_BLACK, ui.theme.dark ? 0.55f : 0.28f),
                PanelScroll::No, {0, 0}, PanelLayer::Over);
    const auto lines = static_cast<float>(wrapped_lines(ui.body(), question.text, width - 2 * kPadding));
    const float height = lines * std::round(kInterfaceSize * 1.5f) + 2 * kPadding + 20 + 32;
    const ImVec2 min{std::round((screen.x - width) / 2), std::round((screen.y - height) * 0.38f)};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, {min.x + width, min.y + height}, ui.theme.paper, 6);
    draw.AddRect(min, {min.x + width, min.y + height}, ui.theme.line, 6, 0, hairline());
    ImGui::SetCursorScreenPos({min.x + kPadding, min.y + kPadding});
    text_block(ui.body(), question.text, 1.5f, 0, width - 2 * kPadding);

    const float yes = text_width(ui.strong(), question.yes) + 28, no = text_width(ui.body(), tr("Cancel")) + 28;
    const float top = min.y + height - kPadding - 32, right = min.x + width - kPadding;
    ImGui::SetCursorScreenPos({right - yes, top});
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter, false);
    if (button(ui, "question.yes", question.yes, ButtonLook::Primary, {.title = question.yes, .keys = "Enter"}, yes) ||
        enter) {
        session.question.reset();
        wishes.run(question.command, question.args);
    }
    ImGui::SetCursorScreenPos({right - yes - 10 - no, top});
    if (button(ui, "question.no", tr("Cancel"), ButtonLook::Outlined, {.title = tr("Cancel"), .command = "popup.close"},
               no))
        session.question.reset();
    other_answers(ui, question, {min.x + kPadding, top});
    end_panel();
}

}  // namespace glossator
