#include <algorithm>
#include <cmath>

#include "ui/language.h"
#include "ui/right_to_left.h"
#include "ui/widgets.h"

// The project's guidelines, set by our own engine: text of any script, nothing fetched, no HTML.
namespace glossator {

namespace {

constexpr float kIndent = 18, kHeader = 40;

// The label that is worked with: the focused span's, or the armed one.
const LabelDef* label_at_work(const App& app)
{
    const Span* span = app.focused();
    return app.project().schema().find(span ? span->label : app.session().armed);
}

bool names(const std::string& heading, const LabelDef& label)
{
    const std::string read = " " + folded(heading) + " ";
    const auto has = [&](std::string_view name) {
        const std::string wanted = folded(name);
        for (size_t at = read.find(wanted); at != read.npos && !wanted.empty(); at = read.find(wanted, at + 1)) {
            const auto ends = [](char c) { return static_cast<unsigned char>(c) < 0x80 && !std::isalnum(c); };
            if (ends(read[at - 1]) && ends(read[at + wanted.size()])) return true;
        }
        return false;
    };
    return has(label.title) || has(label.id.text);
}

// The index of the block with the label's own heading, the most exact one; without any, of the item or paragraph that
// begins with its name in strong letters.
size_t section_of(const std::vector<MarkdownBlock>& blocks, const LabelDef& label)
{
    size_t found = blocks.size();
    const auto is_about_it = [&](const MarkdownBlock& block) {
        return std::any_of(block.runs.begin(), block.runs.end(), [&](const MarkdownRun& run) {
            return run.strong && run.bytes.begin == 0 && names(block.text.substr(0, run.bytes.end), label);
        });
    };
    for (size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].kind != MarkdownBlock::Kind::Heading || !names(blocks[i].text, label)) continue;
        if (found == blocks.size() || blocks[i].text.size() < blocks[found].text.size()) found = i;
    }
    if (found == blocks.size())
        found = static_cast<size_t>(std::find_if(blocks.begin(), blocks.end(), is_about_it) - blocks.begin());
    return found;
}

// Draws what a run changes over its words: the line is drawn once more in there.
void draw_run(const Ui& ui, const TextStyle& style, const ParagraphLayout& layout, const MarkdownRun& run,
              uint32_t begin, ImVec2 origin, float pitch)
{
    std::vector<LineBox> boxes;
    const uint32_t from = run.bytes.begin < begin ? 0 : run.bytes.begin - begin;
    layout.boxes({from, run.bytes.end - begin}, boxes);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 link = legible_on(ui.theme.accent, ui.theme.panel);
    for (const LineBox& box : boxes) {
        const float top = origin.y + pitch * static_cast<float>(box.line);
        const ImVec2 min{origin.x + box.left, top - 2}, max{origin.x + box.right, top + style.size + 4};
        const ImVec2 baseline{origin.x, top + baseline_of(style.face, style.size)};
        if (run.code) draw.AddRectFilled({min.x - 2, min.y}, {max.x + 2, max.y}, with_alpha(ui.theme.ink, 0.08f), 3);
        draw.PushClipRect({min.x - 1, min.y - 4}, {max.x + 1, max.y + 4}, true);
        const ImU32 color = run.link.empty() ? style.color : link;
        if (run.strong || !run.link.empty())
            style.engine->draw_glyphs(draw, layout, box.line, style.size, baseline, color);
        if (run.strong)  // a second stroke beside the first: every script has it
            style.engine->draw_glyphs(draw, layout, box.line, style.size, {baseline.x + 0.6f, baseline.y}, color);
        draw.PopClipRect();
        if (run.emphasis) draw_hairline(draw, {min.x, max.y - 2}, {max.x, max.y - 2}, ui.quiet_ink);
        if (!run.link.empty()) draw_hairline(draw, {min.x, max.y - 1}, {max.x, max.y - 1}, link);
        if (run.struck)
            draw_hairline(draw, {min.x, top + style.size / 2 + 1}, {max.x, top + style.size / 2 + 1}, color);
        if (run.link.empty()) continue;
        const ImVec2 next = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos(min);
        ImGui::PushID(static_cast<int>(run.bytes.begin * 64 + box.line));
        ImGui::InvisibleButton("link", {std::max(max.x - min.x, 1.0f), max.y - min.y});
        ImGui::PopID();
        tooltip(ui, {.title = run.link, .detail = tr("Shown only: nothing is fetched from here.")});
        ImGui::SetCursorScreenPos(next);
    }
}

// The block's text in `range`, its paragraphs broken to `width`; returns how high it is.
float draw_words(const Ui& ui, const MarkdownBlock& block, TextRange range, const TextStyle& style, ImVec2 at,
                 float width)
{
    const float pitch = std::round(style.size * 1.5f);
    float y = at.y;
    for (uint32_t begin = range.begin; begin <= range.end;) {
        const size_t line_end = block.text.find('\n', begin);
        const uint32_t end = std::min(static_cast<uint32_t>(std::min(line_end, block.text.size())), range.end);
        const std::string_view words = std::string_view(block.text).substr(begin, end - begin);
        const ParagraphLayout& layout = style.engine->lay_out(style.face, style.size, words, std::max(width, 1.0f));
        for (size_t line = 0; line < layout.lines.size(); ++line)
            style.engine->draw_glyphs(
                *ImGui::GetWindowDrawList(), layout, static_cast<uint32_t>(line), style.size,
                {at.x, y + pitch * static_cast<float>(line) + baseline_of(style.face, style.size)}, style.color);
        for (const MarkdownRun& run : block.runs)
            if (run.bytes.begin < end && run.bytes.end > begin) {
                MarkdownRun here = run;
                here.bytes.end = std::min(here.bytes.end, end);
                draw_run(ui, style, layout, here, begin, {at.x, y}, pitch);
            }
        y += pitch * static_cast<float>(layout.lines.size());
        if (end >= range.end) break;
        begin = end + 1;
    }
    return y - at.y;
}

float draw_row(const Ui& ui, const MarkdownBlock& block, ImVec2 at, float width)
{
    const TextStyle style = block.level > 0 ? ui.list_strong() : ui.list();
    const float each = width / static_cast<float>(std::max<size_t>(block.cells.size(), 1));
    float height = 0;
    for (size_t i = 0; i < block.cells.size(); ++i)
        height = std::max(height, draw_words(ui, block, block.cells[i], style,
                                             {at.x + each * static_cast<float>(i), at.y + 3}, each - 8));
    draw_hairline(*ImGui::GetWindowDrawList(), {at.x, at.y + height + 4}, {at.x + width, at.y + height + 4},
                  ui.theme.line);
    return height + 6;
}

void draw_block(const Ui& ui, const MarkdownBlock& block, bool first)
{
    using Kind = MarkdownBlock::Kind;
    const bool heading = block.kind == Kind::Heading;
    if (!first) space(heading ? 14 : block.kind == Kind::Row ? 0 : block.marker.empty() ? 7 : 3);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    const float left = at.x + kIndent * static_cast<float>(block.depth) + 12 * static_cast<float>(block.quotes);
    const TextRange all{0, static_cast<uint32_t>(block.text.size())};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    TextStyle style = heading && block.level < 3 ? ui.strong() : heading ? ui.list_strong() : ui.list();
    if (block.quotes > 0) style.color = ui.quiet_ink;
    float height = 0;
    if (block.kind == Kind::Rule) {
        height = 9;
        draw_hairline(draw, {left, at.y + 4}, {right, at.y + 4}, ui.theme.line);
    } else if (block.kind == Kind::Row) {
        height = draw_row(ui, block, {left, at.y}, right - left);
    } else if (block.kind == Kind::Code) {
        draw.ChannelsSplit(2);
        draw.ChannelsSetCurrent(1);
        height = draw_words(ui, block, all, style, {left + 8, at.y + 6}, right - left - 16) + 12;
        draw.ChannelsSetCurrent(0);
        draw.AddRectFilled({left, at.y}, {right, at.y + height}, with_alpha(ui.theme.ink, 0.06f), 4);
        draw.ChannelsMerge();
    } else {
        height = draw_words(ui, block, all, style, {left, at.y}, right - left);
    }
    if (!block.marker.empty())
        draw_text(draw, ui.quiet(), {left - 6 - text_width(ui.quiet(), block.marker), at.y}, block.marker);
    for (int i = 0; i < block.quotes; ++i) {
        const float bar = at.x + kIndent * static_cast<float>(block.depth) + 12 * static_cast<float>(i);
        draw.AddRectFilled({bar, at.y - 2}, {bar + 2, at.y + height}, ui.theme.line);
    }
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({1, height});
}

// Those of the guidelines; the one at `section` is scrolled to.
void draw_blocks(const Ui& ui, float left, size_t section, Area area)
{
    const std::vector<MarkdownBlock>& blocks = ui.app.session().views.guidelines.blocks;
    const LeftToRight as_written(*ImGui::GetWindowDrawList(), left, left + ImGui::GetContentRegionAvail().x);
    for (size_t i = 0; i < blocks.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        if (i == section) ImGui::SetScrollFromPosY(ImGui::GetCursorScreenPos().y - ImGui::GetWindowPos().y, 0);
        const float top = ImGui::GetCursorScreenPos().y;
        draw_block(ui, blocks[i], i == 0);
        if (blocks[i].kind == MarkdownBlock::Kind::Heading)
            ui.app.controls().mark("guidelines:" + blocks[i].text, {area.min.x, top},
                                   {area.max.x, ImGui::GetCursorScreenPos().y});
        ImGui::PopID();
    }
}

void edit_guidelines(const Ui& ui)
{
    ui.app.session().main_view = MainView::Schema;
    ui.app.session().views.schema.chosen = "guidelines";
    ui.app.session().views.schema.follow = true;
}

void header(const Ui& ui, Area area)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_text_in(draw, ui.list_strong(), {area.min.x + 12, area.min.y}, {area.max.x - 100, area.min.y + kHeader},
                 tr("Guidelines"));
    const float edit = text_width(ui.body(), tr("Edit")) + 16;
    ImGui::SetCursorScreenPos({area.max.x - 40 - edit, area.min.y + 6});
    if (button(ui, "guidelines.edit", tr("Edit"), ButtonLook::Quiet,
               {.title = tr("Write the guidelines of this project")}))
        edit_guidelines(ui);
    ImGui::SetCursorScreenPos({area.max.x - 36, area.min.y + 6});
    if (icon_button(ui, "guidelines.close", Icon::Close,
                    {.title = tr("Hide the guidelines"), .command = "view.guidelines"}))
        ui.wishes.run("view.guidelines");
}

}  // namespace

void guidelines_panel(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    GuidelinesMemory& memory = app.session().views.guidelines;
    const std::string& text = app.project().info().guidelines;
    if (memory.text != text || (memory.blocks.empty() && !text.empty())) {
        memory.text = text;
        memory.blocks = read_markdown(text);
        memory.label = {};
    }
    begin_panel("guidelines", area, ui.theme.panel, PanelScroll::No, {0, 0});
    app.controls().mark("guidelines", area.min, area.max);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_hairline(draw, area.min, {area.max.x, area.min.y}, ui.theme.line);
    draw_hairline(draw, area.min, {area.min.x, area.max.y}, ui.theme.line);
    header(ui, area);
    const LabelDef* label = label_at_work(app);
    const bool goes = label && label->id != memory.label;
    const size_t section = goes ? section_of(memory.blocks, *label) : memory.blocks.size();
    if (label) memory.label = label->id;
    if (section < memory.blocks.size()) app.platform().request_frame(0);  // which shows it scrolled
    ImGui::SetCursorScreenPos({area.min.x + 12, area.min.y + kHeader});
    ImGui::BeginChild("words", {area.width() - 16, area.height() - kHeader - 4}, ImGuiChildFlags_None,
                      ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const float words_left = ImGui::GetCursorScreenPos().x;
    if (memory.blocks.empty())
        text_block(ui.quiet(), tr("How to annotate stands here, once somebody has written it down: press Edit."));
    draw_blocks(ui, words_left, section, area);
    space(16);
    ImGui::PopStyleVar();
    ImGui::EndChild();
    end_panel();
}

}  // namespace glossator
