#include "core/io/file_lines.h"

#include <algorithm>

namespace glossator {

std::optional<Line> next_line(std::string_view bytes, size_t& next)
{
    if (next >= bytes.size()) return std::nullopt;
    const size_t begin = next, end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view text = bytes.substr(begin, end - begin);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    next = end + 1;
    return Line{begin, text};
}

}  // namespace glossator
