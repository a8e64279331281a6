#include <algorithm>

#include <doctest/doctest.h>

#include "core/io/html_text.h"
#include "core/io/html_tokens.h"
#include "tests/unit/codec_trips.h"
#include "tests/unit/python_words.h"

// Web pages, in; and from each piece of their text back to the file.
namespace glossator::html_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormat = "html";

constexpr const char* kPage = R"(<!DOCTYPE html>
<html lang=en>
<head>
<title>Ferry &amp; line | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta name='author' content='Zo&euml; Berg'>
<link rel="canonical" href="https://post.example/ferry?a=1&amp;copy=2">
<style>p { color: red }</style>
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
 "headline": "Ferry will  run", "datePublished": "2026-03-02T09:00:00Z", "author": [{"name": "Zoë Berg"}, {"name": "Bo"}]}]}</script>
</head>
<body>
<nav><ul><li>Home<li>News</ul></nav>
<main>
<article><header><h1>Ferry &amp; line</h1></header>
<p>The  ferry will
   run&nbsp;again&hellip; <b>Mayor <i>Ilse</b> Okonjo</i> said &#8220;41&#x20AC;&#148;.<br>Then she left.</p>
<!-- <p>no text --><script>document.write("<p>none</p>")</script>
<p hidden>unseen</p><p style="display: none">unseen</p>
<figure><img src=a.png alt="A ship"><figcaption>The <a href="/s">ship</a></figcaption></figure>
<pre>
  two
    lines</pre>
<table><tr><td>Cost<td>41</tr><tr><th>Year</th><th> 2026 </th></tr></table>
<aside>Read more</aside>
</article>
</main>
<footer>© 2026</footer>
</body></html>
)";

constexpr const char* kPageText =
    "Ferry & line\nThe ferry will run\u00A0again… Mayor Ilse Okonjo said “41€”.\nThen she left.\nThe ship\n  two\n    "
    "lines\nCost\t41\nYear\t2026";

// Every piece of a document's map, [begin, end, source begin, source end], against the text and the file.
void check_map(const Document& document, std::string_view file)
{
    REQUIRE(!document.extra.empty());
    CHECK(document.extra[0].first == "x-html");
    const Result<JsonDocument> json = JsonDocument::parse(document.extra[0].second);
    const std::vector<char32_t> text = worlds::code_points_of(document.text->bytes());
    std::vector<bool> covered(text.size());
    uint32_t last = 0, last_source = 0;
    for (const JsonValue piece : json->root()["pieces"].children()) {
        std::vector<uint32_t> at;
        for (const JsonValue number : piece.children()) at.push_back(*number.unsigned32());
        REQUIRE(at.size() == 4);
        CHECK(at[0] >= last);
        CHECK(at[2] >= last_source);
        last = at[1];
        last_source = at[3];
        REQUIRE(last <= text.size());
        REQUIRE(last_source <= file.size());
        std::string words;
        for (uint32_t i = at[0]; i < at[1]; ++i) {
            append_utf8(words, text[i]);
            covered[i] = true;
        }
        const std::string_view source = file.substr(at[2], at[3] - at[2]);
        CAPTURE(words);
        CAPTURE(source);
        if (words == "\n") {
            CHECK((source.substr(0, 3) == "<br" || source == "\n" || source == "\r\n" || source == "\r"));
        } else if (source.size() == words.size()) {
            for (size_t i = 0; i < words.size(); ++i)
                CHECK((words[i] == source[i] || (words[i] == ' ' && html::is_blank(source[i]))));
        } else {
            CHECK(html::with_references_read(source) == words);
        }
    }
    for (size_t i = 0; i < text.size(); ++i)
        if (!covered[i]) CHECK((text[i] == U'\n' || text[i] == U'\t'));
}

TEST_CASE("html: of a page comes the text of its article, with what the page says of itself")
{
    const ReadResult read = import_text("a/ferry.html", kPage);
    REQUIRE(read);
    const Document& document = read->project.documents()[0];
    CHECK(document.text->bytes() == kPageText);
    CHECK(document.name == "ferry.html");
    CHECK(document.title == "Ferry will run");
    CHECK(document.publisher == "The Harbour Post");
    CHECK(document.url == "https://post.example/ferry?a=1&copy=2");
    CHECK(document.date == "2026-03-02T09:00:00Z");
    CHECK(document.language == "en");
    CHECK(document.meta == JsonMembers{{"author", "\"Zoë Berg, Bo\""}});
    CHECK(loses(read->losses, "texts beside the article"));
    CHECK(loses(read->losses, "pictures"));
    CHECK(loses(read->losses, "addresses of links"));
    CHECK(read_native(write_native(read->project)));
}

TEST_CASE("html: each piece of the text leads to the bytes of the file that it is made of")
{
    for (const char* part : {"article", "page"}) {
        ImportOptions options = import_as(kFormat);
        options.options = {{"part", part}};
        const ReadResult read = import_text("ferry.html", kPage, options);
        REQUIRE(read);
        check_map(read->project.documents()[0], kPage);
    }
    const ReadResult read = import_text("ferry.html", kPage);
    const Document& document = read->project.documents()[0];
    const size_t at = std::u32string(U"Ferry & line\nThe ferry will run\u00A0again… ").size();
    const Result<JsonDocument> json = JsonDocument::parse(document.extra[0].second);
    for (const JsonValue piece : json->root()["pieces"].children()) {
        const auto children = piece.children();
        std::vector<uint32_t> numbers;
        for (const JsonValue number : children) numbers.push_back(*number.unsigned32());
        if (at >= numbers[0] && at < numbers[1])
            CHECK(std::string_view(kPage).substr(numbers[2] + at - numbers[0], 5) == "Mayor");
    }
}

TEST_CASE("html: what is the article")
{
    const auto text = [](const std::string& body, const char* part = "article") {
        Losses losses;
        return html::text_of_page(body, *part == 'p' ? html::Part::Page : html::Part::Article, losses).text;
    };
    CHECK(text("<p>one<p>two") == "one\ntwo");
    CHECK(text("<div>menu menu menu</div><main><p>one</p></main>") == "one");
    CHECK(text("<div>x</div><article>long enough</article><article>b</article>") == "long enough");
    CHECK(text("<main><p>the text itself, which is long</p><article>short</article></main>") ==
          "the text itself, which is long\nshort");
    CHECK(text("<div role=article>one</div>x") == "one");
    CHECK(text("<nav>a<p>b</nav>c<footer>d</footer>", "page") == "a\nb\nc\nd");
    CHECK(text("<nav>a<p>b</nav>c<footer>d</footer>") == "c");
    CHECK(text("<div><nav>a</div>b") == "b");  // an element without an end goes with the one around it
    CHECK(text("<head><title>t</title><body>b") == "b");
    CHECK(text("").empty());
}

TEST_CASE("html: white space and blocks are as browsers show them")
{
    const auto text = [](const std::string& body) {
        Losses losses;
        return html::text_of_page(body, html::Part::Article, losses).text;
    };
    CHECK(text(" <p> a \n\t b </p>\n <p>c</p> ") == "a b\nc");
    CHECK(text("a<b> b</b> c") == "a b c");
    CHECK(text("a <b> b </b> c") == "a b c");
    CHECK(text("a<br>b<br/> c") == "a\nb\nc");
    CHECK(text("a<br><br>b") == "a\n\nb");
    CHECK(text("<p>a<br></p><p>b") == "a\nb");
    CHECK(text("a<wbr>b&shy;c") == "ab\u00ADc");
    CHECK(text("<pre>\r\n a\r\n b</pre>c") == " a\n b\nc");
    CHECK(text("<ul><li>a<li>b</ul>c") == "a\nb\nc");
    CHECK(text("<table><tr><td></td><td>a</td><td><p>b</p></td></tr></table>") == "a\tb");
    CHECK(text("<b><p>one</b> two</p>three") == "one two\nthree");
    CHECK(text(std::string("a\0b", 3)) == "ab");
}

TEST_CASE("html: tags, comments, raw texts and references are told apart as the standard does")
{
    const auto kinds = [](std::string_view file) {
        std::string out;
        html::Tokens tokens(file);
        while (const std::optional<html::Token> token = tokens.next()) {
            if (!out.empty()) out += '|';
            if (token->kind == html::Token::Kind::Close) out += '/';
            out +=
                token->name.empty() ? std::string(file.substr(token->begin, token->end - token->begin)) : token->name;
            for (const html::TagAttribute& each : token->attributes) out += " " + each.name + "=" + each.value;
        }
        return out;
    };
    CHECK(kinds("a<B x='1' Y=2 z x=3>c</b >") == "a|b x=1 y=2 z=|c|/b");
    CHECK(kinds("a < b <3 </ x>c") == "a < b <3 |c");
    CHECK(kinds("<a href=x/y>1</a/>") == "a href=x/y|1|/a");
    CHECK(kinds("<br/><i=1>") == "br|i=1");
    CHECK(kinds("<a =x=1>") == "a =x=1");
    CHECK(kinds("<!-- a > b -->c<!-->d<!--->e<!-- f --!>g<!doctype html>h<?x?>i") == "c|d|e|g|h|i");
    CHECK(kinds("<script>a</b><p></scripted></SCRIPT >c") == "script|a</b><p></scripted>|/script|c");
    CHECK(kinds("<title>a<b></title>") == "title|a<b>|/title");
    CHECK(kinds("<plaintext>a</plaintext>") == "plaintext|a</plaintext>");
    CHECK(kinds("a<b c=\"d") == "a");
    CHECK(kinds("a<!-- b") == "a");
    CHECK(kinds("a</") == "a</");
    CHECK(kinds("a<") == "a<");

    const auto read = [](std::string_view text) { return html::with_references_read(text); };
    CHECK(read("&lt;&amp;amp;&gt;") == "<&amp;>");
    CHECK(read("&eacute;&eacute &eacutes &notit;") == "éé és ¬it;");
    CHECK(read("&#65;&#x1F44D;&#X41 &#0;&#xD800;&#99999999999;&#150;") == "A👍A \uFFFD\uFFFD\uFFFD–");
    CHECK(read("& &; &# &#x; &x &unknown; AT&T") == "& &; &# &#x; &x &unknown; AT&T");
    CHECK(read("&ccaron;&hellip;&rsquo;&Tab;&NewLine;") == "č…’\t\n");
    CHECK(html::with_references_read("?a&copy=1&copy;&lt", true) == "?a&copy=1©<");
}

TEST_CASE("html: files are known by name or content, and what is wrong is told with its place")
{
    CHECK(detect_format("a.HTM", "x") == format_named(kFormat));
    CHECK(detect_format("a", "\n<!DOCTYPE HTML><p>x") == format_named(kFormat));
    CHECK(detect_format("a.txt", "<html>") == format_named(kFormat));
    CHECK(detect_format("a.txt", "<p>x") == format_named("text"));
    worlds::check_refused("x.html", kFormat,
                          {{"<p>\xE9t\xE9</p>", 3, "UTF-8"},
                           {"<meta charset='iso-8859-1'><p>\xE9</p>", 30, "it says that it is iso-8859-1"}});
    worlds::check_prefixes("x.html", kPage, kFormat);
    const std::string deep = [] {
        std::string out;
        for (int i = 0; i < 100'000; ++i) out += "<div>";
        return out + "x";
    }();
    const ReadResult read = import_text("x.html", deep, import_as(kFormat));
    REQUIRE(read);
    CHECK(read->project.documents()[0].text->bytes() == "x");
    const ReadResult unknown = import_text("x.html", "<p>a &foo; b", import_as(kFormat));
    REQUIRE(unknown);
    CHECK(unknown->project.documents()[0].text->bytes() == "a &foo; b");
    CHECK(loses(unknown->losses, "names of characters that aren't known"));
}

}  // namespace
}  // namespace glossator::html_test
