#include <algorithm>

#include "ui/inspector_parts.h"
#include "ui/language.h"
#include "ui/record_view.h"

namespace glossator {

namespace {

constexpr RecordKind kKind{"entities",
                           "entity:",
                           tr_later("Entities"),
                           tr_later("Find an entity…"),
                           tr_later("Whoever and whatever is mentioned is listed here, once mentions have an entity."),
                           "view.entities",
                           "entity.merge",
                           true};

bool next_row(const Project& project, const std::string& after, std::vector<RecordRow>& rows)
{
    const auto next = project.entities().upper_bound(EntityId(after));
    if (next == project.entities().end()) return false;
    const auto& [id, entity] = *next;
    rows.push_back({id.text, entity.name.empty() ? id.text : entity.name, project.mentions(id)});
    return true;
}

void on_row(const Ui& ui, const RecordRow& row, ImVec2 min, ImVec2)
{
    const Entity* entity = ui.app.project().find(EntityId(row.id));
    const LabelDef* label = entity ? ui.app.project().schema().find(LabelId(entity->type)) : nullptr;
    if (label) draw_sample(*ImGui::GetWindowDrawList(), ui, *label, {min.x + 8, min.y + 8}, {min.x + 20, min.y + 19});
}

void alike_button(const Ui& ui, float right, float top)
{
    constexpr float kWidth = 126;
    ImGui::SetCursorScreenPos({right - kWidth, top});
    command_button(ui, "entities.alike", tr("Perhaps the same"), ButtonLook::Quiet,
                   {.title = tr("All pairs of entities that are perhaps the same"), .command = "entity.alike"}, kWidth);
}

std::string lines_of(const std::vector<std::string>& texts)
{
    std::string lines;
    for (const std::string& text : texts) lines += (lines.empty() ? "" : "\n") + text;
    return lines;
}

std::string kb_lines(const Entity& entity)
{
    std::vector<std::string> lines;
    for (const KnowledgeBaseLink& link : entity.kb) lines.push_back(link.base + " " + link.id);
    return lines_of(lines);
}

std::vector<std::string> split_lines(const std::string& text)
{
    std::vector<std::string> lines;
    for (size_t at = 0; at <= text.size();) {
        const size_t end = std::min(text.find('\n', at), text.size());
        if (end > at) lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

std::string kb_json(const std::string& text)
{
    std::string json;
    for (const std::string& line : split_lines(text)) {
        const size_t blank = std::min(line.find(' '), line.size());
        const std::string base = line.substr(0, blank), id = line.substr(std::min(blank + 1, line.size()));
        json += (json.empty() ? "" : ",") + Args().text("base", base).text("id", id).str();
    }
    return "[" + json + "]";
}

void type_choice(const Ui& ui, const Entity& entity, float width)
{
    const Schema& schema = ui.app.project().schema();
    const LabelDef* type = schema.find(LabelId(entity.type));
    const std::string_view now = type ? title_of(*type) : entity.type.empty() ? "–" : std::string_view(entity.type);
    if (!begin_choice(ui, "entity.type", now, {.title = tr("What kind of thing it is")}, width, type)) return;
    for (const LabelDef& label : schema.labels) {
        if (label.layer != "entity") continue;
        if (option(ui, ("entity.type=" + label.id.text).c_str(), title_of(label), label.id.text == entity.type,
                   {.sample = &label}))
            ui.wishes.run("entity.set", Args().text("id", entity.id.text).text("type", label.id.text).str());
    }
    end_choice();
}

void details(const Ui& ui, const Entity& entity)
{
    const std::string id = entity.id.text;
    const auto set = [&](const char* key) {
        return [id, key](const std::string& text) {
            return CommandCall{"entity.set", Args().text("id", id).text(key, text).str()};
        };
    };
    ImGui::PushID(id.c_str());
    float width = begin_field(ui, tr("Name"));
    text_field(ui, "entity.name", entity.name, tr("Name"), {.title = tr("The name by which it is listed")}, set("name"),
               width);
    width = begin_field(ui, tr("Type"));
    type_choice(ui, entity, width);
    note_field(
        ui, "entity.aliases", lines_of(entity.aliases), tr("Other names, one a line"), {.title = tr("Other names")},
        [id](const std::string& text) {
            return CommandCall{"entity.set", Args().text("id", id).json("aliases", ids_json(split_lines(text))).str()};
        });
    note_field(ui, "entity.kb", kb_lines(entity), tr("In knowledge bases: wikidata Q42"),
               {.title = tr("Ids in knowledge bases")}, [id](const std::string& text) {
                   return CommandCall{"entity.set", Args().text("id", id).json("kb", kb_json(text)).str()};
               });
    note_field(ui, "entity.note", entity.note, tr("Add a note"), {.title = tr("A note about it")}, set("note"));
    ImGui::PopID();
}

// Found anew when another is chosen, or the project has moved on.
void find_alike(const Ui& ui, const Entity& entity, RecordListMemory& memory)
{
    if (memory.alike_of == memory.spans_of) return;
    memory.alike.clear();
    if (!follow_indexes(ui.app)) return;
    memory.alike_of = memory.spans_of;
    const EntityIndex& index = ui.app.session().proposals.entity_index;
    for (const EntityCandidate& each : alike_to(ui.app.project(), index, entity, 7))
        memory.alike.push_back(each.id.text);
}

void perhaps_the_same(const Ui& ui, const Entity& entity, RecordListMemory& memory)
{
    if (memory.alike.empty()) return;
    section_heading(ui, tr("Perhaps the same"));
    for (const std::string& id : memory.alike) {
        const Entity* other = ui.app.project().find(EntityId(id));
        if (!other) continue;
        ImGui::PushID(id.c_str());
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float right = at.x + ImGui::GetContentRegionAvail().x;
        draw_text_in(*ImGui::GetWindowDrawList(), ui.list(), {at.x + 8, at.y}, {right - 210, at.y + 28},
                     other->name + " · " + counted(ui.app.project().mentions(other->id), "mention", "mentions"));
        ImGui::SetCursorScreenPos({right - 200, at.y});
        if (button(ui, ("alike.merge:" + id).c_str(), tr("Merge"), ButtonLook::Quiet,
                   {.title = tr("One entity, with the mentions and names of both")}))
            ui.wishes.run("entity.merge", Args().text("from", id).text("into", entity.id.text).str());
        ImGui::SameLine(0, 8);
        if (button(ui, ("alike.apart:" + id).c_str(), tr("Not the same"), ButtonLook::Quiet,
                   {.title = tr("Keep them apart, and don’t ask again")}))
            ui.wishes.run("entity.keep_apart", Args().text("a", entity.id.text).text("b", id).str());
        ImGui::PopID();
    }
}

void mentions(const Ui& ui, const Entity& entity, RecordListMemory& memory)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    section_heading(ui, counted(memory.spans.size(), "mention", "mentions"));
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({right - 260, at.y});
    if (!memory.picked.empty() &&
        button(ui, "entity.split", tr("Split {} off", {counted(memory.picked.size(), "mention", "mentions")}),
               ButtonLook::Outlined,
               {.title = tr("The chosen mentions become an entity of their own"), .command = "entity.split_picked"}))
        ui.wishes.run("entity.split_picked");
    ImGui::SetCursorScreenPos({right - 90, at.y});
    if (button(ui, "entity.delete", tr("Delete"), ButtonLook::Danger,
               {.title = tr("Delete the entity; its mentions stay, without one")}))
        ui.wishes.run("entity.delete", Args().text("id", entity.id.text).str());
    ImGui::SetCursorScreenPos({below.x, std::max(below.y, at.y + 32)});
    record_spans(ui, memory, true);
}

}  // namespace

void entity_view(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    RecordListMemory& memory = app.session().views.entities;
    if (app.session().views.alike.shown) return alike_view(ui, area);
    record_list(ui, kKind, {memory, next_row, on_row, alike_button}, area);
    const Entity* entity = app.project().find(EntityId(memory.chosen));
    if (entity) {
        find_record_spans(app, memory, [](const MentionIndex& index, const std::string& id) -> decltype(auto) {
            return index.of(EntityId(id));
        });
        find_alike(ui, *entity, memory);
        details(ui, *entity);
        perhaps_the_same(ui, *entity, memory);
        mentions(ui, *entity, memory);
    }
    end_record_list();
}

}  // namespace glossator
