#include <algorithm>

#include "core/model/checked.h"
#include "core/model/flags.h"
#include "core/model/plain_list.h"
#include "ui/inspector_parts.h"
#include "ui/language.h"

// What is unfinished, and flags.
namespace glossator {

namespace {

constexpr float kRowHeight = 26, kPadding = 8, kRemove = 26;

std::string words_of_check(const Document& document, const AnnotationSet& set, const Check& check)
{
    if (const Span* span = check.span.empty() ? nullptr : set.spans.find(check.span))
        return quote_of(*document.text, *span, 120);
    return check.at.empty() ? std::string() : std::string(document.text->slice(check.at).substr(0, 120));
}

// True while what the check is about is still there.
bool is_there(const AnnotationSet& set, const Check& check)
{
    if (!check.span.empty()) return set.spans.find(check.span) != nullptr;
    return check.attribution.empty() || set.attributions.count(check.attribution) > 0;
}

void kind_menu(const Ui& ui, const Check& check)
{
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(6, 6));
    const bool open = ImGui::BeginPopupContextItem("menu");
    ImGui::PopStyleVar();
    if (!open) return;
    draw_popup_edge(ui);
    ImGui::Dummy({250, 0});
    const std::string key = key_of(check);
    if (option(ui, "checklist.dismiss", tr("It is meant so"), false, {.keys = keys_of(ui.app, "check.dismiss")}))
        ui.wishes.run("check.dismiss", Args().text("check", key).str());
    if (check.kind != CheckKind::Flagged && option(ui, "checklist.kind", tr("Ask for this in no article"), false))
        ui.wishes.run("check.toggle_kind", Args().text("kind", group_of(check)).str());
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
}

// `words` empty: the row stands with the span that it is about.
std::string shown_count(const std::vector<Check>& list)
{
    return list.size() < kMostChecks ? with_thousands(list.size()) : tr("{} and more", {with_thousands(kMostChecks)});
}

void check_row(const Ui& ui, const Check& check, size_t number, const std::string& words)
{
    const std::string name = "checklist:" + std::to_string(number);
    const std::string key = key_of(check);
    ImGui::PushID(key.c_str());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x - kPadding, at.y});
    ImGui::SetNextItemAllowOverlap();
    const Row row = list_row(ui, name.c_str(), !words.empty() && ui.app.session().check == key, kRowHeight);
    if (row.clicked) ui.wishes.run("check.show", Args().text("check", key).str());
    const std::string title = title_of(check, ui.app.project().schema());
    tooltip(ui, {.title = title, .detail = words});
    kind_menu(ui, check);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_icon(draw, Icon::Ring, {row.min.x + 14, row.min.y + kRowHeight / 2}, ui.theme.warning, 10);
    const float left = row.min.x + 26, right = row.max.x - kRemove;
    const float width = std::min(text_width(ui.quiet(), title) + 1, right - left);
    draw_text_in(draw, ui.quiet(), {left, row.min.y}, {left + width, row.max.y}, title);
    if (!words.empty()) draw_text_in(draw, ui.list(), {left + width + 8, row.min.y}, {right, row.max.y}, words);
    const ImVec2 next = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({row.max.x - kRemove, row.min.y});
    const bool flag = check.kind == CheckKind::Flagged;
    const std::string remove = name + ".dismiss";
    if (icon_button(ui, remove.c_str(), Icon::Close,
                    {.title = flag ? tr("Take the flag off") : tr("It is meant so"), .command = "check.dismiss"}, true,
                    kRemove))
        ui.wishes.run("check.dismiss", Args().text("check", key).str());
    ImGui::SetCursorScreenPos(next);
    ImGui::PopID();
}

size_t dismissed(const Project& project, const AnnotationSet& set)
{
    const std::vector<std::string> none;
    return plain_list(set.info.extra, kCheckedKey).value_or(none).size() +
           plain_list(project.info().extra, kUncheckedKey).value_or(none).size();
}

}  // namespace

void checklist_part(const Ui& ui, const Document& document, const AnnotationSet& set)
{
    const std::vector<Check>* list = ui.app.session().checklists.of(set.info.id);
    const size_t left_out = dismissed(ui.app.project(), set);
    if (!list || (list->empty() && left_out == 0)) return;
    ImGui::BeginGroup();
    section_heading(ui, list->empty() ? tr("Nothing is unfinished") : tr("Unfinished: {}", {shown_count(*list)}),
                    "check.next");
    // A long list scrolls by itself, so that what stands below it stays near.
    constexpr float kRowsSeen = 8.5f;
    const float rows = std::min(static_cast<float>(list->size()), kRowsSeen);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x - kPadding, ImGui::GetCursorScreenPos().y});
    ImGui::BeginChild("checks", {0, std::max(rows * kRowHeight, 1.0f)}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    ImGui::Indent(kPadding);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(list->size()), kRowHeight);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const Check& check = (*list)[static_cast<size_t>(i)];
            const bool there = is_there(set, check);  // else it goes in a moment
            const std::string words = there ? words_of_check(document, set, check) : "…";
            check_row(ui, check, static_cast<size_t>(i), words.empty() ? display_title(document) : words);
        }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    if (left_out > 0 &&
        button(ui, "checklist.restore", tr("List again what is meant so: {}", {with_thousands(left_out)}),
               ButtonLook::Quiet, {.title = tr("List again what was taken off the checklist")}))
        ui.wishes.run("check.restore");
    ImGui::EndGroup();
    ui.app.controls().mark_item("checklist");
    separator(ui);
}

void span_checks(const Ui& ui, const AnnotationSet& set, const Span& span)
{
    const std::vector<Check>* list = ui.app.session().checklists.of(set.info.id);
    if (!list) return;
    // In the order of the text: those of a span stand where it begins, those of an attribution beside its first span.
    const auto from = std::partition_point(list->begin(), list->end(),
                                           [&](const Check& check) { return check.at.begin < span.begin(); });
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    for (auto at = from; at != list->end() && at->at.begin == span.begin(); ++at) {
        const auto attribution = set.attributions.find(at->attribution);
        const bool within = attribution != set.attributions.end() && at->at == TextRange{span.begin(), span.end()};
        if (at->kind != CheckKind::Flagged && (at->span == span.id || within))
            check_row(ui, *at, static_cast<size_t>(at - list->begin()), {});
    }
    ImGui::PopStyleVar();
}

// Those that every project has are words of the interface; a team's own are called as they are.
std::string flag_title(const std::string& flag)
{
    constexpr const char* kTitles[] = {tr_later("discuss"), tr_later("discard"), tr_later("later"), tr_later("unsure")};
    static_assert(std::size(kTitles) == kFlags.size());
    const bool is_ours = std::find(kFlags.begin(), kFlags.end(), flag) != kFlags.end();
    return is_ours ? tr(flag.c_str()) : flag;
}

void flag_chips(const Ui& ui, const std::vector<std::string>& flags, std::string_view record, std::string_view id)
{
    std::vector<std::string> shown(kFlags.begin(), kFlags.end());
    for (const std::string& flag : flags)  // a team's own
        if (std::find(shown.begin(), shown.end(), flag) == shown.end()) shown.push_back(flag);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    float x = at.x - 6, y = at.y;
    for (const std::string& flag : shown) {
        const bool on = std::find(flags.begin(), flags.end(), flag) != flags.end();
        const std::string title = flag_title(flag);
        const Chip look{title, {}, nullptr, on};
        const float width = chip_width(ui, look);
        if (x > at.x && x + width > right) {
            x = at.x - 6;
            y += kChipHeight + 2;
        }
        ImGui::SetCursorScreenPos({x, y});
        const std::string name = "inspector.flag:" + std::string(record) + "=" + flag;
        if (chip(ui, name.c_str(), look))
            ui.wishes.run("flag.toggle", Args().text("flag", flag).text(record, id).str());
        const std::string command = (record == "attribution" ? "flag.attribution:" : "flag.") + flag;
        tooltip(ui, {.title = on ? tr("Take the flag off") : tr("Flag to come back to it"), .command = command});
        x += width + 2;
    }
    ImGui::SetCursorScreenPos({at.x, y + kChipHeight + 4});
    ImGui::Dummy({1, 0});
}

}  // namespace glossator
