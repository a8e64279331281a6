#include <doctest/doctest.h>

#include "panels.h"

using namespace glossator;

namespace {

constexpr const char* kText = "The mayor said on Monday that the ferry was late.\n\nThe board promised a new boat.\n";

void open_article(Desk& desk)
{
    desk.open("ferry.txt", kText);
    desk.frames(2);
}

std::string words(const Desk& desk, size_t role)
{
    std::string all;
    for (const DraftSpan& span : desk.app->session().proposal->draft.*kDraftRoles[role].spans)
        for (const TextRange range : span.at)
            all += (all.empty() ? "" : "/") + std::string(desk.app->document()->text->slice(range));
    return all;
}

const Attribution& only_attribution(const Desk& desk)
{
    REQUIRE(desk.app->set());
    REQUIRE(desk.app->set()->attributions.size() == 1);
    return desk.app->set()->attributions.begin()->second;
}

}  // namespace

TEST_CASE("attribution: a drag, a key and Enter make one, in one step")
{
    Desk desk;
    open_article(desk);
    desk.drag_over("the ferry was late");
    desk.type("a");
    REQUIRE(desk.app->session().proposal);
    CHECK(words(desk, 0) == "The mayor");
    CHECK(words(desk, 1) == "said");
    CHECK(words(desk, 2) == "the ferry was late");
    CHECK(visible(desk, "proposal"));
    CHECK(visible(desk, "proposal.sources"));
    const size_t steps = desk.app->history().steps_done();
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.app->session().proposal);
    CHECK_FALSE(visible(desk, "proposal"));
    const Attribution& made = only_attribution(desk);
    CHECK(desk.quotes(made.sources.at(0)) == std::vector<std::string>{"The mayor"});
    CHECK(desk.quotes(made.cues.at(0)) == std::vector<std::string>{"said"});
    CHECK(desk.app->history().steps_done() <= steps + 2);  // the article's set may have to be made
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(desk.app->set()->attributions.empty());
    CHECK(desk.app->set()->spans.empty());
}

TEST_CASE("attribution: Escape drops the proposal and changes nothing")
{
    Desk desk;
    open_article(desk);
    desk.drag_over("the ferry was late");
    desk.press(ImGuiMod_Shift | ImGuiKey_Enter);
    REQUIRE(desk.app->session().proposal);
    const size_t steps = desk.app->history().steps_done();
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.app->session().proposal);
    CHECK(desk.app->history().steps_done() == steps);
}

TEST_CASE("attribution: roles are chosen, filled, added to and emptied by keys and mouse")
{
    Desk desk;
    open_article(desk);
    desk.drag_over("the ferry was late");
    desk.type("a");
    desk.drag_over("The board");
    CHECK(words(desk, 0) == "The board");
    desk.press(ImGuiKey_RightArrow);
    CHECK(desk.app->session().proposal->role == 1);
    desk.press(ImGuiKey_Delete);
    CHECK(words(desk, 1).empty());
    desk.press(ImGuiKey_LeftArrow);
    desk.press(ImGuiKey_Tab);
    desk.drag_over("promised");
    CHECK(words(desk, 1) == "promised");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    desk.drag_over("said");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    desk.frames(2);
    CHECK(words(desk, 1) == "said/promised");
    CHECK(desk.app->session().proposal->draft.cues.size() == 1);
    click(desk, "proposal.contents");
    CHECK(desk.app->session().proposal->role == 2);
    desk.type("c");  // the content is to be a claim
    click(desk, "proposal.take");
    const Attribution& made = only_attribution(desk);
    CHECK(desk.app->set()->spans.find(made.contents.at(0))->label == LabelId("CLAIM"));
    CHECK(desk.quotes(made.cues.at(0)) == std::vector<std::string>{"said", "promised"});
}

TEST_CASE("attribution: a digit steps through the values of an attribute")
{
    Desk desk;
    open_article(desk);
    desk.drag_over("a new boat");
    desk.type("a");
    const AttributeId form("form"), act("act");
    const auto value = [&](const AttributeId& id) {
        const AttributeValue* found = desk.app->session().proposal->draft.attributes.find(id);
        return found ? std::get<std::string>(*found) : std::string();
    };
    CHECK(value(form) == "indirect");
    CHECK(value(act) == "commitment");
    desk.type("1");
    CHECK(value(form) == "mixed");
    desk.type("1");
    CHECK(value(form).empty());
    click(desk, "proposal.attribute:form");
    CHECK(value(form) == "direct");
}

TEST_CASE("attribution: one inside another's content is proposed within it, and a credit has no content")
{
    Desk desk;
    desk.open("relay.txt", "Isles Wire reported that the mayor said the ferry was late. –Agencies\n");
    desk.drag_over("the mayor said the ferry was late");
    desk.type("a");
    CHECK(words(desk, 0) == "Isles Wire");
    desk.press(ImGuiKey_Enter);
    const AttributionId outer = only_attribution(desk).id;
    desk.drag_over("the ferry was late");
    desk.type("a");
    CHECK(words(desk, 0) == "the mayor");
    CHECK(desk.app->session().proposal->draft.parent == outer);
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->set()->attributions.size() == 2);

    desk.drag_over("Agencies");
    REQUIRE(run_command(*desk.app, "attribution.credit", "{}"));
    CHECK(words(desk, 0) == "Agencies");
    CHECK(words(desk, 1) == "–");
    CHECK(words(desk, 2).empty());
    desk.frames(2);
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->set()->attributions.size() == 3);
}

TEST_CASE("attribution: one that is there is changed by keys in one step, and Escape leaves it as it was")
{
    Desk desk;
    open_article(desk);
    desk.drag_over("the ferry was late");
    desk.type("a");
    desk.press(ImGuiKey_Enter);
    const Attribution before = only_attribution(desk);
    const SpanId focused = desk.app->session().focused;
    const size_t steps = desk.app->history().steps_done();

    desk.press(ImGuiMod_Alt | ImGuiKey_Enter);
    REQUIRE(desk.app->session().proposal);
    CHECK(desk.app->session().proposal->changes == before.id);
    CHECK(words(desk, 0) == "The mayor");
    CHECK(words(desk, 2) == "the ferry was late");
    desk.press(ImGuiKey_Delete);
    CHECK(words(desk, 0).empty());
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.app->session().proposal);
    CHECK(only_attribution(desk) == before);
    CHECK(desk.app->session().focused == focused);

    desk.press(ImGuiMod_Alt | ImGuiKey_Enter);
    desk.drag_over("The board");
    desk.type("1");
    CHECK(words(desk, 0) == "The board");
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.app->session().proposal);
    CHECK(desk.app->history().steps_done() == steps + 1);
    const Attribution after = only_attribution(desk);
    CHECK(after.id == before.id);
    CHECK(desk.quotes(after.sources.at(0)) == std::vector<std::string>{"The board"});
    CHECK(after.cues == before.cues);
    CHECK_FALSE(after.attributes == before.attributes);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(only_attribution(desk) == before);

    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(run_command(*desk.app, "attribution.edit", R"({"id":"a-99"})"));
}

TEST_CASE("attribution: relays stand as a tree in the inspector, where a click opens one to be changed")
{
    Desk desk;
    desk.open("relay.txt", "Isles Wire reported that the mayor said the ferry was late. The board denied it.\n");
    desk.drag_over("the mayor said the ferry was late");
    desk.type("a");
    desk.press(ImGuiKey_Enter);
    const AttributionId outer = only_attribution(desk).id;
    desk.drag_over("the ferry was late");
    desk.type("a");
    desk.press(ImGuiKey_Enter);
    const auto& all = desk.app->set()->attributions;
    REQUIRE(all.size() == 2);
    const AttributionId inner = all.begin()->first == outer ? std::next(all.begin())->first : all.begin()->first;
    REQUIRE(all.at(inner).parent == outer);
    REQUIRE(desk.app->session().focused == all.at(inner).contents.at(0));

    const std::string row = "inspector.attribution.row:", edit = "inspector.attribution.edit:";
    CHECK(box_of(desk, row + outer.text).y < box_of(desk, row + inner.text).y);
    CHECK(visible(desk, "inspector.attribution.delete:" + inner.text));
    CHECK_FALSE(visible(desk, "inspector.attribution.delete:" + outer.text));  // this span isn't in it
    click(desk, row + outer.text);
    CHECK(desk.app->session().focused == all.at(outer).contents.at(0));
    click(desk, edit + outer.text);
    REQUIRE(desk.app->session().proposal);
    CHECK(desk.app->session().proposal->changes == outer);
    CHECK(words(desk, 0) == "Isles Wire");
    // It stands in none of those that stand in it.
    for (int i = 0; i < 3; ++i) REQUIRE(run_command(*desk.app, "attribution.next_parent", "{}"));
    CHECK(desk.app->session().proposal->draft.parent.empty());
    // Others wait until what has changed is taken or dropped.
    CHECK(run_command(*desk.app, "attribution.edit", Args().text("id", inner.text).str()));
    CHECK(desk.app->session().proposal->changes == inner);
    desk.press(ImGuiKey_Delete);
    CHECK_FALSE(run_command(*desk.app, "attribution.edit", Args().text("id", outer.text).str()));
    const size_t steps = desk.app->history().steps_done();
    click(desk, "proposal.drop");
    click(desk, edit + inner.text);
    click(desk, "proposal.take");
    CHECK(desk.app->history().steps_done() == steps);  // nothing has changed
}

TEST_CASE("attribution: of a span that is a source already, one with it as its source is proposed")
{
    Desk desk;
    open_article(desk);
    desk.drag_over("The board");
    desk.type("s");
    REQUIRE(desk.app->focused());
    const SpanId source = desk.app->session().focused;
    click(desk, "inspector.attribution.join");
    REQUIRE(desk.app->session().proposal);
    CHECK(words(desk, 0) == "The board");
    CHECK(words(desk, 2).empty());
    CHECK(desk.app->session().proposal->role == 2);
    desk.drag_over("a new boat");
    desk.press(ImGuiKey_Enter);
    CHECK(only_attribution(desk).sources == std::vector<SpanId>{source});
    CHECK(desk.quotes(only_attribution(desk).contents.at(0)) == std::vector<std::string>{"a new boat"});
}

TEST_CASE("attribution: guess tells the proposal to scripts without making anything")
{
    Desk desk;
    open_article(desk);
    const Result<std::string> guess = run_command(*desk.app, "attribution.guess", "{\"at\":[[30,48]]}");
    REQUIRE(guess);
    const Result<JsonDocument> json = JsonDocument::parse(*guess);
    REQUIRE(json);
    CHECK(guess->find("\"sources\":[{\"span\":null,\"label\":\"SOURCE\",\"at\":[[0,9]]}]") != std::string::npos);
    CHECK(guess->find("\"cues\":[{\"span\":null,\"label\":\"CUE\",\"at\":[[10,14]]}]") != std::string::npos);
    CHECK(json->root()["parent"].is_null());
    CHECK(json->root()["attributes"]["form"].string() == "indirect");
    CHECK_FALSE(desk.app->session().proposal);
    CHECK_FALSE(run_command(*desk.app, "attribution.guess", "{\"span\":\"s-99\"}"));
}
