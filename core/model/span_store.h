#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "core/model/span.h"

namespace glossator {

// The spans of one annotation set, in file order (see `precedes`), each id once.
//
// Two treaps over the spans' slots, one of spans in file order and one of fragments with the largest end below each node, so
// that a document with 200,000 spans is searched and changed in O(log n). A copy is deep. Not thread-safe.
class SpanStore {
public:
    size_t size() const;
    bool empty() const { return size() == 0; }

    // Null if there is none. The pointer holds until the store changes.
    const Span* find(const SpanId& id) const;
    // The span at `position` in file order, below size(). O(log n).
    const Span& at(size_t position) const;
    // How many spans precede this one in file order; `id` must be here. O(log n).
    size_t position_of(const SpanId& id) const;
    // The position of the first span that begins at or after `byte`; size() if none does. O(log n).
    size_t first_from(uint32_t byte) const;

    // Calls `visit` for every span in file order. O(n).
    void for_each(const std::function<void(const Span&)>& visit) const;
    // Appends every span with a fragment that shares a byte with `range`, in file order, each once. The pointers hold until the store
    // changes. O(log n + k) for k results, with another log n for each that begins before `range`.
    void overlapping(TextRange range, std::vector<const Span*>& out) const;

    // Adds `span`, or replaces the one with its id. Requires the invariants of Span. O(log n).
    void put(Span span);
    // False if there is none. O(log n).
    bool erase(const SpanId& id);
    // Replaces everything by `spans`, with distinct ids, in any order. O(n log n), O(n) when in file order.
    void assign(std::vector<Span> spans);
};

}  // namespace glossator
