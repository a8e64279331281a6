#include "ui/proposals.h"

#include <algorithm>

#include <imgui.h>

#include "core/edit/compose_review.h"
#include "ui/app.h"

namespace glossator {

namespace {

using About = Proposals::About;

constexpr size_t kMostBytes = 160;       // of a selection that may be a mention
constexpr double kIndexSeconds = 0.002;  // a frame
constexpr size_t kIndexRecords = 100;    // between two looks at the clock

// Entities that are like the words, and then those that were mentioned before.
void find_entities(const App& app, uint32_t from, const LabelId& label, Proposals& found)
{
    found.entities = found.entity_index.find(found.words, label, Proposals::kMost);
    if (!app.set()) return;
    for (const EntityId& id : recent_entities(*app.set(), from, {}, Proposals::kMost)) {
        const auto same = [&](const EntityCandidate& each) { return each.id == id; };
        if (found.entities.size() == Proposals::kMost) break;
        if (app.project().find(id) && std::none_of(found.entities.begin(), found.entities.end(), same))
            found.entities.push_back({id, EntityReason::Recent, {}, 0});
    }
}

// Where else the article has the words of `span`, case and all, without a span of its label.
void find_others(const Project& project, const AnnotationSet& set, const Span& span, Proposals& found)
{
    constexpr size_t kMostWork = 200'000;  // instructions; a long article is looked at in part
    if (span.at.size() != 1 || found.words.size() > kMostBytes) return;
    Occurrences others(project, {found.words, span.label, false, {{set.info.document, set.info.id}}});
    others.advance(kMostWork);
    for (const Occurrence& each : others.found()) found.others.push_back(each.at);
}

void find_for_span(const App& app, const Document& document, const Span& span, Proposals& found)
{
    const LabelDef* label = app.project().schema().find(span.label);
    if (!label) return;
    found.words = words_of(*document.text, span);
    if (label->layer == "entity" && span.entity.empty()) {
        found.about = About::Mention;
        find_entities(app, span.begin(), span.label, found);
    } else if (label->layer == "entity") {
        find_others(app.project(), *app.set(), span, found);
        if (!found.others.empty()) found.about = About::NamedMention;
    } else if (label->layer == "claim" && !span.claim) {
        found.claims = found.claim_index.find({found.words, span.id, {}, document.id}, Proposals::kMost);
        if (!found.claims.empty()) found.about = About::Claim;
    }
}

}  // namespace

void follow_step(Proposals& proposals, const Project& project, const std::vector<Edit>& edits)
{
    (void)proposals.entity_index.follow(project, edits, 0);
    (void)proposals.claim_index.follow(project, edits, 0);
    (void)proposals.mention_index.follow(project, edits, 0);
    (void)proposals.alike.follow(project, proposals.entity_index, edits, 0);
}

bool go_on_in_frame(App& app, bool (*go_on)(App& app))
{
    const double began = app.platform().now_s();
    do {
        if (go_on(app)) return true;
    } while (app.platform().now_s() - began < kIndexSeconds);
    app.session().at_work = true;
    return false;
}

bool follow_indexes(App& app)
{
    return go_on_in_frame(app, [](App& one) {
        Proposals& proposals = one.session().proposals;
        const std::vector<Edit>& edits = one.history().last_applied();
        return proposals.entity_index.follow(one.project(), edits, kIndexRecords) &&
               proposals.claim_index.follow(one.project(), edits, kIndexRecords);
    });
}

bool follow_mentions(App& app)
{
    return go_on_in_frame(app, [](App& one) {
        return one.session().proposals.mention_index.follow(one.project(), one.history().last_applied(),
                                                            5 * kIndexRecords);
    });
}

bool follow_alike(App& app)
{
    return follow_indexes(app) && go_on_in_frame(app, [](App& one) {
               Proposals& proposals = one.session().proposals;
               return proposals.alike.follow(one.project(), proposals.entity_index, one.history().last_applied(), 1);
           });
}

void find_proposals(App& app)
{
    Proposals& found = app.session().proposals;
    const Project& project = app.project();
    const Document* document = app.document();
    const TextRange selected = app.session().selection.range();
    const SpanId focused = app.focused() && selected.empty() ? app.session().focused : SpanId();
    const bool same_place = found.document == app.session().document && found.span == focused &&
                            (!focused.empty() || found.range == selected);
    if (same_place && found.revision == project.revision() && found.project == project.info().id.text) return;
    // Nothing moves under a hand that drags: what was proposed keeps its room until the button is up.
    if (ImGui::IsMouseDown(ImGuiMouseButton_Left) && found.document == app.session().document &&
        found.revision == project.revision() && found.project == project.info().id.text)
        return;
    found.about = About::Nothing;
    found.entities.clear();
    found.claims.clear();
    found.others.clear();
    found.chosen = 0;
    found.words.clear();
    found.revision = project.revision();
    found.project = project.info().id.text;
    found.document = app.session().document;
    found.span = focused;
    found.range = selected;
    if (!document || (focused.empty() && (selected.empty() || selected.size() > kMostBytes))) return;
    if (!follow_indexes(app)) {
        found.revision = ~0ull;  // again in the next frame
        return;
    }
    if (!focused.empty()) return find_for_span(app, *document, *app.focused(), found);
    found.words = document->text->slice(selected);
    if (compared_words(found.words).empty()) return;
    find_entities(app, selected.begin, {}, found);
    if (!found.entities.empty()) found.about = About::Selection;
}

}  // namespace glossator
