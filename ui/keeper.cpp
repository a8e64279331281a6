#include "ui/keeper.h"

#include <algorithm>

#include "core/io/journal.h"
#include "core/io/native.h"

namespace glossator {

void Keeper::start(History& history)
{
    (void)history.take_journal();  // the snapshot holds it
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

void Keeper::tick(History& history)
{
    if (held_) {
        steps_asked_ += history.take_journal().size();
        return;
    }
    if (snapshot_in_ > 0 && --snapshot_in_ == 0) {
        steps_asked_ += history.take_journal().size();
        platform_.keep_snapshot(++asked_, write_native(history.project()));
        return;
    }
    if (snapshot_in_ > 0) return;
    std::vector<JournalEntry> entries = history.take_journal();
    if (has_gap_ && !entries.empty()) {
        has_gap_ = false;
        steps_asked_ += entries.size();
        platform_.keep_snapshot(++asked_, write_native(history.project()));
        return;
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
