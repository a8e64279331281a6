#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/edit/compose.h"
#include "core/edit/history.h"
#include "core/io/formats.h"
#include "ui/commands.h"
#include "ui/controls.h"
#include "ui/keeper.h"
#include "ui/platform.h"
#include "ui/session.h"
#include "ui/theme.h"

namespace glossator {

class ReadingView;

// What the program brings along: fonts, the default schema and the sample project, as bytes of files.
struct Assets {
    FontFiles fonts;
    std::string schema_json;
    std::string sample;  // a native file; may come empty and be set later
};

enum class OpenMode { Add, Replace };

struct FileProblem {
    std::string file;
    std::string message;  // with "line L, column C" where there is a place
    size_t offset = Error::kNoOffset;  // byte
};

struct OpenOutcome {
    std::vector<DocumentId> documents;
    std::vector<FileProblem> problems;
};

// "change", "saved", "problem", "open", with a JSON object about it.
struct AppEvent {
    std::string name;
    std::string detail;
};

struct FrameStats {
    uint64_t frames = 0;
    std::vector<float> frame_ms;  // the last 240, oldest first
    struct OpenMs {
        double parse = 0, index = 0, layout = 0, paint = 0;
    } open_ms;
};

// The whole tool on one page or in one window. The platform owns the ImGui context, its renderer and the frame loop; between
// ImGui::NewFrame() and ImGui::Render() it calls frame().
class App {
public:
    // `platform` outlives the app. An ImGui context is current, with a renderer that has ImGuiBackendFlags_RendererHasTextures.
    App(Platform& platform, Assets assets);
    ~App();

    // Draws everything and runs what was asked for.
    void frame();
    // Seconds until a frame is wanted without further input: 0 at once, infinity never. Ask after frame().
    double next_frame_in() const;
    // True while an edited text field has the keyboard (a touch screen then shows its own).
    bool wants_text_input() const;
    // Text for the clipboard when the user copies while no text field has the keyboard; empty if nothing is selected.
    std::string copied_text() const;

    // Opens files of any format as one undoable step (Add) or as a new project (Replace; also when nothing is open and the only file is a
    // project). What can't be read is reported; the rest is opened; the project stays as it was if nothing could be.
    OpenOutcome open_files(std::vector<Platform::InputFile> files, OpenMode mode);
    void open_sample();

    // For views and commands.
    const Project& project() const { return history_.project(); }
    History& history() { return history_; }
    const History& history() const { return history_; }
    Session& session() { return session_; }
    const Session& session() const { return session_; }
    const Theme& theme() const;
    const Fonts& fonts() const { return fonts_; }
    Platform& platform() { return platform_; }
    const Platform& platform() const { return platform_; }
    Controls& controls() { return controls_; }
    const Keeper& keeper() const { return keeper_; }
    ReadingView& reading_view() { return *reading_view_; }
    const Schema& default_schema() const { return default_schema_; }
    const FrameStats& stats() const { return stats_; }

    // The open document and set, or null.
    const Document* document() const;
    const AnnotationSet* set() const;
    const Span* focused() const;
    Context context();

    // Runs a composed step through the history, journals it, moves the view to it; the ids, or why not.
    Result<std::vector<std::string>> run(Result<Composed> composed);
    Status undo();
    Status redo();
    // Opens a document in the reading view, with the set that is worked on; nothing happens if it is open already.
    void show(const DocumentId& id);
    void focus(const SpanId& id);  // shows, focuses, scrolls to it
    void report(Problem problem);
    void say(std::string message) { session_.message = std::move(message); }
    void replace_project(Project project);

    std::vector<AppEvent> take_events();

private:
    void handle_platform_events();
    void run_wishes(Wishes& wishes);
    void draw(Wishes& wishes);
    void after_change(std::string_view what);

    Platform& platform_;
    Assets assets_;
    Schema default_schema_;
    History history_;
    std::unique_ptr<IdMaker> ids_;
    Session session_;
    Keeper keeper_;
    Controls controls_;
    Fonts fonts_;
    std::unique_ptr<ReadingView> reading_view_;
    FrameStats stats_;
    std::vector<AppEvent> events_;
};

}  // namespace glossator
