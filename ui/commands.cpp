#include "ui/commands.h"

#include <algorithm>
#include <cctype>

#include <imgui_internal.h>

#include "core/base/utf8.h"
#include "core/io/json_number.h"
#include "ui/command_table.h"
#include "ui/key_names.h"
#include "ui/language.h"
#include "ui/visibility.h"
#include "ui/wording.h"

namespace glossator {

namespace {

CommandTable build_table()
{
    CommandTable table;
    add_span_commands(table);
    add_attribution_commands(table);
    add_link_commands(table);
    add_record_commands(table);
    add_schema_commands(table);
    add_history_commands(table);
    add_export_commands(table);
    add_import_commands(table);
    add_proposal_commands(table);
    add_check_commands(table);
    add_review_commands(table);
    add_move_commands(table);
    add_search_commands(table);
    add_document_commands(table);
    add_view_commands(table);
    add_report_commands(table);
    add_key_commands(table);
    return table;
}

// As the user set them; null: as by default.
const std::string* keys_set(const App& app, const CommandSpec& spec)
{
    const std::map<std::string, std::string>& set = app.session().settings.keys;
    const auto at = set.empty() ? set.end() : set.find(spec.id);
    return at == set.end() ? nullptr : &at->second;
}

std::string keys_of(const App& app, const CommandSpec& spec)
{
    if (const std::string* set = keys_set(app, spec)) return *set;
    if (spec.keys.empty()) return spec.characters[0] ? std::string(1, spec.characters[0]) : std::string();
    return name_of(spec.keys.front());
}

bool is_enabled(const App& app, const CommandSpec& spec)
{
    return !spec.enabled || spec.enabled(app);
}

CommandInfo info_of(const App& app, const CommandSpec& spec)
{
    return {spec.id,
            spec.title_now ? spec.title_now(app) : tr(spec.title.c_str()),
            keys_of(app, spec),
            spec.group,
            is_enabled(app, spec),
            spec.in_palette};
}

// What changes or moves in the text does so by key only where the text can be seen.
bool has_its_view(const App& app, const CommandSpec& spec)
{
    return app.session().main_view == MainView::Text || spec.in_text_fields || spec.group == "View" ||
           spec.group == "Edit" || spec.group == "Files" || spec.group == "Entities" || spec.id == "popup.close";
}

bool is_pressed(const App& app, const CommandSpec& spec)
{
    const ImGuiInputFlags flags = spec.repeats ? ImGuiInputFlags_Repeat : ImGuiInputFlags_None;
    if (const std::string* set = keys_set(app, spec)) {
        const std::optional<ImGuiKeyChord> chord = chord_named(*set);
        return chord && ImGui::IsKeyChordPressed(*chord, flags);
    }
    return std::any_of(spec.keys.begin(), spec.keys.end(),
                       [&](ImGuiKeyChord chord) { return ImGui::IsKeyChordPressed(chord, flags); });
}

// Of a capital, the entity label whose key is the small letter: the selection is the first mention of something new.
const LabelDef* new_entity_label(const App& app, ImWchar character)
{
    if (character < 'A' || character > 'Z' || !ImGui::GetIO().KeyShift) return nullptr;
    const char typed = static_cast<char>(character - 'A' + 'a');
    const LabelDef* label = app.project().schema().label_with_key({&typed, 1});
    return label && label->layer == "entity" && app.label_target() ? label : nullptr;
}

const LabelDef* label_for_character(const Schema& schema, ImWchar character)
{
    std::string typed;
    append_utf8(typed, character);
    if (const LabelDef* label = schema.label_with_key(typed)) return label;
    if (typed.size() == 1 && !ImGui::GetIO().KeyShift) {  // caps lock
        typed[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(typed[0])));
        return schema.label_with_key(typed);
    }
    if (typed.size() == 1) return nullptr;
    for (int key = ImGuiKey_A; key <= ImGuiKey_Z;
         ++key)  // a keyboard without Latin letters: the same place on the keyboard
        if (ImGui::IsKeyPressed(static_cast<ImGuiKey>(key), false))
            return schema.label_with_key(std::string(1, static_cast<char>('a' + key - ImGuiKey_A)));
    return nullptr;
}

void run_typed(const App& app, Wishes& wishes)
{
    const ImGuiIO& io = ImGui::GetIO();
    for (const ImWchar character : io.InputQueueCharacters) {
        const bool text = app.session().main_view == MainView::Text;
        if (const LabelDef* label = text ? label_for_character(app.project().schema(), character) : nullptr) {
            wishes.run("label.apply", Args().text("label", label->id.text).str());
            continue;
        }
        if (const LabelDef* label = text ? new_entity_label(app, character) : nullptr) {
            wishes.run("entity.mark_new", Args().text("label", label->id.text).str());
            continue;
        }
        for (const CommandSpec& spec : command_table()) {
            const std::string* set = keys_set(app, spec);
            std::string_view characters = spec.characters;
            if (set) characters = is_character(*set) ? std::string_view(*set) : std::string_view();
            if (character < 0x80 && characters.find(static_cast<char>(character)) != characters.npos &&
                is_enabled(app, spec) && has_its_view(app, spec))
                wishes.run(spec.id);
        }
    }
}

}  // namespace

const CommandTable& command_table()
{
    static const CommandTable table = build_table();
    return table;
}

std::vector<CommandInfo> list_commands(const App& app)
{
    std::vector<CommandInfo> list;
    for (const LabelDef& label : app.project().schema().labels) {
        const bool possible = app.document() != nullptr;
        list.push_back(
            {"label." + label.id.text, tr("Label as {}", {title_of(label)}), label.key, "Labels", possible, true});
    }
    for (const CommandSpec& spec : command_table()) list.push_back(info_of(app, spec));
    for (const ViewSwitch& s : view_switches(app))
        list.push_back({"view." + s.name, tr(s.shown ? "Hide: {}" : "Show: {}", {s.title}), {}, "View", true, true});
    return list;
}

Result<std::string> run_command(App& app, std::string_view id, std::string_view args)
{
    const Result<JsonDocument> parsed = JsonDocument::parse(args.empty() ? "{}" : args);
    if (!parsed)
        return fail(ErrorCode::Invalid, tr("The arguments of “{}” are not JSON: {}", {id, parsed.error().message}));
    if (!parsed->root().is_object())
        return fail(ErrorCode::Invalid, tr("The arguments of “{}” must be an object.", {id}));
    constexpr std::string_view kLabelPrefix = "label.";
    if (id.substr(0, kLabelPrefix.size()) == kLabelPrefix &&
        app.project().schema().find(LabelId(id.substr(kLabelPrefix.size()))))
        return run_command(app, "label.apply", Args().text("label", id.substr(kLabelPrefix.size())).str());
    if (id.substr(0, 5) == "view." && flip_switch(app, id.substr(5))) return nothing_made();
    for (const CommandSpec& spec : command_table()) {
        if (spec.id != id) continue;
        if (!is_enabled(app, spec))
            return fail(ErrorCode::NotFound, tr("“{}” isn't possible now.", {tr(spec.title.c_str())}));
        return spec.run ? spec.run(app, parsed->root()) : spec.run_number(app, spec.number);
    }
    return fail(ErrorCode::NotFound, tr("There is no command “{}”.", {id}));
}

void run_shortcuts(const App& app, Wishes& wishes)
{
    const ImGuiIO& io = ImGui::GetIO();
    const bool typing = io.WantTextInput;
    const bool popup = app.session().popup != Popup::None || app.session().question;
    if (!typing && !popup && (run_proposal_keys(app, wishes) || run_review_keys(app, wishes))) return;
    for (const CommandSpec& spec : command_table()) {
        if ((typing || popup) && !spec.in_text_fields) continue;
        if (app.session().question && spec.id != "popup.close") continue;  // it wants its answer first
        if (!is_pressed(app, spec) || !is_enabled(app, spec) || !has_its_view(app, spec)) continue;
        wishes.run(spec.id);
        return;
    }
    if (!typing && !popup && !app.session().linking && !io.KeyCtrl && !io.KeySuper) run_typed(app, wishes);
}

void Args::key(std::string_view key)
{
    if (!members_.empty()) members_ += ',';
    write_json_string(members_, key);
    members_ += ':';
}

Args& Args::text(std::string_view name, std::string_view value)
{
    key(name);
    write_json_string(members_, value);
    return *this;
}

Args& Args::number(std::string_view name, double value)
{
    key(name);
    write_json_number(members_, value);
    return *this;
}

Args& Args::flag(std::string_view name, bool value)
{
    key(name);
    members_ += value ? "true" : "false";
    return *this;
}

Args& Args::null(std::string_view name)
{
    key(name);
    members_ += "null";
    return *this;
}

Args& Args::json(std::string_view name, std::string_view value)
{
    key(name);
    members_ += value;
    return *this;
}

}  // namespace glossator
