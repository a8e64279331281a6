#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/edit/compose.h"
#include "core/text/pattern_search.h"

// The same words wherever they stand: found a piece at a time, reviewed, and then changed in one step.
namespace glossator {

// A place that has the words: a span there, or else none yet.
struct Occurrence {
    DocumentId document;
    SetId set;  // that the span is in or would go to; empty: one is to be made
    TextRange at;
    SpanId span;
    friend bool operator==(const Occurrence&, const Occurrence&) = default;
};

// Whose occurrences are looked for. Words must be the same letter by letter, whole ones.
struct OccurrencesOf {
    std::string words;
    LabelId label;
    bool marked = false;  // spans with the label and these words; else places without a span of the label over them
    std::vector<std::pair<DocumentId, SetId>> where;  // in the order to list
};

// Goes through the documents; the project stays as it is meanwhile.
class Occurrences {
public:
    Occurrences(const Project& project, OccurrencesOf of);
    // Goes on for about `work` instructions or spans. True at the end.
    bool advance(size_t work);
    bool done() const { return next_ == of_.where.size(); }
    const OccurrencesOf& of() const { return of_; }
    const std::vector<Occurrence>& found() const { return found_; }

private:
    bool advance_spans(const AnnotationSet& set, size_t& work);
    bool advance_text(const Document& document, const AnnotationSet* set, size_t& work);

    const Project& project_;
    OccurrencesOf of_;
    std::shared_ptr<const Pattern> pattern_;  // null if the words can't be searched for
    std::unique_ptr<PatternSearch> search_;
    std::vector<TextRange> hits_;
    size_t next_ = 0;  // in of_.where
    size_t span_ = 0;
    std::vector<Occurrence> found_;
};

// One step each, for those of `at` that are chosen.
// Each place becomes a span with the label and, if it isn't empty, the entity. Ids: the new spans.
Result<Composed> label_occurrences(const Context&, const LabelId& label, const EntityId& entity,
                                   const std::vector<Occurrence>& at);
// Each as relabel_span() does. Spans that have the label already stay as they are.
Result<Composed> relabel_spans(const Context&, const std::vector<SpanId>& ids, const LabelId& label);

}  // namespace glossator
