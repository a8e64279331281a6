#include "core/io/json.h"
#include "core/io/native.h"
#include "tests/unit/codec_trips.h"

// W3C Web Annotation: lists of other tools in, ours out and in again.
namespace glossator::web_annotation_test {
namespace {

using namespace worlds;

constexpr const char* kFormat = "web-annotation";

ReadResult read_with_text(const std::string& json, const std::string& text, const FormatOptions& options = {})
{
    ImportOptions import = import_as(kFormat);
    import.options = options;
    return import_files({{"a.json", json}, {"a.txt", text}}, import);
}

std::string annotation(const std::string& target,
                       const std::string& body = R"({"type":"TextualBody","value":"PER","purpose":"tagging"})")
{
    return R"({"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:a","type":"Annotation","motivation":"tagging","body":)" +
           body + R"(,"target":)" + target + "}";
}

std::string target(int start, int end, const std::string& exact)
{
    return R"({"source":"urn:d","selector":[{"type":"TextQuoteSelector","exact":")" + exact +
           R"("},{"type":"TextPositionSelector","start":)" + std::to_string(start) + R"(,"end":)" +
           std::to_string(end) + "}]}";
}

TEST_CASE("web annotation: Recogito's list is read beside a text, each at its position")
{
    const auto bytes = test_files::shared("samples/web-annotation/annotations.w3c.json");
    if (!bytes) return;
    const JsonDocument json = JsonDocument::parse(*bytes).value();
    const auto selector = [](JsonValue each, const char* pointer) {
        return each.at_pointer((each["target"].is_array() ? "/target/0/selector/" : "/target/selector/") +
                               std::string(pointer));
    };
    std::string text(8000, '.');  // the quotes at their places, with the blanks that one of them leaves out
    for (const JsonValue each : json.root().children()) {
        std::string exact(selector(each, "0/exact").string());
        const uint32_t start = *selector(each, "1/start").unsigned32(), end = *selector(each, "1/end").unsigned32();
        exact.resize(end - start, ' ');
        text.replace(start, exact.size(), exact);
    }
    const ReadResult read = read_with_text(*bytes, text);
    REQUIRE(read);
    const AnnotationSet& set = *read->project.sets().front();
    CHECK(set.spans.size() == json.root().size());
    for (const JsonValue each : json.root().children()) {
        const Span* span = set.spans.find(SpanId(each["id"].string()));
        REQUIRE(span != nullptr);
        CHECK(span->begin() == selector(each, "1/start").unsigned32());
        CHECK(span->end() == selector(each, "1/end").unsigned32());
    }
    CHECK(loses(read->losses, "creators and times of annotations"));
    for (size_t size = 0; size < bytes->size(); size += 40) (void)read_with_text(bytes->substr(0, size), text);
}

TEST_CASE("web annotation: positions of browsers count UTF-16 units, and quotes help where positions fail")
{
    const std::string text = "Hi \U0001F44D Anna, Bob and Bob";
    const auto place = [&](const std::string& targets) {
        const ReadResult read = read_with_text("[" + annotation(targets) + "]", text);
        REQUIRE(read);
        const auto& spans = read->project.sets().front()->spans;
        return spans.empty() ? std::string("lost")
                             : std::string(read->project.documents().front().text->slice(spans.at(0).at.front()));
    };
    CHECK(place(target(5, 9, "Anna")) == "Anna");
    CHECK(place(target(6, 10, "Anna")) == "Anna");
    CHECK(place(target(1, 5, "Anna")) == "Anna");  // by its quote
    CHECK(place(target(1, 4, "Bob")) == "lost");   // which stands twice
    CHECK(place(R"({"source":"urn:d","selector":{"type":"TextQuoteSelector","exact":"Bob","prefix":"and "}})") ==
          "Bob");
    CHECK(place(target(90, 94, "Zoe")) == "lost");
    CHECK(!read_with_text("[]", text, {{"offsets", "lines"}}));
}

TEST_CASE("web annotation: without its text nothing is read, and what is no list of annotations is refused")
{
    const ReadResult read = import_text("a.json", "[" + annotation(target(0, 1, "x")) + "]");
    REQUIRE(!read);
    CHECK(read.error().front().error.message == "the text that it is about has to stand beside it, as a.txt");
    CHECK(!read_with_text("[{]", "text"));
    for (const char* name : {"anno1.json", "anno2.json", "anno23.json", "anno26.json"})
        if (const auto bytes = test_files::shared(std::string("samples/web-annotation/") + name)) {
            const ReadResult one = read_with_text(*bytes, "this is an anotation that has some");
            REQUIRE(one);
            const size_t spans = one->project.sets().front()->spans.size();
            CHECK(spans == (std::string_view(name) == "anno26.json" ? 1 : 0));
            CHECK(!one->losses.empty());
        }
}

TEST_CASE("web annotation: projects come back with all their records")
{
    const auto trip = [](const Project& project) {
        const Result<Exported> exported = export_project(project, kFormat);
        REQUIRE(exported);
        for (size_t i = 0; i < project.documents().size(); ++i) {
            const Project back = read_back(*exported, 3 * i, kFormat, project.schema());
            const Document& document = project.documents()[i];
            CHECK(back.documents().front().text->bytes() == document.text->bytes());
            const auto expected = lines_of(project, document, {}), found = lines_of(back, back.documents().front(), {});
            CHECK(expected.size() == found.size());
            for (size_t k = 0; k < std::min(expected.size(), found.size()); ++k) CHECK(expected[k] == found[k]);
        }
    };
    trip(ferry_project());
    if (const auto gold = test_files::shared("corpus/gold.glossator.json")) trip(read_native(*gold).value());
    for (uint32_t seed = 0; seed < 25; ++seed) {
        CAPTURE(seed);
        trip(random_project(seed));
    }
}

TEST_CASE("web annotation: what we write has the members that the Recommendation asks for, and counts code points")
{
    Project project = empty_project();
    ProjectWriter writer(project);
    writer.put(document("d-1", "Hi \U0001F44D Anna and Bob\r\n"));
    AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
    writer.put(set, span(project.documents()[0], "s-1", "PERSON", {"Anna", "Bob"}));
    const Exported exported = export_project(project, kFormat).value();
    REQUIRE(exported.files.size() == 3);
    const JsonDocument json = JsonDocument::parse(exported.files[0].bytes).value();
    const JsonValue one = json.root().at_pointer("/0");
    CHECK(one["@context"].string() == "http://www.w3.org/ns/anno.jsonld");
    CHECK(one["id"].string() == "urn:glossator:s-1");
    CHECK(one["type"].string() == "Annotation");
    CHECK(one.at_pointer("/body/0/value").string() == "PERSON");
    CHECK(one.at_pointer("/target/0/selector/0/prefix").string() == "Hi \U0001F44D ");
    CHECK(one.at_pointer("/target/0/selector/1/start").unsigned32() == 5);
    CHECK(one.at_pointer("/target/1/selector/1/start").unsigned32() == 14);
    CHECK(exported.files[2].bytes == project.documents()[0].text->bytes());
    CHECK(notices(ferry_project(), kFormat, "\"start\":26", "\"start\":27"));
}

}  // namespace
}  // namespace glossator::web_annotation_test
