#include <algorithm>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "core/edit/join.h"
#include "core/io/formats.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/losses.h"
#include "core/io/offset_unit.h"
#include "core/io/project_builder.h"
#include "core/io/project_lines.h"
#include "core/io/tokens.h"
#include "core/io/xml.h"
#include "core/io/zip.h"
#include "core/text/segmentation.h"
#include "tests/unit/random_text.h"
#include "tests/unit/worlds.h"

// What the codecs share: offsets, tokens, XML, JSON out, losses, and the making of a project.
namespace glossator {
namespace {

using worlds::text_of;

TEST_CASE("offsets: agree with counting on random text, in every unit, and back")
{
    std::mt19937 rng(7);
    for (int round = 0; round < 60; ++round) {
        const TextPtr text = text_of(random_text(rng, 1 + round));
        uint32_t code_points = 0, units = 0, clusters = 0;
        const Offsets by_cp(*text, OffsetUnit::CodePoint), by_u16(*text, OffsetUnit::Utf16),
            by_byte(*text, OffsetUnit::Byte), by_cluster(*text, OffsetUnit::Grapheme);
        uint32_t cluster_end = 0;
        for (uint32_t byte = 0; byte < text->size();) {
            const auto [c, length] = decode_utf8(text->bytes(), byte);
            CHECK(by_cp.from_byte(byte) == code_points);
            CHECK(by_u16.from_byte(byte) == units);
            CHECK(by_byte.from_byte(byte) == byte);
            if (byte == cluster_end) {
                CHECK(by_cluster.to_byte(clusters) == byte);
                CHECK(by_cluster.names(byte));
                cluster_end = snap_to_graphemes(*text, {byte, byte + length}).end;
                ++clusters;
            }
            CHECK(by_cluster.from_byte(byte) == clusters - 1);
            CHECK(by_cluster.names(byte) == (by_cluster.to_byte(clusters - 1) == byte));
            CHECK(by_u16.names(byte));
            CHECK(by_cp.to_byte(code_points) == byte);
            CHECK(by_u16.to_byte(units) == byte);
            if (c > 0xFFFF) CHECK(!by_u16.to_byte(units + 1));
            if (length > 1) CHECK(!by_byte.to_byte(byte + 1));
            code_points += 1;
            units += c > 0xFFFF ? 2 : 1;
            byte += length;
        }
        CHECK(by_cp.size() == code_points);
        CHECK(by_u16.size() == units);
        CHECK(by_cluster.size() == clusters);
        CHECK(by_cluster.to_byte(clusters) == text->size());
        CHECK(!by_cp.to_byte(code_points + 1));
    }
}

TEST_CASE("offsets: a range that isn't one is told with its numbers")
{
    const TextPtr text = text_of("Hi \U0001F44D Anna");
    const Offsets units(*text, OffsetUnit::Utf16);
    CHECK(text->slice(units.range(6, 10).value()) == "Anna");
    CHECK(units.range(6, 11).error().message == "the end, 11, lies beyond the text, which has 10 UTF-16 units");
    CHECK(units.range(4, 10).error().message == "the begin, 4, lies inside a character, if offsets count UTF-16 units");
    CHECK(units.range(6, 6).error().message == "the range from 6 to 6 is empty");
    CHECK(units.range(6, 3).error().message == "the range from 6 to 3 ends before it begins");
}

TEST_CASE("offsets: the unit is the one under which the quotes stand at their place")
{
    const TextPtr text = text_of("Hi \U0001F44D Anna, said\nZo\u00EB");
    const auto unit_of = [&](std::vector<Quoted> quotes, OffsetUnit expected = OffsetUnit::CodePoint) {
        return detect_unit(*text, quotes, expected);
    };
    CHECK(unit_of({{5, 9, "Anna"}}).unit == OffsetUnit::CodePoint);
    CHECK(unit_of({{6, 10, "Anna"}}).unit == OffsetUnit::Utf16);
    CHECK(unit_of({{8, 12, "Anna"}}).unit == OffsetUnit::Byte);
    CHECK(unit_of({{11, 19, "said Zo\u00EB"}}).mismatches == 0);  // a line break that was written as a space
    CHECK(unit_of({{0, 2, "Hi"}}, OffsetUnit::Utf16).unit == OffsetUnit::Utf16);
    CHECK(unit_of({{0, 2, "Ho"}}).mismatches == 1);
    CHECK(only_place_of(*text, "Anna") == TextRange{8, 12});
    CHECK(!only_place_of(*text, "a"));
    CHECK(same_but_blanks("a  b\n", "a b"));
    CHECK(!same_but_blanks("a b", "ab"));
    CHECK(!same_but_blanks("a b", "a c"));
    CHECK(!same_but_blanks("a", "a b"));
}

TEST_CASE("tokens: cover all but white space once, begin and end at every edge, and no fragment crosses a sentence")
{
    std::mt19937 rng(3);
    for (int round = 0; round < 80; ++round) {
        const Document document = worlds::document("d-1", random_text(rng, 60));
        const Text& text = *document.text;
        std::vector<Span> spans;
        for (int i = 0; i < 4; ++i) {
            const TextRange range{
                snap_to_graphemes(text, {text.code_point_to_byte(random_below(rng, text.code_points())), text.size()})
                    .begin,
                text.size()};
            const uint32_t end = text.forward(
                range.begin,
                1 + random_below(rng, text.byte_to_code_point(text.size()) - text.byte_to_code_point(range.begin)));
            spans.push_back(worlds::span("s-" + std::to_string(i), "PERSON", {{range.begin, end}}));
        }
        std::vector<const Span*> pointers;
        for (const Span& span : spans) pointers.push_back(&span);
        const std::vector<TokenSentence> sentences = tokenise(document, pointers);
        const std::vector<TextRange> tokens = flat(sentences);
        std::vector<bool> covered(text.size());
        uint32_t last = 0;
        for (const TextRange& token : tokens) {
            CHECK(token.begin >= last);
            CHECK(!token.empty());
            std::fill(covered.begin() + token.begin, covered.begin() + token.end, true);
            last = token.end;
        }
        for (uint32_t byte = 0; byte < text.size();) {
            const auto [c, length] = decode_utf8(text.bytes(), byte);
            CHECK(covered[byte] == !is_white_space(c));
            byte += length;
        }
        for (const Span& span : spans) {
            for (const TextRange& token : tokens)
                for (const uint32_t edge : {span.begin(), span.end()}) CHECK(!(token.begin < edge && edge < token.end));
            for (size_t i = 0; i + 1 < sentences.size(); ++i)
                CHECK(!(span.begin() < sentences[i].at.end && span.end() > sentences[i + 1].at.begin));
        }
    }
}

TEST_CASE("tokens: words, marks and sentences of news, and those that cover a range")
{
    const Document document =
        worlds::document("d-1", "The BLA\u2019s spokesman said: \u201CTen died.\u201D\nMr. Baloch left.");
    const std::vector<TokenSentence> sentences = tokenise(document, {});
    std::vector<std::string> words;
    for (const TextRange& token : flat(sentences)) words.emplace_back(document.text->slice(token));
    CHECK(words == std::vector<std::string>{"The", "BLA", "\u2019s", "spokesman", "said", ":", "\u201C", "Ten", "died",
                                            ".", "\u201D", "Mr", ".", "Baloch", "left", "."});
    CHECK(sentences.size() == 2);
    const std::vector<TextRange> tokens = flat(sentences);
    const TokenRange two = tokens_of(tokens, {4, 11});
    CHECK(two.begin == 1);
    CHECK(two.end == 3);
    CHECK(tokens_of(tokens, {5, 7}).empty());
    CHECK(tokens_of(tokens, {3, 4}).empty());
}

TEST_CASE("tokens: a text from tokens has the blanks that English has, and says where its tokens are")
{
    Detokeniser made;
    for (const char* token :
         {"He", "said", ",", "\"", "No", "(", "not", "now", ")", "\"", ".", "It", "is", "Ilse", "'s", "$", "5"})
        made.add(token);
    made.end_sentence();
    made.add("Next");
    made.end_sentence("");
    const TextPtr text = made.take_text().value();
    CHECK(text->bytes() == "He said, \"No (not now)\". It is Ilse's $5\nNext");
    const Segments segments = made.segments("x");
    CHECK(segments.sentences.size() == 2);
    CHECK(text->slice(segments.tokens[13]) == "Ilse");
    CHECK(text->slice(segments.tokens.back()) == "Next");
}

TEST_CASE("xml: text and attributes come out as they went in, but for what XML has no way to write")
{
    std::mt19937 rng(5);
    for (int round = 0; round < 200; ++round) {
        const std::string wanted = random_text(rng, 20) + "<&>\"'\r\n\t";
        std::string file = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a";
        write_xml_attribute(file, "b", wanted);
        file += ">";
        write_xml_text(file, wanted);
        file += "</a>";
        const auto document = XmlDocument::parse(file);
        REQUIRE(document);
        CHECK(std::string(document->root().attribute("b").value()) == wanted);
        CHECK(xml_text(document->root()) == wanted);
    }
    std::string file;
    write_xml_text(file, "a\x01z\uFFFFq");
    CHECK(file == "a z\uFFFDq");
    CHECK(xml_lacks("a\x01z\uFFFFq") == 2);
}

TEST_CASE("xml: a character as two references to surrogates is read, and faults have a place")
{
    const auto pair = XmlDocument::parse("<a b='&#55357;&#56834;'>&#xD83D;&#xDE02;</a>");
    REQUIRE(pair);
    CHECK(std::string(pair->root().attribute("b").value()) == "\U0001F602");
    CHECK(xml_text(pair->root()) == "\U0001F602");

    struct Case {
        std::string file;
        size_t offset;
        std::string words;
    };
    std::string deep;
    for (size_t i = 0; i <= kMaxXmlDepth; ++i) deep += "<a>";
    for (size_t i = 0; i <= kMaxXmlDepth; ++i) deep += "</a>";
    const Case cases[] = {{"<a>\n<b></a>", 9, "well-formed"},
                          {"<a>&#55357;</a>", 3, "no character"},
                          {"<a>&#0;</a>", 3, "no character"},
                          {"<a>&#;</a>", 3, "no reference"},
                          {"<a>x\x02</a>", 4, "control character"},
                          {"<a>\xFF</a>", 3, "UTF-8"},
                          {"<?xml version='1.0' encoding='ISO-8859-1'?><a/>", 0, "ISO-8859-1"},
                          {"<a/><b/>", 4, "second element"},
                          {deep, 3 * kMaxXmlDepth, "deeper"},
                          {"", 0, ""},
                          {"text", 0, ""}};
    for (const Case& each : cases) {
        CAPTURE(each.file.substr(0, 40));
        const auto document = XmlDocument::parse(each.file);
        REQUIRE(!document);
        if (!each.words.empty()) {
            CHECK(document.error().offset == each.offset);
            CHECK(document.error().message.find(each.words) != std::string::npos);
        }
    }
}

TEST_CASE("json writer: what it writes is JSON with the same values")
{
    JsonWriter out;
    out.begin_object().string("a", "\u2028\"").key("b").begin_array().number(uint64_t{1}).begin_object().end_object();
    out.number(0.5).boolean(true).null().begin_array().end_array().end_array().number("c", uint64_t{7}).end_object();
    const std::string json = out.take();
    CHECK(json == "{\"a\":\"\\u2028\\\"\",\"b\":[1,{},0.5,true,null,[]],\"c\":7}");
    CHECK(JsonDocument::parse(json));
}

TEST_CASE("project builder: what the schema lacks is added, and what it has is used")
{
    const std::vector<InputFile> files{{"folder/a.ann", ""}};
    ProjectBuilder made({files, worlds::news_schema(), worlds::annotator("mira", "Mira"), {}});
    made.add_document("a.txt", text_of("Ilse of the board said no."));
    CHECK(made.label("Person") == LabelId("PERSON"));  // by its title
    CHECK(made.label("Vessel") == LabelId("Vessel"));
    CHECK(made.label("Vessel") == LabelId("Vessel"));
    Span ilse = worlds::span("", "PERSON", {{0, 4}});
    made.set_attribute(ilse, "mention", "list");  // a value that the choice lacks
    made.set_attribute(ilse, "seats", "twelve");  // a number there; so another attribute
    made.set_attribute(ilse, "topics", std::vector<std::string>{"a", "b", "a"});
    ilse.entity = made.entity("E1", "PERSON", "Ilse Okonjo");
    const SpanId first = made.add(std::move(ilse));
    const SpanId board = made.add(worlds::span("T2", "Vessel", {{8, 17}}));
    CHECK(made.add(worlds::span("T2", "CUE", {{18, 22}})) != board);  // the id is taken
    Relation member;
    member.type = made.relation_type("member of");
    member.from = first;
    member.to = board;
    made.add(member);
    Attribution said;
    said.sources = {first};
    made.set_attribute(said, "form", "direct");
    const AttributionId next = made.next_attribution();
    CHECK(made.add(said) == next);
    made.set_document_attribute("checked", true);
    const Result<Project> project = made.take();
    REQUIRE(project);
    CHECK(project->info().title == "a");
    const AnnotationSet& set = *project->sets().front();
    CHECK(set.info.by == AnnotatorId("mira"));
    CHECK(set.spans.size() == 3);
    CHECK(set.relations.begin()->second.type == RelationTypeId("member_of"));
    CHECK(std::get<std::string>(*set.spans.find(first)->attributes.find(AttributeId("seats-2"))) == "twelve");
    CHECK(std::get<std::vector<std::string>>(*set.spans.find(first)->attributes.find(AttributeId("topics"))).size() ==
          2);
    CHECK(project->schema().find(LabelId("Vessel"))->layer == "entity");
    CHECK(project->entities().size() == 1);
    CHECK(read_native(write_native(*project)));
}

TEST_CASE("project builder: no id comes twice, whether it was counted or brought along")
{
    const std::vector<InputFile> files{{"a.ann", ""}};
    ProjectBuilder made({files, {}, {}, {}});
    made.add_document("a.txt", text_of("some words here"));
    made.label("X");
    std::set<SpanId> ids;
    const auto add = [&](const char* id) {
        const SpanId given = made.add(worlds::span(id, "X", {{0, 4}}));
        CHECK(ids.insert(given).second);
        CHECK(made.find(given)->id == given);
        return given;
    };
    CHECK(add("") == SpanId("s-1"));
    CHECK(add("") == SpanId("s-2"));
    CHECK(made.add_span().id == SpanId("s-3"));
    made.find(SpanId("s-3"))->label = LabelId("X");
    made.find(SpanId("s-3"))->at = {{5, 10}};
    ids.insert(SpanId("s-3"));
    CHECK(add("s-7") == SpanId("s-7"));
    add("s-2");
    add("s-3");
    for (int i = 0; i < 5; ++i) add("");
    CHECK(made.find(SpanId("s-99")) == nullptr);
    const Result<Project> project = made.take();
    REQUIRE(project);
    CHECK(project->sets().front()->spans.size() == ids.size());
}

TEST_CASE("project builder: a record that breaks a rule is named")
{
    const std::vector<InputFile> files{{"a.ann", ""}};
    ProjectBuilder made({files, {}, {}, {}});
    made.add_document("a.txt", text_of("text"));
    made.label("X");
    made.add(worlds::span("s-9", "X", {{0, 9}}));
    const Result<Project> project = made.take();
    REQUIRE(!project);
    CHECK(project.error().message.find("s-9: ") == 0);
}

TEST_CASE("losses: what a format has no place for is counted with an example, and what it has isn't")
{
    const Project project = worlds::ferry_project();
    Losses all, none;
    Carries nothing, everything;
    nothing.spans = false;
    everything.metadata = everything.discontinuous = everything.attributes = everything.notes = everything.entities =
        everything.entity_names = everything.entity_details = everything.claims = everything.claim_links =
            everything.relations = everything.attributions = everything.attribution_details =
                everything.document_attributes = everything.status = true;
    count_uncarried(project, nothing, all);
    count_uncarried(project, everything, none);
    std::set<std::string> kinds;
    for (const Loss& loss : all.list()) {
        CHECK(loss.count > 0);
        CHECK(!loss.example.empty());
        CHECK(kinds.insert(loss.what).second);
    }
    for (const char* kind : {"spans", "entities", "claims", "attributions", "relations"}) CHECK(kinds.count(kind) == 1);
    for (const Loss& loss : none.list()) CAPTURE(loss.what);
    for (const char* kind : {"spans", "entities", "claims", "attributions", "relations", "discontinuous spans"})
        for (const Loss& loss : none.list()) CHECK(loss.what != kind);
}

TEST_CASE("formats: every file is in one group, and options that a format hasn't are told")
{
    const std::vector<InputFile> files{{"a/x.txt", "Text."}, {"a/y.glossator.json", "{}"}, {"z.bin", "\xFF"}};
    const std::vector<FileGroup> groups = group_files(files);
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].format == format_named("text"));
    CHECK(groups[1].format == format_named("glossator"));
    CHECK(groups[2].format == nullptr);
    const auto exported = export_project(worlds::ferry_project(), "text", {{"colour", "red"}});
    REQUIRE(!exported);
    CHECK(exported.error().message.find("colour") != std::string::npos);
}

TEST_CASE("zip: names, sizes and checksums stand where the format has them, and the bytes are stored as they are")
{
    const std::string zip = write_zip({{"a.txt", "123456789"}, {"b/\u00E9.txt", ""}});
    const auto number = [&](size_t at, size_t size) {
        size_t out = 0;
        for (size_t i = size; i-- > 0;) out = out << 8 | static_cast<unsigned char>(zip[at + i]);
        return out;
    };
    CHECK(zip.substr(0, 4) == "PK\x03\x04");
    CHECK(number(14, 4) == 0xCBF43926);  // the check value of CRC-32
    CHECK(number(18, 4) == 9);
    CHECK(zip.substr(30, 14) == "a.txt123456789");
    const size_t end = zip.size() - 22, directory = number(end + 16, 4);
    CHECK(zip.substr(end, 4) == "PK\x05\x06");
    CHECK(number(end + 10, 2) == 2);
    CHECK(directory + number(end + 12, 4) == end);
    CHECK(zip.substr(directory, 4) == "PK\x01\x02");
    CHECK(zip.substr(directory + 46, 5) == "a.txt");
    const size_t second = directory + 46 + 5;
    CHECK(number(second + 42, 4) == 30 + 14);
    CHECK(zip.substr(second + 46, 8) == "b/\u00E9.txt");
}

TEST_CASE("join: many projects become one, in their order")
{
    ProjectJoin join;
    CHECK(join.empty());
    for (int i = 0; i < 37; ++i) {
        std::vector<std::string> notes;
        const std::string name = std::to_string(i) + ".txt";
        REQUIRE(join.add(import_file(name, "Text " + name, {}, notes).value()));
    }
    const Project all = join.take().value();
    REQUIRE(all.documents().size() == 37);
    for (size_t i = 0; i < 37; ++i) CHECK(all.documents()[i].name == std::to_string(i) + ".txt");
    CHECK(all.sets().size() == 37);
}

TEST_CASE("formats: projects one behind the other in a file of lines are joined, and a fault has its place in the file")
{
    const std::string lines = write_native_lines(worlds::ferry_project());
    std::vector<std::string> notes;
    const auto twice = import_file("a.glossator.jsonl", lines + lines, {}, notes);
    REQUIRE(twice);
    CHECK(worlds::difference(*twice, worlds::ferry_project()) == "");  // the same is there once
    std::string bad = lines;
    bad.replace(bad.find("\"version\": 1"), 12, "\"version\": 9");
    const auto fault = import_file("a.glossator.jsonl", lines + bad, {}, notes);
    REQUIRE(!fault);
    CHECK(fault.error().front().offset > lines.size());
    CHECK(project_begins(lines + lines) == std::vector<size_t>{0, lines.size()});
    CHECK(project_begins("{\"a\": 1}\n").empty());
}

}  // namespace
}  // namespace glossator
