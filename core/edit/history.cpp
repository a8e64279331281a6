#include "core/edit/history.h"

namespace glossator {

History::History(Project project) : project_(std::move(project)) {}

Status History::run(Step step)
{
    if (step.edits.empty()) return {};
    if (Status status = do_step(std::move(step)); !status) return status;
    journal_.push_back({JournalEntry::Kind::Do, done_.back().step});
    return {};
}

Status History::undo()
{
    if (Status status = undo_step(); !status) return status;
    journal_.push_back({JournalEntry::Kind::Undo, {}});
    return {};
}

Status History::redo()
{
    if (Status status = redo_step(); !status) return status;
    journal_.push_back({JournalEntry::Kind::Redo, {}});
    return {};
}

Status History::replay(JournalEntry entry)
{
    switch (entry.kind) {
    case JournalEntry::Kind::Do: return entry.step.edits.empty() ? Status{} : do_step(std::move(entry.step));
    case JournalEntry::Kind::Undo: return undo_step();
    case JournalEntry::Kind::Redo: return redo_step();
    }
    return fail(ErrorCode::Invalid, "the journal entry is of no known kind");
}

Status History::do_step(Step step)
{
    Result<std::vector<Edit>> inverse = apply_all(project_, step.edits);
    if (!inverse) return fail(std::move(inverse.error()));
    last_applied_ = step.edits;
    done_.push_back({std::move(step), std::move(*inverse)});
    undone_.clear();
    return {};
}

Status History::undo_step()
{
    if (done_.empty()) return fail(ErrorCode::NotFound, "there is nothing to undo");
    if (Result<std::vector<Edit>> again = apply_all(project_, done_.back().inverse); !again)
        return fail(std::move(again.error()));
    last_applied_ = std::move(done_.back().inverse);
    undone_.push_back(std::move(done_.back().step));
    done_.pop_back();
    return {};
}

Status History::redo_step()
{
    if (undone_.empty()) return fail(ErrorCode::NotFound, "there is nothing to redo");
    Result<std::vector<Edit>> inverse = apply_all(project_, undone_.back().edits);
    if (!inverse) return fail(std::move(inverse.error()));
    last_applied_ = undone_.back().edits;
    done_.push_back({std::move(undone_.back()), std::move(*inverse)});
    undone_.pop_back();
    return {};
}

const std::string* History::undo_title() const
{
    return done_.empty() ? nullptr : &done_.back().step.title;
}

const std::string* History::redo_title() const
{
    return undone_.empty() ? nullptr : &undone_.back().title;
}

size_t History::steps_done() const
{
    return done_.size();
}

std::vector<JournalEntry> History::take_journal()
{
    return std::exchange(journal_, {});
}

}  // namespace glossator
