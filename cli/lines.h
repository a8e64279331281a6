#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace glossator::cli {

// Whether each line, or each project, of such a file can be converted without the others.
bool goes_by_lines(const Format& format);

// Converts files of lines to one file of lines: each line of a foreign format, or each project of a Glossator file,
// alone, several at a time, in memory that doesn't grow with the files. All inputs are of the format `from`.
int convert_lines(const ConvertOptions& options, const Format& from, const Format& to);

}  // namespace glossator::cli
