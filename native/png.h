#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace glossator {

// RGB, the bottom row first, as OpenGL has them.
Status write_png(const std::string& path, const std::vector<unsigned char>& pixels, int width, int height);

}  // namespace glossator
