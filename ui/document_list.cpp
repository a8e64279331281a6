#include <algorithm>

#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kRowHeight = 46;
constexpr float kFooter = 44;

// The set of `annotator` on each document, else its first one.
void update_rows(const App& app, DocumentRows& rows)
{
    const Project& project = app.project();
    const AnnotationSet* open = app.set();
    const AnnotatorId annotator = open ? open->info.by : rows.annotator;
    if (rows.revision == project.revision() && rows.project == project.info().id.text && rows.annotator == annotator &&
        rows.sets.size() == project.documents().size())
        return;
    rows = {project.info().id.text, project.revision(), annotator, {}, 0};
    rows.sets.reserve(project.documents().size());
    const auto& sets = project.sets();  // in the order of documents
    uint32_t at = 0;
    for (const Document& document : project.documents()) {
        uint32_t chosen = DocumentRows::kNone;
        for (; at < sets.size() && sets[at]->info.document == document.id; ++at)
            if (chosen == DocumentRows::kNone || (sets[chosen]->info.by != annotator && sets[at]->info.by == annotator))
                chosen = at;
        rows.sets.push_back(chosen);
        if (chosen != DocumentRows::kNone && sets[chosen]->info.status == "done") ++rows.done;
    }
}

const AnnotationSet* set_of_row(const Project& project, const DocumentRows& rows, size_t row)
{
    const uint32_t set = rows.sets[row];
    return set < project.sets().size() ? project.sets()[set].get() : nullptr;
}

std::string quiet_line(const Document& document, const std::string& date)
{
    if (document.publisher.empty()) return date.empty() ? document.name : date;
    return date.empty() ? document.publisher : isolated(document.publisher) + " · " + date;
}

void context_menu(const Ui& ui, const Document& document, const AnnotationSet* set)
{
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(6, 6));
    const bool open = ImGui::BeginPopupContextItem("menu");
    ImGui::PopStyleVar();
    if (!open) return;
    draw_popup_edge(ui);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const std::string id = document.id.text;
    ImGui::Dummy({240, 0});
    text_field(ui, "document.title", document.title, "Title", {.title = "Rename the article"},
               [id](const std::string& text) {
                   return CommandCall{"document.set", Args().text("id", id).text("title", text).str()};
               });
    space(6);
    const bool done = set && set->info.status == "done";
    if (option(ui, "document.open", "Open", false)) ui.wishes.run("document.show", Args().text("id", id).str());
    if (set && option(ui, "document.status", done ? "Mark as open" : "Mark as done", false)) {
        ui.wishes.run("document.show", Args().text("id", id).str());
        ui.wishes.run("set.status", Args().text("status", done ? "open" : "done").str());
    }
    if (option(ui, "document.remove", "Remove from the project", false))
        ui.wishes.run("document.remove", Args().text("id", id).str());
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    ImGui::PopStyleVar();
    ImGui::EndPopup();
}

void document_row(const Ui& ui, const Document& document, const AnnotationSet* set)
{
    const std::string name = "document:" + document.id.text;
    const bool chosen = document.id == ui.app.session().document;
    const Row row = list_row(ui, name.c_str(), chosen, kRowHeight);
    if (row.clicked) {
        ui.wishes.run("document.show", Args().text("id", document.id.text).str());
        ui.app.session().narrow_panel.reset();  // it has done what it was opened for
    }
    const std::string title = display_title(document);
    const size_t spans = set ? set->spans.size() : 0;
    const bool done = set && set->info.status == "done";
    tooltip(ui, {.title = title, .detail = quiet_line(document, document.date) + " · " + isolated(document.name)});
    ImGui::PushID(name.c_str());
    context_menu(ui, document, set);
    ImGui::PopID();

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 dot = done ? ui.theme.good : spans > 0 ? ui.theme.accent : ui.quiet_ink;
    draw_icon(draw,
              done        ? Icon::Dot
              : spans > 0 ? Icon::HalfDot
                          : Icon::Ring,
              {row.min.x + 14, row.min.y + 15}, dot, 14);
    const float left = row.min.x + 28, right = row.max.x - 8;
    const float count = spans > 0 ? number_width(ui.quiet(), spans) : 0;
    draw_text_in(draw, chosen ? ui.list_strong() : ui.list(), {left, row.min.y + 5}, {right, row.min.y + 25}, title);
    draw_text_in(draw, ui.quiet(), {left, row.min.y + 23}, {right - count - 8, row.min.y + 42},
                 quiet_line(document, short_date(document.date)));
    if (spans > 0) draw_number(draw, ui.quiet(), right, row.min.y + 26, spans);
}

void footer(const Ui& ui, Area area, size_t done, size_t all)
{
    const float top = area.max.y - kFooter;
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x, top}, {area.max.x, top}, ui.theme.line);
    ImGui::SetCursorScreenPos({area.min.x + 12, top + 8});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 6));
    text_line(ui, ui.quiet(), with_thousands(done) + " of " + with_thousands(all) + " done");
    progress_bar(ui, static_cast<float>(done) / static_cast<float>(std::max<size_t>(all, 1)), ui.theme.good);
    ImGui::PopStyleVar();
}

void empty_list(const Ui& ui)
{
    space(8);
    text_block(ui.quiet(),
               "The articles of the project stand here. Drop text files or a project on the page, or open them.");
    space(4);
    command_button(ui, "documents.open", "Open files", ButtonLook::Outlined,
                   {.title = "Open files", .command = "file.open"});
}

}  // namespace

void document_list(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    const Project& project = app.project();
    begin_panel("documents", area, ui.theme.panel);
    draw_hairline(*ImGui::GetWindowDrawList(), {area.max.x - hairline(), area.min.y}, area.max, ui.theme.line);
    DocumentRows& rows = app.session().views.rows;
    update_rows(app, rows);
    const size_t all = project.documents().size();
    const float heading_right = area.max.x - 12;
    text_line(ui, ui.list_strong(), "Articles", area.width() - 80);
    if (all > 0) draw_number(*ImGui::GetWindowDrawList(), ui.quiet(), heading_right - 8, area.min.y + 14, all);
    if (all == 0) {
        empty_list(ui);
        end_panel();
        return;
    }
    ImGui::SetCursorScreenPos({area.min.x + 4, area.min.y + 40});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 2));
    ImGui::BeginChild("rows", {area.width() - 8, std::max(area.max.y - kFooter - area.min.y - 44, 1.0f)},
                      ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(all), kRowHeight + 2);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            document_row(ui, project.documents()[static_cast<size_t>(i)],
                         set_of_row(project, rows, static_cast<size_t>(i)));
    ImGui::EndChild();
    ImGui::PopStyleVar();
    footer(ui, area, rows.done, all);
    end_panel();
}

}  // namespace glossator
