#include "ui/keeper.h"

#include <algorithm>
#include <utility>

#include "core/io/native.h"

namespace glossator {

namespace {

constexpr const char* kSpared = "spared";    // the setting: numbers of generations, with blanks between
constexpr size_t kHashedAtOnce = 512 << 10;  // bytes a frame: some 2 ms in a browser

}  // namespace

void Keeper::found(std::vector<Platform::Generation> generations)
{
    generations_ = std::move(generations);
    chain_ = {};
    entries_.clear();
    lines_ = 0;
    file_.clear();
    snapshot_in_ = 0;
    unsealed_.clear();
    sha256_.clear();
    sealed_by_.clear();
    snapshot_kept_ = true;
    held_ = has_gap_ = tries_again_ = false;
    confirmed_ = answered_ = asked_;
    snapshot_asked_ = 0;
    steps_confirmed_ = steps_asked_;
    failure_.clear();
}

void Keeper::start(History& history, std::string file)
{
    (void)history.take_journal();  // the snapshot holds it
    entries_.clear();
    file_ = std::move(file);
    snapshot_in_ = 2;
    unsealed_.clear();
    held_ = false;
    has_gap_ = false;
    failure_.clear();
}

void Keeper::resume(History& history, KeptJournal kept)
{
    (void)history.take_journal();
    lines_ = kept.lines.size();
    const Result<JournalLine> first =
        kept.lines.empty() ? Result<JournalLine>() : read_journal_line(kept.lines.front());
    if (first && !kept.lines.empty() && first->number == 0) return start(history);  // of a version without chain
    sealed_by_ = first ? first->sha256 : std::string();
    if (!kept.lines.empty()) chain_.follow(kept.lines.back());
    unsealed_ = std::move(kept.snapshot);
    hashed_ = 0;
    hash_ = {};
}

void Keeper::hold(std::string reason)
{
    held_ = true;
    unsealed_.clear();
    failure_ = std::move(reason);
}

void Keeper::keep_snapshot(const History& history)
{
    if (file_.empty()) file_ = write_native(history.project());
    const uint64_t number = generations_.empty() ? 1 : generations_.back().number + 1;
    generations_.push_back({number, file_.size()});
    snapshot_asked_ = ++asked_;
    snapshot_kept_ = false;
    sha256_.clear();
    platform_.keep_snapshot(asked_, number, file_);
    unsealed_ = std::exchange(file_, {});
    hashed_ = 0;
    hash_ = {};
    sealed_by_.clear();
    lines_ = 0;
}

// Finding out which snapshot it is takes some frames. Of one from an earlier run it was said, and is compared.
void Keeper::hash_some()
{
    const std::string_view slice = std::string_view(unsealed_).substr(hashed_, kHashedAtOnce);
    hash_.add(slice);
    hashed_ += slice.size();
    if (hashed_ < unsealed_.size()) return;
    unsealed_ = {};  // 40 MB of it are not kept
    sha256_ = hash_.hex();
    if (sealed_by_.empty()) return;
    if (sealed_by_ != sha256_)
        warning_ =
            "What was kept of this project has been changed by something other than Glossator: look through it "
            "before you go on.";
    sha256_.clear();
}

// The first line of a generation says which snapshot it comes after, and what it is called.
void Keeper::seal(const History& history, const std::string& at, const std::string& by)
{
    const Project& project = history.project();
    const std::string& title = project.info().title.empty() && !project.documents().empty()
                                   ? project.documents().front().title
                                   : project.info().title;
    write_line({write_journal_start(title, std::exchange(sha256_, {})), at, by});
}

void Keeper::write_line(const Entry& entry)
{
    const std::string line = chain_.add(entry.text, entry.at, entry.by);
    platform_.keep_journal(++asked_, generations_.back().number, line);
    generations_.back().bytes += line.size();
    ++lines_;
}

void Keeper::tick(History& history, const std::string& at, const std::string& by)
{
    for (const JournalEntry& entry : history.take_journal()) {
        ++steps_asked_;
        if (!held_) entries_.push_back({write_journal_entry(history.project(), entry), at, by});
    }
    if (held_) return;
    if (snapshot_in_ > 0) {
        if (--snapshot_in_ > 0) return;
        if (!entries_.empty()) file_.clear();  // there were steps in the first two frames
        entries_.clear();
        return keep_snapshot(history);
    }
    if ((has_gap_ && !entries_.empty()) || tries_again_ || lines_ >= kMostLines) {
        has_gap_ = false;
        tries_again_ = false;
        entries_.clear();
        keep_snapshot(history);
    }
    if (!unsealed_.empty()) hash_some();
    if (!unsealed_.empty() || !snapshot_kept_) return;
    if (!sha256_.empty()) seal(history, at, by);
    for (const Entry& entry : entries_) write_line(entry);
    entries_.clear();
}

void Keeper::handle(const Platform::Kept& event)
{
    confirmed_ = std::max(confirmed_, event.sequence);
    answered_ = std::max(answered_, event.sequence);
    // Only once a later snapshot was read back.
    if (event.sequence == snapshot_asked_) {
        snapshot_kept_ = true;
        forget_beyond(kMostGenerations, kMostBytes, 2);
    }
    if (confirmed_ == asked_ && !has_gap_ && !held_ && !waiting() && entries_.empty()) {
        steps_confirmed_ = steps_asked_;
        failure_.clear();
    }
}

void Keeper::spare(uint64_t generation)
{
    const std::string spared = platform_.load_setting(kSpared);
    platform_.keep_setting(kSpared, spared + (spared.empty() ? "" : " ") + std::to_string(generation));
}

// Of those that can be, oldest first, until no more are left than that. The last `at_least` stay in any case.
void Keeper::forget_beyond(size_t most, uint64_t most_bytes, size_t at_least)
{
    const std::string spared = " " + platform_.load_setting(kSpared) + " ";
    uint64_t bytes = 0;
    for (const Platform::Generation& each : generations_) bytes += each.bytes;
    for (size_t i = 0; i + at_least < generations_.size() && (generations_.size() > most || bytes > most_bytes);) {
        const Platform::Generation each = generations_[i];
        if (spared.find(" " + std::to_string(each.number) + " ") != spared.npos) {
            ++i;
            continue;
        }
        platform_.forget_kept(each.number);
        bytes -= each.bytes;
        generations_.erase(generations_.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void Keeper::handle(const Platform::Failed& event)
{
    if (event.what != Platform::Failed::What::Keep) return;
    has_gap_ = true;
    answered_ = std::max(answered_, event.sequence);
    if (held_) return;
    failure_ = event.message;
    if (event.sequence == snapshot_asked_ && snapshot_asked_ > 0) {
        generations_.pop_back();
        unsealed_.clear();
        sha256_.clear();
    }
    if (!event.no_room) return;
    const size_t before = generations_.size();
    forget_beyond(1, kMostBytes, 1);
    tries_again_ = generations_.size() < before;
}

bool Keeper::waiting() const
{
    const bool can_seal = !sha256_.empty() && snapshot_kept_;
    return !held_ && (snapshot_in_ > 0 || !unsealed_.empty() || can_seal || tries_again_);
}

Keeper::State Keeper::state() const
{
    if (!failure_.empty()) return State::Failed;
    return waiting() || !sha256_.empty() || !entries_.empty() || confirmed_ < asked_ ? State::Saving : State::Saved;
}

}  // namespace glossator
