#pragma once

#include "ui/views.h"

namespace glossator {

// In place of the text and its labels, while Session::main_view isn't Text: what Reports has to show, with its tools on
// top.
void report_view(App& app, Area area, Wishes& wishes);

}  // namespace glossator
