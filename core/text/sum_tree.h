#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace glossator {

// A sequence of counts whose sums can be asked for while single counts change (a Fenwick tree). 8 bytes a count.
class SumTree {
public:
    explicit SumTree(std::vector<uint32_t> counts = {});

    size_t size() const { return counts_.size(); }
    uint32_t operator[](size_t index) const { return counts_[index]; }
    uint64_t total() const { return sum_before(size()); }

    void set(size_t index, uint32_t count);   // O(log n)
    uint64_t sum_before(size_t index) const;  // of all counts before `index`, which may be size(); O(log n)

    // The number of counts k at the front for which `holds(k, sum of the first k)`. It must hold for 0, and once false
    // stay false. O(log n).
    template <class Predicate>
    size_t longest_prefix(Predicate holds) const
    {
        size_t taken = 0;
        uint64_t sum = 0;
        for (size_t step = top_step_; step > 0; step /= 2) {
            if (taken + step > size() || !holds(taken + step, sum + sums_[taken + step])) continue;
            taken += step;
            sum += sums_[taken];
        }
        return taken;
    }

private:
    std::vector<uint32_t> counts_;
    std::vector<uint32_t> sums_;  // [i], from 1: of the counts [i - lowest set bit of i, i)
    size_t top_step_ = 0;         // the largest power of two not above size()
};

}  // namespace glossator
