#pragma once

#include <string>
#include <vector>

#include <imgui.h>

#include "ui/reading_marks.h"
#include "ui/reading_page.h"

namespace glossator {

class App;

// All of the open document at a glance, beside the scroll bar and to its scale: spans in a lane for each layer, what a
// search found, problems, the focused span, and what the view shows.
class Minimap {
public:
    static constexpr float kWidth = 12;  // px

    // Looks at some rows anew if the document, its heights or what is shown have changed: at most O(log spans) for each
    // of kRowsAFrame rows, so that no frame waits; true if there is more to do.
    bool update(const App& app, const ReadingPage& page, LabelInks& inks);
    void paint(ImDrawList& draw, const App& app, const ReadingPage& page, float left) const;
    // The scroll position that brings what is shown at `y` of the screen to the middle of the view.
    static double scroll_top_at(const ReadingPage& page, float y);

private:
    static constexpr int kLanes = 3;  // claims, entities, everything else
    static constexpr size_t kRowsAFrame = 128;
    struct Row {
        uint32_t begin = 0;        // byte
        ImU32 lanes[kLanes] = {};  // 0: nothing
    };
    void look_at(Row& row, uint32_t end, const App& app, LabelInks& inks) const;
    void paint_ticks(ImDrawList& draw, const App& app, const ReadingPage& page, float left) const;

    std::vector<Row> rows_;  // px by px
    size_t next_ = 0;        // the row to look at next
    size_t left_ = 0;        // how many are still to be looked at
    std::string seen_;       // what the rows were made for
};

}  // namespace glossator
