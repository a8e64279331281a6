#include "core/learn/claim_candidates.h"

#include <algorithm>
#include <cmath>

#include "core/base/utf8.h"

namespace glossator {

namespace {

constexpr float kLeastLikeness = 0.1f;
constexpr float kElsewhere = 0.15f;  // what it is worth to stand in another document

// "designated" and "designation" begin alike; that is enough here.
std::string stem_of(const ComparedWord& word)
{
    constexpr uint32_t kLetters = 6;
    if (word.number) return word.letters;
    size_t at = 0;
    for (uint32_t i = 0; i < kLetters && at < word.letters.size(); ++i) at += decode_utf8(word.letters, at).length;
    return word.letters.substr(0, at);
}

float kind_of(const ComparedWord& word)
{
    return word.number ? 2.0f : word.capital ? 1.5f : word.letters.size() <= 3 ? 0.2f : 1.0f;
}

}  // namespace

bool ClaimIndex::follow(const Project& project, const std::vector<Edit>& edits, size_t most)
{
    if (progress_.is_done(project)) return true;
    const auto is_schema = [](const Edit& edit) { return std::holds_alternative<PutSchema>(edit); };
    const bool is_full = statements_.size() > 1000 + 2 * places_.size();  // of what has gone
    if (progress_.lacks_only(project, edits) && !is_full && std::none_of(edits.begin(), edits.end(), is_schema)) {
        for (const Edit& edit : edits) take(project, edit);
        progress_.followed(project);
        return true;
    }
    if (most == 0) return false;
    if (!progress_.goes_on(project)) {
        *this = {};
        progress_.begin(project);
    }
    return progress_.advance(
        project, project.claims(), most, [this](const Claim& claim) { put(claim); },
        [this, &project](const AnnotationSet& set, const Span& span) {
            put(project, *project.find(set.info.document), span);
        });
}

void ClaimIndex::take(const Project& project, const Edit& edit)
{
    if (const auto* claim = std::get_if<PutClaim>(&edit)) {
        remove("c" + claim->claim.id.text);
        put(claim->claim);
    } else if (const auto* gone = std::get_if<RemoveClaim>(&edit)) {
        remove("c" + gone->id.text);
    } else if (const auto* span = std::get_if<PutSpan>(&edit)) {
        remove("s" + span->span.id.text);
        const AnnotationSet* set = project.find(span->set);  // null if a later edit took it away
        if (set) put(project, *project.find(set->info.document), span->span);
    } else if (const auto* lost = std::get_if<RemoveSpan>(&edit)) {
        remove("s" + lost->id.text);
    }
}

void ClaimIndex::put(const Claim& claim)
{
    Statement statement;
    statement.claim = claim.id;
    add(claim.text, std::move(statement));
}

void ClaimIndex::put(const Project& project, const Document& document, const Span& span)
{
    const LabelDef* label = project.schema().find(span.label);
    if (!span.claim && !(label && label->layer == "claim")) return;
    Statement statement;
    if (span.claim) statement.claim = span.claim->id;
    statement.span = span.id;
    statement.document = document.id;
    add(words_of(*document.text, span), std::move(statement));
}

void ClaimIndex::add(std::string_view words, Statement statement)
{
    const auto index = static_cast<uint32_t>(statements_.size());
    for (const ComparedWord& word : compared_words(words)) {
        const auto [at, fresh] = stem_ids_.try_emplace(stem_of(word), static_cast<uint32_t>(stems_.size()));
        if (fresh) stems_.emplace_back();
        std::vector<uint32_t>& with_it = stems_[at->second].statements;
        if (!with_it.empty() && with_it.back() == index) continue;  // the word comes twice
        with_it.push_back(index);
        statement.stems.push_back({at->second, kind_of(word)});
    }
    places_[statement.span.empty() ? "c" + statement.claim.text : "s" + statement.span.text] = index;
    statements_.push_back(std::move(statement));
}

void ClaimIndex::remove(const std::string& key)
{
    const auto place = places_.find(key);
    if (place == places_.end()) return;
    statements_[place->second].gone = true;
    places_.erase(place);
}

float ClaimIndex::weight(const StemUse& use) const
{
    const float all = static_cast<float>(statements_.size() + 1),
                some = static_cast<float>(stems_[use.stem].statements.size() + 1);
    return use.kind * std::log2(1 + all / some);
}

std::vector<ClaimCandidate> ClaimIndex::find(const Asked& asked, size_t most) const
{
    std::unordered_map<uint32_t, float> shared;  // weight of what a statement has of the words
    float all = 0;
    std::vector<uint32_t> seen;
    for (const ComparedWord& word : compared_words(asked.words)) {
        const auto stem = stem_ids_.find(stem_of(word));
        if (stem == stem_ids_.end()) {
            all += kind_of(word) * std::log2(2 + static_cast<float>(statements_.size()));
            continue;
        }
        if (std::find(seen.begin(), seen.end(), stem->second) != seen.end()) continue;
        seen.push_back(stem->second);
        const float worth = weight({stem->second, kind_of(word)});
        all += worth;
        const std::vector<uint32_t>& with_it = stems_[stem->second].statements;
        if (with_it.size() > 200 + statements_.size() / 10) continue;  // half of them have it; it tells nothing
        for (const uint32_t statement : with_it) shared[statement] += worth;
    }
    std::vector<ClaimCandidate> found;
    for (const auto& [index, common] : shared) {
        const Statement& statement = statements_[index];
        if (statement.gone || (!asked.span.empty() && statement.span == asked.span)) continue;
        if (!asked.claim.empty() && statement.claim == asked.claim) continue;
        float own = 0;
        for (const StemUse& use : statement.stems) own += weight(use);
        // A claim within a longer one shares most of the shorter.
        const float likeness = std::max(2 * common / (own + all), 0.7f * std::min(common / std::min(own, all), 1.0f));
        if (likeness < kLeastLikeness) continue;
        const bool here = !asked.document.empty() && statement.document == asked.document;
        found.push_back({statement.claim, statement.span, statement.document, likeness + (here ? 0 : kElsewhere)});
    }
    std::sort(found.begin(), found.end(), [](const ClaimCandidate& a, const ClaimCandidate& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.claim != b.claim ? a.claim < b.claim : a.span < b.span;
    });
    std::vector<ClaimCandidate> best;
    for (ClaimCandidate& candidate : found) {
        if (best.size() == most) break;
        const auto same = [&](const ClaimCandidate& other) {
            return !candidate.claim.empty() && other.claim == candidate.claim;
        };
        if (std::none_of(best.begin(), best.end(), same)) best.push_back(std::move(candidate));
    }
    return best;
}

}  // namespace glossator
