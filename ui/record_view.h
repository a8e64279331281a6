#pragma once

#include <optional>

#include "ui/widgets.h"

// What the views of entities and of claim records share: a list that filters as one types, and spans in their lines.
namespace glossator {

// The words of `range` in their line, all such rows with them below each other; the line fades where it goes on.
void draw_in_context(const Ui& ui, const Text& text, TextRange range, ImVec2 min, ImVec2 max);

struct RecordKind {
    const char* name;         // of its controls: "entities", then "entity:ID" for a row
    const char* row;          // "entity:"
    const char* title;        // "Entities"
    const char* placeholder;  // of the filter
    const char* empty;        // what belongs there
    const char* view;         // the command that shows and hides it
    const char* merge;        // the command {from, into}, run where one row is dragged onto another
    bool takes_spans;         // spans that are dragged onto a row go to its entity
};

// The whole view's ground, title, filter and list, at the left of `area`; returns what is left of it for the record
// that is chosen. `next` appends the row of the first record behind the one named `after` (empty: of the first of all),
// false if there is none; `on_row` draws into a row, after its text, and may take what is dragged there.
struct RecordLists {
    RecordListMemory& memory;
    bool (*next)(const Project& project, const std::string& after, std::vector<RecordRow>& rows);
    void (*on_row)(const Ui& ui, const RecordRow& row, ImVec2 min, ImVec2 max);
    void (*more)(const Ui& ui, float right, float top) = nullptr;
};
Area record_list(const Ui& ui, const RecordKind& kind, const RecordLists& lists, Area area);
void end_record_list();

// In the list that is being drawn, whose rows are `height` px high: scrolls to that row if it isn't in view.
void scroll_to_row(size_t row, float height);

// All pairs of entities that are perhaps the same, in place of the list: what becomes of one is said by a key or a
// click.
void alike_view(const Ui& ui, Area area);
// The pair at that place; of those two, the one that is mentioned more often is `first`. Nothing where there is none.
struct AlikePair {
    const Entity* first;
    const Entity* second;
};
std::optional<AlikePair> alike_pair(const App& app, size_t index);

// Finds `memory.spans` anew by `of` if the project has moved on, or another record is chosen.
using SpansOfRecord = const std::vector<MentionIndex::Place>& (*)(const MentionIndex& index, const std::string& id);
void find_record_spans(App& app, RecordListMemory& memory, SpansOfRecord of);

// `memory.spans` below each other; a click goes there. `picks`: each in its line, with a box by which several can be
// chosen; else only what it says, after its relation to the claim record.
void record_spans(const Ui& ui, RecordListMemory& memory, bool picks);

}  // namespace glossator
