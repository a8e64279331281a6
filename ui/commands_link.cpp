#include "core/model/flags.h"
#include "core/model/plain_list.h"
#include "ui/command_table.h"
#include "ui/language.h"

// Attributions and relations.
namespace glossator {

namespace {

// Reads what `args` names into `attribution`; what it doesn't name stays.
Status read_attribution(JsonValue args, Attribution& attribution)
{
    const std::pair<const char*, std::vector<SpanId>*> roles[] = {{"sources", &attribution.sources},
                                                                  {"cues", &attribution.cues},
                                                                  {"contents", &attribution.contents},
                                                                  {"addressees", &attribution.addressees}};
    for (const auto& [key, role] : roles) {
        if (!args[key]) continue;
        Result<std::vector<SpanId>> ids = ids_argument<SpanId>(args, key);
        if (!ids) return fail(ids.error());
        *role = std::move(*ids);
    }
    if (args["parent"]) {
        const Result<std::string> parent = text_or_empty(args, "parent");
        if (!parent) return fail(parent.error());
        attribution.parent = AttributionId(*parent);
    }
    if (args["note"]) {
        const Result<std::string> note = text_or_empty(args, "note");
        if (!note) return fail(note.error());
        std::string json;
        if (!note->empty()) write_json_string(json, *note);
        set_member(attribution.extra, kNoteKey, std::move(json));
    }
    return merge_attributes(args["attributes"], attribution.attributes);
}

Result<std::string> create(App& app, JsonValue args)
{
    Attribution attribution;
    if (const Status read = read_attribution(args, attribution); !read) return fail(read.error());
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    return run_composed(app, create_attribution(app.context(), std::move(attribution)));
}

Result<std::string> set(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    const AnnotationSet* in = app.project().set_of(AttributionId(*id));
    if (!in) return fail(ErrorCode::NotFound, tr("There is no attribution “{}”.", {*id}));
    Attribution attribution = in->attributions.at(AttributionId(*id));
    if (const Status read = read_attribution(args, attribution); !read) return fail(read.error());
    return run_composed(app, put_attribution(app.context(), std::move(attribution)));
}

Result<std::string> erase(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    return run_composed(app, delete_attribution(app.context(), AttributionId(*id)));
}

Result<std::string> relate(App& app, JsonValue args)
{
    const Result<std::string> type = required_text(args, "type");
    const Result<std::string> from = required_text(args, "from");
    const Result<std::string> to = required_text(args, "to");
    for (const auto* text : {&type, &from, &to})
        if (!*text) return fail(text->error());
    Result<Attributes> attributes = attributes_argument(args["attributes"]);
    if (!attributes) return fail(attributes.error());
    return run_composed(
        app, create_relation(app.context(), RelationTypeId(*type), SpanId(*from), SpanId(*to), std::move(*attributes)));
}

Result<std::string> unrelate(App& app, JsonValue args)
{
    const Result<std::string> id = required_text(args, "id");
    if (!id) return fail(id.error());
    return run_composed(app, delete_relation(app.context(), RelationId(*id)));
}

// The other end is the span named, or else the focused one.
Result<std::string> finish_relation(App& app, JsonValue args)
{
    Session& session = app.session();
    if (!session.linking) return fail(ErrorCode::NotFound, tr("No relation waits for a span."));
    const Linking linking = *session.linking;
    const Result<std::string> named = text_or_empty(args, "span");
    if (!named) return fail(named.error());
    const SpanId other = named->empty() ? session.focused : SpanId(*named);
    if (other.empty() || other == linking.span)
        return fail(ErrorCode::Invalid, tr("Choose the span at the other end."));
    const SpanId &from = linking.leads_away ? linking.span : other, &to = linking.leads_away ? other : linking.span;
    Result<std::string> made = run_composed(app, create_relation(app.context(), linking.type, from, to, {}));
    if (!made) return made;
    session.linking.reset();
    session.focused = linking.span;
    return made;
}

}  // namespace

void add_link_commands(CommandTable& table)
{
    add_script(table, "attribution.create", "Link sources, cues and contents", create);
    add_script(table, "attribution.set", "Change an attribution", set);
    add_script(table, "attribution.delete", "Delete an attribution", erase);
    add_script(table, "relation.create", "Relate two spans", relate);
    add_script(table, "relation.finish", "Relate to this span", finish_relation);
    add_script(table, "relation.delete", "Delete a relation", unrelate);
}

}  // namespace glossator
