#include "core/report/words.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"
#include "core/text/pattern.h"

namespace glossator {

std::string display_title(const Document& document)
{
    if (!document.title.empty()) return document.title;
    std::string_view text = document.text->bytes().substr(0, 2000);
    const size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return document.name;
    text.remove_prefix(begin);
    size_t end = std::min(text.find_first_of("\r\n"), std::min(text.size(), size_t{300}));
    while (end > 0 && end < text.size() && is_continuation(text[end])) --end;
    return std::string(text.substr(0, end));
}

std::string outlet_of(const Document& document)
{
    return document.publisher.empty() ? display_title(document) : document.publisher;
}

std::string quote_of(const Text& text, const Span& span, size_t max_bytes)
{
    std::string quote;
    for (const TextRange& range : span.at) {
        if (!quote.empty()) quote += " … ";
        TextRange shown = range;
        if (shown.size() > max_bytes) {
            shown.end = shown.begin + static_cast<uint32_t>(max_bytes);
            while (!text.is_boundary(shown.end)) --shown.end;
        }
        quote += text.slice(shown);
        if (shown.end < range.end || quote.size() >= max_bytes) {
            if (shown.end < range.end) quote += "…";
            break;
        }
    }
    return quote;
}

std::string folded(std::string_view text)
{
    std::string out;
    for (size_t at = 0; at < text.size();) {
        const Decoded next = decode_utf8(text, at);
        append_utf8(out, fold_for_search(next.code_point));
        at += next.length;
    }
    return out;
}

bool contains_folded(std::string_view text, std::string_view wanted)
{
    return wanted.empty() || folded(text).find(wanted) != std::string::npos;
}

std::string values_of(const Attributes& attributes)
{
    std::string out;
    for (const auto& [id, value] : attributes) {
        if (!out.empty()) out += "; ";
        out += id.text + ": ";
        if (const auto* text = std::get_if<std::string>(&value)) out += *text;
        if (const auto* several = std::get_if<std::vector<std::string>>(&value))
            for (const std::string& each : *several) out += (&each == several->data() ? "" : ", ") + each;
        if (const auto* number = std::get_if<double>(&value)) out += decimal(*number);
        if (const auto* yes = std::get_if<bool>(&value)) out += *yes ? "yes" : "no";
    }
    return out;
}

std::string decimal(double number)
{
    if (!(std::abs(number) < 1e15)) return number > 0 ? "∞" : number < 0 ? "−∞" : "?";
    const long long hundredths = std::llround(number * 100), part = std::llabs(hundredths) % 100;
    std::string out = (hundredths < 0 ? "-" : "") + std::to_string(std::llabs(hundredths) / 100);
    if (part == 0) return out;
    out += part < 10 ? ".0" : ".";
    return out + std::to_string(part % 10 == 0 ? part / 10 : part);
}

std::string filled(std::string_view pattern, std::span<const std::string_view> parts)
{
    std::string text;
    size_t next = 0;
    for (size_t i = 0; i < pattern.size(); ++i) {
        const size_t close = pattern[i] == '{' ? pattern.find('}', i) : pattern.npos;
        if (close == pattern.npos || close > i + 2) {
            text += pattern[i];
            continue;
        }
        const size_t which = close == i + 2 ? static_cast<size_t>(pattern[i + 1] - '1') : next++;
        if (which < parts.size()) text += parts[which];
        i = close;
    }
    return text;
}

}  // namespace glossator
