#pragma once

#include <string>

#include "core/edit/edit.h"
#include "tests/unit/worlds.h"

namespace glossator::worlds {

// Edits of every kind by chance, over few enough ids that they meet; some break a rule and must be refused.
class RandomEdits {
public:
    explicit RandomEdits(uint32_t seed) : chance_(seed) {}

    Edit next(const Project& project)
    {
        switch (chance_.below(18)) {
        case 0: return schema(project);
        case 1:
            return PutDocument{document(text_id("d-", 4), "Text " + std::to_string(chance_.below(2))),
                               chance_.below(5)};
        case 2: return RemoveDocument{DocumentId(text_id("d-", 4))};
        case 3: return PutEntity{entity(text_id("e-", 4), "PERSON", text_id("Name ", 3))};
        case 4: return RemoveEntity{EntityId(text_id("e-", 4))};
        case 5: return PutClaim{any_claim()};
        case 6: return RemoveClaim{ClaimId(text_id("c-", 4))};
        case 7: return PutSet{set_info(text_id("t-", 5), text_id("d-", 4), text_id("mira", 2, true))};
        case 8: return RemoveSet{SetId(text_id("t-", 5))};
        case 9: return PutAnnotator{annotator(text_id("mira", 3, true), text_id("Mira ", 3))};
        case 10: return RemoveAnnotator{AnnotatorId(text_id("mira", 3, true))};
        case 11: return RemoveSpan{set(), SpanId(text_id("s-", 14))};
        case 12: return any_relation();
        case 13: return RemoveRelation{set(), RelationId(text_id("r-", 4))};
        case 14: return any_attribution();
        case 15: return RemoveAttribution{set(), AttributionId(text_id("a-", 6))};
        default: return any_span();
        }
    }

private:
    // `prefix` and a number from 1 to `n`; for 1, `prefix` alone if `bare_first`.
    std::string text_id(const char* prefix, uint32_t n, bool bare_first = false)
    {
        const uint32_t number = 1 + chance_.below(n);
        return bare_first && number == 1 ? prefix : prefix + std::to_string(number);
    }

    SetId set() { return SetId(chance_.one_in(4) ? text_id("t-", 5) : "t-1"); }

    Edit schema(const Project& project)
    {
        Schema schema = project.schema();
        if (chance_.one_in(2))
            schema.labels[chance_.below(static_cast<uint32_t>(schema.labels.size()))].title = text_id("Title ", 5);
        else if (chance_.one_in(2))
            schema.labels[0].attributes.clear();
        else
            schema.claim_relations = {"same", text_id("kind ", 3)};
        return PutSchema{schema};
    }

    Claim any_claim()
    {
        Claim made = claim(text_id("c-", 4), text_id("Text ", 9));
        for (uint32_t links = chance_.below(3); links > 0; --links) {
            made.links.emplace_back().type = "same";
            made.links.back().to = ClaimId(text_id("c-", 4));
        }
        return made;
    }

    Edit any_span()
    {
        constexpr const char* kLabels[] = {"PERSON", "ORG", "CLAIM", "SOURCE", "CUE"};
        Span made = span(text_id("s-", 14), kLabels[chance_.below(5)], {});
        for (uint32_t at = chance_.below(30), fragments = 1 + chance_.below(3); fragments > 0; --fragments) {
            made.at.push_back({at, at + 1 + chance_.below(30)});
            at = made.at.back().end + chance_.below(5);
        }
        if (chance_.one_in(2)) made.entity = EntityId(text_id("e-", 4));
        if (chance_.one_in(3)) made.claim = claim_link(text_id("c-", 4), "same");
        if (chance_.one_in(3)) made.attributes.set(AttributeId("mention"), chance_.one_in(2) ? "name" : "pronoun");
        return PutSpan{set(), std::move(made)};
    }

    Edit any_relation()
    {
        const char* type = chance_.one_in(2) ? "near" : "member_of";
        return PutRelation{set(), relation(text_id("r-", 4), type, text_id("s-", 14), text_id("s-", 14))};
    }

    Edit any_attribution()
    {
        Attribution made = attribution(text_id("a-", 6), {}, {}, {});
        for (auto* role : {&made.sources, &made.cues, &made.contents, &made.addressees})
            for (uint32_t spans = chance_.below(2); spans > 0; --spans) role->emplace_back(text_id("s-", 14));
        if (chance_.one_in(2)) made.parent = AttributionId(text_id("a-", 6));
        return PutAttribution{set(), std::move(made)};
    }

    Chance chance_;
};

}  // namespace glossator::worlds
