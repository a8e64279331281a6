#include "ui/command_table.h"
#include "ui/key_names.h"
#include "ui/language.h"
#include "ui/wording.h"

// Keys as the user sets them.
namespace glossator {

namespace {

constexpr std::string_view kKeysFormat = "glossator-keys";

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
        return fail(ErrorCode::NotFound, tr("The keys of “{}” can’t be set.", {*command}));
    if (!keys->empty() && !is_character(*keys) && !chord_named(*keys))
        return fail(ErrorCode::Invalid, tr("“{}” are no keys.", {*keys}));
    if (*keys == "Escape") return fail(ErrorCode::Invalid, tr("Escape always goes one step back."));
    std::map<std::string, std::string>& set = app.session().settings.keys;
    if (const std::optional<KeyOwner> owner = owner_of(app, *keys, *command)) {
        const std::string told = tr("“{}” is the key of “{}”", {*keys, owner->title});
        if (owner->command.empty()) return fail(ErrorCode::InUse, tr("{}, a label.", {told}));
        if (!args["take"].boolean() && args["ask"].boolean()) {
            app.session().question =
                Question{tr("{}. Take it from there?", {told}), tr("Take it"), "keys.set",
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

// The keys that are set, as a file that import_keys() reads.
Result<std::string> export_keys(App& app, JsonValue)
{
    Args keys;
    for (const auto& [command, chosen] : app.session().settings.keys) keys.text(command, chosen);
    app.platform().save_file(
        "glossator-keys.json",
        Args().text("format", kKeysFormat).number("version", 1).json("keys", keys.str()).str() + "\n");
    return nothing_made();
}

}  // namespace

bool is_keys_file(std::string_view bytes)
{
    const Result<JsonDocument> json = JsonDocument::parse(bytes.size() < 100'000 ? bytes : std::string_view());
    return json && json->root()["format"].string() == kKeysFormat;
}

std::vector<std::string> import_keys(App& app, std::string_view bytes)
{
    const Result<JsonDocument> json = JsonDocument::parse(bytes);
    std::vector<std::string> complaints;
    std::map<std::string, std::string>& set = app.session().settings.keys;
    set.clear();
    const JsonChildren chosen = json->root()["keys"].children();
    // At first none of them has any: then two may change theirs with each other.
    for (const JsonValue keys : chosen)
        if (is_command(keys.key())) set[std::string(keys.key())].clear();
    for (const JsonValue keys : chosen) {
        if (keys.is_string() && keys.string().empty() && is_command(keys.key())) continue;
        const std::string command(keys.key());
        Result<std::string> done = nothing_made();
        if (!keys.is_string())
            done = fail(ErrorCode::Invalid, tr("The keys of “{}” must be a text.", {command}));
        else
            done = run_command(app, "keys.set", Args().text("command", command).text("keys", keys.string()).str());
        if (done) continue;
        set.erase(command);
        complaints.push_back(tr("{} So “{}” keeps its own.", {done.error().message, command}));
    }
    app.say(tr("Took the keys of {}.", {counted(set.size(), "command", "commands")}));
    return complaints;
}

void add_key_commands(CommandTable& table)
{
    add_script(table, "keys.set", "Set a command’s keys", set_keys);
    CommandSpec save{"keys.export", "Save the keys that are set as a file", "Files"};
    save.enabled = [](const App& app) { return !app.session().settings.keys.empty(); };
    save.run = export_keys;
    table.push_back(std::move(save));
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
