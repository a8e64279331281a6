#include <algorithm>
#include <numeric>

#include "ui/controls.h"

// What Controls remembers of a frame, as panels that can be read.
namespace glossator {

namespace {

constexpr float kSameLine = 9;  // px between the middles of what stands side by side

ImVec2 middle_of(const Box& box)
{
    return {box.x + box.width / 2, box.y + box.height / 2};
}

bool holds(const Box& box, ImVec2 at)
{
    return at.x >= box.x && at.x <= box.x + box.width && at.y >= box.y && at.y <= box.y + box.height;
}

bool holds(const Box& box, const Box& other)
{
    return holds(box, middle_of(other)) && box.width * box.height > other.width * other.height;
}

void append(std::string& words, std::string_view more)
{
    if (!words.empty()) words += ' ';
    words += more;
}

// Their indices, line by line, each from its begin.
std::vector<size_t> in_reading_order(const std::vector<Box>& boxes)
{
    std::vector<size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), size_t{0});
    const auto higher = [&](size_t a, size_t b) { return middle_of(boxes[a]).y < middle_of(boxes[b]).y; };
    const auto earlier = [&](size_t a, size_t b) { return boxes[a].x < boxes[b].x; };
    std::stable_sort(order.begin(), order.end(), higher);
    for (auto line = order.begin(); line != order.end();) {
        const float y = middle_of(boxes[*line]).y;
        const auto end =
            std::find_if(line, order.end(), [&](size_t i) { return middle_of(boxes[i]).y - y > kSameLine; });
        std::stable_sort(line, end, earlier);
        line = end;
    }
    return order;
}

}  // namespace

std::vector<PanelItem> Controls::items_of(const std::vector<const Painted*>& painted) const
{
    // What holds other controls is a region of the panel, and no control to press.
    std::vector<const Painted*> controls;
    for (const Painted* item : painted)
        if (item->kind == Kind::Control && std::none_of(painted.begin(), painted.end(), [&](const Painted* other) {
                return other->kind == Kind::Control && other != item && holds(item->box, other->box);
            }))
            controls.push_back(item);

    std::vector<const Painted*> shown = controls;  // then the words that stand in none of them
    std::vector<std::vector<const Painted*>> within(controls.size());
    std::vector<std::string_view> hints(controls.size());
    for (const Painted* item : painted) {
        if (item->kind == Kind::Control) continue;
        const auto at = std::find_if(controls.begin(), controls.end(),
                                     [&](const Painted* control) { return holds(control->box, middle_of(item->box)); });
        const size_t i = static_cast<size_t>(at - controls.begin());
        if (at == controls.end() && item->kind == Kind::Words) shown.push_back(item);
        if (at == controls.end()) continue;
        if (item->kind == Kind::Words)
            within[i].push_back(item);
        else
            hints[i] = text_of(*item);
    }
    const auto boxes_of = [](const std::vector<const Painted*>& items) {
        std::vector<Box> boxes;
        for (const Painted* item : items) boxes.push_back(item->box);
        return boxes;
    };

    std::vector<PanelItem> items;
    for (const size_t i : in_reading_order(boxes_of(shown))) {
        if (i >= controls.size()) {
            items.push_back({std::string(text_of(*shown[i])), {}});
            continue;
        }
        std::string words;
        for (const size_t w : in_reading_order(boxes_of(within[i]))) append(words, text_of(*within[i][w]));
        if (words.empty()) words = hints[i];
        // A field without a word is named by what stands before it.
        if (words.empty() && !items.empty()) words = items.back().words;
        if (words.empty()) continue;
        items.push_back({std::move(words), std::string(text_of(*shown[i])), shown[i]->nth, shown[i]->chosen});
    }
    return items;
}

std::vector<Panel> Controls::panels() const
{
    std::vector<const char*> names;
    std::vector<std::vector<const Painted*>> painted;
    for (const Painted& item : painted_) {
        const size_t i = static_cast<size_t>(std::find(names.begin(), names.end(), item.panel) - names.begin());
        if (i == names.size()) {
            names.push_back(item.panel);
            painted.emplace_back();
        }
        painted[i].push_back(&item);
    }
    std::vector<Panel> panels;
    for (size_t i = 0; i < names.size(); ++i) panels.push_back({names[i], items_of(painted[i])});
    return panels;
}

}  // namespace glossator
