#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

// MessagePack, as its specification of 2013 has it (github.com/msgpack/msgpack, spec.md).
namespace glossator {

// Writes value by value; lists and maps say first how many there are.
class MsgPackWriter {
public:
    MsgPackWriter& map(size_t members) { return head(0x80, 16, 0xDE, members, 2); }
    MsgPackWriter& list(size_t items) { return head(0x90, 16, 0xDC, items, 2); }
    MsgPackWriter& string(std::string_view value);
    MsgPackWriter& binary(std::string_view value);
    MsgPackWriter& number(uint64_t value);
    MsgPackWriter& boolean(bool value);
    MsgPackWriter& real(double value);
    MsgPackWriter& raw(std::string_view values);  // that are MessagePack already

    std::string take() { return std::move(out_); }

private:
    // In one byte up to `small`; else the byte `code`, or one of those behind it, and the size in `least` bytes or
    // more.
    MsgPackWriter& head(int base, size_t small, int code, size_t size, size_t least);

    std::string out_;
};

// Reads value by value. Holds a view of the bytes.
class MsgPackReader {
public:
    struct Value {
        enum class Type { Nil, Boolean, Integer, Real, String, Binary, List, Map, Extension };
        Type type = Type::Nil;
        uint64_t integer = 0;  // in two's complement; 0 or 1 of a Boolean
        double real = 0;
        std::string_view bytes;  // of a String, Binary or Extension
        size_t count = 0;        // of a List its items, of a Map its members: that many values, or pairs, come next

        bool is_text() const { return type == Type::String || type == Type::Binary; }
    };

    explicit MsgPackReader(std::string_view bytes) : bytes_(bytes) {}
    bool at_end() const { return at_ == bytes_.size(); }

    // Errors: the bytes end within it, or it can't be: a list longer than the bytes that are left.
    Result<Value> next();
    // The next value with all within it, as bytes.
    Result<std::string_view> skip();

private:
    Result<uint64_t> take_number(size_t size);  // big endian

    std::string_view bytes_;
    size_t at_ = 0;
};

}  // namespace glossator
