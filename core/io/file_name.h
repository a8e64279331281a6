#pragma once

#include <string>
#include <string_view>

namespace glossator {

// `wanted`, which came from the user's data, as the name of a file on any system: without folders' separators and the
// other characters that Windows refuses, without control characters, and without what changes the direction of text or
// shows nothing (so that "gpj.exe" can't pass for a picture); no dot or blank at either end, none of the names of
// devices, and at most 120 bytes besides the last extension. Empty if nothing is left.
std::string safe_file_name(std::string_view wanted);

}  // namespace glossator
