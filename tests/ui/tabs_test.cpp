#include <doctest/doctest.h>

#include "panels.h"

// Two tabs with one project: one writes, the other reads along.

namespace glossator {
namespace {

using Kept = std::shared_ptr<FakePlatform>;

constexpr const char* kAdd = R"({"name": "Zoë", "type": ""})";

// A project that one tab has kept, as another finds it that may only read.
Kept kept_elsewhere()
{
    const Kept platform = std::make_shared<FakePlatform>();
    {
        Desk desk({1280, 800}, platform);
        desk.open("a.txt", "The minister said so.\n");
        desk.drag_over("minister");
        desk.type("p");
        desk.frames(4);
    }
    platform->reads_along = true;
    return platform;
}

// Nothing was kept from here.
bool kept_nothing(const Kept& platform, const std::map<uint64_t, KeptJournal>& before)
{
    if (platform->generations.size() != before.size()) return false;
    for (const auto& [number, kept] : before) {
        const KeptJournal& now = platform->generations.at(number);
        if (now.snapshot != kept.snapshot || now.lines != kept.lines) return false;
    }
    return true;
}

TEST_CASE("tabs: who reads along sees the project, and nothing that they do changes it or is kept")
{
    const Kept platform = kept_elsewhere();
    const auto before = platform->generations;
    Desk desk({1280, 800}, platform);
    CHECK(desk.app->writer() == Writer::OtherTab);
    REQUIRE(desk.app->set());
    CHECK(desk.app->set()->spans.size() == 1);
    const std::string project = write_native(desk.app->project());
    desk.drag_over("said");
    desk.type("q");
    CHECK(desk.app->session().message == "Another tab works on this project; this one reads along.");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(desk.app->session().message == "Another tab works on this project; this one reads along.");
    CHECK_FALSE(run_command(*desk.app, "edit.redo", "{}"));
    CHECK_FALSE(run_command(*desk.app, "entity.create", kAdd));
    desk.frames(5);
    CHECK(write_native(desk.app->project()) == project);
    CHECK(kept_nothing(platform, before));
    CHECK(desk.app->keeper().unsaved() == 0);
    CHECK(desk.app->controls().find("status.take_over").size() == 1);
    CHECK(desk.app->session().problems.empty());
}

TEST_CASE("tabs: a line that the other tab keeps shows here, undo and redo too, as a start would replay it")
{
    const Kept platform = kept_elsewhere();
    Desk reader({1280, 800}, platform);
    History other = replay_journal(platform->latest()).value().history;
    JournalChain chain;
    chain.follow(platform->latest().lines.back());
    const auto tell = [&] {
        for (const JournalEntry& entry : other.take_journal()) {
            const std::string line = chain.add(write_journal_entry(other.project(), entry), "", "me");
            platform->latest().lines.push_back(line);
            ++platform->latest().lines_kept;
            platform->events.push_back(Platform::LineSeen{line});
        }
        reader.frames(2);
    };
    (void)other.take_journal();
    Entity zoe;
    zoe.id = EntityId("e-9");
    zoe.name = "Zoë";
    REQUIRE(other.run({"Add Zoë", {PutEntity{zoe}}}));
    tell();
    CHECK(write_native(reader.app->project()) == write_native(other.project()));
    CHECK(reader.app->project().entities().size() == 1);
    REQUIRE(other.undo());
    tell();
    CHECK(write_native(reader.app->project()) == write_native(other.project()));
    REQUIRE(reader.app->history().redo_title());
    REQUIRE(other.redo());
    tell();
    const auto replayed = replay_journal(platform->latest());
    CHECK(write_native(reader.app->project()) == write_native(replayed.value().history.project()));
    CHECK(reader.app->keeper().lines() == platform->latest().lines.size());
    CHECK(reader.app->keeper().unsaved() == 0);
}

TEST_CASE("tabs: after taking over, work goes on behind the other's last line, in the same place")
{
    const Kept platform = kept_elsewhere();
    Desk desk({1280, 800}, platform);
    desk.drag_over("said");
    const std::string selected = desk.selected();
    desk.press(ImGuiKey_F4);
    CHECK(platform->take_overs == 1);
    CHECK(desk.app->writer() == Writer::TakingOver);
    CHECK_FALSE(run_command(*desk.app, "tab.take_over", "{}"));
    platform->reads_along = false;
    platform->events.push_back(platform->restored());
    desk.frames(3);
    CHECK(desk.app->writer() == Writer::Here);
    CHECK(desk.selected() == selected);
    desk.type("q");
    desk.frames(5);
    CHECK(desk.app->set()->spans.size() == 2);
    CHECK(desk.app->keeper().state() == Keeper::State::Saved);
    const auto replayed = replay_journal(platform->latest());
    REQUIRE(replayed);
    CHECK_FALSE(replayed->fault);
    CHECK(write_native(replayed->history.project()) == write_native(desk.app->project()));
    CHECK(desk.app->controls().find("status.take_over").empty());
}

TEST_CASE("tabs: other projects that are kept are in the menu, the latest first, and one click away")
{
    Desk desk;
    desk.open("a.txt", "The minister said so.\n");
    desk.frames(8);
    REQUIRE(desk.app->keeper().state() == Keeper::State::Saved);
    const std::string hash(64, '0');
    JournalChain chain;
    const std::string start = chain.add(write_journal_start("Harbour", hash), "2026-03-01T08:00:00Z", "mira");
    desk.platform->others = {{3, "", ""}, {4, start, start}, {5, start, "damaged"}};
    click(desk, "top.menu");
    desk.frames(2);
    REQUIRE(desk.app->kept_projects().size() == 3);
    CHECK(desk.app->kept_projects().front().slot == 4);
    CHECK(desk.app->kept_projects().front().title == "Harbour");
    CHECK(desk.app->kept_projects().front().at == "2026-03-01T08:00:00Z");
    CHECK(desk.app->controls().find("top.menu:kept:3").size() == 1);
    click(desk, "top.menu:kept:5");
    CHECK(desk.platform->opened_slot == 5);
    CHECK_FALSE(run_command(*desk.app, "project.open_kept", R"({"slot": 9})"));
    desk.platform->stuck = true;
    REQUIRE(run_command(*desk.app, "entity.create", kAdd));
    desk.frames(3);
    CHECK_FALSE(run_command(*desk.app, "project.open_kept", R"({"slot": 3})"));
}

TEST_CASE("tabs: who is taken over reads along, and has what was not kept as a file")
{
    for (const bool unsaved : {false, true}) {
        const Kept platform = kept_elsewhere();
        platform->reads_along = false;
        Desk desk({1280, 800}, platform);
        platform->stuck = unsaved;
        REQUIRE(run_command(*desk.app, "entity.create", kAdd));
        desk.frames(3);
        const std::string mine = write_native(desk.app->project());
        platform->reads_along = true;
        platform->events.push_back(Platform::TakenOver{});
        platform->events.push_back(platform->restored());
        desk.frames(3);
        CHECK(desk.app->reads_along());
        CHECK(desk.app->project().entities().size() == (unsaved ? 0 : 1));
        CHECK(desk.app->session().question.has_value() == unsaved);
        CHECK_FALSE(run_command(*desk.app, "entity.create", kAdd));
        if (!unsaved) continue;
        REQUIRE(run_command(*desk.app, "file.save_set_aside", "{}"));
        CHECK(platform->saved.at("unsaved.glossator.json") == mine);
    }
}

TEST_CASE("tabs: files that are opened while reading along begin a project of their own")
{
    const Kept platform = kept_elsewhere();
    Desk desk({1280, 800}, platform);
    desk.open("b.txt", "Another article.\n");
    desk.frames(5);
    CHECK(platform->apart == 1);
    CHECK_FALSE(desk.app->reads_along());
    REQUIRE(desk.app->project().documents().size() == 1);
    CHECK(desk.app->document()->text->bytes() == "Another article.\n");
    CHECK(desk.app->keeper().state() == Keeper::State::Saved);
    CHECK(platform->generations.size() == 1);
    CHECK(platform->generations.begin()->first == 1);
}

TEST_CASE("keep: a platform that takes long to keep something is told once, and the next time again")
{
    Desk desk;
    desk.open("a.txt", "The minister said so.\n");
    desk.frames(4);
    for (const size_t told : {1u, 2u}) {
        desk.platform->stuck = true;
        REQUIRE(run_command(*desk.app, "entity.create", kAdd));
        desk.frames(3);
        CHECK(desk.app->session().problems.size() == told - 1);
        CHECK(desk.app->next_frame_in() > 5);
        CHECK(desk.app->next_frame_in() <= 10);
        desk.pause(10);
        desk.frames(3);
        CHECK(desk.app->session().problems.size() == told);
        desk.pause(60);
        CHECK(desk.app->session().problems.size() == told);
        desk.platform->stuck = false;
        REQUIRE(run_command(*desk.app, "entity.create", kAdd));
        desk.frames(5);
        CHECK(desk.app->keeper().state() == Keeper::State::Saved);
    }
}

}  // namespace
}  // namespace glossator
