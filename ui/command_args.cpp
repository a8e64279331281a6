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

bool has_document(const App& app)
{
    return app.document() != nullptr;
}

bool has_documents(const App& app)
{
    return !app.project().documents().empty();
}

bool has_focus(const App& app)
{
    return app.focused() != nullptr;
}

void add_script(CommandTable& table, const char* id, const char* title, CommandSpec::Run run)
{
    CommandSpec spec{id, title, "Scripts"};
    spec.in_palette = false;
    spec.run = run;
    table.push_back(std::move(spec));
}

Result<std::vector<std::string>> texts_argument(JsonValue args, std::string_view key)
{
    std::vector<std::string> texts;
    const JsonValue list = args[key];
    bool all_text = !list || list.is_array();
    for (const JsonValue item : list.children()) {
        all_text = all_text && item.is_string();
        texts.emplace_back(item.string());
    }
    if (!all_text) return fail(ErrorCode::Invalid, "“" + std::string(key) + "” must be a list of texts.");
    return texts;
}

Result<std::string> required_text(JsonValue args, std::string_view key)
{
    const JsonValue value = args[key];
    if (!value.is_string() || value.string().empty())
        return fail(ErrorCode::Invalid, "“" + std::string(key) + "” is missing or isn't text.");
    return std::string(value.string());
}

Result<std::string> text_or_empty(JsonValue args, std::string_view key)
{
    const JsonValue value = args[key];
    if (value && !value.is_null() && !value.is_string())
        return fail(ErrorCode::Invalid, "“" + std::string(key) + "” must be text.");
    return std::string(value.string());
}

Result<size_t> index_or(JsonValue args, std::string_view key, size_t fallback)
{
    const JsonValue value = args[key];
    const std::optional<uint32_t> index = value.unsigned32();
    if (value && !index)
        return fail(ErrorCode::Invalid, "“" + std::string(key) + "” must be a whole number, 0 or more.");
    return index ? size_t{*index} : fallback;
}

std::string text_or(JsonValue args, std::string_view key, std::string fallback)
{
    return args[key].is_string() ? std::string(args[key].string()) : std::move(fallback);
}

Result<std::vector<TextRange>> ranges_argument(JsonValue value, const Text& text)
{
    const auto malformed = fail(ErrorCode::Invalid, "“at” must be a list of ranges [start, end] in code points.");
    if (!value.is_array() || value.size() == 0) return malformed;
    std::vector<TextRange> ranges;
    for (const JsonValue item : value.children()) {
        const std::optional<uint32_t> begin = item.at_pointer("/0").unsigned32();
        const std::optional<uint32_t> end = item.at_pointer("/1").unsigned32();
        if (!item.is_array() || item.size() != 2 || !begin || !end) return malformed;
        if (*begin >= *end || *end > text.code_points())
            return fail(ErrorCode::Invalid, "A range must begin before it ends and lie inside the text, which has " +
                                                std::to_string(text.code_points()) + " code points.");
        ranges.push_back({text.code_point_to_byte(*begin), text.code_point_to_byte(*end)});
    }
    return ranges;
}

std::string ranges_json(const Text& text, const std::vector<TextRange>& ranges)
{
    std::string json;
    for (const TextRange range : ranges)
        json += (json.empty() ? "[" : ",[") + std::to_string(text.byte_to_code_point(range.begin)) + "," +
                std::to_string(text.byte_to_code_point(range.end)) + "]";
    return "[" + json + "]";
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
    for (const JsonValue item : value.children()) {
        if (!item.is_string()) return fail(ErrorCode::Invalid, "A list of choices must hold texts only.");
        choices.emplace_back(item.string());
    }
    return AttributeValue(std::move(choices));
}

Status merge_attributes(JsonValue object, Attributes& attributes)
{
    if (!object) return {};
    if (!object.is_object()) return fail(ErrorCode::Invalid, "“attributes” must be an object.");
    for (const JsonValue value : object.children()) {
        const AttributeId id(value.key());
        if (value.is_null()) {
            attributes.erase(id);
            continue;
        }
        Result<AttributeValue> read = attribute_argument(value);
        if (!read) return fail(read.error());
        attributes.set(id, std::move(*read));
    }
    return {};
}

Result<Attributes> attributes_argument(JsonValue object)
{
    Attributes attributes;
    if (const Status read = merge_attributes(object, attributes); !read) return fail(read.error());
    return attributes;
}

}  // namespace glossator
