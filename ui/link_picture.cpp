#include "ui/link_picture.h"

#include <algorithm>
#include <cmath>

#include "ui/wording.h"

namespace glossator {

namespace {

constexpr float kLabelSize = 9.5f, kLabelHeight = 11, kLabelPadding = 2;
constexpr float kStubHeight = 16, kStubArrow = 10;
constexpr float kFootInset = 6;  // of a link's foot from the begin of its span
constexpr float kFeetApart = 5;  // of a span's own feet

// Kinds differ by colour and by pattern.
struct LinkLook {
    ImU32 color;
    float on, off;
};

LinkLook look_of(LinkKind kind, const Theme& theme)
{
    switch (kind) {
    case LinkKind::Attribution: return {legible_on(theme.accent, theme.paper), 0, 0};
    case LinkKind::Relation: return {legible_on(theme.good, theme.paper), 5, 3};
    case LinkKind::Same: break;
    }
    return {legible_on(theme.quiet_ink, theme.paper), 2, 3};
}

bool overlap(const Box& a, const Box& b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

bool contains(const Box& box, ImVec2 p)
{
    return p.x >= box.x && p.x < box.x + box.width && p.y >= box.y && p.y < box.y + box.height;
}

float foot_x(const LinkPicture::Anchor& anchor, float inset)
{
    inset = std::min(inset, std::max((anchor.right - anchor.left) / 2, 1.0f));
    return anchor.right_to_left ? anchor.right - inset : anchor.left + inset;
}

// On a device pixel, so that thin lines are sharp.
float snapped(float v)
{
    return std::floor(v) + 0.5f;
}

}  // namespace

void LinkPicture::clear()
{
    lines_.clear();
    marks_.clear();
}

LinkPicture::Drawn LinkPicture::sorted_out(const LinkBundle& bundle, const View& view, const Span& hub,
                                           bool hub_shown) const
{
    Drawn drawn{&bundle, {}, 0, 0, {}, {}};
    const auto first_from = [&](uint32_t byte) {
        return std::partition_point(bundle.links.begin(), bundle.links.end(),
                                    [&](const Link& link) { return link.to->begin() < byte; });
    };
    const auto in_view = first_from(view.bytes.begin), after = first_from(view.bytes.end);
    drawn.above = static_cast<size_t>(in_view - bundle.links.begin());
    drawn.below = static_cast<size_t>(bundle.links.end() - after);
    if (drawn.above > 0) drawn.nearest_above = (in_view - 1)->to->id;
    if (drawn.below > 0) drawn.nearest_below = after->to->id;
    for (const Anchor& anchor : view.anchors) {
        const auto link = std::partition_point(bundle.links.begin(), bundle.links.end(),
                                               [&](const Link& l) { return precedes(*l.to, *anchor.span); });
        if (link == bundle.links.end() || link->to->id != anchor.span->id) continue;
        drawn.shown.push_back({&*link, &anchor});
        if (link < in_view) --drawn.above;  // it begins above and reaches into the view
    }
    if (hub_shown) return drawn;
    // The way back to the span itself counts as one more.
    const bool above = hub.begin() < view.bytes.begin;
    ++(above ? drawn.above : drawn.below);
    SpanId& nearest = above ? drawn.nearest_above : drawn.nearest_below;
    const Span* rival = nearest.empty() ? nullptr : view.set->spans.find(nearest);
    if (!rival || (above ? rival->begin() < hub.begin() : hub.begin() < rival->begin())) nearest = hub.id;
    return drawn;
}

void LinkPicture::build(const LinksOf& links, const View& view, TextEngine& engine)
{
    clear();
    const Span* hub = view.set ? view.set->spans.find(links.span()) : nullptr;
    if (!hub || links.bundles().empty() || view.page.lines.empty()) return;
    const auto shown =
        std::find_if(view.anchors.begin(), view.anchors.end(), [&](const Anchor& a) { return a.span->id == hub->id; });
    const bool hub_shown = shown != view.anchors.end();
    const int beyond = static_cast<int>(view.page.lines.size());
    std::vector<Drawn> all;
    std::vector<RouteBundle> ends;
    for (const LinkBundle& bundle : links.bundles()) {
        Drawn drawn = sorted_out(bundle, view, *hub, hub_shown);
        if (drawn.shown.empty() && (!hub_shown || drawn.above + drawn.below == 0)) continue;
        RouteBundle route;
        const float inset = kFootInset + kFeetApart * static_cast<float>(all.size());
        if (hub_shown)
            route.hub = {shown->line, foot_x(*shown, inset)};
        else
            route.hub = {hub->begin() < view.bytes.begin ? -1 : beyond, 0};
        for (const auto& [link, anchor] : drawn.shown)
            route.ends.push_back({anchor->line, foot_x(*anchor, kFootInset)});
        if (drawn.above > 0) route.ends.push_back({-1, 0});
        if (drawn.below > 0) route.ends.push_back({beyond, 0});
        all.push_back(std::move(drawn));
        ends.push_back(std::move(route));
    }
    const std::vector<BundleRoute> routes = route_links(view.page, ends);
    std::vector<Box> taken = view.taken;
    for (size_t i = 0; i < all.size(); ++i) {
        for (const RouteStroke& stroke : routes[i].strokes) lines_.push_back({all[i].bundle->kind, stroke});
        add_labels(all[i], ends[i], routes[i], view, taken, engine);
        add_stubs(all[i], routes[i], view, engine);
    }
}

void LinkPicture::add_labels(const Drawn& drawn, const RouteBundle& ends, const BundleRoute& route, const View& view,
                             std::vector<Box>& taken, TextEngine& engine)
{
    const LinkKind kind = drawn.bundle->kind;
    bool arrow_here = false;
    for (size_t i = 0; i < drawn.shown.size(); ++i) {
        const auto& [link, anchor] = drawn.shown[i];
        const RouteEnd& end = ends.ends[i];
        const auto line = static_cast<size_t>(end.line);
        const RouteLine& at = view.page.lines[line];
        if (link->arrow_there) marks_.push_back({Sign::Arrow, kind, {}, {end.x, at.bottom, 0, 0}, {}});
        arrow_here = arrow_here || link->arrow_here;
        if (kind == LinkKind::Same && i > 0) continue;  // said once
        const float width = engine.width(FontStyle::Interface, kLabelSize, link->role) + 2 * kLabelPadding;
        const float next = line + 1 < view.page.lines.size() ? view.page.lines[line + 1].top : view.page.bottom;
        const float y = std::max(std::min(route.track[line] - kLabelHeight / 2, next - kLabelHeight), at.bottom + 1);
        // Beside the foot, below its own span if there is room, else further along on either side.
        for (int attempt = 0; attempt < 20; ++attempt) {
            const bool left = (attempt % 2 == 0) == anchor->right_to_left;
            const float away = 4 + 8 * static_cast<float>(attempt / 2);
            const Box box{left ? end.x - away - width : end.x + away, y, width, kLabelHeight};
            if (box.x < view.page.left || box.x + box.width > view.page.right) continue;
            if (std::any_of(taken.begin(), taken.end(), [&](const Box& b) { return overlap(b, box); })) continue;
            marks_.push_back({Sign::Role, kind, link->role, box, link->to->id});
            taken.push_back(box);
            break;
        }
    }
    if (arrow_here && ends.hub.line >= 0 && ends.hub.line < static_cast<int>(view.page.lines.size())) {
        const float bottom = view.page.lines[static_cast<size_t>(ends.hub.line)].bottom;
        marks_.push_back({Sign::Arrow, kind, {}, {ends.hub.x, bottom, 0, 0}, {}});
    }
}

void LinkPicture::add_stubs(const Drawn& drawn, const BundleRoute& route, const View& view, TextEngine& engine)
{
    const bool at_right = route.trunk_x > view.page.right;
    for (const Sign sign : {Sign::Above, Sign::Below}) {
        const bool above = sign == Sign::Above;
        const size_t count = above ? drawn.above : drawn.below;
        if (count == 0) continue;
        std::string text = with_thousands(count);
        const float width = kStubArrow + engine.width(FontStyle::Strong, kTagSize, text) + 6;
        float row = 0;  // those of other bundles stand nearer to the edge
        for (const Mark& other : marks_)
            if (other.sign == sign && (other.box.x > view.page.right) == at_right) row += kStubHeight;
        const float x = at_right ? route.trunk_x + 3 : route.trunk_x - 3 - width;
        const float y = above ? view.page.top + 2 + row : view.page.bottom - 2 - kStubHeight - row;
        marks_.push_back({sign,
                          drawn.bundle->kind,
                          std::move(text),
                          {x, y, width, kStubHeight},
                          above ? drawn.nearest_above : drawn.nearest_below});
    }
}

void LinkPicture::paint(ImDrawList& draw, const Theme& theme, TextEngine& engine, float strength) const
{
    for (const auto& [kind, stroke] : lines_) {
        const LinkLook look = look_of(kind, theme);
        const bool across = stroke.from.y == stroke.to.y;
        const ImVec2 from =
            across ? ImVec2{stroke.from.x, snapped(stroke.from.y)} : ImVec2{snapped(stroke.from.x), stroke.from.y};
        const ImVec2 to = across ? ImVec2{stroke.to.x, from.y} : ImVec2{from.x, stroke.to.y};
        draw_dashes(draw, from, to, with_alpha(look.color, strength), 1, look.on, look.off);
    }
    for (const Mark& mark : marks_) {
        const Box& b = mark.box;
        const ImU32 color = look_of(mark.kind, theme).color;
        if (mark.sign == Sign::Arrow)
            draw.AddTriangleFilled({b.x - 3.5f, b.y + 5}, {b.x + 3.5f, b.y + 5}, {b.x, b.y},
                                   with_alpha(color, strength));
        if (mark.sign != Sign::Role) continue;
        draw.AddRectFilled({b.x, b.y}, {b.x + b.width, b.y + b.height}, theme.paper);
        engine.draw_line(draw, engine.lay_out(FontStyle::Interface, kLabelSize, mark.text), 0, kLabelSize,
                         {b.x + kLabelPadding, b.y + 8.5f}, color);
    }
}

void LinkPicture::paint_stubs(ImDrawList& draw, const Theme& theme, TextEngine& engine) const
{
    for (const Mark& mark : marks_) {
        if (mark.sign != Sign::Above && mark.sign != Sign::Below) continue;
        const Box& b = mark.box;
        const float x = b.x + 3 + kStubArrow / 2 - 1, y = b.y + b.height / 2, up = mark.sign == Sign::Above ? 1 : -1;
        const ImU32 color = look_of(mark.kind, theme).color;
        draw.AddRectFilled({b.x, b.y}, {b.x + b.width, b.y + b.height}, theme.paper, 4);
        draw.AddTriangleFilled({x - 3.5f, y + 3 * up}, {x + 3.5f, y + 3 * up}, {x, y - 3 * up}, color);
        engine.draw_line(draw, engine.lay_out(FontStyle::Strong, kTagSize, mark.text), 0, kTagSize,
                         {b.x + 2 + kStubArrow, y + 4}, color);
    }
}

void LinkPicture::mark(Controls& controls) const
{
    for (const Mark& each : marks_) {
        const Box& b = each.box;
        const std::string name = each.sign == Sign::Above   ? "link.above"
                                 : each.sign == Sign::Below ? "link.below"
                                                            : "link:" + each.span.text;
        controls.mark(name, {b.x, b.y}, {b.x + b.width, b.y + b.height});
    }
}

std::optional<SpanId> LinkPicture::span_at(ImVec2 point) const
{
    for (const Mark& mark : marks_)
        if (contains(mark.box, point)) return mark.span;
    return std::nullopt;
}

}  // namespace glossator
