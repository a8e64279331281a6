#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "core/io/native.h"
#include "core/report/attribution_graph.h"
#include "core/report/coverage.h"
#include "core/report/said.h"
#include "core/report/statistics.h"
#include "core/report/timeline.h"
#include "core/report/words.h"
#include "tests/unit/random_project.h"
#include "tests/unit/test_files.h"
#include "tests/unit/worlds.h"

// The views over all documents: coverage, attributions, timeline, statistics, and their files.
namespace glossator {
namespace {

using namespace worlds;

// Two outlets about a ferry; one says that it costs ten, the other, by an agency, that it costs twelve.
Project ferry_project()
{
    Project project = empty_project();
    ProjectWriter writer(project);
    Document gazette = document("d-1", "Okonjo said it costs ten. It opens soon.");
    gazette.publisher = "Gazette";
    gazette.date = "2026-02-28";
    Document ledger = document("d-2", "ANI reported that she said it costs twelve.");
    ledger.publisher = "Ledger";
    ledger.date = "2026-02-27";
    writer.put(gazette);
    writer.put(ledger);
    writer.put(entity("e-1", "PERSON", "Ilse Okonjo"));
    writer.put(claim("c-1", "It costs ten."));
    Claim other = claim("c-2", "It costs twelve.");
    other.links.push_back({"contradicts", ClaimId("c-1")});
    writer.put(other);
    writer.put(claim("c-3", "It opens soon."));

    AnnotationSet& first = writer.put(set_info("t-1", "d-1", "mira"));
    Span okonjo = span(gazette, "s-1", "SOURCE", {"Okonjo"}), named = span(gazette, "s-2", "PERSON", {"Okonjo"});
    named.entity = EntityId("e-1");
    Span ten = span(gazette, "s-4", "CLAIM", {"it costs ten"}), soon = span(gazette, "s-5", "CLAIM", {"It opens soon"});
    ten.claim = claim_link("c-1", "same");
    ten.attributes.set(AttributeId("certainty"), "certain");
    soon.claim = claim_link("c-3");
    for (const Span& each : {okonjo, named, span(gazette, "s-3", "CUE", {"said"}), ten, soon}) writer.put(first, each);
    Attribution said = attribution("a-1", {"s-1"}, {"s-3"}, {"s-4"});
    said.attributes.set(AttributeId("form"), "indirect");
    writer.put(first, said);

    AnnotationSet& second = writer.put(set_info("t-2", "d-2", "mira"));
    Span she = span(ledger, "s-13", "SOURCE", {"she"}), twelve = span(ledger, "s-15", "CLAIM", {"it costs twelve"});
    she.entity = EntityId("e-1");
    twelve.claim = claim_link("c-2", "same");
    for (const Span& each : {span(ledger, "s-11", "SOURCE", {"ANI"}), span(ledger, "s-12", "CUE", {"reported"}), she,
                             span(ledger, "s-14", "CUE", {"said"}), twelve})
        writer.put(second, each);
    writer.put(second, attribution("a-11", {"s-11"}, {"s-12"}, {"s-15"}));
    writer.put(second, attribution("a-12", {"s-13"}, {"s-14"}, {"s-15"}, "a-11"));
    return project;
}

template <class R>
void fill(R& report, const Project& project, std::vector<uint32_t> sets, size_t records = ~size_t{0})
{
    ReportWalk walk(project, std::move(sets));
    while (!walk.advance(report, records)) {}
}

Coverage coverage_of(const Project& project, size_t records = ~size_t{0})
{
    Coverage coverage(project);
    fill(coverage, project, one_set_each(project, {}), records);
    coverage.finish();
    return coverage;
}

AttributionGraph graph_of(const Project& project)
{
    AttributionGraph graph(project, AttributionGraph::Contents::Together);
    fill(graph, project, one_set_each(project, {}));
    return graph;
}

GraphLayout laid_out(const AttributionGraph& graph)
{
    GraphLayout layout = layout_for(graph);
    while (!layout.step()) {}
    return layout;
}

std::vector<std::string> sentences(const Coverage& coverage)
{
    std::vector<std::string> out;
    for (const Coverage::Contradiction& c : coverage.contradictions()) out.push_back(coverage.sentence_of(c));
    return out;
}

// ---- Files

TEST_CASE("svg: texts are escaped, characters that XML forbids are replaced, numbers are plain")
{
    Picture picture{100, 50, {}};
    picture.add({.kind = Shape::Kind::Text, .x = 1.5f, .width = 40, .height = 20, .text = "<b> & \"q\"\u0001"});
    picture.add({.kind = Shape::Kind::Curve, .ink = Ink::Accent, .width = 10, .height = 20, .text = "a<b"});
    CHECK(
        write_svg(picture, "A & B") ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\" viewBox=\"0 0 100 50\" "
        "font-family=\"Inter, Helvetica, Arial, sans-serif\" font-size=\"13\">\n<title>A &amp; B</title>\n"
        "<rect width=\"100%\" height=\"100%\" fill=\"#FBFAF7\"/>\n"
        "<svg x=\"1.5\" y=\"0\" width=\"40\" height=\"20\"><text y=\"14.68\" fill=\"#1F2328\">"
        "&lt;b&gt; &amp; &quot;q&quot;\uFFFD</text></svg>\n"
        "<path d=\"M0,0 C5,0 5,20 10,20\" fill=\"none\" stroke=\"#2B5FAB\" stroke-width=\"1\" stroke-opacity=\"0.55\">"
        "<title>a&lt;b</title></path>\n</svg>\n");
}

// Every element is closed in its order, and every & begins one of the four entities that are written.
bool is_well_formed(std::string_view xml)
{
    std::vector<std::string> open;
    for (size_t at = xml.find("?>") + 2; at < xml.size(); ++at) {
        if (xml[at] == '&') {
            const std::string_view rest = xml.substr(at, 6);
            if (rest.substr(0, 5) != "&amp;" && rest.substr(0, 4) != "&lt;" && rest.substr(0, 4) != "&gt;" &&
                rest != "&quot;")
                return false;
        }
        if (xml[at] != '<') continue;
        const size_t end = xml.find('>', at);
        if (end == std::string_view::npos) return false;
        const std::string_view tag = xml.substr(at + 1, end - at - 1);
        const std::string name(tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" /", 1) - (tag[0] == '/' ? 1 : 0)));
        if (tag[0] == '/') {
            if (open.empty() || open.back() != name) return false;
            open.pop_back();
        } else if (tag.back() != '/') {
            open.push_back(name);
        }
        at = end;
    }
    return open.empty();
}

TEST_CASE("svg: whatever a project says, every drawing is well-formed, and all shapes lie within it")
{
    for (uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const Project project = random_project(seed);
        const Coverage coverage = coverage_of(project);
        const AttributionGraph graph = graph_of(project);
        Statistics statistics(project);
        fill(statistics, project, all_sets(project));
        statistics.finish();
        std::vector<Picture> pictures = {draw(coverage, arranged(coverage, {})), draw(graph, laid_out(graph)),
                                         draw(timeline_of(project)), draw(statistics)};
        for (const auto& set : project.sets())
            pictures.push_back(draw(tree_of(project, *project.find(set->info.document), *set)));
        for (const Picture& picture : pictures) {
            CHECK(is_well_formed(write_svg(picture, project.info().title)));
            for (const Shape& s : picture.shapes) {
                CHECK(s.x >= 0);
                CHECK(s.y >= 0);
                CHECK(s.y + s.height <= picture.height + 0.01f);
                CHECK(s.x + s.width <= picture.width + 0.01f);
            }
        }
    }
}

TEST_CASE("wrapped: lines end at blanks, long words are cut, more than there is room for ends in an ellipsis")
{
    CHECK(wrapped("", 100, 3).empty());
    CHECK(wrapped("one two", 400, 3) == std::vector<std::string>{"one two"});
    CHECK(wrapped("one two three", 60, 3) == std::vector<std::string>{"one two ", "three"});
    CHECK(wrapped("one two three four", 60, 2) == std::vector<std::string>{"one two ", "three …"});
    CHECK(wrapped("abcdefghij", 36, 9) == std::vector<std::string>{"abcde", "fghij"});
    CHECK(wrapped("渡し船", 27, 9) == std::vector<std::string>{"渡し", "船"});
}

// ---- Coverage

TEST_CASE("coverage: a cell says how a document reports the claim and who says so")
{
    const Coverage coverage = coverage_of(ferry_project());
    REQUIRE(coverage.rows().size() == 3);
    const Coverage::Cell* ten = coverage.find(0, 0);
    REQUIRE(ten);
    CHECK(text_of(coverage, *ten) == "same: “it costs ten” – Ilse Okonjo: said (form: indirect) [certainty: certain]");
    CHECK(text_of(coverage, *coverage.find(1, 1)) ==
          "same: “it costs twelve” – ANI: reported – Ilse Okonjo: said, via ANI");
    CHECK(text_of(coverage, *coverage.find(2, 0)) == "reported: “It opens soon”");
    CHECK_FALSE(coverage.find(0, 1));
    CHECK_FALSE(coverage.find(2, 1));
}

TEST_CASE("coverage, graph: a content that isn't a claim itself says the claims that lie within it")
{
    Project project = ferry_project();
    ProjectWriter writer(project);
    AnnotationSet& set = *const_cast<AnnotationSet*>(project.find(SetId("t-1")));
    writer.put(set, span(*project.find(DocumentId("d-1")), "s-6", "SOURCE", {"said it costs ten."}));
    Attribution said = set.attributions.at(AttributionId("a-1"));
    said.contents = span_ids({"s-6"});
    writer.put(set, said);
    const Coverage coverage = coverage_of(project);
    CHECK(coverage.mentions()[0].voices == std::vector<std::string>{"Ilse Okonjo: said (form: indirect)"});
    CHECK(coverage.mentions()[1].voices.empty());
    CHECK(write_csv(graph_of(project)).find("Ilse Okonjo,e-1,says,It costs ten.,c-1,1") != std::string::npos);
}

TEST_CASE("coverage: links between records, spans that disagree, and relations between spans are contradictions")
{
    Project project = ferry_project();
    CHECK(sentences(coverage_of(project)) ==
          std::vector<std::string>{"Ledger: “It costs twelve.” contradicts Gazette: “It costs ten.”"});
    ProjectWriter writer(project);
    AnnotationSet& set = *const_cast<AnnotationSet*>(project.find(SetId("t-2")));
    Span twelve = *set.spans.find(SpanId("s-15"));
    twelve.claim = claim_link("c-1", "denies");
    writer.put(set, twelve);
    const Coverage coverage = coverage_of(project);
    CHECK(sentences(coverage)[0] == "Ledger: “it costs twelve” denies Gazette: “It costs ten.”");
    CHECK(coverage.find(0, 0)->disputed);
    CHECK(coverage.find(0, 1)->disputed);
    CHECK_FALSE(coverage.find(2, 0)->disputed);
}

TEST_CASE("coverage: rows and columns are sorted and filtered")
{
    const Coverage coverage = coverage_of(ferry_project());
    const auto shape = [&](CoverageOrder order) { return arranged(coverage, order); };
    CHECK(shape({}).rows == std::vector<uint32_t>{0, 1, 2});
    CHECK(shape({}).columns == std::vector<uint32_t>{1, 0});  // the Ledger is a day older
    CHECK(shape({.columns = ColumnOrder::ByOutlet}).columns == std::vector<uint32_t>{0, 1});
    CHECK(shape({.only_disputed = true}).rows == std::vector<uint32_t>{0, 1});
    CHECK(shape({.words = "SOON"}).rows == std::vector<uint32_t>{2});
    CHECK(shape({.words = "via ani"}).rows == std::vector<uint32_t>{1});
    CHECK(shape({.words = "nowhere"}).rows.empty());
}

TEST_CASE("coverage: arranged a cell at a time is arranged at once; shrunk a mention at a time, nothing is left")
{
    Coverage coverage = coverage_of(ferry_project());
    for (const char* words : {"", "soon", "via ani", "TEN", "nowhere"}) {
        CAPTURE(words);
        const CoverageOrder order{.rows = RowOrder::ByText, .words = words};
        CoverageArrangement pieces(coverage, order);
        size_t turns = 0;
        while (!pieces.advance(1)) ++turns;
        CHECK(turns + 1 >= coverage.rows().size());  // a look at each of them
        CHECK(pieces.shape().rows == arranged(coverage, order).rows);
        CHECK(pieces.shape().columns == arranged(coverage, order).columns);
    }
    const size_t mentions = coverage.mentions().size();
    REQUIRE(mentions > 1);
    CHECK_FALSE(coverage.shrink(1));
    CHECK(coverage.mentions().size() == mentions - 1);
    size_t turns = 1;
    while (!coverage.shrink(1)) ++turns;
    CHECK(turns > mentions);
    CHECK(coverage.rows().empty());
}

TEST_CASE("coverage: its file has a record for each claim, each with as many fields")
{
    const Coverage coverage = coverage_of(ferry_project());
    CHECK(write_csv(coverage, arranged(coverage, {.only_disputed = true})) ==
          "claim,text,documents,contradictions,Ledger 2026-02-27,Gazette 2026-02-28\r\n"
          "c-1,It costs ten.,1,Ledger: “It costs twelve.” contradicts Gazette: “It costs ten.”,,"
          "same: “it costs ten” – Ilse Okonjo: said (form: indirect) [certainty: certain]\r\n"
          "c-2,It costs twelve.,1,Ledger: “It costs twelve.” contradicts Gazette: “It costs ten.”,"
          "\"same: “it costs twelve” – ANI: reported – Ilse Okonjo: said, via ANI\",\r\n");
}

TEST_CASE("coverage: in pieces or at once, it finds what a plain scan finds")
{
    for (uint32_t seed = 0; seed < 80; ++seed) {
        CAPTURE(seed);
        const Project project = random_project(seed);
        const Coverage coverage = coverage_of(project, 1 + seed % 7);
        std::multiset<std::string> expected, found;
        for (const uint32_t at : one_set_each(project, {})) {
            const AnnotationSet& set = *project.sets()[at];
            set.spans.for_each([&](const Span& span) {
                if (span.claim)
                    expected.insert(span.claim->id.text + " " + set.info.document.text + " " + span.id.text);
            });
        }
        for (uint32_t row = 0; row < coverage.rows().size(); ++row)
            for (uint32_t column = 0; column < coverage.columns().size(); ++column)
                if (const Coverage::Cell* cell = coverage.find(row, column))
                    for (const uint32_t mention : cell->mentions)
                        found.insert(coverage.rows()[row].claim.text + " " + coverage.columns()[column].document.text +
                                     " " + coverage.mentions()[mention].span.text);
        CHECK(found == expected);
    }
}

TEST_CASE("sets: of each document that of the annotator, else the gold one, else the first")
{
    Project project = empty_project();
    ProjectWriter writer(project);
    writer.put(document("d-1", "a"));
    writer.put(document("d-2", "b"));
    writer.put(document("d-3", "c"));
    writer.put(set_info("t-1", "d-1", "mira"));
    SetInfo gold = set_info("t-2", "d-1", "tagger");
    gold.role = SetRole::Gold;
    writer.put(gold);
    writer.put(set_info("t-3", "d-3", "mira"));
    CHECK(one_set_each(project, {}) == std::vector<uint32_t>{1, 2});
    CHECK(one_set_each(project, AnnotatorId("mira")) == std::vector<uint32_t>{0, 2});
    CHECK(all_sets(project) == std::vector<uint32_t>{0, 1, 2});
}

TEST_CASE("coverage: the gold annotation's matrix names every contradiction that it holds")
{
    const auto file = test_files::shared("corpus/gold.glossator.json");
    if (!file) return;
    const auto project = read_native(*file);
    REQUIRE(project.has_value());
    const Coverage coverage = coverage_of(*project);
    const std::vector<std::string> named = sentences(coverage);
    size_t expected = 0;
    for (const auto& set : project->sets()) {
        const Document& document = *project->find(set->info.document);
        set->spans.for_each([&](const Span& span) {
            if (!span.claim || span.claim->relation != "contradicts") return;
            ++expected;
            const std::string begin =
                outlet_of(document) + ": “" + quote_of(*document.text, span, 200) + "” contradicts ";
            const std::string end = "“" + project->find(span.claim->id)->text + "”";
            CHECK(std::any_of(named.begin(), named.end(), [&](const std::string& sentence) {
                return sentence.rfind(begin, 0) == 0 && sentence.ends_with(end);
            }));
        });
    }
    for (const auto& [id, claim] : project->claims())
        for (const ClaimRecordLink& link : claim.links) expected += link.type == "contradicts";
    CHECK(expected > 0);
    CHECK(named.size() == expected);
}

// ---- Attributions

TEST_CASE("graph: sources by entity, relays to those whom they relay, and claims")
{
    CHECK(write_csv(graph_of(ferry_project())) ==
          "from,entity,kind,to,id,attributions\r\n"
          "Ilse Okonjo,e-1,says,It costs ten.,c-1,1\r\n"
          "ANI,,says,It costs twelve.,c-2,1\r\n"
          "Ilse Okonjo,e-1,says,It costs twelve.,c-2,1\r\n"
          "ANI,,relays,Ilse Okonjo,e-1,1\r\n");
}

TEST_CASE("graph: a filter leaves what has the words, and its neighbours")
{
    AttributionGraph graph = graph_of(ferry_project());
    graph.filter("ani");
    std::vector<std::string> names;
    for (const AttributionGraph::Node& node : graph.nodes()) names.push_back(node.name);
    CHECK(names == std::vector<std::string>{"Ilse Okonjo", "ANI", "It costs twelve."});
    CHECK(graph.edges().size() == 2);
}

TEST_CASE("graph layout: a relay stands before whom it relays, claims stand last")
{
    const AttributionGraph graph = graph_of(ferry_project());
    const GraphLayout layout = laid_out(graph);
    CHECK(layout.columns() == 3);
    for (uint32_t i = 0; i < graph.edges().size(); ++i) {
        const AttributionGraph::Edge& edge = graph.edges()[i];
        CHECK(layout.place(edge.from).x < layout.place(edge.to).x);
        CHECK(layout.route(i).size() % 2 == 0);
    }
}

// A graph by chance, with circles and edges to itself.
void check_layout(uint32_t seed)
{
    CAPTURE(seed);
    Chance chance(seed);
    const uint32_t nodes = 1 + chance.below(40);
    std::vector<bool> last;
    for (uint32_t i = 0; i < nodes; ++i) last.push_back(chance.one_in(3));
    std::vector<GraphLayout::Edge> edges;
    for (uint32_t i = 0; i < chance.below(80); ++i) {
        const GraphLayout::Edge edge{chance.below(nodes), chance.below(nodes)};
        if (!last[edge.from]) edges.push_back(edge);
    }
    GraphLayout layout(last, edges, kGraphNode), again(last, edges, kGraphNode);
    while (!layout.step()) {}
    while (!again.step()) {}
    const float width = layout.width(), room = static_cast<float>(300 + chance.below(2000));
    layout.fit(room);
    again.fit(room);
    CHECK(layout.width() <= width);
    const bool is_least = layout.node().width == 150 || layout.columns() < 2;
    CHECK((is_least || layout.width() <= room + 0.1f));
    CHECK((width > room || layout.width() == width));
    const GraphLayout::Size node_size = layout.node();
    const auto apart = [&](GraphLayout::Point a, GraphLayout::Point b) {
        return a.x + node_size.width <= b.x || b.x + node_size.width <= a.x || a.y + node_size.height <= b.y ||
               b.y + node_size.height <= a.y;
    };
    for (uint32_t a = 0; a < nodes; ++a) {
        const GraphLayout::Point p = layout.place(a);
        CHECK(p.x == again.place(a).x);
        CHECK(p.y == again.place(a).y);
        CHECK(p.x >= 0);
        CHECK(p.y >= 0);
        CHECK(p.x + node_size.width <= layout.width());
        CHECK(p.y + node_size.height <= layout.height());
        for (uint32_t b = 0; b < a; ++b) CHECK(apart(p, layout.place(b)));
    }
    for (uint32_t i = 0; i < edges.size(); ++i) {
        const std::vector<GraphLayout::Point> route = layout.route(i);
        for (size_t at = 1; at + 2 < route.size(); at += 2)  // where it goes over a column, no node is
            for (uint32_t node = 0; node < nodes; ++node)
                CHECK((layout.place(node).x != route[at].x || route[at].y < layout.place(node).y ||
                       route[at].y > layout.place(node).y + node_size.height));
    }
}

TEST_CASE("graph layout: no two nodes overlap, no edge goes through a node, and it is the same every time")
{
    for (uint32_t seed = 0; seed < 200; ++seed) check_layout(seed);
}

TEST_CASE("tree: attributions stand below the one that relays them, in the order of the text")
{
    const Project project = ferry_project();
    const AnnotationSet& set = *project.find(SetId("t-2"));
    CHECK(write_csv(tree_of(project, *project.find(DocumentId("d-2")), set)) ==
          "attribution,depth,source,cue,content\r\n"
          "a-11,0,ANI,reported,it costs twelve\r\n"
          "a-12,1,Ilse Okonjo,said,it costs twelve\r\n");
}

TEST_CASE("tree: holds every attribution once, whatever points where")
{
    for (uint32_t seed = 0; seed < 80; ++seed) {
        const Project project = random_project(seed);
        for (const auto& set : project.sets()) {
            const AttributionTree tree = tree_of(project, *project.find(set->info.document), *set);
            std::set<std::string> ids;
            for (const AttributionTree::Row& row : tree.rows) ids.insert(row.id.text);
            CHECK(tree.rows.size() == set->attributions.size());
            CHECK(ids.size() == set->attributions.size());
        }
    }
}

TEST_CASE("tree: around some attributions are all above and below them, and nothing else")
{
    size_t partial = 0;
    for (uint32_t seed = 0; seed < 80; ++seed) {
        const Project project = random_project(seed);
        for (const auto& set : project.sets()) {
            const auto stands_in = [&](AttributionId id, const AttributionId& other) {
                for (int i = 0; i < 100 && set->attributions.count(id) && id != other; ++i)
                    id = set->attributions.at(id).parent;
                return id == other;
            };
            for (const auto& [id, attribution] : set->attributions) {
                std::set<std::string> expected, found;
                for (const auto& [other, more] : set->attributions)
                    if (stands_in(id, other) || stands_in(other, id)) expected.insert(other.text);
                const auto tree = tree_around(project, *project.find(set->info.document), *set, {id});
                for (const AttributionTree::Row& row : tree.rows) found.insert(row.id.text);
                CHECK(found == expected);
                CHECK(tree.rows.size() == expected.size());
                partial += expected.size() > 1 && expected.size() < set->attributions.size();
            }
        }
    }
    CHECK(partial > 5);
}

// ---- Timeline

TEST_CASE("days: dates of ISO 8601 as days since 1970, in UTC")
{
    CHECK(days_of("1970-01-01") == 0.0);
    CHECK(days_of("1970") == 0.0);
    CHECK(days_of("1972-03") == 790.0);
    CHECK(days_of("2000-03-01") == 11017.0);
    CHECK(days_of("1969-12-31") == -1.0);
    CHECK(days_of("1970-01-02T12:00:00Z") == 1.5);
    CHECK(days_of("1970-01-02T01:00:00+01:00") == 1.0);
    CHECK(days_of("1970-01-01T18:00:00-06:00") == 1.0);
    CHECK_FALSE(days_of("Tuesday"));
    CHECK_FALSE(days_of(""));
}

TEST_CASE("timeline: by date, in lanes of outlets, what has no date is counted")
{
    Project project = ferry_project();
    ProjectWriter(project).put(document("d-3", "Undated."));
    Document unsigned_one = document("d-4", "Nobody signs this.");
    unsigned_one.date = "2026-03-01";
    ProjectWriter(project).put(unsigned_one);
    const Timeline timeline = timeline_of(project);
    CHECK(timeline.undated == 1);
    CHECK(write_csv(timeline) ==
          "date,document,outlet,title\r\n"
          "2026-02-27,d-2,Ledger,ANI reported that she said it costs twelve.\r\n"
          "2026-02-28,d-1,Gazette,Okonjo said it costs ten. It opens soon.\r\n"
          "2026-03-01,d-4,No outlet,Nobody signs this.\r\n");
    CHECK(timeline.lanes.back().outlet.empty());  // whatever the others are called
}

TEST_CASE("timeline: articles of one lane never overlap")
{
    for (uint32_t seed = 0; seed < 30; ++seed) {
        Chance chance(seed);
        Project project = empty_project();
        ProjectWriter writer(project);
        for (uint32_t i = 0; i < 60; ++i) {
            Document each = document("d-" + std::to_string(i), "Text");
            each.publisher = chance.one_in(2) ? "Gazette" : "Ledger";
            each.date = "20" + std::to_string(10 + chance.below(1 + seed % 3)) + "-0" +
                        std::to_string(1 + chance.below(9)) + "-1" + std::to_string(chance.below(10));
            writer.put(each);
        }
        const Timeline timeline = timeline_of(project);
        CHECK(timeline.items.size() == 60);
        for (const Timeline::Item& a : timeline.items)
            for (const Timeline::Item& b : timeline.items)
                if (&a != &b && a.lane == b.lane) CHECK(std::abs(a.x - b.x) >= kTimelineItem);
    }
}

// ---- Statistics

TEST_CASE("statistics: labels, lengths, pace without pauses, and how entities are spelt")
{
    Project project = empty_project();
    ProjectWriter writer(project);
    const Document text = document("d-1", "Łódź and Lodz and Łódź met Ann.");
    writer.put(text);
    writer.put(entity("e-1", "ORG", "Łódź"));
    AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
    const char* created[] = {"2026-03-02T09:00:00Z", "2026-03-02T09:01:00Z", "2026-03-02T10:00:00Z",
                             "2026-03-02T10:01:00Z"};
    const uint32_t begins[] = {0, 12, 21, 33};
    const uint32_t ends[] = {7, 16, 28, 36};
    for (uint32_t i = 0; i < 4; ++i) {
        Span each = span("s-" + std::to_string(i), i < 3 ? "ORG" : "PERSON", {{begins[i], ends[i]}});
        each.created = created[i];
        if (i < 3) each.entity = EntityId("e-1");
        writer.put(set, each);
    }
    Statistics statistics(project);
    fill(statistics, project, all_sets(project), 1);
    statistics.finish();
    CHECK(write_csv(statistics) ==
          "measure,document,annotator,item,value\r\n"
          "spans of label,,,PERSON,1\r\nmean length of label,,,PERSON,3\r\nspans of label and length,,,PERSON 2–3,1\r\n"
          "spans of label,,,ORG,3\r\nmean length of label,,,ORG,4\r\nspans of label and length,,,ORG 4–7,3\r\n"
          "spans of label,,,CLAIM,0\r\nspans of label,,,SOURCE,0\r\nspans of label,,,CUE,0\r\n"
          "spans,d-1,Mira,,4\r\nattributions,d-1,Mira,,0\r\nrelations,d-1,Mira,,0\r\n"
          "seconds worked,d-1,Mira,,120\r\nspans per hour,d-1,Mira,,60\r\n"
          "agreement of spelling,,,e-1,0.67\r\nspelling,,,e-1 “Łódź”,2\r\nspelling,,,e-1 “Lodz”,1\r\n");
}

}  // namespace
}  // namespace glossator
