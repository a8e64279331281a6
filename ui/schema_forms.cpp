#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "core/io/json_number.h"
#include "core/text/segmentation.h"
#include "ui/language.h"
#include "ui/reading_marks.h"
#include "ui/schema_parts.h"

// The forms of the editor of the schema, one for each kind of definition.
namespace glossator {

namespace {

constexpr float kField = 420;

std::string json_string(std::string_view text)
{
    std::string json;
    write_json_string(json, text);
    return json;
}

void form_heading(const Ui& ui, std::string_view title, std::string_view about)
{
    text_line(ui, ui.strong(), title);
    space(2);
    text_block(ui.quiet(), about, 1.4f);
    space(8);
}

// ---- Labels

// A line of text with the label at its first words, as the reading view would show it.
void preview(const Ui& ui, const LabelDef& label)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = 64;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height}, with_alpha(ui.theme.ink, ui.theme.contrast ? 0.12f : 0.025f),
                       6);
    TextStyle style = ui.reading();
    style.size = ui.app.session().settings.text_size_px;
    const std::string_view marked = tr("The harbour board"), rest = tr(" said so on Monday.");
    const float words = text_width(style, marked), left = at.x + 16, top = at.y + 30;
    draw_sample(draw, ui, label, {left - 1, top - 2}, {left + words + 1, top + style.size + 4});
    draw_text(draw, style, {left, top}, marked);
    draw_text(draw, style, {left + words, top}, rest);
    TextStyle tag = ui.tag();
    tag.color = legible_on(color_of(label.color), ui.theme.paper);
    draw_text(draw, tag, {left, at.y + 13}, title_of(label));
    ui.app.controls().mark("schema.preview", at, {at.x + width, at.y + height});
    ImGui::Dummy({width, height});
    space(8);
}

std::string contrast_told(const Ui& ui, const LabelDef& label)
{
    const float ratio = contrast_ratio(color_of(label.color), ui.theme.paper);
    const int tenths = static_cast<int>(std::lround(ratio * 10));
    const std::string number = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " : 1";
    return ratio >= 3 ? tr("Contrast {}", {number}) : tr("Contrast {}: lines are drawn stronger than this", {number});
}

void color_fields(const Ui& ui, const LabelDef& label)
{
    const std::string id = label.id.text;
    begin_field(ui, tr("Colour"));
    ImVec2 at = ImGui::GetCursorScreenPos();
    text_field(
        ui, "schema.label.color", label.color, "#rrggbb", {.title = tr("Red, green and blue, as on the web")},
        [id](const std::string& text) {
            return CommandCall{"schema.label.set", Args().text("id", id).text("color", text).str()};
        },
        90);
    draw_text_in(*ImGui::GetWindowDrawList(), ui.quiet(), {at.x + 102, at.y}, {at.x + kField + 120, at.y + 28},
                 contrast_told(ui, label));
    at.y += 34;
    constexpr float kSwatch = 22, kGap = 4;
    const float left = at.x, right = ImGui::GetWindowPos().x + ImGui::GetWindowSize().x - 16;
    for (const char* color : kLabelColors) {
        if (at.x + kSwatch > right) at = {left, at.y + kSwatch + kGap};
        ImGui::SetCursorScreenPos(at);
        const std::string name = std::string("schema.label.color=") + color;
        if (ImGui::InvisibleButton(name.c_str(), {kSwatch, kSwatch}, ImGuiButtonFlags_EnableNav))
            ui.wishes.run("schema.label.set", Args().text("id", id).text("color", color).str());
        ui.app.controls().mark_item(name);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const ImVec2 end{at.x + kSwatch, at.y + kSwatch};
        draw.AddRectFilled({at.x + 2, at.y + 2}, {end.x - 2, end.y - 2}, color_of(color), 4);
        const bool chosen = label.color == color;
        if (chosen || ImGui::IsItemHovered())
            draw.AddRect(at, end, chosen ? ui.theme.accent : ui.quiet_ink, 6, 0, chosen ? 2.0f : 1.0f);
        const auto others = [&](const LabelDef& other) { return other.color == color && other.id != label.id; };
        const auto& labels = ui.app.project().schema().labels;
        const auto other = std::find_if(labels.begin(), labels.end(), others);
        tooltip(ui, {.title = color, .detail = other == labels.end() ? std::string_view() : title_of(*other)});
        at.x += kSwatch + kGap;
    }
    ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, at.y + kSwatch + 8});
}

std::string last_character(const std::string& text)
{
    const auto made = Text::make(text);
    if (!made || text.empty()) return {};
    return text.substr(move_by(**made, (*made)->size(), TextUnit::Grapheme, Direction::Backward));
}

// The command that the key also runs, told; empty if there is none.
std::string also_runs(const Ui& ui, const std::string& key)
{
    if (key.empty()) return {};
    for (const CommandInfo& command : list_commands(ui.app))
        if (command.group != "Labels" && (command.keys == key || command.keys == shown_key(key)))
            return tr("“{}” is also a key of “{}”; the label goes first.", {key, command.title});
    return {};
}

// The field takes the last character that is typed into it, at once.
void key_field(const Ui& ui, const LabelDef& label)
{
    begin_field(ui, tr("Key"));
    SchemaMemory& memory = ui.app.session().views.schema;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 max{at.x + 90, at.y + 28};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_hairline(draw, {at.x, max.y - 1}, {max.x, max.y - 1}, ui.theme.line);
    std::string text = label.key;
    const bool typed = edit_line(ui, "##key", text, {ui.list(), tr("Press it"), 90, 28});
    const bool active = ImGui::IsItemActive();
    const ImGuiID item = ImGui::GetItemID();
    ui.app.controls().mark_item("schema.label.key");
    if (active) draw.AddRect(at, max, ui.theme.accent, 6, 0, 1.5f);
    tooltip(ui, {.title = tr("Click, then press the key"), .detail = tr("Backspace takes it away.")});
    if (typed && !ImGui::IsKeyPressed(ImGuiKey_Escape)) {  // which only leaves the field
        const std::string key = last_character(text);
        const LabelDef* other = ui.app.project().schema().label_with_key(key);
        const bool taken = other && other->id != label.id;
        memory.key_fault = taken ? tr("“{}” is the key of {} already.", {key, title_of(*other)}) : "";
        if (!taken) ui.wishes.run("schema.label.set", Args().text("id", label.id.text).text("key", key).str());
        if (ImGuiInputTextState* state = ImGui::GetInputTextState(item)) state->ReloadUserBufAndSelectAll();
    }
    if (!active) memory.key_fault.clear();
    const std::string told = memory.key_fault.empty() ? also_runs(ui, label.key) : memory.key_fault;
    const TextStyle style =
        memory.key_fault.empty() ? ui.quiet() : colored(ui.list(), legible_on(ui.theme.error, ui.theme.paper));
    draw_text_in(draw, style, {at.x + 102, at.y}, {at.x + kField + 160, at.y + 28}, told);
    ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, max.y + 4});
}

void layer_field(const Ui& ui, const LabelDef& label)
{
    std::vector<std::string> layers{"entity", "claim", "attribution"};
    for (const LabelDef& other : ui.app.project().schema().labels)
        if (std::find(layers.begin(), layers.end(), other.layer) == layers.end()) layers.push_back(other.layer);
    const std::string id = label.id.text;
    begin_field(ui, tr("Layer"));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto make = [id](const std::string& layer) {
        return CommandCall{"schema.label.set", Args().text("id", id).text("layer", layer).str()};
    };
    if (begin_choice(ui, "schema.label.layer", label.layer,
                     {.title = tr("Entities, claims and attributions get the views of those names")}, 200)) {
        for (const std::string& layer : layers) {
            if (!option(ui, ("schema.label.layer=" + layer).c_str(), layer, layer == label.layer)) continue;
            CommandCall call = make(layer);
            ui.wishes.run(call.id, std::move(call.args));
        }
        end_choice();
    }
    ImGui::SetCursorScreenPos({at.x + 212, at.y});
    text_field(ui, "schema.label.layer.new", "", tr("Another layer"), {.title = tr("Put it into a new layer")}, make,
               208);
}

}  // namespace

void label_form(const Ui& ui, const LabelDef& label)
{
    preview(ui, label);
    name_fields(ui, "label", label.id.text, label.title);
    layer_field(ui, label);
    color_fields(ui, label);
    key_field(ui, label);
    begin_field(ui, tr("Attributes"));
    const std::vector<ToggleChip> chips = attribute_chips(ui, label.attributes);
    const int clicked = toggle_chips(ui, "schema.label.attributes", chips);
    if (clicked >= 0)
        ui.wishes.run(
            "schema.label.set",
            Args().text("id", label.id.text).json("attributes", ids_after(chips, clicked)).flag("ask", true).str());
    std::vector<OtherOne> others;
    for (const LabelDef& other : ui.app.project().schema().labels)
        if (other.id != label.id) others.push_back({other.id.text, std::string(title_of(other)), &other});
    removal_part(ui, "label", label.id.text, others);
}

// ---- Attributes

namespace {

void type_field(const Ui& ui, const AttributeDef& attribute)
{
    constexpr const char* kTitles[] = {tr_later("Choice"), tr_later("Several choices"), tr_later("Text"),
                                       tr_later("Number"), tr_later("Yes or no"),       tr_later("Date")};
    begin_field(ui, tr("Type"));
    if (!begin_choice(ui, "schema.attribute.type", tr(kTitles[static_cast<size_t>(attribute.type)]),
                      {.title = tr("What is asked for")}, 200))
        return;
    for (size_t i = 0; i < std::size(kTitles); ++i) {
        const char* name = name_of(static_cast<AttributeType>(i));
        if (option(ui, (std::string("schema.attribute.type=") + name).c_str(), tr(kTitles[i]),
                   static_cast<size_t>(attribute.type) == i))
            ui.wishes.run("schema.attribute.set",
                          Args().text("id", attribute.id.text).text("type", name).flag("ask", true).str());
    }
    end_choice();
}

void values_field(const Ui& ui, const AttributeDef& attribute)
{
    begin_field(ui, tr("Values"));
    ImGui::BeginGroup();
    const std::string id = attribute.id.text;
    const std::vector<std::string> values = attribute.values;
    line_list(ui, "schema.value", values, tr("Add a value"), [id, values](const LineWish& wish) -> CommandCall {
        if (wish.kind == LineWish::Kind::Rename)
            return {"schema.attribute.value", Args().text("id", id).text("value", wish.line).text("to", wish.to).str()};
        if (wish.kind == LineWish::Kind::Remove)
            return {"schema.attribute.value", Args().text("id", id).text("value", wish.line).flag("ask", true).str()};
        std::vector<std::string> next = values;
        std::erase(next, wish.line);
        const size_t to = wish.kind == LineWish::Kind::Add ? next.size() : std::min(wish.place, next.size());
        next.insert(next.begin() + static_cast<std::ptrdiff_t>(to), wish.line);
        return {"schema.attribute.set", Args().text("id", id).json("values", ids_json(next)).str()};
    });
    ImGui::EndGroup();
    space(4);
}

void default_field(const Ui& ui, const AttributeDef& attribute)
{
    begin_field(ui, tr("Default"));
    const std::string id = attribute.id.text;
    Attributes now;
    if (attribute.default_value) now.set(attribute.id, *attribute.default_value);
    const auto call = [id](const std::string& json) {
        return CommandCall{"schema.attribute.set", Args().text("id", id).json("default", json).str()};
    };
    const auto run = [&](const std::string& json) {
        CommandCall wish = call(json);
        ui.wishes.run(wish.id, std::move(wish.args));
    };
    const auto* text = attribute.default_value ? std::get_if<std::string>(&*attribute.default_value) : nullptr;
    const auto* flag = attribute.default_value ? std::get_if<bool>(&*attribute.default_value) : nullptr;
    const auto* number = attribute.default_value ? std::get_if<double>(&*attribute.default_value) : nullptr;
    if (attribute.type == AttributeType::YesNo) {
        const int chosen = flag ? (*flag ? 1 : 2) : 0;
        const int clicked =
            segmented(ui, "schema.attribute.default", {tr_later("None"), tr_later("Yes"), tr_later("No")}, chosen, 200);
        if (clicked >= 0) run(clicked == 0 ? "null" : clicked == 1 ? "true" : "false");
    } else if (attribute.type == AttributeType::Choices) {
        const auto* several =
            attribute.default_value ? std::get_if<std::vector<std::string>>(&*attribute.default_value) : nullptr;
        std::vector<ToggleChip> chips;
        for (const std::string& value : attribute.values)
            chips.push_back({value, value, nullptr,
                             several && std::find(several->begin(), several->end(), value) != several->end()});
        const int clicked = toggle_chips(ui, "schema.attribute.default", chips);
        if (clicked < 0) return;
        const std::string json = ids_after(chips, clicked);
        run(json == "[]" ? "null" : json);
    } else if (attribute.type == AttributeType::Choice) {
        if (begin_choice(ui, "schema.attribute.default", text ? *text : "–",
                         {.title = tr("What new spans get without being asked")}, 200)) {
            if (option(ui, "schema.attribute.default=", "–", !text)) run("null");
            for (const std::string& value : attribute.values)
                if (option(ui, ("schema.attribute.default=" + value).c_str(), value, text && value == *text))
                    run(json_string(value));
            end_choice();
        }
    } else {
        std::string shown = text ? *text : "";
        if (number) write_json_number(shown, *number);
        const bool counts = attribute.type == AttributeType::Number;
        text_field(
            ui, "schema.attribute.default", shown, "–", {.title = tr("What new spans get without being asked")},
            [call, counts](const std::string& typed) {
                if (typed.empty()) return call("null");
                return call(counts && read_json_number(typed) ? typed : json_string(typed));
            },
            200);
    }
}

// The labels that ask for it: the same as each label's own list, seen from the other side.
void asking_field(const Ui& ui, const AttributeDef& attribute)
{
    const Schema& schema = ui.app.project().schema();
    const auto has = [&](const std::vector<AttributeId>& ids) {
        return std::find(ids.begin(), ids.end(), attribute.id) != ids.end();
    };
    const auto turned = [&](const std::vector<AttributeId>& ids) {
        std::vector<std::string> next;
        for (const AttributeId& each : ids)
            if (each != attribute.id) next.push_back(each.text);
        if (!has(ids)) next.push_back(attribute.id.text);
        return ids_json(next);
    };
    std::vector<LabelId> on;
    for (const LabelDef& label : schema.labels)
        if (has(label.attributes)) on.push_back(label.id);
    begin_field(ui, tr("Asked of"));
    ImGui::BeginGroup();
    const int label = toggle_chips(ui, "schema.attribute.labels", label_chips(ui, on));
    if (label >= 0) {
        const LabelDef& def = schema.labels[static_cast<size_t>(label)];
        ui.wishes.run(
            "schema.label.set",
            Args().text("id", def.id.text).json("attributes", turned(def.attributes)).flag("ask", true).str());
    }
    std::vector<ToggleChip> chips{{"attributions", tr("Attributions"), nullptr, has(schema.attribution_attributes)},
                                  {"documents", tr("Articles"), nullptr, has(schema.document_attributes)}};
    for (const RelationType& type : schema.relations)
        chips.push_back({type.id.text, tr("Relation: {}", {title_of(type)}), nullptr, has(type.attributes)});
    const int other = toggle_chips(ui, "schema.attribute.asked", chips);
    ImGui::EndGroup();
    if (other == 0)
        ui.wishes.run(
            "schema.set",
            Args().json("attribution_attributes", turned(schema.attribution_attributes)).flag("ask", true).str());
    else if (other == 1)
        ui.wishes.run("schema.set",
                      Args().json("document_attributes", turned(schema.document_attributes)).flag("ask", true).str());
    else if (other > 1) {
        const RelationType& type = schema.relations[static_cast<size_t>(other - 2)];
        ui.wishes.run(
            "schema.relation.set",
            Args().text("id", type.id.text).json("attributes", turned(type.attributes)).flag("ask", true).str());
    }
}

}  // namespace

void attribute_form(const Ui& ui, const AttributeDef& attribute)
{
    form_heading(ui, title_of(attribute), tr("Asked of spans, relations, attributions or articles."));
    name_fields(ui, "attribute", attribute.id.text, attribute.title);
    type_field(ui, attribute);
    const bool chooses = attribute.type == AttributeType::Choice || attribute.type == AttributeType::Choices;
    if (chooses) values_field(ui, attribute);
    default_field(ui, attribute);
    space(4);
    asking_field(ui, attribute);
    std::vector<OtherOne> others;
    for (const AttributeDef& other : ui.app.project().schema().attributes)
        if (other.id != attribute.id) others.push_back({other.id.text, title_of(other)});
    removal_part(ui, "attribute", attribute.id.text, others);
}

// ---- Relations

void relation_form(const Ui& ui, const RelationType& type)
{
    form_heading(ui, title_of(type), tr("A link from one span of an article to another."));
    name_fields(ui, "relation", type.id.text, type.title);
    const auto set = [&](const char* field, const std::string& json) {
        ui.wishes.run("schema.relation.set", Args().text("id", type.id.text).json(field, json).flag("ask", true).str());
    };
    begin_field(ui, tr("Direction"));
    const int direction = segmented(ui, "schema.relation.directed", {tr_later("One way"), tr_later("Both ways")},
                                    type.directed ? 0 : 1, 200);
    if (direction >= 0) set("directed", direction == 0 ? "true" : "false");
    const auto ends = [&](const char* title, const char* name, const char* field, const std::vector<LabelId>& ids) {
        begin_field(ui, title);
        ImGui::BeginGroup();
        const std::vector<ToggleChip> chips = label_chips(ui, ids);
        const int clicked = toggle_chips(ui, name, chips);
        if (ids.empty()) text_line(ui, ui.quiet(), tr("None is chosen: any label will do."));
        ImGui::EndGroup();
        if (clicked >= 0) set(field, ids_after(chips, clicked));
    };
    ends(tr("From"), "schema.relation.from", "from", type.from);
    ends(tr("To"), "schema.relation.to", "to", type.to);
    begin_field(ui, tr("Attributes"));
    const std::vector<ToggleChip> chips = attribute_chips(ui, type.attributes);
    const int clicked = toggle_chips(ui, "schema.relation.attributes", chips);
    if (clicked >= 0) set("attributes", ids_after(chips, clicked));
    std::vector<OtherOne> others;
    for (const RelationType& other : ui.app.project().schema().relations)
        if (other.id != type.id) others.push_back({other.id.text, std::string(title_of(other))});
    removal_part(ui, "relation", type.id.text, others);
}

// ---- What there is only one of

void claim_relations_form(const Ui& ui)
{
    form_heading(ui, tr("Relations of claims"), tr("How one claim record, or a span, relates to another one's."));
    line_list(ui, "schema.claim_relation", ui.app.project().schema().claim_relations, tr("Add a relation"),
              [](const LineWish& wish) -> CommandCall {
                  Args args;
                  args.text("name", wish.line);
                  switch (wish.kind) {
                  case LineWish::Kind::Add: return {"schema.claim_relation.add", args.str()};
                  case LineWish::Kind::Rename: return {"schema.claim_relation.rename", args.text("to", wish.to).str()};
                  case LineWish::Kind::Remove: return {"schema.claim_relation.remove", args.flag("ask", true).str()};
                  case LineWish::Kind::Move: break;
                  }
                  return {"schema.claim_relation.move", args.number("to", static_cast<double>(wish.place)).str()};
              });
}

void asked_form(const Ui& ui)
{
    const Schema& schema = ui.app.project().schema();
    form_heading(ui, tr("Attributions and articles"),
                 tr("Which attributes each attribution, and each article, is asked for."));
    const auto chips_of = [&](const char* title, const char* name, const char* field,
                              const std::vector<AttributeId>& ids) {
        begin_field(ui, title);
        const std::vector<ToggleChip> chips = attribute_chips(ui, ids);
        const int clicked = toggle_chips(ui, name, chips);
        if (clicked >= 0)
            ui.wishes.run("schema.set", Args().json(field, ids_after(chips, clicked)).flag("ask", true).str());
    };
    chips_of(tr("Attributions"), "schema.attributions", "attribution_attributes", schema.attribution_attributes);
    space(6);
    chips_of(tr("Articles"), "schema.documents", "document_attributes", schema.document_attributes);
}

void guidelines_form(const Ui& ui)
{
    form_heading(
        ui, tr("Guidelines"),
        tr("How to annotate, in Markdown. A heading that names a label is shown beside the text when that label is "
           "worked with."));
    note_field(
        ui, "schema.guidelines", ui.app.project().info().guidelines, tr("# Person\nMark the whole name…"),
        {.title = tr("Guidelines of this project")},
        [](const std::string& text) {
            return CommandCall{"project.set", Args().text("guidelines", text).str()};
        },
        1000);
}

void packs_form(const Ui& ui)
{
    form_heading(ui, tr("Ready-made schemas"),
                 tr("Add one to what is there, or take it instead. What is marked by a label of the same id stays."));
    for (const SchemaPack& pack : ui.app.schema_packs()) {
        const std::string name(pack.name);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float right = at.x + ImGui::GetContentRegionAvail().x;
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        draw_text_in(draw, ui.list_strong(), at, {right - 170, at.y + 24}, pack.title);
        draw_text_in(draw, ui.quiet(), {at.x, at.y + 22}, {right - 170, at.y + 44}, pack.about);
        const auto offer = [&](const char* mode, const char* title, float from_right, const char* detail) {
            ImGui::SetCursorScreenPos({right - from_right, at.y + 6});
            if (button(ui, ("schema.pack." + std::string(mode) + ":" + name).c_str(), title, ButtonLook::Outlined,
                       {.title = title, .detail = detail}, 76))
                ui.wishes.run("schema.pack", Args().text("name", name).text("mode", mode).flag("ask", true).str());
        };
        offer("add", tr("Add"), 160, tr("Its labels come after those that are there."));
        offer("replace", tr("Replace"), 78, tr("You are asked first if anything that is marked would go."));
        ImGui::SetCursorScreenPos({at.x, at.y + 52});
        draw_hairline(draw, {at.x, at.y + 50}, {right, at.y + 50}, ui.theme.line);
    }
    ImGui::Dummy({1, 1});
}

}  // namespace glossator
