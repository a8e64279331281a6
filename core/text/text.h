#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/text/text_range.h"

namespace glossator {

// A place for people: both count from 1, the column in code points.
struct LineColumn {
    uint32_t line;
    uint32_t column;
};

// An immutable UTF-8 text and the tables that convert its offsets.
//
// Bytes are kept as they came: CRLF, combining marks, zero-width characters and odd spaces included. Conversions
// are O(log n), and O(1) for a text that is all ASCII. The tables take 1/16 of the text, nothing for ASCII, and 4
// bytes a line. Shared between documents, edits and the journal, hence always held by shared_ptr.
class Text {
public:
    static constexpr size_t kMaxBytes = 1u << 30;

    // Errors: Invalid with the byte offset where `utf8` stops being UTF-8; TooLarge above kMaxBytes. A byte order mark
    // is the caller's to drop (see io/plain_text.h): here it is a character like any other.
    static Result<std::shared_ptr<const Text>> make(std::string utf8);

    std::string_view bytes() const { return bytes_; }
    std::string_view slice(TextRange range) const { return bytes().substr(range.begin, range.size()); }
    uint32_t size() const { return static_cast<uint32_t>(bytes_.size()); }
    uint32_t code_points() const { return code_points_; }
    uint32_t utf16_units() const { return utf16_units_; }
    uint32_t lines() const { return static_cast<uint32_t>(line_starts_.size()); }
    const std::string& sha256() const { return sha256_; }  // of bytes(), 64 lower-case hexadecimal digits

    // True at 0, at size(), and wherever a code point begins.
    bool is_boundary(uint32_t byte) const;

    // `byte` is a boundary, at most size().
    uint32_t byte_to_code_point(uint32_t byte) const;
    uint32_t byte_to_utf16(uint32_t byte) const;
    // The boundary so many code points after the boundary `byte`; they must exist. O(code_points).
    uint32_t forward(uint32_t byte, uint32_t code_points) const;
    // At most code_points(), or utf16_units(). A UTF-16 offset between two surrogates gives the code point's first
    // byte.
    uint32_t code_point_to_byte(uint32_t code_point) const;
    uint32_t utf16_to_byte(uint32_t unit) const;

    // Lines end after LF, CRLF or a lone CR, and what follows the last end mark is a line too, even if it is empty.
    // `line` counts from 0 and is below lines(), which is at least 1; the range includes the line's end mark.
    uint32_t line_of(uint32_t byte) const;
    TextRange line(uint32_t line) const;
    TextRange line_content(uint32_t line) const;  // without the end mark
    LineColumn line_column(uint32_t byte) const;

private:
    struct Checkpoint {  // at every kStride bytes: what lies before
        uint32_t code_points;
        uint32_t utf16_units;
    };
    static constexpr uint32_t kStride = 128;

    Text(std::string utf8, bool ascii);
    // The last one before which there are at most `offset` units.
    uint32_t checkpoint_before(uint32_t offset, uint32_t Checkpoint::*units) const;

    std::string bytes_;
    std::vector<Checkpoint> checkpoints_;  // empty for ASCII
    std::vector<uint32_t> line_starts_;
    std::string sha256_;
    uint32_t code_points_ = 0;
    uint32_t utf16_units_ = 0;
};

using TextPtr = std::shared_ptr<const Text>;

}  // namespace glossator
