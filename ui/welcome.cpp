#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kColumn = 460;

void dashed(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 color)
{
    constexpr float kOn = 6, kOff = 6;
    const float length = std::max(std::fabs(to.x - from.x), std::fabs(to.y - from.y));
    const ImVec2 step{(to.x - from.x) / length, (to.y - from.y) / length};
    for (float at = 0; at < length; at += kOn + kOff) {
        const float end = std::min(at + kOn, length);
        draw.AddLine({from.x + step.x * at, from.y + step.y * at}, {from.x + step.x * end, from.y + step.y * end},
                     color, 1.25f);
    }
}

void drop_frame(ImDrawList& draw, ImVec2 min, ImVec2 max, ImU32 color)
{
    constexpr float kCorner = 14, kPi = 3.14159265f;
    const ImVec2 centres[] = {{max.x - kCorner, max.y - kCorner},
                              {min.x + kCorner, max.y - kCorner},
                              {min.x + kCorner, min.y + kCorner},
                              {max.x - kCorner, min.y + kCorner}};
    for (int quarter = 0; quarter < 4; ++quarter) {
        draw.PathArcTo(centres[quarter], kCorner, static_cast<float>(quarter) * kPi / 2,
                       static_cast<float>(quarter + 1) * kPi / 2);
        draw.PathStroke(color, ImDrawFlags_None, 1.25f);
    }
    dashed(draw, {min.x + kCorner + 3, min.y}, {max.x - kCorner - 3, min.y}, color);
    dashed(draw, {min.x + kCorner + 3, max.y}, {max.x - kCorner - 3, max.y}, color);
    dashed(draw, {min.x, min.y + kCorner + 3}, {min.x, max.y - kCorner - 3}, color);
    dashed(draw, {max.x, min.y + kCorner + 3}, {max.x, max.y - kCorner - 3}, color);
}

void centred(const TextStyle& style, float middle, std::string_view text)
{
    ImGui::SetCursorScreenPos({std::round(middle - text_width(style, text) / 2), ImGui::GetCursorScreenPos().y});
    text_block(style, text, 1.4f, 1, text_width(style, text) + 2);
}

// The title of the pack that the project has, as it came.
std::string_view schema_now(const App& app)
{
    const Schema& schema = app.project().schema();
    if (schema == app.default_schema()) return app.schema_packs().front().title;
    for (const SchemaPack& pack : app.schema_packs())
        if (const Result<Schema> read = read_schema(pack.json); read && *read == schema) return pack.title;
    return tr("The project’s own");
}

// What will be marked in what is opened: one of the schemas that the program brings along.
void schema_choice(const Ui& ui, float left, float width)
{
    const ImVec2 at{left, ImGui::GetCursorScreenPos().y};
    const float title = text_width(ui.quiet(), tr("Schema")) + 12;
    draw_text_in(*ImGui::GetWindowDrawList(), ui.quiet(), at, {at.x + title, at.y + 28}, tr("Schema"));
    ImGui::SetCursorScreenPos({at.x + title, at.y});
    const float room = std::min(width - title, 240.0f);
    if (!begin_choice(
            ui, "welcome.schema", schema_now(ui.app),
            {.title = tr("What can be marked in a new project"), .detail = tr("It can be changed at any time: F7.")},
            room))
        return;
    const std::string_view now = schema_now(ui.app);
    for (const SchemaPack& pack : ui.app.schema_packs()) {
        const std::string name(pack.name);
        if (option(ui, ("welcome.schema=" + name).c_str(), pack.title, pack.title == now))
            ui.wishes.run("schema.pack", Args().text("name", name).text("mode", "replace").flag("ask", true).str());
    }
    end_choice();
}

}  // namespace

void welcome(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    begin_panel("welcome", area, ui.theme.paper, PanelScroll::Vertical, {0, 0});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float width = std::min(kColumn, area.width() - 32), middle = std::round((area.min.x + area.max.x) / 2);
    const float drop_height = std::clamp(area.height() - 220, 210.0f, 250.0f), text_height = 168;
    const float top =
        std::round(std::max(area.min.y + (area.height() - drop_height - text_height) * 0.42f, area.min.y + 16));
    const ImVec2 min{std::round(middle - width / 2), top}, max{min.x + width, top + drop_height};
    draw.AddRectFilled(min, max, with_alpha(ui.theme.ink, ui.theme.contrast ? 0 : 0.018f), 14);
    drop_frame(draw, min, max, mixed(ui.theme.line, ui.quiet_ink, 0.45f));
    app.controls().mark("welcome.drop", min, max);

    const float content = 150;
    draw_icon(draw, Icon::Drop, {middle, top + (drop_height - content) / 2 + 13}, ui.quiet_ink, 26);
    ImGui::SetCursorScreenPos({min.x, top + (drop_height - content) / 2 + 42});
    TextStyle headline = ui.reading();
    headline.size = app.session().settings.text_size_px;
    centred(headline, middle, tr("Drop articles or a project here"));
    space(2);
    centred(ui.quiet(), middle, tr("Plain text, folders of it, or a .glossator.json file"));
    space(14);
    const float open_width = text_width(ui.strong(), tr("Open files")) + 32,
                sample_width = text_width(ui.body(), tr("Try the sample")) + 32;
    const float row = open_width + 10 + sample_width, y = ImGui::GetCursorScreenPos().y;
    ImGui::SetCursorScreenPos({std::round(middle - row / 2), y});
    command_button(ui, "welcome.open", tr("Open files"), ButtonLook::Primary,
                   {.title = tr("Open files"), .command = "file.open"}, open_width);
    ImGui::SetCursorScreenPos({std::round(middle - row / 2) + open_width + 10, y});
    command_button(ui, "welcome.sample", tr("Try the sample"), ButtonLook::Outlined,
                   {.title = tr("Six short articles, marked in part"), .command = "sample.open"}, sample_width);

    ImGui::SetCursorScreenPos({min.x + 24, max.y + 24});
    text_block(colored(ui.list(), legible_on(ui.theme.quiet_ink, ui.theme.paper)),
               tr("What you open never leaves this machine: there is no server and no account. "
                  "Each step is kept here as you make it, so that closing the window loses nothing. "
                  "Save writes a file that is yours to move, share and open elsewhere."),
               1.55f, 0, width - 48);
    space(10);
    schema_choice(ui, min.x + 24, width - 48);
    space(16);
    end_panel();
}

}  // namespace glossator
