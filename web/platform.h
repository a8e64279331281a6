#pragma once

#include <deque>

#include "ui/platform.h"
#include "web/canvas_glyphs.h"
#include "web/frames.h"

namespace glossator {

// The browser as the platform: IndexedDB keeps, localStorage remembers settings, web/page/files.js opens and saves.
class WebPlatform final : public Platform {
public:
    explicit WebPlatform(Frames& frames) : frames_(frames) {}

    void request_open() override;
    void request_open_folder() override;
    void save_file(std::string_view name, std::string_view bytes, bool again) override;
    void keep_snapshot(uint64_t sequence, std::string_view native_file) override;
    void keep_journal(uint64_t sequence, std::string_view line) override;
    std::string load_setting(std::string_view key) override;
    void keep_setting(std::string_view key, std::string_view value) override;
    void request_font(std::string_view name) override;
    PlatformGlyphs* glyphs() override { return &glyphs_; }
    double now_s() const override;
    std::string now_rfc3339() const override;
    bool prefers_dark() const override { return dark_; }
    bool prefers_reduced_motion() const override { return reduced_motion_; }
    void request_frame(double seconds) override;
    std::vector<Event> poll() override;

    // From JavaScript.
    void add(Event event);
    void set_preferences(bool dark, bool reduced_motion);
    // What an earlier run kept comes in parts, the snapshot first; each is filled by the caller.
    char* add_restored_part(size_t size);
    void restored();
    // Files of one gesture, likewise.
    char* add_file(std::string_view name, size_t size);
    // A font that was asked for, likewise; font_arrived() once it is filled.
    char* add_font(std::string_view name, size_t size);
    void font_arrived();
    std::vector<InputFile> take_files() { return std::exchange(files_, {}); }

    bool has_events() const { return !events_.empty(); }

private:
    Frames& frames_;
    CanvasGlyphs glyphs_;
    std::vector<Event> events_;
    std::vector<InputFile> files_;
    std::deque<std::string> parts_;
    FontLoaded font_;
    bool dark_ = false;
    bool reduced_motion_ = false;
    bool restored_ = false;
};

}  // namespace glossator
