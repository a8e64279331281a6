#include <doctest/doctest.h>

#include "core/text/markdown.h"
#include "tests/unit/random_text.h"
#include "tests/unit/worlds.h"

using namespace glossator;
using Kind = MarkdownBlock::Kind;

namespace {

// A block in short: "h1 Title", "p text", "• item", "> quote", with runs as [words].
std::string told(const MarkdownBlock& block)
{
    std::string out(block.quotes, '>');
    out += std::string(block.depth, '-');
    switch (block.kind) {
    case Kind::Heading: out += "h" + std::to_string(block.level); break;
    case Kind::Paragraph: out += "p"; break;
    case Kind::Code: out += "code"; break;
    case Kind::Row: out += block.level > 0 ? "head" : "row"; break;
    case Kind::Rule: out += "rule"; break;
    }
    if (!block.marker.empty()) out += " " + block.marker;
    if (!block.text.empty()) out += " " + block.text;
    for (const MarkdownRun& run : block.runs) {
        out += std::string(" [") + (run.strong ? "*" : "") + (run.emphasis ? "/" : "") + (run.code ? "`" : "") +
               (run.struck ? "~" : "");
        out += block.text.substr(run.bytes.begin, run.bytes.end - run.bytes.begin);
        out += (run.link.empty() ? "" : "|" + run.link) + "]";
    }
    return out;
}

std::vector<std::string> told(std::string_view text)
{
    std::vector<std::string> out;
    for (const MarkdownBlock& block : read_markdown(text)) out.push_back(told(block));
    return out;
}

using Told = std::vector<std::string>;

}  // namespace

TEST_CASE("markdown: headings, paragraphs and rules")
{
    CHECK(told("# Person\nMark the\nwhole name.\n\n***\nSetext\n===") ==
          Told{"h1 Person", "p Mark the whole name.", "rule", "h1 Setext"});
    CHECK(told("") == Told{});
    CHECK(told("line  \nbreak") == Told{"p line\nbreak"});
}

TEST_CASE("markdown: emphasis, code and links are stretches of the text, one in the other")
{
    CHECK(told("a *b* **c** `d` ~~e~~") == Told{"p a b c d e [/b] [*c] [`d] [~e]"});
    CHECK(told("**a *b***") == Told{"p a b [*/b] [*a b]"});
    CHECK(told("[see](https://e.example/x) <https://e.example>") ==
          Told{"p see https://e.example [see|https://e.example/x] [https://e.example|https://e.example]"});
    CHECK(told("![map](m.png)") == Told{"p map [map|m.png]"});
    CHECK(told("渡し船 **اردو**") == Told{"p 渡し船 اردو [*اردو]"});
}

TEST_CASE("markdown: lists have their marks, and lists and quotes stand in each other")
{
    CHECK(told("- a\n- b\n  - c\n\n3. x\n4. y") == Told{"-p • a", "-p • b", "--p • c", "-p 3. x", "-p 4. y"});
    CHECK(told("- a\n\n  more\n- b") == Told{"-p • a", "-p more", "-p • b"});
    CHECK(told("0. zero\n1. one") == Told{"-p 0. zero", "-p 1. one"});
    CHECK(told("> a\n>> b\n\nc") == Told{">p a", ">>p b", "p c"});
}

TEST_CASE("markdown: code keeps its lines, and tables their cells")
{
    CHECK(told("```\na\n  b\n```") == Told{"code a\n  b"});
    const auto table = read_markdown("| a | b |\n|---|---|\n| c | **d** |");
    REQUIRE(table.size() == 2);
    CHECK(told(table[0]) == "head ab");
    CHECK(told(table[1]) == "row cd [*d]");
    REQUIRE(table[1].cells.size() == 2);
    CHECK(table[1].cells[1] == TextRange{1, 2});
}

TEST_CASE("markdown: HTML is text, and entities are what they stand for")
{
    CHECK(told("<b>x</b> <script>y</script>") == Told{"p <b>x</b> <script>y</script>"});
    CHECK(told("<div>\nx\n</div>") == Told{"p <div> x </div>"});
    CHECK(told("a &amp; b &lt; &#233; &#xe9; &#0; &hearts;") == Told{"p a & b < é é \xef\xbf\xbd &hearts;"});
}

TEST_CASE("markdown: any text is read, and every run and cell lies in its block's text")
{
    worlds::Chance chance(7);
    constexpr const char* kPieces[] = {
        "# ", "*", "**", "`",  "```\n", "> ", "- ",  "1. ", "|",  "\n", "\n\n", "[",  "](", ")",
        "!",  "<", ">",  "&#", ";",     "~~", "---", "a",   "渡", " ",  "\\",   "\t", "_",  "http://a.example "};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (uint32_t i = 0, n = chance.below(40); i < n; ++i) text += kPieces[chance.below(28)];
        CAPTURE(text);
        for (const MarkdownBlock& block : read_markdown(text)) {
            for (const MarkdownRun& run : block.runs) CHECK(run.bytes.end <= block.text.size());
            for (const TextRange& cell : block.cells) CHECK(cell.end <= block.text.size());
        }
    }
}
