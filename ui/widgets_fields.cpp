#include <algorithm>
#include <cmath>
#include <optional>

#include <imgui_internal.h>
#include <misc/cpp/imgui_stdlib.h>

#include "ui/right_to_left.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kFieldHeight = 28;

// The line below a field, and its ground: quiet until the mouse or the keyboard is there.
void draw_field_ground(const Ui& ui, ImVec2 min, ImVec2 max, bool hovered, bool active)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (active || hovered)
        draw.AddRectFilled(min, max,
                           active ? ui.theme.paper : with_alpha(ui.theme.ink, ui.theme.contrast ? 0.2f : 0.04f), 6);
    if (active)
        draw.AddRect(min, max, ui.theme.accent, 6, 0, 1.5f);
    else
        draw_hairline(draw, {min.x, max.y - 1}, {max.x, max.y - 1}, ui.theme.line);
}

// ImGui's field draws its text only; its ground has been drawn from where it will be.
void push_field_style(const Ui& ui, const TextStyle& style)
{
    for (ImGuiCol color : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive, ImGuiCol_NavCursor})
        ImGui::PushStyleColor(color, with_alpha(ui.theme.ink, 0));
    ImGui::PushStyleColor(ImGuiCol_TextDisabled, with_alpha(ui.quiet_ink, 0.8f));
    ImGui::PushStyleColor(ImGuiCol_InputTextCursor, ui.theme.accent);
    ImGui::PushFont(ui.app.fonts().interface, style.size);
}

void pop_field_style()
{
    ImGui::PopFont();
    ImGui::PopStyleColor(6);
}

// Keeps what is being typed, so that it can be run when the field is left, whatever becomes of the field.
void keep_draft(const Ui& ui, ImGuiID id, const std::string& value, const std::string& text, const MakeCommand& make)
{
    FieldDraft& draft = ui.app.session().views.draft;
    const bool active = ImGui::IsItemActive();
    const bool taken_back = !active && ImGui::IsItemDeactivated() && ImGui::IsKeyPressed(ImGuiKey_Escape);
    if (taken_back) {
        if (draft.item == id) draft = {};
    } else if (text != value) {
        CommandCall call = make(text);
        draft = {id, std::move(call.id), std::move(call.args)};
    } else if (draft.item == id && active) {
        draft = {};  // typed back to what it was
    }
    if (!active) finish_fields(ui.app, ui.wishes);
}

// The text that is being edited, as it is laid out on the screen.
struct EditedLine {
    TextStyle style;
    float origin;  // of the layout, px
    bool by_mouse;
    bool stays;                                             // Enter neither leaves it nor selects its text
    int caret = 0, selection_begin = 0, selection_end = 0;  // bytes
};

// Called by ImGui while the field has the keyboard: it knows only its own font, so where the mouse points is for us to
// say.
int follow_edit(ImGuiInputTextCallbackData* data)
{
    EditedLine& line = *static_cast<EditedLine*>(data->UserData);
    if (line.by_mouse) {
        const std::string_view text(data->Buf, static_cast<size_t>(data->BufTextLen));
        const ParagraphLayout& layout = line.style.engine->lay_out(line.style.face, line.style.size, text);
        data->CursorPos = static_cast<int>(layout.byte_at(ImGui::GetIO().MousePos.x - line.origin, 0));
        data->SelectionEnd = data->CursorPos;
        if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !ImGui::GetIO().KeyShift)
            data->SelectionStart = data->CursorPos;
    }
    const bool enter = ImGui::IsKeyPressed(ImGuiKey_Enter);
    if (line.stays && enter) data->SelectionStart = data->SelectionEnd = data->CursorPos;
    line.caret = data->CursorPos;
    line.selection_begin = std::min(data->SelectionStart, data->SelectionEnd);
    line.selection_end = std::max(data->SelectionStart, data->SelectionEnd);
    return 0;
}

// How far from the left the line begins: a right-to-left interface begins at the right.
float indent_of(const TextStyle& style, std::string_view text, float room)
{
    return right_to_left() ? std::max(room - text_width(style, text) - 2, 0.0f) : 0;
}

void draw_edited(const Ui& ui, const EditedLine& line, std::string_view text, ImVec2 min, ImVec2 max, float& scroll)
{
    const ParagraphLayout& layout = line.style.engine->lay_out(line.style.face, line.style.size, text);
    const auto byte = [&](int at) { return std::min(static_cast<uint32_t>(at), static_cast<uint32_t>(text.size())); };
    const float caret = layout.caret_x(byte(line.caret), 0), room = max.x - min.x - 2;
    scroll = std::clamp(scroll, std::max(caret - room, 0.0f), std::max(caret, 0.0f));
    const float left = min.x + indent_of(line.style, text, room) - scroll,
                top = std::round((min.y + max.y - line.style.size) / 2);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect({min.x - 1, min.y}, {max.x + 1, max.y}, true);
    std::vector<LineBox> selected;
    layout.boxes({byte(line.selection_begin), byte(line.selection_end)}, selected);
    for (const LineBox& box : selected)
        draw.AddRectFilled({left + box.left, top - 2}, {left + box.right, top + line.style.size + 3},
                           ui.theme.selection);
    line.style.engine->draw_glyphs(draw, layout, 0, line.style.size,
                                   {left, top + baseline_of(line.style.face, line.style.size)}, line.style.color);
    draw.AddRectFilled({left + caret - 0.5f, top - 2}, {left + caret + 1, top + line.style.size + 3}, ui.theme.accent);
    draw.PopClipRect();
}

}  // namespace

bool edit_line(const Ui& ui, const char* id, std::string& text, const EditLook& look)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 min{at.x + look.padding, at.y}, max{at.x + look.width - look.padding, at.y + look.height};
    if (text.empty())
        draw_text_in(*ImGui::GetWindowDrawList(), colored(look.style, with_alpha(ui.quiet_ink, 0.8f)), min, max,
                     look.hint);
    std::optional<LeftToRight> as_written(std::in_place, *ImGui::GetWindowDrawList(), at.x, at.x + look.width);
    const ImGuiID item = ImGui::GetID(id);
    float& scroll = *ImGui::GetStateStorage()->GetFloatRef(item);
    const ImGuiIO& io = ImGui::GetIO();
    const bool was_active = ImGui::GetActiveID() == item;
    if (!was_active) scroll = 0;
    const bool pressed_here = io.MouseDown[0] &&
                              ImGui::IsMouseHoveringRect(at, {at.x + look.width, at.y + look.height}) &&
                              ImGui::IsMouseClicked(ImGuiMouseButton_Left);
    const bool drags = was_active && io.MouseDown[0] && io.MouseDownOwned[0];
    EditedLine line{look.style, min.x + indent_of(look.style, text, max.x - min.x - 2) - scroll,
                    (pressed_here || drags) && io.MouseClickedLastCount[0] < 2, look.stays};
    push_field_style(ui, look.style);
    // ImGui's field edits, but neither shapes text nor has fonts for it: the text is drawn in its place.
    for (ImGuiCol color : {ImGuiCol_Text, ImGuiCol_TextSelectedBg, ImGuiCol_InputTextCursor})
        ImGui::PushStyleColor(color, with_alpha(ui.theme.ink, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(look.padding, (look.height - look.style.size) / 2));
    ImGui::SetNextItemWidth(look.width);
    if (look.take_keyboard) ImGui::SetKeyboardFocusHere();
    const ImGuiInputTextFlags flags =
        ImGuiInputTextFlags_CallbackAlways | (look.enter_returns ? ImGuiInputTextFlags_EnterReturnsTrue : 0);
    ImGui::GetIO().ConfigInputTextEnterKeepActive = look.stays;
    const bool done = ImGui::InputText(id, &text, flags, follow_edit, &line);
    ImGui::GetIO().ConfigInputTextEnterKeepActive = false;
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(3);
    pop_field_style();
    if (ImGui::IsItemActive()) draw_edited(ui, line, text, min, max, scroll);
    const bool active = ImGui::IsItemActive();
    as_written.reset();
    if (!active) draw_text_in(*ImGui::GetWindowDrawList(), look.style, min, max, text);
    return done;
}

void finish_fields(App& app, Wishes& wishes)
{
    FieldDraft& draft = app.session().views.draft;
    if (draft.item == 0 || ImGui::GetActiveID() == draft.item) return;
    if (!draft.command.empty()) wishes.run(draft.command, std::move(draft.args));
    draft = {};
}

void text_field(const Ui& ui, const char* name, const std::string& value, const char* placeholder, const Hint& hint,
                const MakeCommand& make, float width)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = width > 0 ? width : ImGui::GetContentRegionAvail().x;
    const ImVec2 max{at.x + room, at.y + kFieldHeight};
    ImGui::PushID(name);
    const ImGuiID id = ImGui::GetID("##field");
    const bool active = ImGui::GetActiveID() == id;
    draw_field_ground(ui, at, max, ImGui::IsMouseHoveringRect(at, max) && ImGui::IsWindowHovered(), active);
    std::string text = value;
    edit_line(ui, "##field", text, {ui.list(), placeholder, room, kFieldHeight});
    ImGui::PopID();
    ui.app.controls().mark_item(name);
    keep_draft(ui, id, value, text, make);
    if (!active) tooltip(ui, hint);
}

void note_field(const Ui& ui, const char* name, const std::string& value, const char* placeholder, const Hint& hint,
                const MakeCommand& make, float max_lines)
{
    const TextStyle style = ui.list();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x, padding = 8;
    ImGui::PushID(name);
    const ImGuiID id = ImGui::GetID("##field");
    const bool active = ImGui::GetActiveID() == id;
    const float wrapped =
        value.empty() ? 0 : static_cast<float>(wrapped_lines(style, value, room - 2 * padding)) * style.size;
    const float typed = active ? ui.app.session().views.note_height : 0;
    const float text_height = std::clamp(std::max(wrapped, typed), style.size, style.size * max_lines);
    const ImVec2 max{at.x + room, at.y + text_height + 2 * padding};
    draw_field_ground(ui, at, max, ImGui::IsMouseHoveringRect(at, max) && ImGui::IsWindowHovered(), active);
    // ImGui's field doesn't break lines, so at rest the text is drawn in its place.
    push_field_style(ui, colored(style, ui.theme.ink));
    ImGui::PushStyleColor(ImGuiCol_Text, active ? ui.theme.ink : with_alpha(ui.theme.ink, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(padding, padding));
    std::string text = value;
    std::optional<LeftToRight> as_written(std::in_place, *ImGui::GetWindowDrawList(), at.x, max.x);
    const int children_before = ImGui::GetCurrentWindow()->DC.ChildWindows.Size;
    ImGui::InputTextMultiline("##field", &text, {room, max.y - at.y}, ImGuiInputTextFlags_CtrlEnterForNewLine);
    const ImVector<ImGuiWindow*>& children = ImGui::GetCurrentWindow()->DC.ChildWindows;
    if (children.Size > children_before) as_written->with(*children.back()->DrawList);
    as_written.reset();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    pop_field_style();
    ImGui::PopID();
    ui.app.controls().mark_item(name);
    keep_draft(ui, id, value, text, make);
    if (active) {
        ui.app.session().views.note_height =
            static_cast<float>(std::count(text.begin(), text.end(), '\n') + 1) * style.size;
        return;
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(at, max, true);
    const ImVec2 top_left{at.x + padding, at.y + padding};
    if (value.empty())
        draw_text(draw, colored(style, with_alpha(ui.quiet_ink, 0.8f)), top_left, placeholder);
    else
        draw_wrapped(draw, style, top_left, value, room - 2 * padding, style.size);
    draw.PopClipRect();
    tooltip(ui, hint);
}

bool begin_choice(const Ui& ui, const char* name, std::string_view value, const Hint& hint, float width,
                  const LabelDef* sample, float list_width)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = width > 0 ? width : ImGui::GetContentRegionAvail().x;
    const ImVec2 max{at.x + room, at.y + kFieldHeight};
    ui.app.controls().mark(name, at, max);
    ImGui::PushID(name);
    ImGui::SetNextItemWidth(room);
    const float list = std::max(room, list_width);
    ImGui::SetNextWindowSizeConstraints({list, 0}, {list, 464});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(8, (kFieldHeight - kInterfaceSize) / 2));
    for (ImGuiCol color : {ImGuiCol_FrameBg, ImGuiCol_FrameBgHovered, ImGuiCol_FrameBgActive})
        ImGui::PushStyleColor(color, with_alpha(ui.theme.ink, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const bool open =
        ImGui::BeginCombo("##choice", nullptr, ImGuiComboFlags_NoArrowButton | ImGuiComboFlags_PopupAlignLeft);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(3);
    if (open) {
        // Drawing goes on in the list; the row that it belongs to is painted by its window's own list.
        draw_popup_edge(ui);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
        if (ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    }
    ImDrawList& draw = open ? *ImGui::GetCurrentWindow()->ParentWindow->DrawList : *ImGui::GetWindowDrawList();
    const bool hovered = !open && ImGui::IsItemHovered();
    if (hovered || open) draw.AddRectFilled(at, max, with_alpha(ui.theme.ink, ui.theme.contrast ? 0.2f : 0.05f), 6);
    draw_hairline(draw, {at.x, max.y - 1}, {max.x, max.y - 1}, ui.theme.line);
    float left = at.x + 8;
    if (sample) {
        draw_sample(draw, ui, *sample, {left, at.y + 7}, {left + kSampleWidth, at.y + 20});
        left += kSampleWidth + 8;
    }
    draw_text_in(draw,
                 value == "–" ? ui.quiet()
                 : sample     ? ui.strong()
                              : ui.list(),
                 {left, at.y}, {max.x - 22, max.y}, value);
    draw_icon(draw, Icon::ChevronDown, {max.x - 12, (at.y + max.y) / 2}, ui.quiet_ink, 14);
    if (!open) {
        tooltip(ui, hint);
        ImGui::PopID();
    }
    return open;
}

void end_choice()
{
    ImGui::PopStyleVar();
    ImGui::EndCombo();
    ImGui::PopID();
}

bool option(const Ui& ui, const char* name, std::string_view text, bool chosen, const OptionLook& look)
{
    const Row row = list_row(ui, name, false, kFieldHeight);
    ui.app.controls().mark_chosen(chosen);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float key = key_cap(nullptr, ui, {}, look.keys), detail = text_width(ui.quiet(), look.detail);
    float left = row.min.x + 8;
    if (look.sample) {
        draw_sample(draw, ui, *look.sample, {left, row.min.y + 7}, {left + kSampleWidth, row.min.y + 20});
        left += kSampleWidth + 8;
    }
    float right = row.max.x - 8;
    if (key > 0) {
        right -= key;
        key_cap(&draw, ui, {right, (row.min.y + row.max.y) / 2}, look.keys);
        right -= 6;
    }
    if (detail > 0) {
        right -= detail;
        draw_text_in(draw, ui.quiet(), {right, row.min.y}, {right + detail + 1, row.max.y}, look.detail);
        right -= 8;
    }
    if (chosen) {
        right -= 14;
        draw_icon(draw, Icon::Check, {right + 7, (row.min.y + row.max.y) / 2}, ui.theme.accent, 13);
    }
    draw_text_in(draw, ui.list(), {left, row.min.y}, {right, row.max.y}, text);
    if (row.clicked) ImGui::CloseCurrentPopup();
    return row.clicked;
}

}  // namespace glossator
