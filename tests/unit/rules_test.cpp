#include "core/model/rules.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "core/model/dates.h"
#include "tests/unit/worlds.h"

using namespace glossator;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// A record with one fault, the words that the sentence must have, and where the fault stands.
template <class Record>
struct Fault {
    std::function<void(Record&)> break_it;
    const char* words;
    const char* field;
};

template <class Record, class Check>
void check_faults(const Record& sound, const std::vector<Fault<Record>>& faults, const Check& check_record)
{
    CHECK(check_record(sound).has_value());
    for (const Fault<Record>& fault : faults) {
        CAPTURE(fault.words);
        CAPTURE(fault.field);
        Record broken = sound;
        fault.break_it(broken);
        const Status status = check_record(broken);
        REQUIRE_FALSE(status.has_value());
        CAPTURE(status.error().message);
        CHECK(status.error().message.find(fault.words) != std::string::npos);
        CHECK(status.error().field == fault.field);
        CHECK(status.error().code == ErrorCode::Invalid);
    }
}

void set(Span& span, const char* attribute, AttributeValue value)
{
    span.attributes.set(AttributeId(attribute), std::move(value));
}

}  // namespace

TEST_CASE("rules: a sound span of every sort is accepted")
{
    const Project project = worlds::ferry_project();
    for (const auto& set : project.sets()) {
        const Document& document = *project.find(set->info.document);
        set->spans.for_each([&](const Span& span) { CHECK(check(project, document, span).has_value()); });
    }
    const Document& ferry = project.documents()[0];
    CHECK(check(project, ferry, worlds::span("s-1", "PERSON", {{0, 4}, {4, 9}})).has_value());  // touching
    Span dated = worlds::span("s-1", "PERSON", {{0, 4}});
    set(dated, "born", "1969-02");
    set(dated, "seats", 12.0);
    dated.created = "2026-03-02T09:01:00Z";
    CHECK(check(project, ferry, dated).has_value());
    Span topics = worlds::span("s-1", "CLAIM", {{0, 4}});
    set(topics, "topics", std::vector<std::string>{"route", "cost"});
    set(topics, "checked", true);
    CHECK(check(project, ferry, topics).has_value());
}

TEST_CASE("rules: the ranges of a span")
{
    const Project project = worlds::ferry_project();
    const Document& document = project.documents()[1];  // "Zoë …": ë is at bytes 2 to 4
    const uint32_t size = document.text->size();
    const std::vector<Fault<Span>> faults = {
        {[](Span& s) { s.at = {}; }, "has no range", "/at"},
        {[](Span& s) {
             s.at = {{2, 2}};
         },
         "is empty", "/at/0"},
        {[](Span& s) {
             s.at = {{4, 2}};
         },
         "ends before it begins", "/at/0"},
        {[=](Span& s) {
             s.at = {{0, 1}, {5, size + 1}};
         },
         "beyond the text", "/at/1"},
        {[](Span& s) {
             s.at = {{0, 4}, {2, 5}};
         },
         "overlaps", "/at/1"},
        {[](Span& s) {
             s.at = {{4, 5}, {0, 1}};
         },
         "stands before", "/at/1"},
        {[](Span& s) {
             s.at = {{0, 3}};
         },
         "cuts a character", "/at/0"},
        {[](Span& s) {
             s.at = {{0, 1}, {3, 5}};
         },
         "cuts a character", "/at/1"},
    };
    check_faults(worlds::span("s-20", "PERSON", {{0, 4}}), faults,
                 [&](const Span& span) { return check(project, document, span); });
}

TEST_CASE("rules: label, attributes and references of a span")
{
    const Project project = worlds::ferry_project();
    const double nan = std::nan("");
    const std::vector<Fault<Span>> faults = {
        {[](Span& s) { s.id = SpanId(); }, "id is empty", "/id"},
        {[](Span& s) { s.label = LabelId("PERSN"); }, "no label \"PERSN\"", "/label"},
        {[](Span& s) { set(s, "mentoin", "name"); }, "no attribute \"mentoin\"", "/attributes/mentoin"},
        {[](Span& s) { set(s, "a/b~c", "name"); }, "no attribute", "/attributes/a~1b~0c"},
        {[](Span& s) { set(s, "certainty", "certain"); }, "label \"PERSON\" has no attribute \"certainty\"",
         "/attributes/certainty"},
        {[](Span& s) { set(s, "mention", "named"); }, "\"named\" isn't one of the values", "/attributes/mention"},
        {[](Span& s) { set(s, "mention", true); }, "must be one of its values", "/attributes/mention"},
        {[](Span& s) { set(s, "seats", "12"); }, "must be a number", "/attributes/seats"},
        {[=](Span& s) { set(s, "seats", nan); }, "must be a number", "/attributes/seats"},
        {[](Span& s) { set(s, "remark", 1.0); }, "must be text", "/attributes/remark"},
        {[](Span& s) { set(s, "born", "1969-13"); }, "isn't a date", "/attributes/born"},
        {[](Span& s) { set(s, "born", 1969.0); }, "must be a date", "/attributes/born"},
        {[](Span& s) { s.entity = EntityId("e-9"); }, "no entity \"e-9\"", "/entity"},
        {[](Span& s) { s.claim = worlds::claim_link("c-9"); }, "no claim \"c-9\"", "/claim/id"},
        {[](Span& s) { s.claim = worlds::claim_link("c-1", "equal"); }, "no claim relation \"equal\"",
         "/claim/relation"},
        {[](Span& s) { s.origin.emplace().score = kInfinity; }, "score", "/origin/score"},
        {[](Span& s) { s.created = "yesterday"; }, "isn't a time", "/created"},
    };
    check_faults(worlds::span("s-20", "PERSON", {{0, 4}}), faults,
                 [&](const Span& span) { return check(project, project.documents()[0], span); });

    const std::vector<Fault<Span>> claim_faults = {
        {[](Span& s) { set(s, "topics", "cost"); }, "must be a list", "/attributes/topics"},
        {[](Span& s) {
             set(s, "topics", std::vector<std::string>{"cost", "taste"});
         },
         "\"taste\"", "/attributes/topics/1"},
        {[](Span& s) {
             set(s, "topics", std::vector<std::string>{"cost", "cost"});
         },
         "twice", "/attributes/topics/1"},
        {[](Span& s) { set(s, "checked", "yes"); }, "true or false", "/attributes/checked"},
    };
    check_faults(worlds::span("s-20", "CLAIM", {{0, 4}}), claim_faults,
                 [&](const Span& span) { return check(project, project.documents()[0], span); });
}

TEST_CASE("rules: relations")
{
    const Project project = worlds::ferry_project();
    const AnnotationSet& t1 = *project.find(SetId("t-1"));
    const std::vector<Fault<Relation>> faults = {
        {[](Relation& r) { r.id = RelationId(); }, "id is empty", "/id"},
        {[](Relation& r) { r.type = RelationTypeId("owns"); }, "no relation \"owns\"", "/type"},
        {[](Relation& r) { r.from = SpanId("s-9"); }, "no span \"s-9\"", "/from"},  // it is in another set
        {[](Relation& r) { r.to = SpanId("s-99"); }, "no span \"s-99\"", "/to"},
        {[](Relation& r) { r.from = SpanId("s-2"); }, "can't begin at a \"CLAIM\"", "/from"},
        {[](Relation& r) { r.to = SpanId("s-5"); }, "can't lead to a \"SOURCE\"", "/to"},
        {[](Relation& r) { r.attributes.set(AttributeId("form"), "direct"); },
         "\"member_of\" has no attribute \"form\"", "/attributes/form"},
    };
    check_faults(worlds::relation("r-2", "member_of", "s-1", "s-3"), faults,
                 [&](const Relation& relation) { return check(project, t1, relation); });
    CHECK(check(project, t1, worlds::relation("r-2", "near", "s-2", "s-4")).has_value());  // no labels listed: any
}

TEST_CASE("rules: attributions")
{
    const Project project = worlds::ferry_project();
    const AnnotationSet& t1 = *project.find(SetId("t-1"));
    const std::vector<Fault<Attribution>> faults = {
        {[](Attribution& a) { a.id = AttributionId(); }, "id is empty", "/id"},
        {[](Attribution& a) {
             a.sources = worlds::span_ids({"s-5", "s-9"});
         },
         "no span \"s-9\"", "/sources/1"},
        {[](Attribution& a) { a.cues = worlds::span_ids({"s-99"}); }, "no span \"s-99\"", "/cues/0"},
        {[](Attribution& a) {
             a.contents = worlds::span_ids({"s-2", "s-8", "s-2"});
         },
         "\"s-2\" is named twice", "/contents/2"},
        {[](Attribution& a) { a.addressees = worlds::span_ids({""}); }, "no span", "/addressees/0"},
        {[](Attribution& a) {
             a.addressees = a.sources;
             a.sources = a.cues = a.contents = {};
         },
         "neither source nor cue nor content", ""},
        {[](Attribution& a) { a.parent = AttributionId("a-9"); }, "no attribution \"a-9\"", "/parent"},
        {[](Attribution& a) { a.parent = a.id; }, "its own parent", "/parent"},
        {[](Attribution& a) { a.attributes.set(AttributeId("form"), "sung"); }, "\"sung\"", "/attributes/form"},
        {[](Attribution& a) { a.attributes.set(AttributeId("genre"), "report"); },
         "attribution has no attribute \"genre\"", "/attributes/genre"},
    };
    check_faults(worlds::attribution("a-3", {"s-5"}, {"s-4"}, {"s-2"}, "a-2"), faults,
                 [&](const Attribution& attribution) { return check(project, t1, attribution); });

    Attribution outer = t1.attributions.at(AttributionId("a-1"));
    outer.parent = AttributionId("a-2");
    const Status cycle = check(project, t1, outer);
    REQUIRE_FALSE(cycle.has_value());
    CHECK(cycle.error().field == "/parent");
}

TEST_CASE("rules: parents that form a cycle without the attribution in question end the search")
{
    Project project = worlds::ferry_project();
    ProjectWriter writer(project);
    AnnotationSet& t1 = *writer.find(SetId("t-1"));
    writer.put(t1, worlds::attribution("a-1", {"s-6"}, {}, {}, "a-2"));  // unasked, as a reader does
    CHECK_FALSE(check(project, t1, worlds::attribution("a-3", {"s-5"}, {}, {}, "a-1")).has_value());
}

TEST_CASE("rules: sets, claims, documents, entities and annotators")
{
    const Project project = worlds::ferry_project();
    const std::vector<Fault<SetInfo>> set_faults = {
        {[](SetInfo& t) { t.id = SetId(); }, "id is empty", "/id"},
        {[](SetInfo& t) { t.document = DocumentId("d-9"); }, "no document \"d-9\"", "/document"},
        {[](SetInfo& t) { t.by = AnnotatorId("nobody"); }, "no annotator \"nobody\"", "/by"},
        {[](SetInfo& t) { t.role = static_cast<SetRole>(7); }, "role", "/role"},
        {[](SetInfo& t) { t.seconds = -1; }, "seconds", "/seconds"},
        {[](SetInfo& t) { t.attributes.set(AttributeId("genre"), "poem"); }, "\"poem\"", "/attributes/genre"},
        {[](SetInfo& t) { t.attributes.set(AttributeId("form"), "direct"); }, "document has no attribute \"form\"",
         "/attributes/form"},
    };
    check_faults(worlds::set_info("t-9", "d-1", "mira"), set_faults,
                 [&](const SetInfo& info) { return check(project, info); });

    Claim sound = project.claims().at(ClaimId("c-1"));
    const std::vector<Fault<Claim>> claim_faults = {
        {[](Claim& c) { c.id = ClaimId(); }, "id is empty", "/id"},
        {[](Claim& c) { c.links[0].to = ClaimId("c-9"); }, "no claim \"c-9\"", "/links/0/to"},
        {[](Claim& c) { c.links[0].to = c.id; }, "linked to itself", "/links/0/to"},
        {[](Claim& c) { c.links[0].type = "doubts"; }, "no claim relation \"doubts\"", "/links/0/type"},
    };
    check_faults(sound, claim_faults, [&](const Claim& claim) { return check(project, claim); });

    Document tokenised = project.documents()[1];
    tokenised.segments.emplace().tokens = {{0, 4}, {4, 5}};
    const std::vector<Fault<Document>> document_faults = {
        {[](Document& d) { d.id = DocumentId(); }, "id is empty", "/id"},
        {[](Document& d) { d.text = nullptr; }, "no text", "/text"},
        {[](Document& d) { d.segments->tokens[1].begin = 3; }, "overlaps", "/segments/tokens/1"},
        {[](Document& d) {
             d.segments->sentences = {{0, 3}};
         },
         "cuts a character", "/segments/sentences/0"},
    };
    check_faults(tokenised, document_faults, [&](const Document& document) { return check(project, document); });

    CHECK(check(project, Entity{}).error().field == "/id");
    CHECK(check(Annotator{}).error().field == "/id");
}

TEST_CASE("rules: the schema")
{
    const std::vector<Fault<Schema>> faults = {
        {[](Schema& s) { s.labels[1].id = LabelId(); }, "id is empty", "/labels/1/id"},
        {[](Schema& s) { s.labels[1].id = LabelId("PERSON"); }, "another label \"PERSON\"", "/labels/1/id"},
        {[](Schema& s) { s.labels[2].color = "#12345"; }, "isn't a colour", "/labels/2/color"},
        {[](Schema& s) { s.labels[2].color = "#12345g"; }, "isn't a colour", "/labels/2/color"},
        {[](Schema& s) { s.labels[1].key = "p"; }, "belongs to the label \"PERSON\"", "/labels/1/key"},
        {[](Schema& s) { s.labels[1].key = "po"; }, "isn't one character", "/labels/1/key"},
        {[](Schema& s) { s.labels[1].key = "\xFF"; }, "isn't one character", "/labels/1/key"},
        {[](Schema& s) { s.labels[0].attributes[1] = AttributeId("age"); }, "no attribute \"age\"",
         "/labels/0/attributes/1"},
        {[](Schema& s) { s.labels[0].attributes[1] = AttributeId("mention"); }, "twice", "/labels/0/attributes/1"},
        {[](Schema& s) { s.attributes[1].id = AttributeId("mention"); }, "another attribute", "/attributes/1/id"},
        {[](Schema& s) { s.attributes[0].values[1] = "name"; }, "twice", "/attributes/0/values/1"},
        {[](Schema& s) { s.attributes[0].default_value = "alias"; }, "\"alias\"", "/attributes/0/default"},
        {[](Schema& s) { s.attributes[6].default_value = "many"; }, "must be a number", "/attributes/6/default"},
        {[](Schema& s) { s.relations[1].id = s.relations[0].id; }, "another relation", "/relations/1/id"},
        {[](Schema& s) { s.relations[0].from = {LabelId("GPE")}; }, "no label \"GPE\"", "/relations/0/from/0"},
        {[](Schema& s) {
             s.relations[0].to = {LabelId("ORG"), LabelId("GPE")};
         },
         "no label", "/relations/0/to/1"},
        {[](Schema& s) { s.relations[0].attributes = {AttributeId("age")}; }, "no attribute",
         "/relations/0/attributes/0"},
        {[](Schema& s) { s.attribution_attributes = {AttributeId("act")}; }, "no attribute \"act\"",
         "/attribution_attributes/0"},
        {[](Schema& s) { s.document_attributes = {AttributeId("act")}; }, "no attribute", "/document_attributes/0"},
        {[](Schema& s) {
             s.claim_relations = {"same", ""};
         },
         "empty", "/claim_relations/1"},
        {[](Schema& s) {
             s.claim_relations = {"same", "same"};
         },
         "twice", "/claim_relations/1"},
    };
    check_faults(worlds::news_schema(), faults, [](const Schema& schema) { return check(schema); });

    Schema schema = worlds::news_schema();
    schema.labels[0].key = "e\xCC\x81";  // one character for a person
    CHECK(check(schema).has_value());
    CHECK(check(Schema{}).has_value());
}

TEST_CASE("rules: a schema is refused while a record needs what it leaves out")
{
    const Project project = worlds::ferry_project();
    struct Case {
        std::function<void(Schema&)> change;
        const char* words;
    };
    const std::vector<Case> cases = {
        {[](Schema& s) { s.labels.erase(s.labels.begin() + 1); }, "span \"s-3\""},
        {[](Schema& s) { s.labels[0].attributes.clear(); }, "span \"s-1\""},
        {[](Schema& s) { s.attributes[0].values = {"nominal"}; }, "\"name\""},
        {[](Schema& s) { s.claim_relations = {"same"}; }, "claim \"c-1\""},
        {[](Schema& s) { s.claim_relations = {"contradicts"}; }, "span \"s-2\""},
        {[](Schema& s) { s.relations.clear(); }, "relation \"r-1\""},
        {[](Schema& s) { s.relations[0].to = {LabelId("PERSON")}; }, "relation \"r-1\""},
    };
    CHECK(check(project, project.schema()).has_value());
    for (const Case& one : cases) {
        CAPTURE(one.words);
        Schema schema = project.schema();
        one.change(schema);
        const Status status = check(project, schema);
        REQUIRE_FALSE(status.has_value());
        CAPTURE(status.error().message);
        CHECK(status.error().code == ErrorCode::InUse);
        CHECK(status.error().message.find(one.words) != std::string::npos);
    }
}

TEST_CASE("dates: begins of ISO 8601 dates, and nothing else")
{
    for (const char* date : {"2026", "2026-02", "2026-02-28", "2024-02-29", "2000-02-29", "2026-03-02T09:01",
                             "2026-03-02T09:01Z", "2026-03-02T09:01:30.25+05:30"}) {
        CAPTURE(date);
        CHECK(is_date(date));
    }
    for (const char* other :
         {"", "26", "2026-", "2026-2", "2026-00", "2026-13", "2026-02-29", "1900-02-29", "2026-04-31", "2026-03-02T",
          "2026-03-02T24:00", "2026-03-02 09:01", "2026-03-02T09:01:", "March", "2026x"}) {
        CAPTURE(other);
        CHECK_FALSE(is_date(other));
    }
    for (const char* time : {"2026-03-02T09:01:00Z", "2026-03-02t09:01:00.123-08:00", "2016-12-31T23:59:60Z"}) {
        CAPTURE(time);
        CHECK(is_timestamp(time));
    }
    for (const char* other :
         {"2026-03-02", "2026-03-02T09:01:00", "2026-03-02T09:01Z", "2026-03-02T09:01:00Zx", "2026-03-02T09:01:00.Z"}) {
        CAPTURE(other);
        CHECK_FALSE(is_timestamp(other));
    }
}
