#include "core/learn/entity_candidates.h"

#include <algorithm>
#include <cmath>

#include "core/base/sort_stably.h"
#include "core/base/utf8.h"
#include "core/edit/compose.h"
#include "core/learn/pronouns.h"

namespace glossator {

namespace {

constexpr float kLeastLikeness = 0.4f;

uint32_t letter_set(std::string_view word)
{
    uint32_t set = 0;
    for (const char c : word) set |= 1u << (static_cast<unsigned char>(c) & 31u);
    return set;
}

int bits(uint32_t set)
{
    int count = 0;
    for (; set; set &= set - 1) ++count;
    return count;
}

uint32_t length_of(std::string_view word)
{
    return static_cast<uint32_t>(std::count_if(word.begin(), word.end(), [](char c) { return !is_continuation(c); }));
}

// Insertions, deletions and replacements of bytes that make one word of the other.
uint32_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<uint32_t> row(b.size() + 1);
    for (uint32_t j = 0; j < row.size(); ++j) row[j] = j;
    for (size_t i = 0; i < a.size(); ++i) {
        uint32_t diagonal = std::exchange(row[0], static_cast<uint32_t>(i + 1));
        for (size_t j = 0; j < b.size(); ++j) {
            const uint32_t replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

// The initials of at least two words: of all, or of those with a capital.
std::string initials(const std::vector<ComparedWord>& words, bool only_capitals)
{
    std::string letters;
    for (const ComparedWord& word : words)
        if (!only_capitals || word.names()) letters += word.letters.substr(0, decode_utf8(word.letters, 0).length);
    return length_of(letters) < 2 ? std::string() : letters;
}

// From 0 (another word) to 1 (the same).
float likeness(std::string_view a, uint32_t a_letters, uint32_t a_length, std::string_view b, uint32_t b_letters,
               uint32_t b_length)
{
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (is_digit(a.front()) || is_digit(b.front())) return 0;  // 2021 and 2025 are not spelled alike
    const bool begins_alike = a.substr(0, b.size()) == b.substr(0, a.size());
    const uint32_t longer = std::max(a_length, b_length), shorter = std::min(a_length, b_length);
    if (begins_alike && (shorter >= 4 || shorter == 1)) return shorter == 1 ? 0.4f : 0.75f;  // "D." and "Daesh-K" too
    const uint32_t most = longer * 3 / 8;
    if (shorter < 4 || longer - shorter > most || bits(a_letters ^ b_letters) > static_cast<int>(2 * most)) return 0;
    const uint32_t distance = edit_distance(a, b);
    return distance > most ? 0 : 1 - static_cast<float>(distance) / static_cast<float>(longer);
}

}  // namespace

// How much of each name the words have, while they are looked up.
struct EntityIndex::Found {
    struct Share {
        float weight = 0;   // of the name's words that are there
        float exactly = 0;  // part of it that is spelled the same
    };
    std::unordered_map<uint32_t, Share> shares;
    float asked = 0;  // weight of all words
};

bool EntityIndex::follow(const Project& project, const std::vector<Edit>& edits, size_t most)
{
    if (progress_.is_done(project)) return true;
    // Names whose entities have gone stay in the tables until they are many.
    const bool is_full = names_.size() > 1000 + 4 * (mentions_.size() + given_.size());
    if (progress_.lacks_only(project, edits) && !is_full) {
        for (const Edit& edit : edits) take(project, edit);
        progress_.followed(project);
        return true;
    }
    if (most == 0) return false;
    if (!progress_.goes_on(project)) {
        *this = {};
        progress_.begin(project);
        mentions_.reserve(span_count(project));  // growing would take a large one a frame
    }
    return progress_.advance(
        project, project.entities(), most, [this](const Entity& entity) { put(entity); },
        [this, &project](const AnnotationSet& set, const Span& span) {
            if (!span.entity.empty()) put(*project.find(set.info.document)->text, span);
        });
}

void EntityIndex::take(const Project& project, const Edit& edit)
{
    if (const auto* entity = std::get_if<PutEntity>(&edit)) {
        put(entity->entity);
    } else if (const auto* gone = std::get_if<RemoveEntity>(&edit)) {
        remove(gone->id);
    } else if (const auto* span = std::get_if<PutSpan>(&edit)) {
        remove(span->span.id);
        const AnnotationSet* set = project.find(span->set);  // null if a later edit took it away
        if (set) put(*project.find(set->info.document)->text, span->span);
    } else if (const auto* lost = std::get_if<RemoveSpan>(&edit)) {
        remove(lost->id);
    }
}

uint32_t EntityIndex::name_for(std::string_view text)
{
    const std::vector<ComparedWord> words = compared_words(text);
    const auto [found, fresh] = name_ids_.try_emplace(joined_words(words), static_cast<uint32_t>(names_.size()));
    const uint32_t id = found->second;
    if (!fresh) return id;
    Name& name = names_.emplace_back();
    name.shown = text;
    for (const ComparedWord& word : words) {
        const auto [at, is_new] = word_ids_.try_emplace(word.letters, static_cast<uint32_t>(words_.size()));
        if (is_new) words_.push_back({word.letters, letter_set(word.letters), length_of(word.letters), {}});
        std::vector<uint32_t>& names = words_[at->second].names;
        if (!names.empty() && names.back() == id) continue;  // the word comes twice
        names.push_back(id);
        name.words.push_back({at->second, word.names()});
    }
    for (const bool only_capitals : {false, true}) {
        const std::string letters = initials(words, only_capitals);
        if (letters.empty()) continue;
        std::vector<uint32_t>& names = abbreviated_[letters];
        if (names.empty() || names.back() != id) names.push_back(id);
    }
    return id;
}

void EntityIndex::own(uint32_t name, const EntityId& entity, int given, int mentions)
{
    std::vector<Owner>& owners = names_[name].owners;
    auto owner = std::find_if(owners.begin(), owners.end(), [&](const Owner& each) { return each.entity == entity; });
    if (owner == owners.end()) owner = owners.insert(owner, Owner{entity});
    owner->given += static_cast<uint32_t>(given);
    owner->mentions += static_cast<uint32_t>(mentions);
    if (owner->given == 0 && owner->mentions == 0) owners.erase(owner);
}

void EntityIndex::put(const Entity& entity)
{
    remove(entity.id);
    types_[entity.id] = entity.type;
    std::vector<uint32_t>& given = given_[entity.id];
    given.push_back(name_for(entity.name));
    for (const std::string& alias : entity.aliases) given.push_back(name_for(alias));
    for (const uint32_t name : given) own(name, entity.id, 1, 0);
}

void EntityIndex::remove(const EntityId& id)
{
    const auto given = given_.find(id);
    if (given == given_.end()) return;
    for (const uint32_t name : given->second) own(name, id, -1, 0);
    given_.erase(given);
    types_.erase(id);
}

void EntityIndex::put(const Text& text, const Span& span)
{
    if (span.entity.empty()) return;
    const std::string words = words_of(text, span);
    if (is_pronoun(words, joined_words(compared_words(words)))) return;
    const Mention mention{span.entity, name_for(words)};
    own(mention.name, mention.entity, 0, 1);
    mentions_[span.id] = mention;
}

void EntityIndex::remove(const SpanId& id)
{
    const auto mention = mentions_.find(id);
    if (mention == mentions_.end()) return;
    own(mention->second.name, mention->second.entity, 0, -1);
    mentions_.erase(mention);
}

// What is rare tells more, and small words tell little.
float EntityIndex::weight(size_t names_with_word, bool names) const
{
    const float all = static_cast<float>(names_.size() + 1), some = static_cast<float>(names_with_word + 1);
    return std::log2(1 + all / some) * (names ? 1.0f : 0.3f);
}

void EntityIndex::add_likeness(const std::vector<ComparedWord>& words, Found& found) const
{
    for (const ComparedWord& asked : words) {
        const auto same = word_ids_.find(asked.letters);
        found.asked += weight(same == word_ids_.end() ? 0 : words_[same->second].names.size(), asked.names());
        const uint32_t letters = letter_set(asked.letters), length = length_of(asked.letters);
        for (const Word& word : words_) {
            const bool exactly = same != word_ids_.end() && &word == &words_[same->second];
            const float like =
                exactly ? 1 : likeness(asked.letters, letters, length, word.letters, word.letter_set, word.length);
            if (like == 0 || word.names.size() > names_.size() / 2 + 8) continue;
            const float share = like * weight(word.names.size(), asked.names());
            for (const uint32_t name : word.names) {
                Found::Share& of = found.shares[name];
                of.weight += share;
                if (exactly) of.exactly += share;
            }
        }
    }
}

std::vector<EntityCandidate> EntityIndex::find(std::string_view text, const LabelId& label, size_t most) const
{
    const std::vector<ComparedWord> words = compared_words(text);
    const std::string joined = joined_words(words);
    std::vector<EntityCandidate> all;
    if (joined.empty() || is_pronoun(text, joined)) return all;
    const auto add = [&](uint32_t id, EntityReason reason, float score) {
        const Name& name = names_[id];
        for (const Owner& owner : name.owners) {
            EntityCandidate candidate{owner.entity, reason, name.shown, score};
            if (reason == EntityReason::Name && owner.given == 0) candidate.reason = EntityReason::Mention;
            candidate.score += 0.02f * std::log2(1.0f + static_cast<float>(owner.mentions));
            const auto type = types_.find(owner.entity);
            if (type == types_.end()) continue;  // gone; its mentions go by the same step
            if (!label.empty() && !type->second.empty()) candidate.score += type->second == label.text ? 0.25f : -0.25f;
            all.push_back(std::move(candidate));
        }
    };
    const auto same = name_ids_.find(joined);
    if (same != name_ids_.end()) add(same->second, EntityReason::Name, 3);
    // An abbreviation of names, and names that abbreviate these words.
    const auto short_of = words.size() == 1 ? abbreviated_.find(joined) : abbreviated_.end();
    if (short_of != abbreviated_.end())
        for (const uint32_t name : short_of->second) add(name, EntityReason::Abbreviation, 2);
    for (const bool only_capitals : {false, true}) {
        const auto named_short = name_ids_.find(initials(words, only_capitals));
        if (named_short != name_ids_.end() && words.size() > 1) add(named_short->second, EntityReason::Abbreviation, 2);
    }
    Found found;
    add_likeness(words, found);
    for (const auto& [id, share] : found.shares) {
        float own = 0;
        for (const NameWord& word : names_[id].words) own += weight(words_[word.word].names.size(), word.names);
        const float got = std::min(share.weight, std::min(own, found.asked));
        const float alike = std::max(2 * got / (own + found.asked), 0.8f * got / std::min(own, found.asked));
        const bool spelled = share.exactly > 0.99f * share.weight;
        if (alike >= kLeastLikeness) add(id, spelled ? EntityReason::Words : EntityReason::Spelling, alike);
    }
    // Of what is said of one entity, the best counts.
    std::sort(all.begin(), all.end(), [](const EntityCandidate& a, const EntityCandidate& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.id != b.id ? a.id < b.id : a.like < b.like;
    });
    std::vector<EntityCandidate> best;
    for (EntityCandidate& candidate : all) {
        if (best.size() == most) break;
        const auto same_entity = [&](const EntityCandidate& other) { return other.id == candidate.id; };
        if (std::none_of(best.begin(), best.end(), same_entity)) best.push_back(std::move(candidate));
    }
    return best;
}

std::vector<EntityCandidate> alike_to(const Project& project, const EntityIndex& index, const Entity& entity,
                                      size_t most)
{
    constexpr float kLikely = 0.55f;
    std::vector<EntityCandidate> found;
    for (EntityCandidate& each : index.find(entity.name, {}, most + 1)) {
        const Entity* other = project.find(each.id);
        if (other && other != &entity && each.score >= kLikely && !are_apart(entity, *other))
            found.push_back(std::move(each));
    }
    return found;
}

std::vector<EntityId> recent_entities(const AnnotationSet& set, uint32_t byte, const LabelId& label, size_t most)
{
    constexpr size_t kMostLookedAt = 300;
    std::vector<EntityId> found;
    const size_t from = set.spans.first_from(byte);
    for (size_t i = from; i > 0 && from - i < kMostLookedAt && found.size() < most; --i) {
        const Span& span = set.spans.at(i - 1);
        if (span.entity.empty() || (!label.empty() && span.label != label)) continue;
        if (std::find(found.begin(), found.end(), span.entity) == found.end()) found.push_back(span.entity);
    }
    return found;
}

}  // namespace glossator
