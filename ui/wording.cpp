#include "ui/wording.h"

#include <algorithm>
#include <utility>

#include "ui/language.h"

namespace glossator {

std::string_view title_of(const LabelDef& label)
{
    return label.title.empty() ? label.id.text : label.title;
}

std::string title_of(const AttributeDef& attribute)
{
    if (!attribute.title.empty()) return attribute.title;
    std::string title = attribute.id.text;
    std::replace(title.begin(), title.end(), '_', ' ');
    if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

std::string_view title_of(const RelationType& type)
{
    return type.title.empty() ? type.id.text : type.title;
}

std::string shown_key(std::string_view key)
{
    if (key.size() == 1) {
        const char c = key[0];
        if (c >= 'a' && c <= 'z') return std::string(1, static_cast<char>(c - 'a' + 'A'));
        return (c >= 'A' && c <= 'Z' ? "Shift+" : "") + std::string(key);
    }
    constexpr std::pair<std::string_view, std::string_view> kShort[] = {
        {"LeftArrow", "←"},        {"RightArrow", "→"}, {"UpArrow", "↑"},  {"DownArrow", "↓"}, {"PageUp", "Page Up"},
        {"PageDown", "Page Down"}, {"Escape", "Esc"},   {"Delete", "Del"}, {"Equal", "="},     {"Minus", "−"}};
    const size_t plus = key.rfind('+');
    const size_t last = plus == key.npos || plus + 1 == key.size() ? 0 : plus + 1;
    for (const auto& [name, shown] : kShort)
        if (key.substr(last) == name) return std::string(key.substr(0, last)).append(shown);
    return std::string(key);
}

std::string short_date(const std::string& date)
{
    constexpr const char* kMonths[] = {tr_later("Jan"), tr_later("Feb"), tr_later("Mar"), tr_later("Apr"),
                                       tr_later("May"), tr_later("Jun"), tr_later("Jul"), tr_later("Aug"),
                                       tr_later("Sep"), tr_later("Oct"), tr_later("Nov"), tr_later("Dec")};
    if (date.size() < 10 || date.find_first_not_of("0123456789-") < 10 || date[4] != '-' || date[7] != '-') return date;
    const int month = (date[5] - '0') * 10 + date[6] - '0';
    if (month < 1 || month > 12) return date;
    return date.substr(date[8] == '0' ? 9 : 8, date[8] == '0' ? 1 : 2) + " " + tr(kMonths[month - 1]);
}

std::string quoted(const Text& text, const Span& span, size_t max_bytes)
{
    return "“" + quote_of(text, span, max_bytes) + "”";
}

std::string with_thousands(size_t number)
{
    std::string digits = std::to_string(number);
    const std::string_view between = language() ? std::string_view(language()->thousands()) : ",";
    for (size_t at = digits.size(); at > 3;) {
        at -= 3;
        digits.insert(at, between);
    }
    return digits;
}

std::string counted(size_t number, std::string_view one, std::string_view many)
{
    const std::string words = "{} " + std::string(many);
    if (const char* found = language() ? language()->find_counted(number, words) : nullptr)
        return tr(found, {with_thousands(number)});
    return with_thousands(number).append(" ").append(number == 1 ? one : many);
}

std::string isolated(std::string_view name)
{
    const bool ascii =
        std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return ascii && !right_to_left() ? std::string(name) : "\u2068" + std::string(name) + "\u2069";
}

std::string title_of(const Check& check, const Schema& schema)
{
    switch (check.kind) {
    case CheckKind::NoContent: return tr("No content");
    case CheckKind::NoSource: return tr("No source");
    case CheckKind::NoCue: return tr("No cue");
    case CheckKind::NoClaim: return tr("No claim record");
    case CheckKind::NoEntity: return tr("No entity");
    case CheckKind::NoValue: {
        const AttributeDef* attribute = schema.find(AttributeId(check.detail));
        return tr("No value: {}", {(attribute ? title_of(*attribute) : check.detail)});
    }
    case CheckKind::CrossesSentence: return tr("Over two sentences");
    case CheckKind::BadEnds: return tr("Blank or mark at its end");
    case CheckKind::Duplicate: return tr("Marked twice");
    case CheckKind::Flagged: return tr("Flag: {}", {check.detail});
    }
    return {};
}

}  // namespace glossator
