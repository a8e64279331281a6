#include "cli/inputs.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <set>

#include "cli/files.h"
#include "cli/parallel.h"
#include "core/edit/join.h"
#include "core/io/unpack.h"
#include "core/io/zip.h"

namespace glossator::cli {

namespace fs = std::filesystem;

namespace {

// Formats that a file of this name may have, by its extension.
std::vector<const Format*> formats_by_extension(const std::string& name)
{
    std::vector<const Format*> out;
    for (const Format& format : formats())
        for (const std::string& extension : format.extensions)
            if (format.reads && name.size() > extension.size() &&
                name.compare(name.size() - extension.size(), extension.size(), extension) == 0)
                out.push_back(&format);
    return out;
}

// Whether it is of a format, or comes with files that are; said if it isn't.
bool is_read(const std::string& name, const std::string& format)
{
    if (!format.empty()) return true;
    std::string head;
    InputBytes(name).read_more(head);
    if (begins_zip(head) || detect_format(name, head) != nullptr) return true;
    std::cerr << name << ": passed over: no format that is read fits it\n";
    return false;
}

void add_folder(const std::string& folder, const std::string& format, std::vector<std::string>& out)
{
    const std::vector<std::string> extensions =
        format.empty() ? readable_extensions() : format_named(format)->extensions;
    std::vector<std::string> found;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().generic_string();
        const auto fits = [&](const std::string& extension) {
            return name.size() > extension.size() &&
                   name.compare(name.size() - extension.size(), extension.size(), extension) == 0;
        };
        if (entry.is_regular_file() && std::any_of(extensions.begin(), extensions.end(), fits)) found.push_back(name);
    }
    std::sort(found.begin(), found.end());
    const size_t before = out.size();
    std::set<std::string> come_along;
    for (const std::string& name : found)
        for (const Format* each : formats_by_extension(name))
            for (const std::string& companion : companions_of(*each, name)) come_along.insert(companion);
    for (const std::string& name : found)
        if (come_along.count(name) > 0 || is_read(name, format)) out.push_back(name);
    if (out.size() == before) throw FileError(folder + ": there is no file in it that can be read");
}

// All that is in an archive, as one project.
ReadResult read_groups(const std::vector<InputFile>& inputs, const ImportOptions& options)
{
    ReadProject all;
    ProjectJoin projects;
    InputProblems problems;
    for (const FileGroup& group : group_files(inputs, options.format)) {
        std::vector<InputFile> together;
        for (const size_t index : group.files) together.push_back(inputs[index]);
        ReadResult read = import_files(together, options);
        if (!read) {
            problems.insert(problems.end(), read.error().begin(), read.error().end());
            continue;
        }
        for (const std::string& note : read->notes) all.notes.push_back(together.front().name + ": " + note);
        all.losses.insert(all.losses.end(), read->losses.begin(), read->losses.end());
        if (const Status added = projects.add(std::move(read->project)); !added)
            problems.push_back({together.front().name, added.error()});
    }
    if (!problems.empty()) return tl::unexpected(std::move(problems));
    Result<Project> project = projects.take();
    if (!project) return refuse(inputs.front(), project.error());
    all.project = std::move(*project);
    return all;
}

Outcome read_archive(ReadFile archive, const ImportOptions& options)
{
    const std::string name = archive.name == "-" ? "standard-input" : archive.name;
    Result<Unpacked> unpacked = unpack_archive(name, archive.bytes, options.format);
    archive.bytes = {};
    std::vector<ReadFile> files{std::move(archive)};
    if (!unpacked) return {std::move(files), refuse({name, {}}, unpacked.error())};
    for (ExportedFile& file : unpacked->files) files.push_back({std::move(file.name), std::move(file.bytes)});
    std::vector<InputFile> inputs;
    for (size_t i = 1; i < files.size(); ++i) inputs.push_back({files[i].name, files[i].bytes});
    ReadResult result = read_groups(inputs, options);
    if (result) {
        result->notes.insert(result->notes.begin(), unpacked->notes.begin(), unpacked->notes.end());
        files.resize(1);
    }
    return {std::move(files), std::move(result)};
}

Outcome read_one(const std::string& name, const ImportOptions& options)
{
    std::vector<ReadFile> files{{name, read_file(name)}};
    if (begins_zip(files.front().bytes)) return read_archive(std::move(files.front()), options);
    const Format* format =
        options.format.empty() ? detect_format(name, files.front().bytes) : format_named(options.format);
    if (format != nullptr && name != "-")
        for (const std::string& companion : companions_of(*format, name))
            if (fs::is_regular_file(companion)) files.push_back({companion, read_file(companion)});
    std::vector<InputFile> inputs;
    for (const ReadFile& file : files) inputs.push_back({file.name == "-" ? "standard-input" : file.name, file.bytes});
    ReadResult result = import_files(inputs, options);
    if (result)
        for (ReadFile& file : files) file.bytes = {};
    return {std::move(files), std::move(result)};
}

}  // namespace

std::vector<std::string> expand(const std::vector<std::string>& names, const std::string& format)
{
    std::vector<std::string> all;
    for (const std::string& name : names) {
        if (name != "-" && is_folder(name))
            add_folder(name, format, all);
        else
            all.push_back(name);
    }
    std::set<std::string> come_along;
    for (const std::string& name : all) {
        std::vector<const Format*> possible = formats_by_extension(name);
        if (!format.empty()) possible = {format_named(format)};
        for (const Format* each : possible)
            for (const std::string& companion : companions_of(*each, name))
                if (companion != name) come_along.insert(companion);
    }
    std::erase_if(all, [&](const std::string& name) { return come_along.count(name) > 0; });
    return all;
}

void read_each(const std::vector<std::string>& files, const ImportOptions& options,
               const std::function<void(Outcome)>& take)
{
    size_t next = 0;
    in_order<std::string, Outcome>(
        [&](std::string& name) {
            if (next == files.size()) return false;
            name = files[next++];
            return true;
        },
        [&](const std::string& name) { return read_one(name, options); }, take);
}

bool tell(const Outcome& outcome)
{
    const std::string name = shown_name(outcome.files.front().name);
    if (outcome.result) {
        for (const std::string& note : outcome.result->notes) std::cerr << name << ": " << note << '\n';
        for (const Loss& loss : outcome.result->losses) std::cerr << name << ": " << said(loss) << '\n';
        return true;
    }
    for (const InputProblem& problem : outcome.result.error()) {
        const auto file = std::find_if(outcome.files.begin(), outcome.files.end(),
                                       [&](const ReadFile& each) { return each.name == problem.file; });
        const ReadFile& at_fault = file == outcome.files.end() ? outcome.files.front() : *file;
        std::cerr << place(shown_name(at_fault.name), at_fault.bytes, problem.error) << '\n';
    }
    return false;
}

std::string shown_name(const std::string& file)
{
    return file == "-" ? "standard input" : file;
}

Result<FormatOptions> parse_options(const std::vector<std::string>& options)
{
    FormatOptions out;
    for (const std::string& option : options) {
        const size_t equals = option.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorCode::Invalid, "an option of a format is written as NAME=VALUE, not \"" + option + "\"");
        out[option.substr(0, equals)] = option.substr(equals + 1);
    }
    return out;
}

}  // namespace glossator::cli
