#include "core/text/sum_tree.h"

#include <bit>
#include <utility>

namespace glossator {
namespace {

size_t lowest_bit(size_t i)
{
    return i & (~i + 1);
}

}  // namespace

SumTree::SumTree(std::vector<uint32_t> counts)
    : counts_(std::move(counts)), sums_(counts_.size() + 1, 0), top_step_(std::bit_floor(counts_.size()))
{
    for (size_t i = 1; i <= size(); ++i) {
        sums_[i] += counts_[i - 1];
        const size_t parent = i + lowest_bit(i);
        if (parent <= size()) sums_[parent] += sums_[i];
    }
}

void SumTree::set(size_t index, uint32_t count)
{
    const uint32_t change = count - counts_[index];  // modulo 2^32, as the sums are
    counts_[index] = count;
    for (size_t i = index + 1; i <= size(); i += lowest_bit(i)) sums_[i] += change;
}

uint64_t SumTree::sum_before(size_t index) const
{
    uint64_t sum = 0;
    for (size_t i = index; i > 0; i -= lowest_bit(i)) sum += sums_[i];
    return sum;
}

}  // namespace glossator
