#include <algorithm>

#include "ui/command_table.h"
#include "ui/knowledge_bases.h"

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
        if (!set) return fail(ErrorCode::NotFound, "There is no span “" + id.text + "”.");
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
    if (!list.is_array()) return fail(ErrorCode::Invalid, "“kb” must be a list of {base, id}.");
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
    if (!there) return fail(ErrorCode::NotFound, "There is no entity “" + *id + "”.");
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

Result<std::string> merge_entities_command(App& app, JsonValue args)
{
    const Result<std::string> from = required_text(args, "from");
    const Result<std::string> into = required_text(args, "into");
    if (!from || !into) return fail(!from ? from.error() : into.error());
    return run_composed(app, merge_entities(app.context(), EntityId(*from), EntityId(*into)));
}

// The mentions become an entity of their own, called as the first of them is written unless "name" says otherwise.
Result<std::string> split_entity_command(App& app, JsonValue args)
{
    const Result<std::vector<SpanId>> spans = ids_argument<SpanId>(args, "spans");
    if (!spans) return fail(spans.error());
    const AnnotationSet* set = spans->empty() ? nullptr : app.project().set_of(spans->front());
    if (!set) return fail(ErrorCode::NotFound, "Choose the mentions first.");
    const Span& first = *set->spans.find(spans->front());
    Entity entity;
    entity.name = text_or(args, "name", words_of(*app.project().find(set->info.document)->text, first));
    entity.type = first.label.text;
    return run_composed(app, split_entity(app.context(), *spans, std::move(entity)));
}

bool entity_is_chosen(const App& app)
{
    return app.session().main_view == MainView::Entities && !app.session().views.entities.chosen.empty();
}

// By keys what a drag does: first what is to be moved, the chosen entity or its picked mentions, then where to.
Result<std::string> carry_entity(App& app, JsonValue)
{
    RecordListMemory& memory = app.session().views.entities;
    if (memory.carried.empty()) {
        memory.carried = memory.chosen;
        memory.carried_spans = memory.picked;
        memory.in_spans = false;
        app.say("Choose where it is to go, and press the key again; Escape drops it.");
        return nothing_made();
    }
    const std::string from = std::exchange(memory.carried, {});
    const std::vector<SpanId> spans = std::exchange(memory.carried_spans, {});
    if (from == memory.chosen) return nothing_made();
    if (!spans.empty())
        return run_command(app, "entity.assign",
                           Args().json("spans", ids_json(spans)).text("entity", memory.chosen).str());
    return run_command(app, "entity.merge", Args().text("from", from).text("into", memory.chosen).str());
}

std::string carry_title(const App& app)
{
    const RecordListMemory& memory = app.session().views.entities;
    const bool moves = !(memory.carried.empty() ? memory.picked : memory.carried_spans).empty();
    if (memory.carried.empty()) return moves ? "Move the chosen mentions to…" : "Merge the entity into…";
    return moves ? "Move the mentions here" : "Merge the entity into this one";
}

Result<std::string> split_picked(App& app, JsonValue)
{
    return run_command(app, "entity.split", Args().json("spans", ids_json(app.session().views.entities.picked)).str());
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
    if (!there) return fail(ErrorCode::NotFound, "There is no claim “" + *id + "”.");
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
    if (!args["schema"].is_object()) return fail(ErrorCode::Invalid, "“schema” is missing or isn't an object.");
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
    CommandSpec carry{"entity.carry", "Merge the entity into…", "Entities", {}, "m"};
    carry.enabled = entity_is_chosen;
    carry.run = carry_entity;
    carry.title_now = carry_title;
    table.push_back(std::move(carry));
    CommandSpec split{"entity.split_picked", "Split the chosen mentions off", "Entities", {}, "/"};
    split.enabled = [](const App& app) {
        return entity_is_chosen(app) && !app.session().views.entities.picked.empty();
    };
    split.run = split_picked;
    table.push_back(std::move(split));
    add_script(table, "entity.keep_apart", "Say that two entities are not the same", keep_apart_command);
    add_script(table, "entity.delete", "Delete an entity", delete_entity_command);
    add_script(table, "claim.create", "Create a claim record", create_claim_command);
    add_script(table, "claim.set", "Change a claim record", set_claim);
    add_script(table, "claim.assign", "Say which claim a span makes", assign_claim_command);
    add_script(table, "claim.link", "Link two claim records", link_claims_command);
    add_script(table, "claim.unlink", "Take the links between two claim records away", unlink_claims_command);
    add_script(table, "claim.delete", "Delete a claim record", delete_claim_command);
    add_script(table, "schema.load", "Replace the schema", load_schema);
    add_script(table, "project.set", "Change the project's details", set_project);
}

}  // namespace glossator
