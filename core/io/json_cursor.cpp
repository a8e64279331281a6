#include "core/io/json_cursor.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>

#include "core/base/utf8.h"

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

constexpr uint64_t kLowBits = 0x0101010101010101u, kHighBits = kLowBits << 7;

uint64_t load_word(const char* bytes)
{
    uint64_t word;
    std::memcpy(&word, bytes, 8);
    return word;
}

// Of eight bytes, the high bits of those that need an escape, as needs_escape() says, and perhaps of some after the
// first of them. The least significant byte is the first, as on every machine that this is for.
uint64_t escapes_in(uint64_t word)
{
    const uint64_t mark = word ^ kLowBits * '"', backslash = word ^ kLowBits * '\\';
    return (((mark - kLowBits) & ~mark) | ((backslash - kLowBits) & ~backslash) | ((word - kLowBits * 0x20) & ~word)) &
           kHighBits;
}

bool needs_escape(std::string_view text)
{
    size_t at = 0;
    for (; at + 8 <= text.size(); at += 8)
        if (escapes_in(load_word(text.data() + at)) != 0) return true;
    for (; at < text.size(); ++at)
        if (needs_escape(text[at])) return true;
    return false;
}

// Where the first byte from `at` on is that needs an escape; the size if none does. A function of its own: a browser
// makes fast what is called often.
[[gnu::noinline]] size_t find_escape(std::string_view text, size_t at)
{
    for (; at + 8 <= text.size(); at += 8)
        if (const uint64_t stops = escapes_in(load_word(text.data() + at)); stops != 0)
            return at + static_cast<size_t>(std::countr_zero(stops)) / 8;
    while (at < text.size() && !needs_escape(text[at])) ++at;
    return at;
}

// What the four hexadecimal digits at the begin of `digits` stand for, if that is what stands there.
std::optional<char32_t> code_unit(std::string_view digits)
{
    char32_t unit = 0;
    if (digits.size() < 4) return std::nullopt;
    for (const char c : digits.substr(0, 4)) {
        const char lower = static_cast<char>(c | 0x20);
        if (c >= '0' && c <= '9')
            unit = unit * 16 + static_cast<char32_t>(c - '0');
        else if (lower >= 'a' && lower <= 'f')
            unit = unit * 16 + static_cast<char32_t>(lower - 'a' + 10);
        else
            return std::nullopt;
    }
    return unit;
}

// Appends what the escape stands for that `escape` begins with, after its backslash. Returns its length, 0 if it is
// none or a surrogate.
size_t append_unescaped(std::string_view escape, std::string& out)
{
    constexpr std::string_view kMarks = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    if (escape.empty()) return 0;
    if (const size_t mark = kMarks.find(escape.front()); mark != std::string_view::npos) {
        out += kMeant[mark];
        return 1;
    }
    const std::optional<char32_t> unit = escape.front() == 'u' ? code_unit(escape.substr(1)) : std::nullopt;
    if (!unit || (*unit >= 0xD800 && *unit <= 0xDFFF)) return 0;
    append_utf8(out, *unit);
    return 5;
}

}  // namespace

bool JsonCursor::at_end()
{
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    return at_ == text_.size();
}

bool JsonCursor::take_after_blanks(char mark)
{
    if (at_end() || text_[at_] != mark) return false;
    ++at_;
    return true;
}

bool JsonCursor::take_word(std::string_view word)
{
    if (at_end() || text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
}

bool JsonCursor::take_plain(std::string_view& out)
{
    if (!take('"')) return false;
    const size_t begin = at_;
    for (; at_ + 8 <= text_.size(); at_ += 8) {
        const uint64_t word = load_word(text_.data() + at_);
        const uint64_t stops = escapes_in(word) | (word & kHighBits);
        if (stops == 0) continue;
        at_ += static_cast<size_t>(std::countr_zero(stops)) / 8;
        break;
    }
    while (at_ < text_.size() && !needs_escape(text_[at_]) && static_cast<unsigned char>(text_[at_]) < 0x80) ++at_;
    out = text_.substr(begin, at_ - begin);
    return at_ < text_.size() && text_[at_++] == '"';
}

bool JsonCursor::take_text(std::string& out)
{
    if (at_end() || text_[at_] != '"') return false;
    const size_t begin = at_ + 1;
    if (!skip_string()) return false;
    const std::string_view written = text_.substr(begin, at_ - 1 - begin);
    out.clear();
    out.reserve(written.size());
    for (size_t at = 0; at < written.size();) {
        const size_t stop = find_escape(written, at);
        out += written.substr(at, stop - at);
        if (stop == written.size()) break;
        const size_t length = written[stop] == '\\' ? append_unescaped(written.substr(stop + 1), out) : 0;
        if (length == 0) return false;
        at = stop + 1 + length;
    }
    return true;
}

bool JsonCursor::take_same(std::string_view text)
{
    if (!take('"') || text_.size() - at_ <= text.size()) return false;
    if (text_.compare(at_, text.size(), text) != 0 || needs_escape(text)) return false;
    at_ += text.size();
    return text_[at_++] == '"';
}

bool JsonCursor::take_key(std::string_view name)
{
    if (at_end() || text_.size() - at_ < name.size() + 2) return false;
    const char* key = text_.data() + at_;
    if (key[0] != '"' || key[name.size() + 1] != '"' || std::memcmp(key + 1, name.data(), name.size()) != 0)
        return false;
    at_ += name.size() + 2;
    return take(':');
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
