#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/text/segmentation.h"
#include "ui/app.h"
#include "ui/link_picture.h"
#include "ui/minimap.h"
#include "ui/reading_marks.h"
#include "ui/reading_page.h"
#include "ui/views.h"

namespace glossator {

// A move of the caret by keyboard.
enum class Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    SentenceLeft,
    SentenceRight,
    ParagraphUp,
    ParagraphDown,
    LineUp,
    LineDown,
    LineBegin,
    LineEnd,
    PageUp,
    PageDown,
    TextBegin,
    TextEnd,
};

// The text of the open document with its spans: the largest, calmest thing on the screen. Draws only what is visible
// and keeps nothing of the project between frames but the layout of the open text.
class ReadingView {
public:
    ReadingView();

    void draw(App& app, Area area, Wishes& wishes);

    // Moves the caret in the session, with the selection's other end left where it is if `extend`, and scrolls to it.
    void move(App& app, Motion motion, bool extend);
    // Scrolls so that `byte` stands in the upper third unless it can be seen already.
    void scroll_to(uint32_t byte) { scroll_to_ = byte; }

    // Boxes of the text in `range` of the open document as painted in the last frame, px as other views draw (see
    // ui/right_to_left.h); empty where it isn't visible.
    std::vector<Box> locate(const DocumentId& document, TextRange range) const;
    struct Scroll {
        double top = 0, total = 0, view = 0;  // px
    };
    Scroll scroll() const;
    Area column() const;  // where the text stood in the last frame; empty while there is none
    double layout_ms() const { return layout_ms_; }  // what the last frame spent on layout

private:
    enum class Drag { None, Select, Edge, ScrollBar, Minimap };
    static constexpr float kScrollBarWidth = 10;

    // The grip at one end of a fragment of the focused span, on the screen.
    struct Handle {
        size_t fragment = 0;
        Edge which = Edge::Begin;
        ImVec2 edge;         // where the fragment ends, at the bottom of the text line
        float line_top = 0;  // the top of that text line
    };

    void prepare(App& app, Area area);
    void handle_scroll(App& app, Wishes& wishes);
    void handle_mouse(App& app, Wishes& wishes);
    void press(App& app, ImVec2 mouse);
    void drag(App& app, ImVec2 mouse);
    void drag_edge(App& app, ImVec2 mouse);
    void release(App& app, Wishes& wishes);
    void click(App& app, ImVec2 mouse);
    void finish_selection(App& app, Wishes& wishes);
    void finish_linking(App& app, Wishes& wishes);
    void fill_proposal(App& app, Wishes& wishes);
    void put_waiting_label(App& app, Wishes& wishes);
    uint32_t moved_caret(uint32_t caret, Motion motion);
    std::vector<const Span*> spans_under(const App& app, ImVec2 mouse) const;  // a tag's own; else smallest first
    std::vector<Handle> handles(const App& app) const;
    std::optional<Handle> handle_at(const App& app, ImVec2 mouse) const;

    // A visible paragraph and what is drawn of it besides its glyphs.
    struct Marked {
        uint32_t paragraph;
        MarkFrame frame;
        std::vector<MarkPiece> pieces;
        std::vector<MarkTag> tags;
    };
    void paint(App& app);
    void paint_header(App& app);
    Marked marked(App& app, uint32_t paragraph, float top);
    void lay_out_links(App& app, const std::vector<Marked>& page);
    void paint_paragraph(App& app, const Marked& marked);
    void paint_hits(App& app, uint32_t paragraph);  // of Session::search
    void paint_selection(App& app, uint32_t paragraph);
    void paint_glyphs(App& app, const Marked& marked);
    void paint_invisible(App& app, uint32_t paragraph);
    void paint_handles(App& app);
    void paint_proposal(App& app);
    void draw_scroll_bar(App& app);
    // px of the screen where the minimap and the scroll bar begin; both are there only if there is more than the view.
    float bar_left() const { return area_.max.x - kScrollBarWidth; }
    float map_left() const { return bar_left() - (scroll().total > scroll().view ? Minimap::kWidth : 0); }
    std::vector<MarkPiece> pieces_of(App& app, uint32_t paragraph);
    void paint_other_sets(App& app, const Marked& marked);
    void tell_other_span(App& app, Wishes& wishes);

    DocumentId shown_;
    std::unique_ptr<ReadingPage> page_;
    Area area_{};
    LinksOf partners_;       // of the focused span
    LinksOf preview_links_;  // of the hovered one while none is focused
    LinkPicture links_;
    Minimap minimap_;
    LabelInks inks_;
    std::vector<MarkHit> mark_hits_;   // of the last frame
    std::vector<MarkHit> other_hits_;  // spans of other annotators
    std::optional<uint32_t> scroll_to_;
    double layout_ms_ = 0;
    float zoom_ = 0;  // turns of the wheel that have not yet made the text bigger

    Drag drag_ = Drag::None;
    ImVec2 press_at_{};
    uint32_t press_caret_ = 0;
    bool drag_moved_ = false;
    bool extending_ = false;
    bool drag_adds_fragment_ = false;
    TextUnit drag_by_ = TextUnit::Grapheme;
    TextRange drag_unit_{};  // the word or sentence where a double or triple click began
    Handle dragged_;
    std::vector<TextRange> edge_preview_;  // the focused span's fragments while an edge is dragged
    Span preview_;                         // the focused span with them
    double bar_grab_top_ = 0;
    double label_waits_until_ = 0;  // s; an armed label after a double click, in case a third follows; 0: none waits

    SpanId hovered_;
    ImVec2 click_at_{};
    std::vector<SpanId> click_stack_;  // what a repeated click at the same place goes through
    size_t click_index_ = 0;
    float goal_x_ = -1;  // where up and down try to keep the caret, px; negative: where it is
};

}  // namespace glossator
