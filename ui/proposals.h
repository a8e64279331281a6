#pragma once

#include <string>
#include <vector>

#include "core/learn/alike_entities.h"
#include "core/learn/claim_candidates.h"
#include "core/learn/entity_candidates.h"
#include "core/learn/mention_index.h"

namespace glossator {

class App;

// What the selection, or else the focused span, might mean: entities for words and for a mention without one, claims
// for a claim span without a record. Only what is shown can be taken, by the user's own key or click.
struct Proposals {
    enum class About { Nothing, Selection, Mention, NamedMention, Claim };
    static constexpr size_t kMost = 9;  // a digit each

    About about = About::Nothing;
    std::string words;  // selected, or of the span
    std::vector<EntityCandidate> entities;
    std::vector<ClaimCandidate> claims;
    size_t chosen = 0;              // of `claims`: shown beside the words
    std::vector<TextRange> others;  // of NamedMention: the same words elsewhere in the article, not yet marked so

    // What they were found for.
    uint64_t revision = ~0ull;
    std::string project;
    DocumentId document;
    SpanId span;
    TextRange range{0, 0};

    EntityIndex entity_index;
    ClaimIndex claim_index;
    MentionIndex mention_index;
    AlikeEntities alike;
};

// Takes the step into those indexes that are there: one that misses a step has to be built anew.
void follow_step(Proposals& proposals, const Project& project, const std::vector<Edit>& edits);
// True if the indexes of what words might mean know the project as it stands; else they have come a piece closer, and
// will in the next frame.
bool follow_indexes(App& app);
// The same for Proposals::mention_index, and for Proposals::alike, which has all pairs only then.
bool follow_mentions(App& app);
bool follow_alike(App& app);
// Calls `go_on` until it returns true, or for a part of a frame, and then has another one drawn; true at the end.
bool go_on_in_frame(App& app, bool (*go_on)(App& app));

// Finds them anew if the selection, the focus or the project has changed. Once a frame.
void find_proposals(App& app);

}  // namespace glossator
