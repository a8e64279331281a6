#pragma once

#include <set>
#include <string>
#include <string_view>

namespace glossator {

// `wanted`, which came from the user's data, as the name of a file on any system: without folders' separators and the
// other characters that Windows refuses, without control characters, and without what changes the direction of text or
// shows nothing (so that "gpj.exe" can't pass for a picture); no dot or blank at either end, none of the names of
// devices, and at most 120 bytes besides the last extension. Empty if nothing is left.
std::string safe_file_name(std::string_view wanted);

// `title` as a file's name that needs quoting nowhere: letters and digits, and hyphens between. "project" if nothing is
// left.
std::string plain_file_name(std::string_view title);

// `wanted` without folders and with `extension` in place of its own, safe as above, and another than all in `taken`,
// which gets it.
std::string free_name(std::string_view wanted, std::string_view extension, std::set<std::string>& taken);

// A file's name without folders, and without folders and extension.
std::string_view without_folders(std::string_view name);
std::string_view file_stem(std::string_view name);

}  // namespace glossator
