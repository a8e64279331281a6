#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/io/json.h"

namespace glossator {

class App;

// Ids as a JSON array.
std::string ids_json(const std::vector<std::string>& ids);
template <class Tag>
std::string ids_json(const std::vector<Id<Tag>>& ids)
{
    std::vector<std::string> texts;
    for (const Id<Tag>& id : ids) texts.push_back(id.text);
    return ids_json(texts);
}

// Builds the JSON object that a command takes as its arguments.
class Args {
public:
    Args& text(std::string_view key, std::string_view value);
    Args& number(std::string_view key, double value);
    Args& flag(std::string_view key, bool value);
    Args& null(std::string_view key);
    Args& json(std::string_view key, std::string_view value);  // canonical JSON text
    std::string str() const { return "{" + members_ + "}"; }

private:
    void key(std::string_view key);
    std::string members_;
};

// A command asked for by a view, by its id in the registry, with its arguments as a JSON object.
struct CommandCall {
    std::string id;
    std::string args = "{}";
};

// What a view asks for while it is drawn; run after all views are. Views never change the project themselves.
class Wishes {
public:
    void run(std::string_view id, std::string args = "{}") { calls_.push_back({std::string(id), std::move(args)}); }
    std::vector<CommandCall> take() { return std::exchange(calls_, {}); }

private:
    std::vector<CommandCall> calls_;
};

// One thing that the user, or a script, can do.
struct CommandInfo {
    std::string id;     // "edit.undo"
    std::string title;  // "Undo Label Person"
    std::string keys;   // "Ctrl+Z" as shown; empty if there are none
    std::string group;  // "Edit", as the shortcut help groups them
    bool enabled = true;
    bool in_palette = true;  // false: needs arguments that only a script or a view gives
};

// Everything that can be done, in the order to show, as it stands now (titles name what undo takes back).
std::vector<CommandInfo> list_commands(const App& app);

// Runs one. `args` is a JSON object; the result is a JSON array of the ids that it made. Errors are sentences.
Result<std::string> run_command(App& app, std::string_view id, std::string_view args);

// A frame's part of Session::search and Session::sentence_seek, and what comes of it.
void go_on_searching(App& app);
void go_on_seeking(App& app);

// Plans what waits in Session::importing anew if that is due; a mapping that no longer fits is suggested anew.
void plan_import(App& app);

// A frame's part of Session::checklists.
void go_on_checking(App& app);

// While keys are chosen for a command, what is pressed goes there; true while so.
bool take_new_keys(App& app, Wishes& wishes);

// Takes the keys of an open proposal; true if one was pressed.
bool run_proposal_keys(const App& app, Wishes& wishes);

// Takes the keys of an open review; true if one was pressed.
bool run_review_keys(const App& app, Wishes& wishes);

// Runs the commands whose keys were pressed since the last frame, unless a text field has the keyboard.
void run_shortcuts(const App& app, Wishes& wishes);

}  // namespace glossator
