#include <algorithm>

#include "ui/command_table.h"
#include "ui/knowledge_bases.h"
#include "ui/language.h"
#include "ui/record_view.h"
#include "ui/wording.h"

// Entities, claims, the schema and what is said of the project as a whole.
namespace glossator {

namespace {

// Runs `created`; with "span" among the arguments, that span points to the new record by the same step.
template <class Point>
Result<std::string> run_for_span(App& app, JsonValue args, Result<Composed> created, const Point& point)
{
    if (created && args["span"]) {
        const SpanId id(args["span"].string());
        const AnnotationSet* set = app.project().set_of(id);
        if (!set) return fail(ErrorCode::NotFound, tr("There is no span “{}”.", {id.text}));
        Span span = *set->spans.find(id);
        point(span, created->ids.front());
        created->step.edits.push_back(PutSpan{set->info.id, std::move(span)});
    }
    return run_composed(app, std::move(created));
}

Result<std::string> create_entity_command(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    if (!name) return fail(name.error());
    Entity entity;
    entity.name = *name;
    entity.type = text_or(args, "type", "");
    entity.note = text_or(args, "note", "");
    return run_for_span(app, args, create_entity(app.context(), std::move(entity)),
                        [](Span& span, const std::string& id) { span.entity = EntityId(id); });
}

// [{"base", "id"}, …], each written as its knowledge base writes ids; what the links there carry for others stays.
Result<std::vector<KnowledgeBaseLink>> kb_argument(JsonValue list, const std::vector<KnowledgeBaseLink>& there)
{
    std::vector<KnowledgeBaseLink> links;
    if (!list.is_array()) return fail(ErrorCode::Invalid, tr("“kb” must be a list of {base, id}."));
    for (const JsonValue each : list.children()) {
        KnowledgeBaseLink link{std::string(each["base"].string()), std::string(each["id"].string()), {}};
        if (const Status right = check_knowledge_base_id(link.base, link.id); !right) return fail(right.error());
        const auto same = std::find_if(there.begin(), there.end(), [&](const KnowledgeBaseLink& known) {
            return known.base == link.base && known.id == link.id;
        });
        links.push_back(same == there.end() ? std::move(link) : *same);
    }
    return links;
}

Result<std::string> set_entity(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    const Entity* there = app.project().find(EntityId(*id));
    if (!there) return fail(ErrorCode::NotFound, tr("There is no entity “{}”.", {*id}));
    Entity entity = *there;
    entity.name = text_or(args, "name", entity.name);
    entity.type = text_or(args, "type", entity.type);
    entity.note = text_or(args, "note", entity.note);
    if (args["aliases"]) {
        Result<std::vector<std::string>> aliases = texts_argument(args, "aliases");
        if (!aliases) return fail(aliases.error());
        entity.aliases = std::move(*aliases);
    }
    if (args["kb"]) {
        Result<std::vector<KnowledgeBaseLink>> links = kb_argument(args["kb"], entity.kb);
        if (!links) return fail(links.error());
        entity.kb = std::move(*links);
    }
    return run_composed(app, put_entity(app.context(), std::move(entity)));
}

Result<std::string> assign_entity_command(App& app, JsonValue args)
{
    if (args["spans"]) {
        const Result<std::vector<SpanId>> spans = ids_argument<SpanId>(args, "spans");
        const Result<std::string> to = text_or_empty(args, "entity");
        if (!spans || !to) return fail(!spans ? spans.error() : to.error());
        return run_composed(app, assign_entities(app.context(), *spans, EntityId(*to)));
    }
    const Result<std::string> span = required_text(args, "span");
    const Result<std::string> entity = text_or_empty(args, "entity");
    for (const auto* text : {&span, &entity})
        if (!*text) return fail(text->error());
    return run_composed(app, assign_entity(app.context(), SpanId(*span), EntityId(*entity)));
}

// A list that showed what has gone shows what it has become.
void show_merged(RecordListMemory& memory, const std::string& from, const std::string& into)
{
    if (memory.chosen == from) memory.chosen = into;
}

Result<std::string> merge_entities_command(App& app, JsonValue args)
{
    const Result<std::string> from = required_text(args, "from");
    const Result<std::string> into = required_text(args, "into");
    if (!from || !into) return fail(!from ? from.error() : into.error());
    const size_t mentions = app.project().mentions(EntityId(*from));
    const Result<std::string> made = run_composed(app, merge_entities(app.context(), EntityId(*from), EntityId(*into)));
    if (!made) return made;
    show_merged(app.session().views.entities, *from, *into);
    app.say(tr("Merged into “{}”, with {}.",
               {app.project().find(EntityId(*into))->name, counted(mentions, "mention", "mentions")}));
    return made;
}

// Links to a claim, and its own, but for those between it and `into`.
size_t links_beside(const Project& project, const ClaimId& claim, const ClaimId& into)
{
    size_t count = 0;
    for (const auto& [id, other] : project.claims())
        for (const ClaimRecordLink& link : other.links)
            count += (id == claim && link.to != into) || (link.to == claim && id != into);
    return count;
}

Result<std::string> merge_claims_command(App& app, JsonValue args)
{
    const Result<std::string> from = required_text(args, "from");
    const Result<std::string> into = required_text(args, "into");
    if (!from || !into) return fail(!from ? from.error() : into.error());
    const ClaimId from_id(*from), into_id(*into);
    const size_t spans = app.project().mentions(from_id), links = links_beside(app.project(), from_id, into_id);
    const Claim* goes = app.project().find(from_id);
    const std::string words = goes ? goes->text : std::string();
    const Result<std::string> made = run_composed(app, merge_claims(app.context(), from_id, into_id));
    if (!made) return made;
    show_merged(app.session().views.claims, *from, *into);
    app.say(tr("Merged, with {} and {}; the words “{}” are gone.",
               {counted(spans, "span", "spans"), counted(links, "link", "links"), words}));
    return made;
}

// The mentions become an entity of their own, called as the first of them is written unless "name" says otherwise.
Result<std::string> split_entity_command(App& app, JsonValue args)
{
    const Result<std::vector<SpanId>> spans = ids_argument<SpanId>(args, "spans");
    if (!spans) return fail(spans.error());
    const AnnotationSet* set = spans->empty() ? nullptr : app.project().set_of(spans->front());
    if (!set) return fail(ErrorCode::NotFound, tr("Choose the mentions first."));
    const Span& first = *set->spans.find(spans->front());
    Entity entity;
    entity.name = text_or(args, "name", words_of(*app.project().find(set->info.document)->text, first));
    entity.type = first.label.text;
    return run_composed(app, split_entity(app.context(), *spans, std::move(entity)));
}

bool entity_is_chosen(const App& app)
{
    const Session& session = app.session();
    return session.main_view == MainView::Entities && !session.views.alike.shown &&
           !session.views.entities.chosen.empty();
}

bool claim_is_chosen(const App& app)
{
    return app.session().main_view == MainView::Claims && !app.session().views.claims.chosen.empty();
}

// By keys what a drag does: first what is to be moved, the chosen record or its picked spans, then where to.
Result<std::string> carry(App& app, JsonValue)
{
    RecordListMemory& memory = *app.session().records();
    if (memory.carried.empty()) {
        memory.carried = memory.chosen;
        memory.carried_spans = memory.picked;
        memory.in_spans = false;
        app.say(tr("Choose where it is to go, and press the key again; Escape drops it."));
        return nothing_made();
    }
    const std::string from = std::exchange(memory.carried, {});
    const std::vector<SpanId> spans = std::exchange(memory.carried_spans, {});
    if (from == memory.chosen) return nothing_made();
    if (!spans.empty())
        return run_command(app, "entity.assign",
                           Args().json("spans", ids_json(spans)).text("entity", memory.chosen).str());
    return run_command(app, claim_is_chosen(app) ? "claim.merge" : "entity.merge",
                       Args().text("from", from).text("into", memory.chosen).str());
}

Result<std::string> show_alike(App& app, JsonValue)
{
    Session& session = app.session();
    bool& shown = session.views.alike.shown;
    shown = session.main_view != MainView::Entities || !shown;
    session.main_view = MainView::Entities;
    session.popup = Popup::None;
    return nothing_made();
}

bool pair_is_chosen(const App& app)
{
    const Session& session = app.session();
    return session.main_view == MainView::Entities && session.views.alike.shown &&
           alike_pair(app, session.views.alike.at);
}

// Merges the chosen pair, or keeps it apart; the next one is then at its place.
Result<std::string> decide_pair(App& app, bool merges)
{
    AlikeMemory& memory = app.session().views.alike;
    const AlikePair pair = *alike_pair(app, memory.at);
    const bool other = std::exchange(memory.other_stays, false);
    const std::string &stays = (other ? pair.second : pair.first)->id.text,
                      &goes = (other ? pair.first : pair.second)->id.text;
    return merges ? run_command(app, "entity.merge", Args().text("from", goes).text("into", stays).str())
                  : run_command(app, "entity.keep_apart", Args().text("a", stays).text("b", goes).str());
}

// Merges what is chosen: the pair that is perhaps the same, else as carry() does.
Result<std::string> merge_chosen(App& app, JsonValue args)
{
    return pair_is_chosen(app) ? decide_pair(app, true) : carry(app, args);
}

std::string merge_title(const App& app)
{
    if (pair_is_chosen(app)) return tr("Merge the pair");
    const bool claims = claim_is_chosen(app);
    const RecordListMemory& memory = claims ? app.session().views.claims : app.session().views.entities;
    const bool moves = !(memory.carried.empty() ? memory.picked : memory.carried_spans).empty();
    if (memory.carried.empty())
        return tr(moves ? "Move the chosen mentions to…" : claims ? "Merge the claim into…" : "Merge the entity into…");
    return tr(moves ? "Move the mentions here" : "Merge it into this one");
}

Result<std::string> part_chosen(App& app, JsonValue)
{
    if (pair_is_chosen(app)) return decide_pair(app, false);
    return run_command(app, "entity.split", Args().json("spans", ids_json(app.session().views.entities.picked)).str());
}

std::string part_title(const App& app)
{
    return tr(pair_is_chosen(app) ? "Not the same: keep the pair apart" : "Split the chosen mentions off");
}

Result<std::string> keep_apart_command(App& app, JsonValue args)
{
    const Result<std::string> a = required_text(args, "a");
    const Result<std::string> b = required_text(args, "b");
    if (!a || !b) return fail(!a ? a.error() : b.error());
    return run_composed(app, keep_apart(app.context(), EntityId(*a), EntityId(*b)));
}

Result<std::string> unlink_claims_command(App& app, JsonValue args)
{
    const Result<std::string> from = required_text(args, "from");
    const Result<std::string> to = required_text(args, "to");
    if (!from || !to) return fail(!from ? from.error() : to.error());
    return run_composed(app, unlink_claims(app.context(), ClaimId(*from), ClaimId(*to)));
}

Result<std::string> delete_entity_command(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    return run_composed(app, delete_entity(app.context(), EntityId(*id)));
}

Result<std::string> create_claim_command(App& app, JsonValue args)
{
    const Result<std::string> text = required_text(args, "text");
    if (!text) return fail(text.error());
    return run_for_span(app, args, create_claim(app.context(), *text), [](Span& span, const std::string& id) {
        span.claim = ClaimLink{ClaimId(id), {}};
    });
}

Result<std::string> set_claim(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    const Claim* there = app.project().find(ClaimId(*id));
    if (!there) return fail(ErrorCode::NotFound, tr("There is no claim “{}”.", {*id}));
    Claim claim = *there;
    claim.text = text_or(args, "text", claim.text);
    claim.note = text_or(args, "note", claim.note);
    return run_composed(app, put_claim(app.context(), std::move(claim)));
}

Result<std::string> assign_claim_command(App& app, JsonValue args)
{
    const Result<std::string> span = required_text(args, "span");
    const Result<std::string> claim = text_or_empty(args, "claim");
    const Result<std::string> relation = text_or_empty(args, "relation");
    for (const auto* text : {&span, &claim, &relation})
        if (!*text) return fail(text->error());
    return run_composed(app, assign_claim(app.context(), SpanId(*span), ClaimId(*claim), *relation));
}

Result<std::string> link_claims_command(App& app, JsonValue args)
{
    const Result<std::string> from = required_text(args, "from");
    const Result<std::string> to = required_text(args, "to");
    const Result<std::string> type = required_text(args, "type");
    for (const auto* text : {&from, &to, &type})
        if (!*text) return fail(text->error());
    return run_composed(app, link_claims(app.context(), ClaimId(*from), ClaimId(*to), *type));
}

Result<std::string> delete_claim_command(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    return run_composed(app, delete_claim(app.context(), ClaimId(*id)));
}

Result<std::string> load_schema(App& app, JsonValue args)
{
    if (!args["schema"].is_object()) return fail(ErrorCode::Invalid, tr("“schema” is missing or isn't an object."));
    Result<Schema> schema = read_schema(args["schema"].text());
    if (!schema) return fail(schema.error());
    return run_composed(app, set_schema(app.context(), std::move(*schema)));
}

Result<std::string> set_project(App& app, JsonValue args)
{
    ProjectInfo info = app.project().info();
    info.title = text_or(args, "title", info.title);
    info.description = text_or(args, "description", info.description);
    info.language = text_or(args, "language", info.language);
    info.guidelines = text_or(args, "guidelines", info.guidelines);
    return run_composed(app, Composed{{"Change the project's details", {PutProjectInfo{std::move(info)}}}, {}});
}

}  // namespace

void add_record_commands(CommandTable& table)
{
    add_script(table, "entity.create", "Create an entity", create_entity_command);
    add_script(table, "entity.set", "Change an entity", set_entity);
    add_script(table, "entity.assign", "Say which entity a span mentions", assign_entity_command);
    add_script(table, "entity.merge", "Merge two entities", merge_entities_command);
    add_script(table, "entity.split", "Make an entity of some of another's mentions", split_entity_command);
    const auto add_key = [&](const char* id, const char* title, const char* key, CommandSpec::Enabled enabled,
                             CommandSpec::Run run, std::string (*title_now)(const App&)) {
        CommandSpec spec{id, title, "Entities", {}, key};
        spec.enabled = enabled;
        spec.run = run;
        spec.title_now = title_now;
        table.push_back(std::move(spec));
    };
    add_key(
        "entity.carry", "Merge the entity into…", "m",
        [](const App& app) { return entity_is_chosen(app) || claim_is_chosen(app) || pair_is_chosen(app); },
        merge_chosen, merge_title);
    add_key(
        "entity.split_picked", "Split the chosen mentions off", "/",
        [](const App& app) {
            return pair_is_chosen(app) || (entity_is_chosen(app) && !app.session().views.entities.picked.empty());
        },
        part_chosen, part_title);
    CommandSpec alike{"entity.alike", "Entities that are perhaps the same", "Entities", {ImGuiMod_Shift | ImGuiKey_F8}};
    alike.enabled = has_document;
    alike.run = show_alike;
    table.push_back(std::move(alike));
    add_script(table, "entity.keep_apart", "Say that two entities are not the same", keep_apart_command);
    add_script(table, "entity.delete", "Delete an entity", delete_entity_command);
    add_script(table, "claim.create", "Create a claim record", create_claim_command);
    add_script(table, "claim.set", "Change a claim record", set_claim);
    add_script(table, "claim.assign", "Say which claim a span makes", assign_claim_command);
    add_script(table, "claim.link", "Link two claim records", link_claims_command);
    add_script(table, "claim.unlink", "Take the links between two claim records away", unlink_claims_command);
    add_script(table, "claim.merge", "Merge two claim records", merge_claims_command);
    add_script(table, "claim.delete", "Delete a claim record", delete_claim_command);
    add_script(table, "schema.load", "Replace the schema", load_schema);
    add_script(table, "project.set", "Change the project's details", set_project);
}

}  // namespace glossator
