#include "core/model/attributes.h"

#include <algorithm>

namespace glossator {

namespace {

bool entry_before(const Attributes::Entry& entry, const AttributeId& id)
{
    return entry.first < id;
}

}  // namespace

const AttributeValue* Attributes::find(const AttributeId& id) const
{
    const auto it = std::lower_bound(entries_.begin(), entries_.end(), id, entry_before);
    return it != entries_.end() && it->first == id ? &it->second : nullptr;
}

void Attributes::set(const AttributeId& id, AttributeValue value)
{
    const auto it = std::lower_bound(entries_.begin(), entries_.end(), id, entry_before);
    if (it != entries_.end() && it->first == id)
        it->second = std::move(value);
    else
        entries_.emplace(it, id, std::move(value));
}

void Attributes::erase(const AttributeId& id)
{
    const auto it = std::lower_bound(entries_.begin(), entries_.end(), id, entry_before);
    if (it != entries_.end() && it->first == id) entries_.erase(it);
}

}  // namespace glossator
