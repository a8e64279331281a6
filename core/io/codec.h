#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "core/base/result.h"
#include "core/io/limits.h"
#include "core/model/project.h"

// What a codec is: a pair of functions between the files of one foreign format and a project. core/io/codecs.cpp lists
// them all; the page, the desktop program and the command line reach them through core/io/formats.h alone.
namespace glossator {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// A choice that a format leaves to its user ("offsets": "utf16" or "graphemes").
struct FormatOption {
    const char* name;
    const char* about;                // for people, a phrase
    std::vector<const char*> values;  // the first is the default; none: any text, empty by default
};
using FormatOptions = std::map<std::string, std::string>;

struct Format {
    const char* id;                       // "glossator", "glossator-jsonl", "text"
    const char* title;                    // for people
    std::vector<std::string> extensions;  // ".glossator.json"
    bool reads;
    bool writes;
    std::vector<FormatOption> options = {};
    bool is_lines = false;  // each line of a file stands alone, so that a file of any length goes through line by line
};

struct InputFile {
    std::string name;        // with "/" between folders
    std::string_view bytes;  // without a byte order mark once a codec gets it
};

// What is wrong with one of several files.
struct InputProblem {
    std::string file;
    Error error;
};
using InputProblems = std::vector<InputProblem>;

// Something that a format could not carry.
struct Loss {
    std::string what;  // "relations": a plural that goes behind "can't carry the "
    size_t count;
    std::string example;
};

struct ExportedFile {
    std::string name;
    std::string bytes;
};
struct Exported {
    std::vector<ExportedFile> files;
    std::vector<Loss> losses;
};

struct ReadRequest {
    // Those that belong together: the one that the codec is for, and then which of its companions there are.
    const std::vector<InputFile>& files;
    Schema schema;        // what the project begins with; labels and so on that it lacks are added
    Annotator annotator;  // whose work it is, where the files don't say
    FormatOptions options;

    // The value of an option of the format; its default if it isn't set.
    std::string option(const Format& format, std::string_view name) const;
    const InputFile* find(std::string_view name) const;  // null if there is no such file
};

struct ReadProject {
    Project project;
    std::vector<std::string> notes;  // what the user should know though nothing is wrong
    std::vector<Loss> losses = {};   // what the file says and a project can't
};
using ReadResult = tl::expected<ReadProject, InputProblems>;

struct Codec {
    Format format;
    // Whether a file is of this format, by its name and, where other formats share the extension, its content.
    bool (*fits)(std::string_view name, std::string_view bytes);
    // The names of other files that one of this name may come with, as "a.txt" with "a.ann". Null: none.
    std::vector<std::string> (*companions)(std::string_view name);
    // Null: not read. Never trusts its input, which may be empty; a file is read as a whole or not at all.
    ReadResult (*read)(const ReadRequest& request);
    // Null: not written. The same project gives the same bytes.
    Result<Exported> (*write)(const Project& project, const FormatOptions& options);
    // Reads what `write` made once more, without its tables: at every offset, in the format's own unit, the text must
    // be what the span covers. Errors: a sentence that names the span.
    Status (*check)(const Project& project, const Exported& exported, const FormatOptions& options);
};

const std::vector<Codec>& codecs();

// The option's value in `options`, else its default.
std::string option_of(const Format& format, const FormatOptions& options, std::string_view name);

inline tl::unexpected<InputProblems> refuse(const InputFile& file, Error error)
{
    return tl::unexpected(InputProblems{{file.name, std::move(error)}});
}

inline tl::unexpected<InputProblems> refuse(const InputFile& file, size_t offset, std::string message)
{
    return refuse(file, Error{ErrorCode::Invalid, std::move(message), offset, {}});
}

}  // namespace glossator
