#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

// The zlib format (RFC 1950).
namespace glossator {

// A stream that holds `bytes` as they are: as large as they, and read by all that read zlib.
std::string write_zlib(std::string_view bytes);

// What the stream holds. Errors: Invalid, it is damaged; TooLarge, it holds more than `most` bytes, which is at most
// 2^31 - 1.
Result<std::string> read_zlib(std::string_view stream, size_t most);

}  // namespace glossator
