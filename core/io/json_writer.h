#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace glossator {

// Writes JSON without blanks, value by value; commas and escapes are its business, the order of keys the caller's.
class JsonWriter {
public:
    JsonWriter& begin_object() { return begin('{'); }
    JsonWriter& end_object() { return end('}'); }
    JsonWriter& begin_array() { return begin('['); }
    JsonWriter& end_array() { return end(']'); }
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view value);
    JsonWriter& number(uint64_t value) { return raw(std::to_string(value)); }
    JsonWriter& number(double value);  // finite
    JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
    JsonWriter& null() { return raw("null"); }
    JsonWriter& raw(std::string_view json);  // a value that is JSON already

    // `key(name)` and the value in one.
    JsonWriter& string(std::string_view name, std::string_view value) { return key(name).string(value); }
    JsonWriter& number(std::string_view name, uint64_t value) { return key(name).number(value); }

    std::string take() { return std::move(out_); }

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    void separate();

    std::string out_;
    bool first_ = true;  // nothing stands before in the object or array, or a key does
};

}  // namespace glossator
