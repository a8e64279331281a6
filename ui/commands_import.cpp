#include "ui/command_table.h"
#include "ui/language.h"

// What waits to come in: what becomes of it, and whether it comes.
namespace glossator {

namespace {

bool waits(const App& app)
{
    return app.session().importing != nullptr;
}

// Errors: nothing waits.
Result<Importing*> waiting(App& app)
{
    if (Importing* importing = app.session().importing.get()) return importing;
    return fail(ErrorCode::NotFound, tr("Nothing waits to come in."));
}

Result<std::string> take(App& app, JsonValue)
{
    if (const auto importing = waiting(app); !importing) return fail(importing.error());
    OpenOutcome outcome = app.take_import();
    if (outcome.documents.empty() && !outcome.problems.empty())
        return fail(ErrorCode::Invalid, outcome.problems.back().message);
    return ids_json(outcome.documents);
}

Result<std::string> cancel(App& app, JsonValue)
{
    Session& session = app.session();
    session.importing.reset();
    if (session.main_view == MainView::Import) session.main_view = MainView::Text;
    session.focus_reading_view = session.main_view == MainView::Text;
    return nothing_made();
}

Result<std::string> show(App& app, JsonValue)
{
    if (const auto importing = waiting(app); !importing) return fail(importing.error());
    app.session().main_view = MainView::Import;
    return nothing_made();
}

Result<ImportKind> kind_argument(JsonValue args)
{
    const Result<std::string> name = required_text(args, "kind");
    if (!name) return fail(name.error());
    for (const ImportKind kind : {ImportKind::Label, ImportKind::Attribute, ImportKind::Value, ImportKind::RelationType,
                                  ImportKind::ClaimRelation})
        if (*name == name_of(kind)) return kind;
    return fail(ErrorCode::NotFound,
                "\"kind\" has to be label, attribute, value, relation or claim_relation, not \"" + *name + "\".");
}

// {kind, id, value?} and what it becomes: {to}, {leave_out: true}, or without both itself.
Result<std::string> map(App& app, JsonValue args)
{
    const auto importing = waiting(app);
    if (!importing) return fail(importing.error());
    const Result<ImportKind> kind = kind_argument(args);
    if (!kind) return fail(kind.error());
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    const Result<std::string> value = text_or_empty(args, "value"), to = text_or_empty(args, "to");
    if (!value) return fail(value.error());
    if (!to) return fail(to.error());
    ImportTarget target;
    if (args["leave_out"].boolean())
        target.kind = ImportTarget::Kind::Nothing;
    else if (!to->empty())
        target = {ImportTarget::Kind::Other, *to};
    const Project& incoming = (*importing)->incoming.project();
    ImportMapping mapping = (*importing)->mapping;
    set_target(mapping, app.project().schema(), incoming.schema(), {*kind, *id, *value}, target);
    Result<ImportPlan> plan = plan_import(app.project(), incoming, mapping);
    if (!plan) return fail(plan.error());
    (*importing)->mapping = std::move(mapping);
    (*importing)->planned.clear();
    return nothing_made();
}

// {own?, skip?}
Result<std::string> choose(App& app, JsonValue args)
{
    const auto importing = waiting(app);
    if (!importing) return fail(importing.error());
    Importing& in = **importing;
    if (args["own"]) in.own = args["own"].boolean();
    if (const JsonValue skip = args["skip"]; skip && skip.boolean() != in.skips) {
        if (in.skips) {
            if (const Status undone = in.incoming.undo(); !undone) return fail(undone.error());
        } else {
            Result<Composed> skipped = skip_shared({in.incoming.project(), in.ids, {}, {}}, app.project());
            if (!skipped) return fail(skipped.error());
            if (skipped->step.edits.empty()) return nothing_made();
            if (const Status done = in.incoming.run(std::move(skipped->step)); !done) return fail(done.error());
        }
        in.skips = !in.skips;
    }
    in.planned.clear();
    return nothing_made();
}

}  // namespace

void plan_import(App& app)
{
    Importing& in = *app.session().importing;
    const std::string now = app.project().info().id.text + '\n' + std::to_string(app.project().revision());
    if (in.planned == now) return;
    in.planned = now;
    const Project& incoming = in.incoming.project();
    Result<ImportPlan> plan = plan_import(app.project(), incoming, in.mapping);
    if (!plan) {
        in.mapping = suggested_mapping(app.project().schema(), incoming.schema());
        plan = plan_import(app.project(), incoming, in.mapping);
    }
    if (plan) in.plan = std::move(*plan);
}

void add_import_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, CommandSpec::Run run) {
        CommandSpec spec{id, title, "Files"};
        spec.enabled = waits;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    add("import.take", "Import what waits", take);
    add("import.cancel", "Leave what waits out", cancel);
    add("view.import", "See what waits to be imported", show);
    add_script(table, "import.map", "Say what a label, attribute, value or relation becomes that comes in", map);
    add_script(table, "import.choose", "Import as a project of its own, or without what is there", choose);
}

}  // namespace glossator
