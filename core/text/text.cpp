#include "core/text/text.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

#include "core/base/sha256.h"
#include "core/base/utf8.h"

namespace glossator {
namespace {

constexpr uint64_t kLowBits = 0x0101010101010101u;

uint64_t load_word(const char* bytes)
{
    uint64_t word;
    std::memcpy(&word, bytes, 8);
    return word;
}

// The sum of the eight bytes of `lanes`, which must be below 256.
uint32_t sum_lanes(uint64_t lanes)
{
    return static_cast<uint32_t>(lanes * kLowBits >> 56);
}

struct Counts {
    uint32_t code_points = 0;
    uint32_t utf16_units = 0;
};

// A browser makes fast what is called often, and leaves slow what runs once, however long: so whole texts are gone
// through in parts, by functions of their own.
constexpr size_t kPart = 1 << 15;

// What `bytes` holds, at most 128 of them, eight at a time: a continuation is 10xxxxxx, and a lead of four bytes, which
// needs two UTF-16 units, is 1111xxxx.
[[gnu::noinline]] Counts count(std::string_view bytes)
{
    uint64_t continuations = 0;
    uint64_t pairs = 0;
    size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        const uint64_t word = load_word(bytes.data() + at);
        continuations += word >> 7 & ~word >> 6 & kLowBits;
        pairs += word >> 7 & word >> 6 & word >> 5 & word >> 4 & kLowBits;
    }
    uint32_t not_leads = sum_lanes(continuations);
    uint32_t pair_count = sum_lanes(pairs);
    for (; at < bytes.size(); ++at) {
        not_leads += is_continuation(bytes[at]);
        pair_count += static_cast<unsigned char>(bytes[at]) >= 0xF0;
    }
    const uint32_t code_points = static_cast<uint32_t>(bytes.size()) - not_leads;
    return {code_points, code_points + pair_count};
}

// What each of the eight bytes of `word` adds to the code points, or to the UTF-16 units, in the lane of that byte.
uint64_t code_point_lanes(uint64_t word)
{
    return (~(word >> 7) | word >> 6) & kLowBits;
}

uint64_t utf16_lanes(uint64_t word)
{
    return code_point_lanes(word) + (word >> 7 & word >> 6 & word >> 5 & word >> 4 & kLowBits);
}

// The byte, from `at` on, where the code point begins that is or contains unit number `unit` counted from `at`; the end
// if there are no more than so many units.
template <class Lanes>
uint32_t find_unit(std::string_view bytes, uint32_t at, uint32_t unit, const Lanes& lanes)
{
    for (; at + 8 <= bytes.size(); at += 8) {
        const uint32_t here = sum_lanes(lanes(load_word(bytes.data() + at)));
        if (here > unit) break;
        unit -= here;
    }
    for (; at < bytes.size(); ++at) {
        const auto here = static_cast<uint32_t>(lanes(static_cast<unsigned char>(bytes[at])) & 3);
        if (here > unit) break;
        unit -= here;
    }
    return at;
}

[[gnu::noinline]] bool part_is_ascii(std::string_view part)
{
    uint64_t high = 0;
    size_t at = 0;
    for (; at + 8 <= part.size(); at += 8) high |= load_word(part.data() + at);
    for (; at < part.size(); ++at) high |= static_cast<unsigned char>(part[at]);
    return (high & kLowBits << 7) == 0;
}

bool is_ascii(std::string_view bytes)
{
    for (size_t at = 0; at < bytes.size(); at += kPart)
        if (!part_is_ascii(bytes.substr(at, kPart))) return false;
    return true;
}

// True if one of eight bytes may be CR or LF; sometimes true when none is.
bool may_end_line(uint64_t word)
{
    const uint64_t lf = word ^ kLowBits * '\n';
    const uint64_t cr = word ^ kLowBits * '\r';
    return (((lf - kLowBits) & ~lf) | ((cr - kLowBits) & ~cr)) & kLowBits << 7;
}

// Those after a line's end within `part`.
[[gnu::noinline]] void add_line_starts(std::string_view bytes, TextRange part, std::vector<uint32_t>& starts)
{
    size_t at = part.begin;
    while (at < part.end) {
        if (at + 8 <= part.end && !may_end_line(load_word(bytes.data() + at))) {
            at += 8;
            continue;
        }
        const size_t stop = std::min<size_t>(at + 8, part.end);
        for (; at < stop; ++at) {
            const bool crlf = bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n';
            if (bytes[at] == '\n' || (bytes[at] == '\r' && !crlf)) starts.push_back(static_cast<uint32_t>(at + 1));
        }
    }
}

std::vector<uint32_t> find_line_starts(std::string_view bytes)
{
    std::vector<uint32_t> starts{0};
    for (size_t at = 0; at < bytes.size(); at += kPart)
        add_line_starts(bytes, {static_cast<uint32_t>(at), static_cast<uint32_t>(std::min(at + kPart, bytes.size()))},
                        starts);
    return starts;
}

}  // namespace

Result<std::shared_ptr<const Text>> Text::make(std::string utf8)
{
    if (utf8.size() > kMaxBytes) return fail(ErrorCode::TooLarge, "the text is larger than 1 GiB");
    const bool ascii = is_ascii(utf8);
    const std::optional<size_t> bad = ascii ? std::nullopt : find_invalid_utf8(utf8);
    if (bad) return fail_at(*bad, "the text is not valid UTF-8");
    struct Shared : Text {  // lets make_shared use the private constructor
        Shared(std::string bytes, bool ascii) : Text(std::move(bytes), ascii) {}
    };
    return std::shared_ptr<const Text>(std::make_shared<const Shared>(std::move(utf8), ascii));
}

Text::Text(std::string utf8, bool ascii)
    : bytes_(std::move(utf8)), line_starts_(find_line_starts(bytes_)), sha256_(sha256_hex(bytes_))
{
    code_points_ = utf16_units_ = size();
    if (ascii) return;
    Counts total;
    checkpoints_.reserve(size() / kStride + 1);
    for (size_t at = 0; at <= bytes_.size(); at += kStride) {
        checkpoints_.push_back({total.code_points, total.utf16_units});
        const Counts here = count(bytes().substr(at, kStride));
        total.code_points += here.code_points;
        total.utf16_units += here.utf16_units;
    }
    code_points_ = total.code_points;
    utf16_units_ = total.utf16_units;
}

bool Text::is_boundary(uint32_t byte) const
{
    return byte <= size() && (byte == size() || !is_continuation(bytes_[byte]));
}

uint32_t Text::byte_to_code_point(uint32_t byte) const
{
    assert(is_boundary(byte));
    if (checkpoints_.empty()) return byte;
    const uint32_t base = byte / kStride;
    return checkpoints_[base].code_points + count(slice({base * kStride, byte})).code_points;
}

uint32_t Text::byte_to_utf16(uint32_t byte) const
{
    assert(is_boundary(byte));
    if (checkpoints_.empty()) return byte;
    const uint32_t base = byte / kStride;
    return checkpoints_[base].utf16_units + count(slice({base * kStride, byte})).utf16_units;
}

uint32_t Text::forward(uint32_t byte, uint32_t code_points) const
{
    if (checkpoints_.empty()) return byte + code_points;
    return find_unit(bytes_, byte, code_points, code_point_lanes);
}

uint32_t Text::checkpoint_before(uint32_t offset, uint32_t Checkpoint::*units) const
{
    // A unit takes a byte or more, in most texts not many more: so it isn't far from here on.
    auto low = checkpoints_.begin() + offset / kStride, high = low + 1;
    for (std::ptrdiff_t step = 1; high < checkpoints_.end() && (*high).*units <= offset; step *= 2) {
        low = high;
        high += std::min(step, checkpoints_.end() - high);
    }
    const auto after = std::partition_point(low, high, [&](const Checkpoint& each) { return each.*units <= offset; });
    return static_cast<uint32_t>(after - checkpoints_.begin()) - 1;
}

uint32_t Text::code_point_to_byte(uint32_t code_point) const
{
    assert(code_point <= code_points_);
    if (checkpoints_.empty()) return code_point;
    const uint32_t base = checkpoint_before(code_point, &Checkpoint::code_points);
    return find_unit(bytes_, base * kStride, code_point - checkpoints_[base].code_points, code_point_lanes);
}

uint32_t Text::utf16_to_byte(uint32_t unit) const
{
    assert(unit <= utf16_units_);
    if (checkpoints_.empty()) return unit;
    const uint32_t base = checkpoint_before(unit, &Checkpoint::utf16_units);
    return find_unit(bytes_, base * kStride, unit - checkpoints_[base].utf16_units, utf16_lanes);
}

uint32_t Text::line_of(uint32_t byte) const
{
    const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), byte);
    return static_cast<uint32_t>(after - line_starts_.begin()) - 1;
}

TextRange Text::line(uint32_t line) const
{
    assert(line < lines());
    return {line_starts_[line], line + 1 < lines() ? line_starts_[line + 1] : size()};
}

TextRange Text::line_content(uint32_t line) const
{
    TextRange content = this->line(line);
    if (content.end > content.begin && bytes_[content.end - 1] == '\n') --content.end;
    if (content.end > content.begin && bytes_[content.end - 1] == '\r') --content.end;
    return content;
}

LineColumn Text::line_column(uint32_t byte) const
{
    const uint32_t line = line_of(byte);
    return {line + 1, byte_to_code_point(byte) - byte_to_code_point(line_starts_[line]) + 1};
}

}  // namespace glossator
