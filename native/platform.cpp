#include "native/platform.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <limits>

#include "core/io/formats.h"
#include "native/files.h"

namespace glossator {

namespace fs = std::filesystem;

namespace {

constexpr double kLookEveryS = 2;
constexpr double kDialogLookS = 0.05;
constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr const char* kNoDialog =
    "This desktop has no file dialog that Glossator knows: install zenity or kdialog, or name files when you start it.";

bool is_readable(const fs::path& path)
{
    static const std::vector<std::string> kExtensions = readable_extensions();
    return std::find(kExtensions.begin(), kExtensions.end(), path.extension().string()) != kExtensions.end();
}

// The desktop says so in a variable of GTK's; the user can always choose in the program.
bool desktop_is_dark()
{
    const char* theme = std::getenv("GTK_THEME");
    return theme && std::string_view(theme).find("dark") != std::string_view::npos;
}

// The files that `path` stands for: itself, or what is in the folder.
std::vector<fs::path> files_at(const fs::path& path)
{
    std::error_code error;
    if (!fs::is_directory(path, error)) return {path};
    std::vector<fs::path> found;
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, error))
        if (entry.is_regular_file(error) && is_readable(entry.path())) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

NativePlatform::NativePlatform(const std::vector<std::string>& files, std::vector<std::string> folders)
    : assets_(std::move(folders)),
      storage_(files),
      file_(storage_.folder()),
      dark_(desktop_is_dark()),
      frame_due_s_(kNever)
{
    const bool has_file = file_.restore();
    Restored kept = storage_.restore(file_.path());
    const bool nothing_kept = !kept.latest;
    events_.push_back(std::move(kept));
    if (has_file && !nothing_kept) events_.push_back(ProjectFile{file_.path().filename().string()});
    if (nothing_kept) (void)file_.use({}, {});
    if (nothing_kept && !files.empty()) open(files);
}

void NativePlatform::show_dialog(Dialog::Kind kind, const std::string& name,
                                 std::function<void(const std::vector<std::string>&)> then)
{
    if (dialog_) return;  // one at a time
    if (std::optional<Dialog> shown = Dialog::show(kind, name)) dialog_.emplace(std::move(*shown));
    then_ = std::move(then);
    if (!dialog_)
        events_.push_back(Failed{kind == Dialog::Kind::Save ? Failed::What::Save : Failed::What::Open, kNoDialog});
}

void NativePlatform::tick()
{
    if (now_s() >= looked_s_ + kLookEveryS) {
        looked_s_ = now_s();
        if (std::optional<FileChanged> changed = file_.look()) events_.push_back(std::move(*changed));
    }
    if (!dialog_) return;
    const std::optional<std::vector<std::string>> chosen = dialog_->result();
    if (!chosen) return;
    dialog_.reset();
    if (!chosen->empty()) then_(*chosen);
}

double NativePlatform::next_tick_in() const
{
    const double look = file_.path().empty() ? kNever : std::max(0.0, looked_s_ + kLookEveryS - now_s());
    return dialog_ ? std::min(look, kDialogLookS) : look;
}

void NativePlatform::request_open()
{
    show_dialog(Dialog::Kind::Open, {}, [this](const auto& paths) { open(paths); });
}

void NativePlatform::request_open_folder()
{
    show_dialog(Dialog::Kind::OpenFolder, {}, [this](const auto& paths) { open(paths); });
}

uint64_t NativePlatform::place_of(const std::string& path)
{
    places_.push_back({path, version_of(path)});
    return places_.size();
}

void NativePlatform::open(const std::vector<std::string>& paths)
{
    FilesOpened opened;
    for (const std::string& path : paths) {
        for (const fs::path& file : files_at(path)) {
            const uint64_t place = place_of(fs::absolute(file).string());
            Result<std::string> bytes = read_file(file);
            if (!bytes) {
                events_.push_back(Failed{Failed::What::Open, bytes.error().message});
                continue;
            }
            opened.files.push_back({file.filename().string(), std::move(*bytes), place});
        }
    }
    std::error_code absent;
    if (paths.size() == 1 && fs::is_directory(paths.front(), absent)) {
        const fs::path folder = fs::weakly_canonical(paths.front(), absent);
        opened.folder = folder.filename().string();
        opened.folder_place = place_of((folder / (opened.folder + ".glossator.json")).string());
    }
    if (!opened.files.empty()) events_.push_back(std::move(opened));
}

void NativePlatform::save_file(std::string_view name, std::string_view bytes)
{
    show_dialog(Dialog::Kind::Save, std::string(name), [this, kept = std::string(bytes)](const auto& paths) {
        const Status written = write_file(paths.front(), kept);
        if (written)
            events_.push_back(FileSaved{fs::path(paths.front()).filename().string()});
        else
            events_.push_back(Failed{Failed::What::Save, written.error().message});
    });
}

void NativePlatform::save_project(std::string_view name, std::string_view bytes)
{
    show_dialog(Dialog::Kind::Save, std::string(name), [this, kept = std::string(bytes)](const auto& paths) {
        // The dialog has asked whether what is there may go.
        use(paths.front(), version_of(paths.front()));
        if (!file_.path().empty()) write_project(kept, version_of(file_.path()), false);
    });
}

void NativePlatform::set_project_file(uint64_t place)
{
    if (place == 0 || place > places_.size()) return use({}, {});
    const Place& at = places_[place - 1];
    use(at.path, at.version);
}

void NativePlatform::use(const std::string& path, const std::string& version)
{
    if (const Status used = file_.use(path, version); !used)
        events_.push_back(Failed{Failed::What::Project, used.error().message});
    events_.push_back(ProjectFile{file_.path().filename().string()});
}

void NativePlatform::write_project(std::string_view bytes, std::string_view over, bool)
{
    Result<std::optional<FileChanged>> written = file_.write(bytes, over);
    if (!written)
        events_.push_back(Failed{Failed::What::Project, written.error().message});
    else if (*written)
        events_.push_back(std::move(**written));
    else
        events_.push_back(FileSaved{file_.path().filename().string(), true});
}

void NativePlatform::answer_keep(uint64_t sequence, const Status& status)
{
    if (status)
        events_.push_back(Kept{sequence});
    else
        events_.push_back(
            Failed{Failed::What::Keep, status.error().message, sequence, status.error().code == ErrorCode::TooLarge});
}

void NativePlatform::keep_snapshot(uint64_t sequence, uint64_t generation, std::string_view native_file)
{
    answer_keep(sequence, storage_.keep_snapshot(generation, native_file));
}

void NativePlatform::keep_journal(uint64_t sequence, uint64_t generation, std::string_view line)
{
    answer_keep(sequence, storage_.keep_journal(generation, line));
}

void NativePlatform::request_kept(uint64_t generation, bool with_snapshot)
{
    KeptJournal kept = storage_.read(generation);
    if (!with_snapshot) kept.snapshot.clear();
    events_.push_back(KeptRead{generation, std::move(kept)});
}

void NativePlatform::forget_kept(uint64_t generation)
{
    storage_.forget(generation);
}

std::string NativePlatform::load_setting(std::string_view key)
{
    return read_file(config_folder() / key).value_or("");
}

void NativePlatform::keep_setting(std::string_view key, std::string_view value)
{
    std::error_code told_when_written;
    fs::create_directories(config_folder(), told_when_written);
    if (const Status written = write_file(config_folder() / key, value); !written)
        events_.push_back(Failed{Failed::What::Save, written.error().message});
}

void NativePlatform::request_asset(std::string_view path)
{
    Result<std::string> bytes = fail(ErrorCode::NotFound, "");
    for (const std::string& folder : assets_)
        if (!bytes) bytes = read_file(fs::path(folder) / path);
    if (!bytes) {
        const bool font = path.starts_with("fonts/");
        events_.push_back(
            Failed{Failed::What::Asset,
                   "The file " + std::string(path) + " is not in " + assets_.front() +
                       (font ? ": this machine's own fonts stand in for it." : ": the interface stays in English.")});
    }
    events_.push_back(AssetLoaded{std::string(path), bytes ? std::move(*bytes) : std::string()});
}

// As POSIX says what the locale is called: "es_ES.UTF-8".
std::string NativePlatform::preferred_languages() const
{
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* locale = std::getenv(variable); locale && *locale)
            return std::string(locale, std::strcspn(locale, "_.@"));
    return {};
}

double NativePlatform::now_s() const
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string NativePlatform::now_rfc3339() const
{
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

int NativePlatform::utc_offset_min() const
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return static_cast<int>(local.tm_gmtoff / 60);
}

void NativePlatform::request_frame(double seconds)
{
    frame_due_s_ = std::min(frame_due_s_, now_s() + seconds);
}

void NativePlatform::frame_drawn()
{
    frame_due_s_ = kNever;
}

std::vector<Platform::Event> NativePlatform::poll()
{
    return std::exchange(events_, {});
}

}  // namespace glossator
