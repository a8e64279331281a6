#include "native/storage.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "home.h"
#include "native/files.h"

using namespace glossator;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> names_in(const fs::path& folder)
{
    std::vector<fs::path> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
    return names;
}

}  // namespace

TEST_CASE("write_file: the new contents take the place of the old, and nothing else stays behind")
{
    const Home home;
    REQUIRE(write_file(home.file("a.txt"), "old"));
    fs::permissions(home.file("a.txt"), fs::perms::owner_read | fs::perms::owner_write);
    REQUIRE(write_file(home.file("a.txt"), "new"));

    CHECK(read_file(home.file("a.txt")).value() == "new");
    CHECK(fs::status(home.file("a.txt")).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(names_in(home.folder).size() == 1);
}

TEST_CASE("write_file: a folder that isn't there is a fault with a sentence")
{
    const Home home;
    const Status status = write_file(home.file("nowhere/a.txt"), "new");

    REQUIRE_FALSE(status);
    CHECK(status.error().message.find("nowhere/a.txt could not be written: No such file") != std::string::npos);
}

TEST_CASE("Storage: what was kept comes back, a line that a crash cut off does not")
{
    const Home home;
    {
        Storage storage({});
        CHECK(storage.restore().generations.empty());
        REQUIRE(storage.keep_snapshot(1, "first"));
        REQUIRE(storage.keep_journal(1, "of the first"));
        REQUIRE(storage.keep_snapshot(2, "second"));
        REQUIRE(storage.keep_journal(2, "one"));
        REQUIRE(storage.keep_journal(2, "two"));
    }
    const fs::path journal = data_folder() / "work/journal-2";
    REQUIRE(write_file(journal, read_file(journal).value() + "cut of"));

    const Storage storage({});
    const Platform::Restored restored = storage.restore();
    REQUIRE(restored.generations.size() == 2);
    CHECK(restored.generations[0].number == 1);
    CHECK(restored.generations[0].bytes == 18);
    REQUIRE(restored.latest);
    CHECK(restored.latest->snapshot == "second");
    CHECK(restored.latest->lines == std::vector<std::string>{"one", "two"});
    CHECK(restored.latest->lines_kept == 2);
    CHECK(storage.read(1).snapshot == "first");
    CHECK(storage.read(1).lines == std::vector<std::string>{"of the first"});
    CHECK(storage.read(7).snapshot.empty());
}

TEST_CASE("Storage: what is kept after a line that a crash cut off comes back whole")
{
    const Home home;
    {
        Storage storage({});
        REQUIRE(storage.keep_snapshot(1, "first"));
        REQUIRE(storage.keep_journal(1, "one"));
    }
    const fs::path journal = data_folder() / "work/journal-1";
    REQUIRE(write_file(journal, read_file(journal).value() + "cut of"));
    REQUIRE(Storage({}).keep_journal(1, "two"));

    const Platform::Restored restored = Storage({}).restore();
    CHECK(restored.latest->lines == std::vector<std::string>{"one", "two"});
    CHECK(restored.latest->lines_kept == 2);
}

TEST_CASE("Storage: lines that have gone are missed, and a generation that is forgotten leaves nothing")
{
    const Home home;
    Storage storage({});
    REQUIRE(storage.keep_snapshot(1, "first"));
    for (int i = 0; i < 12; ++i) REQUIRE(storage.keep_journal(1, "line"));
    REQUIRE(write_file(data_folder() / "work/journal-1", "line\nline\n"));
    CHECK(storage.read(1).lines.size() == 2);
    CHECK(storage.read(1).lines_kept == 12);

    storage.forget(1);
    CHECK(names_in(data_folder() / "work") == std::vector<fs::path>{"lock"});
}

TEST_CASE("append_line: a first line that was cut off goes too")
{
    const Home home;
    REQUIRE(write_file(home.file("lines"), "cut of"));
    REQUIRE(append_line(home.file("lines"), "one"));

    CHECK(read_file(home.file("lines")).value() == "one\n");
}

TEST_CASE("Storage: a second program, and other files, have places of their own")
{
    const Home home;
    Storage first({});
    REQUIRE(first.keep_snapshot(1, "first"));
    Storage second({});
    CHECK(second.restore().generations.empty());
    REQUIRE(second.keep_snapshot(1, "second"));
    const Storage of_file({home.file("a.txt")});

    CHECK(of_file.restore().generations.empty());
    CHECK(first.restore().latest->snapshot == "first");
}

TEST_CASE("Storage: a file that was changed since counts, not what was kept of it, which stays")
{
    const Home home;
    const std::string file = home.file("a.txt");
    REQUIRE(write_file(file, "text"));
    {
        Storage storage({file});
        REQUIRE(storage.keep_snapshot(1, "kept"));
        CHECK(storage.restore().latest->snapshot == "kept");
    }
    fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::hours(1));

    const Storage storage({file});
    CHECK(!storage.restore().latest);
    CHECK(storage.restore().generations.size() == 1);
    CHECK(storage.read(1).snapshot == "kept");
}

TEST_CASE("Storage: a disk that is full is told as such")
{
    if (!fs::exists("/dev/full")) return;
    const Status full = overwrite("/dev/full", "text");
    REQUIRE_FALSE(full);
    CHECK(full.error().code == ErrorCode::TooLarge);
    CHECK(full.error().message.find("No space left") != std::string::npos);
}
