#include "ui/search.h"

#include <algorithm>

namespace glossator {

Status Search::begin(const Project& project, std::string query, PatternOptions options, const DocumentId& first)
{
    *this = {};
    query_ = std::move(query);
    options_ = options;
    revision_ = project.revision();
    if (query_.empty()) return {};
    Result<Pattern> pattern = Pattern::compile(query_, options_);
    if (!pattern) return fail(pattern.error());
    pattern_ = std::make_shared<Pattern>(std::move(*pattern));
    for (const Document& document : project.documents()) {
        const size_t at = places_.size();
        places_.push_back({document.id, document.text, {}});
        positions_[document.id] = at;
        order_.push_back(at);
        if (document.id == first) std::rotate(order_.begin(), order_.end() - 1, order_.end());
    }
    count();
    return {};
}

void Search::follow(const Project& project, const DocumentId& first)
{
    if (!pattern_ || revision_ == project.revision()) return;
    revision_ = project.revision();
    const std::vector<Document>& documents = project.documents();
    const bool same = std::equal(
        documents.begin(), documents.end(), places_.begin(), places_.end(),
        [](const Document& document, const Place& p) { return document.id == p.document && document.text == p.text; });
    if (!same) (void)begin(project, std::string(query_), options_, first);  // it compiled before
}

void Search::go_on(const Platform& platform, double seconds)
{
    constexpr size_t kWork = 20'000;  // instructions between two looks at the clock
    const double began = platform.now_s();
    double now = began;
    while (running() && now - began < seconds && !cut_short_) {
        Place& place = places_[order_[next_]];
        if (!in_document_) in_document_ = std::make_unique<PatternSearch>(pattern_, place.text);
        const size_t before = place.hits.size();
        place.done = in_document_->advance(kWork, place.hits);
        total_ += place.hits.size() - before;
        if (place.done) {
            in_document_.reset();
            ++next_;
        }
        now = platform.now_s();
        cut_short_ = running() && (total_ >= kMostHits || seconds_ + now - began > kMostSeconds);
    }
    seconds_ += now - began;
    if (cut_short_) {
        next_ = order_.size();
        in_document_.reset();
    }
    count();
}

void Search::count()
{
    first_rows_.clear();
    size_t row = 0;
    for (const Place& place : places_) {
        first_rows_.push_back(row);
        row += place.hits.size();
    }
}

size_t Search::documents_with_hits() const
{
    return static_cast<size_t>(
        std::count_if(places_.begin(), places_.end(), [](const Place& place) { return !place.hits.empty(); }));
}

const Search::Place* Search::find(const DocumentId& document) const
{
    const auto at = positions_.find(document);
    return at == positions_.end() ? nullptr : &places_[at->second];
}

std::pair<const Search::Place*, size_t> Search::hit(size_t row) const
{
    // The last place that begins at or before the row: those without hits begin where the next one does.
    const auto after = std::upper_bound(first_rows_.begin(), first_rows_.end(), row);
    const size_t at = static_cast<size_t>(after - first_rows_.begin()) - 1;
    return {&places_[at], row - first_rows_[at]};
}

}  // namespace glossator
