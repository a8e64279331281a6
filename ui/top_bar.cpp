#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/reports.h"
#include "ui/visibility.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kButton = 32;
constexpr float kGap = 4;

void open_below(Session& session, Popup popup, const MenuMemory& memory)
{
    // A press outside has closed the menu already when its own button is what was pressed.
    const bool was_open = memory.frame >= ImGui::GetFrameCount() - 2 && session.popup == Popup::None;
    session.popup = session.popup == popup || was_open ? Popup::None : popup;
}

// A text with a chevron that opens a menu.
bool menu_button(const Ui& ui, const char* name, const TextStyle& style, std::string_view text, float width,
                 const Hint& hint)
{
    const Row row = [&] {
        ImGui::BeginChild(name, {width, kButton}, ImGuiChildFlags_None,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoNav);
        const Row drawn = list_row(ui, name, false, kButton);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw_text_in(draw, style, {drawn.min.x + 8, drawn.min.y}, {drawn.max.x - 20, drawn.max.y}, text);
        draw_icon(draw, Icon::ChevronDown, {drawn.max.x - 12, (drawn.min.y + drawn.max.y) / 2}, ui.quiet_ink, 14);
        tooltip(ui, hint);
        ImGui::EndChild();
        return drawn;
    }();
    return row.clicked;
}

// Projects that other tabs worked on, so that none seems lost.
void kept_projects(const Ui& ui)
{
    constexpr size_t kMost = 8;
    const std::vector<KeptProject>& projects = ui.app.kept_projects();
    if (projects.empty()) return;
    separator(ui);
    ImGui::Indent(26);
    text_block(ui.quiet(), tr("Also kept here"));
    ImGui::Unindent(26);
    space(4);
    for (size_t i = 0; i < std::min(projects.size(), kMost); ++i) {
        const KeptProject& each = projects[i];
        const LocalTime at = local_time(each.at, ui.app.platform().utc_offset_min());
        const std::string title = each.title.empty() ? tr("Untitled project") : each.title;
        const std::string slot = std::to_string(each.slot);
        menu_item(ui, ("top.menu:kept:" + slot).c_str(), at.day.empty() ? title : title + ", " + at.day,
                  "project.open_kept", Args().number("slot", static_cast<double>(each.slot)).str());
    }
}

const char* told(ProjectFile::State state)
{
    switch (state) {
    case ProjectFile::State::AsHere: return tr("has all of it");
    case ProjectFile::State::Behind: return tr("has not the last steps");
    case ProjectFile::State::Writing: return tr("is being written");
    case ProjectFile::State::ChangedElsewhere: return tr("was changed elsewhere");
    }
    return "";
}

// The file that the project is worked on in.
void project_file(const Ui& ui)
{
    const std::string& name = ui.app.project_file().name;
    if (name.empty()) return;
    ImGui::Indent(26);
    text_line(ui, ui.list(), name, 0, Cut::Middle);
    text_line(ui, ui.tag(), told(ui.app.project_file_state()));
    ImGui::Unindent(26);
    ui.app.controls().mark_item("top.file");
    space(4);
    menu_item(ui, "top.menu:file.save_by_itself", tr("Save to it by itself"), "file.save_by_itself", "{}",
              ui.app.session().settings.saves_itself);
}

void project_menu(const Ui& ui, ImVec2 at)
{
    Session& session = ui.app.session();
    begin_popup(ui, "top.menu.list", at, 280, session.views.project_menu);
    const std::string& title = ui.app.project().info().title;
    text_field(ui, "top.title", title, tr("Name of the project"), {.title = tr("Rename the project")},
               [](const std::string& text) {
                   return CommandCall{"project.set", Args().text("title", text).str()};
               });
    space(6);
    menu_item(ui, "top.menu:file.open", tr("Open files…"), "file.open");
    menu_item(ui, "top.menu:file.open_folder", tr("Open a folder…"), "file.open_folder");
    separator(ui);
    menu_item(ui, "top.menu:file.save", tr("Save"), "file.save");
    menu_item(ui, "top.menu:file.save_as", tr("Save as…"), "file.save_as");
    project_file(ui);
    separator(ui);
    menu_item(ui, "top.menu:view.export", tr("Export…"), "view.export");
    menu_item(ui, "top.menu:view.schema", tr("Schema"), "view.schema");
    menu_item(ui, "top.menu:view.history", tr("History"), "view.history");
    menu_item(ui, "top.menu:file.new", tr("New project"), "file.new");
    menu_item(ui, "top.menu:sample.open", tr("Open the sample"), "sample.open");
    kept_projects(ui);
    end_popup();
}

struct ThemeChoice {
    ThemeName theme;
    const char* name;
    const char* title;
};
constexpr ThemeChoice kThemes[] = {{ThemeName::System, "system", tr_later("As the system")},
                                   {ThemeName::Light, "light", tr_later("Light")},
                                   {ThemeName::Dark, "dark", tr_later("Dark")},
                                   {ThemeName::Contrast, "contrast", tr_later("High contrast")}};

// How text is set, as values side by side; each is a command of the family `command`.
void text_choice(const Ui& ui, const char* command, const std::vector<Segment>& values, int chosen)
{
    const std::string name = std::string("top.view:") + command;
    const int clicked = segmented(ui, name.c_str(), values, chosen, ImGui::GetContentRegionAvail().x);
    if (clicked >= 0) ui.wishes.run(std::string(command) + ":" + std::to_string(clicked));
    space(4);
}

constexpr int kViews = 8, kViewsInBar = 5;  // of MainView: those after them have keys, and stand in the view menu

constexpr float kViewMenu = 260;  // wide

// Whether there is room for the switch between them; else they stand in the view menu.
bool bar_has_views()
{
    return ImGui::GetIO().DisplaySize.x >= 1080;
}

// Beside the word in another language stands the one that is known to who chose the wrong one.
std::string language_title()
{
    return language() ? std::string(tr("Language")) + " (Language)" : "Language";
}

void language_menu(const Ui& ui, ImVec2 at)
{
    Session& session = ui.app.session();
    const std::string& chosen = session.settings.language;
    const auto item = [&](const char* code, const char* name) {
        menu_item(ui, (std::string("top.language:") + code).c_str(), name, "view.language",
                  Args().text("code", code).str(), chosen == code);
    };
    begin_popup(ui, "top.language.list", {at.x - kViewMenu, at.y}, kViewMenu, session.views.language_menu);
    item("", tr("As the system"));
    separator(ui);
    for (const LanguageName& each : kLanguages) item(each.code, each.name);
    end_popup();
}

void view_menu(const Ui& ui, ImVec2 at)
{
    Session& session = ui.app.session();
    const Settings& settings = session.settings;
    begin_popup(ui, "top.view.list", {at.x - kViewMenu, at.y}, kViewMenu, session.views.view_menu);
    for (int i = bar_has_views() ? kViewsInBar : 0; i < kViews; ++i) {
        const auto view = static_cast<MainView>(i);
        const std::string command = std::string("view.") + (i == 0 ? "text" : name_of(view));
        menu_item(ui, ("top.view:" + command).c_str(), tr(title_of(view)), command, "{}", session.main_view == view);
    }
    separator(ui);
    for (const ThemeChoice& choice : kThemes) {
        const std::string name = std::string("top.view:theme.") + choice.name;
        menu_item(ui, name.c_str(), tr(choice.title), "view.theme", Args().text("name", choice.name).str(),
                  settings.theme == choice.theme);
    }
    separator(ui);
    menu_item(ui, "top.view:view.languages", language_title(), "view.languages");
    separator(ui);
    menu_item(ui, "top.view:view.text_bigger", tr("Bigger text"), "view.text_bigger");
    menu_item(ui, "top.view:view.text_smaller", tr("Smaller text"), "view.text_smaller");
    menu_item(ui, "top.view:view.snap", tr("Select whole words"), "view.snap", "{}", settings.snap_to_words);
    menu_item(ui, "top.view:view.invisible", tr("Invisible characters"), "view.invisible", "{}",
              settings.show_invisible);
    space(4);
    text_choice(ui, "view.direction", {tr_later("By paragraph"), tr_later("Left"), tr_later("Right")},
                static_cast<int>(settings.direction));
    text_choice(ui, "view.arabic_hand", {tr_later("By language"), tr_later("Nastaliq"), tr_later("Naskh")},
                static_cast<int>(settings.arabic_hand));
    separator(ui);
    for (const ViewSwitch& s : view_switches(ui.app))
        if (s.name.compare(0, 6, "label:") != 0)
            menu_item(ui, ("top.view:view." + s.name).c_str(), s.title, "view." + s.name, "{}", s.shown);
    separator(ui);
    menu_item(ui, "top.view:view.toggle_documents", tr("Articles"), "view.toggle_documents", "{}",
              is_shown(session, SidePanel::Documents));
    menu_item(ui, "top.view:view.toggle_inspector", tr("Inspector"), "view.toggle_inspector", "{}",
              is_shown(session, SidePanel::Inspector));
    menu_item(ui, "top.view:view.guidelines", tr("Guidelines"), "view.guidelines", "{}", settings.show_guidelines);
    menu_item(ui, "top.view:view.problems", tr("Problems"), "view.problems", "{}", session.show_problems);
    separator(ui);
    menu_item(ui, "top.view:view.palette", tr("All commands"), "view.palette");
    menu_item(ui, "top.view:view.help", tr("Keys and gestures"), "view.help");
    end_popup();
}

struct SavedLook {
    Icon icon;
    ImU32 color;
    const char* text;
};

SavedLook saved_look(const Ui& ui)
{
    if (ui.app.is_typing() && ui.app.keeper().state() != Keeper::State::Failed)
        return {Icon::HalfDot, ui.quiet_ink, tr("Typing")};
    if (ui.app.reads_along()) return {Icon::Ring, ui.theme.warning, tr("Reading")};
    switch (ui.app.keeper().state()) {
    case Keeper::State::Saving: return {Icon::HalfDot, ui.quiet_ink, tr("Saving")};
    case Keeper::State::Failed: return {Icon::Alert, ui.theme.error, tr("Not saved")};
    case Keeper::State::Saved: break;
    }
    return {Icon::Dot, ui.theme.good, tr("Saved")};
}

// The state of saving, which is also the button that writes a file. Returns its left edge.
float saved_button(const Ui& ui, float right, float top, bool narrow)
{
    const SavedLook look = saved_look(ui);
    const float width =
        narrow ? kButton : 36 + std::max(text_width(ui.list(), tr("Saving")), text_width(ui.list(), look.text));
    ImGui::SetCursorScreenPos({right - width, top});
    if (ImGui::InvisibleButton("top.save", {width, kButton})) ui.wishes.run("file.save");
    ui.app.controls().mark_item("top.save");
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered()) draw.AddRectFilled(min, max, with_alpha(ui.theme.ink, 0.07f), 6);
    draw_icon(draw, look.icon, {max.x - 16, (min.y + max.y) / 2}, look.color, look.icon == Icon::Alert ? 14.0f : 11.0f);
    const float left = max.x - 28 - text_width(ui.quiet(), look.text);
    if (!narrow) draw_text_in(draw, ui.quiet(), {left, min.y}, {max.x, max.y}, look.text);
    const bool failed = ui.app.keeper().state() == Keeper::State::Failed;
    tooltip(ui, {.title = tr("Save to a file"),
                 .command = "file.save",
                 .detail = failed ? std::string_view(ui.app.keeper().failure())
                           : ui.app.reads_along()
                               ? ui.app.writing_sentence()
                               : tr("Every step is kept here at once. A file is yours to move and share.")});
    return right - width;
}

float icon_at(const Ui& ui, const char* name, Icon icon, float right, float top, std::string_view command,
              std::string_view title, bool enabled = true)
{
    ImGui::SetCursorScreenPos({right - kButton, top});
    if (icon_button(ui, name, icon, {.title = title, .command = command}, enabled, kButton)) ui.wishes.run(command);
    return right - kButton - kGap;
}

// The text and the views over all documents, side by side.
void view_switch(const Ui& ui, float left, float right)
{
    std::vector<Segment> titles;
    for (int i = 0; i < kViewsInBar; ++i) titles.emplace_back(title_of(static_cast<MainView>(i)));
    const int chosen = segmented(ui, "top.main", titles, static_cast<int>(ui.app.session().main_view), right - left);
    if (chosen >= 0)
        ui.wishes.run(chosen == 0 ? "view.text" : std::string("view.") + name_of(static_cast<MainView>(chosen)));
}

std::string undo_tip(const char* verb, const std::string* title)
{
    const bool undo = verb == std::string_view("Undo");
    return title ? tr(undo ? "Undo: {}" : "Redo: {}", {*title}) : tr(undo ? "Nothing to undo" : "Nothing to redo");
}

}  // namespace

void top_bar(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    finish_fields(app, wishes);
    begin_panel("top", area, ui.theme.panel, PanelScroll::No, {8, 8});
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x, area.max.y - hairline()}, {area.max.x, area.max.y},
                  ui.theme.line);
    Session& session = app.session();
    const bool narrow = area.width() < 640;
    const float top = std::round((area.min.y + area.max.y - kButton) / 2);
    const float menu_top = area.max.y - 4;

    float right = area.max.x - 8;
    right = icon_at(ui, "top.inspector", Icon::PanelRight, right, top, "view.toggle_inspector", tr("Inspector"));
    const float view_width = text_width(ui.list(), tr("View")) + 34;
    ImGui::SetCursorScreenPos({right - view_width, top});
    if (menu_button(ui, "top.view", ui.list(), tr("View"), view_width, {.title = tr("Theme, text size and panels")}))
        open_below(session, Popup::ViewMenu, session.views.view_menu);
    const float view_right = right;
    right -= view_width + kGap;
    right = saved_button(ui, right, top, narrow) - kGap;
    const std::string redo = undo_tip("Redo", app.history().redo_title()),
                      undo = undo_tip("Undo", app.history().undo_title());
    right = icon_at(ui, "top.redo", Icon::Redo, right, top, "edit.redo", redo, app.history().redo_title() != nullptr);
    right = icon_at(ui, "top.undo", Icon::Undo, right, top, "edit.undo", undo, app.history().undo_title() != nullptr);

    right = icon_at(ui, "top.find", Icon::Search, right, top, "search.open", tr("Find in the text"),
                    app.document() != nullptr);

    icon_at(ui, "top.documents", Icon::PanelLeft, area.min.x + 8 + kButton, top, "view.toggle_documents",
            tr("Articles"));
    const float left = area.min.x + 8 + kButton + kGap;
    constexpr float kSwitch = 450, kTitleRoom = 220;
    if (!app.project().documents().empty() && bar_has_views()) {
        const float at = std::max(std::round((area.min.x + area.max.x - kSwitch) / 2), left + kTitleRoom);
        const float begin = std::min(at, right - kSwitch - 8);
        ImGui::SetCursorScreenPos({begin, top + 2});
        view_switch(ui, begin, begin + kSwitch);
        right = begin - 8;
    }
    const std::string& title = app.project().info().title;
    const std::string_view shown = title.empty() || title == "Untitled project"
                                       ? std::string_view(tr("Untitled project"))
                                       : std::string_view(title);
    const float wanted = text_width(ui.strong(), shown) + 34;
    ImGui::SetCursorScreenPos({left, top});
    if (menu_button(ui, "top.menu", ui.strong(), shown, std::clamp(wanted, 60.0f, std::max(right - left - 8, 60.0f)),
                    {.title = tr("Open, save, rename")})) {
        open_below(session, Popup::ProjectMenu, session.views.project_menu);
        wishes.run("project.list_kept");
    }
    end_panel();

    if (session.popup == Popup::ProjectMenu) project_menu(ui, {left, menu_top});
    if (session.popup == Popup::ViewMenu) view_menu(ui, {view_right, menu_top});
    if (session.popup == Popup::LanguageMenu) language_menu(ui, {view_right, menu_top});
}

}  // namespace glossator
