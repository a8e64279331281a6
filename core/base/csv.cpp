#include "core/base/csv.h"

#include <algorithm>
#include <array>

namespace glossator {

namespace {

bool looks_like_formula(std::string_view field)
{
    constexpr std::array<std::string_view, 11> kBegins = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    field.remove_prefix(std::min(field.find_first_not_of('\''), field.size()));
    return std::any_of(kBegins.begin(), kBegins.end(),
                       [&](std::string_view begin) { return field.substr(0, begin.size()) == begin; });
}

void append_field(std::string& out, std::string_view field)
{
    const bool guarded = looks_like_formula(field);
    const bool quoted = field.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quoted) out += '"';
    if (guarded) out += '\'';
    for (const char c : field) {
        if (c == '"') out += '"';
        out += c;
    }
    if (quoted) out += '"';
}

}  // namespace

void append_csv_row(std::string& out, const std::vector<std::string>& fields)
{
    for (size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        append_field(out, fields[i]);
    }
    out += "\r\n";
}

}  // namespace glossator
