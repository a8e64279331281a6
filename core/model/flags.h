#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/records.h"

// Flags say of a span, an attribution or a set that somebody is to come back to it.
namespace glossator {

// In the order to show. A file may hold others, which are kept.
inline constexpr std::array<std::string_view, 4> kFlags = {"discuss", "discard", "later", "unsure"};

// Of spans and attributions they stand in "x-flags".
inline constexpr std::string_view kFlagsKey = "x-flags";
// A note about an attribution, a JSON string.
inline constexpr std::string_view kNoteKey = "x-note";

// Whether it has any, without an allocation.
bool is_flagged(const Span& span);
std::vector<std::string> flags_of(const Span& span);
std::vector<std::string> flags_of(const Attribution& attribution);

}  // namespace glossator
