#include <algorithm>

#include "core/base/sort_stably.h"
#include "ui/language.h"
#include "ui/reading_view.h"
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

constexpr float kWidth = 240, kRowHeight = 28;
constexpr int kMostRows = 12, kFewestRows = 3;

struct Place {
    ImVec2 at;
    int rows;
};

// Below the line of what the menu is about, or above it where there is more room; over it only if it fills the view.
// The place is that of the unfiltered list, so that nothing moves as one types.
Place place_for(const App& app, int labels)
{
    constexpr float kBelow = 8, kAbove = 22, kEdge = 4;  // above the line stand its tags
    constexpr float kFrame = 53;                         // the filter and the space around
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const float top = kTopBarHeight + kEdge, bottom = screen.y - kStatusLineHeight - kEdge;
    const std::optional<TextRange> about = app.label_target();
    const std::vector<Box> boxes =
        about ? app.reading_view().locate(app.session().document, *about) : std::vector<Box>();
    if (boxes.empty()) return {{(screen.x - kWidth) / 2, top}, std::min(labels, kMostRows)};
    const Box &first = boxes.front(), &last = boxes.back();
    const float below = last.y + last.height + kBelow, above = first.y - kAbove;
    const int wanted = std::clamp(labels, 1, kMostRows);
    const auto rows_in = [&](float room) { return static_cast<int>((room - kFrame) / kRowHeight); };
    const bool goes_below = rows_in(bottom - below) >= std::min(wanted, rows_in(above - top));
    const int rows =
        std::clamp(goes_below ? rows_in(bottom - below) : rows_in(above - top), std::min(kFewestRows, wanted), wanted);
    const float height = kFrame + static_cast<float>(rows) * kRowHeight;
    const float y = goes_below ? below : above - height;
    return {{goes_below ? last.x : first.x, std::clamp(y, top, std::max(bottom - height, top))}, rows};
}

void label_row(const Ui& ui, const LabelDef& label, bool chosen)
{
    const Row row = list_row(ui, ("menu.label:" + label.id.text).c_str(), chosen, kRowHeight);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_sample(draw, ui, label, {row.min.x + 8, row.min.y + 7}, {row.min.x + 8 + kSampleWidth, row.min.y + 20});
    const float cap = key_cap(nullptr, ui, {}, label.key);
    draw_text_in(draw, ui.list(), {row.min.x + 16 + kSampleWidth, row.min.y}, {row.max.x - cap - 14, row.max.y},
                 title_of(label));
    key_cap(&draw, ui, {row.max.x - cap - 8, (row.min.y + row.max.y) / 2}, label.key);
    if (row.clicked) choose(ui, label);
}

}  // namespace

void label_menu(App& app, Wishes& wishes)
{
    Session& session = app.session();
    if (session.popup != Popup::LabelMenu) return;
    const Ui ui(app, wishes);
    MenuMemory& memory = session.views.label_menu;
    const Place place = place_for(app, static_cast<int>(app.project().schema().labels.size()));
    const PopupFrame frame = begin_popup(ui, "menu", place.at, kWidth, memory);
    const int before = static_cast<int>(matches(app.project().schema(), memory.filter).size());
    const int chosen_before = memory.chosen;
    const FilterEvent event = filter_field(ui, "menu.input", memory, tr("Label as…"), frame.fresh, before);
    const std::vector<const LabelDef*> labels = matches(app.project().schema(), memory.filter);
    const int count = static_cast<int>(labels.size());
    memory.chosen = std::clamp(memory.chosen, 0, std::max(count - 1, 0));
    const float rows = static_cast<float>(std::clamp(count, 1, place.rows));
    ImGui::BeginChild("labels", {0, rows * kRowHeight}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (memory.chosen != chosen_before || frame.fresh)
        ImGui::SetScrollY(std::max((static_cast<float>(memory.chosen) - rows + 1.5f) * kRowHeight, 0.0f));
    for (int i = 0; i < count; ++i) label_row(ui, *labels[static_cast<size_t>(i)], i == memory.chosen);
    if (count == 0) {
        ImGui::SetCursorPos({8, 6});
        text_line(ui, ui.quiet(), tr("No label has these letters."));
    }
    ImGui::EndChild();
    end_popup();
    if (event == FilterEvent::Cancelled) session.popup = Popup::None;
    if (event == FilterEvent::Accepted && count > 0) choose(ui, *labels[static_cast<size_t>(memory.chosen)]);
}

}  // namespace glossator
