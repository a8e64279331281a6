#include "core/report/picture.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/report/words.h"

namespace glossator {

namespace {

// As the light theme has them; Ground is what lies under all.
constexpr const char* kColors[] = {"#1F2328", "#5F646B", "#2B5FAB", "#B3261E", "#DDD9D0", "#FBFAF7"};

const char* color_of_ink(Ink ink)
{
    return kColors[static_cast<size_t>(ink)];
}

// XML 1.0 allows neither most control characters nor two noncharacters, not even escaped.
void append_escaped(std::string& out, std::string_view text)
{
    for (size_t at = 0; at < text.size();) {
        const Decoded next = decode_utf8(text, at);
        const char32_t c = next.code_point;
        at += next.length;
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\t' || c == '\n' || c == '\r')
            out += ' ';
        else
            append_utf8(out, c < 0x20 || c == 0xFFFE || c == 0xFFFF ? U'\uFFFD' : c);
    }
}

void append_number(std::string& out, const char* name, float value)
{
    out += std::string(" ") + name + "=\"" + decimal(static_cast<double>(value)) + "\"";
}

void append_box(std::string& out, const char* element, const Shape& s)
{
    out += element;
    append_number(out, "x", s.x);
    append_number(out, "y", s.y);
    append_number(out, "width", s.width);
    append_number(out, "height", s.height);
}

void append_path(std::string& out, const Shape& s)
{
    const auto point = [](float x, float y) {
        return decimal(static_cast<double>(x)) + "," + decimal(static_cast<double>(y));
    };
    const float right = s.x + s.width, bottom = s.y + s.height, middle = s.x + s.width / 2;
    out += "<path d=\"M" + point(s.x, s.y);
    if (s.kind == Shape::Kind::Line)
        out += " L" + point(right, bottom);
    else
        out += " C" + point(middle, s.y) + " " + point(middle, bottom) + " " + point(right, bottom);
    out += std::string("\" fill=\"none\" stroke=\"") + color_of_ink(s.ink) + "\"";
    append_number(out, "stroke-width", s.stroke);
    if (s.kind == Shape::Kind::Curve) out += " stroke-opacity=\"0.55\"";
}

// Whatever is wider than its box is cut by the inner svg.
void append_text(std::string& out, const Shape& s)
{
    append_box(out, "<svg", s);
    out += "><text";
    append_number(out, "y", s.height / 2 + kPictureText * 0.36f);
    out += std::string(" fill=\"") + color_of_ink(s.ink) + (s.strong ? "\" font-weight=\"600\">" : "\">");
    append_escaped(out, s.text);
    out += "</text></svg>\n";
}

void append_shape(std::string& out, const Shape& s)
{
    const char* end = "path";
    switch (s.kind) {
    case Shape::Kind::Text: return append_text(out, s);
    case Shape::Kind::Line:
    case Shape::Kind::Curve: append_path(out, s); break;
    case Shape::Kind::Box:
        append_box(out, "<rect", s);
        out +=
            std::string(" rx=\"4\" fill=\"") + color_of_ink(Ink::Ground) + "\" stroke=\"" + color_of_ink(s.ink) + "\"";
        end = "rect";
        break;
    case Shape::Kind::Bar:
        append_box(out, "<rect", s);
        out += std::string(" fill=\"") + color_of_ink(s.ink) + "\"";
        end = "rect";
        break;
    }
    if (s.text.empty()) {
        out += "/>\n";
        return;
    }
    out += "><title>";
    append_escaped(out, s.text);
    out += std::string("</title></") + end + ">\n";
}

// How wide a character about is, px: those of East Asia fill a square.
float width_of(char32_t c)
{
    return kPictureText * (c >= 0x1100 && (c < 0x1200 || c >= 0x2E80) ? 1.0f : 0.54f);
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, float width, size_t max_lines)
{
    std::vector<std::string> lines;
    size_t begin = 0, blank = 0;  // of the line; behind its last blank
    float used = 0;
    for (size_t at = 0; at < text.size();) {
        const Decoded next = decode_utf8(text, at);
        used += width_of(next.code_point);
        if (used > width && at > begin) {
            const size_t end = blank > begin ? blank : at;
            if (lines.size() + 1 >= max_lines) {
                lines.push_back(std::string(text.substr(begin, end - begin)) + "…");
                return lines;
            }
            lines.emplace_back(text.substr(begin, end - begin));
            begin = blank = at = end;
            used = 0;
            continue;
        }
        at += next.length;
        if (next.code_point == ' ' || next.code_point == '\n') blank = at;
    }
    if (begin < text.size()) lines.emplace_back(text.substr(begin));
    return lines;
}

std::string write_svg(const Picture& picture, std::string_view title)
{
    const std::string width = decimal(static_cast<double>(std::max(picture.width, 1.0f)));
    const std::string height = decimal(static_cast<double>(std::max(picture.height, 1.0f)));
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" +
                      width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width + " " + height +
                      "\" font-family=\"Inter, Helvetica, Arial, sans-serif\" font-size=\"13\">\n<title>";
    append_escaped(out, title);
    out += std::string("</title>\n<rect width=\"100%\" height=\"100%\" fill=\"") + color_of_ink(Ink::Ground) + "\"/>\n";
    for (const Shape& shape : picture.shapes) append_shape(out, shape);
    return out + "</svg>\n";
}

}  // namespace glossator
