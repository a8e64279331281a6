#pragma once

#include <functional>
#include <map>
#include <optional>

#include "native/dialog.h"
#include "native/storage.h"
#include "ui/platform.h"

namespace glossator {

// A desktop as the platform: files of this machine, dialogs of the desktop, work kept under the user's data folder.
class NativePlatform final : public Platform {
public:
    // `files` were named at the start: they are opened unless work on them was kept that is newer than they are.
    // `fonts` is the folder of the program's fonts.
    NativePlatform(const std::vector<std::string>& files, std::string fonts);

    void request_open() override;
    void request_open_folder() override;
    void save_file(std::string_view name, std::string_view bytes, bool again) override;
    void keep_snapshot(uint64_t sequence, uint64_t generation, std::string_view native_file) override;
    void keep_journal(uint64_t sequence, uint64_t generation, std::string_view line) override;
    void request_kept(uint64_t generation, bool with_snapshot) override;
    void forget_kept(uint64_t generation) override;
    std::string load_setting(std::string_view key) override;
    void keep_setting(std::string_view key, std::string_view value) override;
    void request_font(std::string_view name) override;
    double now_s() const override;
    std::string now_rfc3339() const override;
    int utc_offset_min() const override;
    bool prefers_dark() const override { return dark_; }
    bool prefers_reduced_motion() const override { return false; }
    void request_frame(double seconds) override;
    std::vector<Event> poll() override;

    // Opens files and what is in folders, as one gesture.
    void open(const std::vector<std::string>& paths);
    // Looks whether the dialog was closed.
    void tick();

    bool dialog_is_open() const { return dialog_.has_value(); }
    bool has_events() const { return !events_.empty(); }
    // When a frame was asked for, by now_s(); infinity if none was.
    double frame_due_s() const { return frame_due_s_; }
    void frame_drawn();

private:
    void show_dialog(Dialog::Kind kind, const std::string& name,
                     std::function<void(const std::vector<std::string>&)> then);
    void write(const std::string& path, const std::string& name, std::string_view bytes);
    void answer_keep(uint64_t sequence, const Status& status);

    std::string fonts_;
    Storage storage_;
    std::vector<Event> events_;
    std::map<std::string, std::string> paths_;  // of files opened and saved, by name
    std::optional<Dialog> dialog_;
    std::function<void(const std::vector<std::string>&)> then_;
    bool dark_ = false;
    double frame_due_s_;
};

}  // namespace glossator
