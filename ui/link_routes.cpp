#include "ui/link_routes.h"

#include <algorithm>
#include <cmath>

namespace glossator {

namespace {

constexpr float kTrack = 3;       // px from one track to the next
constexpr float kFirstTrack = 4;  // px from the text to the first track in the margin
constexpr float kApart = 4;       // px between strokes that share a track

struct Interval {
    float low = 1e9f, high = -1e9f;
    bool empty() const { return low > high; }
    void take_in(float x)
    {
        low = std::min(low, x);
        high = std::max(high, x);
    }
    bool meets(const Interval& other) const { return low < other.high + kApart && other.low < high + kApart; }
};

struct Draft {
    std::vector<Interval> reach;  // x on each line
    Interval trunk;               // in lines
    bool at_right = false;
    uint32_t margin_track = 0;
    std::vector<uint32_t> tracks;  // of each line
};

bool is_visible(const RoutePage& page, const RouteEnd& end)
{
    return end.line >= 0 && end.line < static_cast<int>(page.lines.size());
}

float trunk_x(const RoutePage& page, const Draft& draft)
{
    const float away = std::min(kFirstTrack + kTrack * static_cast<float>(draft.margin_track), page.margin);
    return draft.at_right ? page.right + away : page.left - away;
}

Draft drafted(const RoutePage& page, const RouteBundle& bundle)
{
    Draft draft;
    draft.reach.resize(page.lines.size());
    draft.tracks.resize(page.lines.size());
    float to_left = 0, to_right = 0;
    bool leaves_line = false;
    const auto take_in = [&](const RouteEnd& end) {
        draft.trunk.take_in(static_cast<float>(end.line));
        leaves_line = leaves_line || end.line != bundle.hub.line;
        if (!is_visible(page, end)) return;
        draft.reach[static_cast<size_t>(end.line)].take_in(end.x);
        to_left += end.x - page.left;
        to_right += page.right - end.x;
    };
    take_in(bundle.hub);
    for (const RouteEnd& end : bundle.ends) take_in(end);
    if (!leaves_line) draft.trunk = {};
    draft.at_right = to_right <= to_left;
    return draft;
}

// The least track that `is_free` of all drafts before.
template <class Meets>
uint32_t free_track(const std::vector<Draft>& drafts, size_t count, const Meets& meets)
{
    uint32_t taken = 0;  // a bit a track
    for (size_t i = 0; i < count; ++i)
        if (const int track = meets(drafts[i]); track >= 0) taken |= 1u << std::min(track, 31);
    uint32_t track = 0;
    while (track < 31 && (taken >> track & 1u)) ++track;
    return track;
}

void put_into_tracks(const RoutePage& page, std::vector<Draft>& drafts)
{
    for (size_t i = 0; i < drafts.size(); ++i) {
        Draft& draft = drafts[i];
        if (draft.trunk.empty()) continue;
        draft.margin_track = free_track(drafts, i, [&](const Draft& other) {
            const bool beside = !other.trunk.empty() && other.at_right == draft.at_right &&
                                other.trunk.low <= draft.trunk.high && draft.trunk.low <= other.trunk.high;
            return beside ? static_cast<int>(other.margin_track) : -1;
        });
        for (Interval& reach : draft.reach)
            if (!reach.empty()) reach.take_in(trunk_x(page, draft));
    }
    for (size_t i = 0; i < drafts.size(); ++i)
        for (size_t line = 0; line < page.lines.size(); ++line)
            if (const Interval& reach = drafts[i].reach[line]; !reach.empty())
                drafts[i].tracks[line] = free_track(drafts, i, [&](const Draft& other) {
                    return !other.reach[line].empty() && other.reach[line].meets(reach)
                               ? static_cast<int>(other.tracks[line])
                               : -1;
                });
}

BundleRoute finished(const RoutePage& page, const RouteBundle& bundle, const Draft& draft)
{
    BundleRoute route;
    route.track.resize(page.lines.size());
    for (size_t line = 0; line < page.lines.size(); ++line) {
        const Interval& reach = draft.reach[line];
        if (reach.empty()) continue;
        const RouteLine& at = page.lines[line];
        const float y = std::min(at.band_top + kTrack * static_cast<float>(draft.tracks[line]), at.band_bottom);
        route.track[line] = y;
        if (reach.low < reach.high) route.strokes.push_back({{reach.low, y}, {reach.high, y}});
    }
    for (size_t i = 0; i <= bundle.ends.size(); ++i) {
        const RouteEnd& foot = i < bundle.ends.size() ? bundle.ends[i] : bundle.hub;
        bool again = false;
        for (size_t j = 0; j < i; ++j)
            again = again || (bundle.ends[j].line == foot.line && bundle.ends[j].x == foot.x);
        if (again || !is_visible(page, foot)) continue;
        const auto line = static_cast<size_t>(foot.line);
        route.strokes.push_back({{foot.x, page.lines[line].bottom}, {foot.x, route.track[line]}});
    }
    if (draft.trunk.empty()) return route;
    route.has_trunk = true;
    route.trunk_x = trunk_x(page, draft);
    const auto y_of = [&](float line) {
        if (line < 0) return page.top;
        return line < static_cast<float>(page.lines.size()) ? route.track[static_cast<size_t>(line)] : page.bottom;
    };
    route.strokes.push_back({{route.trunk_x, y_of(draft.trunk.low)}, {route.trunk_x, y_of(draft.trunk.high)}});
    return route;
}

}  // namespace

std::vector<BundleRoute> route_links(const RoutePage& page, const std::vector<RouteBundle>& bundles)
{
    std::vector<Draft> drafts;
    for (const RouteBundle& bundle : bundles) drafts.push_back(drafted(page, bundle));
    put_into_tracks(page, drafts);
    std::vector<BundleRoute> routes;
    for (size_t i = 0; i < bundles.size(); ++i) routes.push_back(finished(page, bundles[i], drafts[i]));
    return routes;
}

}  // namespace glossator
