#include <doctest/doctest.h>

#include "desk.h"
#include "ui/kept_history.h"

// What is kept is listed, and can be gone back to.

namespace glossator {
namespace {

// An article with three labelled words, one of which was undone.
void work(Desk& desk)
{
    desk.open("a.txt", "The minister said so in Lyon.\n");
    for (const char* word : {"minister", "said", "Lyon"}) {
        desk.drag_over(word);
        desk.type(word[0] == 's' ? "q" : "p");
        desk.pause();
    }
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    desk.frames(4);
}

void click(Desk& desk, const std::string& name)
{
    const std::vector<Box> found = desk.app->controls().find(name);
    REQUIRE(!found.empty());
    desk.click({found.front().x + 5, found.front().y + 5});
    desk.frames(3);
}

std::string without_seconds(const Project& project)
{
    std::string file = write_native(project);
    const size_t at = file.find(", \"seconds\": ");
    return at == file.npos ? file : file.erase(at, file.find('\n', at) - at);
}

TEST_CASE("history: times are those of the user's clock")
{
    CHECK(local_time("2026-03-02T09:00:05Z", 60).day == "2026-03-02");
    CHECK(local_time("2026-03-02T09:00:05Z", 60).time == "10:00:05");
    CHECK(local_time("2026-12-31T23:30:00Z", 330).day == "2027-01-01");
    CHECK(local_time("2026-12-31T23:30:00Z", 330).time == "05:00:00");
    CHECK(local_time("2026-03-01T03:00:00Z", -300).day == "2026-02-28");
    CHECK(local_time("2026-03-01T03:00:00Z", -300).time == "22:00:00");
    CHECK(local_time("soon", 60).time.empty());
}

TEST_CASE("history: every step is listed with what it did, and new ones as they come")
{
    Desk desk;
    work(desk);
    desk.press(ImGuiKey_F10);
    desk.frames(4);
    CHECK(desk.app->session().main_view == MainView::History);
    const auto titles = [&] {
        std::vector<std::string> out;
        for (const KeptStep& step : desk.app->kept_history().steps()) out.push_back(step.title);
        return out;
    };
    const std::vector<std::string> before = titles();
    REQUIRE(before.size() >= 5);
    CHECK(before.back() == "Undo Label Person");
    CHECK(before[before.size() - 3] == "Label Cue");
    for (const KeptStep& step : desk.app->kept_history().steps()) CHECK(step.fits);
    CHECK(!desk.app->controls().find("history.step:1").empty());

    desk.press(ImGuiMod_Ctrl | ImGuiKey_Y);
    desk.frames(6);
    REQUIRE(titles().size() == before.size() + 1);
    CHECK(titles().back() == "Redo Label Person");
    desk.frames(3);
    CHECK(desk.app->next_frame_in() > 1e9);  // nothing goes on being read
}

TEST_CASE("history: going back is one step, which undo takes back, and a copy is a file of the project as it was")
{
    Desk desk;
    work(desk);
    const std::string now = write_native(desk.app->project());
    desk.press(ImGuiKey_F10);
    desk.frames(4);
    const std::vector<KeptStep>& steps = desk.app->kept_history().steps();
    const KeptStep first =
        *std::find_if(steps.begin(), steps.end(), [](const KeptStep& step) { return step.title == "Label Person"; });
    click(desk, "history.step:" + std::to_string(first.line.number));
    click(desk, "history.copy");
    REQUIRE(desk.platform->saved.size() == 1);
    const auto copy = read_native(desk.platform->saved.begin()->second);
    REQUIRE(copy);
    REQUIRE(copy->sets().size() == 1);
    CHECK(copy->sets().front()->spans.size() == 1);
    CHECK(write_native(desk.app->project()) == now);

    click(desk, "history.go");
    CHECK(without_seconds(desk.app->project()) == without_seconds(*copy));  // work that was done was done
    CHECK(desk.app->history().undo_title()->find("Go back to Label Person, 10:00:00") == 0);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(write_native(desk.app->project()) == now);

    desk.frames(6);
    click(desk, "history.log");
    const std::string& log = desk.platform->saved["history.csv"];
    CHECK(log.find("Label Person") != std::string::npos);
    CHECK(log.find(steps.front().sha256) != std::string::npos);
}

TEST_CASE("history: what was kept of another project can be gone back to as well")
{
    Desk desk;
    work(desk);
    const std::string first = write_native(desk.app->project());
    desk.app->new_project();
    desk.frames(5);
    desk.open("b.txt", "Another article.\n");
    desk.frames(5);
    desk.press(ImGuiKey_F10);
    desk.frames(8);
    const std::vector<KeptStep>& steps = desk.app->kept_history().steps();
    size_t last = 0;  // of the first project
    for (size_t i = 0; i < steps.size(); ++i)
        if (steps[i].title == "Undo Label Person") last = i;
    REQUIRE(last > 0);
    const std::string args = Args().number("step", static_cast<double>(steps[last].line.number)).str();
    desk.app->session().views.history.chosen = last;
    REQUIRE(run_command(*desk.app, "history.go", args));
    desk.frames(4);
    CHECK(without_seconds(desk.app->project()) == without_seconds(*read_native(first)));
}

TEST_CASE("history: a line that was changed from outside is marked, and the step can't be gone back to")
{
    Desk desk;
    work(desk);
    std::string& line = desk.platform->latest().lines[desk.platform->latest().lines.size() - 3];
    line.replace(line.find("\"me\""), 4, "\"ma\"");
    desk.press(ImGuiKey_F10);
    desk.frames(5);
    const std::vector<KeptStep>& steps = desk.app->kept_history().steps();
    CHECK(!steps[steps.size() - 2].fits);
    const std::string now = write_native(desk.app->project());
    click(desk, "history.step:" + std::to_string(steps[steps.size() - 2].line.number));
    click(desk, "history.go");
    CHECK(write_native(desk.app->project()) == now);
    REQUIRE(!desk.app->session().problems.empty());
    CHECK(desk.app->session().problems.back().message.find("can't be read any more") != std::string::npos);
}

}  // namespace
}  // namespace glossator
