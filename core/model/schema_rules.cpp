#include <algorithm>

#include "core/model/rule_parts.h"
#include "core/model/rules.h"
#include "core/text/segmentation.h"

namespace glossator {

using rules::fits;
using rules::pointer;
using rules::quoted;

namespace {

template <class Id>
std::string_view text_of(const Id& id)
{
    return id.text;
}

std::string_view text_of(const std::string& text)
{
    return text;
}

// Every definition of a list has an id of its own; `what` names one for the sentence.
template <class Def>
Status have_ids(const std::vector<Def>& defs, const char* list, const char* what)
{
    for (size_t i = 0; i < defs.size(); ++i)
        if (defs[i].id.empty()) return fail(ErrorCode::Invalid, "the id is empty", pointer(list, i) + "/id");
    const size_t repeated = rules::first_repeated(defs, [](const Def& def) { return text_of(def.id); });
    if (repeated == defs.size()) return {};
    return fail(ErrorCode::Invalid, std::string("there is another ") + what + " " + quoted(defs[repeated].id.text),
                pointer(list, repeated) + "/id");
}

// Every item of a list is there once and is known to the schema.
template <class Item, class IsKnown>
Status are_known(const std::vector<Item>& items, const std::string& field, const char* what, const IsKnown& is_known)
{
    for (size_t i = 0; i < items.size(); ++i)
        if (!is_known(items[i]))
            return fail(ErrorCode::Invalid, std::string("the schema has no ") + what + " " + quoted(text_of(items[i])),
                        pointer(field, i));
    const size_t repeated = rules::first_repeated(items, [](const Item& item) { return text_of(item); });
    if (repeated == items.size()) return {};
    return fail(ErrorCode::Invalid, quoted(text_of(items[repeated])) + " is named twice", pointer(field, repeated));
}

Status are_attributes(const Schema& schema, const std::vector<AttributeId>& ids, const std::string& field)
{
    return are_known(ids, field, "attribute", [&](const AttributeId& id) { return schema.find(id) != nullptr; });
}

Status are_labels(const Schema& schema, const std::vector<LabelId>& ids, const std::string& field)
{
    return are_known(ids, field, "label", [&](const LabelId& id) { return schema.find(id) != nullptr; });
}

// Whatever a text says, it is there once.
Status are_distinct(const std::vector<std::string>& texts, const std::string& field)
{
    return are_known(texts, field, "value", [](const std::string&) { return true; });
}

bool is_color(std::string_view text)
{
    return text.size() == 7 && text[0] == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

bool is_one_character(const std::string& text)
{
    const auto made = Text::make(text);
    return made && !text.empty() && unit_at(**made, 0, TextUnit::Grapheme).end == text.size();
}

Status check_attribute(const AttributeDef& def, const std::string& field)
{
    if (Status status = are_distinct(def.values, field + "/values"); !status) return status;
    if (!def.default_value) return {};
    return rules::value_fits(def, *def.default_value, field + "/default");
}

Status check_label(const Schema& schema, const LabelDef& label, const std::string& field)
{
    if (!is_color(label.color))
        return fail(ErrorCode::Invalid, quoted(label.color) + " isn't a colour like #1b9e77", field + "/color");
    if (!label.key.empty()) {
        if (!is_one_character(label.key))
            return fail(ErrorCode::Invalid, "the key " + quoted(label.key) + " isn't one character", field + "/key");
        const LabelDef* first = schema.label_with_key(label.key);
        if (first->id != label.id)
            return fail(ErrorCode::Invalid,
                        "the key " + quoted(label.key) + " belongs to the label " + quoted(first->id.text) + " already",
                        field + "/key");
    }
    return are_attributes(schema, label.attributes, field + "/attributes");
}

Status check_relation(const Schema& schema, const RelationType& type, const std::string& field)
{
    if (Status status = are_labels(schema, type.from, field + "/from"); !status) return status;
    if (Status status = are_labels(schema, type.to, field + "/to"); !status) return status;
    return are_attributes(schema, type.attributes, field + "/attributes");
}

// The schema is refused because of this record.
tl::unexpected<Error> in_use(const char* kind, const std::string& id, const Error& error)
{
    return fail(ErrorCode::InUse,
                std::string("the ") + kind + " " + quoted(id) + " doesn't fit the new schema: " + error.message);
}

Status set_fits(const Schema& schema, const AnnotationSet& set)
{
    if (Status status = fits(schema, set.info); !status) return in_use("set", set.info.id.text, status.error());
    Status found;
    set.spans.for_each([&](const Span& span) {
        if (!found) return;
        if (Status status = fits(schema, span); !status) found = in_use("span", span.id.text, status.error());
    });
    if (!found) return found;
    for (const auto& [id, relation] : set.relations)
        if (Status status = fits(schema, set, relation); !status) return in_use("relation", id.text, status.error());
    for (const auto& [id, attribution] : set.attributions)
        if (Status status = fits(schema, attribution); !status) return in_use("attribution", id.text, status.error());
    return {};
}

}  // namespace

Status check(const Schema& schema)
{
    if (Status status = have_ids(schema.attributes, "/attributes", "attribute"); !status) return status;
    if (Status status = have_ids(schema.labels, "/labels", "label"); !status) return status;
    if (Status status = have_ids(schema.relations, "/relations", "relation"); !status) return status;
    for (size_t i = 0; i < schema.attributes.size(); ++i)
        if (Status status = check_attribute(schema.attributes[i], pointer("/attributes", i)); !status) return status;
    for (size_t i = 0; i < schema.labels.size(); ++i)
        if (Status status = check_label(schema, schema.labels[i], pointer("/labels", i)); !status) return status;
    for (size_t i = 0; i < schema.relations.size(); ++i)
        if (Status status = check_relation(schema, schema.relations[i], pointer("/relations", i)); !status)
            return status;
    if (Status status = are_attributes(schema, schema.attribution_attributes, "/attribution_attributes"); !status)
        return status;
    if (Status status = are_attributes(schema, schema.document_attributes, "/document_attributes"); !status)
        return status;
    const auto& types = schema.claim_relations;
    const auto nameless = std::find(types.begin(), types.end(), std::string());
    if (nameless != types.end())
        return fail(ErrorCode::Invalid, "the claim relation is empty",
                    pointer("/claim_relations", static_cast<size_t>(nameless - types.begin())));
    return are_distinct(types, "/claim_relations");
}

Status check(const Project& project, const Schema& next)
{
    for (const auto& [id, claim] : project.claims())
        if (Status status = fits(next, claim); !status) return in_use("claim", id.text, status.error());
    for (const auto& set : project.sets())
        if (Status status = set_fits(next, *set); !status) return status;
    return {};
}

}  // namespace glossator
