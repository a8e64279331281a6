#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/interval_treap.h"
#include "core/model/span.h"

namespace glossator {

// The spans of one annotation set, in file order (see `precedes`), each id once.
//
// Spans keep their slot while they live. One treap orders the slots and finds them by their first fragments; a second
// one, which only discontinuous spans take part in, finds them by their other fragments. So a document with 200,000
// spans is searched and changed in O(log n), and a span is not found in its gaps. A copy is deep. Not thread-safe.
class SpanStore {
public:
    size_t size() const;
    bool empty() const { return size() == 0; }
    // How many have this label. O(1).
    size_t count(const LabelId& label) const;

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
    // Appends every span with a fragment that shares a byte with `range`, in file order, each once. The pointers hold
    // until the store changes. O(log n + k) for k results, with another log n for each that begins before `range`.
    void overlapping(TextRange range, std::vector<const Span*>& out) const;

    // Adds `span`, or replaces the one with its id. Requires the invariants of Span. O(log n).
    void put(Span span);
    // False if there is none. O(log n).
    bool erase(const SpanId& id);
    // Replaces everything by `spans`, in any order. O(n log n), O(n) when in file order. False if an id comes twice:
    // the store is then not to be used.
    bool assign(std::deque<Span> spans);

private:
    using Slot = uint32_t;
    static constexpr Slot kNone = static_cast<Slot>(-1);

    // Slots by the hash of their span's id: open addressing with linear probing.
    class IdTable {
    public:
        void reset(size_t expected);
        // The slot for which `is_it` is true among those with this hash.
        template <class IsIt>
        Slot find(uint32_t hash, const IsIt& is_it) const;
        void insert(uint32_t hash, Slot slot);
        void erase(uint32_t hash, Slot slot);

    private:
        struct Entry {
            uint32_t hash;
            Slot slot;
        };
        void place(Entry entry);

        std::vector<Entry> entries_;  // a power of two of them, at most 7/8 in use
        size_t used_ = 0;
    };

    Slot slot_of(const SpanId& id) const;
    Slot take_slot(Span span);
    void insert_into_order(Slot slot);
    void erase_from_order(Slot slot);
    void insert_further_fragments(Slot slot);
    [[gnu::noinline]] bool insert_id(
        Slot slot);  // a function of its own, since browsers make fast what is called often

    std::deque<Span> spans_;  // by slot; growing moves none of them
    std::vector<Slot> free_;
    IdTable ids_;
    IntervalTreap order_;    // handles are slots, ranges are first fragments
    IntervalTreap further_;  // handles index further_slots_, ranges are the other fragments
    std::vector<Slot> further_slots_;
    std::vector<uint32_t> further_free_;
    std::unordered_map<LabelId, size_t> counts_;  // by label
};

}  // namespace glossator
