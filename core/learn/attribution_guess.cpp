#include "core/learn/attribution_guess.h"

#include <algorithm>

#include "core/learn/cue_search.h"
#include "core/learn/noun_stretch.h"
#include "core/text/segmentation.h"
#include "core/text/unicode_data.h"

namespace glossator {

namespace {

using Words = std::vector<SentenceWord>;

bool is_called(const std::string& name, std::string_view lower)
{
    return name.size() == lower.size() && std::equal(name.begin(), name.end(), lower.begin(), [](char a, char b) {
               return fold_case(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
           });
}

const LabelDef* label_called(const Schema& schema, std::string_view layer, std::string_view lower)
{
    for (const LabelDef& label : schema.labels)
        if (label.layer == layer && (is_called(label.id.text, lower) || is_called(label.title, lower))) return &label;
    return nullptr;
}

// From `content`'s first fragment to its last.
bool lies_in(const std::vector<TextRange>& inner, const std::vector<TextRange>& outer)
{
    return outer.front().begin <= inner.front().begin && inner.back().end <= outer.back().end;
}

// The work of one guess.
class Guess {
public:
    Guess(const AttributionRules& rules, const Project& project, const Document& document, const AnnotationSet* set,
          const std::vector<TextRange>& content)
        : project_(project), text_(*document.text), set_(set), content_(content)
    {
        const std::string& language = document.language.empty() ? project.info().language : document.language;
        lists_ = rules.of_language(language);
    }

    AttributionDraft make(const SpanId& content_span)
    {
        put_contents(content_span);
        read(sentences());
        std::optional<FoundCue> cue = best_cue(words_, cues_);
        if (!cue && is_quote_char(content_.front().begin)) {  // “…,” and who says so in the next sentence
            const TextRange here = sentences();
            const TextRange line = unit_at(text_, content_.front().begin, TextUnit::Paragraph);
            uint32_t after = here.end;
            while (after < line.end && text_.bytes()[after] == ' ') ++after;
            if (after < line.end) read({here.begin, unit_at(text_, after, TextUnit::Sentence).end});
            cue = best_cue(words_, cues_);
        }
        if (cue) put_cue(*cue);
        put_attributes(cue ? &*cue : nullptr);
        if (set_) draft_.parent = parent_for(*set_, content_);
        return std::move(draft_);
    }

private:
    TextRange sentences() const
    {
        const TextRange first = unit_at(text_, content_.front().begin, TextUnit::Sentence);
        const TextRange last = unit_at(text_, content_.back().end - 1, TextUnit::Sentence);
        return {std::min(first.begin, content_.front().begin), std::max(last.end, content_.back().end)};
    }
    void read(TextRange range)
    {
        words_ = words_of(text_, range, content_, lists_);
        cues_ = find_cues(words_, lists_);
    }
    bool is_quote_char(uint32_t at) const
    {
        const auto near = words_of(text_, {at, text_.forward(at, 1)}, {}, {});
        if (!near.empty() && near.front().quote) return true;
        if (at == 0) return false;
        uint32_t before = at - 1;
        while (!text_.is_boundary(before)) --before;
        const auto left = words_of(text_, {before, at}, {}, {});
        return !left.empty() && left.front().quote;
    }

    // A span of the set with a label of that kind just there, else one to be made.
    DraftSpan span_for(RoleKind role, std::vector<TextRange> at) const
    {
        const LabelDef* label = label_for(project_.schema(), role);
        DraftSpan found{{}, label ? label->id : LabelId(), std::move(at)};
        std::vector<const Span*> there;
        if (set_) set_->spans.overlapping(found.at.front(), there);
        for (const Span* span : there)
            if (span->at == found.at && (span->label == found.label || found.label.empty()))
                found = {span->id, span->label, span->at};
        return found;
    }
    TextRange bytes_of(Stretch words) const { return {words_[words.first].at.begin, words_[words.end - 1].at.end}; }

    // The content, and the quotations in it that are spans.
    void put_contents(const SpanId& content_span)
    {
        const Span* meant = set_ && !content_span.empty() ? set_->spans.find(content_span) : nullptr;
        std::vector<const Span*> there;
        if (set_) set_->spans.overlapping({content_.front().begin, content_.back().end}, there);
        const Schema& schema = project_.schema();
        const LabelDef* source = label_for(schema, RoleKind::Source);
        const LabelDef* cue = label_for(schema, RoleKind::Cue);
        const LabelDef* own = label_for(schema, RoleKind::Content);
        std::vector<const Span*> inside;
        for (const Span* span : there) {
            const LabelDef* label = schema.find(span->label);
            if (!label || !lies_in(span->at, content_)) continue;
            const bool says = label->layer == "attribution" && label != source && label != cue;
            if (span->at == content_ && (says || label->layer == "claim") && !meant) meant = span;
            if (says && label != own) inside.push_back(span);
        }
        draft_.contents.push_back(meant ? DraftSpan{meant->id, meant->label, meant->at}
                                        : span_for(RoleKind::Content, content_));
        for (const Span* span : inside)
            if (span != meant) draft_.contents.push_back({span->id, span->label, span->at});
    }

    void put_cue(const FoundCue& cue)
    {
        draft_.cues.push_back(span_for(RoleKind::Cue, {bytes_of({cue.first, cue.end})}));
        if (const std::optional<Stretch> source = source_of(cue)) put_source(*source, cue);
        if (cue.tells) put_addressee(cue.end);
    }

    std::optional<Stretch> source_of(const FoundCue& cue) const
    {
        const WordUse use = cue.rule->use;
        if (use == WordUse::Adverb) return std::nullopt;
        if (use == WordUse::Before) return phrase_after(words_, cue.end);
        const bool by = cue.end < words_.size() && words_[cue.end].is(WordUse::By);
        if (by && use != WordUse::Quoted) return phrase_after(words_, cue.end + 1);
        bool passive = false;
        std::optional<Stretch> subject = subject_before(words_, cue.first, passive);
        if (use == WordUse::After || use == WordUse::Quoted) return subject;
        if (use == WordUse::Noun) {  // "the mayor’s fear that …"
            const bool owned = subject && is_possessive(words_[subject->end - 1]);
            return owned ? subject : std::nullopt;
        }
        if (passive) return std::nullopt;
        if (is_participle(cue)) return subject_of_main_clause(cue);
        if (!subject && cue.first > 0 && words_[cue.first - 1].is(WordUse::Relative)) return std::nullopt;
        if (!subject) subject = phrase_behind(cue);
        if (subject) return subject;
        for (size_t i = cues_.size(); i-- > 0;) {  // "…; affirms …": the subject of the verb before
            if (cues_[i].first >= cue.first || cues_[i].rule->use != WordUse::Verb) continue;
            return subject_before(words_, cues_[i].first, passive);
        }
        return std::nullopt;
    }
    // "…”, said the mayor": only where the content or a comma stands right before the verb.
    std::optional<Stretch> phrase_behind(const FoundCue& cue) const
    {
        const bool inverted = cue.first > 0 && (words_[cue.first - 1].content || words_[cue.first - 1].is(",") ||
                                                words_[cue.first - 1].quote);
        if (!inverted || cue.end >= words_.size() || !words_[cue.end].is_word || words_[cue.end].content)
            return std::nullopt;
        return phrase_after(words_, cue.end);
    }
    // "Recalling …", "…, recalling …".
    bool is_participle(const FoundCue& cue) const
    {
        const std::string& verb = words_[cue.first].lower;
        const bool ing = verb.size() > 4 && verb.compare(verb.size() - 3, 3, "ing") == 0;
        return ing && (cue.first == 0 || words_[cue.first - 1].is(",") || !words_[cue.first - 1].is_word);
    }
    std::optional<Stretch> subject_of_main_clause(const FoundCue& cue) const
    {
        if (cue.first > 0 && words_[cue.first - 1].is(",")) return subject_from(words_, 0);
        size_t after = cue.end;
        while (after < words_.size() && !words_[after].content) ++after;
        while (after < words_.size() && !(words_[after].is(",") && !words_[after].content)) ++after;
        return after + 1 < words_.size() ? subject_from(words_, after + 1) : std::nullopt;
    }
    static bool is_possessive(const SentenceWord& word)
    {
        const size_t n = word.lower.size();
        return n > 2 && word.lower[n - 1] == 's' &&
               (word.lower[n - 2] == '\'' || (n > 4 && word.lower.compare(n - 4, 3, "’") == 0));
    }

    // A stretch of many words is rather a clause than a name: the mention nearest to the cue is taken from it.
    void put_source(Stretch found, const FoundCue& cue)
    {
        constexpr size_t kMostWords = 16;
        std::vector<TextRange> at{bytes_of(found)};
        if (cue.rule->use == WordUse::Noun && is_possessive(words_[found.end - 1])) {
            const std::string_view last = text_.slice(words_[found.end - 1].at);
            at[0].end -= last.size() > 4 && last[last.size() - 2] == '\x99' ? 4 : 2;
        }
        const LabelDef* label = label_for(project_.schema(), RoleKind::Source);
        std::vector<const Span*> there;
        if (set_) set_->spans.overlapping(at[0], there);
        const Span* nearest = nullptr;
        const auto gap = [&](const Span& span) {
            const uint32_t cue_at = words_[cue.first].at.begin;
            return cue_at >= span.end() ? cue_at - span.end() : span.begin() - std::min(span.begin(), cue_at);
        };
        for (const Span* span : there) {
            const LabelDef* def = project_.schema().find(span->label);
            if (!def || !(at[0].contains(TextRange{span->begin(), span->end()}) ||
                          span->label == (label ? label->id : LabelId())))
                continue;
            if (label && span->label == label->id && span->end() == at[0].end) {  // marked as a source already
                draft_.sources.push_back({span->id, span->label, span->at});
                return;
            }
            if (def->layer == "entity" && can_speak(*def) && (!nearest || gap(*span) < gap(*nearest))) nearest = span;
        }
        if (found.end - found.first > kMostWords && nearest) at = nearest->at;
        if (!label && nearest)
            draft_.sources.push_back({nearest->id, nearest->label, nearest->at});
        else if (label)
            draft_.sources.push_back(span_for(RoleKind::Source, std::move(at)));
    }
    bool can_speak(const LabelDef& label) const
    {
        std::string lower;
        for (const char c : label.id.text) lower += static_cast<char>(fold_case(static_cast<unsigned char>(c)));
        const auto words = [&](const std::vector<WordRule>* list) {
            return std::any_of(list->begin(), list->end(), [&](const WordRule& rule) {
                return rule.use == WordUse::Unlikely && rule.first == lower;
            });
        };
        return std::none_of(lists_.begin(), lists_.end(), words);
    }
    // "told reporters": only a mention that is marked, since no label is for those who are told.
    void put_addressee(size_t at)
    {
        if (!set_ || at >= words_.size() || !words_[at].is_word || words_[at].content) return;
        const std::optional<Stretch> told = phrase_after(words_, at);
        if (!told) return;
        std::vector<const Span*> there;
        set_->spans.overlapping(bytes_of({told->first, told->first + 1}), there);
        for (const Span* span : there) {
            const LabelDef* label = project_.schema().find(span->label);
            const bool taken = !draft_.sources.empty() && draft_.sources[0].at == span->at;
            if (!label || label->layer != "entity" || !can_speak(*label) || taken) continue;
            draft_.addressees = {{span->id, span->label, span->at}};
            return;
        }
    }

    // "direct" if all is quoted, "mixed" if a part of it, else "indirect".
    const char* form() const
    {
        bool all = true, any = false;
        std::string closing;  // what ends the quotation that is open
        for (const SentenceWord& word : words_) {
            if (word.quote) {
                if (closing.empty())
                    closing = closing_marks(word);
                else if (closing.find(word.lower) != closing.npos)
                    closing.clear();
            } else if (word.content && word.is_word) {
                (closing.empty() ? all : any) = !closing.empty();
            }
        }
        return !any ? "indirect" : all ? "direct" : "mixed";
    }
    // The marks that end what `mark` opens; empty if it is an apostrophe or opens nothing.
    std::string closing_marks(const SentenceWord& mark) const
    {
        const std::string& m = mark.lower;
        if (m == "\"") return m;
        if (m == "“") return "”";
        if (m == "„") return "“”";
        if (m == "‘") return "’";
        if (m == "‚") return "‘’";
        if (m == "«") return "»";
        if (m == "»") return "«";
        const bool after_blank = mark.at.begin == 0 || text_.bytes()[mark.at.begin - 1] == ' ';
        return m == "'" && after_blank ? m : std::string();
    }
    // Values of the schema's own attributes that have the names of what was read.
    void put_attributes(const FoundCue* cue)
    {
        const auto put = [&](const std::string& value) {
            for (const AttributeId& id : project_.schema().attribution_attributes) {
                const AttributeDef* def = project_.schema().find(id);
                if (def && def->type == AttributeType::Choice &&
                    std::find(def->values.begin(), def->values.end(), value) != def->values.end())
                    draft_.attributes.set(id, value);
            }
        };
        if (!words_.empty()) put(form());
        put(cue ? cue->rule->act : "assertion");
        if (cue && cue->negated) put("negative");
    }

    const Project& project_;
    const Text& text_;
    const AnnotationSet* set_;
    const std::vector<TextRange>& content_;
    std::vector<const std::vector<WordRule>*> lists_;
    Words words_;
    std::vector<FoundCue> cues_;
    AttributionDraft draft_;
};

}  // namespace

const LabelDef* label_for(const Schema& schema, RoleKind role)
{
    constexpr std::string_view kNames[] = {"source", "cue", "content"};
    if (const LabelDef* label = label_called(schema, "attribution", kNames[static_cast<size_t>(role)])) return label;
    if (role != RoleKind::Content) return nullptr;
    for (const LabelDef& label : schema.labels)
        if (label.layer == "claim") return &label;
    return nullptr;
}

AttributionDraft guess_attribution(const AttributionRules& rules, const Project& project, const Document& document,
                                   const AnnotationSet* set, const std::vector<TextRange>& content,
                                   const SpanId& content_span)
{
    return Guess(rules, project, document, set, content).make(content_span);
}

AttributionId parent_for(const AnnotationSet& set, const std::vector<TextRange>& content)
{
    AttributionId parent;
    uint32_t least = ~0u;
    for (const auto& [id, attribution] : set.attributions) {
        for (const SpanId& said : attribution.contents) {
            const Span* span = set.spans.find(said);
            const uint32_t size = span ? span->end() - span->begin() : 0;
            if (!span || !lies_in(content, span->at) || span->at == content || size >= least) continue;
            least = size;
            parent = id;
        }
    }
    return parent;
}

}  // namespace glossator
