#include "core/io/offset_unit.h"

#include <algorithm>
#include <array>

#include "core/base/utf8.h"
#include "core/text/unicode_breaks.h"

namespace glossator {

namespace {

constexpr std::array<std::pair<OffsetUnit, const char*>, 4> kUnits = {{{OffsetUnit::CodePoint, "codepoint"},
                                                                       {OffsetUnit::Utf16, "utf16"},
                                                                       {OffsetUnit::Byte, "byte"},
                                                                       {OffsetUnit::Grapheme, "grapheme"}}};

const char* plural_of(OffsetUnit unit)
{
    switch (unit) {
    case OffsetUnit::CodePoint: return "code points";
    case OffsetUnit::Utf16: return "UTF-16 units";
    case OffsetUnit::Byte: return "bytes";
    case OffsetUnit::Grapheme: return "grapheme clusters";
    }
    return "";
}

std::vector<uint32_t> cluster_starts(const Text& text)
{
    std::vector<uint32_t> out{0};
    for (uint32_t i = 0; i < text.lines(); ++i) {  // no cluster crosses the end of a line
        const TextRange line = text.line(i), content = text.line_content(i);
        const std::vector<Break> breaks = grapheme_breaks(text.slice(content));
        for (uint32_t byte = 0; byte < breaks.size(); ++byte)
            if (breaks[byte] != Break::None) out.push_back(content.begin + byte + 1);
        if (line.end > content.end) out.push_back(line.end);  // CRLF is one
    }
    return out;
}

bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Passes over blanks at `i`; true if there were any.
bool skip_blanks(std::string_view text, size_t& i)
{
    const size_t began = i;
    while (i < text.size() && is_blank(text[i])) ++i;
    return i > began;
}

}  // namespace

const char* name_of(OffsetUnit unit)
{
    for (const auto& [each, name] : kUnits)
        if (each == unit) return name;
    return "";
}

std::optional<OffsetUnit> offset_unit_named(std::string_view name)
{
    for (const auto& [unit, each] : kUnits)
        if (name == each) return unit;
    return std::nullopt;
}

Offsets::Offsets(const Text& text, OffsetUnit unit) : text_(text), unit_(unit), size_(0)
{
    if (unit == OffsetUnit::Grapheme) clusters_ = cluster_starts(text);
    size_ = from_byte(text.size());
}

uint32_t Offsets::from_byte(uint32_t byte) const
{
    switch (unit_) {
    case OffsetUnit::CodePoint: return text_.byte_to_code_point(byte);
    case OffsetUnit::Utf16: return text_.byte_to_utf16(byte);
    case OffsetUnit::Byte: return byte;
    case OffsetUnit::Grapheme: break;
    }
    const auto after = std::upper_bound(clusters_.begin(), clusters_.end(), byte);
    return static_cast<uint32_t>(after - clusters_.begin()) - 1;
}

bool Offsets::names(uint32_t byte) const
{
    if (unit_ == OffsetUnit::Grapheme) return std::binary_search(clusters_.begin(), clusters_.end(), byte);
    return text_.is_boundary(byte);
}

std::optional<uint32_t> Offsets::to_byte(uint64_t offset) const
{
    if (offset > size_) return std::nullopt;
    const auto at = static_cast<uint32_t>(offset);
    switch (unit_) {
    case OffsetUnit::CodePoint: return text_.code_point_to_byte(at);
    case OffsetUnit::Utf16: {
        const uint32_t byte = text_.utf16_to_byte(at);
        // Only a character of four bytes has two units, the second of which begins nowhere.
        const bool may_be_inside = byte < text_.size() && static_cast<unsigned char>(text_.bytes()[byte]) >= 0xF0;
        return may_be_inside && text_.byte_to_utf16(byte) != at ? std::nullopt : std::optional(byte);
    }
    case OffsetUnit::Byte: return text_.is_boundary(at) ? std::optional(at) : std::nullopt;
    case OffsetUnit::Grapheme: break;
    }
    return clusters_[at];
}

Result<TextRange> Offsets::range(uint64_t begin, uint64_t end) const
{
    const auto beyond = [&](const char* which, uint64_t offset) {
        return fail(ErrorCode::Invalid, offset > size_
                                            ? std::string("the ") + which + ", " + std::to_string(offset) +
                                                  ", lies beyond the text, which has " + std::to_string(size_) + " " +
                                                  plural_of(unit_)
                                            : std::string("the ") + which + ", " + std::to_string(offset) +
                                                  ", lies inside a character, if offsets count " + plural_of(unit_));
    };
    const std::optional<uint32_t> first = to_byte(begin), last = to_byte(end);
    if (!first) return beyond("begin", begin);
    if (!last) return beyond("end", end);
    if (*first >= *last)
        return fail(ErrorCode::Invalid, "the range from " + std::to_string(begin) + " to " + std::to_string(end) +
                                            (begin == end ? " is empty" : " ends before it begins"));
    return TextRange{*first, *last};
}

DetectedUnit detect_unit(const Text& text, const std::vector<Quoted>& quotes, OffsetUnit expected)
{
    const auto mismatches = [&](OffsetUnit unit) {
        const Offsets offsets(text, unit);
        return static_cast<size_t>(std::count_if(quotes.begin(), quotes.end(), [&](const Quoted& each) {
            const Result<TextRange> range = offsets.range(each.begin, each.end);
            return !range || !same_but_blanks(text.slice(*range), each.quote);
        }));
    };
    DetectedUnit best{expected, mismatches(expected)};
    for (const auto& [unit, name] : kUnits) {
        if (best.mismatches == 0) break;
        if (unit == expected) continue;
        if (const size_t count = mismatches(unit); count < best.mismatches) best = {unit, count};
    }
    return best;
}

bool same_but_blanks(std::string_view a, std::string_view b)
{
    size_t i = 0, k = 0;
    skip_blanks(a, i);
    skip_blanks(b, k);
    while (i < a.size() && k < b.size()) {
        if (skip_blanks(a, i) != skip_blanks(b, k)) return i == a.size() && k == b.size();
        if (i == a.size() || k == b.size()) break;
        if (a[i++] != b[k++]) return false;
    }
    skip_blanks(a, i);
    skip_blanks(b, k);
    return i == a.size() && k == b.size();
}

std::optional<TextRange> only_place_of(const Text& text, std::string_view quote)
{
    const std::string_view bytes = text.bytes();
    const size_t first = quote.empty() ? std::string_view::npos : bytes.find(quote);
    if (first == std::string_view::npos || bytes.find(quote, first + 1) != std::string_view::npos) return std::nullopt;
    return TextRange{static_cast<uint32_t>(first), static_cast<uint32_t>(first + quote.size())};
}

}  // namespace glossator
