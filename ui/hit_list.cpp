#include <algorithm>

#include "ui/language.h"
#include "ui/record_view.h"

namespace glossator {

namespace {

constexpr float kRow = 24;
constexpr float kTitle = 170;  // px for the article's name

void hit_row(const Ui& ui, const Search::Place& place, size_t hit, size_t row_number)
{
    const Document* document = ui.app.project().find(place.document);
    if (!document) return;
    const Session& session = ui.app.session();
    const TextRange range = place.hits[hit];
    const bool chosen = session.document == place.document && session.selection.range() == range;
    const Row row = list_row(ui, ("hit:" + std::to_string(row_number)).c_str(), chosen, kRow);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float title = is_slim() ? 0 : kTitle;
    if (title > 0 && (hit == 0 || row.min.y < ImGui::GetWindowPos().y + kRow))
        draw_text_in(draw, ui.quiet(), {row.min.x + 8, row.min.y}, {row.min.x + title, row.max.y},
                     display_title(*document));
    draw_in_context(ui, *document->text, range, {row.min.x + title + 8, row.min.y}, {row.max.x - 8, row.max.y});
    if (row.clicked) show_place(ui.wishes, *document, range);
}

std::string heading(const Search& search)
{
    if (search.total() == 0) return search.running() ? tr("Searching…") : tr("Hits");
    const std::string found = tr("{} in {}", {counted(search.total(), "hit", "hits"),
                                              counted(search.documents_with_hits(), "article", "articles")});
    return search.running()     ? tr("{}, still searching…", {found})
           : search.cut_short() ? tr("{}; there are more", {found})
                                : found;
}

// Keeps the hit that was gone to in the list.
void follow_selection(const Ui& ui, float view)
{
    const Session& session = ui.app.session();
    const Search::Place* here = session.search.find(session.document);
    TextRange& followed = ui.app.session().views.followed_hit;
    const TextRange selected = session.selection.range();
    if (!here || followed == selected) return;
    const auto at = std::lower_bound(here->hits.begin(), here->hits.end(), selected);
    if (at == here->hits.end() || *at != selected) return;
    followed = selected;
    const float top =
        static_cast<float>(session.search.first_row(*here) + static_cast<size_t>(at - here->hits.begin())) * kRow;
    const float scroll = ImGui::GetScrollY();
    if (top < scroll || top + kRow > scroll + view) ImGui::SetScrollY(std::max(top - view / 2, 0.0f));
}

}  // namespace

float hit_list_height(const Search& search)
{
    return 40 + kRow * static_cast<float>(std::max<size_t>(search.total(), 3));
}

void hit_list(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    const Search& search = app.session().search;
    begin_panel("hits", area, ui.theme.panel, PanelScroll::No, {12, 8});
    draw_hairline(*ImGui::GetWindowDrawList(), area.min, {area.max.x, area.min.y}, ui.theme.line);
    text_line(ui, ui.list_strong(), heading(search), area.width() - 60);
    ImGui::SetCursorScreenPos({area.max.x - 36, area.min.y + 2});
    if (icon_button(ui, "hits.close", Icon::Close, {.title = tr("Hide the hits"), .command = "search.hits"}))
        wishes.run("search.hits");
    ImGui::SetCursorScreenPos({area.min.x + 4, area.min.y + 32});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const float view = std::max(area.height() - 34, 1.0f);
    ImGui::BeginChild("rows", {area.width() - 8, view}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (search.total() == 0) {
        ImGui::SetCursorPosX(8);
        text_line(ui, ui.quiet(), tr("What is found in any article is listed here, each hit in its line."));
    } else {
        follow_selection(ui, view);
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(search.total()), kRow);
        while (clipper.Step())
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                const auto [place, hit] = search.hit(static_cast<size_t>(i));
                hit_row(ui, *place, hit, static_cast<size_t>(i));
            }
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    end_panel();
}

}  // namespace glossator
