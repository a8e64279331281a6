#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/io/journal.h"
#include "core/text/font_library.h"

namespace glossator {

// What the app asks of the machine it runs on: a browser tab, a desktop window, or a test.
//
// A request returns at once and its outcome comes later from poll(), because a browser can't block on a dialog. Bytes
// cross this line undecoded. All calls come from the UI thread. Clipboard and input method go through ImGui's own
// ImGuiPlatformIO; keys through its ImGuiIO, the Enter of the number pad as the other Enter.
class Platform {
public:
    struct InputFile {
        std::string name;
        std::string bytes;
        uint64_t place = 0;  // where it lies, if it can be written there again; else 0
    };
    // Files that the user picked, dropped or pasted, all of one gesture.
    struct FilesOpened {
        std::vector<InputFile> files;
        std::string folder = {};    // the name of the one they all lie in; empty: none, or several
        uint64_t folder_place = 0;  // of the project's file in it, while there is none
    };
    // The outcome of save_file, save_project and write_project.
    struct FileSaved {
        std::string name;  // as the user chose it
        bool is_project = false;
    };
    // The project's file from now on, which write_project() writes; empty: none. Comes after Restored too, where an
    // earlier run had one.
    struct ProjectFile {
        std::string name;
    };
    // Somebody else has written the project's file: what it held when it was last read or written from here, and what
    // it holds now, which is `version` for write_project(). Told once for each version, and for each refused write.
    struct FileChanged {
        std::string before;
        std::string now;
        std::string version;
    };
    // The outcome of keep(): everything up to and including `sequence` will be there after a crash.
    struct Kept {
        uint64_t sequence;
    };
    // A generation of what is kept: a snapshot and the lines after it. A larger number is a later one.
    struct Generation {
        uint64_t number;
        uint64_t bytes;
    };
    // What is kept: comes first of all events, also when there is nothing, and anew whenever it has to be read again.
    struct Restored {
        std::vector<Generation> generations = {};  // oldest first
        std::optional<KeptJournal> latest = {};    // of the last of them, if work on it goes on
        bool reads_along = false;                  // another tab writes it: nothing may be kept from here
    };
    // While this one reads along: the tab that writes has kept one more line.
    struct LineSeen {
        std::string line;
    };
    // The other projects that are kept here, each in a slot of its own; answers request_kept_projects().
    struct KeptProject {
        uint64_t slot;
        std::string first_line;  // of the journal of its last generation; empty: there is none yet
        std::string last_line;
    };
    struct KeptProjects {
        std::vector<KeptProject> projects;
    };
    // Another tab has begun to write what this one wrote. What was not confirmed by then is not kept; Restored follows.
    struct TakenOver {};
    // The outcome of request_kept(): all empty if there is no such generation any more.
    struct KeptRead {
        uint64_t generation;
        KeptJournal kept;
    };
    struct Failed {
        enum class What { Open, Save, Keep, Asset, Tabs, Project };  // Asset: others stand in for it
        What what;
        std::string message;    // a sentence to show to the user
        uint64_t sequence = 0;  // for What::Keep: of what was not kept
        bool no_room = false;   // likewise: it may go once something else is forgotten
    };
    // The outcome of request_asset: empty bytes if it can't be had.
    struct AssetLoaded {
        std::string path;
        std::string bytes;
    };
    // A newer version of the program is here, which restart() begins.
    struct NewerVersion {};
    using Event = std::variant<FilesOpened, FileSaved, ProjectFile, FileChanged, Kept, Restored, LineSeen, TakenOver,
                               KeptRead, KeptProjects, Failed, AssetLoaded, NewerVersion>;

    virtual ~Platform() = default;

    // Lets the user pick files, or a folder. Cancelling gives no event.
    virtual void request_open() = 0;
    virtual void request_open_folder() = 0;
    // Hands a finished file to the user: to a place that they choose, or as a download.
    virtual void save_file(std::string_view name, std::string_view bytes) = 0;

    // The same for the project, whose file it is from then on where it can be written again: ProjectFile follows.
    virtual void save_project(std::string_view name, std::string_view bytes) = 0;
    // The file at that place, as it was read, is the project's now; it is watched, also after a restart. 0: there is
    // none. Answers ProjectFile, and Failed before it if somebody else has the file locked.
    virtual void set_project_file(uint64_t place) = 0;
    // Writes the project's file in place: it holds the old bytes or the new, never part of them. If somebody else has
    // written it, only over the version `over`. Answers FileSaved, FileChanged or Failed; `by_itself` asks the user
    // nothing.
    virtual void write_project(std::string_view bytes, std::string_view over, bool by_itself) = 0;

    // Begins a generation, which is later than all there are; they stay. Each of the two answers Kept or Failed, and a
    // snapshot is kept once it was read back and is the same.
    virtual void keep_snapshot(uint64_t sequence, uint64_t generation, std::string_view native_file) = 0;
    virtual void keep_journal(uint64_t sequence, uint64_t generation, std::string_view line) = 0;
    // Reads a generation again, with its snapshot or only its lines. Answers KeptRead.
    virtual void request_kept(uint64_t generation, bool with_snapshot) = 0;
    // Gives up a generation's room, now or some time.
    virtual void forget_kept(uint64_t generation) = 0;
    // While another tab writes: asks it to finish and let this one write, which begins in any case within seconds.
    // Answers Restored.
    virtual void take_over() {}
    // Leaves what the other tab writes: from now on this one keeps a project of its own, of which nothing is kept yet.
    virtual void begin_apart() {}
    // Platforms that keep one project only never answer.
    virtual void request_kept_projects() {}
    // Begins anew with what is kept in that slot, as restart() does; what is open stays kept.
    virtual void open_kept_project(uint64_t) {}
    // Small settings that outlive the project (theme, panel widths); read once at the start.
    virtual std::string load_setting(std::string_view key) = 0;
    virtual void keep_setting(std::string_view key, std::string_view value) = 0;

    // Gets a file that the program brings along, "fonts/…" or "languages/…". Answers AssetLoaded, and Failed besides if
    // it can't be had.
    virtual void request_asset(std::string_view path) = 0;
    // Draws what none of them has; null if the machine can't. As long-lived as the platform.
    virtual PlatformGlyphs* glyphs() { return nullptr; }

    virtual double now_s() const = 0;             // a steady clock, for blinking and double clicks
    virtual std::string now_rfc3339() const = 0;  // the time of day in UTC, for Span::created
    virtual int utc_offset_min() const = 0;       // of the user's clock, east of Greenwich
    // The languages that the user reads, best first: BCP 47, with commas between them.
    virtual std::string preferred_languages() const = 0;
    virtual bool prefers_dark() const = 0;
    virtual bool prefers_reduced_motion() const = 0;

    // Asks that poll() be looked at and a frame drawn within `seconds`, though no input comes.
    virtual void request_frame(double seconds) = 0;

    // Begins anew with what is kept, after NewerVersion.
    virtual void restart() {}

    // What has happened since the last call, oldest first.
    virtual std::vector<Event> poll() = 0;
};

}  // namespace glossator
