#include <algorithm>

#include "core/base/sort_stably.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

std::vector<const LabelDef*> matches(const Schema& schema, std::string_view filter)
{
    std::vector<std::pair<int, const LabelDef*>> scored;
    for (const LabelDef& label : schema.labels) {
        int score =
            filter.empty() ? 0 : std::max(fuzzy_score(filter, title_of(label)), fuzzy_score(filter, label.id.text));
        if (!filter.empty() && filter == label.key) score = 1 << 20;  // its key, then Enter
        if (score >= 0) scored.push_back({score, &label});
    }
    sort_stably(scored, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const LabelDef*> labels;
    for (const auto& [score, label] : scored) labels.push_back(label);
    return labels;
}

// Labels the selection, or gives the focused span another label.
void choose(const Ui& ui, const LabelDef& label)
{
    Session& session = ui.app.session();
    session.popup = Popup::None;
    const Span* focused = ui.app.focused();
    if (session.selection.empty() && focused)
        ui.wishes.run("span.set", Args().text("id", focused->id.text).text("label", label.id.text).str());
    else
        ui.wishes.run("label.apply", Args().text("label", label.id.text).str());
}

}  // namespace

void label_menu(App& app, Wishes& wishes)
{
    Session& session = app.session();
    if (session.popup != Popup::LabelMenu) return;
    const Ui ui(app, wishes);
    MenuMemory& memory = session.views.label_menu;
    constexpr float kWidth = 240, kRowHeight = 28, kMostRows = 12;
    const PopupFrame frame = begin_popup(ui, "menu", session.popup_anchor, kWidth, memory);
    const int before = static_cast<int>(matches(app.project().schema(), memory.filter).size());
    const FilterEvent event = filter_field(ui, "menu.input", memory, "Label as…", frame.fresh, before);
    const std::vector<const LabelDef*> labels = matches(app.project().schema(), memory.filter);
    const int count = static_cast<int>(labels.size());
    memory.chosen = std::clamp(memory.chosen, 0, std::max(count - 1, 0));
    ImGui::BeginChild("labels", {0, std::clamp(static_cast<float>(count), 1.0f, kMostRows) * kRowHeight},
                      ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    for (int i = 0; i < count; ++i) {
        const LabelDef& label = *labels[static_cast<size_t>(i)];
        const Row row = list_row(ui, ("menu.label:" + label.id.text).c_str(), i == memory.chosen, kRowHeight);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw_sample(draw, ui, label, {row.min.x + 8, row.min.y + 7}, {row.min.x + 8 + kSampleWidth, row.min.y + 20});
        const float cap = key_cap(nullptr, ui, {}, label.key);
        draw_text_in(draw, ui.list(), {row.min.x + 16 + kSampleWidth, row.min.y}, {row.max.x - cap - 14, row.max.y},
                     title_of(label));
        key_cap(&draw, ui, {row.max.x - cap - 8, (row.min.y + row.max.y) / 2}, label.key);
        if (row.clicked) choose(ui, label);
    }
    if (count == 0) {
        ImGui::SetCursorPos({8, 6});
        text_line(ui, ui.quiet(), "No label has these letters.");
    }
    ImGui::EndChild();
    end_popup();
    if (event == FilterEvent::Cancelled) session.popup = Popup::None;
    if (event == FilterEvent::Accepted && count > 0) choose(ui, *labels[static_cast<size_t>(memory.chosen)]);
}

}  // namespace glossator
