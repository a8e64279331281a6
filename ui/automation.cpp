#include "ui/automation.h"

#include <algorithm>

#include "ui/app.h"
#include "ui/command_table.h"
#include "ui/reading_view.h"
#include "ui/right_to_left.h"
#include "ui/visibility.h"

namespace glossator {

namespace {

constexpr const char* kWriters[] = {"here", "other_tab", "taking_over"};  // of Writer
constexpr const char* kFileStates[] = {"as_here", "behind", "writing", "changed_elsewhere"};

std::string or_null(const std::string* text)
{
    std::string out = "null";
    if (!text) return out;
    out.clear();
    write_json_string(out, *text);
    return out;
}

std::string id_or_null(const std::string& id)
{
    return or_null(id.empty() ? nullptr : &id);
}

std::string json_string(std::string_view text)
{
    std::string out;
    write_json_string(out, text);
    return out;
}

template <class Range, class Write>
std::string json_list(const Range& range, Write write)
{
    std::string out = "[";
    for (const auto& item : range) {
        if (out.size() > 1) out += ',';
        out += write(item);
    }
    return out + "]";
}

std::string boxes_json(const std::vector<Box>& boxes)
{
    return json_list(boxes, [](const Box& b) {
        return Args().number("x", b.x).number("y", b.y).number("width", b.width).number("height", b.height).str();
    });
}

std::string option_json(const FormatOption& option)
{
    return Args()
        .text("name", option.name)
        .text("about", option.about)
        .json("values", json_list(option.values, [](const char* value) { return json_string(value); }))
        .str();
}

std::string formats_json()
{
    return json_list(formats(), [](const Format& f) {
        return Args()
            .text("id", f.id)
            .text("title", f.title)
            .json("extensions", json_list(f.extensions, [](const std::string& e) { return json_string(e); }))
            .flag("reads", f.reads)
            .flag("writes", f.writes)
            .json("options", json_list(f.options, option_json))
            .str();
    });
}

std::string commands_json(const App& app)
{
    return json_list(list_commands(app), [](const CommandInfo& c) {
        return Args().text("id", c.id).text("title", c.title).text("keys", c.keys).flag("enabled", c.enabled).str();
    });
}

std::string file_json(const App& app)
{
    if (app.project_file().name.empty()) return "null";
    return Args()
        .text("name", app.project_file().name)
        .text("state", kFileStates[static_cast<size_t>(app.project_file_state())])
        .str();
}

std::string state_json(const App& app)
{
    const Session& session = app.session();
    std::string selection = "null";
    if (const Document* document = app.document()) {
        const TextRange range = session.selection.range();
        selection = "[" + std::to_string(document->text->byte_to_code_point(range.begin)) + "," +
                    std::to_string(document->text->byte_to_code_point(range.end)) + "]";
    }
    std::vector<std::string> hidden;
    for (const ViewSwitch& s : view_switches(app))
        if (!s.shown) hidden.push_back(s.name);
    return Args()
        .json("document", id_or_null(session.document.text))
        .json("set", id_or_null(session.set.text))
        .json("selection", selection)
        .json("focused", id_or_null(app.focused() ? session.focused.text : std::string()))
        .text("view", app.document() ? "reading" : "welcome")
        .number("unsaved", static_cast<double>(app.keeper().unsaved()))
        .number("steps", static_cast<double>(app.history().steps_done()))
        .json("undo", or_null(app.history().undo_title()))
        .json("redo", or_null(app.history().redo_title()))
        .number("suggestions", 0)
        .json("hidden", ids_json(hidden))
        .text("writer", kWriters[static_cast<size_t>(app.writer())])
        .json("file", file_json(app))
        .str();
}

struct Place {
    const Document* document;
    TextRange range;
};

Result<Place> place_argument(const App& app, JsonValue args)
{
    const DocumentId id(args["document"].string());
    const Document* document = app.project().find(id);
    if (!document) return fail(ErrorCode::NotFound, "There is no document “" + id.text + "”.");
    const std::optional<uint32_t> start = args["start"].unsigned32();
    const std::optional<uint32_t> end = args["end"].unsigned32();
    const uint32_t length = document->text->code_points();
    if (!start || !end || *start > *end || *end > length)
        return fail(ErrorCode::Invalid,
                    "“start” and “end” must be code point offsets in order, at most " + std::to_string(length) + ".");
    return Place{document, {document->text->code_point_to_byte(*start), document->text->code_point_to_byte(*end)}};
}

Result<std::string> select(App& app, JsonValue args)
{
    const Result<Place> place = place_argument(app, args);
    if (!place) return fail(place.error());
    app.show(place->document->id);
    app.session().selection = {place->range.begin, place->range.end};
    app.session().scroll_to_byte = place->range.begin;
    return std::string("null");
}

Result<std::string> locate(const App& app, JsonValue args)
{
    const Result<Place> place = place_argument(app, args);
    if (!place) return fail(place.error());
    std::vector<Box> seen = app.reading_view().locate(place->document->id, place->range);
    for (Box& box : seen) box = on_screen(box);
    return boxes_json(seen);
}

std::string scroll_json(const App& app)
{
    const ReadingView::Scroll s = app.reading_view().scroll();
    return Args().number("top", s.top).number("total", s.total).number("view", s.view).str();
}

std::string stats_json(const App& app)
{
    const FrameStats& s = app.stats();
    const OpenTimes& open = app.open_times();
    size_t spans = 0, bytes = 0;
    for (const auto& set : app.project().sets()) spans += set->spans.size();
    for (const Document& document : app.project().documents()) bytes += document.text->size();
    return Args()
        .number("frames", static_cast<double>(s.frames()))
        .json("frame_ms", Args()
                              .number("last", s.last_ms())
                              .number("p50", s.percentile_ms(0.5))
                              .number("p95", s.percentile_ms(0.95))
                              .number("max", s.percentile_ms(1))
                              .str())
        .json("open_ms", Args()
                             .number("parse", open.parse)
                             .number("index", open.index)
                             .number("layout", open.layout)
                             .number("paint", open.paint)
                             .str())
        .number("spans", static_cast<double>(spans))
        .number("text_bytes", static_cast<double>(bytes))
        .str();
}

Result<std::string> answer(App& app, std::string_view name, std::string_view arguments)
{
    const Result<JsonDocument> parsed = JsonDocument::parse(arguments.empty() ? "{}" : arguments);
    if (!parsed) return fail(parsed.error());
    const JsonValue args = parsed->root();
    if (name == "version") return json_string(kVersion);
    if (name == "project") return write_native(app.project());
    if (name == "formats") return formats_json();
    if (name == "commands") return commands_json(app);
    if (name == "command") return run_command(app, args["id"].string(), args["args"] ? args["args"].text() : "{}");
    if (name == "state") return state_json(app);
    if (name == "select") return select(app, args);
    if (name == "locate") return locate(app, args);
    if (name == "find") return boxes_json(app.controls().find(args["name"].string()));
    if (name == "scroll") return scroll_json(app);
    if (name == "stats") return stats_json(app);
    return fail(ErrorCode::NotFound, "There is no call “" + std::string(name) + "”.");
}

}  // namespace

Result<std::string> automation_call(App& app, std::string_view name, std::string_view args)
{
    Result<std::string> result = answer(app, name, args);
    if (!result) result.error().message = sentence(result.error().message);
    return result;
}

}  // namespace glossator
