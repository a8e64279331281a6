#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/text/text.h"

namespace glossator {

// A plain text file as a text: UTF-8, every byte kept but a byte order mark, which is dropped and noted in `notes`.
// Errors: Invalid, with the byte of `file` at fault, for an empty file, another encoding, a NUL byte; TooLarge.
Result<TextPtr> read_plain_text(std::string_view file, std::vector<std::string>& notes);

// "UTF-16" or "UTF-32" with its byte order if a mark says so at the beginning of `file`, else null.
const char* other_encoding(std::string_view file);

}  // namespace glossator
