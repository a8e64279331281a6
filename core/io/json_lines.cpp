#include "core/io/json_lines.h"

#include "core/io/file_lines.h"

namespace glossator {

Status for_each_json_line(std::string_view bytes, const std::function<Status(JsonValue)>& take)
{
    size_t next = 0;
    while (const std::optional<Line> line = next_line(bytes, next)) {
        if (line->text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const Result<JsonDocument> json = JsonDocument::parse(line->text, line->at);
        if (!json) return fail(json.error());
        if (Status sound = take(json->root()); !sound) return sound;
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
