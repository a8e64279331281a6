#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace glossator {

// A folder of its own that is there for one test, and takes the place of the user's.
struct Home {
    Home()
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "glossator-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        ::setenv("XDG_DATA_HOME", folder.c_str(), 1);
    }
    ~Home() { std::filesystem::remove_all(folder); }

    std::string file(const char* name) const { return (folder / name).string(); }
    std::filesystem::path folder;
};

}  // namespace glossator
