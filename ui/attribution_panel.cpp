#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/widgets.h"

// The proposed attribution: its roles, its attributes, below the text.
namespace glossator {

namespace {

constexpr float kCell = 52, kGap = 8, kNarrowestCell = 132, kRow = 36, kPadding = 12;

size_t cells_in_row(float width)
{
    const auto fit = static_cast<size_t>(std::max((width - 2 * kPadding + kGap) / (kNarrowestCell + kGap), 2.0f));
    return fit >= kParentRole + 1 ? kParentRole + 1 : fit >= 3 ? 3 : 2;
}

std::string words_of(const Document& document, const std::vector<DraftSpan>& spans)
{
    std::string all;
    for (const DraftSpan& draft : spans) {
        Span span;
        span.at = draft.at;
        all += (all.empty() ? "" : " & ") + quote_of(*document.text, span, 120);
    }
    return all;
}

// Who says what of the attribution that this one stands in.
std::string words_of_parent(const App& app, const Document& document, const AttributionId& id)
{
    const AnnotationSet* set = app.set();
    if (!set || set->attributions.count(id) == 0) return {};
    const Attribution& parent = set->attributions.at(id);
    std::string words;
    for (const auto* role : {&parent.sources, &parent.cues, &parent.contents})
        for (const SpanId& span : *role)
            if (const Span* found = set->spans.find(span))
                words += (words.empty() ? "" : " ") + quote_of(*document.text, *found, 60);
    return words;
}

void role_cell(const Ui& ui, const Document& document, size_t role, ImVec2 at, float width)
{
    const Proposal& proposal = *ui.app.session().proposal;
    const bool parent = role == kParentRole, active = proposal.role == role;
    const std::string key = parent ? "parent" : kDraftRoles[role].key;
    const std::string words = parent ? words_of_parent(ui.app, document, proposal.draft.parent)
                                     : words_of(document, proposal.draft.*kDraftRoles[role].spans);
    ImGui::SetCursorScreenPos(at);
    const std::string name = "proposal." + key;
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {width, kCell});
    ui.app.controls().mark_item(name);
    const ImVec2 max{at.x + width, at.y + kCell};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float strength = active ? (ui.theme.contrast ? 0.35f : 0.13f) : ImGui::IsItemHovered() ? 0.07f : 0;
    draw.AddRectFilled(at, max, with_alpha(ui.theme.accent, strength), 6);
    draw.AddRect(at, max, active ? ui.theme.accent : ui.theme.line, 6, 0, active ? 1.5f : hairline());
    float left = at.x + 10;
    const std::vector<DraftSpan>* spans = parent ? nullptr : &(proposal.draft.*kDraftRoles[role].spans);
    const LabelDef* label = spans && !spans->empty() ? ui.app.project().schema().find(spans->front().label) : nullptr;
    if (label) {
        draw_sample(draw, ui, *label, {left, at.y + 10}, {left + kSampleWidth, at.y + 22});
        left += kSampleWidth + 6;
    }
    std::string title = parent ? tr("Within") : tr(kDraftRoles[role].title);
    if (label && title_of(*label) != title) title += " · " + std::string(title_of(*label));
    draw_text_in(draw, active ? ui.list_strong() : ui.quiet(), {left, at.y + 4}, {max.x - 8, at.y + 27}, title);
    draw_text_in(draw, words.empty() ? ui.quiet() : ui.list(), {at.x + 10, at.y + 26}, {max.x - 8, max.y - 5},
                 words.empty() ? "–" : words);
    tooltip(ui, {.title = words.empty() ? title : words,
                 .detail = parent ? tr("Click again for another attribution that this one stands in.")
                                  : tr("Select words or click a span to fill it; Delete empties it.")});
    if (!clicked) return;
    if (parent && active)
        ui.wishes.run("attribution.next_parent");
    else
        ui.wishes.run("attribution.role", Args().number("role", static_cast<double>(role)).str());
}

std::string value_text(const AttributeValue* value)
{
    if (!value) return "–";
    if (const auto* text = std::get_if<std::string>(value)) return *text;
    if (const auto* yes = std::get_if<bool>(value)) return *yes ? tr("yes") : tr("no");
    return "…";
}

// As many as there is room for up to `right`; a digit steps through the values of each.
void attribute_buttons(const Ui& ui, ImVec2 at, float right)
{
    const Proposal& proposal = *ui.app.session().proposal;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    size_t number = 0;
    for (const AttributeDef* def : stepped_attributes(ui.app.project().schema())) {
        const std::string key = std::to_string(++number), title = title_of(*def) + ":";
        const std::string value = value_text(proposal.draft.attributes.find(def->id));
        const float cap = key_cap(nullptr, ui, {}, key), of_title = text_width(ui.quiet(), title),
                    of_value = text_width(ui.list(), value);
        const float width = 8 + cap + 6 + of_title + 5 + of_value + 8;
        if (at.x + width > right) return;
        ImGui::SetCursorScreenPos(at);
        const std::string name = "proposal.attribute:" + def->id.text;
        if (ImGui::InvisibleButton(name.c_str(), {width, 28}))
            ui.wishes.run("attribution.step_attribute", Args().number("number", static_cast<double>(number - 1)).str());
        ui.app.controls().mark_item(name);
        if (ImGui::IsItemHovered())
            draw.AddRectFilled(at, {at.x + width, at.y + 28}, with_alpha(ui.theme.accent, 0.1f), 6);
        tooltip(ui, {.title = title_of(*def), .keys = key, .detail = tr("Goes on to the next value.")});
        float x = at.x + 8;
        key_cap(&draw, ui, {x, at.y + 14}, key);
        x += cap + 6;
        draw_text_in(draw, ui.quiet(), {x, at.y}, {x + of_title + 4, at.y + 28}, title);
        x += of_title + 5;
        draw_text_in(draw, ui.list(), {x, at.y}, {x + of_value + 4, at.y + 28}, value);
        at.x += width + 4;
    }
}

}  // namespace

float attribution_panel_height(float width)
{
    const size_t each = cells_in_row(width), rows = (kParentRole + each) / each;
    return static_cast<float>(rows) * (kCell + kGap) + kRow + kPadding;
}

void attribution_panel(App& app, Area area, Wishes& wishes)
{
    const Document* document = app.document();
    if (!document) return;
    const Ui ui(app, wishes);
    begin_panel("proposal", area, ui.theme.panel, PanelScroll::No, {0, 0});
    app.controls().mark("proposal", area.min, area.max);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_hairline(draw, area.min, {area.max.x, area.min.y}, ui.theme.line);
    const size_t each = cells_in_row(area.width());
    const float width = std::floor((area.width() - 2 * kPadding + kGap) / static_cast<float>(each)) - kGap;
    for (size_t role = 0; role <= kParentRole; ++role) {
        const float x = area.min.x + kPadding + static_cast<float>(role % each) * (width + kGap);
        const float y = area.min.y + kPadding - 2 + static_cast<float>(role / each) * (kCell + kGap);
        role_cell(ui, *document, role, {x, y}, width);
    }
    const float y = area.max.y - kRow;
    constexpr float kTake = 82, kDrop = 64;
    const bool changes = !app.session().proposal->changes.empty();
    const float buttons = area.max.x - kPadding - kTake - kDrop - 4;
    attribute_buttons(ui, {area.min.x + kPadding - 8, y}, buttons - 8);
    ImGui::SetCursorScreenPos({buttons, y});
    command_button(ui, "proposal.drop", tr("Drop"), ButtonLook::Quiet,
                   {.title = changes ? tr("Leave the attribution as it was") : tr("Drop the proposal"),
                    .command = "attribution.drop",
                    .keys = "Escape"},
                   kDrop);
    ImGui::SetCursorScreenPos({buttons + kDrop + 4, y});
    command_button(ui, "proposal.take", changes ? tr("Change") : tr("Take"), ButtonLook::Primary,
                   {.title = changes ? tr("Change the attribution") : tr("Take the attribution"),
                    .command = "attribution.take",
                    .keys = "Enter"},
                   kTake);
    end_panel();
}

}  // namespace glossator
