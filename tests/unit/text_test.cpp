#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/text/text.h"
#include "tests/unit/random_text.h"

using namespace glossator;

namespace {

TextPtr make_text(std::string utf8)
{
    Result<TextPtr> text = Text::make(std::move(utf8));
    REQUIRE(text);
    return *text;
}

std::vector<std::string> lines_of(const Text& text)
{
    std::vector<std::string> lines;
    for (uint32_t i = 0; i < text.lines(); ++i) lines.emplace_back(text.slice(text.line(i)));
    return lines;
}

// One after the other, counting: what every conversion is held against.
void check_offsets(const Text& text)
{
    uint32_t code_points = 0, utf16 = 0, line = 0, column = 1;
    const std::string_view bytes = text.bytes();
    for (uint32_t byte = 0;; ++byte) {
        CAPTURE(byte);
        const bool boundary = byte == bytes.size() || !is_continuation(bytes[byte]);
        if (text.is_boundary(byte) != boundary) FAIL("is_boundary");
        if (!boundary) continue;
        const bool agrees = text.byte_to_code_point(byte) == code_points && text.byte_to_utf16(byte) == utf16 &&
                            text.code_point_to_byte(code_points) == byte && text.utf16_to_byte(utf16) == byte &&
                            text.forward(0, code_points) == byte && text.line_of(byte) == line &&
                            text.line_column(byte).line == line + 1 && text.line_column(byte).column == column;
        if (!agrees) FAIL("offsets differ");
        if (byte == bytes.size()) break;
        const char32_t c = decode_utf8(bytes, byte).code_point;
        if (c > 0xFFFF && text.utf16_to_byte(utf16 + 1) != byte) FAIL("between surrogates");
        ++code_points;
        ++column;
        utf16 += c > 0xFFFF ? 2 : 1;
        const bool crlf = c == '\r' && byte + 1 < bytes.size() && bytes[byte + 1] == '\n';
        if (c == '\n' || (c == '\r' && !crlf)) ++line, column = 1;
    }
    CHECK(text.code_points() == code_points);
    CHECK(text.utf16_units() == utf16);
    CHECK(text.lines() == line + 1);
}

}  // namespace

TEST_CASE("text: lines end after LF, CRLF and a lone CR, and the last one may be empty")
{
    using Lines = std::vector<std::string>;
    CHECK(lines_of(*make_text("")) == Lines{""});
    CHECK(lines_of(*make_text("one")) == Lines{"one"});
    CHECK(lines_of(*make_text("one\n")) == Lines{"one\n", ""});
    CHECK(lines_of(*make_text("a\nb\r\nc\rd")) == Lines{"a\n", "b\r\n", "c\r", "d"});
    CHECK(lines_of(*make_text("\r\r\n\n\r")) == Lines{"\r", "\r\n", "\n", "\r", ""});
    CHECK(lines_of(*make_text("seven..\r\nand on")) == Lines{"seven..\r\n", "and on"});
}

TEST_CASE("text: the content of a line leaves out its end mark and nothing else")
{
    const TextPtr text = make_text("a\r\n\n b \r\rz\u2028");
    std::vector<std::string_view> contents;
    for (uint32_t i = 0; i < text->lines(); ++i) contents.push_back(text->slice(text->line_content(i)));
    CHECK(contents == std::vector<std::string_view>{"a", "", " b ", "", "z\u2028"});
}

TEST_CASE("text: offsets agree with counting on random text")
{
    std::mt19937 rng(2);
    for (const size_t pieces : {0, 1, 2, 5, 40, 80, 300, 2000}) {
        for (int round = 0; round < 20; ++round) {
            CAPTURE(pieces);
            CAPTURE(round);
            check_offsets(*make_text(random_text(rng, pieces)));
        }
    }
}

TEST_CASE("text: offsets agree with counting where a code point lies across a checkpoint")
{
    for (size_t before = 120; before < 136; ++before)
        for (const char* odd : {"\u00E9", "\u4E2D", "\U0001F600"})
            check_offsets(*make_text(std::string(before, 'a') + odd + std::string(140, 'b') + odd));
}

TEST_CASE("text: offsets of ASCII are all the same number")
{
    check_offsets(*make_text(std::string(1000, 'x') + "\r\nmore"));
}

TEST_CASE("text: bytes are kept as they came, and their hash with them")
{
    const std::string odd = "\uFEFFe\u0301\r\n\tx\u200D \u00A0";
    const TextPtr text = make_text(odd);
    CHECK(text->bytes() == odd);
    CHECK(text->sha256() == sha256_hex(odd));
}

TEST_CASE("text: what is not UTF-8 is refused with its place")
{
    const Result<TextPtr> text = Text::make("good\n\xE2\x82 bad");
    REQUIRE(!text);
    CHECK(text.error().code == ErrorCode::Invalid);
    CHECK(text.error().offset == 5u);
}
