#include "core/io/html_tokens.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/base/utf8.h"
#include "core/io/html_names.h"

namespace glossator::html {

namespace {

constexpr size_t kLongestName = 32, kMostAttributes = 200;

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

const CharacterName* character_named(std::string_view name)
{
    const auto* end = std::end(kCharacterNames);
    const auto* found =
        std::lower_bound(std::begin(kCharacterNames), end, name,
                         [](const CharacterName& each, std::string_view wanted) { return each.name < wanted; });
    return found != end && found->name == name ? found : nullptr;
}

// What browsers make of numbers that stand for no character, or for one of Windows' code page 1252.
char32_t settled(char32_t number)
{
    constexpr char32_t kReplacement = 0xFFFD;
    constexpr std::array<char16_t, 32> kWindows = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (number >= 0x80 && number < 0x80 + kWindows.size()) return kWindows[number - 0x80];
    if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number <= 0xDFFF)) return kReplacement;
    return number;
}

std::optional<Reference> number_at(std::string_view source, size_t at)
{
    size_t i = at + 2;
    const bool is_hex = i < source.size() && (source[i] == 'x' || source[i] == 'X');
    if (is_hex) ++i;
    const size_t digits = i;
    char32_t number = 0;
    for (; i < source.size(); ++i) {
        const char c = source[i], lower = static_cast<char>(c | 0x20);
        const bool is_hex_letter = is_hex && lower >= 'a' && lower <= 'f';
        if (!is_digit(c) && !is_hex_letter) break;
        const auto digit = static_cast<char32_t>(is_digit(c) ? c - '0' : lower - 'a' + 10);
        number = std::min<char32_t>(number * (is_hex ? 16 : 10) + digit, 0x110000);
    }
    if (i == digits) return std::nullopt;
    if (i < source.size() && source[i] == ';') ++i;
    Reference out{{}, i - at};
    append_utf8(out.text, settled(number));
    return out;
}

// Elements whose content is text; in those of the second list references are read.
bool is_raw(std::string_view name)
{
    constexpr std::array<std::string_view, 8> kRaw = {"script",  "style",    "xmp",      "iframe",
                                                      "noembed", "noframes", "noscript", "plaintext"};
    return std::find(kRaw.begin(), kRaw.end(), name) != kRaw.end();
}

bool is_text_with_references(std::string_view name)
{
    return name == "title" || name == "textarea";
}

}  // namespace

const std::string* Token::find(std::string_view attribute) const
{
    for (const TagAttribute& each : attributes)
        if (each.name == attribute) return &each.value;
    return nullptr;
}

std::optional<Reference> reference_at(std::string_view source, size_t at, bool is_attribute)
{
    if (at + 1 >= source.size()) return std::nullopt;
    if (source[at + 1] == '#') return number_at(source, at);
    size_t end = at + 1;
    while (end < source.size() && end - at <= kLongestName && (is_letter(source[end]) || is_digit(source[end]))) ++end;
    const std::string_view name = source.substr(at + 1, end - at - 1);
    const auto made = [](const CharacterName& known, size_t length) {
        Reference out{{}, length};
        append_utf8(out.text, known.code_point);
        return out;
    };
    if (end < source.size() && source[end] == ';')
        if (const CharacterName* known = character_named(name)) return made(*known, name.size() + 2);
    for (size_t size = name.size(); size > 1; --size) {
        const CharacterName* known = character_named(name.substr(0, size));
        if (known == nullptr || !known->is_bare) continue;
        const size_t behind = at + 1 + size;
        const bool goes_on =
            behind < source.size() && (is_letter(source[behind]) || is_digit(source[behind]) || source[behind] == '=');
        if (is_attribute && goes_on) return std::nullopt;
        return made(*known, size + 1);
    }
    return std::nullopt;
}

std::string with_references_read(std::string_view source, bool is_attribute)
{
    std::string out;
    for (size_t at = 0; at < source.size();) {
        const size_t next = std::min(source.find('&', at), source.size());
        out += source.substr(at, next - at);
        at = next;
        if (at == source.size()) break;
        const std::optional<Reference> reference = reference_at(source, at, is_attribute);
        out += reference ? reference->text : "&";
        at += reference ? reference->length : 1;
    }
    return out;
}

std::optional<Token> Tokens::next()
{
    while (at_ < bytes_.size()) {
        if (!raw_.empty()) {
            Token text = take_raw();
            if (text.begin < text.end) return text;
            continue;
        }
        const size_t markup = markup_from(at_);
        if (markup > at_) {
            Token text{Token::Kind::Text, at_, markup};
            at_ = markup;
            return text;
        }
        Token token{Token::Kind::Open, at_, at_};
        if (take_markup(token)) return token;
    }
    return std::nullopt;
}

// Where the next tag, comment or declaration begins: a "<" before anything else is one.
size_t Tokens::markup_from(size_t at) const
{
    for (; (at = bytes_.find('<', at)) != std::string_view::npos; ++at) {
        const char next = at + 1 < bytes_.size() ? bytes_[at + 1] : ' ';
        if (is_letter(next) || next == '!' || next == '?') return at;
        if (next == '/' && at + 2 < bytes_.size()) return at;
    }
    return bytes_.size();
}

// True if it is a tag. Moves behind it.
bool Tokens::take_markup(Token& token)
{
    const char next = bytes_[at_ + 1];
    if (is_letter(next)) return take_tag(token, at_ + 1);
    token.kind = Token::Kind::Close;
    if (next == '/' && is_letter(bytes_[at_ + 2])) return take_tag(token, at_ + 2);
    size_t end = std::string_view::npos;
    if (bytes_.substr(at_, 4) == "<!--") {
        // "<!-->" is a comment, and "--!>" ends one.
        const size_t from = at_ + 4;
        if (bytes_.substr(from, 1) == ">" || bytes_.substr(from, 2) == "->") {
            end = bytes_.find('>', from);
        } else {
            const size_t usual = bytes_.find("-->", from), rare = bytes_.substr(0, usual).find("--!>", from);
            if (usual != std::string_view::npos) end = usual + 2;
            if (rare != std::string_view::npos) end = rare + 3;
        }
    } else {
        end = bytes_.find('>', at_);
    }
    at_ = end == std::string_view::npos ? bytes_.size() : end + 1;
    return false;
}

bool Tokens::take_tag(Token& token, size_t name)
{
    size_t at = name;
    while (at < bytes_.size() && !is_blank(bytes_[at]) && bytes_[at] != '/' && bytes_[at] != '>') ++at;
    token.name = lower_ascii(bytes_.substr(name, at - name));
    while (take_attribute(token, at)) {}
    token.end = at_ = std::min(at + 1, bytes_.size());
    if (at >= bytes_.size()) return false;
    if (token.kind == Token::Kind::Close)
        token.attributes.clear();
    else if (is_raw(token.name) || is_text_with_references(token.name))
        raw_ = token.name;
    return true;
}

// False at the ">" that ends the tag, or at the end of the file.
bool Tokens::take_attribute(Token& token, size_t& at) const
{
    while (at < bytes_.size() && (is_blank(bytes_[at]) || bytes_[at] == '/')) ++at;
    if (at >= bytes_.size() || bytes_[at] == '>') return false;
    const size_t name = at++;  // also a "=" with which it begins
    while (at < bytes_.size() && !is_blank(bytes_[at]) &&
           std::string_view("/>=").find(bytes_[at]) == std::string_view::npos)
        ++at;
    TagAttribute out{lower_ascii(bytes_.substr(name, at - name)), {}};
    size_t value = at;
    while (value < bytes_.size() && is_blank(bytes_[value])) ++value;
    if (value < bytes_.size() && bytes_[value] == '=') {
        at = value + 1;
        while (at < bytes_.size() && is_blank(bytes_[at])) ++at;
        value = at;
        const char quote = at < bytes_.size() ? bytes_[at] : '>';
        if (quote == '"' || quote == '\'') {
            at = std::min(bytes_.find(quote, ++value), bytes_.size());
            out.value = with_references_read(bytes_.substr(value, at - value), true);
            if (at < bytes_.size()) ++at;
        } else {
            while (at < bytes_.size() && !is_blank(bytes_[at]) && bytes_[at] != '>') ++at;
            out.value = with_references_read(bytes_.substr(value, at - value), true);
        }
    }
    if (token.attributes.size() < kMostAttributes && token.find(out.name) == nullptr)
        token.attributes.push_back(std::move(out));
    return true;
}

// The text up to the end tag of the element, or of the file.
Token Tokens::take_raw()
{
    size_t end = at_;
    for (; end < bytes_.size(); ++end) {
        end = std::min(bytes_.find("</", end), bytes_.size());
        const size_t behind = end + 2 + raw_.size();
        if (raw_ == "plaintext" || behind >= bytes_.size()) {
            end = bytes_.size();
            break;
        }
        const char next = bytes_[behind];
        if (lower_ascii(bytes_.substr(end + 2, raw_.size())) == raw_ && (is_blank(next) || next == '/' || next == '>'))
            break;
    }
    Token out{is_raw(raw_) ? Token::Kind::Raw : Token::Kind::Text, at_, end};
    at_ = end;
    raw_.clear();
    return out;
}

}  // namespace glossator::html
