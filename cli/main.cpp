#include <iostream>

#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "core/io/native.h"

namespace {

using namespace glossator::cli;

// docs/interoperability.md has the same.
constexpr const char* kSpacyScript =
    R"(What --to spacy writes becomes spaCy's DocBin by `python3 to_docbin.py IN.jsonl OUT.spacy`; to_docbin.py is

import json, sys, spacy
from spacy.tokens import Doc, DocBin
vocab = spacy.blank("xx").vocab
lines = open(sys.argv[1], encoding="utf-8")
docs = [Doc(vocab).from_json(json.loads(line)) for line in lines]
DocBin(docs=docs, store_user_data=True).to_disk(sys.argv[2]))";

// Reads the arguments and runs the command that they name.
int run(CLI::App& app, int argc, char** argv)
{
    app.set_version_flag("--version", std::string("glossator ") + glossator::kVersion);
    app.require_subcommand(1);
    app.footer("- is standard input or output. Exit code: 0 done, 1 the input is at fault, 2 wrong usage.");

    ConvertOptions options;
    std::vector<std::string> to_options, from_options;
    CLI::App* convert_command = app.add_subcommand(
        "convert",
        "Reads projects, texts and files of other tools, and writes one format; lines go one by one, the rest "
        "is joined");
    convert_command->add_option("IN", options.inputs, "files to read, and folders with all below")->required();
    convert_command->add_option("--to", options.to, "the format to write")->required();
    convert_command->add_option("--from", options.from, "the format to read, if names and contents don't tell");
    convert_command->add_option("--option", to_options, "NAME=VALUE, of the format to write; see formats");
    convert_command->add_option("--from-option", from_options, "NAME=VALUE, of the format to read");
    convert_command->add_option("-o", options.output, "the file to write, or the folder for several")->required();
    convert_command->add_option("--loss-report", options.loss_report,
                                "a JSON file that lists what the format can't carry");
    convert_command->add_flag("--strict", options.strict, "write nothing if something would be lost");
    convert_command->footer(kSpacyScript);

    MergeOptions merging;
    CLI::App* merge_command =
        app.add_subcommand("merge", "Joins several annotators' files into one project; the same text is one document");
    merge_command->add_option("IN", merging.inputs, "files to read, and folders with all below")->required();
    merge_command->add_option("--from", merging.from, "the format to read, if names and contents don't tell");
    merge_command->add_option("-o", merging.output, "the file to write: .glossator.json or .glossator.jsonl")
        ->required();
    merge_command->add_flag("--by-file", merging.by_file,
                            "an annotator whom several files have is named after each file");

    std::vector<std::string> files;
    std::string from;
    bool as_json = false;
    CLI::App* validate_command = app.add_subcommand("validate", "Checks files against every rule");
    validate_command->add_option("FILE", files, "files to check, and folders with all below")->required();
    validate_command->add_option("--from", from, "their format, if names and contents don't tell");
    CLI::App* stats_command = app.add_subcommand("stats", "Counts what files hold");
    stats_command->add_option("FILE", files, "files to count, and folders with all below")->required();
    stats_command->add_option("--from", from, "their format, if names and contents don't tell");
    stats_command->add_flag("--json", as_json, "as JSON");
    CLI::App* formats_command =
        app.add_subcommand("formats", "Lists the formats that are read and written, with their options");
    formats_command->add_flag("--json", as_json, "as JSON");
    std::string shell;
    CLI::App* completion_command =
        app.add_subcommand("completion", "Prints the script by which a shell completes command lines");
    completion_command->add_option("SHELL", shell, "bash, zsh or fish")->required();
    CLI::App* agree_command = app.add_subcommand("agree", "Agreement between annotators (not built yet)");
    agree_command->allow_extras();
    CLI::App* suggest_command = app.add_subcommand("suggest", "Suggestions from a model (not built yet)");
    suggest_command->allow_extras();

    app.parse(argc, argv);
    if (convert_command->parsed()) {
        for (auto& [list, out] : {std::pair{&to_options, &options.to_options}, {&from_options, &options.from_options}})
            if (glossator::Result<glossator::FormatOptions> parsed = parse_options(*list))
                *out = std::move(*parsed);
            else
                throw CLI::ValidationError(parsed.error().message);
        return convert(std::move(options));
    }
    if (!from.empty() && glossator::format_named(from) == nullptr)
        throw CLI::ValidationError("there is no format \"" + from + "\"; `glossator formats` lists them");
    if (merge_command->parsed()) return merge(merging);
    if (validate_command->parsed()) return validate(files, from);
    if (stats_command->parsed()) return stats(files, from, as_json);
    if (formats_command->parsed()) return list_formats(as_json);
    if (completion_command->parsed()) return completion(shell);
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
