#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/model/records.h"

// How documents and spans are named in reports and views.
namespace glossator {

// The title, else the first line that isn't blank, else the name of the file.
std::string display_title(const Document& document);
// The publisher, else display_title().
std::string outlet_of(const Document& document);
// The span's words, its fragments joined by " … "; no more than about `max_bytes` of them.
std::string quote_of(const Text& text, const Span& span, size_t max_bytes = 600);
// `text` with every letter folded (see fold_for_search), for comparing whatever the case.
std::string folded(std::string_view text);
// True if `text`, once folded, contains `wanted`, which is folded already.
bool contains_folded(std::string_view text, std::string_view wanted);
// "certainty: possible; topics: cost, route", in the order of ids.
std::string values_of(const Attributes& attributes);
// "12.5", without a zero at its end; at most two decimals.
std::string decimal(double number);
// `pattern` with `parts` in place of each "{}" in their order, or of "{1}", "{2}".
std::string filled(std::string_view pattern, std::span<const std::string_view> parts);

// What a report says besides the project's own words: in English here, and so in tables; the interface gives its
// language's for pictures. All of it stands here, so that its type is known to those who derive from it with RTTI.
class ReportWords {
public:
    virtual ~ReportWords() = default;
    virtual std::string tr(const char* english, std::initializer_list<std::string_view> parts) const
    {
        return filled(english, {parts.begin(), parts.size()});
    }
    std::string tr(const char* english) const { return tr(english, {}); }
    // "1 span", "12 spans".
    virtual std::string counted(size_t number, std::string_view one, std::string_view many) const
    {
        return std::to_string(number).append(" ").append(number == 1 ? one : many);
    }
};

}  // namespace glossator
