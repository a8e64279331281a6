#include "web/page.h"

#include <algorithm>

#include <imgui_internal.h>

#include "glossator_assets.h"
#include "web/canvas_glyphs.h"
#include "web/js.h"
#include "web/js_string.h"

namespace glossator {

namespace {

constexpr std::string_view kNoWebGl =
    "Glossator draws with WebGL 2, which this browser does not offer. A current Firefox, Chrome, Edge or Safari with "
    "hardware "
    "acceleration does.";
// A tooltip appears when the pointer has rested this long; no input tells of that.
constexpr double kTooltipAfterS = 0.45;

std::string asset(std::string_view name)
{
    size_t size = 0;
    const std::unique_ptr<char, void (*)(void*)> bytes(js_take_asset(name.data(), name.size(), &size), std::free);
    return bytes ? std::string(bytes.get(), size) : std::string();
}

std::optional<std::string> query(std::string_view name)
{
    return take_js_string(js_query(name.data(), name.size()));
}

Assets load_assets()
{
    Assets assets;
    assets.fonts.interface_regular = asset("fonts/ui.otf");
    assets.fonts.interface_semibold = asset("fonts/ui-semibold.otf");
    assets.fonts.reading_regular = asset("fonts/text.ttf");
    assets.fonts.packs = kFontPacks;
    assets.fonts.fallback = canvas_glyph_loader();
    assets.schema_packs.assign(std::begin(kSchemaPacks), std::end(kSchemaPacks));
    assets.attribution_rules = kAttributionRules;
    assets.sample = asset("sample/harbour.glossator.json");
    return assets;
}

}  // namespace

Page::Page()
    : context_(ImGui::CreateContext(), [](ImGuiContext* context) { ImGui::DestroyContext(context); }),
      frames_([this] { draw(); }),
      input_(frames_),
      platform_(frames_)
{
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
}

void Page::start()
{
    if (!renderer_.start("#canvas")) return js_stop(kNoWebGl.data(), kNoWebGl.size());
    js_attach(this);  // the preferences, which the app asks for, and the size
    app_ = std::make_unique<App>(platform_, load_assets());
    if (const auto locale = query("locale")) app_->session().settings.language = language_for(*locale);
    if (const auto theme = query("theme")) {
        Settings& settings = app_->session().settings;
        if (*theme == "light") settings.theme = ThemeName::Light;
        if (*theme == "dark") settings.theme = ThemeName::Dark;
        if (*theme == "contrast") settings.theme = ThemeName::Contrast;
    }
    frames_.draw_now();
    frames_.wake();
}

void Page::begin_with_what_the_address_asks()
{
    if (began_) return;
    began_ = true;
    if (const auto address = query("open"))
        js_open_address(address->data(), address->size());
    else if (query("sample") && app_->project().documents().empty())
        app_->open_sample();
}

void Page::resize(ImVec2 size, ImVec2 scale)
{
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = size;
    io.DisplayFramebufferScale = scale;
    if (app_) frames_.draw_now();  // the browser has emptied the canvas and shows it next
    frames_.wake();
}

void Page::draw()
{
    if (drawing_ || !app_ || !renderer_.ready()) return;
    drawing_ = true;
    app_->receive();  // what an earlier run kept comes first
    begin_with_what_the_address_asks();
    const double now_s = platform_.now_s();
    ImGui::GetIO().DeltaTime = std::max(1e-4f, static_cast<float>(now_s - last_frame_s_));
    last_frame_s_ = now_s;

    ImGui::NewFrame();
    app_->frame();
    ImGui::Render();
    renderer_.draw(*ImGui::GetDrawData(), app_->theme().paper);
    input_.end_frame();
    drawing_ = false;

    if (!input_.handled() || platform_.has_events()) frames_.wake(2);
    frames_.wake_in(app_->next_frame_in());
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    if (context.HoverItemDelayId != 0 && context.HoverItemDelayTimer < kTooltipAfterS) frames_.wake_in(kTooltipAfterS);

    for (const AppEvent& event : app_->take_events())
        js_emit(event.name.data(), event.name.size(), event.detail.data(), event.detail.size());
    js_frame_done(app_->wants_text_input(), settled());
}

bool Page::settled() const
{
    return began_ && frames_.idle() && input_.handled() && !platform_.has_events() &&
           !app_->text().fonts().is_waiting() && app_->keeper().state() == Keeper::State::Saved;
}

bool Page::hand_over()
{
    input_.draw_until_handled();
    app_->finish_typing();
    // A snapshot takes its share of frames, which a hidden page isn't given.
    constexpr int kMostFrames = 200;
    for (int i = 0; i < kMostFrames && (platform_.has_events() || app_->keeper().waiting()); ++i) frames_.draw_now();
    return app_->keeper().state() != Keeper::State::Saving;
}

bool Page::drags_at(float x, float y)
{
    input_.pointer_moved(ImGuiMouseSource_TouchScreen, x, y);
    input_.draw_until_handled();
    frames_.draw_now();  // what is hovered is known one frame later
    const ImGuiMouseCursor cursor = ImGui::GetMouseCursor();
    return cursor >= ImGuiMouseCursor_ResizeAll && cursor <= ImGuiMouseCursor_ResizeNWSE;
}

const char* Page::reply(std::string text)
{
    reply_ = std::move(text);
    return reply_.c_str();
}

}  // namespace glossator
