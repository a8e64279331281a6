#include "core/io/json_lines.h"

#include <algorithm>

namespace glossator {

Status for_each_json_line(std::string_view bytes, const std::function<Status(JsonValue)>& take)
{
    for (size_t begin = 0; begin < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const std::string_view line = bytes.substr(begin, end - begin);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            const Result<JsonDocument> json = JsonDocument::parse(line, begin);
            if (!json) return fail(json.error());
            if (Status sound = take(json->root()); !sound) return sound;
        }
        begin = end + 1;
    }
    return {};
}

Result<JsonDocument> first_json_line(std::string_view bytes)
{
    const size_t begin = bytes.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return fail(ErrorCode::Invalid, "the file is empty");
    return JsonDocument::parse(bytes.substr(begin, bytes.find('\n', begin) - begin), begin);
}

bool has_extension(std::string_view name, std::string_view extension)
{
    return name.size() >= extension.size() && name.substr(name.size() - extension.size()) == extension;
}

}  // namespace glossator
