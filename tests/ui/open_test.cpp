#include <doctest/doctest.h>

#include "desk.h"

// Files come in, and what is done is kept.
namespace glossator {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by)
{
    const size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

TEST_CASE("open: bad input is told with its file and place, and costs the open project nothing")
{
    Desk desk;
    desk.open("good.txt", "A good text.\n");
    desk.drag_over("good");
    desk.type("p");
    const std::string before = write_native(desk.app->project());
    const std::string damaged = replaced(before, "\"quote\": [\"good\"]", "\"quote\": [\"bad\"]");
    const std::pair<std::string, std::string> bad[] = {{"latin.txt", "caf\xE9"},
                                                       {"empty.txt", ""},
                                                       {"cut.glossator.json", before.substr(0, before.size() / 2)},
                                                       {"damaged.glossator.json", damaged}};
    for (const auto& file : bad) {
        const std::string& name = file.first;
        CAPTURE(name);
        desk.app->session().question.reset();
        const OpenOutcome outcome = desk.app->open_files({{name, file.second}}, OpenMode::Add);
        desk.frames(2);
        CHECK(outcome.documents.empty());
        REQUIRE(!outcome.problems.empty());
        CHECK(outcome.problems.front().file == name);
        CHECK(outcome.problems.front().place.substr(0, 5) == "line ");
        CHECK(outcome.problems.front().message.back() == '.');
        CHECK(write_native(desk.app->project()) == before);
    }
    CHECK(desk.app->session().show_problems);
}

TEST_CASE("open: a text that is too large is told with its size and the limit, and no place")
{
    Desk desk;
    const OpenOutcome outcome = desk.app->open_files({{"big.txt", std::string(50u << 20, 'x')}}, OpenMode::Add);
    REQUIRE(outcome.problems.size() == 1);
    CHECK(outcome.problems.front().file == "big.txt");
    CHECK(outcome.problems.front().place.empty());
    CHECK(outcome.problems.front().message == "The text has 50 MB, more than the 32 MB that fit.");
}

TEST_CASE("open: a byte order mark is dropped and noted, line ends stay")
{
    Desk desk;
    desk.open("bom.txt", "\xEF\xBB\xBFone\r\ntwo\r\n");
    REQUIRE(desk.app->document());
    CHECK(desk.app->document()->text->bytes() == "one\r\ntwo\r\n");
    REQUIRE(!desk.app->session().problems.empty());
    CHECK(desk.app->session().problems.front().severity == Problem::Severity::Note);
}

TEST_CASE("open: a text that has changed is opened with its spans moved only after a yes")
{
    Desk desk;
    desk.open("a.txt", "Yesterday Nabeel Munir spoke.\n");
    desk.drag_over("Nabeel Munir");
    desk.type("p");
    const std::string file = write_native(desk.app->project());
    const std::string changed = replaced(file, "\"text\": \"Yesterday ", "\"text\": \"On Monday last week ");
    desk.app->new_project();
    desk.frames(2);
    desk.open("changed.glossator.json", changed);
    CHECK(desk.last_outcome.documents.empty());
    REQUIRE(desk.app->session().question);
    desk.press(ImGuiKey_Enter);
    const std::vector<Box> yes = desk.app->controls().find("question.yes");
    if (desk.app->session().question) {
        REQUIRE(!yes.empty());
        desk.click({yes.front().x + 5, yes.front().y + 5});
    }
    desk.frames(2);
    REQUIRE(desk.app->set());
    REQUIRE(desk.app->set()->spans.size() == 1);
    CHECK(desk.quotes(desk.app->set()->spans.at(0).id) == std::vector<std::string>{"Nabeel Munir"});
}

TEST_CASE("keep: project, undo history and all are there again after a restart")
{
    auto platform = std::make_shared<FakePlatform>();
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

TEST_CASE("keep: a native file is kept as it came, and written anew once there is more than it says")
{
    auto platform = std::make_shared<FakePlatform>();
    std::string file;
    {
        Desk desk({1280, 800}, platform);
        desk.open("a.txt", "The minister said so.\n");
        desk.drag_over("minister");
        desk.type("p");
        desk.frames(3);
        file = write_native_lines(desk.app->project());
    }
    {
        Desk desk;
        desk.open("a.glossator.jsonl", file);
        CHECK(desk.platform->snapshot == file);
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
    hasty.frames(4);
    CHECK(hasty.platform->snapshot == write_native(hasty.app->project()));
    CHECK(hasty.platform->journal.empty());
}

TEST_CASE("keep: what can't be read again is not overwritten before the user has it as a file")
{
    auto platform = std::make_shared<FakePlatform>();
    {
        Desk desk({1280, 800}, platform);
        desk.open("a.txt", "The minister said so.\n");
        desk.drag_over("minister");
        desk.type("p");
        desk.frames(3);
    }
    platform->journal.back().resize(platform->journal.back().size() / 2);
    const std::string snapshot = platform->snapshot;
    const std::vector<std::string> journal = platform->journal;
    Desk again({1280, 800}, platform);
    CHECK(again.app->document() != nullptr);  // the line before was whole
    CHECK(again.app->keeper().state() == Keeper::State::Failed);
    CHECK(platform->snapshot == snapshot);
    CHECK(platform->journal == journal);
    const std::vector<Box> yes = again.app->controls().find("question.yes");
    REQUIRE(!yes.empty());
    again.click({yes.front().x + 5, yes.front().y + 5});
    again.frames(4);
    CHECK(platform->saved["kept-project.txt"].find(journal.back()) != std::string::npos);
    CHECK(again.app->keeper().state() == Keeper::State::Saved);
    CHECK(platform->snapshot != snapshot);
}

TEST_CASE("keep: what the platform could not keep is said, and counted as unsaved")
{
    auto platform = std::make_shared<FakePlatform>();
    Desk desk({1280, 800}, platform);
    desk.open("a.txt", "The minister said so.\n");
    desk.frames(3);
    platform->stuck = true;
    desk.drag_over("minister");
    desk.type("p");
    desk.frames(3);
    CHECK(desk.app->keeper().unsaved() == 1);
    CHECK(desk.app->keeper().state() == Keeper::State::Saving);
    platform->events.push_back(Platform::Failed{Platform::Failed::What::Keep, "The disk is full."});
    desk.frames(2);
    CHECK(desk.app->keeper().state() == Keeper::State::Failed);
    CHECK(desk.app->keeper().failure() == "The disk is full.");
}

TEST_CASE("keep: after a step that could not be kept, the next is saved with all before it")
{
    auto platform = std::make_shared<FakePlatform>();
    std::string before;
    {
        Desk desk({1280, 800}, platform);
        desk.open("a.txt", "The minister said so.\n");
        desk.frames(3);
        platform->stuck = true;
        desk.drag_over("minister");
        desk.type("p");
        desk.frames(2);
        platform->stuck = false;
        platform->journal.clear();  // the disk was full
        platform->events.push_back(Platform::Failed{Platform::Failed::What::Keep, "The disk is full."});
        desk.frames(2);
        CHECK(desk.app->keeper().state() == Keeper::State::Failed);
        desk.pause();
        desk.drag_over("said");
        desk.type("q");
        desk.frames(3);
        CHECK(desk.app->keeper().state() == Keeper::State::Saved);
        CHECK(desk.app->keeper().unsaved() == 0);
        before = write_native(desk.app->project());
    }
    Desk again({1280, 800}, platform);
    CHECK(write_native(again.app->project()) == before);
}

TEST_CASE("keep: a step is not saved by what was kept after it")
{
    auto platform = std::make_shared<FakePlatform>();
    History history{Project()};
    Keeper keeper(*platform);
    const auto keep_a_step = [&](const char* title) {
        REQUIRE(history.run({title, {PutProjectInfo{{ProjectId(title), {}, {}, {}, {}, {}, {}}}}}));
        keeper.tick(history);
    };
    keep_a_step("one");                                                                  // 1
    keep_a_step("two");                                                                  // 2
    keeper.handle(Platform::Failed{Platform::Failed::What::Keep, "The disk is full."});  // about 1
    keeper.handle(Platform::Kept{2});
    CHECK(keeper.state() == Keeper::State::Failed);
    CHECK(keeper.unsaved() == 2);
    keep_a_step("three");
    keeper.handle(Platform::Kept{3});
    CHECK(keeper.state() == Keeper::State::Saved);
    CHECK(keeper.unsaved() == 0);
}

TEST_CASE("keep: journal lines whose project is gone are set aside, not overwritten")
{
    auto platform = std::make_shared<FakePlatform>();
    platform->journal = {"{\"step\": \"Label Person\", \"edits\": []}"};
    Desk desk({1280, 800}, platform);
    desk.frames(4);
    CHECK(platform->snapshot.empty());
    CHECK(platform->journal.size() == 1);
    CHECK(desk.app->has_set_aside());
}

TEST_CASE("save: what is saved reads back to the same project")
{
    Desk desk;
    desk.open("a.txt", "The minister said so.\n");
    desk.drag_over("minister");
    desk.type("p");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_S);
    REQUIRE(desk.platform->saved.size() == 1);
    const auto read = read_native(desk.platform->saved.begin()->second);
    REQUIRE(read);
    CHECK(write_native(*read) == write_native(desk.app->project()));
}

}  // namespace
}  // namespace glossator
