#include <algorithm>

#include "ui/language.h"
#include "ui/record_view.h"

// All pairs of entities that are perhaps the same, in place of the list of entities.
namespace glossator {

namespace {

constexpr float kTop = 48, kName = 26, kLine = 24, kPair = 2 * (kName + kLine) + 16, kButtons = 226;

using Pairs = std::vector<AlikeEntities::Pair>;

void heading(const Ui& ui, Area area)
{
    const Proposals& proposals = ui.app.session().proposals;
    const ImVec2 at{area.min.x + 12, area.min.y + 8};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float title = text_width(ui.strong(), tr("Perhaps the same"));
    draw_text_in(draw, ui.strong(), at, {at.x + title + 2, at.y + 32}, tr("Perhaps the same"));
    std::string count = counted(proposals.alike.pairs().size(), "pair", "pairs");
    if (const size_t waiting = proposals.alike.waiting(); waiting > 0)
        count = tr("{}, {} to look at", {count, counted(waiting, "entity", "entities")});
    draw_text_in(draw, ui.quiet(), {at.x + title + 10, at.y}, {area.max.x - 48, at.y + 32}, count);
    ImGui::SetCursorScreenPos({area.max.x - 40, at.y + 2});
    if (icon_button(ui, "alike.close", Icon::Close, {.title = tr("Back to all entities"), .command = "entity.alike"}))
        ui.wishes.run("entity.alike");
    draw_hairline(draw, {area.min.x, area.min.y + kTop}, {area.max.x, area.min.y + kTop}, ui.theme.line);
}

// The entity with one of its mentions in its line below.
void draw_side(const Ui& ui, const Entity& entity, bool stays, ImVec2 min, float right)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Project& project = ui.app.project();
    if (const LabelDef* label = project.schema().find(LabelId(entity.type)))
        draw_sample(draw, ui, *label, {min.x, min.y + 8}, {min.x + 12, min.y + 19});
    const TextStyle style = stays ? ui.list_strong() : ui.list();
    const std::string& name = entity.name.empty() ? entity.id.text : entity.name;
    const std::string count = counted(project.mentions(entity.id), "mention", "mentions");
    const float room = right - min.x - 28 - text_width(ui.quiet(), count);
    const float width = std::min(text_width(style, name), room);
    draw_text_in(draw, style, {min.x + 20, min.y}, {min.x + 21 + width, min.y + kName}, name);
    draw_text_in(draw, ui.quiet(), {min.x + 28 + width, min.y}, {right + 1, min.y + kName}, count);
    const std::vector<MentionIndex::Place>& places = ui.app.session().proposals.mention_index.of(entity.id);
    const AnnotationSet* set = places.empty() ? nullptr : project.find(places.front().set);
    const Span* span = set ? set->spans.find(places.front().span) : nullptr;
    if (!span) return;
    const Document& document = *project.find(set->info.document);
    const float title = std::min(150.0f, (right - min.x) / 4), top = min.y + kName;
    draw_text_in(draw, ui.quiet(), {min.x + 20, top}, {min.x + 20 + title, top + kLine}, display_title(document));
    draw_in_context(ui, *document.text, span->at.front(), {min.x + 28 + title, top}, {right, top + kLine});
}

// Which of the two stays is chosen by a click on it.
void pair_row(const Ui& ui, size_t index)
{
    AlikeMemory& memory = ui.app.session().views.alike;
    const std::optional<AlikePair> pair = alike_pair(ui.app, index);
    if (!pair) return space(kPair);
    const std::string ids = pair->first->id.text + "/" + pair->second->id.text;
    const bool chosen = index == memory.at, other_stays = chosen && memory.other_stays;
    ImGui::SetNextItemAllowOverlap();
    const Row row = list_row(ui, ("pair:" + ids).c_str(), chosen, kPair);
    const float right = row.max.x - kButtons, second = row.min.y + 10 + kName + kLine;
    draw_side(ui, *pair->first, !other_stays, {row.min.x + 8, row.min.y + 6}, right);
    draw_side(ui, *pair->second, other_stays, {row.min.x + 8, second}, right);
    if (row.clicked) {
        memory.at = index;
        memory.other_stays = ImGui::GetIO().MousePos.y >= second;
    }
    const float top = (row.min.y + row.max.y) / 2 - 14;
    const Entity &stays = other_stays ? *pair->second : *pair->first,
                 &goes = other_stays ? *pair->first : *pair->second;
    ImGui::SetCursorScreenPos({row.max.x - kButtons + 16, top - 2});
    if (button(ui, ("pair.merge:" + ids).c_str(), tr("Merge"), ButtonLook::Outlined,
               {.title = tr("One entity, called “{}”", {stays.name}), .command = "entity.carry"}, 84))
        ui.wishes.run("entity.merge", Args().text("from", goes.id.text).text("into", stays.id.text).str());
    ImGui::SetCursorScreenPos({row.max.x - kButtons + 104, top});
    if (button(ui, ("pair.apart:" + ids).c_str(), tr("Not the same"), ButtonLook::Quiet,
               {.title = tr("Keep them apart, and don’t ask again"), .command = "entity.split_picked"}, 112))
        ui.wishes.run("entity.keep_apart", Args().text("a", stays.id.text).text("b", goes.id.text).str());
    draw_hairline(*ImGui::GetWindowDrawList(), {row.min.x, row.max.y - hairline()}, {row.max.x, row.max.y - hairline()},
                  ui.theme.line);
    ImGui::SetCursorScreenPos({row.min.x, row.max.y});
}

// Up and down go through the pairs, left and right choose which of the two stays.
void step_by_keys(const App& app, AlikeMemory& memory, size_t pairs)
{
    if (app.wants_text_input() || app.session().popup != Popup::None || app.session().question) return;
    const size_t before = memory.at;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++memory.at;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow) && memory.at > 0) --memory.at;
    memory.at = std::min(memory.at, pairs - 1);
    if (memory.at != before) {
        memory.other_stays = false;
        scroll_to_row(memory.at, kPair);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow) || ImGui::IsKeyPressed(ImGuiKey_LeftArrow))
        memory.other_stays = !memory.other_stays;
}

}  // namespace

std::optional<AlikePair> alike_pair(const App& app, size_t index)
{
    const Project& project = app.project();
    const Pairs& pairs = app.session().proposals.alike.pairs();
    if (index >= pairs.size()) return std::nullopt;
    const Entity *a = project.find(pairs[index].a), *b = project.find(pairs[index].b);
    if (!a || !b) return std::nullopt;
    if (project.mentions(b->id) > project.mentions(a->id)) std::swap(a, b);
    return AlikePair{a, b};
}

void alike_view(const Ui& ui, Area area)
{
    const bool all = follow_mentions(ui.app) && follow_alike(ui.app);
    const Pairs& pairs = ui.app.session().proposals.alike.pairs();
    begin_panel("alike", area, ui.theme.paper, PanelScroll::No, {0, 0});
    ui.app.controls().mark("alike", area.min, area.max);
    heading(ui, area);
    ImGui::SetCursorScreenPos({area.min.x + 4, area.min.y + kTop + 1});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("pairs", {area.width() - 8, area.height() - kTop - 1}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoNav);
    if (pairs.empty()) {
        ImGui::SetCursorScreenPos({area.min.x + 16, area.min.y + kTop + 16});
        text_block(ui.quiet(),
                   all ? tr("No two entities look the same, but for those that are kept apart.") : tr("Looking…"));
    } else {
        step_by_keys(ui.app, ui.app.session().views.alike, pairs.size());
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(pairs.size()), kPair);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) pair_row(ui, static_cast<size_t>(i));
    clipper.End();
    ImGui::EndChild();
    ImGui::PopStyleVar();
    end_panel();
}

}  // namespace glossator
