#include "ui/command_table.h"

namespace glossator {

std::string ids_json(const std::vector<std::string>& ids)
{
    std::string out = "[";
    for (const std::string& id : ids) {
        if (out.size() > 1) out += ',';
        write_json_string(out, id);
    }
    return out + "]";
}

Result<std::string> run_composed(App& app, Result<Composed> composed)
{
    Result<std::vector<std::string>> ids = app.run(std::move(composed));
    if (!ids) return fail(ids.error());
    return ids_json(*ids);
}

Result<std::string> nothing_made()
{
    return std::string("[]");
}

Result<std::string> required_text(JsonValue args, std::string_view key)
{
    const JsonValue value = args[key];
    if (!value.is_string() || value.string().empty())
        return fail(ErrorCode::Invalid, "“" + std::string(key) + "” is missing or isn't text.");
    return std::string(value.string());
}

std::string text_or(JsonValue args, std::string_view key, std::string fallback)
{
    return args[key].is_string() ? std::string(args[key].string()) : std::move(fallback);
}

Result<std::vector<TextRange>> ranges_argument(JsonValue value, const Text& text)
{
    const auto malformed = fail(ErrorCode::Invalid, "“at” must be a list of ranges [start, end] in code points.");
    std::vector<TextRange> ranges;
    bool well_formed = value.is_array() && value.size() > 0;
    bool inside = true;
    value.for_each_item([&](size_t, JsonValue item) {
        std::vector<uint32_t> ends;
        item.for_each_item([&](size_t, JsonValue end) {
            const std::optional<uint32_t> number = end.unsigned32();
            well_formed = well_formed && number.has_value();
            ends.push_back(number.value_or(0));
            return well_formed;
        });
        well_formed = well_formed && ends.size() == 2;
        if (!well_formed) return false;
        inside = inside && ends[0] < ends[1] && ends[1] <= text.code_points();
        if (inside) ranges.push_back({text.code_point_to_byte(ends[0]), text.code_point_to_byte(ends[1])});
        return inside;
    });
    if (!well_formed) return malformed;
    if (!inside)
        return fail(ErrorCode::Invalid, "A range must begin before it ends and lie inside the text, which has " +
                                            std::to_string(text.code_points()) + " code points.");
    return ranges;
}

Result<AttributeValue> attribute_argument(JsonValue value)
{
    if (value.is_string()) return AttributeValue(std::string(value.string()));
    if (value.is_bool()) return AttributeValue(value.boolean());
    if (const std::optional<double> number = value.number()) return AttributeValue(*number);
    if (!value.is_array())
        return fail(ErrorCode::Invalid,
                    "An attribute's value must be text, a number, true or false, or a list of texts.");
    std::vector<std::string> choices;
    bool all_text = true;
    value.for_each_item([&](size_t, JsonValue item) {
        choices.emplace_back(item.string());
        return all_text = item.is_string();
    });
    if (!all_text) return fail(ErrorCode::Invalid, "A list of choices must hold texts only.");
    return AttributeValue(std::move(choices));
}

Status merge_attributes(JsonValue object, Attributes& attributes)
{
    if (!object) return {};
    if (!object.is_object()) return fail(ErrorCode::Invalid, "“attributes” must be an object.");
    Status status;
    object.for_each_member([&](std::string_view key, JsonValue value) {
        if (value.is_null()) {
            attributes.erase(AttributeId(key));
            return true;
        }
        Result<AttributeValue> read = attribute_argument(value);
        if (read)
            attributes.set(AttributeId(key), std::move(*read));
        else
            status = fail(read.error());
        return status.has_value();
    });
    return status;
}

Result<Attributes> attributes_argument(JsonValue object)
{
    Attributes attributes;
    if (const Status read = merge_attributes(object, attributes); !read) return fail(read.error());
    return attributes;
}

}  // namespace glossator
