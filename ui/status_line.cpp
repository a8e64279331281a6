#include <algorithm>
#include <cmath>

#include "core/text/segmentation.h"
#include "ui/language.h"
#include "ui/visibility.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr uint32_t kMostCounted = 64 * 1024;  // bytes of a selection whose words are counted

size_t words_in(const Text& text, TextRange range)
{
    size_t words = 0;
    for (uint32_t at = range.begin; at < range.end;) {
        const TextRange unit = unit_at(text, at, TextUnit::Word);
        const unsigned char first = static_cast<unsigned char>(text.bytes()[std::max(unit.begin, at)]);
        const bool letter =
            first >= 0x80 || (first >= '0' && first <= '9') || ((first | 32) >= 'a' && (first | 32) <= 'z');
        words += letter ? 1 : 0;
        at = std::max(unit.end, at + 1);
        while (at < range.end && !text.is_boundary(at)) ++at;
    }
    return words;
}

std::string selection_text(SelectionCount& held, const Document& document, const Selection& selection)
{
    const TextRange range = selection.range();
    if (held.document == document.id && held.range == range) return held.shown;
    const Text& text = *document.text;
    const size_t characters = text.byte_to_code_point(range.end) - text.byte_to_code_point(range.begin);
    held = {document.id, range, tr("{} selected", {counted(characters, "character", "characters")})};
    if (range.size() <= kMostCounted) held.shown = counted(words_in(text, range), "word", "words") + ", " + held.shown;
    return held.shown;
}

// Parts from left to right with a dot between, as long as they fit.
class Line {
public:
    Line(const Ui& ui, Area area) : ui_(ui), area_(area), x_(area.min.x + 12), right_(area.max.x - 12) {}

    void reserve(float width) { right_ -= width; }
    void add(const char* name, std::string_view text, ImU32 color)
    {
        if (text.empty()) return;
        const TextStyle style = colored(ui_.quiet(), color);
        const float width = std::min(text_width(style, text), right_ - x_ - (first_ ? 0 : kGap));
        if (width < 24) return;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        if (!first_) {
            draw_text_in(draw, ui_.quiet(), {x_ + kGap / 2 - 2, area_.min.y}, {x_ + kGap, area_.max.y}, "·");
            x_ += kGap;
        }
        first_ = false;
        draw_text_in(draw, style, {x_, area_.min.y}, {x_ + width + 1, area_.max.y}, text);
        ui_.app.controls().mark(name, {x_, area_.min.y}, {x_ + width, area_.max.y});
        x_ += width;
    }

private:
    static constexpr float kGap = 18;
    const Ui& ui_;
    Area area_;
    float x_, right_;
    bool first_ = true;
};

// Why nothing is kept any more, at the right; that it is kept stands in the top bar. Returns its width.
float unsaved_text(const Ui& ui, Area area, float right)
{
    const Keeper& keeper = ui.app.keeper();
    if (keeper.state() != Keeper::State::Failed) return 0;
    const TextStyle style = colored(ui.quiet(), legible_on(ui.theme.error, ui.theme.panel));
    const std::string text = tr("not saved: {}", {keeper.failure()});
    const float width = std::min(text_width(style, text), area.width() * 0.6f);
    draw_text_in(*ImGui::GetWindowDrawList(), style, {right - width, area.min.y}, {right + 1, area.max.y}, text);
    ui.app.controls().mark("status.unsaved", {right - width, area.min.y}, {right, area.max.y});
    return width + 12;
}

// A sign with words at the right that does something. Returns its width.
float sign_button(const Ui& ui, const char* name, Area area, float right, Icon icon, std::string_view text, ImU32 color,
                  const Hint& hint, bool& clicked)
{
    const TextStyle style = colored(ui.quiet(), legible_on(color, ui.theme.panel));
    const float width = std::min(text_width(style, text) + 28, area.width() * 0.4f);
    ImGui::SetCursorScreenPos({right - width, area.min.y + 1});
    clicked = ImGui::InvisibleButton(name, {width, area.height() - 2});
    ui.app.controls().mark_item(name);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered()) draw.AddRectFilled(min, max, with_alpha(ui.theme.ink, 0.07f), 4);
    draw_icon(draw, icon, {min.x + 12, (min.y + max.y) / 2}, style.color, 12);
    draw_text_in(draw, style, {min.x + 22, min.y}, max, text);
    tooltip(ui, hint);
    return width + 8;
}

// The count of problems, which opens their list.
float problems_button(const Ui& ui, Area area, float right)
{
    Session& session = ui.app.session();
    if (session.problems.empty()) return 0;
    Problem::Severity worst = Problem::Severity::Note;
    for (const Problem& problem : session.problems) worst = std::max(worst, problem.severity);
    const ImU32 color = worst == Problem::Severity::Error     ? ui.theme.error
                        : worst == Problem::Severity::Warning ? ui.theme.warning
                                                              : ui.quiet_ink;
    bool clicked = false;
    const float width = sign_button(ui, "status.problems", area, right, Icon::Alert,
                                    counted(session.problems.size(), "problem", "problems"), color,
                                    {.title = tr("Show or hide the problems"), .command = "view.problems"}, clicked);
    if (clicked) session.show_problems = !session.show_problems;
    return width;
}

// What is hidden, so that nobody forgets it; a click shows it again.
float hidden_button(const Ui& ui, Area area, float right)
{
    const std::string hidden = hidden_now(ui.app);
    if (hidden.empty()) return 0;
    bool clicked = false;
    const float width = sign_button(ui, "status.hidden", area, right, Icon::Ring, "hidden: " + hidden, ui.theme.warning,
                                    {.title = tr("Show all layers and labels again")}, clicked);
    if (clicked) ui.wishes.run("view.show_all");
    return width;
}

// A newer version of the program waits; nobody has to take it now.
float version_button(const Ui& ui, Area area, float right)
{
    if (!ui.app.session().newer_version) return 0;
    bool clicked = false;
    const float width =
        sign_button(ui, "status.version", area, right, Icon::Redo, tr("new version: reload"), ui.theme.accent,
                    {.title = tr("A new version is here. Reload to use it; your work is kept.")}, clicked);
    if (clicked) ui.wishes.run("app.restart");
    return width;
}

// Somebody else has changed the project's file, and the user has not said yet what is to become of it.
float file_button(const Ui& ui, Area area, float right)
{
    if (ui.app.project_file_state() != ProjectFile::State::ChangedElsewhere) return 0;
    bool clicked = false;
    const float width = sign_button(
        ui, "status.file", area, right, Icon::Alert, tr("file changed elsewhere"), ui.theme.warning,
        {.title = tr("Merge with what the file has now, or choose one"), .command = "file.look_at_change"}, clicked);
    if (clicked) ui.wishes.run("file.look_at_change");
    return width;
}

// Another tab writes this project; one click and this one does.
float take_over_button(const Ui& ui, Area area, float right)
{
    if (ui.app.writer() != Writer::OtherTab) return 0;
    bool clicked = false;
    const float width = sign_button(ui, "status.take_over", area, right, Icon::Pencil, tr("take over"), ui.theme.accent,
                                    {.title = tr("Work on this project here"),
                                     .command = "tab.take_over",
                                     .detail = tr("The other tab finishes what it does and reads along from then on.")},
                                    clicked);
    if (clicked) ui.wishes.run("tab.take_over");
    return width;
}

}  // namespace

void status_line(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    finish_fields(app, wishes);
    begin_panel("status", area, ui.theme.panel, PanelScroll::No, {12, 0});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_hairline(draw, area.min, {area.max.x, area.min.y}, ui.theme.line);

    Session& session = app.session();
    float right = area.max.x - 12;
    right -= unsaved_text(ui, area, right);
    right -= problems_button(ui, area, right);
    right -= hidden_button(ui, area, right);
    right -= version_button(ui, area, right);
    right -= take_over_button(ui, area, right);
    right -= file_button(ui, area, right);

    Line line(ui, area);
    line.reserve(area.max.x - 12 - right);
    line.add("status.writer", app.writing_sentence(), legible_on(ui.theme.warning, ui.theme.panel));
    if (!session.message.empty()) line.add("status.message", session.message, ui.theme.ink);
    if (const Document* document = app.document()) {
        const uint32_t caret = std::min(session.selection.caret, document->text->size());
        line.add("status.caret", tr("caret {}", {with_thousands(document->text->byte_to_code_point(caret))}),
                 ui.quiet_ink);
        if (!session.selection.empty())
            line.add("status.selection", selection_text(session.views.selection, *document, session.selection),
                     ui.quiet_ink);
    }
    if (const AnnotationSet* set = app.set()) {
        line.add("status.spans", counted(set->spans.size(), "span", "spans"), ui.quiet_ink);
        line.add("status.set", tr("set {}", {name_of_annotator(app.project(), set->info.by)}), ui.quiet_ink);
    }
    if (const std::string* undo = app.history().undo_title())
        line.add("status.undo", tr("undo: {}", {*undo}), ui.quiet_ink);
    end_panel();
}

}  // namespace glossator
