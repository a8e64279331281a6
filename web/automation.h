#pragma once

#include <string>
#include <string_view>

#include "ui/app.h"

// The parts of window.glossator (docs/automation.md) that web/page/automation.js asks C++ for. Answers are JSON
// objects: {"value": …}, or
// {"error": "sentence"}.
namespace glossator {

std::string answer_call(App& app, std::string_view name, std::string_view args);
std::string answer_open(App& app, std::vector<Platform::InputFile> files, OpenMode mode);

// A finished export: what is told of it in JSON names each file's size; the bytes are fetched one by one.
struct ExportAnswer {
    std::string json;
    std::vector<ExportedFile> files;
};
// The ends of names that can be read, as a JSON array.
std::string extensions_json();
ExportAnswer answer_export(const App& app, std::string_view format, std::string_view options);

}  // namespace glossator
