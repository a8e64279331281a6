#pragma once

#include <cstdint>
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

// What a panel shows, for those who don't see it: words that stand there, or a control with the words that name it.
struct PanelItem {
    std::string words;
    std::string control;  // empty: only words
    size_t nth = 0;       // of those with this name, as in find()
    bool chosen = false;
    friend bool operator==(const PanelItem&, const PanelItem&) = default;
};
struct Panel {
    std::string name;              // of ImGui's window
    std::vector<PanelItem> items;  // in the order in which they are read: lines from above, each from its begin
};

// Where named controls were painted in the last frame, so that scripts, tests and hints find them (names:
// docs/automation.md), and what stood there in words.
class Controls {
public:
    static constexpr size_t kMostBytes = 2'000;  // of one piece of words; a text may be of any length

    void begin_frame();
    // Only the part inside the current clip rectangle is kept; nothing if no part is visible.
    void mark(std::string_view name, ImVec2 min, ImVec2 max);
    void mark_item(std::string_view name);  // the item that ImGui drew last
    std::vector<Box> find(std::string_view name) const;

    // Right after a mark: whether this control is the chosen one.
    void mark_chosen(bool chosen);
    // Words that were drawn in the current window; those that were cut as they are, up to kMostBytes.
    void say(std::string_view words, ImVec2 min, ImVec2 max);
    // What the item that ImGui drew last is for: its name, where no words stand in it.
    void explain_item(std::string_view words);
    // Another number when other words or controls were painted.
    uint64_t painted() const { return painted_hash_; }
    // Of the frame that was painted last, in the order in which they were first painted.
    std::vector<Panel> panels() const;

private:
    enum class Kind : uint8_t { Control, Words, Hint };
    struct Painted {
        Kind kind;
        bool chosen;
        const char* panel;     // ImGui keeps it
        uint32_t begin, size;  // of its name or words, in text_
        uint32_t nth;
        Box box;  // as it is laid out, before a right-to-left interface is turned
    };
    // Null if no part of the box can be seen.
    Painted* paint(Kind kind, std::string_view text, ImVec2 min, ImVec2 max);
    std::string_view text_of(const Painted& item) const
    {
        return std::string_view(text_).substr(item.begin, item.size);
    }
    std::vector<PanelItem> items_of(const std::vector<const Painted*>& painted) const;
    void hash(std::string_view text);

    std::unordered_map<std::string, std::vector<Box>> boxes_;
    std::vector<Painted> painted_;
    bool marked_is_seen_ = false;  // the control that was marked last: it is the last of painted_
    std::string text_;
    uint64_t painted_hash_ = 0;
};

}  // namespace glossator
