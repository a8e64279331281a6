#include <algorithm>
#include <cmath>

#include "core/io/json.h"
#include "core/io/json_number.h"
#include "ui/inspector_parts.h"
#include "ui/language.h"

namespace glossator {

namespace {

std::string json_string(std::string_view text)
{
    std::string json;
    write_json_string(json, text);
    return json;
}

struct Field {
    const AttributeRows& rows;
    const AttributeDef& attribute;
    const AttributeValue* value;
    std::string name;

    // `json` is the new value; "null" takes it away.
    CommandCall call(std::string_view json) const
    {
        std::string attributes = "{" + json_string(attribute.id.text) + ":" + std::string(json) + "}";
        return {std::string(rows.command), Args().text("id", rows.record).json("attributes", attributes).str()};
    }
    void set(const Ui& ui, std::string_view json) const
    {
        CommandCall wish = call(json);
        ui.wishes.run(wish.id, std::move(wish.args));
    }
    std::string text() const
    {
        const std::string* held = value ? std::get_if<std::string>(value) : nullptr;
        return held ? *held : std::string();
    }
};

void choice_field(const Ui& ui, const Field& field, float width)
{
    const std::vector<std::string>& values = field.attribute.values;
    const std::string now = field.text();
    const auto found = std::find(values.begin(), values.end(), now);
    const int chosen = found == values.end() ? -1 : static_cast<int>(found - values.begin());
    if (values.size() > 1 && fits_segmented(ui, values, width)) {
        const int clicked = segmented(ui, field.name.c_str(), {values.begin(), values.end()}, chosen, width);
        if (clicked >= 0) field.set(ui, clicked == chosen ? "null" : json_string(values[static_cast<size_t>(clicked)]));
        return;
    }
    if (!begin_choice(ui, field.name.c_str(), now.empty() ? "–" : now, {.title = title_of(field.attribute)}, width))
        return;
    if (option(ui, (field.name + "=").c_str(), "–", now.empty())) field.set(ui, "null");
    for (const std::string& value : values)
        if (option(ui, (field.name + "=" + value).c_str(), value, value == now)) field.set(ui, json_string(value));
    end_choice();
}

void choices_field(const Ui& ui, const Field& field)
{
    const auto* held = field.value ? std::get_if<std::vector<std::string>>(field.value) : nullptr;
    const std::vector<std::string> now = held ? *held : std::vector<std::string>();
    const float left = ImGui::GetCursorScreenPos().x, right = left + ImGui::GetContentRegionAvail().x;
    float x = left;
    for (const std::string& value : field.attribute.values) {
        const bool on = std::find(now.begin(), now.end(), value) != now.end();
        const Chip shown{value, {}, nullptr, on};
        const float width = chip_width(ui, shown);
        if (x > left && x + width > right) {
            x = left;
        } else if (x > left) {
            ImGui::SameLine(0, 4);
        }
        ImGui::SetCursorScreenPos({x, ImGui::GetCursorScreenPos().y});
        if (chip(ui, (field.name + "=" + value).c_str(), shown)) {
            std::string json;
            for (const std::string& each : field.attribute.values) {
                const bool was = std::find(now.begin(), now.end(), each) != now.end();
                if (was != (each == value)) json += (json.empty() ? "" : ",") + json_string(each);
            }
            field.set(ui, json.empty() ? std::string("null") : "[" + json + "]");
        }
        x += width + 4;
    }
}

void yes_no_field(const Ui& ui, const Field& field, float width)
{
    const bool* held = field.value ? std::get_if<bool>(field.value) : nullptr;
    const int chosen = held ? (*held ? 0 : 1) : -1;
    const int clicked = segmented(ui, field.name.c_str(), {tr_later("Yes"), tr_later("No")}, chosen, width);
    if (clicked >= 0) field.set(ui, clicked == chosen ? "null" : clicked == 0 ? "true" : "false");
}

void number_field(const Ui& ui, const Field& field, float width)
{
    const double* held = field.value ? std::get_if<double>(field.value) : nullptr;
    std::string now;
    if (held) write_json_number(now, *held);
    const Field copy = field;
    text_field(
        ui, field.name.c_str(), now, "–", {.title = tr("A number")},
        [copy](const std::string& text) {
            if (text.empty()) return copy.call("null");
            // What isn't a number goes on as it stands, so that the command says why it won't have it.
            const std::optional<double> number = read_json_number(text);
            if (!number) return copy.call(json_string(text));
            std::string json;
            write_json_number(json, *number);
            return copy.call(json);
        },
        width);
}

void line_field(const Ui& ui, const Field& field, const char* placeholder, float width)
{
    const Field copy = field;
    text_field(
        ui, field.name.c_str(), field.text(), placeholder, {.title = title_of(field.attribute)},
        [copy](const std::string& text) { return copy.call(text.empty() ? std::string("null") : json_string(text)); },
        width);
}

}  // namespace

void attribute_rows(const Ui& ui, const AttributeRows& rows)
{
    for (const AttributeId& id : rows.ids) {
        const AttributeDef* attribute = ui.app.project().schema().find(id);
        if (!attribute) continue;
        const Field field{rows, *attribute, rows.values.find(id), std::string(rows.prefix) + id.text};
        const float width = begin_field(ui, title_of(*attribute));
        switch (attribute->type) {
        case AttributeType::Choice: choice_field(ui, field, width); break;
        case AttributeType::Choices: choices_field(ui, field); break;
        case AttributeType::YesNo: yes_no_field(ui, field, width); break;
        case AttributeType::Number: number_field(ui, field, width); break;
        case AttributeType::Date: line_field(ui, field, tr("YYYY-MM-DD"), width); break;
        case AttributeType::Text: line_field(ui, field, "–", width); break;
        }
    }
}

}  // namespace glossator
