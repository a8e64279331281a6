#include "core/io/zip.h"

// No more is unpacked than may be, no name leads out of the archive, and what was read is written and read again alike.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size)
{
    using namespace glossator;
    ZipLimits limits{1u << 20, 100};
    const auto files = read_zip({reinterpret_cast<const char*>(data), size}, limits);
    if (!files) {
        if (files.error().message.empty()) __builtin_trap();
        return 0;
    }
    size_t bytes = 0;
    for (const ExportedFile& file : *files) {
        bytes += file.bytes.size();
        if (file.name.empty() || file.name.front() == '/' || ("/" + file.name + "/").find("/../") != std::string::npos)
            __builtin_trap();
    }
    if (bytes + limits.bytes != 1u << 20 || files->size() + limits.files != 100) __builtin_trap();
    ZipLimits again{1u << 20, 100};
    const auto back = read_zip(write_zip(*files), again);
    if (!back || back->size() != files->size()) __builtin_trap();
    for (size_t i = 0; i < back->size(); ++i)
        if ((*back)[i].name != (*files)[i].name || (*back)[i].bytes != (*files)[i].bytes) __builtin_trap();
    return 0;
}
