#include <algorithm>

#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/reading_view.h"
#include "ui/visibility.h"

// Moving about: the caret and the selection, from span to span, and one step back.
namespace glossator {

namespace {

struct MotionKey {
    const char* id;
    const char* title;
    Motion motion;
    ImGuiKeyChord keys;
};

const MotionKey kMotions[] = {
    {"left", "left", Motion::Left, ImGuiKey_LeftArrow},
    {"right", "right", Motion::Right, ImGuiKey_RightArrow},
    {"word_left", "to the previous word", Motion::WordLeft, ImGuiMod_Ctrl | ImGuiKey_LeftArrow},
    {"word_right", "to the next word", Motion::WordRight, ImGuiMod_Ctrl | ImGuiKey_RightArrow},
    {"sentence_left", "to the previous sentence", Motion::SentenceLeft, ImGuiMod_Alt | ImGuiKey_UpArrow},
    {"sentence_right", "to the next sentence", Motion::SentenceRight, ImGuiMod_Alt | ImGuiKey_DownArrow},
    {"paragraph_up", "to the previous paragraph", Motion::ParagraphUp, ImGuiMod_Ctrl | ImGuiKey_UpArrow},
    {"paragraph_down", "to the next paragraph", Motion::ParagraphDown, ImGuiMod_Ctrl | ImGuiKey_DownArrow},
    {"up", "up a line", Motion::LineUp, ImGuiKey_UpArrow},
    {"down", "down a line", Motion::LineDown, ImGuiKey_DownArrow},
    {"line_begin", "to the begin of the line", Motion::LineBegin, ImGuiKey_Home},
    {"line_end", "to the end of the line", Motion::LineEnd, ImGuiKey_End},
    {"page_up", "up a page", Motion::PageUp, ImGuiKey_PageUp},
    {"page_down", "down a page", Motion::PageDown, ImGuiKey_PageDown},
    {"text_begin", "to the begin of the text", Motion::TextBegin, ImGuiMod_Ctrl | ImGuiKey_Home},
    {"text_end", "to the end of the text", Motion::TextEnd, ImGuiMod_Ctrl | ImGuiKey_End},
};

void add_motions(CommandTable& table)
{
    for (const bool extend : {false, true}) {
        for (const MotionKey& m : kMotions) {
            CommandSpec spec;
            spec.id = std::string(extend ? "select." : "caret.") + m.id;
            spec.title = std::string(extend ? "Extend the selection " : "Move the caret ") + m.title;
            spec.group = extend ? "Select" : "Move";
            spec.keys = {extend ? ImGuiMod_Shift | m.keys : m.keys};
            spec.repeats = true;
            spec.enabled = has_document;
            spec.number = static_cast<uint32_t>(m.motion) * 2 + (extend ? 1 : 0);
            spec.run_number = [](App& app, uint32_t number) {
                app.reading_view().move(app, static_cast<Motion>(number / 2), number % 2 == 1);
                return nothing_made();
            };
            table.push_back(std::move(spec));
        }
    }
}

// The span after or before the focused one in file order, or the nearest to the caret when none is focused.
Result<std::string> focus_neighbour(App& app, bool forward)
{
    const AnnotationSet* set = app.set();
    if (!set || set->spans.empty()) return fail(ErrorCode::NotFound, tr("This document has no spans yet."));
    const size_t count = set->spans.size(), step = forward ? 1 : count - 1;
    size_t position = set->spans.first_from(app.session().selection.caret) + (forward ? 0 : step);
    if (const Span* focused = app.focused()) position = set->spans.position_of(focused->id) + step;
    size_t tried = 0;
    for (position %= count; !is_shown(app, set->spans.at(position)); position = (position + step) % count)
        if (++tried == count) return fail(ErrorCode::NotFound, tr("All spans of this document are hidden."));
    app.focus(set->spans.at(position).id);
    const Span& span = set->spans.at(position);
    app.session().selection = {span.begin(), span.begin()};
    return nothing_made();
}

Result<std::string> focus_command(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    if (!app.project().set_of(SpanId(*id))) return fail(ErrorCode::NotFound, tr("There is no span “{}”.", {*id}));
    app.focus(SpanId(*id));
    return nothing_made();
}

Result<std::string> select_unit(App& app, TextUnit unit)
{
    const TextRange range = unit_at(*app.document()->text, app.session().selection.range().begin, unit);
    app.session().selection = {range.begin, range.end};
    return nothing_made();
}

// One step back: what is on top goes first.
Result<std::string> back(App& app, JsonValue)
{
    Session& session = app.session();
    const bool over_text = session.question || session.popup != Popup::None;
    const bool list_open = ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel) ||
                           session.views.schema.list_open;  // where ImGui has closed it by the same key already
    if (!over_text && (ImGui::GetIO().WantTextInput || list_open))
        return nothing_made();  // the field or list takes its own step back
    if (session.question)
        session.question.reset();
    else if (session.popup != Popup::None)
        session.popup = Popup::None;
    else if (session.records() && !session.records()->carried.empty())
        session.records()->carried.clear();
    else if (session.main_view == MainView::Entities && session.views.alike.shown)
        session.views.alike.shown = false;
    else if (session.main_view == MainView::Import)
        return run_command(app, "import.cancel", "{}");
    else if (session.main_view != MainView::Text)
        session.main_view = MainView::Text;
    else if (session.review)
        session.review.reset();
    else if (session.proposal)
        drop_proposal(session);
    else if (session.linking)
        session.linking.reset();
    else if (!session.armed.empty())
        session.armed = {};
    else if (session.find.open)
        session.find.open = false;
    else if (!session.selection.empty())
        session.selection.anchor = session.selection.caret;
    else if (!session.focused.empty())
        session.focused = {};
    else if (session.show_problems)
        session.show_problems = false;
    session.focus_reading_view = true;
    return nothing_made();
}

}  // namespace

void add_move_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, const char* group, std::vector<ImGuiKeyChord> keys,
                         CommandSpec::Run run) {
        CommandSpec spec{id, title, group, std::move(keys)};
        spec.enabled = has_document;
        spec.repeats = true;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    add("span.next", "Next span", "Move", {ImGuiKey_Tab},
        [](App& app, JsonValue) { return focus_neighbour(app, true); });
    add("span.previous", "Previous span", "Move", {ImGuiMod_Shift | ImGuiKey_Tab},
        [](App& app, JsonValue) { return focus_neighbour(app, false); });
    add("select.word", "Select the word at the caret", "Select", {ImGuiMod_Ctrl | ImGuiKey_D},
        [](App& app, JsonValue) { return select_unit(app, TextUnit::Word); });
    add("select.sentence", "Select the sentence at the caret", "Select", {ImGuiMod_Ctrl | ImGuiKey_E},
        [](App& app, JsonValue) { return select_unit(app, TextUnit::Sentence); });
    add("select.all", "Select the whole text", "Select", {ImGuiMod_Ctrl | ImGuiKey_A}, [](App& app, JsonValue) {
        app.session().selection = {0, app.document()->text->size()};
        return nothing_made();
    });
    add_motions(table);

    CommandSpec escape{"popup.close", "One step back", "Move", {ImGuiKey_Escape}};
    escape.in_text_fields = true;
    escape.run = back;
    table.push_back(std::move(escape));
    CommandSpec focus{"span.focus", "Show a span", "Scripts"};
    focus.in_palette = false;
    focus.run = focus_command;
    table.push_back(std::move(focus));
}

}  // namespace glossator
