#include <algorithm>
#include <cmath>

#include "core/base/sort_stably.h"
#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kRowHeight = 46;
constexpr float kFooter = 44;
constexpr float kTitleRow = 40;  // "Articles"
constexpr float kChoices = 36;   // filter and order

bool needs_checks(const ViewMemory& views)
{
    return views.document_filter == DocumentFilter::Unfinished || views.document_order == DocumentOrder::Unfinished;
}

const AnnotationSet* set_of_row(const Project& project, const DocumentRows& rows, size_t row)
{
    const uint32_t set = rows.sets[row];
    return set < project.sets().size() ? project.sets()[set].get() : nullptr;
}

size_t unfinished(const App& app, const AnnotationSet* set)
{
    const std::vector<Check>* list = set ? app.session().checklists.of(set->info.id) : nullptr;
    return list ? list->size() : 0;
}

bool is_listed(const App& app, const AnnotationSet* set, DocumentFilter filter)
{
    const bool done = set && set->info.status == "done";
    switch (filter) {
    case DocumentFilter::All: break;
    case DocumentFilter::Open: return !done;
    case DocumentFilter::Done: return done;
    case DocumentFilter::Flagged: return set && !set->info.flags.empty();
    case DocumentFilter::Unfinished: return unfinished(app, set) > 0;
    }
    return true;
}

// What a document is sorted by: words from small to large, then numbers from large to small.
struct SortKey {
    std::string words;
    size_t number = 0;
};

SortKey key_of(const App& app, const Document& document, const AnnotationSet* set, DocumentOrder order)
{
    switch (order) {
    case DocumentOrder::Project: break;
    case DocumentOrder::Name: return {folded(display_title(document))};
    case DocumentOrder::Date: return {document.date};
    case DocumentOrder::Publisher: return {folded(document.publisher)};
    case DocumentOrder::Done: return {set ? set->info.status == "done" ? "2" : set->spans.empty() ? "0" : "1" : "0"};
    case DocumentOrder::Spans: return {{}, set ? set->spans.size() : 0};
    case DocumentOrder::Unfinished: return {{}, unfinished(app, set)};
    }
    return {};
}

void choose_rows(const App& app, DocumentRows& rows)
{
    const std::vector<Document>& documents = app.project().documents();
    for (uint32_t i = 0; i < documents.size(); ++i)
        if (is_listed(app, set_of_row(app.project(), rows, i), rows.filter)) rows.shown.push_back(i);
    if (rows.order == DocumentOrder::Project) return;
    std::vector<SortKey> keys;
    for (uint32_t i = 0; i < documents.size(); ++i)
        keys.push_back(key_of(app, documents[i], set_of_row(app.project(), rows, i), rows.order));
    sort_stably(rows.shown, [&](uint32_t a, uint32_t b) {
        return keys[a].words != keys[b].words ? keys[a].words < keys[b].words : keys[a].number > keys[b].number;
    });
}

// The set of `annotator` on each document, else its first one.
void update_rows(const App& app, DocumentRows& rows)
{
    const Project& project = app.project();
    const ViewMemory& views = app.session().views;
    const AnnotationSet* open = app.set();
    const AnnotatorId annotator = open ? open->info.by : rows.annotator;
    const uint64_t checked = needs_checks(views) ? app.session().checklists.found() : 0;
    if (rows.revision == project.revision() && rows.project == project.info().id.text && rows.annotator == annotator &&
        rows.checked == checked && rows.filter == views.document_filter && rows.order == views.document_order &&
        rows.sets.size() == project.documents().size())
        return;
    rows = {project.info().id.text,
            project.revision(),
            checked,
            annotator,
            views.document_filter,
            views.document_order,
            {},
            {},
            0,
            0};
    rows.sets.reserve(project.documents().size());
    const auto& sets = project.sets();  // in the order of documents
    uint32_t at = 0;
    for (const Document& document : project.documents()) {
        uint32_t chosen = DocumentRows::kNone;
        for (; at < sets.size() && sets[at]->info.document == document.id; ++at)
            if (chosen == DocumentRows::kNone || (sets[chosen]->info.by != annotator && sets[at]->info.by == annotator))
                chosen = at;
        rows.sets.push_back(chosen);
        if (chosen == DocumentRows::kNone) continue;
        if (sets[chosen]->info.status == "done") ++rows.done;
        rows.seconds += sets[chosen]->info.seconds.value_or(0);
    }
    choose_rows(app, rows);
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
    text_field(ui, "document.title", document.title, tr("Title"), {.title = tr("Rename the article")},
               [id](const std::string& text) {
                   return CommandCall{"document.set", Args().text("id", id).text("title", text).str()};
               });
    space(6);
    const bool done = set && set->info.status == "done";
    if (option(ui, "document.open", tr("Open"), false)) ui.wishes.run("document.show", Args().text("id", id).str());
    if (set && option(ui, "document.status", done ? tr("Mark as open") : tr("Mark as done"), false)) {
        ui.wishes.run("document.show", Args().text("id", id).str());
        ui.wishes.run("set.status", Args().text("status", done ? "open" : "done").str());
    }
    if (option(ui, "document.remove", tr("Remove from the project"), false))
        ui.wishes.run("document.remove", Args().text("id", id).str());
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    ImGui::PopStyleVar();
    ImGui::EndPopup();
}

std::string minutes(double seconds)
{
    const auto all = static_cast<size_t>(seconds / 60);
    return all < 60 ? tr("{} min", {with_thousands(all)})
                    : tr("{} h {} min", {with_thousands(all / 60), std::to_string(all % 60)});
}

// Of the set, with what it doesn't tell of yet.
double seconds_of(const App& app, const Document& document, const AnnotationSet* set)
{
    return (set ? set->info.seconds.value_or(0) : 0) + app.uncounted_s(document.id);
}

std::string detail_of(const App& app, const Document& document, const AnnotationSet* set)
{
    std::string detail = quiet_line(document, document.date) + " · " + isolated(document.name);
    if (const size_t open = unfinished(app, set)) detail += " · " + tr("{} unfinished", {with_thousands(open)});
    if (set)
        for (const std::string& flag : set->info.flags) detail += " · " + flag;
    const double seconds = seconds_of(app, document, set);
    return seconds < 60 ? detail : detail + " · " + minutes(seconds);
}

void document_row(const Ui& ui, const Document& document, const AnnotationSet* set)
{
    const std::string name = "document:" + document.id.text;
    const bool chosen = document.id == ui.app.session().document;
    const Row row = list_row(ui, name.c_str(), chosen, kRowHeight);
    const ImVec2 dot_end{row.min.x + 26, row.min.y + 26};  // a click on the dot turns the status
    ui.app.controls().mark("document.status:" + document.id.text, row.min, dot_end);
    const bool on_dot = row.hovered && ImGui::IsMouseHoveringRect(row.min, dot_end);
    const bool done = set && set->info.status == "done";
    if (row.clicked && on_dot) {
        ui.wishes.run("set.status",
                      Args().text("document", document.id.text).text("status", done ? "open" : "done").str());
    } else if (row.clicked) {
        ui.wishes.run("document.show", Args().text("id", document.id.text).str());
        ui.app.session().narrow_panel.reset();  // it has done what it was opened for
    }
    const std::string title = display_title(document);
    const size_t spans = set ? set->spans.size() : 0, open = unfinished(ui.app, set);
    if (on_dot)
        tooltip(ui, {.title = done ? tr("Mark as open") : tr("Mark as done"), .command = "set.toggle_done"});
    else
        tooltip(ui, {.title = title, .detail = detail_of(ui.app, document, set)});
    ImGui::PushID(name.c_str());
    context_menu(ui, document, set);
    ImGui::PopID();

    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (on_dot) draw.AddCircleFilled({row.min.x + 14, row.min.y + 15}, 10, with_alpha(ui.theme.ink, 0.08f));
    const ImU32 dot = done ? ui.theme.good : spans > 0 ? ui.theme.accent : ui.quiet_ink;
    draw_icon(draw,
              done        ? Icon::Dot
              : spans > 0 ? Icon::HalfDot
                          : Icon::Ring,
              {row.min.x + 14, row.min.y + 15}, dot, 14);
    const float left = row.min.x + 28, right = row.max.x - 8;
    const float count = spans > 0 ? number_width(ui.quiet(), spans) : 0;
    float title_right = right;
    if (open > 0) {
        title_right -= number_width(ui.quiet(), open) + 16;
        draw_number(draw, ui.quiet(), right, row.min.y + 8, open);
        draw_icon(draw, Icon::Ring, {title_right + 8, row.min.y + 15}, ui.theme.warning, 9);
    }
    if (set && !set->info.flags.empty()) {
        title_right -= 14;
        draw_icon(draw, Icon::Flag, {title_right + 6, row.min.y + 15}, ui.quiet_ink, 11);
    }
    draw_text_in(draw, chosen ? ui.list_strong() : ui.list(), {left, row.min.y + 5}, {title_right - 4, row.min.y + 25},
                 title);
    draw_text_in(draw, ui.quiet(), {left, row.min.y + 23}, {right - count - 8, row.min.y + 42},
                 quiet_line(document, short_date(document.date)));
    if (spans > 0) draw_number(draw, ui.quiet(), right, row.min.y + 26, spans);
}

// Which articles are listed, and in which order.
void list_choices(const Ui& ui, Area area)
{
    ViewMemory& views = ui.app.session().views;
    const float each = std::floor((area.width() - 24 - 8) / 2);
    const auto choice = [&](const char* name, const char* hint, size_t now, const std::vector<const char*>& titles) {
        size_t chosen = now;
        if (!begin_choice(ui, name, tr(titles[now]), {.title = hint}, each)) return chosen;
        for (size_t i = 0; i < titles.size(); ++i)
            if (option(ui, (std::string(name) + "=" + titles[i]).c_str(), tr(titles[i]), i == now)) chosen = i;
        end_choice();
        return chosen;
    };
    ImGui::SetCursorScreenPos({area.min.x + 12, area.min.y + kTitleRow - 2});
    views.document_filter = static_cast<DocumentFilter>(
        choice("documents.filter", tr("Which articles are listed"), static_cast<size_t>(views.document_filter),
               {tr_later("All"), tr_later("Open"), tr_later("Done"), tr_later("Flagged"), tr_later("Unfinished")}));
    ImGui::SetCursorScreenPos({area.min.x + 20 + each, area.min.y + kTitleRow - 2});
    views.document_order = static_cast<DocumentOrder>(
        choice("documents.order", tr("In which order"), static_cast<size_t>(views.document_order),
               {tr_later("As opened"), tr_later("Name"), tr_later("Date"), tr_later("Publisher"), tr_later("Status"),
                tr_later("Spans"), tr_later("Unfinished")}));
}

void footer(const Ui& ui, Area area, size_t done, size_t all, double seconds)
{
    const float top = area.max.y - kFooter;
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x, top}, {area.max.x, top}, ui.theme.line);
    ImGui::SetCursorScreenPos({area.min.x + 12, top + 8});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 6));
    text_line(ui, ui.quiet(),
              tr("{} of {} done", {with_thousands(done), with_thousands(all)}) +
                  (seconds < 60 ? "" : " · " + minutes(seconds)));
    progress_bar(ui, static_cast<float>(done) / static_cast<float>(std::max<size_t>(all, 1)), ui.theme.good);
    ImGui::PopStyleVar();
}

void empty_list(const Ui& ui)
{
    space(8);
    text_block(ui.quiet(),
               tr("The articles of the project stand here. Drop text files or a project on the page, or open them."));
    space(4);
    command_button(ui, "documents.open", tr("Open files"), ButtonLook::Outlined,
                   {.title = tr("Open files"), .command = "file.open"});
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
    text_line(ui, ui.list_strong(), tr("Articles"), area.width() - 80);
    if (all > 0) draw_number(*ImGui::GetWindowDrawList(), ui.quiet(), heading_right - 8, area.min.y + 14, all);
    if (all == 0) {
        empty_list(ui);
        end_panel();
        return;
    }
    float top = area.min.y + kTitleRow;
    if (all > 1) {
        list_choices(ui, area);
        top += kChoices;
    }
    ImGui::SetCursorScreenPos({area.min.x + 4, top});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 2));
    ImGui::BeginChild("rows", {area.width() - 8, std::max(area.max.y - kFooter - top - 4, 1.0f)}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoNav);
    if (rows.shown.empty()) {
        ImGui::SetCursorPosX(8);
        text_line(ui, ui.quiet(), tr("No article is like this."));
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows.shown.size()), kRowHeight + 2);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const uint32_t at = rows.shown[static_cast<size_t>(i)];
            document_row(ui, project.documents()[at], set_of_row(project, rows, at));
        }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    footer(ui, area, rows.done, all, rows.seconds + app.uncounted_s(app.session().document));
    end_panel();
}

}  // namespace glossator
