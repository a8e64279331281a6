#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>
#include <pugixml.hpp>

#include "core/io/formats.h"
#include "tests/unit/codec_trips.h"

// GraphML of who said what.
namespace glossator {
namespace {

using worlds::loses;

// A graph as networkx reads it: every key is declared with its type, every value is of that type, every edge leads from
// a node to a node, every id is there once.
struct Graph {
    explicit Graph(const std::string& bytes)
    {
        const pugi::xml_parse_result sound =
            xml.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata);
        REQUIRE(sound);
        const pugi::xml_node root = xml.child("graphml");
        for (const pugi::xml_node& key : root.children("key")) {
            const std::string type = key.attribute("attr.type").value();
            const bool is_known = type == "string" || type == "int" || type == "double" || type == "boolean";
            CHECK(is_known);
            CHECK(keys.emplace(key.attribute("id").value(), key).second);
        }
        for (const pugi::xml_node& node : root.child("graph").children("node"))
            CHECK(nodes.emplace(node.attribute("id").value(), values_of(node, "node")).second);
        std::set<std::string> ids;
        for (const pugi::xml_node& edge : root.child("graph").children("edge")) {
            CHECK(ids.insert(edge.attribute("id").value()).second);
            REQUIRE(nodes.count(edge.attribute("source").value()) == 1);
            REQUIRE(nodes.count(edge.attribute("target").value()) == 1);
            std::map<std::string, std::string> values = values_of(edge, "edge");
            values["from"] = nodes[edge.attribute("source").value()]["id"];
            values["to"] = nodes[edge.attribute("target").value()]["id"];
            edges.push_back(values);
        }
    }

    std::map<std::string, std::string> values_of(const pugi::xml_node& of, const std::string& kind)
    {
        std::map<std::string, std::string> out;
        for (const pugi::xml_node& data : of.children("data")) {
            const auto key = keys.find(data.attribute("key").value());
            REQUIRE(key != keys.end());
            CHECK(std::string(key->second.attribute("for").value()) == kind);
            const std::string value = data.text().get(), type = key->second.attribute("attr.type").value();
            if (type == "int") CHECK(value.find_first_not_of("0123456789") == std::string::npos);
            const bool is_yes_no = value == "true" || value == "false";
            if (type == "boolean") CHECK(is_yes_no);
            CHECK(out.emplace(key->second.attribute("attr.name").value(), value).second);
        }
        return out;
    }

    // "from > to" of the edges of a role.
    std::vector<std::string> ends(const std::string& role) const
    {
        std::vector<std::string> out;
        for (const auto& edge : edges)
            if (edge.at("role") == role) out.push_back(edge.at("from") + " > " + edge.at("to"));
        std::sort(out.begin(), out.end());
        return out;
    }

    pugi::xml_document xml;
    std::map<std::string, pugi::xml_node> keys;
    std::map<std::string, std::map<std::string, std::string>> nodes;
    std::vector<std::map<std::string, std::string>> edges;
};

using Ends = std::vector<std::string>;

TEST_CASE("graphml: entities, claims, documents and attributions are nodes, roles are edges")
{
    const Project project = worlds::ferry_project();
    const Exported exported = export_project(project, "graphml").value();
    const Graph graph(exported.files.at(0).bytes);
    std::multiset<std::string> kinds;
    for (const auto& [id, values] : graph.nodes) kinds.insert(values.at("kind"));
    CHECK(kinds.count("document") == 2);
    CHECK(kinds.count("entity") == 2);
    CHECK(kinds.count("claim") == 2);
    CHECK(kinds.count("attribution") == 2);
    CHECK(kinds.count("span") == 2);  // the two sources, which stand for no entity
    CHECK(graph.ends("source") == Ends{"s-5 > a-2", "s-6 > a-1"});
    CHECK(graph.ends("content") == Ends{"a-1 > c-1", "a-2 > c-1"});
    CHECK(graph.ends("parent") == Ends{"a-2 > a-1"});
    CHECK(graph.ends("document") == Ends{"a-1 > d-1", "a-2 > d-1"});
    CHECK(graph.ends("mention") == Ends{"c-1 > d-1", "e-1 > d-1", "e-2 > d-1"});
    CHECK(graph.ends("member_of") == Ends{"e-1 > e-2"});
    CHECK(graph.ends("contradicts") == Ends{"c-1 > c-2"});
    CHECK(loses(exported.losses, "places of cues"));
    CHECK(loses(exported.losses, "texts of documents"));
    CHECK(loses(exported.losses, "spans that nothing refers to"));  // "The ferry will run again"
    CHECK(loses(exported.losses, "work of further annotators"));
}

TEST_CASE("graphml: places count code points, and data is data")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", "\U0001F44D <b>Anna</b> & Bo said \x01 \"no\"\r\nand no.\n"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    writer.put(worlds::entity("e-1", "PERSON", "A & <B> \"C\""));
    Span anna = worlds::span(project.documents()[0], "s-1", "PERSON", {"Anna", "Bo"});
    anna.entity = EntityId("e-1");
    writer.put(set, anna);
    writer.put(set, worlds::span(project.documents()[0], "s-2", "CUE", {"said"}));
    writer.put(set, worlds::span(project.documents()[0], "s-3", "CLAIM", {"\"no\"\r\nand no"}));
    Attribution said = worlds::attribution("a-1", {"s-1"}, {"s-2"}, {"s-3"});
    said.attributes.set(AttributeId("form"), "direct");
    writer.put(set, said);
    const Exported exported = export_project(project, "graphml").value();
    const Graph graph(exported.files.at(0).bytes);
    for (const auto& edge : graph.edges) {
        if (edge.at("role") == "source") {
            CHECK(edge.at("at") == "5-9;16-18");
            CHECK(edge.at("begin") == "5");
            CHECK(edge.at("end") == "18");
            CHECK(edge.at("quote") == "Anna … Bo");
        }
        if (edge.at("role") == "content") CHECK(edge.at("quote") == "\"no\"\r\nand no");
    }
    bool has_attribution = false;
    for (const auto& node : graph.nodes) {
        const auto& values = node.second;
        if (values.at("kind") == "entity") CHECK(values.at("label") == "A & <B> \"C\"");
        if (values.at("kind") != "attribution") continue;
        has_attribution = true;
        CHECK(values.at("label") == "said");
        CHECK(values.at("attribute.form") == "direct");
    }
    CHECK(has_attribution);
}

TEST_CASE("graphml: every attribution and relation of any project is in the graph")
{
    std::vector<Project> projects;
    for (uint32_t seed = 0; seed < 40; ++seed) projects.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        projects.push_back(read_native(*gold).value());
    for (const Project& project : projects) {
        const Result<Exported> exported = export_project(project, "graphml");
        if (!exported) FAIL_CHECK(exported.error().message);
        if (!exported) continue;
        const Graph graph(exported->files.at(0).bytes);
        std::map<std::string, size_t> expected, found;
        for (const Document& document : project.documents())
            if (const AnnotationSet* set = exported_set(project, document)) {
                for (const auto& [id, attribution] : set->attributions) {
                    expected["source"] += attribution.sources.size();
                    expected["content"] += attribution.contents.size();
                    expected["addressee"] += attribution.addressees.size();
                    expected["parent"] += !attribution.parent.empty();
                }
                expected["relation"] += set->relations.size();
            }
        for (const auto& edge : graph.edges)
            ++found[edge.at("kind") == "attribution" ? edge.at("role") : edge.at("kind")];
        for (const char* what : {"source", "content", "addressee", "parent", "relation"}) {
            CAPTURE(what);
            CHECK(found[what] == expected[what]);
        }
    }
}

TEST_CASE("graphml: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, "graphml", "<data key=\"e_quote\">the agency", "<data key=\"e_quote\">that agency"));
    CHECK(worlds::notices(project, "graphml", "<data key=\"e_at\">", "<data key=\"e_at\">1"));
    CHECK(worlds::notices(project, "graphml", "<data key=\"e_role\">source", "<data key=\"e_role\">content"));
    CHECK(worlds::notices(project, "graphml", "</graph>", ""));
}

}  // namespace
}  // namespace glossator
