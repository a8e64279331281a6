#include "core/edit/history.h"

#include <doctest/doctest.h>

#include "tests/unit/plain_rules.h"
#include "tests/unit/random_edits.h"
#include "tests/unit/worlds.h"

using namespace glossator;
using worlds::difference;
using worlds::ferry_project;

namespace {

Step name_entity(const char* id, const char* name)
{
    return {std::string("Name ") + name, {PutEntity{worlds::entity(id, "PERSON", name)}}};
}

// What undo and redo would do, one after the other.
std::vector<std::string> titles(History& history)
{
    std::vector<std::string> found;
    size_t undone = 0;
    for (; history.undo_title(); ++undone) {
        found.push_back(*history.undo_title());
        REQUIRE(history.undo().has_value());
    }
    while (undone-- > 0) REQUIRE(history.redo().has_value());
    return found;
}

}  // namespace

TEST_CASE("history: undo takes back a step, redo makes it again")
{
    History history(ferry_project());
    CHECK(history.undo_title() == nullptr);
    REQUIRE(history.run(name_entity("e-3", "Ana")).has_value());
    REQUIRE(history.run(name_entity("e-3", "Bea")).has_value());
    const Project after = worlds::copy_of(history.project());
    CHECK(history.steps_done() == 2);
    CHECK(*history.undo_title() == "Name Bea");

    REQUIRE(history.undo().has_value());
    CHECK(history.project().find(EntityId("e-3"))->name == "Ana");
    CHECK(*history.redo_title() == "Name Bea");
    REQUIRE(history.undo().has_value());
    CHECK(difference(history.project(), ferry_project()) == "");
    CHECK(history.steps_done() == 0);

    REQUIRE(history.redo().has_value());
    REQUIRE(history.redo().has_value());
    CHECK(difference(history.project(), after) == "");
    CHECK(history.redo_title() == nullptr);
}

TEST_CASE("history: there is nothing to undo or redo at the ends")
{
    History history(ferry_project());
    CHECK(history.undo().error().code == ErrorCode::NotFound);
    CHECK(history.redo().error().code == ErrorCode::NotFound);
    CHECK(history.take_journal().empty());
}

TEST_CASE("history: a new step forgets what could be redone, an empty or a refused one doesn't")
{
    History history(ferry_project());
    REQUIRE(history.run(name_entity("e-3", "Ana")).has_value());
    REQUIRE(history.undo().has_value());
    REQUIRE(history.run({"Nothing", {}}).has_value());
    CHECK_FALSE(history.run({"Remove mayor", {RemoveEntity{EntityId("e-1")}}}).has_value());
    REQUIRE(history.redo_title() != nullptr);
    CHECK(history.steps_done() == 0);
    REQUIRE(history.run(name_entity("e-3", "Bea")).has_value());
    CHECK(history.redo_title() == nullptr);
}

TEST_CASE("history: a step that fails half way changes nothing")
{
    History history(ferry_project());
    Step step = name_entity("e-3", "Ana");
    step.edits.push_back(RemoveEntity{EntityId("e-1")});
    CHECK(history.run(step).error().code == ErrorCode::InUse);
    CHECK(difference(history.project(), ferry_project()) == "");
    CHECK(history.take_journal().empty());
}

TEST_CASE("history: the journal tells each thing once, in order")
{
    History history(ferry_project());
    REQUIRE(history.run(name_entity("e-3", "Ana")).has_value());
    REQUIRE(history.undo().has_value());
    REQUIRE(history.redo().has_value());
    const std::vector<JournalEntry> journal = history.take_journal();
    REQUIRE(journal.size() == 3);
    CHECK(journal[0].kind == JournalEntry::Kind::Do);
    CHECK(journal[0].step.title == "Name Ana");
    CHECK(journal[0].step.edits.size() == 1);
    CHECK(journal[1].kind == JournalEntry::Kind::Undo);
    CHECK(journal[2].kind == JournalEntry::Kind::Redo);
    CHECK(history.take_journal().empty());
}

TEST_CASE("history: replaying the journal gives the same project and the same undo and redo")
{
    for (uint32_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        worlds::RandomEdits random(seed);
        worlds::Chance chance(seed);
        History history(ferry_project());
        for (int i = 0; i < 150; ++i) {
            if (chance.one_in(4))
                (void)history.undo();
            else if (chance.one_in(4))
                (void)history.redo();
            else
                (void)history.run(
                    {"Step " + std::to_string(i), {random.next(history.project()), random.next(history.project())}});
        }
        History again(ferry_project());
        for (JournalEntry& entry : history.take_journal()) REQUIRE(again.replay(std::move(entry)).has_value());
        CHECK(again.take_journal().empty());
        CHECK(difference(again.project(), history.project()) == "");
        CHECK(again.steps_done() == history.steps_done());
        CHECK((again.redo_title() ? *again.redo_title() : "") == (history.redo_title() ? *history.redo_title() : ""));
        CHECK(titles(again) == titles(history));
        CHECK(plain::broken_rule(history.project()) == "");
        while (history.undo()) {}
        CHECK(difference(history.project(), ferry_project()) == "");
    }
}
