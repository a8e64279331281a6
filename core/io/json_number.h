#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace glossator {

// The double nearest to `text`. Nothing if `text` is no JSON number, or too large for a double.
std::optional<double> read_json_number(std::string_view text);

// Appends the shortest decimal that reads back as `number`, in the form in which JavaScript writes it; a power of two
// far from one may get a digit more. Requires a finite number.
void write_json_number(std::string& out, double number);

}  // namespace glossator
