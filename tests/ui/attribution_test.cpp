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
