#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "desk.h"
#include "ui/reading_marks.h"

// Whether marks can be read and told apart, by numbers.
namespace glossator {
namespace {

constexpr ThemeName kThemes[] = {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast};
constexpr MarkShape kShapes[] = {MarkShape::Underline, MarkShape::Bar,     MarkShape::Dotted,
                                 MarkShape::Dashed,    MarkShape::Bracket, MarkShape::Corners};
constexpr Emphasis kEmphases[] = {Emphasis::Normal, Emphasis::Focused, Emphasis::Partner, Emphasis::Faded};

Schema default_schema()
{
    return *read_schema(read_file(std::string(GLOSSATOR_ASSETS) + "/schema/news.json"));
}

// The default schema's colours, the ends of the scale, and many at random: a schema may have any.
std::vector<ImU32> many_colors()
{
    std::vector<ImU32> colors;
    for (const LabelDef& label : default_schema().labels) colors.push_back(color_of(label.color));
    for (const char* hex : {"#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00", "#00ffff", "#ff00ff"})
        colors.push_back(color_of(hex));
    std::mt19937 rng(1);
    for (int i = 0; i < 300; ++i) colors.push_back(static_cast<ImU32>(rng()) | IM_COL32_A_MASK);
    return colors;
}

// The ground with a label's fill over it, as the screen blends it.
ImU32 filled(ImU32 ground, const LabelInk& ink, MarkShape shape, Emphasis emphasis)
{
    return mixed(ground, ink.fill, std::min(fill_strength(shape, emphasis) * ink.gain, 1.0f));
}

TEST_CASE("colours: text on a fill of any colour has a contrast of 4.5, and so it has on twelve fills at once")
{
    std::mt19937 rng(2);
    for (const ThemeName name : kThemes) {
        const Theme& theme = theme_for(name, false);
        std::vector<LabelInk> inks;
        for (const ImU32 color : many_colors()) inks.push_back(ink_for(color, theme));
        float least = 21;
        for (const LabelInk& ink : inks)
            for (const MarkShape shape : kShapes)
                for (const Emphasis emphasis : kEmphases) {
                    ImU32 ground = filled(theme.paper, ink, shape, emphasis);
                    least = std::min(least, contrast_ratio(theme.ink, ground));
                    for (int i = 0; i < 11; ++i) ground = filled(ground, ink, shape, emphasis);
                    least = std::min(least, contrast_ratio(theme.ink, ground));
                }
        for (int round = 0; round < 3000; ++round) {
            ImU32 ground = theme.paper;
            for (int i = 0; i < 12; ++i)
                ground = filled(ground, inks[rng() % inks.size()], kShapes[rng() % 6], kEmphases[rng() % 4]);
            least = std::min(least, contrast_ratio(theme.ink, ground));
        }
        CAPTURE(static_cast<int>(name));
        CHECK(least >= 4.5f);
    }
}

TEST_CASE("colours: a single fill looks like the label's own colour over the paper")
{
    const Theme& theme = theme_for(ThemeName::Light, false);
    for (const ImU32 color : many_colors()) {
        const LabelInk ink = ink_for(color, theme);
        const ImU32 wanted = mixed(theme.paper, color, fill_strength(MarkShape::Underline, Emphasis::Normal));
        const ImU32 painted = filled(theme.paper, ink, MarkShape::Underline, Emphasis::Normal);
        for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT})
            CHECK(std::abs(static_cast<int>(wanted >> shift & 255u) - static_cast<int>(painted >> shift & 255u)) <= 2);
    }
}

TEST_CASE("colours: names of labels have a contrast of 4.5 with what they stand on, strokes one of 3")
{
    for (const ThemeName name : kThemes) {
        const Theme& theme = theme_for(name, false);
        CHECK(contrast_ratio(theme.quiet_ink, theme.paper) >= 4.5f);  // "+12"
        for (const ImU32 color : many_colors()) {
            const LabelInk ink = ink_for(color, theme);
            CHECK(contrast_ratio(ink.tag, theme.paper) >= 4.5f);  // also an open one, paper on colour
            CHECK(contrast_ratio(ink.faded_tag, theme.paper) >= 4.5f);
            CHECK(contrast_ratio(ink.stroke, theme.paper) >= 3);
        }
    }
}

// How people with two kinds of cones see it: G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A
// physiologically-based model for simulation of color vision deficiency", 2009, the matrices of severity 1.0, for
// linear RGB.
using Matrix = std::array<std::array<double, 3>, 3>;
constexpr Matrix kProtanopia = {
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kDeuteranopia = {
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kTritanopia = {
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};
constexpr Matrix kAllCones = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

using Triple = std::array<double, 3>;

// CIE L*a*b* (D65) of a colour as it is seen.
Triple seen(ImU32 color, const Matrix& eye)
{
    Triple linear{}, rgb{};
    const int shifts[] = {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT};
    for (size_t i = 0; i < 3; ++i) {
        const double c = (color >> shifts[i] & 255u) / 255.0;
        linear[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    for (size_t i = 0; i < 3; ++i)
        rgb[i] = std::clamp(eye[i][0] * linear[0] + eye[i][1] * linear[1] + eye[i][2] * linear[2], 0.0, 1.0);
    const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    const double x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
    const double y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    const double z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(const Triple& a, const Triple& b)
{
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

TEST_CASE(
    "colours: labels of the default schema are told apart by the shape or pattern of their strokes, or else by colour "
    "whatever cones one has")
{
    constexpr double kDistinct = 9.2;  // CIE 1976: four times what can just be noticed
    const Schema schema = default_schema();
    for (const ThemeName name : kThemes) {
        const Theme& theme = theme_for(name, false);
        for (size_t i = 0; i < schema.labels.size(); ++i) {
            for (size_t j = i + 1; j < schema.labels.size(); ++j) {
                const LabelDef &a = schema.labels[i], &b = schema.labels[j];
                if (shape_of(a) != shape_of(b) || pattern_of(schema, a) != pattern_of(schema, b)) continue;
                for (const Matrix& eye : {kAllCones, kProtanopia, kDeuteranopia, kTritanopia}) {
                    CAPTURE(static_cast<int>(name));
                    CAPTURE(a.id.text);
                    CAPTURE(b.id.text);
                    const ImU32 of_a = ink_for(color_of(a.color), theme).stroke,
                                of_b = ink_for(color_of(b.color), theme).stroke;
                    CHECK(distance(seen(of_a, eye), seen(of_b, eye)) >= kDistinct);
                }
            }
        }
    }
}

TEST_CASE("colours: labels whose colours are the same still differ in their strokes next to each other in the schema")
{
    Schema schema = default_schema();
    for (size_t i = 0; i + 2 < schema.labels.size(); ++i) {
        if (shape_of(schema.labels[i]) != MarkShape::Underline ||
            shape_of(schema.labels[i + 2]) != MarkShape::Underline)
            continue;
        CHECK(pattern_of(schema, schema.labels[i]) != pattern_of(schema, schema.labels[i + 1]));
        CHECK(pattern_of(schema, schema.labels[i]) != pattern_of(schema, schema.labels[i + 2]));
    }
}

}  // namespace
}  // namespace glossator
