#include "core/io/project_lines.h"

#include <algorithm>

namespace glossator {

bool begins_project(std::string_view line)
{
    constexpr std::string_view kKey = "\"format\"", kBlanks = " \t\r";
    const auto skip = [&](size_t at) { return std::min(line.find_first_not_of(kBlanks, at), line.size()); };
    size_t at = skip(0);
    if (at == line.size() || line[at] != '{') return false;
    at = skip(at + 1);
    if (line.substr(at, kKey.size()) != kKey) return false;
    at = skip(at + kKey.size());
    if (at == line.size() || line[at] != ':') return false;
    return line.substr(skip(at + 1), 11) == "\"glossator\"";
}

std::vector<size_t> project_begins(std::string_view bytes)
{
    std::vector<size_t> out;
    for (size_t begin = 0; begin < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', begin), bytes.size());
        if (begins_project(bytes.substr(begin, end - begin))) out.push_back(begin);
        begin = end + 1;
    }
    return out;
}

}  // namespace glossator
