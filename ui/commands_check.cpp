#include <algorithm>

#include "core/model/flags.h"
#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/span_links.h"
#include "ui/views.h"
#include "ui/wording.h"

// What is unfinished: going there, and saying that it is meant. Flags.
namespace glossator {

namespace {

constexpr size_t kRecords = 400;  // between two looks at the clock

bool has_set(const App& app)
{
    return app.set() != nullptr;
}

// The list of the set as it is now.
const std::vector<Check>& checks_of(App& app, const SetId& set)
{
    static const std::vector<Check> none;
    Checklists& lists = app.session().checklists;
    while (!lists.is_current(set) && !lists.go_on(app.project(), set, kRecords)) continue;
    const std::vector<Check>* list = lists.of(set);
    return list ? *list : none;
}

enum class CheckStep { Any, Flagged };  // which entries are stepped to

std::vector<Check> wanted_of(App& app, const SetId& set, CheckStep which)
{
    std::vector<Check> wanted = checks_of(app, set);
    if (which == CheckStep::Flagged)
        std::erase_if(wanted, [](const Check& check) { return check.kind != CheckKind::Flagged; });
    return wanted;
}

// The span that shows what the check is about; null for the document itself.
const Span* shown_by(const AnnotationSet& set, const Check& check)
{
    if (!check.span.empty()) return set.spans.find(check.span);
    const auto attribution = set.attributions.find(check.attribution);
    if (attribution == set.attributions.end()) return nullptr;
    for (const auto* role : {&attribution->second.contents, &attribution->second.sources, &attribution->second.cues})
        for (const SpanId& id : *role)
            if (const Span* span = set.spans.find(id)) return span;
    return nullptr;
}

void show(App& app, const AnnotationSet& set, const Check& check)
{
    Session& session = app.session();
    if (const Span* span = shown_by(set, check)) {
        app.focus(span->id);
        session.selection = {span->begin(), span->begin()};
    } else {
        app.show(set.info.document);
        session.set = set.info.id;
        session.focused = {};
        session.selection = {0, 0};
    }
    session.check = key_of(check);
    show_panel(session, SidePanel::Inspector, true);
    app.say(title_of(check, app.project().schema()));
}

// Where the next one, or the one before, stands in the list; its size if there is none there.
size_t next_in(const App& app, const AnnotationSet& set, const std::vector<Check>& list, bool forward)
{
    const Session& session = app.session();
    const auto last =
        std::find_if(list.begin(), list.end(), [&](const Check& check) { return key_of(check) == session.check; });
    const Span* shown = last == list.end() ? nullptr : shown_by(set, *last);
    const size_t none = list.size();
    if (last != list.end() && session.focused == (shown ? shown->id : SpanId())) {
        const auto at = static_cast<size_t>(last - list.begin());
        return forward ? at + 1 : at == 0 ? none : at - 1;
    }
    const uint32_t caret = session.selection.caret;
    const auto from =
        std::find_if(list.begin(), list.end(), [&](const Check& check) { return check.at.begin >= caret; });
    const auto at = static_cast<size_t>(from - list.begin());
    return forward ? at : at == 0 ? none : at - 1;
}

// On into the other articles and around.
Result<std::string> go_to_check(App& app, bool forward, CheckStep which = CheckStep::Any)
{
    if (const AnnotationSet* set = app.set()) {
        const std::vector<Check> list = wanted_of(app, set->info.id, which);
        const size_t at = next_in(app, *set, list, forward);
        if (at < list.size()) {
            show(app, *set, list[at]);
            return nothing_made();
        }
    }
    const std::vector<Document>& documents = app.project().documents();
    const size_t count = documents.size();
    const auto open = std::find_if(documents.begin(), documents.end(),
                                   [&](const Document& each) { return each.id == app.session().document; });
    const auto here = static_cast<size_t>(open - documents.begin());
    for (size_t i = 1; i <= count; ++i) {
        const Document& document = documents[(here + (forward ? i : count - i)) % count];
        const AnnotationSet* set = app.project().find(app.set_for(document.id));
        if (!set) continue;
        const std::vector<Check> list = wanted_of(app, set->info.id, which);
        if (list.empty()) continue;
        show(app, *set, forward ? list.front() : list.back());
        return nothing_made();
    }
    app.say(which == CheckStep::Any ? tr("Nothing is unfinished in any article.")
                                    : tr("Nothing is flagged in any article."));
    return nothing_made();
}

// {"check": key} of the open set, else the one that was gone to last.
Result<Check> check_argument(App& app, JsonValue args)
{
    const Result<std::string> named = text_or_empty(args, "check");
    if (!named) return fail(named.error());
    const std::string key = named->empty() ? app.session().check : *named;
    for (const Check& check : checks_of(app, app.session().set))
        if (key_of(check) == key) return check;
    return fail(ErrorCode::NotFound, tr("Go to an entry of the checklist first."));
}

Result<std::string> show_check(App& app, JsonValue args)
{
    const Result<Check> check = check_argument(app, args);
    if (!check) return fail(check.error());
    show(app, *app.set(), *check);
    return nothing_made();
}

Result<std::string> dismiss(App& app, JsonValue args)
{
    const Result<Check> check = check_argument(app, args);
    if (!check) return fail(check.error());
    const Context context = app.context();
    if (check->kind != CheckKind::Flagged)
        return run_composed(app, dismiss_checks(context, context.set, {key_of(*check)}));
    if (!check->span.empty()) return run_composed(app, toggle_flag(context, check->span, check->detail));
    if (!check->attribution.empty()) return run_composed(app, toggle_flag(context, check->attribution, check->detail));
    return run_composed(app, toggle_flag(context, context.set, check->detail));
}

Result<std::string> toggle_kind(App& app, JsonValue args)
{
    const Result<std::string> kind = required_text(args, "kind");
    if (!kind) return fail(kind.error());
    return run_composed(app, toggle_checks(app.context(), *kind));
}

// For scripts: what is listed of a document, as it is now.
Result<std::string> list(App& app, JsonValue args)
{
    const Result<std::string> named = text_or_empty(args, "document");
    if (!named) return fail(named.error());
    const DocumentId id = named->empty() ? app.session().document : DocumentId(*named);
    const Document* document = app.project().find(id);
    if (!document) return fail(ErrorCode::NotFound, tr("There is no document “{}”.", {id.text}));
    std::string out = "[";
    const SetId set = app.set_for(id);
    if (!set.empty())
        for (const Check& check : checks_of(app, set)) {
            if (out.size() > 1) out += ',';
            out += Args()
                       .text("check", key_of(check))
                       .text("title", title_of(check, app.project().schema()))
                       .text("span", check.span.text)
                       .text("attribution", check.attribution.text)
                       .number("start", document->text->byte_to_code_point(check.at.begin))
                       .number("end", document->text->byte_to_code_point(check.at.end))
                       .str();
        }
    return out + "]";
}

// ---- Flags

// Of the span, attribution or document that is named, else of the focused span, else of the open document.
Result<std::string> toggle_flag_command(App& app, JsonValue args)
{
    const Result<std::string> flag = required_text(args, "flag");
    const Result<std::string> span = text_or_empty(args, "span"), attribution = text_or_empty(args, "attribution"),
                              document = text_or_empty(args, "document");
    for (const auto* text : {&flag, &span, &attribution, &document})
        if (!*text) return fail(text->error());
    if (!attribution->empty()) return run_composed(app, toggle_flag(app.context(), AttributionId(*attribution), *flag));
    if (!span->empty()) return run_composed(app, toggle_flag(app.context(), SpanId(*span), *flag));
    if (document->empty() && app.focused())
        return run_composed(app, toggle_flag(app.context(), app.session().focused, *flag));
    if (!document->empty()) app.show(DocumentId(*document));
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    return run_composed(app, toggle_flag(app.context(), app.session().set, *flag));
}

Result<std::string> flag(App& app, uint32_t number)
{
    return run_command(app, "flag.toggle", Args().text("flag", kFlags[number]).str());
}

// Of the attribution that the focused span is in: the first one, if it is in several.
Result<std::string> flag_attribution(App& app, uint32_t number)
{
    const SpanLinks links = find_links(app.project(), *app.set(), *app.focused());
    if (links.attributions.empty()) return fail(ErrorCode::NotFound, tr("The span is in no attribution."));
    return run_command(app, "flag.toggle",
                       Args().text("flag", kFlags[number]).text("attribution", links.attributions.front().text).str());
}

constexpr ImGuiKey kFlagKeys[] = {ImGuiKey_Q, ImGuiKey_X, ImGuiKey_L, ImGuiKey_U};
static_assert(std::size(kFlagKeys) == kFlags.size());

void add_flags(CommandTable& table)
{
    for (const bool whole : {false, true}) {
        for (uint32_t i = 0; i < kFlags.size(); ++i) {
            const std::string name(kFlags[i]);
            CommandSpec spec{std::string(whole ? "flag.attribution:" : "flag.") + name,
                             (whole ? "Flag the span’s attribution: " : "Flag the span, else the article: ") + name,
                             "Checklist",
                             {(whole ? ImGuiMod_Shift | ImGuiMod_Alt : ImGuiMod_Alt) | kFlagKeys[i]}};
            spec.number = i;
            spec.enabled = whole ? has_focus : has_document;
            spec.run_number = whole ? flag_attribution : flag;
            table.push_back(std::move(spec));
        }
    }
}

}  // namespace

void go_on_checking(App& app)
{
    constexpr double kSecondsOfAFrame = 0.001;
    Checklists& lists = app.session().checklists;
    lists.follow(app.project(), app.history().last_applied());
    const double began = app.platform().now_s();
    while (!lists.done() && app.platform().now_s() - began < kSecondsOfAFrame)
        lists.go_on(app.project(), app.session().set, kRecords);
}

void add_check_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, const char* characters, std::vector<ImGuiKeyChord> keys,
                         CommandSpec::Enabled enabled, CommandSpec::Run run) {
        CommandSpec spec{id, title, "Checklist", std::move(keys), characters};
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
    };
    add("check.next", "Go to what is unfinished next", "!", {}, has_document,
        [](App& app, JsonValue) { return go_to_check(app, true); });
    add("check.previous", "Go to what is unfinished before", "", {ImGuiMod_Alt | ImGuiKey_P}, has_document,
        [](App& app, JsonValue) { return go_to_check(app, false); });
    add("flag.next", "Go to what is flagged next", "}", {}, has_document,
        [](App& app, JsonValue) { return go_to_check(app, true, CheckStep::Flagged); });
    add("flag.previous", "Go to what is flagged before", "{", {}, has_document,
        [](App& app, JsonValue) { return go_to_check(app, false, CheckStep::Flagged); });
    add("check.dismiss", "It is meant so: take it off the checklist", "", {ImGuiMod_Alt | ImGuiKey_K}, has_set,
        dismiss);
    add("check.restore", "List again what was taken off the checklist", "", {}, has_set,
        [](App& app, JsonValue) { return run_composed(app, restore_checks(app.context(), app.session().set)); });
    add_script(table, "check.toggle_kind", "Ask for a kind of checks in no article, or again", toggle_kind);
    add_script(table, "check.show", "Go to an entry of the checklist", show_check);
    add_script(table, "check.list", "List what is unfinished", list);
    add_script(table, "flag.toggle", "Flag a record", toggle_flag_command);
    add_flags(table);
}

}  // namespace glossator
