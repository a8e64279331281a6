#include "ui/controls.h"

#include <algorithm>
#include <optional>

#include <imgui_internal.h>

#include "core/base/utf8.h"
#include "ui/right_to_left.h"

namespace glossator {

namespace {

// The part of a box that can be seen.
std::optional<Box> clipped(ImVec2 min, ImVec2 max)
{
    const ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 clip_min = draw.GetClipRectMin(), clip_max = draw.GetClipRectMax();
    min = {std::max(min.x, clip_min.x), std::max(min.y, clip_min.y)};
    max = {std::min(max.x, clip_max.x), std::min(max.y, clip_max.y)};
    if (min.x >= max.x || min.y >= max.y) return {};
    return Box{min.x, min.y, max.x - min.x, max.y - min.y};
}

// What is kept of words: whole characters.
std::string_view begin_of(std::string_view text)
{
    if (text.size() <= Controls::kMostBytes) return text;
    size_t size = Controls::kMostBytes;
    while (size > 0 && is_continuation(text[size])) --size;
    return text.substr(0, size);
}

}  // namespace

void Controls::begin_frame()
{
    boxes_.clear();
    painted_.clear();
    text_.clear();
    marked_is_seen_ = false;
    painted_hash_ = 14695981039346656037u;
}

// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/
void Controls::hash(std::string_view text)
{
    for (const char c : text) painted_hash_ = (painted_hash_ ^ static_cast<unsigned char>(c)) * 1099511628211u;
}

Controls::Painted* Controls::paint(Kind kind, std::string_view text, ImVec2 min, ImVec2 max)
{
    const std::optional<Box> box = clipped(min, max);
    if (!box) return nullptr;
    if (kind != Kind::Control) text = begin_of(text);
    const char* panel = ImGui::GetCurrentWindow()->RootWindow->Name;
    painted_.push_back(
        {kind, false, panel, static_cast<uint32_t>(text_.size()), static_cast<uint32_t>(text.size()), 0, *box});
    text_ += text;
    hash(text);
    marked_is_seen_ = false;
    return &painted_.back();
}

void Controls::mark(std::string_view name, ImVec2 min, ImVec2 max)
{
    Painted* item = paint(Kind::Control, name, min, max);
    marked_is_seen_ = item != nullptr;
    if (!item) return;
    std::vector<Box>& boxes = boxes_[std::string(name)];
    item->nth = static_cast<uint32_t>(boxes.size());
    boxes.push_back(on_screen(item->box));
}

void Controls::mark_item(std::string_view name)
{
    mark(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

void Controls::mark_chosen(bool chosen)
{
    if (!marked_is_seen_) return;
    painted_.back().chosen = chosen;
    hash(chosen ? "1" : "0");
}

void Controls::say(std::string_view words, ImVec2 min, ImVec2 max)
{
    if (!words.empty()) paint(Kind::Words, words, min, max);
}

void Controls::explain_item(std::string_view words)
{
    if (!words.empty()) paint(Kind::Hint, words, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
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
