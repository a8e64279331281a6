#include <algorithm>

#include "core/text/segmentation.h"
#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/visibility.h"

// Marking: labels, spans, fragments, edges, undo and redo.
namespace glossator {

namespace {

bool has_selection(const App& app)
{
    return has_document(app) && !app.session().selection.empty();
}

// The span named by "id", else the focused one.
Result<SpanId> span_argument(const App& app, JsonValue args)
{
    if (args["id"]) {
        const Result<std::string> named = required_text(args, "id");
        if (!named) return fail(named.error());
        const SpanId id(*named);
        if (!app.project().set_of(id)) return fail(ErrorCode::NotFound, tr("There is no span “{}”.", {id.text}));
        return id;
    }
    if (!app.focused()) return fail(ErrorCode::NotFound, tr("No span is focused."));
    return app.session().focused;
}

const Text& text_of(const App& app, const SpanId& id)
{
    return *app.project().find(app.project().set_of(id)->info.document)->text;
}

// A marked blank at either end is never meant.
TextRange without_blanks(const Text& text, TextRange range)
{
    const auto is_blank = [](std::string_view c) {
        return c == " " || c == "\t" || c == "\n" || c == "\r" || c == "\xC2\xA0";
    };
    const std::string_view bytes = text.bytes();
    while (range.begin < range.end) {
        const uint32_t next = move_by(text, range.begin, TextUnit::Grapheme, Direction::Forward);
        const std::string_view first = bytes.substr(range.begin, next - range.begin);
        if (!is_blank(first) && first != "\r\n") break;
        range.begin = std::min(next, range.end);
    }
    while (range.begin < range.end) {
        const uint32_t previous = move_by(text, range.end, TextUnit::Grapheme, Direction::Backward);
        const std::string_view last = bytes.substr(previous, range.end - previous);
        if (!is_blank(last) && last != "\r\n") break;
        range.end = std::max(previous, range.begin);
    }
    return range;
}

}  // namespace

Result<TextRange> selected_range(const App& app)
{
    if (!has_selection(app)) return fail(ErrorCode::NotFound, tr("Select some text first."));
    const TextRange range = without_blanks(*app.document()->text, app.session().selection.range());
    if (range.empty()) return fail(ErrorCode::Invalid, tr("Only blanks are selected."));
    return range;
}

namespace {

Result<std::string> create(App& app, JsonValue args)
{
    const Result<std::string> label = required_text(args, "label");
    if (!label) return fail(label.error());
    if (args["document"].is_string()) app.show(DocumentId(args["document"].string()));
    if (!has_document(app)) return fail(ErrorCode::NotFound, tr("Open a document first."));
    std::vector<TextRange> at;
    if (args["at"]) {
        Result<std::vector<TextRange>> ranges = ranges_argument(args["at"], *app.document()->text);
        if (!ranges) return fail(ranges.error());
        at = std::move(*ranges);
        std::sort(at.begin(), at.end());
    } else {
        const Result<TextRange> range = selected_range(app);
        if (!range) return fail(range.error());
        at.push_back(*range);
    }
    Result<Attributes> attributes = attributes_argument(args["attributes"]);
    if (!attributes) return fail(attributes.error());

    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    show_again(app, LabelId(*label));
    Result<Composed> made = create_span(app.context(), LabelId(*label), at, std::move(*attributes));
    const Result<std::vector<std::string>> ids = app.run(std::move(made));
    if (!ids) return fail(ids.error());
    if (!ids->empty()) app.focus(SpanId(ids->front()));
    const uint32_t end = at.back().end;
    app.session().selection = {end, end};
    return ids_json(*ids);
}

Result<std::string> apply_label(App& app, JsonValue args)
{
    const Result<std::string> label = required_text(args, "label");
    if (!label) return fail(label.error());
    if (!app.project().schema().find(LabelId(*label)))
        return fail(ErrorCode::NotFound, tr("There is no label “{}”.", {*label}));
    if (app.session().proposal) return run_command(app, "attribution.label", Args().text("label", *label).str());
    if (app.session().review) return run_command(app, "review.label", Args().text("label", *label).str());
    if (has_selection(app)) return create(app, args);
    show_again(app, LabelId(*label));
    if (const Span* focused = app.focused())
        return run_composed(app, relabel_span(app.context(), focused->id, LabelId(*label)));
    app.session().armed = app.session().armed.text == *label ? LabelId() : LabelId(*label);
    return nothing_made();
}

Result<std::string> arm(App& app, JsonValue args)
{
    app.session().armed = LabelId(args["label"].string());
    return nothing_made();
}

Result<std::string> erase(App& app, JsonValue args)
{
    const Result<SpanId> id = span_argument(app, args);
    if (!id) return fail(id.error());
    return run_composed(app, delete_spans(app.context(), {*id}));
}

Status set_links(JsonValue args, Span& span)
{
    const Result<std::string> entity = text_or_empty(args, "entity");
    const Result<std::string> note = text_or_empty(args, "note");
    for (const auto* text : {&entity, &note})
        if (!*text) return fail(text->error());
    if (args["entity"]) span.entity = EntityId(*entity);
    if (args["note"]) span.note = *note;
    if (const JsonValue claim = args["claim"]) {
        if (claim.is_null())
            span.claim.reset();
        else if (claim.is_string())
            span.claim = ClaimLink{ClaimId(claim.string()), {}};
        else if (claim.is_object())
            span.claim = ClaimLink{ClaimId(claim["id"].string()), std::string(claim["relation"].string())};
        else
            return fail(ErrorCode::Invalid, tr("“claim” must be an id, {id, relation} or null."));
    }
    return {};
}

Result<std::string> set(App& app, JsonValue args)
{
    const Result<SpanId> id = span_argument(app, args);
    if (!id) return fail(id.error());
    const AnnotationSet& in = *app.project().set_of(*id);
    Span span = *in.spans.find(*id);
    if (args["label"]) {
        const Result<std::string> label = required_text(args, "label");
        if (!label) return fail(label.error());
        span.label = LabelId(*label);
    }
    if (args["at"]) {
        Result<std::vector<TextRange>> at = ranges_argument(args["at"], text_of(app, *id));
        if (!at) return fail(at.error());
        span.at = std::move(*at);
        std::sort(span.at.begin(), span.at.end());
    }
    if (const Status read = merge_attributes(args["attributes"], span.attributes); !read) return fail(read.error());
    if (const Status read = set_links(args, span); !read) return fail(read.error());
    return run_composed(app, put_span(app.context(), std::move(span), args["label"] ? "Relabel span" : "Change span"));
}

Result<std::string> add_fragment_command(App& app, JsonValue args)
{
    const Result<SpanId> id = span_argument(app, args);
    if (!id) return fail(id.error());
    if (args["at"]) {
        const Result<std::vector<TextRange>> at = ranges_argument(args["at"], text_of(app, *id));
        if (!at) return fail(at.error());
        if (at->size() > 1)
            return fail(ErrorCode::Invalid, tr("“at” must be one range: fragments are added one by one."));
        return run_composed(app, add_fragment(app.context(), *id, at->front()));
    }
    const Result<TextRange> range = selected_range(app);
    if (!range) return fail(range.error());
    Result<std::string> done = run_composed(app, add_fragment(app.context(), *id, *range));
    if (done) app.session().selection = {range->end, range->end};
    return done;
}

Result<std::string> remove_fragment_command(App& app, JsonValue args)
{
    const Result<SpanId> id = span_argument(app, args);
    if (!id) return fail(id.error());
    const Result<size_t> fragment = index_or(args, "fragment", app.session().focused_fragment);
    if (!fragment) return fail(fragment.error());
    return run_composed(app, remove_fragment(app.context(), *id, *fragment));
}

Result<std::string> move_edge_command(App& app, JsonValue args)
{
    const Result<SpanId> id = span_argument(app, args);
    if (!id) return fail(id.error());
    const Text& text = text_of(app, *id);
    const std::optional<uint32_t> to = args["to"].unsigned32();
    if (!to || *to > text.code_points())
        return fail(ErrorCode::Invalid, tr("“to” must be an offset in the text, in code points."));
    const std::string_view edge = args["edge"].string();
    if (edge != "begin" && edge != "end") return fail(ErrorCode::Invalid, tr("“edge” must be begin or end."));
    const Result<size_t> fragment = index_or(args, "fragment", 0);
    if (!fragment) return fail(fragment.error());
    return run_composed(app, move_edge(app.context(), *id, *fragment, edge == "begin" ? Edge::Begin : Edge::End,
                                       text.code_point_to_byte(*to)));
}

// Moves an end of the focused span by a unit.
Result<std::string> nudge(App& app, Edge edge, TextUnit unit, Direction direction)
{
    const Span& span = *app.focused();
    const size_t fragment = std::min(app.session().focused_fragment, span.at.size() - 1);
    const TextRange at = span.at[fragment];
    const Text& text = *app.document()->text;
    uint32_t to = move_by(text, edge == Edge::Begin ? at.begin : at.end, unit, direction);
    if (unit == TextUnit::Word) {  // from word to word, without the blanks between
        if (edge == Edge::Begin && direction == Direction::Forward)
            to = without_blanks(text, {std::min(to, at.end), at.end}).begin;
        if (edge == Edge::End && direction == Direction::Backward)
            to = without_blanks(text, {at.begin, std::max(to, at.begin)}).end;
    }
    return run_composed(app, move_edge(app.context(), span.id, fragment, edge, to));
}

struct Nudge {
    const char* id;
    const char* title;
    ImGuiKeyChord keys;
    Edge edge;
    TextUnit unit;
    Direction direction;
};
constexpr ImGuiKeyChord kEnd = ImGuiMod_Alt, kBegin = ImGuiMod_Alt | ImGuiMod_Shift, kWord = ImGuiMod_Ctrl;
constexpr ImGuiKeyChord kLeft = ImGuiKey_LeftArrow, kRight = ImGuiKey_RightArrow;
constexpr Nudge kNudges[] = {
    {"span.end_right", "Move the span's end right", kEnd | kRight, Edge::End, TextUnit::Grapheme, Direction::Forward},
    {"span.end_left", "Move the span's end left", kEnd | kLeft, Edge::End, TextUnit::Grapheme, Direction::Backward},
    {"span.begin_right", "Move the span's begin right", kBegin | kRight, Edge::Begin, TextUnit::Grapheme,
     Direction::Forward},
    {"span.begin_left", "Move the span's begin left", kBegin | kLeft, Edge::Begin, TextUnit::Grapheme,
     Direction::Backward},
    {"span.end_word_right", "Move the span's end right by a word", kWord | kEnd | kRight, Edge::End, TextUnit::Word,
     Direction::Forward},
    {"span.end_word_left", "Move the span's end left by a word", kWord | kEnd | kLeft, Edge::End, TextUnit::Word,
     Direction::Backward},
    {"span.begin_word_right", "Move the span's begin right by a word", kWord | kBegin | kRight, Edge::Begin,
     TextUnit::Word, Direction::Forward},
    {"span.begin_word_left", "Move the span's begin left by a word", kWord | kBegin | kLeft, Edge::Begin,
     TextUnit::Word, Direction::Backward},
};

void add_nudges(CommandTable& table)
{
    for (const Nudge& n : kNudges) {
        CommandSpec spec{n.id, n.title, "Focused span", {n.keys}};
        spec.repeats = true;
        spec.enabled = has_focus;
        spec.number = static_cast<uint32_t>(&n - kNudges);
        spec.run_number = [](App& app, uint32_t number) {
            return nudge(app, kNudges[number].edge, kNudges[number].unit, kNudges[number].direction);
        };
        table.push_back(std::move(spec));
    }
}

Result<std::string> done(const Status& status)
{
    if (!status) return fail(status.error());
    return nothing_made();
}

CommandSpec undo_spec()
{
    CommandSpec spec{"edit.undo", "Undo", "Edit", {ImGuiMod_Ctrl | ImGuiKey_Z}};
    spec.repeats = true;
    spec.enabled = [](const App& app) { return app.history().undo_title() != nullptr; };
    spec.run = [](App& app, JsonValue) { return done(app.undo()); };
    spec.title_now = [](const App& app) {
        return app.history().undo_title() ? tr("Undo: {}", {*app.history().undo_title()}) : tr("Undo");
    };
    return spec;
}

CommandSpec redo_spec()
{
    CommandSpec spec{
        "edit.redo", "Redo", "Edit", {ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z, ImGuiMod_Ctrl | ImGuiKey_Y}};
    spec.repeats = true;
    spec.enabled = [](const App& app) { return app.history().redo_title() != nullptr; };
    spec.run = [](App& app, JsonValue) { return done(app.redo()); };
    spec.title_now = [](const App& app) {
        return app.history().redo_title() ? tr("Redo: {}", {*app.history().redo_title()}) : tr("Redo");
    };
    return spec;
}

}  // namespace

void add_span_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, std::vector<ImGuiKeyChord> keys, bool in_palette,
                         CommandSpec::Enabled enabled, CommandSpec::Run run, const char* characters = "") {
        CommandSpec spec{id, title, in_palette ? "Focused span" : "Scripts", std::move(keys), characters};
        spec.in_palette = in_palette;
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    constexpr CommandSpec::Enabled always = nullptr;
    table.push_back(undo_spec());
    table.push_back(redo_spec());
    add(
        "span.delete", "Delete the span", {ImGuiKey_Delete, ImGuiKey_Backspace}, true,
        [](const App& app) { return !app.project().documents().empty(); }, erase);
    add(
        "span.add_fragment", "Add the selection to the span", {}, true,
        [](const App& app) { return has_focus(app) || has_document(app); }, add_fragment_command, "+=");
    add("span.remove_fragment", "Take the fragment out of the span", {ImGuiMod_Shift | ImGuiKey_Delete}, true,
        has_document, remove_fragment_command);
    add_nudges(table);
    add("span.create", "Label text", {}, false, always, create);
    add("span.set", "Change a span", {}, false, always, set);
    add("span.move_edge", "Move an end of a span", {}, false, always, move_edge_command);
    add("label.apply", "Label the selection, else the focused span, else what is selected next", {}, false,
        has_document, apply_label);
    add("label.arm", "Label everything that is selected next", {}, false, has_document, arm);
}

}  // namespace glossator
