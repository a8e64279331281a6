#pragma once

#include <memory>
#include <string>

#include "core/report/attribution_graph.h"
#include "core/report/coverage.h"
#include "core/report/statistics.h"
#include "core/report/timeline.h"
#include "ui/session.h"

namespace glossator {

class App;

enum class GraphScope { AllDocuments, ThisDocument, Tree };

// What a report is made of, and how it is shown.
struct ReportChoice {
    MainView view = MainView::Coverage;
    CoverageOrder coverage;  // with the words that other views look for, too
    GraphScope scope = GraphScope::AllDocuments;
    float width = 0;       // px that a graph should fit into; 0: as wide as it likes
    std::string language;  // that pictures speak, see Language::code(); empty: English
    SetId set;             // that is worked on: of its annotator in all documents; alone for ThisDocument and Tree
    friend bool operator==(const ReportChoice&, const ReportChoice&) = default;
};

// One report on its way, and then for reading. The project stays as it is until it is done.
class ReportBuild {
public:
    // What is gone through record by record takes many short turns; each of the others ends in one, or in a few.
    enum class Stage { Begin, Walk, Finish, Arrange, Draw, Done };

    ReportBuild(const Project& project, ReportChoice choice) : project_(project), choice_(std::move(choice)) {}
    // Goes on for a part of a millisecond; true once it is done.
    bool advance();
    Stage stage() const { return stage_; }
    // Lets go of some of it, once it is of no more use; true at the end.
    bool shrink();

    const ReportChoice& choice() const { return choice_; }
    // Of the coverage only:
    const Coverage* coverage() const { return coverage_.get(); }
    const CoverageShape& shape() const { return shape_; }
    // Of the others; empty for the coverage, which the view draws itself.
    const Picture& picture() const { return picture_; }
    std::string csv() const;
    std::string svg(const Project& project) const;

private:
    void begin();
    void finish();
    bool arrange();
    void draw_picture();

    const Project& project_;
    ReportChoice choice_;
    std::unique_ptr<Coverage> coverage_;
    std::unique_ptr<AttributionGraph> graph_;
    std::unique_ptr<GraphLayout> layout_;
    std::unique_ptr<Statistics> statistics_;
    AttributionTree tree_;
    Timeline timeline_;
    std::unique_ptr<ReportWalk> walk_;
    std::unique_ptr<CoverageArrangement> arrangement_;
    CoverageShape shape_;
    Picture picture_;
    Stage stage_ = Stage::Begin;
};

// What the view that is open shows: made anew a few milliseconds a frame when the project or the choice changes, and
// kept meanwhile.
class Reports {
public:
    ReportChoice wanted;  // its `view`, `set` and `language` follow the session
    // The cell that the keyboard is at, by position in the shape.
    uint32_t row = 0, column = 0;
    bool follow = false;  // scroll to it in the next frame

    // A frame's part of the work, about `seconds`.
    void go_on(App& app, double seconds);
    // Drops all; for when another project is opened.
    void forget();
    bool running() const { return next_ || !old_.empty(); }
    // Null while the first one is on its way.
    const ReportBuild* shown() const { return shown_.get(); }

private:
    void retire(std::unique_ptr<ReportBuild>& build);

    std::unique_ptr<ReportBuild> shown_, next_;
    std::vector<std::unique_ptr<ReportBuild>> old_;  // that go bit by bit
    uint64_t shown_revision_ = ~0ull, next_revision_ = ~0ull;
};

// "coverage", "attributions", "timeline", "statistics", "entities", "claims"; null for the text.
const char* name_of(MainView view);
const char* title_of(MainView view);
// What reports say, in the language of the interface that is being drawn.
const ReportWords& report_words();

}  // namespace glossator
