#include "core/report/checklist.h"

namespace glossator {

void Checklists::follow(const Project& project, const std::vector<Edit>& edits)
{
    if (project_ == project.info().id.text && revision_ == project.revision()) return;
    const bool all_of_it = project_ == project.info().id.text && revision_ + edits.size() == project.revision();
    if (all_of_it)
        for (const Edit& edit : edits) take(project, edit);
    else
        start_over(project);
    project_ = project.info().id.text;
    revision_ = project.revision();
    checker_.reset();  // what it points to may have moved
}

void Checklists::take(const Project& project, const Edit& edit)
{
    const SetId* set = nullptr;
    if (const auto* put_span = std::get_if<PutSpan>(&edit)) set = &put_span->set;
    if (const auto* gone_span = std::get_if<RemoveSpan>(&edit)) set = &gone_span->set;
    if (const auto* put_link = std::get_if<PutAttribution>(&edit)) set = &put_link->set;
    if (const auto* gone_link = std::get_if<RemoveAttribution>(&edit)) set = &gone_link->set;
    if (const auto* put_set = std::get_if<PutSet>(&edit)) set = &put_set->info.id;
    if (set) due_.insert(*set);
    if (const auto* gone = std::get_if<RemoveSet>(&edit)) {
        due_.erase(gone->id);
        lists_.erase(gone->id);
    }
    if (std::holds_alternative<PutSchema>(edit) || std::holds_alternative<PutProjectInfo>(edit))
        for (const auto& each : project.sets()) due_.insert(each->info.id);
}

void Checklists::start_over(const Project& project)
{
    if (project_ != project.info().id.text) lists_.clear();
    due_.clear();
    for (const auto& set : project.sets()) due_.insert(set->info.id);
}

bool Checklists::go_on(const Project& project, const SetId& first, size_t records)
{
    while (!due_.empty()) {
        if (!checker_) {
            at_ = due_.count(first) > 0 ? first : *due_.begin();
            const AnnotationSet* set = project.find(at_);
            if (!set) {  // a later edit took it away
                due_.erase(at_);
                continue;
            }
            checker_ = std::make_unique<SetChecker>(project, *set);
        }
        const size_t piece = std::min<size_t>(records, 200);
        if (checker_->advance(piece)) {
            lists_[at_] = checker_->take();
            ++found_;
            checker_.reset();
            due_.erase(at_);
        }
        if (records <= piece) break;
        records -= piece;
    }
    return due_.empty();
}

const std::vector<Check>* Checklists::of(const SetId& set) const
{
    const auto at = lists_.find(set);
    return at == lists_.end() ? nullptr : &at->second;
}

}  // namespace glossator
