#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/text/text.h"

// Offsets of other tools, in whatever they count, to and from bytes. Every codec converts here and nowhere else.
namespace glossator {

enum class OffsetUnit { CodePoint, Utf16, Byte, Grapheme };

// "codepoint", "utf16", "byte", "grapheme"; nothing for what isn't one, as "auto".
const char* name_of(OffsetUnit unit);
std::optional<OffsetUnit> offset_unit_named(std::string_view name);

// The offsets of one text in one unit. Graphemes are extended clusters by UAX #29, in which CRLF is one. Holds no
// reference to the text beyond its life.
class Offsets {
public:
    Offsets(const Text& text, OffsetUnit unit);

    uint32_t size() const { return size_; }  // of the text, in the unit
    // `byte` is a boundary of the text. For graphemes: of the cluster that it lies in, or at whose begin it lies.
    uint32_t from_byte(uint32_t byte) const;
    // Whether some offset leads to that boundary of the text; false only inside of a grapheme cluster.
    bool names(uint32_t byte) const;
    // Nothing beyond the end, or inside a code point.
    std::optional<uint32_t> to_byte(uint64_t offset) const;
    // Errors: a sentence that says which of the two is wrong, or that the range is empty or reversed.
    Result<TextRange> range(uint64_t begin, uint64_t end) const;
    uint32_t length(TextRange range) const { return from_byte(range.end) - from_byte(range.begin); }

private:
    const Text& text_;
    OffsetUnit unit_;
    uint32_t size_;
    std::vector<uint32_t> clusters_;  // where each begins, then the end of the text; for graphemes only
};

// A range as a file says it, with the words that the file says stand there.
struct Quoted {
    uint64_t begin;
    uint64_t end;
    std::string quote;
};
struct DetectedUnit {
    OffsetUnit unit;
    size_t mismatches;  // of the quotes under it
};
// The unit under which most quotes stand at their place; `expected` where it is no worse than another. Blanks are
// compared as one each, since many tools write line breaks within a quote as a space.
DetectedUnit detect_unit(const Text& text, const std::vector<Quoted>& quotes, OffsetUnit expected);

// Whether the two are the same but for the kind and number of blanks.
bool same_but_blanks(std::string_view a, std::string_view b);

// The one place in the text at which `quote` stands; nothing if there is none, or several.
std::optional<TextRange> only_place_of(const Text& text, std::string_view quote);

}  // namespace glossator
