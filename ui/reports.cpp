#include "ui/reports.h"

#include <algorithm>

#include "ui/app.h"

namespace glossator {

namespace {

constexpr size_t kRecords = 400;  // between two looks at the clock

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
    constexpr const char* kNames[] = {nullptr,    "coverage", "attributions", "timeline", "statistics",
                                      "entities", "claims",   "schema",       "history"};
    return kNames[static_cast<size_t>(view)];
}

std::string_view title_of(MainView view)
{
    constexpr std::string_view kTitles[] = {"Text",     "Coverage", "Attributions", "Timeline", "Statistics",
                                            "Entities", "Claims",   "Schema",       "History"};
    return kTitles[static_cast<size_t>(view)];
}

ReportBuild::ReportBuild(const Project& project, ReportChoice choice) : project_(project), choice_(std::move(choice))
{
    const bool tree = choice_.scope == GraphScope::Tree;
    if (choice_.view == MainView::Coverage)
        coverage_ = std::make_unique<Coverage>(project);
    else if (choice_.view == MainView::Attributions && !tree)
        graph_ = std::make_unique<AttributionGraph>(project, choice_.scope == GraphScope::ThisDocument
                                                                 ? AttributionGraph::Contents::Each
                                                                 : AttributionGraph::Contents::Together);
    else if (choice_.view == MainView::Statistics)
        statistics_ = std::make_unique<Statistics>(project);
    walk_ = std::make_unique<ReportWalk>(project, sets_for(project, choice_));
}

bool ReportBuild::advance()
{
    if (done_) return true;
    if (walk_) {
        Report* report = coverage_.get();
        if (graph_) report = graph_.get();
        if (statistics_) report = statistics_.get();
        if (report && !walk_->advance(*report, kRecords)) return false;
        walk_.reset();
        finish_walk();
        return done_;
    }
    if (!layout_->step()) return false;
    picture_ = draw(*graph_, *layout_);
    return done_ = true;
}

void ReportBuild::finish_walk()
{
    done_ = !graph_;
    if (coverage_) {
        coverage_->finish();
        shape_ = arranged(*coverage_, choice_.coverage);
    } else if (graph_) {
        graph_->filter(choice_.coverage.words);
        layout_ = std::make_unique<GraphLayout>(layout_for(*graph_));
    } else if (statistics_) {
        statistics_->finish();
        picture_ = draw(*statistics_);
    } else if (choice_.view == MainView::Timeline) {
        timeline_ = timeline_of(project_);
        picture_ = draw(timeline_);
    } else if (const AnnotationSet* set = project_.find(choice_.set)) {
        tree_ = tree_of(project_, *project_.find(set->info.document), *set);
        picture_ = draw(tree_);
    }
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
    return write_svg(coverage_ ? draw(*coverage_, shape_) : picture_, title);
}

void Reports::go_on(App& app, double seconds)
{
    wanted.view = app.session().main_view;
    wanted.set = app.session().set;
    if (wanted.view == MainView::Text || wanted.view > MainView::Statistics) return;
    const uint64_t revision = app.project().revision();
    if (next_ && (next_revision_ != revision || next_->choice() != wanted)) next_.reset();
    const bool current = shown_ && shown_revision_ == revision && shown_->choice() == wanted;
    if (!next_ && !current) {
        if (shown_ && shown_->choice().view != wanted.view) shown_.reset();
        next_ = std::make_unique<ReportBuild>(app.project(), wanted);
        next_revision_ = revision;
    }
    const double began = app.platform().now_s();
    while (next_ && app.platform().now_s() - began < seconds) {
        if (!next_->advance()) continue;
        shown_ = std::move(next_);
        shown_revision_ = next_revision_;
    }
}

void Reports::forget()
{
    shown_.reset();
    next_.reset();
    row = column = 0;
}

}  // namespace glossator
