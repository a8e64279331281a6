#include "core/io/file_name.h"
#include "core/io/zip.h"
#include "ui/command_table.h"

// Other tools' formats.
namespace glossator {

namespace {

// Several files go into one archive: a page can't save a folder.
void hand_over(App& app, std::string_view format, std::vector<ExportedFile> files)
{
    if (files.size() == 1) return app.platform().save_file(files.front().name, files.front().bytes);
    std::string name = safe_file_name(app.project().info().title);
    if (name.empty()) name = "project";
    app.platform().save_file(name + "-" + std::string(format) + ".zip", write_zip(files));
}

// {format, options}: without them, what is chosen in the view, which is shown where nothing is.
Result<std::string> export_file(App& app, JsonValue args)
{
    const ExportMemory& chosen = app.session().views.exporting;
    const std::string format = args["format"].is_string() ? std::string(args["format"].string()) : chosen.format;
    if (format.empty()) return run_command(app, "view.export", "{}");
    FormatOptions options = format == chosen.format && !args["options"] ? chosen.options : FormatOptions();
    for (const JsonValue& value : args["options"].children()) options[std::string(value.key())] = value.string();
    Result<Exported> exported = export_project(app.project(), format, options);
    if (!exported) return fail(exported.error());
    hand_over(app, format, std::move(exported->files));
    return nothing_made();
}

Result<std::string> choose(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "format");
    if (!name) return fail(name.error());
    const Format* format = format_named(*name);
    if (format == nullptr || !format->writes)
        return fail(ErrorCode::Unsupported, "the format \"" + *name + "\" can't be written");
    ExportMemory& memory = app.session().views.exporting;
    if (memory.format != *name) memory.options.clear();
    memory.format = *name;
    FormatOptions options = memory.options;
    for (const JsonValue& value : args["options"].children()) options[std::string(value.key())] = value.string();
    if (const Status known = check_options(*format, options); !known) return fail(known.error());
    memory.options = std::move(options);
    return nothing_made();
}

}  // namespace

void add_export_commands(CommandTable& table)
{
    table.push_back({.id = "file.export",
                     .title = "Export in the chosen format",
                     .group = "Files",
                     .in_text_fields = true,
                     .enabled = has_documents,
                     .run = export_file});
    add_script(table, "export.choose", "Choose a format to export, and its options", choose);
}

}  // namespace glossator
