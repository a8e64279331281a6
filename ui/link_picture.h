#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/controls.h"
#include "ui/link_routes.h"
#include "ui/reading_marks.h"

namespace glossator {

// The links of one span as drawn in a frame: lines from it to the spans that can be seen, with the names of their
// roles, and a short end with a count at the edge of the view for those that can't.
class LinkPicture {
public:
    // Where the focused span or a partner can be seen: its first piece in the view.
    struct Anchor {
        const Span* span;
        int line;  // of RoutePage::lines
        float left, right;
        bool right_to_left;
    };
    struct View {
        RoutePage page;
        TextRange bytes;              // of its lines
        std::vector<Anchor> anchors;  // each span once
        std::vector<Box> taken;       // by tags
        const AnnotationSet* set;
    };

    void clear();
    void build(const LinksOf& links, const View& view, TextEngine& engine);
    // Under the text. `strength` (0 to 1) is less for a preview.
    void paint(ImDrawList& draw, const Theme& theme, TextEngine& engine, float strength) const;
    void paint_stubs(ImDrawList& draw, const Theme& theme, TextEngine& engine) const;  // over the bars in the margin
    // Under the names that docs/automation-controls.md tells.
    void mark(Controls& controls) const;
    // The span that a click there goes to: one whose role's name stands there, or the nearest of a short end's.
    std::optional<SpanId> span_at(ImVec2 point) const;

private:
    enum class Sign { Role, Above, Below, Arrow };
    struct Mark {
        Sign sign;
        LinkKind kind;
        std::string text;
        Box box;      // of an arrow: its tip, which touches a span from below
        SpanId span;  // the partner, or the nearest one beyond the edge
    };
    struct Line {
        LinkKind kind;
        RouteStroke stroke;
    };
    struct Drawn {  // a bundle, and which of its links have an anchor
        const LinkBundle* bundle;
        std::vector<std::pair<const Link*, const Anchor*>> shown;
        size_t above = 0, below = 0;
        SpanId nearest_above, nearest_below;
    };
    Drawn sorted_out(const LinkBundle& bundle, const View& view, const Span& hub, bool hub_shown) const;
    void add_labels(const Drawn& drawn, const RouteBundle& ends, const BundleRoute& route, const View& view,
                    std::vector<Box>& taken, TextEngine& engine);
    void add_stubs(const Drawn& drawn, const BundleRoute& route, const View& view, TextEngine& engine);

    std::vector<Line> lines_;
    std::vector<Mark> marks_;
};

}  // namespace glossator
