#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/io/formats.h"

// What the commands read: files, with those that come with them, alone, in a ZIP archive or all that lie below a
// folder.
namespace glossator::cli {

// A file with its bytes; "-" is standard input.
struct ReadFile {
    std::string name;
    std::string bytes;
};

// What came of one file and its companions, or of an archive with all that is in it.
struct Outcome {
    std::vector<ReadFile> files;  // without their bytes once nothing is wrong
    ReadResult result;
};

// The names that `names` stand for: each file, and for a folder all files below it that a format reads, by name. A file
// that comes with another of the list ("a.txt" with "a.ann") isn't listed itself. Errors: FileError.
std::vector<std::string> expand(const std::vector<std::string>& names, const std::string& format);

// Reads each of `files`, several at a time, and hands the outcomes over in their order, from one thread. At most as
// many files lie in memory as there are threads, and twice that of outcomes.
void read_each(const std::vector<std::string>& files, const ImportOptions& options,
               const std::function<void(Outcome)>& take);

// Says on standard error what is to be known of an outcome: notes, losses, or a line for each problem. False if
// something is wrong.
bool tell(const Outcome& outcome);

std::string shown_name(const std::string& file);

// "name=value" for each; errors: a sentence.
Result<FormatOptions> parse_options(const std::vector<std::string>& options);

}  // namespace glossator::cli
