#include "core/base/utf8.h"

#include <algorithm>
#include <cstring>

namespace glossator {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080u;

// The bytes that may follow a lead byte: how many continuations, and the range of the first of them, which is where
// table 3-7 rules out overlong forms, surrogates, and what lies above U+10FFFF.
struct Lead {
    uint32_t continuations;
    unsigned char low;
    unsigned char high;
};

std::optional<Lead> lead_of(unsigned char byte)
{
    if (byte >= 0xC2 && byte <= 0xDF) return Lead{1, 0x80, 0xBF};
    if (byte == 0xE0) return Lead{2, 0xA0, 0xBF};
    if (byte == 0xED) return Lead{2, 0x80, 0x9F};
    if (byte >= 0xE1 && byte <= 0xEF) return Lead{2, 0x80, 0xBF};
    if (byte == 0xF0) return Lead{3, 0x90, 0xBF};
    if (byte >= 0xF1 && byte <= 0xF3) return Lead{3, 0x80, 0xBF};
    if (byte == 0xF4) return Lead{3, 0x80, 0x8F};
    return std::nullopt;
}

// The length of the well-formed sequence that begins at `at` with a byte above 0x7F, or 0 if there is none.
size_t sequence_length(std::string_view bytes, size_t at)
{
    const std::optional<Lead> lead = lead_of(static_cast<unsigned char>(bytes[at]));
    if (!lead || bytes.size() - at <= lead->continuations) return 0;
    const auto first = static_cast<unsigned char>(bytes[at + 1]);
    if (first < lead->low || first > lead->high) return 0;
    for (size_t i = 2; i <= lead->continuations; ++i)
        if (!is_continuation(bytes[at + i])) return 0;
    return lead->continuations + size_t{1};
}

// Goes on at `at`, where a sequence begins, to the first one that begins at `stop` or later. Returns where that is, or
// where what is no UTF-8 begins, which is below `stop`.
[[gnu::noinline]] size_t skip_valid(std::string_view bytes, size_t at, size_t stop)
{
    while (at < stop) {
        if (stop - at >= 8) {  // eight ASCII bytes at a time: most of most texts
            uint64_t word;
            std::memcpy(&word, bytes.data() + at, 8);
            if ((word & kHighBits) == 0) {
                at += 8;
                continue;
            }
        }
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const size_t length = sequence_length(bytes, at);
        if (length == 0) return at;
        at += length;
    }
    return at;
}

}  // namespace

std::optional<size_t> find_invalid_utf8(std::string_view bytes)
{
    constexpr size_t kPart = 1 << 15;  // a browser makes fast what is called often, and leaves slow what runs once
    for (size_t at = 0; at < bytes.size();) {
        const size_t stop = at + std::min(kPart, bytes.size() - at);
        at = skip_valid(bytes, at, stop);
        if (at < stop) return at;
    }
    return std::nullopt;
}

Decoded decode_utf8(std::string_view utf8, size_t at)
{
    const auto byte = [&](size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(utf8[at + i])); };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
    if (lead < 0xF0) return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
    return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F), 4};
}

void append_utf8(std::string& out, char32_t code_point)
{
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | code_point >> 6);
        put(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x10000) {
        put(0xE0 | code_point >> 12);
        put(0x80 | (code_point >> 6 & 0x3F));
        put(0x80 | (code_point & 0x3F));
    } else {
        put(0xF0 | code_point >> 18);
        put(0x80 | (code_point >> 12 & 0x3F));
        put(0x80 | (code_point >> 6 & 0x3F));
        put(0x80 | (code_point & 0x3F));
    }
}

std::string lower_ascii(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return out;
}

}  // namespace glossator
