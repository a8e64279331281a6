#include "ui/record_view.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/sort_stably.h"

#include "ui/language.h"

namespace glossator {

namespace {

constexpr uint32_t kBefore = 160;  // bytes of the line that are shown before the words
constexpr uint32_t kBehind = 240;  // and from their begin on
constexpr float kTop = 48, kListWidth = 280, kRow = 26;

uint32_t boundary_from(const Text& text, uint32_t byte)
{
    while (!text.is_boundary(byte)) ++byte;
    return byte;
}

// A piece of the rows a frame, until they are those of `memory.filter` in the project as it stands.
void find_rows(App& app, const RecordLists& lists)
{
    constexpr size_t kRecordsOfAFrame = 400;
    RecordListMemory& memory = lists.memory;
    const Project& project = app.project();
    const std::string key = project.info().id.text + "\n" + std::to_string(project.revision()) +
                            (memory.by_mentions ? "\nm" : "\nn") + memory.filter;
    if (memory.rows_of == key) return;
    if (memory.next_of != key) {
        memory.next_of = key;
        memory.next_after.clear();
        memory.next_rows.clear();
    }
    const auto is_chosen = [&](const RecordRow& row) { return row.id == memory.chosen; };
    // The chosen one stays when it is renamed, until something else is looked for.
    const bool stays = memory.filtered_by == memory.filter;
    for (size_t i = 0; i < kRecordsOfAFrame; ++i) {
        if (!lists.next(project, memory.next_after, memory.next_rows)) {
            memory.rows_of = key;
            break;
        }
        const RecordRow& row = memory.next_rows.back();
        memory.next_after = row.id;
        if (!memory.filter.empty() && fuzzy_score(memory.filter, row.text) < 0 && !(stays && is_chosen(row)))
            memory.next_rows.pop_back();
    }
    if (memory.rows_of != key) {
        app.session().at_work = true;
        return;
    }
    memory.filtered_by = memory.filter;
    memory.rows = std::exchange(memory.next_rows, {});
    if (memory.by_mentions)
        sort_stably(memory.rows, [](const RecordRow& a, const RecordRow& b) { return a.mentions > b.mentions; });
    else
        sort_stably(memory.rows, [](const RecordRow& a, const RecordRow& b) { return a.text < b.text; });
    if (std::none_of(memory.rows.begin(), memory.rows.end(), is_chosen))
        memory.chosen = memory.rows.empty() ? std::string() : memory.rows.front().id;
}

// True while the filter has the keyboard.
bool heading(const Ui& ui, const RecordKind& kind, const RecordLists& lists, Area area)
{
    RecordListMemory& memory = lists.memory;
    const std::string name = kind.name;
    const ImVec2 at{area.min.x + 12, area.min.y + 8};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::string count = with_thousands(memory.rows.size());
    const float title = text_width(ui.strong(), tr(kind.title));
    draw_text_in(draw, ui.strong(), at, {at.x + title + 2, at.y + 32}, tr(kind.title));
    draw_text_in(draw, ui.quiet(), {at.x + title + 8, at.y}, {at.x + kListWidth, at.y + 32}, count);
    if (lists.more) lists.more(ui, at.x + kListWidth - 12, at.y + 2);
    ImGui::SetCursorScreenPos({area.max.x - 40, at.y + 2});
    if (icon_button(ui, (name + ".close").c_str(), Icon::Close,
                    {.title = tr("Back to the text"), .command = kind.view}))
        ui.wishes.run(kind.view);
    const float field = std::clamp(area.width() - kListWidth - 220, 80.0f, 320.0f);
    ImGui::SetCursorScreenPos({at.x + kListWidth, at.y + 2});
    edit_line(ui, (name + ".filter").c_str(), memory.filter, {ui.body(), tr(kind.placeholder), field, 28});
    const bool filtering = ImGui::IsItemActive();
    ui.app.controls().mark_item((name + ".filter").c_str());
    ImGui::SetCursorScreenPos({at.x + kListWidth + field + 8, at.y + 2});
    const int clicked = segmented(ui, (name + ".sort").c_str(), {tr_later("Name"), tr_later("Mentions")},
                                  memory.by_mentions ? 1 : 0, 140);
    if (clicked >= 0) memory.by_mentions = clicked == 1;
    return filtering;
}

std::string dragged_id(const ImGuiPayload& payload)
{
    return {static_cast<const char*>(payload.Data), static_cast<size_t>(payload.DataSize)};
}

// A record dragged here is merged into this one; a span moves to it, with those that are picked if it is one of them.
void drag_and_drop(const Ui& ui, const RecordKind& kind, const RecordListMemory& memory, const RecordRow& row)
{
    if (ImGui::BeginDragDropSource(ImGuiDragDropFlags_None)) {
        ImGui::SetDragDropPayload(kind.name, row.id.c_str(), row.id.size());
        text_line(ui, ui.list(), tr("Merge {} into…", {row.text}), 240);
        ImGui::EndDragDropSource();
    }
    if (!ImGui::BeginDragDropTarget()) return;
    if (const ImGuiPayload* record = ImGui::AcceptDragDropPayload(kind.name))
        ui.wishes.run(kind.merge, Args().text("from", dragged_id(*record)).text("into", row.id).str());
    const ImGuiPayload* mention = kind.takes_spans ? ImGui::AcceptDragDropPayload("mention") : nullptr;
    if (mention) {
        const SpanId id(dragged_id(*mention));
        const bool among = std::find(memory.picked.begin(), memory.picked.end(), id) != memory.picked.end();
        const std::vector<SpanId> moved = among ? memory.picked : std::vector<SpanId>{id};
        ui.wishes.run("entity.assign", Args().json("spans", ids_json(moved)).text("entity", row.id).str());
    }
    ImGui::EndDragDropTarget();
}

void list_rows(const Ui& ui, const RecordKind& kind, const RecordLists& lists)
{
    RecordListMemory& memory = lists.memory;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(memory.rows.size()), kRow);
    while (clipper.Step()) {
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const RecordRow& record = memory.rows[static_cast<size_t>(i)];
            const Row row = list_row(ui, (kind.row + record.id).c_str(), record.id == memory.chosen, kRow);
            if (row.clicked) memory.chosen = record.id;
            drag_and_drop(ui, kind, memory, record);
            lists.on_row(ui, record, row.min, row.max);
            if (record.id == memory.carried)
                ImGui::GetWindowDrawList()->AddRect(row.min, row.max, ui.theme.accent, 4, 0, 1.5f);
            const float number = number_width(ui.quiet(), record.mentions);
            draw_number(*ImGui::GetWindowDrawList(), ui.quiet(), row.max.x - 8, row.min.y + 6, record.mentions);
            draw_text_in(*ImGui::GetWindowDrawList(), ui.list(), {row.min.x + 28, row.min.y},
                         {row.max.x - number - 16, row.max.y}, record.text);
        }
    }
}

// The arrow keys go through the list; to the right are the spans of the chosen record.
void step_by_keys(RecordListMemory& memory)
{
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) memory.in_spans = !memory.spans.empty();
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow) || memory.spans.empty()) memory.in_spans = false;
    if (memory.in_spans) return;
    const int step = ImGui::IsKeyPressed(ImGuiKey_DownArrow) - ImGui::IsKeyPressed(ImGuiKey_UpArrow);
    if (step == 0 || memory.rows.empty()) return;
    const auto is_chosen = [&](const RecordRow& row) { return row.id == memory.chosen; };
    const auto at = std::find_if(memory.rows.begin(), memory.rows.end(), is_chosen);
    const auto last = static_cast<std::ptrdiff_t>(memory.rows.size()) - 1;
    const auto to = std::clamp<std::ptrdiff_t>(at - memory.rows.begin() + step, 0, last);
    memory.chosen = memory.rows[static_cast<size_t>(to)].id;
    scroll_to_row(static_cast<size_t>(to), kRow);
}

}  // namespace

void scroll_to_row(size_t row, float height)
{
    const float top = static_cast<float>(row) * height, view = ImGui::GetWindowHeight();
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top + height > ImGui::GetScrollY() + view) ImGui::SetScrollY(top + height - view);
}

void draw_in_context(const Ui& ui, const Text& text, TextRange range, ImVec2 min, ImVec2 max)
{
    const TextRange line = text.line(text.line_of(range.begin));
    const uint32_t begin = boundary_from(text, std::max(line.begin, range.begin - std::min(range.begin, kBefore)));
    const uint32_t end = boundary_from(text, std::min(std::max(line.end, range.end), range.begin + kBehind));
    std::string shown(text.slice({begin, end}));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    const LeftToRight as_written(*ImGui::GetWindowDrawList(), min.x, max.x);
    const TextStyle style = ui.list();
    const ParagraphLayout& layout = style.engine->lay_out(style.face, style.size, shown);
    std::vector<LineBox> boxes;
    layout.boxes({range.begin - begin, std::min(range.end, end) - begin}, boxes);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float at = min.x + (max.x - min.x) * 0.4f;
    const float origin = boxes.empty() ? min.x : std::round(at - boxes.front().left);
    const float top = std::round((min.y + max.y - style.size) / 2);
    draw.PushClipRect(min, max, true);
    for (const LineBox& box : boxes)
        draw.AddRectFilled({origin + box.left - 1, min.y + 3}, {origin + box.right + 1, max.y - 3}, hit_color(ui.theme),
                           2);
    draw.PopClipRect();
    // The line fades where it goes on beyond the row.
    constexpr float kStrip = 7;
    constexpr int kStrips = 4;
    const auto draw_between = [&](float left, float right, float alpha) {
        draw.PushClipRect({left, min.y}, {right, max.y}, true);
        style.engine->draw_glyphs(draw, layout, 0, style.size, {origin, top + baseline_of(style.face, style.size)},
                                  with_alpha(style.color, alpha));
        draw.PopClipRect();
    };
    for (int i = 0; i < kStrips; ++i) {
        const float from = kStrip * static_cast<float>(i), alpha = (static_cast<float>(i) + 0.5f) / kStrips;
        draw_between(min.x + from, min.x + from + kStrip, alpha);
        draw_between(max.x - from - kStrip, max.x - from, alpha);
    }
    draw_between(min.x + kStrip * kStrips, max.x - kStrip * kStrips, 1);
}

Area record_list(const Ui& ui, const RecordKind& kind, const RecordLists& lists, Area area)
{
    finish_fields(ui.app, ui.wishes);
    find_rows(ui.app, lists);
    begin_panel(kind.name, area, ui.theme.paper, PanelScroll::No, {0, 0});
    ui.app.controls().mark(kind.name, area.min, area.max);
    const bool filtering = heading(ui, kind, lists, area);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_hairline(draw, {area.min.x, area.min.y + kTop}, {area.max.x, area.min.y + kTop}, ui.theme.line);
    const float width = std::min(kListWidth, area.width() / 2);
    const Area rest{{area.min.x + width, area.min.y + kTop + 1}, area.max};
    draw_hairline(draw, rest.min, {rest.min.x, rest.max.y}, ui.theme.line);
    ImGui::SetCursorScreenPos({area.min.x + 4, rest.min.y + 4});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("list", {width - 8, rest.height() - 8}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (filtering || !ui.app.wants_text_input()) step_by_keys(lists.memory);  // not while a field is being edited
    if (lists.memory.rows.empty()) text_block(ui.quiet(), tr(kind.empty));
    list_rows(ui, kind, lists);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::SetCursorScreenPos({rest.min.x + 16, rest.min.y + 12});
    ImGui::BeginChild("record", {rest.width() - 24, rest.height() - 16}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    return rest;
}

void end_record_list()
{
    ImGui::EndChild();
    end_panel();
}

void find_record_spans(App& app, RecordListMemory& memory, SpansOfRecord of)
{
    const Project& project = app.project();
    std::string key = memory.chosen + "\n" + project.info().id.text + "\n" + std::to_string(project.revision());
    if (memory.spans_of == key || !follow_mentions(app)) return;
    const bool same = memory.spans_of.substr(0, memory.spans_of.find('\n')) == memory.chosen;
    memory.spans_of = std::move(key);
    memory.spans = of(app.session().proposals.mention_index, memory.chosen);
    if (!same) {
        memory.picked.clear();
        memory.at_span = 0;
    }
    std::erase_if(memory.picked, [&](const SpanId& id) {
        return std::none_of(memory.spans.begin(), memory.spans.end(),
                            [&](const MentionIndex::Place& each) { return each.span == id; });
    });
}

namespace {

// Puts the span among those that are moved together, or takes it out.
void pick(RecordListMemory& memory, const SpanId& span)
{
    const auto picked = std::find(memory.picked.begin(), memory.picked.end(), span);
    if (picked != memory.picked.end())
        memory.picked.erase(picked);
    else
        memory.picked.push_back(span);
}

void span_row(const Ui& ui, RecordListMemory& memory, size_t index, bool picks)
{
    const MentionIndex::Place& at = memory.spans[index];
    const AnnotationSet* set = ui.app.project().find(at.set);
    const Span* span = set ? set->spans.find(at.span) : nullptr;
    if (!span) return;
    const Document& document = *ui.app.project().find(set->info.document);
    const auto picked = std::find(memory.picked.begin(), memory.picked.end(), at.span);
    const bool is_picked = picked != memory.picked.end();
    const bool is_related = span->claim && !span->claim->relation.empty();
    const std::string_view relation = is_related ? std::string_view(span->claim->relation) : "–";
    const float before = picks ? 24.0f : 90.0f;
    const float title = std::min(150.0f, ImGui::GetContentRegionAvail().x / 4);
    const Row row = list_row(ui, ("mention:" + at.span.text).c_str(), is_picked, kRow);
    if (ImGui::BeginDragDropSource(ImGuiDragDropFlags_None)) {
        ImGui::SetDragDropPayload("mention", at.span.text.c_str(), at.span.text.size());
        text_line(ui, ui.list(), quote_of(*document.text, *span, 60), 200);
        ImGui::EndDragDropSource();
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = (row.min.y + row.max.y) / 2;
    if (memory.in_spans && index == memory.at_span)
        draw.AddRect({row.min.x + 0.5f, row.min.y + 0.5f}, {row.max.x - 0.5f, row.max.y - 0.5f}, ui.theme.accent, 4, 0,
                     1.5f);
    if (picks) {
        draw.AddRect({row.min.x + 6, middle - 6}, {row.min.x + 18, middle + 6}, ui.quiet_ink, 2);
        if (is_picked) draw_icon(draw, Icon::Check, {row.min.x + 12, middle}, ui.theme.accent, 11);
    } else
        draw_text_in(draw, ui.quiet(), {row.min.x + 4, row.min.y}, {row.min.x + before, row.max.y}, relation);
    draw_text_in(draw, ui.quiet(), {row.min.x + before + 4, row.min.y}, {row.min.x + before + title, row.max.y},
                 display_title(document));
    const ImVec2 min{row.min.x + before + title + 8, row.min.y}, max{row.max.x - 4, row.max.y};
    if (picks)
        draw_in_context(ui, *document.text, span->at.front(), min, max);
    else
        draw_text_in(draw, ui.list(), min, max, quote_of(*document.text, *span, 240));
    if (!row.clicked) return;
    if (!picks || ImGui::GetIO().MousePos.x > row.min.x + before)
        ui.wishes.run("span.focus", Args().text("id", at.span.text).str());
    else
        pick(memory, at.span);
}

// Up, down, to the place in the text, and with `picks` Space.
void spans_by_keys(const Ui& ui, RecordListMemory& memory, bool picks)
{
    memory.at_span = std::min(memory.at_span, memory.spans.size() - 1);
    const SpanId& id = memory.spans[memory.at_span].span;
    if (ImGui::IsKeyPressed(ImGuiKey_Enter)) ui.wishes.run("span.focus", Args().text("id", id.text).str());
    if (picks && ImGui::IsKeyPressed(ImGuiKey_Space)) pick(memory, id);
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow) && memory.at_span > 0) --memory.at_span;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow) && memory.at_span + 1 < memory.spans.size()) ++memory.at_span;
    scroll_to_row(memory.at_span, kRow);
}

}  // namespace

void record_spans(const Ui& ui, RecordListMemory& memory, bool picks)
{
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("spans", {0, 0}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (memory.in_spans && !memory.spans.empty() && !ui.app.wants_text_input()) spans_by_keys(ui, memory, picks);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(memory.spans.size()), kRow);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            span_row(ui, memory, static_cast<size_t>(i), picks);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

}  // namespace glossator
