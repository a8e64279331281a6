#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/codec.h"

namespace glossator {

struct Unpacked {
    std::vector<ExportedFile> files;
    std::vector<std::string> notes;  // what was passed over
};

// The files in a ZIP archive that a format reads, those in archives within it too, with what comes with them; called by
// where they stand, as if the archive were a folder ("work.zip/day-1/a.ann"). With `format`, an id, files that come
// with no other are of it. Errors: as read_zip(); Invalid where nothing in it is read.
Result<Unpacked> unpack_archive(std::string_view name, std::string_view bytes, std::string_view format = {});

}  // namespace glossator
