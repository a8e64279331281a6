#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"

namespace glossator {

// What a shape is drawn in; each theme has a colour for it.
enum class Ink : uint8_t { Text, Quiet, Accent, Conflict, Line, Ground };

// Where a shape leads: the span, or else the document. Both empty: nowhere.
struct Target {
    DocumentId document;
    SpanId span;

    bool empty() const { return document.empty() && span.empty(); }
    friend bool operator==(const Target&, const Target&) = default;
};

struct Shape {
    enum class Kind : uint8_t {
        Box,    // a frame on the ground of its ink
        Bar,    // filled
        Line,   // from (x, y) to (x + width, y + height)
        Curve,  // the same ends, level at both
        Text,   // one line in its box, in the middle of its height, cut to its width
    };
    Kind kind;
    Ink ink = Ink::Text;
    float x = 0, y = 0, width = 0, height = 0;  // px
    float stroke = 1;                           // of lines and curves, px
    bool strong = false;                        // bold text
    std::string text = {};                      // of Text; of others what they say when pointed at
    Target target = {};
};

// A drawing as plain data: the same for the screen and for a file.
struct Picture {
    float width = 0, height = 0;  // px; all shapes lie within
    std::vector<Shape> shapes;    // later ones over earlier ones

    void add(Shape shape) { shapes.push_back(std::move(shape)); }
};

inline constexpr float kPictureText = 13;  // px, the size of its text

// `text` in lines that are about `width` px wide, at most `max_lines`; the last one ends in "…" if there is more. An
// estimate: no font is asked.
std::vector<std::string> wrapped(std::string_view text, float width, size_t max_lines);

// A file in SVG 1.1, which stands alone: no script, no style sheet, no font, nothing to load. `title` says what it is.
std::string write_svg(const Picture& picture, std::string_view title);

}  // namespace glossator
