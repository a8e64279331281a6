#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace glossator {

class App;

// The calls of the automation interface (docs/automation.md) that take and give JSON: "version", "project", "formats",
// "commands", "command" {id, args}, "state", "select" {document, start, end}, "locate" {document, start, end}, "find"
// {name}, "scroll", "stats". Offsets in code points. The page adds what is about bytes and promises (open, export, on,
// settled). `args` is a JSON object.
Result<std::string> automation_call(App& app, std::string_view name, std::string_view args);

}  // namespace glossator
