#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/io/codec.h"
#include "core/io/limits.h"

namespace glossator {

// The files as a ZIP archive (PKWARE APPNOTE 6.3.10), stored as they are, with names in UTF-8 and the same date for
// all, so that the same files give the same bytes. Together below 4 GB, and fewer than 65,535.
std::string write_zip(const std::vector<ExportedFile>& files);

// Whether the bytes begin as such an archive does.
bool begins_zip(std::string_view bytes);

// How much may still be unpacked, so that a small archive can't fill the memory.
struct ZipLimits {
    size_t bytes = kMaxFileBytes;
    size_t files = kMaxFilesTogether;
};

// The files in an archive, stored or deflated, in the order of its directory and without its folders. Names are UTF-8
// with "/" between folders, none of which leads out of the archive. Takes what it unpacks from `limits`. Errors:
// Invalid where the archive is damaged, by its checksums too; TooLarge before anything is unpacked; Unsupported for an
// archive that is encrypted, in parts or packed otherwise.
Result<std::vector<ExportedFile>> read_zip(std::string_view archive, ZipLimits& limits);

}  // namespace glossator
