#include <doctest/doctest.h>

#include <set>

#include "core/edit/compose.h"
#include "tests/unit/plain_rules.h"
#include "tests/unit/random_project.h"

using namespace glossator;

namespace {

struct Desk {
    explicit Desk(Project project = worlds::ferry_project()) : history(std::move(project)), ids(history.project()) {}

    Context context() { return {history.project(), ids, SetId("t-1"), ""}; }
    const Project& project() const { return history.project(); }
    const Span& span(std::string_view id) { return *project().find(SetId("t-1"))->spans.find(SpanId(id)); }
    TextRange place(const char* words) { return worlds::place_of(project().documents()[0], words); }

    // Runs it, and back and forth; the ids.
    std::vector<std::string> run(const Result<Composed>& composed)
    {
        REQUIRE(composed.has_value());
        if (composed->step.edits.empty()) return composed->ids;
        const Project before = worlds::copy_of(project());
        REQUIRE(history.run(composed->step).has_value());
        CHECK(plain::broken_rule(project()) == "");
        const Project after = worlds::copy_of(project());
        REQUIRE(history.undo().has_value());
        CHECK(worlds::difference(project(), before) == "");
        REQUIRE(history.redo().has_value());
        CHECK(worlds::difference(project(), after) == "");
        return composed->ids;
    }

    History history;
    IdMaker ids;
};

}  // namespace

TEST_CASE("compose: a mention comes with its entity, an old one or a new one, in one step")
{
    Desk desk;
    const auto old =
        desk.run(create_mention(desk.context(), LabelId("ORG"), {desk.place("agency")}, EntityId("e-2"), ""));
    REQUIRE(old.size() == 2);
    CHECK(desk.span(old[0]).entity == EntityId("e-2"));
    const auto fresh = desk.run(create_mention(desk.context(), LabelId("ORG"), {desk.place("ferry")}, {}, "the ferry"));
    CHECK(desk.project().find(EntityId(fresh[1]))->name == "the ferry");
    CHECK(desk.project().find(EntityId(fresh[1]))->type == "ORG");
    // The span is there already, and so is what it points to.
    const auto again =
        desk.run(create_mention(desk.context(), LabelId("ORG"), {desk.place("ferry")}, EntityId("e-2"), ""));
    CHECK(again[0] == fresh[0]);
    CHECK(desk.span(again[0]).entity == EntityId("e-2"));
    const size_t steps = desk.history.steps_done();
    desk.run(create_mention(desk.context(), LabelId("ORG"), {desk.place("ferry")}, EntityId("e-2"), ""));
    CHECK(desk.history.steps_done() == steps);
    CHECK_FALSE(create_mention(desk.context(), LabelId("ORG"), {desk.place("ferry")}, EntityId("e-9"), ""));
    CHECK_FALSE(create_mention(desk.context(), LabelId("NO"), {desk.place("ferry")}, EntityId("e-2"), ""));
}

TEST_CASE("compose: mentions move together, to an entity or to a new one")
{
    Desk desk;
    const std::vector<SpanId> both = worlds::span_ids({"s-1", "s-9"});
    desk.run(assign_entities(desk.context(), both, EntityId("e-2")));
    CHECK(desk.project().mentions(EntityId("e-2")) == 3);
    const auto made = desk.run(split_entity(desk.context(), both, worlds::entity("", "PERSON", "Ilse")));
    CHECK(desk.project().mentions(EntityId(made[0])) == 2);
    CHECK(desk.project().find(EntityId(made[0]))->name == "Ilse");
    desk.run(assign_entities(desk.context(), both, EntityId()));
    CHECK(desk.span("s-1").entity.empty());
    CHECK_FALSE(split_entity(desk.context(), {}, worlds::entity("", "", "x")));
    CHECK_FALSE(split_entity(desk.context(), worlds::span_ids({"s-99"}), worlds::entity("", "", "x")));
    CHECK_FALSE(assign_entities(desk.context(), both, EntityId("e-99")));
}

TEST_CASE("compose: what is kept apart stays so, whichever is asked first")
{
    Desk desk;
    const auto third = desk.run(create_entity(desk.context(), worlds::entity("", "PERSON", "Ilse O.")));
    const EntityId a("e-1"), b("e-2"), c(third[0]);
    const auto apart = [&](const EntityId& x, const EntityId& y) {
        return are_apart(*desk.project().find(x), *desk.project().find(y));
    };
    CHECK_FALSE(apart(a, b));
    desk.run(keep_apart(desk.context(), a, b));
    desk.run(keep_apart(desk.context(), a, c));
    CHECK(apart(a, b));
    CHECK(apart(b, a));
    CHECK(apart(c, a));
    CHECK_FALSE(apart(b, c));
    CHECK(keep_apart(desk.context(), b, a)->step.edits.empty());
    CHECK_FALSE(keep_apart(desk.context(), a, a));
    CHECK_FALSE(keep_apart(desk.context(), a, EntityId("e-9")));
}

TEST_CASE("compose: a claim is related to another span's record, which is made if there is none")
{
    Desk desk;
    const SpanId costs("s-2"), runs("s-8");
    const auto made = desk.run(relate_claims(desk.context(), costs, runs, "contradicts"));
    REQUIRE(made.size() == 1);
    CHECK(desk.project().find(ClaimId(made[0]))->text == "The ferry will run again");
    CHECK(desk.span("s-8").claim->relation == "");
    CHECK(desk.span("s-2").claim->id.text == made[0]);
    CHECK(desk.span("s-2").claim->relation == "contradicts");
    desk.run(relate_claims(desk.context(), costs, runs, "same"));
    CHECK(desk.span("s-2").claim->relation == "same");
    CHECK_FALSE(relate_claims(desk.context(), costs, costs, "same"));
    CHECK_FALSE(relate_claims(desk.context(), costs, SpanId("s-99"), "same"));
    desk.run(unlink_claims(desk.context(), ClaimId("c-1"), ClaimId("c-2")));
    CHECK(desk.project().find(ClaimId("c-1"))->links.empty());
    CHECK(unlink_claims(desk.context(), ClaimId("c-1"), ClaimId("c-2"))->step.edits.empty());
}

namespace {

// What points to which claim: links as "from type to", spans as "span".
std::multiset<std::string> claim_uses(const Project& project)
{
    std::multiset<std::string> uses;
    for (const auto& [id, claim] : project.claims())
        for (const ClaimRecordLink& link : claim.links) uses.insert(id.text + " " + link.type + " " + link.to.text);
    for (const auto& set : project.sets())
        set->spans.for_each([&](const Span& span) {
            if (span.claim) uses.insert(span.id.text + " " + span.claim->relation + " " + span.claim->id.text);
        });
    return uses;
}

// The same once `from` is called `into`, without links of a record to itself and without doubles.
std::multiset<std::string> merged_uses(const Project& project, const ClaimId& from, const ClaimId& into)
{
    std::multiset<std::string> uses;
    for (const std::string& use : claim_uses(project)) {
        const size_t first = use.find(' '), last = use.rfind(' ');
        std::string begin = use.substr(0, first), end = use.substr(last + 1);
        if (begin == from.text) begin = into.text;
        if (end == from.text) end = into.text;
        const std::string called = begin + use.substr(first, last + 1 - first) + end;
        if (begin != end && uses.count(called) == 0) uses.insert(called);
    }
    return uses;
}

}  // namespace

TEST_CASE("compose: a claim is merged with its spans, its links, those to it, and its note")
{
    Desk desk;
    const ClaimId one("c-1"), two("c-2");
    REQUIRE_FALSE(desk.project().find(one)->links.empty());  // to c-2
    const ClaimId third(desk.run(create_claim(desk.context(), "A third."))[0]);
    desk.run(assign_claim(desk.context(), SpanId("s-8"), two, "contradicts"));
    desk.run(link_claims(desk.context(), two, third, "narrower"));
    desk.run(link_claims(desk.context(), one, third, "narrower"));
    desk.run(link_claims(desk.context(), third, two, "same"));
    Claim noted = *desk.project().find(two);
    noted.note = "Ask them.";
    desk.run(put_claim(desk.context(), noted));
    const auto expected = merged_uses(desk.project(), two, one);
    const size_t steps = desk.history.steps_done();
    CHECK(desk.run(merge_claims(desk.context(), two, one)) == std::vector<std::string>{"c-1"});
    CHECK(desk.history.steps_done() == steps + 1);
    CHECK(claim_uses(desk.project()) == expected);
    CHECK(desk.project().find(two) == nullptr);
    CHECK(desk.span("s-8").claim->id == one);
    CHECK(desk.span("s-8").claim->relation == "contradicts");
    REQUIRE(desk.project().find(one)->links.size() == 1);
    CHECK(desk.project().find(third)->links[0].to == one);
    CHECK(desk.project().find(one)->note.find("Ask them.") != std::string::npos);
    CHECK_FALSE(merge_claims(desk.context(), one, one));
    CHECK_FALSE(merge_claims(desk.context(), one, ClaimId("c-9")));
}

TEST_CASE("compose: random claims are linked and merged as if one were called as the other")
{
    worlds::Chance chance(11);
    Desk desk;
    for (int i = 0; i < 12; ++i) desk.run(create_claim(desk.context(), "Claim " + std::to_string(i)));
    const auto claim = [&] { return ClaimId("c-" + std::to_string(1 + chance.below(30))); };
    constexpr const char* kTypes[] = {"same", "contradicts", "narrower"};
    size_t merged = 0;
    for (int round = 0; round < 300; ++round) {
        const ClaimId from = claim(), into = claim();
        switch (chance.below(6)) {
        case 0:
        case 1:
            if (const auto linked = link_claims(desk.context(), from, into, kTypes[chance.below(3)]);
                linked && from != into)
                desk.run(linked);
            break;
        case 2:
            if (const auto assigned = assign_claim(desk.context(), SpanId("s-" + std::to_string(1 + chance.below(9))),
                                                   into, kTypes[chance.below(3)]))
                desk.run(assigned);
            break;
        case 3: desk.run(create_claim(desk.context(), "One more")); break;
        default:
            if (const auto composed = merge_claims(desk.context(), from, into)) {
                const auto expected = merged_uses(desk.project(), from, into);
                desk.run(composed);
                CHECK(claim_uses(desk.project()) == expected);
                ++merged;
            }
        }
    }
    CHECK(merged > 10);
}

TEST_CASE("compose: random links across documents are undone and redone whole")
{
    worlds::Chance chance(5);
    Desk desk;
    const auto entity = [&] { return EntityId("e-" + std::to_string(1 + chance.below(6))); };
    const auto span = [&] { return SpanId("s-" + std::to_string(1 + chance.below(14))); };
    constexpr const char* kRelations[] = {"same", "contradicts", "narrower"};
    for (int round = 0; round < 400; ++round) {
        const uint32_t begin = chance.below(60);
        const TextRange at{begin, begin + 1 + chance.below(20)};
        Result<Composed> composed = [&] {
            switch (chance.below(7)) {
            case 0: return create_mention(desk.context(), LabelId("ORG"), {at}, entity(), "");
            case 1: return create_mention(desk.context(), LabelId("PERSON"), {at}, {}, "Name");
            case 2: return assign_entities(desk.context(), {span(), span()}, entity());
            case 3: return split_entity(desk.context(), {span(), span()}, worlds::entity("", "ORG", "Split"));
            case 4: return keep_apart(desk.context(), entity(), entity());
            case 5: return relate_claims(desk.context(), span(), span(), kRelations[chance.below(3)]);
            default: return merge_entities(desk.context(), entity(), entity());
            }
        }();
        if (composed) desk.run(composed);
    }
    CHECK(desk.history.steps_done() > 50);
}
