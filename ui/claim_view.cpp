#include <algorithm>

#include "ui/language.h"
#include "ui/record_view.h"

namespace glossator {

namespace {

constexpr RecordKind kKind{"claims",
                           "claim:",
                           tr_later("Claims"),
                           tr_later("Find a claim…"),
                           tr_later("What is claimed is listed here, once claim spans have a record."),
                           "view.claims",
                           "claim.merge",
                           false};

bool next_row(const Project& project, const std::string& after, std::vector<RecordRow>& rows)
{
    const auto next = project.claims().upper_bound(ClaimId(after));
    if (next == project.claims().end()) return false;
    const auto& [id, claim] = *next;
    rows.push_back({id.text, claim.text.empty() ? id.text : claim.text, project.mentions(id)});
    return true;
}

void on_row(const Ui& ui, const RecordRow& row, ImVec2 min, ImVec2)
{
    const Claim* claim = ui.app.project().find(ClaimId(row.id));
    if (claim && !claim->links.empty())
        draw_icon(*ImGui::GetWindowDrawList(), Icon::Dot, {min.x + 14, min.y + 13}, ui.quiet_ink, 8);
}

// Another record and what is said of it, then `buttons` at the right.
template <class Buttons>
void other_record(const Ui& ui, const Claim& other, std::string_view relation, float buttons_width,
                  const Buttons& buttons)
{
    ImGui::PushID(other.id.text.c_str());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_text_in(draw, ui.quiet(), {at.x, at.y}, {at.x + 90, at.y + 28}, relation);
    draw_text_in(draw, ui.list(), {at.x + (relation.empty() ? 8.0f : 94.0f), at.y},
                 {right - buttons_width - 8, at.y + 28}, other.text);
    ImGui::SetCursorScreenPos({right - buttons_width, at.y});
    buttons();
    ImGui::SetCursorScreenPos({at.x, at.y + 30});
    ImGui::Dummy({1, 0});
    ImGui::PopID();
}

void links(const Ui& ui, const Claim& claim)
{
    if (claim.links.empty()) return;
    section_heading(ui, tr("Linked"));
    for (const ClaimRecordLink& link : claim.links) {
        const Claim* other = ui.app.project().find(link.to);
        if (!other) continue;
        other_record(ui, *other, link.type, 34, [&] {
            if (icon_button(ui, ("claim.unlink:" + link.to.text).c_str(), Icon::Close,
                            {.title = tr("Take the link away")}))
                ui.wishes.run("claim.unlink", Args().text("from", claim.id.text).text("to", link.to.text).str());
        });
    }
}

void find_alike(const Ui& ui, const Claim& claim, RecordListMemory& memory)
{
    if (memory.alike_of == memory.spans_of) return;
    memory.alike.clear();
    if (!follow_indexes(ui.app)) return;
    memory.alike_of = memory.spans_of;
    const ClaimIndex& index = ui.app.session().proposals.claim_index;
    for (const ClaimCandidate& each : index.find({claim.text, {}, claim.id}, 12)) {
        const auto linked = [&](const ClaimRecordLink& link) { return link.to == each.claim; };
        if (each.claim.empty() || std::any_of(claim.links.begin(), claim.links.end(), linked)) continue;
        if (memory.alike.size() < 5) memory.alike.push_back(each.claim.text);
    }
}

// Other records that share words, each with a list of relations.
void perhaps_linked(const Ui& ui, const Claim& claim, RecordListMemory& memory)
{
    if (memory.alike.empty()) return;
    section_heading(ui, tr("Perhaps about the same"));
    for (const std::string& id : memory.alike) {
        const Claim* other = ui.app.project().find(ClaimId(id));
        if (!other) continue;
        other_record(ui, *other, {}, 110, [&] {
            const std::string name = "claim.relation:" + id;
            if (!begin_choice(ui, name.c_str(), tr("Link as…"), {.title = tr("How this claim relates to that one")},
                              110))
                return;
            for (const std::string& relation : ui.app.project().schema().claim_relations)
                if (option(ui, (name + "=" + relation).c_str(), relation, false))
                    ui.wishes.run("claim.link",
                                  Args().text("from", claim.id.text).text("to", id).text("type", relation).str());
            end_choice();
        });
    }
}

void spans(const Ui& ui, const Claim& claim, RecordListMemory& memory)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    section_heading(ui, counted(memory.spans.size(), "span makes it", "spans make it"));
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({right - 90, at.y});
    if (button(ui, "claim.delete", tr("Delete"), ButtonLook::Danger,
               {.title = tr("Delete the record and the links to it; its spans stay")}))
        ui.wishes.run("claim.delete", Args().text("id", claim.id.text).str());
    ImGui::SetCursorScreenPos({below.x, std::max(below.y, at.y + 32)});
    record_spans(ui, memory, false);
}

}  // namespace

void claim_view(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    RecordListMemory& memory = app.session().views.claims;
    record_list(ui, kKind, {memory, next_row, on_row}, area);
    if (const Claim* claim = app.project().find(ClaimId(memory.chosen))) {
        find_record_spans(app, memory, [](const MentionIndex& index, const std::string& id) -> decltype(auto) {
            return index.of(ClaimId(id));
        });
        find_alike(ui, *claim, memory);
        const std::string id = claim->id.text;
        ImGui::PushID(id.c_str());
        note_field(ui, "claim.text", claim->text, tr("What is claimed"), {.title = tr("The claim in plain words")},
                   [id](const std::string& text) {
                       return CommandCall{"claim.set", Args().text("id", id).text("text", text).str()};
                   });
        note_field(ui, "claim.note", claim->note, tr("Add a note"), {.title = tr("A note about the claim")},
                   [id](const std::string& text) {
                       return CommandCall{"claim.set", Args().text("id", id).text("note", text).str()};
                   });
        ImGui::PopID();
        links(ui, *claim);
        perhaps_linked(ui, *claim, memory);
        spans(ui, *claim, memory);
    }
    end_record_list();
}

}  // namespace glossator
