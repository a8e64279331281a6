#pragma once

#include <ctime>
#include <string>

namespace glossator {

// A time as platforms give it, as it stands in files: "2026-03-02T09:01:00Z".
inline std::string rfc3339(std::time_t time)
{
    std::tm utc{};
    gmtime_r(&time, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

}  // namespace glossator
