#include "ui/theme.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdlib>

namespace glossator {

namespace {

constexpr ImU32 rgb(uint32_t hex, uint32_t alpha = 255)
{
    return IM_COL32((hex >> 16) & 255u, (hex >> 8) & 255u, hex & 255u, alpha);
}

struct Rgb {
    float r, g, b;  // 0 to 255
};

Rgb channels(ImU32 color)
{
    return {static_cast<float>((color >> IM_COL32_R_SHIFT) & 255u),
            static_cast<float>((color >> IM_COL32_G_SHIFT) & 255u),
            static_cast<float>((color >> IM_COL32_B_SHIFT) & 255u)};
}

uint32_t rounded(float value)
{
    return static_cast<uint32_t>(std::clamp(std::lround(value), 0l, 255l));
}

float linear(float channel)
{
    const float c = channel / 255;
    return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

float luminance(ImU32 color)
{
    const Rgb c = channels(color);
    return 0.2126f * linear(c.r) + 0.7152f * linear(c.g) + 0.0722f * linear(c.b);
}

constexpr Theme kLight = {.dark = false,
                          .contrast = false,
                          .paper = rgb(0xFBFAF7),
                          .panel = rgb(0xF3F1EC),
                          .ink = rgb(0x1F2328),
                          .quiet_ink = rgb(0x6A6F76),
                          .line = rgb(0xDDD9D0),
                          .accent = rgb(0x2B5FAB),
                          .selection = rgb(0x2B5FAB, 56),
                          .warning = rgb(0x8A5A00),
                          .error = rgb(0xB3261E),
                          .good = rgb(0x2E7D4F)};

constexpr Theme kDark = {.dark = true,
                         .contrast = false,
                         .paper = rgb(0x16181B),
                         .panel = rgb(0x1E2125),
                         .ink = rgb(0xE4E2DC),
                         .quiet_ink = rgb(0x9AA0A6),
                         .line = rgb(0x33373D),
                         .accent = rgb(0x7FB0F5),
                         .selection = rgb(0x7FB0F5, 72),
                         .warning = rgb(0xE3B341),
                         .error = rgb(0xF2867C),
                         .good = rgb(0x7FCB9A)};

constexpr Theme kContrast = {.dark = true,
                             .contrast = true,
                             .paper = rgb(0x000000),
                             .panel = rgb(0x000000),
                             .ink = rgb(0xFFFFFF),
                             .quiet_ink = rgb(0xFFFFFF),
                             .line = rgb(0xFFFFFF),
                             .accent = rgb(0xFFE000),
                             .selection = rgb(0xFFE000, 96),
                             .warning = rgb(0xFFE000),
                             .error = rgb(0xFF8A80),
                             .good = rgb(0x80FF9F)};

constexpr float kEm = -1;  // as SizePixels: sizes are those of the em square, as in CSS, not of ascent and descent

// Interface text stands with its capitals in the middle of its em square, so that frames and icons line up with it.
constexpr float kInterfaceLift = 0.13f;

// ImGui multiplies these by size / SizePixels, so with a size below zero their signs turn.
ImFontConfig em_config(float lift)
{
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.SizePixels = kEm;
    config.GlyphOffset.y = lift;
    config.GlyphMinAdvanceX = FLT_MAX;
    config.GlyphMaxAdvanceX = -FLT_MAX;
    return config;
}

ImFont* add_font(const std::string& bytes, float lift, const ImFontLoader* fallback)
{
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    if (bytes.empty()) return atlas.Fonts.empty() ? atlas.AddFontDefault() : atlas.Fonts[0];
    const ImFontConfig config = em_config(lift);
    // The atlas only reads the bytes, but takes them by a pointer to what it might own.
    ImFont* font =
        atlas.AddFontFromMemoryTTF(const_cast<char*>(bytes.data()), static_cast<int>(bytes.size()), 0, &config);
    if (fallback) {
        ImFontConfig merged = em_config(lift);
        merged.MergeMode = true;
        merged.FontLoader = fallback;
        atlas.AddFont(&merged);
    }
    return font;
}

void set_metrics(ImGuiStyle& style)
{
    style.FontSizeBase = kInterfaceSize;
    style.DisabledAlpha = 0.45f;
    style.WindowPadding = {12, 12};
    style.WindowRounding = style.ChildRounding = 0;
    style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
    style.WindowMinSize = {8, 8};
    style.PopupRounding = style.FrameRounding = style.GrabRounding = style.TabRounding = 6;
    style.PopupBorderSize = 0;
    style.FramePadding = {8, 7};
    style.ItemSpacing = {8, 8};
    style.ItemInnerSpacing = {4, 4};
    style.CellPadding = {4, 4};
    style.IndentSpacing = 16;
    style.ScrollbarSize = 8;
    style.ScrollbarRounding = 4;
    style.GrabMinSize = 24;
    style.SeparatorTextBorderSize = 1;
    style.SelectableTextAlign = {0, 0.5f};
    style.DisplaySafeAreaPadding = {4, 4};
    style.HoverStationaryDelay = 0.1f;
    style.HoverDelayShort = 0.15f;
    style.HoverDelayNormal = 0.4f;
    style.HoverFlagsForTooltipMouse = ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_AllowWhenDisabled;
    style.CircleTessellationMaxError = 0.15f;
    style.CurveTessellationTol = 0.6f;
}

}  // namespace

Fonts load_fonts(const FontFiles& files)
{
    Fonts fonts;
    fonts.interface = add_font(files.interface_regular, kInterfaceLift, files.fallback);
    fonts.semibold = add_font(files.interface_semibold, kInterfaceLift, files.fallback);
    fonts.reading = add_font(files.reading_regular, 0, files.fallback);
    ImGui::GetIO().FontDefault = fonts.interface;
    return fonts;
}

const Theme& theme_for(ThemeName name, bool system_is_dark)
{
    switch (name) {
    case ThemeName::Light: return kLight;
    case ThemeName::Dark: return kDark;
    case ThemeName::Contrast: return kContrast;
    case ThemeName::System: break;
    }
    return system_is_dark ? kDark : kLight;
}

void apply_theme(const Theme& theme)
{
    ImGui::GetIO().ConfigInputTextCursorBlink = false;  // an idle page draws no frames
    ImGuiStyle& style = ImGui::GetStyle();
    set_metrics(style);

    const auto set = [&](ImGuiCol index, ImU32 color) { style.Colors[index] = ImGui::ColorConvertU32ToFloat4(color); };
    const ImU32 none = with_alpha(theme.ink, 0);
    const ImU32 hover = with_alpha(theme.ink, theme.contrast ? 0.25f : 0.06f);
    const ImU32 press = with_alpha(theme.ink, theme.contrast ? 0.4f : 0.11f);
    const ImU32 chosen = with_alpha(theme.accent, theme.contrast ? 0.35f : 0.14f);
    for (int i = 0; i < ImGuiCol_COUNT; ++i) set(i, none);

    for (ImGuiCol i : {ImGuiCol_Text, ImGuiCol_CheckMark, ImGuiCol_SliderGrab, ImGuiCol_InputTextCursor,
                       ImGuiCol_PlotLines, ImGuiCol_PlotHistogram})
        set(i, theme.ink);
    set(ImGuiCol_TextDisabled, theme.quiet_ink);
    set(ImGuiCol_WindowBg, theme.panel);
    set(ImGuiCol_PopupBg, theme.paper);
    for (ImGuiCol i : {ImGuiCol_Border, ImGuiCol_Separator, ImGuiCol_TableBorderLight, ImGuiCol_TableBorderStrong,
                       ImGuiCol_TreeLines})
        set(i, theme.line);
    for (ImGuiCol i : {ImGuiCol_FrameBgHovered, ImGuiCol_ButtonHovered, ImGuiCol_HeaderHovered, ImGuiCol_TabHovered})
        set(i, hover);
    for (ImGuiCol i : {ImGuiCol_FrameBgActive, ImGuiCol_ButtonActive, ImGuiCol_HeaderActive}) set(i, press);
    for (ImGuiCol i : {ImGuiCol_Header, ImGuiCol_TabSelected}) set(i, chosen);
    set(ImGuiCol_ScrollbarGrab, with_alpha(theme.ink, 0.18f));
    set(ImGuiCol_ScrollbarGrabHovered, with_alpha(theme.ink, 0.32f));
    set(ImGuiCol_ScrollbarGrabActive, with_alpha(theme.ink, 0.45f));
    for (ImGuiCol i : {ImGuiCol_SeparatorHovered, ImGuiCol_SeparatorActive, ImGuiCol_TextLink, ImGuiCol_DragDropTarget,
                       ImGuiCol_NavCursor, ImGuiCol_PlotLinesHovered, ImGuiCol_PlotHistogramHovered})
        set(i, theme.accent);
    set(ImGuiCol_TextSelectedBg, theme.selection);
    set(ImGuiCol_ModalWindowDimBg, with_alpha(theme.dark ? rgb(0) : theme.ink, 0.3f));
}

ImU32 color_of(std::string_view hex)
{
    constexpr ImU32 kNeutral = rgb(0x888888);
    if (hex.size() != 7 || hex[0] != '#') return kNeutral;
    const std::string digits(hex.substr(1));
    if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) return kNeutral;
    return rgb(static_cast<uint32_t>(std::strtoul(digits.c_str(), nullptr, 16)));
}

ImU32 with_alpha(ImU32 color, float alpha)
{
    return (color & ~IM_COL32_A_MASK) | (rounded(alpha * 255) << IM_COL32_A_SHIFT);
}

ImU32 hit_color(const Theme& theme)
{
    return theme.contrast ? IM_COL32(110, 90, 0, 255)
           : theme.dark   ? IM_COL32(255, 200, 60, 80)
                          : IM_COL32(255, 196, 0, 95);
}

ImU32 mixed(ImU32 from, ImU32 to, float share)
{
    const Rgb a = channels(from), b = channels(to);
    return IM_COL32(rounded(a.r + (b.r - a.r) * share), rounded(a.g + (b.g - a.g) * share),
                    rounded(a.b + (b.b - a.b) * share), 255);
}

float contrast_ratio(ImU32 a, ImU32 b)
{
    const float la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05f) / (std::min(la, lb) + 0.05f);
}

ImU32 legible_on(ImU32 color, ImU32 background, float ratio)
{
    if (contrast_ratio(color, background) >= ratio) return color;
    constexpr ImU32 kBlack = rgb(0), kWhite = rgb(0xFFFFFF);
    const ImU32 goal = contrast_ratio(kBlack, background) > contrast_ratio(kWhite, background) ? kBlack : kWhite;
    float low = 0, high = 1;  // the least share of `goal` that is enough lies between
    for (int i = 0; i < 8; ++i) {
        const float middle = (low + high) / 2;
        (contrast_ratio(mixed(color, goal, middle), background) >= ratio ? high : low) = middle;
    }
    return mixed(color, goal, high);
}

}  // namespace glossator
