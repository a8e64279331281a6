#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/model/attributes.h"

namespace glossator {

enum class AttributeType { Choice, Choices, Text, Number, YesNo, Date };

// What a label, an attribution or a document can be asked for. "choice", "choices" (several), "text", "number",
// "yesno", "date" in files.
struct AttributeDef {
    AttributeId id;
    std::string title;  // for people; the id where empty
    AttributeType type = AttributeType::Text;
    std::vector<std::string> values;  // of Choice and Choices, in the order to show
    std::optional<AttributeValue> default_value;
    JsonMembers extra;
    friend bool operator==(const AttributeDef&, const AttributeDef&) = default;
};

// A kind of span. Labels of the layers "entity", "claim" and "attribution" get the views of those names; other layers
// are drawn alike.
struct LabelDef {
    LabelId id;
    std::string layer;
    std::string title;
    std::string color;  // "#rrggbb"
    std::string key;    // the shortcut, one character, or empty
    std::vector<AttributeId> attributes;
    JsonMembers extra;
    friend bool operator==(const LabelDef&, const LabelDef&) = default;
};

struct RelationType {
    RelationTypeId id;
    std::string title;
    std::vector<LabelId> from, to;  // labels it may link; empty means any
    bool directed = true;
    std::vector<AttributeId> attributes;
    JsonMembers extra;
    bool may_begin_at(const LabelId& label) const;
    bool may_lead_to(const LabelId& label) const;
    friend bool operator==(const RelationType&, const RelationType&) = default;
};

// What can be marked in a project: data, never code. All lists are in the order to show.
struct Schema {
    std::vector<LabelDef> labels;
    std::vector<AttributeDef> attributes;
    std::vector<AttributeId> attribution_attributes;
    std::vector<AttributeId> document_attributes;
    std::vector<RelationType> relations;
    std::vector<std::string> claim_relations;
    JsonMembers extra;

    const LabelDef* find(const LabelId& id) const;  // null if there is none
    const AttributeDef* find(const AttributeId& id) const;
    const RelationType* find(const RelationTypeId& id) const;
    const LabelDef* label_with_key(std::string_view key) const;
    friend bool operator==(const Schema&, const Schema&) = default;
};

// A schema that a program brings along.
struct SchemaPack {
    std::string_view name;  // "polnear"
    std::string_view title;
    std::string_view about;  // in a few words
    std::string_view json;   // as under "schema" in a native file
};

// "choice", "yesno", …; null and nothing for what isn't one.
const char* name_of(AttributeType type);
std::optional<AttributeType> attribute_type_named(std::string_view name);

}  // namespace glossator
