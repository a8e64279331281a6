#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/base/result.h"
#include "core/model/project.h"

// What the rules share among themselves; everybody else includes model/rules.h.
namespace glossator::rules {

std::string quoted(std::string_view text);
// `base` and one more reference token, escaped as RFC 6901 asks.
std::string pointer(std::string_view base, std::string_view token);
std::string pointer(std::string_view base, size_t index);

// The index of the first of `items` whose text came before; items.size() if none did.
template <class Items, class TextOf>
size_t first_repeated(const Items& items, const TextOf& text_of)
{
    std::unordered_set<std::string_view> seen;
    size_t index = 0;
    for (const auto& item : items) {
        if (items.size() > 1 && !seen.insert(text_of(item)).second) break;
        ++index;
    }
    return index;
}

// `field` is where the value stands.
Status value_fits(const AttributeDef& def, const AttributeValue& value, const std::string& field);

// The part of a record's rules that the schema makes.
Status fits(const Schema& schema, const Claim& claim);
Status fits(const Schema& schema, const SetInfo& info);
Status fits(const Schema& schema, const Span& span);
Status fits(const Schema& schema, const AnnotationSet& set, const Relation& relation);  // whose ends are in `set`
Status fits(const Schema& schema, const Attribution& attribution);

}  // namespace glossator::rules
