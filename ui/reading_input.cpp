#include <algorithm>
#include <cmath>

#include "core/base/sort_stably.h"
#include "ui/reading_view.h"
#include "ui/visibility.h"

// What mouse and keyboard do to the reading view.
namespace glossator {

namespace {

constexpr float kWheelStep = 100;          // px a wheel unit; the platform sends pixels / 100
constexpr float kDragThreshold = 3;        // px before a press becomes a drag
constexpr float kSamePlace = 4;            // px within which a click counts as repeated
constexpr ImVec2 kHandle{12, 16};          // px, what of a grip can be caught
constexpr ImVec2 kTouchHandle{28, 28};     // by a finger
constexpr double kTripleClickWait = 0.35;  // s after a double click before an armed label is put

bool near(ImVec2 a, ImVec2 b, float distance)
{
    return std::abs(a.x - b.x) <= distance && std::abs(a.y - b.y) <= distance;
}

}  // namespace

void ReadingView::handle_scroll(App& app, Wishes& wishes)
{
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) && io.MouseWheel != 0) {
        if (!io.KeyCtrl) page_->scroll_by(-io.MouseWheel * kWheelStep);
        zoom_ = io.KeyCtrl ? zoom_ + io.MouseWheel : 0;  // a touchpad turns it a little at a time
        if (std::abs(zoom_) >= 1) {
            wishes.run(zoom_ > 0 ? "view.text_bigger" : "view.text_smaller");
            zoom_ = 0;
        }
    }
    if (drag_ == Drag::ScrollBar) {
        const Scroll s = scroll();
        page_->set_scroll_top(bar_grab_top_ + (io.MousePos.y - press_at_.y) / area_.height() * s.total);
    }
    if (drag_ == Drag::Minimap) page_->set_scroll_top(Minimap::scroll_top_at(*page_, io.MousePos.y));
    const bool selecting = drag_ == Drag::Select || drag_ == Drag::Edge;
    if (selecting && drag_moved_) {  // beyond the edge the text comes along
        const float over =
            io.MousePos.y > area_.max.y ? io.MousePos.y - area_.max.y : std::min(0.0f, io.MousePos.y - area_.min.y);
        if (over != 0) {
            page_->scroll_by(std::clamp(over, -60.0f, 60.0f) * io.DeltaTime * 12);
            app.platform().request_frame(0);
        }
    }
}

void ReadingView::handle_mouse(App& app, Wishes& wishes)
{
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetCursorScreenPos(area_.min);
    ImGui::InvisibleButton("text", {area_.width(), area_.height()},
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    const bool hovered = ImGui::IsItemHovered();
    const bool on_bar = io.MousePos.x >= map_left();
    hovered_ = {};
    if (hovered && drag_ == Drag::None) tell_other_span(app, wishes);
    if (hovered && drag_ == Drag::None && !on_bar) {
        const bool on_handle = handle_at(app, io.MousePos).has_value(),
                   on_link = links_.span_at(io.MousePos).has_value();
        ImGui::SetMouseCursor(on_link     ? ImGuiMouseCursor_Hand
                              : on_handle ? ImGuiMouseCursor_ResizeEW
                                          : ImGuiMouseCursor_TextInput);
        const std::vector<const Span*> under = spans_under(app, io.MousePos);
        if (!under.empty()) hovered_ = under.front()->id;
    }
    if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) press(app, io.MousePos);
    const bool released = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
    // Where frames take long, the last way of the mouse comes in the frame in which it lets go.
    if (drag_ != Drag::None && (released || ImGui::IsMouseDown(ImGuiMouseButton_Left))) drag(app, io.MousePos);
    if (drag_ != Drag::None && released) release(app, wishes);
    if (hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right)) {
        if (app.session().selection.empty()) click(app, io.MousePos);
        wishes.run("view.label_menu");
    }
    put_waiting_label(app, wishes);
}

void ReadingView::press(App& app, ImVec2 mouse)
{
    const ImGuiIO& io = ImGui::GetIO();
    Session& session = app.session();
    press_at_ = mouse;
    drag_moved_ = false;
    drag_adds_fragment_ = false;
    label_waits_until_ = 0;
    goal_x_ = -1;
    if (mouse.x >= map_left() && mouse.x < bar_left()) {
        drag_ = Drag::Minimap;
        page_->set_scroll_top(Minimap::scroll_top_at(*page_, mouse.y));
        return;
    }
    if (mouse.x >= bar_left()) {
        drag_ = Drag::ScrollBar;
        bar_grab_top_ = page_->scroll_top();
        return;
    }
    if (const std::optional<SpanId> linked = links_.span_at(mouse)) {
        app.focus(*linked);
        return;
    }
    if (const std::optional<Handle> handle = handle_at(app, mouse)) {
        drag_ = Drag::Edge;
        dragged_ = *handle;
        return;
    }
    drag_ = Drag::Select;
    const uint32_t caret = page_->caret_at(mouse);
    const int clicks = io.MouseClickedCount[ImGuiMouseButton_Left];
    drag_by_ = clicks >= 3 ? TextUnit::Sentence : clicks == 2 ? TextUnit::Word : TextUnit::Grapheme;
    drag_adds_fragment_ = io.KeyCtrl && app.focused();
    const bool extends = io.KeyShift && !(session.proposal && io.KeyCtrl);
    if (extends) {
        session.selection.caret = caret;
    } else if (drag_by_ != TextUnit::Grapheme) {
        drag_unit_ = unit_at(page_->text(), page_->byte_under(mouse).value_or(caret), drag_by_);
        session.selection = {drag_unit_.begin, drag_unit_.end};
    } else {
        press_caret_ = caret;
    }
    extending_ = extends;
}

void ReadingView::drag(App& app, ImVec2 mouse)
{
    if (!drag_moved_ && near(mouse, press_at_, kDragThreshold)) return;
    const bool first = !std::exchange(drag_moved_, true);
    if (drag_ == Drag::Edge) return drag_edge(app, mouse);
    if (drag_ != Drag::Select) return;
    Selection& selection = app.session().selection;
    const uint32_t caret = page_->caret_at(mouse);
    if (drag_by_ == TextUnit::Grapheme) {
        if (first && !extending_) selection.anchor = press_caret_;
        selection.caret = caret;
        return;
    }
    const TextRange unit = unit_at(page_->text(), caret, drag_by_);
    if (caret < drag_unit_.begin)
        selection = {drag_unit_.end, unit.begin};
    else
        selection = {drag_unit_.begin, std::max(drag_unit_.end, caret > unit.begin ? unit.end : unit.begin)};
}

void ReadingView::drag_edge(App& app, ImVec2 mouse)
{
    const Span* focused = app.focused();
    if (!focused) return;
    const Result<Composed> moved =
        move_edge(app.context(), focused->id, dragged_.fragment, dragged_.which, page_->caret_at(mouse));
    edge_preview_ = focused->at;
    if (!moved) return;
    for (const Edit& edit : moved->step.edits)
        if (const auto* put = std::get_if<PutSpan>(&edit)) edge_preview_ = put->span.at;
}

void ReadingView::release(App& app, Wishes& wishes)
{
    const Drag was = std::exchange(drag_, Drag::None);
    if (was == Drag::Edge) {
        const Span* focused = app.focused();
        if (focused && !edge_preview_.empty() && edge_preview_ != focused->at) {
            const TextRange at = edge_preview_[dragged_.fragment];
            const uint32_t byte = dragged_.which == Edge::Begin ? at.begin : at.end;
            wishes.run("span.move_edge", Args()
                                             .text("id", focused->id.text)
                                             .number("fragment", static_cast<double>(dragged_.fragment))
                                             .text("edge", dragged_.which == Edge::Begin ? "begin" : "end")
                                             .number("to", page_->text().byte_to_code_point(byte))
                                             .str());
        }
        edge_preview_.clear();
        return;
    }
    if (was != Drag::Select) return;
    if (app.session().linking)
        finish_linking(app, wishes);
    else if (app.session().proposal)
        fill_proposal(app, wishes);
    else if (drag_by_ == TextUnit::Grapheme && !drag_moved_ && !extending_)
        click(app, press_at_);
    else
        finish_selection(app, wishes);
}

void ReadingView::click(App& app, ImVec2 mouse)
{
    Session& session = app.session();
    const uint32_t caret = page_->caret_at(mouse);
    session.selection = {caret, caret};
    std::vector<SpanId> stack;
    for (const Span* span : spans_under(app, mouse)) stack.push_back(span->id);
    const bool again = stack == click_stack_ && near(mouse, click_at_, kSamePlace) && !session.focused.empty();
    click_index_ = again && !stack.empty() ? (click_index_ + 1) % stack.size() : 0;
    click_stack_ = std::move(stack);
    click_at_ = mouse;
    session.focused = click_stack_.empty() ? SpanId() : click_stack_[click_index_];
    session.focused_fragment = 0;
    const Span* focused = app.focused();
    const std::optional<uint32_t> byte = page_->byte_under(mouse);
    if (!focused || !byte) return;
    for (size_t f = 0; f < focused->at.size(); ++f)
        if (focused->at[f].contains(*byte)) session.focused_fragment = f;
}

void ReadingView::finish_selection(App& app, Wishes& wishes)
{
    Session& session = app.session();
    Selection& selection = session.selection;
    const bool exact = ImGui::GetIO().KeyAlt;
    if (drag_by_ == TextUnit::Grapheme && session.settings.snap_to_words && !exact && !selection.empty()) {
        const TextRange snapped = snap_to_words(page_->text(), selection.range());
        if (!snapped.empty())
            selection = selection.anchor <= selection.caret ? Selection{snapped.begin, snapped.end}
                                                            : Selection{snapped.end, snapped.begin};
    }
    if (selection.empty()) return;
    if (drag_adds_fragment_ && app.focused()) {
        wishes.run("span.add_fragment");
    } else if (!session.armed.empty()) {
        if (drag_by_ == TextUnit::Word) {  // a third click may follow
            label_waits_until_ = app.platform().now_s() + kTripleClickWait;
            app.platform().request_frame(kTripleClickWait);
        } else {
            wishes.run("span.create", Args().text("label", session.armed.text).str());
        }
    }
}

// Words dragged over, or else the smallest span there, go into the role that is worked on.
void ReadingView::fill_proposal(App& app, Wishes& wishes)
{
    const ImGuiIO& io = ImGui::GetIO();
    const char* how = !io.KeyCtrl ? "" : io.KeyShift ? "more" : "fragment";
    if (drag_by_ != TextUnit::Grapheme || drag_moved_) {
        drag_adds_fragment_ = false;
        finish_selection(app, wishes);
        if (!app.session().selection.empty()) wishes.run("attribution.fill", Args().text("how", how).str());
        return;
    }
    const uint32_t caret = page_->caret_at(press_at_);
    app.session().selection = {caret, caret};
    const std::vector<const Span*> under = spans_under(app, press_at_);
    if (!under.empty())
        wishes.run("attribution.fill",
                   Args().text("span", under.front()->id.text).text("how", io.KeyCtrl ? "more" : "").str());
}

void ReadingView::finish_linking(App& app, Wishes& wishes)
{
    const std::vector<const Span*> under = spans_under(app, press_at_);
    if (under.empty()) return;
    // The smallest that fits; if none does, the command says why.
    const auto fits = [&](const Span* span) { return completes(app, *span); };
    const auto found = std::find_if(under.begin(), under.end(), fits);
    const Span* other = found == under.end() ? under.front() : *found;
    wishes.run("relation.finish", Args().text("span", other->id.text).str());
}

void ReadingView::put_waiting_label(App& app, Wishes& wishes)
{
    const Session& session = app.session();
    if (label_waits_until_ <= 0 || app.platform().now_s() < label_waits_until_) return;
    label_waits_until_ = 0;
    if (!session.armed.empty() && !session.selection.empty())
        wishes.run("span.create", Args().text("label", session.armed.text).str());
}

std::vector<const Span*> ReadingView::spans_under(const App& app, ImVec2 mouse) const
{
    std::vector<const Span*> result;
    const AnnotationSet* set = app.set();
    if (!set || !page_) return result;
    for (const MarkHit& hit : mark_hits_)
        if (mouse.x >= hit.min.x && mouse.x < hit.max.x && mouse.y >= hit.min.y && mouse.y < hit.max.y)
            if (const Span* span = set->spans.find(hit.span)) return {span};
    const std::optional<uint32_t> byte = page_->byte_under(mouse);
    if (!byte) return result;
    set->spans.overlapping({*byte, *byte + 1}, result);
    std::erase_if(result, [&](const Span* span) { return !is_shown(app, *span); });
    sort_stably(result, [](const Span* a, const Span* b) { return a->covered_bytes() < b->covered_bytes(); });
    return result;
}

std::optional<ReadingView::Handle> ReadingView::handle_at(const App& app, ImVec2 mouse) const
{
    const ImVec2 size = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen ? kTouchHandle : kHandle;
    for (const Handle& h : handles(app))
        if (std::abs(mouse.x - h.edge.x) <= size.x / 2 && mouse.y >= h.edge.y - 1 && mouse.y < h.edge.y - 1 + size.y)
            return h;
    return std::nullopt;
}

uint32_t ReadingView::moved_caret(uint32_t caret, Motion motion)
{
    const Text& text = page_->text();
    const int page_lines = std::max(1, static_cast<int>(area_.height() / page_->metrics().line_pitch) - 2);
    const auto by = [&](TextUnit unit, Direction direction) { return move_by(text, caret, unit, direction); };
    const auto lines = [&](int count) {
        if (goal_x_ < 0) goal_x_ = page_->caret_box(caret).x;
        return page_->caret_lines_away(caret, count, goal_x_);
    };
    // A paragraph that runs from right to left goes on at the left. Within a line that runs both ways the caret still
    // follows the text: it passes every offset once.
    const bool rtl = page_->is_right_to_left(caret);
    const Direction left = rtl ? Direction::Forward : Direction::Backward;
    const Direction right = rtl ? Direction::Backward : Direction::Forward;
    switch (motion) {
    case Motion::Left: return by(TextUnit::Grapheme, left);
    case Motion::Right: return by(TextUnit::Grapheme, right);
    case Motion::WordLeft: return by(TextUnit::Word, left);
    case Motion::WordRight: return by(TextUnit::Word, right);
    case Motion::SentenceLeft: return by(TextUnit::Sentence, Direction::Backward);
    case Motion::SentenceRight: return by(TextUnit::Sentence, Direction::Forward);
    case Motion::ParagraphUp: return by(TextUnit::Paragraph, Direction::Backward);
    case Motion::ParagraphDown: return by(TextUnit::Paragraph, Direction::Forward);
    case Motion::LineUp: return lines(-1);
    case Motion::LineDown: return lines(1);
    case Motion::PageUp: return lines(-page_lines);
    case Motion::PageDown: return lines(page_lines);
    case Motion::LineBegin: return page_->line_range(caret).begin;
    case Motion::LineEnd: return page_->line_range(caret).end;
    case Motion::TextBegin: return 0;
    case Motion::TextEnd: return text.size();
    }
    return caret;
}

void ReadingView::move(App& app, Motion motion, bool extend)
{
    if (!page_) return;
    Selection& selection = app.session().selection;
    const bool vertical = motion == Motion::LineUp || motion == Motion::LineDown || motion == Motion::PageUp ||
                          motion == Motion::PageDown;
    if (!vertical) goal_x_ = -1;
    uint32_t caret = std::min(selection.caret, page_->text().size());
    const bool collapses = !extend && !selection.empty() && (motion == Motion::Left || motion == Motion::Right);
    if (collapses)
        caret = (motion == Motion::Left) != page_->is_right_to_left(caret) ? selection.range().begin
                                                                           : selection.range().end;
    else
        caret = moved_caret(caret, motion);
    selection.caret = caret;
    if (!extend) selection.anchor = caret;
    page_->reveal(caret, false);
}

}  // namespace glossator
