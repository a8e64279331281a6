#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/edit/edit.h"
#include "core/text/segmentation.h"

namespace glossator {

// Words that look like names and that no entity span touches: those that are marked as an entity elsewhere in the
// project, and words with capitals (in languages that don't write all nouns so). Pronouns and numbers are none.
class UnmarkedNames {
public:
    static constexpr uint32_t kWindow = 16 * 1024;      // bytes that are looked at together
    static constexpr uint32_t kMost = 2 * 1024 * 1024;  // bytes that one call of next() looks at

    // Takes in what has changed since the last call: `edits` if they are all of it (History::last_applied), else
    // everything, O(spans).
    void follow(const Project& project, const std::vector<Edit>& edits);

    // Those that begin in `window`, which begins and ends with a line or where a long line is cut, in order; none
    // overlap. `set` may be null. O(window).
    std::vector<TextRange> names_in(const Project& project, const Document& document, const AnnotationSet* set,
                                    TextRange window) const;

    // The nearest one that begins after `from`, or before it; nothing if there is none within kMost bytes.
    std::optional<TextRange> next(const Project& project, const Document& document, const AnnotationSet* set,
                                  uint32_t from, Direction direction) const;

private:
    struct Phrase {
        std::string words;
        uint32_t spans = 0;  // that have them
    };
    void take(const Project& project, const Edit& edit);
    void put(const Project& project, const Text& text, const Span& span);
    void remove(const SpanId& id);
    // The longest phrase that begins at `byte`; its length, 0 if none does.
    uint32_t phrase_at(std::string_view text, uint32_t byte, bool inside_word) const;

    std::string project_;
    uint64_t revision_ = ~0ull;
    std::unordered_map<char32_t, std::vector<Phrase>> phrases_;  // by their first code point
    std::unordered_map<SpanId, std::string> spans_;
};

}  // namespace glossator
