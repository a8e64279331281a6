#include "native/file_in_place.h"

#include <doctest/doctest.h>

#include "home.h"
#include "native/files.h"
#include "native/platform.h"

// The project's file on the desktop.

using namespace glossator;
namespace fs = std::filesystem;

namespace {

// A file that is worked on, and a folder that remembers it.
struct Place : Home {
    Place() { REQUIRE(write_file(path, "first")); }
    fs::path path = folder / "talks.glossator.json";
    fs::path memory = folder;
};

// The last event of a kind.
template <class Kind>
std::optional<Kind> last(const std::vector<Platform::Event>& events)
{
    std::optional<Kind> found;
    for (const Platform::Event& event : events)
        if (const auto* kind = std::get_if<Kind>(&event)) found = *kind;
    return found;
}

}  // namespace

TEST_CASE("FileInPlace: what was there before the first write of a run stays as a backup")
{
    const Place at;
    {
        FileInPlace file(at.memory);
        REQUIRE(file.use(at.path, version_of(at.path)));
        for (const char* bytes : {"second", "third"}) {
            const auto written = file.write(bytes, {});
            REQUIRE(written);
            CHECK_FALSE(*written);
        }
    }
    CHECK(read_file(at.path).value() == "third");
    CHECK(read_file(at.path.string() + "~").value() == "first");
    CHECK_FALSE(fs::exists(at.folder / ".talks.glossator.json.lock"));
}

TEST_CASE(
    "FileInPlace: what another program writes is told once with what it was, and only written over by its version")
{
    const Place at;
    FileInPlace file(at.memory);
    REQUIRE(file.use(at.path, version_of(at.path)));
    CHECK_FALSE(file.look());
    REQUIRE(write_file(at.path, "theirs"));
    const std::optional<Platform::FileChanged> changed = file.look();
    REQUIRE(changed);
    CHECK(changed->before == "first");
    CHECK(changed->now == "theirs");
    CHECK_FALSE(file.look());

    const auto refused = file.write("mine", {});
    REQUIRE(refused);
    REQUIRE(*refused);
    CHECK((*refused)->now == "theirs");
    CHECK(read_file(at.path).value() == "theirs");
    const auto written = file.write("merged", changed->version);
    REQUIRE(written);
    CHECK_FALSE(*written);
    CHECK(read_file(at.path).value() == "merged");
    CHECK_FALSE(file.look());
}

TEST_CASE("FileInPlace: the same bytes written by somebody else are no change")
{
    const Place at;
    FileInPlace file(at.memory);
    REQUIRE(file.use(at.path, version_of(at.path)));
    REQUIRE(write_file(at.path, "first"));
    CHECK_FALSE(file.look());
    const auto written = file.write("mine", {});
    REQUIRE(written);
    CHECK_FALSE(*written);
}

TEST_CASE("FileInPlace: a second program opens the project, but not its file")
{
    const Place at;
    FileInPlace first({});
    REQUIRE(first.use(at.path, version_of(at.path)));
    FileInPlace second({});
    const Status refused = second.use(at.path, version_of(at.path));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("talks.glossator.json is open in another Glossator") == 0);
    CHECK(second.path().empty());
    REQUIRE(first.use({}, {}));
    CHECK(second.use(at.path, version_of(at.path)));
}

TEST_CASE("FileInPlace: a link goes on to lead to the file")
{
    const Place at;
    const fs::path link = at.folder / "link.json";
    fs::create_symlink(at.path, link);
    FileInPlace file(at.memory);
    REQUIRE(file.use(link, version_of(link)));
    REQUIRE(file.write("second", {}));
    CHECK(fs::is_symlink(link));
    CHECK(read_file(at.path).value() == "second");
}

TEST_CASE("FileInPlace: what was written between reading and use is told, though nobody knows what it was")
{
    const Place at;
    const std::string version = version_of(at.path);
    REQUIRE(write_file(at.path, "theirs"));
    FileInPlace file(at.memory);
    REQUIRE(file.use(at.path, version));
    const std::optional<Platform::FileChanged> changed = file.look();
    REQUIRE(changed);
    CHECK(changed->before.empty());
    CHECK(changed->now == "theirs");
}

TEST_CASE("NativePlatform: the project's file is known after a restart, and what was done to it meanwhile is told")
{
    const Place at;
    const std::vector<std::string> named = {at.path.string()};
    {
        NativePlatform platform(named, {});
        const auto opened = last<Platform::FilesOpened>(platform.poll());
        REQUIRE(opened);
        REQUIRE(opened->files.front().place != 0);
        platform.set_project_file(opened->files.front().place);
        CHECK(last<Platform::ProjectFile>(platform.poll())->name == "talks.glossator.json");
        platform.keep_snapshot(1, 1, "snapshot");
        platform.write_project("second", {}, false);
        const auto saved = last<Platform::FileSaved>(platform.poll());
        REQUIRE(saved);
        CHECK(saved->is_project);
    }
    REQUIRE(write_file(at.path, "theirs"));
    NativePlatform platform(named, {});
    platform.tick();
    const std::vector<Platform::Event> events = platform.poll();
    CHECK(std::get<Platform::Restored>(events.front()).latest);
    CHECK(last<Platform::ProjectFile>(events)->name == "talks.glossator.json");
    const auto changed = last<Platform::FileChanged>(events);
    REQUIRE(changed);
    CHECK(changed->before == "second");
    CHECK(changed->now == "theirs");
}

TEST_CASE("NativePlatform: a folder has a place for its project")
{
    const Place at;
    const fs::path corpus = at.folder / "corpus";
    fs::create_directories(corpus);
    REQUIRE(write_file(corpus / "a.txt", "text"));
    NativePlatform platform({corpus.string()}, {});
    const auto opened = last<Platform::FilesOpened>(platform.poll());
    REQUIRE(opened);
    CHECK(opened->folder == "corpus");
    platform.set_project_file(opened->folder_place);
    platform.write_project("project", {}, false);
    CHECK(read_file(corpus / "corpus.glossator.json").value() == "project");
}
