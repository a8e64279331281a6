#include <doctest/doctest.h>

#include "core/edit/compose.h"
#include "tests/unit/plain_rules.h"
#include "tests/unit/worlds.h"

using namespace glossator;
using worlds::difference;
using worlds::ferry_project;

namespace {

struct Merged {
    History history;
    std::vector<std::string> ids;

    const Project& project() const { return history.project(); }
};

// Merges `incoming` into `project`; undo must take all of it back.
Merged merge(Project project, const Project& incoming)
{
    const Project before = worlds::copy_of(project);
    Merged merged{History(std::move(project)), {}};
    IdMaker ids(merged.project());
    const Result<Composed> composed = merge_project({merged.project(), ids, SetId(), ""}, incoming);
    REQUIRE(composed.has_value());
    merged.ids = composed->ids;
    const Status status = merged.history.run(composed->step);
    CAPTURE((status ? "" : status.error().message));
    REQUIRE(status.has_value());
    CHECK(plain::broken_rule(merged.project()) == "");
    if (merged.history.undo()) {
        CHECK(difference(merged.project(), before) == "");
        REQUIRE(merged.history.redo().has_value());
    }
    return merged;
}

// The ferry project after `change`, as somebody else's file.
template <class Change>
Project changed(const Change& change)
{
    Project project = ferry_project();
    ProjectWriter writer(project);
    change(writer);
    return project;
}

}  // namespace

TEST_CASE("merge: into an empty project everything comes as it is")
{
    const Merged merged = merge(Project(), ferry_project());
    Project expected = ferry_project();
    ProjectWriter(expected).set_info({});
    CHECK(difference(merged.project(), expected) == "");
    CHECK(merged.ids == std::vector<std::string>{"d-1", "d-2"});
}

TEST_CASE("merge: the same project again brings nothing")
{
    const Merged merged = merge(ferry_project(), ferry_project());
    CHECK(merged.history.undo_title() == nullptr);
    CHECK(merged.ids == std::vector<std::string>{"d-1", "d-2"});
}

TEST_CASE("merge: another annotator's set stands beside ours on the shared text, its ids given anew")
{
    const Project theirs = changed([](ProjectWriter& writer) {
        writer.put(worlds::annotator("mira", "Mira Other"));
        AnnotationSet& set = *writer.find(SetId("t-1"));
        writer.put(set, worlds::attribution("a-2", {"s-5"}, {}, {"s-8"}, "a-1"));
    });
    const Merged merged = merge(ferry_project(), theirs);
    const Project& project = merged.project();
    CHECK(project.documents().size() == 2);
    CHECK(project.find(AnnotatorId("mira-2"))->name == "Mira Other");
    const auto sets = project.sets_of(DocumentId("d-1"));
    REQUIRE(sets.size() == 3);  // t-1, t-2, and theirs; t-2 is the same in both
    const AnnotationSet& added = *sets[2];
    CHECK(added.info.by.text == "mira-2");
    CHECK(added.spans.size() == 8);
    REQUIRE(added.attributions.size() == 2);
    const Attribution& outer = added.attributions.at(AttributionId("a-3"));
    const Attribution& inner = added.attributions.at(AttributionId("a-4"));
    CHECK(inner.parent == outer.id);
    CHECK(added.spans.find(inner.sources.at(0))->label.text == "SOURCE");
    REQUIRE(added.relations.size() == 1);
    CHECK(added.spans.find(added.relations.begin()->second.to)->label.text == "ORG");
}

TEST_CASE("merge: documents are shared by text, and one with another text gets another id")
{
    Project theirs = worlds::empty_project();
    ProjectWriter writer(theirs);
    writer.put(worlds::document("d-1", "Another text."));
    writer.put(worlds::document("d-7", worlds::kFerryText));
    writer.put(worlds::document("d-8", worlds::kFerryText));  // a second copy is a document of its own
    writer.put(writer.put(worlds::set_info("t-9", "d-7", "mira")), worlds::span("s-1", "ORG", {{0, 3}}));
    const Merged merged = merge(ferry_project(), theirs);
    CHECK(merged.ids == std::vector<std::string>{"d-9", "d-1", "d-8"});
    CHECK(merged.project().find(DocumentId("d-9"))->text->bytes() == "Another text.");
    CHECK(merged.project().find(SetId("t-9"))->info.document.text == "d-1");
    CHECK(merged.project().find(SetId("t-9"))->spans.at(0).id.text == "s-10");
}

TEST_CASE("merge: entities and claims that differ are kept apart, with what points to them")
{
    const Project theirs = changed([](ProjectWriter& writer) {
        writer.put(worlds::entity("e-2", "ORG", "Harbour Bank"));
        writer.put(worlds::claim("c-2", "The line will cost nothing."));
    });
    const Merged merged = merge(ferry_project(), theirs);
    const Project& project = merged.project();
    CHECK(project.entities().size() == 3);
    CHECK(project.find(EntityId("e-3"))->name == "Harbour Bank");
    // c-1 reads the same in both, but theirs contradicts another claim, so it isn't the same.
    REQUIRE(project.claims().size() == 4);
    CHECK(project.find(ClaimId("c-3"))->links.at(0).to.text == "c-4");
    CHECK(project.find(ClaimId("c-4"))->text == "The line will cost nothing.");
    CHECK(project.find(ClaimId("c-1"))->links.at(0).to.text == "c-2");
    CHECK(project.mentions(ClaimId("c-3")) == 1);
    CHECK(project.mentions(EntityId("e-3")) == 1);
}

TEST_CASE("merge: claims that are linked in a circle come along")
{
    const Project theirs = changed([](ProjectWriter& writer) {
        for (const auto& [id, to] : {std::pair{"c-8", "c-9"}, std::pair{"c-9", "c-8"}}) {
            Claim claim = worlds::claim(id, "x");
            claim.links.emplace_back().type = "same";
            claim.links.back().to = ClaimId(to);
            writer.put(claim);
        }
    });
    const Merged merged = merge(ferry_project(), theirs);
    CHECK(merged.project().find(ClaimId("c-8"))->links.at(0).to.text == "c-9");
}

TEST_CASE("merge: the schema takes in labels, attributes and values that it lacks")
{
    Schema schema = worlds::news_schema();
    schema.attributes[0].values.push_back("title");
    schema.attributes.push_back(worlds::choice("use", {"place", "people"}));
    schema.labels[1].attributes.emplace_back("use");
    schema.labels.push_back(worlds::label("GPE", "entity", "Place", "g", {"use"}));
    schema.relations[0].from.emplace_back("GPE");
    schema.claim_relations.push_back("denies");
    const Merged merged = merge(ferry_project(), changed([&](ProjectWriter& writer) { writer.set_schema(schema); }));
    CHECK(merged.project().schema() == schema);
    CHECK(merged.project().sets().size() == 3);
}

TEST_CASE("merge: definitions that share an id but not their meaning are kept apart")
{
    const Project theirs = changed([](ProjectWriter& writer) {
        Schema schema = worlds::news_schema();
        schema.attributes[0] = worlds::attribute("mention", AttributeType::YesNo);
        schema.labels[1].layer = "attribution";
        schema.relations[1].directed = true;
        writer.set_schema(schema);
        AnnotationSet& set = *writer.find(SetId("t-1"));
        Span person = *set.spans.find(SpanId("s-1"));
        person.attributes.set(AttributeId("mention"), true);
        writer.put(set, person);
        writer.put(set, worlds::relation("r-5", "near", "s-1", "s-3"));
    });
    const Merged merged = merge(ferry_project(), theirs);
    const Schema& schema = merged.project().schema();
    CHECK(schema.find(AttributeId("mention"))->type == AttributeType::Choice);
    CHECK(schema.find(AttributeId("mention-2"))->type == AttributeType::YesNo);
    REQUIRE(schema.find(LabelId("ORG-2")) != nullptr);
    CHECK(schema.find(LabelId("ORG-2"))->key.empty());  // the key is ORG's
    REQUIRE(schema.find(RelationTypeId("near-2")) != nullptr);
    CHECK(schema.find(RelationTypeId("member_of"))->to == std::vector<LabelId>{LabelId("ORG"), LabelId("ORG-2")});
    const AnnotationSet& added = *merged.project().find(SetId("t-4"));
    const Span& person = *added.spans.find(added.relations.begin()->second.from);
    CHECK(std::get<bool>(*person.attributes.find(AttributeId("mention-2"))));
    CHECK(added.relations.at(RelationId("r-5")).type.text == "near-2");
}
