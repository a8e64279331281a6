#pragma once

#include <string>

#include "core/model/schema.h"

namespace glossator {

// Colours for labels, "#rrggbb": they can be told apart, and read on any theme's paper.
inline constexpr const char* kLabelColors[] = {"#18549c", "#4884a8", "#188478", "#18a884", "#186048", "#607818",
                                               "#b49018", "#784818", "#d8786c", "#903c48", "#a83c84", "#783c78",
                                               "#7860b4", "#a884d8", "#7878a0", "#906c60"};
// The first of them that no label has, or else that fewest have.
std::string unused_color(const Schema& schema);

}  // namespace glossator
