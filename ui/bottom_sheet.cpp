#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/widgets.h"

// The side panels where the window is narrow, and the sheet that holds them where it is slim.
namespace glossator {

namespace {

constexpr float kHeader = 44;    // a finger's breadth, for all that is pressed in it
constexpr float kLeast = 120;    // px of the sheet's content; dragged lower, it closes
constexpr float kReading = 160;  // px that stay for label bar and text

std::string span_summary(const App& app, const Span& span)
{
    const LabelDef* label = app.project().schema().find(span.label);
    return std::string(label ? title_of(*label) : std::string_view(span.label.text)) + "  " +
           quoted(*app.document()->text, span, 80);
}

void tab(const Ui& ui, const char* name, ImVec2 min, ImVec2 max, std::string_view title, bool open)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const TextStyle style = open ? ui.list_strong() : colored(ui.list(), ui.quiet_ink);
    const float width = std::min(text_width(style, title), max.x - min.x - 24);
    draw_text_in(draw, style, {min.x + 12, min.y + 4}, {max.x - 10, max.y}, title);
    if (open) draw.AddRectFilled({min.x + 12, max.y - 2}, {min.x + 12 + width, max.y}, ui.theme.accent);
    ui.app.controls().mark(name, min, max);
}

void tap_header(Session& session, float x, float split, float close)
{
    if (session.narrow_panel && x >= close) return session.narrow_panel.reset();
    if (!session.narrow_panel) session.sheet_share = std::max(session.sheet_share, 0.4f);  // it was dragged shut
    const SidePanel panel = x < split ? SidePanel::Documents : SidePanel::Inspector;
    show_panel(session, panel, !is_shown(session, panel));
}

// One button for tapping and dragging, since a finger does not aim at the grip.
void sheet_header(const Ui& ui, Area area)
{
    Session& session = ui.app.session();
    const float split = area.min.x + text_width(ui.list_strong(), tr("Articles")) + 32, close = area.max.x - kHeader;
    ImGui::InvisibleButton("sheet.header", {area.width(), kHeader});
    const bool active = ImGui::IsItemActive(), released = ImGui::IsItemDeactivated();
    if (active || ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
    const bool dragged = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, 6).y != 0;
    const float height = area.max.y - ImGui::GetIO().MousePos.y + kHeader / 2;
    if (active && dragged) {
        session.sheet_share = height / (area.max.y - kTopBarHeight);
        if (!session.narrow_panel) session.narrow_panel = SidePanel::Inspector;
    }
    if (released && dragged && height < kLeast) session.narrow_panel.reset();
    if (released && !dragged) tap_header(session, ImGui::GetIO().MousePos.x, split, close);

    const float bottom = area.min.y + kHeader;
    const bool inspector = is_shown(session, SidePanel::Inspector);
    tab(ui, "sheet.documents", area.min, {split, bottom}, tr("Articles"), is_shown(session, SidePanel::Documents));
    const Span* span = ui.app.focused();
    const std::string title = span && !inspector ? span_summary(ui.app, *span) : std::string(tr("Inspector"));
    tab(ui, "sheet.inspector", {split, area.min.y}, {close, bottom}, title, inspector);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = std::round((area.min.x + area.max.x) / 2);
    draw.AddRectFilled({middle - 18, area.min.y + 5}, {middle + 18, area.min.y + 9}, with_alpha(ui.quiet_ink, 0.5f), 2);
    if (!session.narrow_panel) return;
    draw_icon(draw, Icon::ChevronDown, {close + kHeader / 2, area.min.y + kHeader / 2 + 2}, ui.quiet_ink);
    ui.app.controls().mark("sheet.close", {close, area.min.y}, {area.max.x, bottom});
}

// There the inspector has little to say, and the view needs its room: like a narrow window, they show it when it is
// asked for.
bool is_asked_for(const Session& session, SidePanel panel)
{
    switch (session.main_view) {
    case MainView::Text:
    case MainView::Entities:
    case MainView::Claims: return is_narrow();
    default: return is_narrow() || panel == SidePanel::Inspector;
    }
}

}  // namespace

bool is_shown(const Session& session, SidePanel panel)
{
    if (is_asked_for(session, panel)) return session.narrow_panel == panel;
    return panel == SidePanel::Documents ? session.settings.show_documents : session.settings.show_inspector;
}

void show_panel(Session& session, SidePanel panel, bool shown)
{
    if (is_asked_for(session, panel))
        session.narrow_panel = shown ? std::optional(panel) : std::nullopt;
    else
        (panel == SidePanel::Documents ? session.settings.show_documents : session.settings.show_inspector) = shown;
}

float sheet_height(const App& app, float room)
{
    if (!app.session().narrow_panel) return kHeader;
    return std::round(std::max(std::min(room * app.session().sheet_share, room - kReading), kHeader + kLeast));
}

void bottom_sheet(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    begin_panel("sheet", {area.min, {area.max.x, area.min.y + kHeader}}, ui.theme.panel, PanelScroll::No, {0, 0});
    draw_hairline(*ImGui::GetWindowDrawList(), area.min, {area.max.x, area.min.y}, ui.theme.line);
    sheet_header(ui, area);
    end_panel();
    const Area content{{area.min.x, area.min.y + kHeader}, area.max};
    if (content.height() < 1) return;
    if (is_shown(app.session(), SidePanel::Documents))
        document_list(app, content, wishes);
    else if (is_shown(app.session(), SidePanel::Inspector))
        inspector(app, content, wishes);
}

}  // namespace glossator
