#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/page_layout.h"
#include "core/text/paragraph_layout.h"
#include "core/text/sentence_break.h"
#include "core/text/sum_tree.h"
#include "core/text/unicode_breaks.h"
#include "tests/unit/random_text.h"

using namespace glossator;

namespace {

// One glyph a code point, of 1 to 9 px: whole numbers, so that sums are exact. ASCII is 8 px wide.
class PlainShaper : public Shaper {
public:
    int shaped = 0;

    static float advance(char32_t c) { return c < 0x80 ? 8.0f : static_cast<float>(1 + c % 9); }

    std::vector<ShapedRun> shape(std::string_view paragraph) override
    {
        ++shaped;
        std::vector<ShapedRun> runs;
        for (uint32_t at = 0; at < paragraph.size();) {
            if (at == 0 || paragraph[at] == 'B')
                runs.push_back({{at, at}, false, static_cast<uint16_t>(runs.size()), {}});
            const Decoded c = decode_utf8(paragraph, at);
            runs.back().glyphs.push_back({static_cast<uint32_t>(c.code_point), at, advance(c.code_point)});
            at += c.length;
            runs.back().bytes.end = at;
        }
        return runs;
    }
};

ParagraphLayout lay_out(std::string_view paragraph, float width)
{
    PlainShaper shaper;
    return lay_out_paragraph(paragraph, shaper.shape(paragraph), width);
}

std::vector<std::string> lines_of(std::string_view paragraph, float width)
{
    std::vector<std::string> lines;
    for (const LayoutLine& line : lay_out(paragraph, width).lines)
        lines.emplace_back(paragraph.substr(line.bytes.begin, line.bytes.size()));
    return lines;
}

std::string random_paragraph(std::mt19937& rng, size_t pieces)
{
    std::string text = random_text(rng, pieces);
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    return text;
}

// Begins of all grapheme clusters, and the end.
std::vector<uint32_t> cluster_borders(std::string_view paragraph)
{
    std::vector<uint32_t> borders{0};
    const std::vector<Break> breaks = grapheme_breaks(paragraph);
    for (uint32_t i = 0; i < breaks.size(); ++i)
        if (breaks[i] != Break::None) borders.push_back(i + 1);
    return borders;
}

float width_of(std::string_view text)
{
    float width = 0;
    for (uint32_t at = 0; at < text.size();) {
        const Decoded c = decode_utf8(text, at);
        width += PlainShaper::advance(c.code_point);
        at += c.length;
    }
    return width;
}

std::string_view without_blanks(std::string_view text, const std::vector<uint32_t>& borders, uint32_t begin,
                                uint32_t end)
{
    for (size_t i = borders.size(); i-- > 0;)
        if (borders[i] < end && borders[i] >= begin && is_blank(decode_utf8(text, borders[i]).code_point))
            end = borders[i];
        else if (borders[i] < end)
            break;
    return text.substr(begin, end - begin);
}

// Tries every end of every line: the longest that fits and may end there, else the longest that fits. One cluster
// always does.
std::vector<uint32_t> break_plainly(std::string_view paragraph, float width)
{
    const std::vector<uint32_t> borders = cluster_borders(paragraph);
    const std::vector<Break> breaks = line_breaks(paragraph);
    std::vector<uint32_t> ends;
    for (uint32_t begin = 0; begin < paragraph.size();) {
        uint32_t allowed = 0, any = 0;
        for (const uint32_t end : borders) {
            if (end <= begin) continue;
            const std::string_view visible = without_blanks(paragraph, borders, begin, end);
            const bool alone = cluster_borders(visible).size() <= 2;  // one cluster, for which there is no better place
            if (!alone && width_of(visible) > width) break;
            any = end;
            if (breaks[end - 1] != Break::None) allowed = end;
            if (breaks[end - 1] == Break::Mandatory) break;
        }
        begin = allowed > 0 ? allowed : any;
        ends.push_back(begin);
    }
    return ends;
}

std::string news_text(size_t bytes)
{
    std::mt19937 rng(7);
    std::string text;
    while (text.size() < bytes) {
        for (size_t word = 20 + rng() % 100; word > 0; --word) text += std::string(1 + rng() % 9, 'a') + ' ';
        text += '\n';
    }
    return text;
}

TextPtr make_text(std::string utf8)
{
    Result<TextPtr> text = Text::make(std::move(utf8));
    REQUIRE(text);
    return *text;
}

}  // namespace

TEST_CASE("paragraph: lines break between words, and blanks hang over the margin")
{
    using Lines = std::vector<std::string>;
    CHECK(lines_of("one two three", 64) == Lines{"one two ", "three"});
    CHECK(lines_of("one two three", 56) == Lines{"one two ", "three"});
    CHECK(lines_of("one two three", 55) == Lines{"one ", "two ", "three"});
    CHECK(lines_of("one    two", 24) == Lines{"one    ", "two"});
    CHECK(lay_out("one    two", 24).lines[0].width == 24.0f);
    CHECK(lines_of("counter-terrorism", 80) == Lines{"counter-", "terrorism"});
}

TEST_CASE("paragraph: a word wider than the line is broken between clusters, never inside one")
{
    using Lines = std::vector<std::string>;
    CHECK(lines_of("a abcdefgh", 32) == Lines{"a ", "abcd", "efgh"});
    CHECK(lines_of("abc", 1) == Lines{"a", "b", "c"});
    CHECK(lines_of("e\u0301e\u0301", 1) == Lines{"e\u0301", "e\u0301"});
}

TEST_CASE("paragraph: an empty one has one empty line, and a separator inside begins a new line")
{
    const ParagraphLayout empty = lay_out("", 100);
    REQUIRE(empty.lines.size() == 1u);
    CHECK(empty.lines[0].bytes.empty());
    CHECK(empty.caret_x(0, 0) == 0.0f);
    CHECK(empty.byte_at(50, 0) == 0u);
    CHECK(lines_of("a\u2028b", 100) == std::vector<std::string>{"a\u2028", "b"});
    CHECK(lines_of("a\u2028", 100) == std::vector<std::string>{"a\u2028", ""});
}

TEST_CASE("paragraph: at a soft break the affinity says which line the caret is on")
{
    const ParagraphLayout layout = lay_out("one two", 24);
    CHECK(layout.line_of(4) == 1u);
    CHECK(layout.line_of(4, Affinity::Upstream) == 0u);
    CHECK(layout.line_of(0, Affinity::Upstream) == 0u);
    CHECK(layout.caret_x(4, 1) == 0.0f);
    CHECK(layout.caret_x(4, 0) == 32.0f);
    CHECK(layout.byte_at(1000, 0) == 4u);
    CHECK(layout.byte_at(-5, 1) == 4u);
}

TEST_CASE("paragraph: one glyph for several letters is one caret stop")
{
    const std::vector<ShapedRun> runs{{{0, 4}, false, 0, {{7, 0, 10}, {9, 1, 14}, {8, 3, 6}}}};  // o ffi-like n
    const ParagraphLayout layout = lay_out_paragraph("ofin", runs, 100);
    CHECK(layout.byte_at(15, 0) == 1u);
    CHECK(layout.byte_at(18, 0) == 3u);
    std::vector<LineBox> boxes;
    layout.boxes({2, 3}, boxes);
    REQUIRE(boxes.size() == 1u);
    CHECK(boxes[0].left == 10.0f);
    CHECK(boxes[0].right == 24.0f);
}

TEST_CASE("paragraph: a glyph's own offset moves the glyph, not the caret")
{
    const std::vector<ShapedRun> runs{{{0, 2}, false, 3, {{1, 0, 10, 2.5f, 1}, {2, 1, 10}}}};
    const ParagraphLayout layout = lay_out_paragraph("ab", runs, 100);
    CHECK(layout.glyphs[0].x == 2.5f);
    CHECK(layout.glyphs[0].font == 3u);
    CHECK(layout.caret_x(1, 0) == 10.0f);
    CHECK(layout.glyphs[1].x == 10.0f);
}

TEST_CASE("paragraph: lines agree with trying every break on random text")
{
    std::mt19937 rng(8);
    for (int round = 0; round < 400; ++round) {
        const std::string text = random_paragraph(rng, 1 + rng() % 40);
        const auto width = static_cast<float>(1 + rng() % 200);
        CAPTURE(text);
        CAPTURE(width);
        std::vector<uint32_t> ends;
        for (const LayoutLine& line : lay_out(text, width).lines) ends.push_back(line.bytes.end);
        std::vector<uint32_t> expected = break_plainly(text, width);
        if (text.empty() || line_breaks(text).back() == Break::Mandatory)
            expected.push_back(static_cast<uint32_t>(text.size()));
        CHECK(ends == expected);
    }
}

TEST_CASE("paragraph: every glyph is on the line of its cluster, once, left to right")
{
    std::mt19937 rng(9);
    for (int round = 0; round < 300; ++round) {
        const std::string text = random_paragraph(rng, 40);
        const ParagraphLayout layout = lay_out(text, 100);
        uint32_t next_glyph = 0, next_byte = 0;
        for (const LayoutLine& line : layout.lines) {
            CHECK(line.bytes.begin == next_byte);
            CHECK(line.first_glyph == next_glyph);
            float pen = 0;
            for (uint32_t i = 0; i < line.glyph_count; ++i) {
                const auto& glyph = layout.glyphs[line.first_glyph + i];
                CHECK(line.bytes.contains(TextRange{glyph.cluster, glyph.cluster_end}));
                CHECK(glyph.pen == pen);
                pen += glyph.advance;
            }
            next_glyph += line.glyph_count;
            next_byte = line.bytes.end;
        }
        CHECK(next_glyph == layout.glyphs.size());
        CHECK(next_byte == text.size());
    }
}

TEST_CASE("paragraph: from an offset to x and back is the same offset at every cluster border")
{
    std::mt19937 rng(10);
    for (int round = 0; round < 300; ++round) {
        const std::string text = random_paragraph(rng, 30);
        CAPTURE(text);
        const ParagraphLayout layout = lay_out(text, 90);
        for (const uint32_t byte : cluster_borders(text)) {
            for (const Affinity affinity : {Affinity::Downstream, Affinity::Upstream}) {
                const uint32_t line = layout.line_of(byte, affinity);
                CHECK(layout.byte_at(layout.caret_x(byte, line), line) == byte);
            }
        }
    }
}

TEST_CASE("paragraph: the boxes of a range cover exactly its clusters")
{
    std::mt19937 rng(11);
    for (int round = 0; round < 1000; ++round) {
        const std::string text = random_paragraph(rng, 30);
        CAPTURE(text);
        const ParagraphLayout layout = lay_out(text, 90);
        uint32_t a = random_below(rng, text.size() + 1), b = random_below(rng, text.size() + 1);
        while (a < text.size() && is_continuation(text[a])) ++a;
        while (b < text.size() && is_continuation(text[b])) ++b;
        const TextRange range{std::min(a, b), std::max(a, b)};
        std::vector<float> covered(layout.lines.size(), 0);
        const std::vector<uint32_t> borders = cluster_borders(text);
        for (size_t i = 0; i + 1 < borders.size(); ++i)
            if (!range.empty() && range.overlaps({borders[i], borders[i + 1]}))
                covered[layout.line_of(borders[i])] +=
                    width_of(std::string_view(text).substr(borders[i], borders[i + 1] - borders[i]));

        std::vector<LineBox> boxes;
        layout.boxes(range, boxes);
        uint32_t last_line = 0;
        for (const LineBox& box : boxes) {  // one a line, as long as runs stand in logical order
            covered[box.line] -= box.right - box.left;
            const uint32_t from = std::max(range.begin, layout.lines[box.line].bytes.begin);
            CHECK(box.left == layout.caret_x(from, box.line));
            CHECK((&box == &boxes[0] || box.line > last_line));
            last_line = box.line;
        }
        CHECK(std::all_of(covered.begin(), covered.end(), [](float left_over) { return left_over == 0; }));
    }
}

TEST_CASE("sum tree: agrees with a plain sum")
{
    std::mt19937 rng(12);
    for (const size_t size : {0, 1, 2, 3, 7, 8, 9, 100, 255}) {
        CAPTURE(size);
        std::vector<uint32_t> plain(size);
        for (uint32_t& count : plain) count = random_below(rng, 10);
        SumTree tree(plain);
        for (int round = 0; round < 100; ++round) {
            if (size > 0) {
                const size_t at = rng() % size;
                plain[at] = random_below(rng, 10);
                tree.set(at, plain[at]);
            }
            uint64_t sum = 0;
            const uint64_t limit = rng() % 300;
            size_t longest = 0;
            for (size_t i = 0; i <= size; ++i) {
                CHECK(tree.sum_before(i) == sum);
                if (sum <= limit) longest = i;
                if (i < size) sum += plain[i];
            }
            CHECK(tree.longest_prefix([&](size_t, uint64_t s) { return s <= limit; }) == longest);
        }
    }
}

TEST_CASE("page: heights and places agree with stacking the paragraphs one by one")
{
    PlainShaper shaper;
    const PageStyle style{.width = 300, .line_pitch = 20, .paragraph_gap = 6, .average_advance = 8};
    PageLayout page(make_text("\n" + news_text(20000) + "\r\n\r\nend"), shaper, style);
    std::mt19937 rng(13);
    for (int i = 0; i < 300; ++i) (void)page.paragraph(random_below(rng, page.paragraphs()));
    for (uint32_t p = 0; p < page.paragraphs(); ++p) (void)page.paragraph(p);

    double y = 0;
    for (uint32_t p = 0; p < page.paragraphs(); ++p) {
        CHECK(page.top(p) == y);
        CHECK(page.paragraph_at(y) == p);
        const bool blank = page.paragraph_range(p).empty();
        y += (blank ? 0.5 : static_cast<double>(page.paragraph(p).lines.size())) * 20 + 6;
        CHECK(page.paragraph_at(y - 0.01) == p);
    }
    CHECK(page.height() == y);
    CHECK(page.paragraph_at(-5) == 0u);
    CHECK(page.paragraph_at(y + 5) == page.paragraphs() - 1);
}

TEST_CASE("page: a 10 MB text seen only at its end lays out few paragraphs, and each once")
{
    PlainShaper shaper;
    PageLayout page(make_text(news_text(10'000'000)), shaper, {});
    for (int frame = 0; frame < 10; ++frame) {
        const double bottom = page.height();
        for (uint32_t p = page.paragraph_at(bottom - 800); p < page.paragraphs(); ++p) (void)page.paragraph(p);
    }
    CHECK(shaper.shaped < 50);
}

TEST_CASE("page: only a change that moves words lays out again")
{
    PlainShaper shaper;
    PageStyle style;
    PageLayout page(make_text("some words\nand more"), shaper, style);
    (void)page.paragraph(0);
    style.line_pitch = 50;
    style.paragraph_gap = 3;
    page.set_style(style);
    (void)page.paragraph(0);
    CHECK(shaper.shaped == 1);
    CHECK(page.height() == 106.0);
    style.width = 40;
    page.set_style(style);
    CHECK(page.paragraph(0).lines.size() == 2u);
    CHECK(shaper.shaped == 2);
    page.set_style(style, true);
    (void)page.paragraph(0);
    CHECK(shaper.shaped == 3);
}

TEST_CASE("page: what is not seen for long is forgotten, and right again when asked for")
{
    PlainShaper shaper;
    PageLayout page(make_text(news_text(1'000'000)), shaper, {});
    const size_t lines = page.paragraph(0).lines.size();
    for (uint32_t p = 0; p < page.paragraphs(); ++p) (void)page.paragraph(p);
    const int before = shaper.shaped;
    CHECK(page.paragraph(0).lines.size() == lines);
    CHECK(shaper.shaped == before + 1);
    (void)page.paragraph(page.paragraphs() - 1);  // recently used, hence still there
    CHECK(shaper.shaped == before + 1);
}
