#include "core/io/native.h"

// Whatever is read is written the same twice.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto project = glossator::read_native(bytes, {size % 2 == 1});
    if (!project) return 0;
    const std::string once = glossator::write_native(*project);
    const auto again = glossator::read_native(once);
    if (!again || glossator::write_native(*again) != once) __builtin_trap();
    return 0;
}
