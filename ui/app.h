#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/edit/compose.h"
#include "core/edit/history.h"
#include "core/io/formats.h"
#include "core/learn/attribution_rules.h"
#include "ui/commands.h"
#include "ui/controls.h"
#include "ui/keeper.h"
#include "ui/kept_history.h"
#include "ui/language.h"
#include "ui/platform.h"
#include "ui/right_to_left.h"
#include "ui/session.h"
#include "ui/text_engine.h"
#include "ui/theme.h"

namespace glossator {

class ReadingView;
class Reports;
struct Area;

// What the program brings along: fonts, the default schema and the sample project, as bytes of files.
struct Assets {
    FontFiles fonts;
    std::vector<SchemaPack> schema_packs;  // the default one first; their bytes outlive the app
    std::string_view attribution_rules;    // assets/learn/attribution.txt; outlives the app
    std::string sample;                    // a native file; may come empty and be set later
};

enum class OpenMode { Add, Replace };

// Who writes what is kept of the project. While it isn't this tab, nothing here changes the project; what the other tab
// does is seen as it does it.
enum class Writer { Here, OtherTab, TakingOver };

struct FileProblem {
    std::string file;
    std::string message;               // a sentence
    std::string place;                 // "line 3, column 14", or empty
    size_t offset = Error::kNoOffset;  // byte
};

// The file that the project is worked on in, see Platform::set_project_file().
struct ProjectFile {
    enum class State { AsHere, Behind, Writing, ChangedElsewhere };

    std::string name;                       // empty: there is none
    std::optional<uint64_t> written = {};   // the project's revision that it holds
    std::optional<uint64_t> writing = {};   // that is being written
    std::optional<uint64_t> choosing = {};  // that the user was last asked for a place for
    bool by_itself = false;                 // ... without being asked for
    bool waits_for_user = false;            // the last write failed: the next isn't begun without the user
    std::optional<Platform::FileChanged> elsewhere = {};  // waits for the user's word
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

// What the last frames cost.
class FrameStats {
public:
    void add(double ms);
    uint64_t frames() const { return frames_; }
    double last_ms() const { return last_; }
    double percentile_ms(double p) const;  // of the last 240 frames; p from 0 to 1

private:
    std::array<float, 240> ring_{};
    uint64_t frames_ = 0;
    double last_ = 0;
};

// Where the time went when files were last opened, ms.
struct OpenTimes {
    double parse = 0, index = 0, layout = 0, paint = 0;
};

// The whole tool on one page or in one window. The platform owns the ImGui context, its renderer and the frame loop;
// between ImGui::NewFrame() and ImGui::Render() it calls frame().
class App {
public:
    // `platform` outlives the app. An ImGui context is current, with a renderer that has
    // ImGuiBackendFlags_RendererHasTextures.
    App(Platform& platform, Assets assets);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // Draws everything and runs what was asked for.
    void frame();
    // Takes what the platform has for it, as the next frame() would.
    void receive();
    // Seconds until a frame is wanted without further input: 0 at once, infinity never. Ask after frame().
    double next_frame_in() const;
    // True while an edited text field has the keyboard (a touch screen then shows its own).
    bool wants_text_input() const;
    // Text for the clipboard when the user copies while no text field has the keyboard; empty if nothing is selected.
    std::string copied_text() const;

    // Opens files of any format as one undoable step (Add) or as a new project (Replace; also when no document is open
    // and a project is among the files). What can't be read is reported; the rest is opened; the project stays as it
    // was if nothing could be.
    OpenOutcome open_files(std::vector<Platform::InputFile> files, OpenMode mode);
    // The same for files that a person opened. Where more than plain texts, or one project in place of none, come in,
    // they wait in Session::importing, whose view shows what they would do.
    void open_chosen(Platform::FilesOpened opened);
    // Takes in what waits, as one step or as a project of its own.
    OpenOutcome take_import();
    // Opens the files of the last open_files whose text is not the one their spans were made for, with each span moved
    // to where its quote stands once and only once.
    void open_reanchored();
    void open_sample();
    void set_sample(std::string native_file) { assets_.sample = std::move(native_file); }

    // For views and commands.
    const Project& project() const { return history_->project(); }
    const History& history() const { return *history_; }
    Session& session() { return session_; }
    const Session& session() const { return session_; }
    const Theme& theme() const;
    const Fonts& fonts() const { return fonts_; }
    TextEngine& text() { return text_; }
    Platform& platform() { return platform_; }
    const Platform& platform() const { return platform_; }
    Controls& controls() { return controls_; }
    const Controls& controls() const { return controls_; }
    const Keeper& keeper() const { return keeper_; }
    ReadingView& reading_view() { return *reading_view_; }
    const ReadingView& reading_view() const { return *reading_view_; }
    Reports& reports() { return *reports_; }
    KeptHistory& kept_history() { return kept_history_; }
    const KeptHistory& kept_history() const { return kept_history_; }
    const Schema& default_schema() const { return default_schema_; }
    const std::vector<SchemaPack>& schema_packs() const { return assets_.schema_packs; }
    const AttributionRules& attribution_rules();  // read when they are first asked for
    const FrameStats& stats() const { return stats_; }
    const OpenTimes& open_times() const { return open_times_; }

    // The open document and set, or null.
    const Document* document() const;
    const AnnotationSet* set() const;
    const Span* focused() const;
    // The set that is worked on in a document; empty if it has none yet.
    SetId set_for(const DocumentId& id) const;
    // What a label would go to: the selection, or else the fragment that is focused.
    std::optional<TextRange> label_target() const;
    Context context();
    AnnotatorId annotator() const;  // whoever works here, as the journal says

    // Runs a composed step through the history; the ids it made, or why not.
    Result<std::vector<std::string>> run(Result<Composed> composed);
    // Makes sure that there is a set to annotate in: a step of its own makes one where the open document has none.
    Status begin_set();
    Status undo();
    Status redo();
    // Opens a document in the reading view, with the set that is worked on; where it is open already, the view only
    // returns to it.
    void show(const DocumentId& id);
    void focus(const SpanId& id);  // shows, focuses, scrolls to it; nothing happens if there is no such span
    void report(Problem problem);
    void say(std::string message) { session_.message = std::move(message); }
    // `file`, if it isn't empty, is a native file of the project; `place` is where its file is (Platform::InputFile).
    void replace_project(Project project, std::string file = {}, uint64_t place = 0);
    void new_project();

    Writer writer() const { return writer_; }
    bool reads_along() const { return writer_ != Writer::Here; }
    std::string_view writing_sentence() const;  // who writes instead; empty if this tab does
    void take_over();
    // That are kept here beside this one, as Platform::request_kept_projects() last found them.
    const std::vector<KeptProject>& kept_projects() const { return kept_projects_; }

    // Writes the project into its file, or into one that the user chooses, which is its file from then on.
    void save_project();
    void save_project_as();
    const ProjectFile& project_file() const { return file_; }
    ProjectFile::State project_file_state() const;
    // What somebody else has written to the project's file comes in, merged with what was done here since (as one step
    // each time), in place of it, or not at all; then the file is written. Errors: there is nothing, or it can't be
    // read.
    enum class FileAnswer { Merge, Theirs, Mine };
    Status answer_file_change(FileAnswer answer);
    void ask_about_file();

    // Hands what an earlier run kept and this one can't read to the user as a file; from then on, work is kept again.
    void save_set_aside();
    bool has_set_aside() const { return !set_aside_.empty(); }

    // Runs what is being typed into a field as if the field were left, and hands it to the platform to be kept. For
    // when the page or window goes, and before any other command.
    void finish_typing();
    // Seconds of work on a document that no set tells of yet, SetInfo::seconds; less than 0 after a redo.
    double uncounted_s(const DocumentId& id) const;
    bool is_typing() const { return !session_.views.draft.command.empty(); }

    std::vector<AppEvent> take_events();

private:
    void restore(Platform::Restored restored);
    void restore_earlier(KeptJournal kept);
    void take_kept(Platform::KeptRead read);
    void read_along(Platform::Restored restored);
    void see_line(const std::string& line);
    void lose_writing();
    Status check_writing() const;
    void begin_apart();
    void handle(const Platform::FileSaved& saved);
    void handle(const Platform::ProjectFile& file);
    void handle(Platform::FileChanged changed);
    void handle(Platform::AssetLoaded&& asset);
    void take_language(const Platform::AssetLoaded& asset);
    void look_at_language();
    void file_failed(const Platform::Failed& failed);
    void write_project_file(std::string_view over, bool by_itself);
    void save_by_itself();
    double saves_itself_in() const;
    Status merge_file(const Platform::FileChanged& changed);
    void keep_now();
    void look_how_long_saving_takes();
    void take_back(const KeptJournal& kept, const KeptHistory::Wanted& wanted);
    void show_restored(History history);
    void set_aside(uint64_t generation, const KeptJournal& kept, const std::string& why);
    void draw(Wishes& wishes);
    void draw_centre(Area area, Wishes& wishes);
    void run_wishes(Wishes& wishes);
    void count_time();
    void add_time(Step& step);
    void keep_time(const DocumentId& document, const SetId& id, double before);
    void forget_derived();
    void after_change();
    void repair_session();
    void follow(const std::vector<Edit>& edits);
    Project empty_project() const;
    bool can_reanchor(const Platform::InputFile& file, const ImportOptions& options) const;
    OpenOutcome open_with(Platform::FilesOpened opened, OpenMode mode, ReadOptions read, bool asks = false);
    void take_in(Importing in, OpenOutcome& outcome);

    Platform& platform_;
    Assets assets_;
    Schema default_schema_;
    std::optional<AttributionRules> attribution_rules_;
    std::unique_ptr<History> history_;
    std::unique_ptr<IdMaker> ids_;
    Session session_;
    std::vector<Platform::InputFile> reanchorable_;  // see open_reanchored()
    Keeper keeper_;
    KeptHistory kept_history_;
    std::string set_aside_;       // a file
    std::string set_aside_name_;  // of it
    Writer writer_ = Writer::Here;
    std::vector<KeptProject> kept_projects_;
    ProjectFile file_;
    double changed_s_ = 0;        // when the project was changed last
    double file_written_s_ = 0;   // and its file
    double saving_since_s_ = -1;  // less than 0: everything is kept
    bool told_slow_ = false;
    bool reads_earlier_ = false;
    std::vector<std::string> lines_of_unreadable_;  // see restore_earlier()
    Controls controls_;
    Fonts fonts_;
    TextEngine text_;
    std::unique_ptr<ReadingView> reading_view_;
    std::unique_ptr<Reports> reports_;
    FrameStats stats_;
    OpenTimes open_times_;
    std::vector<AppEvent> events_;
    std::string kept_settings_;
    std::unordered_map<DocumentId, double> worked_s_;
    double last_input_s_ = 0;
    std::string system_languages_, wanted_language_ = kLanguages[0].code;
    double begun_s_ = 0;
    std::unique_ptr<Language> language_;  // null for English, and until its words are there
    Interface interface_;
    ThemeName drawn_theme_ = ThemeName::System;
    bool drawn_dark_ = false;
    bool first_frame_ = true;
    bool time_next_paint_ = false;
    Keeper::State last_keeper_state_ = Keeper::State::Saved;
    int frames_wanted_ = 2;
};

}  // namespace glossator
