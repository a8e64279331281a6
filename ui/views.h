#pragma once

#include "ui/app.h"

// The views around the text, one function each, called once a frame with the area they have. They read the app and
// write wishes; only what is shown (Session) is theirs to change.
namespace glossator {

// A rectangle of the window, px.
struct Area {
    ImVec2 min, max;
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
};

inline constexpr float kTopBarHeight = 48;
inline constexpr float kStatusLineHeight = 26;
inline constexpr float kFindBarHeight = 44;

// A narrow window has room for one side panel at a time; a slim one shows it in a sheet at its bottom.
inline bool is_narrow()
{
    return ImGui::GetIO().DisplaySize.x < 900;
}
inline bool is_slim()
{
    return ImGui::GetIO().DisplaySize.x < 600;
}

// Whether the panel can be seen now, and makes it so; what a narrow window shows is not remembered.
bool is_shown(const Session& session, SidePanel panel);
void show_panel(Session& session, SidePanel panel, bool shown);

void top_bar(App& app, Area area, Wishes& wishes);        // title, project menu, saved state, view menu
void document_list(App& app, Area area, Wishes& wishes);  // documents with status and progress; folds away
void label_bar(App& app, Area area, Wishes& wishes);      // labels with their keys; click labels the selection or arms
float label_bar_height(App& app, float width);        // px that the labels need to be seen all; given less, they scroll
void inspector(App& app, Area area, Wishes& wishes);  // the focused span, or else the document
void find_bar(App& app, Area area, Wishes& wishes);   // over the labels, while FindBar::open
void hit_list(App& app, Area area, Wishes& wishes);   // all hits in their lines, below the text
float hit_list_height(const Search& search);          // px that it needs to show all hits
void problem_list(App& app, Area area, Wishes& wishes);  // what didn't work, below the text
void status_line(App& app, Area area, Wishes& wishes);
float sheet_height(const App& app, float room);               // px that the sheet takes of `room`
void bottom_sheet(App& app, Area area, Wishes& wishes);       // in a slim window: the documents or the inspector
void attribution_panel(App& app, Area area, Wishes& wishes);  // below the text, while Session::proposal is open
float attribution_panel_height(float width);
void review_panel(App& app, Area area, Wishes& wishes);  // below the text, while Session::review is open
float review_panel_height(const Review& review);         // px that it needs to show all
void linking_bar(App& app, Area area, Wishes& wishes);   // in place of the labels, while Session::linking waits
void welcome(App& app, Area area, Wishes& wishes);       // when no document is open: drop target, open, sample
// What the selection or the focused span might mean, each with its key; takes the height that it needs from the bottom
// of `area`, none if there is nothing to propose.
void proposal_panel(App& app, Area& area, Wishes& wishes);
void entity_view(App& app, Area area, Wishes& wishes);   // MainView::Entities: all entities, and the mentions of one
void claim_view(App& app, Area area, Wishes& wishes);    // MainView::Claims: all claim records, and what makes one
void schema_view(App& app, Area area, Wishes& wishes);   // MainView::Schema: what can be marked
void history_view(App& app, Area area, Wishes& wishes);  // MainView::History: every step that is kept
void export_view(App& app, Area area, Wishes& wishes);   // MainView::Export: other tools' formats
void import_view(App& app, Area area, Wishes& wishes);   // MainView::Import: what waits in Session::importing
void guidelines_panel(App& app, Area area, Wishes& wishes);  // beside the text, while Settings::show_guidelines
bool completes(const App& app, const Span& span);            // it can be the other end of Session::linking

void command_palette(App& app, Wishes& wishes);  // over everything; Popup::CommandPalette
void shortcut_help(App& app, Wishes& wishes);    // Popup::ShortcutHelp
void go_to_box(App& app, Wishes& wishes);        // Popup::GoTo
void label_menu(App& app, Wishes& wishes);       // at the selection; Popup::LabelMenu; filters as one types
void question_box(App& app, Wishes& wishes);     // Session::question
// The sample's three numbered hints, one after the other until Settings::hints_done: beside the text where there is
// room, else below it, for which it takes height from `centre`.
void hints(App& app, Area& centre, Wishes& wishes);

}  // namespace glossator
