#include "core/edit/compose_review.h"

#include <algorithm>

#include "core/edit/compose_parts.h"

namespace glossator {

namespace {

// `words` are those of a span: its fragments with a blank between them.
bool has_words(const Text& text, const Span& span, std::string_view words)
{
    for (size_t i = 0; i < span.at.size(); ++i) {
        const std::string_view part = text.slice(span.at[i]);
        if (words.substr(0, part.size()) != part) return false;
        words.remove_prefix(part.size());
        if (i + 1 == span.at.size()) break;
        if (words.empty() || words.front() != ' ') return false;
        words.remove_prefix(1);
    }
    return words.empty();
}

}  // namespace

Occurrences::Occurrences(const Project& project, OccurrencesOf of) : project_(project), of_(std::move(of))
{
    if (of_.marked || of_.words.empty()) return;
    Result<Pattern> pattern = Pattern::compile(of_.words, {.match_case = true, .whole_words = true});
    if (pattern) pattern_ = std::make_shared<const Pattern>(std::move(*pattern));
}

bool Occurrences::advance(size_t work)
{
    while (!done() && work > 0) {
        const auto& [id, set_id] = of_.where[next_];
        const Document* document = project_.find(id);
        const AnnotationSet* set = project_.find(set_id);
        const bool at_end = !document    ? true
                            : of_.marked ? !set || advance_spans(*set, work)
                                         : advance_text(*document, set, work);
        if (!at_end) continue;
        search_.reset();
        span_ = 0;
        ++next_;
        work -= std::min<size_t>(work, 1);
    }
    return done();
}

bool Occurrences::advance_spans(const AnnotationSet& set, size_t& work)
{
    const Text& text = *project_.find(set.info.document)->text;
    if (set.spans.count(of_.label) == 0) return true;
    for (; span_ < set.spans.size(); ++span_) {
        if (work == 0) return false;
        --work;
        const Span& span = set.spans.at(span_);
        if (span.label == of_.label && has_words(text, span, of_.words))
            found_.push_back({set.info.document, set.info.id, {span.begin(), span.end()}, span.id});
    }
    return true;
}

bool Occurrences::advance_text(const Document& document, const AnnotationSet* set, size_t& work)
{
    if (!pattern_) return true;
    if (!search_) search_ = std::make_unique<PatternSearch>(pattern_, document.text);
    hits_.clear();
    const bool at_end = search_->advance(work, hits_);
    if (!at_end) work = 0;
    std::vector<const Span*> there;
    for (const TextRange hit : hits_) {
        there.clear();
        if (set) set->spans.overlapping(hit, there);
        const auto has_label = [&](const Span* span) { return span->label == of_.label; };
        if (document.text->slice(hit) == of_.words && std::none_of(there.begin(), there.end(), has_label))
            found_.push_back({document.id, set ? set->info.id : SetId(), hit, {}});
    }
    return at_end;
}

Result<Composed> label_occurrences(const Context& context, const LabelId& label, const EntityId& entity,
                                   const std::vector<Occurrence>& at)
{
    if (!entity.empty() && !context.project.find(entity)) return compose::no_such("entity", entity);
    std::vector<Places> places;
    for (const Occurrence& each : at) {
        if (places.empty() || places.back().document != each.document || places.back().set != each.set)
            places.push_back({each.document, each.set, {}});
        places.back().at.push_back(each.at);
    }
    Result<Composed> composed = create_spans(context, label, places);
    if (!composed) return composed;
    for (Edit& edit : composed->step.edits)
        if (auto* put = std::get_if<PutSpan>(&edit)) put->span.entity = entity;
    return composed;
}

Result<Composed> relabel_spans(const Context& context, const std::vector<SpanId>& ids, const LabelId& label)
{
    Composed composed;
    for (const SpanId& id : ids) {
        Result<Composed> one = relabel_span(context, id, label);
        if (!one) return one;
        composed.step.title = one->step.title;
        for (Edit& edit : one->step.edits) {
            composed.step.edits.push_back(std::move(edit));
            composed.ids.push_back(id.text);
        }
    }
    if (composed.ids.size() > 1) composed.step.title += " " + std::to_string(composed.ids.size()) + " times";
    return composed;
}

}  // namespace glossator
