#include "panels.h"

// The same words everywhere, the last change once more, names that aren't marked; the list of articles and its time.
namespace glossator {
namespace {

void open_three(Desk& desk)
{
    desk.open("one.txt", "Okonjo met the Board. Okonjo said that the Board left.\n");
    desk.open("two.txt", "The Board saw Okonjo.\n");
    desk.open("three.txt", "nothing\n");
    desk.app->show(desk.app->project().documents()[0].id);
    desk.frames(3);
}

void select(Desk& desk, const std::string& words, int nth = 0)
{
    const TextRange range = desk.find(words, nth);
    desk.app->session().focused = {};
    desk.app->session().selection = {range.begin, range.end};
    desk.app->session().focus_reading_view = true;
    desk.frames(2);
}

std::string run(Desk& desk, const std::string& command, const std::string& args = "{}")
{
    const Result<std::string> done = run_command(*desk.app, command, args);
    CAPTURE(command);
    desk.frames(3);
    return done ? *done : "! " + done.error().message;
}

size_t spans(Desk& desk, const std::string& label)
{
    size_t all = 0;
    for (const auto& set : desk.app->project().sets()) all += set->spans.count(LabelId(label));
    return all;
}

TEST_CASE("review: the same words everywhere are labelled, but for those left out, in one step by keys alone")
{
    Desk desk;
    open_three(desk);
    select(desk, "Board");
    desk.type("o");
    desk.type("0");  // a new entity
    REQUIRE(desk.app->focused());
    const EntityId board = desk.app->focused()->entity;
    REQUIRE_FALSE(board.empty());
    const size_t steps = desk.app->history().steps_done();
    desk.press(ImGuiMod_Alt | ImGuiKey_A);
    REQUIRE(desk.app->session().review);
    desk.frames(3);
    CHECK(visible(desk, "review:0"));
    CHECK(visible(desk, "review:1"));
    CHECK_FALSE(visible(desk, "review:2"));  // the focused one has the label
    desk.press(ImGuiKey_DownArrow);
    desk.press(ImGuiKey_Space);
    CHECK(desk.app->session().review->chosen_rows() == 1);
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.app->session().review);
    CHECK(desk.app->history().steps_done() == steps + 1);
    CHECK(spans(desk, "ORG") == 2);
    CHECK(desk.app->project().mentions(board) == 2);
    desk.press(ImGuiMod_Alt | ImGuiKey_A);
    desk.frames(3);
    REQUIRE(desk.app->session().review->rows.size() == 1);
    CHECK(desk.app->session().review->rows[0].document == desk.app->project().documents()[1].id);
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.app->session().review);
    CHECK(desk.app->undo());
    CHECK(spans(desk, "ORG") == 1);
}

TEST_CASE("review: relabel, entity and delete, by mouse alone; the scope is one article or all")
{
    Desk desk;
    open_three(desk);
    select(desk, "Okonjo");
    desk.type("p");
    run(desk, "review.annotate");
    click(desk, "review.apply");
    CHECK(spans(desk, "PERSON") == 3);
    focus_first(desk, "PERSON");
    desk.press(ImGuiMod_Alt | ImGuiKey_R);
    desk.frames(3);
    REQUIRE(desk.app->session().review->rows.size() == 3);
    CHECK_FALSE(desk.app->session().review->can_apply());  // no label is chosen
    click(desk, "review.scope=This article");
    CHECK(desk.app->session().review->rows.size() == 2);
    desk.type("o");
    CHECK(desk.app->session().review->to == LabelId("ORG"));
    CHECK(spans(desk, "ORG") == 0);  // the key chose the label of the list, and labelled nothing
    click(desk, "review.apply");
    CHECK(spans(desk, "ORG") == 2);
    CHECK(spans(desk, "PERSON") == 1);

    focus_first(desk, "ORG");
    desk.type("0");
    desk.press(ImGuiMod_Alt | ImGuiKey_N);
    desk.frames(3);
    REQUIRE(desk.app->session().review->rows.size() == 1);
    click(desk, "review.apply");
    CHECK(desk.app->project().mentions(desk.app->focused()->entity) == 2);

    desk.press(ImGuiMod_Alt | ImGuiKey_Delete);
    desk.frames(3);
    REQUIRE(desk.app->session().review->rows.size() == 2);
    click(desk, "review.all");
    CHECK(desk.app->session().review->chosen_rows() == 0);
    CHECK(run(desk, "review.apply").find("Nothing is chosen") != std::string::npos);
    click(desk, "review.all");
    click(desk, "review.apply");
    CHECK(spans(desk, "ORG") == 0);
    CHECK(desk.app->undo());
    CHECK(spans(desk, "ORG") == 2);
}

TEST_CASE("review: what it can't do is said, and a change of the project finds the places anew")
{
    Desk desk;
    open_three(desk);
    CHECK(run(desk, "review.annotate").find("Focus a span") != std::string::npos);
    select(desk, "Board");
    CHECK(run(desk, "review.annotate").find("Label the words first") != std::string::npos);
    run(desk, "review.annotate", "{\"label\":\"ORG\"}");
    REQUIRE(desk.app->session().review->rows.size() == 3);
    run(desk, "span.create", "{\"label\":\"ORG\",\"at\":[[15,20]]}");
    CHECK(desk.app->session().review->rows.size() == 2);
    desk.app->new_project();
    desk.frames(2);
    CHECK_FALSE(desk.app->session().review);
}

TEST_CASE("repeat: a point gives the selection, or the focused span, what was given last")
{
    Desk desk;
    open_three(desk);
    CHECK(run(desk, "edit.repeat").find("isn't possible now") != std::string::npos);
    select(desk, "Board");
    desk.type("o");
    desk.type("0");
    const EntityId board = desk.app->focused()->entity;
    desk.press(ImGuiKey_Escape);
    select(desk, "Okonjo");
    desk.type("p");
    select(desk, "Okonjo", 1);
    desk.type(".");
    CHECK(spans(desk, "PERSON") == 2);
    REQUIRE(desk.app->focused());
    CHECK(desk.app->focused()->begin() == desk.find("Okonjo", 1).begin);
    run(desk, "entity.assign", Args().text("span", first_with(desk, "PERSON").text).text("entity", board.text).str());
    desk.type(".");
    CHECK(desk.app->focused()->entity == board);
    CHECK(desk.app->undo());
    CHECK(desk.app->project().mentions(board) == 2);
}

TEST_CASE("names: brackets go to the names that aren't marked, and back")
{
    Desk desk;
    open_three(desk);
    desk.app->session().selection = {0, 0};
    desk.frames(2);
    desk.type("]");
    CHECK(desk.selected() == "Board");
    desk.type("]");
    CHECK(desk.selected() == "Board");
    CHECK(desk.app->session().selection.range().begin == desk.find("Board", 1).begin);
    desk.type("[");
    CHECK(desk.app->session().selection.range().begin == desk.find("Board").begin);
    desk.type("o");
    CHECK(spans(desk, "ORG") == 1);
    desk.type("]");
    CHECK(desk.app->session().selection.range().begin == desk.find("Board", 1).begin);
    desk.type("]");
    CHECK(desk.app->session().message == "No unmarked name stands after this place.");
}

TEST_CASE("articles: are filtered and sorted; the dot turns the status")
{
    Desk desk;
    open_three(desk);
    const std::vector<Document>& documents = desk.app->project().documents();
    const auto shown = [&] {
        desk.frames(3);
        std::string names;
        for (const uint32_t at : desk.app->session().views.rows.shown) names += documents[at].name + " ";
        return names;
    };
    CHECK(shown() == "one.txt two.txt three.txt ");
    click(desk, "document.status:" + documents[1].id.text);
    CHECK(desk.app->project().sets_of(documents[1].id).front()->info.status == "done");
    CHECK(desk.app->session().document == documents[0].id);  // it is not opened
    run(desk, "documents.filter:done");
    CHECK(shown() == "two.txt ");
    run(desk, "documents.filter:open");
    CHECK(shown() == "one.txt three.txt ");
    select(desk, "Board");
    desk.type("o");
    run(desk, "flag.toggle", "{\"flag\":\"later\",\"document\":\"" + documents[2].id.text + "\"}");
    run(desk, "documents.filter:flagged");
    CHECK(shown() == "three.txt ");
    run(desk, "documents.filter:unfinished");
    CHECK(shown() == "one.txt three.txt ");
    run(desk, "documents.filter:all");
    run(desk, "documents.order:1");  // by name: by title, that is by the first line
    CHECK(shown() == "three.txt one.txt two.txt ");
    run(desk, "documents.order:4");  // by status
    CHECK(shown() == "three.txt one.txt two.txt ");
    run(desk, "documents.order:5");  // by spans
    CHECK(shown() == "one.txt two.txt three.txt ");
    click(desk, "documents.order");
    click(desk, "documents.order=As opened");
    CHECK(shown() == "one.txt two.txt three.txt ");
}

TEST_CASE("time: counts while input comes, goes with the next step, and undo doesn't take it back")
{
    Desk desk;
    open_three(desk);
    desk.move_mouse({600, 400});
    const double before = desk.app->uncounted_s(desk.app->session().document);
    desk.platform->now += 30;
    desk.move_mouse({601, 400});
    const double counted = desk.app->uncounted_s(desk.app->session().document);
    CHECK(counted - before == doctest::Approx(30).epsilon(0.02));
    desk.platform->now += 61;  // a pause
    desk.move_mouse({602, 400});
    CHECK(desk.app->uncounted_s(desk.app->session().document) == doctest::Approx(counted));
    desk.frames(200);  // nothing comes
    desk.platform->now += 59;
    desk.frames(2);
    CHECK(desk.app->uncounted_s(desk.app->session().document) == doctest::Approx(counted));

    const size_t steps = desk.app->history().steps_done();
    select(desk, "Board");
    run(desk, "label.apply", "{\"label\":\"ORG\"}");
    CHECK(desk.app->history().steps_done() == steps + 1);
    const double kept = desk.app->set()->info.seconds.value_or(0);
    CHECK(kept >= 30);
    CHECK(desk.app->uncounted_s(desk.app->session().document) < 1);
    CHECK(desk.app->undo());
    CHECK(spans(desk, "ORG") == 0);
    CHECK(desk.app->set()->info.seconds.value_or(0) + desk.app->uncounted_s(desk.app->session().document) >= kept);
    CHECK(desk.app->redo());
    CHECK(desk.app->set()->info.seconds.value_or(0) == kept);
    CHECK(desk.app->uncounted_s(desk.app->session().document) < 1);
}

}  // namespace
}  // namespace glossator
