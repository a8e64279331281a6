#include "core/edit/join.h"

#include "core/edit/compose.h"
#include "core/edit/history.h"

namespace glossator {

Status ProjectJoin::add(Project project)
{
    parts_.push_back({1, std::move(project)});
    while (parts_.size() > 1 && parts_[parts_.size() - 2].projects == parts_.back().projects)
        if (Status status = join_last_two(); !status) return status;
    return {};
}

Result<Project> ProjectJoin::take()
{
    while (parts_.size() > 1)
        if (Status status = join_last_two(); !status) return fail(status.error());
    return std::move(parts_.front().project);
}

Status ProjectJoin::join_last_two()
{
    Part last = std::move(parts_.back());
    parts_.pop_back();
    Part& before = parts_.back();
    History history(std::move(before.project));
    IdMaker ids(history.project());
    Result<Composed> merged = merge_project({history.project(), ids, {}, {}}, last.project);
    if (!merged) return fail(merged.error());
    const Status status = history.run(std::move(merged->step));
    before.project = history.take_project();
    before.projects += last.projects;
    return status;
}

}  // namespace glossator
