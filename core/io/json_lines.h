#pragma once

#include <functional>
#include <string_view>

#include "core/io/json.h"

// Files of which each line is a JSON text of its own.
namespace glossator {

// Calls `take` for every line that isn't blank, with offsets counted from the begin of `bytes`, until that fails.
Status for_each_json_line(std::string_view bytes, const std::function<Status(JsonValue)>& take);

// The first line that isn't blank. Errors: there is none, or it is no JSON text.
Result<JsonDocument> first_json_line(std::string_view bytes);

// Whether a file's name ends so; `extension` is in lower case, as is the name.
bool has_extension(std::string_view name, std::string_view extension);

}  // namespace glossator
