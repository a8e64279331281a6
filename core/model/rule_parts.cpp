#include "core/model/rule_parts.h"

#include <algorithm>
#include <cmath>

#include "core/model/dates.h"

namespace glossator::rules {

namespace {

Status is_choice(const AttributeDef& def, const std::string& value, const std::string& field)
{
    if (std::find(def.values.begin(), def.values.end(), value) != def.values.end()) return {};
    return fail(ErrorCode::Invalid, quoted(value) + " isn't one of the values of " + quoted(def.id.text), field);
}

Status are_choices(const AttributeDef& def, const std::vector<std::string>& values, const std::string& field)
{
    for (size_t i = 0; i < values.size(); ++i)
        if (Status status = is_choice(def, values[i], pointer(field, i)); !status) return status;
    const size_t repeated = first_repeated(values, [](const std::string& value) { return std::string_view(value); });
    if (repeated == values.size()) return {};
    return fail(ErrorCode::Invalid, quoted(values[repeated]) + " is chosen twice", pointer(field, repeated));
}

const char* expected_of(AttributeType type)
{
    switch (type) {
    case AttributeType::Choice: return "one of its values";
    case AttributeType::Choices: return "a list of its values";
    case AttributeType::Text: return "text";
    case AttributeType::Number: return "a number";
    case AttributeType::YesNo: return "true or false";
    case AttributeType::Date: return "a date";
    }
    return "";
}

// `owner` and `owner_id` name whose attributes they are, for the sentence.
Status attributes_fit(const Schema& schema, const Attributes& attributes, const std::vector<AttributeId>& allowed,
                      const char* owner, const std::string& owner_id)
{
    for (const auto& [id, value] : attributes) {
        const AttributeDef* def = schema.find(id);
        if (!def)
            return fail(ErrorCode::Invalid, "the schema has no attribute " + quoted(id.text),
                        pointer("/attributes", id.text));
        if (std::find(allowed.begin(), allowed.end(), id) == allowed.end()) {
            const std::string whose = owner_id.empty() ? owner : owner + quoted(owner_id);
            return fail(ErrorCode::Invalid, whose + " has no attribute " + quoted(id.text),
                        pointer("/attributes", id.text));
        }
        // The place is spelled out only for an error: this runs for every attribute of a file.
        if (!value_fits(*def, value, {})) return value_fits(*def, value, pointer("/attributes", id.text));
    }
    return {};
}

}  // namespace

std::string quoted(std::string_view text)
{
    std::string out = "\"";
    out += text;
    out += '"';
    return out;
}

std::string pointer(std::string_view base, std::string_view token)
{
    std::string out(base);
    out += '/';
    for (const char c : token) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

std::string pointer(std::string_view base, size_t index)
{
    return pointer(base, std::to_string(index));
}

Status value_fits(const AttributeDef& def, const AttributeValue& value, const std::string& field)
{
    const auto* text = std::get_if<std::string>(&value);
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    const auto* number = std::get_if<double>(&value);
    switch (def.type) {
    case AttributeType::Choice:
        if (text) return is_choice(def, *text, field);
        break;
    case AttributeType::Choices:
        if (list) return are_choices(def, *list, field);
        break;
    case AttributeType::Text:
        if (text) return {};
        break;
    case AttributeType::Number:
        if (number && std::isfinite(*number)) return {};
        break;
    case AttributeType::YesNo:
        if (std::holds_alternative<bool>(value)) return {};
        break;
    case AttributeType::Date:
        if (text && (text->empty() || is_date(*text))) return {};
        if (text)
            return fail(ErrorCode::Invalid,
                        quoted(*text) + " isn't a date like 2026, 2026-03, 2026-03-02 or 2026-03-02T09:01Z", field);
        break;
    }
    return fail(ErrorCode::Invalid, "the value of " + quoted(def.id.text) + " must be " + expected_of(def.type), field);
}

Status fits(const Schema& schema, const Claim& claim)
{
    const auto& types = schema.claim_relations;
    for (size_t i = 0; i < claim.links.size(); ++i) {
        const std::string& type = claim.links[i].type;
        if (std::find(types.begin(), types.end(), type) == types.end())
            return fail(ErrorCode::Invalid, "the schema has no claim relation " + quoted(type),
                        pointer(pointer("/links", i), "type"));
    }
    return {};
}

Status fits(const Schema& schema, const SetInfo& info)
{
    return attributes_fit(schema, info.attributes, schema.document_attributes, "a document", {});
}

Status fits(const Schema& schema, const Span& span)
{
    const LabelDef* label = schema.find(span.label);
    if (!label) return fail(ErrorCode::Invalid, "the schema has no label " + quoted(span.label.text), "/label");
    if (span.claim && !span.claim->relation.empty()) {
        const auto& types = schema.claim_relations;
        if (std::find(types.begin(), types.end(), span.claim->relation) == types.end())
            return fail(ErrorCode::Invalid, "the schema has no claim relation " + quoted(span.claim->relation),
                        "/claim/relation");
    }
    return attributes_fit(schema, span.attributes, label->attributes, "the label ", label->id.text);
}

Status fits(const Schema& schema, const AnnotationSet& set, const Relation& relation)
{
    const RelationType* type = schema.find(relation.type);
    if (!type) return fail(ErrorCode::Invalid, "the schema has no relation " + quoted(relation.type.text), "/type");
    const LabelId& from = set.spans.find(relation.from)->label;
    if (!type->may_begin_at(from))
        return fail(ErrorCode::Invalid,
                    "the relation " + quoted(type->id.text) + " can't begin at a " + quoted(from.text), "/from");
    const LabelId& to = set.spans.find(relation.to)->label;
    if (!type->may_lead_to(to))
        return fail(ErrorCode::Invalid, "the relation " + quoted(type->id.text) + " can't lead to a " + quoted(to.text),
                    "/to");
    return attributes_fit(schema, relation.attributes, type->attributes, "the relation ", type->id.text);
}

Status fits(const Schema& schema, const Attribution& attribution)
{
    return attributes_fit(schema, attribution.attributes, schema.attribution_attributes, "an attribution", {});
}

}  // namespace glossator::rules
