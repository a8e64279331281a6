#include <algorithm>

#include "core/model/project_writer.h"
#include "panels.h"
#include "ui/automation.h"
#include "ui/visibility.h"

// Layers, labels and the sets of other annotators shown and hidden.
namespace glossator {
namespace {

bool run(Desk& desk, const std::string& command)
{
    const bool done = run_command(*desk.app, command, "{}").has_value();
    desk.frames(3);
    return done;
}

std::string layer_of(const Desk& desk, const SpanId& id)
{
    return desk.app->project().schema().find(desk.app->set()->spans.find(id)->label)->layer;
}

// The middle of the span's first letter.
ImVec2 begin_of(Desk& desk, const SpanId& id)
{
    const uint32_t at = desk.app->set()->spans.find(id)->begin();
    const Box box = desk.app->reading_view().locate(desk.app->session().document, {at, at + 1}).front();
    return {box.x + box.width / 2, box.y + box.height / 2};
}

std::string state(Desk& desk)
{
    return *automation_call(*desk.app, "state", "{}");
}

TEST_CASE("visibility: spans of a hidden layer can be reached neither by clicks nor by Tab, and are there again after")
{
    Desk desk;
    open_sample(desk);
    const SpanId person = focus_first(desk, "PERSON").id;
    const ImVec2 at = begin_of(desk, person);
    const int all = vertices(desk);
    REQUIRE(run(desk, "view.layer:entity"));
    CHECK(desk.app->session().focused.empty());
    CHECK(vertices(desk) < all);
    for (int i = 0; i < 4; ++i) {
        desk.click(at);
        CHECK((desk.app->session().focused.empty() || layer_of(desk, desk.app->session().focused) != "entity"));
    }
    for (size_t i = 0; i < desk.app->set()->spans.size(); ++i) {
        desk.press(i % 2 ? ImGuiKey_Tab : ImGuiMod_Shift | ImGuiKey_Tab);
        REQUIRE(layer_of(desk, desk.app->session().focused) != "entity");
    }
    CHECK(state(desk).find(R"("hidden":["layer:entity"])") != std::string::npos);
    CHECK(desk.app->project().find(desk.app->session().set)->spans.find(person));
    REQUIRE(run(desk, "view.layer:entity"));
    desk.app->focus(person);
    desk.frames(2);
    desk.click(begin_of(desk, person));
    CHECK(desk.app->session().focused == person);
}

TEST_CASE("visibility: the status line tells what is hidden, and a click shows it again")
{
    Desk desk;
    open_sample(desk);
    CHECK_FALSE(visible(desk, "status.hidden"));
    REQUIRE(run(desk, "view.label:CLAIM"));
    REQUIRE(run(desk, "view.layer:entity"));
    CHECK(hidden_now(*desk.app) == "Entities, Claim");
    REQUIRE(visible(desk, "status.hidden"));
    click(desk, "status.hidden");
    CHECK(hidden_now(*desk.app).empty());
    CHECK_FALSE(visible(desk, "status.hidden"));
    CHECK_FALSE(run(desk, "view.show_all"));  // there is nothing to show
}

TEST_CASE("visibility: with all layers hidden, going to the next span says so")
{
    Desk desk;
    open_sample(desk);
    for (const ViewSwitch& s : view_switches(*desk.app))
        if (s.name.rfind("layer:", 0) == 0) REQUIRE(run(desk, "view." + s.name));
    desk.press(ImGuiKey_Tab);
    CHECK(desk.app->session().focused.empty());
    CHECK(desk.app->session().message.find("hidden") != std::string::npos);
}

TEST_CASE("visibility: a span that is asked for by name is shown while it is focused")
{
    Desk desk;
    open_sample(desk);
    const SpanId person = first_with(desk, "PERSON");
    REQUIRE(run(desk, "view.label:PERSON"));
    desk.app->focus(person);
    desk.frames(3);
    desk.click(begin_of(desk, person));
    CHECK(desk.app->session().focused == person);
    CHECK(state(desk).find("\"focused\":\"" + person.text + "\"") != std::string::npos);
}

TEST_CASE("visibility: labelling with a hidden label shows it again")
{
    Desk desk;
    desk.open("a.txt", "Ilse Okonjo said so.\n");
    REQUIRE(run(desk, "view.layer:entity"));
    REQUIRE(run(desk, "view.label:PERSON"));
    desk.drag_over("Ilse Okonjo");
    desk.type("p");
    CHECK(desk.app->set()->spans.size() == 1);
    CHECK(hidden_now(*desk.app).empty());
}

TEST_CASE("visibility: a right click on a label's chip hides its spans, and what is hidden outlives the program")
{
    const auto platform = std::make_shared<FakePlatform>();
    {
        Desk desk({1280, 800}, platform);
        open_sample(desk);
        const Box chip = box_of(desk, "label:PERSON");
        desk.move_mouse({chip.x + 6, chip.y + 6});
        ImGui::GetIO().AddMouseButtonEvent(1, true);
        desk.frames();
        ImGui::GetIO().AddMouseButtonEvent(1, false);
        desk.frames(3);
        CHECK(hidden_now(*desk.app) == "Person");
        const std::string file = *automation_call(*desk.app, "project", "{}");
        CHECK(file.find("switched") == std::string::npos);
    }
    Desk again({1280, 800}, platform);
    CHECK(hidden_now(*again.app) == "Person");
}

// A document with a set by each of two annotators: "Ilse" is mine, "Okonjo" is Mira's.
void open_two_sets(Desk& desk)
{
    Project project;
    ProjectWriter writer(project);
    writer.set_info(desk.app->project().info());
    writer.set_schema(desk.app->default_schema());
    writer.put(Annotator{AnnotatorId("me"), "Me", "human", {}});
    writer.put(Annotator{AnnotatorId("mira"), "Mira", "human", {}});
    Document document;
    document.id = DocumentId("d-1");
    document.text = *Text::make("Ilse Okonjo said so.\n");
    writer.put(document);
    const auto put = [&](const char* by, TextRange at) {
        SetInfo info;
        info.id = SetId(std::string("t-") + by);
        info.document = document.id;
        info.by = AnnotatorId(by);
        Span span;
        span.id = SpanId(std::string("s-") + by);
        span.label = LabelId("PERSON");
        span.at = {at};
        writer.put(writer.put(info), span);
    };
    put("me", {0, 4});
    put("mira", {5, 11});
    desk.app->replace_project(std::move(project));
    desk.frames(3);
}

TEST_CASE("visibility: sets of other annotators are shown when asked for, and only to be read")
{
    Desk desk;
    open_two_sets(desk);
    REQUIRE(desk.app->session().set == SetId("t-me"));
    CHECK(other_sets(*desk.app).empty());
    const int mine = vertices(desk);
    click(desk, "top.view");
    click(desk, "top.view:view.annotator:mira");
    REQUIRE(other_sets(*desk.app).size() == 1);
    desk.move_mouse({5, 5});
    CHECK(vertices(desk) > mine);
    CHECK(hidden_now(*desk.app).empty());
    desk.click(desk.middle("Okonjo"));
    CHECK(desk.app->session().focused.empty());
    CHECK(desk.app->session().set == SetId("t-me"));
    desk.press(ImGuiKey_Tab);
    CHECK(desk.app->session().focused == SpanId("s-me"));
    desk.press(ImGuiKey_Tab);
    CHECK(desk.app->session().focused == SpanId("s-me"));
    REQUIRE(run(desk, "view.annotator:mira"));
    CHECK(other_sets(*desk.app).empty());
}

TEST_CASE("visibility: the palette has a line for every layer and label, and there is no switch but those")
{
    Desk desk;
    open_sample(desk);
    const std::vector<CommandInfo> commands = list_commands(*desk.app);
    for (const char* id : {"view.layer:entity", "view.layer:claim", "view.layer:attribution", "view.label:PERSON"})
        CHECK(std::any_of(commands.begin(), commands.end(), [&](const CommandInfo& c) { return c.id == id; }));
    CHECK_FALSE(run(desk, "view.layer:nothing"));
    CHECK_FALSE(run(desk, "view.label:"));
}

}  // namespace
}  // namespace glossator
