#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "core/io/json.h"
#include "ui/app.h"
#include "ui/commands.h"

// How commands are declared; for the commands_*.cpp files only.
namespace glossator {

struct CommandSpec {
    using Enabled = bool (*)(const App&);
    using Run = Result<std::string> (*)(App&, JsonValue args);
    // Of a family of commands, the one of that number.
    using RunNumber = Result<std::string> (*)(App&, uint32_t number);

    std::string id;
    std::string title;
    std::string group;
    std::vector<ImGuiKeyChord> keys = {};  // any of them
    const char* characters = "";           // typed characters that do the same, wherever the keyboard has them
    bool in_palette = true;                // false: needs arguments
    bool repeats = false;                  // while the key is held
    bool in_text_fields = false;           // works while a text field has the keyboard
    Enabled enabled = nullptr;             // null: always
    Run run = nullptr;                     // or this:
    RunNumber run_number = nullptr;
    uint32_t number = 0;
    std::string (*title_now)(const App&) = nullptr;
};

using CommandTable = std::vector<CommandSpec>;

void add_span_commands(CommandTable& table);
void add_attribution_commands(CommandTable& table);  // proposing one
void add_link_commands(CommandTable& table);         // attributions and relations
void add_record_commands(CommandTable& table);       // entities, claims, schema, project
void add_proposal_commands(CommandTable& table);     // what is proposed for the selection or the focused span
void add_check_commands(CommandTable& table);        // the checklist, flags
void add_review_commands(CommandTable& table);       // every occurrence, repeat, unmarked names
void add_move_commands(CommandTable& table);         // caret, selection, focus
void add_search_commands(CommandTable& table);       // find, go to
void add_schema_commands(CommandTable& table);
void add_history_commands(CommandTable& table);  // what is kept
void add_export_commands(CommandTable& table);   // other formats
void add_import_commands(CommandTable& table);   // what waits to come in
void add_document_commands(CommandTable& table);
void add_file_commands(CommandTable& table);  // the project's file
void add_view_commands(CommandTable& table);
void add_key_commands(CommandTable& table);     // keys as the user sets them
void add_report_commands(CommandTable& table);  // views over all documents

const CommandTable& command_table();

// What commands need, most of them.
bool has_document(const App& app);   // is open in the reading view
bool has_documents(const App& app);  // in the project
bool has_focus(const App& app);      // on a span

// Adds a command that is given its arguments by a script or a view.
void add_script(CommandTable& table, const char* id, const char* title, CommandSpec::Run run);

// A command's result: the ids it made, as a JSON array.
Result<std::string> run_composed(App& app, Result<Composed> composed);
Result<std::string> nothing_made();
// Leaves what was proposed; of an attribution that was to be changed, the span is focused again.
void drop_proposal(Session& session);

// What is selected, without blanks at its ends. Errors: nothing is.
Result<TextRange> selected_range(const App& app);

// Reading arguments. Errors name the argument.
// Of an array of strings; none if `key` is absent.
Result<std::vector<std::string>> texts_argument(JsonValue args, std::string_view key);
Result<std::string> required_text(JsonValue args, std::string_view key);
Result<std::string> text_or_empty(JsonValue args, std::string_view key);  // "" if it is absent or null
Result<size_t> index_or(JsonValue args, std::string_view key, size_t fallback);
std::string text_or(JsonValue args, std::string_view key, std::string fallback);
// [[start, end], …] in code points of `text` as byte ranges. Errors: not such a list, empty, or outside the text.
Result<std::vector<TextRange>> ranges_argument(JsonValue value, const Text& text);
// The reverse: byte ranges of `text` as [[start,end],…] in code points.
std::string ranges_json(const Text& text, const std::vector<TextRange>& ranges);
Result<AttributeValue> attribute_argument(JsonValue value);
Result<Attributes> attributes_argument(JsonValue object);
// Puts each member of `object` into `attributes`; null takes it out.
Status merge_attributes(JsonValue object, Attributes& attributes);
template <class T>
Result<std::vector<T>> ids_argument(JsonValue args, std::string_view key)
{
    Result<std::vector<std::string>> texts = texts_argument(args, key);
    if (!texts) return fail(texts.error());
    std::vector<T> ids;
    for (const std::string& text : *texts) ids.emplace_back(T(text));
    return ids;
}

}  // namespace glossator
