#include "core/io/brat_parts.h"

#include <algorithm>
#include <set>

#include "core/base/utf8.h"
#include "core/io/brat.h"
#include "core/io/file_name.h"
#include "core/io/tokens.h"

namespace glossator::brat {

namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

std::string allowed_name(const std::string& id)
{
    std::string out;
    for (const char c : id)
        if (!is_continuation(c)) out += is_name_char(c) ? c : '_';
    return out.empty() ? "_" : out;
}

bool ends_with(std::string_view name, std::string_view end)
{
    return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
}

// The first line that isn't blank is one of brat's. A file without any is an article in which nothing is marked.
bool fits(std::string_view name, std::string_view bytes)
{
    if (!ends_with(name, ".ann")) return false;
    const size_t begin = bytes.find_first_not_of("\r\n");
    if (begin == std::string_view::npos) return true;
    std::string_view id = bytes.substr(begin, bytes.find_first_of("\t\n", begin) - begin);
    if (begin + id.size() == bytes.size() || bytes[begin + id.size()] != '\t') return false;
    if (id == "*") return true;
    if (id.size() < 2 || std::string_view("TREAMN#").find(id[0]) == std::string_view::npos) return false;
    id.remove_prefix(1);
    return std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> companions(std::string_view name)
{
    const size_t slash = name.find_last_of("/\\");
    const std::string folder(slash == std::string_view::npos ? "" : name.substr(0, slash + 1));
    const std::string stem(name.substr(0, name.size() - (ends_with(name, ".ann") ? 4 : 0)));
    return {stem + ".txt", folder + "annotation.conf", folder + "visual.conf"};
}

}  // namespace

void Names::add(const std::string& id, std::map<std::string, std::string>& taken)
{
    const std::string wanted = allowed_name(id);
    std::string name = wanted;
    for (size_t i = 2; !taken.emplace(name, id).second; ++i) name = wanted + "-" + std::to_string(i);
    names_.emplace(id, name);
    ids_.emplace(name, id);
}

const std::string& Names::of(const std::string& id) const
{
    const auto known = names_.find(id);
    return known == names_.end() ? id : known->second;
}

const std::string& Names::back(const std::string& name) const
{
    const auto known = ids_.find(name);
    return known == ids_.end() ? name : known->second;
}

SchemaNames::SchemaNames(const Schema& schema)
{
    std::map<std::string, std::string> taken;
    for (const std::string_view own : {kAttribution, kWithoutSource, kClaimRelation}) taken.emplace(own, "");
    for (const LabelDef& label : schema.labels) labels.add(label.id.text, taken);
    for (const RelationType& type : schema.relations) relations.add(type.id.text, taken);
    for (const AttributeDef& attribute : schema.attributes) attributes.add(attribute.id.text, taken);
}

bool is_line_end(char32_t c)
{
    return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

std::vector<TextRange> pieces_of(const Text& text, const std::vector<TextRange>& ranges)
{
    std::vector<TextRange> out;
    for (const TextRange& range : ranges) {
        TextRange piece{range.begin, range.begin};  // up to the last character that isn't white space
        bool after_cut = false, has_any = false;
        for (uint32_t i = range.begin; i < range.end;) {
            const auto [c, size] = decode_utf8(text.bytes(), i);
            if (is_line_end(c)) {
                if (has_any) out.push_back(piece);
                after_cut = true;
                has_any = false;
                piece = {i + size, i + size};
            } else if (!is_white_space(c)) {
                if (after_cut && !has_any) piece.begin = i;
                has_any = true;
                piece.end = i + size;
            }
            i += size;
        }
        if (!after_cut)
            out.push_back(range);  // with its blanks: they are text like any other
        else if (has_any)
            out.push_back({piece.begin, range.end});
    }
    return out;
}

std::vector<TextRange> joined_pieces(const Text& text, const std::vector<TextRange>& pieces)
{
    std::vector<TextRange> out;
    for (const TextRange& piece : pieces) {
        bool is_blank = !out.empty() && out.back().end < piece.begin, has_line_end = false;
        for (uint32_t i = out.empty() ? 0 : out.back().end; is_blank && i < piece.begin;) {
            const auto [c, size] = decode_utf8(text.bytes(), i);
            has_line_end |= is_line_end(c);
            is_blank = is_line_end(c) || is_white_space(c);
            i += size;
        }
        if (is_blank && has_line_end)
            out.back().end = piece.end;
        else
            out.push_back(piece);
    }
    return out;
}

std::string quote_of(const Text& text, const std::vector<TextRange>& pieces)
{
    std::string out;
    for (const TextRange& piece : pieces) {
        if (&piece != &pieces.front()) out += ' ';
        out += text.slice(piece);
    }
    return out;
}

std::vector<std::string> file_stems(const std::vector<Document>& documents)
{
    std::vector<std::string> out;
    std::set<std::string> taken;
    for (const Document& document : documents) {
        const std::string& name = document.name.empty() ? document.id.text : document.name;
        out.emplace_back(file_stem(free_name(name, ".txt", taken)));
    }
    return out;
}

std::string escape_id(std::string_view id)
{
    std::string out;
    for (size_t i = 0; i < id.size();) {
        const auto [c, size] = decode_utf8(id, i);
        const bool stays = !is_white_space(c) && !is_line_end(c) && c > 0x20 && c != ':' && c != '%';
        for (const char byte : id.substr(i, size)) {
            const auto value = static_cast<unsigned char>(byte);
            if (stays)
                out += byte;
            else
                out.append({'%', kHex[value >> 4], kHex[value & 15u]});
        }
        i += size;
    }
    return out;
}

std::string unescape_id(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const size_t high = i + 2 < text.size() ? kHex.find(text[i + 1]) : std::string_view::npos;
        const size_t low = i + 2 < text.size() ? kHex.find(text[i + 2]) : std::string_view::npos;
        if (text[i] == '%' && high != std::string_view::npos && low != std::string_view::npos) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return find_invalid_utf8(out) ? std::string(text) : out;
}

}  // namespace glossator::brat

namespace glossator {

Codec brat_codec()
{
    return {{"brat",
             "brat standoff",
             {".ann"},
             true,
             true,
             {{"offsets", "what offsets in files that are read count", {"auto", "codepoint", "utf16"}}}},
            brat::fits,
            brat::companions,
            brat::read,
            brat::write,
            brat::check};
}

}  // namespace glossator
