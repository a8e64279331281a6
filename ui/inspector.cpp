#include "core/model/flags.h"
#include "ui/inspector_parts.h"
#include "ui/language.h"

namespace glossator {

namespace {

constexpr float kTitleColumn = 92;
constexpr float kRowPadding = 8;  // of a row's ground around its text, which stands in line with headings

std::string fragment_args(const Span& span, size_t fragment)
{
    return Args().text("id", span.id.text).number("fragment", static_cast<double>(fragment)).str();
}

void label_choice(const Ui& ui, const Span& span, const LabelDef* label)
{
    const Schema& schema = ui.app.project().schema();
    const std::string_view value = label ? title_of(*label) : std::string_view(span.label.text);
    const Hint hint{.title = tr("Change the label"), .command = "view.label_menu"};
    if (!begin_choice(ui, "inspector.label", value, hint, 0, label)) return;
    for (const LabelDef& each : schema.labels) {
        const std::string name = "inspector.label=" + each.id.text;
        if (option(ui, name.c_str(), title_of(each), each.id == span.label, {.keys = each.key, .sample = &each}))
            ui.wishes.run("span.set", Args().text("id", span.id.text).text("label", each.id.text).str());
    }
    end_choice();
}

void fragments(const Ui& ui, const Document& document, const Span& span)
{
    const ImVec2 heading = ImGui::GetCursorScreenPos();
    const float heading_right = heading.x + ImGui::GetContentRegionAvail().x;
    section_heading(ui, span.at.size() == 1 ? tr("Place") : tr("Fragments"));
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({heading_right - 26, heading.y});
    const Hint add{.title = tr("Add the selected words as a fragment"), .command = "span.add_fragment"};
    if (icon_button(ui, "inspector.fragment.add", Icon::Plus, add, !ui.app.session().selection.empty(), 26))
        ui.wishes.run("span.add_fragment");
    ImGui::SetCursorScreenPos(below);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    for (size_t i = 0; i < span.at.size(); ++i) {
        const std::string name = "inspector.fragment:" + std::to_string(i);
        const bool removable = span.at.size() > 1;
        const float top = ImGui::GetCursorScreenPos().y;
        ImGui::SetNextItemAllowOverlap();
        ImGui::SetCursorScreenPos({below.x - kRowPadding, top});
        const Row row = list_row(ui, name.c_str(), removable && i == ui.app.session().focused_fragment, 28);
        if (row.clicked) {
            ui.app.session().focused_fragment = i;
            ui.app.session().scroll_to_byte = span.at[i].begin;
        }
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const uint32_t begin = document.text->byte_to_code_point(span.at[i].begin),
                       end = document.text->byte_to_code_point(span.at[i].end);
        const float text_top = row.min.y + 7,
                    first = row.min.x + kRowPadding + number_width(ui.list(), span.at.back().begin);
        draw_number(draw, ui.list(), first, text_top, begin);
        draw_text(draw, ui.quiet(), {first + 4, text_top}, "–");
        draw_number(draw, ui.list(), first + 16 + number_width(ui.list(), end), text_top, end);
        const float words_left = first + 28 + number_width(ui.list(), span.end());
        draw_text_in(draw, ui.quiet(), {words_left, row.min.y}, {row.max.x - (removable ? 32.0f : 0.0f), row.max.y},
                     document.text->slice(span.at[i]));
        if (!removable) continue;
        const ImVec2 next = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({row.max.x - 28, top});
        const std::string remove = name + ".remove";
        if (icon_button(ui, remove.c_str(), Icon::Close,
                        {.title = tr("Remove this fragment"), .command = "span.remove_fragment"}))
            ui.wishes.run("span.remove_fragment", fragment_args(span, i));
        ImGui::SetCursorScreenPos(next);
    }
    ImGui::PopStyleVar();
}

void span_part(const Ui& ui, const Document& document, const AnnotationSet& set, const Span& span)
{
    const LabelDef* label = ui.app.project().schema().find(span.label);
    const std::string id = span.id.text;
    ImGui::PushID(id.c_str());
    label_choice(ui, span, label);
    space(2);
    text_block(ui.reading(), quoted(*document.text, span), 1.5f, 6);
    span_checks(ui, set, span);
    if (label && !label->attributes.empty()) {
        separator(ui);
        attribute_rows(ui, {label->attributes, span.attributes, "span.set", id, "inspector.attribute:"});
    }
    if (!span.entity.empty() || (label && label->layer == "entity")) entity_part(ui, document, span);
    if (span.claim || (label && label->layer == "claim")) claim_part(ui, document, span);
    if (label) attribution_part(ui, document, set, span, *label);
    relation_part(ui, document, set, span);
    separator(ui);
    note_field(ui, "inspector.note", span.note, tr("Add a note"), {.title = tr("A note about this span")},
               [id](const std::string& text) {
                   return CommandCall{"span.set", Args().text("id", id).text("note", text).str()};
               });
    flag_chips(ui, flags_of(span), "span", id);
    separator(ui);
    fragments(ui, document, span);
    if (span.origin) text_line(ui, ui.quiet(), tr("From {} {}", {span.origin->kind, span.origin->name}));
    space(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    const std::string keys = keys_of(ui.app, "span.delete");
    key_cap(ImGui::GetWindowDrawList(), ui, {right - key_cap(nullptr, ui, {}, keys), at.y + 14}, keys);
    ImGui::SetCursorScreenPos({at.x - kRowPadding, at.y});
    if (button(ui, "inspector.delete", tr("Delete span"), ButtonLook::Danger,
               {.title = tr("Delete this span"), .command = "span.delete"}))
        ui.wishes.run("span.delete", Args().text("id", id).str());
    ImGui::PopID();
}

}  // namespace

float begin_field(const Ui& ui, std::string_view title)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float room = ImGui::GetContentRegionAvail().x;
    draw_text_in(*ImGui::GetWindowDrawList(), ui.quiet(), at, {at.x + kTitleColumn - 8, at.y + 28}, title);
    ImGui::SetCursorScreenPos({at.x + kTitleColumn, at.y});
    return room - kTitleColumn;
}

void span_link(const Ui& ui, const char* name, const Document& document, const Span& span, const LabelDef* label,
               float kept_free)
{
    const Row row = list_row(ui, name, false, 28);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (label) draw_sample(draw, ui, *label, {row.min.x + 8, row.min.y + 8}, {row.min.x + 20, row.min.y + 19});
    const std::string quote = quote_of(*document.text, span, 200);
    draw_text_in(draw, ui.list(), {row.min.x + (label ? 28.0f : 8.0f), row.min.y},
                 {row.max.x - kept_free - 4, row.max.y}, quote);
    if (row.clicked) ui.wishes.run("span.focus", Args().text("id", span.id.text).str());
    tooltip(ui, {.title = quote, .detail = label ? title_of(*label) : std::string_view()});
}

void inspector(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    finish_fields(app, wishes);
    begin_panel("inspector", area, ui.theme.panel, PanelScroll::Vertical);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_hairline(draw, {area.min.x, area.min.y}, {area.min.x, area.max.y}, ui.theme.line);
    app.controls().mark("inspector", area.min, area.max);
    const Document* document = app.document();
    const AnnotationSet* set = app.set();
    const Span* span = app.focused();
    if (document && set && span) {
        span_part(ui, *document, *set, *span);
    } else if (document) {
        document_part(ui, *document, set);
    } else {
        text_line(ui, ui.list_strong(), tr("Inspector"));
        text_block(ui.quiet(), tr("What there is to say about a span or an article stands here, once one is open."));
    }
    space(8);
    end_panel();
}

}  // namespace glossator
