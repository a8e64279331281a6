#include <algorithm>
#include <map>

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include "core/io/formats.h"
#include "tests/unit/codec_trips.h"

// TEI, in and out.
namespace glossator {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

worlds::Carried carried()
{
    worlds::Carried out;
    out.in_xml = true;
    return out;
}

// "PERSON:Anna Bob =e-1 mention=name", of the first set.
std::vector<std::string> spans_of(const Project& project)
{
    std::vector<std::string> out;
    const Text& text = *project.documents().front().text;
    project.sets().front()->spans.for_each([&](const Span& span) {
        std::string line = span.label.text + ":";
        for (const TextRange& range : span.at)
            line += (&range == &span.at[0] ? "" : "|") + std::string(text.slice(range));
        if (const Entity* entity = project.find(span.entity)) line += " =" + entity->name;
        for (const auto& [id, value] : span.attributes) line += " " + id.text + "=" + text_of_value(value);
        out.push_back(line);
    });
    return out;
}

TEST_CASE("tei: real files are read, their marks and texts")
{
    if (const auto bytes = test_files::shared("samples/coref/test.xml")) {
        CHECK(detect_format("test.xml", *bytes) == format_named("tei"));
        const ReadResult read = import_text("test.xml", *bytes);
        REQUIRE(read);
        CHECK(read->project.documents()[0].text->bytes() == "The dog barks. It is hungry.");
        CHECK(spans_of(read->project) == std::vector<std::string>{"rs:The dog =dog", "rs:It =dog"});
        worlds::check_trip(read->project, "tei", carried());
        worlds::check_prefixes("test.xml", *bytes, "tei");
    }
    if (const auto bytes = test_files::shared("samples/coref/test2.xml")) {
        CHECK(detect_format("test2.xml", *bytes) == format_named("tei"));
        const ReadResult read = import_text("test2.xml", *bytes);
        REQUIRE(read);
        const std::string text(read->project.documents()[0].text->bytes());
        CHECK(text.find("Lorem ipsum dolor sit amet,\nconsetetur sadipscing elitr, sed diam nonumy eirmod tempor "
                        "invidunt ut labore et\ndolore magna") == 0);
        CHECK(loses(read->losses, "elements in texts"));
        worlds::check_prefixes("test2.xml", *bytes, "tei");
    }
    if (const auto bytes = test_files::shared("samples/tei/sample.xml")) {
        CHECK(detect_format("sample.xml", *bytes) == format_named("tei"));
        const ReadResult read = import_text("sample.xml", *bytes);
        REQUIRE(read);
        const Document& document = read->project.documents()[0];
        CHECK(document.title == "Homer: The Odyssey");
        CHECK(document.text->bytes().find("Tell me, O muse, of that ingenious hero who travelled far and wide after he "
                                          "had sacked the famous town of Troy. Many") == 0);
        CHECK(document.text->lines() == 7);
        CHECK(document.text->bytes().find("  ") == std::string_view::npos);
        worlds::check_trip(read->project, "tei", carried());
    }
    for (const char* name : {"TEIC-annotation.exemplum.xml", "TEIC-standOff.exemplum.xml"})
        if (const auto bytes = test_files::shared(std::string("samples/tei/") + name)) {
            CHECK(detect_format(name, *bytes) == format_named("tei"));
            const ReadResult read = import_text(name, *bytes);
            REQUIRE(!read);
            CHECK(read.error().front().error.message == "there is no <text> in it");
        }
}

TEST_CASE("tei: nothing else is taken for it")
{
    for (const char* path : {"bioc/everything.xml", "medtator/A_doc1.txt.xml", "uima-xmi/small_cas.xmi",
                             "uima-xmi/small_typesystem.xml", "label-studio/named_entity-config.xml"})
        if (const auto bytes = test_files::shared(std::string("samples/") + path)) {
            CAPTURE(path);
            CHECK(detect_format("x.xml", *bytes) != format_named("tei"));
        }
    CHECK(detect_format("x.xml", "<svg><text>a</text></svg>") != format_named("tei"));
    CHECK(detect_format("x.txt", "<text messages> are text.") == format_named("text"));
}

TEST_CASE("tei: pointers, anchors, feature structures and names are read as others write them")
{
    const std::string file =
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>A  title</title></titleStmt>"
        "</fileDesc></teiHeader><text><body><p xml:id=\"p1\">Hi \U0001F44D  <hi>Anna</hi> Lee.</p>\n<p><anchor "
        "xml:id=\"a1\"/>"
        "Bo <seg xml:id=\"w2\">went</seg> <anchor xml:id=\"a2\"/>away with <persName ref=\"#bo\" "
        "cert=\"high\">him</persName>"
        " to <rs type=\"place\" key=\"Q1\"> Oslo </rs>.</p></body></text>"
        "<standOff><listPerson><person xml:id=\"bo\"><persName>Bo  Berg</persName></person></listPerson>"
        "<spanGrp type=\"entities\"><span xml:id=\"x1\" target=\"#string-range(p1,6,4)\" ana=\"#PER\"/>"
        "<span xml:id=\"x2\" from=\"#a1\" to=\"#a2\"/><span target=\"#w2 #p1\" ana=\"#f1 #EXTRA\"/>"
        "<span target=\"#string-range(p1,0,2, 11,3)\" type=\"two\"/><span target=\"#nowhere\"/></spanGrp>"
        "<fs xml:id=\"f1\" type=\"verb\"><f name=\"lemma\"><string>go</string></f><f name=\"pos\"><symbol "
        "value=\"V\"/></f></fs>"
        "<listRelation><relation name=\"knows\" active=\"#x1\" passive=\"#x2\"/></listRelation>"
        "<linkGrp><link target=\"#x2 #x1\"/></linkGrp>"
        "<listAnnotation><annotation xml:id=\"y\" motivation=\"tagging\" target=\"#w2\"><note>so  so</note><licence/>"
        "</annotation></listAnnotation><listBibl/></standOff></TEI>";
    const ReadResult read = import_text("x.xml", file);
    REQUIRE(read);
    const Document& document = read->project.documents()[0];
    CHECK(document.title == "A title");
    CHECK(document.text->bytes() == "Hi \U0001F44D  Anna Lee.\nBo went away with him to Oslo .");
    std::vector<std::string> found = spans_of(read->project),
                             expected = {"two:Hi|Lee",    "verb:Hi \U0001F44D  Anna Lee.|went lemma=go pos=V",
                                         "PER:Anna",      "entities:Bo went",
                                         "tagging:went",  "persName:him =Bo Berg cert=high",
                                         "place:Oslo =Q1"};
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    CHECK(found == expected);
    const AnnotationSet& set = *read->project.sets().front();
    REQUIRE(set.relations.size() == 2);
    CHECK(set.spans.find(SpanId("y"))->note == "so so");
    for (const char* what : {"elements in texts", "further analyses of spans", "spans whose places aren't in the text",
                             "parts of annotations", "other parts of the header", "other parts of <standOff>"}) {
        CAPTURE(what);
        CHECK(loses(read->losses, what));
    }
    worlds::check_trip(read->project, "tei", carried());
    worlds::check_prefixes("x.xml", file, "tei");
    ImportOptions keep = import_as("tei");
    keep.options = {{"blanks", "keep"}};
    const ReadResult kept = import_text("x.xml", file, keep);
    REQUIRE(kept);
    CHECK(kept->project.documents()[0].text->bytes().find("Lee.\nBo went") != std::string_view::npos);
    CHECK(kept->project.documents()[0].text->bytes().find("to  Oslo .") != std::string_view::npos);
}

TEST_CASE("tei: projects come back with all their records")
{
    worlds::check_trip(worlds::ferry_project(), "tei", carried());
    const Project ferry = worlds::ferry_project();
    CHECK(worlds::read_back(export_project(ferry, "tei").value(), 0, "tei").entities() == ferry.entities());
    if (const auto gold = test_files::shared("corpus/gold.glossator.json")) {
        const Project project = read_native(*gold).value();
        worlds::check_trip(project, "tei", carried());
        const Project back = worlds::read_back(export_project(project, "tei").value(), 0, "tei");
        CHECK(back.schema() == project.schema());
        CHECK(back.documents().front().meta == project.documents().front().meta);
    }
    for (uint32_t seed = 0; seed < 25; ++seed) {
        CAPTURE(seed);
        worlds::check_trip(worlds::random_project(seed), "tei", carried());
    }
}

TEST_CASE("tei: string ranges that we write count code points, ids are XML's, and what can't be carried is told")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", " \u05D0 \U0001F44D Anna\r\nand <Bob> & Zo\u0065\u0301\x01\n"));
    writer.put(worlds::document("d-2", ""));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    Span anna = worlds::span(project.documents()[0], "7 of \"9\"", "PERSON", {"Anna", "Bob"});
    anna.attributes.set(AttributeId("remark"), "a & b");
    writer.put(set, anna);
    writer.put(set, worlds::span(project.documents()[0], "text", "CUE", {"Zo"}));
    writer.put(set, worlds::relation("r-1", "near", "7 of \"9\"", "text"));
    writer.put(set, worlds::attribution("a-1", {"7 of \"9\""}, {"text"}, {"text"}));
    worlds::check_trip(project, "tei", carried());
    const Exported exported = export_project(project, "tei").value();
    CHECK(loses(exported.losses, "characters that XML has not"));
    pugi::xml_document xml;
    const std::string& bytes = exported.files.front().bytes;
    REQUIRE(xml.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata));
    const pugi::xml_node tei = xml.child("TEI");
    const pugi::xml_node ab = tei.child("text").child("body").child("ab");
    CHECK(std::string_view(ab.text().get()) == " \u05D0 \U0001F44D Anna\r\nand <Bob> & Zo\u0065\u0301 \n");
    CHECK(std::string_view(ab.attribute("xml:id").value()) == "text");
    const pugi::xml_node span = tei.child("standOff").child("spanGrp").child("span");
    CHECK(std::string_view(span.attribute("target").value()) == "#string-range(text,5,4,16,3)");
    CHECK(std::string_view(span.text().get()) == "Anna Bob");
    CHECK(std::string_view(span.attribute("n").value()) == "7 of \"9\"");
    std::map<std::string, int> ids;
    const auto gather = [&](const pugi::xml_node& below, const auto& again) -> void {
        for (const pugi::xml_node& child : below.children()) {
            if (child.attribute("xml:id")) ++ids[child.attribute("xml:id").value()];
            again(child, again);
        }
    };
    gather(tei, gather);
    for (const auto& each : ids) {
        const std::string& id = each.first;
        CHECK(each.second == 1);
        CHECK(id.find_first_of(" \"") == std::string::npos);
        CHECK(std::string("0123456789-.").find(id[0]) == std::string::npos);
    }
}

TEST_CASE("tei: what is wrong is told with its place")
{
    const std::string begin = "<TEI><text><p xml:id=\"p\">a\U0001F44Db</p></text>";
    const size_t at = begin.size();
    worlds::check_refused(
        "x.xml", "tei",
        {{"<TEI/>", 0, "no <text>"},
         {"<teiCorpus/>", 0, "several texts"},
         {"<TEI><text>", 10, "well-formed"},
         {begin + "<span target=\"#string-range(p,1,3)\"/></TEI>", at, "ends behind p"},
         {begin + "<span target=\"#string-range(q,1,1)\"/></TEI>", at, "no element with the id q"},
         {begin + "<span target=\"#string-range(p,1)\"/></TEI>", at, "an offset and a length"},
         {begin + "<span target=\"#string-range(p,x,1)\"/></TEI>", at, "whole number"},
         {"<TEI><teiHeader><xenoData type=\"glossator\">{}</xenoData></teiHeader><text/></TEI>", 16, "damaged"}});
    worlds::check_prefixes("x.xml", export_project(worlds::ferry_project(), "tei")->files[0].bytes, "tei");
}

TEST_CASE("tei: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, "tei", "xml:space=\"preserve\">", "xml:space=\"preserve\"> "));
    CHECK(worlds::notices(project, "tei", "string-range(text,", "string-range(text,1"));
    CHECK(worlds::notices(project, "tei", "<span xml:id=\"s-3\"", "<span xml:id=\"s-13\""));
}

}  // namespace
}  // namespace glossator
