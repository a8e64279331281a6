#include "ui/app.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/model/project_writer.h"
#include "ui/language.h"
#include "ui/reading_view.h"
#include "ui/report_view.h"
#include "ui/reports.h"
#include "ui/settings.h"
#include "ui/views.h"

namespace glossator {

namespace {

constexpr double kReportSeconds = 0.002;  // of a frame
constexpr double kSlowSavingS = 10;
constexpr double kWaitForWordsS = 0.4;
constexpr int kSettleFrames = 2;  // ImGui shows some effects of an input a frame later

const char* event_of(Keeper::State state)
{
    return state == Keeper::State::Saved ? "saved" : "";
}

}  // namespace

void FrameStats::add(double ms)
{
    ring_[frames_++ % ring_.size()] = static_cast<float>(ms);
    last_ = ms;
}

double FrameStats::percentile_ms(double p) const
{
    const size_t count = static_cast<size_t>(std::min<uint64_t>(frames_, ring_.size()));
    if (count == 0) return 0;
    std::vector<float> sorted(ring_.begin(), ring_.begin() + static_cast<std::ptrdiff_t>(count));
    std::sort(sorted.begin(), sorted.end());
    return sorted[static_cast<size_t>(p * static_cast<double>(count - 1) + 0.5)];
}

App::App(Platform& platform, Assets assets)
    : platform_(platform), assets_(std::move(assets)), keeper_(platform), text_(platform, assets_.fonts)
{
    if (Result<Schema> schema = read_schema(assets_.schema_packs.front().json))
        default_schema_ = std::move(*schema);
    else
        report({Problem::Severity::Error, "news.json", {}, sentence(schema.error().message)});
    session_.settings = load_settings(platform_);
    system_languages_ = platform_.preferred_languages();
    begun_s_ = platform_.now_s();
    fonts_ = load_fonts(assets_.fonts);
    reading_view_ = std::make_unique<ReadingView>();
    reports_ = std::make_unique<Reports>();
    history_ = std::make_unique<History>(empty_project());
    ids_ = std::make_unique<IdMaker>(project());
}

App::~App()
{
    if (interface() == &interface_) ImGui::GetIO().UserData = nullptr;
}

namespace {

// All that the proposal names is in the set.
bool is_whole(const AnnotationSet* set, const Proposal& proposal)
{
    const AttributionDraft& draft = proposal.draft;
    const auto has = [&](const AttributionId& id) { return id.empty() || (set && set->attributions.count(id) > 0); };
    const auto is_there = [&](const DraftSpan& span) {
        return span.span.empty() || (set && set->spans.find(span.span));
    };
    for (const DraftRole& role : kDraftRoles)
        if (!std::all_of((draft.*role.spans).begin(), (draft.*role.spans).end(), is_there)) return false;
    return has(draft.parent) && has(proposal.changes);
}

}  // namespace

Project App::empty_project() const
{
    Project project;
    ProjectWriter writer(project);
    ProjectInfo info;
    info.id = ProjectId("p-1");
    info.title = "Untitled project";
    writer.set_info(std::move(info));
    writer.set_schema(default_schema_);
    writer.put(Annotator{AnnotatorId("me"), "Me", "human", {}});
    return project;
}

const Theme& App::theme() const
{
    return theme_for(session_.settings.theme, platform_.prefers_dark());
}

const AttributionRules& App::attribution_rules()
{
    if (!attribution_rules_) {
        Result<AttributionRules> read = AttributionRules::read(assets_.attribution_rules);
        if (!read) report({Problem::Severity::Error, "attribution.txt", {}, sentence(read.error().message)});
        attribution_rules_ = read ? std::move(*read) : AttributionRules();
    }
    return *attribution_rules_;
}

const Document* App::document() const
{
    return project().find(session_.document);
}

const AnnotationSet* App::set() const
{
    return session_.set.empty() ? nullptr : project().find(session_.set);
}

SetId App::set_for(const DocumentId& id) const
{
    if (id == session_.document && !session_.set.empty()) return session_.set;
    const std::vector<const AnnotationSet*> sets = project().sets_of(id);
    return sets.empty() ? SetId() : sets.front()->info.id;
}

const Span* App::focused() const
{
    const AnnotationSet* open = set();
    return open && !session_.focused.empty() ? open->spans.find(session_.focused) : nullptr;
}

std::optional<TextRange> App::label_target() const
{
    if (document() && !session_.selection.empty()) return session_.selection.range();
    const Span* span = focused();
    if (!span) return std::nullopt;
    return span->at[std::min(session_.focused_fragment, span->at.size() - 1)];
}

AnnotatorId App::annotator() const
{
    if (const AnnotationSet* open = set()) return open->info.by;
    for (const Annotator& each : project().annotators())
        if (each.kind == "human") return each.id;
    return {};
}

Context App::context()
{
    return {project(), *ids_, session_.set, platform_.now_rfc3339()};
}

void App::frame()
{
    const double began = platform_.now_s();
    receive();
    look_at_language();
    count_time();
    const bool dark = platform_.prefers_dark();
    if (first_frame_ || drawn_theme_ != session_.settings.theme || drawn_dark_ != dark) {
        apply_theme(theme());
        drawn_theme_ = session_.settings.theme;
        drawn_dark_ = dark;
        first_frame_ = false;
    }
    session_.at_work = false;
    find_proposals(*this);
    Wishes wishes;
    if (!take_new_keys(*this, wishes)) run_shortcuts(*this, wishes);
    run_wishes(wishes);
    go_on_searching(*this);
    go_on_seeking(*this);
    go_on_checking(*this);
    go_on_reviewing(*this);
    // What is done piece by piece before that counts, too.
    reports_->go_on(*this, std::max(kReportSeconds - (platform_.now_s() - began), kReportSeconds / 4));
    controls_.begin_frame();
    text_.begin_frame();
    draw(wishes);
    text_.end_frame();
    run_wishes(wishes);
    keep_now();
    save_by_itself();
    look_how_long_saving_takes();
    if (keeper_.state() != last_keeper_state_) {
        last_keeper_state_ = keeper_.state();
        if (*event_of(last_keeper_state_)) events_.push_back({event_of(last_keeper_state_), "{}"});
        frames_wanted_ = std::max(frames_wanted_, 1);
    }
    save_settings_if_changed(platform_, session_.settings, kept_settings_);
    const double ms = (platform_.now_s() - began) * 1000;
    stats_.add(ms);
    if (time_next_paint_) {
        open_times_.layout = reading_view_->layout_ms();
        open_times_.paint = ms - open_times_.layout;
        time_next_paint_ = false;
    }
    if (frames_wanted_ > 0) --frames_wanted_;
}

double App::next_frame_in() const
{
    const bool at_work = session_.search.running() || session_.sentence_seek || reports_->running() ||
                         session_.at_work || !session_.checklists.done() ||
                         (session_.review && session_.review->finding);
    if (frames_wanted_ > 0 || keeper_.waiting() || at_work) return 0;
    const double saves_in = saves_itself_in();
    if (saving_since_s_ < 0 || told_slow_) return saves_in;
    return std::min(saves_in, std::max(0.0, saving_since_s_ + kSlowSavingS - platform_.now_s()));
}

bool App::wants_text_input() const
{
    return ImGui::GetIO().WantTextInput;
}

std::string App::copied_text() const
{
    const Document* open = document();
    if (!open || session_.selection.empty()) return {};
    return std::string(open->text->slice(session_.selection.range()));
}

void App::receive()
{
    for (Platform::Event& event : platform_.poll()) {
        if (auto* opened = std::get_if<Platform::FilesOpened>(&event)) {
            open_chosen(std::move(*opened));
        } else if (auto* saved = std::get_if<Platform::FileSaved>(&event)) {
            handle(*saved);
        } else if (auto* file = std::get_if<Platform::ProjectFile>(&event)) {
            handle(*file);
        } else if (auto* changed = std::get_if<Platform::FileChanged>(&event)) {
            handle(std::move(*changed));
        } else if (auto* kept = std::get_if<Platform::Kept>(&event)) {
            keeper_.handle(*kept);
        } else if (auto* restored = std::get_if<Platform::Restored>(&event)) {
            restore(std::move(*restored));
        } else if (auto* seen = std::get_if<Platform::LineSeen>(&event)) {
            see_line(seen->line);
        } else if (auto* others = std::get_if<Platform::KeptProjects>(&event)) {
            kept_projects_ = described(others->projects);
        } else if (std::holds_alternative<Platform::TakenOver>(event)) {
            lose_writing();
        } else if (auto* read = std::get_if<Platform::KeptRead>(&event)) {
            take_kept(std::move(*read));
        } else if (auto* failed = std::get_if<Platform::Failed>(&event)) {
            keeper_.handle(*failed);
            file_failed(*failed);
            using What = Platform::Failed::What;
            const bool goes_on = failed->what == What::Asset || failed->what == What::Tabs;
            report({goes_on ? Problem::Severity::Warning : Problem::Severity::Error, {}, {}, failed->message});
        } else if (auto* asset = std::get_if<Platform::AssetLoaded>(&event)) {
            handle(std::move(*asset));
        } else if (std::holds_alternative<Platform::NewerVersion>(event)) {
            session_.newer_version = true;
        }
        frames_wanted_ = std::max(frames_wanted_, kSettleFrames);
    }
}

// What was found of a project that goes.
void App::forget_derived()
{
    reports_->forget();
    session_.checklists.forget();
    session_.review.reset();
    session_.names = {};
    worked_s_.clear();
}

Result<std::vector<std::string>> App::run(Result<Composed> composed)
{
    if (!composed) return fail(composed.error());
    if (composed->step.edits.empty()) return composed->ids;  // nothing changes, and nobody hears of a change
    if (const Status may = check_writing(); !may) return fail(may.error());
    std::optional<SpanChange> change = change_of(project(), composed->step);
    add_time(composed->step);
    if (const Status done = history_->run(composed->step); !done) return fail(done.error());
    if (change) session_.last_change = std::move(change);
    after_change();
    return composed->ids;
}

Status App::begin_set()
{
    if (set()) return {};
    const Document* shown = document();
    if (!shown) return fail(ErrorCode::NotFound, tr("Open a document first."));
    if (const auto made = run(create_set(context(), shown->id)); !made) return fail(made.error());
    return {};
}

void App::after_change()
{
    session_.checklists.follow(project(), history_->last_applied());
    follow_step(session_.proposals, project(), history_->last_applied());
    repair_session();
    changed_s_ = platform_.now_s();
    frames_wanted_ = kSettleFrames;
    events_.push_back({"change", "{\"steps\":" + std::to_string(history_->steps_done()) + "}"});
}

// What the session points at may be gone, or a set may have come.
void App::repair_session()
{
    const Document* open = document();
    if (!open) {
        session_.document = {};
        session_.set = {};
        session_.selection = {};
        if (!project().documents().empty()) show(project().documents().front().id);
        open = document();
    }
    if (open && !set()) {
        session_.set = {};
        session_.set = set_for(open->id);
    }
    if (!focused()) session_.focused = {};
    if (!session_.armed.empty() && !project().schema().find(session_.armed)) session_.armed = {};
    if (session_.linking && !(set() && set()->spans.find(session_.linking->span))) session_.linking.reset();
    if (session_.proposal && !is_whole(set(), *session_.proposal)) session_.proposal.reset();
    if (open) {
        session_.selection.anchor = std::min(session_.selection.anchor, open->text->size());
        session_.selection.caret = std::min(session_.selection.caret, open->text->size());
    }
}

// Shows where the edits took place.
void App::follow(const std::vector<Edit>& edits)
{
    if (session_.main_view != MainView::Text) return;
    for (const Edit& edit : edits) {
        const auto* put = std::get_if<PutSpan>(&edit);
        const auto* removed = std::get_if<RemoveSpan>(&edit);
        if (!put && !removed) continue;
        const AnnotationSet* in = project().find(put ? put->set : removed->set);
        if (!in) continue;
        if (put) return focus(put->span.id);
        show(in->info.document);
        return;
    }
}

Status App::undo()
{
    if (const Status may = check_writing(); !may) return may;
    const AnnotationSet* open = set();
    const SetId id = open ? open->info.id : SetId();
    const double worked = open ? open->info.seconds.value_or(0) : 0;
    if (const Status done = history_->undo(); !done) return done;
    keep_time(session_.document, id, worked);
    after_change();
    follow(history_->last_applied());
    return {};
}

Status App::redo()
{
    if (const Status may = check_writing(); !may) return may;
    const AnnotationSet* open = set();
    const SetId id = open ? open->info.id : SetId();
    const double worked = open ? open->info.seconds.value_or(0) : 0;
    if (const Status done = history_->redo(); !done) return done;
    keep_time(session_.document, id, worked);
    after_change();
    follow(history_->last_applied());
    return {};
}

void App::show(const DocumentId& id)
{
    if (!project().find(id)) return;
    session_.main_view = MainView::Text;
    if (session_.document == id) return;
    session_.document = id;
    session_.selection = {};
    session_.linking.reset();
    session_.proposal.reset();
    session_.focused = {};
    session_.focused_fragment = 0;
    session_.focus_reading_view = true;
    session_.set = {};
    session_.set = set_for(id);
    platform_.keep_setting("document", id.text);
    frames_wanted_ = std::max(frames_wanted_, kSettleFrames);
}

void App::focus(const SpanId& id)
{
    const AnnotationSet* in = project().set_of(id);
    if (!in) return;
    show(in->info.document);
    session_.set = in->info.id;
    session_.focused = id;
    session_.focused_fragment = 0;
    session_.scroll_to_byte = in->spans.find(id)->begin();
}

void App::report(Problem problem)
{
    std::string detail =
        Args().text("file", problem.file).text("place", problem.place).text("message", problem.message).str();
    if (problem.severity == Problem::Severity::Error) {
        events_.push_back({"problem", std::move(detail)});
        session_.show_problems = true;
    }
    session_.message = problem.file.empty() ? problem.message : problem.file + ": " + problem.message;
    session_.problems.push_back(std::move(problem));
    frames_wanted_ = std::max(frames_wanted_, kSettleFrames);
}

void App::replace_project(Project project, std::string file, uint64_t place)
{
    if (reads_along()) begin_apart();
    file_ = {};
    platform_.set_project_file(place);
    forget_derived();
    history_ = std::make_unique<History>(std::move(project));
    ids_ = std::make_unique<IdMaker>(history_->project());
    session_.document = {};
    session_.set = {};
    session_.selection = {};
    session_.focused = {};
    session_.armed = {};
    session_.scroll_by_document.clear();
    if (!this->project().documents().empty()) show(this->project().documents().front().id);
    if (place != 0 && !file.empty()) file_.written = this->project().revision();
    keeper_.start(*history_, std::move(file));
    after_change();
}

void App::new_project()
{
    replace_project(empty_project());
}

std::vector<AppEvent> App::take_events()
{
    return std::exchange(events_, {});
}

void App::run_wishes(Wishes& wishes)
{
    for (const CommandCall& call : wishes.take()) {
        const bool drops_or_is_draft = call.id == "popup.close" || call.id == session_.views.draft.command;
        if (is_typing() && !drops_or_is_draft) finish_typing();
        const Result<std::string> done = run_command(*this, call.id, call.args);
        if (!done) say(sentence(done.error().message));
        frames_wanted_ = kSettleFrames;
    }
}

void App::finish_typing()
{
    FieldDraft& draft = session_.views.draft;
    const CommandCall call{std::exchange(draft.command, {}), std::exchange(draft.args, {})};
    if (call.id.empty()) return;
    if (const Result<std::string> done = run_command(*this, call.id, call.args); !done)
        say(sentence(done.error().message));
    keep_now();
    frames_wanted_ = kSettleFrames;
}

void App::keep_now()
{
    keeper_.tick(*history_, platform_.now_rfc3339(), annotator().text);
    if (std::string warning = keeper_.take_warning(); !warning.empty())
        report({Problem::Severity::Error, {}, {}, std::move(warning)});
}

// Storage that doesn't answer says nothing by itself.
void App::look_how_long_saving_takes()
{
    const double now = platform_.now_s();
    if (keeper_.state() != Keeper::State::Saving) {
        saving_since_s_ = -1;
        told_slow_ = false;
    } else if (saving_since_s_ < 0) {
        saving_since_s_ = now;
    } else if (!told_slow_ && now - saving_since_s_ >= kSlowSavingS) {
        told_slow_ = true;
        report({Problem::Severity::Warning,
                {},
                {},
                tr("The last steps have not been kept for some time now: save the project to a file to be sure.")});
    }
}

void App::draw(Wishes& wishes)
{
    // At the start its words come a moment later: nothing is said in another language before.
    const bool waits = !language_ && wanted_language_ != kLanguages[0].code;
    if (waits && platform_.now_s() < begun_s_ + kWaitForWordsS) return platform_.request_frame(0.02);

    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const bool any_open = !project().documents().empty();
    const bool sheet = any_open && is_slim();
    const bool left = any_open && !sheet && is_shown(session_, SidePanel::Documents);
    const bool right = any_open && !sheet && is_shown(session_, SidePanel::Inspector);
    const float bottom = size.y - kStatusLineHeight;
    Area centre{{0, kTopBarHeight}, {size.x, bottom}};
    if (left) centre.min.x += session_.settings.documents_width;
    if (right) centre.max.x -= session_.settings.inspector_width;
    if (sheet) centre.max.y -= sheet_height(*this, centre.height());

    Area beside{{centre.max.x, kTopBarHeight}, {size.x, bottom}};
    if (session_.main_view == MainView::Text && any_open && !session_.proposal) {
        const bool wide = session_.proposals.about == Proposals::About::Claim;  // two texts stand side by side
        proposal_panel(*this, right && !wide ? beside : centre, wishes);
    }
    if (any_open && session_.settings.show_guidelines && session_.main_view == MainView::Text) {
        // Below the inspector; without one, or without room, below the text.
        Area& above = right ? beside : centre;
        Area panel = above;
        panel.min.y = std::round(above.max.y - above.height() * (right ? 0.5f : 0.34f));
        above.max.y = panel.min.y;
        guidelines_panel(*this, panel, wishes);
    }
    top_bar(*this, {{0, 0}, {size.x, kTopBarHeight}}, wishes);
    draw_centre(centre, wishes);
    if (left) document_list(*this, {{0, kTopBarHeight}, {centre.min.x, bottom}}, wishes);
    if (right) inspector(*this, {{centre.max.x, kTopBarHeight}, {size.x, beside.max.y}}, wishes);
    if (sheet) bottom_sheet(*this, {{0, centre.max.y}, {size.x, bottom}}, wishes);
    status_line(*this, {{0, bottom}, size}, wishes);
    command_palette(*this, wishes);
    shortcut_help(*this, wishes);
    go_to_box(*this, wishes);
    label_menu(*this, wishes);
    question_box(*this, wishes);
}

void App::draw_centre(Area area, Wishes& wishes)
{
    if (session_.show_problems) {
        const float row = is_slim() ? 48.0f : 24.0f;
        const float wanted = 40 + row * static_cast<float>(session_.problems.size() + 1);
        const float bottom = area.max.y;
        area.max.y -= std::round(std::min(wanted, area.height() / 3));
        problem_list(*this, {{area.min.x, area.max.y}, {area.max.x, bottom}}, wishes);
    }
    // There, all that can be pressed is reached by Tab and the arrow keys.
    const bool schema = session_.main_view == MainView::Schema;
    ImGuiConfigFlags& flags = ImGui::GetIO().ConfigFlags;
    flags = schema ? flags | ImGuiConfigFlags_NavEnableKeyboard : flags & ~ImGuiConfigFlags_NavEnableKeyboard;
    if (schema) return schema_view(*this, area, wishes);
    if (session_.main_view == MainView::History) return history_view(*this, area, wishes);
    if (session_.main_view == MainView::Export) return export_view(*this, area, wishes);
    if (session_.main_view == MainView::Import && session_.importing) return import_view(*this, area, wishes);
    session_.views.schema.list_open = false;
    if (!document()) return welcome(*this, area, wishes);
    if (session_.main_view == MainView::Entities) return entity_view(*this, area, wishes);
    if (session_.main_view == MainView::Claims) return claim_view(*this, area, wishes);
    if (session_.main_view != MainView::Text) return report_view(*this, area, wishes);
    if (session_.proposal) {
        const float bottom = area.max.y;
        area.max.y -= attribution_panel_height(area.width());
        attribution_panel(*this, {{area.min.x, area.max.y}, {area.max.x, bottom}}, wishes);
    }
    if (session_.review) {
        const float bottom = area.max.y;
        area.max.y -= std::round(std::min(review_panel_height(*session_.review), area.height() * 0.4f));
        review_panel(*this, {{area.min.x, area.max.y}, {area.max.x, bottom}}, wishes);
    }
    if (session_.find.open && session_.find.shows_hits) {
        const float bottom = area.max.y;
        area.max.y -= std::round(std::min(hit_list_height(session_.search), area.height() / 3));
        hit_list(*this, {{area.min.x, area.max.y}, {area.max.x, bottom}}, wishes);
    }
    if (session_.find.open) {
        find_bar(*this, {area.min, {area.max.x, area.min.y + kFindBarHeight}}, wishes);
        area.min.y += kFindBarHeight;
    }
    const float text_top = area.min.y + label_bar_height(*this, area.width());
    const Area bar{area.min, {area.max.x, text_top}};
    if (session_.linking)
        linking_bar(*this, bar, wishes);
    else
        label_bar(*this, bar, wishes);
    area.min.y = text_top;
    hints(*this, area, wishes);
    reading_view_->draw(*this, area, wishes);
}

}  // namespace glossator
