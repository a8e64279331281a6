#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/edit/history.h"
#include "core/io/native.h"

// The journal: one line of JSON for each entry, in which records stand as in the native file. A snapshot (a native
// file) and the lines after it give the project and its undo history again.
//
// Lines are numbered, and each carries the SHA-256 of the one before it, so that a line that is missing, changed or in
// another place shows. The first line after a snapshot says which snapshot that is.
namespace glossator {

// An entry, not yet in its place among others, as a JSON object without a line break. `project` is the one it was
// applied to, after it was; texts of documents that the entry removes are not needed.
std::string write_journal_entry(const Project& project, const JournalEntry& entry);
// The entry that a snapshot's lines begin with. `sha256` is of the snapshot's bytes.
std::string write_journal_start(std::string_view project_title, std::string_view sha256);

// Puts entries into their places.
class JournalChain {
public:
    // The next line comes after `line`, which was read from a journal.
    void follow(std::string_view line);
    // The entry as a line, by the annotator `by` (an id, or empty) at the time `at` (RFC 3339).
    std::string add(std::string_view entry, std::string_view at, std::string_view by);

private:
    uint64_t next_ = 1;
    std::string last_;  // SHA-256 of the last line; empty: there is none
};

// What a line says but for its edits.
struct JournalLine {
    enum class Kind { Start, Do, Undo, Redo };
    Kind kind = Kind::Do;
    uint64_t number = 0;  // from 1; 0: the line is in no chain, as those of the first versions
    std::string after;    // SHA-256 of the line before; empty: there was none
    std::string at;
    std::string by;
    std::string title;   // of a step; of the project at a start
    std::string sha256;  // of the snapshot, at a start
};
// Errors: Invalid with an offset into the line.
Result<JournalLine> read_journal_line(std::string_view line);

// Applies a line to the project that it was written for; a start changes nothing. Errors: Invalid with an offset into
// the line; the history is then unchanged.
Status replay_journal_line(History& history, std::string_view line);

// A snapshot and the lines after it, as they were kept.
struct KeptJournal {
    std::string snapshot;
    std::vector<std::string> lines;
    uint64_t lines_kept = 0;  // how many lines there were, which is more than `lines` if some have gone
};
struct ReplayedJournal {
    History history;
    size_t lines = 0;                  // that were replayed: all but those from a fault on
    std::optional<std::string> fault;  // a sentence about the first line that couldn't be
};
// The first `lines_wanted` lines, or all. Errors: those of read_native() if the snapshot can't be read.
tl::expected<ReplayedJournal, Problems> replay_journal(const KeptJournal& kept,
                                                       size_t lines_wanted = static_cast<size_t>(-1));

// All that was kept as one file, for the user to have: a line that says how long the snapshot is, the snapshot, and the
// lines. What stands in it is not checked.
std::string write_journal_file(const KeptJournal& kept);
bool looks_like_journal_file(std::string_view bytes);
// Errors: Invalid with an offset if the first line isn't right.
Result<KeptJournal> read_journal_file(std::string_view bytes);

}  // namespace glossator
