#include <doctest/doctest.h>

#include <random>

#include "ui/reading_marks.h"

// How the marks of a line are kept apart, without drawing them.
namespace glossator {
namespace {

struct Line {
    std::vector<Span> spans;
    std::vector<MarkPiece> pieces;
    LabelDef label;
};

// Random spans over a line of 600 px, one px a byte.
void fill(Line& line, int count, unsigned seed)
{
    std::mt19937 rng(seed);
    line.label.layer = "entity";
    for (int i = 0; i < count; ++i) {
        Span span;
        span.id = SpanId("s-" + std::to_string(i));
        const auto begin = static_cast<uint32_t>(rng() % 550);
        span.at = {{begin, begin + 1 + static_cast<uint32_t>(rng() % 50)}};
        line.spans.push_back(span);
    }
    for (const Span& span : line.spans) {
        const auto left = static_cast<float>(span.begin()), right = static_cast<float>(span.end());
        line.pieces.push_back({&span, &line.label, MarkShape::Underline, Emphasis::Normal, 0, left, right, true, true,
                               true, false, false, false, 0});
    }
}

TEST_CASE("marks: pieces that overlap never share a level, and of two the shorter stands nearer to the text")
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        Line line;
        fill(line, 14, seed);
        assign_levels(line.pieces);
        for (const MarkPiece& a : line.pieces) {
            for (const MarkPiece& b : line.pieces) {
                if (a.span == b.span || a.left >= b.right || b.left >= a.right) continue;
                CHECK(a.level != b.level);
                const bool inside = b.left <= a.left && a.right <= b.right && a.right - a.left < b.right - b.left;
                if (inside) CHECK(a.level < b.level);
            }
        }
    }
}

TEST_CASE("marks: tags on a line never overlap, and none stands before its span")
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        Line line;
        fill(line, 20, seed);
        const std::vector<MarkTag> tags = place_tags(line.pieces, std::vector<float>(line.pieces.size(), 40), 620);
        REQUIRE(tags.size() == line.pieces.size());
        for (size_t i = 0; i < tags.size(); ++i) {
            CHECK(tags[i].left >= line.pieces[tags[i].piece].left);
            if (i > 0) CHECK(tags[i].left >= tags[i - 1].right);
            if (!tags[i].dot) CHECK(tags[i].right <= 620);
        }
    }
}

TEST_CASE("marks: the layers of the default schema have shapes of their own")
{
    const auto label = [](const char* id, const char* layer) {
        LabelDef def;
        def.id = LabelId(id);
        def.layer = layer;
        return def;
    };
    CHECK(shape_of(label("PERSON", "entity")) == MarkShape::Underline);
    CHECK(shape_of(label("CLAIM", "claim")) == MarkShape::Bar);
    CHECK(shape_of(label("SOURCE", "attribution")) == MarkShape::Dotted);
    CHECK(shape_of(label("Cue", "attribution")) == MarkShape::Dashed);
    CHECK(shape_of(label("CONTENT", "attribution")) == MarkShape::Bracket);
    CHECK(shape_of(label("Zone", "zone")) == MarkShape::Corners);
}

}  // namespace
}  // namespace glossator
