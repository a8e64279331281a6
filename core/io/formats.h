#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "core/io/codec.h"
#include "core/io/limits.h"
#include "core/io/native.h"
#include "core/model/project.h"

// Every format that the tool reads or writes: one registry for the page, the desktop program and the command line.
namespace glossator {

const std::vector<Format>& formats();
const Format* format_named(std::string_view id);
// By file name and content; null if no format that is read fits.
const Format* detect_format(std::string_view name, std::string_view bytes);

struct ImportOptions {
    Schema schema;
    Annotator annotator;
    ReadOptions read;
    std::string format = {};  // an id, if it is known; else name and content tell
    RecordLimits limits = {};
    FormatOptions options = {};  // of that format
};

// Files that are read together, by their indexes: one of a format, and then those that come with it.
struct FileGroup {
    const Format* format;  // null: none fits
    std::vector<size_t> files;
};
// Every file is in a group: in its own, unless it comes with others ("a.txt" with "a.ann"; "annotation.conf" with every
// ".ann" of its folder). In the order of the files. With `format`, an id, every file that comes with no other is of it.
std::vector<FileGroup> group_files(const std::vector<InputFile>& files, std::string_view format = {});
// How the names of files end that can be read, or that come with such; in lower case, each once.
std::vector<std::string> readable_extensions();
// Other files that one of this name may come with, for callers that look for them beside it.
std::vector<std::string> companions_of(const Format& format, std::string_view name);

// Reads the files of a group as a project of its own: a plain text becomes one document, named after the file, in an
// otherwise empty project with the options' schema and an open set for their annotator; foreign formats add to that
// schema what it lacks.
ReadResult import_files(const std::vector<InputFile>& files, const ImportOptions& options);
// A file alone; `notes` gets what the user should know though nothing is wrong ("a byte order mark was dropped"), and
// what could not be taken over.
tl::expected<Project, Problems> import_file(std::string_view name, std::string_view bytes, const ImportOptions& options,
                                            std::vector<std::string>& notes);
// "not taken over: 3 relations, for example \"…\"".
std::string said(const Loss& loss);

// Every offset of what a foreign format gets has been read back and stands at its span's text. Errors: Unsupported for
// a format that isn't written, with the formats that are, and for an option or a value that it hasn't.
Result<Exported> export_project(const Project& project, std::string_view format, const FormatOptions& options = {});

// Errors: Unsupported, naming an option that the format hasn't, or a value that the option hasn't.
Status check_options(const Format& format, const FormatOptions& options);

// Where the byte `offset` stands in an input of any kind; the column counts code points as far as the line is UTF-8.
LineColumn line_column(std::string_view input, size_t offset);

// "FILE:LINE:COLUMN: sentence" for a program, from an error and the input it speaks of; without the place where there
// is none.
std::string place(std::string_view file, std::string_view input, const Error& error);

}  // namespace glossator
