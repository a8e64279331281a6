#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace glossator {

// Errors: a sentence with the reason; the offset is never set. TooLarge where the disk is full, else NotFound.
Result<std::string> read_file(const std::filesystem::path& path);
// Puts the bytes in the file's place when they are safely on the disk: the file has the old contents or the new, never
// part of them.
Status write_file(const std::filesystem::path& path, std::string_view bytes);
// Appends a line and returns when it is safely on the disk. What an earlier call left unfinished is taken away first.
Status append_line(const std::filesystem::path& path, std::string_view line);

// Puts the bytes over the first ones of a file. Not safe until the system gets to it.
Status overwrite(const std::filesystem::path& path, std::string_view bytes);

// ${XDG_DATA_HOME:-~/.local/share}/glossator and ${XDG_CONFIG_HOME:-~/.config}/glossator.
std::filesystem::path data_folder();
std::filesystem::path config_folder();

}  // namespace glossator
