#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kButton = 28;
constexpr float kGap = 2;

// Searches for what the field says now.
void search_anew(const Ui& ui)
{
    Session& session = ui.app.session();
    FindBar& find = session.find;
    find.fault.clear();
    if (!find.jumps_from) find.jumps_from = session.selection.range().begin;
    const Status began = session.search.begin(ui.app.project(), find.query, find.options, session.document);
    if (!began) find.fault = sentence(began.error().message);
    ui.app.platform().request_frame(0);
}

// A switch that shows what it is by its letters.
void option_switch(const Ui& ui, const char* name, std::string_view letters, bool& on, const Hint& hint)
{
    if (ImGui::InvisibleButton(name, {kButton, kButton})) {
        on = !on;
        search_anew(ui);
    }
    ui.app.controls().mark_item(name);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (on)
        draw.AddRectFilled(min, max, with_alpha(ui.theme.accent, ui.theme.contrast ? 0.4f : 0.15f), 6);
    else if (ImGui::IsItemHovered())
        draw.AddRectFilled(min, max, with_alpha(ui.theme.ink, ui.theme.contrast ? 0.2f : 0.07f), 6);
    if (on) draw.AddRect(min, max, ui.theme.accent, 6, 0, 1);
    const TextStyle style = on ? ui.list_strong() : ui.quiet();
    draw_text_in(draw, style, {std::round((min.x + max.x - text_width(style, letters)) / 2), min.y}, max, letters);
    tooltip(ui, hint);
}

void query_field(const Ui& ui, float width)
{
    FindBar& find = ui.app.session().find;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const bool active = ImGui::GetActiveID() == ImGui::GetID("##query");
    draw.AddRectFilled(at, {at.x + width, at.y + kButton}, ui.theme.paper, 6);
    draw.AddRect(at, {at.x + width, at.y + kButton},
                 !find.fault.empty() ? ui.theme.error
                 : active            ? ui.theme.accent
                                     : mixed(ui.theme.line, ui.quiet_ink, 0.2f),
                 6, 0, active ? 1.5f : hairline());
    draw_icon(draw, Icon::Search, {at.x + 14, at.y + kButton / 2}, ui.quiet_ink, 13);
    const ImGuiID owner = ImGui::GetID("escape");
    if (active) {  // the bar closes with what was typed; ImGui's field would take it back
        ImGui::SetKeyOwner(ImGuiKey_Escape, owner, ImGuiInputFlags_LockThisFrame);
        if (ImGui::IsKeyPressed(ImGuiKey_Escape, ImGuiInputFlags_None, owner)) ui.wishes.run("search.close");
    }
    ImGui::SetCursorScreenPos({at.x + 24, at.y});
    const bool enter = edit_line(ui, "##query", find.query,
                                 {.style = ui.list(),
                                  .hint = tr("Find"),
                                  .width = width - 24,
                                  .height = kButton,
                                  .padding = 4,
                                  .take_keyboard = std::exchange(find.takes_keyboard, false),
                                  .enter_returns = true,
                                  .stays = true});
    if (ImGui::IsItemEdited()) search_anew(ui);
    ui.app.controls().mark("find.query", at, {at.x + width, at.y + kButton});
    if (enter) ui.wishes.run(ImGui::GetIO().KeyShift ? "search.previous" : "search.next");
}

// "3 of 27 · 81 in 5 articles", what is wrong with the query, or how far the search is.
std::string result_text(const App& app)
{
    const Session& session = app.session();
    const Search& search = session.search;
    if (!session.find.fault.empty()) return session.find.fault;
    if (session.find.query.empty()) return {};
    const Search::Place* here = search.find(session.document);
    const std::string more = search.cut_short() ? "+" : search.running() ? "…" : "";
    if (!here || search.total() == 0)
        return search.running() ? tr("Searching…") : search.cut_short() ? tr("Took too long") : tr("Not found");
    const TextRange selected = session.selection.range();
    const auto at = std::lower_bound(here->hits.begin(), here->hits.end(), selected);
    std::string text = with_thousands(here->hits.size()) + (here->done ? "" : more);
    if (at != here->hits.end() && *at == selected)
        text = tr("{} of {}", {with_thousands(static_cast<size_t>(at - here->hits.begin()) + 1), text});
    if (search.total() == here->hits.size()) return text;
    return text + " · " +
           tr("{} in {}",
              {with_thousands(search.total()) + more, counted(search.documents_with_hits(), "article", "articles")});
}

// Labels to give to all hits, here or everywhere.
void label_all(const Ui& ui, float width)
{
    Session& session = ui.app.session();
    const Search& search = session.search;
    const Search::Place* here = search.find(session.document);
    const size_t in_this = here ? here->hits.size() : 0;
    ImGui::BeginDisabled(search.running() || search.total() == 0);
    if (begin_choice(ui, "find.label", tr("Label all"), {.title = tr("Give all hits a label, in one step")}, width,
                     nullptr, 280)) {
        const bool others = search.total() > in_this;
        bool all = others && (session.find.labels_all || in_this == 0);
        if (others) {
            space(4);
            const int chosen = segmented(
                ui, "find.scope",
                {tr("This article: {}", {with_thousands(in_this)}), tr("All: {}", {with_thousands(search.total())})},
                all ? 1 : 0, ImGui::GetContentRegionAvail().x);
            if (chosen >= 0) session.find.labels_all = all = chosen == 1;
            space(6);
        }
        for (const LabelDef& label : ui.app.project().schema().labels) {
            if (!option(ui, ("find.label=" + label.id.text).c_str(), title_of(label), false, {.sample = &label}))
                continue;
            Args args;
            args.text("label", label.id.text);
            if (!all) args.text("document", session.document.text);
            ui.wishes.run("search.annotate", args.str());
        }
        end_choice();
    }
    ImGui::EndDisabled();
}

}  // namespace

void find_bar(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    FindBar& find = app.session().find;
    begin_panel("find", area, ui.theme.panel, PanelScroll::No, {12, 8});
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x, area.max.y - hairline()}, area.max, ui.theme.line);
    const float top = area.min.y + 8;
    const bool small = area.width() < 620;
    float right = area.max.x - 8;
    const auto icon = [&](const char* name, Icon which, const char* command, const char* title, bool enabled = true) {
        ImGui::SetCursorScreenPos({right -= kButton, top});
        if (icon_button(ui, name, which, {.title = title, .command = command}, enabled)) wishes.run(command);
        right -= kGap;
    };
    const bool any = app.session().search.total() > 0;
    icon("find.close", Icon::Close, "search.close", tr("Close"));
    icon("find.hits", Icon::List, "search.hits", tr("All hits in all articles"));
    icon("find.next", Icon::ChevronDown, "search.next", tr("Next hit"), any);
    icon("find.previous", Icon::ChevronUp, "search.previous", tr("Previous hit"), any);
    if (!small) {
        constexpr float kLabelAll = 96;
        ImGui::SetCursorScreenPos({right -= kLabelAll, top});
        label_all(ui, kLabelAll);
        right -= 8;
    }
    const float switches = 3 * (kButton + kGap), left = area.min.x + 12;
    const std::string result = result_text(app);
    const TextStyle style =
        find.fault.empty() ? ui.quiet() : colored(ui.quiet(), legible_on(ui.theme.error, ui.theme.panel));
    const float room = right - left - switches;
    const float shown = std::min(text_width(style, result), room * (find.fault.empty() ? 0.5f : 0.6f));
    const float field = std::clamp(room - shown - 24, 80.0f, 340.0f);
    ImGui::SetCursorScreenPos({left, top});
    query_field(ui, field);
    float x = left + field + 6;
    const auto option = [&](const char* name, std::string_view letters, bool& on, const Hint& hint) {
        ImGui::SetCursorScreenPos({x, top});
        option_switch(ui, name, letters, on, hint);
        x += kButton + kGap;
    };
    option(
        "find.case", "Aa", find.options.match_case,
        {.title = tr("Match case"), .detail = tr("Capital letters, curly quotes and hard spaces then matter, too.")});
    option("find.words", "“w”", find.options.whole_words, {.title = tr("Whole words")});
    option("find.regex", ".*", find.options.regex,
           {.title = tr("Regular expression"), .detail = tr("\\w, \\d, \\b and \\p{Lu} know every script.")});
    draw_text_in(*ImGui::GetWindowDrawList(), style, {x + 8, top}, {right, top + kButton}, result);
    app.controls().mark("find.result", {x + 8, top}, {right, top + kButton});
    end_panel();
}

}  // namespace glossator
