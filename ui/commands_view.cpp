#include <algorithm>

#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/reading_view.h"
#include "ui/reports.h"
#include "ui/visibility.h"

// What is shown and how.
namespace glossator {

namespace {

bool shows_text(const App& app)
{
    return has_document(app) && app.session().main_view == MainView::Text;
}

Result<std::string> toggle(App& app, Popup popup)
{
    app.session().popup = app.session().popup == popup ? Popup::None : popup;
    return nothing_made();
}

Result<std::string> toggle(App& app, SidePanel panel)
{
    show_panel(app.session(), panel, !is_shown(app.session(), panel));
    return nothing_made();
}

Result<std::string> toggle(App& app, MainView view)
{
    Session& session = app.session();
    session.main_view = session.main_view == view ? MainView::Text : view;
    session.focus_reading_view = session.main_view == MainView::Text;
    return nothing_made();
}

Result<std::string> show_view(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    if (!name) return fail(name.error());
    Session& session = app.session();
    for (const MainView view : {MainView::Coverage, MainView::Attributions, MainView::Timeline, MainView::Statistics})
        if (*name == name_of(view)) return run_command(app, "view." + *name, "{}");
    if (*name == "reading") return app.document() ? run_command(app, "view.text", "{}") : nothing_made();
    if (*name == "entities")
        session.main_view = MainView::Entities;
    else if (*name == "claims")
        session.main_view = MainView::Claims;
    else if (*name == "schema")
        session.main_view = MainView::Schema;
    else if (*name == "history")
        session.main_view = MainView::History;
    else if (*name == "export")
        session.main_view = MainView::Export;
    else if (*name == "guidelines")
        session.settings.show_guidelines = true;
    else if (*name == "documents")
        show_panel(session, SidePanel::Documents, true);
    else if (*name == "inspector")
        show_panel(session, SidePanel::Inspector, true);
    else if (*name == "problems")
        session.show_problems = true;
    else if (*name == "palette")
        session.popup = Popup::CommandPalette;
    else if (*name == "help")
        session.popup = Popup::ShortcutHelp;
    else if (*name == "find" && app.document())
        return run_command(app, "search.open", "{}");
    else
        return fail(
            ErrorCode::NotFound,
            tr("There is no view “{}”. There are reading, entities, claims, coverage, attributions, timeline, "
               "statistics, schema, history, guidelines, documents, inspector, problems, find, palette and help.",
               {*name}));
    return nothing_made();
}

Result<std::string> set_theme(App& app, JsonValue args)
{
    const std::string_view name = args["name"].string();
    if (name == "system")
        app.session().settings.theme = ThemeName::System;
    else if (name == "light")
        app.session().settings.theme = ThemeName::Light;
    else if (name == "dark")
        app.session().settings.theme = ThemeName::Dark;
    else if (name == "contrast")
        app.session().settings.theme = ThemeName::Contrast;
    else
        return fail(ErrorCode::NotFound,
                    tr("There is no theme “{}”. There are system, light, dark and contrast.", {name}));
    return nothing_made();
}

Result<std::string> set_language(App& app, JsonValue args)
{
    const std::string_view code = args["code"].string();
    const auto is_it = [&](const LanguageName& known) { return code == known.code; };
    if (!code.empty() && std::none_of(std::begin(kLanguages), std::end(kLanguages), is_it))
        return fail(ErrorCode::NotFound, tr("There is no language “{}”.", {code}));
    app.session().settings.language = code;
    return nothing_made();
}

Result<std::string> next_theme(App& app, JsonValue)
{
    app.session().settings.theme = app.theme().dark ? ThemeName::Light : ThemeName::Dark;
    return nothing_made();
}

Result<std::string> change_text_size(App& app, float by)
{
    float& size = app.session().settings.text_size_px;
    size = std::clamp(size + by, 12.0f, 40.0f);
    return nothing_made();
}

Result<std::string> label_menu_command(App& app, JsonValue)
{
    if (app.session().main_view != MainView::Text) return nothing_made();
    if (app.session().linking) return run_command(app, "relation.finish", "{}");
    const std::optional<TextRange> about = app.label_target();
    if (!about) return fail(ErrorCode::NotFound, tr("Select some text or a span first."));
    if (app.reading_view().locate(app.session().document, *about).empty()) app.session().scroll_to_byte = about->begin;
    return toggle(app, Popup::LabelMenu);
}

Result<std::string> flip(bool& flag)
{
    flag = !flag;
    return nothing_made();
}

// In the order of BaseDirection and ArabicHand.
constexpr const char* kDirections[] = {"Paragraphs begin where their first letter says",
                                       "All paragraphs begin at the left", "All paragraphs begin at the right"};
constexpr const char* kHands[] = {"Arabic letters by language: Nastaliq for Urdu", "Arabic letters in Nastaliq",
                                  "Arabic letters in Naskh"};

void add_text_choices(CommandTable& table)
{
    for (uint32_t i = 0; i < 3; ++i) {
        CommandSpec direction{"view.direction:" + std::to_string(i), kDirections[i], "View"};
        direction.number = i;
        direction.run_number = [](App& app, uint32_t number) {
            app.session().settings.direction = static_cast<BaseDirection>(number);
            return nothing_made();
        };
        CommandSpec hand{"view.arabic_hand:" + std::to_string(i), kHands[i], "View"};
        hand.number = i;
        hand.run_number = [](App& app, uint32_t number) {
            app.session().settings.arabic_hand = static_cast<ArabicHand>(number);
            return nothing_made();
        };
        table.push_back(std::move(direction));
        table.push_back(std::move(hand));
    }
}

}  // namespace

void add_view_commands(CommandTable& table)
{
    constexpr CommandSpec::Enabled always = nullptr;
    const auto add = [&](const char* id, const char* title, std::vector<ImGuiKeyChord> keys,
                         CommandSpec::Enabled enabled, CommandSpec::Run run, const char* characters = "") {
        CommandSpec spec{id, title, "View", std::move(keys), characters};
        spec.in_text_fields = !spec.keys.empty() && (spec.keys.front() & ImGuiMod_Mask_) != 0;
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    const ImGuiKeyChord ctrl = ImGuiMod_Ctrl;
    add("view.palette", "All commands", {ctrl | ImGuiKey_K, ImGuiKey_F1}, always,
        [](App& app, JsonValue) { return toggle(app, Popup::CommandPalette); });
    add(
        "view.help", "Keys and gestures", {}, always,
        [](App& app, JsonValue) { return toggle(app, Popup::ShortcutHelp); }, "?");
    add("view.languages", "Language of the interface", {}, always,
        [](App& app, JsonValue) { return toggle(app, Popup::LanguageMenu); });
    add("view.label_menu", "Labels for the selection", {ImGuiKey_Enter}, shows_text, label_menu_command);
    add("view.toggle_documents", "Show or hide the articles", {ctrl | ImGuiKey_B}, always,
        [](App& app, JsonValue) { return toggle(app, SidePanel::Documents); });
    add("view.toggle_inspector", "Show or hide the inspector", {ctrl | ImGuiKey_I}, always,
        [](App& app, JsonValue) { return toggle(app, SidePanel::Inspector); });
    add("view.problems", "Show or hide the problems", {ctrl | ImGuiKey_M}, always,
        [](App& app, JsonValue) { return flip(app.session().show_problems); });
    add("view.snap", "Complete words when selecting by mouse, or don't", {}, always,
        [](App& app, JsonValue) { return flip(app.session().settings.snap_to_words); });
    add(
        "view.show_all", "Show all layers and labels", {}, [](const App& app) { return !hidden_now(app).empty(); },
        [](App& app, JsonValue) {
            show_all(app);
            return nothing_made();
        });
    add("view.text_bigger", "Bigger text", {ctrl | ImGuiKey_Equal, ctrl | ImGuiKey_KeypadAdd}, always,
        [](App& app, JsonValue) { return change_text_size(app, 1); });
    add("view.text_smaller", "Smaller text", {ctrl | ImGuiKey_Minus, ctrl | ImGuiKey_KeypadSubtract}, always,
        [](App& app, JsonValue) { return change_text_size(app, -1); });
    add("view.next_theme", "Light or dark", {}, always, next_theme);
    add("view.invisible", "Show or hide invisible characters", {}, always,
        [](App& app, JsonValue) { return flip(app.session().settings.show_invisible); });
    add("view.entities", "Entities of all articles, or back to the text", {ImGuiKey_F8}, has_document,
        [](App& app, JsonValue) {
            app.session().views.alike.shown = false;
            return toggle(app, MainView::Entities);
        });
    add("view.claims", "Claims of all articles, or back to the text", {ImGuiKey_F9}, has_document,
        [](App& app, JsonValue) { return toggle(app, MainView::Claims); });
    add("view.guidelines", "Show or hide the guidelines", {ImGuiKey_F6}, always,
        [](App& app, JsonValue) { return flip(app.session().settings.show_guidelines); });
    add("view.schema", "Schema: labels, attributes and relations, or back to the text", {ImGuiKey_F7}, always,
        [](App& app, JsonValue) { return toggle(app, MainView::Schema); });
    table.back().in_text_fields = true;  // it is full of them
    add("view.export", "Export to another tool's format, or back to the text",
        {ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_E}, has_documents,
        [](App& app, JsonValue) { return toggle(app, MainView::Export); });
    add("view.history", "History: every step that is kept, or back to the text", {ImGuiKey_F10}, always,
        [](App& app, JsonValue) { return toggle(app, MainView::History); });
    add_text_choices(table);
    add_script(table, "view.show", "Show a view", show_view);
    add_script(table, "view.language", "Choose the language of the interface", set_language);
    add_script(table, "view.theme", "Choose a theme", set_theme);
}

}  // namespace glossator
