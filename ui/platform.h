#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/text/font_library.h"

namespace glossator {

// What the app asks of the machine it runs on: a browser tab, a desktop window, or a test.
//
// A request returns at once and its outcome comes later from poll(), because a browser can't block on a dialog. Bytes
// cross this line undecoded. All calls come from the UI thread. Clipboard and input method go through ImGui's own
// ImGuiPlatformIO.
class Platform {
public:
    struct InputFile {
        std::string name;
        std::string bytes;
    };
    // Files that the user picked, dropped or pasted, all of one gesture.
    struct FilesOpened {
        std::vector<InputFile> files;
    };
    // The outcome of save_file.
    struct FileSaved {
        std::string name;  // as the user chose it
    };
    // The outcome of keep(): everything up to and including `sequence` will be there after a crash.
    struct Kept {
        uint64_t sequence;
    };
    // What an earlier run kept, oldest first; comes once, first of all events, also when there is nothing.
    struct Restored {
        std::string snapshot;              // a native file, or empty
        std::vector<std::string> journal;  // lines after it
    };
    struct Failed {
        enum class What { Open, Save, Keep };
        What what;
        std::string message;  // a sentence to show to the user
    };
    // The outcome of request_font: empty bytes if it can't be had.
    struct FontLoaded {
        std::string name;
        std::string bytes;
    };
    using Event = std::variant<FilesOpened, FileSaved, Kept, Restored, Failed, FontLoaded>;

    virtual ~Platform() = default;

    // Lets the user pick files, or a folder. Cancelling gives no event.
    virtual void request_open() = 0;
    virtual void request_open_folder() = 0;
    // Hands a finished file to the user. `again` writes to the place chosen last time for this name, where there is
    // one: the file in place on the desktop or through the File System Access API, else a download.
    virtual void save_file(std::string_view name, std::string_view bytes, bool again) = 0;

    // Starts what restores: a snapshot replaces all that was kept before; lines are appended to it. Each answers Kept
    // or Failed.
    virtual void keep_snapshot(uint64_t sequence, std::string_view native_file) = 0;
    virtual void keep_journal(uint64_t sequence, std::string_view line) = 0;
    // Small settings that outlive the project (theme, panel widths); read once at the start.
    virtual std::string load_setting(std::string_view key) = 0;
    virtual void keep_setting(std::string_view key, std::string_view value) = 0;

    // Gets a file of those that the program's fonts lie in. Answers FontLoaded.
    virtual void request_font(std::string_view name) = 0;
    // Draws what none of them has; null if the machine can't. As long-lived as the platform.
    virtual PlatformGlyphs* glyphs() { return nullptr; }

    virtual double now_s() const = 0;             // a steady clock, for blinking and double clicks
    virtual std::string now_rfc3339() const = 0;  // the time of day in UTC, for Span::created
    virtual bool prefers_dark() const = 0;
    virtual bool prefers_reduced_motion() const = 0;

    // Asks that poll() be looked at and a frame drawn within `seconds`, though no input comes.
    virtual void request_frame(double seconds) = 0;

    // What has happened since the last call, oldest first.
    virtual std::vector<Event> poll() = 0;
};

}  // namespace glossator
