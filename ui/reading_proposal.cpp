#include <cmath>

#include "ui/reading_view.h"

// The proposed attribution in the text: dashed frames with the names of their roles, unlike any span's marks.
namespace glossator {

namespace {

constexpr float kDash = 4, kPause = 3, kNameHeight = 13;

void frame_words(ImDrawList& draw, const Box& box, ImU32 color, float thickness)
{
    const float left = std::floor(box.x - 2) + 0.5f, right = std::floor(box.x + box.width + 2) + 0.5f;
    const float top = std::floor(box.y) + 0.5f, bottom = std::floor(box.y + box.height) + 0.5f;
    for (const float y : {top, bottom}) draw_dashes(draw, {left, y}, {right, y}, color, thickness, kDash, kPause);
    for (const float x : {left, right}) draw_dashes(draw, {x, top}, {x, bottom}, color, thickness, kDash, kPause);
}

}  // namespace

void ReadingView::paint_proposal(App& app)
{
    const std::optional<Proposal>& proposal = app.session().proposal;
    if (!proposal) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Theme& theme = app.theme();
    float taken_from = 0, taken_until = 0, taken_y = -1;  // by names on the line that was named last
    for (size_t role = 0; role < std::size(kDraftRoles); ++role) {
        const bool active = proposal->role == role;
        for (const DraftSpan& span : proposal->draft.*kDraftRoles[role].spans) {
            const LabelDef* label = app.project().schema().find(span.label);
            const LabelInk ink =
                label ? inks_.of(*label, theme) : LabelInk{theme.accent, theme.accent, 0, theme.accent, 1};
            bool named = false;
            for (const TextRange range : span.at) {
                for (const Box& box : page_->boxes(range)) {
                    draw.AddRectFilled({box.x - 2, box.y}, {box.x + box.width + 2, box.y + box.height},
                                       with_alpha(ink.fill, active ? 0.16f : 0.08f));
                    frame_words(draw, box, ink.stroke, active ? 2.0f : 1.0f);
                    if (std::exchange(named, true)) continue;
                    const ParagraphLayout& name =
                        app.text().lay_out(FontStyle::Strong, kTagSize, tr(kDraftRoles[role].title));
                    const float y = box.y + box.height + 1;
                    const float x =
                        taken_y == y && box.x < taken_until && box.x > taken_from - 40 ? taken_until + 4 : box.x - 2;
                    const float right = x + name.lines[0].width + 6;
                    draw.AddRectFilled({x, y}, {right, y + kNameHeight}, active ? ink.tag : theme.paper, 3);
                    app.text().draw_line(draw, name, 0, kTagSize, {x + 3, y + 10}, active ? theme.paper : ink.tag);
                    taken_from = x;
                    taken_until = right;
                    taken_y = y;
                }
            }
        }
    }
}

}  // namespace glossator
