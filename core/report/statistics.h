#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/report/picture.h"
#include "core/report/report.h"
#include "core/report/words.h"

namespace glossator {

// How much was marked, by whom, how fast, and how alike entities are spelt.
class Statistics : public Report {
public:
    // Spans by their length: 1, 2 to 3, 4 to 7, … code points; the last one has all longer ones.
    static constexpr size_t kLengths = 10;
    struct Label {
        LabelId id;
        std::string title;
        uint32_t spans = 0;
        uint64_t code_points = 0;  // that they cover
        std::array<uint32_t, kLengths> lengths = {};
    };
    // One annotator's work on one document.
    struct Work {
        DocumentId document;
        std::string title, annotator;
        uint32_t spans = 0, attributions = 0, relations = 0;
        double worked_s = 0;        // between one span made and the next, pauses of over five minutes left out
        double spans_per_hour = 0;  // of that time; 0: not known
    };
    struct Spelling {
        EntityId entity;
        std::string name;
        uint32_t mentions = 0;
        std::vector<std::pair<std::string, uint32_t>> forms;  // most frequent first
        double agreement = 0;                                 // the share of the most frequent one
    };

    explicit Statistics(const Project& project);
    void begin(const Document& document, const AnnotationSet& set) override;
    void add(const Attribution& attribution) override;
    void add(const Span& span) override;
    // Once all have been added.
    void finish();

    const std::vector<Label>& labels() const { return labels_; }  // in the order of the schema
    const std::vector<Work>& work() const { return work_; }       // by document, then by set
    const std::vector<Spelling>& spellings() const
    {
        return spellings_;
    }  // entities spelt in more than one way, least alike first

private:
    void end_work();

    const Project& project_;
    std::vector<Label> labels_;
    std::unordered_map<LabelId, size_t> labels_by_id_;
    std::vector<Work> work_;
    std::map<EntityId, std::map<std::string, uint32_t>> forms_;
    std::vector<Spelling> spellings_;
    std::vector<double> made_;  // when the spans of the set that is being added were, days
    const Document* document_ = nullptr;
};

Picture draw(const Statistics& statistics, const ReportWords& say = {});
// One record for each number: what it counts, of which document, annotator and item, and the number.
std::string write_csv(const Statistics& statistics);

}  // namespace glossator
