#include "ui/keeper.h"

#include <algorithm>
#include <utility>

#include "core/io/journal.h"
#include "core/io/native.h"

namespace glossator {

void Keeper::start(History& history, std::string file)
{
    (void)history.take_journal();  // the snapshot holds it
    file_ = std::move(file);
    snapshot_in_ = 2;
    held_ = false;
    has_gap_ = false;
    failure_.clear();
}

void Keeper::resume(History& history)
{
    (void)history.take_journal();
}

void Keeper::hold(std::string reason)
{
    held_ = true;
    failure_ = std::move(reason);
}

void Keeper::keep_snapshot(const History& history)
{
    if (file_.empty()) file_ = write_native(history.project());
    platform_.keep_snapshot(++asked_, file_);
    file_ = {};  // 40 MB of it are not kept
}

void Keeper::tick(History& history)
{
    if (held_) {
        steps_asked_ += history.take_journal().size();
        return;
    }
    if (snapshot_in_ > 0 && --snapshot_in_ == 0) {
        const size_t steps = history.take_journal().size();  // taken in the first two frames
        steps_asked_ += steps;
        if (steps > 0) file_.clear();
        return keep_snapshot(history);
    }
    if (snapshot_in_ > 0) return;
    std::vector<JournalEntry> entries = history.take_journal();
    if (has_gap_ && !entries.empty()) {
        has_gap_ = false;
        steps_asked_ += entries.size();
        return keep_snapshot(history);
    }
    for (const JournalEntry& entry : entries) {
        ++steps_asked_;
        platform_.keep_journal(++asked_, write_journal_line(history.project(), entry));
    }
}

void Keeper::handle(const Platform::Kept& event)
{
    confirmed_ = std::max(confirmed_, event.sequence);
    if (confirmed_ == asked_ && !has_gap_ && !held_) {
        steps_confirmed_ = steps_asked_;
        failure_.clear();
    }
}

void Keeper::handle(const Platform::Failed& event)
{
    if (event.what != Platform::Failed::What::Keep) return;
    has_gap_ = true;
    if (!held_) failure_ = event.message;
}

Keeper::State Keeper::state() const
{
    if (!failure_.empty()) return State::Failed;
    return snapshot_in_ > 0 || confirmed_ < asked_ ? State::Saving : State::Saved;
}

}  // namespace glossator
