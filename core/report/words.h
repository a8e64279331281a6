#pragma once

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

}  // namespace glossator
