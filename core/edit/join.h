#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/model/project.h"

namespace glossator {

// Makes one project of many, in their order, as opening one beside the other would (merge_project). Joins pairs of like
// size, so that n projects cost O(n log n).
class ProjectJoin {
public:
    Status add(Project project);
    bool empty() const { return parts_.empty(); }
    // Something was added, and nothing is after it.
    Result<Project> take();

private:
    struct Part {
        size_t projects;
        Project project;
    };
    Status join_last_two();

    std::vector<Part> parts_;  // of falling size
};

}  // namespace glossator
