#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "core/text/paragraph_layout.h"
#include "core/text/text_shaper.h"
#include "core/text/unicode_breaks.h"
#include "tests/unit/random_text.h"
#include "tests/unit/test_files.h"

using namespace glossator;

namespace {

std::unique_ptr<FontFace> load(const char* file)
{
    const auto bytes = test_files::read(std::string(GLOSSATOR_FONTS) + "/" + file);
    if (!bytes) {
        std::printf("SKIPPED: the font %s isn't here\n", file);
        return nullptr;
    }
    Result<std::unique_ptr<FontFace>> face = FontFace::make(*bytes);
    REQUIRE(face);
    return std::move(*face);
}

// Says that it can draw everything beyond the Basic Multilingual Plane, each cluster an em wide.
class FakePlatformGlyphs : public PlatformGlyphs {
public:
    std::optional<float> advance(std::string_view cluster) override
    {
        const auto first = static_cast<unsigned char>(cluster[0]);
        return first >= 0xF0 ? std::optional(1.0f) : std::nullopt;
    }
    ClusterImage rasterise(std::string_view, float) override { return {}; }
};

struct Desk {
    FakePlatformGlyphs platform;
    FontLibrary fonts{{{"arabic.ttf", {script_of_tag("Arab")}},
                       {"devanagari.ttf", {script_of_tag("Deva")}},
                       {"absent.ttf", {script_of_tag("Hebr")}}},
                      &platform};
    TextShaper shaper{fonts, {.style = FontStyle::Reading, .size_px = 20}};
    bool ready = false;

    Desk()
    {
        auto text = load("text.ttf");
        auto arabic = load("arabic.ttf");
        auto devanagari = load("devanagari.ttf");
        ready = text && arabic && devanagari;
        fonts.set_base(FontStyle::Reading, std::move(text));
        fonts.set_pack("arabic.ttf", std::move(arabic));
        fonts.set_pack("devanagari.ttf", std::move(devanagari));
    }
};

std::vector<uint32_t> clusters_of(const ShapedParagraph& shaped)
{
    std::vector<uint32_t> clusters;
    for (const Glyph& glyph : shaped.glyphs) clusters.push_back(glyph.cluster);
    return clusters;
}

}  // namespace

TEST_CASE("font: bytes that are no font are refused, and so is every prefix of one")
{
    CHECK_FALSE(FontFace::make(""));
    CHECK_FALSE(FontFace::make("not a font at all"));
    const auto bytes = test_files::read(std::string(GLOSSATOR_FONTS) + "/text.ttf");
    if (!bytes) return;
    for (size_t size = 0; size < 600; size += 7) CHECK_FALSE(FontFace::make(bytes->substr(0, size)));
}

TEST_CASE("font: a glyph's pixels lie around its pen, and a shift moves them to the right")
{
    const auto face = load("text.ttf");
    if (!face) return;
    std::vector<Glyph> glyphs;
    face->shape("l", {script_of_tag("Latn")}, glyphs);
    REQUIRE(glyphs.size() == 1u);
    const GlyphImage image = face->rasterise(glyphs[0].id, 40, 0);
    CHECK(image.height > 25);
    CHECK(image.top < -25);
    CHECK(image.top + image.height <= 1);
    const auto centre = [](const GlyphImage& i) {
        double sum = 0, weighted = 0;
        for (int y = 0; y < i.height; ++y)
            for (int x = 0; x < i.width; ++x) {
                const double c = i.coverage[static_cast<size_t>(y * i.width + x)];
                sum += c;
                weighted += c * (i.left + x);
            }
        return weighted / sum;
    };
    CHECK(centre(face->rasterise(glyphs[0].id, 40, 0.5f)) - centre(image) == doctest::Approx(0.5).epsilon(0.05));
}

TEST_CASE("shaper: Latin text keeps its letters in order, and the font is cut without kerning")
{
    Desk desk;
    if (!desk.ready) return;
    const ShapedParagraph plain = desk.shaper.shape("Ministers said no.");
    REQUIRE(plain.runs.size() == 1u);
    CHECK(plain.runs[0].level == 0);
    CHECK(plain.glyphs.size() == 18u);
    const auto width = [&](const char* text) {
        float sum = 0;
        for (const Glyph& glyph : desk.shaper.shape(text).glyphs) sum += glyph.advance;
        return sum;
    };
    CHECK(width("AV") == doctest::Approx(width("A") + width("V")));
}

TEST_CASE("shaper: Arabic letters join, stand right to left, and a lam with alef is one glyph with two caret stops")
{
    Desk desk;
    if (!desk.ready) return;
    const auto glyph = [&](const char* text) { return desk.shaper.shape(text).glyphs.front().id; };
    CHECK(glyph("\u0628") != glyph("\u0628\u0640"));  // beh alone, and beh before a joiner: the last glyph is first
    const ShapedParagraph word = desk.shaper.shape("\u0628\u0627\u0628");
    CHECK(word.base_level == 1);
    CHECK(clusters_of(word) == std::vector<uint32_t>{4, 2, 0});
    const std::string lam_alef = "\u0644\u0627";
    const ParagraphLayout layout = lay_out_paragraph(lam_alef, desk.shaper.shape(lam_alef), 500);
    CHECK(layout.clusters.size() == 2u);
    CHECK(layout.caret_x(2, 0) < layout.caret_x(0, 0));
    CHECK(layout.caret_x(4, 0) < layout.caret_x(2, 0));
}

TEST_CASE("shaper: a vowel sign that is drawn before its consonant stays in one cluster with it")
{
    Desk desk;
    if (!desk.ready) return;
    const std::string ki = "\u0915\u093F";
    const ParagraphLayout layout = lay_out_paragraph(ki, desk.shaper.shape(ki), 500);
    REQUIRE(layout.clusters.size() == 1u);
    CHECK(layout.clusters[0].bytes == TextRange{0, 6});
    CHECK(layout.glyphs.size() == 2u);
}

TEST_CASE("shaper: a pack is asked for once, when a text needs it, and what was shaped before is out of date then")
{
    Desk desk;
    if (!desk.ready) return;
    (void)desk.shaper.set(desk.shaper.setting());
    (void)desk.shaper.shape("Latin only");
    CHECK(desk.fonts.take_wanted().empty());
    const ShapedParagraph hebrew = desk.shaper.shape("\u05E9\u05DC\u05D5\u05DD");
    CHECK(hebrew.runs[0].face == FaceId::Coming);
    CHECK(hebrew.glyphs.size() == 4u);
    CHECK(hebrew.glyphs.back().advance == 10.0f);
    CHECK(desk.fonts.is_waiting());
    CHECK(desk.fonts.take_wanted() == std::vector<std::string>{"absent.ttf"});
    (void)desk.shaper.shape("\u05E9");
    CHECK(desk.fonts.take_wanted().empty());
    CHECK_FALSE(desk.shaper.set(desk.shaper.setting()));
    CHECK(desk.fonts.is_waiting());
    desk.fonts.set_pack("absent.ttf", nullptr);
    CHECK_FALSE(desk.fonts.is_waiting());
    CHECK(desk.shaper.set(desk.shaper.setting()));
    const ShapedParagraph boxes = desk.shaper.shape("\u05E9");
    CHECK(boxes.runs[0].face == FaceId::Missing);
    CHECK(boxes.glyphs[0].id == 0x5E9u);
    CHECK(boxes.glyphs[0].advance > 10);
}

TEST_CASE("shaper: what no font has goes to the platform by grapheme cluster, and else becomes a box")
{
    Desk desk;
    if (!desk.ready) return;
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    const ShapedParagraph shaped = desk.shaper.shape("a" + family + "\u4E2D");
    REQUIRE(shaped.runs.size() == 3u);
    CHECK(shaped.runs[1].face == FaceId::Platform);
    CHECK(desk.fonts.cluster_of(shaped.glyphs[1].id) == family);
    CHECK(shaped.glyphs[1].advance == 20.0f);
    CHECK(shaped.runs[2].face == FaceId::Missing);
    CHECK(shaped.glyphs[2].id == 0x4E2Du);
}

TEST_CASE("shaper: controls show as boxes; joiners, direction marks and line separators take no room")
{
    Desk desk;
    if (!desk.ready) return;
    const auto advance = [&](const std::string& text) { return desk.shaper.shape(text).glyphs.back().advance; };
    CHECK(advance("a\x01") > 10);
    CHECK(advance("a\t") == 40.0f);
    CHECK(advance("a\u2028") == 0.0f);
    CHECK(advance("a\u200D") == 0.0f);
    CHECK(advance("a\u200E") == 0.0f);
    CHECK(advance("a\u00AD") == 0.0f);
    CHECK(advance("a\uFEFF") == 0.0f);
}

TEST_CASE("shaper: on random text runs cover the paragraph, and glyphs rise or fall with it")
{
    Desk desk;
    if (!desk.ready) return;
    std::mt19937 rng(42);
    for (int round = 0; round < 500; ++round) {
        std::string text = random_text(rng, 30);
        std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
        CAPTURE(text);
        const ShapedParagraph shaped = desk.shaper.shape(text);
        uint32_t byte = 0, glyph = 0;
        bool ordered = true;
        for (const ShapedRun& run : shaped.runs) {
            CHECK(run.bytes.begin == byte);
            CHECK(run.first_glyph == glyph);
            for (uint32_t g = run.first_glyph; g < run.first_glyph + run.glyph_count; ++g) {
                const uint32_t cluster = shaped.glyphs[g].cluster;
                ordered = ordered && run.bytes.contains(cluster);
                if (g == run.first_glyph) continue;
                const uint32_t before = shaped.glyphs[g - 1].cluster;
                ordered = ordered && (run.level % 2 == 1 ? cluster <= before : cluster >= before);
            }
            byte = run.bytes.end;
            glyph += run.glyph_count;
        }
        CHECK(ordered);
        CHECK(byte == text.size());
        CHECK(glyph == shaped.glyphs.size());
        const ParagraphLayout layout = lay_out_paragraph(text, shaped, 150);
        const std::vector<Break> graphemes = grapheme_breaks(text);
        const auto stops = std::count_if(graphemes.begin(), graphemes.end(), [](Break b) { return b != Break::None; });
        CHECK(layout.clusters.size() == static_cast<size_t>(stops));
    }
}
