#include <doctest/doctest.h>

#include "panels.h"

using namespace glossator;

namespace {

// The sample's first article, with its first person focused and the choice of relations used.
void begin_relation(Desk& desk, const std::string& type)
{
    open_sample(desk);
    focus_first(desk, "PERSON");
    click(desk, "inspector.relation.add");
    click(desk, "inspector.relation.add=" + type);
    REQUIRE(desk.app->session().linking);
}

const Relation* relation_between(const Desk& desk, const SpanId& from, const SpanId& to)
{
    for (const auto& [id, relation] : desk.app->set()->relations)
        if (relation.from == from && relation.to == to) return &relation;
    return nullptr;
}

}  // namespace

TEST_CASE("relations: made by choosing a type and clicking the span at the other end, and deleted")
{
    Desk desk;
    begin_relation(desk, "works_for");
    const SpanId person = desk.app->focused()->id;
    CHECK(visible(desk, "linking"));
    const size_t steps = desk.app->history().steps_done();
    desk.click(desk.middle("told"));  // a cue, for which nobody works
    CHECK(desk.app->history().steps_done() == steps);
    CHECK(desk.app->session().linking);
    desk.click(desk.middle("the council"));
    CHECK_FALSE(desk.app->session().linking);
    REQUIRE(desk.app->history().steps_done() == steps + 1);
    CHECK(desk.app->session().focused == person);
    const SpanId council =
        desk.app->set()->spans.at(desk.app->set()->spans.first_from(desk.find("the council").begin)).id;
    const Relation* made = relation_between(desk, person, council);
    REQUIRE(made);
    CHECK(made->type == RelationTypeId("works_for"));

    const std::string row = "inspector.relation:" + made->id.text,
                      remove = "inspector.relation.delete:" + made->id.text;
    click(desk, row);
    CHECK(desk.app->session().focused == council);
    click(desk, remove);
    CHECK_FALSE(relation_between(desk, person, council));
}

TEST_CASE("relations: Escape cancels, the other end may lead here, and Enter takes the focused span")
{
    Desk desk;
    begin_relation(desk, "works_for.back");
    const SpanId boss = desk.app->focused()->id;
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(desk.app->session().linking);
    CHECK(desk.app->session().focused == boss);

    click(desk, "inspector.relation.add");
    click(desk, "inspector.relation.add=works_for.back");
    desk.app->session().focus_reading_view = true;
    SpanId other;
    desk.app->set()->spans.for_each([&](const Span& span) {
        if (span.label.text == "PERSON" && span.id != boss) other = span.id;
    });
    desk.app->focus(other);
    desk.frames(2);
    desk.press(ImGuiKey_Enter);
    CHECK(relation_between(desk, other, boss));
}
