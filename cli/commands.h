#pragma once

#include <string>
#include <vector>

// The commands of the command-line tool. Each returns the exit code: 0 done, 1 the input is at fault, 2 wrong usage.
namespace glossator::cli {

struct ConvertOptions {
    std::vector<std::string> inputs;
    std::string from;  // a format's id; empty: name and content tell
    std::string to;
    std::string output;
    std::string loss_report;  // a file for it, or empty
    bool strict = false;      // a loss is a fault
};
int convert(const ConvertOptions& options);
int validate(const std::vector<std::string>& files);
int stats(const std::vector<std::string>& files, bool as_json);
int list_formats(bool as_json);
int not_built_yet(const std::string& command);

}  // namespace glossator::cli
