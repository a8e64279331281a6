#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/model/schema.h"
#include "ui/icons.h"
#include "ui/views.h"
#include "ui/wording.h"

// What the views around the text are built of. Sizes px; a "name" is that of the control in
// docs/automation-controls.md, and also its ImGui id.
namespace glossator {

struct TextStyle {
    TextEngine* engine;
    FontStyle face;
    float size;
    ImU32 color;
};

// What a view needs to draw: made at its begin, passed along.
struct Ui {
    Ui(App& drawn_app, Wishes& asked);

    App& app;
    Wishes& wishes;
    const Theme& theme;
    ImU32 quiet_ink;  // the theme's, dark enough to read on panels

    TextStyle body() const { return {&app.text(), FontStyle::Interface, kInterfaceSize, theme.ink}; }
    TextStyle strong() const { return {&app.text(), FontStyle::Strong, kInterfaceSize, theme.ink}; }
    TextStyle list() const { return {&app.text(), FontStyle::Interface, kListSize, theme.ink}; }
    TextStyle list_strong() const { return {&app.text(), FontStyle::Strong, kListSize, theme.ink}; }
    TextStyle quiet() const { return {&app.text(), FontStyle::Interface, kListSize, quiet_ink}; }
    TextStyle tag() const { return {&app.text(), FontStyle::Interface, kTagSize, quiet_ink}; }
    TextStyle reading() const { return {&app.text(), FontStyle::Reading, kInterfaceSize, theme.ink}; }
};

inline TextStyle colored(TextStyle style, ImU32 color)
{
    style.color = color;
    return style;
}

// What a tooltip says: a title, the keys of a command, and more if there's more to say.
struct Hint {
    std::string_view title;
    std::string_view command = {};  // whose keys are shown
    std::string_view keys = {};     // or these
    std::string_view detail = {};
};

// ---- Panels and lines

enum class PanelScroll { No, Vertical };
enum class PanelLayer { Desk, Over };  // Over: above the panels, without taking the keyboard
// A window that fills `area`, without frame or title; between it and end_panel() everything is drawn in it.
void begin_panel(const char* name, Area area, ImU32 color, PanelScroll scroll = PanelScroll::No,
                 ImVec2 padding = {12, 12}, PanelLayer layer = PanelLayer::Desk);
void end_panel();
// One device pixel.
float hairline();
void draw_hairline(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 color);
// A hairline over the width of what is left, with the usual space around it.
void separator(const Ui& ui);
void space(float height);

// ---- Text

float text_width(const TextStyle& style, std::string_view text);
void draw_text(ImDrawList& draw, const TextStyle& style, ImVec2 top_left, std::string_view text);
// Vertically in the middle of `box`, cut to its width with an ellipsis.
void draw_text_in(ImDrawList& draw, const TextStyle& style, ImVec2 min, ImVec2 max, std::string_view text);
// A whole number with thousands separators and digits of one width, ending at `right`.
void draw_number(ImDrawList& draw, const TextStyle& style, float right, float top, size_t number);
float number_width(const TextStyle& style, size_t number);
enum class Cut { End, Middle };
// `text` on one line and no wider than `width`, cut with "…".
std::string elided(const TextStyle& style, std::string_view text, float width, Cut cut = Cut::End);
// One line as an item, cut to what is left of the row (or `width`), with the whole text in its tooltip.
void text_line(const Ui& ui, const TextStyle& style, std::string_view text, float width = 0, Cut cut = Cut::End);
// Several lines as an item; beyond `max_lines` (0: any number) it ends in "…".
void text_block(const TextStyle& style, std::string_view text, float leading = 1.45f, int max_lines = 0,
                float width = 0);
// The lines that text_block() would make of it.
int wrapped_lines(const TextStyle& style, std::string_view text, float width);
// Draws `text` in lines of `width`, `pitch` apart, at most `max_lines` (0: any number); returns how many there are.
int draw_wrapped(ImDrawList& draw, const TextStyle& style, ImVec2 top_left, std::string_view text, float width,
                 float pitch, int max_lines = 0);
// With the keys of `command` at its right.
void section_heading(const Ui& ui, std::string_view text, std::string_view command = {});

// ---- Tooltips and keys

std::string keys_of(const App& app, std::string_view command);
// For the item drawn last.
void tooltip(const Ui& ui, const Hint& hint);
// The hairline and shadow around the popup or tooltip that is being drawn.
void draw_popup_edge(const Ui& ui);
// Draws keys as on a key cap, its left at `at.x` and centred on `at.y`; returns the width. Measures only if `draw` is
// null.
float key_cap(ImDrawList* draw, const Ui& ui, ImVec2 at, std::string_view keys);

// ---- Buttons

enum class ButtonLook { Primary, Outlined, Quiet, Danger };
bool button(const Ui& ui, const char* name, std::string_view text, ButtonLook look, const Hint& hint, float width = 0);
bool icon_button(const Ui& ui, const char* name, Icon icon, const Hint& hint, bool enabled = true, float size = 28);
// A button that runs the command of its hint.
void command_button(const Ui& ui, const char* name, std::string_view text, ButtonLook look, const Hint& hint,
                    float width = 0);
// A row of a list, `height` high and as wide as what is left: draws its ground, tells what the mouse does; the caller
// draws into it.
struct Row {
    ImVec2 min, max;
    bool hovered, clicked;
};
Row list_row(const Ui& ui, const char* name, bool chosen, float height);

// ---- Labels

// A label as a legend: its title drawn as its spans are, and its key.
struct Chip {
    std::string_view title;
    std::string_view key;
    const LabelDef* label;
    bool marked = false;  // armed, or chosen
    bool hidden = false;  // its spans are
};
inline constexpr float kChipHeight = 24;
float chip_width(const Ui& ui, const Chip& chip);
bool chip(const Ui& ui, const char* name, const Chip& chip);
// The label's look on a sample of the size of a word.
void draw_sample(ImDrawList& draw, const Ui& ui, const LabelDef& label, ImVec2 min, ImVec2 max);
inline constexpr float kSampleWidth = 18;

// ---- Fields

// The line that a field edits, without the field's ground: text of any script. True if it has changed, or with
// `enter_returns` only if Enter was pressed. ImGui's functions about the last item tell of it.
struct EditLook {
    TextStyle style;
    const char* hint;
    float width, height;
    float padding = 8;
    bool take_keyboard = false;
    bool enter_returns = false;
    bool stays = false;  // Enter leaves the keyboard and the text as they are
};
bool edit_line(const Ui& ui, const char* id, std::string& text, const EditLook& look);
// A line of text that runs `make(text)` once it is left or Enter is pressed; Escape leaves it as it was.
using MakeCommand = std::function<CommandCall(const std::string& text)>;
void text_field(const Ui& ui, const char* name, const std::string& value, const char* placeholder, const Hint& hint,
                const MakeCommand& make, float width = 0);
// The same with several lines, which grows with them.
void note_field(const Ui& ui, const char* name, const std::string& value, const char* placeholder, const Hint& hint,
                const MakeCommand& make, float max_lines = 12);
// Runs what was typed into a field that has lost the keyboard or is no longer drawn.
void finish_fields(App& app, Wishes& wishes);

// A list that opens below its present value. Options are drawn between, only if it returns true.
bool begin_choice(const Ui& ui, const char* name, std::string_view value, const Hint& hint, float width = 0,
                  const LabelDef* sample = nullptr, float list_width = 0);
void end_choice();
struct OptionLook {
    std::string_view keys = {};
    const LabelDef* sample = nullptr;
    std::string_view detail = {};  // quiet, at the right
};
bool option(const Ui& ui, const char* name, std::string_view text, bool chosen, const OptionLook& look = {});

// One of a few values: words of the interface, which are called so in any language, or a value of the project's.
struct Segment {
    Segment(const char* english);
    Segment(std::string value) : name(value), shown(std::move(value)) {}

    std::string name;  // in the name of its control
    std::string shown;
};
// A few values side by side; returns the one clicked, or -1.
int segmented(const Ui& ui, const char* name, const std::vector<Segment>& values, int chosen, float width);
bool fits_segmented(const Ui& ui, const std::vector<std::string>& values, float width);

// `share` from 0 to 1.
void progress_bar(const Ui& ui, float share, ImU32 color, float height = 4);

// ---- Popups

// A window over everything at `position`, `width` wide, that closes when the mouse is pressed elsewhere. True in the
// first frame in `fresh`.
struct PopupFrame {
    bool fresh;
};
PopupFrame begin_popup(const Ui& ui, const char* name, ImVec2 position, float width, MenuMemory& memory,
                       float max_height = 0);
void end_popup();
// A line of a menu; closes the menu and runs `command` when clicked.
void menu_item(const Ui& ui, const char* name, std::string_view text, std::string_view command, std::string args = "{}",
               bool checked = false);

// Opens the document with that place selected.
void show_place(Wishes& wishes, const Document& document, TextRange range);

// The line on top of a list that filters as one types. Moves `memory.chosen` with the arrow keys.
enum class FilterEvent { None, Accepted, Cancelled };
FilterEvent filter_field(const Ui& ui, const char* name, MenuMemory& memory, const char* placeholder, bool fresh,
                         int count);

// How well `pattern` fits `text`, letters in order, whatever their case; higher is better, negative not at all.
int fuzzy_score(std::string_view pattern, std::string_view text);

}  // namespace glossator
