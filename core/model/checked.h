#pragma once

#include <string_view>

// Where it is kept what a checklist leaves out (core/report/checklist.h), as lists of words.
namespace glossator {

inline constexpr std::string_view kCheckedKey = "x-checked";      // of a set: single checks, by their keys
inline constexpr std::string_view kUncheckedKey = "x-unchecked";  // of the project: kinds of checks, by their groups

}  // namespace glossator
