#include "core/edit/compose.h"

#include <doctest/doctest.h>

#include "tests/unit/plain_rules.h"
#include "tests/unit/worlds.h"

using namespace glossator;

namespace {

// A person at the ferry article.
class Desk {
public:
    explicit Desk(Project project = worlds::ferry_project()) : history(std::move(project)), ids(history.project()) {}

    Context context() { return {history.project(), ids, SetId("t-1"), "2026-03-02T09:01:00Z"}; }

    // Runs what was composed and returns its ids.
    std::vector<std::string> run(const Result<Composed>& composed)
    {
        REQUIRE(composed.has_value());
        const Project before = worlds::copy_of(history.project());
        const Status status = history.run(composed->step);
        CAPTURE((status ? "" : status.error().message));
        REQUIRE(status.has_value());
        CHECK(plain::broken_rule(history.project()) == "");
        if (!composed->step.edits.empty()) {  // and every action can be undone
            REQUIRE(history.undo().has_value());
            CHECK(worlds::difference(history.project(), before) == "");
            REQUIRE(history.redo().has_value());
            title = composed->step.title;
        }
        return composed->ids;
    }

    const AnnotationSet& set() { return *history.project().find(SetId("t-1")); }
    const Span& span(const char* id) { return *set().spans.find(SpanId(id)); }
    const Attribution& attribution(const char* id) { return set().attributions.at(AttributionId(id)); }
    const Text& text() { return *history.project().documents()[0].text; }
    TextRange place(const char* words) { return worlds::place_of(history.project().documents()[0], words); }

    History history;
    IdMaker ids;
    std::string title;  // of the last step that did something
};

std::string mention_of(const Span& span)
{
    const AttributeValue* value = span.attributes.find(AttributeId("mention"));
    return value ? std::get<std::string>(*value) : "none";
}

}  // namespace

TEST_CASE("compose: a new span gets an id, the label's defaults and the time")
{
    Desk desk;
    const auto ids = desk.run(create_span(desk.context(), LabelId("PERSON"), {desk.place("Ilse")}));
    CHECK(ids == std::vector<std::string>{"s-10"});
    CHECK(desk.title == "Label Person");
    CHECK(mention_of(desk.span("s-10")) == "name");
    CHECK(desk.span("s-10").created == "2026-03-02T09:01:00Z");
    Attributes given;
    given.set(AttributeId("mention"), "nominal");
    desk.run(create_span(desk.context(), LabelId("PERSON"), {desk.place("Mayor")}, given));
    CHECK(mention_of(desk.span("s-11")) == "nominal");
}

TEST_CASE("compose: the same label at the same place is the span that is there")
{
    Desk desk;
    const auto composed = create_span(desk.context(), LabelId("SOURCE"), {desk.place("Mayor Ilse Okonjo")});
    CHECK(composed->step.edits.empty());
    CHECK(composed->ids == std::vector<std::string>{"s-5"});
}

TEST_CASE("compose: ranges of a new span are sorted and joined where they touch")
{
    Desk desk;
    desk.run(create_span(desk.context(), LabelId("CLAIM"), {{8, 10}, {0, 2}, {2, 4}, {9, 12}, {5, 5}}));
    CHECK(desk.span("s-10").at == std::vector<TextRange>{{0, 4}, {8, 12}});
    CHECK_FALSE(create_span(desk.context(), LabelId("CLAIM"), {}).has_value());
    CHECK(create_span(desk.context(), LabelId("GPE"), {{0, 1}}).error().code == ErrorCode::NotFound);
}

TEST_CASE("compose: a deleted span leaves its roles and takes its relations along")
{
    Desk desk;
    desk.run(delete_spans(desk.context(), {SpanId("s-1")}));
    CHECK(desk.title == "Delete span");
    CHECK(desk.set().relations.empty());
    desk.run(delete_spans(desk.context(), {SpanId("s-6"), SpanId("s-4"), SpanId("s-6")}));
    CHECK(desk.title == "Delete 2 spans");
    CHECK(desk.attribution("a-1").sources.empty());
    CHECK(desk.attribution("a-2").cues.empty());
    CHECK(desk.attribution("a-2").parent.text == "a-1");
}

TEST_CASE("compose: an attribution left without any role goes, and its children move up")
{
    Desk desk;
    Attribution inner = worlds::attribution("", {"s-3"}, {}, {}, "a-2");
    desk.run(create_attribution(desk.context(), inner));
    CHECK(desk.attribution("a-3").parent.text == "a-2");
    desk.run(delete_spans(desk.context(), {SpanId("s-5"), SpanId("s-4"), SpanId("s-2")}));
    CHECK(desk.set().attributions.count(AttributionId("a-2")) == 0);
    CHECK(desk.attribution("a-3").parent.text == "a-1");
    desk.run(delete_spans(desk.context(), {SpanId("s-6"), SpanId("s-7")}));
    CHECK(desk.attribution("a-3").parent.empty());
    desk.run(delete_spans(desk.context(), {SpanId("s-3")}));
    CHECK(desk.set().attributions.empty());
}

TEST_CASE("compose: a new label keeps the attributes that it has too")
{
    Desk desk;
    Span person = desk.span("s-1");
    person.attributes.set(AttributeId("remark"), "x");
    person.attributes.set(AttributeId("certainty"), "certain");  // not an attribute of PERSON
    desk.run(put_span(desk.context(), person, "Set remark"));
    CHECK(desk.title == "Set remark");
    CHECK(desk.span("s-1").attributes.size() == 2);
    desk.run(delete_relation(desk.context(), RelationId("r-1")));
    desk.run(relabel_span(desk.context(), SpanId("s-1"), LabelId("ORG")));
    CHECK(desk.title == "Relabel as Organisation");
    CHECK(desk.span("s-1").attributes.size() == 1);
    CHECK(mention_of(desk.span("s-1")) == "name");
    desk.run(relabel_span(desk.context(), SpanId("s-8"), LabelId("PERSON")));
    CHECK(mention_of(desk.span("s-8")) == "name");
    CHECK(relabel_span(desk.context(), SpanId("s-8"), LabelId("PERSON"))->step.edits.empty());
}

TEST_CASE("compose: fragments are added, joined and removed")
{
    Desk desk;
    const TextRange cue = desk.place("said");
    const SpanId id("s-4");
    desk.run(add_fragment(desk.context(), id, desk.place("reported")));
    CHECK(desk.title == "Add fragment");
    CHECK(desk.span("s-4").at.size() == 2);
    desk.run(add_fragment(desk.context(), id, {cue.end, cue.end + 4}));
    CHECK(desk.span("s-4").at[0] == TextRange{cue.begin, cue.end + 4});
    desk.run(remove_fragment(desk.context(), id, 0));
    CHECK(desk.span("s-4").at == std::vector<TextRange>{desk.place("reported")});
    CHECK_FALSE(remove_fragment(desk.context(), id, 0).has_value());
    CHECK(remove_fragment(desk.context(), id, 1).error().code == ErrorCode::NotFound);
}

TEST_CASE("compose: an edge stops at its neighbours and a grapheme short of the other edge")
{
    Desk desk;
    const SpanId id("s-2");
    const std::vector<TextRange> was = desk.span("s-2").at;
    desk.run(move_edge(desk.context(), id, 0, Edge::End, was[0].end + 1));
    CHECK(desk.title == "Move end");
    CHECK(desk.span("s-2").at[0].end == was[0].end + 1);
    desk.run(move_edge(desk.context(), id, 0, Edge::End, 9999));
    CHECK(desk.span("s-2").at[0].end == was[1].begin);
    desk.run(move_edge(desk.context(), id, 0, Edge::Begin, 9999));
    CHECK(desk.title == "Move begin");
    CHECK(desk.span("s-2").at[0] == TextRange{was[1].begin - 1, was[1].begin});
    desk.run(move_edge(desk.context(), id, 1, Edge::End, 9999));
    CHECK(desk.span("s-2").at[1].end == desk.text().size());
    CHECK(move_edge(desk.context(), id, 2, Edge::End, 0).error().code == ErrorCode::NotFound);
}

TEST_CASE("compose: relations and attributions")
{
    Desk desk;
    CHECK(create_relation(desk.context(), RelationTypeId("member_of"), SpanId("s-1"), SpanId("s-3"))->ids[0] == "r-1");
    CHECK(desk.run(create_relation(desk.context(), RelationTypeId("near"), SpanId("s-1"), SpanId("s-3")))[0] == "r-2");
    desk.run(delete_relation(desk.context(), RelationId("r-2")));
    CHECK(desk.run(create_relation(desk.context(), RelationTypeId("near"), SpanId("s-1"), SpanId("s-3")))[0] == "r-3");

    Attribution changed = desk.attribution("a-2");
    changed.addressees = worlds::span_ids({"s-3"});
    desk.run(put_attribution(desk.context(), changed));
    CHECK(put_attribution(desk.context(), changed)->step.edits.empty());
    desk.run(delete_attribution(desk.context(), AttributionId("a-1")));
    CHECK(desk.attribution("a-2").parent.empty());
    CHECK(delete_attribution(desk.context(), AttributionId("a-1")).error().code == ErrorCode::NotFound);
}

TEST_CASE("compose: an attribution becomes what a draft says, with spans that it lacks, in one step")
{
    Desk desk;
    Attribution noted = desk.attribution("a-1");
    noted.extra.emplace_back("x-note", "\"Ask.\"");
    desk.run(put_attribution(desk.context(), noted));
    AttributionDraft draft = draft_of(desk.set(), desk.attribution("a-1"));
    CHECK(change_attribution(desk.context(), AttributionId("a-1"), draft)->step.edits.empty());

    const size_t spans = desk.set().spans.size(), steps = desk.history.steps_done();
    draft.sources = {{{}, LabelId("SOURCE"), {desk.place("ferry")}}};
    draft.addressees = {{SpanId("s-3"), {}, {}}, {SpanId("s-3"), {}, {}}};
    draft.parent = {};
    draft.attributes.set(AttributeId("form"), "direct");
    const auto ids = desk.run(change_attribution(desk.context(), AttributionId("a-1"), draft));
    REQUIRE(ids.size() == 2);
    CHECK(ids[0] == "a-1");
    CHECK(desk.title == "Change attribution");
    CHECK(desk.history.steps_done() == steps + 1);
    CHECK(desk.set().spans.size() == spans + 1);
    const Attribution& changed = desk.attribution("a-1");
    CHECK(changed.sources == std::vector<SpanId>{SpanId(ids[1])});
    CHECK(changed.addressees == std::vector<SpanId>{SpanId("s-3")});
    CHECK(changed.contents == noted.contents);
    CHECK(changed.extra == noted.extra);
    REQUIRE(desk.history.undo().has_value());
    CHECK(desk.attribution("a-1") == noted);
    CHECK(desk.set().spans.size() == spans);

    // Below itself it can't stand.
    AttributionDraft circle = draft_of(desk.set(), desk.attribution("a-1"));
    circle.parent = AttributionId("a-2");
    const auto wrong = change_attribution(desk.context(), AttributionId("a-1"), circle);
    REQUIRE(wrong);
    CHECK_FALSE(desk.history.run(wrong->step));
    CHECK_FALSE(change_attribution(desk.context(), AttributionId("a-99"), draft));
    draft.cues = {{{}, LabelId("NOBODY"), {desk.place("ferry")}}};
    CHECK_FALSE(change_attribution(desk.context(), AttributionId("a-1"), draft));
}

TEST_CASE("compose: entities are made, assigned, merged and deleted")
{
    Desk desk;
    const Project& project = desk.history.project();
    Entity other = worlds::entity("", "PERSON", "I. Okonjo");
    other.aliases = {"the mayor", "Mayor Okonjo"};
    other.kb.emplace_back().id = "Q1";
    const EntityId id(desk.run(create_entity(desk.context(), other)).at(0));
    CHECK(id.text == "e-3");
    desk.run(assign_entity(desk.context(), SpanId("s-5"), id));
    desk.run(assign_entity(desk.context(), SpanId("s-9"), id));  // of another set
    CHECK(project.mentions(id) == 2);
    desk.run(merge_entities(desk.context(), id, EntityId("e-1")));
    CHECK(project.find(id) == nullptr);
    CHECK(project.mentions(EntityId("e-1")) == 3);
    CHECK(project.find(EntityId("e-1"))->aliases == std::vector<std::string>{"Mayor Okonjo", "I. Okonjo", "the mayor"});
    CHECK(project.find(EntityId("e-1"))->kb.size() == 1);
    desk.run(assign_entity(desk.context(), SpanId("s-5"), EntityId()));
    CHECK(desk.span("s-5").entity.empty());
    desk.run(delete_entity(desk.context(), EntityId("e-1")));
    CHECK(desk.span("s-1").entity.empty());
    CHECK_FALSE(merge_entities(desk.context(), EntityId("e-2"), EntityId("e-2")).has_value());
}

TEST_CASE("compose: claims are made, assigned, linked and deleted")
{
    Desk desk;
    const Project& project = desk.history.project();
    const ClaimId id(desk.run(create_claim(desk.context(), "The ferry runs.")).at(0));
    desk.run(assign_claim(desk.context(), SpanId("s-8"), id, "same"));
    desk.run(link_claims(desk.context(), id, ClaimId("c-1"), "narrower"));
    CHECK(link_claims(desk.context(), id, ClaimId("c-1"), "narrower")->step.edits.empty());
    desk.run(delete_claim(desk.context(), ClaimId("c-1")));
    CHECK(project.find(id)->links.empty());
    CHECK_FALSE(desk.span("s-2").claim.has_value());
    desk.run(assign_claim(desk.context(), SpanId("s-8"), ClaimId(), ""));
    CHECK(project.mentions(id) == 0);
    CHECK(assign_claim(desk.context(), SpanId("s-8"), ClaimId("c-1"), "").error().code == ErrorCode::NotFound);
}

TEST_CASE("compose: documents come with an open set and go with all that is about them")
{
    Desk desk;
    const Project& project = desk.history.project();
    const auto ids = desk.run(add_document(desk.context(), worlds::document("", "A third."), AnnotatorId("tagger")));
    CHECK(ids == std::vector<std::string>{"d-3", "t-4"});
    CHECK(project.find(SetId("t-4"))->info.role == SetRole::Model);
    CHECK(project.find(SetId("t-4"))->info.status == "open");
    CHECK(desk.run(add_document(desk.context(), worlds::document("d-1", "A fourth."), AnnotatorId("mira")))[0] ==
          "d-4");
    desk.run(set_status(desk.context(), SetId("t-4"), "done"));
    CHECK(desk.title == "Mark as done");
    desk.run(remove_document(desk.context(), DocumentId("d-1")));
    CHECK(project.find(SetId("t-1")) == nullptr);
    CHECK(project.documents().size() == 3);
    CHECK_FALSE(add_document(desk.context(), worlds::document("", "X"), AnnotatorId("nobody")).has_value());
}

TEST_CASE("ids: none is made twice, even when what had it is gone")
{
    Desk desk;
    CHECK(desk.ids.span().text == "s-10");
    desk.run(create_span(desk.context(), LabelId("ORG"), {{0, 3}}));
    REQUIRE(desk.history.undo().has_value());
    CHECK(desk.ids.span().text == "s-12");
    CHECK(desk.ids.attribution().text == "a-3");
    CHECK(desk.ids.set().text == "t-4");
}

TEST_CASE("ids: numbers too large to count to, and ids of other shapes, are passed over")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    for (const char* id : {"e-", "e", "person-7", "e-x9", "e-99999999999999999999", "e-12"})
        writer.put(worlds::entity(id, "", ""));
    CHECK(IdMaker(project).entity().text == "e-13");
}

TEST_CASE("compose: many places get a label in one step, but none that has it already")
{
    Desk desk;
    const DocumentId document = desk.history.project().documents()[0].id;
    const TextRange ilse = desk.place("Ilse"), ferry = desk.place("ferry");
    const auto first = desk.run(create_span(desk.context(), LabelId("PERSON"), {ilse}));
    const auto ids = desk.run(create_spans(desk.context(), LabelId("PERSON"),
                                           {{document, SetId("t-1"), {ferry, ilse}}, {document, {}, {ilse}}}));
    REQUIRE(ids.size() == 2);
    CHECK(desk.title == "Label Person 2 times");
    CHECK(desk.span(ids[0].c_str()).at == std::vector<TextRange>{ferry});
    CHECK(mention_of(desk.span(ids[0].c_str())) == "name");
    const AnnotationSet* made = desk.history.project().set_of(SpanId(ids[1]));
    REQUIRE(made != nullptr);  // a set of its own
    CHECK(made->info.id != SetId("t-1"));
    CHECK(made->info.document == document);
    CHECK(desk.run(create_spans(desk.context(), LabelId("PERSON"), {{document, SetId("t-1"), {ferry, ilse}}})).empty());
    CHECK_FALSE(create_spans(desk.context(), LabelId("NOBODY"), {{document, SetId("t-1"), {ferry}}}));
    CHECK_FALSE(create_spans(desk.context(), LabelId("PERSON"), {{DocumentId("d-9"), {}, {ferry}}}));
}

TEST_CASE("compose: a set is made for a human, who is made if there is none")
{
    Desk desk;
    const DocumentId document = desk.history.project().documents()[0].id;
    const auto ids = desk.run(create_set(desk.context(), document));
    CHECK(desk.history.project().find(SetId(ids[0]))->info.by == AnnotatorId("mira"));
    CHECK_FALSE(create_set(desk.context(), DocumentId("d-9")));
}
