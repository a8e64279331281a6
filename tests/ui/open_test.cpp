#include <doctest/doctest.h>

#include "panels.h"

// Files come in.
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

TEST_CASE("open: more files than can be opened together are refused, with both numbers")
{
    Desk desk;
    desk.open("a.txt", "A text.\n");
    const std::vector<Platform::InputFile> files(kMaxFilesTogether + 1, Platform::InputFile{"b.txt", "x"});
    const OpenOutcome outcome = desk.app->open_files(files, OpenMode::Add);
    REQUIRE(outcome.problems.size() == 1);
    CHECK(outcome.problems.front().message ==
          "20001 files are more than the 20000 that can be opened together: open them in parts.");
    CHECK(desk.app->project().documents().size() == 1);
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

TEST_CASE("open: a font that can't be had is named, as a warning that covers nothing")
{
    Desk desk;
    desk.platform->events.push_back(
        Platform::Failed{Platform::Failed::What::Asset, "The font arabic.ttf could not be loaded."});
    desk.platform->events.push_back(Platform::AssetLoaded{"fonts/arabic.ttf", ""});
    desk.frames(3);
    REQUIRE(desk.app->session().problems.size() == 1);
    CHECK(desk.app->session().problems.front().severity == Problem::Severity::Warning);
    CHECK(desk.app->session().message == "The font arabic.ttf could not be loaded.");
    CHECK_FALSE(desk.app->session().show_problems);
}

TEST_CASE("open: a newer version is offered in the status line, and begins when it is clicked")
{
    Desk desk;
    desk.open("a.txt", "A text.\n");
    CHECK_FALSE(visible(desk, "status.version"));
    desk.platform->events.push_back(Platform::NewerVersion{});
    desk.frames(3);
    REQUIRE(visible(desk, "status.version"));
    click(desk, "status.version");
    CHECK(desk.platform->restarts == 1);
}

}  // namespace
}  // namespace glossator
