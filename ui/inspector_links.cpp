#include <algorithm>

#include "core/base/sort_stably.h"
#include "core/model/flags.h"
#include "core/model/plain_list.h"
#include "ui/inspector_parts.h"
#include "ui/reading_marks.h"
#include "ui/span_links.h"

// What a span is linked to inside its set: attributions and relations.
namespace glossator {

namespace {

using SpanIds = std::vector<SpanId>;

using Role = AttributionRole;
constexpr const Role (&kRoles)[4] = kAttributionRoles;

bool has(const SpanIds& ids, const SpanId& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

const SpanLinks& links_of(const Ui& ui, const AnnotationSet& set, const Span& span)
{
    SpanLinks& links = ui.app.session().views.links;
    const Project& project = ui.app.project();
    if (links.span != span.id || links.revision != project.revision()) links = find_links(project, set, span);
    return links;
}

std::string ids_json(const SpanIds& ids)
{
    std::string json;
    for (const SpanId& id : ids) {
        json += json.empty() ? "" : ",";
        write_json_string(json, id.text);
    }
    return "[" + json + "]";
}

std::string note_of(const Attribution& attribution)
{
    const std::string* json = find_member(attribution.extra, kNoteKey);
    const Result<JsonDocument> note = JsonDocument::parse(json ? *json : "\"\"");
    return note ? std::string(note->root().string()) : std::string();
}

// The role that a span with this label has by its nature.
const Role& natural_role(const LabelDef& label)
{
    switch (shape_of(label)) {
    case MarkShape::Dotted:
    case MarkShape::Underline: return kRoles[0];
    case MarkShape::Dashed: return kRoles[1];
    default: return kRoles[2];
    }
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
    const float width = begin_field(ui, "Within");
    const std::string name = "inspector.attribution.parent:" + attribution.id.text;
    const std::string value = parent == set.attributions.end() ? "–" : summary(document, set, parent->second);
    if (!begin_choice(ui, name.c_str(), value, {.title = "The attribution whose content this one stands in"}, width))
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
                             "this span");
                space(28);
                continue;
            }
            span_link(ui, name.c_str(), document, *span, nullptr);
        }
    }
}

void attribution_block(const Ui& ui, const Document& document, const AnnotationSet& set, const Attribution& attribution,
                       const Span& focused)
{
    ImGui::PushID(attribution.id.text.c_str());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    ImGui::SetNextItemAllowOverlap();
    section_heading(ui, "Attribution");
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({right - 24, at.y});
    const std::string remove = "inspector.attribution.delete:" + attribution.id.text;
    if (icon_button(ui, remove.c_str(), Icon::Close, {.title = "Delete this attribution; its spans stay"}, true, 24))
        ui.wishes.run("attribution.delete", Args().text("id", attribution.id.text).str());
    ImGui::SetCursorScreenPos(below);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(8, 4));
    role_rows(ui, document, set, attribution, focused);
    const std::string prefix = "inspector.attribution.attribute:";
    attribute_rows(ui, {ui.app.project().schema().attribution_attributes, attribution.attributes, "attribution.set",
                        attribution.id.text, prefix});
    if (set.attributions.size() > 1) parent_choice(ui, document, set, attribution);
    ImGui::PopStyleVar();
    note_field(ui, ("inspector.attribution.note:" + attribution.id.text).c_str(), note_of(attribution), "Add a note",
               {.title = "A note about this attribution"}, [id = attribution.id.text](const std::string& text) {
                   return CommandCall{"attribution.set", Args().text("id", id).text("note", text).str()};
               });
    flag_chips(ui, flags_of(attribution), "attribution", attribution.id.text);
    ImGui::PopID();
}

// How far the nearest of the attribution's spans is from `span`, bytes.
uint32_t distance(const AnnotationSet& set, const Attribution& attribution, const Span& span)
{
    uint32_t nearest = ~0u;
    for (const Role& role : kRoles) {
        for (const SpanId& id : attribution.*role.spans) {
            const Span* other = set.spans.find(id);
            if (!other) continue;
            const uint32_t gap = other->begin() >= span.end()   ? other->begin() - span.end()
                                 : span.begin() >= other->end() ? span.begin() - other->end()
                                                                : 0;
            nearest = std::min(nearest, gap);
        }
    }
    return nearest;
}

// Offers the attributions close to the span, and a new one.
void join_choice(const Ui& ui, const Document& document, const AnnotationSet& set, const Span& span, const Role& role)
{
    const Hint hint{.title = "Say who said what: put this span into an attribution"};
    if (!begin_choice(ui, "inspector.attribution.join", "Add to an attribution", hint)) return;
    if (option(ui, "inspector.attribution.join=new", std::string("New, with this as its ") + role.title, false))
        ui.wishes.run("attribution.create", Args().json(role.key, ids_json({span.id})).str());
    constexpr uint32_t kNearBytes = 2000;
    constexpr size_t kMost = 12;
    std::vector<std::pair<uint32_t, const Attribution*>> near;
    for (const auto& [id, attribution] : set.attributions) {
        const uint32_t gap = distance(set, attribution, span);
        if (gap < kNearBytes && !has(attribution.*role.spans, span.id)) near.push_back({gap, &attribution});
    }
    sort_stably(near, [](const auto& a, const auto& b) { return a.first < b.first; });
    if (near.size() > kMost) near.resize(kMost);
    for (const auto& [gap, attribution] : near) {
        const std::string name = "inspector.attribution.join=" + attribution->id.text;
        if (!option(ui, name.c_str(), summary(document, set, *attribution), false)) continue;
        SpanIds spans = attribution->*role.spans;
        spans.push_back(span.id);
        ui.wishes.run("attribution.set", Args().text("id", attribution->id.text).json(role.key, ids_json(spans)).str());
    }
    end_choice();
}

}  // namespace

void attribution_part(const Ui& ui, const Document& document, const AnnotationSet& set, const Span& span,
                      const LabelDef& label)
{
    const SpanLinks& links = links_of(ui, set, span);
    for (const AttributionId& id : links.attributions) {
        const auto found = set.attributions.find(id);
        if (found == set.attributions.end()) continue;
        separator(ui);
        attribution_block(ui, document, set, found->second, span);
    }
    if (label.layer != "attribution" && label.layer != "claim") return;
    if (links.attributions.empty()) separator(ui);
    join_choice(ui, document, set, span, natural_role(label));
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
    const Hint hint{.title = "Delete this relation; its spans stay"};
    if (icon_button(ui, ("inspector.relation.delete:" + id).c_str(), Icon::Close, hint, true, kRemove))
        ui.wishes.run("relation.delete", Args().text("id", id).str());
    ImGui::SetCursorScreenPos(next);
}

// Offers what the schema lets begin at the span or lead to it; the reading view then asks for the other end.
void relation_choice(const Ui& ui, const Span& span)
{
    const Hint hint{.title = "Relate this span to another one"};
    if (!begin_choice(ui, "inspector.relation.add", "Add a relation…", hint)) return;
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
    section_heading(ui, "Relations");
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
