#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/json.h"
#include "core/io/native.h"
#include "core/model/attributes.h"

// For the readers of the native file and the journal: what is wrong, and the members of a record.
namespace glossator {

// Collects what is wrong with an input; after kMaxProblems the rest is dropped.
class ProblemList {
public:
    void add(size_t offset, std::string message, ErrorCode code = ErrorCode::Invalid);
    // A rule that `record` breaks, placed at the value that Error::field names, or at what holds it.
    void add(JsonValue record, const Error& error);
    // How often anything was added; unchanged means that all was well in between.
    size_t count() const { return count_; }
    bool full() const { return count_ >= kMaxProblems; }

    Problems take();  // in file order

private:
    Problems problems_;
    size_t count_ = 0;
};

// `text` in quotation marks for a sentence, cut to a length that fits one.
std::string quoted(std::string_view text);

// Takes the members of one object key by key; afterwards finish() sees to those that nobody asked for. Quick if they
// are asked for in the order in which they stand.
class Fields {
public:
    // `kind` names the record in sentences ("span"). If `object` isn't an object, that is the one problem and all is
    // absent.
    Fields(ProblemList& problems, JsonValue object, std::string_view kind);

    bool is_object() const { return object_.is_object(); }
    JsonValue object() const { return object_; }

    // The member, absent if there is none; the second tells if it has to be there, which is a problem if it isn't.
    JsonValue optional(std::string_view key);
    JsonValue required(std::string_view key);
    // Of these types, or a problem and an empty value.
    std::string required_string(std::string_view key);
    std::string required_name(std::string_view key);  // not empty either
    std::string optional_string(std::string_view key);
    bool optional_bool(std::string_view key, bool otherwise);
    std::optional<double> optional_number(std::string_view key);
    std::vector<std::string> optional_strings(std::string_view key);
    JsonValue required_array(std::string_view key);
    JsonValue optional_array(std::string_view key);  // absent if it isn't one
    Attributes optional_attributes(std::string_view key);

    // The members that begin with "x-", sorted. Other members that weren't asked for are problems. `known` are keys to
    // pass over.
    JsonMembers finish(std::initializer_list<std::string_view> known = {});

private:
    bool has_type(JsonValue value, bool right, std::string_view wanted);
    std::string string_of(JsonValue value);

    ProblemList& problems_;
    JsonValue object_;
    std::string_view kind_;
    JsonChildren::Iterator next_;
    JsonChildren::Iterator end_;
    std::array<std::string_view, 16> asked_;
    size_t asked_count_ = 0;
    size_t taken_ = 0;
};

// The strings of an array; others in it are problems.
std::vector<std::string> strings_of(ProblemList& problems, JsonValue array);
// A value as attributes have it: a string, strings, a number, true or false.
std::optional<AttributeValue> attribute_value_of(ProblemList& problems, JsonValue value);

}  // namespace glossator
