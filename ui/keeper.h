#pragma once

#include <cstdint>
#include <string>

#include "core/edit/history.h"
#include "ui/platform.h"

namespace glossator {

// Keeps the project across restarts: a snapshot when a project is opened, a journal line for each step after that.
// Knows what the platform has confirmed, which is what the status line calls saved.
class Keeper {
public:
    enum class State { Saved, Saving, Failed };

    explicit Keeper(Platform& platform) : platform_(platform) {}

    // A project was opened: its snapshot is kept at the second tick() from now, so that it is painted first. `file`, if
    // it isn't empty, is a native file of the project: then none is written.
    void start(History& history, std::string file = {});
    // Goes on after what an earlier run kept: nothing needs writing.
    void resume(History& history);
    // Nothing is kept any more, so as not to overwrite what is there, until start() is called; the status line says
    // `reason`.
    void hold(std::string reason);
    // Once a frame: journals what happened since the last one. After a failure lines would stand after a gap, so the
    // next step is kept by a new snapshot.
    void tick(History& history);
    void handle(const Platform::Kept& event);
    void handle(const Platform::Failed& event);

    State state() const;
    size_t unsaved() const { return steps_asked_ - steps_confirmed_; }  // steps that the platform has not confirmed
    bool waiting() const { return snapshot_in_ > 0; }
    const std::string& failure() const { return failure_; }

private:
    void keep_snapshot(const History& history);

    Platform& platform_;
    std::string file_;     // see start(); empty once there were steps
    int snapshot_in_ = 0;  // ticks
    bool held_ = false;
    bool has_gap_ = false;  // something was not kept, and no snapshot has been asked for since
    uint64_t asked_ = 0;    // sequence numbers of keep_snapshot and keep_journal
    uint64_t confirmed_ = 0;
    size_t steps_asked_ = 0;
    size_t steps_confirmed_ = 0;
    std::string failure_;
};

}  // namespace glossator
