#include "core/base/sort_stably.h"

#include <algorithm>
#include <numeric>

namespace glossator {

std::vector<uint32_t> stable_order(size_t count, bool (*before)(const void* things, uint32_t a, uint32_t b),
                                   const void* things)
{
    std::vector<uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        if (before(things, a, b)) return true;
        return a < b && !before(things, b, a);
    });
    return order;
}

}  // namespace glossator
