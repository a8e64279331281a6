#include <set>

#include "core/io/json.h"
#include "core/io/native.h"
#include "tests/unit/codec_trips.h"

// UIMA CAS as XMI and JSON: files of other tools in, ours out and in again.
namespace glossator {
namespace {

using namespace worlds;

constexpr const char* kXmi = "uima-xmi";
constexpr const char* kJson = "uima-json";
const std::string kSuite = "samples/webanno-tsv3/inception-io-webanno-tsv-";

std::optional<ReadProject> sample(const std::string& name, const std::string& beside = {})
{
    const auto bytes = test_files::shared("samples/" + name);
    const auto more = beside.empty() ? std::optional<std::string>("") : test_files::shared("samples/" + beside);
    if (!bytes || !more) return std::nullopt;
    std::vector<InputFile> files{{name, *bytes}};
    if (!beside.empty()) files.push_back({beside, *more});
    ReadResult read = import_files(files, {});
    if (!read) FAIL(name, ": ", read.error().front().error.message);
    return std::move(*read);
}

Carried carried_in(const char* format)
{
    Carried out;
    out.blanks_cut = true;
    out.empty_texts = false;
    out.in_xml = std::string_view(format) == kXmi;
    return out;
}

TEST_CASE("uima: the samples of cassis hold what their elements say")
{
    if (const auto read = sample("uima-xmi/small_cas.xmi", "uima-xmi/small_typesystem.xml")) {
        const Project& project = read->project;
        CHECK(project.documents().front().text->bytes() == "Joe waited for the train . The train was late .");
        size_t tokens = 0, sentences = 0;
        std::set<std::string> tags;
        project.sets().front()->spans.for_each([&](const Span& span) {
            tokens += span.label.text == "Token";
            sentences += span.label.text == "Sentence";
            if (const AttributeValue* tag = span.attributes.find(AttributeId("pos")))
                tags.insert(std::get<std::string>(*tag));
        });
        CHECK(tokens == 11);
        CHECK(sentences == 2);
        CHECK(tags == std::set<std::string>{"NNP", "VBD", "IN", "DT", "NN", ".", "JJ"});
        CHECK(read->notes.empty());
    }
    if (const auto read = sample("uima-xmi/cas_with_two_sofas.xmi")) {
        CHECK(read->project.documents().size() == 2);
        CHECK(read->notes.size() == 1);  // no type system
    }
    if (const auto read = sample("uima-xmi/empty_cas.xmi")) {
        CHECK(read->project.documents().size() == 1);
        CHECK(loses(read->losses, "views without a text"));
    }
    if (const auto read = sample("uima-json/casWithTextAndAnnotations-data.json")) {
        CHECK(read->project.documents().front().text->bytes() == "This is a test");
        CHECK(read->project.sets().front()->spans.size() == 4);
    }
    if (const auto read = sample("uima-json/emptyCas-data.json")) CHECK(read->project.documents().empty());
    for (const char* name :
         {"uima-json/tsv3-testSimpleSlotFeature-data.json", "uima-json/tsv3-testSimpleSlotFeature-data-ref.json"})
        if (const auto read = sample(name)) {
            const AnnotationSet& set = *read->project.sets().front();
            CHECK(set.spans.size() == 3);
            CHECK(set.relations.size() == 2);
            CHECK(read->project.documents().front().segments->tokens.size() == 5);
        }
}

TEST_CASE("uima: XMI and WebAnno TSV of one document of INCEpTION's tests are read as the same")
{
    Carried carried;
    carried.ids = false;
    for (const char* name : {"testCrossSentenceSpanWithFeatureValue", "testMultiTokenSpanWithFeatureValue",
                             "testTokenBoundedStackedSpanWithFeatureValue", "testSimpleSlotFeature", "testSimpleChain",
                             "testSingleTokenRelationWithFeatureValue"}) {
        CAPTURE(name);
        const auto tsv = test_files::shared(kSuite + name + "-reference.tsv");
        const auto xmi = test_files::shared(kSuite + name + "-reference.xmi");
        if (!tsv || !xmi) continue;
        const ReadResult first = import_text("a.tsv", *tsv), second = import_text("a.xmi", *xmi);
        REQUIRE((first && second));
        const Project &a = first->project, &b = second->project;
        const Document &x = a.documents().front(), &y = b.documents().front();
        CHECK(x.text->bytes() == y.text->bytes());
        CHECK(x.segments->tokens == y.segments->tokens);
        CHECK(x.segments->sentences == y.segments->sentences);
        std::vector<std::string> from_tsv = lines_of(a, x, carried), from_xmi = lines_of(b, y, carried);
        for (auto* lines : {&from_tsv, &from_xmi})  // relations have ids of their own
            for (std::string& line : *lines)
                if (line.substr(0, 2) == "r-") line = line.substr(line.find(' '));
        std::sort(from_tsv.begin(), from_tsv.end());
        std::sort(from_xmi.begin(), from_xmi.end());
        REQUIRE(from_tsv.size() == from_xmi.size());
        for (size_t i = 0; i < from_tsv.size(); ++i) {
            // The XMI of some tests has a NamedEntity where the TSV has a Span with that value.
            const size_t value = from_tsv[i].find(" value=0:");
            if (from_tsv[i].substr(0, 5) == "Span " && value != std::string::npos) {
                const std::string at = from_tsv[i].substr(5, from_tsv[i].find(' ', 5) - 5);
                const std::string label = from_tsv[i].substr(value + 9, from_tsv[i].find(' ', value + 1) - value - 9);
                CHECK(from_xmi[i].substr(0, label.size() + at.size() + 1) == label + " " + at);
            } else {
                CHECK(from_tsv[i] == from_xmi[i]);
            }
        }
    }
}

TEST_CASE("uima: projects come back with all their records")
{
    for (const char* format : {kXmi, kJson}) {
        CAPTURE(format);
        check_trip(ferry_project(), format, carried_in(format));
        if (const auto gold = test_files::shared("corpus/gold.glossator.json")) {
            const Project project = read_native(*gold).value();
            check_trip(project, format, carried_in(format));
            const Exported exported = export_project(project, format).value();
            const Project back = read_back(exported, 1, format);
            const Document& document = project.documents()[1];
            CHECK(back.documents().front().id == document.id);
            CHECK(back.documents().front().meta == document.meta);
            CHECK(back.sets().front()->info == exported_set(project, document)->info);
            CHECK(back.schema() == project.schema());
            for (const auto& [id, entity] : back.entities()) CHECK(entity == *project.find(id));
        }
    }
}

TEST_CASE("uima: random projects come back but for blanks that tokens don't have")
{
    for (const char* format : {kXmi, kJson})
        for (uint32_t seed = 0; seed < 25; ++seed) {
            CAPTURE(format);
            CAPTURE(seed);
            check_trip(random_project(seed), format, carried_in(format));
        }
}

TEST_CASE("uima: what is written counts UTF-16 units, and references line ends")
{
    Project project = empty_project();
    ProjectWriter writer(project);
    writer.put(document("d-1", "Hi \U0001F44D Anna\r\n\tand <Bob> & \"Zo\u00EB\"\n"));
    AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
    writer.put(set, span(project.documents()[0], "s-1", "PERSON", {"Anna", "Bob"}));
    const std::string xmi = export_project(project, kXmi)->files.front().bytes;
    CHECK(xmi.find("begin=\"6\" end=\"10\" label=\"PERSON\" spanId=\"s-1\"") != std::string::npos);
    CHECK(xmi.find("sofaString=\"Hi \U0001F44D Anna&#13;&#10;&#9;and &lt;Bob&gt; &amp; &quot;Zo\u00EB&quot;&#10;\"") !=
          std::string::npos);
    const Exported exported = export_project(project, kJson).value();
    const JsonDocument json = JsonDocument::parse(exported.files.front().bytes).value();
    size_t spans = 0;
    for (const JsonValue each : json.root()["%FEATURE_STRUCTURES"].children()) {
        if (each["spanId"].string() != "s-1") continue;
        CHECK(each["begin"].unsigned32() == (spans == 0 ? 6 : 18));
        ++spans;
    }
    CHECK(spans == 2);
    check_trip(project, kXmi, carried_in(kXmi));
    check_trip(project, kJson, carried_in(kJson));
}

TEST_CASE("uima: the check notices a place that is another")
{
    CHECK(notices(ferry_project(), kXmi, "label=\"CUE\" spanId=\"s-4\"", "label=\"CUE\" spanId=\"s-5\""));
    CHECK(notices(ferry_project(), kXmi, "begin=\"26\" end=\"43\" label", "begin=\"27\" end=\"43\" label"));
    CHECK(notices(ferry_project(), kJson, "\"begin\":26,\"end\":43,\"label\"", "\"begin\":27,\"end\":43,\"label\""));
}

TEST_CASE("uima: what is wrong is told with its place")
{
    const auto json_error = [](const std::string& structures) {
        const ReadResult read = import_text("a.json", "{\"%TYPES\":{},\"%FEATURE_STRUCTURES\":[" + structures + "]}");
        REQUIRE(!read);
        return std::to_string(read.error().front().error.offset) + ": " + read.error().front().error.message;
    };
    const std::string sofa = R"({"%ID":1,"%TYPE":"uima.cas.Sofa","sofaID":"v","sofaString":"Hi 👍"},)";
    const std::string at = std::to_string(36 + sofa.size()) + ": ";
    CHECK(json_error(R"({"%TYPE":"a.B"})") == "36: the structure has no %ID that is a whole number");
    CHECK(json_error(sofa + R"({"%ID":2,"%TYPE":"a.B","@sofa":1,"begin":0,"end":9})") ==
          at + "the end, 9, lies beyond the text, which has 5 UTF-16 units");
    CHECK(json_error(sofa + R"({"%ID":2,"%TYPE":"a.B","@sofa":1,"begin":0,"end":4})") ==
          at + "the end, 4, lies inside a character, if offsets count UTF-16 units");
    CHECK(json_error(sofa + R"({"%ID":1,"%TYPE":"a.B"})") == at + "the id 1 is there twice");
    CHECK(json_error(R"({"%ID":1,"%TYPE":"a.B","@x":7})") == "36: x leads to 7, which isn't there");
    const std::string head =
        "<x:XMI xmlns:x=\"http://www.omg.org/XMI\" xmlns:xmi=\"http://www.omg.org/XMI\" "
        "xmlns:cas=\"http:///uima/cas.ecore\">";
    const auto xml_error = [&](const std::string& rest) {
        const ReadResult read = import_text("a.xmi", head + rest + "</x:XMI>");
        REQUIRE(!read);
        return std::to_string(read.error().front().error.offset - head.size()) + ": " +
               read.error().front().error.message;
    };
    CHECK(xml_error("<cas:Sofa/>") == "0: cas:Sofa has no xmi:id that is a number");
    CHECK(xml_error("<b:C xmi:id=\"2\"/>") == "0: the prefix of b:C has no namespace");
    CHECK(xml_error("<cas:A xmi:id=\"2\" begin=\"x\"/>") == "0: begin isn't a whole number");
    CHECK(xml_error("<cas:A xmi:id=\"2\" target=\"5\"/>") == "0: target leads to 5, which isn't there");
}

TEST_CASE("uima: every beginning of a sample gives a project or a sentence")
{
    for (const char* name : {"small_cas.xmi", "cas_with_two_sofas.xmi"})
        if (const auto bytes = test_files::shared(std::string("samples/uima-xmi/") + name))
            check_prefixes("a.xmi", *bytes, kXmi);
    for (const char* name : {"casWithText-data.json", "casWithTextAndAnnotations-data.json", "emptyCas-data.json",
                             "tsv3-testSimpleSlotFeature-data.json"})
        if (const auto bytes = test_files::shared(std::string("samples/uima-json/") + name))
            check_prefixes("a.json", *bytes, kJson);
}

}  // namespace
}  // namespace glossator
