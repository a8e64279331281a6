#include "native/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace glossator {

namespace fs = std::filesystem;

namespace {

// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { (void)close_now(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    bool close_now()
    {
        const int number = std::exchange(number_, -1);
        return number < 0 || ::close(number) == 0;
    }

private:
    int number_;
};

tl::unexpected<Error> fault(const fs::path& path, const char* what)
{
    const bool no_room = errno == ENOSPC || errno == EDQUOT;
    return fail(no_room ? ErrorCode::TooLarge : ErrorCode::NotFound,
                path.string() + " could not be " + what + ": " + std::strerror(errno) + ".");
}

bool write_all(int file, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<size_t>(written));
    }
    return true;
}

// Takes away what stands after the last end of line: what a crash or a full disk left of a line.
bool cut_unfinished_line(int file, const fs::path& path, off_t size)
{
    char last = 0;
    if (size == 0 || (::pread(file, &last, 1, size - 1) == 1 && last == '\n')) return true;
    const Result<std::string> all = read_file(path);
    return all && ::ftruncate(file, static_cast<off_t>(all->rfind('\n') + 1)) == 0;
}

// A new name in a folder is safe once the folder is.
bool sync_folder(const fs::path& folder)
{
    const Descriptor open(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return open && ::fsync(open.get()) == 0;
}

fs::path folder_from(const char* variable, const char* below_home)
{
    const char* set = std::getenv(variable);
    if (set && *set == '/') return fs::path(set) / "glossator";
    const char* home = std::getenv("HOME");
    return fs::path(home ? home : "/tmp") / below_home / "glossator";
}

}  // namespace

Result<std::string> read_file(const fs::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return fault(path, "opened");
    std::error_code unknown_size;
    std::string bytes;
    bytes.reserve(fs::file_size(path, unknown_size) + 1);
    char buffer[1 << 16];
    for (;;) {
        const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return fault(path, "read");
        if (count == 0) return bytes;
        bytes.append(buffer, static_cast<size_t>(count));
    }
}

Status write_file(const fs::path& path, std::string_view bytes)
{
    std::string temporary = path.string() + ".XXXXXX";
    Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!file) return fault(path, "written");
    const auto permissions = [&] {
        std::error_code is_new;
        const auto old = fs::status(path, is_new).permissions();
        return fs::exists(path, is_new) ? static_cast<mode_t>(old) : 0644;
    };
    if (!write_all(file.get(), bytes) || ::fchmod(file.get(), permissions()) != 0 || ::fsync(file.get()) != 0 ||
        !file.close_now() || ::rename(temporary.c_str(), path.c_str()) != 0 || !sync_folder(path.parent_path())) {
        const auto reason = fault(path, "written");
        ::unlink(temporary.c_str());
        return reason;
    }
    return {};
}

Status append_line(const fs::path& path, std::string_view line)
{
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
    const off_t size = file ? ::lseek(file.get(), 0, SEEK_END) : -1;
    if (size < 0 || !cut_unfinished_line(file.get(), path, size) || !write_all(file.get(), std::string(line) + "\n") ||
        ::fdatasync(file.get()) != 0 || (size == 0 && !sync_folder(path.parent_path())))
        return fault(path, "written");
    return {};
}

Status overwrite(const fs::path& path, std::string_view bytes)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!file || !write_all(file.get(), bytes)) return fault(path, "written");
    return {};
}

fs::path data_folder()
{
    return folder_from("XDG_DATA_HOME", ".local/share");
}

fs::path config_folder()
{
    return folder_from("XDG_CONFIG_HOME", ".config");
}

}  // namespace glossator
