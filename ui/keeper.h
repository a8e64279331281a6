#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/edit/history.h"
#include "ui/platform.h"

namespace glossator {

// Keeps the project across restarts: a snapshot when a project is opened, a journal line for each step after that. Knows
// what the platform has confirmed, which is what the status line calls saved.
class Keeper {
public:
    enum class State { Saved, Saving, Failed };

    explicit Keeper(Platform& platform) : platform_(platform) {}

    void start(const Project& project);               // a snapshot of a project just opened
    void keep(History& history);                      // journals what happened since the last call
    void handle(const Platform::Kept& event);
    void handle(const Platform::Failed& event);

    State state() const;
    size_t unsaved() const;  // steps that the platform has not confirmed
    const std::string& failure() const { return failure_; }

private:
    Platform& platform_;
    uint64_t asked_ = 0;
    uint64_t confirmed_ = 0;
    std::string failure_;
};

}  // namespace glossator
