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
constexpr std::string_view kCount = "count-";

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

// The numbers of the generations in a folder, in order.
std::vector<uint64_t> generations_in(const fs::path& folder)
{
    std::vector<uint64_t> numbers;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
        const std::string name = entry.path().filename().string();
        uint64_t number = 0;
        if (!name.starts_with(kSnapshot)) continue;
        const char* end = name.data() + name.size();
        if (std::from_chars(name.data() + kSnapshot.size(), end, number).ptr == end) numbers.push_back(number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
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
}

Storage::~Storage()
{
    if (lock_ >= 0) ::close(lock_);
}

fs::path Storage::file(std::string_view kind, uint64_t number) const
{
    return folder_ / (std::string(kind) + std::to_string(number));
}

Platform::Restored Storage::restore(const fs::path& watched) const
{
    Platform::Restored restored;
    std::error_code absent;
    for (const uint64_t number : generations_in(folder_)) {
        uint64_t bytes = 0;
        for (const std::string_view kind : {kSnapshot, kJournal})
            if (const fs::path part = file(kind, number); fs::exists(part)) bytes += fs::file_size(part, absent);
        restored.generations.push_back({number, bytes});
    }
    if (restored.generations.empty()) return restored;
    const uint64_t last = restored.generations.back().number;
    const fs::path journal = file(kJournal, last);
    const auto kept_at =
        std::max(fs::last_write_time(file(kSnapshot, last), absent),
                 fs::exists(journal) ? fs::last_write_time(journal, absent) : fs::file_time_type::min());
    for (const std::string& named : files_) {
        if (const auto changed_at = fs::last_write_time(named, absent); absent || changed_at <= kept_at) continue;
        if (!fs::equivalent(named, watched, absent)) return restored;
    }
    restored.latest = read(last);
    return restored;
}

KeptJournal Storage::read(uint64_t generation) const
{
    KeptJournal kept;
    kept.snapshot = read_file(file(kSnapshot, generation)).value_or("");
    const std::string lines = read_file(file(kJournal, generation)).value_or("");
    for (size_t at = 0, end; (end = lines.find('\n', at)) != lines.npos;
         at = end + 1)  // one cut off by a crash was never called saved
        kept.lines.push_back(lines.substr(at, end - at));
    const std::string count = read_file(file(kCount, generation)).value_or("");
    std::from_chars(count.data(), count.data() + count.size(), kept.lines_kept);
    kept.lines_kept = std::max<uint64_t>(kept.lines_kept, kept.lines.size());
    return kept;
}

Status Storage::keep_snapshot(uint64_t generation, std::string_view native_file)
{
    forget(generation);  // what an attempt that failed may have left
    const fs::path path = file(kSnapshot, generation);
    if (const Status written = write_file(path, native_file); !written) return written;
    const Result<std::string> again = read_file(path);
    if (!again) return fail(again.error());
    if (*again != native_file)
        return fail(ErrorCode::Invalid, path.string() + " is not what was written to it: the disk may be damaged.");
    counts_[generation] = 0;
    return {};
}

Status Storage::keep_journal(uint64_t generation, std::string_view line)
{
    if (const Status written = append_line(file(kJournal, generation), line); !written) return written;
    const auto known = counts_.find(generation);
    uint64_t& count = known != counts_.end() ? known->second : counts_[generation] = read(generation).lines.size() - 1;
    // Not synced: after a power cut it may lag behind the lines, but it never runs ahead of them.
    return overwrite(file(kCount, generation), std::to_string(++count));
}

void Storage::forget(uint64_t generation)
{
    std::error_code absent;
    for (const std::string_view kind : {kSnapshot, kJournal, kCount}) fs::remove(file(kind, generation), absent);
    counts_.erase(generation);
}

}  // namespace glossator
