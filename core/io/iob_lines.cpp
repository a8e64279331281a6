#include "core/io/iob_lines.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/io/file_lines.h"

namespace glossator::iob {

namespace {

constexpr std::string_view kBegin = "-DOCSTART-";

bool is_blank(std::string_view line)
{
    return line.find_first_not_of(" \t") == std::string_view::npos;
}

}  // namespace

std::vector<std::string_view> columns_of(std::string_view line)
{
    const bool has_tabs = line.find('\t') != std::string_view::npos;
    std::vector<std::string_view> out;
    for (size_t begin = 0; begin <= line.size();) {
        const size_t end = std::min(line.find(has_tabs ? '\t' : ' ', begin), line.size());
        if (has_tabs || end > begin) out.push_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return out;
}

bool is_tag(std::string_view tag)
{
    if (tag == "O") return true;
    return tag.size() > 2 && tag[1] == '-' && std::string_view("BIESLU").find(tag[0]) != std::string_view::npos;
}

Result<std::vector<Document>> read_rows(std::string_view bytes, size_t column)
{
    if (const auto bad = find_invalid_utf8(bytes)) return fail_at(*bad, "the file isn't valid UTF-8");
    std::vector<Document> out;
    bool is_open = false;  // a sentence is
    size_t next = 0;
    while (const std::optional<Line> line = next_line(bytes, next)) {
        const std::string_view text = line->text;
        const bool is_begin = text.substr(0, kBegin.size()) == kBegin;
        if (is_begin) out.emplace_back();
        if (is_begin || is_blank(text)) {
            is_open = false;
            continue;
        }
        const std::vector<std::string_view> columns = columns_of(text);
        const size_t wanted = column == 0 ? columns.size() : column;
        if (columns.size() < 2 || wanted > columns.size() || wanted < 2)
            return fail_at(line->at, "a token and its tag are expected, and the line has " +
                                         std::to_string(columns.size()) +
                                         (columns.size() == 1 ? " column" : " columns"));
        if (columns[0].empty()) return fail_at(line->at, "the line has no token");
        const std::string_view tag = columns[wanted - 1];
        if (!is_tag(tag))
            return fail_at(line->at + static_cast<size_t>(tag.data() - text.data()),
                           "a tag is O, or one of B, I, E, S, L, U with - and a label");
        if (out.empty()) out.emplace_back();
        if (!is_open) out.back().emplace_back();
        is_open = true;
        out.back().back().push_back({line->at, columns[0], tag});
    }
    if (out.empty()) out.emplace_back();
    return out;
}

std::vector<Marked> marked_in(const Sentence& sentence)
{
    std::vector<Marked> out;
    bool is_open = false;
    for (size_t i = 0; i < sentence.size(); ++i) {
        const std::string_view tag = sentence[i].tag;
        if (tag == "O") {
            is_open = false;
            continue;
        }
        const char kind = tag[0];
        const std::string_view label = tag.substr(2);
        const bool goes_on = (kind == 'I' || kind == 'E' || kind == 'L') && is_open && out.back().label == label;
        if (!goes_on) out.push_back({std::string(label), i, i});
        out.back().end = i + 1;
        is_open = kind == 'B' || kind == 'I';
    }
    return out;
}

std::string tag_of(Scheme scheme, const std::string& label, size_t place, size_t size)
{
    char kind = place == 0 ? 'B' : 'I';
    if (scheme == Scheme::Bilou && place + 1 == size) kind = size == 1 ? 'U' : 'L';
    return std::string(1, kind) + "-" + label;
}

bool looks_like(Scheme scheme, std::string_view bytes)
{
    constexpr size_t kEnough = 200;  // lines
    size_t rows = 0;
    bool is_bilou = false;
    size_t next = 0;
    while (const std::optional<Line> line = next_line(bytes, next)) {
        if (is_blank(line->text) || line->text.substr(0, kBegin.size()) == kBegin) continue;
        const std::vector<std::string_view> columns = columns_of(line->text);
        const bool is_right =
            (scheme == Scheme::Conll2003 ? columns.size() > 2 : columns.size() == 2) && is_tag(columns.back());
        if (!is_right) return false;
        is_bilou |= columns.back()[0] == 'L' || columns.back()[0] == 'U';
        if (++rows == kEnough) break;
    }
    if (rows == 0) return scheme == Scheme::Conll2003 && bytes.substr(0, kBegin.size()) == kBegin;
    return scheme == Scheme::Conll2003 || is_bilou == (scheme == Scheme::Bilou);
}

}  // namespace glossator::iob
