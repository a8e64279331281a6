#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "core/io/limits.h"
#include "core/io/native.h"
#include "core/model/project.h"

// Every format that the tool reads or writes: one registry for the page, the desktop program and the command line.
namespace glossator {

struct Format {
    const char* id;                       // "glossator", "glossator-jsonl", "text"
    const char* title;                    // for people
    std::vector<std::string> extensions;  // ".glossator.json"
    bool reads;
    bool writes;
};

const std::vector<Format>& formats();
const Format* format_named(std::string_view id);
// By file name and content; null if no format that is read fits.
const Format* detect_format(std::string_view name, std::string_view bytes);

// Reads a file of any format as a project of its own: a plain text becomes one document, named after the file, in an
// otherwise empty project with `schema` and an open set for `annotator`. `notes` gets what the user should know though
// nothing is wrong ("a byte order mark was dropped").
struct ImportOptions {
    Schema schema;
    Annotator annotator;
    ReadOptions read;
    std::string format = {};  // an id, if it is known; else name and content tell
    RecordLimits limits = {};
};
tl::expected<Project, Problems> import_file(std::string_view name, std::string_view bytes, const ImportOptions& options,
                                            std::vector<std::string>& notes);

struct ExportedFile {
    std::string name;
    std::string bytes;
};
struct Loss {
    std::string what;
    size_t count;
    std::string example;
};
struct Exported {
    std::vector<ExportedFile> files;
    std::vector<Loss> losses;  // what the format could not carry
};
// Errors: Unsupported for a format that isn't written, with the formats that are.
Result<Exported> export_project(const Project& project, std::string_view format);

// Where the byte `offset` stands in an input of any kind; the column counts code points as far as the line is UTF-8.
LineColumn line_column(std::string_view input, size_t offset);

// "FILE:LINE:COLUMN: sentence" for a program, from an error and the input it speaks of; without the place where there
// is none.
std::string place(std::string_view file, std::string_view input, const Error& error);

}  // namespace glossator
