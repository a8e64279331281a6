#include <algorithm>

#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/reports.h"
#include "ui/wording.h"

// The views over all documents, and their files.
namespace glossator {

namespace {

constexpr MainView kViews[] = {MainView::Coverage, MainView::Attributions, MainView::Timeline, MainView::Statistics};

Result<std::string> show_main(App& app, uint32_t view)
{
    app.session().main_view = static_cast<MainView>(view);
    app.session().popup = Popup::None;
    app.session().focus_reading_view = true;
    return nothing_made();
}

// The whole project at once, whatever is shown: a file waits for nothing.
Result<std::string> save_report(App& app, MainView view, bool svg)
{
    ReportChoice choice = app.reports().wanted;
    choice.view = view;
    choice.set = app.session().set;
    choice.width = 0;
    ReportBuild build(app.project(), choice);
    while (!build.advance()) {}
    app.platform().save_file(std::string(name_of(view)) + (svg ? ".svg" : ".csv"),
                             svg ? build.svg(app.project()) : build.csv());
    return nothing_made();
}

Result<std::string> export_report(App& app, JsonValue args)
{
    const Result<std::string> kind = required_text(args, "kind"), format = required_text(args, "format");
    if (!kind) return fail(kind.error());
    if (!format) return fail(format.error());
    if (*format != "svg" && *format != "csv")
        return fail(ErrorCode::Unsupported, tr("There is no format “{}”. There are svg and csv.", {*format}));
    for (const MainView view : kViews)
        if (*kind == name_of(view)) return save_report(app, view, *format == "svg");
    return fail(ErrorCode::NotFound,
                tr("There is no view “{}”. There are coverage, attributions, timeline and statistics.", {*kind}));
}

// By how many rows and columns the chosen cell moves; beyond the ends it stays.
Result<std::string> move(App& app, JsonValue args)
{
    Reports& reports = app.reports();
    if (!reports.shown() || !reports.shown()->coverage()) return nothing_made();
    const CoverageShape& shape = reports.shown()->shape();
    const auto moved = [](uint32_t from, JsonValue by, size_t count) {
        const double most = static_cast<double>(std::max(count, size_t{1}) - 1);
        return static_cast<uint32_t>(std::clamp(from + by.number().value_or(0), 0.0, most));
    };
    reports.row = moved(reports.row, args["rows"], shape.rows.size());
    reports.column = moved(reports.column, args["columns"], shape.columns.size());
    reports.follow = true;
    return nothing_made();
}

// The place of the chosen cell; of a document that doesn't report the claim, the document.
Result<std::string> open_cell(App& app, JsonValue)
{
    const Reports& reports = app.reports();
    const ReportBuild* shown = reports.shown();
    if (!shown || !shown->coverage()) return fail(ErrorCode::NotFound, tr("No cell is chosen."));
    const CoverageShape& shape = shown->shape();
    if (reports.row >= shape.rows.size() || reports.column >= shape.columns.size())
        return fail(ErrorCode::NotFound, tr("No cell is chosen."));
    const uint32_t column = shape.columns[reports.column];
    const Coverage::Cell* cell = shown->coverage()->find(shape.rows[reports.row], column);
    if (cell)
        app.focus(shown->coverage()->mentions()[cell->mentions.front()].span);
    else
        app.show(shown->coverage()->columns()[column].document);
    return nothing_made();
}

// What is absent stays as it is.
Result<std::string> arrange(App& app, JsonValue args)
{
    ReportChoice& wanted = app.reports().wanted;
    const auto choose = [&](const char* key, std::initializer_list<std::string_view> names, auto& value) -> Status {
        if (!args[key]) return {};
        const auto at = std::find(names.begin(), names.end(), args[key].string());
        if (at == names.end()) return fail(ErrorCode::NotFound, tr("“{}” has no such value.", {key}));
        value = static_cast<std::decay_t<decltype(value)>>(at - names.begin());
        return {};
    };
    ReportChoice made = wanted;
    if (const Status s = choose("rows", {"groups", "most", "least", "text"}, made.coverage.rows); !s)
        return fail(s.error());
    if (const Status s = choose("columns", {"date", "outlet", "opened"}, made.coverage.columns); !s)
        return fail(s.error());
    if (const Status s = choose("scope", {"all", "article", "tree"}, made.scope); !s) return fail(s.error());
    if (args["disputed"]) made.coverage.only_disputed = args["disputed"].boolean();
    made.coverage.words = text_or(args, "words", made.coverage.words);
    wanted = made;
    app.reports().row = app.reports().column = 0;
    return nothing_made();
}

}  // namespace

void add_report_commands(CommandTable& table)
{
    for (uint32_t i = 0; i < 5; ++i) {
        const auto view = static_cast<MainView>(i);
        CommandSpec spec{std::string("view.") + (i == 0 ? "text" : name_of(view)),
                         "Show: " + std::string(title_of(view)), "View"};
        spec.number = i;
        spec.enabled = has_documents;
        spec.run_number = show_main;
        table.push_back(std::move(spec));
    }
    for (uint32_t i = 0; i < 8; ++i) {
        const MainView view = kViews[i / 2];
        const bool svg = i % 2 == 0;
        CommandSpec spec{std::string("report.export:") + name_of(view) + (svg ? ".svg" : ".csv"),
                         "Save as " + std::string(svg ? "SVG: " : "CSV: ") + std::string(title_of(view)), "Files"};
        spec.number = i;
        spec.enabled = has_documents;
        spec.run_number = [](App& app, uint32_t number) {
            return save_report(app, kViews[number / 2], number % 2 == 0);
        };
        table.push_back(std::move(spec));
    }
    add_script(table, "report.export", "Save a view as a file", export_report);
    add_script(table, "report.arrange", "Sort and filter a view", arrange);
    add_script(table, "report.move", "Choose another cell of the coverage", move);
    add_script(table, "report.open", "Show the place of the chosen cell", open_cell);
}

}  // namespace glossator
