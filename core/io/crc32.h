#pragma once

#include <cstdint>
#include <string_view>

namespace glossator {

// CRC-32 as in ZIP (polynomial 0x04C11DB7, reflected).
uint32_t crc32(std::string_view bytes);

}  // namespace glossator
