#include "core/text/unicode_data.h"

#include <algorithm>
#include <iterator>

#include <hb.h>

#include "core/text/case_folding_table.h"

namespace glossator {

namespace {

// In the order of hb_unicode_general_category_t.
constexpr std::string_view kCategoryNames =
    "Cc Cf Cn Co Cs Ll Lm Lo Lt Lu Mc Me Mn Nd Nl No Pc Pd Pe Pf Pi Po Ps Sc Sk Sm So Zl Zp Zs";

}  // namespace

Categories category_of(char32_t c)
{
    return Categories{1} << hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
}

std::optional<Categories> categories_named(std::string_view name)
{
    if (name.empty() || name.size() > 2 || name.find(' ') != name.npos) return std::nullopt;
    Categories found = 0;
    for (size_t at = 0; at < kCategoryNames.size(); at += 3)
        if (kCategoryNames.substr(at, name.size()) == name) found |= Categories{1} << (at / 3);
    if (found == 0) return std::nullopt;
    return found;
}

bool is_word_part(char32_t c)
{
    if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    static const Categories kParts =
        *categories_named("L") | *categories_named("M") | *categories_named("Nd") | *categories_named("Pc");
    return (category_of(c) & kParts) != 0 || c == 0x200C || c == 0x200D;
}

bool decompose(char32_t c, char32_t& first, char32_t& second)
{
    if (c < 0xC0) return false;
    hb_codepoint_t a = 0, b = 0;
    if (!hb_unicode_decompose(hb_unicode_funcs_get_default(), c, &a, &b)) return false;
    first = a;
    second = b;
    return true;
}

char32_t fold_case(char32_t c)
{
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    const CaseFoldings* after = std::upper_bound(std::begin(kCaseFoldings), std::end(kCaseFoldings), c,
                                                 [](char32_t v, const CaseFoldings& f) { return v < f.first; });
    const CaseFoldings& found = *(after - 1);  // the first is that of A
    if (c > found.last || (c - found.first) % found.step != 0) return c;
    return static_cast<char32_t>(static_cast<int32_t>(c) + found.distance);
}

void for_each_folding(void (*use)(void* context, char32_t c, char32_t folded), void* context)
{
    for (const CaseFoldings& f : kCaseFoldings)
        for (uint32_t c = f.first; c <= f.last; c += f.step)
            use(context, c, static_cast<char32_t>(static_cast<int32_t>(c) + f.distance));
}

}  // namespace glossator
