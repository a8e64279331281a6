#include <algorithm>

#include "ui/language.h"
#include "ui/record_view.h"

namespace glossator {

namespace {

constexpr float kRow = 24, kTop = 44, kBox = 26, kTitle = 170;

std::string label_title(const Ui& ui, const LabelId& id)
{
    const LabelDef* label = ui.app.project().schema().find(id);
    return label ? std::string(title_of(*label)) : id.text;
}

// "12 of 14: Label “Okonjo” as Person"
std::string heading(const Ui& ui, const Review& review)
{
    std::string words = review.words.substr(0, 60);
    while (!words.empty() && (static_cast<unsigned char>(review.words[words.size()]) & 0xC0u) == 0x80u &&
           words.size() < review.words.size())
        words.pop_back();
    words = "“" + words + (words.size() < review.words.size() ? "…”" : "”");
    const Entity* entity = ui.app.project().find(review.entity);
    const std::string name = entity ? entity->name : std::string();
    std::string what;
    switch (review.action) {
    case ReviewAction::Annotate:
        what = entity ? tr("Label {} as {} ({})", {words, label_title(ui, review.label), name})
                      : tr("Label {} as {}", {words, label_title(ui, review.label)});
        break;
    case ReviewAction::Delete: what = tr("Delete {}, {}", {words, label_title(ui, review.label)}); break;
    case ReviewAction::Relabel: what = tr("Relabel {}, {}", {words, label_title(ui, review.label)}); break;
    case ReviewAction::Entity: what = tr("{} names {}", {words, name}); break;
    }
    if (review.finding) return tr("Looking… {}", {what});
    // The count first: a narrow window cuts the end.
    return tr("{} of {}: {}", {with_thousands(review.chosen_rows()), with_thousands(review.rows.size()), what});
}

void label_choice(const Ui& ui, const Review& review, float width)
{
    const LabelId& now = review.action == ReviewAction::Relabel ? review.to : review.label;
    const LabelDef* label = ui.app.project().schema().find(now);
    const Hint hint{.title = tr("The label that the places are to get")};
    if (!begin_choice(ui, "review.label", label ? title_of(*label) : tr("Choose a label"), hint, width, label)) return;
    for (const LabelDef& each : ui.app.project().schema().labels)
        if (option(ui, ("review.label=" + each.id.text).c_str(), title_of(each), each.id == now,
                   {.keys = each.key, .sample = &each}))
            ui.wishes.run("review.label", Args().text("label", each.id.text).str());
    end_choice();
}

void review_row(const Ui& ui, const Review& review, size_t number)
{
    const Occurrence& at = review.rows[number];
    const Document* document = ui.app.project().find(at.document);
    if (!document || at.at.end > document->text->size()) return;
    const Row row = list_row(ui, ("review:" + std::to_string(number)).c_str(), number == review.row, kRow);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = (row.min.y + row.max.y) / 2;
    draw.AddRect({row.min.x + 8, middle - 6}, {row.min.x + 20, middle + 6}, ui.quiet_ink, 2);
    if (review.chosen[number]) draw_icon(draw, Icon::Check, {row.min.x + 14, middle}, ui.theme.accent, 11);
    const float title = is_slim() ? kBox : kBox + kTitle;
    const bool first = number == 0 || review.rows[number - 1].document != at.document;
    if (!is_slim() && (first || row.min.y < ImGui::GetWindowPos().y + kRow))
        draw_text_in(draw, ui.quiet(), {row.min.x + kBox, row.min.y}, {row.min.x + title - 8, row.max.y},
                     display_title(*document));
    draw_in_context(ui, *document->text, at.at, {row.min.x + title, row.min.y}, {row.max.x - 8, row.max.y});
    if (!row.clicked) return;
    if (ImGui::GetIO().MousePos.x < row.min.x + kBox)
        ui.wishes.run("review.choose", Args().number("row", static_cast<double>(number)).str());
    else
        show_place(ui.wishes, *document, at.at);
}

void buttons(const Ui& ui, const Review& review, Area area)
{
    constexpr float kApply = 84, kScope = 180, kAll = 52, kLabel = 150;
    const bool needs_label = review.action == ReviewAction::Annotate || review.action == ReviewAction::Relabel;
    float x = area.max.x - 12 - 28;
    const float y = area.min.y + 8;
    const auto place = [&](float width, float top = 0) {
        x -= width;
        ImGui::SetCursorScreenPos({x, y + top});
        x -= 8;
    };
    ImGui::SetCursorScreenPos({x, y});
    if (icon_button(ui, "review.close", Icon::Close, {.title = tr("Close the list"), .keys = "Escape"}))
        ui.wishes.run("review.close");
    x -= 8;
    place(kApply, -2);
    constexpr const char* kVerbs[] = {tr_later("Label"), tr_later("Delete"), tr_later("Relabel"), tr_later("Assign")};
    if (button(ui, "review.apply", tr(kVerbs[static_cast<size_t>(review.action)]), ButtonLook::Primary,
               {.title = tr("Do it for those that are chosen, in one step"), .keys = "Enter"}, kApply) &&
        review.can_apply())
        ui.wishes.run("review.apply");
    if (is_slim()) return;
    place(kAll);
    const bool all = review.chosen_rows() == review.rows.size() && !review.rows.empty();
    if (button(ui, "review.all", all ? tr("None") : tr("All"), ButtonLook::Quiet,
               {.title = all ? tr("Choose none") : tr("Choose all"), .keys = "Ctrl+A"}, kAll))
        ui.wishes.run("review.all");
    place(kScope);
    const int scope = segmented(ui, "review.scope", {tr_later("This article"), tr_later("All articles")},
                                review.everywhere ? 1 : 0, kScope);
    if (scope >= 0) ui.wishes.run("review.scope", Args().text("scope", scope == 0 ? "document" : "all").str());
    if (!needs_label) return;
    place(kLabel);
    label_choice(ui, review, kLabel);
}

// px that the buttons take at the right.
float buttons_width(const Review& review)
{
    if (is_slim()) return 150;
    const bool needs_label = review.action == ReviewAction::Annotate || review.action == ReviewAction::Relabel;
    return needs_label ? 560.0f : 400.0f;
}

}  // namespace

float review_panel_height(const Review& review)
{
    return kTop + 8 + kRow * static_cast<float>(std::max<size_t>(review.rows.size(), 3));
}

void review_panel(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    Review& review = *app.session().review;
    begin_panel("review", area, ui.theme.panel, PanelScroll::No, {12, 8});
    app.controls().mark("review", area.min, area.max);
    draw_hairline(*ImGui::GetWindowDrawList(), area.min, {area.max.x, area.min.y}, ui.theme.line);
    ImGui::SetCursorScreenPos({area.min.x + 12, area.min.y + 13});
    text_line(ui, ui.list_strong(), heading(ui, review), std::max(area.width() - buttons_width(review) - 12, 40.0f));
    buttons(ui, review, area);
    ImGui::SetCursorScreenPos({area.min.x + 4, area.min.y + kTop});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const float view = std::max(area.height() - kTop - 4, 1.0f);
    ImGui::BeginChild("rows", {area.width() - 8, view}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (review.rows.empty() && !review.finding) {
        ImGui::SetCursorPosX(8);
        text_line(ui, ui.quiet(), tr("The words stand nowhere else like this."));
    }
    const float top = static_cast<float>(review.row) * kRow, scroll = ImGui::GetScrollY();
    if (review.follow && (top < scroll || top + kRow > scroll + view))
        ImGui::SetScrollY(std::max(top - view / 2, 0.0f));
    review.follow = false;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(review.rows.size()), kRow);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) review_row(ui, review, static_cast<size_t>(i));
    ImGui::EndChild();
    ImGui::PopStyleVar();
    end_panel();
}

}  // namespace glossator
