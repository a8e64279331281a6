#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/files.h"
#include "core/io/native.h"

namespace {

using namespace glossator::cli;

// Reads the arguments and runs the command that they name.
int run(CLI::App& app, int argc, char** argv)
{
    app.set_version_flag("--version", std::string("glossator ") + glossator::kVersion);
    app.require_subcommand(1);
    app.footer("- is standard input or output. Exit code: 0 done, 1 the input is at fault, 2 wrong usage.");

    ConvertOptions options;
    CLI::App* convert_command =
        app.add_subcommand("convert", "Reads projects or texts, joins them, and writes one format");
    convert_command->add_option("IN", options.inputs, "files to read")->required();
    convert_command->add_option("--to", options.to, "the format to write")->required();
    convert_command->add_option("--from", options.from, "the format to read, if names and contents don't tell");
    convert_command->add_option("-o", options.output, "the file to write, or the folder for several")->required();
    convert_command->add_option("--loss-report", options.loss_report,
                                "a JSON file that lists what the format can't carry");
    convert_command->add_flag("--strict", options.strict, "write nothing if something would be lost");

    std::vector<std::string> files;
    bool as_json = false;
    CLI::App* validate_command = app.add_subcommand("validate", "Checks files against every rule");
    validate_command->add_option("FILE", files, "files to check")->required();
    CLI::App* stats_command = app.add_subcommand("stats", "Counts what files hold");
    stats_command->add_option("FILE", files, "files to count")->required();
    stats_command->add_flag("--json", as_json, "as JSON");
    CLI::App* formats_command = app.add_subcommand("formats", "Lists the formats that are read and written");
    formats_command->add_flag("--json", as_json, "as JSON");
    CLI::App* agree_command = app.add_subcommand("agree", "Agreement between annotators (not built yet)");
    agree_command->allow_extras();
    CLI::App* suggest_command = app.add_subcommand("suggest", "Suggestions from a model (not built yet)");
    suggest_command->allow_extras();

    app.parse(argc, argv);
    if (convert_command->parsed()) return convert(options);
    if (validate_command->parsed()) return validate(files);
    if (stats_command->parsed()) return stats(files, as_json);
    if (formats_command->parsed()) return list_formats(as_json);
    return not_built_yet(agree_command->parsed() ? "agree" : "suggest");
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Annotated text for training data: reads, checks and converts", "glossator");
    try {
        return run(app, argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const FileError& error) {
        std::cerr << error.what() << '\n';
        return 1;
    } catch (const std::exception& error) {
        std::cerr << "glossator: " << error.what() << '\n';
        return 1;
    }
}
