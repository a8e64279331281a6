#include "ui/knowledge_bases.h"

#include "core/text/pattern_search.h"

#include "ui/language.h"

namespace glossator {

namespace {

struct KnowledgeBase {
    std::string_view base;
    std::string_view pattern;  // of a whole id
    std::string_view example;
};
constexpr KnowledgeBase kBases[] = {
    {"wikidata", "Q[1-9][0-9]*", "Q42"},
    {"viaf", "[1-9][0-9]{1,21}", "113230702"},
    {"gnd", "[0-9]{1,10}-?[0-9X]", "119033364"},
    {"isni", "[0-9]{15}[0-9X]", "0000000080045920"},
    {"orcid", "([0-9]{4}-){3}[0-9]{3}[0-9X]", "0000-0002-1825-0097"},
    {"geonames", "[1-9][0-9]{0,9}", "2950159"},
    {"osm", "(node|way|relation)/[1-9][0-9]*", "relation/62422"},
    {"ror", "0[a-z0-9]{6}[0-9]{2}", "03yrm5c26"},
    {"imdb", "(nm|tt|co)[0-9]{7,9}", "nm0010930"},
};

bool is_all(std::string_view pattern, std::string_view id)
{
    Result<Pattern> compiled = Pattern::compile(pattern, {.regex = true, .match_case = true});
    Result<TextPtr> text = Text::make(std::string(id));
    if (!compiled || !text) return false;
    std::vector<TextRange> found;
    PatternSearch search(std::make_shared<const Pattern>(std::move(*compiled)), *text);
    while (!search.advance(10'000, found)) {}
    return found.size() == 1 && found[0] == TextRange{0, (*text)->size()};
}

}  // namespace

Status check_knowledge_base_id(std::string_view base, std::string_view id)
{
    if (base.empty() || id.empty())
        return fail(ErrorCode::Invalid, tr("Write the knowledge base, a blank and the id, as in “wikidata Q42”."));
    for (const KnowledgeBase& each : kBases)
        if (each.base == base && !is_all(each.pattern, id))
            return fail(ErrorCode::Invalid, tr("“{}” is no id of {}: they look like {}.", {id, base, each.example}));
    return {};
}

}  // namespace glossator
