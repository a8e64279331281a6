#pragma once

#include "core/model/label_colors.h"
#include "ui/inspector_parts.h"

// The parts of the editor of the schema.
namespace glossator {

// What is chosen: a kind and, of definitions, an id.
struct SchemaChoice {
    std::string_view kind;  // "label", "attribute", "relation", or "claim_relations", "asked", "guidelines", "packs"
    std::string_view id;
};
SchemaChoice choice_of(const SchemaMemory& memory);

// The list at the left; a click, the arrow keys or a command choose.
void schema_list(const Ui& ui, float width, float height);
// The chosen one's form.
void label_form(const Ui& ui, const LabelDef& label);
void attribute_form(const Ui& ui, const AttributeDef& attribute);
void relation_form(const Ui& ui, const RelationType& type);
void claim_relations_form(const Ui& ui);
void asked_form(const Ui& ui);
void guidelines_form(const Ui& ui);
void packs_form(const Ui& ui);

// Those of `ids` as chips below each other's rows, the chosen ones marked; a click runs `toggle` with the list as it is
// then.
struct ToggleChip {
    std::string id;
    std::string title;
    const LabelDef* label = nullptr;
    bool on = false;
};
// The index of the one clicked, or -1. Controls: `name` + "=" + id.
int toggle_chips(const Ui& ui, const char* name, const std::vector<ToggleChip>& chips);
// All labels, or all attributes, those in `on` marked.
std::vector<ToggleChip> label_chips(const Ui& ui, const std::vector<LabelId>& on);
std::vector<ToggleChip> attribute_chips(const Ui& ui, const std::vector<AttributeId>& on);
// The ids of those that are on once the `clicked` one is turned, as JSON.
std::string ids_after(const std::vector<ToggleChip>& chips, int clicked);

// Lines that can be renamed, moved and taken away: values, claim relations. `make` names the command for what is asked.
struct LineWish {
    enum class Kind { Add, Rename, Move, Remove } kind;
    std::string line;
    std::string to = {};  // the new name
    size_t place = 0;     // to move to
};
using MakeLineCommand = std::function<CommandCall(const LineWish&)>;
void line_list(const Ui& ui, const char* name, const std::vector<std::string>& lines, const char* placeholder,
               const MakeLineCommand& make);

// "id" and "title" fields of a definition of that kind, and at its end where it is used and how it goes.
void name_fields(const Ui& ui, const std::string& kind, const std::string& id, const std::string& title);
struct OtherOne {
    std::string id;
    std::string title;
    const LabelDef* label = nullptr;
};
void removal_part(const Ui& ui, const std::string& kind, const std::string& id, const std::vector<OtherOne>& others);

}  // namespace glossator
