#pragma once

#include <string_view>

namespace glossator {

// A begin of an ISO 8601 date in the Gregorian calendar: YYYY, YYYY-MM or YYYY-MM-DD, the last also with a time
// ("T09:01", "T09:01:30.5", then "Z" or "+02:00" or nothing).
bool is_date(std::string_view text);

// A date and time as RFC 3339 has it: all of the above down to the second, with a zone.
bool is_timestamp(std::string_view text);

}  // namespace glossator
