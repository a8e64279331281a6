#include "ui/schema_parts.h"

#include <algorithm>

#include "core/edit/compose_schema.h"

#include "ui/language.h"

// What the forms of the editor of the schema are made of.
namespace glossator {

namespace {

constexpr float kLine = 28;

CommandCall set_call(const std::string& kind, const std::string& id, const char* field, const std::string& text)
{
    return {"schema." + kind + ".set", Args().text("id", id).text(field, text).str()};
}

Result<SchemaChange> removal(const Schema& schema, const std::string& kind, const std::string& id)
{
    if (kind == "label") return remove_label(schema, LabelId(id), {});
    if (kind == "attribute") return remove_attribute(schema, AttributeId(id), {});
    return remove_relation_type(schema, RelationTypeId(id), {});
}

// What would go with it, found anew when the project has moved on.
const std::string& used(const Ui& ui, const std::string& kind, const std::string& id)
{
    SchemaMemory& memory = ui.app.session().views.schema;
    const Project& project = ui.app.project();
    std::string key = kind + ":" + id + "\n" + project.info().id.text + "\n" + std::to_string(project.revision());
    if (memory.used_of == key) return memory.used;
    memory.used_of = std::move(key);
    memory.used.clear();
    if (const Result<SchemaChange> change = removal(project.schema(), kind, id))
        memory.used = told(effects_of(ui.app.context(), *change));
    return memory.used;
}

}  // namespace

std::vector<ToggleChip> label_chips(const Ui& ui, const std::vector<LabelId>& on)
{
    std::vector<ToggleChip> chips;
    for (const LabelDef& label : ui.app.project().schema().labels)
        chips.push_back({label.id.text, std::string(title_of(label)), &label,
                         std::find(on.begin(), on.end(), label.id) != on.end()});
    return chips;
}

std::vector<ToggleChip> attribute_chips(const Ui& ui, const std::vector<AttributeId>& on)
{
    std::vector<ToggleChip> chips;
    for (const AttributeDef& attribute : ui.app.project().schema().attributes)
        chips.push_back({attribute.id.text, title_of(attribute), nullptr,
                         std::find(on.begin(), on.end(), attribute.id) != on.end()});
    return chips;
}

std::string ids_after(const std::vector<ToggleChip>& chips, int clicked)
{
    std::vector<std::string> ids;
    for (size_t i = 0; i < chips.size(); ++i)
        if (chips[i].on != (static_cast<int>(i) == clicked)) ids.push_back(chips[i].id);
    return ids_json(ids);
}

int toggle_chips(const Ui& ui, const char* name, const std::vector<ToggleChip>& chips)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    float x = at.x, y = at.y + 2;
    int clicked = -1;
    for (size_t i = 0; i < chips.size(); ++i) {
        const Chip shown{chips[i].title, {}, chips[i].label, chips[i].on};
        const float width = chip_width(ui, shown);
        if (x > at.x && x + width > right) {
            x = at.x;
            y += kChipHeight + 4;
        }
        ImGui::SetCursorScreenPos({x, y});
        if (chip(ui, (std::string(name) + "=" + chips[i].id).c_str(), shown)) clicked = static_cast<int>(i);
        x += width + 4;
    }
    if (chips.empty()) draw_text(*ImGui::GetWindowDrawList(), ui.quiet(), {at.x, at.y + 7}, tr("None yet"));
    ImGui::SetCursorScreenPos({at.x, y + kChipHeight + 6});
    ImGui::Dummy({0, 0});
    return clicked;
}

void line_list(const Ui& ui, const char* name, const std::vector<std::string>& lines, const char* placeholder,
               const MakeLineCommand& make)
{
    const std::string prefix = name;
    const float left = ImGui::GetCursorScreenPos().x, width = std::min(ImGui::GetContentRegionAvail().x, 420.0f);
    const auto run = [&](LineWish wish) {
        CommandCall call = make(wish);
        ui.wishes.run(call.id, std::move(call.args));
    };
    for (size_t i = 0; i < lines.size(); ++i) {
        const std::string& line = lines[i];
        const float y = ImGui::GetCursorScreenPos().y;
        ImGui::PushID(static_cast<int>(i));
        ImGui::SetCursorScreenPos({left, y});
        text_field(
            ui, (prefix + ":" + line).c_str(), line, line.c_str(),
            {.title = tr("Rename it; called like another one, it is merged into that")},
            [make, line](const std::string& text) {
                return make({LineWish::Kind::Rename, line, text});
            },
            width - 92);
        ImGui::SetCursorScreenPos({left + width - 88, y});
        if (icon_button(ui, (prefix + ".up:" + line).c_str(), Icon::ChevronUp, {.title = tr("Move up")}, i > 0))
            run({LineWish::Kind::Move, line, {}, i - 1});
        ImGui::SetCursorScreenPos({left + width - 59, y});
        if (icon_button(ui, (prefix + ".down:" + line).c_str(), Icon::ChevronDown, {.title = tr("Move down")},
                        i + 1 < lines.size()))
            run({LineWish::Kind::Move, line, {}, i + 1});
        ImGui::SetCursorScreenPos({left + width - 30, y});
        if (icon_button(ui, (prefix + ".remove:" + line).c_str(), Icon::Close, {.title = tr("Delete")}))
            run({LineWish::Kind::Remove, line});
        ImGui::PopID();
        ImGui::SetCursorScreenPos({left, y + kLine + 2});
    }
    text_field(
        ui, (prefix + ".add").c_str(), "", placeholder, {.title = placeholder},
        [make](const std::string& text) {
            return make({LineWish::Kind::Add, text});
        },
        width - 92);
}

void name_fields(const Ui& ui, const std::string& kind, const std::string& id, const std::string& title)
{
    const float width = begin_field(ui, tr("Title"));
    text_field(
        ui, ("schema." + kind + ".title").c_str(), title, id.c_str(), {.title = tr("What people read")},
        [kind, id](const std::string& text) { return set_call(kind, id, "title", text); }, std::min(width, 420.0f));
    begin_field(ui, tr("Id"));
    text_field(
        ui, ("schema." + kind + ".id").c_str(), id, "",
        {.title = tr("What files say; all that has it is renamed with it")},
        [kind, id](const std::string& text) { return set_call(kind, id, "rename", text); }, std::min(width, 420.0f));
}

void removal_part(const Ui& ui, const std::string& kind, const std::string& id, const std::vector<OtherOne>& others)
{
    space(8);
    separator(ui);
    const std::string& goes = used(ui, kind, id);
    text_block(ui.quiet(),
               goes.empty() ? std::string(tr("Nothing in the project would be lost with it."))
                            : tr("Deleting it takes away {}.", {goes}),
               1.4f);
    space(6);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string command = "schema." + kind + ".remove", merge = "schema." + kind + ".merge";
    if (!others.empty() && begin_choice(ui, merge.c_str(), tr("Merge into…"),
                                        {.title = tr("What has this one gets another instead")}, 200, nullptr, 220)) {
        for (const OtherOne& other : others)
            if (option(ui, (merge + "=" + other.id).c_str(), other.title, false, {.sample = other.label}))
                ui.wishes.run(command, Args().text("id", id).text("into", other.id).flag("ask", true).str());
        end_choice();
    }
    ImGui::SetCursorScreenPos({at.x + (others.empty() ? 0 : 212), at.y});
    if (button(ui, command.c_str(), tr("Delete"), ButtonLook::Danger, {.title = tr("Delete it"), .keys = "Delete"}))
        ui.wishes.run(command, Args().text("id", id).flag("ask", true).str());
}

}  // namespace glossator
