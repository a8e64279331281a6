#include <doctest/doctest.h>

#include "core/base/utf8.h"
#include "desk.h"
#include "ui/widgets.h"

using namespace glossator;

TEST_CASE("theme: text keeps the contrast of WCAG AA on paper, panels and labels")
{
    const Schema schema = *read_schema(read_file(std::string(GLOSSATOR_ASSETS) + "/schema/news.json"));
    for (const ThemeName name : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
        const Theme& theme = theme_for(name, false);
        CAPTURE(static_cast<int>(name));
        CHECK(contrast_ratio(theme.ink, theme.paper) >= 7);
        CHECK(contrast_ratio(theme.ink, theme.panel) >= 7);
        CHECK(contrast_ratio(theme.quiet_ink, theme.paper) >= 4.5);
        CHECK(contrast_ratio(legible_on(theme.quiet_ink, theme.panel), theme.panel) >= 4.5);
        CHECK(contrast_ratio(legible_on(theme.error, theme.panel), theme.panel) >= 4.5);
        for (const LabelDef& label : schema.labels)
            CHECK(contrast_ratio(theme.ink, mixed(theme.paper, color_of(label.color), 0.28f)) >= 4.5);
    }
}

TEST_CASE("theme: colours are read from #rrggbb, anything else is grey")
{
    CHECK(color_of("#1b9e77") == IM_COL32(0x1b, 0x9e, 0x77, 255));
    CHECK(color_of("#12345") == color_of("red"));
    CHECK(color_of("#12345g") == color_of(""));
    CHECK(with_alpha(color_of("#000000"), 0.5f) == IM_COL32(0, 0, 0, 128));
    CHECK(contrast_ratio(IM_COL32_BLACK, IM_COL32_WHITE) == doctest::Approx(21));
    CHECK(legible_on(IM_COL32_BLACK, IM_COL32_WHITE) == IM_COL32_BLACK);
}

TEST_CASE("elided: a line is no wider than it may be, and keeps its begin, or both ends")
{
    Desk desk;
    ImGui::NewFrame();
    const TextStyle style{&desk.app->text(), FontStyle::Interface, kListSize, IM_COL32_BLACK};
    const std::string text =
        "Renée Castellan – 渡轮航线造价上涨近一半 – 👩🏽‍🚀 in the Harbour Planning Authority";
    for (float width = 0; width < 500; width += 7) {
        for (const Cut cut : {Cut::End, Cut::Middle}) {
            const std::string line = elided(style, text, width, cut);
            CAPTURE(line);
            CHECK(text_width(style, line) <= std::max(width, text_width(style, "…")) + 1.5f);
            CHECK_FALSE(find_invalid_utf8(line));
        }
    }
    CHECK(elided(style, text, 2000) == text);
    CHECK(elided(style, "two\nlines", 2000) == "two lines");
    CHECK(elided(style, text, 200, Cut::Middle).ends_with("rity"));
    CHECK(elided(style, std::string(1u << 20, 'x'), 100000).size() < 1000);
    ImGui::EndFrame();
}

TEST_CASE("glyphs: one that found no room in the texture is drawn once there is some")
{
    Desk desk;
    ImFontAtlas& texture = *ImGui::GetIO().Fonts;
    texture.TexMaxWidth = texture.TexMaxHeight = 1024;
    FontLibrary fonts;
    auto face = FontFace::make(read_file(std::string(GLOSSATOR_FONTS) + "/text.ttf"));
    REQUIRE(face);
    fonts.set_base(FontStyle::Reading, std::move(*face));
    GlyphAtlas atlas(fonts);
    const auto is_drawn = [&](uint32_t glyph) {
        ImDrawList& draw = *ImGui::GetForegroundDrawList();
        const int before = draw.VtxBuffer.Size;
        atlas.draw(draw, fonts.base(FontStyle::Reading), glyph, 200, {100, 300}, IM_COL32_BLACK, 0);
        return draw.VtxBuffer.Size > before;
    };
    uint32_t glyph = 34;  // letters
    ImGui::NewFrame();
    atlas.begin_frame(1);
    while (glyph < 300 && !atlas.is_full()) (void)is_drawn(glyph++);
    REQUIRE(atlas.is_full());
    ImGui::EndFrame();
    bool drawn = false;
    for (int frame = 0; frame < 3; ++frame) {  // in the first of them, the others were drawn just before
        ImGui::NewFrame();
        atlas.begin_frame(1);
        drawn = is_drawn(glyph - 1);
        ImGui::EndFrame();
    }
    CHECK(drawn);
}

TEST_CASE("fuzzy: letters in order; begins of words and runs of letters count more")
{
    CHECK(fuzzy_score("und", "Undo") >= 0);
    CHECK(fuzzy_score("udn", "Undo") < 0);
    CHECK(fuzzy_score("lp", "Label as Person") > fuzzy_score("lp", "Help"));
    CHECK(fuzzy_score("open", "Open files") > fuzzy_score("open", "Order of pens"));
    CHECK(fuzzy_score("", "anything") >= 0);
}

TEST_CASE("wording: keys, numbers and dates as they stand on the screen")
{
    CHECK(shown_key("p") == "P");
    CHECK(shown_key("P") == "Shift+P");
    CHECK(shown_key("?") == "?");
    CHECK(shown_key("Ctrl+LeftArrow") == "Ctrl+←");
    CHECK(shown_key("Escape") == "Esc");
    CHECK(shown_key("+") == "+");
    CHECK(shown_key("Ctrl++") == "Ctrl++");
    CHECK(with_thousands(0) == "0");
    CHECK(with_thousands(999) == "999");
    CHECK(with_thousands(1204) == "1,204");
    CHECK(with_thousands(1234567) == "1,234,567");
    CHECK(counted(1, "span", "spans") == "1 span");
    CHECK(short_date("2026-02-27") == "27 Feb");
    CHECK(short_date("2026-03-02T09:00:00Z") == "2 Mar");
    CHECK(short_date("2026-13-02") == "2026-13-02");
    CHECK(short_date("February") == "February");
}
