#include "native/storage.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "native/files.h"

using namespace glossator;
namespace fs = std::filesystem;

namespace {

// A folder of its own that is there for one test, and takes the place of the user's.
struct Home {
    Home()
    {
        std::string pattern = (fs::temp_directory_path() / "glossator-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        ::setenv("XDG_DATA_HOME", folder.c_str(), 1);
    }
    ~Home() { fs::remove_all(folder); }

    std::string file(const char* name) const { return (folder / name).string(); }
    fs::path folder;
};

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
        CHECK(storage.restore().snapshot.empty());
        REQUIRE(storage.keep_snapshot("first"));
        REQUIRE(storage.keep_journal("lost with the first"));
        REQUIRE(storage.keep_snapshot("second"));
        REQUIRE(storage.keep_journal("one"));
        REQUIRE(storage.keep_journal("two"));
    }
    const fs::path journal = data_folder() / "work/journal-2";
    REQUIRE(write_file(journal, read_file(journal).value() + "cut of"));

    const Platform::Restored kept = Storage({}).restore();
    CHECK(kept.snapshot == "second");
    CHECK(kept.journal == std::vector<std::string>{"one", "two"});
}

TEST_CASE("Storage: what is kept after a line that a crash cut off comes back whole")
{
    const Home home;
    {
        Storage storage({});
        REQUIRE(storage.keep_snapshot("first"));
        REQUIRE(storage.keep_journal("one"));
    }
    const fs::path journal = data_folder() / "work/journal-1";
    REQUIRE(write_file(journal, read_file(journal).value() + "cut of"));
    REQUIRE(Storage({}).keep_journal("two"));

    CHECK(Storage({}).restore().journal == std::vector<std::string>{"one", "two"});
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
    REQUIRE(first.keep_snapshot("first"));
    Storage second({});
    CHECK(second.restore().snapshot.empty());
    REQUIRE(second.keep_snapshot("second"));
    const Storage of_file({home.file("a.txt")});

    CHECK(of_file.restore().snapshot.empty());
    CHECK(first.restore().snapshot == "first");
}

TEST_CASE("Storage: a file that was changed since counts, not what was kept of it")
{
    const Home home;
    const std::string file = home.file("a.txt");
    REQUIRE(write_file(file, "text"));
    {
        Storage storage({file});
        REQUIRE(storage.keep_snapshot("kept"));
        CHECK(storage.restore().snapshot == "kept");
    }
    fs::last_write_time(file, fs::file_time_type::clock::now() + std::chrono::hours(1));

    CHECK(Storage({file}).restore().snapshot.empty());
}
