#include "core/report/checklist.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/model/checked.h"
#include "core/model/flags.h"
#include "core/model/plain_list.h"
#include "core/text/segmentation.h"

namespace glossator {

namespace {

bool is_blank(char32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000 || c == 0x2028 || c == 0x2029;
}

bool is_among(char32_t c, std::u32string_view set)
{
    return set.find(c) != set.npos;
}

// Never at the begin, never at the end of what is named or claimed; a full stop is looked at on its own.
constexpr std::u32string_view kNotFirst = U",;:.!?)]}…”»、。，！？；：）」』،؛؟۔।";
constexpr std::u32string_view kNotLast = U",;:!?([{…“«„、。，！？；：（「『،؛؟۔।";

char32_t first_of(std::string_view words)
{
    return decode_utf8(words, 0).code_point;
}

char32_t last_of(std::string_view words)
{
    size_t at = words.size() - 1;
    while (at > 0 && is_continuation(words[at])) --at;
    return decode_utf8(words, at).code_point;
}

// "Okonjo." but not "U.S.", "Inc." nor "J."
bool ends_with_full_stop(std::string_view words, bool claim)
{
    if (words.back() != '.') return false;
    const size_t blank = words.find_last_of(" \n");
    const std::string_view last = words.substr(blank == words.npos ? 0 : blank + 1);
    return last.find('.') + 1 == last.size() && (claim || last.size() > 5);
}

bool may_cross_sentence(std::string_view words)
{
    // 0xD6 and above: scripts with full stops of their own, and the punctuation of U+2000.
    return std::any_of(words.begin(), words.end() - 1, [](char c) {
        return c == '.' || c == '!' || c == '?' || c == '\n' || c == '\r' || static_cast<unsigned char>(c) >= 0xD6;
    });
}

bool has_letters(std::string_view words)
{
    return std::any_of(words.begin(), words.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        const int lower = byte | 0x20;
        return (lower >= 'a' && lower <= 'z') || (byte >= 0xC3 && byte != 0xE2);  // E2: dashes and quotation marks
    });
}

// Of a set's spans.
std::vector<TextRange> places_of(const AnnotationSet& set, const Attribution& attribution)
{
    std::vector<TextRange> at;
    for (const auto* role : {&attribution.sources, &attribution.cues})
        for (const SpanId& id : *role)
            if (const Span* span = set.spans.find(id)) at.insert(at.end(), span->at.begin(), span->at.end());
    std::sort(at.begin(), at.end());
    return at;
}

// What `places` leave of their lines has no letters.
bool fill_their_lines(const Text& text, const std::vector<TextRange>& places)
{
    const uint32_t end = text.line_content(text.line_of(places.back().begin)).end;
    uint32_t from = text.line(text.line_of(places.front().begin)).begin;
    for (const TextRange place : places) {
        if (place.begin > from && has_letters(text.slice({from, place.begin}))) return false;
        from = std::max(from, place.end);
    }
    return from >= end || !has_letters(text.slice({from, end}));
}

}  // namespace

bool is_credit(const Text& text, const AnnotationSet& set, const Attribution& attribution)
{
    if (!attribution.contents.empty() || attribution.sources.empty()) return false;
    if (attribution.attributes.find(AttributeId("scope"))) return true;
    if (!attribution.cues.empty()) {
        const Span* cue = set.spans.find(attribution.cues.front());
        if (!cue) return false;
        const std::string_view words = text.slice(cue->at.front());
        if (!has_letters(words) || words.back() == ':') return true;
    }
    const std::vector<TextRange> places = places_of(set, attribution);
    return !places.empty() && fill_their_lines(text, places);
}

std::string group_of(const Check& check)
{
    constexpr const char* kGroups[] = {
        "content", "source", "cue", "claim:", "entity:", "value:", "sentence", "ends", "duplicate", "flag:"};
    return kGroups[static_cast<size_t>(check.kind)] + check.detail;
}

std::string key_of(const Check& check)
{
    return group_of(check) + "/" + (check.span.empty() ? check.attribution.text : check.span.text);
}

SetChecker::SetChecker(const Project& project, const AnnotationSet& set)
    : project_(project),
      set_(set),
      text_(*project.find(set.info.document)->text),
      attribution_(set.attributions.begin())
{
    const auto set_of = [](const JsonMembers& extra, std::string_view key) {
        const std::vector<std::string> list = plain_list(extra, key).value_or(std::vector<std::string>());
        return std::set<std::string>(list.begin(), list.end());
    };
    keys_ = set_of(set.info.extra, kCheckedKey);
    groups_ = set_of(project.info().extra, kUncheckedKey);
    check_flags(set.info.flags, Check{CheckKind::Flagged, {}, {}, {}, {0, 0}});
    drop_dismissed(0);
}

void SetChecker::drop_dismissed(size_t from)
{
    if (keys_.empty() && groups_.empty()) return;
    const auto dismissed = [&](const Check& check) {
        return groups_.count(group_of(check)) > 0 || (!keys_.empty() && keys_.count(key_of(check)) > 0);
    };
    found_.erase(std::remove_if(found_.begin() + static_cast<std::ptrdiff_t>(from), found_.end(), dismissed),
                 found_.end());
}

bool SetChecker::advance(size_t records)
{
    const auto look_at = [this](const auto& record) {
        const size_t before = found_.size();
        check(record);
        drop_dismissed(before);
    };
    for (; attribution_ != set_.attributions.end() && found_.size() < kMostChecks; ++attribution_) {
        if (records-- == 0) return false;
        look_at(attribution_->second);
    }
    for (; span_ < set_.spans.size() && found_.size() < kMostChecks; ++span_) {
        if (records-- == 0) return false;
        look_at(set_.spans.at(span_));
    }
    return true;
}

std::vector<Check> SetChecker::take()
{
    std::sort(found_.begin(), found_.end(), [](const Check& a, const Check& b) {
        if (a.at.begin != b.at.begin) return a.at.begin < b.at.begin;
        if (a.kind != b.kind) return a.kind < b.kind;
        if (a.span != b.span) return a.span < b.span;
        return a.attribution != b.attribution ? a.attribution < b.attribution : a.detail < b.detail;
    });
    return std::move(found_);
}

const SetChecker::Asked& SetChecker::asked_of(const LabelId& label)
{
    const auto [at, fresh] = asked_.try_emplace(label);
    if (!fresh) return at->second;
    const LabelDef* def = project_.schema().find(label);
    if (!def) return at->second;
    Asked& asked = at->second;
    asked.layer = def->layer == "entity"  ? Asked::Layer::Entity
                  : def->layer == "claim" ? Asked::Layer::Claim
                                          : Asked::Layer::Other;
    for (const AttributeId& id : def->attributes) {
        const AttributeDef* attribute = project_.schema().find(id);
        if (attribute && attribute->type == AttributeType::Choice && attribute->values.size() > 1 &&
            !attribute->default_value)
            asked.values.push_back(id);
    }
    return asked;
}

void SetChecker::add(CheckKind kind, const Span& span, std::string detail)
{
    found_.push_back({kind, std::move(detail), span.id, {}, {span.begin(), span.end()}});
}

void SetChecker::check(const Span& span)
{
    using Layer = Asked::Layer;
    const Asked& asked = asked_of(span.label);
    if (asked.layer == Layer::Entity && span.entity.empty()) add(CheckKind::NoEntity, span, span.label.text);
    if (asked.layer == Layer::Claim && !span.claim) add(CheckKind::NoClaim, span, span.label.text);
    for (const AttributeId& id : asked.values)
        if (!span.attributes.find(id)) add(CheckKind::NoValue, span, id.text);
    bool crosses = false, bad_ends = false;
    for (const TextRange& range : span.at) {
        const std::string_view words = text_.slice(range);
        const char32_t first = first_of(words), last = last_of(words);
        if (is_blank(first) || is_blank(last)) bad_ends = true;
        if (asked.layer == Layer::Other) continue;
        if (&range == &span.at.front() && is_among(first, kNotFirst)) bad_ends = true;
        if (&range == &span.at.back() &&
            (is_among(last, kNotLast) || ends_with_full_stop(words, asked.layer == Layer::Claim)))
            bad_ends = true;
        if (!crosses && may_cross_sentence(words))
            crosses = unit_at(text_, range.begin, TextUnit::Sentence).end < range.end;
    }
    if (crosses) add(CheckKind::CrossesSentence, span);
    if (bad_ends) add(CheckKind::BadEnds, span);
    check_twin(span);
    if (!span.extra.empty())
        check_flags(flags_of(span), Check{CheckKind::Flagged, {}, span.id, {}, {span.begin(), span.end()}});
}

// Spans at one place follow each other.
void SetChecker::check_twin(const Span& span)
{
    const TextRange at{span.begin(), span.end()};
    if (at != twins_at_) twins_.clear();
    twins_at_ = at;
    if (!twins_.insert({span.label, span.at}).second) add(CheckKind::Duplicate, span);
}

void SetChecker::check(const Attribution& attribution)
{
    Check found{CheckKind::NoContent, {}, {}, attribution.id, {0, 0}};
    for (const auto* role : {&attribution.contents, &attribution.sources, &attribution.cues})
        for (const SpanId& id : *role)
            if (const Span* span = found.at.empty() ? set_.spans.find(id) : nullptr)
                found.at = {span->begin(), span->end()};
    const auto add_kind = [&](CheckKind kind) {
        found.kind = kind;
        found_.push_back(found);
    };
    const bool credit = is_credit(text_, set_, attribution);
    if (attribution.contents.empty() && !credit) add_kind(CheckKind::NoContent);
    if (attribution.sources.empty()) add_kind(CheckKind::NoSource);
    if (attribution.cues.empty() && !credit) add_kind(CheckKind::NoCue);
    found.kind = CheckKind::Flagged;
    if (!attribution.extra.empty()) check_flags(flags_of(attribution), found);
}

void SetChecker::check_flags(const std::vector<std::string>& flags, const Check& about)
{
    for (const std::string& flag : flags) {
        if (flag == "discard") continue;  // that is a decision, not a question
        found_.push_back(about);
        found_.back().detail = flag;
    }
}

}  // namespace glossator
