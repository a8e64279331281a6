#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "ui/platform.h"

namespace glossator {

// What is kept across restarts, in a folder of its own for the files that were named at the start (or for none), so
// that work on one file never takes the place of work on another. A program that is running locks its folder; a second
// one gets another.
//
// A folder holds snapshot-N and journal-N with the largest N that counts: a new snapshot brings a new, empty journal
// with it.
class Storage {
public:
    explicit Storage(const std::vector<std::string>& files);
    ~Storage();
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;

    // What an earlier run kept. Nothing if one of the files named at the start has been changed since.
    Platform::Restored restore() const;
    Status keep_snapshot(std::string_view native_file);
    Status keep_journal(std::string_view line);

private:
    std::filesystem::path file(std::string_view kind, uint64_t number) const;

    std::vector<std::string> files_;
    std::filesystem::path folder_;
    int lock_ = -1;
    uint64_t number_ = 0;  // of the snapshot that counts; 0: none
};

}  // namespace glossator
