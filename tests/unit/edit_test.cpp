#include "core/edit/edit.h"

#include <doctest/doctest.h>

#include <functional>

#include "tests/unit/plain_rules.h"
#include "tests/unit/random_edits.h"
#include "tests/unit/worlds.h"

using namespace glossator;
using worlds::copy_of;
using worlds::difference;
using worlds::ferry_project;

namespace {

// The project that most edits below are sound in.
const SetId kSet("t-1");

void check_refused(const Edit& edit, ErrorCode code, const char* words)
{
    CAPTURE(words);
    Project project = ferry_project();
    const Result<Edit> inverse = glossator::apply(project, edit);
    REQUIRE_FALSE(inverse.has_value());
    CAPTURE(inverse.error().message);
    CHECK(inverse.error().code == code);
    CHECK(inverse.error().message.find(words) != std::string::npos);
    CHECK(difference(project, ferry_project()) == "");
}

}  // namespace

TEST_CASE("edit: each kind changes the project, and its inverse brings it back")
{
    const Project before = ferry_project();
    const Document& ferry = before.documents()[0];
    Schema schema = before.schema();
    schema.labels.push_back(worlds::label("GPE", "entity", "Place", "g"));
    Document renamed = ferry;
    renamed.title = "Ferry costs revised";
    Entity mayor = worlds::entity("e-1", "PERSON", "I. Okonjo");
    SetInfo done = worlds::set_info("t-1", "d-1", "mira");
    done.status = "done";
    ProjectInfo info;
    info.title = "Harbour";
    const std::vector<Edit> edits = {
        PutProjectInfo{info},
        PutSchema{schema},
        PutAnnotator{worlds::annotator("ana", "Ana")},
        PutAnnotator{worlds::annotator("mira", "Mira M.")},
        PutDocument{worlds::document("d-3", "A third.")},
        PutDocument{worlds::document("d-3", "A third."), 0},
        PutDocument{renamed},
        PutDocument{renamed, 1},
        PutEntity{worlds::entity("e-3", "ORG", "The agency")},
        PutEntity{mayor},
        PutClaim{worlds::claim("c-3", "The ferry runs.")},
        PutClaim{worlds::claim("c-1", "It costs 41 million.")},
        RemoveClaim{ClaimId("c-2")},
        PutSet{worlds::set_info("t-4", "d-1", "mira")},
        PutSet{done},
        PutSet{worlds::set_info("t-3", "d-1", "tagger")},  // an empty set may move
        RemoveSet{SetId("t-3")},
        PutSpan{kSet, worlds::span("s-20", "ORG", {{0, 3}, {5, 9}})},
        PutSpan{kSet, worlds::span(ferry, "s-2", "CLAIM", {"the line"})},
        RemoveSpan{kSet, SpanId("s-8")},
        PutRelation{kSet, worlds::relation("r-2", "near", "s-1", "s-2")},
        PutRelation{kSet, worlds::relation("r-1", "near", "s-3", "s-1")},
        RemoveRelation{kSet, RelationId("r-1")},
        PutAttribution{kSet, worlds::attribution("a-3", {}, {}, {"s-8"}, "a-2")},
        PutAttribution{kSet, worlds::attribution("a-2", {"s-5"}, {}, {})},
        RemoveAttribution{kSet, AttributionId("a-2")},
    };
    for (size_t i = 0; i < edits.size(); ++i) {
        CAPTURE(i);
        Project project = ferry_project();
        if (std::holds_alternative<RemoveClaim>(edits[i]))  // c-1 leads to it
            REQUIRE(glossator::apply(project, PutClaim{worlds::claim("c-1", "")}).has_value());
        const Project start = copy_of(project);
        const Result<Edit> inverse = glossator::apply(project, edits[i]);
        REQUIRE(inverse.has_value());
        CHECK(difference(project, start) != "");
        CHECK(plain::broken_rule(project) == "");
        REQUIRE(glossator::apply(project, *inverse).has_value());
        CHECK(difference(project, start) == "");
        CHECK(plain::broken_rule(project) == "");
    }
}

TEST_CASE("edit: a document and an annotator that come back stand where they were")
{
    Project project;
    ProjectWriter writer(project);
    for (const char* id : {"d-1", "d-2", "d-3"}) writer.put(worlds::document(id, id));
    for (const char* id : {"ana", "mira"}) writer.put(worlds::annotator(id, id));
    const Project before = copy_of(project);
    for (const Edit& edit :
         {Edit(RemoveDocument{DocumentId("d-2")}), Edit(RemoveAnnotator{AnnotatorId("ana")}),
          Edit(PutDocument{worlds::document("d-3", "d-3"), 0}), Edit(PutDocument{worlds::document("d-1", "d-1"), 2})}) {
        const Result<Edit> inverse = glossator::apply(project, edit);
        REQUIRE(inverse.has_value());
        CHECK(difference(project, before) != "");
        CHECK(plain::broken_rule(project) == "");
        REQUIRE(glossator::apply(project, *inverse).has_value());
        CHECK(difference(project, before) == "");
    }
}

TEST_CASE("edit: sets follow their documents")
{
    Project project = ferry_project();
    REQUIRE(glossator::apply(project, PutDocument{project.documents()[1], 0}).has_value());
    CHECK(project.sets()[0]->info.id.text == "t-3");
    CHECK(project.sets()[1]->info.id.text == "t-1");
}

TEST_CASE("edit: what another record refers to can't be removed")
{
    check_refused(RemoveAnnotator{AnnotatorId("mira")}, ErrorCode::InUse, "\"t-1\"");
    check_refused(RemoveDocument{DocumentId("d-2")}, ErrorCode::InUse, "\"t-3\"");
    check_refused(RemoveEntity{EntityId("e-1")}, ErrorCode::InUse, "mention");
    check_refused(RemoveClaim{ClaimId("c-1")}, ErrorCode::InUse, "spans");
    check_refused(RemoveClaim{ClaimId("c-2")}, ErrorCode::InUse, "\"c-1\"");
    check_refused(RemoveSet{SetId("t-2")}, ErrorCode::InUse, "empty");
    check_refused(RemoveSpan{kSet, SpanId("s-1")}, ErrorCode::InUse, "refers to it");
    check_refused(RemoveSpan{kSet, SpanId("s-7")}, ErrorCode::InUse, "refers to it");
    check_refused(RemoveAttribution{kSet, AttributionId("a-1")}, ErrorCode::InUse, "\"a-2\"");
    Schema schema = worlds::news_schema();
    schema.labels.pop_back();
    check_refused(PutSchema{schema}, ErrorCode::InUse, "\"s-4\"");
}

TEST_CASE("edit: what isn't there can't be removed or put into")
{
    const SetId nowhere("t-9");
    check_refused(RemoveAnnotator{AnnotatorId("x")}, ErrorCode::NotFound, "annotator \"x\"");
    check_refused(RemoveDocument{DocumentId("x")}, ErrorCode::NotFound, "document \"x\"");
    check_refused(RemoveEntity{EntityId("x")}, ErrorCode::NotFound, "entity \"x\"");
    check_refused(RemoveClaim{ClaimId("x")}, ErrorCode::NotFound, "claim \"x\"");
    check_refused(RemoveSet{nowhere}, ErrorCode::NotFound, "set \"t-9\"");
    check_refused(RemoveSpan{kSet, SpanId("s-9")}, ErrorCode::NotFound, "span \"s-9\"");
    check_refused(RemoveRelation{kSet, RelationId("x")}, ErrorCode::NotFound, "relation \"x\"");
    check_refused(RemoveAttribution{kSet, AttributionId("x")}, ErrorCode::NotFound, "attribution \"x\"");
    check_refused(PutSpan{nowhere, worlds::span("s-20", "ORG", {{0, 3}})}, ErrorCode::NotFound, "set \"t-9\"");
    check_refused(RemoveSpan{nowhere, SpanId("s-1")}, ErrorCode::NotFound, "set");
    check_refused(PutRelation{nowhere, worlds::relation("r-2", "near", "s-1", "s-2")}, ErrorCode::NotFound, "set");
    check_refused(RemoveRelation{nowhere, RelationId("r-1")}, ErrorCode::NotFound, "set");
    check_refused(PutAttribution{nowhere, worlds::attribution("a-3", {"s-1"}, {}, {})}, ErrorCode::NotFound, "set");
    check_refused(RemoveAttribution{nowhere, AttributionId("a-1")}, ErrorCode::NotFound, "set");
}

TEST_CASE("edit: what breaks a rule is refused")
{
    const Project sound = ferry_project();
    check_refused(PutSpan{kSet, worlds::span("s-20", "ORG", {{0, 9999}})}, ErrorCode::Invalid, "beyond the text");
    check_refused(PutSpan{kSet, worlds::span("s-9", "ORG", {{0, 3}})}, ErrorCode::Invalid, "another set");
    check_refused(PutSpan{kSet, worlds::span("s-3", "CLAIM", {{0, 3}})}, ErrorCode::Invalid, "\"r-1\"");
    check_refused(PutRelation{kSet, worlds::relation("r-2", "member_of", "s-3", "s-1")}, ErrorCode::Invalid, "begin");
    check_refused(PutAttribution{kSet, worlds::attribution("a-1", {"s-6"}, {}, {}, "a-2")}, ErrorCode::Invalid,
                  "parent");
    check_refused(PutDocument{worlds::document("d-1", "Another text.")}, ErrorCode::Invalid, "can't change");
    check_refused(PutSet{worlds::set_info("t-1", "d-2", "mira")}, ErrorCode::Invalid, "another document");
    check_refused(PutSet{worlds::set_info("t-5", "d-9", "mira")}, ErrorCode::Invalid, "\"d-9\"");
    check_refused(PutAnnotator{}, ErrorCode::Invalid, "id is empty");
    check_refused(PutEntity{}, ErrorCode::Invalid, "id is empty");
    Claim claim = sound.claims().at(ClaimId("c-1"));
    claim.links[0].to = ClaimId("c-9");
    check_refused(PutClaim{claim}, ErrorCode::Invalid, "\"c-9\"");
    Schema schema = sound.schema();
    schema.labels[0].color = "red";
    check_refused(PutSchema{schema}, ErrorCode::Invalid, "colour");

    Project project = ferry_project();
    REQUIRE(glossator::apply(project, PutSpan{SetId("t-2"), worlds::span("s-30", "ORG", {{0, 3}})}).has_value());
    CHECK_FALSE(glossator::apply(project, PutRelation{SetId("t-2"), worlds::relation("r-1", "near", "s-30", "s-9")})
                    .has_value());
    CHECK_FALSE(glossator::apply(project, PutAttribution{SetId("t-2"), worlds::attribution("a-1", {"s-30"}, {}, {})})
                    .has_value());
}

TEST_CASE("edit: several edits are made all or none")
{
    Project project = ferry_project();
    const std::vector<Edit> edits = {RemoveRelation{kSet, RelationId("r-1")}, PutEntity{worlds::entity("e-3", "", "X")},
                                     PutSpan{kSet, worlds::span("s-8", "ORG", {{1, 2}})},
                                     RemoveSpan{kSet, SpanId("s-4")}};
    const auto inverse = apply_all(project, edits);
    REQUIRE_FALSE(inverse.has_value());
    CHECK(inverse.error().code == ErrorCode::InUse);
    CHECK(difference(project, ferry_project()) == "");
    CHECK(plain::broken_rule(project) == "");
}

TEST_CASE("edit: random edits keep every rule, and taken back leave no trace")
{
    for (uint32_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        worlds::RandomEdits random(seed);
        Project project = ferry_project();
        std::vector<Edit> inverses;
        size_t refused = 0;
        for (int i = 0; i < 150; ++i) {
            const Edit edit = random.next(project);
            CAPTURE(i);
            CAPTURE(edit.index());
            const bool look_closely = i % 10 == 0;
            const Project before = look_closely ? copy_of(project) : Project();
            Result<Edit> inverse = glossator::apply(project, edit);
            if (inverse)
                inverses.push_back(std::move(*inverse));
            else
                ++refused;
            if (look_closely && !inverse) CHECK(difference(project, before) == "");
            REQUIRE(plain::broken_rule(project) == "");
        }
        CHECK(refused > 10);
        CHECK(inverses.size() > 40);
        for (; !inverses.empty(); inverses.pop_back()) REQUIRE(glossator::apply(project, inverses.back()).has_value());
        CHECK(difference(project, ferry_project()) == "");
        CHECK(plain::broken_rule(project) == "");
    }
}
