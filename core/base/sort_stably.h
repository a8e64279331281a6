#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace glossator {

// The indices of `count` things in the order in which they stand once sorted. What is equal keeps its order.
std::vector<uint32_t> stable_order(size_t count, bool (*before)(const void* things, uint32_t a, uint32_t b),
                                   const void* things);

// As std::stable_sort, which would cost the page 4 kB for each type; here the code that sorts is there once.
template <class T, class Before>
void sort_stably(std::vector<T>& items, const Before& before)
{
    struct Things {
        const std::vector<T>& items;
        const Before& before;
    };
    const Things things{items, before};
    const auto compare = [](const void* those, uint32_t a, uint32_t b) {
        const Things& t = *static_cast<const Things*>(those);
        return static_cast<bool>(t.before(t.items[a], t.items[b]));
    };
    std::vector<T> sorted;
    sorted.reserve(items.size());
    for (const uint32_t index : stable_order(items.size(), compare, &things)) sorted.push_back(std::move(items[index]));
    items = std::move(sorted);
}

}  // namespace glossator
