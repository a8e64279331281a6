#include "core/text/character_set.h"

#include <algorithm>
#include <utility>

namespace glossator {

void CharacterSet::add(char32_t first, char32_t last)
{
    // What overlaps the new stretch or touches it becomes one with it.
    auto from = std::find_if(stretches_.begin(), stretches_.end(), [=](Stretch s) { return s.last + 1 >= first; });
    auto to = from;
    for (; to != stretches_.end() && to->first <= last + 1; ++to) {
        first = std::min(first, to->first);
        last = std::max(last, to->last);
    }
    stretches_.insert(stretches_.erase(from, to), Stretch{first, last});
}

bool CharacterSet::contains(char32_t c) const
{
    const auto after =
        std::upper_bound(stretches_.begin(), stretches_.end(), c, [](char32_t v, Stretch s) { return v < s.first; });
    const bool in = (after != stretches_.begin() && c <= (after - 1)->last) ||
                    (categories != 0 && (category_of(c) & categories) != 0) ||
                    (!scripts.empty() && std::count(scripts.begin(), scripts.end(), script_of(c)) > 0) ||
                    std::any_of(parts.begin(), parts.end(), [c](const CharacterSet& p) { return p.contains(c); });
    return in != negated;
}

void CharacterSet::ignore_case()
{
    for (CharacterSet& part : parts) part.ignore_case();
    const bool was_negated = std::exchange(negated, false);
    // Twice: the Kelvin sign comes with K only by way of k.
    for (int round = 0; round < 2; ++round)
        for_each_folding(
            [](void* context, char32_t c, char32_t folded) {
                CharacterSet& set = *static_cast<CharacterSet*>(context);
                const bool has = set.contains(c), has_folded = set.contains(folded);
                if (has && !has_folded) set.add(folded, folded);
                if (has_folded && !has) set.add(c, c);
            },
            this);
    negated = was_negated;
}

}  // namespace glossator
