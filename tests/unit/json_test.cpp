#include "core/io/json.h"

#include <doctest/doctest.h>

#include <string>

namespace glossator {
namespace {

std::string escaped(std::string_view text)
{
    std::string out;
    write_json_string(out, text);
    return out;
}

TEST_CASE("json: what is escaped is the same at every place of a text")
{
    struct Case {
        std::string text, written;
    };
    const Case cases[] = {{"\"", "\\\""},
                          {"\\", "\\\\"},
                          {"\n", "\\n"},
                          {"\x1F", "\\u001f"},
                          {"\u2028", "\\u2028"},
                          {"\u2029", "\\u2029"},
                          {"\uFEFF", "\\ufeff"},
                          {"\u2027", "\u2027"},
                          {"\x7F", "\x7F"},
                          {" ", " "},
                          {"!", "!"},
                          {"\u00E9", "\u00E9"},
                          {"\U0001F44D", "\U0001F44D"}};
    for (const Case& each : cases) {
        for (size_t before = 0; before < 20; ++before) {
            for (size_t after = 0; after < 10; ++after) {
                const std::string a(before, 'a'), b(after, 'b');
                CHECK(escaped(a + each.text + b) == '"' + a + each.written + b + '"');
                CHECK(escaped(a + each.text + each.text + b) == '"' + a + each.written + each.written + b + '"');
            }
        }
    }
}

TEST_CASE("json: every value knows the byte where it stands")
{
    const std::string text = R"( {"a": "x", "b" : 12, "c": {"d": []}, "e":true, "f": [ [1, 2], [ {"g": null} ]]})";
    const auto json = JsonDocument::parse(text);
    REQUIRE(json);
    const auto stands_at = [&](std::string_view pointer, std::string_view words) {
        CAPTURE(pointer);
        CHECK(json->root().at_pointer(pointer).offset() == text.find(words));
    };
    stands_at("", "{\"a\"");
    stands_at("/a", "\"x\"");
    stands_at("/b", "12");
    stands_at("/c", "{\"d\"");
    stands_at("/c/d", "[]");
    stands_at("/e", "true");
    stands_at("/f", "[ [1");
    stands_at("/f/0", "[1, 2]");
    stands_at("/f/0/1", "2]");
    stands_at("/f/1/0", "{\"g\"");
    stands_at("/f/1/0/g", "null");
    CHECK(json->root()["b"].key_offset() == text.find("\"b\""));
    CHECK(!json->root().at_pointer("/f/2"));
    CHECK(!json->root().at_pointer("/f/x"));
}

TEST_CASE("json: a base is added to offsets, and a byte order mark is passed over")
{
    const auto json = JsonDocument::parse("\xEF\xBB\xBF[7]", 100);
    REQUIRE(json);
    CHECK(json->root().at_pointer("/0").offset() == 104);
}

TEST_CASE("json: numbers are kept as written until asked for")
{
    const auto json = JsonDocument::parse("[1e400, 12345678901234567890, 4294967295, 4294967296, -1, 1.0, 0.1]");
    REQUIRE(json);
    const auto at = [&](size_t i) { return json->root().at_pointer("/" + std::to_string(i)); };
    CHECK(!at(0).number());
    CHECK(at(1).text() == "12345678901234567890");
    CHECK(at(2).unsigned32() == 4294967295u);
    CHECK(!at(3).unsigned32());
    CHECK(!at(4).unsigned32());
    CHECK(at(4).number() == -1.0);
    CHECK(!at(5).unsigned32());
    CHECK(at(6).number() == 0.1);
}

TEST_CASE("json: text() is canonical")
{
    const auto json =
        JsonDocument::parse("{ \"b\" : [1, 2.50 ,\"\\u00e9\\n\\u2028\" ],\n \"a\": {}, \"c\": [true,false,null]}");
    REQUIRE(json);
    CHECK(json->root().text() == "{\"b\":[1,2.50,\"é\\n\\u2028\"],\"a\":{},\"c\":[true,false,null]}");
}

TEST_CASE("json: what isn't JSON is refused with its place")
{
    struct Case {
        std::string text;
        size_t offset;
        const char* words;
    };
    const std::string deep = std::string(65, '[') + "1" + std::string(65, ']');
    const Case cases[] = {
        {"", 0, "nothing"},
        {"{\"a\": 1", 7, "ends"},
        {"[1, 2] x", 7, "follows"},
        {"[1, x]", 4, "not valid JSON"},
        {"{\"a\": 1, \"b\": 2, \"a\": 3}", 17, "\"a\" stands twice"},
        {"{\"\\u0061\": 1, \"a\": 3}", 14, "stands twice"},
        {"[\"ab\xFF\"]", 4, "UTF-8"},
        {"[\"\\ud800\"]", 7, "not valid JSON"},
        {deep, 64, "nested"},
        {"[1,]", 2, "not valid JSON"},
    };
    for (const Case& each : cases) {
        CAPTURE(each.text);
        const auto json = JsonDocument::parse(each.text);
        REQUIRE(!json);
        CHECK(json.error().message.find(each.words) != std::string::npos);
        CHECK(json.error().offset >= each.offset);
        CHECK(json.error().offset <= each.offset + 1);
    }
    CHECK(JsonDocument::parse(std::string(64, '[') + std::string(64, ']')));
}

TEST_CASE("json: a key that comes twice is found in a large object too")
{
    std::string text = "{";
    for (int i = 0; i < 500; ++i) text += "\"k" + std::to_string(i) + "\": 1, ";
    CHECK(JsonDocument::parse(text + "\"last\": 1}"));
    const auto json = JsonDocument::parse(text + "\"k77\": 1}");
    REQUIRE(!json);
    CHECK(json.error().offset == text.size());
}

TEST_CASE("json: strings escape quotation marks, backslashes, controls and invisible separators, nothing else")
{
    CHECK(escaped("a\"b\\c/d") == R"("a\"b\\c/d")");
    CHECK(escaped("\n\r\t\b\f\x01\x1F\x7F") == "\"\\n\\r\\t\\b\\f\\u0001\\u001f\x7F\"");
    CHECK(escaped("\u2028\u2029\uFEFF") == R"("\u2028\u2029\ufeff")");
    CHECK(escaped("\u2027\u202A\uFEFE\uFF01é👩‍👧") == "\"\u2027\u202A\uFEFE\uFF01é👩‍👧\"");
    CHECK(escaped(std::string_view("\0", 1)) == R"("\u0000")");
}

}  // namespace
}  // namespace glossator
