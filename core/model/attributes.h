#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/id.h"

namespace glossator {

// A value as its attribute's type asks for it: text (also a choice, a date), several choices, a number, yes or no.
using AttributeValue = std::variant<std::string, std::vector<std::string>, double, bool>;

// Attribute values by id, sorted by id, each id once.
class Attributes {
public:
    using Entry = std::pair<AttributeId, AttributeValue>;

    const AttributeValue* find(const AttributeId& id) const;  // null if absent
    void set(const AttributeId& id, AttributeValue value);
    void erase(const AttributeId& id);

    bool empty() const { return entries_.empty(); }
    size_t size() const { return entries_.size(); }
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }
    friend bool operator==(const Attributes&, const Attributes&) = default;

private:
    std::vector<Entry> entries_;
};

// Keys with a JSON value each, the value as canonical JSON text: what a file carries for others ("x-…" keys) or
// without a rule of its own (a document's "meta"). Sorted by key, each key once.
using JsonMembers = std::vector<std::pair<std::string, std::string>>;

}  // namespace glossator
