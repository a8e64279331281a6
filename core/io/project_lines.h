#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace glossator {

// Glossator projects one behind the other in one file: each begins with a line that is a header with its records on the
// lines after it (docs/format.md), or a whole project on one line.
bool begins_project(std::string_view line);

// The places in `bytes` where a line begins a project, none if none does. O(bytes).
std::vector<size_t> project_begins(std::string_view bytes);

}  // namespace glossator
