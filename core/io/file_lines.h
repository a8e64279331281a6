#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

// Files that are read line by line.
namespace glossator {

// A line without its end, a line feed with or without a carriage return before it.
struct Line {
    size_t at;  // in the file
    std::string_view text;
};

// The line that begins at `next`; moves `next` behind it. Nothing if the file ends there.
std::optional<Line> next_line(std::string_view bytes, size_t& next);

}  // namespace glossator
