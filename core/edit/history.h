#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/edit/edit.h"

namespace glossator {

// The edits of one user action, and what undo calls it ("Label Claim").
struct Step {
    std::string title;
    std::vector<Edit> edits;
};

// What happened to a project, in order: enough to do it again from the same start.
struct JournalEntry {
    enum class Kind { Do, Undo, Redo };
    Kind kind = Kind::Do;
    Step step;  // only for Do
};

// Owns the project and is the one door through which it changes. Undo and redo are unlimited.
class History {
public:
    explicit History(Project project);

    const Project& project() const { return project_; }

    // All or nothing. Forgets what could be redone. A step without edits does nothing and isn't kept.
    Status run(Step step);
    Status undo();  // Errors: NotFound if there is nothing to undo; likewise redo.
    Status redo();
    // Does again what a journal tells, without telling it once more: take_journal() stays as it is.
    Status replay(JournalEntry entry);

    // Null if there is nothing to undo or redo.
    const std::string* undo_title() const;
    const std::string* redo_title() const;
    size_t steps_done() const;

    // The edits that changed the project last, whether done, undone or redone; empty before the first.
    const std::vector<Edit>& last_applied() const { return last_applied_; }

    // What happened since the last call, oldest first; for the journal.
    std::vector<JournalEntry> take_journal();

    // Gives the project away; the history is then of no further use.
    Project take_project() { return std::move(project_); }

private:
    struct Done {
        Step step;
        std::vector<Edit> inverse;
    };
    Status do_step(Step step);
    Status undo_step();
    Status redo_step();

    Project project_;
    std::vector<Done> done_;
    std::vector<Step> undone_;
    std::vector<JournalEntry> journal_;
    std::vector<Edit> last_applied_;
};

}  // namespace glossator
