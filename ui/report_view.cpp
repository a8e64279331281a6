#include "ui/report_view.h"

#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/reports.h"
#include "ui/widgets.h"

namespace glossator {

namespace {

constexpr float kToolbar = 44, kButton = 28;
constexpr float kWords = 130, kRows = 138, kColumns = 98, kClaims = 190;  // of the tools

// A choice that report.arrange takes: `values` as shown, `names` as it knows them.
void arrange_choice(const Ui& ui, const char* key, std::initializer_list<const char*> names,
                    std::initializer_list<const char*> values, int chosen, float width, const char* title)
{
    const std::string name = std::string("report.") + key;
    if (!begin_choice(ui, name.c_str(), values.begin()[chosen], {.title = title}, width)) return;
    for (int i = 0; i < static_cast<int>(names.size()); ++i)
        if (option(ui, (name + "=" + names.begin()[i]).c_str(), values.begin()[i], i == chosen))
            ui.wishes.run("report.arrange", Args().text(key, names.begin()[i]).str());
    end_choice();
}

// Files at the right; returns where they begin.
float export_buttons(const Ui& ui, MainView view, Area area)
{
    float right = area.max.x - 12;
    for (const char* format : {"csv", "svg"}) {
        constexpr float kWidth = 52;
        ImGui::SetCursorScreenPos({right -= kWidth, area.min.y + 6});
        const std::string name = std::string("report.export=") + format;
        const bool csv = format[0] == 'c';
        if (button(ui, name.c_str(), csv ? "CSV" : "SVG", ButtonLook::Outlined,
                   {.title = csv ? tr("Save as a table") : tr("Save as a drawing")}, kWidth))
            ui.wishes.run("report.export", Args().text("kind", name_of(view)).text("format", format).str());
        right -= 6;
    }
    return right;
}

void toolbar(const Ui& ui, Area area)
{
    Reports& reports = ui.app.reports();
    const ReportChoice& wanted = reports.wanted;
    const MainView view = ui.app.session().main_view;
    const float right = export_buttons(ui, view, area), top = area.min.y + 8;
    float x = area.min.x + 12;
    const auto room_for = [&](float width) {
        if (x + width > right) return false;
        ImGui::SetCursorScreenPos({x, top});
        x += width + 8;
        return true;
    };
    if (view == MainView::Coverage || (view == MainView::Attributions && wanted.scope != GraphScope::Tree)) {
        std::string words = wanted.coverage.words;
        if (room_for(kWords)) {
            if (edit_line(ui, "##report.words", words, {ui.list(), tr("Filter"), kWords, kButton}))
                ui.wishes.run("report.arrange", Args().text("words", words).str());
            ui.app.controls().mark_item("report.words");
        }
    }
    if (view == MainView::Coverage) {
        if (room_for(kRows))
            arrange_choice(ui, "rows", {"groups", "most", "least", "text"},
                           {tr("Linked together"), tr("Most reported"), tr("Least reported"), tr("A to Z")},
                           static_cast<int>(wanted.coverage.rows), kRows, tr("Order of the claims"));
        if (room_for(kColumns))
            arrange_choice(ui, "columns", {"date", "outlet", "opened"},
                           {tr("By date"), tr("By outlet"), tr("As opened")}, static_cast<int>(wanted.coverage.columns),
                           kColumns, tr("Order of the articles"));
        if (room_for(kClaims)) {
            const int chosen = segmented(ui, "report.disputed", {tr_later("All claims"), tr_later("Disputed")},
                                         wanted.coverage.only_disputed ? 1 : 0, kClaims);
            if (chosen >= 0) ui.wishes.run("report.arrange", Args().flag("disputed", chosen == 1).str());
        }
    } else if (view == MainView::Attributions && room_for(290)) {
        const int chosen =
            segmented(ui, "report.scope", {tr_later("All articles"), tr_later("This article"), tr_later("Tree")},
                      static_cast<int>(wanted.scope), 290);
        constexpr const char* kScopes[] = {"all", "article", "tree"};
        if (chosen >= 0) ui.wishes.run("report.arrange", Args().text("scope", kScopes[chosen]).str());
    }
}

// The mouse is over this window, also while it holds what it pressed there.
bool is_pointed_at()
{
    return ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
}

ImU32 color_of(const Ui& ui, Ink ink)
{
    switch (ink) {
    case Ink::Text: return ui.theme.ink;
    case Ink::Quiet: return ui.quiet_ink;
    case Ink::Accent: return ui.theme.accent;
    case Ink::Conflict: return legible_on(ui.theme.error, ui.theme.paper);
    case Ink::Line: return ui.theme.line;
    case Ink::Ground: break;
    }
    return ui.theme.paper;
}

void draw_shape(const Ui& ui, ImDrawList& draw, const Shape& s, ImVec2 origin, bool hovered)
{
    const ImVec2 min{origin.x + s.x, origin.y + s.y}, max{min.x + s.width, min.y + s.height};
    const ImU32 color = color_of(ui, s.ink);
    switch (s.kind) {
    case Shape::Kind::Box:
        draw.AddRectFilled(min, max, hovered ? mixed(ui.theme.paper, ui.theme.accent, 0.12f) : ui.theme.paper, 4);
        draw.AddRect(min, max, color, 4, 0, hovered ? 1.5f : 1);
        break;
    case Shape::Kind::Bar: draw.AddRectFilled(min, max, color); break;
    case Shape::Kind::Line: draw.AddLine(min, max, color, s.stroke); break;
    case Shape::Kind::Curve: {
        const float middle = (min.x + max.x) / 2;
        draw.AddBezierCubic(min, {middle, min.y}, {middle, max.y}, max, with_alpha(color, 0.55f), s.stroke, 24);
        break;
    }
    case Shape::Kind::Text: {
        const TextStyle style = s.strong ? ui.list_strong() : ui.list();
        draw_text_in(draw, colored(style, color), min, max, s.text);
        break;
    }
    }
}

// Where a shape leads: the first fragment's span, else its document.
void go_to(const Ui& ui, const Target& target)
{
    if (!target.span.empty())
        ui.wishes.run("span.focus", Args().text("id", target.span.text).str());
    else
        ui.wishes.run("document.show", Args().text("id", target.document.text).str());
}

void picture_view(const Ui& ui, const Picture& picture)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 origin = ImGui::GetCursorScreenPos(), mouse = ImGui::GetMousePos();
    const ImVec2 clip_min = draw.GetClipRectMin(), clip_max = draw.GetClipRectMax();
    const bool over = is_pointed_at();
    const Shape* pointed = nullptr;
    const auto covers = [&](const Shape& s) {
        return mouse.x >= origin.x + s.x && mouse.x < origin.x + s.x + s.width && mouse.y >= origin.y + s.y &&
               mouse.y < origin.y + s.y + s.height;
    };
    const auto solid = [](const Shape& s) { return s.kind == Shape::Kind::Box || s.kind == Shape::Kind::Bar; };
    if (over)
        for (const Shape& s : picture.shapes)
            if ((solid(s) || !s.target.empty()) && covers(s)) pointed = &s;
    for (const Shape& s : picture.shapes) {
        const float left = origin.x + std::min(s.x, s.x + s.width), top = origin.y + std::min(s.y, s.y + s.height);
        if (left > clip_max.x || top > clip_max.y || left + std::abs(s.width) < clip_min.x ||
            top + std::abs(s.height) < clip_min.y)
            continue;
        draw_shape(ui, draw, s, origin, &s == pointed && !s.target.empty());
        if (!s.target.empty())
            ui.app.controls().mark(
                "report.item:" + (s.target.span.empty() ? s.target.document.text : s.target.span.text),
                {origin.x + s.x, origin.y + s.y}, {origin.x + s.x + s.width, origin.y + s.y + s.height});
    }
    if (pointed) {
        ImGui::SetCursorScreenPos({origin.x + pointed->x, origin.y + pointed->y});
        ImGui::PushID(pointed);
        const bool clicked =
            ImGui::InvisibleButton("item", {std::max(pointed->width, 1.0f), std::max(pointed->height, 1.0f)});
        ImGui::PopID();
        tooltip(ui, {.title = pointed->text});
        if (clicked && !pointed->target.empty()) go_to(ui, pointed->target);
    }
    ImGui::SetCursorScreenPos(origin);
    ImGui::Dummy({picture.width, picture.height});
}

// ---- Coverage

constexpr float kClaim = 250, kColumn = 184, kRow = 76, kHead = 46, kPad = 8, kLeading = 17;

struct Grid {
    const Coverage& coverage;
    const CoverageShape& shape;
    ImVec2 view;    // the window's left upper corner
    ImVec2 origin;  // of the cells, scrolled
    ImVec2 room;    // px of the window

    ImVec2 cell_at(uint32_t row, uint32_t column) const
    {
        return {origin.x + kClaim + kColumn * static_cast<float>(column),
                origin.y + kHead + kRow * static_cast<float>(row)};
    }
    uint32_t first_row() const { return static_cast<uint32_t>(std::max((view.y - origin.y) / kRow, 0.0f)); }
    uint32_t first_column() const { return static_cast<uint32_t>(std::max((view.x - origin.x) / kColumn, 0.0f)); }
    uint32_t last_row() const
    {
        return std::min(first_row() + static_cast<uint32_t>(room.y / kRow) + 2,
                        static_cast<uint32_t>(shape.rows.size()));
    }
    uint32_t last_column() const
    {
        return std::min(first_column() + static_cast<uint32_t>(room.x / kColumn) + 2,
                        static_cast<uint32_t>(shape.columns.size()));
    }
};

void draw_cell(const Ui& ui, ImDrawList& draw, const Grid& grid, const Coverage::Cell* cell, ImVec2 min)
{
    const ImVec2 max{min.x + kColumn, min.y + kRow};
    if (!cell) return draw_text_in(draw, ui.quiet(), {min.x + kPad, min.y}, {max.x, max.y}, "–");
    const Coverage::Mention& mention = grid.coverage.mentions()[cell->mentions.front()];
    const ImU32 conflict = color_of(ui, Ink::Conflict);
    draw.AddRectFilled({min.x + 1, min.y + 1}, {max.x - 1, max.y - 1},
                       with_alpha(cell->disputed ? conflict : ui.theme.accent, ui.theme.contrast ? 0.25f : 0.07f));
    draw.AddRectFilled({min.x + 1, min.y + 1}, {min.x + 4, max.y - 1}, cell->disputed ? conflict : ui.theme.accent);
    const float left = min.x + kPad + 2, right = max.x - kPad;
    std::string tag = mention.relation == "same" ? "" : mention.relation;
    if (cell->mentions.size() > 1) tag += (tag.empty() ? "× " : " × ") + std::to_string(cell->mentions.size());
    const float tag_width = tag.empty() ? 0 : text_width(ui.tag(), tag) + 6;
    const TextStyle tag_style = is_disagreement(mention.relation) ? colored(ui.tag(), conflict) : ui.tag();
    draw_text_in(draw, tag_style, {right - tag_width + 6, min.y + 6}, {right + 1, min.y + 6 + kLeading}, tag);
    const bool own = mention.voices.empty();
    draw_text_in(draw, own ? ui.quiet() : ui.list_strong(), {left, min.y + 6},
                 {right - tag_width, min.y + 6 + kLeading}, own ? tr("in its own voice") : mention.voices.front());
    draw_wrapped(draw, ui.list(), {left, min.y + 6 + kLeading}, mention.words, right - left, kLeading, 3);
}

// The claims at the left and the articles on top, which stay where they are when the cells are scrolled.
void draw_heads(const Ui& ui, ImDrawList& draw, const Grid& grid)
{
    const float bottom = grid.view.y + grid.room.y, right = grid.view.x + grid.room.x;
    draw.PushClipRect({grid.view.x, grid.view.y + kHead}, {grid.view.x + kClaim, bottom}, true);
    draw.AddRectFilled(grid.view, {grid.view.x + kClaim, bottom}, ui.theme.paper);
    for (uint32_t i = grid.first_row(); i < grid.last_row(); ++i) {
        const Coverage::Row& row = grid.coverage.rows()[grid.shape.rows[i]];
        const float top = grid.cell_at(i, 0).y;
        const bool grouped = i > 0 && grid.coverage.rows()[grid.shape.rows[i - 1]].group == row.group;
        const float indent = grouped && ui.app.reports().wanted.coverage.rows == RowOrder::Groups ? 14.0f : 0.0f;
        draw_hairline(draw, {grid.view.x + indent, top}, {grid.view.x + kClaim, top}, ui.theme.line);
        draw_wrapped(draw, row.disputed ? colored(ui.list(), color_of(ui, Ink::Conflict)) : ui.list(),
                     {grid.view.x + 12 + indent, top + 6}, row.text.empty() ? row.claim.text : row.text,
                     kClaim - 20 - indent, kLeading, 4);
    }
    draw.PopClipRect();
    draw.PushClipRect(grid.view, {right, grid.view.y + kHead}, true);
    draw.AddRectFilled(grid.view, {right, grid.view.y + kHead}, ui.theme.paper);
    draw.PushClipRect({grid.view.x + kClaim, grid.view.y}, {right, grid.view.y + kHead}, true);
    for (uint32_t i = grid.first_column(); i < grid.last_column(); ++i) {
        const Coverage::Column& column = grid.coverage.columns()[grid.shape.columns[i]];
        const float x = grid.cell_at(0, i).x + kPad;
        draw_text_in(draw, ui.list_strong(), {x, grid.view.y + 6}, {x + kColumn - 2 * kPad, grid.view.y + 24},
                     column.outlet);
        draw_text_in(draw, ui.quiet(), {x, grid.view.y + 23}, {x + kColumn - 2 * kPad, grid.view.y + 41},
                     column.date.empty() ? tr("no date") : short_date(column.date));
    }
    draw.PopClipRect();
    const std::string count = counted(grid.shape.rows.size(), "claim", "claims") + ", " +
                              counted(grid.coverage.contradictions().size(), "disagreement", "disagreements");
    draw_text_in(draw, ui.quiet(), {grid.view.x + 12, grid.view.y}, {grid.view.x + kClaim - 8, grid.view.y + kHead},
                 count);
    draw_hairline(draw, {grid.view.x, grid.view.y + kHead - hairline()}, {right, grid.view.y + kHead}, ui.theme.line);
    draw.PopClipRect();
    draw_hairline(draw, {grid.view.x + kClaim, grid.view.y}, {grid.view.x + kClaim, bottom}, ui.theme.line);
}

std::string details_of(const Coverage& coverage, uint32_t row, const Coverage::Cell& cell)
{
    std::string out;
    for (const Coverage::Contradiction& c : coverage.contradictions())
        if (cell.disputed && (c.row == row || c.other_row == row))
            out += coverage.sentence_of(c, report_words()) + "\n";
    return out + text_of(coverage, cell, report_words());
}

void pointed_cell(const Ui& ui, const Grid& grid)
{
    const ImVec2 mouse = ImGui::GetMousePos();
    if (!is_pointed_at() || mouse.x < grid.view.x + kClaim || mouse.y < grid.view.y + kHead) return;
    const auto column = static_cast<uint32_t>((mouse.x - grid.origin.x - kClaim) / kColumn);
    const auto row = static_cast<uint32_t>((mouse.y - grid.origin.y - kHead) / kRow);
    if (row >= grid.shape.rows.size() || column >= grid.shape.columns.size()) return;
    ImGui::SetCursorScreenPos(grid.cell_at(row, column));
    ImGui::PushID(static_cast<int>(row * grid.shape.columns.size() + column));
    const bool clicked = ImGui::InvisibleButton("cell", {kColumn, kRow});
    ImGui::PopID();
    const Coverage::Column& c = grid.coverage.columns()[grid.shape.columns[column]];
    const Coverage::Cell* cell = grid.coverage.find(grid.shape.rows[row], grid.shape.columns[column]);
    tooltip(ui, {.title = c.title,
                 .detail = cell ? details_of(grid.coverage, grid.shape.rows[row], *cell)
                                : tr("This article doesn’t report the claim.")});
    if (!clicked) return;
    ui.app.reports().row = row;
    ui.app.reports().column = column;
    ui.wishes.run("report.open");
}

// Scrolls so that the chosen cell can be seen beside the heads.
void follow_chosen(Reports& reports, const Grid& grid)
{
    if (!std::exchange(reports.follow, false)) return;
    const float left = kColumn * static_cast<float>(reports.column), top = kRow * static_cast<float>(reports.row);
    const float x = ImGui::GetScrollX(), y = ImGui::GetScrollY();
    const float wide = grid.room.x - kClaim, high = grid.room.y - kHead;
    if (left < x) ImGui::SetScrollX(left);
    if (left + kColumn > x + wide) ImGui::SetScrollX(left + kColumn - wide);
    if (top < y) ImGui::SetScrollY(top);
    if (top + kRow > y + high) ImGui::SetScrollY(top + kRow - high);
}

void coverage_view(const Ui& ui, const ReportBuild& build, ImVec2 room)
{
    Reports& reports = ui.app.reports();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Grid grid{*build.coverage(), build.shape(), ImGui::GetWindowPos(), ImGui::GetCursorScreenPos(), room};
    for (uint32_t r = grid.first_row(); r < grid.last_row(); ++r) {
        draw_hairline(draw, {grid.view.x + kClaim, grid.cell_at(r, 0).y}, {grid.view.x + room.x, grid.cell_at(r, 0).y},
                      ui.theme.line);
        for (uint32_t c = grid.first_column(); c < grid.last_column(); ++c) {
            const ImVec2 min = grid.cell_at(r, c), max{min.x + kColumn, min.y + kRow};
            draw_cell(ui, draw, grid, grid.coverage.find(grid.shape.rows[r], grid.shape.columns[c]), min);
            if (r == reports.row && c == reports.column)
                draw.AddRect({min.x + 1, min.y + 1}, {max.x - 1, max.y - 1}, ui.theme.accent, 0, 0, 2);
            ui.app.controls().mark("report.cell:" + grid.coverage.rows()[grid.shape.rows[r]].claim.text + "/" +
                                       grid.coverage.columns()[grid.shape.columns[c]].document.text,
                                   {std::max(min.x, grid.view.x + kClaim), std::max(min.y, grid.view.y + kHead)}, max);
        }
    }
    draw_heads(ui, draw, grid);
    pointed_cell(ui, grid);
    follow_chosen(reports, grid);
    ImGui::SetCursorScreenPos(grid.origin);
    ImGui::Dummy({kClaim + kColumn * static_cast<float>(grid.shape.columns.size()),
                  kHead + kRow * static_cast<float>(grid.shape.rows.size())});
}

// Arrows choose a cell, or scroll a drawing; Enter opens the cell.
void keys(const Ui& ui, bool cells)
{
    const Session& session = ui.app.session();
    if (session.popup != Popup::None || session.question || ImGui::GetIO().WantTextInput || ImGui::GetIO().KeyMods != 0)
        return;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key) ? 1 : 0; };
    const int down = pressed(ImGuiKey_DownArrow) - pressed(ImGuiKey_UpArrow) +
                     8 * (pressed(ImGuiKey_PageDown) - pressed(ImGuiKey_PageUp));
    const int right = pressed(ImGuiKey_RightArrow) - pressed(ImGuiKey_LeftArrow);
    constexpr float kStep = 40;
    if (!cells) {
        if (down != 0) ImGui::SetScrollY(std::max(ImGui::GetScrollY() + kStep * static_cast<float>(down), 0.0f));
        if (right != 0) ImGui::SetScrollX(std::max(ImGui::GetScrollX() + kStep * static_cast<float>(right), 0.0f));
        return;
    }
    if (down != 0 || right != 0)
        ui.wishes.run("report.move", Args().number("rows", down).number("columns", right).str());
    if (ImGui::IsKeyPressed(ImGuiKey_Enter, false)) ui.wishes.run("report.open");
}

// What belongs there where there is nothing yet.
const char* empty_words(const ReportBuild& build)
{
    if (build.coverage())
        return build.shape().rows.empty()
                   ? tr("Claims stand here once spans are linked to claim records: which article "
                        "reports them, and who says so.")
                   : nullptr;
    if (!build.picture().shapes.empty()) return nullptr;
    return tr("Nothing to show yet. Attributions, dates and spans appear here as they are marked.");
}

}  // namespace

void report_view(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    if (app.session().main_view == MainView::Attributions)
        app.reports().wanted.width =
            std::floor((area.width() - ImGui::GetStyle().ScrollbarSize) / 20) * 20;  // not anew with each pixel
    begin_panel("report", area, ui.theme.paper);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(area.min, {area.max.x, area.min.y + kToolbar}, ui.theme.panel);
    draw_hairline(draw, {area.min.x, area.min.y + kToolbar - hairline()}, {area.max.x, area.min.y + kToolbar},
                  ui.theme.line);
    toolbar(ui, area);
    app.controls().mark("report", area.min, area.max);
    ImGui::SetCursorScreenPos({area.min.x, area.min.y + kToolbar});
    const ReportBuild* build = app.reports().shown();
    const std::string id = std::string("body.") + name_of(app.session().main_view);
    const ImVec2 size{area.width(), std::max(area.height() - kToolbar, 1.0f)};
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild(id.c_str(), size, ImGuiChildFlags_None,
                      ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoNav);
    if (const char* words = build ? empty_words(*build) : app.reports().running() ? tr("Working…") : nullptr) {
        ImGui::SetCursorScreenPos({area.min.x + 16, area.min.y + kToolbar + 16});
        text_block(ui.quiet(), words, 1.45f, 0, area.width() - 32);
    } else if (build && build->coverage()) {
        coverage_view(ui, *build, ImGui::GetContentRegionAvail());
    } else if (build) {
        picture_view(ui, build->picture());
    }
    keys(ui, build && build->coverage());
    ImGui::EndChild();
    ImGui::PopStyleVar(2);
    end_panel();
}

}  // namespace glossator
