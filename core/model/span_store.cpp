#include "core/model/span_store.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace glossator {

namespace {

uint32_t hash_of(const SpanId& id)
{
    const uint64_t hash = std::hash<SpanId>{}(id);
    return static_cast<uint32_t>((hash * 0x9e3779b97f4a7c15ull) >> 32);
}

}  // namespace

void SpanStore::IdTable::reset(size_t expected)
{
    size_t capacity = 16;
    while (capacity * 7 < expected * 8) capacity *= 2;
    entries_.assign(capacity, Entry{0, kNone});
    used_ = 0;
}

template <class IsIt>
SpanStore::Slot SpanStore::IdTable::find(uint32_t hash, const IsIt& is_it) const
{
    if (entries_.empty()) return kNone;
    const size_t mask = entries_.size() - 1;
    for (size_t i = hash & mask; entries_[i].slot != kNone; i = (i + 1) & mask)
        if (entries_[i].hash == hash && is_it(entries_[i].slot)) return entries_[i].slot;
    return kNone;
}

void SpanStore::IdTable::insert(uint32_t hash, Slot slot)
{
    if ((used_ + 1) * 8 > entries_.size() * 7) {
        const std::vector<Entry> old = std::move(entries_);
        reset((used_ + 1) * 2);
        for (const Entry& entry : old)
            if (entry.slot != kNone) place(entry);
    }
    place({hash, slot});
}

void SpanStore::IdTable::place(Entry entry)
{
    const size_t mask = entries_.size() - 1;
    size_t i = entry.hash & mask;
    while (entries_[i].slot != kNone) i = (i + 1) & mask;
    entries_[i] = entry;
    ++used_;
}

void SpanStore::IdTable::erase(uint32_t hash, Slot slot)
{
    const size_t mask = entries_.size() - 1;
    size_t hole = hash & mask;
    while (entries_[hole].slot != slot) hole = (hole + 1) & mask;
    // Close the hole with later entries that may stand there, so that no search stops early.
    for (size_t i = (hole + 1) & mask; entries_[i].slot != kNone; i = (i + 1) & mask) {
        const size_t home = entries_[i].hash & mask;
        if (((i - home) & mask) < ((i - hole) & mask)) continue;
        entries_[hole] = entries_[i];
        hole = i;
    }
    entries_[hole].slot = kNone;
    --used_;
}

SpanStore::Slot SpanStore::slot_of(const SpanId& id) const
{
    return ids_.find(hash_of(id), [&](Slot slot) { return spans_[slot].id == id; });
}

SpanStore::Slot SpanStore::take_slot(Span kept)
{
    if (!free_.empty()) {
        const Slot slot = free_.back();
        free_.pop_back();
        spans_[slot] = std::move(kept);
        return slot;
    }
    spans_.push_back(std::move(kept));
    return static_cast<Slot>(spans_.size() - 1);
}

void SpanStore::insert_into_order(Slot slot)
{
    order_.insert(slot, spans_[slot].at.front(), [this](Slot a, Slot b) { return precedes(spans_[a], spans_[b]); });
    insert_further_fragments(slot);
}

void SpanStore::insert_further_fragments(Slot slot)
{
    const std::vector<TextRange>& at = spans_[slot].at;
    for (size_t i = 1; i < at.size(); ++i) {
        auto handle = static_cast<uint32_t>(further_slots_.size());
        if (further_free_.empty()) {
            further_slots_.push_back(slot);
        } else {
            handle = further_free_.back();
            further_free_.pop_back();
            further_slots_[handle] = slot;
        }
        // No two fragments of one span begin together, so the slot is enough to tell them apart.
        further_.insert(handle, at[i],
                        [this](uint32_t a, uint32_t b) { return further_slots_[a] < further_slots_[b]; });
    }
}

void SpanStore::erase_from_order(Slot slot)
{
    order_.erase(slot, [this](Slot a, Slot b) { return precedes(spans_[a], spans_[b]); });
    const std::vector<TextRange>& at = spans_[slot].at;
    for (size_t i = 1; i < at.size(); ++i) {
        uint32_t found = kNone;
        further_.overlapping({at[i].begin, at[i].begin + 1}, [&](uint32_t handle) {
            if (further_slots_[handle] == slot) found = handle;
        });
        assert(found != kNone);
        further_.erase(found, [this](uint32_t a, uint32_t b) { return further_slots_[a] < further_slots_[b]; });
        further_free_.push_back(found);
    }
}

size_t SpanStore::size() const
{
    return order_.size();
}

size_t SpanStore::count(const LabelId& label) const
{
    const auto found = counts_.find(label);
    return found == counts_.end() ? 0 : found->second;
}

const Span* SpanStore::find(const SpanId& id) const
{
    const Slot slot = slot_of(id);
    return slot == kNone ? nullptr : &spans_[slot];
}

const Span& SpanStore::at(size_t position) const
{
    assert(position < size());
    return spans_[order_.at(position)];
}

size_t SpanStore::position_of(const SpanId& id) const
{
    const Slot slot = slot_of(id);
    assert(slot != kNone);
    return order_.position_of(slot, [this](Slot a, Slot b) { return precedes(spans_[a], spans_[b]); });
}

size_t SpanStore::first_from(uint32_t byte) const
{
    return order_.count_before(byte);
}

void SpanStore::for_each(const std::function<void(const Span&)>& visit) const
{
    order_.for_each([&](Slot slot) { visit(spans_[slot]); });
}

void SpanStore::overlapping(TextRange range, std::vector<const Span*>& out) const
{
    const auto begin = static_cast<std::ptrdiff_t>(out.size());
    order_.overlapping(range, [&](Slot slot) { out.push_back(&spans_[slot]); });
    if (further_.size() == 0) return;

    const auto middle = static_cast<std::ptrdiff_t>(out.size());
    further_.overlapping(range, [&](uint32_t handle) {
        const Span& candidate = spans_[further_slots_[handle]];
        if (!candidate.at.front().overlaps(range)) out.push_back(&candidate);
    });
    const auto before = [](const Span* a, const Span* b) { return precedes(*a, *b); };
    std::sort(out.begin() + middle, out.end(), before);
    out.erase(std::unique(out.begin() + middle, out.end()),
              out.end());  // a span with two fragments in `range` was seen twice
    std::inplace_merge(out.begin() + begin, out.begin() + middle, out.end(), before);
}

void SpanStore::put(Span changed)
{
    assert(!changed.at.empty());
    const Slot slot = slot_of(changed.id);
    ++counts_[changed.label];
    if (slot != kNone) --counts_[spans_[slot].label];
    if (slot == kNone) {
        const uint32_t hash = hash_of(changed.id);
        const Slot taken = take_slot(std::move(changed));
        ids_.insert(hash, taken);
        insert_into_order(taken);
    } else if (spans_[slot].at == changed.at) {
        spans_[slot] = std::move(changed);
    } else {
        erase_from_order(slot);
        spans_[slot] = std::move(changed);
        insert_into_order(slot);
    }
}

bool SpanStore::erase(const SpanId& id)
{
    const Slot slot = slot_of(id);
    if (slot == kNone) return false;
    --counts_[spans_[slot].label];
    erase_from_order(slot);
    ids_.erase(hash_of(id), slot);  // not after the next line: `id` may be the one in the slot
    spans_[slot] = Span{};
    free_.push_back(slot);
    return true;
}

// False if another span has its id.
bool SpanStore::insert_id(Slot slot)
{
    const SpanId& id = spans_[slot].id;
    const uint32_t hash = hash_of(id);
    if (ids_.find(hash, [&](Slot other) { return spans_[other].id == id; }) != kNone) return false;
    ids_.insert(hash, slot);
    return true;
}

bool SpanStore::assign(std::deque<Span> spans)
{
    *this = SpanStore{};
    spans_ = std::move(spans);
    std::vector<Slot> slots(spans_.size());
    std::iota(slots.begin(), slots.end(), Slot{0});
    const auto before = [this](Slot a, Slot b) { return precedes(spans_[a], spans_[b]); };
    if (!std::is_sorted(slots.begin(), slots.end(), before)) std::sort(slots.begin(), slots.end(), before);
    order_.build(slots, [this](Slot slot) { return spans_[slot].at.front(); });

    ids_.reset(spans_.size());
    const LabelId* label = nullptr;
    size_t* count = nullptr;
    for (Slot slot = 0; slot < spans_.size(); ++slot) {
        if (!label || spans_[slot].label != *label) {  // spans of one label often follow each other
            label = &spans_[slot].label;
            count = &counts_[*label];
        }
        ++*count;
        if (!insert_id(slot)) return false;
        insert_further_fragments(slot);
    }
    return true;
}

}  // namespace glossator
