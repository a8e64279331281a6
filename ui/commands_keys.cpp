#include "ui/command_table.h"
#include "ui/key_names.h"

// Keys as the user sets them.
namespace glossator {

namespace {

bool is_command(std::string_view id)
{
    for (const CommandSpec& spec : command_table())
        if (spec.id == id) return true;
    return false;
}

// {"command", "keys"}: no keys take them away. What has them already keeps them, unless "take" says otherwise; "ask"
// asks the user.
Result<std::string> set_keys(App& app, JsonValue args)
{
    const Result<std::string> command = required_text(args, "command");
    const Result<std::string> keys = text_or_empty(args, "keys");
    for (const auto* text : {&command, &keys})
        if (!*text) return fail(text->error());
    if (!is_command(*command) || *command == "popup.close")
        return fail(ErrorCode::NotFound, "The keys of “" + *command + "” can’t be set.");
    if (!keys->empty() && !is_character(*keys) && !chord_named(*keys))
        return fail(ErrorCode::Invalid, "“" + *keys + "” are no keys.");
    if (*keys == "Escape") return fail(ErrorCode::Invalid, "Escape always goes one step back.");
    std::map<std::string, std::string>& set = app.session().settings.keys;
    if (const std::optional<KeyOwner> owner = owner_of(app, *keys, *command)) {
        const std::string told = "“" + *keys + "” is the key of “" + owner->title + "”";
        if (owner->command.empty()) return fail(ErrorCode::InUse, told + ", a label.");
        if (!args["take"].boolean() && args["ask"].boolean()) {
            app.session().question =
                Question{told + ". Take it from there?", "Take it", "keys.set",
                         Args().text("command", *command).text("keys", *keys).flag("take", true).str()};
            return nothing_made();
        }
        if (!args["take"].boolean()) return fail(ErrorCode::InUse, told + ".");
        set[owner->command].clear();
    }
    set[*command] = *keys;
    return nothing_made();
}

// Of one command, or of all.
Result<std::string> reset_keys(App& app, JsonValue args)
{
    const Result<std::string> command = text_or_empty(args, "command");
    if (!command) return fail(command.error());
    if (command->empty())
        app.session().settings.keys.clear();
    else
        app.session().settings.keys.erase(*command);
    return nothing_made();
}

}  // namespace

void add_key_commands(CommandTable& table)
{
    add_script(table, "keys.set", "Set a command’s keys", set_keys);
    CommandSpec reset{"keys.reset", "Set all keys back", "View"};
    reset.enabled = [](const App& app) { return !app.session().settings.keys.empty(); };
    reset.run = reset_keys;
    table.push_back(std::move(reset));
}

// While keys are chosen for a command in the list of keys, they go there; true while so.
bool take_new_keys(App& app, Wishes& wishes)
{
    std::string& command = app.session().views.key_of;
    if (command.empty() || app.session().question) return false;
    if (app.session().popup != Popup::ShortcutHelp) {
        command.clear();
        return false;
    }
    const std::optional<std::string> keys = pressed_keys();
    if (!keys) return true;
    if (*keys == "Delete" || *keys == "Backspace")
        wishes.run("keys.reset", Args().text("command", command).str());
    else if (*keys != "Escape")
        wishes.run("keys.set", Args().text("command", command).text("keys", *keys).flag("ask", true).str());
    command.clear();
    return true;
}

}  // namespace glossator
