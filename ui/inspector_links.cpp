#include <algorithm>

#include "core/model/flags.h"
#include "core/model/plain_list.h"
#include "ui/inspector_parts.h"
#include "ui/language.h"
#include "ui/span_links.h"

// What a span is linked to inside its set: attributions and relations.
namespace glossator {

namespace {

using Role = AttributionRole;
constexpr const Role (&kRoles)[4] = kAttributionRoles;

const SpanLinks& links_of(const Ui& ui, const AnnotationSet& set, const Span& span)
{
    SpanLinks& links = ui.app.session().views.links;
    const Project& project = ui.app.project();
    if (links.span == span.id && links.revision == project.revision()) return links;
    links = find_links(project, set, span);
    links.tree = tree_around(project, *project.find(set.info.document), set, links.attributions);
    return links;
}

std::string note_of(const Attribution& attribution)
{
    const std::string* json = find_member(attribution.extra, kNoteKey);
    const Result<JsonDocument> note = JsonDocument::parse(json ? *json : "\"\"");
    return note ? std::string(note->root().string()) : std::string();
}

// A few words of the attribution: what is said, or who says it.
std::string summary(const Document& document, const AnnotationSet& set, const Attribution& attribution)
{
    for (const Role* role : {&kRoles[2], &kRoles[1], &kRoles[0]})
        for (const SpanId& id : attribution.*role->spans)
            if (const Span* span = set.spans.find(id)) return quoted(*document.text, *span, 100);
    return attribution.id.text;
}

void parent_choice(const Ui& ui, const Document& document, const AnnotationSet& set, const Attribution& attribution)
{
    const auto parent = set.attributions.find(attribution.parent);
    const float width = begin_field(ui, tr("Within"));
    const std::string name = "inspector.attribution.parent:" + attribution.id.text;
    const std::string value = parent == set.attributions.end() ? "–" : summary(document, set, parent->second);
    if (!begin_choice(ui, name.c_str(), value, {.title = tr("The attribution whose content this one stands in")},
                      width))
        return;
    const auto choose = [&](const Args& args) { ui.wishes.run("attribution.set", args.str()); };
    if (option(ui, (name + "=").c_str(), "–", attribution.parent.empty()))
        choose(Args().text("id", attribution.id.text).null("parent"));
    int shown = 0;
    for (const auto& [id, other] : set.attributions) {
        if (id == attribution.id || ++shown > 200) continue;
        if (option(ui, (name + "=" + id.text).c_str(), summary(document, set, other), id == attribution.parent))
            choose(Args().text("id", attribution.id.text).text("parent", id.text));
    }
    end_choice();
}

void role_rows(const Ui& ui, const Document& document, const AnnotationSet& set, const Attribution& attribution,
               const Span& focused)
{
    for (const Role& role : kRoles) {
        for (const SpanId& id : attribution.*role.spans) {
            const Span* span = set.spans.find(id);
            if (!span) continue;
            begin_field(ui, role.title);
            const std::string name = "inspector.attribution." + std::string(role.key) + ":" + id.text;
            if (id == focused.id) {
                const ImVec2 at = ImGui::GetCursorScreenPos();
                draw_text_in(*ImGui::GetWindowDrawList(), ui.quiet(), {at.x + 8, at.y}, {at.x + 200, at.y + 28},
                             tr("this span"));
                space(28);
                continue;
            }
            span_link(ui, name.c_str(), document, *span, nullptr);
        }
    }
}

// The attribution in a line, below what it stands in: who says what. `own`: the span takes part in it, and all of it
// stands below; else a click goes there.
void tree_row(const Ui& ui, const AttributionTree::Row& tree, bool own)
{
    constexpr float kHeight = 28, kIndent = 14, kButton = 26, kMostDepth = 6;
    const std::string& id = tree.id.text;
    const float depth = std::min(static_cast<float>(tree.depth), kMostDepth);
    ImGui::SetNextItemAllowOverlap();
    const Row row = list_row(ui, ("inspector.attribution.row:" + id).c_str(), false, kHeight);
    const float left = row.min.x + 4 + kIndent * depth, middle = (row.min.y + row.max.y) / 2;
    const float right = row.max.x - (own ? 2 * kButton : kButton) - 4;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (tree.depth > 0) {
        draw.AddLine({left - 8, row.min.y - 2}, {left - 8, middle}, ui.theme.accent, hairline());
        draw.AddLine({left - 8, middle}, {left - 2, middle}, ui.theme.accent, hairline());
    }
    const std::string source = tree.source.empty() ? tr("No source") : tree.source;
    const TextStyle style = tree.source.empty() ? ui.quiet() : own ? ui.list_strong() : ui.list();
    const float source_width = std::min(text_width(style, source), (right - left) * 0.7f);
    draw_text_in(draw, style, {left, row.min.y}, {left + source_width + 1, row.max.y}, source);
    const std::string rest = own || tree.content.empty() ? tree.cue : tree.cue + ": " + tree.content;
    draw_text_in(draw, ui.quiet(), {left + source_width + 6, row.min.y}, {right, row.max.y}, rest);
    tooltip(ui, {.title = source + " " + tree.cue, .detail = tree.content});
    if (row.clicked && !own && !tree.target.span.empty())
        ui.wishes.run("span.focus", Args().text("id", tree.target.span.text).str());
    ImGui::SetCursorScreenPos({row.max.x - (own ? 2 * kButton : kButton), row.min.y + 1});
    if (icon_button(ui, ("inspector.attribution.edit:" + id).c_str(), Icon::Pencil,
                    {.title = tr("Change this attribution below the text"), .command = own ? "attribution.edit" : ""},
                    true, kButton))
        ui.wishes.run("attribution.edit", Args().text("id", id).str());
    if (own) {
        ImGui::SetCursorScreenPos({row.max.x - kButton, row.min.y + 1});
        if (icon_button(ui, ("inspector.attribution.delete:" + id).c_str(), Icon::Close,
                        {.title = tr("Delete this attribution; its spans stay")}, true, kButton))
            ui.wishes.run("attribution.delete", Args().text("id", id).str());
    }
    ImGui::SetCursorScreenPos({row.min.x, row.max.y + 4});
    ImGui::Dummy({0, 0});
}

void attribution_block(const Ui& ui, const Document& document, const AnnotationSet& set, const Attribution& attribution,
                       const Span& focused)
{
    ImGui::PushID(attribution.id.text.c_str());
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(8, 4));
    role_rows(ui, document, set, attribution, focused);
    const std::string prefix = "inspector.attribution.attribute:";
    attribute_rows(ui, {ui.app.project().schema().attribution_attributes, attribution.attributes, "attribution.set",
                        attribution.id.text, prefix});
    if (set.attributions.size() > 1) parent_choice(ui, document, set, attribution);
    ImGui::PopStyleVar();
    note_field(ui, ("inspector.attribution.note:" + attribution.id.text).c_str(), note_of(attribution),
               tr("Add a note"), {.title = tr("A note about this attribution")},
               [id = attribution.id.text](const std::string& text) {
                   return CommandCall{"attribution.set", Args().text("id", id).text("note", text).str()};
               });
    flag_chips(ui, flags_of(attribution), "attribution", attribution.id.text);
    ImGui::PopID();
}

}  // namespace

void attribution_part(const Ui& ui, const Document& document, const AnnotationSet& set, const Span& span,
                      const LabelDef& label)
{
    constexpr size_t kMostRows = 100;
    const SpanLinks& links = links_of(ui, set, span);
    const size_t count = links.attributions.size();
    const bool says = label.layer == "attribution" || label.layer == "claim";
    if (count == 0 && !says) return;
    separator(ui);
    if (count > 0) section_heading(ui, count == 1 ? tr("Attribution") : tr("Attributions"));
    size_t shown = 0;
    for (const AttributionTree::Row& row : links.tree.rows) {
        const bool own =
            std::find(links.attributions.begin(), links.attributions.end(), row.id) != links.attributions.end();
        const auto found = set.attributions.find(row.id);
        if (found == set.attributions.end() || (!own && ++shown > kMostRows)) continue;
        tree_row(ui, row, own);
        if (own) attribution_block(ui, document, set, found->second, span);
    }
    if (count == 0)
        command_button(ui, "inspector.attribution.join", tr("Say who says it"), ButtonLook::Outlined,
                       {.title = tr("Who says it, and by which words"), .command = "attribution.propose"});
}

namespace {

void relation_row(const Ui& ui, const Document& document, const Relation& relation, const Span& other, bool leads_away)
{
    const Schema& schema = ui.app.project().schema();
    const RelationType* type = schema.find(relation.type);
    const std::string title(type ? title_of(*type) : std::string_view(relation.type.text));
    begin_field(ui, leads_away || (type && !type->directed) ? title : "← " + title);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    constexpr float kRemove = 28;
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    ImGui::SetNextItemAllowOverlap();
    const std::string& id = relation.id.text;
    span_link(ui, ("inspector.relation:" + id).c_str(), document, other, schema.find(other.label), kRemove);
    const ImVec2 next = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({right - kRemove, at.y});
    const Hint hint{.title = tr("Delete this relation; its spans stay")};
    if (icon_button(ui, ("inspector.relation.delete:" + id).c_str(), Icon::Close, hint, true, kRemove))
        ui.wishes.run("relation.delete", Args().text("id", id).str());
    ImGui::SetCursorScreenPos(next);
}

// Offers what the schema lets begin at the span or lead to it; the reading view then asks for the other end.
void relation_choice(const Ui& ui, const Span& span)
{
    const Hint hint{.title = tr("Relate this span to another one")};
    if (!begin_choice(ui, "inspector.relation.add", tr("Add a relation…"), hint)) return;
    const auto offer = [&](const RelationType& type, bool leads_away) {
        const std::string name = "inspector.relation.add=" + type.id.text + (leads_away ? "" : ".back");
        const std::string title(title_of(type));
        if (option(ui, name.c_str(), leads_away || !type.directed ? title : "← " + title, false)) {
            ui.app.session().linking = Linking{type.id, span.id, leads_away};
            if (is_slim()) ui.app.session().narrow_panel.reset();  // the other span is to be seen
        }
    };
    for (const RelationType& type : ui.app.project().schema().relations) {
        const bool begins = type.may_begin_at(span.label);
        if (begins) offer(type, true);
        if (type.may_lead_to(span.label) && (type.directed || !begins)) offer(type, false);
    }
    end_choice();
}

}  // namespace

void relation_part(const Ui& ui, const Document& document, const AnnotationSet& set, const Span& span)
{
    const SpanLinks& links = links_of(ui, set, span);
    const std::vector<RelationType>& types = ui.app.project().schema().relations;
    const bool may_take_part = std::any_of(types.begin(), types.end(), [&](const RelationType& type) {
        return type.may_begin_at(span.label) || type.may_lead_to(span.label);
    });
    if (links.relations.empty() && !may_take_part) return;
    separator(ui);
    section_heading(ui, tr("Relations"));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(8, 2));
    for (const RelationId& id : links.relations) {
        const auto found = set.relations.find(id);
        if (found == set.relations.end()) continue;
        const bool leads_away = found->second.from == span.id;
        if (const Span* other = set.spans.find(leads_away ? found->second.to : found->second.from))
            relation_row(ui, document, found->second, *other, leads_away);
    }
    if (may_take_part) relation_choice(ui, span);
    ImGui::PopStyleVar();
}

}  // namespace glossator
