#include "core/io/xml.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "core/base/utf8.h"

namespace glossator {

namespace {

bool is_xml_character(uint32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

// A numeric reference ("&#13;", "&#x1F44D;").
struct Reference {
    size_t begin, end;  // from "&" to behind ";"
    uint32_t code_point;
};

std::optional<Reference> reference_at(std::string_view text, size_t begin)
{
    constexpr size_t kLongest = 12;
    const std::string_view piece = text.substr(begin, kLongest + 1);
    const size_t end = piece.find(';');
    if (piece.substr(0, 2) != "&#" || end == std::string_view::npos || end < 3) return std::nullopt;
    const bool hex = piece[2] == 'x';
    const std::string digits(piece.substr(hex ? 3 : 2, end - (hex ? 3 : 2)));
    char* stop = nullptr;
    const unsigned long value = std::strtoul(digits.c_str(), &stop, hex ? 16 : 10);
    if (digits.empty() || *stop != 0 || value > 0xFFFFFFFFul) return std::nullopt;
    return Reference{begin, begin + end + 1, static_cast<uint32_t>(value)};
}

// Makes a pair of references to surrogates one reference of the same length. Errors: one that XML has no character for.
Status settle_references(std::string& text)
{
    for (size_t at = text.find("&#"); at != std::string::npos; at = text.find("&#", at + 1)) {
        const std::optional<Reference> first = reference_at(text, at);
        if (!first) return fail_at(at, "this is no reference to a character");
        if (is_xml_character(first->code_point)) continue;
        const std::optional<Reference> second = reference_at(text, first->end);
        const bool is_pair =
            second && (first->code_point & 0xFFFFFC00u) == 0xD800 && (second->code_point & 0xFFFFFC00u) == 0xDC00;
        if (!is_pair) return fail_at(at, "XML has no character of this number");
        const uint32_t c = 0x10000 + ((first->code_point & 0x3FFu) << 10) + (second->code_point & 0x3FFu);
        std::string digits = std::to_string(c);
        digits.insert(0, second->end - at - 3 - digits.size(), '0');
        text.replace(at, second->end - at, "&#" + digits + ";");
    }
    return {};
}

Status check_characters(std::string_view text)
{
    if (const std::optional<size_t> invalid = find_invalid_utf8(text))
        return fail_at(*invalid, "the file isn't UTF-8 here");
    for (size_t i = 0; i < text.size(); ++i)
        if (!is_xml_character(static_cast<unsigned char>(text[i])) && static_cast<unsigned char>(text[i]) < 0x20)
            return fail_at(i, "XML has no such control character");
    return {};
}

// Errors: elements deeper than kMaxXmlDepth.
Status check_depth(const pugi::xml_node& root)
{
    size_t depth = 1;
    for (pugi::xml_node node = root; node;) {
        if (depth > kMaxXmlDepth)
            return fail_at(XmlDocument::offset(node),
                           "elements lie deeper within each other than " + std::to_string(kMaxXmlDepth));
        if (node.first_child()) {
            node = node.first_child();
            ++depth;
            continue;
        }
        while (node && node != root && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        if (!node || node == root) break;
        node = node.next_sibling();
    }
    return {};
}

void write_escaped(std::string& out, std::string_view text, bool in_attribute)
{
    for (size_t i = 0; i < text.size();) {
        const auto [c, length] = decode_utf8(text, i);
        if (!is_xml_character(c))
            out += c < 0x80 ? " " : "\xEF\xBF\xBD";
        else if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '\r')
            out += "&#13;";
        else if (in_attribute && c == '"')
            out += "&quot;";
        else if (in_attribute && c == '\n')
            out += "&#10;";
        else if (in_attribute && c == '\t')
            out += "&#9;";
        else
            out += text.substr(i, length);
        i += length;
    }
}

}  // namespace

Result<XmlDocument> XmlDocument::parse(std::string_view bytes)
{
    if (Status sound = check_characters(bytes); !sound) return fail(sound.error());
    std::string text(bytes);
    if (Status sound = settle_references(text); !sound) return fail(sound.error());
    XmlDocument out;
    constexpr unsigned kHow = pugi::parse_default | pugi::parse_ws_pcdata | pugi::parse_declaration;
    const pugi::xml_parse_result result =
        out.document_->load_buffer(text.data(), text.size(), kHow, pugi::encoding_utf8);
    if (!result)
        return fail_at(std::min(static_cast<size_t>(result.offset), text.size()),
                       std::string("the XML isn't well-formed: ") + result.description());
    const pugi::xml_node declaration = out.document_->first_child();
    const std::string_view encoding = declaration.attribute("encoding").value();
    if (declaration.type() == pugi::node_declaration && !encoding.empty() && encoding != "UTF-8" &&
        encoding != "utf-8" && encoding != "US-ASCII" && encoding != "ASCII")
        return fail_at(0, "the file says that it is " + std::string(encoding) + "; save it as UTF-8");
    size_t roots = 0;
    for (const pugi::xml_node& child : out.document_->children())
        if (child.type() == pugi::node_element && ++roots == 2)
            return fail_at(offset(child), "a second element begins behind the first; XML has one");
    if (roots == 0) return fail_at(0, "there is no element in it");
    if (Status sound = check_depth(out.root()); !sound) return fail(sound.error());
    return out;
}

size_t XmlDocument::offset(const pugi::xml_node& node)
{
    const std::ptrdiff_t offset = node.offset_debug();
    if (offset < 0) return Error::kNoOffset;
    // pugixml tells where the name stands: the "<" is before it.
    return static_cast<size_t>(offset) - (node.type() == pugi::node_element && offset > 0 ? 1 : 0);
}

std::string xml_text(const pugi::xml_node& node)
{
    std::string out;
    struct Gather : pugi::xml_tree_walker {
        std::string* out = nullptr;
        bool for_each(pugi::xml_node& each) override
        {
            if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) *out += each.value();
            return true;
        }
    } gather;
    gather.out = &out;
    pugi::xml_node from = node;
    from.traverse(gather);
    return out;
}

std::string_view local_name(const pugi::xml_node& node)
{
    const std::string_view name = node.name();
    const size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void write_xml_text(std::string& out, std::string_view text)
{
    write_escaped(out, text, false);
}

void write_xml_attribute(std::string& out, std::string_view name, std::string_view value)
{
    out += ' ';
    out += name;
    out += "=\"";
    write_escaped(out, value, true);
    out += '"';
}

std::string as_in_xml(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size();) {
        const auto [c, length] = decode_utf8(text, i);
        if (is_xml_character(c))
            out += text.substr(i, length);
        else
            out += c < 0x80 ? " " : "\xEF\xBF\xBD";
        i += length;
    }
    return out;
}

size_t xml_lacks(std::string_view text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size();) {
        const auto [c, length] = decode_utf8(text, i);
        if (!is_xml_character(c)) ++count;
        i += length;
    }
    return count;
}

}  // namespace glossator
