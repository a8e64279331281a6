#include <algorithm>

#include "core/model/project_writer.h"
#include "panels.h"

// The file that the project is worked on in: written in place, and what others write to it comes in.
namespace glossator {
namespace {

constexpr const char* kText = "The minister said so in Lyon. Ilse Okonjo did not.\n";

// A project of one article with a person, and one of the same that somebody else has worked on.
struct Versions {
    Versions()
    {
        Desk desk;
        desk.open("first.txt", kText);
        desk.drag_over("minister");
        desk.type("p");
        first = write_native(desk.app->project());
        desk.drag_over("Ilse Okonjo");
        desk.type("p");
        second = write_native(desk.app->project());
    }
    std::string first, second;
};

const Versions& versions()
{
    static const Versions made;
    return made;
}

// A desk with the first version open in place.
std::unique_ptr<Desk> at_work()
{
    auto desk = std::make_unique<Desk>();
    desk->platform->disk.emplace();
    const uint64_t place = desk->platform->disk->add("talks.glossator.json", versions().first);
    desk->platform->events.push_back(Platform::FilesOpened{{{"talks.glossator.json", versions().first, place}}});
    desk->frames(4);
    return desk;
}

std::vector<std::string> words_of(const Project& project)
{
    std::vector<std::string> out;
    for (const auto& set : project.sets())
        set->spans.for_each([&](const Span& span) {
            out.emplace_back(project.find(set->info.document)->text->slice(span.at.front()));
        });
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::string> words(const Desk& desk)
{
    return words_of(desk.app->project());
}

void label(Desk& desk, const std::string& what)
{
    desk.drag_over(what);
    desk.type("p");
    desk.press(ImGuiKey_Escape);
}

Project read_back(const std::string& bytes)
{
    auto read = read_native(bytes);
    REQUIRE(read);
    return std::move(*read);
}

TEST_CASE("project file: what was opened in place is written in place")
{
    const auto desk = at_work();
    CHECK(desk->app->project_file().name == "talks.glossator.json");
    CHECK(desk->app->project_file_state() == ProjectFile::State::AsHere);
    label(*desk, "Lyon");
    CHECK(desk->app->project_file_state() == ProjectFile::State::Behind);
    desk->press(ImGuiMod_Ctrl | ImGuiKey_S);
    CHECK(desk->platform->disk->written == 1);
    CHECK(desk->platform->disk->now().bytes == write_native(desk->app->project()));
    CHECK(desk->app->project_file_state() == ProjectFile::State::AsHere);
    CHECK(desk->app->session().message == "Saved talks.glossator.json");
}

TEST_CASE("project file: a place that the user chose is the project's from then on, until there is another project")
{
    Desk desk;
    desk.platform->disk.emplace();
    desk.open("first.txt", kText);
    CHECK(desk.app->project_file().name.empty());
    desk.press(ImGuiMod_Ctrl | ImGuiKey_S);
    REQUIRE(desk.platform->disk->files.size() == 1);
    CHECK(desk.app->project_file().name == "Untitled-project.glossator.json");
    label(desk, "Lyon");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_S);
    CHECK(desk.platform->disk->files.size() == 1);
    CHECK(desk.platform->disk->now().bytes == write_native(desk.app->project()));
    desk.app->new_project();
    desk.frames(3);
    CHECK(desk.app->project_file().name.empty());
    CHECK(desk.platform->disk->place == 0);
}

TEST_CASE("project file: it saves itself after a pause, when that is wanted, and not again after a failure")
{
    const auto desk = at_work();
    label(*desk, "Lyon");
    desk->pause(30);
    CHECK(desk->platform->disk->written_by_itself == 0);
    REQUIRE(run_command(*desk->app, "file.save_by_itself", "{}"));
    desk->frames(2);
    CHECK(desk->platform->disk->written_by_itself == 1);
    CHECK(desk->platform->disk->now().bytes == write_native(desk->app->project()));
    label(*desk, "Okonjo");
    CHECK(desk->platform->disk->written_by_itself == 1);
    CHECK(desk->app->next_frame_in() <= 10);
    desk->pause(11);
    desk->frames(2);
    CHECK(desk->platform->disk->written_by_itself == 2);

    desk->platform->disk->is_full = true;
    label(*desk, "said so");
    desk->pause(11);
    desk->frames(2);
    REQUIRE_FALSE(desk->app->session().problems.empty());
    CHECK(desk->app->session().problems.back().message == "The disk is full.");
    const size_t problems = desk->app->session().problems.size();
    desk->pause(60);
    desk->frames(2);
    CHECK(desk->app->session().problems.size() == problems);
    desk->platform->disk->is_full = false;
    desk->press(ImGuiMod_Ctrl | ImGuiKey_S);
    CHECK(desk->app->project_file_state() == ProjectFile::State::AsHere);
    CHECK(desk->platform->disk->written == 1);
}

TEST_CASE("project file: what somebody else wrote is merged with what was done here, as one step, and written")
{
    const auto desk = at_work();
    label(*desk, "Lyon");
    desk->platform->events.push_back(desk->platform->disk->change(versions().second));
    desk->frames(4);
    REQUIRE(desk->app->session().question);
    CHECK(desk->app->project_file_state() == ProjectFile::State::ChangedElsewhere);
    CHECK(visible(*desk, "question:file.keep_mine"));
    CHECK(visible(*desk, "question:file.take_theirs"));
    const size_t steps = desk->app->history().steps_done();
    click(*desk, "question.yes");
    desk->frames(3);
    CHECK(words(*desk) == std::vector<std::string>{"Ilse Okonjo", "Lyon", "minister"});
    CHECK(desk->app->history().steps_done() == steps + 1);
    CHECK(words_of(read_back(desk->platform->disk->now().bytes)) == words_of(desk->app->project()));
    CHECK(desk->app->project_file_state() == ProjectFile::State::AsHere);
    desk->press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(words(*desk) == std::vector<std::string>{"Lyon", "minister"});
}

TEST_CASE("project file: the user may take what somebody else wrote, keep their own, or leave it for later")
{
    const auto desk = at_work();
    label(*desk, "Lyon");
    FakeDisk& disk = *desk->platform->disk;
    desk->platform->events.push_back(disk.change(versions().second));
    desk->frames(4);
    click(*desk, "question.no");
    CHECK_FALSE(desk->app->session().question);
    CHECK(visible(*desk, "status.file"));
    desk->press(ImGuiMod_Ctrl | ImGuiKey_S);  // never over what somebody else wrote, unless the user says so
    CHECK(disk.now().bytes == versions().second);
    REQUIRE(desk->app->session().question);

    SUBCASE("theirs")
    {
        click(*desk, "question:file.take_theirs");
        CHECK(words(*desk) == std::vector<std::string>{"Ilse Okonjo", "minister"});
        CHECK(disk.now().bytes == versions().second);
        desk->press(ImGuiMod_Ctrl | ImGuiKey_Z);
        CHECK(words(*desk) == std::vector<std::string>{"Lyon", "minister"});
    }
    SUBCASE("mine")
    {
        click(*desk, "question:file.keep_mine");
        desk->frames(2);
        CHECK(words(*desk) == std::vector<std::string>{"Lyon", "minister"});
        CHECK(disk.now().bytes == write_native(desk->app->project()));
        CHECK(desk->app->project_file_state() == ProjectFile::State::AsHere);
    }
}

TEST_CASE("project file: where both changed the same thing, mine stays and it is told")
{
    const auto desk = at_work();
    Project theirs = read_back(versions().first);
    ProjectInfo info = theirs.info();
    info.title = "Theirs";
    ProjectWriter(theirs).set_info(info);
    REQUIRE(run_command(*desk->app, "project.set", R"({"title": "Mine"})"));
    desk->platform->events.push_back(desk->platform->disk->change(write_native(theirs)));
    desk->frames(4);
    click(*desk, "question.yes");
    desk->frames(2);
    CHECK(desk->app->project().info().title == "Mine");
    REQUIRE_FALSE(desk->app->session().problems.empty());
    CHECK(desk->app->session().problems.back().message.find("“Mine” stays, the file had “Theirs”") !=
          std::string::npos);
}

TEST_CASE("project file: what can't be read, or is another project, changes nothing")
{
    const auto desk = at_work();
    const std::string before = write_native(desk->app->project());
    Project other = read_back(versions().second);
    ProjectInfo info = other.info();
    info.id = ProjectId("p-other");
    ProjectWriter(other).set_info(info);
    for (const std::string& bytes : {std::string("{\"half\": "), write_native(other)}) {
        desk->platform->events.push_back(desk->platform->disk->change(bytes));
        desk->frames(4);
        click(*desk, "question.yes");
        desk->frames(2);
        CHECK(write_native(desk->app->project()) == before);
        CHECK(desk->platform->disk->now().bytes == bytes);
        CHECK(desk->app->project_file_state() == ProjectFile::State::ChangedElsewhere);
        CHECK_FALSE(desk->app->session().message.empty());
    }
}

TEST_CASE("project file: what is made after a merge has ids that nothing else has")
{
    const auto desk = at_work();
    desk->platform->events.push_back(desk->platform->disk->change(versions().second));
    desk->frames(4);
    click(*desk, "question.yes");
    label(*desk, "Lyon");
    CHECK(words(*desk) == std::vector<std::string>{"Ilse Okonjo", "Lyon", "minister"});
}

TEST_CASE("project file: a folder's texts are in the project of the folder, and a folder without one gets one")
{
    Desk desk;
    desk.platform->disk.emplace();
    FakeDisk& disk = *desk.platform->disk;
    const uint64_t place = disk.add("talks.glossator.json", versions().first);
    const uint64_t at_folder = disk.add("corpus.glossator.json", "");
    SUBCASE("with one")
    {
        desk.platform->events.push_back(Platform::FilesOpened{
            {{"first.txt", kText}, {"second.txt", "Another one.\n"}, {"talks.glossator.json", versions().first, place}},
            "corpus",
            at_folder});
        desk.frames(5);
        CHECK(desk.app->session().main_view == MainView::Text);
        CHECK(desk.app->project().documents().size() == 2);
        CHECK(words(desk) == std::vector<std::string>{"minister"});
        CHECK(desk.app->project_file().name == "talks.glossator.json");
        CHECK(desk.app->project_file_state() == ProjectFile::State::Behind);
    }
    SUBCASE("without")
    {
        desk.platform->events.push_back(
            Platform::FilesOpened{{{"first.txt", kText}, {"second.txt", "Another one.\n"}}, "corpus", at_folder});
        desk.frames(5);
        CHECK(desk.app->project().documents().size() == 2);
        CHECK(desk.app->project_file().name == "corpus.glossator.json");
        desk.press(ImGuiMod_Ctrl | ImGuiKey_S);
        CHECK(disk.files[at_folder - 1].bytes == write_native(desk.app->project()));
    }
}

}  // namespace
}  // namespace glossator
