#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/io/formats.h"

// The commands of the command-line tool. Each returns the exit code: 0 done, 1 the input is at fault, 2 wrong usage.
namespace glossator::cli {

struct ConvertOptions {
    std::vector<std::string> inputs;  // files, folders, or "-"
    std::string from;                 // a format's id; empty: name and content tell
    std::string to;
    std::string output;
    std::string loss_report;  // a file for it, or empty
    bool strict = false;      // a loss is a fault
    FormatOptions from_options, to_options;
};
int convert(ConvertOptions options);
// Says on standard error what the format can't carry.
void tell_losses(const std::string& name, const Format& to, const std::vector<Loss>& losses);
// Writes the report of losses and, if nothing is wrong, what `write` writes.
int finish_convert(const ConvertOptions& options, const Format& to, const std::vector<Loss>& losses, bool sound,
                   const std::function<void()>& write);

// Several annotators' files into one project, a Glossator file. With `by_file`, an annotator whom several files have
// gets the name of each file.
struct MergeOptions {
    std::vector<std::string> inputs;
    std::string from;
    std::string output;
    bool by_file = false;
};
int merge(const MergeOptions& options);
int validate(const std::vector<std::string>& files, const std::string& format);
int stats(const std::vector<std::string>& files, const std::string& format, bool as_json);
int list_formats(bool as_json);
// The script that lets a shell complete the words of a command line: "bash", "zsh" or "fish".
int completion(const std::string& shell);
int not_built_yet(const std::string& command);

}  // namespace glossator::cli
