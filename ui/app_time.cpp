#include <cmath>

#include <imgui_internal.h>

#include "ui/app.h"

// The time that somebody works on a document, as its set tells it.
namespace glossator {

namespace {

// The set whose contents or details the edit changes; null for others.
const SetId* changed_set(const Edit& edit)
{
    if (const auto* put = std::get_if<PutSpan>(&edit)) return &put->set;
    if (const auto* gone = std::get_if<RemoveSpan>(&edit)) return &gone->set;
    if (const auto* put = std::get_if<PutAttribution>(&edit)) return &put->set;
    if (const auto* put = std::get_if<PutSet>(&edit)) return &put->info.id;
    return nullptr;
}

}  // namespace

// Time counts while input comes; a pause of more than a minute doesn't.
void App::count_time()
{
    constexpr double kPause_s = 60;
    if (ImGui::GetCurrentContext()->InputEventsTrail.empty()) return;
    const double now = platform_.now_s(), gap = now - last_input_s_;
    last_input_s_ = now;
    if (gap > 0 && gap <= kPause_s && session_.main_view == MainView::Text && !session_.document.empty())
        worked_s_[session_.document] += gap;
}

double App::uncounted_s(const DocumentId& id) const
{
    const auto worked = worked_s_.find(id);
    return worked == worked_s_.end() ? 0 : worked->second;
}

// It is kept with the next step of the set that is worked on: no step of its own, so that undo takes back what the
// user did and nothing else.
void App::add_time(Step& step)
{
    const AnnotationSet* open = set();
    const double worked = open ? std::floor(uncounted_s(open->info.document)) : 0;
    if (worked < 1) return;
    SetInfo info = open->info;
    bool is_about = false;
    for (const Edit& edit : step.edits) {
        if (const auto* gone = std::get_if<RemoveSet>(&edit); gone && gone->id == info.id) return;
        const SetId* changed = changed_set(edit);
        if (!changed || *changed != info.id) continue;
        is_about = true;
        if (const auto* put = std::get_if<PutSet>(&edit)) info = put->info;
    }
    if (!is_about) return;
    info.seconds = info.seconds.value_or(0) + worked;
    worked_s_[info.document] -= worked;
    step.edits.push_back(PutSet{std::move(info)});
}

// Undo must not take back time: what the set lost is to be kept with its next step.
void App::keep_time(const DocumentId& document, const SetId& id, double before)
{
    const AnnotationSet* now = project().find(id);
    if (now) worked_s_[document] += before - now->info.seconds.value_or(0);
}

}  // namespace glossator
