#include "core/io/native_anchor.h"

#include <algorithm>

namespace glossator {

namespace {

uint64_t first_bytes(std::string_view text, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(text[i]);
    return value;
}

// More comparisons than this and the search gives up, so that no input can make it run for hours.
constexpr size_t kBudget = 200'000'000;

}  // namespace

QuoteIndex::QuoteIndex(std::string_view text, const std::vector<std::string_view>& quotes)
{
    quotes_.reserve(quotes.size());
    for (const std::string_view quote : quotes)
        if (!quote.empty()) quotes_.try_emplace(quote);

    std::array<Candidates, kPrefix + 1> by_prefix;  // [n]: the quotes of n bytes; [kPrefix]: also all longer ones
    for (Quotes::value_type& quote : quotes_) {
        const size_t prefix = std::min(quote.first.size(), kPrefix);
        by_prefix[prefix][first_bytes(quote.first, prefix)].push_back(&quote);
    }
    size_t budget = kBudget;
    for (uint32_t place = 0; place < text.size(); ++place) {
        const std::string_view rest = text.substr(place);
        for (size_t prefix = 1; prefix <= std::min(kPrefix, rest.size()); ++prefix) {
            if (by_prefix[prefix].empty()) continue;
            if (!match(rest, place, by_prefix[prefix], prefix, budget)) {
                quotes_.clear();
                return;
            }
        }
    }
}

bool QuoteIndex::match(std::string_view rest, uint32_t place, Candidates& candidates, size_t prefix, size_t& budget)
{
    const auto found = candidates.find(first_bytes(rest, prefix));
    if (found == candidates.end()) return true;
    for (Quotes::value_type* quote : found->second) {
        if (budget < quote->first.size()) return false;
        budget -= quote->first.size();
        if (rest.substr(0, quote->first.size()) != quote->first) continue;
        if (quote->second.count++ == 0) quote->second.place = place;
    }
    // Twice is as bad as often: what stands twice need not be looked for again.
    std::erase_if(found->second, [](const Quotes::value_type* quote) { return quote->second.count > 1; });
    return true;
}

std::optional<uint32_t> QuoteIndex::only_place(std::string_view quote) const
{
    const auto found = quotes_.find(quote);
    if (found == quotes_.end() || found->second.count != 1) return std::nullopt;
    return found->second.place;
}

}  // namespace glossator
