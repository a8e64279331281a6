#pragma once

#include <cstddef>
#include <string>

#include "core/model/project.h"

// The projects that are measured, the same at every run.
namespace glossator {

enum class Scripts { Latin, Mixed };

// News as it is written and marked: one document of `bytes` bytes of text, up to a sentence more, with exactly `spans`
// spans by one annotator: people, organisations, places, claims, sources and cues, and an attribution for every third
// statement. In Mixed text each paragraph is in another of the languages in news_sentences.h.
Project news_project(size_t bytes, size_t spans, Scripts scripts);

// A desk with many articles: `documents` of them as news_project() has them, by twenty publishers over a year. People,
// organisations and places are mentions of `entities` entities, and claims of half as many claim records.
Project newsroom_project(size_t documents, size_t bytes, size_t spans, size_t entities);

// What nobody expects in an article. Slower is allowed there, a freeze isn't.
struct BadInput {
    std::string name;  // of a file, without extension
    std::string what;  // for people
    std::string text;
    size_t nested = 0;   // spans inside one another around the middle of the text
    size_t stacked = 0;  // spans over the word in the middle of the text
};
inline constexpr size_t kBadInputs = 6;
BadInput bad_input(size_t index);  // below kBadInputs
Project bad_project(const BadInput& input);

}  // namespace glossator
