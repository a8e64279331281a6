#include "core/base/result.h"

namespace glossator {

std::string sentence(std::string_view message)
{
    std::string out(message);
    if (out.empty()) return out;
    if (out.front() >= 'a' && out.front() <= 'z') out.front() = static_cast<char>(out.front() - 'a' + 'A');
    constexpr std::string_view kEnds[] = {".", "!", "?", "…", ".”", "!”", "?”"};
    for (const std::string_view end : kEnds)
        if (out.size() >= end.size() && std::string_view(out).substr(out.size() - end.size()) == end) return out;
    return out + ".";
}

}  // namespace glossator
