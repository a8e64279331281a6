#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

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

// The paths of all files in such a folder, in order.
inline std::vector<std::string> shared_files(const std::string& folder)
{
    const char* root = std::getenv("GLOSSATOR_SHARED");
    const std::filesystem::path base = root != nullptr ? root : GLOSSATOR_SHARED;
    std::vector<std::string> out;
    std::error_code absent;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(base / folder, absent))
        if (entry.is_regular_file(absent)) out.push_back(entry.path().lexically_relative(base).generic_string());
    if (out.empty()) std::printf("SKIPPED: %s isn't here\n", folder.c_str());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace glossator::test_files
