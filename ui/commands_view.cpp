#include <algorithm>

#include "ui/command_table.h"
#include "ui/reading_view.h"

// What is shown and how.
namespace glossator {

namespace {

bool has_document(const App& app)
{
    return app.document() != nullptr;
}

Result<std::string> toggle(App& app, Popup popup)
{
    app.session().popup = app.session().popup == popup ? Popup::None : popup;
    return nothing_made();
}

Result<std::string> show_view(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    if (!name) return fail(name.error());
    Session& session = app.session();
    if (*name == "reading")
        session.popup = Popup::None;
    else if (*name == "documents")
        session.settings.show_documents = true;
    else if (*name == "inspector")
        session.settings.show_inspector = true;
    else if (*name == "problems")
        session.show_problems = true;
    else if (*name == "palette")
        session.popup = Popup::CommandPalette;
    else if (*name == "help")
        session.popup = Popup::ShortcutHelp;
    else
        return fail(ErrorCode::NotFound, "There is no view “" + *name +
                                             "”. There are reading, documents, inspector, problems, palette and help.");
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
                    "There is no theme “" + std::string(name) + "”. There are system, light, dark and contrast.");
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
    Session& session = app.session();
    if (session.selection.empty() && !app.focused())
        return fail(ErrorCode::NotFound, "Select some text or a span first.");
    const TextRange about = session.selection.empty() ? app.focused()->at.front() : session.selection.range();
    const std::vector<Box> boxes = app.reading_view().locate(session.document, about);
    session.popup_anchor =
        boxes.empty() ? ImGui::GetIO().MousePos : ImVec2(boxes.back().x, boxes.back().y + boxes.back().height + 6);
    return toggle(app, Popup::LabelMenu);
}

template <class Change>
auto flip(Change change)
{
    return [change](App& app, JsonValue) {
        bool& flag = change(app.session());
        flag = !flag;
        return nothing_made();
    };
}

}  // namespace

void add_view_commands(CommandTable& table)
{
    const std::function<bool(const App&)> always;
    const auto add = [&](const char* id, const char* title, std::vector<ImGuiKeyChord> keys, auto enabled, auto run,
                         const char* characters = "") {
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
    add("view.label_menu", "Labels for the selection", {ImGuiKey_Enter, ImGuiKey_KeypadEnter}, has_document,
        label_menu_command);
    add("view.toggle_documents", "Show or hide the articles", {ctrl | ImGuiKey_B}, always,
        flip([](Session& s) -> bool& { return s.settings.show_documents; }));
    add("view.toggle_inspector", "Show or hide the inspector", {ctrl | ImGuiKey_I}, always,
        flip([](Session& s) -> bool& { return s.settings.show_inspector; }));
    add("view.problems", "Show or hide the problems", {ctrl | ImGuiKey_M}, always,
        flip([](Session& s) -> bool& { return s.show_problems; }));
    add("view.snap", "Complete words when selecting by mouse, or don't", {}, always,
        flip([](Session& s) -> bool& { return s.settings.snap_to_words; }));
    add("view.text_bigger", "Bigger text", {ctrl | ImGuiKey_Equal, ctrl | ImGuiKey_KeypadAdd}, always,
        [](App& app, JsonValue) { return change_text_size(app, 1); });
    add("view.text_smaller", "Smaller text", {ctrl | ImGuiKey_Minus, ctrl | ImGuiKey_KeypadSubtract}, always,
        [](App& app, JsonValue) { return change_text_size(app, -1); });
    add("view.next_theme", "Light or dark", {}, always, next_theme);
    add_script(table, "view.show", "Show a view", show_view);
    add_script(table, "view.theme", "Choose a theme", set_theme);
}

}  // namespace glossator
