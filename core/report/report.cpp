#include "core/report/report.h"

#include <numeric>

namespace glossator {

ReportWalk::ReportWalk(const Project& project, std::vector<uint32_t> sets) : project_(project), sets_(std::move(sets))
{}

bool ReportWalk::advance(Report& report, size_t records)
{
    while (next_ < sets_.size()) {
        const AnnotationSet& set = *project_.sets()[sets_[next_]];
        if (!begun_) {
            report.begin(*project_.find(set.info.document), set);
            attribution_ = set.attributions.begin();
            span_ = 0;
            begun_ = true;
        }
        for (; attribution_ != set.attributions.end(); ++attribution_) {
            if (records-- == 0) return false;
            report.add(attribution_->second);
        }
        for (; report.wants_spans() && span_ < set.spans.size(); ++span_) {
            if (records-- == 0) return false;
            report.add(set.spans.at(span_));
        }
        ++next_;
        begun_ = false;
        if (records-- == 0) return next_ == sets_.size();
    }
    return true;
}

std::vector<uint32_t> one_set_each(const Project& project, const AnnotatorId& annotator)
{
    const auto rank = [&](uint32_t set) {
        const SetInfo& info = project.sets()[set]->info;
        return info.by == annotator ? 2 : info.role == SetRole::Gold ? 1 : 0;
    };
    std::vector<uint32_t> chosen;
    for (uint32_t at = 0; at < project.sets().size(); ++at) {
        const bool same =
            !chosen.empty() && project.sets()[chosen.back()]->info.document == project.sets()[at]->info.document;
        if (!same)
            chosen.push_back(at);
        else if (rank(at) > rank(chosen.back()))
            chosen.back() = at;
    }
    return chosen;
}

std::vector<uint32_t> all_sets(const Project& project)
{
    std::vector<uint32_t> all(project.sets().size());
    std::iota(all.begin(), all.end(), 0u);
    return all;
}

}  // namespace glossator
