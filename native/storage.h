#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "ui/platform.h"

namespace glossator {

// What is kept across restarts, in a folder of its own for the files that were named at the start (or for none), so
// that work on one file never takes the place of work on another. A program that is running locks its folder; a second
// one gets another.
//
// A folder holds for each generation N snapshot-N, journal-N (its lines) and count-N (how many lines those are).
class Storage {
public:
    explicit Storage(const std::vector<std::string>& files);
    ~Storage();
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;

    // What an earlier run kept. Without the latest generation if one of the files named at the start has been changed
    // since, other than `watched`, whose changes are merged.
    Platform::Restored restore(const std::filesystem::path& watched = {}) const;
    const std::filesystem::path& folder() const { return folder_; }
    KeptJournal read(uint64_t generation) const;
    // Errors: also if what can be read then is not what was written.
    Status keep_snapshot(uint64_t generation, std::string_view native_file);
    Status keep_journal(uint64_t generation, std::string_view line);
    void forget(uint64_t generation);

private:
    std::filesystem::path file(std::string_view kind, uint64_t number) const;

    std::vector<std::string> files_;
    std::filesystem::path folder_;
    int lock_ = -1;
    std::unordered_map<uint64_t, uint64_t> counts_;  // lines of the generations that were written to
};

}  // namespace glossator
