#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include "core/io/formats.h"
#include "tests/unit/codec_trips.h"

// MedTator's XML, in and out.
namespace glossator::medtator_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

// The text between two words of a file, from which the test reads by itself.
std::string between(const std::string& bytes, const std::string& from, const std::string& to)
{
    const size_t begin = bytes.find(from) + from.size();
    return bytes.substr(begin, bytes.find(to, begin) - begin);
}

// A project whose texts have no carriage returns, which MedTator's files can't hold.
Project without_returns(const Project& project)
{
    Project out = worlds::copy_of(project);
    for (const Document& document : project.documents()) {
        if (document.text->bytes().find('\r') == std::string_view::npos) continue;
        ProjectWriter writer(out);
        std::string text(document.text->bytes());
        std::replace(text.begin(), text.end(), '\r', ' ');
        Document changed = document;
        changed.text = worlds::text_of(text);
        writer.put(changed);
    }
    return out;
}

worlds::Carried carried()
{
    worlds::Carried out;
    out.in_xml = true;
    return out;
}

TEST_CASE("medtator: real files are read whole and are known for what they are")
{
    for (const char* name : {"A_doc1.txt.xml", "A_doc2.txt.xml", "B_doc1.txt.xml"}) {
        const auto bytes = test_files::shared(std::string("samples/medtator/") + name);
        if (!bytes) continue;
        CAPTURE(name);
        CHECK(detect_format(name, *bytes) == format_named("medtator"));
        const ReadResult read = import_text(name, *bytes);
        REQUIRE(read);
        CHECK(read->notes.empty());
        std::string text = between(*bytes, "<TEXT><![CDATA[", "]]></TEXT>");
        text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
        const Document& document = read->project.documents()[0];
        CHECK(document.text->bytes() == text);
        const AnnotationSet& set = *read->project.sets().front();
        size_t spans = 0, links = 0;
        for (size_t at = bytes->find("<TAGS>"); (at = bytes->find(" id=\"", at + 1)) != std::string::npos;) {
            const std::string line =
                bytes->substr(bytes->rfind('<', at), bytes->find("/>", at) - bytes->rfind('<', at));
            const std::string id = between(line, " id=\"", "\"");
            if (line.find("spans=") == std::string::npos) {
                const auto relation = set.relations.find(RelationId(id));
                REQUIRE(relation != set.relations.end());
                CHECK(relation->second.from == SpanId(between(line, "link_AEID=\"", "\"")));
                CHECK(relation->second.to == SpanId(between(line, "link_SVRTID=\"", "\"")));
                CHECK(relation->second.type.text == line.substr(1, line.find(' ') - 1));
                ++links;
                continue;
            }
            const Span* span = set.spans.find(SpanId(id));
            REQUIRE(span != nullptr);
            CHECK(document.text->slice(span->at.front()) == between(line, " text=\"", "\""));
            CHECK(std::to_string(document.text->byte_to_utf16(span->begin())) == between(line, "spans=\"", "~"));
            CHECK(span->label.text == line.substr(1, line.find(' ') - 1));
            CHECK(std::get<std::string>(*span->attributes.find(AttributeId("comment"))) ==
                  between(line, "comment=\"", "\""));
            ++spans;
        }
        CHECK(set.spans.size() == spans);
        CHECK(set.relations.size() == links);
        CHECK(spans > 5);
        worlds::check_trip(read->project, "medtator", carried());
        worlds::check_prefixes(name, *bytes, "medtator");
    }
    for (const char* path : {"bioc/everything.xml", "tei/sample.xml", "uima-xmi/small_cas.xmi", "coref/test.xml"})
        if (const auto bytes = test_files::shared(std::string("samples/") + path))
            CHECK(detect_format("x.xml", *bytes) != format_named("medtator"));
}

TEST_CASE("medtator: projects come back with all their records")
{
    worlds::check_trip(without_returns(worlds::ferry_project()), "medtator", carried());
    if (const auto gold = test_files::shared("corpus/gold.glossator.json")) {
        const Project project = read_native(*gold).value();
        worlds::check_trip(project, "medtator", carried());
        const Project back = worlds::read_back(export_project(project, "medtator").value(), 0, "medtator");
        CHECK(back.schema() == project.schema());
        CHECK(back.documents().front().meta == project.documents().front().meta);
    }
    for (uint32_t seed = 0; seed < 25; ++seed) {
        CAPTURE(seed);
        worlds::check_trip(without_returns(worlds::random_project(seed)), "medtator", carried());
    }
}

TEST_CASE("medtator: what stands in a file is as MedTator wants it, and offsets count UTF-16 units behind line feeds")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", "a\r\n\U0001F44D pain ]]> & \"e\u0301\"\rend\r\n"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    Span pain = worlds::span(project.documents()[0], "s-1", "PERSON", {"pain", "\"e\u0301\"\rend"});
    pain.attributes.set(AttributeId("mention"), "nominal");
    pain.attributes.set(AttributeId("remark"), "");
    pain.note = "so \"so\"\n\ttoo";
    writer.put(set, pain);
    writer.put(set, worlds::span("s-2", "CUE", {{1, 2}}));  // a carriage return alone
    writer.put(set, worlds::span("s-3", "CUE", {{0, 3}}));
    writer.put(set, worlds::relation("r-1", "near", "s-1", "s-2"));
    writer.put(set, worlds::relation("r-2", "near", "s-1", "s-3"));
    writer.put(set, worlds::attribution("a-1", {"s-1", "s-3"}, {"s-3"}, {"s-1"}));
    const Exported exported = export_project(project, "medtator").value();
    REQUIRE(exported.files.size() == 2);
    for (const char* what : {"carriage returns, which become line feeds", "spans of nothing but carriage returns",
                             "ends of links at spans of nothing but carriage returns"}) {
        CAPTURE(what);
        CHECK(loses(exported.losses, what));
    }
    pugi::xml_document xml;
    const std::string& bytes = exported.files[0].bytes;
    REQUIRE(xml.load_buffer(bytes.data(), bytes.size()));
    const pugi::xml_node root = xml.document_element();
    std::string text;
    for (const pugi::xml_node& piece : root.child("TEXT").children()) text += piece.value();
    CHECK(text == "a\n\U0001F44D pain ]]> & \"e\u0301\"\nend\n");
    const pugi::xml_node tag = root.child("TAGS").child("PERSON");
    CHECK(std::string_view(tag.attribute("spans").value()) == "5~9,16~24");
    CHECK(std::string_view(tag.attribute("mention").value()) == "nominal");
    CHECK(std::string_view(tag.attribute("_note").value()) == pain.note);
    CHECK(std::string_view(tag.attribute("_fields").value()) == "[[\"remark\",\"\"]]");
    CHECK(std::string_view(root.child("TAGS").child("CUE").attribute("spans").value()) == "0~2");
    const std::string& dtd = exported.files[1].bytes;
    CHECK(dtd.find("<!ENTITY name \"" + std::string(root.name()) + "\">\n") == 0);
    std::map<std::string, std::string> ids;
    for (const pugi::xml_node& each : root.child("TAGS").children()) {
        CHECK(dtd.find("<!ELEMENT " + std::string(each.name()) + " ") != std::string::npos);
        CHECK(ids.emplace(each.attribute("id").value(), each.attribute("text").value()).second);
        for (const pugi::xml_attribute& attribute : each.attributes()) {
            const std::string name = attribute.name();
            if (name.size() < 3 || name.substr(name.size() - 2) != "ID") continue;
            const std::string role = name.substr(0, name.size() - 2);
            CHECK(dtd.find("prefix=\"" + role + "\"") != std::string::npos);
            CHECK(ids.at(attribute.value()) == each.attribute((role + "Text").c_str()).value());
        }
    }
    CHECK(dtd.find("<!ATTLIST PERSON mention ( name | nominal | pronoun ) #IMPLIED \"\" >\n") != std::string::npos);
    CHECK(dtd.find("prefix=\"source2\"") != std::string::npos);
    const Project back = worlds::read_back(exported, 0, "medtator");
    CHECK(back.sets().front()->spans.find(SpanId("s-1"))->note == pain.note);
    CHECK(back.sets().front()->attributions.begin()->second.sources == std::vector{SpanId("s-1"), SpanId("s-3")});
}

TEST_CASE("medtator: what others write is read, and what is wrong is told with its place")
{
    const std::string begin = "<X><TEXT>a\U0001F44Db c</TEXT><TAGS>";
    const ReadResult read =
        import_text("x.xml", begin +
                                 "<P spans=\"1~4; 5~6\" text=\"\" id=\"P0\" note=\"n\" _by=\"me\"/>"
                                 "<P spans=\"-1~-1\" text=\"\" id=\"P1\"/><R id=\"R0\" zID=\"P0\" zText=\"\""
                                 " aID=\"P0\" aText=\"\" theID=\"7\"/></TAGS><META><label/></META></X>");
    REQUIRE(read);
    const AnnotationSet& set = *read->project.sets().front();
    REQUIRE(set.spans.size() == 1);
    CHECK(set.spans.at(0).at == std::vector<TextRange>{{1, 6}, {7, 8}});
    CHECK(set.spans.at(0).attributes.size() == 2);
    CHECK(set.relations.size() == 1);
    CHECK(set.relations.begin()->second.attributes.size() == 1);
    CHECK(loses(read->losses, "tags without a place in the text"));
    CHECK(loses(read->losses, "parts of <META>"));
    const ReadResult code_points = import_text("x.xml", begin + "<P spans=\"2~3\" text=\"b\" id=\"P0\"/></TAGS></X>");
    REQUIRE(code_points);
    CHECK(code_points->project.sets().front()->spans.at(0).at == std::vector<TextRange>{{5, 6}});
    CHECK(code_points->notes.size() == 1);
    const size_t at = begin.size();
    worlds::check_refused("x.xml", "medtator",
                          {{"<X/>", 0, "no <TEXT>"},
                           {begin + "<P spans=\"a~2\"/></TAGS></X>", at, "written as 5~9"},
                           {begin + "<P spans=\"1\"/></TAGS></X>", at, "written as 5~9"},
                           {begin + "<P spans=\"3~9\"/></TAGS></X>", at, ""},
                           {begin + "<P spans=\"3~2\"/></TAGS></X>", at, ""},
                           {begin + "<P spans=\"2~4\"/></TAGS></X>", at, ""},
                           {begin + "</X>", at + 2, "well-formed"}},
                          {{"offsets", "utf16"}});
}

TEST_CASE("medtator: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, "medtator", "<![CDATA[", "<![CDATA[x"));
    CHECK(worlds::notices(project, "medtator", "spans=\"", "spans=\"1"));
    CHECK(worlds::notices(project, "medtator", "_id=\"s-3\"", "_id=\"s-13\""));
}

}  // namespace
}  // namespace glossator::medtator_test
