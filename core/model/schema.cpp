#include "core/model/schema.h"

#include <algorithm>
#include <array>

namespace glossator {

namespace {

constexpr std::array<const char*, 6> kTypeNames = {"choice", "choices", "text",
                                                   "number", "yesno",   "date"};  // by AttributeType

template <class Def, class Key>
const Def* find_by_id(const std::vector<Def>& defs, const Key& id)
{
    for (const Def& def : defs)
        if (def.id == id) return &def;
    return nullptr;
}

}  // namespace

const LabelDef* Schema::find(const LabelId& id) const
{
    return find_by_id(labels, id);
}

const AttributeDef* Schema::find(const AttributeId& id) const
{
    return find_by_id(attributes, id);
}

const RelationType* Schema::find(const RelationTypeId& id) const
{
    return find_by_id(relations, id);
}

bool RelationType::may_begin_at(const LabelId& label) const
{
    return from.empty() || std::find(from.begin(), from.end(), label) != from.end();
}

bool RelationType::may_lead_to(const LabelId& label) const
{
    return to.empty() || std::find(to.begin(), to.end(), label) != to.end();
}

const LabelDef* Schema::label_with_key(std::string_view key) const
{
    if (key.empty()) return nullptr;
    for (const LabelDef& label : labels)
        if (label.key == key) return &label;
    return nullptr;
}

const char* name_of(AttributeType type)
{
    const auto index = static_cast<size_t>(type);
    return index < kTypeNames.size() ? kTypeNames[index] : nullptr;
}

std::optional<AttributeType> attribute_type_named(std::string_view name)
{
    for (size_t i = 0; i < kTypeNames.size(); ++i)
        if (name == kTypeNames[i]) return static_cast<AttributeType>(i);
    return std::nullopt;
}

}  // namespace glossator
