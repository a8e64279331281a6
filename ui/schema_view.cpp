#include "ui/language.h"
#include "ui/schema_parts.h"

#include <algorithm>

#include <imgui_internal.h>

namespace glossator {

namespace {

constexpr float kTop = 48, kListWidth = 270, kRow = 28, kFormWidth = 680;

// A line of the list; empty ids are of what there is only one.
struct Entry {
    std::string kind;
    std::string id;
    std::string title;
    const LabelDef* label = nullptr;
    size_t place = 0;          // among its kind
    std::string heading = {};  // above it
    const char* adds = {};     // the command of the heading's button
};

std::string key_of(const Entry& entry)
{
    return entry.id.empty() ? entry.kind : entry.kind + ":" + entry.id;
}

template <class Def>
void add_entries(std::vector<Entry>& entries, const char* kind, const char* heading, const char* adds,
                 const std::vector<Def>& defs)
{
    for (size_t i = 0; i < defs.size(); ++i)
        entries.push_back({kind, defs[i].id.text, std::string(title_of(defs[i])), nullptr, i, i == 0 ? heading : "",
                           i == 0 ? adds : nullptr});
    if (defs.empty()) entries.push_back({"", "", tr("None yet"), nullptr, 0, heading, adds});
}

// Labels stand by layer; in their layer, as in the schema.
std::vector<Entry> entries_of(const Schema& schema)
{
    std::vector<Entry> entries;
    std::vector<std::string> layers;
    for (const LabelDef& label : schema.labels)
        if (std::find(layers.begin(), layers.end(), label.layer) == layers.end()) layers.push_back(label.layer);
    for (const std::string& layer : layers) {
        bool first = true;
        for (size_t i = 0; i < schema.labels.size(); ++i) {
            const LabelDef& label = schema.labels[i];
            if (label.layer != layer) continue;
            entries.push_back({"label", label.id.text, std::string(title_of(label)), &label, i,
                               first ? tr("Labels: {}", {layer}) : "", first ? "schema.label.add" : nullptr});
            first = false;
        }
    }
    if (layers.empty()) entries.push_back({"", "", tr("None yet"), nullptr, 0, tr("Labels"), "schema.label.add"});
    add_entries(entries, "attribute", tr("Attributes"), "schema.attribute.add", schema.attributes);
    add_entries(entries, "relation", tr("Relations"), "schema.relation.add", schema.relations);
    entries.push_back({"claim_relations", "", tr("Relations of claims"), nullptr, 0, tr("Project")});
    entries.push_back({"asked", "", tr("Attributions and articles")});
    entries.push_back({"guidelines", "", tr("Guidelines")});
    entries.push_back({"packs", "", tr("Ready-made schemas")});
    return entries;
}

std::string new_title(const char* command)
{
    const std::string_view id = command;
    return id == "schema.label.add"       ? tr("New label")
           : id == "schema.attribute.add" ? tr("New attribute")
                                          : tr("New relation");
}

void add_button(const Ui& ui, const Entry& entry, ImVec2 at)
{
    const std::string layer = entry.label ? entry.label->layer : "entity";
    const std::string name = std::string(entry.adds) + (entry.label ? ":" + layer : "");
    ImGui::SetCursorScreenPos(at);
    const std::string title = tr("Add: {}", {new_title(entry.adds)});
    if (!icon_button(ui, name.c_str(), Icon::Plus, {.title = title}, true, 24)) return;
    Args args;
    args.text("title", new_title(entry.adds));
    if (std::string_view(entry.adds) == "schema.label.add") args.text("layer", layer);
    ui.wishes.run(entry.adds, args.str());
}

void move_to(const Ui& ui, std::string_view key, const Entry& target)
{
    const std::string prefix = target.kind + ":";
    if (key.substr(0, prefix.size()) != prefix || target.id.empty()) return;
    ui.wishes.run("schema." + target.kind + ".move",
                  Args().text("id", key.substr(prefix.size())).number("to", static_cast<double>(target.place)).str());
}

void drag_row(const Ui& ui, const Entry& entry)
{
    if (entry.id.empty()) return;
    const std::string key = key_of(entry);
    if (ImGui::BeginDragDropSource(ImGuiDragDropFlags_None)) {
        ImGui::SetDragDropPayload("schema", key.c_str(), key.size());
        text_line(ui, ui.list(), entry.title, 160);
        ImGui::EndDragDropSource();
    }
    if (!ImGui::BeginDragDropTarget()) return;
    if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload("schema"))
        move_to(ui, {static_cast<const char*>(payload->Data), static_cast<size_t>(payload->DataSize)}, entry);
    ImGui::EndDragDropTarget();
}

void draw_entry(const Ui& ui, const Entry& entry)
{
    SchemaMemory& memory = ui.app.session().views.schema;
    if (!entry.heading.empty()) {
        space(8);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float right = at.x + ImGui::GetContentRegionAvail().x;
        draw_text_in(*ImGui::GetWindowDrawList(), colored(ui.list_strong(), ui.quiet_ink), {at.x + 8, at.y},
                     {right - 32, at.y + 24}, entry.heading);
        if (entry.adds) add_button(ui, entry, {right - 28, at.y});
        ImGui::SetCursorScreenPos({at.x, at.y + 26});
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (entry.kind.empty()) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_text_in(draw, ui.quiet(), {at.x + 12, at.y}, {at.x + 200, at.y + kRow}, entry.title);
        ImGui::Dummy({10, kRow});
        return;
    }
    const std::string key = key_of(entry);
    const bool chosen = memory.chosen == key;
    const Row row = list_row(ui, ("schema.row:" + key).c_str(), chosen, kRow);
    if (row.clicked) memory.chosen = key;
    if (chosen && memory.follow) {
        ImGui::SetScrollHereY(0.5f);
        memory.follow = false;
    }
    drag_row(ui, entry);
    float left = row.min.x + 12, right = row.max.x - 8;
    if (entry.label) {
        draw_sample(draw, ui, *entry.label, {left, row.min.y + 7}, {left + kSampleWidth, row.min.y + 20});
        left += kSampleWidth + 8;
        if (!entry.label->key.empty()) {
            right -= key_cap(nullptr, ui, {}, entry.label->key);
            key_cap(&draw, ui, {right, (row.min.y + row.max.y) / 2}, entry.label->key);
        }
    }
    draw_text_in(draw, chosen ? ui.list_strong() : ui.list(), {left, row.min.y}, {right - 6, row.max.y}, entry.title);
}

// The arrow keys choose, with Alt they move what is chosen; Delete takes it away; Enter goes to its form.
void list_keys(const Ui& ui, const std::vector<Entry>& entries)
{
    SchemaMemory& memory = ui.app.session().views.schema;
    const auto is_chosen = [&](const Entry& entry) { return key_of(entry) == memory.chosen; };
    const auto here = std::find_if(entries.begin(), entries.end(), is_chosen);
    if (here == entries.end()) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Delete) && !here->id.empty())
        ui.wishes.run("schema." + here->kind + ".remove", Args().text("id", here->id).flag("ask", true).str());
    if (ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_RightArrow, false))
        memory.enter_form = true;
    const int step = ImGui::IsKeyPressed(ImGuiKey_DownArrow) - ImGui::IsKeyPressed(ImGuiKey_UpArrow);
    if (step == 0) return;
    auto to = here;
    do {
        if ((step < 0 && to == entries.begin()) || (step > 0 && to + 1 == entries.end())) return;
        to += step;
    } while (to->kind.empty());
    if (!ImGui::GetIO().KeyAlt) {
        memory.chosen = key_of(*to);
        memory.follow = true;
    } else if (to->kind == here->kind) {
        move_to(ui, memory.chosen, *to);
    }
}

void heading(const Ui& ui, Area area)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 at{area.min.x + 12, area.min.y + 8};
    const float title = text_width(ui.strong(), tr("Schema"));
    draw_text_in(draw, ui.strong(), at, {at.x + title + 2, at.y + 32}, tr("Schema"));
    draw_text_in(draw, ui.quiet(), {at.x + title + 10, at.y}, {area.max.x - 50, at.y + 32},
                 tr("What can be marked in this project, and how it is asked for"));
    ImGui::SetCursorScreenPos({area.max.x - 40, at.y + 2});
    if (icon_button(ui, "schema.close", Icon::Close, {.title = tr("Back to the text"), .command = "view.schema"}))
        ui.wishes.run("view.schema");
    draw_hairline(draw, {area.min.x, area.min.y + kTop}, {area.max.x, area.min.y + kTop}, ui.theme.line);
}

void chosen_form(const Ui& ui)
{
    const Schema& schema = ui.app.project().schema();
    const SchemaChoice choice = choice_of(ui.app.session().views.schema);
    const std::string id(choice.id);
    if (choice.kind == "label") {
        if (const LabelDef* label = schema.find(LabelId(id))) label_form(ui, *label);
    } else if (choice.kind == "attribute") {
        if (const AttributeDef* attribute = schema.find(AttributeId(id))) attribute_form(ui, *attribute);
    } else if (choice.kind == "relation") {
        if (const RelationType* type = schema.find(RelationTypeId(id))) relation_form(ui, *type);
    } else if (choice.kind == "claim_relations") {
        claim_relations_form(ui);
    } else if (choice.kind == "asked") {
        asked_form(ui);
    } else if (choice.kind == "guidelines") {
        guidelines_form(ui);
    } else {
        packs_form(ui);
    }
}

}  // namespace

SchemaChoice choice_of(const SchemaMemory& memory)
{
    const std::string_view chosen = memory.chosen;
    const size_t colon = chosen.find(':');
    return colon == chosen.npos ? SchemaChoice{chosen, {}}
                                : SchemaChoice{chosen.substr(0, colon), chosen.substr(colon + 1)};
}

void schema_list(const Ui& ui, float width, float height)
{
    SchemaMemory& memory = ui.app.session().views.schema;
    const std::vector<Entry> entries = entries_of(ui.app.project().schema());
    const auto is_chosen = [&](const Entry& entry) { return key_of(entry) == memory.chosen; };
    if (std::none_of(entries.begin(), entries.end(), is_chosen)) memory.chosen = key_of(entries.front());
    if (memory.chosen.empty()) memory.chosen = "packs";
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("list", {width, height}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    const bool in_form = memory.form_has_keys && ImGui::GetCurrentContext()->NavCursorVisible;
    const bool over = ui.app.session().popup != Popup::None || ui.app.session().question;
    if (!in_form && !over && !ui.app.wants_text_input()) list_keys(ui, entries);
    for (const Entry& entry : entries) draw_entry(ui, entry);
    space(12);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

void schema_view(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    SchemaMemory& memory = app.session().views.schema;
    finish_fields(app, wishes);
    begin_panel("schema", area, ui.theme.paper, PanelScroll::No, {0, 0});
    app.controls().mark("schema", area.min, area.max);
    heading(ui, area);
    const float width = std::min(kListWidth, area.width() / 2.6f), top = area.min.y + kTop + 1;
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x + width, top}, {area.min.x + width, area.max.y},
                  ui.theme.line);
    ImGui::SetCursorScreenPos({area.min.x + 4, top});
    schema_list(ui, width - 8, area.max.y - top);
    ImGui::SetCursorScreenPos({area.min.x + width + 24, top});
    const float room = std::min(area.max.x - area.min.x - width - 40, kFormWidth);
    ImGui::BeginChild("form", {room, area.max.y - top});
    memory.form_has_keys = ImGui::IsWindowFocused();
    ImGui::PushID(memory.chosen.c_str());
    space(12);
    if (memory.enter_form) ImGui::SetKeyboardFocusHere();
    memory.enter_form = false;
    chosen_form(ui);
    space(24);
    ImGui::PopID();
    ImGui::EndChild();
    memory.list_open = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    end_panel();
}

}  // namespace glossator
