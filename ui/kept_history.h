#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/io/journal.h"
#include "ui/keeper.h"

namespace glossator {

// An entry of what is kept, as the history of the project lists it.
struct KeptStep {
    uint64_t generation;
    size_t lines;  // of that generation, up to and with this entry
    JournalLine line;
    std::string title;   // also of what was undone or redone
    std::string sha256;  // of its line
    bool fits = true;    // it comes after the entry before; else something is missing or was changed
};

// Every step that is kept, and the project as it was after any of them. Only what is listed stays in memory; the rest
// is read again when it is wanted.
class KeptHistory {
public:
    // A project as it was, for going back to it or as a copy.
    enum class Want { GoBack, Copy };
    struct Wanted {
        Want want;
        uint64_t generation;
        size_t lines;
        std::string title;  // "Label Person, 20:14"
    };

    // Has what isn't listed yet read, one generation at a time, the latest first. Call it while the list is shown.
    void follow(const Keeper& keeper, Platform& platform);
    // Has a generation read with its snapshot; take_wanted() tells what for.
    void want(Wanted wanted, Platform& platform);
    // The outcome of either. Nothing if it was only for the list.
    std::optional<Wanted> handle(const Platform::KeptRead& read);

    // Oldest first.
    const std::vector<KeptStep>& steps() const { return steps_; }
    bool complete() const { return complete_; }

private:
    void list(uint64_t generation);

    std::map<uint64_t, std::vector<KeptStep>> generations_;
    std::map<uint64_t, uint64_t> lines_read_;
    std::vector<KeptStep> steps_;
    std::optional<uint64_t> asked_;
    std::optional<Wanted> wanted_;
    bool complete_ = false;
};

// A line for each of the entries of a generation, in order.
std::vector<KeptStep> steps_of(uint64_t generation, const std::vector<std::string>& lines);

// Numbers, times, annotators, titles and hashes of the lines, by which the chain can be checked.
std::string history_csv(const std::vector<KeptStep>& steps, const Project& project);

// A project that is kept here beside the open one.
struct KeptProject {
    uint64_t slot;  // what Platform::open_kept_project() takes
    std::string title;
    std::string at;  // of its last step, RFC 3339; empty if there is none
};
// The last worked on first.
std::vector<KeptProject> described(const std::vector<Platform::KeptProject>& projects);

// The day ("2026-11-22") and the time of day ("20:14:05") of a time in UTC (RFC 3339) for a clock that is so many
// minutes ahead; both empty if it is none.
struct LocalTime {
    std::string day;
    std::string time;
};
LocalTime local_time(std::string_view rfc3339, int utc_offset_min);

}  // namespace glossator
