#include <sstream>

#include "core/io/native.h"
#include "tests/unit/codec_trips.h"

// PubTator, and what files of all formats are taken for.
namespace glossator::pubtator_test {
namespace {

using namespace worlds;

constexpr const char* kFormat = "pubtator";

const std::string kSample =
    "12|t|Zoë \U0001F44D saw Anna.\n"
    "12|a|She said so.\n"
    "12\t10\t14\tAnna\tPerson\tQ1\n"
    "12\t16\t19\tShe\tPerson\tQ2\t\n"
    "12\t0\t3\tZoë\tPerson\n"
    "12\tknows\tQ1\tQ2\n\n"
    "13|t|Nothing\n13|a|\n";

TEST_CASE("pubtator: titles, abstracts and mentions, whose concepts are entities")
{
    const ReadResult read = import_text("a.txt", kSample);
    REQUIRE(read);
    const Project& project = read->project;
    REQUIRE(project.documents().size() == 2);
    const Document& document = project.documents()[0];
    CHECK(document.text->bytes() == "Zoë \U0001F44D saw Anna.\nShe said so.");
    CHECK(project.documents()[1].text->bytes() == "Nothing");
    std::vector<std::string> quotes;
    project.sets()[0]->spans.for_each([&](const Span& span) {
        quotes.push_back(std::string(document.text->slice(span.at.front())));
        CHECK(span.label.text == "Person");
        CHECK(span.entity.empty() == (quotes.size() == 1));
    });
    CHECK(quotes == std::vector<std::string>{"Zoë", "Anna", "She"});
    CHECK(loses(read->losses, "relations between concepts"));
    CHECK(read->notes.empty());
    check_prefixes("a.txt", kSample, kFormat);
}

TEST_CASE("pubtator: what is wrong is told with its place")
{
    const auto error_of = [](const std::string& rest) {
        const ReadResult read = import_text("a.txt", "1|t|Hi\n1|a|\n" + rest, import_as(kFormat));
        REQUIRE(!read);
        return std::to_string(read.error().front().error.offset) + ": " + read.error().front().error.message;
    };
    CHECK(error_of("1\t0\n") == "12: expected a title, an abstract, or a line of the document before it");
    CHECK(error_of("2\t0\t2\tHi\tX\n") == "12: expected a title, an abstract, or a line of the document before it");
    CHECK(error_of("1\t0\t9\tHi\tX\n") == "12: the end, 9, lies beyond the text, which has 2 code points");
    CHECK(error_of("3|a|So\n") == "12: the abstract has no title before it");
}

// What the format carries of a document: fragments with their labels.
std::vector<std::string> fragments_of(const Project& project, const Document& document)
{
    std::vector<std::string> out;
    if (const AnnotationSet* set = exported_set(project, document))
        set->spans.for_each([&](const Span& span) {
            for (const TextRange& range : span.at)
                out.push_back(std::to_string(document.text->byte_to_code_point(range.begin)) + "-" +
                              std::to_string(document.text->byte_to_code_point(range.end)) + " " + span.label.text +
                              (span.entity.empty() ? "" : " entity"));
        });
    std::sort(out.begin(), out.end());
    return out;
}

TEST_CASE("pubtator: projects come back fragment by fragment, their lines joined by spaces")
{
    const auto trip = [](const Project& project) {
        const Result<Exported> exported = export_project(project, kFormat);
        REQUIRE(exported);
        const Project back = read_back(*exported, 0, kFormat);
        REQUIRE(back.documents().size() == project.documents().size());
        for (size_t i = 0; i < project.documents().size(); ++i) {
            const Document &a = project.documents()[i], &b = back.documents()[i];
            const bool ends_in_line = !a.text->bytes().empty() && b.text->code_points() < a.text->code_points();
            CHECK(b.text->code_points() + (ends_in_line ? 1 : 0) == a.text->code_points());
            CHECK(fragments_of(project, a) == fragments_of(back, b));
        }
    };
    trip(ferry_project());
    if (const auto gold = test_files::shared("corpus/gold.glossator.json")) trip(read_native(*gold).value());
    for (uint32_t seed = 0; seed < 30; ++seed) {
        CAPTURE(seed);
        trip(random_project(seed));
    }
    const Exported exported = export_project(ferry_project(), kFormat).value();
    for (const char* lost : {"relations", "attributions", "discontinuous spans", "claims", "names of entities"})
        CHECK(loses(exported.losses, lost));
    CHECK(exported.files.front().bytes.find("d-1\t26\t43\tMayor Ilse Okonjo\tPERSON\te-1\n") != std::string::npos);
    CHECK(notices(ferry_project(), kFormat, "\t26\t43\t", "\t27\t43\t"));
    CHECK(notices(ferry_project(), kFormat, "\t26\t43\t", "\t26\t999\t"));
}

TEST_CASE("formats: each sample is known as what it is, and none of those here as another")
{
    const std::pair<const char*, const char*> kSamples[] = {
        {"webanno-tsv3/coref.tsv", "webanno-tsv3"},
        {"uima-xmi/small_cas.xmi", "uima-xmi"},
        {"uima-xmi/empty_cas.xmi", "uima-xmi"},
        {"uima-xmi/cas_with_two_sofas.xmi", "uima-xmi"},
        {"uima-json/casWithText-data.json", "uima-json"},
        {"uima-json/emptyCas-data.json", "uima-json"},
        {"uima-json/tsv3-testSimpleSlotFeature-data.json", "uima-json"},
        {"bioc/everything.xml", "bioc-xml"},
        {"bioc/everything.json", "bioc-json"},
        {"bioc/example-with-text-in-passage.xml", "bioc-xml"},
        {"pubannotation/demo-annotations.json", "pubannotation"},
        {"web-annotation/annotations.w3c.json", "web-annotation"},
        {"web-annotation/anno26.json", "web-annotation"},
    };
    for (const auto& [name, format] : kSamples) {
        const std::string path = std::string("samples/") + name;
        if (const auto bytes = test_files::shared(path)) {
            const Format* found = detect_format(path, *bytes);
            REQUIRE_MESSAGE(found != nullptr, path);
            CHECK_MESSAGE(std::string_view(found->id) == format, path);
        }
    }
    const char* const kOthers[] = {"uima-xmi/small_typesystem.xml",
                                   "web-annotation/anno.jsonld",
                                   "tei/sample.xml",
                                   "tei/text-annotator-tei-annotations.json",
                                   "medtator/A_doc1.txt.xml",
                                   "medtator/COVID_VAX_AE.json",
                                   "label-studio/named_entity-tasks.json",
                                   "label-studio/named_entity-config.xml",
                                   "spacy/ner-sent-per-line.json",
                                   "doccano/relation_extraction-example.jsonl",
                                   "gliner/sample_data.excerpt.json",
                                   "potato/news.json",
                                   "prodigy/nel_emerson.lines1-2.jsonl",
                                   "coref/105_persuasion_brat.conll",
                                   "coref/test.xml",
                                   "brat/000-introduction.ann",
                                   "brat/000-introduction.txt",
                                   "conllu/whitespace.conllu",
                                   "hf/transformers-sft_chat.first6.jsonl"};
    for (const char* name : kOthers)
        if (const auto bytes = test_files::shared(std::string("samples/") + name)) {
            const Format* found = detect_format(name, *bytes);
            const std::string id = found == nullptr ? "" : found->id;
            for (const auto& [sample, format] : kSamples) CHECK_MESSAGE(id != format, name);
            CHECK_MESSAGE(id != kFormat, name);
        }
}

}  // namespace
}  // namespace glossator::pubtator_test
