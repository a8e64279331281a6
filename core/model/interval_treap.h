#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <vector>

#include "core/text/text_range.h"

namespace glossator {

// An ordered set of ranges, found by place and by overlap. Each is known by its handle, a small number given by the
// caller, which is also its index in the table of nodes. Priorities are a hash of the handle, so equal calls build
// equal trees.
//
// The order is by begin; `tie(a, b)` orders two handles whose ranges begin together, and must always say the same of
// the same two.
class IntervalTreap {
public:
    using Handle = uint32_t;

    size_t size() const { return size_of(root_); }

    // O(log n). The handle isn't in use.
    template <class Tie>
    void insert(Handle handle, TextRange range, const Tie& tie)
    {
        make_room(handle);
        nodes_[handle] = Node{range.begin, range.end, range.end};
        root_ = insert_below(root_, handle, tie);
    }

    // O(log n). The handle is in use.
    template <class Tie>
    void erase(Handle handle, const Tie& tie)
    {
        root_ = erase_below(root_, handle, tie);
    }

    // Replaces everything by `handles`, which are in order. O(n).
    template <class RangeOf>
    void build(const std::vector<Handle>& handles, const RangeOf& range_of)
    {
        nodes_.clear();
        nodes_.reserve(handles.size());
        std::vector<Handle> spine;  // from the root along right links; nodes leave it once all below them is known
        for (const Handle handle : handles) {
            make_room(handle);
            const TextRange range = range_of(handle);
            nodes_[handle] = Node{range.begin, range.end, range.end};
            Handle below = kNone;
            while (!spine.empty() && priority(spine.back()) < priority(handle)) {
                below = spine.back();
                spine.pop_back();
                update(below);
            }
            nodes_[handle].left = below;
            if (!spine.empty()) nodes_[spine.back()].right = handle;
            spine.push_back(handle);
        }
        root_ = spine.empty() ? kNone : spine.front();
        for (; !spine.empty(); spine.pop_back()) update(spine.back());
    }

    // The handle at `position` in order. O(log n).
    Handle at(size_t position) const
    {
        Handle node = root_;
        for (;;) {
            const size_t before = size_of(nodes_[node].left);
            if (position == before) return node;
            if (position < before) {
                node = nodes_[node].left;
            } else {
                position -= before + 1;
                node = nodes_[node].right;
            }
        }
    }

    // How many stand before `handle`. O(log n).
    template <class Tie>
    size_t position_of(Handle handle, const Tie& tie) const
    {
        size_t position = 0;
        for (Handle node = root_; node != handle;) {
            assert(node != kNone);
            if (before(node, handle, tie)) {
                position += size_of(nodes_[node].left) + 1;
                node = nodes_[node].right;
            } else {
                node = nodes_[node].left;
            }
        }
        return position + size_of(nodes_[handle].left);
    }

    // How many begin before `byte`. O(log n).
    size_t count_before(uint32_t byte) const
    {
        size_t count = 0;
        for (Handle node = root_; node != kNone;) {
            if (nodes_[node].begin < byte) {
                count += size_of(nodes_[node].left) + 1;
                node = nodes_[node].right;
            } else {
                node = nodes_[node].left;
            }
        }
        return count;
    }

    template <class Visit>
    void for_each(const Visit& visit) const
    {
        visit_below(root_, visit);
    }

    // Visits, in order, every handle whose range shares a byte with `range`.
    template <class Visit>
    void overlapping(TextRange range, const Visit& visit) const
    {
        if (!range.empty()) overlapping_below(root_, range, visit);
    }

private:
    static constexpr Handle kNone = static_cast<Handle>(-1);

    struct Node {
        uint32_t begin = 0;
        uint32_t end = 0;
        uint32_t max_end = 0;  // of itself and all below
        Handle left = kNone;
        Handle right = kNone;
        uint32_t size = 1;  // itself and all below
    };

    // A bijection, so that no two priorities are equal.
    static uint32_t priority(Handle handle)
    {
        uint32_t x = handle + 0x9e3779b9u;
        x = (x ^ (x >> 16)) * 0x85ebca6bu;
        x = (x ^ (x >> 13)) * 0xc2b2ae35u;
        return x ^ (x >> 16);
    }

    size_t size_of(Handle node) const { return node == kNone ? 0 : nodes_[node].size; }

    void make_room(Handle handle)
    {
        if (handle < nodes_.size()) return;
        const size_t wanted = static_cast<size_t>(handle) + 1;
        if (wanted > nodes_.capacity()) nodes_.reserve(wanted + wanted / 4 + 16);
        nodes_.resize(wanted);
    }

    template <class Tie>
    bool before(Handle a, Handle b, const Tie& tie) const
    {
        return nodes_[a].begin != nodes_[b].begin ? nodes_[a].begin < nodes_[b].begin : tie(a, b);
    }

    void update(Handle handle)
    {
        Node& node = nodes_[handle];
        node.size = 1;
        node.max_end = node.end;
        for (const Handle child : {node.left, node.right}) {
            if (child == kNone) continue;
            node.size += nodes_[child].size;
            node.max_end = std::max(node.max_end, nodes_[child].max_end);
        }
    }

    template <class Tie>
    Handle insert_below(Handle node, Handle handle, const Tie& tie)
    {
        if (node == kNone) return handle;
        if (priority(node) < priority(handle)) {
            split(node, handle, tie, nodes_[handle].left, nodes_[handle].right);
            update(handle);
            return handle;
        }
        Handle& child = before(handle, node, tie) ? nodes_[node].left : nodes_[node].right;
        child = insert_below(child, handle, tie);
        update(node);
        return node;
    }

    // Parts the tree below `node` into what stands before `handle` and what stands after.
    template <class Tie>
    void split(Handle node, Handle handle, const Tie& tie, Handle& left, Handle& right)
    {
        if (node == kNone) {
            left = right = kNone;
        } else if (before(node, handle, tie)) {
            split(nodes_[node].right, handle, tie, nodes_[node].right, right);
            left = node;
            update(node);
        } else {
            split(nodes_[node].left, handle, tie, left, nodes_[node].left);
            right = node;
            update(node);
        }
    }

    template <class Tie>
    Handle erase_below(Handle node, Handle handle, const Tie& tie)
    {
        assert(node != kNone);
        if (node == handle) return merge(nodes_[node].left, nodes_[node].right);
        Handle& child = before(handle, node, tie) ? nodes_[node].left : nodes_[node].right;
        child = erase_below(child, handle, tie);
        update(node);
        return node;
    }

    // All of `a` stands before all of `b`.
    Handle merge(Handle a, Handle b)
    {
        if (a == kNone) return b;
        if (b == kNone) return a;
        if (priority(a) > priority(b)) {
            nodes_[a].right = merge(nodes_[a].right, b);
            update(a);
            return a;
        }
        nodes_[b].left = merge(a, nodes_[b].left);
        update(b);
        return b;
    }

    template <class Visit>
    void visit_below(Handle node, const Visit& visit) const
    {
        for (; node != kNone; node = nodes_[node].right) {
            visit_below(nodes_[node].left, visit);
            visit(node);
        }
    }

    template <class Visit>
    void overlapping_below(Handle handle, TextRange range, const Visit& visit) const
    {
        while (handle != kNone && nodes_[handle].max_end > range.begin) {
            const Node& node = nodes_[handle];
            overlapping_below(node.left, range, visit);
            if (node.begin >= range.end) return;
            if (node.end > range.begin) visit(handle);
            handle = node.right;
        }
    }

    std::vector<Node> nodes_;  // by handle
    Handle root_ = kNone;
};

}  // namespace glossator
