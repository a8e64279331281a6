#include "core/learn/attribution_rules.h"

#include <utility>

#include "core/base/sort_stably.h"

namespace glossator {

namespace {

constexpr std::pair<const char*, WordUse> kUses[] = {{"verb", WordUse::Verb},
                                                     {"noun", WordUse::Noun},
                                                     {"before", WordUse::Before},
                                                     {"after", WordUse::After},
                                                     {"adverb", WordUse::Adverb},
                                                     {"tells", WordUse::Tells},
                                                     {"be", WordUse::Be},
                                                     {"aux", WordUse::Aux},
                                                     {"not", WordUse::Not},
                                                     {"link", WordUse::Link},
                                                     {"prep", WordUse::Prep},
                                                     {"time", WordUse::Time},
                                                     {"starts", WordUse::Starts},
                                                     {"relative", WordUse::Relative},
                                                     {"and", WordUse::And},
                                                     {"det", WordUse::Det},
                                                     {"pronoun", WordUse::Pronoun},
                                                     {"by", WordUse::By},
                                                     {"unlikely", WordUse::Unlikely},
                                                     {"quoted", WordUse::Quoted}};

// The part of `text` before the next `separator`, which is taken off with it.
std::string_view take(std::string_view& text, char separator)
{
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(part.size() < text.size() ? part.size() + 1 : part.size());
    return part;
}

void add_word(std::string_view written, std::string_view ending, WordUse use, std::string_view act,
              std::vector<WordRule>& words)
{
    WordRule rule{std::string(take(written, '_')) + std::string(ending), {}, use, std::string(act)};
    while (!written.empty()) rule.rest.emplace_back(take(written, '_'));
    words.push_back(std::move(rule));
}

// "verb assertion /s/ed: add affirm"; false if it isn't such a line.
bool read_line(std::string_view line, std::vector<WordRule>& words)
{
    std::string_view list = line;
    std::string_view head = take(list, ':');
    if (head.size() == line.size()) return false;
    const std::string_view name = take(head, ' ');
    std::string_view act, endings;
    while (!head.empty()) {
        const std::string_view part = take(head, ' ');
        (part.find('/') == part.npos ? act : endings) = part;
    }
    for (const auto& [title, use] : kUses) {
        if (name != title) continue;
        while (!list.empty()) {
            const std::string_view word = take(list, ' ');
            if (word.empty()) continue;
            std::string_view left = endings;
            do add_word(word, take(left, '/'), use, act, words);
            while (!left.empty());
        }
        return true;
    }
    return false;
}

}  // namespace

Result<AttributionRules> AttributionRules::read(std::string_view file)
{
    AttributionRules rules;
    for (size_t number = 1; !file.empty(); ++number) {
        const std::string_view line = take(file, '\n');
        if (line.empty() || line[0] == '#') continue;
        if (line[0] == '[' && line.back() == ']')
            rules.languages_.push_back({std::string(line.substr(1, line.size() - 2)), {}});
        else if (rules.languages_.empty() || !read_line(line, rules.languages_.back().words))
            return fail(ErrorCode::Invalid, "line " + std::to_string(number) + " is no list of words");
    }
    for (Language& language : rules.languages_)
        sort_stably(language.words, [](const auto& a, const auto& b) { return a < b; });
    return rules;
}

std::vector<const std::vector<WordRule>*> AttributionRules::of_language(std::string_view bcp47) const
{
    const std::string_view wanted = bcp47.substr(0, bcp47.find('-'));
    std::vector<const std::vector<WordRule>*> found;
    for (const Language& language : languages_)
        if (wanted.empty() || wanted == language.name) found.push_back(&language.words);
    return found;
}

}  // namespace glossator
