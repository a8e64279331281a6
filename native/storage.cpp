#include "native/storage.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "core/base/sha256.h"
#include "native/files.h"

namespace glossator {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSnapshot = "snapshot-";
constexpr std::string_view kJournal = "journal-";

std::string folder_name(const std::vector<std::string>& files)
{
    if (files.empty()) return "work";
    std::string all;
    for (const std::string& file : files) all += fs::absolute(file).lexically_normal().string() + '\n';
    return "work-" + sha256_hex(all).substr(0, 16);
}

// The lock of a folder, or -1 if another program has it.
int lock(const fs::path& folder)
{
    const int file = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
    if (file >= 0) ::close(file);
    return -1;
}

uint64_t latest_snapshot(const fs::path& folder)
{
    uint64_t latest = 0;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
        const std::string name = entry.path().filename().string();
        uint64_t number = 0;
        if (!name.starts_with(kSnapshot)) continue;
        const char* end = name.data() + name.size();
        if (std::from_chars(name.data() + kSnapshot.size(), end, number).ptr == end) latest = std::max(latest, number);
    }
    return latest;
}

}  // namespace

Storage::Storage(const std::vector<std::string>& files) : files_(files)
{
    const fs::path base = data_folder() / folder_name(files);
    constexpr int kMostAtOnce = 100;
    for (int i = 1; i <= kMostAtOnce && lock_ < 0; ++i) {
        folder_ = i == 1 ? base : fs::path(base.string() + "." + std::to_string(i));
        std::error_code told_when_written;
        fs::create_directories(folder_, told_when_written);
        lock_ = lock(folder_);
        if (!fs::is_directory(folder_)) break;
    }
    number_ = latest_snapshot(folder_);
}

Storage::~Storage()
{
    if (lock_ >= 0) ::close(lock_);
}

fs::path Storage::file(std::string_view kind, uint64_t number) const
{
    return folder_ / (std::string(kind) + std::to_string(number));
}

Platform::Restored Storage::restore() const
{
    Platform::Restored kept;
    if (number_ == 0) return kept;
    const fs::path journal = file(kJournal, number_);
    std::error_code absent;
    const auto kept_at =
        std::max(fs::last_write_time(file(kSnapshot, number_), absent),
                 fs::exists(journal) ? fs::last_write_time(journal, absent) : fs::file_time_type::min());
    for (const std::string& named : files_)
        if (const auto changed_at = fs::last_write_time(named, absent); !absent && changed_at > kept_at) return kept;

    kept.snapshot = read_file(file(kSnapshot, number_)).value_or("");
    const std::string lines = read_file(journal).value_or("");
    for (size_t at = 0, end; (end = lines.find('\n', at)) != lines.npos;
         at = end + 1)  // one cut off by a crash was never called saved
        kept.journal.push_back(lines.substr(at, end - at));
    return kept;
}

Status Storage::keep_snapshot(std::string_view native_file)
{
    const uint64_t next = number_ + 1;
    if (const Status written = write_file(file(kSnapshot, next), native_file); !written) return written;
    std::error_code absent;
    fs::remove(file(kSnapshot, number_), absent);
    fs::remove(file(kJournal, number_), absent);
    number_ = next;
    return {};
}

Status Storage::keep_journal(std::string_view line)
{
    return append_line(file(kJournal, number_), line);
}

}  // namespace glossator
