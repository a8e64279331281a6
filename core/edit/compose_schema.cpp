#include "core/edit/compose_schema.h"

#include <algorithm>

#include "core/edit/compose_parts.h"
#include "core/edit/merge_schema.h"

namespace glossator {

namespace {

template <class Def>
using IdOf = decltype(Def::id);

// What is the same for all kinds of definitions: where they stand in a schema, and how one is called.
struct Labels {
    static constexpr auto kList = &Schema::labels;
    static constexpr auto kNames = &SchemaChange::labels;
    static constexpr const char* kName = "label";
};
struct AttributeDefs {
    static constexpr auto kList = &Schema::attributes;
    static constexpr auto kNames = &SchemaChange::attributes;
    static constexpr const char* kName = "attribute";
};
struct RelationTypes {
    static constexpr auto kList = &Schema::relations;
    static constexpr auto kNames = &SchemaChange::relations;
    static constexpr const char* kName = "relation";
};

template <class Def>
auto find_in(std::vector<Def>& defs, const IdOf<Def>& id)
{
    return std::find_if(defs.begin(), defs.end(), [&](const Def& def) { return def.id == id; });
}

template <class Def>
const std::string& shown_name(const Def& def)
{
    return def.title.empty() ? def.id.text : def.title;
}

// `from` becomes `to`, or goes if that is empty; what is there already isn't named twice.
template <class T>
void replace_in(std::vector<T>& items, const T& from, const T& to)
{
    const auto at = std::find(items.begin(), items.end(), from);
    if (at == items.end()) return;
    if (to == T() || std::find(items.begin(), items.end(), to) != items.end())
        items.erase(at);
    else
        *at = to;
}

void rename_everywhere(Schema& schema, const LabelId& from, const LabelId& to)
{
    const auto links_nothing_else = [&](const RelationType& type) {
        const std::vector<LabelId> only{from};
        return to.empty() && (type.from == only || type.to == only);
    };
    std::erase_if(schema.relations, links_nothing_else);  // an empty list would mean any label
    for (RelationType& type : schema.relations) {
        replace_in(type.from, from, to);
        replace_in(type.to, from, to);
    }
}

void rename_everywhere(Schema& schema, const AttributeId& from, const AttributeId& to)
{
    for (LabelDef& label : schema.labels) replace_in(label.attributes, from, to);
    for (RelationType& type : schema.relations) replace_in(type.attributes, from, to);
    replace_in(schema.attribution_attributes, from, to);
    replace_in(schema.document_attributes, from, to);
}

void rename_everywhere(Schema&, const RelationTypeId&, const RelationTypeId&) {}

template <class Kind, class Def>
Result<SchemaChange> put(const Schema& schema, const IdOf<Def>& was, Def def)
{
    SchemaChange change{(was.empty() ? "Add " : "Change ") + (Kind::kName + (" " + shown_name(def))), schema};
    std::vector<Def>& defs = change.next.*Kind::kList;
    if (def.id.empty()) return fail(ErrorCode::Invalid, std::string("the ") + Kind::kName + " has no id");
    if (def.id != was && find_in(defs, def.id) != defs.end())
        return fail(ErrorCode::Invalid, std::string("there is another ") + Kind::kName + " \"" + def.id.text + "\"");
    if (was.empty()) {
        defs.push_back(std::move(def));
        return change;
    }
    const auto at = find_in(defs, was);
    if (at == defs.end()) return compose::no_such(Kind::kName, was);
    const IdOf<Def> id = def.id;
    *at = std::move(def);
    if (id != was) {
        (change.*Kind::kNames)[was] = id;
        rename_everywhere(change.next, was, id);
    }
    return change;
}

template <class Kind, class Id>
Result<SchemaChange> take(const Schema& schema, const Id& id, const Id& into)
{
    SchemaChange change{{}, schema};
    auto& defs = change.next.*Kind::kList;
    const auto at = find_in(defs, id);
    if (at == defs.end()) return compose::no_such(Kind::kName, id);
    change.title = (into.empty() ? "Delete " : "Merge ") + (Kind::kName + (" " + shown_name(*at)));
    if (!into.empty()) {
        const auto other = find_in(defs, into);
        if (other == defs.end()) return compose::no_such(Kind::kName, into);
        if (other == at) return fail(ErrorCode::Invalid, "it can't be merged into itself");
        change.title += " into " + shown_name(*other);
        (change.*Kind::kNames)[id] = into;
    }
    defs.erase(at);
    rename_everywhere(change.next, id, into);
    return change;
}

template <class Kind, class Id>
Result<SchemaChange> move(const Schema& schema, const Id& id, size_t to)
{
    SchemaChange change{{}, schema};
    auto& defs = change.next.*Kind::kList;
    const auto at = find_in(defs, id);
    if (at == defs.end()) return compose::no_such(Kind::kName, id);
    change.title = std::string("Move ") + Kind::kName + " " + shown_name(*at);
    auto def = std::move(*at);
    defs.erase(at);
    defs.insert(defs.begin() + static_cast<std::ptrdiff_t>(std::min(to, defs.size())), std::move(def));
    return change;
}

}  // namespace

Result<SchemaChange> put_label(const Schema& schema, const LabelId& was, LabelDef label)
{
    return put<Labels>(schema, was, std::move(label));
}

Result<SchemaChange> put_attribute(const Schema& schema, const AttributeId& was, AttributeDef attribute)
{
    return put<AttributeDefs>(schema, was, std::move(attribute));
}

Result<SchemaChange> put_relation_type(const Schema& schema, const RelationTypeId& was, RelationType type)
{
    return put<RelationTypes>(schema, was, std::move(type));
}

Result<SchemaChange> remove_label(const Schema& schema, const LabelId& id, const LabelId& into)
{
    return take<Labels>(schema, id, into);
}

Result<SchemaChange> remove_attribute(const Schema& schema, const AttributeId& id, const AttributeId& into)
{
    return take<AttributeDefs>(schema, id, into);
}

Result<SchemaChange> remove_relation_type(const Schema& schema, const RelationTypeId& id, const RelationTypeId& into)
{
    return take<RelationTypes>(schema, id, into);
}

Result<SchemaChange> move_label(const Schema& schema, const LabelId& id, size_t to)
{
    return move<Labels>(schema, id, to);
}

Result<SchemaChange> move_attribute(const Schema& schema, const AttributeId& id, size_t to)
{
    return move<AttributeDefs>(schema, id, to);
}

Result<SchemaChange> move_relation_type(const Schema& schema, const RelationTypeId& id, size_t to)
{
    return move<RelationTypes>(schema, id, to);
}

Result<SchemaChange> rename_value(const Schema& schema, const AttributeId& id, const std::string& from,
                                  const std::string& to)
{
    SchemaChange change{(to.empty() ? "Delete value " : "Rename value ") + from, schema};
    const auto at = find_in(change.next.attributes, id);
    if (at == change.next.attributes.end()) return compose::no_such("attribute", id);
    if (std::find(at->values.begin(), at->values.end(), from) == at->values.end())
        return fail(ErrorCode::NotFound, "\"" + id.text + "\" has no value \"" + from + "\"");
    if (from == to) return change;
    replace_in(at->values, from, to);
    if (!to.empty()) change.values[id][from] = to;
    if (!at->default_value) return change;
    if (auto* one = std::get_if<std::string>(&*at->default_value); one && *one == from) {
        *one = to;
        if (to.empty()) at->default_value.reset();
    } else if (auto* several = std::get_if<std::vector<std::string>>(&*at->default_value)) {
        replace_in(*several, from, to);
    }
    return change;
}

Result<SchemaChange> rename_claim_relation(const Schema& schema, const std::string& from, const std::string& to)
{
    SchemaChange change{(to.empty() ? "Delete claim relation " : "Rename claim relation ") + from, schema};
    std::vector<std::string>& names = change.next.claim_relations;
    if (std::find(names.begin(), names.end(), from) == names.end())
        return fail(ErrorCode::NotFound, "there is no claim relation \"" + from + "\"");
    if (from == to) return change;
    replace_in(names, from, to);
    if (!to.empty()) change.claim_relations[from] = to;
    return change;
}

SchemaChange replace_schema(Schema next)
{
    return {"Replace schema", std::move(next)};
}

SchemaChange extend_schema(const Schema& schema, const Schema& more)
{
    return {"Extend schema", compose::merge_schemas(schema, more).schema};
}

}  // namespace glossator
