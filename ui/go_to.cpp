#include <algorithm>

#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

struct Unit {
    GoToUnit unit;
    const char* name;  // of the command's argument
    const char* title;
    const char* wanted;
};
constexpr Unit kUnits[] = {
    {GoToUnit::Character, "character", tr_later("Character"), tr_later("Offset in characters, from 0")},
    {GoToUnit::Sentence, "sentence", tr_later("Sentence"), tr_later("Number of the sentence, from 1")},
    {GoToUnit::Line, "line", tr_later("Line"), tr_later("Number of the line, from 1")}};

// The number in what was typed; blanks, dots and commas between its digits don't matter.
std::string digits_of(std::string_view typed)
{
    std::string digits;
    for (const char c : typed)
        if (c >= '0' && c <= '9') digits += c;
    return digits.size() > 9 ? "999999999" : digits;
}

}  // namespace

void go_to_box(App& app, Wishes& wishes)
{
    Session& session = app.session();
    if (session.popup != Popup::GoTo) return;
    const Ui ui(app, wishes);
    constexpr float kWidth = 300;
    MenuMemory& memory = session.views.go_to;
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const PopupFrame frame = begin_popup(ui, "go_to", {(screen.x - kWidth) / 2, screen.y / 6}, kWidth, memory);
    const Unit& unit = kUnits[static_cast<size_t>(session.views.go_to_unit)];
    const FilterEvent event = filter_field(ui, "go_to.input", memory, tr(unit.wanted), frame.fresh, 1);
    space(2);
    const int chosen = segmented(ui, "go_to.unit", {kUnits[0].title, kUnits[1].title, kUnits[2].title},
                                 static_cast<int>(session.views.go_to_unit), kWidth - 12);
    if (chosen >= 0) session.views.go_to_unit = kUnits[chosen].unit;
    space(2);
    end_popup();
    if (event == FilterEvent::Cancelled) session.popup = Popup::None;
    const std::string digits = digits_of(memory.filter);
    if (event != FilterEvent::Accepted || digits.empty()) return;
    session.popup = Popup::None;
    session.focus_reading_view = true;
    wishes.run("caret.go", Args().json(unit.name, std::to_string(std::stoul(digits))).str());
}

}  // namespace glossator
