#include "core/io/msgpack.h"

#include <cstring>
#include <optional>

namespace glossator {

namespace {

void put(std::string& out, uint64_t value, size_t size)  // big endian
{
    for (size_t i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

tl::unexpected<Error> damaged()
{
    return fail(ErrorCode::Invalid, "the values are damaged");
}

using Type = MsgPackReader::Value::Type;

// What the first byte of a value says.
struct Head {
    Type type;
    size_t width = 0;    // of the number that follows, bytes
    uint64_t value = 0;  // if none does
    bool is_signed = false;
};

std::optional<Head> head_of(uint8_t code)
{
    const auto from = [&](uint8_t first, size_t least) { return least << (code - first); };
    if (code < 0x80) return Head{Type::Integer, 0, code};
    if (code < 0x90) return Head{Type::Map, 0, code & 0x0Fu};
    if (code < 0xA0) return Head{Type::List, 0, code & 0x0Fu};
    if (code < 0xC0) return Head{Type::String, 0, code & 0x1Fu};
    if (code == 0xC0) return Head{Type::Nil};
    if (code == 0xC1) return std::nullopt;
    if (code <= 0xC3) return Head{Type::Boolean, 0, code & 1u};
    if (code <= 0xC6) return Head{Type::Binary, from(0xC4, 1)};
    if (code <= 0xC9) return Head{Type::Extension, from(0xC7, 1)};
    if (code <= 0xCB) return Head{Type::Real, from(0xCA, 4)};
    if (code <= 0xCF) return Head{Type::Integer, from(0xCC, 1)};
    if (code <= 0xD3) return Head{Type::Integer, from(0xD0, 1), 0, true};
    if (code <= 0xD8) return Head{Type::Extension, 0, from(0xD4, 1)};
    if (code <= 0xDB) return Head{Type::String, from(0xD9, 1)};
    if (code <= 0xDD) return Head{Type::List, from(0xDC, 2)};
    if (code <= 0xDF) return Head{Type::Map, from(0xDE, 2)};
    return Head{Type::Integer, 0, static_cast<uint64_t>(int64_t{static_cast<int8_t>(code)})};
}

uint64_t extended(uint64_t number, size_t width)
{
    const size_t unused = 64 - 8 * width;
    return static_cast<uint64_t>(static_cast<int64_t>(number << unused) >> unused);
}

double real_of(uint64_t bits, size_t width)
{
    if (width == 4) {
        const auto half = static_cast<uint32_t>(bits);
        float real = 0;
        std::memcpy(&real, &half, sizeof(real));
        return static_cast<double>(real);
    }
    double real = 0;
    std::memcpy(&real, &bits, sizeof(real));
    return real;
}

}  // namespace

MsgPackWriter& MsgPackWriter::head(int base, size_t small, int code, size_t size, size_t least)
{
    if (size < small) {
        out_ += static_cast<char>(base | static_cast<int>(size));
        return *this;
    }
    size_t width = least;
    while (width < 4 && size >> (8 * width) != 0) {
        width *= 2;
        ++code;
    }
    out_ += static_cast<char>(code);
    put(out_, size, width);
    return *this;
}

MsgPackWriter& MsgPackWriter::string(std::string_view value)
{
    head(0xA0, 32, 0xD9, value.size(), 1);
    out_ += value;
    return *this;
}

MsgPackWriter& MsgPackWriter::binary(std::string_view value)
{
    head(0, 0, 0xC4, value.size(), 1);
    out_ += value;
    return *this;
}

MsgPackWriter& MsgPackWriter::number(uint64_t value)
{
    if (value >> 32 == 0) return head(0, 0x80, 0xCC, static_cast<size_t>(value), 1);
    out_ += '\xCF';
    put(out_, value, 8);
    return *this;
}

MsgPackWriter& MsgPackWriter::boolean(bool value)
{
    out_ += value ? '\xC3' : '\xC2';
    return *this;
}

MsgPackWriter& MsgPackWriter::real(double value)
{
    uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof(bits));
    out_ += '\xCB';
    put(out_, bits, 8);
    return *this;
}

MsgPackWriter& MsgPackWriter::raw(std::string_view values)
{
    out_ += values;
    return *this;
}

Result<uint64_t> MsgPackReader::take_number(size_t size)
{
    if (bytes_.size() - at_ < size) return damaged();
    uint64_t out = 0;
    for (size_t i = 0; i < size; ++i) out = out << 8 | static_cast<unsigned char>(bytes_[at_++]);
    return out;
}

Result<MsgPackReader::Value> MsgPackReader::next()
{
    const Result<uint64_t> code = take_number(1);
    if (!code) return fail(code.error());
    const std::optional<Head> head = head_of(static_cast<uint8_t>(*code));
    if (!head) return damaged();
    const Result<uint64_t> number = head->width == 0 ? Result<uint64_t>(head->value) : take_number(head->width);
    if (!number) return fail(number.error());
    Value out;
    out.type = head->type;
    const size_t left = bytes_.size() - at_;
    switch (out.type) {
    case Type::Nil: break;
    case Type::Boolean:
    case Type::Integer: out.integer = head->is_signed ? extended(*number, head->width) : *number; break;
    case Type::Real: out.real = real_of(*number, head->width); break;
    case Type::List:
    case Type::Map:
        if (*number > left / (out.type == Type::Map ? 2 : 1)) return damaged();  // each takes a byte at least
        out.count = static_cast<size_t>(*number);
        break;
    case Type::String:
    case Type::Binary:
    case Type::Extension: {
        const uint64_t size = *number + (out.type == Type::Extension ? 1 : 0);  // with a byte for its kind
        if (size > left) return damaged();
        out.bytes = bytes_.substr(at_, static_cast<size_t>(size));
        at_ += out.bytes.size();
        break;
    }
    }
    return out;
}

Result<std::string_view> MsgPackReader::skip()
{
    const size_t begin = at_;
    for (uint64_t left = 1; left > 0; --left) {
        const Result<Value> value = next();
        if (!value) return fail(value.error());
        left += value->type == Value::Type::Map ? 2 * uint64_t{value->count} : value->count;
    }
    return bytes_.substr(begin, at_ - begin);
}

}  // namespace glossator
