#include <algorithm>

#include "core/model/flags.h"
#include "panels.h"

// What is unfinished, and flags: by key, by mouse and by command.
namespace glossator {
namespace {

const std::vector<Check>& checks(Desk& desk)
{
    desk.frames(4);
    REQUIRE(desk.app->session().checklists.done());
    const std::vector<Check>* list = desk.app->session().checklists.of(desk.app->session().set);
    REQUIRE(list);
    return *list;
}

std::string run(Desk& desk, const std::string& command, const std::string& args = "{}")
{
    const Result<std::string> done = run_command(*desk.app, command, args);
    CAPTURE(command);
    if (!done) return done.error().message;
    desk.frames(3);
    return *done;
}

void mark(Desk& desk, const std::string& words, const std::string& label)
{
    const TextRange range = desk.find(words);
    desk.app->session().selection = {range.begin, range.end};
    run(desk, "label.apply", Args().text("label", label).str());
}

// Two articles: a claim without a record and a mention without an entity in each.
void open_two(Desk& desk)
{
    for (const char* name : {"one.txt", "two.txt"}) {
        desk.open(name, std::string("Okonjo said the ferry returns. ") + name + "\n");
        mark(desk, "Okonjo", "PERSON");
        mark(desk, "the ferry returns", "CLAIM");
        desk.app->session().focused = {};
        for (const char* attribute : {"type", "polarity", "certainty"})
            if (std::string(name) == "one.txt")
                run(desk, "check.toggle_kind", Args().text("kind", std::string("value:") + attribute).str());
    }
    desk.app->show(desk.app->project().documents()[0].id);
    desk.app->session().selection = {0, 0};
    desk.frames(4);
}

TEST_CASE("checklist: a key goes from one unfinished thing to the next, on into the other articles and around")
{
    Desk desk;
    open_two(desk);
    REQUIRE(checks(desk).size() == 2);
    CHECK(visible(desk, "checklist:0"));
    CHECK(visible(desk, "checklist:1"));
    const DocumentId one = desk.app->session().document;
    desk.type("!");
    REQUIRE(desk.app->focused());
    CHECK(desk.app->focused()->label == LabelId("PERSON"));
    CHECK(visible(desk, "checklist:0"));  // beside the span that it is about
    CHECK_FALSE(visible(desk, "checklist:1"));
    desk.type("!");
    CHECK(desk.app->focused()->label == LabelId("CLAIM"));
    desk.type("!");
    CHECK(desk.app->session().document != one);
    CHECK(desk.app->focused()->label == LabelId("PERSON"));
    desk.press(ImGuiMod_Alt | ImGuiKey_P);
    CHECK(desk.app->session().document == one);
    CHECK(desk.app->focused()->label == LabelId("CLAIM"));
    for (int i = 0; i < 3; ++i) desk.type("!");
    CHECK(desk.app->session().document == one);  // around
}

TEST_CASE("checklist: what is done, or meant so, is listed no more, and comes back with undo")
{
    Desk desk;
    open_two(desk);
    desk.type("!");
    desk.type("0");  // a new entity
    CHECK(checks(desk).size() == 1);
    CHECK(desk.app->undo());
    CHECK(checks(desk).size() == 2);
    const size_t steps = desk.app->history().steps_done();
    desk.press(ImGuiMod_Alt | ImGuiKey_K);
    CHECK(desk.app->history().steps_done() == steps + 1);
    CHECK(checks(desk).size() == 1);
    desk.press(ImGuiKey_Escape);
    REQUIRE_FALSE(desk.app->focused());
    click(desk, "checklist:0.dismiss");
    CHECK(checks(desk).empty());
    CHECK(visible(desk, "checklist.restore"));
    CHECK(desk.app->undo());
    desk.frames(3);
    CHECK(checks(desk).size() == 1);
    click(desk, "checklist.restore");
    CHECK(checks(desk).size() == 2 + 3);  // also the kinds that were asked for in no article
    CHECK(run(desk, "check.dismiss", "{\"check\":\"no such\"}").find("checklist") != std::string::npos);
}

TEST_CASE("checklist: a row leads to its span; scripts are told of all")
{
    Desk desk;
    open_two(desk);
    click(desk, "checklist:1");
    REQUIRE(desk.app->focused());
    CHECK(desk.app->focused()->label == LabelId("CLAIM"));
    const std::string list = run(desk, "check.list");
    CHECK(list.find("\"check\":\"claim:CLAIM/") != std::string::npos);
    CHECK(list.find("\"title\":\"No claim record\",") != std::string::npos);
    CHECK(list.find("\"start\":12,\"end\":29") != std::string::npos);
}

TEST_CASE("checklist: another project is looked through anew")
{
    Desk desk;
    open_sample(desk);
    CHECK(!checks(desk).empty());
    desk.app->new_project();
    desk.open("one.txt", "Okonjo went.\n");
    desk.frames(4);
    CHECK(desk.app->session().checklists.done());
    mark(desk, "Okonjo", "PERSON");
    CHECK(checks(desk).size() == 1);
}

TEST_CASE("flags: a key each for the span or else the article, chips, and one for the span's attribution")
{
    Desk desk;
    open_two(desk);
    const size_t steps = desk.app->history().steps_done();
    desk.press(ImGuiMod_Alt | ImGuiKey_L);
    CHECK(desk.app->set()->info.flags == std::vector<std::string>{"later"});
    CHECK(checks(desk).size() == 3);
    focus_first(desk, "PERSON");
    desk.press(ImGuiMod_Alt | ImGuiKey_Q);
    CHECK(flags_of(*desk.app->focused()) == std::vector<std::string>{"discuss"});
    click(desk, "inspector.flag:span=unsure");
    CHECK(flags_of(*desk.app->focused()) == std::vector<std::string>{"discuss", "unsure"});
    desk.press(ImGuiMod_Alt | ImGuiKey_Q);
    CHECK(flags_of(*desk.app->focused()) == std::vector<std::string>{"unsure"});
    CHECK(desk.app->history().steps_done() == steps + 4);

    const SpanId person = desk.app->session().focused;
    const std::string made = run(desk, "attribution.create", "{\"sources\":[\"" + person.text + "\"]}");
    desk.press(ImGuiMod_Shift | ImGuiMod_Alt | ImGuiKey_X);
    REQUIRE(desk.app->set()->attributions.size() == 1);
    const Attribution& attribution = desk.app->set()->attributions.begin()->second;
    CHECK(flags_of(attribution) == std::vector<std::string>{"discard"});
    run(desk, "attribution.set", Args().text("id", attribution.id.text).text("note", "who \"says\" so?").str());
    CHECK(write_native(desk.app->project()).find("\"x-note\": \"who \\\"says\\\" so?\"") != std::string::npos);
    run(desk, "attribution.set", Args().text("id", attribution.id.text).text("note", "").str());
    CHECK(write_native(desk.app->project()).find("x-note") == std::string::npos);
}

TEST_CASE("flags: two keys go from one to the next and back, on into the other articles")
{
    Desk desk;
    open_two(desk);
    desk.type("}");
    CHECK(desk.app->session().message == "Nothing is flagged in any article.");
    const DocumentId first_document = desk.app->session().document;
    mark(desk, "Okonjo", "PERSON");
    focus_first(desk, "PERSON");
    const SpanId first = desk.app->session().focused;
    desk.press(ImGuiMod_Alt | ImGuiKey_Q);
    desk.press(ImGuiMod_Alt | ImGuiKey_PageDown);
    REQUIRE(desk.app->session().document != first_document);
    desk.app->session().focused = {};
    desk.press(ImGuiMod_Alt | ImGuiKey_L);  // the article
    desk.type("}");
    CHECK(desk.app->session().focused.empty());
    CHECK(desk.app->session().document != first_document);
    desk.type("}");
    CHECK(desk.app->session().focused == first);
    CHECK(desk.app->session().document == first_document);
    desk.type("}");
    CHECK(desk.app->session().document != first_document);
    CHECK(desk.app->session().focused.empty());
    desk.type("{");
    CHECK(desk.app->session().focused == first);
}

TEST_CASE("flags: stand beside the name above a span, and are taken off from the checklist")
{
    Desk desk;
    open_two(desk);
    desk.app->session().popup = Popup::None;
    const int plain = vertices(desk);
    focus_first(desk, "PERSON");
    desk.press(ImGuiMod_Alt | ImGuiKey_U);
    desk.press(ImGuiKey_Escape);
    CHECK(vertices(desk) > plain);
    const std::vector<Check>& list = checks(desk);
    const auto flagged =
        std::find_if(list.begin(), list.end(), [](const Check& check) { return check.kind == CheckKind::Flagged; });
    REQUIRE(flagged != list.end());
    click(desk, "checklist:" + std::to_string(flagged - list.begin()) + ".dismiss");
    CHECK(flags_of(*desk.app->set()->spans.find(first_with(desk, "PERSON"))).empty());
}

}  // namespace
}  // namespace glossator
