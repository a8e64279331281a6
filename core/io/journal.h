#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/edit/history.h"

// The journal: one line of JSON for each entry, in which records stand as in the native file. A snapshot (a native
// file) and the lines after it give the project and its undo history again.
namespace glossator {

// Without a line break. `project` is the one the entry was applied to, after it was; texts of documents that the entry
// removes are not needed.
std::string write_journal_line(const Project& project, const JournalEntry& entry);

// Applies a line to the project that it was written for. Errors: Invalid with an offset into the line; the history is
// then unchanged.
Status replay_journal_line(History& history, std::string_view line);

}  // namespace glossator
