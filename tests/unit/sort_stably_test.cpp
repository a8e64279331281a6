#include "core/base/sort_stably.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

namespace glossator {
namespace {

TEST_CASE("sort_stably: agrees with std::stable_sort")
{
    std::mt19937 rng(1);
    const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
    for (size_t size = 0; size < 200; ++size) {
        CAPTURE(size);
        std::vector<std::pair<unsigned, std::string>> items;
        for (size_t i = 0; i < size; ++i) items.emplace_back(rng() % 10, std::to_string(i));
        auto expected = items;
        std::stable_sort(expected.begin(), expected.end(), before);
        sort_stably(items, before);
        CHECK(items == expected);
    }
}

}  // namespace
}  // namespace glossator
