#include <algorithm>

#include "core/io/file_name.h"
#include "ui/command_table.h"
#include "ui/language.h"

// Files, documents and sets.
namespace glossator {

namespace {

Result<std::string> show_neighbour(App& app, int direction)
{
    const std::vector<Document>& documents = app.project().documents();
    const auto here = std::find_if(documents.begin(), documents.end(),
                                   [&](const Document& d) { return d.id == app.session().document; });
    const std::ptrdiff_t position = here - documents.begin() + direction;
    if (position < 0 || position >= static_cast<std::ptrdiff_t>(documents.size()))
        return fail(ErrorCode::NotFound,
                    direction > 0 ? tr("This is the last document.") : tr("This is the first document."));
    app.show(documents[static_cast<size_t>(position)].id);
    return nothing_made();
}

Result<const Document*> document_argument(const App& app, JsonValue args)
{
    const Result<std::string> named = text_or_empty(args, "id");
    if (!named) return fail(named.error());
    const DocumentId id = args["id"] ? DocumentId(*named) : app.session().document;
    const Document* document = app.project().find(id);
    if (!document) return fail(ErrorCode::NotFound, tr("There is no document “{}”.", {id.text}));
    return document;
}

Result<std::string> show_command(App& app, JsonValue args)
{
    const Result<const Document*> document = document_argument(app, args);
    if (!document) return fail(document.error());
    if (!args["at"]) {
        app.show((*document)->id);
        return nothing_made();
    }
    const Result<std::vector<TextRange>> at = ranges_argument(args["at"], *(*document)->text);
    if (!at) return fail(at.error());
    app.show((*document)->id);
    app.session().selection = {at->front().begin, at->back().end};
    app.session().scroll_to_byte = at->front().begin;
    return nothing_made();
}

Result<std::string> set_document(App& app, JsonValue args)
{
    const Result<const Document*> found = document_argument(app, args);
    if (!found) return fail(found.error());
    Document document = **found;
    document.title = text_or(args, "title", document.title);
    document.publisher = text_or(args, "publisher", document.publisher);
    document.url = text_or(args, "url", document.url);
    document.date = text_or(args, "date", document.date);
    document.language = text_or(args, "language", document.language);
    return run_composed(app, Composed{{"Change an article's details", {PutDocument{std::move(document)}}}, {}});
}

Result<std::string> remove_document_command(App& app, JsonValue args)
{
    const Result<const Document*> document = document_argument(app, args);
    if (!document) return fail(document.error());
    return run_composed(app, remove_document(app.context(), DocumentId((*document)->id)));
}

Result<std::string> set_status_command(App& app, JsonValue args)
{
    const Result<std::string> status = required_text(args, "status");
    if (!status) return fail(status.error());
    if (args["document"].is_string()) {
        const SetId set = app.set_for(DocumentId(args["document"].string()));
        if (!set.empty()) return run_composed(app, set_status(app.context(), set, *status));
        app.show(DocumentId(args["document"].string()));
    }
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    return run_composed(app, set_status(app.context(), app.session().set, *status));
}

Result<std::string> toggle_done(App& app, JsonValue)
{
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    return run_composed(
        app, set_status(app.context(), app.session().set, app.set()->info.status == "done" ? "open" : "done"));
}

Result<std::string> set_set(App& app, JsonValue args)
{
    const Result<std::string> named = text_or_empty(args, "id");
    if (!named) return fail(named.error());
    SetId id(*named);
    if (id.empty()) {
        if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
        id = app.session().set;
    }
    const AnnotationSet* set = app.project().find(id);
    if (!set) return fail(ErrorCode::NotFound, tr("There is no set “{}”.", {id.text}));
    SetInfo info = set->info;
    info.note = text_or(args, "note", info.note);
    if (const Status read = merge_attributes(args["attributes"], info.attributes); !read) return fail(read.error());
    return run_composed(app, Composed{{"Change the set's details", {PutSet{std::move(info)}}}, {}});
}

Result<std::string> show_set(App& app, JsonValue args)
{
    const AnnotationSet* set = app.project().find(SetId(args["id"].string()));
    if (!set) return fail(ErrorCode::NotFound, tr("There is no set “{}”.", {args["id"].string()}));
    app.show(set->info.document);
    app.session().set = set->info.id;
    app.session().focused = {};
    return nothing_made();
}

Result<std::string> new_project(App& app, JsonValue args)
{
    if (!app.project().documents().empty() && !app.reads_along() && !args["sure"].boolean()) {
        app.session().question = Question{
            tr("Start a new project? What is open now is forgotten here; save it first if you want to keep it."),
            tr("Start anew"), "file.new", Args().flag("sure", true).str()};
        return nothing_made();
    }
    app.new_project();
    return nothing_made();
}

constexpr const char* kFilters[] = {"all", "open", "done", "flagged", "unfinished"};
constexpr const char* kOrders[] = {
    "as opened", "by name", "by date", "by publisher", "by status", "by spans", "by what is unfinished"};

void add_list_commands(CommandTable& table)
{
    for (uint32_t i = 0; i < std::size(kFilters); ++i) {
        CommandSpec spec{std::string("documents.filter:") + kFilters[i], std::string("List articles: ") + kFilters[i],
                         "Articles"};
        spec.number = i;
        spec.run_number = [](App& app, uint32_t number) {
            app.session().views.document_filter = static_cast<DocumentFilter>(number);
            return nothing_made();
        };
        table.push_back(std::move(spec));
    }
    for (uint32_t i = 0; i < std::size(kOrders); ++i) {
        CommandSpec spec{"documents.order:" + std::to_string(i), std::string("Sort articles: ") + kOrders[i],
                         "Articles"};
        spec.number = i;
        spec.run_number = [](App& app, uint32_t number) {
            app.session().views.document_order = static_cast<DocumentOrder>(number);
            return nothing_made();
        };
        table.push_back(std::move(spec));
    }
}

CommandSpec restart_command()
{
    CommandSpec spec{"app.restart", "Reload with the new version", "Files"};
    spec.enabled = [](const App& app) { return app.session().newer_version; };
    spec.run = [](App& app, JsonValue) {
        app.platform().restart();
        return nothing_made();
    };
    return spec;
}

}  // namespace

void add_document_commands(CommandTable& table)
{
    add_list_commands(table);
    constexpr CommandSpec::Enabled always = nullptr;
    const auto add = [&](const char* id, const char* title, const char* group, std::vector<ImGuiKeyChord> keys,
                         CommandSpec::Enabled enabled, CommandSpec::Run run, bool in_palette = true) {
        CommandSpec spec{id, title, group, std::move(keys)};
        spec.in_palette = in_palette;
        spec.in_text_fields = std::string_view(group) == "Files";
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    add("file.open", "Open files", "Files", {ImGuiMod_Ctrl | ImGuiKey_O}, always, [](App& app, JsonValue) {
        app.platform().request_open();
        return nothing_made();
    });
    add("file.open_folder", "Open a folder", "Files", {ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_O}, always,
        [](App& app, JsonValue) {
            app.platform().request_open_folder();
            return nothing_made();
        });
    add_file_commands(table);
    add("file.new", "New project", "Files", {}, always, new_project);
    add("file.save_lines", "Save the project as JSON Lines", "Files", {}, has_documents, [](App& app, JsonValue) {
        const std::string name = plain_file_name(app.project().info().title);
        app.platform().save_file(name + ".glossator.jsonl", write_native_lines(app.project()));
        return nothing_made();
    });
    add(
        "file.open_reanchored", "Open files with their spans moved to their quotes", "Scripts", {}, always,
        [](App& app, JsonValue) {
            app.open_reanchored();
            return nothing_made();
        },
        false);
    add(
        "file.save_set_aside", "Save what could not be read as a file", "Files", {},
        [](const App& app) { return app.has_set_aside(); },
        [](App& app, JsonValue) {
            app.save_set_aside();
            return nothing_made();
        });
    table.push_back(restart_command());
    add(
        "tab.take_over", "Take over from the other tab", "Files", {ImGuiKey_F4},
        [](const App& app) { return app.writer() == Writer::OtherTab; },
        [](App& app, JsonValue) {
            app.take_over();
            return nothing_made();
        });
    add(
        "sample.open", "Open the sample project", "Files", {}, [](const App&) { return true; },
        [](App& app, JsonValue) {
            app.open_sample();
            return nothing_made();
        });
    add("document.next", "Next article", "Articles", {ImGuiMod_Alt | ImGuiKey_PageDown}, has_documents,
        [](App& app, JsonValue) { return show_neighbour(app, 1); });
    add("document.previous", "Previous article", "Articles", {ImGuiMod_Alt | ImGuiKey_PageUp}, has_documents,
        [](App& app, JsonValue) { return show_neighbour(app, -1); });
    add("set.toggle_done", "Article is done, or open again", "Articles", {ImGuiMod_Ctrl | ImGuiKey_Enter}, has_document,
        toggle_done);
    add("document.remove", "Remove the article", "Articles", {}, has_document, remove_document_command);
    add("document.show", "Show an article", "Scripts", {}, always, show_command, false);
    add("document.set", "Change an article's details", "Scripts", {}, always, set_document, false);
    add("set.status", "Set an article's status", "Scripts", {}, always, set_status_command, false);
    add("set.set", "Change a set's details", "Scripts", {}, has_document, set_set, false);
    add("set.show", "Work on another set", "Scripts", {}, always, show_set, false);
}

}  // namespace glossator
