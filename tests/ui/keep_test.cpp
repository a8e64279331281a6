#include <doctest/doctest.h>

#include "core/base/sha256.h"
#include "core/io/journal.h"
#include "desk.h"

// What is done is kept, and is there again.

namespace glossator {
namespace {

using Kept = std::shared_ptr<FakePlatform>;

// An article with "minister" labelled and then as many more steps, each a set of the title.
void work(Desk& desk, int steps)
{
    desk.open("a.txt", "The minister said so.\n");
    desk.drag_over("minister");
    desk.type("p");
    for (int i = 0; i < steps; ++i) {
        const std::string args = Args().text("title", "Title " + std::to_string(i)).str();
        REQUIRE(run_command(*desk.app, "document.set", args));
    }
    desk.frames(4);
    REQUIRE(desk.app->keeper().state() == Keeper::State::Saved);
}

bool lines_are_chained(const KeptJournal& kept)
{
    const auto replayed = replay_journal(kept);
    return replayed && !replayed->fault;
}

TEST_CASE("keep: project, undo history and all are there again after a restart")
{
    const Kept platform = std::make_shared<FakePlatform>();
    std::string before;
    {
        Desk desk({1280, 800}, platform);
        desk.open("a.txt", "The minister said so.\n");
        desk.drag_over("minister");
        desk.type("p");
        desk.pause();
        desk.drag_over("said");
        desk.type("q");
        desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
        desk.frames(3);
        CHECK(desk.app->keeper().state() == Keeper::State::Saved);
        before = write_native(desk.app->project());
    }
    Desk again({1280, 800}, platform);
    CHECK(write_native(again.app->project()) == before);
    REQUIRE(again.app->history().redo_title());
    again.press(ImGuiMod_Ctrl | ImGuiKey_Y);
    CHECK(again.app->set()->spans.size() == 2);
}

TEST_CASE(
    "keep: lines are chained behind a first one that names their snapshot, by time and annotator, across restarts")
{
    const Kept platform = std::make_shared<FakePlatform>();
    for (int run = 0; run < 3; ++run) {
        Desk desk({1280, 800}, platform);
        CHECK(desk.app->session().problems.empty());
        work(desk, 2);
    }
    const KeptJournal& kept = platform->latest();
    CHECK(lines_are_chained(kept));
    const JournalLine start = read_journal_line(kept.lines.front()).value();
    CHECK(start.kind == JournalLine::Kind::Start);
    CHECK(start.sha256 == sha256_hex(kept.snapshot));
    const JournalLine last = read_journal_line(kept.lines.back()).value();
    CHECK(last.at == "2026-03-02T09:00:00Z");
    CHECK(last.by == "me");
    CHECK(last.number == kept.lines.size());
}

TEST_CASE("keep: a native file is kept as it came, and written anew once there is more than it says")
{
    Kept platform = std::make_shared<FakePlatform>();
    std::string file;
    {
        Desk desk({1280, 800}, platform);
        work(desk, 0);
        file = write_native_lines(desk.app->project());
    }
    {
        Desk desk;
        desk.open("a.glossator.jsonl", file);
        desk.frames(2);
        CHECK(desk.platform->latest().snapshot == file);
        CHECK(desk.app->keeper().state() == Keeper::State::Saved);
        platform = desk.platform;
        desk.drag_over("said");
        desk.type("q");
        desk.frames(3);
        file = write_native(desk.app->project());
    }
    Desk again({1280, 800}, platform);
    CHECK(write_native(again.app->project()) == file);

    Desk hasty;
    hasty.app->open_files({{"a.glossator.json", file}}, OpenMode::Replace);
    REQUIRE(hasty.app->history().steps_done() == 0);
    REQUIRE(run_command(*hasty.app, "span.create", R"({"label": "CUE", "at": [[0, 3]]})"));  // before the first frame
    hasty.frames(5);
    CHECK(hasty.platform->latest().snapshot == write_native(hasty.app->project()));
    CHECK(hasty.platform->latest().lines.size() == 1);
}

TEST_CASE("keep: what was kept of another project stays, and a step that is taken while a large one is opened is kept")
{
    Desk desk;
    work(desk, 0);
    const std::string first = write_native(desk.app->project());
    const uint64_t number = desk.platform->generations.rbegin()->first;
    const std::string text(3 << 20, 'a');
    desk.app->open_files({{"long.txt", "The end. " + text}}, OpenMode::Replace);
    desk.frames(3);
    CHECK(desk.app->keeper().state() == Keeper::State::Saving);  // its SHA-256 takes some frames
    REQUIRE(run_command(*desk.app, "span.create", R"({"label": "CUE", "at": [[0, 3]]})"));
    desk.frames(20);
    CHECK(desk.app->keeper().state() == Keeper::State::Saved);
    CHECK(desk.platform->latest().lines.size() == 2);
    const auto replayed = replay_journal(desk.platform->latest());
    REQUIRE(replayed);
    CHECK(write_native(replayed->history.project()) == write_native(desk.app->project()));
    REQUIRE(desk.platform->generations.count(number) == 1);
    CHECK(write_native(replay_journal(desk.platform->generations[number])->history.project()) == first);
}

TEST_CASE("keep: a new snapshot is made now and then, and generations go when there are too many")
{
    const Kept platform = std::make_shared<FakePlatform>();
    Desk desk({1280, 800}, platform);
    work(desk, 0);
    const size_t before = platform->generations.size();
    for (size_t i = 0; i <= Keeper::kMostLines; ++i) {
        const std::string args = Args().text("title", "Title " + std::to_string(i)).str();
        REQUIRE(run_command(*desk.app, "document.set", args));
        if (i % 50 == 0) desk.frames(1);
    }
    desk.frames(6);
    CHECK(platform->generations.size() == before + 1);
    CHECK(desk.app->keeper().state() == Keeper::State::Saved);
    const auto replayed = replay_journal(platform->latest());
    REQUIRE(replayed);
    CHECK(write_native(replayed->history.project()) == write_native(desk.app->project()));

    for (int i = 0; i < 30; ++i) {
        desk.app->new_project();
        desk.frames(5);
    }
    CHECK(platform->generations.size() == Keeper::kMostGenerations);
    CHECK(desk.app->keeper().generations().size() == Keeper::kMostGenerations);
}

TEST_CASE(
    "keep: what can't be read stays, what can be is open and goes on to be kept, and the user may have all as a file")
{
    const Kept platform = std::make_shared<FakePlatform>();
    {
        Desk desk({1280, 800}, platform);
        work(desk, 1);
    }
    KeptJournal& damaged = platform->latest();
    const uint64_t number = platform->generations.rbegin()->first;
    damaged.lines.back().resize(damaged.lines.back().size() / 2);
    const KeptJournal as_it_was = damaged;
    const std::string last = std::to_string(damaged.lines.size());
    {
        Desk again({1280, 800}, platform);
        REQUIRE(again.app->document() != nullptr);
        CHECK(again.app->document()->title.empty());
        CHECK(again.app->set()->spans.size() == 1);  // the lines before were whole
        REQUIRE(again.app->session().question);
        CHECK(again.app->session().question->text.find(last + " of " + last) != std::string::npos);
        const std::vector<Box> yes = again.app->controls().find("question.yes");
        REQUIRE(!yes.empty());
        again.click({yes.front().x + 5, yes.front().y + 5});
        again.frames(4);
        CHECK(platform->saved["kept.glossator.journal"] == write_journal_file(as_it_was));
        CHECK(again.app->keeper().state() == Keeper::State::Saved);
        for (int i = 0; i < 30; ++i) {
            again.app->new_project();
            again.frames(5);
        }
    }
    REQUIRE(platform->generations.count(number) == 1);  // though all others of its time are gone
    CHECK(platform->generations[number].lines == as_it_was.lines);
    const Desk fine({1280, 800}, platform);
    CHECK(fine.app->session().problems.empty());
}

TEST_CASE("keep: a snapshot that can't be read is made up for by what was kept before it")
{
    const Kept platform = std::make_shared<FakePlatform>();
    std::string before;
    {
        Desk desk({1280, 800}, platform);
        work(desk, static_cast<int>(Keeper::kMostLines));
        desk.frames(4);
        work(desk, 2);
        before = write_native(desk.app->project());
    }
    REQUIRE(platform->generations.size() >= 2);
    REQUIRE(platform->latest().lines.size() > 2);
    platform->latest().snapshot.resize(100);
    {
        Desk again({1280, 800}, platform);
        again.frames(3);
        CHECK(write_native(again.app->project()) == before);
        REQUIRE(again.app->session().problems.size() == 2);
        CHECK(again.app->session().problems[1].message.find("found whole") != std::string::npos);
    }
    const Desk fine({1280, 800}, platform);
    CHECK(write_native(fine.app->project()) == before);
    CHECK(fine.app->session().problems.empty());
}

TEST_CASE("keep: a snapshot that was changed from outside is told")
{
    const Kept platform = std::make_shared<FakePlatform>();
    {
        Desk desk({1280, 800}, platform);
        work(desk, 0);
    }
    std::string& snapshot = platform->latest().snapshot;
    snapshot.replace(snapshot.find("Untitled project"), 8, "Entitled");
    const Desk again({1280, 800}, platform);
    REQUIRE(again.app->session().problems.size() == 1);
    CHECK(again.app->session().problems[0].message.find("changed by something other") != std::string::npos);
}

TEST_CASE("keep: lines of a version without a chain are read, and go on with one")
{
    const Kept platform = std::make_shared<FakePlatform>();
    std::string before;
    {
        Desk desk({1280, 800}, platform);
        work(desk, 3);
        before = write_native(desk.app->project());
    }
    KeptJournal& old = platform->latest();
    old.lines.erase(old.lines.begin());
    for (std::string& line : old.lines) line = "{" + line.substr(line.find("\"step\""));
    old.lines_kept = old.lines.size();
    {
        Desk again({1280, 800}, platform);
        CHECK(write_native(again.app->project()) == before);
        CHECK(again.app->session().problems.empty());
        again.frames(3);
    }
    CHECK(lines_are_chained(platform->latest()));
    CHECK(read_journal_line(platform->latest().lines.front()).value().kind == JournalLine::Kind::Start);
}

TEST_CASE("keep: what the platform could not keep is said, and counted as unsaved")
{
    Desk desk;
    desk.open("a.txt", "The minister said so.\n");
    desk.frames(4);
    desk.platform->stuck = true;
    desk.drag_over("minister");
    desk.type("p");
    desk.frames(3);
    CHECK(desk.app->keeper().unsaved() == 1);
    CHECK(desk.app->keeper().state() == Keeper::State::Saving);
    desk.platform->events.push_back(Platform::Failed{Platform::Failed::What::Keep, "The disk is full."});
    desk.frames(2);
    CHECK(desk.app->keeper().state() == Keeper::State::Failed);
    CHECK(desk.app->keeper().failure() == "The disk is full.");
}

TEST_CASE("keep: after a step that could not be kept, the next is saved with all before it")
{
    const Kept platform = std::make_shared<FakePlatform>();
    std::string before;
    {
        Desk desk({1280, 800}, platform);
        desk.open("a.txt", "The minister said so.\n");
        desk.frames(4);
        platform->stuck = true;
        desk.drag_over("minister");
        desk.type("p");
        desk.frames(2);
        platform->stuck = false;
        platform->events.push_back(Platform::Failed{Platform::Failed::What::Keep, "The disk is full."});
        desk.frames(2);
        CHECK(desk.app->keeper().state() == Keeper::State::Failed);
        desk.pause();
        desk.drag_over("said");
        desk.type("q");
        desk.frames(4);
        CHECK(desk.app->keeper().state() == Keeper::State::Saved);
        CHECK(desk.app->keeper().unsaved() == 0);
        before = write_native(desk.app->project());
    }
    Desk again({1280, 800}, platform);
    CHECK(write_native(again.app->project()) == before);
}

TEST_CASE("keep: where there is no more room, older generations make some")
{
    Desk desk;
    for (int i = 0; i < 4; ++i) {
        desk.app->new_project();
        desk.frames(5);
    }
    desk.platform->room = desk.platform->generations.size();
    work(desk, 0);
    const std::string project = write_native(desk.app->project());
    desk.app->new_project();
    desk.frames(6);
    CHECK(desk.app->keeper().state() == Keeper::State::Saved);
    CHECK(desk.platform->generations.size() == 2);  // this one, and the one before
    CHECK(write_native(replay_journal(desk.platform->generations.begin()->second)->history.project()) == project);

    desk.platform->room = 1;
    desk.app->new_project();
    desk.frames(6);
    CHECK(desk.app->keeper().state() == Keeper::State::Failed);
    CHECK(desk.platform->generations.size() == 1);
}

TEST_CASE("keep: a step is not saved by what was kept after it")
{
    const Kept platform = std::make_shared<FakePlatform>();
    History history{Project()};
    Keeper keeper(*platform);
    uint64_t asked = 0;  // the last that was answered
    const auto settle = [&](uint64_t after) {
        for (int i = 0; i < 4; ++i) {
            keeper.tick(history, "", "");
            for (const Platform::Event& event : platform->poll()) {
                const auto& kept = std::get<Platform::Kept>(event);
                if (kept.sequence <= after) continue;
                asked = kept.sequence;
                keeper.handle(kept);
            }
        }
    };
    keeper.start(history);
    settle(0);
    REQUIRE(keeper.state() == Keeper::State::Saved);
    const auto keep_a_step = [&](const char* title) {
        REQUIRE(history.run({title, {PutProjectInfo{{ProjectId(title), {}, {}, {}, {}, {}, {}}}}}));
        keeper.tick(history, "", "");
    };
    keep_a_step("one");
    keep_a_step("two");
    keeper.handle(Platform::Failed{Platform::Failed::What::Keep, "The disk is full.", asked + 1});
    keeper.handle(Platform::Kept{asked + 2});
    CHECK(keeper.state() == Keeper::State::Failed);
    CHECK(keeper.unsaved() == 2);
    keep_a_step("three");
    settle(asked + 2);
    CHECK(keeper.state() == Keeper::State::Saved);
    CHECK(keeper.unsaved() == 0);
}

TEST_CASE("keep: lines whose project is gone are set aside, not overwritten")
{
    const Kept platform = std::make_shared<FakePlatform>();
    platform->generations[1] = {"", {"{\"step\": \"Label Person\", \"edits\": []}"}, 1};
    Desk desk({1280, 800}, platform);
    desk.frames(4);
    CHECK(platform->generations[1].snapshot.empty());
    CHECK(platform->generations[1].lines.size() == 1);
    CHECK(desk.app->has_set_aside());
}

}  // namespace
}  // namespace glossator
