#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>

namespace glossator {

// A rectangle on the page, CSS pixels.
struct Box {
    float x, y, width, height;
};

// Where named controls were painted in the last frame, so that scripts, tests and hints find them (names:
// docs/automation.md).
class Controls {
public:
    void begin_frame() { boxes_.clear(); }
    // Only the part inside the current clip rectangle is kept; nothing if no part is visible.
    void mark(std::string_view name, ImVec2 min, ImVec2 max);
    void mark_item(std::string_view name);  // the item that ImGui drew last
    std::vector<Box> find(std::string_view name) const;

private:
    std::unordered_map<std::string, std::vector<Box>> boxes_;
};

}  // namespace glossator
