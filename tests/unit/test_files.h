#pragma once

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace glossator::test_files {

inline std::optional<std::string> read(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

// A file of real articles and their annotation, which aren't part of the repository. Says so where there is none.
inline std::optional<std::string> shared(const std::string& path)
{
    const char* folder = std::getenv("GLOSSATOR_SHARED");
    auto bytes = read(std::string(folder != nullptr ? folder : GLOSSATOR_SHARED) + "/" + path);
    if (!bytes) std::printf("SKIPPED: %s isn't here\n", path.c_str());
    return bytes;
}

}  // namespace glossator::test_files
