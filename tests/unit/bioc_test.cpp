#include <set>

#include <pugixml.hpp>

#include "core/io/json.h"
#include "core/io/native.h"
#include "tests/unit/codec_trips.h"

// BioC as XML and JSON, and PubAnnotation: files of other tools in, ours out and in again.
namespace glossator::bioc_test {
namespace {

using namespace worlds;

constexpr const char* kFormats[] = {"bioc-xml", "bioc-json", "pubannotation"};

Carried carried_in(std::string_view format)
{
    Carried out;
    out.in_xml = format == "bioc-xml";
    return out;
}

TEST_CASE("bioc: the library's sample with every element, as XML and as JSON")
{
    for (const char* name : {"everything.xml", "everything.json"}) {
        CAPTURE(name);
        const auto bytes = test_files::shared(std::string("samples/bioc/") + name);
        if (!bytes) continue;
        const ReadResult read = import_text(name, *bytes);
        REQUIRE(read);
        const Project& project = read->project;
        REQUIRE(project.documents().size() == 2);
        CHECK(project.documents()[0].text->bytes() == "abcdefghijklmnopqrstuvwxyz");
        CHECK(project.documents()[1].text->bytes() == "abcdefg\xE6\xB5\x8B\xE8\xAF\x95Non-ASCII");
        std::set<std::string> quotes;
        for (const auto& set : project.sets())
            set->spans.for_each([&](const Span& span) {
                const Document& document = *project.find(set->info.document);
                quotes.insert(std::string(document.text->slice(span.at.front())));
                CHECK(std::get<std::string>(*span.attributes.find(AttributeId("annotation-infon-key"))) ==
                      "annotation-infon-value");
            });
        CHECK(quotes == std::set<std::string>{"bc", "fg", "\xE6\xB5\x8B\xE8\xAF\x95"});
        CHECK(project.sets()[0]->spans.size() == 3);
        CHECK(project.sets()[0]->relations.size() == 2);
        for (const char* lost :
             {"infons of passages", "infons of sentences", "infons of documents", "infons of collections",
              "links with fewer than two spans", "names of roles in relations"})
            CHECK(loses(read->losses, lost));
    }
    if (const auto bytes = test_files::shared("samples/bioc/example-with-text-in-passage.xml")) {
        const ReadResult read = import_text("a.xml", *bytes);
        REQUIRE(read);
        CHECK(read->project.sets()[0]->spans.size() == 2);
        CHECK(read->project.sets()[0]->relations.size() == 1);
        CHECK(read->notes.size() == 1);  // the texts of its annotations aren't those at their places
    }
}

TEST_CASE("pubannotation: the demo's denotations and relations")
{
    const auto bytes = test_files::shared("samples/pubannotation/demo-annotations.json");
    if (!bytes) return;
    const ReadResult read = import_text("demo.json", *bytes);
    REQUIRE(read);
    const JsonDocument json = JsonDocument::parse(*bytes).value();
    const AnnotationSet& set = *read->project.sets().front();
    CHECK(set.spans.size() == json.root()["denotations"].size());
    CHECK(set.relations.size() == json.root()["relations"].size());
    const Text& text = *read->project.documents().front().text;
    for (const JsonValue each : json.root()["denotations"].children()) {
        const Span* span = set.spans.find(SpanId(each["id"].string()));
        REQUIRE(span != nullptr);
        CHECK(text.byte_to_code_point(span->begin()) == each["span"]["begin"].unsigned32());
        CHECK(text.byte_to_code_point(span->end()) == each["span"]["end"].unsigned32());
        if (each["obj"].is_string()) CHECK(span->label.text == each["obj"].string());
    }
}

TEST_CASE("bioc, pubannotation: projects come back with all their records")
{
    for (const char* format : kFormats) {
        CAPTURE(format);
        check_trip(ferry_project(), format, carried_in(format));
        if (const auto gold = test_files::shared("corpus/gold.glossator.json")) {
            const Project project = read_native(*gold).value();
            check_trip(project, format, carried_in(format));
            const Project back = read_back(export_project(project, format).value(), 0, format);
            CHECK(back.schema() == project.schema());
            CHECK(back.sets().front()->info == exported_set(project, project.documents()[0])->info);
            CHECK(back.documents().front().meta == project.documents().front().meta);
        }
        for (uint32_t seed = 0; seed < 25; ++seed) {
            CAPTURE(seed);
            check_trip(random_project(seed), format, carried_in(format));
        }
    }
}

TEST_CASE("bioc, pubannotation: offsets that we write count code points")
{
    Project project = empty_project();
    ProjectWriter writer(project);
    writer.put(document("d-1", "Hi \U0001F44D Anna\r\nand <Bob> & Zo\u00EB\n"));
    AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
    Span anna = span(project.documents()[0], "s-1", "PERSON", {"Anna", "Bob"});
    anna.attributes.set(AttributeId("remark"), "a & b");
    writer.put(set, anna);
    pugi::xml_document xml;
    const std::string bytes = export_project(project, "bioc-xml")->files.front().bytes;
    REQUIRE(xml.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata));
    const pugi::xml_node passage = xml.child("collection").child("document").child("passage");
    CHECK(std::string_view(passage.child("text").text().get()) == project.documents()[0].text->bytes());
    const pugi::xml_node annotation = passage.child("annotation");
    CHECK(std::string_view(annotation.child("text").text().get()) == "Anna Bob");
    CHECK(std::string_view(annotation.find_child_by_attribute("infon", "key", "remark").text().get()) == "a & b");
    CHECK(annotation.child("location").attribute("offset").as_int() == 5);
    CHECK(annotation.child("location").next_sibling("location").attribute("offset").as_int() == 16);
    for (const char* format : {"bioc-json", "pubannotation"}) {
        const std::string json_bytes = export_project(project, format)->files.front().bytes;
        const JsonDocument json = JsonDocument::parse(json_bytes).value();
        if (std::string_view(format) == "pubannotation")
            CHECK(json.root().at_pointer("/denotations/0/span/1/begin").unsigned32() == 16);
        else
            CHECK(json.root().at_pointer("/documents/0/passages/0/annotations/0/locations/1/offset").unsigned32() ==
                  16);
    }
}

TEST_CASE("bioc: offsets in bytes or UTF-16 units are known by the annotations' texts, also between passages")
{
    const auto with_offsets = [](int second, int at) {
        return R"({"source":"","date":"","key":"","infons":{},"documents":[{"id":"1","infons":{},"passages":[)"
               R"({"offset":0,"infons":{},"text":"Zoë 👍.","sentences":[],"annotations":[],"relations":[]},)"
               R"({"offset":)" +
               std::to_string(second) + R"(,"text":"By Anna","annotations":[{"id":"T1","infons":{"type":"PER"},)" +
               R"("text":"Anna","locations":[{"offset":)" + std::to_string(at) + R"(,"length":4}]}]}]}]})";
    };
    for (const auto& [second, at] : {std::pair(7, 10), std::pair(8, 11), std::pair(11, 14)}) {
        const ReadResult read = import_text("a.json", with_offsets(second, at));
        REQUIRE(read);
        const Document& document = read->project.documents().front();
        CHECK(document.text->bytes() == "Zoë 👍. By Anna");
        CHECK(document.text->slice(read->project.sets().front()->spans.at(0).at.front()) == "Anna");
    }
    const ReadResult overlapping = import_text("a.json", with_offsets(3, 6));
    REQUIRE(!overlapping);
    CHECK(overlapping.error().front().error.message == "the passages of the document overlap");
}

TEST_CASE("bioc, pubannotation: the check notices a place that is another")
{
    CHECK(notices(ferry_project(), "bioc-xml", "offset=\"26\"", "offset=\"27\""));
    CHECK(notices(ferry_project(), "bioc-json", "\"offset\":26", "\"offset\":27"));
    CHECK(notices(ferry_project(), "pubannotation", "\"begin\":26", "\"begin\":27"));
}

TEST_CASE("pubannotation: chained fragments are one span")
{
    const ReadResult read =
        import_text("a.json", R"({"text":"a b c","denotations":[{"id":"T1","span":{"begin":0,"end":1},"obj":"X"},)"
                              R"({"id":"T2","span":{"begin":4,"end":5},"obj":"_FRAGMENT"}],)"
                              R"("relations":[{"id":"R1","pred":"_lexicallyChainedTo","subj":"T2","obj":"T1"}]})");
    REQUIRE(read);
    REQUIRE(read->project.sets().front()->spans.size() == 1);
    CHECK(read->project.sets().front()->spans.at(0).at == std::vector<TextRange>{{0, 1}, {4, 5}});
}

TEST_CASE("bioc, pubannotation: what is wrong is told with its place")
{
    const auto error_of = [](const char* name, const std::string& bytes) {
        const ReadResult read = import_text(name, bytes);
        REQUIRE(!read);
        return std::to_string(read.error().front().error.offset) + ": " + read.error().front().error.message;
    };
    const std::string pub = R"({"text":"Hi","denotations":[)";
    const std::string at = std::to_string(pub.size()) + ": ";
    CHECK(error_of("a.json", pub + R"({"span":{"begin":0,"end":3}}]})") ==
          at + "the end, 3, lies beyond the text, which has 2 code points");
    CHECK(error_of("a.json", pub + R"({"span":{"begin":"0"}}]})") ==
          at + "the span needs \"begin\" and \"end\", whole numbers");
    const std::string xml = "<collection><source/><document><id>1</id><passage><offset>0</offset><text>Hi</text>";
    CHECK(error_of("a.xml", xml + "<annotation id=\"1\"><location offset=\"x\" "
                                  "length=\"1\"/></annotation></passage></document></collection>") ==
          std::to_string(xml.size() + 19) + ": the offset isn't a whole number");
    CHECK(error_of("a.xml", xml + "<annotation id=\"1\"><location offset=\"1\" "
                                  "length=\"2\"/></annotation></passage></document></collection>") ==
          std::to_string(xml.size()) + ": the end, 3, lies beyond the text, which has 2 code points");
}

TEST_CASE("bioc, pubannotation: every beginning of a sample gives a project or a sentence")
{
    for (const char* name : {"everything.xml", "example-with-text-in-passage.xml"})
        if (const auto bytes = test_files::shared(std::string("samples/bioc/") + name))
            check_prefixes("a.xml", *bytes, "bioc-xml");
    if (const auto bytes = test_files::shared("samples/bioc/everything.json"))
        check_prefixes("a.json", *bytes, "bioc-json");
    if (const auto bytes = test_files::shared("samples/pubannotation/demo-annotations.json"))
        check_prefixes("a.json", *bytes, "pubannotation");
}

}  // namespace
}  // namespace glossator::bioc_test
