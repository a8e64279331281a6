#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/model/project.h"
#include "core/text/pattern_search.h"
#include "ui/platform.h"

namespace glossator {

// What is looked for in all documents, and where it has been found so far. It goes on a piece a frame, so that no text
// and no expression makes anybody wait.
class Search {
public:
    static constexpr size_t kMostHits = 100'000;
    static constexpr double kMostSeconds = 10;  // of searching, in all

    // Hits in one document, in order, none overlapping.
    struct Place {
        DocumentId document;
        TextPtr text;
        std::vector<TextRange> hits;
        bool done = false;
    };

    // Begins anew, in `first` before the other documents. An empty query finds nothing. Errors: those of
    // Pattern::compile; nothing is found then.
    Status begin(const Project& project, std::string query, PatternOptions options, const DocumentId& first);
    // Begins anew if other documents are open than when it began. Costs nothing while the project stays as it is.
    void follow(const Project& project, const DocumentId& first);
    // Goes on for about `seconds`.
    void go_on(const Platform& platform, double seconds);

    const std::string& query() const { return query_; }
    const PatternOptions& options() const { return options_; }
    bool running() const { return next_ < order_.size(); }
    bool cut_short() const { return cut_short_; }  // there are more hits, or there was not enough time
    size_t total() const { return total_; }
    const std::vector<Place>& places() const { return places_; }  // every document, in the project's order
    size_t documents_with_hits() const;
    const Place* find(const DocumentId& document) const;  // null if it isn't searched
    // The `row`-th of all hits: its place and which one it is there. O(log documents).
    std::pair<const Place*, size_t> hit(size_t row) const;
    // The row of the first hit in a place.
    size_t first_row(const Place& place) const { return first_rows_[static_cast<size_t>(&place - places_.data())]; }

private:
    void count();

    std::string query_;
    PatternOptions options_;
    std::shared_ptr<const Pattern> pattern_;
    std::vector<Place> places_;
    std::vector<size_t> first_rows_;  // by place
    std::unordered_map<DocumentId, size_t> positions_;
    std::vector<size_t> order_;  // of places, as they are searched
    size_t next_ = 0;            // in order_
    std::unique_ptr<PatternSearch> in_document_;
    uint64_t revision_ = ~0ull;
    size_t total_ = 0;
    double seconds_ = 0;
    bool cut_short_ = false;
};

}  // namespace glossator
