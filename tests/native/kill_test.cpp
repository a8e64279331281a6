#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <random>

#include "core/model/project_writer.h"
#include "home.h"
#include "native/file_in_place.h"
#include "native/files.h"
#include "native/platform.h"
#include "ui/keeper.h"

// The program is killed while it works, again and again: what it had called saved is there.

using namespace glossator;
namespace fs = std::filesystem;

namespace {

EntityId numbered(uint64_t number)
{
    return EntityId("e-" + std::to_string(number));
}

Project project_without_entities()
{
    Project project;
    ProjectInfo info;
    info.id = ProjectId("p-1");
    ProjectWriter(project).set_info(std::move(info));
    return project;
}

// What was kept, as a start finds it; nothing if there is nothing yet.
std::optional<ReplayedJournal> restored(const std::vector<Platform::Event>& events)
{
    const auto& found = std::get<Platform::Restored>(events.front());
    if (!found.latest) return std::nullopt;
    auto replayed = replay_journal(*found.latest);
    REQUIRE_MESSAGE(replayed, (replayed ? std::string() : replayed.error().front().message));
    REQUIRE_MESSAGE(!replayed->fault, replayed->fault.value_or(""));
    return std::move(*replayed);
}

// Makes one entity after another, as steps, and tells `pipe` the number of each once it is saved. At times the project
// is kept anew, as when another one is opened. Never returns.
[[noreturn]] void work(int pipe, uint32_t seed)
{
    NativePlatform platform({}, {});
    Keeper keeper(platform);
    std::vector<Platform::Event> events = platform.poll();
    const auto& found = std::get<Platform::Restored>(events.front());
    std::optional<ReplayedJournal> before = restored(events);
    History history = before ? std::move(before->history) : History(project_without_entities());
    keeper.found(found.generations);
    if (found.latest)
        keeper.resume(history, *found.latest);
    else
        keeper.start(history);
    std::mt19937 rng(seed);
    uint64_t told = 0;
    for (;;) {
        const uint64_t number = history.project().entities().size();
        Entity entity;
        entity.id = numbered(number);
        entity.name = std::string(rng() % 200, 'n');
        if (!history.run({"Add", {PutEntity{std::move(entity)}}})) ::_exit(2);
        keeper.tick(history, "2026-03-02T09:00:00Z", "me");
        for (const Platform::Event& event : platform.poll()) {
            if (const auto* kept = std::get_if<Platform::Kept>(&event)) keeper.handle(*kept);
            if (std::holds_alternative<Platform::Failed>(event)) ::_exit(3);
        }
        if (keeper.state() == Keeper::State::Saved && told < number + 1) {
            told = number + 1;
            if (::write(pipe, &told, sizeof told) != sizeof told) ::_exit(4);
        }
        if (rng() % 40 == 0) keeper.start(history);
    }
}

constexpr size_t kFileBytes = 20000;

// Says its own number by its length.
std::string version_numbered(uint64_t number)
{
    return std::string(kFileBytes + number, static_cast<char>('a' + number % 26));
}

// Writes the file in place, again and again, and tells the number of each version once it is written. Never returns.
[[noreturn]] void write_file_in_place(int pipe, const fs::path& path, uint64_t after)
{
    FileInPlace file(path.parent_path());
    if (!file.use(path, version_of(path))) ::_exit(2);
    for (uint64_t number = after + 1;; ++number) {
        const auto written = file.write(version_numbered(number), {});
        if (!written || *written) ::_exit(3);
        if (::write(pipe, &number, sizeof number) != sizeof number) ::_exit(4);
    }
}

int kills_wanted()
{
    const char* wanted = std::getenv("GLOSSATOR_KILLS");
    return wanted ? std::atoi(wanted) : 200;
}

uint64_t last_told(int pipe)
{
    uint64_t told = 0, next = 0;
    while (::read(pipe, &next, sizeof next) == sizeof next) told = next;
    return told;
}

// Runs `work` in a process of its own, kills that at some moment, and gives what it told last.
uint64_t told_until_killed(const std::function<void(int pipe)>& work, std::mt19937& rng)
{
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) work(ends[1]);
    ::close(ends[1]);
    ::usleep(static_cast<useconds_t>(1000 + rng() % 100000));
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));  // it had not given up by itself
    const uint64_t told = last_told(ends[0]);
    ::close(ends[0]);
    return told;
}

}  // namespace

TEST_CASE("kill: every step that was called saved is there, whenever the program is killed")
{
    const Home home;
    ::setenv("XDG_CONFIG_HOME", home.folder.c_str(), 1);
    const int kills = kills_wanted();
    std::mt19937 rng(7);
    uint64_t saved = 0;
    for (int kill = 0; kill < kills; ++kill) {
        CAPTURE(kill);
        saved = std::max(saved, told_until_killed([&](int pipe) { work(pipe, static_cast<uint32_t>(kill)); }, rng));

        NativePlatform again({}, {});
        const std::optional<ReplayedJournal> kept = restored(again.poll());
        if (!kept) {
            CHECK(saved == 0);
            continue;
        }
        const auto& entities = kept->history.project().entities();
        CHECK(entities.size() >= saved);
        for (uint64_t i = 0; i < entities.size(); ++i) REQUIRE(entities.count(numbered(i)) == 1);
    }
    MESSAGE(saved, " steps saved in ", kills, " runs");
    CHECK(saved > static_cast<uint64_t>(kills) / 4);  // enough to be a test
}

TEST_CASE("kill: the project's file is whole, whenever the program is killed while it writes it")
{
    const Home home;
    const fs::path file = home.file("talks.glossator.json");
    const int kills = kills_wanted();
    std::mt19937 rng(7);
    uint64_t written = 0;
    for (int kill = 0; kill < kills; ++kill) {
        CAPTURE(kill);
        written =
            std::max(written, told_until_killed([&](int pipe) { write_file_in_place(pipe, file, written); }, rng));
        const std::string bytes = read_file(file).value_or("");
        const uint64_t number = bytes.empty() ? 0 : bytes.size() - kFileBytes;
        CHECK(number >= written);
        CHECK(bytes == (bytes.empty() ? "" : version_numbered(number)));
        FileInPlace again(home.folder);
        CHECK(again.restore() == !bytes.empty());  // no lock stays behind
        CHECK_FALSE(again.look());                 // a kill is nobody else's change
    }
    MESSAGE(written, " files written in ", kills, " runs");
    CHECK(written > static_cast<uint64_t>(kills) / 4);
}
