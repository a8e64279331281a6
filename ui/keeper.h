#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/sha256.h"
#include "core/edit/history.h"
#include "core/io/journal.h"
#include "ui/platform.h"

namespace glossator {

// Keeps the project across restarts: a snapshot when a project is opened, a journal line for each step after that, and
// now and then a new snapshot, so that a start has little to replay. Knows what the platform has confirmed, which is
// what the status line calls saved.
//
// A snapshot and its lines are a generation. Earlier ones stay for the history of the project, until they take too
// much room.
class Keeper {
public:
    enum class State { Saved, Saving, Failed };

    static constexpr size_t kMostLines = 2000;  // of a generation; a start replays these in a moment
    static constexpr size_t kMostGenerations = 20;
    static constexpr uint64_t kMostBytes = 256u << 20;  // of all; the last two stay in any case

    explicit Keeper(Platform& platform) : platform_(platform) {}

    // What there is from earlier runs, or from another tab; nothing of it is kept anew, and what was on its way to be
    // kept is forgotten.
    void found(std::vector<Platform::Generation> generations);
    // The last generation has this many lines, as far as is known, which somebody else writes.
    void read_along(size_t lines) { lines_ = lines; }
    // Something in this generation can't be read: it is never forgotten, in later runs neither.
    void spare(uint64_t generation);
    // A project was opened: its snapshot is kept at the second tick() from now, so that it is painted first. `file`, if
    // it isn't empty, is a native file of the project: then none is written.
    void start(History& history, std::string file = {});
    // Goes on behind the last generation, `kept`, which `history` is the outcome of.
    void resume(History& history, KeptJournal kept);
    // Nothing is kept until start() is called; the status line says `reason`.
    void hold(std::string reason);
    // Once a frame: journals what happened since the last one, at the time `at` (RFC 3339) by the annotator `by`. After
    // a failure lines would stand after a gap, so the next step is kept by a new snapshot.
    void tick(History& history, const std::string& at, const std::string& by);
    void handle(const Platform::Kept& event);
    void handle(const Platform::Failed& event);

    State state() const;
    size_t unsaved() const { return steps_asked_ - steps_confirmed_; }  // steps that the platform has not confirmed
    bool waiting() const;                                               // for the next tick(), not for the platform
    // Something is being kept, of which the platform has not said yet how it went.
    bool trying() const { return waiting() || answered_ < asked_; }
    const std::string& failure() const { return failure_; }  // of the last attempt that has ended
    // What the user should know, once.
    std::string take_warning() { return std::exchange(warning_, {}); }
    size_t lines() const { return lines_; }  // of the last generation
    // Oldest first; the last is the one that is written to.
    const std::vector<Platform::Generation>& generations() const { return generations_; }

private:
    struct Entry {
        std::string text;
        std::string at;
        std::string by;
    };
    void keep_snapshot(const History& history);
    void hash_some();
    void seal(const History& history, const std::string& at, const std::string& by);
    void write_line(const Entry& entry);
    void forget_beyond(size_t most, uint64_t most_bytes, size_t at_least);

    Platform& platform_;
    std::vector<Platform::Generation> generations_;
    JournalChain chain_;
    std::vector<Entry> entries_;  // that happened and have no place in the chain yet
    size_t lines_ = 0;            // of the last generation

    std::string file_;      // see start(); empty once there were steps
    int snapshot_in_ = 0;   // ticks
    std::string unsealed_;  // the snapshot, until its SHA-256 is known and the lines can begin
    size_t hashed_ = 0;     // bytes of it
    Sha256 hash_;
    std::string sha256_;         // of the snapshot, until the first line says so
    bool snapshot_kept_ = true;  // the platform has confirmed it; no line goes before
    std::string sealed_by_;      // what the first line says it to be, if that is there already

    bool held_ = false;
    bool has_gap_ = false;      // something was not kept, and no snapshot has been asked for since
    bool tries_again_ = false;  // there is more room now
    uint64_t asked_ = 0;        // sequence numbers of keep_snapshot and keep_journal
    uint64_t confirmed_ = 0;
    uint64_t answered_ = 0;        // confirmed or failed
    uint64_t snapshot_asked_ = 0;  // the last of them that is a snapshot
    size_t steps_asked_ = 0;
    size_t steps_confirmed_ = 0;
    std::string failure_;
    std::string warning_;
};

}  // namespace glossator
