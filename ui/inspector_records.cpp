#include <algorithm>

#include "core/base/sort_stably.h"
#include "ui/inspector_parts.h"
#include "ui/language.h"

// What a span points to outside its document: an entity, or a claim record.
namespace glossator {

namespace {

constexpr size_t kMostCandidates = 100;
constexpr float kListWidth = 276;

struct Candidate {
    std::string id;
    std::string text;
    std::string detail;
    int score;
};

void keep_best(std::vector<Candidate>& candidates)
{
    sort_stably(candidates, [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);
}

// Its place among what the index finds likely, the best highest; 0 if it isn't.
template <class Found, class Id>
int rank_of(const std::vector<Found>& found, Id Found::*id, const Id& wanted)
{
    const auto at = std::find_if(found.begin(), found.end(), [&](const Found& each) { return each.*id == wanted; });
    return static_cast<int>(found.end() - at);
}

std::vector<Candidate> entity_candidates(App& app, std::string_view filter, std::string_view quote,
                                         const LabelId& label)
{
    const EntityIndex& index = app.session().proposals.entity_index;
    const bool ranked = filter.empty() && follow_indexes(app);
    const std::vector<EntityCandidate> found = index.find(quote, label, ranked ? kMostCandidates : 0);
    std::vector<Candidate> candidates;
    for (const auto& [id, entity] : app.project().entities()) {
        const LabelDef* type = app.project().schema().find(LabelId(entity.type));
        int best = filter.empty() ? rank_of(found, &EntityCandidate::id, id) : fuzzy_score(filter, entity.name);
        for (const std::string& alias : entity.aliases)
            if (!filter.empty()) best = std::max(best, fuzzy_score(filter, alias));
        if (best >= 0)
            candidates.push_back({id.text, entity.name.empty() ? id.text : entity.name,
                                  type ? std::string(title_of(*type)) : entity.type, best});
    }
    keep_best(candidates);
    return candidates;
}

std::vector<Candidate> claim_candidates(App& app, std::string_view filter, std::string_view quote, const SpanId& span)
{
    const ClaimIndex& index = app.session().proposals.claim_index;
    const bool ranked = filter.empty() && follow_indexes(app);
    const std::vector<ClaimCandidate> found = index.find({quote, span}, ranked ? kMostCandidates : 0);
    std::vector<Candidate> candidates;
    for (const auto& [id, claim] : app.project().claims()) {
        const int best = filter.empty() ? rank_of(found, &ClaimCandidate::claim, id) : fuzzy_score(filter, claim.text);
        if (best >= 0) candidates.push_back({id.text, claim.text.empty() ? id.text : claim.text, {}, best});
    }
    keep_best(candidates);
    return candidates;
}

struct Picked {
    enum class What { Nothing, None, Existing, New } what = What::Nothing;
    std::string text;  // the id, or the new record's text
};

// The list below an open choice: a filter, the candidates, one to make anew, one for none.
Picked pick(const Ui& ui, const std::string& name, const std::vector<Candidate>& candidates, const std::string& now,
            const std::string& quote)
{
    MenuMemory& memory = ui.app.session().views.picker;
    const std::string made = memory.filter.empty() ? quote : memory.filter;
    Picked picked;
    const int count = static_cast<int>(candidates.size());
    const FilterEvent event = filter_field(ui, (name + ".filter").c_str(), memory, tr("Find or make…"),
                                           ImGui::IsWindowAppearing(), std::max(count, 1));
    if (event == FilterEvent::Accepted) {
        if (count > 0)
            picked = {Picked::What::Existing, candidates[static_cast<size_t>(memory.chosen)].id};
        else
            picked = {Picked::What::New, made};
        ImGui::CloseCurrentPopup();
    }
    if (!now.empty() && memory.filter.empty() && option(ui, (name + "=").c_str(), tr("None"), false))
        picked.what = Picked::What::None;
    const float height = std::min(static_cast<float>(count), 7.0f) * 28;
    if (count > 0) {
        ImGui::BeginChild("candidates", {0, height}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
        ImGuiListClipper clipper;
        clipper.Begin(count, 28);
        while (clipper.Step()) {
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                const Candidate& candidate = candidates[static_cast<size_t>(i)];
                if (option(ui, (name + "=" + candidate.id).c_str(), candidate.text, candidate.id == now,
                           {.detail = candidate.detail}))
                    picked = {Picked::What::Existing, candidate.id};
            }
        }
        ImGui::EndChild();
    }
    if (option(ui, (name + "=new").c_str(), tr("New: “{}”", {elided(ui.list(), made, 180)}), false))
        picked = {Picked::What::New, made};
    if (picked.what != Picked::What::Nothing) ImGui::CloseCurrentPopup();
    return picked;
}

void reset_picker(const Ui& ui)
{
    if (ImGui::IsWindowAppearing()) ui.app.session().views.picker = {};
}

}  // namespace

void entity_part(const Ui& ui, const Document& document, const Span& span)
{
    separator(ui);
    const Project& project = ui.app.project();
    const Entity* entity = project.find(span.entity);
    const float width = begin_field(ui, tr("Entity"));
    const std::string quote = quote_of(*document.text, span, 120);
    if (begin_choice(ui, "inspector.entity", entity ? std::string_view(entity->name) : "–",
                     {.title = tr("Whom or what it names, in all articles")}, width, nullptr, kListWidth)) {
        reset_picker(ui);
        const auto candidates = entity_candidates(ui.app, ui.app.session().views.picker.filter, quote, span.label);
        const Picked picked = pick(ui, "inspector.entity", candidates, span.entity.text, quote);
        if (picked.what == Picked::What::None)
            ui.wishes.run("entity.assign", Args().text("span", span.id.text).null("entity").str());
        if (picked.what == Picked::What::Existing)
            ui.wishes.run("entity.assign", Args().text("span", span.id.text).text("entity", picked.text).str());
        if (picked.what == Picked::What::New)
            ui.wishes.run(
                "entity.create",
                Args().text("name", picked.text).text("type", span.label.text).text("span", span.id.text).str());
        end_choice();
    }
    if (!entity) return;
    const LabelDef* type = project.schema().find(LabelId(entity->type));
    begin_field(ui, "");
    text_line(ui, ui.quiet(),
              std::string(type ? title_of(*type) : std::string_view(entity->type)) + " · " +
                  counted(project.mentions(entity->id), "mention", "mentions"));
    const std::string id = entity->id.text;
    const float name_width = begin_field(ui, tr("Name"));
    text_field(
        ui, "inspector.entity.name", entity->name, tr("Name"), {.title = tr("The name by which it is listed")},
        [id](const std::string& text) {
            return CommandCall{"entity.set", Args().text("id", id).text("name", text).str()};
        },
        name_width);
}

void claim_part(const Ui& ui, const Document& document, const Span& span)
{
    separator(ui);
    const Project& project = ui.app.project();
    const Claim* claim = span.claim ? project.find(span.claim->id) : nullptr;
    const std::string quote = quote_of(*document.text, span);
    const auto assign = [&](std::string_view id, std::string_view relation) {
        ui.wishes.run("claim.assign",
                      Args().text("span", span.id.text).text("claim", id).text("relation", relation).str());
    };
    const float width = begin_field(ui, tr("Claim"));
    if (begin_choice(ui, "inspector.claim", claim ? std::string_view(claim->text) : "–",
                     {.title = tr("What it claims, in all articles")}, width, nullptr, kListWidth)) {
        reset_picker(ui);
        const auto candidates = claim_candidates(ui.app, ui.app.session().views.picker.filter, quote, span.id);
        const Picked picked = pick(ui, "inspector.claim", candidates, claim ? claim->id.text : std::string(), quote);
        if (picked.what == Picked::What::None)
            ui.wishes.run("claim.assign", Args().text("span", span.id.text).null("claim").str());
        if (picked.what == Picked::What::Existing)
            assign(picked.text, claim ? std::string_view(span.claim->relation) : "");
        if (picked.what == Picked::What::New)
            ui.wishes.run("claim.create", Args().text("text", picked.text).text("span", span.id.text).str());
        end_choice();
    }
    if (!claim) return;
    const std::vector<std::string>& relations = project.schema().claim_relations;
    if (!relations.empty()) {
        const float relation_width = begin_field(ui, tr("Relation"));
        const std::string& now = span.claim->relation;
        if (begin_choice(ui, "inspector.claim.relation", now.empty() ? "–" : now,
                         {.title = tr("How the span relates to the claim record")}, relation_width)) {
            if (option(ui, "inspector.claim.relation=", "–", now.empty())) assign(claim->id.text, "");
            for (const std::string& relation : relations)
                if (option(ui, ("inspector.claim.relation=" + relation).c_str(), relation, relation == now))
                    assign(claim->id.text, relation);
            end_choice();
        }
    }
    const std::string id = claim->id.text;
    note_field(ui, "inspector.claim.text", claim->text, tr("What is claimed"),
               {.title = tr("The claim in plain words")}, [id](const std::string& text) {
                   return CommandCall{"claim.set", Args().text("id", id).text("text", text).str()};
               });
    text_line(ui, ui.quiet(), counted(project.mentions(claim->id), "span makes it", "spans make it"));
}

}  // namespace glossator
