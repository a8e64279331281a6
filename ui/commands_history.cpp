#include <algorithm>

#include "ui/command_table.h"
#include "ui/kept_history.h"
#include "ui/language.h"

// What is kept: going back, copies, the log.
namespace glossator {

namespace {

const KeptStep* chosen(const App& app)
{
    const std::vector<KeptStep>& steps = app.kept_history().steps();
    const size_t place = app.session().views.history.chosen;
    return place < steps.size() ? &steps[place] : nullptr;
}

bool shows_history(const App& app)
{
    return app.session().main_view == MainView::History;
}

bool has_chosen(const App& app)
{
    return shows_history(app) && chosen(app) != nullptr;
}

bool can_go_back(const App& app)
{
    return has_chosen(app) && app.session().views.history.chosen + 1 < app.kept_history().steps().size();
}

// The step of that number, or the one that is chosen in the list.
Result<std::string> want(App& app, JsonValue args, KeptHistory::Want want)
{
    const KeptStep* step = chosen(app);
    if (const std::optional<uint32_t> number = args["step"].unsigned32()) {
        const std::vector<KeptStep>& steps = app.kept_history().steps();
        const auto is_it = [&](const KeptStep& each) { return each.line.number == *number; };
        const auto at = std::find_if(steps.rbegin(), steps.rend(), is_it);
        if (at == steps.rend())
            return fail(ErrorCode::NotFound,
                        tr("No step {} is listed. Show the history first.", {std::to_string(*number)}));
        step = &*at;
    }
    if (!step) return fail(ErrorCode::NotFound, tr("No step is chosen."));
    const LocalTime at = local_time(step->line.at, app.platform().utc_offset_min());
    app.kept_history().want({want, step->generation, step->lines, step->title + ", " + at.time}, app.platform());
    return nothing_made();
}

Result<std::string> save_log(App& app, JsonValue)
{
    app.platform().save_file("history.csv", history_csv(app.kept_history().steps(), app.project()));
    return nothing_made();
}

Result<std::string> list_steps(App& app, JsonValue)
{
    std::string out;
    for (const KeptStep& step : app.kept_history().steps())
        out += (out.empty() ? "" : ",") + Args()
                                              .number("step", static_cast<double>(step.line.number))
                                              .text("at", step.line.at)
                                              .text("by", step.line.by)
                                              .text("title", step.title)
                                              .flag("fits", step.fits)
                                              .str();
    return "[" + out + "]";
}

Result<std::string> list_kept_projects(App& app, JsonValue)
{
    app.platform().request_kept_projects();
    std::string out;
    for (const KeptProject& each : app.kept_projects())
        out +=
            (out.empty() ? "" : ",") +
            Args().number("slot", static_cast<double>(each.slot)).text("title", each.title).text("at", each.at).str();
    return "[" + out + "]";
}

Result<std::string> open_kept_project(App& app, JsonValue args)
{
    const std::optional<uint32_t> slot = args["slot"].unsigned32();
    const auto& projects = app.kept_projects();
    if (!slot || std::none_of(projects.begin(), projects.end(), [&](const auto& each) { return each.slot == *slot; }))
        return fail(ErrorCode::NotFound, tr("No such project is kept here; project.list_kept tells which there are."));
    if (!app.reads_along() && app.keeper().state() != Keeper::State::Saved)
        return fail(ErrorCode::InUse, tr("The last steps are not kept yet, and would be lost."));
    app.platform().open_kept_project(*slot);
    return nothing_made();
}

}  // namespace

void add_history_commands(CommandTable& table)
{
    table.push_back({.id = "history.go",
                     .title = "Go back to the chosen step",
                     .group = "View",
                     .enabled = can_go_back,
                     .run = [](App& app, JsonValue args) { return want(app, args, KeptHistory::Want::GoBack); }});
    table.push_back({.id = "history.copy",
                     .title = "Save a copy as it was after the chosen step",
                     .group = "View",
                     .enabled = has_chosen,
                     .run = [](App& app, JsonValue args) { return want(app, args, KeptHistory::Want::Copy); }});
    table.push_back({.id = "history.log",
                     .title = "Save the log of all steps",
                     .group = "View",
                     .enabled = shows_history,
                     .run = save_log});
    add_script(table, "history.list", "List all steps that are kept", list_steps);
    add_script(table, "project.list_kept", "List the other projects that are kept here", list_kept_projects);
    add_script(table, "project.open_kept", "Open another project that is kept here", open_kept_project);
}

}  // namespace glossator
