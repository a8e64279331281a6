#pragma once

#include <string>
#include <vector>

#include "core/edit/edit.h"

namespace glossator {

// Where both sides changed the same thing to something else, or one removed what the other changed or needs.
struct MergeConflict {
    std::string record;  // "span s-3"
    std::string field;   // as in the native file, "note", "attributes.mention"; empty: the whole record
    std::string mine;    // the values in words; "removed" for a record that is gone
    std::string theirs;
    friend bool operator==(const MergeConflict&, const MergeConflict&) = default;
};

enum class MergeSide { Mine, Theirs };

struct ThreeWayMerge {
    std::vector<Edit> edits;  // lead from `mine` to what was merged, and keep the rules at every step
    std::vector<MergeConflict> conflicts;
};

// Two projects that were both made of `base` become one: record by record, known by their ids, and field by field, each
// change of either side is taken. In a conflict `wins` has its way. A record that is removed on one side comes back if
// the other side needs it. A record that is new on both sides under one id and isn't the same gets a new id where it is
// theirs, with all that refers to it. What would break a rule next to what the other side did is left as it is on
// the side that wins, or else out, as a conflict.
//
// The outcome is the same each time. O(records · log records), and a copy of all of them.
ThreeWayMerge merge_three_way(const Project& base, const Project& mine, const Project& theirs,
                              MergeSide wins = MergeSide::Mine);

}  // namespace glossator
