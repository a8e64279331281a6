#include <algorithm>

#include "ui/language.h"
#include "ui/widgets.h"

// MainView::Export: the formats of other tools, and what each could not carry of this project.
namespace glossator {

namespace {

constexpr float kTop = 48, kRow = 40, kListWidth = 300, kTextWidth = 620, kLossRow = 22;

void heading(const Ui& ui, Area area)
{
    const ImVec2 at{area.min.x + 16, area.min.y + 8};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_text_in(draw, ui.strong(), at, {at.x + 200, at.y + 32}, tr("Export"));
    ImGui::SetCursorScreenPos({area.max.x - 12 - 28, at.y + 2});
    if (icon_button(ui, "export.close", Icon::Close, {.title = tr("Back to the text"), .command = "view.export"}))
        ui.wishes.run("view.export");
    draw_hairline(draw, {area.min.x, area.min.y + kTop}, {area.max.x, area.min.y + kTop}, ui.theme.line);
}

std::string extensions_of(const Format& format)
{
    std::string out;
    for (const std::string& extension : format.extensions) out += (out.empty() ? "" : " ") + extension;
    return out;
}

std::vector<const Format*> written()
{
    std::vector<const Format*> out;
    for (const Format& format : formats())
        if (format.writes) out.push_back(&format);
    return out;
}

void choose(const Ui& ui, std::string_view format)
{
    ui.wishes.run("export.choose", Args().text("format", format).str());
}

void keys(const Ui& ui, const std::vector<const Format*>& list)
{
    const int step = ImGui::IsKeyPressed(ImGuiKey_DownArrow) - ImGui::IsKeyPressed(ImGuiKey_UpArrow);
    if (ImGui::IsKeyPressed(ImGuiKey_Enter, false)) ui.wishes.run("file.export");
    if (step == 0) return;
    const auto chosen = std::find_if(list.begin(), list.end(), [&](const Format* format) {
        return format->id == ui.app.session().views.exporting.format;
    });
    const std::ptrdiff_t at = chosen == list.end() ? -1 : chosen - list.begin();
    const auto last = static_cast<std::ptrdiff_t>(list.size()) - 1;
    const std::ptrdiff_t next = std::clamp<std::ptrdiff_t>(at + step, 0, last);
    choose(ui, list[static_cast<size_t>(next)]->id);
    const float top = static_cast<float>(next) * kRow, view = ImGui::GetWindowHeight();
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top + kRow > ImGui::GetScrollY() + view) ImGui::SetScrollY(top + kRow - view);
}

void list(const Ui& ui, const std::vector<const Format*>& formats_written)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const Format* format : formats_written) {
        const std::string name = std::string("export.format:") + format->id;
        const Row row = list_row(ui, name.c_str(), ui.app.session().views.exporting.format == format->id, kRow);
        const float left = row.min.x + 12, right = row.max.x - 8;
        draw_text_in(draw, ui.list(), {left, row.min.y + 3}, {right, row.min.y + 21}, format->title);
        draw_text_in(draw, ui.tag(), {left, row.min.y + 20}, {right, row.max.y - 3}, extensions_of(*format));
        if (row.clicked) choose(ui, format->id);
    }
}

void set_option(const Ui& ui, const Format& format, const char* option, std::string_view value)
{
    ui.wishes.run("export.choose",
                  Args().text("format", format.id).json("options", Args().text(option, value).str()).str());
}

void options(const Ui& ui, const Format& format)
{
    const FormatOptions& chosen = ui.app.session().views.exporting.options;
    for (const FormatOption& each : format.options) {
        const std::string name = std::string("export.option:") + each.name;
        const std::string value = option_of(format, chosen, each.name);
        text_block(ui.list(), sentence(each.about));
        space(2);
        if (each.values.empty()) {
            const MakeCommand make = [&format, &each](const std::string& text) {
                return CommandCall{
                    "export.choose",
                    Args().text("format", format.id).json("options", Args().text(each.name, text).str()).str()};
            };
            text_field(ui, name.c_str(), value, "", {.title = each.about}, make, 320);
        } else if (begin_choice(ui, name.c_str(), value, {.title = each.about}, 220)) {
            for (const char* offered : each.values)
                if (option(ui, (name + "=" + offered).c_str(), offered, value == offered))
                    set_option(ui, format, each.name, offered);
            end_choice();
        }
        space(10);
    }
}

// What the rest of the memory has to be of.
std::string wanted(const App& app)
{
    const ExportMemory& memory = app.session().views.exporting;
    std::string out =
        app.project().info().id.text + '\n' + std::to_string(app.project().revision()) + '\n' + memory.format;
    for (const auto& [name, value] : memory.options) out += '\n' + name + '=' + value;
    return out;
}

// Tries the format out, a frame after it was chosen.
bool is_tried(const Ui& ui)
{
    ExportMemory& memory = ui.app.session().views.exporting;
    const std::string now = wanted(ui.app);
    if (memory.tried == now) return true;
    if (memory.wait++ == 0) {
        ui.app.platform().request_frame(0);
        return false;
    }
    memory.wait = 0;
    memory.tried = now;
    const Result<Exported> exported = export_project(ui.app.project(), memory.format, memory.options);
    memory.failure = exported ? std::string() : sentence(exported.error().message);
    memory.losses = exported ? exported->losses : std::vector<Loss>();
    memory.files = exported ? exported->files.size() : 0;
    memory.bytes = 0;
    if (exported)
        for (const ExportedFile& file : exported->files) memory.bytes += file.bytes.size();
    return true;
}

std::string size_of(size_t bytes)
{
    if (bytes < 1000) return tr("{} bytes", {std::to_string(bytes)});
    if (bytes < 1'000'000) return tr("{} kB", {std::to_string((bytes + 500) / 1000)});
    return tr("{} MB", {std::to_string((bytes + 500'000) / 1'000'000)});
}

void loss_rows(const Ui& ui, const std::vector<Loss>& losses)
{
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const Loss& loss : losses) {
        const Row row = list_row(ui, ("export.loss:" + loss.what).c_str(), false, kLossRow);
        const float middle = row.min.x + std::min(300.0f, (row.max.x - row.min.x) * 0.55f);
        draw_number(draw, ui.list(), row.min.x + 48, row.min.y + 3, loss.count);
        draw_text_in(draw, ui.list(), {row.min.x + 58, row.min.y}, {middle, row.max.y}, loss.what);
        draw_text_in(draw, ui.quiet(), {middle + 8, row.min.y}, row.max, loss.example);
        tooltip(ui, {.title = loss.example});
    }
}

void outcome(const Ui& ui)
{
    const ExportMemory& memory = ui.app.session().views.exporting;
    if (!is_tried(ui)) {
        text_block(ui.quiet(), tr("Looking at what it can carry…"));
        return;
    }
    if (!memory.failure.empty()) {
        text_block(colored(ui.list(), ui.theme.error), memory.failure);
        return;
    }
    const std::string files =
        memory.files == 1 ? tr("One file") : tr("{} files in an archive", {std::to_string(memory.files)});
    text_block(ui.quiet(),
               tr("{}, {}. Every offset was read back and stands at its span's text.", {files, size_of(memory.bytes)}));
    space(8);
    command_button(ui, "export.save", tr("Export…"), ButtonLook::Primary,
                   {.title = tr("Write it and choose where it goes"), .command = "file.export", .keys = "Enter"}, 130);
    space(16);
    if (memory.losses.empty()) {
        text_block(ui.list(), tr("It carries everything that this project holds."));
        return;
    }
    section_heading(ui, tr("What it can't carry"));
    loss_rows(ui, memory.losses);
}

}  // namespace

void export_view(App& app, Area area, Wishes& wishes)
{
    const Ui ui(app, wishes);
    begin_panel("export", area, ui.theme.paper, PanelScroll::No, {0, 0});
    app.controls().mark("export", area.min, area.max);
    heading(ui, area);
    const float width = std::min(kListWidth, area.width() * 0.4f), top = area.min.y + kTop + 1;
    draw_hairline(*ImGui::GetWindowDrawList(), {area.min.x + width, top}, {area.min.x + width, area.max.y},
                  ui.theme.line);
    const std::vector<const Format*> formats_written = written();
    ImGui::SetCursorScreenPos({area.min.x + 4, top + 4});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGui::BeginChild("formats", {width - 8, area.max.y - top - 8}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (!app.wants_text_input()) keys(ui, formats_written);
    list(ui, formats_written);
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::SetCursorScreenPos({area.min.x + width + 20, top + 14});
    const float room = std::min(kTextWidth, area.width() - width - 36);
    ImGui::BeginChild("format", {room, area.max.y - top - 18}, ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    if (const Format* format = format_named(app.session().views.exporting.format)) {
        text_block(ui.strong(), format->title);
        space(10);
        options(ui, *format);
        outcome(ui);
    } else {
        text_block(ui.quiet(),
                   tr("Choose a format: what it can't carry of this project is listed before anything is written."));
    }
    ImGui::EndChild();
    end_panel();
}

}  // namespace glossator
