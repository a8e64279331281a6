#include <doctest/doctest.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "core/model/project_writer.h"
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
    NativePlatform platform({}, "");
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

uint64_t last_told(int pipe)
{
    uint64_t told = 0, next = 0;
    while (::read(pipe, &next, sizeof next) == sizeof next) told = next;
    return told;
}

}  // namespace

TEST_CASE("kill: every step that was called saved is there, whenever the program is killed")
{
    std::string pattern = (fs::temp_directory_path() / "glossator-XXXXXX").string();
    const fs::path home = ::mkdtemp(pattern.data());
    ::setenv("XDG_DATA_HOME", home.c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", home.c_str(), 1);
    const char* wanted = std::getenv("GLOSSATOR_KILLS");
    const int kills = wanted ? std::atoi(wanted) : 200;
    std::mt19937 rng(7);
    uint64_t saved = 0;
    for (int kill = 0; kill < kills; ++kill) {
        CAPTURE(kill);
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) work(ends[1], static_cast<uint32_t>(kill));
        ::close(ends[1]);
        ::usleep(static_cast<useconds_t>(1000 + rng() % 100000));
        ::kill(child, SIGKILL);
        int status = 0;
        REQUIRE(::waitpid(child, &status, 0) == child);
        REQUIRE(WIFSIGNALED(status));  // it had not given up by itself
        saved = std::max(saved, last_told(ends[0]));
        ::close(ends[0]);

        NativePlatform again({}, "");
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
    fs::remove_all(home);
}
