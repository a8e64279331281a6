#include <algorithm>

#include <imgui_internal.h>

#include "core/edit/compose_repeat.h"
#include "core/learn/compared_words.h"
#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/visibility.h"
#include "ui/wording.h"

// The same words wherever they stand, the last change once more, and names that aren't marked yet.
namespace glossator {

namespace {

bool is_open(const App& app)
{
    return app.session().review.has_value();
}

// Of the selection with the label that is named or was given last, or of the focused span.
Result<Review> review_of(App& app, ReviewAction action, JsonValue args)
{
    const Result<std::string> label = text_or_empty(args, "label");
    if (!label) return fail(label.error());
    Review review;
    review.action = action;
    review.everywhere = args["scope"].string() != "document";
    const Session& session = app.session();
    const Span* span = app.focused();
    if (action == ReviewAction::Annotate && !session.selection.empty()) {
        const Result<TextRange> range = selected_range(app);
        if (!range) return fail(range.error());
        review.words = app.document()->text->slice(*range);
        review.label = LabelId(*label);
        if (label->empty()) review.label = session.armed;
        if (review.label.empty() && session.last_change) review.label = session.last_change->label;
    } else if (span) {
        review.words = words_of(*app.document()->text, *span);
        review.label = span->label;
        review.entity = span->entity;
        if (action == ReviewAction::Relabel) review.to = LabelId(*label);
    } else {
        return fail(ErrorCode::NotFound, tr("Focus a span first, or select some words."));
    }
    for (const LabelId* id : {&review.label, &review.to})
        if (!id->empty() && !app.project().schema().find(*id))
            return fail(ErrorCode::NotFound, tr("There is no label “{}”.", {id->text}));
    if (review.label.empty())
        return fail(ErrorCode::NotFound, tr("Label the words first, then do the same elsewhere."));
    if (action == ReviewAction::Entity && review.entity.empty())
        return fail(ErrorCode::NotFound, tr("The span names no entity yet."));
    return review;
}

Result<std::string> open_review(App& app, ReviewAction action, JsonValue args)
{
    Result<Review> review = review_of(app, action, args);
    if (!review) return fail(review.error());
    app.session().review = std::move(*review);
    app.session().focus_reading_view = true;
    return nothing_made();
}

std::vector<Occurrence> chosen_of(const Review& review)
{
    std::vector<Occurrence> chosen;
    for (size_t i = 0; i < review.rows.size(); ++i)
        if (review.chosen[i]) chosen.push_back(review.rows[i]);
    return chosen;
}

// Those that are chosen, in one step.
Result<std::string> apply_review(App& app, JsonValue)
{
    while (app.session().review->finding) go_on_reviewing(app);
    const Review& review = *app.session().review;
    if (review.action == ReviewAction::Relabel && review.to.empty())
        return fail(ErrorCode::NotFound, tr("Choose the label that they are to get."));
    const std::vector<Occurrence> chosen = chosen_of(review);
    if (chosen.empty()) return fail(ErrorCode::NotFound, tr("Nothing is chosen."));
    std::vector<SpanId> spans;
    for (const Occurrence& each : chosen) spans.push_back(each.span);
    const Context context = app.context();
    const auto composed = [&]() -> Result<Composed> {
        switch (review.action) {
        case ReviewAction::Annotate: return label_occurrences(context, review.label, review.entity, chosen);
        case ReviewAction::Delete: return delete_spans(context, spans);
        case ReviewAction::Relabel: return relabel_spans(context, spans, review.to);
        case ReviewAction::Entity: break;
        }
        return assign_entities(context, spans, review.entity);
    };
    show_again(app, review.action == ReviewAction::Relabel ? review.to : review.label);
    const Result<std::vector<std::string>> ids = app.run(composed());
    if (!ids) return fail(ids.error());
    app.session().review.reset();
    app.say(tr("Changed {}", {counted(chosen.size(), "place", "places")}));
    return ids_json(*ids);
}

Result<std::string> choose_row(App& app, JsonValue args)
{
    Review& review = *app.session().review;
    const Result<size_t> row = index_or(args, "row", review.row);
    if (!row) return fail(row.error());
    if (*row >= review.rows.size()) return fail(ErrorCode::NotFound, tr("There is no such place in the list."));
    review.chosen[*row] = !review.chosen[*row];
    review.row = *row;
    return nothing_made();
}

// All, or none if all are chosen already.
Result<std::string> choose_all(App& app, JsonValue)
{
    Review& review = *app.session().review;
    const bool all = review.chosen_rows() < review.rows.size();
    std::fill(review.chosen.begin(), review.chosen.end(), all);
    return nothing_made();
}

Result<std::string> step_row(App& app, bool down)
{
    Review& review = *app.session().review;
    if (review.rows.empty()) return nothing_made();
    review.row = down ? std::min(review.row + 1, review.rows.size() - 1) : review.row - (review.row > 0);
    review.follow = true;
    return nothing_made();
}

Result<std::string> set_scope(App& app, JsonValue args)
{
    Review& review = *app.session().review;
    review.everywhere = args["scope"] ? args["scope"].string() != "document" : !review.everywhere;
    review.revision = ~0ull;
    return nothing_made();
}

Result<std::string> set_label(App& app, JsonValue args)
{
    const Result<std::string> label = required_text(args, "label");
    if (!label) return fail(label.error());
    if (!app.project().schema().find(LabelId(*label)))
        return fail(ErrorCode::NotFound, tr("There is no label “{}”.", {*label}));
    Review& review = *app.session().review;
    if (review.action == ReviewAction::Relabel) {
        review.to = LabelId(*label);
    } else if (review.action == ReviewAction::Annotate) {
        review.label = LabelId(*label);
        review.revision = ~0ull;
    }
    return nothing_made();
}

Result<std::string> close_review(App& app, JsonValue)
{
    app.session().review.reset();
    return nothing_made();
}

// ---- The last change once more

Result<std::string> repeat(App& app, JsonValue)
{
    const SpanChange change = *app.session().last_change;
    if (app.session().selection.empty() || change.label.empty()) {
        if (!app.focused()) return fail(ErrorCode::NotFound, tr("Select some words or focus a span first."));
        return run_composed(app, repeat_change(app.context(), change, app.session().focused));
    }
    const Result<TextRange> range = selected_range(app);
    if (!range) return fail(range.error());
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    show_again(app, change.label);
    const Result<std::vector<std::string>> ids = app.run(repeat_change(app.context(), change, *range));
    if (!ids) return fail(ids.error());
    if (!ids->empty()) app.focus(SpanId(ids->front()));
    app.session().selection = {range->end, range->end};
    return ids_json(*ids);
}

// ---- Unmarked names

Result<std::string> go_to_name(App& app, Direction direction)
{
    Session& session = app.session();
    session.names.follow(app.project(), app.history().last_applied());
    const TextRange selected = session.selection.range();
    const auto next = [&](uint32_t from, Direction towards) {
        return session.names.next(app.project(), *app.document(), app.set(), from, towards);
    };
    // From a bare caret, one that begins right there is the next.
    const bool forward = direction == Direction::Forward, bare = forward && selected.empty();
    std::optional<TextRange> found;
    if (bare && selected.begin == 0) {
        found = next(1, Direction::Backward);
        if (!found) found = next(0, Direction::Forward);
    } else {
        found = next(selected.begin - (bare ? 1 : 0), direction);
    }
    if (!found) {
        app.say(forward ? tr("No unmarked name stands after this place.")
                        : tr("No unmarked name stands before this place."));
        return nothing_made();
    }
    session.focused = {};
    session.selection = {found->begin, found->end};
    session.scroll_to_byte = found->begin;
    return nothing_made();
}

// All documents with the set that is worked on in each, as App::set_for() says, in one pass: sets are in the order of
// documents.
std::vector<std::pair<DocumentId, SetId>> sets_by_document(const App& app)
{
    std::vector<std::pair<DocumentId, SetId>> found;
    const auto& sets = app.project().sets();
    size_t at = 0;
    for (const Document& document : app.project().documents()) {
        found.push_back({document.id, {}});
        for (; at < sets.size() && sets[at]->info.document == document.id; ++at)
            if (found.back().second.empty()) found.back().second = sets[at]->info.id;
        if (document.id == app.session().document) found.back().second = app.session().set;
    }
    return found;
}

}  // namespace

size_t Review::chosen_rows() const
{
    return static_cast<size_t>(std::count(chosen.begin(), chosen.end(), true));
}

void go_on_reviewing(App& app)
{
    constexpr double kSecondsOfAFrame = 0.002;
    constexpr size_t kWork = 5000;
    std::optional<Review>& review = app.session().review;
    if (!review) return;
    const Project& project = app.project();
    if (!has_document(app)) return review.reset();
    const bool other_document = !review->everywhere && review->document != app.session().document;
    if (review->revision != project.revision() || other_document) {
        OccurrencesOf of{review->words, review->label, review->action != ReviewAction::Annotate, {}};
        if (review->everywhere)
            of.where = sets_by_document(app);
        else
            of.where.push_back({app.session().document, app.set_for(app.session().document)});
        review->document = app.session().document;
        review->revision = project.revision();
        review->finder = std::make_unique<Occurrences>(project, std::move(of));
        review->finding = true;
    }
    if (!review->finding) return;
    const double began = app.platform().now_s();
    bool done = false;
    do done = review->finder->advance(kWork);
    while (!done && app.platform().now_s() - began < kSecondsOfAFrame);
    if (!done) return;
    review->rows = review->finder->found();
    if (review->action == ReviewAction::Entity)
        std::erase_if(review->rows, [&](const Occurrence& each) {
            return project.find(each.set)->spans.find(each.span)->entity == review->entity;
        });
    review->finder.reset();
    review->finding = false;
    review->chosen.assign(review->rows.size(), true);
    review->row = 0;
}

// True if one of its keys was pressed: while it is open, they are its own.
bool run_review_keys(const App& app, Wishes& wishes)
{
    if (!app.session().review) return false;
    const std::pair<ImGuiKeyChord, const char*> keys[] = {{ImGuiKey_DownArrow, "review.down"},
                                                          {ImGuiKey_UpArrow, "review.up"},
                                                          {ImGuiKey_Space, "review.choose"},
                                                          {ImGuiMod_Ctrl | ImGuiKey_A, "review.all"},
                                                          {ImGuiKey_Enter, "review.apply"}};
    for (const auto& [chord, command] : keys) {
        if (!ImGui::IsKeyChordPressed(chord, ImGuiInputFlags_Repeat)) continue;
        wishes.run(command);
        return true;
    }
    return false;
}

void add_review_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, std::vector<ImGuiKeyChord> keys, const char* characters,
                         CommandSpec::Enabled enabled, CommandSpec::Run run) {
        CommandSpec spec{id, title, "Every occurrence", std::move(keys), characters};
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    add("review.annotate", "Label the same words everywhere", {ImGuiMod_Alt | ImGuiKey_A}, "", has_document,
        [](App& app, JsonValue args) { return open_review(app, ReviewAction::Annotate, args); });
    add("review.delete", "Delete every span with the same words", {ImGuiMod_Alt | ImGuiKey_Delete}, "", has_focus,
        [](App& app, JsonValue args) { return open_review(app, ReviewAction::Delete, args); });
    add("review.relabel", "Relabel every span with the same words", {ImGuiMod_Alt | ImGuiKey_R}, "", has_focus,
        [](App& app, JsonValue args) { return open_review(app, ReviewAction::Relabel, args); });
    add("review.entity", "The same entity for every span with the same words", {ImGuiMod_Alt | ImGuiKey_N}, "",
        has_focus, [](App& app, JsonValue args) { return open_review(app, ReviewAction::Entity, args); });
    add(
        "edit.repeat", "Do the last change of a span once more", {}, ".",
        [](const App& app) { return app.session().last_change && has_document(app); }, repeat);
    add("name.next", "Next name that isn’t marked", {}, "]", has_document,
        [](App& app, JsonValue) { return go_to_name(app, Direction::Forward); });
    add("name.previous", "Previous name that isn’t marked", {}, "[", has_document,
        [](App& app, JsonValue) { return go_to_name(app, Direction::Backward); });
    const std::tuple<const char*, const char*, CommandSpec::Run> open[] = {
        {"review.apply", "Change the chosen places", apply_review},
        {"review.choose", "Choose a place of the list, or leave it out", choose_row},
        {"review.all", "Choose all places of the list, or none", choose_all},
        {"review.down", "Next place of the list", [](App& app, JsonValue) { return step_row(app, true); }},
        {"review.up", "Previous place of the list", [](App& app, JsonValue) { return step_row(app, false); }},
        {"review.scope", "Look in this article, or in all", set_scope},
        {"review.label", "The label that the places are to get", set_label},
        {"review.close", "Close the list of places", close_review}};
    for (const auto& [id, title, run] : open) {
        add_script(table, id, title, run);
        table.back().enabled = is_open;
    }
}

}  // namespace glossator
