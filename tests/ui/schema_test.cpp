#include "core/model/label_colors.h"
#include "core/model/rules.h"
#include "panels.h"

// The editor of the schema, and the guidelines beside the text.
namespace glossator {
namespace {

const Schema& schema(const Desk& desk)
{
    return desk.app->project().schema();
}

// The ids that the command made, or why it didn't run.
std::string run(Desk& desk, const char* id, const Args& args)
{
    const Result<std::string> done = run_command(*desk.app, id, args.str());
    desk.frames(3);
    return done ? *done : sentence(done.error().message);
}

void open_schema(Desk& desk)
{
    open_sample(desk);
    desk.press(ImGuiKey_F7);
    REQUIRE(desk.app->session().main_view == MainView::Schema);
    REQUIRE(visible(desk, "schema"));
}

void choose(Desk& desk, const std::string& what)
{
    desk.app->session().views.schema.chosen = what;
    desk.app->session().views.schema.follow = true;
    desk.frames(4);
}

void retype(Desk& desk, const std::string& control, const std::string& text)
{
    click(desk, control);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.type(text);
    desk.press(ImGuiKey_Enter);
    desk.frames(3);
}

size_t spans_with(const Desk& desk, const std::string& label)
{
    size_t count = 0;
    for (const auto& set : desk.app->project().sets())
        set->spans.for_each([&](const Span& span) { count += span.label.text == label; });
    return count;
}

}  // namespace

TEST_CASE("schema view: F7 shows it and hides it, and every kind of definition has a form")
{
    Desk desk;
    open_schema(desk);
    for (const LabelDef& label : schema(desk).labels) {
        choose(desk, "label:" + label.id.text);
        CHECK(visible(desk, "schema.row:label:" + label.id.text));
        CHECK(visible(desk, "schema.label.title"));
        CHECK(visible(desk, "schema.preview"));
    }
    for (const AttributeDef& attribute : schema(desk).attributes) {
        choose(desk, "attribute:" + attribute.id.text);
        CHECK(visible(desk, "schema.attribute.type"));
    }
    choose(desk, "relation:" + schema(desk).relations.front().id.text);
    CHECK(visible(desk, "schema.relation.from=PERSON"));
    choose(desk, "claim_relations");
    CHECK(visible(desk, "schema.claim_relation:same"));
    choose(desk, "asked");
    CHECK(visible(desk, "schema.attributions=form"));
    choose(desk, "guidelines");
    CHECK(visible(desk, "schema.guidelines"));
    choose(desk, "packs");
    CHECK(visible(desk, "schema.pack.add:polnear"));
    desk.press(ImGuiKey_F7);
    CHECK(desk.app->session().main_view == MainView::Text);
}

TEST_CASE("schema view: title, id, colour, key and attributes of a label are changed by mouse, a step each")
{
    Desk desk;
    open_schema(desk);
    click(desk, "schema.row:label:PERSON");
    size_t steps = desk.app->history().steps_done();
    const auto one_step = [&] { return desk.app->history().steps_done() == ++steps; };
    retype(desk, "schema.label.title", "Human");
    CHECK(schema(desk).labels[0].title == "Human");
    CHECK(one_step());
    const size_t spans = spans_with(desk, "PERSON");
    REQUIRE(spans > 0);
    retype(desk, "schema.label.id", "HUMAN");
    CHECK(schema(desk).labels[0].id == LabelId("HUMAN"));
    CHECK(spans_with(desk, "HUMAN") == spans);
    CHECK(desk.app->session().views.schema.chosen == "label:HUMAN");
    CHECK(one_step());
    click(desk, std::string("schema.label.color=") + kLabelColors[9]);
    CHECK(schema(desk).labels[0].color == kLabelColors[9]);
    CHECK(one_step());
    click(desk, "schema.label.key");
    desk.type("h");
    CHECK(schema(desk).labels[0].key == "h");
    CHECK(one_step());
    desk.type("o");  // is the organisation's
    CHECK(schema(desk).labels[0].key == "h");
    CHECK(desk.app->session().views.schema.key_fault == "“o” is the key of Organisation already.");
    desk.press(ImGuiKey_Escape);
    click(desk, "schema.label.attributes=certainty");
    CHECK(schema(desk).labels[0].attributes.back() == AttributeId("certainty"));
    CHECK(one_step());
    for (int i = 0; i < 5; ++i) desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(schema(desk) == desk.app->default_schema());
    CHECK(spans_with(desk, "PERSON") == spans);
}

TEST_CASE("schema view: a label in use goes only when the user has been told with what, and comes back whole")
{
    Desk desk;
    open_schema(desk);
    const std::string before = write_native(desk.app->project());
    click(desk, "schema.row:label:PERSON");
    click(desk, "schema.label.remove");
    REQUIRE(desk.app->session().question.has_value());
    CHECK(desk.app->session().question->text.find(std::to_string(spans_with(desk, "PERSON")) + " spans") !=
          std::string::npos);
    CHECK(desk.app->session().question->yes == "Delete");
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.app->session().question.has_value());
    CHECK(write_native(desk.app->project()) == before);
    click(desk, "schema.label.remove");
    desk.press(ImGuiKey_Enter);
    CHECK(spans_with(desk, "PERSON") == 0);
    CHECK_FALSE(schema(desk).find(LabelId("PERSON")));
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(write_native(desk.app->project()) == before);
}

TEST_CASE("schema view: a label is merged into another one, by mouse")
{
    Desk desk;
    open_schema(desk);
    click(desk, "schema.row:label:ORG");
    const size_t both = spans_with(desk, "ORG") + spans_with(desk, "PERSON");
    click(desk, "schema.label.merge");
    click(desk, "schema.label.merge=PERSON");
    CHECK_FALSE(schema(desk).find(LabelId("ORG")));
    CHECK(spans_with(desk, "PERSON") == both);
}

TEST_CASE("schema view: labels are chosen, added, moved and deleted by keys alone, and a form is gone through by Tab")
{
    Desk desk;
    open_schema(desk);
    CHECK(desk.app->session().views.schema.chosen == "label:PERSON");
    desk.press(ImGuiKey_DownArrow);
    CHECK(desk.app->session().views.schema.chosen == "label:ORG");
    desk.press(ImGuiMod_Alt | ImGuiKey_UpArrow);
    CHECK(schema(desk).labels[0].id == LabelId("ORG"));
    CHECK(run(desk, "schema.label.add", Args().text("title", "Ship").text("layer", "entity")) == "[\"SHIP\"]");
    CHECK(desk.app->session().views.schema.chosen == "label:SHIP");
    desk.press(ImGuiKey_Enter);
    desk.frames(2);
    CHECK(desk.app->wants_text_input());
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.type("Vessel");
    desk.press(ImGuiKey_Tab);
    desk.frames(2);
    CHECK(schema(desk).find(LabelId("SHIP"))->title == "Vessel");
    // On through the fields to a chip, which Space turns.
    for (int i = 0; i < 60 && schema(desk).find(LabelId("SHIP"))->attributes.empty(); ++i) {
        desk.press(ImGuiKey_Tab);
        desk.frames(1);
        if (!desk.app->wants_text_input()) desk.press(ImGuiKey_Space);
        desk.frames(2);
        if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
            desk.press(ImGuiKey_Escape);
    }
    CHECK_FALSE(schema(desk).find(LabelId("SHIP"))->attributes.empty());
    click(desk, "schema.row:label:SHIP");
    desk.press(ImGuiKey_Delete);
    CHECK_FALSE(schema(desk).find(LabelId("SHIP")));
    CHECK(desk.app->session().main_view == MainView::Schema);
}

TEST_CASE("schema view: values are added, renamed, moved and deleted; an attribute is asked of what is clicked")
{
    Desk desk;
    open_schema(desk);
    choose(desk, "attribute:certainty");
    const AttributeId id("certainty");
    const auto values = [&] { return schema(desk).find(id)->values; };
    click(desk, "schema.value.add");
    desk.type("unclear");
    desk.press(ImGuiKey_Enter);
    desk.frames(2);
    CHECK(values().back() == "unclear");
    click(desk, "schema.value.up:unclear");
    CHECK(values()[2] == "unclear");
    retype(desk, "schema.value:unclear", "open");
    CHECK(values()[2] == "open");
    click(desk, "schema.value.remove:open");
    CHECK(values() == std::vector<std::string>{"certain", "probable", "possible"});
    click(desk, "schema.attribute.labels=ORG");
    CHECK(schema(desk).find(LabelId("ORG"))->attributes.back() == id);
    click(desk, "schema.attribute.asked=documents");
    CHECK(schema(desk).document_attributes == std::vector{id});
    click(desk, "schema.attribute.type");
    click(desk, "schema.attribute.type=text");
    CHECK(schema(desk).find(id)->type == AttributeType::Text);
}

TEST_CASE("schema commands: each does what it says, and what is in use needs a word more")
{
    Desk desk;
    open_sample(desk);
    CHECK(run(desk, "schema.label.set", Args().text("id", "NO")) == "The schema has no “NO”.");
    CHECK(run(desk, "schema.label.remove", Args().text("id", "PERSON")).find("This would take away ") == 0);
    CHECK(run(desk, "schema.label.remove", Args().text("id", "PERSON").text("into", "NORP")) == "[\"PERSON\"]");
    CHECK(run(desk, "schema.label.remove", Args().text("id", "CUE").flag("delete", true)) == "[\"CUE\"]");
    CHECK(run(desk, "schema.label.move", Args().text("id", "CLAIM").number("to", 0)) == "[\"CLAIM\"]");
    CHECK(schema(desk).labels[0].id == LabelId("CLAIM"));
    CHECK(run(desk, "schema.label.set", Args().text("id", "ORG").text("key", "g")).find("already") !=
          std::string::npos);
    CHECK(run(desk, "schema.attribute.add", Args().text("title", "Tone").json("values", "[\"dry\",\"warm\"]")) ==
          "[\"tone\"]");
    CHECK(run(desk, "schema.attribute.set", Args().text("id", "tone").text("default", "dry")) == "[\"tone\"]");
    CHECK(run(desk, "schema.attribute.set", Args().text("id", "tone").text("type", "colour")).find("“type” must") == 0);
    CHECK(run(desk, "schema.attribute.value", Args().text("id", "tone").text("value", "dry").text("to", "cool")) ==
          "[\"cool\"]");
    CHECK(*schema(desk).find(AttributeId("tone"))->default_value == AttributeValue("cool"));
    CHECK(run(desk, "schema.attribute.move", Args().text("id", "tone").number("to", 0)) == "[\"tone\"]");
    CHECK(run(desk, "schema.set", Args().json("document_attributes", "[\"tone\"]")) == "[\"\"]");
    CHECK(run(desk, "schema.attribute.remove", Args().text("id", "tone")) == "[\"tone\"]");
    CHECK(schema(desk).document_attributes.empty());
    CHECK(run(desk, "schema.relation.add", Args().text("title", "owns").json("from", "[\"ORG\"]")) == "[\"owns\"]");
    CHECK(run(desk, "schema.relation.set", Args().text("id", "owns").text("rename", "has")) == "[\"has\"]");
    CHECK(run(desk, "schema.relation.move", Args().text("id", "has").number("to", 0)) == "[\"has\"]");
    CHECK(run(desk, "schema.relation.remove", Args().text("id", "has")) == "[\"has\"]");
    CHECK(run(desk, "schema.claim_relation.add", Args().text("name", "repeats")) == "[\"repeats\"]");
    CHECK(run(desk, "schema.claim_relation.move", Args().text("name", "repeats").number("to", 0)) == "[\"repeats\"]");
    CHECK(schema(desk).claim_relations[0] == "repeats");
    CHECK(run(desk, "schema.claim_relation.rename", Args().text("name", "repeats").text("to", "echoes")) ==
          "[\"echoes\"]");
    CHECK(run(desk, "schema.claim_relation.remove", Args().text("name", "echoes")) == "[\"echoes\"]");
    CHECK(check(schema(desk)).has_value());
    while (desk.app->history().undo_title()) REQUIRE(desk.app->undo().has_value());
    CHECK(schema(desk) == desk.app->default_schema());
}

TEST_CASE("schema packs: a new project takes one by a click, and one that would lose spans asks first")
{
    Desk desk;
    click(desk, "welcome.schema");
    click(desk, "welcome.schema=argument");
    CHECK(schema(desk).find(LabelId("PREMISE")));
    CHECK_FALSE(schema(desk).find(LabelId("PERSON")));
    open_sample(desk);
    CHECK(run(desk, "schema.pack", Args().text("name", "none")).find("There are news, polnear, parc, ner") !=
          std::string::npos);
    CHECK(run(desk, "schema.pack", Args().text("name", "argument")) == "[\"argument\"]");
    CHECK(schema(desk).find(LabelId("PERSON")));
    CHECK(schema(desk).find(LabelId("PREMISE")));
    CHECK(run(desk, "schema.pack", Args().text("name", "ner").text("mode", "replace")).find("would take away") !=
          std::string::npos);
    run(desk, "view.show", Args().text("name", "schema"));
    choose(desk, "packs");
    click(desk, "schema.pack.replace:polnear");
    REQUIRE(desk.app->session().question.has_value());
    CHECK(desk.app->session().question->yes == "Replace");
    desk.press(ImGuiKey_Enter);
    CHECK(schema(desk).labels.size() == 3);
    CHECK(desk.app->undo().has_value());
    CHECK(schema(desk).find(LabelId("PERSON")));
}

TEST_CASE("guidelines: F6 shows them beside the text, and a label's own section comes first when it is worked with")
{
    Desk desk;
    open_sample(desk);
    std::string text = "# How to mark\n\n";
    for (int i = 0; i < 60; ++i)
        text += "A *long* paragraph with **words**, `code` and a [link](https://e.example).\n\n";
    text += "## Claim\n\n- one\n- two\n\n> quoted\n\n| a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n";
    for (int i = 0; i < 60; ++i) text += "More.\n\n";
    CHECK(run(desk, "project.set", Args().text("guidelines", text)) == "[]");
    CHECK_FALSE(visible(desk, "guidelines"));
    desk.press(ImGuiKey_F6);
    desk.frames(3);
    REQUIRE(visible(desk, "guidelines"));
    CHECK(visible(desk, "guidelines:How to mark"));
    CHECK_FALSE(visible(desk, "guidelines:Claim"));
    CHECK_FALSE(overlap(box_of(desk, "guidelines"), box_of(desk, "reading")));
    CHECK_FALSE(overlap(box_of(desk, "guidelines"), box_of(desk, "inspector")));
    focus_first(desk, "CLAIM");
    desk.frames(3);
    REQUIRE(visible(desk, "guidelines:Claim"));
    CHECK(box_of(desk, "guidelines:Claim").y < box_of(desk, "guidelines").y + 60);
    run(desk, "project.set", Args().text("guidelines", text + "\n- **Person**: a whole name\n\n# End\n"));
    focus_first(desk, "PERSON");
    desk.frames(3);
    CHECK(visible(desk, "guidelines:End"));  // the item right before it has been gone to
    click(desk, "guidelines.edit");
    CHECK(desk.app->session().main_view == MainView::Schema);
    CHECK(visible(desk, "schema.guidelines"));
    desk.press(ImGuiKey_F7);
    click(desk, "guidelines.close");
    CHECK_FALSE(visible(desk, "guidelines"));
}

TEST_CASE("guidelines: what is typed into the editor is one step once it is left")
{
    Desk desk;
    open_schema(desk);
    choose(desk, "guidelines");
    const std::string before = desk.app->project().info().guidelines;
    const size_t steps = desk.app->history().steps_done();
    click(desk, "schema.guidelines");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.type("# Person");
    CHECK(desk.app->history().steps_done() == steps);
    click(desk, "schema.row:packs");
    desk.frames(3);
    CHECK(desk.app->project().info().guidelines == "# Person");
    CHECK(desk.app->history().steps_done() == steps + 1);
    CHECK(desk.app->undo().has_value());
    CHECK(desk.app->project().info().guidelines == before);
}

TEST_CASE("schema view: nothing is cut off or laid over another thing in a small window, in any theme")
{
    for (const ImVec2 size : {ImVec2{1280, 800}, ImVec2{760, 600}}) {
        Desk desk(size);
        open_schema(desk);
        for (const ThemeName theme : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            desk.app->session().settings.theme = theme;
            desk.frames(3);
            const Box form = box_of(desk, "schema.label.title"), list = box_of(desk, "schema.row:label:PERSON");
            CHECK_FALSE(overlap(form, list));
            CHECK(form.x + form.width <= size.x);
        }
    }
}

}  // namespace glossator
