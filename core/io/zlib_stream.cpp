#include "core/io/zlib_stream.h"

#include <algorithm>
#include <cstdint>

#include <stb_image.h>

namespace glossator {

namespace {

constexpr size_t kMostOfOneByte = 1032;  // that deflate makes: 258 of two bits
constexpr size_t kBlock = 0xFFFF;
constexpr size_t kSum = 4, kLeastStream = 2 + 1 + kSum;

// Adler-32 of RFC 1950.
uint32_t sum_of(std::string_view bytes)
{
    constexpr uint32_t kModulus = 65521;
    constexpr size_t kBeforeOverflow = 5552;
    uint32_t a = 1, b = 0;
    for (size_t begin = 0; begin < bytes.size(); begin += kBeforeOverflow) {
        for (const char c : bytes.substr(begin, kBeforeOverflow)) {
            a += static_cast<unsigned char>(c);
            b += a;
        }
        a %= kModulus;
        b %= kModulus;
    }
    return b << 16 | a;
}

}  // namespace

std::string write_zlib(std::string_view bytes)
{
    std::string out = "\x78\x01";
    size_t begin = 0;
    do {
        const std::string_view block = bytes.substr(begin, kBlock);
        begin += block.size();
        out += static_cast<char>(begin == bytes.size());  // the last one; stored
        for (const size_t size : {block.size(), ~block.size()}) {
            out += static_cast<char>(size & 0xFF);
            out += static_cast<char>(size >> 8 & 0xFF);
        }
        out += block;
    } while (begin < bytes.size());
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(sum_of(bytes) >> shift & 0xFF);
    return out;
}

Result<std::string> read_zlib(std::string_view stream, size_t most)
{
    const auto damaged = [] { return fail(ErrorCode::Invalid, "the packed bytes are damaged"); };
    if (stream.size() < kLeastStream || stream.size() > INT32_MAX) return damaged();
    const size_t can_be = stream.size() > most / kMostOfOneByte ? most : stream.size() * kMostOfOneByte;
    // How long it gets isn't told before: a buffer that is too short is made twice as long.
    for (size_t size = std::min(std::max<size_t>(stream.size() * 4, 1u << 16), can_be);;) {
        std::string out(size, '\0');
        const int made = stbi_zlib_decode_buffer(out.data(), static_cast<int>(out.size()), stream.data(),
                                                 static_cast<int>(stream.size()));
        if (made >= 0) {
            out.resize(static_cast<size_t>(made));
            uint32_t sum = 0;
            for (const char c : stream.substr(stream.size() - kSum)) sum = sum << 8 | static_cast<unsigned char>(c);
            return sum == sum_of(out) ? Result<std::string>(std::move(out)) : Result<std::string>(damaged());
        }
        if (size == can_be) break;
        size = size > can_be / 2 ? can_be : size * 2;
    }
    if (can_be < most) return damaged();
    return fail(ErrorCode::TooLarge,
                "the packed bytes are damaged, or more than the " + std::to_string(most >> 20) + " MB that fit");
}

}  // namespace glossator
