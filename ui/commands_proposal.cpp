#include <algorithm>

#include "ui/command_table.h"
#include "ui/language.h"
#include "ui/visibility.h"

// What is proposed for the selection or the focused span: taken by a key, or made anew.
namespace glossator {

namespace {

using About = Proposals::About;

constexpr uint32_t kRelations = 9;

Result<std::string> focus_made(App& app, Result<Composed> composed)
{
    const Result<std::vector<std::string>> ids = app.run(std::move(composed));
    if (!ids) return fail(ids.error());
    const uint32_t end = app.session().selection.range().end;
    app.session().selection = {end, end};
    app.focus(SpanId(ids->front()));
    return ids_json(*ids);
}

// The selection, or the focused span, is a mention of something new.
Result<std::string> mark_new(App& app, JsonValue args)
{
    const Result<std::string> label = required_text(args, "label");
    if (!label) return fail(label.error());
    const std::optional<TextRange> at = app.label_target();
    if (!at) return fail(ErrorCode::NotFound, tr("Select some text first."));
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    show_again(app, LabelId(*label));
    const std::string name(app.document()->text->slice(*at));
    return focus_made(app, create_mention(app.context(), LabelId(*label), {*at}, {}, name));
}

Result<std::string> take_entity(App& app, const EntityId& id)
{
    const Proposals& proposals = app.session().proposals;
    if (proposals.about == About::Mention) return run_composed(app, assign_entity(app.context(), proposals.span, id));
    const Entity* entity = app.project().find(id);
    const LabelDef* label = entity ? app.project().schema().find(LabelId(entity->type)) : nullptr;
    if (!label)
        return fail(ErrorCode::NotFound,
                    tr("“{}” has no label as its type: label the words first.", {(entity ? entity->name : id.text)}));
    if (const Status ready = app.begin_set(); !ready) return fail(ready.error());
    show_again(app, label->id);
    return focus_made(app, create_mention(app.context(), label->id, {proposals.range}, id, {}));
}

// Entities are taken; a claim is shown beside the words, to be related to.
Result<std::string> take(App& app, uint32_t number)
{
    Proposals& proposals = app.session().proposals;
    if (proposals.about == About::Claim && number < proposals.claims.size()) {
        proposals.chosen = number;
        return nothing_made();
    }
    if (number >= proposals.entities.size())
        return fail(ErrorCode::NotFound, tr("Nothing with that number is proposed."));
    return take_entity(app, proposals.entities[number].id);
}

Result<std::string> take_new(App& app, JsonValue)
{
    const Proposals& proposals = app.session().proposals;
    const Span* span = app.focused();
    if (!span) return fail(ErrorCode::NotFound, tr("Label the words first."));
    if (proposals.about == About::Claim)
        return run_command(app, "claim.create", Args().text("text", proposals.words).text("span", span->id.text).str());
    return run_command(
        app, "entity.create",
        Args().text("name", proposals.words).text("type", span->label.text).text("span", span->id.text).str());
}

Result<std::string> relate(App& app, uint32_t number)
{
    const Proposals& proposals = app.session().proposals;
    const std::vector<std::string>& relations = app.project().schema().claim_relations;
    if (number >= relations.size()) return fail(ErrorCode::NotFound, tr("The schema has no such relation of claims."));
    const ClaimCandidate& candidate = proposals.claims[proposals.chosen];
    const std::string& relation = relations[number];
    if (candidate.claim.empty())
        return run_composed(app, relate_claims(app.context(), proposals.span, candidate.span, relation));
    return run_composed(app, assign_claim(app.context(), proposals.span, candidate.claim, relation));
}

// The same words elsewhere in the article, with the same label and entity, in one step.
Result<std::string> mark_others(App& app, JsonValue)
{
    const Span* span = app.focused();
    const AnnotationSet* set = app.set();
    std::vector<Occurrence> others;
    for (const TextRange at : app.session().proposals.others)
        others.push_back({app.session().document, set->info.id, at, {}});
    return run_composed(app, label_occurrences(app.context(), span->label, span->entity, others));
}

// What is proposed, as it stands on the screen.
Result<std::string> list(App& app, JsonValue)
{
    const Proposals& proposals = app.session().proposals;
    std::vector<std::string> entities;
    for (const EntityCandidate& candidate : proposals.entities) entities.push_back(candidate.id.text);
    std::string claims;
    for (const ClaimCandidate& candidate : proposals.claims) {
        Args claim;
        candidate.claim.empty() ? claim.null("claim") : claim.text("claim", candidate.claim.text);
        candidate.span.empty() ? claim.null("span") : claim.text("span", candidate.span.text);
        claims += (claims.empty() ? "" : ",") + claim.str();
    }
    Args object;
    object.json("entities", ids_json(entities)).json("claims", "[" + claims + "]");
    if (app.document()) object.json("others", ranges_json(*app.document()->text, proposals.others));
    return object.str();
}

bool is_about(const App& app, About about)
{
    return app.session().proposals.about == about;
}

constexpr const char* kTitles[] = {"Take the first proposal",   "Take the second proposal", "Take the third proposal",
                                   "Take the fourth proposal",  "Take the fifth proposal",  "Take the sixth proposal",
                                   "Take the seventh proposal", "Take the eighth proposal", "Take the ninth proposal"};
constexpr const char* kDigits[] = {"1", "2", "3", "4", "5", "6", "7", "8", "9"};

}  // namespace

void add_proposal_commands(CommandTable& table)
{
    for (uint32_t i = 0; i < Proposals::kMost; ++i) {
        CommandSpec spec{"proposal.take:" + std::to_string(i + 1), kTitles[i], "Proposals", {}, kDigits[i]};
        spec.number = i;
        spec.enabled = [](const App& app) {
            return !app.session().proposals.entities.empty() || is_about(app, About::Claim);
        };
        spec.run_number = take;
        table.push_back(std::move(spec));
    }
    CommandSpec fresh{"proposal.new", "A new entity or claim record for the span", "Proposals", {}, "0"};
    fresh.enabled = [](const App& app) { return is_about(app, About::Mention) || is_about(app, About::Claim); };
    fresh.run = take_new;
    table.push_back(std::move(fresh));
    CommandSpec others{
        "proposal.others", "The same entity for the same words elsewhere in the article", "Proposals", {}, "*"};
    others.enabled = [](const App& app) { return is_about(app, About::NamedMention); };
    others.run = mark_others;
    table.push_back(std::move(others));
    for (uint32_t i = 0; i < kRelations; ++i) {
        CommandSpec spec{"claim.relate:" + std::to_string(i + 1),
                         "Relate to the claim beside it",
                         "Proposals",
                         {ImGuiMod_Alt | static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i))}};
        spec.number = i;
        spec.enabled = [](const App& app) { return is_about(app, About::Claim); };
        spec.run_number = relate;
        table.push_back(std::move(spec));
    }
    add_script(table, "proposal.list", "What is proposed", list);
    add_script(table, "entity.mark_new", "Label the selection as a mention of a new entity", mark_new);
}

}  // namespace glossator
