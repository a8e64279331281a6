#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace glossator {

// Where each of many quotes stands in a text, for finding spans again after the text has changed. Refers to both.
class QuoteIndex {
public:
    // O(text), unless many quotes begin alike.
    QuoteIndex(std::string_view text, const std::vector<std::string_view>& quotes);

    // The byte where `quote` begins if it stands in the text once and only once; overlapping counts as twice.
    std::optional<uint32_t> only_place(std::string_view quote) const;

private:
    static constexpr size_t kPrefix = 8;
    struct Found {
        uint32_t place = 0;
        uint32_t count = 0;
    };
    using Quotes = std::unordered_map<std::string_view, Found>;
    using Candidates = std::unordered_map<uint64_t, std::vector<Quotes::value_type*>>;

    bool match(std::string_view rest, uint32_t place, Candidates& candidates, size_t prefix, size_t& budget);

    Quotes quotes_;
};

}  // namespace glossator
