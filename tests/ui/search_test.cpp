#include <doctest/doctest.h>

#include "panels.h"

// Finding in the text and in all articles, and going to a place by its number.
namespace glossator {
namespace {

std::string result(Desk& desk, const char* id, const std::string& args)
{
    const Result<std::string> done = run_command(*desk.app, id, args);
    desk.frames(3);
    return done ? *done : sentence(done.error().message);
}

Desk& with_two_articles(Desk& desk)
{
    desk.open("one.txt", "The ferry sails. A Ferry’s crew said the ferry is late.\n");
    desk.open("two.txt", "No boat here but one ferry.\n");
    desk.app->show(desk.app->project().documents()[0].id);
    desk.frames(3);
    return desk;
}

TEST_CASE("find: what is typed is found at once, and Enter goes from hit to hit through all articles")
{
    Desk desk;
    with_two_articles(desk);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_F);
    REQUIRE(desk.app->wants_text_input());
    desk.type("ferry");
    const Search& search = desk.app->session().search;
    CHECK(search.total() == 4);
    CHECK(search.documents_with_hits() == 2);
    CHECK(desk.selected() == "ferry");
    CHECK(desk.app->session().selection.range() == desk.find("ferry"));
    desk.press(ImGuiKey_Enter);
    CHECK(desk.selected() == "Ferry");
    desk.press(ImGuiKey_Enter);
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->document()->name == "two.txt");
    CHECK(desk.selected() == "ferry");
    CHECK(desk.app->wants_text_input());  // the keyboard stays where it is
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->document()->name == "one.txt");
    desk.press(ImGuiMod_Shift | ImGuiKey_Enter);
    CHECK(desk.app->document()->name == "two.txt");
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.app->session().find.open);
    CHECK_FALSE(desk.app->wants_text_input());
    CHECK(desk.selected() == "ferry");
    desk.type("p");  // labels it
    CHECK(desk.app->set()->spans.size() == 1);
}

TEST_CASE("find: the field keeps the keyboard while what is found brings up panels")
{
    Desk desk;
    with_two_articles(desk);
    desk.app->session().selection = {desk.find("ferry").begin, desk.find("ferry").end};
    desk.frames(2);
    REQUIRE(run_command(*desk.app, "entity.mark_new", Args().text("label", "ORG").str()));
    const size_t steps = desk.app->history().steps_done();
    desk.press(ImGuiMod_Ctrl | ImGuiKey_F);
    for (const char* letter : {"f", "e", "r", "r", "y"}) desk.type(letter);
    CHECK(desk.app->session().proposals.about == Proposals::About::Selection);
    CHECK(desk.app->session().find.query == "ferry");
    CHECK(desk.app->history().steps_done() == steps);
}

TEST_CASE("find: once the bar is closed, what is found late moves nothing")
{
    Desk desk;
    with_two_articles(desk);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_F);
    desk.app->session().find.jumps_from = 0;  // as while a slow search has not come to this article
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.app->session().find.jumps_from);
}

TEST_CASE("find: case, whole words and expressions are switched on the bar, and a wrong expression is explained")
{
    Desk desk;
    with_two_articles(desk);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_F);
    desk.type("f[a-z]+");
    CHECK(desk.app->session().search.total() == 0);
    click(desk, "find.regex");
    CHECK(desk.app->session().search.total() == 4);
    click(desk, "find.case");
    CHECK(desk.app->session().search.total() == 3);
    click(desk, "find.query");
    desk.press(ImGuiKey_End);
    desk.type("(");
    CHECK(desk.app->session().find.fault == "This “(” is never closed.");
    CHECK(desk.app->session().search.total() == 0);
    desk.press(ImGuiKey_Backspace);
    click(desk, "find.words");
    CHECK(desk.app->session().find.fault.empty());
    CHECK(desk.app->session().search.total() == 3);
}

TEST_CASE("find: all hits are listed, and one that is clicked is shown")
{
    Desk desk;
    with_two_articles(desk);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_F);
    desk.type("ferry");
    click(desk, "find.hits");
    click(desk, "hit:3");
    CHECK(desk.app->document()->name == "two.txt");
    CHECK(desk.selected() == "ferry");
    click(desk, "hits.close");
    CHECK_FALSE(visible(desk, "hit:0"));
}

TEST_CASE("find: all hits are labelled in one step, in this article or in all")
{
    Desk desk;
    with_two_articles(desk);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_F);
    desk.type("ferry");
    click(desk, "find.label");
    click(desk, "find.label=PERSON");
    CHECK(desk.app->set()->spans.size() == 3);
    CHECK(desk.app->session().message == "Labelled 3 hits");
    click(desk, "find.label");
    click(desk, "find.scope=All: 4");
    click(desk, "find.label=PERSON");
    CHECK(desk.app->session().message == "Labelled 1 hit; 3 had the label already");
    size_t spans = 0;
    for (const auto& set : desk.app->project().sets()) spans += set->spans.size();
    CHECK(spans == 4);
    CHECK(desk.app->undo());
    CHECK(desk.app->undo());
    CHECK(desk.app->set()->spans.size() == 0);
}

TEST_CASE("find: scripts get the places of the hits in code points, and ids of the spans made of them")
{
    Desk desk;
    desk.open("a.txt", "Ünü ünü");
    CHECK(result(desk, "search.run", R"({"query": "ünü"})") ==
          R"([{"document":"d-1","start":0,"end":3},{"document":"d-1","start":4,"end":7}])");
    CHECK(result(desk, "search.run", R"({"query": "ünü", "match_case": true})") ==
          R"([{"document":"d-1","start":4,"end":7}])");
    CHECK(result(desk, "search.run", R"({"query": "(", "regex": true})") == "This “(” is never closed.");
    CHECK(result(desk, "search.run", R"({"query": "nobody"})") == "[]");
    CHECK(result(desk, "search.annotate", R"({"label": "PERSON"})") ==
          "Nothing has been found that could be labelled.");
    result(desk, "search.run", R"({"query": "\\bü", "regex": true})");
    CHECK(result(desk, "search.annotate", R"({"label": "NOBODY"})") == "There is no label \"NOBODY\".");
    CHECK(result(desk, "search.annotate", R"({"label": "PERSON"})") == R"(["s-1","s-2"])");
    desk.app->take_events();
    CHECK(result(desk, "search.annotate", R"({"label": "PERSON"})") == "[]");
    for (const AppEvent& event : desk.app->take_events()) CHECK(event.name != "change");
}

TEST_CASE("find: an article that comes or goes is searched, or not, without being asked")
{
    Desk desk;
    with_two_articles(desk);
    result(desk, "search.run", R"({"query": "ferry"})");
    desk.open("three.txt", "ferry");
    CHECK(desk.app->session().search.total() == 5);
    result(desk, "document.remove", R"({"id": "d-1"})");
    CHECK(desk.app->session().search.total() == 2);
}

TEST_CASE("go to: a character, a sentence or a line by its number")
{
    Desk desk;
    desk.open("a.txt", "Ünü said so. Mr. Smith didn’t.\nA third sentence.");
    result(desk, "caret.go", R"({"character": 4})");
    CHECK(desk.app->session().selection.caret == 6);
    result(desk, "caret.go", R"({"sentence": 2})");
    CHECK(desk.selected() == "Mr. Smith didn’t.");
    result(desk, "caret.go", R"({"sentence": 3})");
    CHECK(desk.selected() == "A third sentence.");
    result(desk, "caret.go", R"({"sentence": 4})");
    CHECK(desk.app->session().message == "The text has 3 sentences.");
    result(desk, "caret.go", R"({"line": 2})");
    CHECK(desk.app->session().selection.caret == desk.find("A third").begin);
    CHECK(result(desk, "caret.go", R"({"line": 3})") == "The text has 2 lines.");
    CHECK(result(desk, "caret.go", R"({"character": 999})") == "The text ends at 48.");

    desk.press(ImGuiMod_Ctrl | ImGuiKey_G);
    REQUIRE(visible(desk, "go_to.input"));
    click(desk, "go_to.unit=Line");
    click(desk, "go_to.input");
    desk.type("1");
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(visible(desk, "go_to.input"));
    CHECK(desk.app->session().selection.caret == 0);
}

TEST_CASE("fields: text of any script is edited where the mouse points")
{
    Desk desk;
    with_two_articles(desk);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_F);
    desk.type("سلام دنیا");
    desk.frames(3);
    const Box field = box_of(desk, "find.query");
    // Clicks at the left end: that of a line that runs from right to left is its end.
    desk.click({field.x + 29, field.y + field.height / 2});
    desk.type("!");
    CHECK(desk.app->session().find.query == "سلام دنیا!");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.type("x");
    CHECK(desk.app->session().find.query == "x");
}

}  // namespace
}  // namespace glossator
