#include "core/io/unpack.h"

#include <algorithm>

#include "core/io/file_name.h"
#include "core/io/formats.h"
#include "core/io/zip.h"

namespace glossator {

namespace {

constexpr int kMostArchives = 4;  // within each other

// What systems put beside files for themselves.
bool is_hidden(std::string_view name)
{
    return without_folders(name).front() == '.' || name.substr(0, 9) == "__MACOSX/";
}

Status add_files(const std::string& folder, std::string_view archive, int depth, ZipLimits& limits,
                 std::vector<ExportedFile>& out)
{
    Result<std::vector<ExportedFile>> files = read_zip(archive, limits);
    if (!files) return fail(files.error());
    for (ExportedFile& file : *files) {
        if (is_hidden(file.name)) continue;
        file.name = folder + "/" + file.name;
        if (!begins_zip(file.bytes)) {
            out.push_back(std::move(file));
            continue;
        }
        if (depth == kMostArchives)
            return fail(ErrorCode::TooLarge, "more than " + std::to_string(kMostArchives) +
                                                 " archives lie within each other: unpack the outer ones before");
        if (Status added = add_files(file.name, file.bytes, depth + 1, limits, out); !added) return added;
    }
    return {};
}

}  // namespace

Result<Unpacked> unpack_archive(std::string_view name, std::string_view bytes, std::string_view format)
{
    ZipLimits limits;
    std::vector<ExportedFile> files;
    if (const Status added = add_files(std::string(name), bytes, 1, limits, files); !added) return fail(added.error());
    std::vector<InputFile> inputs;
    for (const ExportedFile& file : files) inputs.push_back({file.name, file.bytes});
    std::vector<bool> is_read(files.size());
    for (const FileGroup& group : group_files(inputs, format))
        for (const size_t index : group.files) is_read[index] = group.format != nullptr;
    Unpacked out;
    size_t passed_over = 0;
    std::string example;
    for (size_t i = 0; i < files.size(); ++i) {
        if (is_read[i]) {
            out.files.push_back(std::move(files[i]));
        } else if (passed_over++ == 0) {
            example = files[i].name;
        }
    }
    if (out.files.empty()) return fail(ErrorCode::Invalid, "there is no file in the archive that can be read");
    if (passed_over > 0)
        out.notes.push_back((passed_over == 1 ? "one file" : std::to_string(passed_over) + " files") +
                            " in the archive passed over, for example \"" + example +
                            "\": no format that is read fits");
    return out;
}

}  // namespace glossator
