#pragma once

#include <functional>
#include <optional>

#include "native/dialog.h"
#include "native/file_in_place.h"
#include "native/storage.h"
#include "ui/platform.h"

namespace glossator {

// A desktop as the platform: files of this machine, dialogs of the desktop, work kept under the user's data folder.
class NativePlatform final : public Platform {
public:
    // `files` were named at the start: they are opened unless work on them was kept that is newer than they are.
    // `folders` are where the files lie that the program brings along, "fonts/…" and "languages/…": at least one.
    NativePlatform(const std::vector<std::string>& files, std::vector<std::string> folders);

    void request_open() override;
    void request_open_folder() override;
    void save_file(std::string_view name, std::string_view bytes) override;
    void save_project(std::string_view name, std::string_view bytes) override;
    void set_project_file(uint64_t place) override;
    void write_project(std::string_view bytes, std::string_view over, bool by_itself) override;
    void keep_snapshot(uint64_t sequence, uint64_t generation, std::string_view native_file) override;
    void keep_journal(uint64_t sequence, uint64_t generation, std::string_view line) override;
    void request_kept(uint64_t generation, bool with_snapshot) override;
    void forget_kept(uint64_t generation) override;
    std::string load_setting(std::string_view key) override;
    void keep_setting(std::string_view key, std::string_view value) override;
    void request_asset(std::string_view path) override;
    double now_s() const override;
    std::string now_rfc3339() const override;
    int utc_offset_min() const override;
    std::string preferred_languages() const override;
    bool prefers_dark() const override { return dark_; }
    bool prefers_reduced_motion() const override { return false; }
    void request_frame(double seconds) override;
    std::vector<Event> poll() override;

    // Opens files and what is in folders, as one gesture.
    void open(const std::vector<std::string>& paths);
    // Looks whether the dialog was closed, and whether somebody else has written the project's file.
    void tick();
    // Seconds until tick() has to be called again; infinity never.
    double next_tick_in() const;

    bool has_events() const { return !events_.empty(); }
    // When a frame was asked for, by now_s(); infinity if none was.
    double frame_due_s() const { return frame_due_s_; }
    void frame_drawn();

private:
    void show_dialog(Dialog::Kind kind, const std::string& name,
                     std::function<void(const std::vector<std::string>&)> then);
    void use(const std::string& path, const std::string& version);
    uint64_t place_of(const std::string& path);
    void answer_keep(uint64_t sequence, const Status& status);

    std::vector<std::string> assets_;
    Storage storage_;
    std::vector<Event> events_;
    struct Place {
        std::string path;
        std::string version;  // when it was read
    };
    std::vector<Place> places_;  // that Platform::InputFile::place counts, from 1
    FileInPlace file_;
    double looked_s_ = 0;  // at the project's file
    std::optional<Dialog> dialog_;
    std::function<void(const std::vector<std::string>&)> then_;
    bool dark_ = false;
    double frame_due_s_;
};

}  // namespace glossator
