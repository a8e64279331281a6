#pragma once

#include <cstdint>
#include <vector>

#include <imgui.h>

// How links between spans run past the text: through the band below each line and through the margins, never over
// words. Pure geometry, px of the screen.
namespace glossator {

// A line of text: its words stand between `top` and `bottom`; links run between `band_top` and `band_bottom`, where
// bottom <= band_top <= band_bottom <= the next line's top.
struct RouteLine {
    float top, bottom;
    float band_top, band_bottom;
};

struct RoutePage {
    std::vector<RouteLine> lines;  // those that can be seen, from top to bottom
    float left, right;             // no word stands beyond
    float margin;                  // px beside them on either side in which links may run
    float top, bottom;             // the view
};

// The foot of a mark: `x` lies within it, and the line's `bottom` is where a link meets it.
struct RouteEnd {
    int line;  // -1: above the view; lines.size(): below
    float x = 0;
};

// One span's links of one sort: all its `ends` hang on one trunk with the `hub`.
struct RouteBundle {
    RouteEnd hub;
    std::vector<RouteEnd> ends;
};

struct RouteStroke {
    ImVec2 from, to;  // horizontal or vertical, with from.x <= to.x and from.y <= to.y
};

struct BundleRoute {
    std::vector<RouteStroke> strokes;  // no two overlap but at their ends; connected
    std::vector<float> track;          // y of the horizontal stroke at each line; 0 where there's none
    float trunk_x = 0;                 // of the stroke in the margin, if there is one
    bool has_trunk = false;
};

// A route for each bundle. Bundles keep apart as long as bands and margins have room for that; then they share the
// last track. O(bundles² × lines).
std::vector<BundleRoute> route_links(const RoutePage& page, const std::vector<RouteBundle>& bundles);

}  // namespace glossator
