#include "ui/controls.h"

#include <algorithm>

#include "ui/right_to_left.h"

namespace glossator {

void Controls::mark(std::string_view name, ImVec2 min, ImVec2 max)
{
    const ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 clip_min = draw.GetClipRectMin(), clip_max = draw.GetClipRectMax();
    min = {std::max(min.x, clip_min.x), std::max(min.y, clip_min.y)};
    max = {std::min(max.x, clip_max.x), std::min(max.y, clip_max.y)};
    if (min.x >= max.x || min.y >= max.y) return;
    boxes_[std::string(name)].push_back(on_screen({min.x, min.y, max.x - min.x, max.y - min.y}));
}

void Controls::mark_item(std::string_view name)
{
    mark(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

std::vector<Box> Controls::find(std::string_view name) const
{
    // What words might mean was called a proposal, as what is said by whom still is; both names find it.
    constexpr std::string_view kName = "candidate";
    std::string marked(name);
    if (name.substr(0, kName.size()) == kName) marked.replace(0, kName.size(), "proposal");
    const auto found = boxes_.find(marked);
    return found == boxes_.end() ? std::vector<Box>{} : found->second;
}

}  // namespace glossator
