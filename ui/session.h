#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <imgui.h>

#include "core/base/id.h"
#include "core/edit/compose_repeat.h"
#include "core/edit/import_plan.h"
#include "core/learn/unmarked_names.h"
#include "core/report/checklist.h"
#include "core/text/bidi.h"
#include "core/text/text_range.h"
#include "ui/proposal.h"
#include "ui/proposals.h"
#include "ui/review.h"
#include "ui/search.h"
#include "ui/view_memory.h"

namespace glossator {

// What is selected in the open document: from where it was begun to where the caret is. Bytes.
struct Selection {
    uint32_t anchor = 0;
    uint32_t caret = 0;

    TextRange range() const { return anchor < caret ? TextRange{anchor, caret} : TextRange{caret, anchor}; }
    bool empty() const { return anchor == caret; }
};

enum class ThemeName { System, Light, Dark, Contrast };

// In which hand Arabic letters are written: Nastaliq for Urdu and Kashmiri and Naskh for others, or always one of them.
enum class ArabicHand { ByLanguage, Nastaliq, Naskh };

// What the user set up for themselves; outlives the project.
struct Settings {
    std::string language;  // of the interface, of kLanguages; empty: as the system
    ThemeName theme = ThemeName::System;
    float text_size_px = 18;
    float measure_characters = 68;
    BaseDirection direction = BaseDirection::Auto;  // of every paragraph
    ArabicHand arabic_hand = ArabicHand::ByLanguage;
    bool show_invisible = false;  // joiners, direction marks, hard spaces and the like
    bool snap_to_words = true;
    bool show_documents = true;    // the panel at the left
    bool show_inspector = true;    // the panel at the right
    bool show_guidelines = false;  // beside the text
    bool saves_itself = false;     // the project into its file, where it has one
    bool hints_done = false;
    float documents_width = 240;
    float inspector_width = 300;
    std::map<std::string, std::string> keys;  // of commands, where not as by default (see ui/key_names.h); "": none
    std::string switched;                     // what is shown or hidden otherwise than by default, see ui/visibility.h
};

// Why something didn't work, or might not mean what the user thinks; shown in the problem list.
struct Problem {
    enum class Severity { Note, Warning, Error };
    Severity severity = Severity::Error;
    std::string file;                     // empty if it isn't about one
    std::string place;                    // "line 3, column 14", or empty
    std::string message;                  // a sentence
    DocumentId document = {};             // where in the project, if anywhere
    std::optional<TextRange> range = {};  // in that document
};

// What takes the room in the middle: the open document, or a view over all of them, the schema, what is kept, the
// formats, or what waits to come in.
enum class MainView {
    Text,
    Coverage,
    Attributions,
    Timeline,
    Statistics,
    Entities,
    Claims,
    Schema,
    History,
    Export,
    Import
};

// Files that were opened and wait for the user's word.
struct Importing {
    struct File {
        std::string name, format;  // the format's title
        size_t documents;
    };
    explicit Importing(Project read) : incoming(std::move(read)), ids(incoming.project()) {}

    History incoming;  // with one step while documents that are there are skipped
    IdMaker ids;
    std::vector<File> files;
    std::vector<Problem> told;  // of the files
    std::string native_file;    // the one that is the whole of it, or empty
    uint64_t place = 0;         // of the file that would be the project's, see Platform::set_project_file()
    ImportMapping mapping;      // into the open project
    bool own = false;           // as a project of its own
    bool skips = false;         // documents that are there already
    std::string planned;        // what `plan` is of; empty: nothing
    ImportPlan plan;
};

enum class SidePanel { Documents, Inspector };

// A relation that waits for the span at its other end.
struct Linking {
    RelationTypeId type;
    SpanId span;
    bool leads_away = true;  // from `span`; else to it
};

// The bar over the text for what Session::search looks for.
struct FindBar {
    bool open = false;
    bool takes_keyboard = false;  // in the next frame
    bool shows_hits = false;      // the list of all hits
    bool labels_all = false;      // in all articles, or in this one
    std::string query;            // as typed
    PatternOptions options;
    std::string fault;                        // why `query` can't be searched for
    std::optional<uint32_t> jumps_from = {};  // byte; the first hit from there is selected as soon as it is found
};

// The sentence that the caret is to go to; counting them takes its time.
struct SentenceSeek {
    TextPtr text;
    uint32_t wanted = 1;  // from 1
    uint32_t seen = 0;    // sentences before `byte`
    uint32_t byte = 0;
};

enum class Popup { None, CommandPalette, ShortcutHelp, LabelMenu, ProjectMenu, ViewMenu, LanguageMenu, GoTo };

// A choice that only the user can make, because something would be lost.
struct Question {
    std::string text;
    std::string yes;      // "Replace", "Delete"
    std::string command;  // run with `args` when the answer is yes
    std::string args;
    struct Answer {
        std::string title;
        std::string command;
    };
    std::vector<Answer> others = {};  // besides yes and "Cancel"
};

// Where the user is and what they look at; not part of the project, never saved with it.
struct Session {
    Settings settings;

    DocumentId document;  // open in the reading view; empty: none
    SetId set;            // the set of it that is being worked on
    Selection selection;
    SpanId focused;  // empty: none
    size_t focused_fragment = 0;
    LabelId armed;  // every selection gets this label until Escape; empty: none
    std::optional<Linking> linking;
    MainView main_view = MainView::Text;
    std::optional<Proposal> proposal;  // of an attribution, in the open document
    Popup popup = Popup::None;
    Proposals proposals;
    std::optional<Review> review;  // of the same words wherever they stand
    std::optional<SpanChange> last_change;
    UnmarkedNames names;
    Checklists checklists;
    std::string check;  // key_of() the one that was gone to last, in the open set
    Search search;
    FindBar find;
    // What the text shows as found; null while nothing is searched for.
    const std::vector<TextRange>* hits_in(const DocumentId& id) const
    {
        const Search::Place* place = find.open ? search.find(id) : nullptr;
        return place ? &place->hits : nullptr;
    }
    std::optional<SentenceSeek> sentence_seek;
    // An index or a list is made a piece a frame, and goes on in the next one; said anew in each frame.
    bool at_work = false;
    bool show_problems = false;
    bool newer_version = false;             // of the program, which begins when it is started again
    std::optional<SidePanel> narrow_panel;  // the one that a narrow window, or a wide view, shows
    float sheet_share = 0.5f;               // of a slim window's height, while its sheet is open
    std::optional<Question> question;
    std::vector<Problem> problems;
    std::string message;  // the last thing said in the status line that isn't an error

    std::unique_ptr<Importing> importing;  // null: nothing waits

    // The list of MainView::Entities or Claims while it is shown, else null.
    RecordListMemory* records()
    {
        return main_view == MainView::Entities ? &views.entities
               : main_view == MainView::Claims ? &views.claims
                                               : nullptr;
    }
    const RecordListMemory* records() const { return const_cast<Session*>(this)->records(); }

    // Set by whoever wants it, taken by the reading view at its next frame.
    std::optional<uint32_t> scroll_to_byte;
    bool focus_reading_view = true;

    std::map<std::string, double> scroll_by_document;  // px, by document id

    ViewMemory views;
};

}  // namespace glossator
