#include "ui/reports.h"

#include <algorithm>

#include "ui/app.h"
#include "ui/language.h"
#include "ui/wording.h"

namespace glossator {

namespace {

constexpr size_t kRecords = 150;  // between two looks at the clock

std::vector<uint32_t> sets_for(const Project& project, const ReportChoice& choice)
{
    if (choice.view == MainView::Statistics) return all_sets(project);
    const AnnotationSet* open = project.find(choice.set);
    if (choice.view == MainView::Attributions && choice.scope != GraphScope::AllDocuments) {
        const auto& sets = project.sets();
        const auto at = std::find_if(sets.begin(), sets.end(), [&](const auto& set) { return set.get() == open; });
        return at == sets.end() ? std::vector<uint32_t>{}
                                : std::vector<uint32_t>{static_cast<uint32_t>(at - sets.begin())};
    }
    return one_set_each(project, open ? open->info.by : AnnotatorId());
}

}  // namespace

const char* name_of(MainView view)
{
    constexpr const char* kNames[] = {nullptr,  "coverage", "attributions", "timeline", "statistics", "entities",
                                      "claims", "schema",   "history",      "export",   "import"};
    return kNames[static_cast<size_t>(view)];
}

const char* title_of(MainView view)
{
    constexpr const char* kTitles[] = {tr_later("Text"),     tr_later("Coverage"),   tr_later("Attributions"),
                                       tr_later("Timeline"), tr_later("Statistics"), tr_later("Entities"),
                                       tr_later("Claims"),   tr_later("Schema"),     tr_later("History"),
                                       tr_later("Export"),   tr_later("Import")};
    return kTitles[static_cast<size_t>(view)];
}

bool ReportBuild::advance()
{
    Report* report = coverage_.get();
    if (graph_) report = graph_.get();
    if (statistics_) report = statistics_.get();
    switch (stage_) {
    case Stage::Begin: begin(); break;
    case Stage::Walk:
        if (report && !walk_->advance(*report, kRecords)) return false;
        break;
    case Stage::Finish: finish(); break;
    case Stage::Arrange:
        if (!arrange()) return false;
        break;
    case Stage::Draw: draw_picture(); break;
    case Stage::Done: return true;
    }
    stage_ = static_cast<Stage>(static_cast<int>(stage_) + 1);
    return stage_ == Stage::Done;
}

void ReportBuild::begin()
{
    if (choice_.view == MainView::Coverage)
        coverage_ = std::make_unique<Coverage>(project_);
    else if (choice_.view == MainView::Attributions && choice_.scope != GraphScope::Tree)
        graph_ = std::make_unique<AttributionGraph>(project_, choice_.scope == GraphScope::ThisDocument
                                                                  ? AttributionGraph::Contents::Each
                                                                  : AttributionGraph::Contents::Together);
    else if (choice_.view == MainView::Statistics)
        statistics_ = std::make_unique<Statistics>(project_);
    walk_ = std::make_unique<ReportWalk>(project_, sets_for(project_, choice_));
}

void ReportBuild::finish()
{
    walk_.reset();
    if (coverage_) {
        coverage_->finish();
        arrangement_ = std::make_unique<CoverageArrangement>(*coverage_, choice_.coverage);
    } else if (graph_) {
        graph_->filter(choice_.coverage.words, report_words());
        layout_ = std::make_unique<GraphLayout>(layout_for(*graph_));
    } else if (statistics_) {
        statistics_->finish();
    } else if (choice_.view == MainView::Timeline) {
        timeline_ = timeline_of(project_);
    } else if (const AnnotationSet* set = project_.find(choice_.set)) {
        tree_ = tree_of(project_, *project_.find(set->info.document), *set);
    }
}

bool ReportBuild::arrange()
{
    if (layout_) {
        if (!layout_->step()) return false;
        if (choice_.width > 0) layout_->fit(choice_.width);
        return true;
    }
    if (!arrangement_) return true;
    if (!arrangement_->advance(kRecords)) return false;
    shape_ = arrangement_->shape();
    arrangement_.reset();
    return true;
}

void ReportBuild::draw_picture()
{
    if (graph_)
        picture_ = draw(*graph_, *layout_, report_words());
    else if (statistics_)
        picture_ = draw(*statistics_, report_words());
    else if (!coverage_)
        picture_ = choice_.view == MainView::Timeline ? draw(timeline_, report_words()) : draw(tree_, report_words());
}

bool ReportBuild::shrink()
{
    return !coverage_ || coverage_->shrink(kRecords);
}

std::string ReportBuild::csv() const
{
    if (coverage_) return write_csv(*coverage_, shape_);
    if (graph_) return write_csv(*graph_);
    if (statistics_) return write_csv(*statistics_);
    return choice_.view == MainView::Timeline ? write_csv(timeline_) : write_csv(tree_);
}

std::string ReportBuild::svg(const Project& project) const
{
    const std::string title = project.info().title + ": " + std::string(title_of(choice_.view));
    return write_svg(coverage_ ? draw(*coverage_, shape_, report_words()) : picture_, title);
}

void Reports::go_on(App& app, double seconds)
{
    const double began = app.platform().now_s();
    const auto spent = [&] { return app.platform().now_s() - began; };
    const auto time_left = [&] { return spent() < seconds; };
    // A turn at least, however slow all else is.
    while (!old_.empty()) {
        if (old_.back()->shrink()) old_.pop_back();
        if (!time_left()) break;
    }
    wanted.view = app.session().main_view;
    wanted.set = app.session().set;
    wanted.language = language() ? language()->code() : "";
    if (wanted.view == MainView::Text || wanted.view > MainView::Statistics) return;
    const uint64_t revision = app.project().revision();
    if (next_ && (next_revision_ != revision || next_->choice() != wanted)) retire(next_);
    const bool current = shown_ && shown_revision_ == revision && shown_->choice() == wanted;
    if (!next_ && !current) {
        if (shown_ && shown_->choice().view != wanted.view) retire(shown_);
        next_ = std::make_unique<ReportBuild>(app.project(), wanted);
        next_revision_ = revision;
    }
    while (next_) {
        const ReportBuild::Stage stage = next_->stage();
        if (next_->advance() && stage == ReportBuild::Stage::Done) {
            retire(shown_);
            shown_ = std::move(next_);
            shown_revision_ = next_revision_;
        } else if (next_->stage() != stage && spent() > seconds / 4) {
            break;  // what comes next begins with a frame of its own
        }
        if (!time_left()) break;
    }
}

void Reports::retire(std::unique_ptr<ReportBuild>& build)
{
    if (build) old_.push_back(std::move(build));
}

void Reports::forget()
{
    shown_.reset();
    next_.reset();
    old_.clear();
    row = column = 0;
}

const ReportWords& report_words()
{
    class InterfaceWords : public ReportWords {
        std::string tr(const char* english, std::initializer_list<std::string_view> parts) const override
        {
            return glossator::tr(english, parts);
        }
        std::string counted(size_t number, std::string_view one, std::string_view many) const override
        {
            return glossator::counted(number, one, many);
        }
    };
    static const InterfaceWords words;
    return words;
}

}  // namespace glossator
