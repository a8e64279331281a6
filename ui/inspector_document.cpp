#include <algorithm>
#include <array>

#include "ui/inspector_parts.h"
#include "ui/language.h"

namespace glossator {

namespace {

struct DetailField {
    const char* key;
    const char* title;
    const char* placeholder;
    std::string Document::*value;
};
constexpr DetailField kDetails[] = {{"title", tr_later("Title"), "–", &Document::title},
                                    {"publisher", tr_later("Publisher"), "–", &Document::publisher},
                                    {"date", tr_later("Date"), tr_later("YYYY-MM-DD"), &Document::date},
                                    {"language", tr_later("Language"), "en", &Document::language},
                                    {"url", tr_later("Address"), "https://…", &Document::url}};

void label_counts(const Ui& ui, const AnnotationSet& set)
{
    section_heading(ui, counted(set.spans.size(), "span", "spans"));
    if (set.spans.empty()) {
        text_block(ui.quiet(), tr("Select some words and press the key of a label to mark them."));
        return;
    }
    const std::vector<LabelDef>& labels = ui.app.project().schema().labels;
    size_t most = 1;
    for (const LabelDef& label : labels) most = std::max(most, set.spans.count(label.id));
    constexpr float kPitch = 22, kTitle = 116;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    const float numbers = number_width(ui.quiet(), most) + 8;
    float y = at.y;
    for (const LabelDef& label : labels) {
        const size_t count = set.spans.count(label.id);
        if (count == 0) continue;
        const ImU32 color = color_of(label.color);
        draw_text_in(draw, ui.list(), {at.x, y}, {at.x + kTitle - 8, y + kPitch}, title_of(label));
        const float room = right - numbers - at.x - kTitle;
        const float bar = std::max(room * static_cast<float>(count) / static_cast<float>(most), 3.0f);
        draw.AddRectFilled({at.x + kTitle, y + 8}, {at.x + kTitle + bar, y + 14},
                           ui.theme.dark ? legible_on(color, ui.theme.panel, 3) : with_alpha(color, 0.75f), 3);
        draw_number(draw, ui.quiet(), right, y + 5, count);
        y += kPitch;
    }
    ImGui::Dummy({right - at.x, y - at.y});
}

void status_choice(const Ui& ui, const AnnotationSet& set)
{
    std::vector<Segment> titles{tr_later("Open"), tr_later("Done")};
    std::vector<std::string> values{"open", "done"};
    auto now = std::find(values.begin(), values.end(), set.info.status);
    if (now == values.end()) {  // one that a team agreed on
        titles.emplace_back(set.info.status);
        values.push_back(set.info.status);
        now = values.end() - 1;
    }
    const int clicked = segmented(ui, "inspector.status", titles, static_cast<int>(now - values.begin()),
                                  begin_field(ui, tr("Status")));
    if (clicked >= 0) ui.wishes.run("set.status", Args().text("status", values[static_cast<size_t>(clicked)]).str());
}

}  // namespace

void document_part(const Ui& ui, const Document& document, const AnnotationSet* set)
{
    const std::string id = document.id.text;
    ImGui::PushID(id.c_str());
    text_block(ui.strong(), display_title(document), 1.35f, 3);
    text_line(ui, ui.quiet(), document.name, 0, Cut::Middle);
    space(2);
    if (set) status_choice(ui, *set);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(8, 4));
    for (const DetailField& field : kDetails) {
        const float width = begin_field(ui, tr(field.title));
        const std::string key = field.key;
        text_field(
            ui, ("inspector.document." + key).c_str(), document.*field.value, tr(field.placeholder),
            {.title = tr(field.title)},
            [id, key](const std::string& text) {
                return CommandCall{"document.set", Args().text("id", id).text(key, text).str()};
            },
            width);
    }
    const Attributes none;
    attribute_rows(ui, {ui.app.project().schema().document_attributes, set ? set->info.attributes : none, "set.set",
                        ui.app.session().set.text, "inspector.document.attribute:"});
    ImGui::PopStyleVar();
    separator(ui);
    if (set) {
        checklist_part(ui, document, *set);
        label_counts(ui, *set);
        separator(ui);
        note_field(ui, "inspector.note", set->info.note, tr("Add a note about this article"),
                   {.title = tr("A note about this article")}, [in = set->info.id.text](const std::string& text) {
                       return CommandCall{"set.set", Args().text("id", in).text("note", text).str()};
                   });
        flag_chips(ui, set->info.flags, "document", id);
    }
    ImGui::PopID();
}

}  // namespace glossator
