#include <algorithm>

#include "ui/language.h"
#include "ui/widgets.h"

// MainView::Import: files that were opened and wait, what they would bring, and what its labels and so on become here.
namespace glossator {

namespace {

constexpr float kTop = 48, kFactsWidth = 340, kRow = 32, kTargetWidth = 250, kButtonWidth = 110;

void heading(const Ui& ui, Area area)
{
    const ImVec2 at{area.min.x + 16, area.min.y + 8};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float buttons = area.max.x - 16 - 2 * kButtonWidth - 8;
    draw_text_in(draw, ui.strong(), at, {buttons - 8, at.y + 32}, tr("Import"));
    ImGui::SetCursorScreenPos({buttons, at.y});
    command_button(ui, "import.cancel", tr("Cancel"), ButtonLook::Outlined,
                   {.title = tr("Leave all of it out"), .command = "import.cancel", .keys = "Escape"}, kButtonWidth);
    ImGui::SetCursorScreenPos({buttons + kButtonWidth + 8, at.y});
    command_button(ui, "import.take", tr("Import"), ButtonLook::Primary,
                   {.title = tr("Take it in, as one step"), .command = "import.take", .keys = "Enter"}, kButtonWidth);
    draw_hairline(draw, {area.min.x, area.min.y + kTop}, {area.max.x, area.min.y + kTop}, ui.theme.line);
}

void fact(const Ui& ui, size_t count, std::string_view one, std::string_view many)
{
    if (count > 0) text_block(ui.list(), counted(count, one, many));
}

void ways(const Ui& ui, float width)
{
    const Importing& in = *ui.app.session().importing;
    const bool any_open = !ui.app.project().documents().empty();
    if (any_open) {
        const int clicked = segmented(ui, "import.into", {tr_later("Into this project"), tr_later("As its own")},
                                      in.own ? 1 : 0, width);
        if (clicked >= 0) ui.wishes.run("import.choose", Args().flag("own", clicked == 1).str());
        space(6);
    }
    if (in.own) {
        std::string text = tr("As a project of its own, just as the files are.");
        if (any_open)
            text += " " + std::string(tr("What is open now is put away; the history lists what was kept of it."));
        text_block(ui.quiet(), text);
    } else {
        text_block(ui.quiet(), tr("Into the open project, as one step that can be undone."));
    }
    space(12);
}

void facts(const Ui& ui, float width)
{
    const Importing& in = *ui.app.session().importing;
    const ImportPlan& plan = in.plan;
    section_heading(ui, tr("What comes"));
    fact(ui, plan.documents, "document", "documents");
    fact(ui, plan.spans, "span", "spans");
    fact(ui, plan.relations, "relation", "relations");
    fact(ui, plan.attributions, "attribution", "attributions");
    fact(ui, plan.entities, "entity", "entities");
    fact(ui, plan.claims, "claim", "claims");
    if (plan.documents == 0) text_block(ui.quiet(), tr("Nothing is left that isn't here already."));
    if (!in.own && (plan.shared > 0 || in.skips)) {
        space(8);
        text_block(ui.list(), in.skips ? tr("Documents that are here already, by their text, are skipped.")
                                       : tr("Here already, by their text: {}. What is marked in them comes beside what "
                                            "is marked here.",
                                            {counted(plan.shared, "document", "documents")}));
        space(4);
        const int clicked = segmented(ui, "import.shared", {tr_later("Beside"), tr_later("Skip")}, in.skips ? 1 : 0,
                                      std::min(width, 180.0f));
        if (clicked >= 0) ui.wishes.run("import.choose", Args().flag("skip", clicked == 1).str());
    }
    if (!in.own && plan.left_out.loses()) {
        space(8);
        text_block(colored(ui.list(), ui.theme.error), tr("Left out, as chosen: {}.", {told(plan.left_out)}));
    }
}

void files(const Ui& ui)
{
    const Importing& in = *ui.app.session().importing;
    space(12);
    section_heading(ui, in.files.size() == 1 ? tr("File") : tr("Files"));
    constexpr size_t kShown = 12;
    for (size_t i = 0; i < std::min(kShown, in.files.size()); ++i) {
        const Importing::File& file = in.files[i];
        text_line(ui, ui.list(), file.name, 0, Cut::Middle);
        text_line(ui, ui.tag(), file.format + ", " + counted(file.documents, "document", "documents"));
        space(2);
    }
    if (in.files.size() > kShown) text_block(ui.quiet(), tr("and {} more", {with_thousands(in.files.size() - kShown)}));
    if (in.told.empty()) return;
    space(12);
    section_heading(ui, tr("To be known"));
    constexpr size_t kTold = 50;
    for (size_t i = 0; i < std::min(kTold, in.told.size()); ++i) {
        const Problem& problem = in.told[i];
        const std::string where = problem.place.empty() ? problem.file : problem.file + ", " + problem.place;
        if (!where.empty()) text_line(ui, ui.tag(), where, 0, Cut::Middle);
        const bool is_error = problem.severity == Problem::Severity::Error;
        text_block(is_error ? colored(ui.list(), ui.theme.error) : ui.list(), problem.message);
        space(4);
    }
    if (in.told.size() > kTold) text_block(ui.quiet(), tr("and {} more", {with_thousands(in.told.size() - kTold)}));
}

std::string_view title_of(ImportKind kind)
{
    switch (kind) {
    case ImportKind::Label: return tr("Labels");
    case ImportKind::Attribute:
    case ImportKind::Value: return tr("Attributes and their values");
    case ImportKind::RelationType: return tr("Relations");
    case ImportKind::ClaimRelation: break;
    }
    return tr("Links between claims");
}

// How a definition of the open schema is called on the screen.
std::string shown_target(const Schema& schema, const ImportName& name, const std::string& id)
{
    if (name.kind == ImportKind::Label)
        if (const LabelDef* def = schema.find(LabelId(id))) return std::string(glossator::title_of(*def));
    if (name.kind == ImportKind::Attribute)
        if (const AttributeDef* def = schema.find(AttributeId(id))) return glossator::title_of(*def);
    if (name.kind == ImportKind::RelationType)
        if (const RelationType* def = schema.find(RelationTypeId(id))) return std::string(glossator::title_of(*def));
    return id;
}

float target_width(float row_width)
{
    return std::min(kTargetWidth, row_width * 0.55f);
}

Args args_of(const ImportName& name)
{
    Args args;
    args.text("kind", name_of(name.kind)).text("id", name.id);
    if (name.kind == ImportKind::Value) args.text("value", name.value);
    return args;
}

void target(const Ui& ui, const ImportItem& item, const std::string& control, float width)
{
    const Importing& in = *ui.app.session().importing;
    const Schema &ours = ui.app.project().schema(), &theirs = in.incoming.project().schema();
    const ImportName& name = item.name;
    const std::string& called = name.kind == ImportKind::Value ? name.value : name.id;
    const std::string itself = item.known ? shown_target(ours, name, called) : tr("New: {}", {called});
    const ImportTarget& now = item.target;
    const std::string value = now.kind == ImportTarget::Kind::Nothing ? tr("Left out")
                              : now.kind == ImportTarget::Kind::Other ? shown_target(ours, name, now.other)
                                                                      : itself;
    const bool is_label = name.kind == ImportKind::Label;
    const LabelDef* sample = nullptr;
    if (is_label && now.kind != ImportTarget::Kind::Nothing) {
        sample = ours.find(LabelId(now.kind == ImportTarget::Kind::Other ? now.other : called));
        if (!sample || (!item.known && now.kind == ImportTarget::Kind::Itself)) sample = theirs.find(LabelId(called));
    }
    if (!begin_choice(ui, control.c_str(), value, {.title = tr("What it becomes here")}, width, sample, kTargetWidth))
        return;
    if (option(ui, (control + "=itself").c_str(), itself, now.kind == ImportTarget::Kind::Itself))
        ui.wishes.run("import.map", args_of(name).str());
    for (const std::string& id : import_targets(ours, theirs, name, in.mapping)) {
        if (item.known && id == called) continue;
        const bool chosen = now.kind == ImportTarget::Kind::Other && now.other == id;
        const LabelDef* label = is_label ? ours.find(LabelId(id)) : nullptr;
        if (option(ui, (control + "=to:" + id).c_str(), shown_target(ours, name, id), chosen, {.sample = label}))
            ui.wishes.run("import.map", args_of(name).text("to", id).str());
    }
    if (option(ui, (control + "=left_out").c_str(), tr("Leave it out"), now.kind == ImportTarget::Kind::Nothing))
        ui.wishes.run("import.map", args_of(name).flag("leave_out", true).str());
    end_choice();
}

void row(const Ui& ui, const ImportItem& item, float width)
{
    const Importing& in = *ui.app.session().importing;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (!ImGui::IsRectVisible({width, kRow})) return ImGui::Dummy({width, kRow});
    const ImportName& name = item.name;
    const bool is_value = name.kind == ImportKind::Value;
    std::string control = std::string("import.target:") + name_of(name.kind) + ":" + name.id;
    if (is_value) control += ":" + name.value;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_number(draw, ui.list(), at.x + 40, at.y + 7, item.uses);
    float left = at.x + (is_value ? 72 : 52);
    if (name.kind == ImportKind::Label)
        if (const LabelDef* label = in.incoming.project().schema().find(LabelId(name.id))) {
            draw_sample(draw, ui, *label, {left, at.y + 8}, {left + kSampleWidth, at.y + 21});
            left += kSampleWidth + 8;
        }
    const float choice = at.x + width - target_width(width);
    const std::string& called = is_value ? name.value : name.id;
    draw_text_in(draw, item.known || in.own ? ui.list() : ui.list_strong(), {left, at.y},
                 {in.own ? at.x + width : choice - 12, at.y + kRow - 2}, called);
    if (!in.own) {
        ImGui::SetCursorScreenPos({choice, at.y + 1});
        target(ui, item, control, target_width(width));
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, kRow});
}

void rows(const Ui& ui)
{
    const Importing& in = *ui.app.session().importing;
    const float width = ImGui::GetContentRegionAvail().x - 8;
    if (in.plan.items.empty()) {
        text_block(ui.quiet(), tr("No labels, attributes or relations come with it."));
        return;
    }
    std::string_view part;
    for (const ImportItem& item : in.plan.items) {
        if (part != title_of(item.name.kind)) {
            if (!part.empty()) space(14);
            part = title_of(item.name.kind);
            section_heading(ui, part);
        }
        row(ui, item, width);
    }
}

}  // namespace

void import_view(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    plan_import(app);
    begin_panel("import", area, ui.theme.paper, PanelScroll::No, {0, 0});
    app.controls().mark("import", area.min, area.max);
    const bool is_free = app.session().popup == Popup::None && !app.session().question;
    if (is_free && !app.wants_text_input() && !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) &&
        ImGui::IsKeyPressed(ImGuiKey_Enter, false))
        wishes.run("import.take");
    heading(ui, area);
    const float width = std::min(kFactsWidth, area.width() * 0.4f), top = area.min.y + kTop + 1;
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x + width, top}, {area.min.x + width, area.max.y},
                  ui.theme.line);
    ImGui::SetCursorScreenPos({area.min.x + 16, top + 12});
    ImGui::BeginChild("facts", {width - 24, area.max.y - top - 16}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    ways(ui, width - 40);
    facts(ui, width - 40);
    files(ui);
    ImGui::EndChild();
    ImGui::SetCursorScreenPos({area.min.x + width + 16, top + 12});
    const float room = std::min(720.0f, area.width() - width - 24);
    ImGui::BeginChild("rows", {room, area.max.y - top - 16}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    rows(ui);
    ImGui::EndChild();
    end_panel();
}

}  // namespace glossator
