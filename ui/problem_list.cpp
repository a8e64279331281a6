#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kLine = 26;

// In a slim window the message has a line of its own.
float row_height()
{
    return is_slim() ? 2 * kLine - 6 : kLine;
}

ImU32 color_of(const Ui& ui, Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Error: return ui.theme.error;
    case Problem::Severity::Warning: return ui.theme.warning;
    case Problem::Severity::Note: break;
    }
    return ui.quiet_ink;
}

void go_to(const Ui& ui, const Problem& problem)
{
    const Document* document = ui.app.project().find(problem.document);
    if (!document) return;
    if (problem.range && problem.range->end <= document->text->size())
        show_place(ui.wishes, *document, *problem.range);
    else
        ui.wishes.run("document.show", Args().text("id", problem.document.text).str());
}

void problem_row(const Ui& ui, const Problem& problem, size_t index)
{
    const std::string name = "problem:" + std::to_string(index);
    const Row row = list_row(ui, name.c_str(), false, row_height());
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Icon icon = problem.severity == Problem::Severity::Note ? Icon::Dot : Icon::Alert;
    draw_icon(draw, icon, {row.min.x + 14, row.min.y + kLine / 2}, color_of(ui, problem.severity),
              icon == Icon::Dot ? 9.0f : 13.0f);
    float x = row.min.x + 28, top = row.min.y;
    const auto part = [&](const TextStyle& style, std::string_view text, float most) {
        if (text.empty()) return;
        const float width = std::min(text_width(style, text) + 1, std::max(std::min(most, row.max.x - 8 - x), 0.0f));
        draw_text_in(draw, style, {x, top}, {x + width, top + kLine}, text);
        x += width + 10;
    };
    part(ui.list_strong(), problem.file, 220);
    part(ui.quiet(), problem.place, 160);
    if (is_slim()) {
        x = row.min.x + 28;
        top += kLine - 6;
    }
    part(ui.list(), problem.message, row.max.x);
    if (row.clicked) go_to(ui, problem);
    tooltip(ui, {.title = problem.message,
                 .detail = problem.place.empty() ? std::string_view(problem.file) : std::string_view(problem.place)});
}

}  // namespace

void problem_list(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    Session& session = app.session();
    begin_panel("problems", area, ui.theme.panel, PanelScroll::No, {12, 8});
    draw_hairline(*ImGui::GetWindowDrawList(), area.min, {area.max.x, area.min.y}, ui.theme.line);
    text_line(ui, ui.list_strong(),
              session.problems.empty() ? tr("Problems") : counted(session.problems.size(), "problem", "problems"));
    const float top = area.min.y + 2;
    ImGui::SetCursorScreenPos({area.max.x - 36, top});
    if (icon_button(ui, "problems.close", Icon::Close, {.title = tr("Hide the problems"), .command = "view.problems"}))
        session.show_problems = false;
    const float clear = text_width(ui.body(), tr("Clear")) + 16;
    ImGui::SetCursorScreenPos({area.max.x - 40 - clear, top});
    const bool clear_all = !session.problems.empty() && button(ui, "problems.clear", tr("Clear"), ButtonLook::Quiet,
                                                               {.title = tr("Forget these problems")});
    ImGui::SetCursorScreenPos({area.min.x + 4, area.min.y + 32});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("rows", {area.width() - 8, std::max(area.height() - 34, 1.0f)}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoNav);
    if (session.problems.empty()) {
        ImGui::SetCursorPosX(8);
        text_line(ui, ui.quiet(), tr("Nothing is wrong. What can’t be read or done is listed here."));
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(session.problems.size()), row_height());
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            problem_row(ui, session.problems[static_cast<size_t>(i)], static_cast<size_t>(i));
    ImGui::EndChild();
    ImGui::PopStyleVar();
    end_panel();
    if (clear_all) session.problems.clear();
}

}  // namespace glossator
