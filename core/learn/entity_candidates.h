#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/learn/compared_words.h"
#include "core/learn/index_progress.h"

namespace glossator {

// Why an entity might be meant.
enum class EntityReason {
    Name,          // it is called that, case and accents aside
    Mention,       // it has been mentioned so before
    Abbreviation,  // "BLA" and "Balochistan Liberation Army", either way
    Spelling,      // "Majeed Brigade" and "Mujaheed Brigade"
    Words,         // "Okonjo" and "Ilse Okonjo", either way
    Recent,        // nothing of the words; it was mentioned shortly before
};

struct EntityCandidate {
    EntityId id;
    EntityReason reason = EntityReason::Recent;
    std::string like;  // the name or mention that is like the words; empty for Recent
    float score = 0;   // higher is better
};

// The names of a project's entities, their aliases and the words of their mentions, found by likeness.
class EntityIndex {
public:
    // Takes in what has changed since the last call: `edits` if they are all of it (History::last_applied), else
    // everything, for about `most` records and spans. True at the end; until then nothing may be found. With 0,
    // only `edits` are taken in.
    bool follow(const Project& project, const std::vector<Edit>& edits, size_t most = static_cast<size_t>(-1));

    // The entities that `words` might mean, best first, each once, at most `most`. One whose type is `label` is better
    // than one of no type, and that better than one of another; an empty label leaves types out. A pronoun is like
    // nothing. O(different words in names).
    std::vector<EntityCandidate> find(std::string_view words, const LabelId& label, size_t most) const;

private:
    struct Word {
        std::string letters;
        uint32_t letter_set = 0;  // a bit for each kind of letter
        uint32_t length = 0;      // code points
        std::vector<uint32_t> names;
    };
    struct NameWord {
        uint32_t word;
        bool names;
    };
    struct Owner {
        EntityId entity;
        uint32_t mentions = 0;
        uint32_t given = 0;  // as name or alias
    };
    struct Name {
        std::string shown;
        std::vector<NameWord> words;
        std::vector<Owner> owners;
    };
    struct Mention {
        EntityId entity;
        uint32_t name;
    };
    struct Found;

    void take(const Project& project, const Edit& edit);
    uint32_t name_for(std::string_view text);
    void own(uint32_t name, const EntityId& entity, int given, int mentions);
    void put(const Entity& entity);
    void remove(const EntityId& id);
    void put(const Text& text, const Span& span);
    void remove(const SpanId& id);
    float weight(size_t names_with_word, bool names) const;
    void add_likeness(const std::vector<ComparedWord>& words, Found& found) const;

    IndexProgress progress_;
    std::vector<Word> words_;
    std::deque<Name> names_;  // growing moves none of them
    std::unordered_map<std::string, uint32_t> word_ids_, name_ids_;
    std::unordered_map<std::string, std::vector<uint32_t>> abbreviated_;  // names by their initials
    std::unordered_map<EntityId, std::vector<uint32_t>> given_;           // an entity's own names
    std::unordered_map<EntityId, std::string> types_;
    std::unordered_map<SpanId, Mention> mentions_;
};

// Others that are perhaps the same as `entity`, alike enough to be asked about and not kept apart from it (see
// keep_apart()), best first, at most `most`. The index knows the project as it stands.
std::vector<EntityCandidate> alike_to(const Project& project, const EntityIndex& index, const Entity& entity,
                                      size_t most);

// Entities that spans of the set mention before `byte`, the nearest first, each once, at most `most`; looks at a few
// hundred spans at most. With a label, only of mentions that have it.
std::vector<EntityId> recent_entities(const AnnotationSet& set, uint32_t byte, const LabelId& label, size_t most);

}  // namespace glossator
