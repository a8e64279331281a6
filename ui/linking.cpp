#include <cmath>

#include "ui/language.h"
#include "ui/widgets.h"

// A relation waits for the span at its other end.
namespace glossator {

bool completes(const App& app, const Span& span)
{
    const std::optional<Linking>& linking = app.session().linking;
    const RelationType* type = linking ? app.project().schema().find(linking->type) : nullptr;
    if (!type || span.id == linking->span) return false;
    return linking->leads_away ? type->may_lead_to(span.label) : type->may_begin_at(span.label);
}

void linking_bar(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    Session& session = app.session();
    const Linking& linking = *session.linking;
    const RelationType* type = app.project().schema().find(linking.type);
    const Span* span = app.set() ? app.set()->spans.find(linking.span) : nullptr;
    if (!type || !span) return session.linking.reset();
    const std::string quote = quoted(*app.document()->text, *span, 60), title(title_of(*type));
    const std::string what = linking.leads_away ? quote + " " + title + " …" : "… " + title + " " + quote;

    begin_panel("linking", area, mixed(ui.theme.paper, ui.theme.accent, ui.theme.contrast ? 0.0f : 0.12f),
                PanelScroll::No, {0, 0});
    app.controls().mark("linking", area.min, area.max);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::string keys = is_slim() ? std::string() : keys_of(app, "popup.close");
    const float cap = key_cap(nullptr, ui, {}, keys), cap_left = area.max.x - 44 - cap;
    const float middle = std::round((area.min.y + area.max.y) / 2), left = area.min.x + 18, right = cap_left - 8;
    key_cap(&draw, ui, {cap_left, middle}, keys);
    const bool two_lines = area.height() >= 44;
    const float row = two_lines ? 20 : 0;
    draw_text_in(draw, ui.list_strong(), {left, middle - 16 - row / 2}, {right, middle + 16 - row / 2},
                 two_lines ? tr("Click the span at the other end") : tr("Click the other span: {}", {what}));
    if (two_lines) draw_text_in(draw, ui.list(), {left, middle - 6}, {right, middle + 26}, what);
    ImGui::SetCursorScreenPos({area.max.x - 40, middle - 14});
    if (icon_button(ui, "linking.cancel", Icon::Close, {.title = tr("Cancel"), .command = "popup.close"}))
        session.linking.reset();
    draw_hairline(draw, {area.min.x, area.max.y - hairline()}, area.max, ui.theme.line);
    end_panel();
}

}  // namespace glossator
