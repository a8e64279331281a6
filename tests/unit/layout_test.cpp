#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/utf8.h"
#include "core/text/bidi.h"
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

    ShapedParagraph shape(std::string_view paragraph) override
    {
        ++shaped;
        const BidiLevels levels = bidi_levels(paragraph, BaseDirection::Auto);
        ShapedParagraph result;
        result.base_level = levels.base;
        const auto close_run = [&] {  // glyphs of a run stand from left to right
            if (result.runs.empty()) return;
            ShapedRun& run = result.runs.back();
            run.glyph_count = static_cast<uint32_t>(result.glyphs.size()) - run.first_glyph;
            if (run.level % 2 == 1) std::reverse(result.glyphs.begin() + run.first_glyph, result.glyphs.end());
        };
        for (uint32_t at = 0; at < paragraph.size();) {
            const uint8_t level = levels.at(at);
            if (at == 0 || paragraph[at] == 'B' || level != result.runs.back().level) {
                close_run();
                const auto first = static_cast<uint32_t>(result.glyphs.size());
                result.runs.push_back({{at, at}, static_cast<FaceId>(result.runs.size()), level, first, 0});
            }
            const Decoded c = decode_utf8(paragraph, at);
            result.glyphs.push_back({static_cast<uint32_t>(c.code_point), at, advance(c.code_point)});
            at += c.length;
            result.runs.back().bytes.end = at;
        }
        close_run();
        return result;
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

TEST_CASE("paragraph: of one glyph for several letters each letter has its share, and a line never ends within it")
{
    const ShapedParagraph ofin{{{7, 0, 10}, {9, 1, 14}, {8, 3, 6}}, {{{0, 4}, FaceId{}, 0, 0, 3}}};  // o, fi, n
    const ParagraphLayout layout = lay_out_paragraph("ofin", ofin, 100);
    CHECK(layout.caret_x(2, 0) == 17.0f);
    CHECK(layout.byte_at(13, 0) == 1u);
    CHECK(layout.byte_at(15, 0) == 2u);
    CHECK(layout.byte_at(22, 0) == 3u);
    CHECK(lay_out_paragraph("ofin", ofin, 12).lines[1].bytes == TextRange{1, 3});
    std::vector<LineBox> boxes;
    layout.boxes({2, 3}, boxes);
    REQUIRE(boxes.size() == 1u);
    CHECK(boxes[0].left == 17.0f);
    CHECK(boxes[0].right == 24.0f);
}

TEST_CASE("paragraph: text that runs from right to left ends at the width, its blanks hanging over the left margin")
{
    const ParagraphLayout layout = lay_out("\u05D0\u05D1 \u05D2", 20);  // 4, 5, 8 and 6 px
    REQUIRE(layout.lines.size() == 2u);
    CHECK(layout.right_to_left);
    CHECK(layout.lines[0].left == 11.0f);
    CHECK(layout.caret_x(0, 0) == 20.0f);
    CHECK(layout.caret_x(2, 0) == 16.0f);
    CHECK(layout.caret_x(4, 0) == 11.0f);
    CHECK(layout.clusters[0].left == 3.0f);  // the blank
    CHECK(layout.byte_at(100, 0) == 0u);
    CHECK(layout.is_right_to_left(2));
    CHECK(layout.caret_x(5, 1) == 20.0f);
}

TEST_CASE("paragraph: a range of mixed direction has a box for each stretch that stands together")
{
    const ParagraphLayout layout = lay_out("ab \u05D0\u05D1 cd", 200);  // drawn: ab BA cd
    std::vector<LineBox> boxes;
    layout.boxes({1, 5}, boxes);  // b, the blank and alef, which stands right of bet
    REQUIRE(boxes.size() == 2u);
    CHECK(boxes[0].left == 8.0f);
    CHECK(boxes[0].right == 24.0f);
    CHECK(boxes[1].left == 29.0f);
    CHECK(boxes[1].right == 33.0f);
    CHECK(layout.byte_at(32, 0) == 3u);  // the right half of alef is its begin
    CHECK(layout.byte_at(30, 0) == 5u);
}

TEST_CASE("paragraph: a glyph's own offset moves the glyph, not the caret")
{
    const ShapedParagraph ab{{{1, 0, 10, 2.5f, 1}, {2, 1, 10}}, {{{0, 2}, FaceId{3}, 0, 0, 2}}};
    const ParagraphLayout layout = lay_out_paragraph("ab", ab, 100);
    CHECK(layout.glyphs[0].x == 2.5f);
    CHECK(layout.glyphs[0].face == FaceId{3});
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

TEST_CASE("paragraph: every cluster is on its line, once, side by side")
{
    std::mt19937 rng(9);
    for (int round = 0; round < 300; ++round) {
        const std::string text = random_paragraph(rng, 40);
        CAPTURE(text);
        const ParagraphLayout layout = lay_out(text, 100);
        const std::vector<uint32_t> borders = cluster_borders(text);
        uint32_t next_glyph = 0, next_cluster = 0, next_byte = 0;
        for (const LayoutLine& line : layout.lines) {
            CHECK(line.bytes.begin == next_byte);
            CHECK(line.first_glyph == next_glyph);
            CHECK(line.first_cluster == next_cluster);
            std::vector<uint32_t> begins;
            for (uint32_t i = 0; i < line.cluster_count; ++i) {
                const auto& cluster = layout.clusters[line.first_cluster + i];
                CHECK(line.bytes.contains(cluster.bytes));
                CHECK((i == 0 || cluster.left == layout.clusters[line.first_cluster + i - 1].right));
                begins.push_back(cluster.bytes.begin);
            }
            std::sort(begins.begin(), begins.end());
            std::vector<uint32_t> expected;
            for (const uint32_t border : borders)
                if (line.bytes.contains(border)) expected.push_back(border);
            CHECK(begins == expected);
            next_glyph += line.glyph_count;
            next_cluster += line.cluster_count;
            next_byte = line.bytes.end;
        }
        CHECK(next_glyph == layout.glyphs.size());
        CHECK(next_byte == text.size());
    }
}

TEST_CASE("paragraph: a line's clusters stand in the order of rule L2, its last blanks at the paragraph's level")
{
    std::mt19937 rng(19);
    for (int round = 0; round < 300; ++round) {
        const std::string text = random_paragraph(rng, 40);
        CAPTURE(text);
        const BidiLevels levels = bidi_levels(text, BaseDirection::Auto);
        const ParagraphLayout layout = lay_out(text, 100);
        for (const LayoutLine& line : layout.lines) {
            std::vector<uint32_t> logical;
            for (const uint32_t border : cluster_borders(text))
                if (line.bytes.contains(border)) logical.push_back(border);
            std::vector<uint8_t> line_levels;
            for (const uint32_t byte : logical) line_levels.push_back(levels.at(byte));
            for (size_t i = logical.size(); i-- > 0 && is_blank(decode_utf8(text, logical[i]).code_point);)
                line_levels[i] = levels.base;
            std::vector<uint32_t> drawn, expected;
            for (const uint32_t i : visual_order(line_levels)) expected.push_back(logical[i]);
            for (uint32_t i = 0; i < line.cluster_count; ++i)
                drawn.push_back(layout.clusters[line.first_cluster + i].bytes.begin);
            CHECK(drawn == expected);
        }
    }
}

TEST_CASE("paragraph: either half of a cluster's box is the offset on its side")
{
    std::mt19937 rng(10);
    for (int round = 0; round < 300; ++round) {
        const std::string text = random_paragraph(rng, 30);
        CAPTURE(text);
        const ParagraphLayout layout = lay_out(text, 90);
        for (uint32_t l = 0; l < layout.lines.size(); ++l) {
            const LayoutLine& line = layout.lines[l];
            for (uint32_t i = 0; i < line.cluster_count; ++i) {
                const auto& cluster = layout.clusters[line.first_cluster + i];
                const float quarter = (cluster.right - cluster.left) / 4;
                const float near = cluster.right_to_left ? cluster.right - quarter : cluster.left + quarter;
                const float far = cluster.right_to_left ? cluster.left + quarter : cluster.right - quarter;
                CHECK(layout.byte_at(near, l) == cluster.bytes.begin);
                CHECK(layout.byte_at(far, l) == cluster.bytes.end);
                CHECK(layout.cluster_at(near, l) == &cluster);
                const float caret = layout.caret_x(cluster.bytes.begin, l);
                CHECK(caret == (cluster.right_to_left ? cluster.right : cluster.left));
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
        for (const LineBox& box : boxes) {
            covered[box.line] -= box.right - box.left;
            CHECK((&box == &boxes[0] || box.line > (&box - 1)->line || box.left > (&box - 1)->right));
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

TEST_CASE("page: a line without end is laid out in parts that follow each other without a gap")
{
    std::mt19937 rng(23);
    PlainShaper shaper;
    const PageStyle style{.width = 300, .line_pitch = 20, .paragraph_gap = 6, .average_advance = 8};
    std::string marks = "e";
    for (int i = 0; i < 20'000; ++i) marks += "\u0301";
    const std::string texts[] = {"short\n" + std::string(100'000, 'x') + "\r\nend", marks,
                                 random_paragraph(rng, 30'000), std::string(50'000, ' ')};
    for (const std::string& bytes : texts) {
        const TextPtr text = make_text(bytes);
        PageLayout page(text, shaper, style);
        CHECK(page.paragraphs() > text->lines());
        double y = 0;
        uint32_t expected_begin = 0;
        for (uint32_t p = 0; p < page.paragraphs(); ++p) {
            const TextRange range = page.paragraph_range(p);
            CHECK(range.size() <= PageLayout::kMostBytes);
            CHECK(text->is_boundary(range.begin));
            CHECK(page.paragraph_of(range.begin) == p);
            CHECK(range.begin == expected_begin);
            const bool ends_line = p + 1 == page.paragraphs() ||
                                   text->line_of(range.begin) != text->line_of(range.end) ||
                                   range.end == text->line_content(text->line_of(range.begin)).end;
            expected_begin = !ends_line ? range.end
                             : text->line_of(range.begin) + 1 < text->lines()
                                 ? text->line_content(text->line_of(range.begin) + 1).begin
                                 : text->size();
            (void)page.paragraph(p);
            CHECK(page.top(p) == y);
            y += static_cast<double>(page.paragraph(p).lines.size()) * 20 + (ends_line ? 6 : 0);
            CHECK(page.paragraph_at(y - 0.01) == p);
        }
        CHECK(expected_begin == text->size());
        CHECK(page.height() == y);
    }
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
