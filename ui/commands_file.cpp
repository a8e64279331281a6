#include "ui/command_table.h"

// The file that the project is worked on in.
namespace glossator {

namespace {

bool changed_elsewhere(const App& app)
{
    return app.project_file_state() == ProjectFile::State::ChangedElsewhere;
}

template <App::FileAnswer answer>
Result<std::string> answer_with(App& app, JsonValue)
{
    if (const Status done = app.answer_file_change(answer); !done) return fail(done.error());
    return nothing_made();
}

}  // namespace

void add_file_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, std::vector<ImGuiKeyChord> keys,
                         CommandSpec::Enabled enabled, CommandSpec::Run run) {
        CommandSpec spec{id, title, "Files", std::move(keys)};
        spec.in_text_fields = true;
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    add("file.save", "Save the project as a file", {ImGuiMod_Ctrl | ImGuiKey_S}, has_documents,
        [](App& app, JsonValue) {
            app.save_project();
            return nothing_made();
        });
    add("file.save_as", "Save the project under another name", {ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_S},
        has_documents, [](App& app, JsonValue) {
            app.save_project_as();
            return nothing_made();
        });
    add("file.save_by_itself", "Save the project to its file by itself, or not", {}, nullptr, [](App& app, JsonValue) {
        bool& saves = app.session().settings.saves_itself;
        saves = !saves;
        return nothing_made();
    });
    add("file.look_at_change", "See what to do about the file that was changed elsewhere", {}, changed_elsewhere,
        [](App& app, JsonValue) {
            app.ask_about_file();
            return nothing_made();
        });
    add("file.merge", "Merge what the changed file has new", {}, changed_elsewhere,
        answer_with<App::FileAnswer::Merge>);
    add("file.take_theirs", "Take what the changed file has, in place of yours", {}, changed_elsewhere,
        answer_with<App::FileAnswer::Theirs>);
    add("file.keep_mine", "Keep yours, over what the changed file has", {}, changed_elsewhere,
        answer_with<App::FileAnswer::Mine>);
}

}  // namespace glossator
