#pragma once

#include <cstddef>
#include <vector>

#include "core/edit/compose.h"
#include "ui/language.h"

namespace glossator {

// An attribution as it is proposed and changed before it is taken; nothing of that is in the project yet.
struct Proposal {
    AttributionDraft draft;
    AttributionId changes = {};  // the attribution that it is to become of; empty: a new one
    SpanId opened_at = {};       // the span whose attribution that is
    size_t role = 0;             // the one that is worked on: of kDraftRoles, or kParentRole
};

// In the order to show.
struct DraftRole {
    const char* key;
    const char* title;
    std::vector<DraftSpan> AttributionDraft::*spans;
};
inline constexpr DraftRole kDraftRoles[] = {{"sources", tr_later("Source"), &AttributionDraft::sources},
                                            {"cues", tr_later("Cue"), &AttributionDraft::cues},
                                            {"contents", tr_later("Content"), &AttributionDraft::contents},
                                            {"addressees", tr_later("Addressee"), &AttributionDraft::addressees}};
inline constexpr size_t kParentRole = 4;

// The schema's attributes of attributions that a digit steps through: choices, and yes or no. The digits count from 1.
std::vector<const AttributeDef*> stepped_attributes(const Schema& schema);

}  // namespace glossator
