#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/edit/edit.h"

namespace glossator {

// What is likely to be unfinished or a slip. Each may also be meant: then it can be dismissed (compose:
// dismiss_checks).
enum class CheckKind {
    NoContent,        // an attribution that isn't a credit
    NoSource,         // an attribution
    NoCue,            // an attribution
    NoClaim,          // a span of the layer "claim" that points to no record
    NoEntity,         // a span of the layer "entity" that points to no entity
    NoValue,          // a choice of the label, of two values or more without a default, is open
    CrossesSentence,  // an entity or claim; in one fragment
    BadEnds,          // blanks, or for entities and claims punctuation
    Duplicate,        // the same label at the same place as a span that stands before it
    Flagged,          // with any flag but "discard"
};

struct Check {
    CheckKind kind;
    std::string detail;         // the label of NoEntity and NoClaim, the attribute of NoValue, the flag of Flagged
    SpanId span;                // or:
    AttributionId attribution;  // neither: the set itself
    TextRange at;               // where to look
    friend bool operator==(const Check&, const Check&) = default;
};

// Checks that are dismissed together ("entity:PERSON", "cue").
std::string group_of(const Check& check);
// A check as it is dismissed alone ("entity:PERSON/s-12"); no two of a set have the same.
std::string key_of(const Check& check);

// True if the attribution tells whom the document or an image is from ("–Agencies", "SOURCE: TRT World"): without
// content, but with a source whose line holds nothing else, whose cue has no letters or ends with a colon, or that has
// the attribute "scope".
bool is_credit(const Text& text, const AnnotationSet& set, const Attribution& attribution);

// So many of a set are listed: more than that nobody goes through, and a set that was never meant to have entities
// would cost as many as it has spans.
inline constexpr size_t kMostChecks = 1000;

// Looks a set through, a piece at a time, until it has found kMostChecks. The project stays as it is meanwhile.
class SetChecker {
public:
    SetChecker(const Project& project, const AnnotationSet& set);
    // Goes on for about so many records; true at the end. A record costs O(log n), and one that may cross a sentence
    // the length of the sentence.
    bool advance(size_t records);
    // At the end: what isn't dismissed, in the order of the text. Some more than kMostChecks if the last record had
    // several.
    std::vector<Check> take();

private:
    // Takes those that are dismissed out of what was found from number `from` on.
    void drop_dismissed(size_t from);
    struct Asked {  // of spans with a label
        enum class Layer { Entity, Claim, Other } layer = Layer::Other;
        std::vector<AttributeId> values;
    };
    const Asked& asked_of(const LabelId& label);
    void add(CheckKind kind, const Span& span, std::string detail = {});
    void check(const Span& span);
    void check_twin(const Span& span);
    void check(const Attribution& attribution);
    void check_flags(const std::vector<std::string>& flags, const Check& about);

    const Project& project_;
    const AnnotationSet& set_;
    const Text& text_;
    std::set<std::string> keys_, groups_;  // dismissed
    std::unordered_map<LabelId, Asked> asked_;
    std::map<AttributionId, Attribution>::const_iterator attribution_;
    size_t span_ = 0;
    TextRange twins_at_{0, 0};  // outer ends of those in `twins_`
    std::set<std::pair<LabelId, std::vector<TextRange>>> twins_;
    std::vector<Check> found_;
};

// The checklists of all sets: found in pieces, and anew for the sets that change.
class Checklists {
public:
    // Takes in what has changed since the last call: `edits` if they are all of it (History::last_applied), else
    // everything. O(edits), or O(sets).
    void follow(const Project& project, const std::vector<Edit>& edits);
    // Goes on for about so many records, first in the set `first`; true once all is looked through.
    bool go_on(const Project& project, const SetId& first, size_t records);
    bool done() const { return due_.empty(); }
    bool is_current(const SetId& set) const { return due_.count(set) == 0; }
    // Forgets all; for when another project is opened.
    void forget() { *this = Checklists(); }

    // Counts up with every list that was found.
    uint64_t found() const { return found_; }
    // As last found; records that have gone meanwhile may still be in it. Null while nothing is known of the set.
    const std::vector<Check>* of(const SetId& set) const;

private:
    void take(const Project& project, const Edit& edit);
    void start_over(const Project& project);

    std::string project_;
    uint64_t revision_ = ~0ull, found_ = 0;
    std::unordered_map<SetId, std::vector<Check>> lists_;
    std::set<SetId> due_;
    SetId at_;  // the set that is being looked through
    std::unique_ptr<SetChecker> checker_;
};

}  // namespace glossator
