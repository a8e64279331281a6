#include <algorithm>
#include <limits>

#include "core/text/segmentation.h"
#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/wording.h"

// Finding: a text or expression in all documents, a place by its number.
namespace glossator {

namespace {

bool has_hits(const App& app)
{
    return app.session().search.total() > 0;
}

// A selection that can stand in the field is what one wants to find.
Result<std::string> open_bar(App& app, JsonValue)
{
    Session& session = app.session();
    FindBar& find = session.find;
    find.open = find.takes_keyboard = true;
    session.popup = Popup::None;
    constexpr uint32_t kLongest = 200;  // bytes
    const TextRange selected = session.selection.range();
    const std::string_view words = app.document()->text->slice(selected);
    if (!selected.empty() && selected.size() <= kLongest && words.find_first_of("\r\n") == words.npos) {
        find.query = words;
        find.options.regex = false;
    }
    find.jumps_from = selected.begin;
    return nothing_made();
}

// Shows a hit, with the keyboard left where it is.
void go_to_hit(App& app, const Search::Place& place, size_t hit)
{
    Session& session = app.session();
    const bool text_has_keyboard = session.focus_reading_view;
    app.show(place.document);
    session.focus_reading_view = text_has_keyboard;
    session.selection = {place.hits[hit].begin, place.hits[hit].end};
    session.scroll_to_byte = place.hits[hit].begin;
}

// The next hit after the selection or the one before it, on into the other articles and around.
Result<std::string> neighbour(App& app, bool forward)
{
    const Search& search = app.session().search;
    const Search::Place* here = search.find(app.session().document);
    if (!here || search.total() == 0) return fail(ErrorCode::NotFound, tr("Nothing has been found."));
    const TextRange selected = app.session().selection.range();
    const auto after = std::partition_point(here->hits.begin(), here->hits.end(), [&](TextRange hit) {
        return forward ? hit.begin < std::max(selected.end, selected.begin) : hit.begin < selected.begin;
    });
    const size_t total = search.total();
    const size_t row = search.first_row(*here) + static_cast<size_t>(after - here->hits.begin());
    const auto [place, hit] = search.hit((forward ? row : row + total - 1) % total);
    go_to_hit(app, *place, hit);
    return nothing_made();
}

std::string hits_json(const App& app)
{
    std::string out = "[";
    for (const Search::Place& place : app.session().search.places()) {
        for (const TextRange hit : place.hits) {
            if (out.size() > 1) out += ',';
            out += Args()
                       .text("document", place.document.text)
                       .number("start", place.text->byte_to_code_point(hit.begin))
                       .number("end", place.text->byte_to_code_point(hit.end))
                       .str();
        }
    }
    return out + "]";
}

// For scripts: searches to the end and returns the places of all hits.
Result<std::string> run_search(App& app, JsonValue args)
{
    const Result<std::string> query = required_text(args, "query");
    if (!query) return fail(query.error());
    FindBar& find = app.session().find;
    find.query = *query;
    find.options = {args["regex"].boolean(), args["match_case"].boolean(), args["whole_words"].boolean()};
    find.fault.clear();
    find.jumps_from.reset();
    find.open = has_document(app);
    Search& search = app.session().search;
    if (const Status began = search.begin(app.project(), *query, find.options, app.session().document); !began) {
        find.fault = sentence(began.error().message);
        return fail(began.error());
    }
    while (search.running()) search.go_on(app.platform(), Search::kMostSeconds);
    return hits_json(app);
}

// Labels the hits of all documents, or of the one named.
Result<std::string> annotate(App& app, JsonValue args)
{
    const Result<std::string> label = required_text(args, "label");
    const Result<std::string> only = text_or_empty(args, "document");
    for (const auto* text : {&label, &only})
        if (!*text) return fail(text->error());
    const Search& search = app.session().search;
    if (search.running()) return fail(ErrorCode::NotFound, tr("The search is still going on."));
    std::vector<Places> places;
    size_t hits = 0;
    for (const Search::Place& place : search.places()) {
        if (place.hits.empty() || (!only->empty() && place.document.text != *only)) continue;
        hits += place.hits.size();
        places.push_back({place.document, app.set_for(place.document), place.hits});
    }
    if (hits == 0) return fail(ErrorCode::NotFound, tr("Nothing has been found that could be labelled."));
    const Result<std::vector<std::string>> ids = app.run(create_spans(app.context(), LabelId(*label), places));
    if (!ids) return fail(ids.error());
    const size_t before = hits - ids->size();
    const std::string labelled = tr("Labelled {}", {counted(ids->size(), "hit", "hits")});
    app.say(before > 0 ? tr("{}; {} had the label already", {labelled, with_thousands(before)}) : labelled);
    return ids_json(*ids);
}

Result<std::string> close_bar(App& app, JsonValue)
{
    app.session().find.open = false;
    app.session().find.jumps_from.reset();  // what a slow search still finds moves nobody
    app.session().focus_reading_view = true;
    return nothing_made();
}

// ---- Go to

void place_caret(App& app, uint32_t byte)
{
    app.session().selection = {byte, byte};
    app.session().scroll_to_byte = byte;
}

// {"character": N}, an offset in code points; {"line": N} or {"sentence": N}, counted from 1.
Result<std::string> go(App& app, JsonValue args)
{
    const Text& text = *app.document()->text;
    Session& session = app.session();
    session.sentence_seek.reset();
    constexpr size_t kNone = std::numeric_limits<size_t>::max();
    const Result<size_t> character = index_or(args, "character", kNone), line = index_or(args, "line", kNone),
                         wanted = index_or(args, "sentence", kNone);
    for (const auto* number : {&character, &line, &wanted})
        if (!*number) return fail(number->error());
    if (*character != kNone) {
        if (*character > text.code_points())
            return fail(ErrorCode::NotFound, tr("The text ends at {}.", {with_thousands(text.code_points())}));
        place_caret(app, text.code_point_to_byte(static_cast<uint32_t>(*character)));
    } else if (*line != kNone) {
        if (*line == 0 || *line > text.lines())
            return fail(ErrorCode::NotFound, tr("The text has {}.", {counted(text.lines(), "line", "lines")}));
        place_caret(app, text.line(static_cast<uint32_t>(*line - 1)).begin);
    } else if (*wanted != kNone && *wanted > 0 && *wanted <= text.size()) {
        session.sentence_seek = SentenceSeek{app.document()->text, static_cast<uint32_t>(*wanted)};
    } else {
        return fail(ErrorCode::NotFound, tr("Say which character, line or sentence to go to."));
    }
    return nothing_made();
}

}  // namespace

void go_on_searching(App& app)
{
    constexpr double kSecondsOfAFrame = 0.004;
    Session& session = app.session();
    Search& search = session.search;
    search.follow(app.project(), session.document);
    if (search.running()) search.go_on(app.platform(), kSecondsOfAFrame);
    const Search::Place* here = search.find(session.document);
    if (!session.find.jumps_from || !here) return;
    const auto first = std::partition_point(here->hits.begin(), here->hits.end(),
                                            [&](TextRange hit) { return hit.begin < *session.find.jumps_from; });
    if (first == here->hits.end() && !here->done && search.running()) return;  // it may yet come
    if (!here->hits.empty())
        go_to_hit(app, *here, first == here->hits.end() ? 0 : static_cast<size_t>(first - here->hits.begin()));
    session.find.jumps_from.reset();
}

void go_on_seeking(App& app)
{
    constexpr uint32_t kBytesOfAFrame = 64 * 1024;
    std::optional<SentenceSeek>& seek = app.session().sentence_seek;
    if (!seek) return;
    const Document* document = app.document();
    if (!document || document->text != seek->text) return seek.reset();
    const Text& text = *seek->text;
    for (const uint32_t began = seek->byte; seek->byte - began < kBytesOfAFrame;) {
        if (seek->byte == text.size()) {
            app.say(tr("The text has {}.", {counted(seek->seen, "sentence", "sentences")}));
            return seek.reset();
        }
        const std::vector<TextRange> sentences = sentences_from(text, seek->byte);
        if (seek->wanted <= seek->seen + sentences.size()) {
            const TextRange found = sentences[seek->wanted - seek->seen - 1];
            place_caret(app, found.begin);
            app.session().selection = {found.begin, found.end};
            return seek.reset();
        }
        seek->seen += static_cast<uint32_t>(sentences.size());
        seek->byte = sentences.empty() ? text.line(text.line_of(seek->byte)).end : sentences.back().end;
    }
}

void add_search_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, std::vector<ImGuiKeyChord> keys,
                         CommandSpec::Enabled enabled, CommandSpec::Run run) {
        CommandSpec spec{id, title, "Find", std::move(keys)};
        spec.in_text_fields = !spec.keys.empty();
        spec.repeats = spec.id == "search.next" || spec.id == "search.previous";
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    add("search.open", "Find in the text", {ImGuiMod_Ctrl | ImGuiKey_F}, has_document, open_bar);
    add("search.next", "Next hit", {ImGuiKey_F3}, has_hits, [](App& app, JsonValue) { return neighbour(app, true); });
    add("search.previous", "Previous hit", {ImGuiMod_Shift | ImGuiKey_F3}, has_hits,
        [](App& app, JsonValue) { return neighbour(app, false); });
    add("search.hits", "Show or hide the list of hits", {}, has_document, [](App& app, JsonValue) {
        app.session().find.shows_hits = !app.session().find.shows_hits;
        return nothing_made();
    });
    add(
        "search.close", "Close the find bar", {}, [](const App& app) { return app.session().find.open; }, close_bar);
    add("view.go_to", "Go to a character, sentence or line", {ImGuiMod_Ctrl | ImGuiKey_G}, has_document,
        [](App& app, JsonValue) {
            Popup& popup = app.session().popup;
            popup = popup == Popup::GoTo ? Popup::None : Popup::GoTo;
            return nothing_made();
        });
    add_script(table, "search.run", "Search", run_search);
    add_script(table, "search.annotate", "Label what was found", annotate);
    CommandSpec spec{"caret.go", "Move the caret to a place", "Scripts"};
    spec.in_palette = false;
    spec.enabled = has_document;
    spec.run = go;
    table.push_back(std::move(spec));
}

}  // namespace glossator
