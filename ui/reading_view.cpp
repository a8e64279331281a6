#include "ui/reading_view.h"

#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/right_to_left.h"
#include "ui/visibility.h"
#include "ui/widgets.h"
#include "ui/wording.h"

namespace glossator {

namespace {

constexpr float kTitleScale = 1.45f;  // of the text size
constexpr float kTitleLeading = 1.3f;
constexpr float kTitleGap = 0.45f;  // of the title's size, to the line below
constexpr float kHeaderTop = 32;
constexpr float kHeaderBottom = 12;
constexpr float kTopWithoutTitle = 20;

std::string byline_of(const Document& document)
{
    std::string line = isolated(document.publisher);
    if (!document.date.empty()) line += (line.empty() ? "" : " · ") + document.date;
    return line;
}

// The document's title in lines of the column.
struct Title {
    const ParagraphLayout* layout = nullptr;  // null if there is none
    float size = 0;
    float pitch = 0;
};

Title title_of(App& app, const Document& document, float width)
{
    Title title;
    title.size = app.session().settings.text_size_px * kTitleScale;
    title.pitch = std::round(title.size * kTitleLeading);
    if (!document.title.empty())
        title.layout = &app.text().lay_out(FontStyle::Reading, title.size, document.title, std::max(width, 1.0f));
    return title;
}

float header_height(App& app, const Document& document, float width)
{
    const std::string byline = byline_of(document);
    if (document.title.empty() && byline.empty()) return kTopWithoutTitle;
    float height = kHeaderTop + kHeaderBottom;
    const Title title = title_of(app, document, width);
    if (title.layout) height += static_cast<float>(title.layout->lines.size()) * title.pitch + title.size * kTitleGap;
    if (!byline.empty()) height += kListSize * 1.5f;
    return std::round(height);
}

}  // namespace

ReadingView::ReadingView() = default;

void ReadingView::draw(App& app, Area area, Wishes& wishes)
{
    area_ = area;
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize({area.width(), area.height()});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0f);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, app.theme().paper);
    ImGui::Begin("reading", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_NoScrollWithMouse);
    if (app.session().focus_reading_view) {
        ImGui::SetWindowFocus();
        app.session().focus_reading_view = false;
    }
    const double before = app.platform().now_s();
    prepare(app, area);
    layout_ms_ = (app.platform().now_s() - before) * 1000;
    if (page_) {
        const LeftToRight as_written(*ImGui::GetWindowDrawList(), area.min.x, area.max.x);
        handle_scroll(app, wishes);
        handle_mouse(app, wishes);
        paint(app);
        draw_scroll_bar(app);
        app.controls().mark("reading", area.min, area.max);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

void ReadingView::prepare(App& app, Area area)
{
    const Document* document = app.document();
    if (!document) {
        page_.reset();
        shown_ = {};
        return;
    }
    Session& session = app.session();
    const bool opened = document->id != shown_ || !page_ || &page_->text() != document->text.get();
    if (opened) {
        shown_ = document->id;
        page_ = std::make_unique<ReadingPage>(*document, app.text().fonts());
        drag_ = Drag::None;
        click_stack_.clear();
        edge_preview_.clear();
        goal_x_ = -1;
    }
    // What is being worked on stays in view when a panel or the window takes height or width.
    const Span* focused = app.focused();
    const uint32_t kept_byte = std::min(focused ? focused->begin() : session.selection.caret, page_->text().size());
    const Area before = page_->area();
    const bool resized = !opened && (before.height() != area.height() || before.width() != area.width());
    const bool keep = resized && !page_->boxes({kept_byte, kept_byte + 1}).empty();
    // The header's height depends on the column's width, which depends on the area alone.
    const float column = page_->metrics().column_width;
    page_->set_view(session.settings, area, header_height(app, *document, column));
    if (opened || column != page_->metrics().column_width)
        page_->set_view(session.settings, area, header_height(app, *document, page_->metrics().column_width));
    if (keep) page_->reveal(kept_byte, false);
    if (opened) {
        const auto kept = session.scroll_by_document.find(document->id.text);
        page_->set_scroll_top(kept == session.scroll_by_document.end() ? 0 : kept->second);
    }
    if (session.scroll_to_byte) scroll_to_ = std::exchange(session.scroll_to_byte, std::nullopt);
    if (scroll_to_) page_->reveal(std::min(*scroll_to_, page_->text().size()), true);
    scroll_to_.reset();
    session.scroll_by_document[document->id.text] = page_->scroll_top();
}

void ReadingView::paint(App& app)
{
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(area_.min, area_.max, true);
    mark_hits_.clear();
    other_hits_.clear();
    partners_.update(app, app.focused());
    paint_header(app);
    std::vector<Marked> page;
    for (const ReadingPage::Visible& v : page_->visible()) page.push_back(marked(app, v.paragraph, v.top));
    lay_out_links(app, page);
    links_.paint(*draw, app.theme(), app.text(), app.focused() ? 1 : 0.6f);
    for (const Marked& paragraph : page) paint_paragraph(app, paragraph);
    links_.paint_stubs(*draw, app.theme(), app.text());
    paint_handles(app);
    paint_proposal(app);
    links_.mark(app.controls());
    draw->PopClipRect();
}

void ReadingView::paint_header(App& app)
{
    const Document& document = *app.document();
    const std::string byline = byline_of(document);
    const PageMetrics& m = page_->metrics();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    float y = page_->header_top() + kHeaderTop;
    const Title title = title_of(app, document, m.column_width);
    for (size_t line = 0; title.layout && line < title.layout->lines.size(); ++line) {
        const float baseline = y + (title.pitch - title.size) / 2 + title.size * 0.85f;
        app.text().draw_glyphs(*draw, *title.layout, line, title.size, {m.column_left, baseline}, app.theme().ink);
        y += title.pitch;
    }
    if (title.layout) y += title.size * kTitleGap;
    if (byline.empty()) return;
    const ParagraphLayout& line = app.text().lay_out(FontStyle::Interface, kListSize, byline);
    const bool rtl = title.layout && title.layout->right_to_left;  // both at the same side
    const float left = rtl ? m.column_width - line.lines[0].width : 0;
    app.text().draw_line(*draw, line, 0, kListSize,
                         {m.column_left + left, y + baseline_of(FontStyle::Interface, kListSize)},
                         app.theme().quiet_ink);
}

std::vector<MarkPiece> ReadingView::pieces_of(App& app, uint32_t paragraph)
{
    const AnnotationSet* set = app.set();
    if (!set) return {};
    const TextRange range = page_->paragraph_range(paragraph);
    std::vector<const Span*> spans;
    set->spans.overlapping(range, spans);
    std::erase_if(spans, [&](const Span* span) { return !is_shown(app, *span); });
    if (!edge_preview_.empty() && app.focused()) {
        preview_ = *app.focused();
        preview_.at = edge_preview_;
        std::erase_if(spans, [&](const Span* span) { return span->id == preview_.id; });
        const bool here =
            std::any_of(preview_.at.begin(), preview_.at.end(), [&](TextRange at) { return at.overlaps(range); });
        if (here) spans.push_back(&preview_);
    }
    const SpanId& spared = hovered_.empty() ? app.session().focused : hovered_;
    const std::vector<DroppedSpans> dropped = drop_beyond(spans, kMostOverAWord, spared);
    std::vector<MarkPiece> pieces = cut_into_pieces(spans, app.project().schema(), range, page_->layout(paragraph));
    for (const DroppedSpans& group : dropped) {
        const auto after = std::find_if(pieces.begin(), pieces.end(),
                                        [&](const MarkPiece& piece) { return piece.span == spans[group.after]; });
        if (after == pieces.end()) continue;
        after->more = group.count;
        after->more_span = group.first;
    }
    for (MarkPiece& piece : pieces) {
        if (app.session().linking)
            piece.emphasis = piece.span->id == app.session().linking->span ? Emphasis::Focused
                             : completes(app, *piece.span)                 ? Emphasis::Normal
                                                                           : Emphasis::Faded;
        else if (app.session().proposal)
            piece.emphasis = Emphasis::Faded;
        else
            piece.emphasis = partners_.emphasis(*piece.span);
        if (piece.emphasis == Emphasis::Faded && piece.span->id == hovered_) piece.emphasis = Emphasis::Partner;
    }
    return pieces;
}

ReadingView::Marked ReadingView::marked(App& app, uint32_t paragraph, float top)
{
    const PageMetrics& m = page_->metrics();
    constexpr float kTagsBeyondColumn = 48;
    const float tag_limit = std::min(m.column_width + kTagsBeyondColumn, map_left() - m.column_left);
    const MarkFrame frame{ImGui::GetWindowDrawList(),
                          app.theme(),
                          inks_,
                          &app.text(),
                          m.column_left,
                          top,
                          m.column_width,
                          m.line_pitch,
                          m.lane_height,
                          m.baseline,
                          m.text_size,
                          m.ascent,
                          m.descent,
                          tag_limit,
                          page_->layout(paragraph).right_to_left};
    Marked result{paragraph, frame, pieces_of(app, paragraph), {}};
    result.tags = place_tags(frame, result.pieces);
    return result;
}

void ReadingView::lay_out_links(App& app, const std::vector<Marked>& page)
{
    links_.clear();
    const AnnotationSet* set = app.set();
    const Span* hovered = set && !app.focused() && !hovered_.empty() ? set->spans.find(hovered_) : nullptr;
    if (!app.focused()) preview_links_.update(app, hovered);
    const LinksOf& links = app.focused() ? partners_ : preview_links_;
    if (links.bundles().empty() || app.session().linking || app.session().proposal || !edge_preview_.empty()) return;

    const PageMetrics& m = page_->metrics();
    LinkPicture::View view;
    view.set = set;
    const float margin = std::min(m.column_left - area_.min.x, map_left() - m.column_left - m.column_width);
    view.page = {{},          m.column_left, m.column_left + m.column_width, std::min(margin - 2, 10.0f),
                 area_.min.y, area_.max.y};
    view.bytes = {UINT32_MAX, 0};
    for (const Marked& marked : page) {
        const uint32_t begin = page_->paragraph_range(marked.paragraph).begin;
        const std::vector<LayoutLine>& lines = page_->layout(marked.paragraph).lines;
        std::vector<uint32_t> crowd(lines.size());
        for (const MarkPiece& piece : marked.pieces)
            if (piece.shape != MarkShape::Bar) crowd[piece.line] = piece.crowd;
        std::vector<int> at(lines.size(), -1);  // of the line in the view
        for (size_t l = 0; l < lines.size(); ++l) {
            const float top = marked.frame.top + static_cast<float>(l) * m.line_pitch;
            const float text = top + m.baseline - m.ascent, bottom = top + m.baseline + m.descent;
            const float band =
                std::max(bottom + 2, top + lowest_stroke(marked.frame, crowd[l]) + (crowd[l] > 0 ? 2 : 0));
            if (text < area_.min.y || bottom + 4 > area_.max.y) continue;
            at[l] = static_cast<int>(view.page.lines.size());
            view.page.lines.push_back({text, bottom, band, std::max(band, top + m.line_pitch + 4)});
            view.bytes.begin = std::min(view.bytes.begin, begin + lines[l].bytes.begin);
            view.bytes.end = std::max(view.bytes.end, begin + lines[l].bytes.end);
        }
        for (const MarkPiece& piece : marked.pieces) {
            const bool known = std::any_of(view.anchors.begin(), view.anchors.end(),
                                           [&](const auto& anchor) { return anchor.span == piece.span; });
            const Emphasis emphasis = links.emphasis(*piece.span);
            if (known || at[piece.line] < 0 || (emphasis != Emphasis::Focused && emphasis != Emphasis::Partner))
                continue;
            view.anchors.push_back({piece.span, at[piece.line], m.column_left + piece.left, m.column_left + piece.right,
                                    piece.right_to_left});
        }
        for (const MarkTag& tag : marked.tags) {
            const float top = marked.frame.top + static_cast<float>(marked.pieces[tag.piece].line) * m.line_pitch;
            view.taken.push_back({m.column_left + tag.left, top, tag.right - tag.left, m.lane_height});
        }
    }
    for (const Handle& handle : handles(app)) view.taken.push_back({handle.edge.x - 5, handle.edge.y, 10, 10});
    if (view.bytes.begin < view.bytes.end) links_.build(links, view, app.text());
}

void ReadingView::paint_other_sets(App& app, const Marked& marked)
{
    uint32_t row = 0;
    const TextRange range = page_->paragraph_range(marked.paragraph);
    for (const AnnotationSet* set : other_sets(app)) {
        std::vector<const Span*> spans;
        set->spans.overlapping(range, spans);
        std::erase_if(spans, [&](const Span* span) { return !is_shown(app, *span); });
        drop_beyond(spans, kMostOverAWord, {});
        const ParagraphLayout& layout = page_->layout(marked.paragraph);
        paint_others(marked.frame, cut_into_pieces(spans, app.project().schema(), range, layout), row++, other_hits_);
    }
}

// Whose span is under the mouse, and what it is called.
void ReadingView::tell_other_span(App& app, Wishes& wishes)
{
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    for (const MarkHit& hit : other_hits_) {
        if (mouse.x < hit.min.x || mouse.x >= hit.max.x || mouse.y < hit.min.y || mouse.y >= hit.max.y) continue;
        const AnnotationSet* set = app.project().set_of(hit.span);
        const Span* span = set ? set->spans.find(hit.span) : nullptr;
        const LabelDef* label = span ? app.project().schema().find(span->label) : nullptr;
        if (!label) continue;
        const std::string text = name_of_annotator(app.project(), set->info.by) + ": " + std::string(title_of(*label));
        return tooltip(Ui(app, wishes), {.title = text, .detail = tr("In another set, for reading only")});
    }
}

void ReadingView::paint_paragraph(App& app, const Marked& marked)
{
    paint_fills(marked.frame, marked.pieces);
    paint_hits(app, marked.paragraph);
    paint_selection(app, marked.paragraph);
    paint_other_sets(app, marked);
    paint_glyphs(app, marked);
    if (app.session().settings.show_invisible) paint_invisible(app, marked.paragraph);
    paint_strokes(marked.frame, marked.pieces, mark_hits_);
    paint_tags(marked.frame, marked.pieces, marked.tags, hovered_.empty() ? app.session().focused : hovered_,
               mark_hits_);
}

void ReadingView::paint_hits(App& app, uint32_t paragraph)
{
    const std::vector<TextRange>* hits = app.session().hits_in(shown_);
    if (!hits) return;
    const TextRange p = page_->paragraph_range(paragraph);
    auto hit = std::partition_point(hits->begin(), hits->end(), [&](TextRange h) { return h.end <= p.begin; });
    for (; hit != hits->end() && hit->begin < p.end; ++hit) {
        if (*hit == app.session().selection.range()) continue;  // shown as what it is
        for (const Box& box : page_->boxes({std::max(hit->begin, p.begin), std::min(hit->end, p.end)}))
            ImGui::GetWindowDrawList()->AddRectFilled({box.x - 1, box.y}, {box.x + box.width + 1, box.y + box.height},
                                                      hit_color(app.theme()), 2);
    }
}

void ReadingView::paint_selection(App& app, uint32_t paragraph)
{
    const Selection& selection = app.session().selection;
    const TextRange p = page_->paragraph_range(paragraph);
    const TextRange range = selection.range();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const TextRange part{std::max(range.begin, p.begin), std::min(range.end, p.end)};
    if (part.begin < part.end)
        for (const Box& box : page_->boxes(part))
            draw->AddRectFilled({box.x, box.y}, {box.x + box.width, box.y + box.height}, app.theme().selection);
    const bool caret_here = selection.caret >= p.begin && selection.caret <= p.end;
    if (!caret_here) return;
    const Box caret = page_->caret_box(selection.caret);
    draw->AddRectFilled({caret.x - 1, caret.y}, {caret.x + 0.5f, caret.y + caret.height}, app.theme().accent);
}

void ReadingView::paint_glyphs(App& app, const Marked& marked)
{
    const PageMetrics& m = page_->metrics();
    const ParagraphLayout& layout = page_->layout(marked.paragraph);
    for (size_t l = 0; l < layout.lines.size(); ++l) {
        const float line_top = marked.frame.top + static_cast<float>(l) * m.line_pitch;
        if (line_top > area_.max.y || line_top + m.line_pitch < area_.min.y) continue;
        app.text().draw_glyphs(*ImGui::GetWindowDrawList(), layout, l, m.text_size,
                               {m.column_left, line_top + m.baseline}, app.theme().ink);
    }
}

void ReadingView::paint_handles(App& app)
{
    const Span* focused = app.focused();
    if (!focused) return;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const Handle& handle : handles(app)) {
        draw->AddRectFilled({handle.edge.x - 0.75f, handle.line_top}, {handle.edge.x + 0.75f, handle.edge.y},
                            app.theme().accent);
        draw->AddRectFilled({handle.edge.x - 4, handle.edge.y}, {handle.edge.x + 4, handle.edge.y + 8},
                            app.theme().accent, 3);
    }
}

std::vector<ReadingView::Handle> ReadingView::handles(const App& app) const
{
    std::vector<Handle> result;
    const Span* focused = app.focused();
    if (!focused || !page_) return result;
    const std::vector<TextRange>& at = edge_preview_.empty() ? focused->at : edge_preview_;
    for (size_t f = 0; f < at.size(); ++f) {
        const auto add = [&](uint32_t from, uint32_t to, Edge edge) {
            const std::vector<Box> boxes = page_->boxes(snap_to_graphemes(page_->text(), {from, to}));
            if (boxes.empty()) return;
            const Box& box = boxes.front();
            const bool at_left = (edge == Edge::Begin) != page_->runs_right_to_left(from);
            const float x = at_left ? box.x : box.x + box.width;
            result.push_back({f, edge, {x, box.y + box.height}, box.y});
        };
        add(at[f].begin, at[f].begin + 1, Edge::Begin);
        add(at[f].end - 1, at[f].end, Edge::End);
    }
    return result;
}

void ReadingView::draw_scroll_bar(App& app)
{
    const Scroll s = scroll();
    if (s.total <= s.view) return;
    if (minimap_.update(app, *page_, inks_)) app.platform().request_frame(0);
    minimap_.paint(*ImGui::GetWindowDrawList(), app, *page_, map_left());
    app.controls().mark("reading.minimap", {map_left(), area_.min.y}, {bar_left(), area_.max.y});
    const float height = std::max(32.0f, static_cast<float>(s.view / s.total) * area_.height());
    const double share = s.top / (s.total - s.view);
    const float y = area_.min.y + static_cast<float>(share) * (area_.height() - height);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool hot =
        drag_ == Drag::ScrollBar || (mouse.x >= bar_left() && mouse.x < area_.max.x && ImGui::IsWindowHovered());
    const float inset = hot ? 2.0f : 3.5f;
    ImGui::GetWindowDrawList()->AddRectFilled({bar_left() + inset, y + 2}, {area_.max.x - 2, y + height - 2},
                                              with_alpha(app.theme().quiet_ink, hot ? 0.7f : 0.35f), 4);
    app.controls().mark("reading.scrollbar", {bar_left(), y}, {area_.max.x, y + height});
}

std::vector<Box> ReadingView::locate(const DocumentId& document, TextRange range) const
{
    if (!page_ || document != shown_) return {};
    std::vector<Box> boxes = page_->boxes(range);
    for (Box& box : boxes) box = outside(box, area_.min.x, area_.max.x);
    return boxes;
}

Area ReadingView::column() const
{
    if (!page_) return {};
    const PageMetrics& m = page_->metrics();
    const Box column = outside({m.column_left, area_.min.y, m.column_width, area_.height()}, area_.min.x, area_.max.x);
    return {{column.x, column.y}, {column.x + column.width, column.y + column.height}};
}

ReadingView::Scroll ReadingView::scroll() const
{
    if (!page_) return {};
    return {page_->scroll_top(), page_->total_height(), area_.height()};
}

}  // namespace glossator
