#pragma once

#include <string>
#include <vector>

#include "core/io/codec.h"

namespace glossator {

// The files as a ZIP archive (PKWARE APPNOTE 6.3.10), stored as they are, with names in UTF-8 and the same date for
// all, so that the same files give the same bytes. Together below 4 GB, and fewer than 65,535.
std::string write_zip(const std::vector<ExportedFile>& files);

}  // namespace glossator
