#pragma once

#include <utility>

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
    void save_file(std::string_view name, std::string_view bytes) override;
    void save_project(std::string_view name, std::string_view bytes) override;
    void set_project_file(uint64_t place) override;
    void write_project(std::string_view bytes, std::string_view over, bool by_itself) override;
    void keep_snapshot(uint64_t sequence, uint64_t generation, std::string_view native_file) override;
    void keep_journal(uint64_t sequence, uint64_t generation, std::string_view line) override;
    void request_kept(uint64_t generation, bool with_snapshot) override;
    void forget_kept(uint64_t generation) override;
    void take_over() override;
    void begin_apart() override;
    void request_kept_projects() override;
    void open_kept_project(uint64_t slot) override;
    std::string load_setting(std::string_view key) override;
    void keep_setting(std::string_view key, std::string_view value) override;
    void request_asset(std::string_view path) override;
    PlatformGlyphs* glyphs() override { return &glyphs_; }
    double now_s() const override;
    std::string now_rfc3339() const override;
    int utc_offset_min() const override;
    std::string preferred_languages() const override;
    bool prefers_dark() const override { return dark_; }
    bool prefers_reduced_motion() const override { return reduced_motion_; }
    void request_frame(double seconds) override;
    void restart() override;
    std::vector<Event> poll() override;

    // From JavaScript.
    void add(Event event);
    void set_preferences(bool dark, bool reduced_motion);
    // Bytes come piece by piece, `size` in all; what they are is told by the next of add_…() below.
    void expect(size_t size);
    void append(std::string_view piece) { incoming_ += piece; }
    // A part of a generation that was kept, the snapshot first, then the lines; after the last, what it is: the latest
    // of those added before, or one that was asked for. `lines_kept` is how many lines it should have.
    void add_kept_part() { parts_.push_back(take_incoming()); }
    void add_generation(Generation generation) { generations_.push_back(generation); }
    void restored(uint64_t lines_kept, bool reads_along);
    // Its two lines came as kept parts; after the last project, kept_projects() hands them on.
    void add_kept_project(uint64_t slot);
    void kept_projects() { add(KeptProjects{std::exchange(kept_projects_, {})}); }
    void add_line() { add(LineSeen{take_incoming()}); }
    void kept_read(uint64_t generation, uint64_t lines_kept);
    // Of one gesture.
    void add_file(std::string_view name, uint64_t place)
    {
        files_.push_back({std::string(name), take_incoming(), place});
    }
    // What the project's file held and what it holds came as kept parts.
    void add_file_changed(std::string_view version);
    // A file that was asked for; no bytes mean that it could not be had.
    void add_asset(std::string_view path) { add(AssetLoaded{std::string(path), take_incoming()}); }
    std::vector<InputFile> take_files() { return std::exchange(files_, {}); }

    bool has_events() const { return !events_.empty(); }

private:
    std::string take_incoming() { return std::exchange(incoming_, {}); }
    KeptJournal take_parts(uint64_t lines_kept);

    Frames& frames_;
    CanvasGlyphs glyphs_;
    std::string incoming_;
    std::vector<Event> events_;
    std::vector<InputFile> files_;
    std::vector<std::string> parts_;
    std::vector<Generation> generations_;
    std::vector<KeptProject> kept_projects_;
    bool dark_ = false;
    bool reduced_motion_ = false;
    bool restored_ = false;
};

}  // namespace glossator
