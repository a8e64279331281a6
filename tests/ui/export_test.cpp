#include <algorithm>

#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "desk.h"

// The project goes out in other tools' formats, and what they can't carry is told before.

namespace glossator {
namespace {

void work(Desk& desk)
{
    desk.open("a.txt", "The minister said so in Lyon.\n");
    desk.open("b.txt", "Nothing is marked here.\n");
    desk.drag_over("Nothing");
    desk.type("p");
    desk.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_E);
    desk.frames(3);
}

void click(Desk& desk, const std::string& name)
{
    const std::vector<Box> found = desk.app->controls().find(name);
    REQUIRE(!found.empty());
    desk.click({found.front().x + 5, found.front().y + 5});
    desk.frames(5);
}

TEST_CASE("export: every format that is written is offered, and the chosen one says what it can't carry")
{
    Desk desk;
    work(desk);
    REQUIRE(desk.app->session().main_view == MainView::Export);
    click(desk, "export.format:text");
    const ExportMemory& memory = desk.app->session().views.exporting;
    CHECK(memory.format == "text");
    CHECK(memory.files == 2);
    const auto spans =
        std::find_if(memory.losses.begin(), memory.losses.end(), [](const Loss& loss) { return loss.what == "spans"; });
    REQUIRE(spans != memory.losses.end());
    CHECK(spans->count == 1);
    CHECK(!desk.app->controls().find("export.loss:spans").empty());
    CHECK(desk.app->next_frame_in() > 0.1);  // it is tried once

    click(desk, "export.format:glossator");
    CHECK(memory.losses.empty());
    CHECK(memory.files == 1);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    desk.frames(5);
    click(desk, "export.format:text");
    for (const Loss& loss : memory.losses) CHECK(loss.what != "spans");  // the span is gone, which was found out anew
}

TEST_CASE("export: one file goes out as it is, several in an archive, by mouse and by keyboard")
{
    Desk desk;
    work(desk);
    click(desk, "export.format:glossator");
    click(desk, "export.save");
    REQUIRE(desk.platform->saved.size() == 1);
    CHECK(desk.platform->saved.begin()->second == write_native(desk.app->project()));

    click(desk, "export.format:glossator-jsonl");
    desk.press(ImGuiKey_DownArrow);
    desk.frames(5);
    CHECK(desk.app->session().views.exporting.format == "text");
    desk.press(ImGuiKey_Enter);
    desk.frames(3);
    REQUIRE(desk.platform->saved.size() == 2);
    std::string zip;
    for (const auto& [name, bytes] : desk.platform->saved)
        if (name.find("-text.zip") != std::string::npos) zip = bytes;
    CHECK(zip.substr(0, 4) == "PK\x03\x04");
    CHECK(zip.find("Nothing is marked here.\n") != std::string::npos);
}

TEST_CASE("export: a command takes a format and its options, and refuses what there isn't")
{
    Desk desk;
    work(desk);
    const auto fault = [&](const char* args) {
        const Result<std::string> result = run_command(*desk.app, "file.export", args);
        return result ? std::string() : result.error().message;
    };
    CHECK(fault(R"({"format": "text"})").empty());
    CHECK(fault(R"({"format": "none"})").find("can't be written") != std::string::npos);
    CHECK(fault(R"({"format": "text", "options": {"colour": "red"}})").find("colour") != std::string::npos);
    CHECK(!run_command(*desk.app, "export.choose", R"({"format": "glossator-journal"})"));
}

}  // namespace
}  // namespace glossator
