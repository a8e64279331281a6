#include <algorithm>
#include <cctype>

#include "core/edit/compose_schema.h"
#include "core/edit/merge_schema.h"
#include "core/model/label_colors.h"
#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/wording.h"

// The schema: what can be marked. What is in use doesn't go unless "delete" or "into" says so; with "ask", the user is
// asked.
namespace glossator {

namespace {

// Runs the change; `id` is what it made or changed, and is then chosen in the editor if it has a kind ("label").
Result<std::string> run_change(App& app, JsonValue args, const char* command, Result<SchemaChange> change,
                               const std::string& id, const char* kind = nullptr)
{
    if (!change) return fail(change.error());
    const bool asks = args["ask"].boolean();
    change->may_lose = args["delete"].boolean() || (args["into"].is_string() && !asks);
    if (asks && !change->may_lose) {
        const SchemaEffects effects = effects_of(app.context(), *change);
        if (effects.loses()) {
            std::string sure = args.text();
            sure.pop_back();
            app.session().question =
                Question{tr("{}? This takes away {}. Undo brings all of it back.", {change->title, told(effects)}),
                         change->title.substr(0, change->title.find(' ')), command, sure + ",\"delete\":true}"};
            return nothing_made();
        }
    }
    Result<Composed> composed = change_schema(app.context(), *change);
    if (composed) composed->ids = {id};
    Result<std::string> done = run_composed(app, std::move(composed));
    if (done && kind) {
        app.session().views.schema.chosen = std::string(kind) + ":" + id;
        app.session().views.schema.follow = true;
    }
    return done;
}

// The id that "id" names, which need not be there.
template <class Id>
Result<Id> id_argument(JsonValue args, const char* key = "id")
{
    Result<std::string> id = required_text(args, key);
    if (!id) return fail(id.error());
    return Id(*id);
}

template <class Id>
Result<Id> into_argument(JsonValue args)
{
    const Result<std::string> into = text_or_empty(args, "into");
    if (!into) return fail(into.error());
    return Id(*into);
}

// Replaces `list` by the one that `key` names, if it names one.
template <class Id>
Status take_ids(JsonValue args, const char* key, std::vector<Id>& list)
{
    if (!args[key]) return {};
    Result<std::vector<Id>> ids = ids_argument<Id>(args, key);
    if (!ids) return tl::unexpected(ids.error());
    list = std::move(*ids);
    return {};
}

Status read_label(JsonValue args, LabelDef& def)
{
    def.title = text_or(args, "title", def.title);
    def.layer = text_or(args, "layer", def.layer);
    def.color = text_or(args, "color", def.color);
    def.key = text_or(args, "key", def.key);
    return take_ids(args, "attributes", def.attributes);
}

Status read_attribute(JsonValue args, AttributeDef& def)
{
    def.title = text_or(args, "title", def.title);
    if (args["type"]) {
        const std::optional<AttributeType> type = attribute_type_named(args["type"].string());
        if (!type) return fail(ErrorCode::Invalid, tr("“type” must be choice, choices, text, number, yesno or date."));
        if (*type != def.type) def.default_value.reset();
        def.type = *type;
    }
    if (args["values"]) {
        Result<std::vector<std::string>> values = texts_argument(args, "values");
        if (!values) return tl::unexpected(values.error());
        def.values = std::move(*values);
        const auto* chosen = def.default_value ? std::get_if<std::string>(&*def.default_value) : nullptr;
        if (chosen && std::find(def.values.begin(), def.values.end(), *chosen) == def.values.end())
            def.default_value.reset();
    }
    if (args["default"].is_null()) def.default_value.reset();
    if (args["default"] && !args["default"].is_null()) {
        Result<AttributeValue> value = attribute_argument(args["default"]);
        if (!value) return tl::unexpected(value.error());
        def.default_value = std::move(*value);
    }
    return {};
}

Status read_relation(JsonValue args, RelationType& def)
{
    def.title = text_or(args, "title", def.title);
    if (args["directed"]) def.directed = args["directed"].boolean();
    if (Status status = take_ids(args, "from", def.from); !status) return status;
    if (Status status = take_ids(args, "to", def.to); !status) return status;
    return take_ids(args, "attributes", def.attributes);
}

// "id" if it is given; else made of the title, and free.
template <class Def>
void name_new(JsonValue args, const std::vector<Def>& defs, bool capitals, Def& def)
{
    def.id.text = text_or(args, "id", "");
    if (!def.id.empty()) return;
    for (const char c : def.title) {
        const auto byte = static_cast<unsigned char>(c);
        def.id.text += byte == ' ' ? '_' : static_cast<char>(capitals ? std::toupper(byte) : std::tolower(byte));
    }
    if (def.id.empty()) def.id.text = capitals ? "LABEL" : "new";
    def.id = compose::free_id(def.id, [&](const decltype(Def::id)& id) {
        return std::none_of(defs.begin(), defs.end(), [&](const Def& other) { return other.id == id; });
    });
}

Result<std::string> add_label(App& app, JsonValue args)
{
    const Schema& schema = app.project().schema();
    LabelDef def;
    def.layer = "entity";
    def.color = unused_color(schema);
    if (Status status = read_label(args, def); !status) return fail(status.error());
    name_new(args, schema.labels, true, def);
    const std::string id = def.id.text;
    return run_change(app, args, "schema.label.add", put_label(schema, {}, std::move(def)), id, "label");
}

Result<std::string> add_attribute(App& app, JsonValue args)
{
    const Schema& schema = app.project().schema();
    AttributeDef def;
    def.type = AttributeType::Choice;
    if (Status status = read_attribute(args, def); !status) return fail(status.error());
    name_new(args, schema.attributes, false, def);
    const std::string id = def.id.text;
    return run_change(app, args, "schema.attribute.add", put_attribute(schema, {}, std::move(def)), id, "attribute");
}

Result<std::string> add_relation(App& app, JsonValue args)
{
    const Schema& schema = app.project().schema();
    RelationType def;
    if (Status status = read_relation(args, def); !status) return fail(status.error());
    name_new(args, schema.relations, false, def);
    const std::string id = def.id.text;
    return run_change(app, args, "schema.relation.add", put_relation_type(schema, {}, std::move(def)), id, "relation");
}

// Changes the definition that "id" names; "rename" is its new id.
template <class Def, class Put>
Result<std::string> set_definition(App& app, JsonValue args, const char* kind, Status (*read)(JsonValue, Def&),
                                   const Put& put)
{
    using Id = decltype(Def::id);
    const Result<Id> id = id_argument<Id>(args);
    if (!id) return fail(id.error());
    const Def* there = app.project().schema().find(*id);
    if (!there) return fail(ErrorCode::NotFound, tr("The schema has no “{}”.", {id->text}));
    Def def = *there;
    if (Status status = read(args, def); !status) return fail(status.error());
    def.id.text = text_or(args, "rename", def.id.text);
    const std::string now = def.id.text;
    const std::string command = std::string("schema.") + kind + ".set";
    return run_change(app, args, command.c_str(), put(app.project().schema(), *id, std::move(def)), now,
                      now == id->text ? nullptr : kind);
}

template <class Id, class Remove>
Result<std::string> remove_definition(App& app, JsonValue args, const char* command, const Remove& remove)
{
    const Result<Id> id = id_argument<Id>(args);
    const Result<Id> into = into_argument<Id>(args);
    if (!id || !into) return fail(!id ? id.error() : into.error());
    return run_change(app, args, command, remove(app.project().schema(), *id, *into), id->text);
}

template <class Id, class Move>
Result<std::string> move_definition(App& app, JsonValue args, const char* command, const Move& move)
{
    const Result<Id> id = id_argument<Id>(args);
    const Result<size_t> to = index_or(args, "to", 0);
    if (!id || !to) return fail(!id ? id.error() : to.error());
    return run_change(app, args, command, move(app.project().schema(), *id, *to), id->text);
}

Result<std::string> change_value(App& app, JsonValue args)
{
    const Result<AttributeId> id = id_argument<AttributeId>(args);
    const Result<std::string> value = required_text(args, "value");
    const Result<std::string> to = text_or_empty(args, args["into"] ? "into" : "to");
    if (!id) return fail(id.error());
    for (const auto* text : {&value, &to})
        if (!*text) return fail(text->error());
    return run_change(app, args, "schema.attribute.value", rename_value(app.project().schema(), *id, *value, *to), *to);
}

// Moves `item` of a list to the place `to`.
void move_in(std::vector<std::string>& items, const std::string& item, size_t to)
{
    items.erase(std::remove(items.begin(), items.end(), item), items.end());
    items.insert(items.begin() + static_cast<std::ptrdiff_t>(std::min(to, items.size())), item);
}

Result<std::string> add_claim_relation(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    if (!name) return fail(name.error());
    Schema next = app.project().schema();
    next.claim_relations.push_back(*name);
    SchemaChange change = replace_schema(std::move(next));
    change.title = "Add claim relation " + *name;
    return run_change(app, args, "schema.claim_relation.add", std::move(change), *name);
}

Result<std::string> move_claim_relation(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    const Result<size_t> to = index_or(args, "to", 0);
    if (!name || !to) return fail(!name ? name.error() : to.error());
    Schema next = app.project().schema();
    const auto& names = next.claim_relations;
    if (std::find(names.begin(), names.end(), *name) == names.end())
        return fail(ErrorCode::NotFound, tr("There is no claim relation “{}”.", {*name}));
    move_in(next.claim_relations, *name, *to);
    SchemaChange change = replace_schema(std::move(next));
    change.title = "Move claim relation " + *name;
    return run_change(app, args, "schema.claim_relation.move", std::move(change), *name);
}

Result<std::string> rename_claim_relation_command(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    const Result<std::string> to = required_text(args, "to");
    if (!name || !to) return fail(!name ? name.error() : to.error());
    return run_change(app, args, "schema.claim_relation.rename",
                      rename_claim_relation(app.project().schema(), *name, *to), *to);
}

Result<std::string> remove_claim_relation(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    const Result<std::string> into = text_or_empty(args, "into");
    if (!name || !into) return fail(!name ? name.error() : into.error());
    return run_change(app, args, "schema.claim_relation.remove",
                      rename_claim_relation(app.project().schema(), *name, *into), *name);
}

// What attributions and articles are asked for.
Result<std::string> set_schema_lists(App& app, JsonValue args)
{
    Schema next = app.project().schema();
    if (Status status = take_ids(args, "attribution_attributes", next.attribution_attributes); !status)
        return fail(status.error());
    if (Status status = take_ids(args, "document_attributes", next.document_attributes); !status)
        return fail(status.error());
    SchemaChange change = replace_schema(std::move(next));
    change.title = "Change what attributions and articles have";
    return run_change(app, args, "schema.set", std::move(change), {});
}

Result<std::string> take_pack(App& app, JsonValue args)
{
    const Result<std::string> name = required_text(args, "name");
    if (!name) return fail(name.error());
    const std::string mode = text_or(args, "mode", "add");
    if (mode != "add" && mode != "replace") return fail(ErrorCode::Invalid, tr("“mode” must be add or replace."));
    std::string names;
    for (const SchemaPack& pack : app.schema_packs()) {
        names += (names.empty() ? "" : ", ") + std::string(pack.name);
        if (pack.name != *name) continue;
        Result<Schema> schema = read_schema(pack.json);
        if (!schema) return fail(schema.error());
        SchemaChange change =
            mode == "add" ? extend_schema(app.project().schema(), *schema) : replace_schema(std::move(*schema));
        change.title = (mode == "add" ? "Add schema " : "Replace schema by ") + std::string(pack.title);
        return run_change(app, args, "schema.pack", std::move(change), *name);
    }
    return fail(ErrorCode::NotFound, tr("There is no schema “{}”. There are {}.", {*name, names}));
}

}  // namespace

void add_schema_commands(CommandTable& table)
{
    add_script(table, "schema.label.add", "Add a label", add_label);
    add_script(table, "schema.label.set", "Change a label", [](App& app, JsonValue args) {
        return set_definition<LabelDef>(app, args, "label", read_label, put_label);
    });
    add_script(table, "schema.label.move", "Move a label", [](App& app, JsonValue args) {
        return move_definition<LabelId>(app, args, "schema.label.move", move_label);
    });
    add_script(table, "schema.label.remove", "Delete a label, or merge it into another", [](App& app, JsonValue args) {
        return remove_definition<LabelId>(app, args, "schema.label.remove", remove_label);
    });
    add_script(table, "schema.attribute.add", "Add an attribute", add_attribute);
    add_script(table, "schema.attribute.set", "Change an attribute", [](App& app, JsonValue args) {
        return set_definition<AttributeDef>(app, args, "attribute", read_attribute, put_attribute);
    });
    add_script(table, "schema.attribute.move", "Move an attribute", [](App& app, JsonValue args) {
        return move_definition<AttributeId>(app, args, "schema.attribute.move", move_attribute);
    });
    add_script(table, "schema.attribute.remove", "Delete an attribute, or merge it into another",
               [](App& app, JsonValue args) {
                   return remove_definition<AttributeId>(app, args, "schema.attribute.remove", remove_attribute);
               });
    add_script(table, "schema.attribute.value", "Rename, merge or delete a value", change_value);
    add_script(table, "schema.relation.add", "Add a relation type", add_relation);
    add_script(table, "schema.relation.set", "Change a relation type", [](App& app, JsonValue args) {
        return set_definition<RelationType>(app, args, "relation", read_relation, put_relation_type);
    });
    add_script(table, "schema.relation.move", "Move a relation type", [](App& app, JsonValue args) {
        return move_definition<RelationTypeId>(app, args, "schema.relation.move", move_relation_type);
    });
    add_script(table, "schema.relation.remove", "Delete a relation type, or merge it into another",
               [](App& app, JsonValue args) {
                   return remove_definition<RelationTypeId>(app, args, "schema.relation.remove", remove_relation_type);
               });
    add_script(table, "schema.claim_relation.add", "Add a claim relation", add_claim_relation);
    add_script(table, "schema.claim_relation.rename", "Rename a claim relation", rename_claim_relation_command);
    add_script(table, "schema.claim_relation.move", "Move a claim relation", move_claim_relation);
    add_script(table, "schema.claim_relation.remove", "Delete a claim relation, or merge it into another",
               remove_claim_relation);
    add_script(table, "schema.set", "Choose what attributions and articles are asked for", set_schema_lists);
    add_script(table, "schema.pack", "Take a schema that the program brings along", take_pack);
}

}  // namespace glossator
