#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/edit/compose_review.h"

namespace glossator {

class App;

// What is to be done with the same words wherever they stand.
enum class ReviewAction { Annotate, Delete, Relabel, Entity };

// The same words wherever they stand, in one list, before something is done with those that are chosen. Found a piece
// a frame, and anew when the project changes.
struct Review {
    ReviewAction action = ReviewAction::Annotate;
    std::string words;
    LabelId label;           // to give, or of the spans that are looked for
    LabelId to;              // of Relabel; empty until one is chosen
    EntityId entity;         // of Annotate and Entity; empty: none
    bool everywhere = true;  // in all articles, or in the open one

    std::unique_ptr<Occurrences> finder;  // of what was found last
    std::vector<Occurrence> rows;
    std::vector<bool> chosen;  // by row
    size_t row = 0;            // that the keyboard is at
    bool follow = false;       // scroll to it
    bool finding = true;
    DocumentId document;  // that was open when it was found
    uint64_t revision = ~0ull;

    size_t chosen_rows() const;
    // All that is needed is there.
    bool can_apply() const { return !finding && chosen_rows() > 0 && (action != ReviewAction::Relabel || !to.empty()); }
};

// A frame's part of the work.
void go_on_reviewing(App& app);

}  // namespace glossator
