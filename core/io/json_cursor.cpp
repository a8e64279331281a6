#include "core/io/json_cursor.h"

namespace glossator {

namespace {

bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool needs_escape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

}  // namespace

bool JsonCursor::at_end()
{
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ == text_.size();
}

bool JsonCursor::take(char mark)
{
    if (at_end() || text_[at_] != mark) return false;
    ++at_;
    return true;
}

bool JsonCursor::take_plain(std::string_view& out)
{
    if (!take('"')) return false;
    const size_t begin = at_;
    while (at_ < text_.size() && !needs_escape(text_[at_]) && static_cast<unsigned char>(text_[at_]) < 0x80) ++at_;
    out = text_.substr(begin, at_ - begin);
    return at_ < text_.size() && text_[at_++] == '"';
}

bool JsonCursor::take_same(std::string_view text)
{
    if (!take('"') || text_.size() - at_ <= text.size()) return false;
    for (const char c : text)
        if (text_[at_++] != c || needs_escape(c)) return false;
    return text_[at_++] == '"';
}

bool JsonCursor::take_number(uint32_t& out)
{
    if (at_end()) return false;
    const size_t begin = at_;
    uint64_t number = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && number <= UINT32_MAX; ++at_)
        number = number * 10 + static_cast<uint64_t>(text_[at_] - '0');
    out = static_cast<uint32_t>(number);
    return at_ > begin && number <= UINT32_MAX && (text_[begin] != '0' || at_ == begin + 1);
}

bool JsonCursor::skip_string()
{
    for (;;) {
        const size_t end = text_.find('"', at_ + 1);
        if (end == std::string_view::npos) return false;
        at_ = end;
        size_t backslashes = 0;  // an even number of them before the mark escape one another
        while (text_[end - 1 - backslashes] == '\\') ++backslashes;
        if (backslashes % 2 == 0) break;
    }
    ++at_;
    return true;
}

std::string_view JsonCursor::take_any()
{
    if (at_end()) return {};
    const size_t begin = at_;
    size_t depth = 0;
    do {
        const char c = text_[at_];
        if (c == '"') {
            if (!skip_string()) return {};
            if (depth == 0) break;
            continue;
        }
        const bool closes = c == ']' || c == '}';
        if (depth == 0 && (closes || c == ',' || c == ':' || is_blank(c)))
            break;  // after a number, true, false or null
        depth += (c == '[' || c == '{') ? 1 : 0;
        depth -= closes ? 1 : 0;
        ++at_;
        if (closes && depth == 0) break;
    } while (at_ < text_.size());
    return text_.substr(begin, at_ - begin);
}

}  // namespace glossator
