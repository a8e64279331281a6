#include "core/io/iob_lines.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace glossator::iob {

namespace {

constexpr std::string_view kBegin = "-DOCSTART-";

// Calls `take(at, line)` for every line, without its end, until that returns false.
template <class Take>
void for_each_line(std::string_view bytes, const Take& take)
{
    for (size_t begin = 0; begin < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', begin), bytes.size());
        std::string_view line = bytes.substr(begin, end - begin);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (!take(begin, line)) return;
        begin = end + 1;
    }
}

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
    Status sound;
    bool is_open = false;  // a sentence is
    for_each_line(bytes, [&](size_t at, std::string_view line) {
        if (is_blank(line)) {
            is_open = false;
            return true;
        }
        if (line.substr(0, kBegin.size()) == kBegin) {
            out.emplace_back();
            is_open = false;
            return true;
        }
        const std::vector<std::string_view> columns = columns_of(line);
        const size_t wanted = column == 0 ? columns.size() : column;
        if (columns.size() < 2 || wanted > columns.size() || wanted < 2)
            sound = fail_at(at, "a token and its tag are expected, and the line has " + std::to_string(columns.size()) +
                                    (columns.size() == 1 ? " column" : " columns"));
        else if (columns[0].empty())
            sound = fail_at(at, "the line has no token");
        else if (!is_tag(columns[wanted - 1]))
            sound = fail_at(at + static_cast<size_t>(columns[wanted - 1].data() - line.data()),
                            "a tag is O, or one of B, I, E, S, L, U with - and a label");
        if (!sound) return false;
        if (out.empty()) out.emplace_back();
        if (!is_open) out.back().emplace_back();
        is_open = true;
        out.back().back().push_back({at, columns[0], columns[wanted - 1]});
        return true;
    });
    if (!sound) return fail(sound.error());
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
    bool is_right = true, is_bilou = false;
    for_each_line(bytes, [&](size_t, std::string_view line) {
        if (is_blank(line) || line.substr(0, kBegin.size()) == kBegin) return true;
        const std::vector<std::string_view> columns = columns_of(line);
        is_right = (scheme == Scheme::Conll2003 ? columns.size() > 2 : columns.size() == 2) && is_tag(columns.back());
        if (is_right) is_bilou |= columns.back()[0] == 'L' || columns.back()[0] == 'U';
        return is_right && ++rows < kEnough;
    });
    if (!is_right) return false;
    if (rows == 0) return scheme == Scheme::Conll2003 && bytes.substr(0, kBegin.size()) == kBegin;
    return scheme == Scheme::Conll2003 || is_bilou == (scheme == Scheme::Bilou);
}

}  // namespace glossator::iob
