#include <algorithm>

#include "core/model/project_writer.h"
#include "panels.h"
#include "tests/bench/news.h"
#include "ui/reports.h"

// The views over all documents, which take the text's room.
namespace glossator {
namespace {

bool run(Desk& desk, const char* command, const std::string& args = "{}")
{
    const auto done = run_command(*desk.app, command, args);
    desk.frames(4);
    return done.has_value();
}

TEST_CASE("reports: the switch in the top bar takes the text's room, Escape gives it back")
{
    Desk desk;
    CHECK_FALSE(visible(desk, "top.main"));
    open_sample(desk);
    for (const char* view : {"Coverage", "Attributions", "Timeline", "Statistics"}) {
        CAPTURE(view);
        click(desk, std::string("top.main=") + view);
        CHECK(visible(desk, "report"));
        CHECK_FALSE(visible(desk, "reading"));
        CHECK_FALSE(visible(desk, "labels"));
        desk.press(ImGuiKey_Escape);
        CHECK_FALSE(visible(desk, "report"));
        CHECK(visible(desk, "reading"));
    }
}

TEST_CASE("reports: every one can be shown by name, in the palette and by scripts")
{
    Desk desk;
    open_sample(desk);
    for (const char* name : {"coverage", "attributions", "timeline", "statistics"}) {
        CAPTURE(name);
        CHECK(run(desk, "view.show", Args().text("name", name).str()));
        CHECK(std::string(name_of(desk.app->session().main_view)) == name);
    }
    CHECK(run(desk, "view.show", R"({"name":"reading"})"));
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK_FALSE(run(desk, "view.show", R"({"name":"nothing"})"));
}

TEST_CASE("reports: pictures speak the language of the interface, tables stay as they are")
{
    Desk desk;
    open_sample(desk);
    run(desk, "view.statistics");
    const auto says = [&](const std::string& words) {
        const std::vector<Shape>& shapes = desk.app->reports().shown()->picture().shapes;
        return std::any_of(shapes.begin(), shapes.end(), [&](const Shape& shape) { return shape.text == words; });
    };
    CHECK(says("Spans by label"));
    const std::string table = desk.app->reports().shown()->csv();
    desk.platform->assets["languages/es.json"] = read_file(std::string(GLOSSATOR_ASSETS) + "/languages/es.json");
    run(desk, "view.language", R"({"code": "es"})");
    CHECK(says("Tramos por etiqueta"));
    CHECK_FALSE(says("Spans by label"));
    CHECK(desk.app->reports().shown()->csv() == table);
    run(desk, "view.language", R"({"code": "en"})");
    CHECK(says("Spans by label"));
}

TEST_CASE("reports: a click on a cell goes to the text, arrows and Enter do the same")
{
    Desk desk;
    open_sample(desk);
    run(desk, "view.coverage");
    const Coverage& coverage = *desk.app->reports().shown()->coverage();
    const Coverage::Mention& mention = coverage.mentions()[coverage.rows()[0].cells[0].mentions[0]];
    click(desk,
          "report.cell:" + coverage.rows()[0].claim.text + "/" + coverage.columns()[mention.column].document.text);
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK(desk.app->session().focused == mention.span);

    run(desk, "view.coverage");
    desk.app->reports().row = desk.app->reports().column = 0;
    for (const ImGuiKey key :
         {ImGuiKey_DownArrow, ImGuiKey_DownArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_LeftArrow})
        desk.press(key);
    CHECK(desk.app->reports().row == 1);
    CHECK(desk.app->reports().column == 0);
    const CoverageShape shape = desk.app->reports().shown()->shape();
    const Coverage::Cell* cell = desk.app->reports().shown()->coverage()->find(shape.rows[1], shape.columns[0]);
    const SpanId expected =
        cell ? desk.app->reports().shown()->coverage()->mentions()[cell->mentions[0]].span : SpanId();
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->session().main_view == MainView::Text);
    if (cell) CHECK(desk.app->session().focused == expected);
}

TEST_CASE("reports: keys of labels and spans do nothing to a text that can't be seen")
{
    Desk desk;
    open_sample(desk);
    focus_first(desk, "PERSON");
    run(desk, "view.coverage");
    const size_t steps = desk.app->history().steps_done();
    for (const ImGuiKeyChord key : {ImGuiKeyChord(ImGuiKey_Delete), ImGuiKeyChord(ImGuiKey_Tab)}) desk.press(key);
    desk.type("p");
    CHECK(desk.app->history().steps_done() == steps);
    CHECK(desk.app->session().armed.empty());
    CHECK(desk.app->session().main_view == MainView::Coverage);
}

TEST_CASE("reports: what is derived follows the project, and is kept while it stays as it is")
{
    Desk desk;
    open_sample(desk);
    run(desk, "view.coverage");
    const ReportBuild* first = desk.app->reports().shown();
    desk.frames(5);
    CHECK(desk.app->reports().shown() == first);
    CHECK(desk.app->next_frame_in() > 0);
    const SpanId claim = first->coverage()->mentions()[0].span;
    const size_t before = first->coverage()->mentions().size();
    REQUIRE(run(desk, "span.delete", Args().text("id", claim.text).str()));
    CHECK(desk.app->reports().shown()->coverage()->mentions().size() == before - 1);
    REQUIRE(run(desk, "file.new", R"({"sure":true})"));
    CHECK_FALSE(visible(desk, "report"));
}

TEST_CASE("reports: sorted and filtered by the tools on top")
{
    Desk desk({1600, 900});
    open_sample(desk);
    run(desk, "view.coverage");
    const size_t all = desk.app->reports().shown()->shape().rows.size();
    click(desk, "report.disputed=Disputed");
    desk.frames(3);
    CHECK(desk.app->reports().shown()->shape().rows.size() < all);
    click(desk, "report.disputed=All claims");
    click(desk, "report.words");
    desk.type("steel");
    desk.frames(3);
    CHECK(desk.app->reports().shown()->shape().rows.size() == 2);
    desk.press(ImGuiKey_Escape);  // takes back what was typed
    CHECK(desk.app->session().main_view == MainView::Coverage);
    CHECK_FALSE(run(desk, "report.arrange", R"({"rows":"upside down"})"));
    CHECK(run(desk, "report.arrange", R"({"rows":"most"})"));
    CHECK(desk.app->reports().shown()->shape().rows.size() == all);
    run(desk, "view.attributions");
    const float together = desk.app->reports().shown()->picture().height;
    click(desk, "report.scope=Tree");
    desk.frames(3);
    CHECK(desk.app->reports().shown()->picture().height != together);
}

namespace {

// A desk with many articles, where each look at the clock takes nearly a millisecond: half of what a frame has for such
// work.
void open_newsroom(Desk& desk)
{
    const std::string file = write_native(newsroom_project(60, 4000, 70, 9000));
    REQUIRE(desk.app->open_files({{"newsroom.glossator.json", file}}, OpenMode::Replace).problems.empty());
    desk.frames(5);
    desk.platform->steps_clock = 0.0009;
}

// Frames until nothing is at work any more.
int frames_at_work(Desk& desk)
{
    int frames = 0;
    do desk.frames();
    while (++frames < 3000 && desk.app->next_frame_in() <= 0);
    return frames;
}

}  // namespace

TEST_CASE("reports: a large project is gone through a few hundred records a frame, and comes out as if at once")
{
    Desk desk;
    open_newsroom(desk);
    (void)frames_at_work(desk);  // the checklists
    const Project& project = desk.app->project();
    size_t spans = 0;
    for (const auto& set : project.sets()) spans += set->spans.size();
    for (const char* view : {"view.coverage", "view.statistics", "view.attributions", "view.timeline"}) {
        CAPTURE(view);
        const auto at_once = [&] {
            ReportBuild build(project, desk.app->reports().wanted);
            while (!build.advance()) {}
            return build.csv();
        };
        REQUIRE(run_command(*desk.app, view, "{}"));
        const int frames = frames_at_work(desk);
        if (std::string_view(view) == "view.coverage" || std::string_view(view) == "view.statistics")
            CHECK(static_cast<size_t>(frames) >= spans / 450);
        REQUIRE(desk.app->reports().shown());
        CHECK(desk.app->reports().shown()->csv() == at_once());
    }
    REQUIRE(run_command(*desk.app, "view.coverage", "{}"));
    (void)frames_at_work(desk);
    REQUIRE(run_command(*desk.app, "report.arrange", R"({"words":"ferry"})"));
    CHECK(frames_at_work(desk) > 10);
    CHECK(desk.app->reports().shown()->choice().coverage.words == "ferry");
    CHECK_FALSE(desk.app->reports().running());  // what was shown before has gone, bit by bit
}

TEST_CASE("entities: of a large project, rows and mentions come a few hundred a frame, and then stay quiet")
{
    Desk desk;
    open_newsroom(desk);
    (void)frames_at_work(desk);
    const Project& project = desk.app->project();
    RecordListMemory& memory = desk.app->session().views.entities;
    REQUIRE(project.entities().size() > 500);  // more than come in a frame
    REQUIRE(run_command(*desk.app, "view.show", R"({"name":"entities"})"));
    desk.frames(1);
    CHECK(memory.rows.empty());
    CHECK(desk.app->next_frame_in() <= 0);
    CHECK(frames_at_work(desk) > 2);
    CHECK(memory.rows.size() == project.entities().size());
    CHECK(memory.spans.size() == project.mentions(EntityId(memory.chosen)));
    CHECK(std::is_sorted(memory.rows.begin(), memory.rows.end(),
                         [](const RecordRow& a, const RecordRow& b) { return a.text < b.text; }));
    memory.filter = "zzz";
    (void)frames_at_work(desk);
    CHECK(memory.rows.empty());
    CHECK(desk.app->next_frame_in() > 0);
    // Left while it is at work, the program is idle at once.
    memory.filter = "";
    desk.frames(1);
    CHECK(desk.app->next_frame_in() <= 0);
    REQUIRE(run_command(*desk.app, "view.text", "{}"));
    desk.frames(5);
    CHECK(desk.app->next_frame_in() > 0);
}

TEST_CASE("reports: a click in a drawing goes to the place")
{
    Desk desk;
    open_sample(desk);
    run(desk, "view.timeline");
    click(desk, "report.item:d-2");
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK(desk.app->session().document.text == "d-2");
}

TEST_CASE("reports: each is saved as SVG and CSV, by button and by command")
{
    Desk desk;
    open_sample(desk);
    run(desk, "view.coverage");
    click(desk, "report.export=csv");
    click(desk, "report.export=svg");
    const std::string csv = desk.platform->saved["coverage.csv"];
    CHECK(csv.rfind("claim,text,documents,contradictions,", 0) == 0);
    CHECK(desk.platform->saved["coverage.svg"].rfind("<?xml", 0) == 0);
    for (const char* kind : {"attributions", "timeline", "statistics"}) {
        CAPTURE(kind);
        CHECK(run(desk, "report.export", Args().text("kind", kind).text("format", "svg").str()));
        CHECK(run(desk, "report.export", Args().text("kind", kind).text("format", "csv").str()));
        CHECK(desk.platform->saved[std::string(kind) + ".svg"].size() > 500);
        CHECK(desk.platform->saved[std::string(kind) + ".csv"].find("\r\n") != std::string::npos);
    }
    CHECK_FALSE(run(desk, "report.export", R"({"kind":"coverage","format":"xlsx"})"));
    CHECK_FALSE(run(desk, "report.export", R"({"kind":"weather","format":"csv"})"));
    CHECK(run(desk, "report.export:coverage.csv"));
    CHECK(desk.platform->saved["coverage.csv"] == csv);
}

// 1,000 articles that report 2,000 claims, 60 spans in each.
Project large_project()
{
    Project project;
    ProjectWriter writer(project);
    ProjectInfo info;
    info.id = ProjectId("p-large");
    writer.set_info(info);
    Schema schema;
    LabelDef claim_label;
    claim_label.id = LabelId("CLAIM");
    claim_label.layer = "claim";
    schema.labels = {claim_label};
    writer.set_schema(schema);
    writer.put(Annotator{AnnotatorId("me"), "Me", "human", {}});
    for (int i = 0; i < 2000; ++i) {
        Claim claim;
        claim.id = ClaimId("c-" + std::to_string(i));
        claim.text = "Claim number " + std::to_string(i);
        writer.put(claim);
    }
    std::string words;
    while (words.size() < 5000) words += "The ferry will cost 41 million crowns. ";
    const TextPtr text = Text::make(words).value();
    for (int d = 0; d < 1000; ++d) {
        Document document;
        document.id = DocumentId("d-" + std::to_string(d));
        document.text = text;
        document.date = "2026-02-1" + std::to_string(d % 10);
        writer.put(document);
        SetInfo set_info;
        set_info.id = SetId("t-" + std::to_string(d));
        set_info.document = document.id;
        set_info.by = AnnotatorId("me");
        AnnotationSet& set = writer.put(set_info);
        for (int s = 0; s < 60; ++s) {
            Span span;
            span.id = SpanId("s-" + std::to_string(d) + "-" + std::to_string(s));
            span.label = LabelId("CLAIM");
            span.at = {{static_cast<uint32_t>(s * 39), static_cast<uint32_t>(s * 39 + 38)}};
            span.claim = ClaimLink{ClaimId("c-" + std::to_string((d * 7 + s * 31) % 2000)), "same"};
            writer.put(set, span);
            Attribution said;
            said.id = AttributionId("a" + span.id.text);
            said.contents = {span.id};
            if (s % 3 == 0) writer.put(set, said);
        }
    }
    return project;
}

TEST_CASE("reports: a large project is gone through in pieces, and only what can be seen is drawn")
{
    Desk desk;
    desk.app->session().settings.hints_done = true;
    desk.app->replace_project(large_project());
    desk.frames(3);
    desk.platform->steps_clock = 0.0005;  // each look at the clock
    for (const char* view : {"view.coverage", "view.attributions", "view.statistics", "view.timeline"}) {
        CAPTURE(view);
        REQUIRE(run_command(*desk.app, view, "{}"));
        int frames = 0;
        do {
            desk.frames();
            CHECK(++frames < 2000);
        } while (desk.app->reports().running() || !desk.app->reports().shown());
        if (view != std::string("view.timeline")) CHECK(frames > 10);
        CHECK(vertices(desk) < 60'000);
    }
    REQUIRE(run_command(*desk.app, "view.coverage", "{}"));
    desk.frames(500);
    CHECK(desk.app->reports().shown()->coverage()->mentions().size() == 60'000);
}

}  // namespace
}  // namespace glossator
