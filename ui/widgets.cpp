#include "ui/widgets.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/text/unicode_breaks.h"
#include "ui/right_to_left.h"

namespace glossator {

namespace {

constexpr size_t kMaxLineBytes = 600;  // more never fits on a line of the screen
constexpr const char* kEllipsis = "…";

// The begin of `text` as one line: cut where nobody sees it, without line ends and tabs.
std::string single_line(std::string_view text)
{
    size_t size = std::min(text.size(), kMaxLineBytes);
    while (size > 0 && size < text.size() && is_continuation(text[size])) --size;
    std::string line(text.substr(0, size));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (size < text.size()) line += kEllipsis;
    return line;
}

size_t fitting(const TextStyle& style, std::string_view line, float width)
{
    return style.engine->fitting(style.face, style.size, line, std::max(width, 0.0f));
}

// Where the longest end of `line` begins that is no wider than `width`, in bytes.
size_t fitting_from_end(const TextStyle& style, std::string_view line, float width)
{
    size_t begin = fitting(style, line, style.engine->width(style.face, style.size, line) - width);
    const std::vector<Break> graphemes = grapheme_breaks(line);
    while (begin < line.size() && graphemes[begin] == Break::None) ++begin;  // what does not fit goes whole
    return std::min(begin + 1, line.size());
}

// Calls `visit(layout, line, rest)` for each line of `text`; `rest` is the paragraph from that line on, and ends the
// text if `last`. Stops when it returns false.
template <class Visit>
void each_line(const TextStyle& style, std::string_view text, float width, Visit visit)
{
    while (true) {
        const size_t end = std::min(text.find('\n'), text.size());
        const std::string_view paragraph = text.substr(0, end);
        const ParagraphLayout& layout = style.engine->lay_out(style.face, style.size, paragraph, std::max(width, 1.0f));
        for (size_t line = 0; line < layout.lines.size(); ++line) {
            const bool last = line + 1 == layout.lines.size() && end == text.size();
            if (!visit(layout, line, paragraph.substr(layout.lines[line].bytes.begin), last)) return;
        }
        if (end == text.size()) return;
        text.remove_prefix(end + 1);
    }
}

// Draws, and tells nobody. Returns how wide it is, px.
float place_text(ImDrawList& draw, const TextStyle& style, ImVec2 top_left, std::string_view text)
{
    const ParagraphLayout& layout = style.engine->lay_out(style.face, style.size, text);
    style.engine->draw_line(draw, layout, 0, style.size, {top_left.x, top_left.y + baseline_of(style.face, style.size)},
                            style.color);
    return layout.lines.front().width;
}

void say(std::string_view words, ImVec2 min, ImVec2 max)
{
    if (interface() && interface()->controls) interface()->controls->say(words, min, max);
}

}  // namespace

Ui::Ui(App& drawn_app, Wishes& asked)
    : app(drawn_app),
      wishes(asked),
      theme(drawn_app.theme()),
      quiet_ink(legible_on(drawn_app.theme().quiet_ink, drawn_app.theme().panel))
{}

void begin_panel(const char* name, Area area, ImU32 color, PanelScroll scroll, ImVec2 padding, PanelLayer layer)
{
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize({std::max(area.width(), 1.0f), std::max(area.height(), 1.0f)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color);
    ImGuiWindowFlags flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                             ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                             ImGuiWindowFlags_NoFocusOnAppearing;  // else what is being typed would go elsewhere
    if (layer == PanelLayer::Desk) flags |= ImGuiWindowFlags_NoBringToFrontOnFocus;
    if (scroll == PanelScroll::No) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    ImGui::Begin(name, nullptr, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
}

void end_panel()
{
    ImGui::End();
}

float hairline()
{
    return 1 / std::max(ImGui::GetIO().DisplayFramebufferScale.x, 0.5f);
}

void draw_hairline(ImDrawList& draw, ImVec2 from, ImVec2 to, ImU32 color)
{
    const float pixel = hairline();
    const auto snapped = [&](float v) { return std::floor(v / pixel) * pixel; };
    const ImVec2 min{snapped(from.x), snapped(from.y)};
    draw.AddRectFilled(min, {std::max(snapped(to.x), min.x + pixel), std::max(snapped(to.y), min.y + pixel)}, color);
}

void separator(const Ui& ui)
{
    space(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_hairline(*ImGui::GetWindowDrawList(), at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, ui.theme.line);
    space(4);
}

void space(float height)
{
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::Dummy({0, height});
    ImGui::PopStyleVar();
}

float text_width(const TextStyle& style, std::string_view text)
{
    return std::ceil(style.engine->width(style.face, style.size, text));
}

void draw_text(ImDrawList& draw, const TextStyle& style, ImVec2 top_left, std::string_view text)
{
    const float width = place_text(draw, style, top_left, text);
    say(text, top_left, {top_left.x + width, top_left.y + style.size});
}

void draw_text_in(ImDrawList& draw, const TextStyle& style, ImVec2 min, ImVec2 max, std::string_view text)
{
    const std::string shown = elided(style, text, max.x - min.x);
    const float width = place_text(draw, style, {min.x, std::round((min.y + max.y - style.size) / 2)}, shown);
    say(text, min, {min.x + width, max.y});
}

float number_width(const TextStyle& style, size_t number)
{
    const std::string digits = with_thousands(number);
    const float digit = text_width(style, "0"), comma = text_width(style, ",");
    float width = 0;
    for (char c : digits) width += c == ',' ? comma : digit;
    return width;
}

void draw_number(ImDrawList& draw, const TextStyle& style, float right, float top, size_t number)
{
    const std::string digits = with_thousands(number);
    const float digit = text_width(style, "0"), comma = text_width(style, ",");
    float x = right - number_width(style, number);
    say(digits, {x, top}, {right, top + style.size});
    const LeftToRight digit_by_digit(draw, x, right);
    for (const char& c : digits) {
        const float advance = c == ',' ? comma : digit;
        const std::string_view glyph(&c, 1);
        place_text(draw, style, {x + std::floor((advance - text_width(style, glyph)) / 2), top}, glyph);
        x += advance;
    }
}

std::string elided(const TextStyle& style, std::string_view text, float width, Cut cut)
{
    std::string line = single_line(text);
    if (fitting(style, line, width + 0.5f) >= line.size()) return line;
    const float room = width - text_width(style, kEllipsis);
    if (room <= 0) return kEllipsis;
    if (cut == Cut::End) {
        line.resize(fitting(style, line, room));
        while (!line.empty() && line.back() == ' ') line.pop_back();
        return line + kEllipsis;
    }
    const size_t tail = fitting_from_end(style, line, room * 0.45f);
    const size_t head = fitting(style, line, room - text_width(style, std::string_view(line).substr(tail)));
    return line.substr(0, head) + kEllipsis + line.substr(std::max(tail, head));
}

void text_line(const Ui& ui, const TextStyle& style, std::string_view text, float width, Cut cut)
{
    const float room = width > 0 ? width : ImGui::GetContentRegionAvail().x;
    const std::string shown = elided(style, text, room, cut);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = std::ceil(style.size * 1.3f);
    ImGui::Dummy({width > 0 ? width : text_width(style, shown), height});
    const ImVec2 top_left{at.x, std::round(at.y + (height - style.size) / 2)};
    const float shown_width = place_text(*ImGui::GetWindowDrawList(), style, top_left, shown);
    say(text, at, {at.x + shown_width, at.y + height});
    if (shown.size() != text.size() || shown != text) tooltip(ui, {.title = text});
}

int wrapped_lines(const TextStyle& style, std::string_view text, float width)
{
    int lines = 0;
    each_line(style, text, width, [&](const ParagraphLayout&, size_t, std::string_view, bool) { return ++lines > 0; });
    return lines;
}

int draw_wrapped(ImDrawList& draw, const TextStyle& style, ImVec2 top_left, std::string_view text, float width,
                 float pitch, int max_lines)
{
    int lines = 0;
    const float down = std::floor((pitch - style.size) / 2) + baseline_of(style.face, style.size);
    each_line(style, text, width, [&](const ParagraphLayout& layout, size_t line, std::string_view rest, bool last) {
        const float top = top_left.y + static_cast<float>(lines++) * pitch;
        if (lines == max_lines && !last) {
            const std::string cut = elided(style, rest, width - text_width(style, kEllipsis));
            place_text(draw, style, {top_left.x, top + std::floor((pitch - style.size) / 2)},
                       cut.ends_with(kEllipsis) ? cut : cut + kEllipsis);
            return false;
        }
        style.engine->draw_glyphs(draw, layout, line, style.size, {top_left.x, top + down}, style.color);
        return true;
    });
    say(text, top_left, {top_left.x + width, top_left.y + static_cast<float>(lines) * pitch});
    return lines;
}

void text_block(const TextStyle& style, std::string_view text, float leading, int max_lines, float width)
{
    const float room = width > 0 ? width : ImGui::GetContentRegionAvail().x;
    const float pitch = std::round(style.size * leading);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const int lines = draw_wrapped(*ImGui::GetWindowDrawList(), style, at, text, room, pitch, max_lines);
    ImGui::Dummy({room, static_cast<float>(lines) * pitch});
}

void section_heading(const Ui& ui, std::string_view text, std::string_view command)
{
    space(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    text_line(ui, ui.list_strong(), text);
    if (command.empty()) return;
    const std::string keys = keys_of(ui.app, command);
    key_cap(ImGui::GetWindowDrawList(), ui, {right - key_cap(nullptr, ui, {}, keys), at.y + 9}, keys);
}

std::string keys_of(const App& app, std::string_view command)
{
    for (CommandInfo& info : list_commands(app))
        if (info.id == command) return std::move(info.keys);
    return {};
}

void tooltip(const Ui& ui, const Hint& hint)
{
    ui.app.controls().explain_item(hint.title);
    if (ui.app.session().popup != Popup::None) return;  // it would lie over the popup
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip)) {
        // Nothing else would draw the frame in which the delay is over.
        if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
            ui.app.platform().request_frame(ImGui::GetStyle().HoverDelayNormal);
        return;
    }
    const AnyDirection of_its_own;
    const std::string keys = hint.command.empty() ? std::string(hint.keys) : keys_of(ui.app, hint.command);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(10, 8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 6);
    if (ImGui::BeginTooltip()) {
        draw_popup_edge(ui);
        constexpr float kWidest = 320;
        const float width = std::min(text_width(ui.list(), hint.title) + 1, kWidest);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        text_block(ui.list(), hint.title, 1.35f, 8, width);
        if (!keys.empty()) {
            ImGui::SameLine();
            const ImVec2 cap{at.x + width + 10, at.y + 9};
            ImGui::Dummy({key_cap(ImGui::GetWindowDrawList(), ui, cap, keys), 18});
        }
        if (!hint.detail.empty())
            text_block(ui.quiet(), hint.detail, 1.4f, 8, std::min(text_width(ui.quiet(), hint.detail) + 1, kWidest));
        ImGui::EndTooltip();
    }
    ImGui::PopStyleVar(2);
}

void draw_popup_edge(const Ui& ui)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    const ImVec2 max{min.x + size.x, min.y + size.y};
    draw.PushClipRectFullScreen();
    constexpr int kRings = 7;
    const float strength = ui.theme.contrast ? 0 : ui.theme.dark ? 0.11f : 0.028f;
    for (int ring = 1; ring <= kRings; ++ring) {
        const float out = static_cast<float>(ring) - 0.5f;
        const ImU32 color =
            with_alpha(IM_COL32(0, 0, 0, 255), strength * static_cast<float>(kRings + 1 - ring) / kRings * 1.6f);
        draw.AddRect({min.x - out, min.y - out + 1.5f}, {max.x + out, max.y + out + 1.5f}, color, 6 + out, 0, 1);
    }
    draw.AddRect(min, max, ui.theme.line, 6, 0, hairline());
    draw.PopClipRect();
}

float key_cap(ImDrawList* draw, const Ui& ui, ImVec2 at, std::string_view named)
{
    if (named.empty()) return 0;
    const std::string keys = shown_key(named);
    constexpr float kHeight = 16;
    const TextStyle style = ui.tag();
    const float text = text_width(style, keys), width = std::max(text + 8, kHeight);
    if (draw) {
        const float top = std::round(at.y - kHeight / 2);
        draw->AddRect({at.x, top}, {at.x + width, top + kHeight},
                      ui.theme.contrast ? ui.theme.line : mixed(ui.theme.line, ui.quiet_ink, 0.25f), 4, 0, hairline());
        place_text(*draw, style, {at.x + std::round((width - text) / 2), top + std::round((kHeight - style.size) / 2)},
                   keys);
    }
    return width;
}

void progress_bar(const Ui& ui, float share, ImU32 color, float height)
{
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(at, {at.x + width, at.y + height}, with_alpha(ui.theme.ink, ui.theme.contrast ? 0.3f : 0.09f),
                       height / 2);
    if (share > 0)
        draw.AddRectFilled(at, {at.x + std::max(width * std::min(share, 1.0f), height), at.y + height}, color,
                           height / 2);
    ImGui::Dummy({width, height});
}

int fuzzy_score(std::string_view pattern, std::string_view text)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const auto is_letter = [](char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; };
    int score = 0;
    size_t at = 0, previous = 0;
    for (char wanted : pattern) {
        if (wanted == ' ') continue;
        // A letter at the begin of a word is preferred to the next one anywhere.
        size_t next = text.size(), word = text.size();
        for (size_t i = at; i < text.size(); ++i) {
            if (lower(text[i]) != lower(wanted)) continue;
            if (next == text.size()) next = i;
            if (i == 0 || !is_letter(text[i - 1])) {
                word = i;
                break;
            }
        }
        if (next == text.size()) return -1;
        const bool runs_on = score > 0 && next == previous + 1;
        const size_t chosen = runs_on || word == text.size() ? next : word;
        score += runs_on ? 8 : chosen == word ? 6 : 1;
        previous = chosen;
        at = chosen + 1;
    }
    return score * 16 + (text.size() < 64 ? 64 - static_cast<int>(text.size()) : 0) / 8;
}

}  // namespace glossator
