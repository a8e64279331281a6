#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/io/codec.h"
#include "core/learn/mention_index.h"
#include "core/report/attribution_graph.h"
#include "core/text/markdown.h"
#include "core/text/text_range.h"

namespace glossator {

// The command that a text field will ask for once it loses the keyboard; kept here so that nothing typed is lost when
// the field goes.
struct FieldDraft {
    unsigned item = 0;  // ImGui's id of the field; 0: nothing is being edited
    std::string command;
    std::string args;
};

// A list that filters as one types.
struct MenuMemory {
    std::string filter;
    int chosen = 0;
    int frame = -2;    // when it was drawn last; an older one means that it has just been opened
    float height = 0;  // as drawn last, px
};

// Which documents the list shows, and in which order.
enum class DocumentFilter { All, Open, Done, Flagged, Unfinished };
enum class DocumentOrder { Project, Name, Date, Publisher, Done, Spans, Unfinished };

// What the document list shows: found anew when the project, the choice or, where it matters, a checklist has changed.
struct DocumentRows {
    static constexpr uint32_t kNone = ~0u;

    std::string project;
    uint64_t revision = ~0ull, checked = ~0ull;
    AnnotatorId annotator;
    DocumentFilter filter = DocumentFilter::All;
    DocumentOrder order = DocumentOrder::Project;
    std::vector<uint32_t> sets;   // position in Project::sets(), or kNone, by document in project order
    std::vector<uint32_t> shown;  // positions of documents, as listed
    size_t done = 0;
    double seconds = 0;  // that the sets tell of
};

enum class GoToUnit { Character, Sentence, Line };

// What the focused span is linked to.
struct SpanLinks {
    SpanId span;
    uint64_t revision = ~0ull;
    std::vector<AttributionId> attributions;
    std::vector<RelationId> relations;
    AttributionTree tree = {};  // of `attributions`, and what they stand in or relay; only for the inspector
};

// What the status line says of a selection.
struct SelectionCount {
    DocumentId document;
    TextRange range;
    std::string shown;
};

// Which of the sample's hints is next, after those that have been followed or closed.
struct HintMemory {
    int next = 0;
    bool began = false;
    size_t steps = 0;  // done when the hints began
};

// A line of MainView::Entities or MainView::Claims.
struct RecordRow {
    std::string id;
    std::string text;
    size_t mentions;
};

// MainView::Entities and MainView::Claims: a list, one record of it, and its spans. Found anew when the project has
// moved on; a long list a piece a frame, and what was found before is shown meanwhile.
struct RecordListMemory {
    std::string filter;
    std::string filtered_by;   // what `rows` were found for
    bool by_mentions = false;  // else by name
    std::string chosen;        // id
    std::vector<RecordRow> rows;
    std::vector<MentionIndex::Place> spans;
    std::vector<std::string> alike;           // ids of other records that might be the same
    std::vector<SpanId> picked;               // of `spans`, to be moved together
    bool in_spans = false;                    // the arrow keys go through `spans`, else through `rows`
    size_t at_span = 0;                       // of `spans`, that the keys are at
    std::string carried;                      // record to be merged into the one that is chosen next; empty: none
    std::vector<SpanId> carried_spans;        // its spans that are to be moved instead; empty: all of it is merged
    std::string rows_of, spans_of, alike_of;  // what `rows`, `spans` and `alike` were found for
    std::vector<RecordRow> next_rows;         // on their way
    std::string next_of, next_after;          // what for, and the last record that was looked at
};

// MainView::Entities: all pairs that are perhaps the same, in place of the list.
struct AlikeMemory {
    bool shown = false;
    size_t at = 0;             // of the pairs, that the keys are at
    bool other_stays = false;  // of that pair, if they are merged, the one that is mentioned less often
};

// MainView::Schema: what is chosen, and what is known of it.
struct SchemaMemory {
    std::string chosen;          // "label:PERSON", "attribute:type", "relation:leads", "packs" and so on
    bool follow = false;         // the list scrolls to it
    bool enter_form = false;     // the keyboard goes to its form
    bool form_has_keys = false;  // it was there in the last frame
    bool list_open = false;      // one of its choices was open in the last frame
    std::string used_of, used;   // what would go with the chosen one; found anew when the project has moved on
    std::string key_fault;       // why the key that was pressed can't be the label's
};

// MainView::History: by place among the steps, oldest first.
struct HistoryMemory {
    size_t chosen = 0;
    size_t listed = 0;  // steps in the last frame
};

// MainView::Export: the chosen format, and what it would make of the project.
struct ExportMemory {
    std::string format;
    FormatOptions options;  // of that format, where not as by default
    std::string tried;      // what the rest is of: project, revision, format and options; empty: nothing yet
    int wait = 0;           // frames until it is tried, so that the choice is drawn before
    std::string failure;    // why it can't be written
    std::vector<Loss> losses;
    size_t files = 0, bytes = 0;
};

// The project's guidelines as they are shown, read anew when they have changed.
struct GuidelinesMemory {
    std::string text;
    std::vector<MarkdownBlock> blocks;
    LabelId label;  // whose section was gone to last
};

// What the views around the text remember between frames; each part belongs to one of them.
struct ViewMemory {
    FieldDraft draft;
    float note_height = 0;  // of what is being typed into a note, px
    MenuMemory palette;
    MenuMemory label_menu;
    MenuMemory picker;  // the open list of entities or claims
    MenuMemory project_menu;
    MenuMemory view_menu;
    MenuMemory language_menu;
    MenuMemory help;
    std::string key_of;  // the command that waits for its new keys in the list of keys; empty: none
    MenuMemory go_to;
    TextRange followed_hit;  // that the list of hits was scrolled to last
    GoToUnit go_to_unit = GoToUnit::Character;
    DocumentFilter document_filter = DocumentFilter::All;
    DocumentOrder document_order = DocumentOrder::Project;
    DocumentRows rows;
    SpanLinks links;
    SelectionCount selection;
    HintMemory hints;
    RecordListMemory entities;
    RecordListMemory claims;
    AlikeMemory alike;
    SchemaMemory schema;
    HistoryMemory history;
    ExportMemory exporting;
    GuidelinesMemory guidelines;
};

}  // namespace glossator
