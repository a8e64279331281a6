#include <algorithm>
#include <tuple>

#include "core/learn/attribution_guess.h"
#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/reading_view.h"
#include "ui/span_links.h"
#include "ui/wording.h"

// Attribution in one gesture: a proposal for what is selected or focused, its roles, and taking it.
namespace glossator {

namespace {

bool has_proposal(const App& app)
{
    return app.session().proposal.has_value();
}

struct Content {
    std::vector<TextRange> at;
    SpanId span;
};

// What "at" or "span" names, else the selection, else the focused span.
Result<Content> content_argument(const App& app, JsonValue args)
{
    if (!app.document()) return fail(ErrorCode::NotFound, tr("Open a document first."));
    if (args["at"]) {
        Result<std::vector<TextRange>> at = ranges_argument(args["at"], *app.document()->text);
        if (!at) return fail(at.error());
        std::sort(at->begin(), at->end());
        return Content{std::move(*at), {}};
    }
    const Result<std::string> named = text_or_empty(args, "span");
    if (!named) return fail(named.error());
    if (named->empty() && !app.session().selection.empty()) {
        const Result<TextRange> range = selected_range(app);
        if (!range) return fail(range.error());
        return Content{{*range}, {}};
    }
    const Span* span = named->empty() ? app.focused() : app.set() ? app.set()->spans.find(SpanId(*named)) : nullptr;
    if (!span && !named->empty()) return fail(ErrorCode::NotFound, tr("The open article has no span “{}”.", {*named}));
    if (!span) return fail(ErrorCode::NotFound, tr("Select what is said first, or focus its span."));
    const LabelDef* label = app.project().schema().find(span->label);
    const bool says = label && (label->layer == "claim" || label->layer == "attribution");
    return Content{span->at, says || !named->empty() ? span->id : SpanId()};
}

Result<AttributionDraft> guess_for(App& app, JsonValue args)
{
    const Result<Content> content = content_argument(app, args);
    if (!content) return fail(content.error());
    return guess_attribution(app.attribution_rules(), app.project(), *app.document(), app.set(), content->at,
                             content->span);
}

std::string spans_json(const Text& text, const std::vector<DraftSpan>& spans)
{
    std::string json;
    for (const DraftSpan& span : spans) {
        Args object;
        span.span.empty() ? object.null("span") : object.text("span", span.span.text);
        json += (json.empty() ? "" : ",") +
                object.text("label", span.label.text).json("at", ranges_json(text, span.at)).str();
    }
    return "[" + json + "]";
}

// The proposal as an object, without taking it.
Result<std::string> guess(App& app, JsonValue args)
{
    const Result<AttributionDraft> draft = guess_for(app, args);
    if (!draft) return fail(draft.error());
    Args object;
    for (const DraftRole& role : kDraftRoles)
        object.json(role.key, spans_json(*app.document()->text, *draft.*role.spans));
    draft->parent.empty() ? object.null("parent") : object.text("parent", draft->parent.text);
    Args attributes;
    for (const auto& [id, value] : draft->attributes)
        if (const auto* text = std::get_if<std::string>(&value)) attributes.text(id.text, *text);
    return object.json("attributes", attributes.str()).str();
}

// The first role that is empty is worked on: of a new one the source or the cue, of a credit never the content.
void open_proposal(App& app, AttributionDraft draft, const AttributionId& changes = {})
{
    Session& session = app.session();
    const size_t role = draft.sources.empty() ? 0 : draft.cues.empty() ? 1 : 0;
    session.proposal = Proposal{std::move(draft), changes, session.focused, role};
    session.selection.anchor = session.selection.caret;
    session.armed = {};
    session.linking.reset();
    session.focused = {};
    session.focus_reading_view = true;
    app.say(changes.empty() ? tr("Attribution: Enter takes it, Escape drops it.")
                            : tr("Attribution: Enter takes what has changed, Escape drops that."));
}

// The attribution named, else the next one that the focused span, or the span whose one is open, takes part in.
Result<AttributionId> attribution_argument(const App& app, JsonValue args)
{
    const Result<std::string> named = text_or_empty(args, "id");
    if (!named) return fail(named.error());
    if (!named->empty()) return AttributionId(*named);
    const std::optional<Proposal>& open = app.session().proposal;
    const SpanId at = open ? open->opened_at : app.session().focused;
    const Span* span = app.set() && !at.empty() ? app.set()->spans.find(at) : nullptr;
    const std::vector<AttributionId> all =
        span ? find_links(app.project(), *app.set(), *span).attributions : std::vector<AttributionId>();
    if (all.empty()) return fail(ErrorCode::NotFound, tr("Focus a span of an attribution first."));
    auto next = open ? std::find(all.begin(), all.end(), open->changes) : all.end();
    next = next == all.end() || next + 1 == all.end() ? all.begin() : next + 1;
    return *next;
}

// Opens an attribution that is there. Nothing that is being changed is dropped for it.
Result<std::string> edit(App& app, JsonValue args)
{
    const Result<AttributionId> id = attribution_argument(app, args);
    if (!id) return fail(id.error());
    const AnnotationSet* set = app.project().set_of(*id);
    if (!set) return fail(ErrorCode::NotFound, tr("There is no attribution “{}”.", {id->text}));
    const std::optional<Proposal>& open = app.session().proposal;
    if (open) {
        const AnnotationSet* here = open->changes.empty() ? nullptr : app.set();
        if (!here || draft_of(*here, here->attributions.at(open->changes)) != open->draft)
            return fail(ErrorCode::Invalid, tr("Take or drop what is open first: Enter or Escape."));
        app.session().focused = open->opened_at;
    }
    const Attribution& attribution = set->attributions.at(*id);
    if (set != app.set() || app.session().main_view != MainView::Text || app.session().focused.empty()) {
        for (const AttributionRole& role : kAttributionRoles)
            for (const SpanId& span : attribution.*role.spans) app.session().focused = span;
        app.focus(app.session().focused);
    }
    open_proposal(app, draft_of(*set, attribution), *id);
    return nothing_made();
}

// Of a span that is marked as a source or a cue, an attribution with that; what is said is then to be found.
std::optional<AttributionDraft> draft_for_role(const App& app, JsonValue args)
{
    const bool other = args["at"] || args["span"] || !app.session().selection.empty();
    const Span* span = other ? nullptr : app.focused();
    if (!span) return std::nullopt;
    const Schema& schema = app.project().schema();
    for (const auto& [kind, role] : {std::pair{RoleKind::Source, size_t{0}}, {RoleKind::Cue, size_t{1}}}) {
        const LabelDef* label = label_for(schema, kind);
        if (!label || label->id != span->label) continue;
        AttributionDraft draft;
        (draft.*kDraftRoles[role].spans).push_back({span->id, span->label, span->at});
        return draft;
    }
    return std::nullopt;
}

Result<std::string> propose(App& app, JsonValue args)
{
    if (std::optional<AttributionDraft> of_role = draft_for_role(app, args)) {
        open_proposal(app, std::move(*of_role));
        app.session().proposal->role = 2;
        return nothing_made();
    }
    Result<AttributionDraft> draft = guess_for(app, args);
    if (!draft) return fail(draft.error());
    open_proposal(app, std::move(*draft));
    return nothing_made();
}

// What stands right before a credit's source ("–Agencies", "Source: Isles Wire"), or nothing.
std::optional<TextRange> mark_before(const Text& text, uint32_t source)
{
    uint32_t end = source;
    while (end > 0 && text.bytes()[end - 1] == ' ') --end;
    if (end == 0) return std::nullopt;
    uint32_t begin = end - 1;
    while (!text.is_boundary(begin)) --begin;
    const std::string_view mark = text.slice({begin, end});
    if (mark == ":") {
        while (begin > 0 && static_cast<unsigned char>(text.bytes()[begin - 1]) > ' ') --begin;
        return TextRange{begin, end};
    }
    const bool is_mark = mark == "–" || mark == "—" || mark == "-" || mark == "/" || mark == "|";
    return is_mark ? std::optional<TextRange>({begin, end}) : std::nullopt;
}

// A span that has the role's label at that place, or is to be made there.
DraftSpan role_span(const App& app, size_t role, std::vector<TextRange> at)
{
    const RoleKind kind = role == 1 ? RoleKind::Cue : role == 2 ? RoleKind::Content : RoleKind::Source;
    const LabelDef* label = label_for(app.project().schema(), kind);
    DraftSpan found{{}, label ? label->id : LabelId(), std::move(at)};
    std::vector<const Span*> there;
    if (app.set()) app.set()->spans.overlapping(found.at.front(), there);
    for (const Span* span : there) {
        const LabelDef* def = app.project().schema().find(span->label);
        const bool fits = span->label == found.label || (role == 2 && def && def->layer == "claim");
        if (span->at == found.at && fits && found.span.empty()) found = {span->id, span->label, span->at};
    }
    return found;
}

// For credits and datelines: without content, the selection is the source.
Result<std::string> credit(App& app, JsonValue)
{
    AttributionDraft draft;
    if (!app.session().selection.empty()) {
        const Result<TextRange> range = selected_range(app);
        if (!range) return fail(range.error());
        draft.sources.push_back(role_span(app, 0, {*range}));
        if (const std::optional<TextRange> mark = mark_before(*app.document()->text, range->begin))
            draft.cues.push_back(role_span(app, 1, {*mark}));
    } else if (const Span* span = app.focused()) {
        draft.sources.push_back({span->id, span->label, span->at});
    }
    open_proposal(app, std::move(draft));
    return nothing_made();
}

Result<std::string> take(App& app, JsonValue)
{
    if (!app.session().selection.empty()) return run_command(app, "attribution.fill", "{}");
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    const Proposal taken = *app.session().proposal;
    const bool is_new = taken.changes.empty();
    Result<std::vector<std::string>> ids =
        app.run(is_new ? create_attribution(app.context(), taken.draft)
                       : change_attribution(app.context(), taken.changes, taken.draft));
    if (!ids) return fail(ids.error());
    app.session().proposal.reset();
    const Attribution& made = app.set()->attributions.at(AttributionId(ids->front()));
    for (const auto* role : {&made.contents, &made.sources, &made.cues}) {
        if (role->empty()) continue;
        app.session().focused = role->front();
        app.session().focused_fragment = 0;
        break;
    }
    app.say(is_new ? tr("Added an attribution.") : tr("Changed the attribution."));
    return ids_json(*ids);
}

Result<std::string> drop(App& app, JsonValue)
{
    drop_proposal(app.session());
    return nothing_made();
}

Result<std::string> step_role(App& app, size_t step)
{
    size_t& role = app.session().proposal->role;
    role = (role + step) % (kParentRole + 1);
    return nothing_made();
}

Result<std::string> choose_role(App& app, JsonValue args)
{
    const Result<size_t> role = index_or(args, "role", 0);
    if (!role) return fail(role.error());
    app.session().proposal->role = std::min(*role, kParentRole);
    return nothing_made();
}

Result<std::string> clear_role(App& app, JsonValue)
{
    Proposal& proposal = *app.session().proposal;
    if (proposal.role == kParentRole)
        proposal.draft.parent = {};
    else
        (proposal.draft.*kDraftRoles[proposal.role].spans).clear();
    return nothing_made();
}

// The attribution is `other`, or stands in it at any depth.
bool stands_in(const AnnotationSet& set, const AttributionId& id, const AttributionId& other)
{
    if (other.empty()) return false;
    for (auto at = set.attributions.find(id); at != set.attributions.end();
         at = set.attributions.find(at->second.parent))
        if (at->first == other) return true;
    return false;
}

// The next attribution that this one could stand in, after the last of them none.
Result<std::string> next_parent(App& app, JsonValue)
{
    AttributionDraft& draft = app.session().proposal->draft;
    const AnnotationSet* set = app.set();
    if (!set) return nothing_made();
    auto next = draft.parent.empty() ? set->attributions.begin() : set->attributions.upper_bound(draft.parent);
    const AttributionId& own = app.session().proposal->changes;
    while (next != set->attributions.end() && stands_in(*set, next->first, own)) ++next;
    draft.parent = next == set->attributions.end() ? AttributionId() : next->first;
    app.session().proposal->role = kParentRole;
    return nothing_made();
}

// "span", or the selection, goes into the active role: instead of what is there, or with "how" as a further "fragment"
// of its last span or as one "more" span.
Result<std::string> fill(App& app, JsonValue args)
{
    Proposal& proposal = *app.session().proposal;
    const Result<std::string> named = text_or_empty(args, "span");
    if (!named) return fail(named.error());
    const std::string how = text_or(args, "how", "");
    if (proposal.role == kParentRole) return fail(ErrorCode::Invalid, tr("Choose a role for the words first."));
    std::vector<DraftSpan>& spans = proposal.draft.*kDraftRoles[proposal.role].spans;
    DraftSpan filled;
    if (!named->empty()) {
        const Span* span = app.set() ? app.set()->spans.find(SpanId(*named)) : nullptr;
        if (!span) return fail(ErrorCode::NotFound, tr("The open article has no span “{}”.", {*named}));
        filled = {span->id, span->label, span->at};
    } else {
        const Result<TextRange> range = selected_range(app);
        if (!range) return fail(range.error());
        std::vector<TextRange> at{*range};
        const bool joins = how == "fragment" && !spans.empty();
        if (joins) {
            at.insert(at.end(), spans.back().at.begin(), spans.back().at.end());
            std::sort(at.begin(), at.end());
            for (size_t i = 1; i < at.size(); ++i)
                if (at[i].begin < at[i - 1].end)
                    return fail(ErrorCode::Invalid, tr("These words are in the span already."));
            spans.pop_back();
        }
        filled = role_span(app, proposal.role, std::move(at));
        app.session().selection = {range->end, range->end};
    }
    if (filled.span.empty() && filled.label.empty())
        return fail(ErrorCode::Invalid, tr("The schema has no label for this role: click a span."));
    if (how.empty()) spans.clear();
    spans.push_back(std::move(filled));
    return nothing_made();
}

// The active role's spans that are yet to be made, or are there under another label, get this one.
Result<std::string> label_role(App& app, JsonValue args)
{
    const Result<std::string> label = required_text(args, "label");
    if (!label) return fail(label.error());
    Proposal& proposal = *app.session().proposal;
    if (!app.project().schema().find(LabelId(*label)))
        return fail(ErrorCode::NotFound, tr("There is no label “{}”.", {*label}));
    if (proposal.role == kParentRole) return nothing_made();
    for (DraftSpan& span : proposal.draft.*kDraftRoles[proposal.role].spans)
        if (span.label.text != *label) span = {{}, LabelId(*label), span.at};
    return nothing_made();
}

// The next value of the attribute with this number, and after the last one none.
Result<std::string> step_attribute(App& app, JsonValue args)
{
    const std::vector<const AttributeDef*> all = stepped_attributes(app.project().schema());
    const Result<size_t> number = index_or(args, "number", 0);
    if (!number) return fail(number.error());
    if (*number >= all.size()) return nothing_made();
    const AttributeDef& def = *all[*number];
    Attributes& attributes = app.session().proposal->draft.attributes;
    const AttributeValue* now = attributes.find(def.id);
    if (def.type == AttributeType::YesNo) {
        if (!now)
            attributes.set(def.id, true);
        else if (std::get<bool>(*now))
            attributes.set(def.id, false);
        else
            attributes.erase(def.id);
        return nothing_made();
    }
    const auto found =
        now ? std::find(def.values.begin(), def.values.end(), std::get<std::string>(*now)) : def.values.end();
    const auto next = now && found != def.values.end() ? found + 1 : now ? def.values.end() : def.values.begin();
    if (next == def.values.end())
        attributes.erase(def.id);
    else
        attributes.set(def.id, *next);
    return nothing_made();
}

}  // namespace

std::vector<const AttributeDef*> stepped_attributes(const Schema& schema)
{
    std::vector<const AttributeDef*> found;
    for (const AttributeId& id : schema.attribution_attributes) {
        const AttributeDef* def = schema.find(id);
        if (def && (def->type == AttributeType::Choice || def->type == AttributeType::YesNo) && found.size() < 9)
            found.push_back(def);
    }
    return found;
}

void drop_proposal(Session& session)
{
    if (session.proposal && !session.proposal->changes.empty()) session.focused = session.proposal->opened_at;
    session.proposal.reset();
}

// While a proposal is open, these keys are its own. True if one of them was pressed.
bool run_proposal_keys(const App& app, Wishes& wishes)
{
    if (!app.session().proposal) return false;
    const bool parent = app.session().proposal->role == kParentRole;
    const std::tuple<ImGuiKeyChord, const char*, bool> keys[] = {
        {ImGuiKey_Enter, "attribution.take", true},
        {ImGuiKey_Tab, "attribution.next_role", true},
        {ImGuiKey_RightArrow, "attribution.next_role", true},
        {ImGuiMod_Shift | ImGuiKey_Tab, "attribution.previous_role", true},
        {ImGuiKey_LeftArrow, "attribution.previous_role", true},
        {ImGuiKey_Delete, "attribution.clear_role", true},
        {ImGuiKey_Backspace, "attribution.clear_role", true},
        {ImGuiKey_DownArrow, "attribution.next_parent", parent}};
    for (const auto& [chord, command, active] : keys) {
        if (!active || !ImGui::IsKeyChordPressed(chord)) continue;
        wishes.run(command);
        return true;
    }
    for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
        if (character >= '1' && character <= '9')
            wishes.run("attribution.step_attribute", Args().number("number", character - '1').str());
        else if (character == '+' || character == '=')
            wishes.run("attribution.fill", Args().text("how", "fragment").str());
        else if (character == '&')
            wishes.run("attribution.fill", Args().text("how", "more").str());
        else
            continue;
        return true;
    }
    return false;
}

void add_attribution_commands(CommandTable& table)
{
    const auto add = [&](const char* id, const char* title, CommandSpec::Enabled enabled, CommandSpec::Run run,
                         bool in_palette = true) {
        CommandSpec spec{id, title, in_palette ? "Attribution" : "Scripts"};
        spec.in_palette = in_palette;
        spec.enabled = enabled;
        spec.run = run;
        table.push_back(std::move(spec));
        return &table.back();
    };
    CommandSpec* propose_spec =
        add("attribution.propose", "Say who says the selection or the span", has_document, propose);
    propose_spec->keys = {ImGuiMod_Shift | ImGuiKey_Enter};
    propose_spec->characters = "a";
    add("attribution.edit", "Change an attribution of the span", has_document, edit)->keys = {ImGuiMod_Alt |
                                                                                              ImGuiKey_Enter};
    add("attribution.credit", "Credit the article: a source without content", has_document, credit)->keys = {
        ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Enter};
    add("attribution.take", "Take the proposed attribution", has_proposal, take);
    add("attribution.drop", "Drop the proposed attribution", has_proposal, drop);
    add("attribution.next_role", "Next role of the proposal", has_proposal,
        [](App& app, JsonValue) { return step_role(app, 1); });
    add("attribution.previous_role", "Previous role of the proposal", has_proposal,
        [](App& app, JsonValue) { return step_role(app, kParentRole); });
    add("attribution.clear_role", "Empty the role", has_proposal, clear_role);
    add("attribution.next_parent", "Next attribution that the proposal stands in", has_proposal, next_parent);
    add("attribution.fill", "Put the selection into the role", has_proposal, fill);
    add("attribution.role", "Go to a role of the proposal", has_proposal, choose_role, false);
    add("attribution.label", "Label the spans of the role", has_proposal, label_role, false);
    add("attribution.step_attribute", "Next value of an attribute of the proposal", has_proposal, step_attribute,
        false);
    add("attribution.guess", "Guess who says something", nullptr, guess, false);
}

}  // namespace glossator
