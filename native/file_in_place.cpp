#include "native/file_in_place.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "native/files.h"

namespace glossator {

namespace fs = std::filesystem;

namespace {

// Each is the path of the project's file, a line's end, and what the file held. The second is written before the file
// is, so that after a crash what was written is not taken for somebody else's.
constexpr const char* kBefore = "file";
constexpr const char* kNext = "file-next";

// Whether the name still stands for what is open: who lets go of a lock takes the name away.
bool is_still(int file, const fs::path& path)
{
    struct stat open {
    }, named{};
    return ::fstat(file, &open) == 0 && ::stat(path.c_str(), &named) == 0 && open.st_dev == named.st_dev &&
           open.st_ino == named.st_ino;
}

}  // namespace

std::string version_of(const fs::path& path)
{
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return {};
    return std::to_string(found.st_mtim.tv_sec) + '.' + std::to_string(found.st_mtim.tv_nsec) + ':' +
           std::to_string(found.st_size) + ':' + std::to_string(found.st_ino);
}

FileInPlace::~FileInPlace()
{
    unlock();
}

bool FileInPlace::restore()
{
    if (memory_.empty()) return false;
    const std::string remembered = read_file(memory_ / kBefore).value_or("");
    path_ = remembered.substr(0, remembered.find('\n'));
    if (path_.empty() || !lock()) {
        path_.clear();
        return false;
    }
    known_.clear();  // look() compares with what was remembered
    return true;
}

Status FileInPlace::use(const fs::path& path, const std::string& version)
{
    unlock();
    std::error_code as_it_is;
    const fs::path target = path.empty() ? path : fs::weakly_canonical(path, as_it_is);
    path_ = as_it_is ? path : target;
    backed_up_ = false;
    told_.clear();
    known_.clear();
    const Status locked = path_.empty() ? Status() : lock();
    if (!locked) path_.clear();
    if (path_.empty()) {
        std::error_code absent;
        for (const char* each : {kBefore, kNext}) fs::remove(memory_ / each, absent);
        return locked;
    }
    const Result<std::string> bytes = read_file(path_);
    // Where it was written since it was read, look() will tell, and nobody knows what it held.
    const bool is_known = bytes && this->version() == version;
    remember(kBefore, is_known ? *bytes : std::string());
    if (is_known) known_ = version;
    return {};
}

// Two of them at one file would each take the other for somebody else. Where no lock can be made, they do.
Status FileInPlace::lock()
{
    lock_path_ = path_.parent_path() / ("." + path_.filename().string() + ".lock");
    for (;;) {
        lock_ = ::open(lock_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock_ < 0) return {};
        if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
            ::close(std::exchange(lock_, -1));
            return fail(ErrorCode::InUse, path_.filename().string() +
                                              " is open in another Glossator: close it there, or save the project here "
                                              "under another name.");
        }
        if (is_still(lock_, lock_path_)) return {};
        ::close(lock_);
    }
}

void FileInPlace::unlock()
{
    if (lock_ < 0) return;
    ::unlink(lock_path_.c_str());
    ::close(std::exchange(lock_, -1));
}

void FileInPlace::remember(const char* name, std::string_view bytes) const
{
    // Where it fails, the next run asks for a place, or a merge says that it isn't known.
    if (!memory_.empty()) (void)write_file(memory_ / name, path_.string() + '\n' + std::string(bytes));
}

std::string FileInPlace::remembered(const char* name) const
{
    if (memory_.empty()) return {};
    const std::string all = read_file(memory_ / name).value_or("");
    const std::string begin = path_.string() + '\n';
    return all.compare(0, begin.size(), begin) == 0 ? all.substr(begin.size()) : std::string();
}

std::optional<Platform::FileChanged> FileInPlace::look()
{
    if (path_.empty()) return std::nullopt;
    const std::string now = version();
    if (now.empty() || now == known_ || now == told_) return std::nullopt;
    Result<std::string> bytes = read_file(path_);
    if (!bytes || version() != now) return std::nullopt;  // it is being written: later
    std::string before = remembered(kBefore);
    const bool is_next = *bytes == remembered(kNext);
    if (is_next || *bytes == before) {
        known_ = now;
        if (is_next) remember(kBefore, *bytes);
        return std::nullopt;
    }
    told_ = now;
    return Platform::FileChanged{std::move(before), std::move(*bytes), now};
}

// A second name for what is there, or a copy where the disk has no such names.
Status FileInPlace::back_up() const
{
    const fs::path backup = path_.string() + "~";
    std::error_code error;
    if (!fs::exists(path_, error)) return {};
    fs::remove(backup, error);
    fs::create_hard_link(path_, backup, error);
    if (error) fs::copy_file(path_, backup, fs::copy_options::overwrite_existing, error);
    if (!error) return {};
    return fail(ErrorCode::NotFound, backup.string() + ", the backup of what was there before, could not be written: " +
                                         error.message() + ".");
}

Result<std::optional<Platform::FileChanged>> FileInPlace::write(std::string_view bytes, std::string_view over)
{
    if (const std::string now = version(); !now.empty() && now != known_ && now != over) {
        told_.clear();
        if (std::optional<Platform::FileChanged> changed = look()) return changed;
        if (version() != known_)
            return fail(ErrorCode::InUse, path_.string() + " is being written by another program: try again.");
    }
    if (!backed_up_) {
        if (const Status done = back_up(); !done) return fail(done.error());
        backed_up_ = true;
    }
    remember(kNext, bytes);
    if (const Status written = write_file(path_, bytes); !written) return fail(written.error());
    known_ = version();
    told_.clear();
    remember(kBefore, bytes);
    return std::optional<Platform::FileChanged>();
}

}  // namespace glossator
