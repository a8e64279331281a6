#include <algorithm>
#include <cmath>

#include "core/learn/word_difference.h"
#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

using About = Proposals::About;

constexpr float kRow = 28, kPad = 8;
constexpr float kLine = 19;
constexpr int kClaimLines = 5;
constexpr float kRelationsHeight = 40;

std::string reason_of(const EntityCandidate& candidate, const Entity& entity)
{
    const bool other_name = candidate.like != entity.name && !candidate.like.empty();
    switch (candidate.reason) {
    case EntityReason::Name: return other_name ? tr("also called so") : tr("called so");
    case EntityReason::Mention: return tr("mentioned so before");
    case EntityReason::Abbreviation: return tr("abbreviated");
    case EntityReason::Spelling: return other_name ? tr("like “{}”", {candidate.like}) : tr("similar spelling");
    case EntityReason::Words: return other_name ? tr("as in “{}”", {candidate.like}) : tr("same words");
    case EntityReason::Recent: return tr("mentioned before");
    }
    return {};
}

void entity_row(const Ui& ui, const EntityCandidate& candidate, size_t number)
{
    const Entity* entity = ui.app.project().find(candidate.id);
    if (!entity) return;
    const Row row = list_row(ui, ("proposal:" + std::to_string(number)).c_str(), false, kRow);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = (row.min.y + row.max.y) / 2;
    float left = row.min.x + 4;
    left += key_cap(&draw, ui, {left, middle}, std::to_string(number)) + 8;
    if (const LabelDef* label = ui.app.project().schema().find(LabelId(entity->type)))
        draw_sample(draw, ui, *label, {left, row.min.y + 8}, {left + 12, row.min.y + 19});
    left += 20;
    const std::string reason = reason_of(candidate, *entity);
    const std::string& name = entity->name.empty() ? entity->id.text : entity->name;
    const float room = row.max.x - left - 4, name_width = std::min(text_width(ui.list(), name), room);
    draw_text_in(draw, ui.list(), {left, row.min.y}, {left + name_width + 1, row.max.y}, name);
    const float reason_width = text_width(ui.tag(), reason);
    if (name_width + 12 + reason_width <= room)
        draw_text_in(draw, ui.tag(), {row.max.x - 4 - reason_width, row.min.y}, {row.max.x, row.max.y}, reason);
    if (row.clicked) ui.wishes.run("proposal.take:" + std::to_string(number));
    tooltip(ui, {.title = name, .detail = reason});
}

// A row that runs a command; its key at the left, as before the proposals.
void command_row(const Ui& ui, const char* command, const std::string& text)
{
    const Row row = list_row(ui, command, false, kRow);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float cap = key_cap(&draw, ui, {row.min.x + 4, (row.min.y + row.max.y) / 2}, keys_of(ui.app, command));
    draw_text_in(draw, ui.list(), {row.min.x + cap + 12, row.min.y}, {row.max.x - 4, row.max.y}, text);
    if (row.clicked) ui.wishes.run(command);
}

void entity_proposals(const Ui& ui, const Proposals& proposals, float width)
{
    const std::string words = elided(ui.list(), proposals.words, width - 140);
    if (proposals.about == About::NamedMention)
        return command_row(ui, "proposal.others",
                           tr("The same for {} more “{}” here", {std::to_string(proposals.others.size()), words}));
    for (size_t i = 0; i < proposals.entities.size(); ++i) entity_row(ui, proposals.entities[i], i + 1);
    if (proposals.about == About::Mention) {
        command_row(ui, "proposal.new", tr("New: “{}”", {words}));
    } else {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text_in(*ImGui::GetWindowDrawList(), ui.tag(), {at.x + 4, at.y}, {at.x + width, at.y + kRow},
                     tr("A new one: Shift and the key of its label"));
    }
}

// In lines of `width`, with `marked` on a ground of its own.
void draw_compared(const Ui& ui, ImVec2 at, const std::string& text, const std::vector<TextRange>& marked, float width)
{
    const TextStyle style = colored(ui.list(), ui.theme.ink);
    const ParagraphLayout& layout = style.engine->lay_out(style.face, style.size, text, width);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(at, {at.x + width, at.y + kLine * kClaimLines}, true);
    std::vector<LineBox> boxes;
    for (const TextRange range : marked) layout.boxes(range, boxes);
    for (const LineBox& box : boxes) {
        const float top = at.y + kLine * static_cast<float>(box.line);
        draw.AddRectFilled({at.x + box.left - 1, top + 1}, {at.x + box.right + 1, top + kLine - 1}, hit_color(ui.theme),
                           2);
        draw_hairline(draw, {at.x + box.left, top + kLine - 2}, {at.x + box.right, top + kLine - 2}, ui.theme.ink);
    }
    const float down = std::floor((kLine - style.size) / 2) + baseline_of(style.face, style.size);
    for (size_t line = 0; line < std::min<size_t>(layout.lines.size(), kClaimLines); ++line)
        style.engine->draw_glyphs(draw, layout, line, style.size,
                                  {at.x, at.y + kLine * static_cast<float>(line) + down}, style.color);
    draw.PopClipRect();
}

std::string on_one_line(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text;
}

std::string words_of_candidate(const Project& project, const ClaimCandidate& candidate)
{
    const AnnotationSet* set = candidate.span.empty() ? nullptr : project.set_of(candidate.span);
    if (set) return words_of(*project.find(set->info.document)->text, *set->spans.find(candidate.span));
    const Claim* claim = project.find(candidate.claim);
    return claim ? claim->text : std::string();
}

std::string place_of(const Project& project, const ClaimCandidate& candidate)
{
    const Document* document = project.find(candidate.document);
    if (!document) return tr("Claim record");
    return (document->publisher.empty() ? "" : document->publisher + " · ") + display_title(*document);
}

void other_claims(const Ui& ui, const Proposals& proposals, float height)
{
    ImGui::BeginChild("claims", {0, height}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    for (size_t i = 0; i < proposals.claims.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        const Row row = list_row(ui, ("proposal:" + number).c_str(), i == proposals.chosen, 24);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float cap = key_cap(&draw, ui, {row.min.x + 4, (row.min.y + row.max.y) / 2}, number);
        draw_text_in(draw, ui.list(), {row.min.x + cap + 12, row.min.y}, {row.max.x - 4, row.max.y},
                     on_one_line(words_of_candidate(ui.app.project(), proposals.claims[i])));
        if (row.clicked) ui.wishes.run("proposal.take:" + number);
    }
    ImGui::EndChild();
}

// A button that runs the command, with its key behind it if there is room.
void keyed_button(const Ui& ui, const std::string& command, std::string_view text, bool with_key, const Hint& hint)
{
    if (button(ui, command.c_str(), text, ButtonLook::Quiet, hint)) ui.wishes.run(command);
    ImGui::SameLine(0, 0);
    if (!with_key) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float cap = key_cap(ImGui::GetWindowDrawList(), ui, {at.x - 2, at.y + 14}, keys_of(ui.app, command));
    ImGui::Dummy({cap + 6, 28});
    ImGui::SameLine(0, 0);
}

void relation_buttons(const Ui& ui, float room)
{
    const std::vector<std::string>& relations = ui.app.project().schema().claim_relations;
    const size_t count = std::min<size_t>(relations.size(), 9);
    constexpr float kPadding = 20, kCap = 52;
    float wanted = kPadding + kCap / 2 + text_width(ui.body(), "new");
    for (size_t i = 0; i < count; ++i) wanted += kPadding + kCap + text_width(ui.body(), relations[i]);
    for (size_t i = 0; i < count; ++i) {
        const std::string command = "claim.relate:" + std::to_string(i + 1);
        const std::string title = tr("This claim is “{}” to the one beside it", {relations[i]});
        keyed_button(ui, command, relations[i], wanted <= room, {.title = title, .command = command});
    }
    keyed_button(ui, "proposal.new", "new", wanted <= room,
                 {.title = tr("A record of its own"), .command = "proposal.new"});
}

void claim_proposals(const Ui& ui, const Proposals& proposals, Area area)
{
    const Project& project = ui.app.project();
    const ClaimCandidate& candidate = proposals.claims[proposals.chosen];
    const std::string here = on_one_line(proposals.words), there = on_one_line(words_of_candidate(project, candidate));
    const WordDifference difference = word_difference(here, there);
    const bool list_fits = area.width() >= 620;
    const float width = (area.width() - 2 * 12) * (list_fits ? 0.34f : 0.5f) - 16;
    const ImVec2 first{area.min.x + 12, area.min.y + kPad}, second{first.x + width + 16, first.y};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_text_in(draw, ui.tag(), first, {first.x + width, first.y + 18}, tr("This claim"));
    draw_text_in(draw, ui.tag(), second, {second.x + width, second.y + 18}, place_of(project, candidate));
    draw_compared(ui, {first.x, first.y + 20}, here, difference.first, width);
    draw_compared(ui, {second.x, second.y + 20}, there, difference.second, width);
    ui.app.controls().mark("proposal.here", first, {first.x + width, first.y + 20 + kLine * kClaimLines});
    ui.app.controls().mark("proposal.there", second, {second.x + width, second.y + 20 + kLine * kClaimLines});
    if (list_fits) {
        ImGui::SetCursorScreenPos({second.x + width + 12, first.y});
        other_claims(ui, proposals, 20 + kLine * kClaimLines);
    }
    ImGui::SetCursorScreenPos({first.x - 8, area.max.y - kRelationsHeight + 2});
    relation_buttons(ui, area.width() - 16);
}

}  // namespace

void proposal_panel(App& app, Area& area, Wishes& wishes)
{
    const Proposals& proposals = app.session().proposals;
    if (proposals.about == About::Nothing) return;
    const bool claim = proposals.about == About::Claim;
    const float rows = proposals.about == About::NamedMention ? 1 : static_cast<float>(proposals.entities.size() + 1);
    const float wanted = claim ? 20 + kLine * kClaimLines + kRelationsHeight + 2 * kPad : rows * kRow + 2 * kPad;
    const float height = std::round(std::min(wanted, area.height() / 2));
    const Area box{{area.min.x, area.max.y - height}, area.max};
    area.max.y -= height;
    const Ui ui(app, wishes);
    begin_panel("proposals", box, ui.theme.panel, PanelScroll::Vertical, {kPad, kPad});
    app.controls().mark("proposals", box.min, box.max);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_hairline(draw, box.min, {box.max.x, box.min.y}, ui.theme.line);
    draw_hairline(draw, box.min, {box.min.x, box.max.y}, ui.theme.line);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    if (claim)
        claim_proposals(ui, proposals, box);
    else
        entity_proposals(ui, proposals, box.width() - 2 * kPad);
    ImGui::PopStyleVar();
    end_panel();
}

}  // namespace glossator
