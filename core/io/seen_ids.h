#pragma once

#include <bit>
#include <functional>
#include <string_view>
#include <vector>

namespace glossator {

// Finds ids that come twice, for files with very many. Refers to the text of the ids.
class SeenIds {
public:
    // Makes room for this many more.
    void expect(size_t more)
    {
        const size_t wanted = std::bit_ceil((count_ + more + 1) * 2);
        if (wanted <= slots_.size()) return;
        std::vector<std::string_view> old(wanted);
        old.swap(slots_);
        count_ = 0;
        for (const std::string_view id : old)
            if (id.data() != nullptr) add(id);
    }

    // False if it has been added before. Requires room for it.
    bool add(std::string_view id)
    {
        const size_t mask = slots_.size() - 1;
        size_t at = std::hash<std::string_view>{}(id)&mask;
        for (; slots_[at].data() != nullptr; at = (at + 1) & mask)
            if (slots_[at] == id) return false;
        slots_[at] = id;
        ++count_;
        return true;
    }

private:
    std::vector<std::string_view> slots_;  // a power of two, at most half full; a null one is free
    size_t count_ = 0;
};

}  // namespace glossator
