#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "tests/unit/codec_trips.h"

// PARC 3, in.
namespace glossator {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

std::string word(const char* text, const char* bytes, const std::string& inside = "")
{
    return std::string("<WORD ByteCount=\"") + bytes +
           "\" gorn=\"0,0\" lemma=\"x\" pos=\"NN\" sentenceWord=\"0\" text=\"" + text + "\" word=\"0\">" + inside +
           "</WORD>";
}

std::string part(const char* id, const char* role)
{
    return std::string("<attribution id=\"") + id + "\"><attributionRole roleValue=\"" + role + "\"/></attribution>";
}

const std::string kFile =
    "<?xml version=\"1.0\"?>\n<root><SENTENCE gorn=\"0\"><S gorn=\"0\">" +
    word("It", "9,11", part("A_0", "content") + part("B_Nested_0", "content")) +
    word("rains", "12,17", part("A_0", "content") + part("B_Nested_0", "content")) + word(",", "17,18") +
    "<NP gorn=\"0,2\">" + word("Bo", "19,21", part("A_0", "source") + part("B_Nested_0", "content")) + "</NP>" +
    word("said", "22,26", part("A_0", "cue") + part("B_Nested_0", "content")) +
    word("here", "28,32", part("A_0", "content")) + word(".", "32,33") + "</S></SENTENCE><SENTENCE gorn=\"1\">" +
    word("Anna", "35,39", part("B_Nested_0", "source")) + word("agreed", "40,46", part("B_Nested_0", "cue")) +
    word(".", "46,47") + "</SENTENCE></root>";

TEST_CASE("parc: words become a text, and attributions spans in roles")
{
    CHECK(detect_format("wsj_0003.xml", kFile) == format_named("parc"));
    const ReadResult read = import_text("wsj_0003.xml", kFile);
    REQUIRE(read);
    const Document& document = read->project.documents()[0];
    CHECK(document.text->bytes() == "It rains, Bo said here.\nAnna agreed.\n");
    CHECK(document.segments->tokens.size() == 10);
    CHECK(document.segments->sentences == std::vector<TextRange>{{0, 23}, {24, 36}});
    const AnnotationSet& set = *read->project.sets().front();
    REQUIRE(set.attributions.size() == 2);
    const auto words = [&](const std::vector<SpanId>& ids) {
        std::string out;
        for (const SpanId& id : ids)
            for (const TextRange& range : set.spans.find(id)->at)
                out += "[" + std::string(document.text->slice(range)) + "]";
        return out;
    };
    const Attribution& first = set.attributions.at(AttributionId("A_0"));
    CHECK(words(first.sources) == "[Bo]");
    CHECK(words(first.cues) == "[said]");
    CHECK(words(first.contents) == "[It rains][here]");
    const Attribution& nested = set.attributions.at(AttributionId("B_Nested_0"));
    CHECK(words(nested.sources) == "[Anna]");
    CHECK(words(nested.cues) == "[agreed]");
    CHECK(words(nested.contents) == "[It rains][Bo said]");
    CHECK(set.spans.find(first.sources.front())->label.text == "source");
    CHECK(loses(read->losses, "parts of speech"));
    CHECK(loses(read->losses, "lemmas"));
}

TEST_CASE("parc: what is wrong is told with its place, and nothing else is taken for it")
{
    const ReadResult odd = import_text(
        "x.xml", "<r>" + word("a", "x", part("A", "owner") + "<b/>") + word("b", "3,2") + "</r>", import_as("parc"));
    REQUIRE(odd);
    CHECK(odd->project.documents()[0].text->bytes() == "a b\n");
    CHECK(loses(odd->losses, "roles of attributions"));
    CHECK(loses(odd->losses, "elements in words"));
    CHECK(loses(odd->losses, "attributions without words"));
    for (const auto& [file, offset] :
         std::vector<std::pair<std::string, size_t>>{{"<r><WORD text=\"\"/></r>", 3},
                                                     {"<r><WORD text=\"a\"><attribution/></WORD></r>", 18},
                                                     {"<r><WORD>", 8}}) {
        const ReadResult read = import_text("x.xml", file, import_as("parc"));
        REQUIRE(!read);
        const bool is_there = read.error().front().error.offset == offset;
        CHECK(is_there);
    }
    worlds::check_prefixes("x.xml", kFile, "parc");
    for (const char* path :
         {"bioc/everything.xml", "tei/sample.xml", "medtator/A_doc1.txt.xml", "uima-xmi/small_cas.xmi"})
        if (const auto bytes = test_files::shared(std::string("samples/") + path))
            CHECK(detect_format("x.xml", *bytes) != format_named("parc"));
}

}  // namespace
}  // namespace glossator
