#include "core/io/native_fields.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "core/base/sort_stably.h"
#include "core/base/utf8.h"

namespace glossator {

void ProblemList::add(size_t offset, std::string message, ErrorCode code)
{
    if (!full()) problems_.push_back({code, std::move(message), offset, {}});
    ++count_;
}

void ProblemList::add(JsonValue record, const Error& error)
{
    std::string_view field = error.field;
    JsonValue value = record.at_pointer(field);
    while (!value && !field.empty()) {
        field = field.substr(0, field.rfind('/'));
        value = record.at_pointer(field);
    }
    add(value.offset(), error.message, error.code);
}

Problems ProblemList::take()
{
    sort_stably(problems_, [](const Error& a, const Error& b) { return a.offset < b.offset; });
    return std::move(problems_);
}

std::string quoted(std::string_view text)
{
    constexpr size_t kMaxBytes = 60;
    std::string out = "\"";
    if (text.size() <= kMaxBytes) {
        out += text;
    } else {
        size_t end = kMaxBytes;
        while (end > 0 && is_continuation(text[end])) --end;
        out += text.substr(0, end);
        out += "…";
    }
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return out + '"';
}

Fields::Fields(ProblemList& problems, JsonValue object, std::string_view kind)
    : problems_(problems), object_(object), kind_(kind), next_(object.children().begin()), end_(object.children().end())
{
    if (object.is_object()) return;
    problems.add(object.offset(), "expected an object for a " + std::string(kind));
    object_ = {};
    next_ = end_;
}

JsonValue Fields::optional(std::string_view key)
{
    assert(asked_count_ < asked_.size());
    asked_[asked_count_++] = key;
    if (taken_ == object_.size()) return {};
    JsonValue found;
    if (next_ != end_ && next_->key() == key) {
        found = *next_;
        ++next_;
    } else {
        found = object_[key];
    }
    if (found) ++taken_;
    return found;
}

JsonValue Fields::required(std::string_view key)
{
    const JsonValue found = optional(key);
    if (!found && object_)
        problems_.add(object_.offset(), "this " + std::string(kind_) + " has no \"" + std::string(key) + "\"");
    return found;
}

bool Fields::has_type(JsonValue value, bool right, std::string_view wanted)
{
    if (value && !right) problems_.add(value.offset(), quoted(value.key()) + " has to be " + std::string(wanted));
    return right;
}

std::string Fields::string_of(JsonValue value)
{
    return has_type(value, value.is_string(), "a string") ? std::string(value.string()) : std::string();
}

std::string Fields::required_string(std::string_view key)
{
    return string_of(required(key));
}

std::string Fields::required_name(std::string_view key)
{
    const JsonValue value = required(key);
    std::string name = string_of(value);
    if (value.is_string() && name.empty()) problems_.add(value.offset(), quoted(key) + " is empty");
    return name;
}

std::string Fields::optional_string(std::string_view key)
{
    return string_of(optional(key));
}

bool Fields::optional_bool(std::string_view key, bool otherwise)
{
    const JsonValue value = optional(key);
    return has_type(value, value.is_bool(), "true or false") ? value.boolean() : otherwise;
}

std::optional<double> Fields::optional_number(std::string_view key)
{
    const JsonValue value = optional(key);
    const std::optional<double> number = value.number();
    has_type(value, number.has_value(), "a number");
    return number;
}

std::vector<std::string> Fields::optional_strings(std::string_view key)
{
    return strings_of(problems_, optional_array(key));
}

JsonValue Fields::required_array(std::string_view key)
{
    const JsonValue value = required(key);
    return has_type(value, value.is_array(), "an array") ? value : JsonValue();
}

JsonValue Fields::optional_array(std::string_view key)
{
    const JsonValue value = optional(key);
    return has_type(value, value.is_array(), "an array") ? value : JsonValue();
}

Attributes Fields::optional_attributes(std::string_view key)
{
    Attributes out;
    const JsonValue value = optional(key);
    if (!has_type(value, value.is_object(), "an object")) return out;
    for (const JsonValue member : value.children())
        if (std::optional<AttributeValue> read = attribute_value_of(problems_, member))
            out.set(AttributeId(member.key()), std::move(*read));
    return out;
}

JsonMembers Fields::finish(std::initializer_list<std::string_view> known)
{
    JsonMembers extra;
    if (taken_ == object_.size()) return extra;
    const auto asked_end = asked_.begin() + static_cast<std::ptrdiff_t>(asked_count_);
    for (const JsonValue member : object_.children()) {
        const std::string_view key = member.key();
        if (std::find(asked_.begin(), asked_end, key) != asked_end) continue;
        if (std::find(known.begin(), known.end(), key) != known.end()) continue;
        if (key.substr(0, 2) == "x-")
            extra.emplace_back(key, member.text());
        else
            problems_.add(member.key_offset(), "a " + std::string(kind_) + " has no place for the key " + quoted(key) +
                                                   "; keys of your own begin with \"x-\"");
    }
    std::sort(extra.begin(), extra.end());
    return extra;
}

std::vector<std::string> strings_of(ProblemList& problems, JsonValue array)
{
    std::vector<std::string> out;
    out.reserve(array.size());
    for (const JsonValue item : array.children()) {
        if (!item.is_string()) problems.add(item.offset(), "expected a string here");
        out.emplace_back(item.string());
    }
    return out;
}

std::optional<AttributeValue> attribute_value_of(ProblemList& problems, JsonValue value)
{
    std::optional<AttributeValue> out;
    const std::optional<double> number = value.number();
    if (value.is_string())
        out.emplace(std::string(value.string()));
    else if (value.is_bool())
        out.emplace(value.boolean());
    else if (value.is_array())
        out.emplace(strings_of(problems, value));
    else if (number)
        out.emplace(*number);
    else
        problems.add(value.offset(), "expected a string, several strings, a number, true or false");
    return out;
}

}  // namespace glossator
