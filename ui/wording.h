#pragma once

#include <string>
#include <string_view>

#include "core/model/project.h"
#include "core/report/checklist.h"
#include "core/report/words.h"

// How records are written on the screen.
namespace glossator {

std::string_view title_of(const LabelDef& label);
std::string title_of(const AttributeDef& attribute);  // made readable from the id if it has none
std::string_view title_of(const RelationType& type);
// "No entity", "Twice the same".
std::string title_of(const Check& check, const Schema& schema);
// A typed character as it stands on a key cap ("P" for "p", "Shift+P" for "P"), and names of keys as short as they get
// ("Ctrl+←").
std::string shown_key(std::string_view key);
// "27 Feb" for "2026-02-27"; anything else as it is.
std::string short_date(const std::string& date);
// quote_of() with quotation marks around it.
std::string quoted(const Text& text, const Span& span, size_t max_bytes = 600);
std::string with_thousands(size_t number);
// "1 span", "1,204 spans".
std::string counted(size_t number, std::string_view one, std::string_view many);

// A name within a line of other words: it keeps its own direction and turns nothing around it (UAX #9, FSI and PDI).
std::string isolated(std::string_view name);

}  // namespace glossator
