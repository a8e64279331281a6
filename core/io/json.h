#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

struct yyjson_doc;
struct yyjson_val;

namespace glossator {

class JsonChildren;
struct JsonStorage;

// A value inside a JsonDocument; a null one stands for "absent". Copies are cheap and valid as long as the document
// lives.
class JsonValue {
public:
    JsonValue() = default;
    explicit operator bool() const { return value_ != nullptr; }

    bool is_object() const;
    bool is_array() const;
    bool is_string() const;
    bool is_number() const;
    bool is_bool() const;
    bool is_null() const;

    std::string_view string() const;       // "" if it isn't one
    std::optional<double> number() const;  // nothing if it isn't one
    std::optional<uint32_t> unsigned32()
        const;  // a whole number from 0 to 2^32 - 1 written without sign, fraction or exponent
    bool boolean() const;

    size_t size() const;                               // of an object or array, else 0
    JsonValue operator[](std::string_view key) const;  // absent if it isn't an object or has no such key; O(members)
    JsonValue item(size_t index) const;  // of an array; absent if it isn't one or has no more than so many; O(index)
    JsonValue at_pointer(std::string_view pointer) const;  // RFC 6901; absent if it leads nowhere

    std::string_view key() const;   // the name that it has in its object, else ""
    JsonChildren children() const;  // the members of an object or the items of an array, in file order, for range-for

    // The byte of the input where it begins. Only of `true`, `[]` and the like inside an array is the place unknown:
    // then where the string or number before it begins.
    size_t offset() const;
    size_t key_offset() const;  // of its name in its object, else offset()
    // As canonical JSON: no blanks, members in the given order, escapes as in write_json_string.
    std::string text() const;

private:
    friend class JsonDocument;
    friend class JsonChildren;
    JsonValue(const JsonStorage* storage, yyjson_val* key, yyjson_val* value)
        : storage_(storage), key_(key), value_(value)
    {}

    const JsonStorage* storage_ = nullptr;
    yyjson_val* key_ = nullptr;
    yyjson_val* value_ = nullptr;
};

class JsonChildren {
public:
    class Iterator {
    public:
        const JsonValue& operator*() const { return child_; }
        const JsonValue* operator->() const { return &child_; }
        Iterator& operator++();
        bool operator==(const Iterator& other) const { return left_ == other.left_; }

    private:
        friend class JsonValue;
        JsonValue child_;
        size_t left_ = 0;
    };
    Iterator begin() const { return begin_; }
    Iterator end() const { return {}; }

private:
    friend class JsonValue;
    Iterator begin_;
};

// A parsed JSON text that knows where each value stands (numbers are kept as written until asked for).
class JsonDocument {
public:
    // `base` is added to every offset: where `text` begins in a larger input. A byte order mark in front is passed
    // over. Errors: Invalid with the byte offset: not JSON, not UTF-8, the same key twice in an object, nested deeper
    // than 64, of which `depth` lie around `text`.
    static Result<JsonDocument> parse(std::string_view text, size_t base = 0, size_t depth = 0);
    JsonDocument(JsonDocument&&) noexcept;
    JsonDocument& operator=(JsonDocument&&) noexcept;
    ~JsonDocument();

    JsonValue root() const;

private:
    explicit JsonDocument(std::unique_ptr<JsonStorage> storage);
    std::unique_ptr<JsonStorage> storage_;  // a padded copy of the text, parsed in place
};

// Appends `text` as a JSON string: escapes `"`, `\`, controls, U+2028, U+2029 and U+FEFF, nothing else.
void write_json_string(std::string& out, std::string_view text);

}  // namespace glossator
