#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "ui/platform.h"

namespace glossator {

// Another one after each write. Empty: there is no such file.
std::string version_of(const std::filesystem::path& path);

// The file that a project is worked on in: locked against other Glossators while it is, watched for what other programs
// do to it, and with a backup beside it ("NAME~") of what it was before the first write of this run.
//
// What it held when it was last read or written is remembered in a folder, so that a later run knows it too.
class FileInPlace {
public:
    // `memory` is the folder; empty: nothing is remembered.
    explicit FileInPlace(std::filesystem::path memory) : memory_(std::move(memory)) {}
    ~FileInPlace();
    FileInPlace(const FileInPlace&) = delete;
    FileInPlace& operator=(const FileInPlace&) = delete;

    // That an earlier run left; false if there is none, or another program has it locked.
    bool restore();
    // Errors: another program has it locked. Then, and for an empty path, there is no file.
    // `version` is that which is open here, as version_of() told before it was read; empty: it isn't there yet.
    Status use(const std::filesystem::path& path, const std::string& version);
    const std::filesystem::path& path() const { return path_; }

    // What somebody else has written since it was last read or written here; each version once.
    std::optional<Platform::FileChanged> look();
    // Errors: it can't be written. Without one, what somebody else has written, if that kept it from being written.
    Result<std::optional<Platform::FileChanged>> write(std::string_view bytes, std::string_view over);

private:
    Status lock();
    void unlock();
    void remember(const char* name, std::string_view bytes) const;
    std::string remembered(const char* name) const;  // empty also if it is of another file
    std::string version() const { return version_of(path_); }
    Status back_up() const;

    std::filesystem::path memory_;
    std::filesystem::path path_;
    std::filesystem::path lock_path_;
    int lock_ = -1;
    std::string known_;  // version
    std::string told_;
    bool backed_up_ = false;
};

}  // namespace glossator
