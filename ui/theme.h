#pragma once

#include <string>
#include <string_view>

#include <imgui.h>

#include "ui/session.h"

namespace glossator {

// The colours of LOOK: paper under the text, panels around it, two inks, hairlines and one accent.
struct Theme {
    bool dark = false;
    bool contrast = false;
    ImU32 paper, panel, ink, quiet_ink, line, accent, selection, warning, error, good;
};

// The bytes of the font files; they outlive the ImGui context.
struct FontFiles {
    std::string interface_regular;
    std::string interface_semibold;
    std::string reading_regular;
    std::string_view packs = {};             // loaded on demand, see assets/fonts.cmake
    const ImFontLoader* fallback = nullptr;  // asked for characters that the files lack; may be null
};

struct Fonts {
    ImFont* interface = nullptr;  // Inter
    ImFont* semibold = nullptr;
    ImFont* reading = nullptr;  // a book serif
};

// Sizes in px, the only ones used: 14 interface, 13 lists, 10.5 tags.
inline constexpr float kInterfaceSize = 14;
inline constexpr float kListSize = 13;
inline constexpr float kTagSize = 10.5f;

// Sizes are those of the em square, as in CSS. Without bytes, ImGui's own font stands in, but not in the page.
Fonts load_fonts(const FontFiles& files);
const Theme& theme_for(ThemeName name, bool system_is_dark);
// Sets ImGui's colours, paddings and roundings to the theme's.
void apply_theme(const Theme& theme);

// "#rrggbb" as a colour; a neutral grey for anything else.
ImU32 color_of(std::string_view hex);
// `color` at `alpha` (0 to 1).
ImU32 with_alpha(ImU32 color, float alpha);
// What has been found stands on this ground, quieter than the selection.
ImU32 hit_color(const Theme& theme);
// `from` moved towards `to` by `share` (0 to 1), opaque.
ImU32 mixed(ImU32 from, ImU32 to, float share);
// `color` moved towards black or white until it has a contrast of at least `ratio` with `background` (WCAG 2.2,
// relative luminance).
ImU32 legible_on(ImU32 color, ImU32 background, float ratio = 4.5f);
float contrast_ratio(ImU32 a, ImU32 b);

}  // namespace glossator
