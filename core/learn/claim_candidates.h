#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/learn/compared_words.h"
#include "core/learn/index_progress.h"

namespace glossator {

// What might claim the same, or something about the same.
struct ClaimCandidate {
    ClaimId claim;        // the record; empty: a claim span that points to none yet
    SpanId span;          // whose words are most like those asked for; empty: the record's own text
    DocumentId document;  // of that span
    float score = 0;      // higher is better
};

// The claims of a project, as spans of the layer "claim" and as records, found by the words that they share: rare ones
// count more, and names, numbers and dates most.
class ClaimIndex {
public:
    // Takes in what has changed since the last call: `edits` if they are all of it (History::last_applied), else
    // everything, for about `most` records and spans. True at the end; until then nothing may be found. With 0,
    // only `edits` are taken in.
    bool follow(const Project& project, const std::vector<Edit>& edits, size_t most = static_cast<size_t>(-1));

    // Whom is asked about: the words of a span, which is no candidate itself, nor the record that it points to.
    struct Asked {
        std::string_view words;
        SpanId span = {};
        ClaimId claim = {};
        DocumentId document = {};  // candidates of other documents come first
    };
    // Best first, each record once, at most `most`. O(claims that share a word).
    std::vector<ClaimCandidate> find(const Asked& asked, size_t most) const;

private:
    struct Stem {
        std::vector<uint32_t> statements;  // that have it, also those that are gone
    };
    struct StemUse {
        uint32_t stem;
        float kind;  // how much words of its kind tell
    };
    struct Statement {
        ClaimId claim;
        SpanId span;
        DocumentId document;
        std::vector<StemUse> stems;
        bool gone = false;
    };

    void take(const Project& project, const Edit& edit);
    void add(std::string_view words, Statement statement);
    void put(const Claim& claim);
    void put(const Project& project, const Document& document, const Span& span);
    void remove(const std::string& key);
    float weight(const StemUse& use) const;

    IndexProgress progress_;
    std::vector<Stem> stems_;
    std::deque<Statement> statements_;  // growing moves none of them
    std::unordered_map<std::string, uint32_t> stem_ids_;
    std::unordered_map<std::string, uint32_t> places_;  // statements by "s" + span or "c" + claim
};

}  // namespace glossator
