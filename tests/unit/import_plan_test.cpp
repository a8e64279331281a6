#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "core/edit/import_plan.h"
#include "core/model/rules.h"
#include "tests/unit/plain_rules.h"
#include "tests/unit/random_project.h"

using namespace glossator;
using worlds::Chance;

namespace {

using Kind = ImportTarget::Kind;

struct Imported {
    History history;
    ImportPlan plan;
    std::vector<std::string> ids;

    const Project& project() const { return history.project(); }
};

// Plans and takes it, as one step that undo takes back whole.
Imported import(Project ours, const Project& incoming, const ImportMapping& mapping)
{
    const Project before = worlds::copy_of(ours);
    Imported out{History(std::move(ours)), {}, {}};
    Result<ImportPlan> plan = plan_import(out.project(), incoming, mapping);
    REQUIRE_MESSAGE(plan.has_value(), (plan ? "" : plan.error().message));
    out.plan = std::move(*plan);
    IdMaker ids(out.project());
    Result<Composed> composed = compose_import({out.project(), ids, {}, {}}, worlds::copy_of(incoming), mapping);
    REQUIRE_MESSAGE(composed.has_value(), (composed ? "" : composed.error().message));
    out.ids = composed->ids;
    const Status done = out.history.run(std::move(composed->step));
    REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message));
    CHECK(plain::broken_rule(out.project()) == "");
    CHECK(out.project().schema() == out.plan.schema);
    const Project after = worlds::copy_of(out.project());
    if (out.history.undo_title() != nullptr) {
        REQUIRE(out.history.undo().has_value());
        CHECK(worlds::difference(out.project(), before) == "");
        REQUIRE(out.history.redo().has_value());
        CHECK(worlds::difference(out.project(), after) == "");
    }
    return out;
}

const ImportItem* item(const ImportPlan& plan, const ImportName& name)
{
    const auto found =
        std::find_if(plan.items.begin(), plan.items.end(), [&](const ImportItem& each) { return each.name == name; });
    return found == plan.items.end() ? nullptr : &*found;
}

// "Ilse Okonjo of the Harbour Board spoke." with PER (kind: NAM), org-name, THING, and a relation "works at".
Project foreign()
{
    Project project;
    ProjectWriter writer(project);
    ProjectInfo info;
    info.id = ProjectId("p-1");
    writer.set_info(info);
    Schema schema;
    schema.attributes = {worlds::choice("kind", {"NAM", "NOM"}), worlds::choice("Mention", {"Name", "other"})};
    schema.labels = {worlds::label("PER", "entity", "", "p", {"kind", "Mention"}),
                     worlds::label("ORG", "entity", "", "x"), worlds::label("THING", "entity", "", "")};
    RelationType works;
    works.id = RelationTypeId("works_at");
    works.from = {LabelId("PER")};
    works.to = {LabelId("ORG")};
    schema.relations = {works};
    schema.claim_relations = {"Same"};
    writer.set_schema(schema);
    writer.put(worlds::annotator("zoe", "Zoë"));
    writer.put(worlds::document("d-1", "Ilse Okonjo of the Harbour Board spoke."));
    const Document& document = project.documents().front();
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "zoe"));
    Span person = worlds::span(document, "s-1", "PER", {"Ilse Okonjo"});
    person.attributes.set(AttributeId("kind"), "NAM");
    person.attributes.set(AttributeId("Mention"), "Name");
    writer.put(set, person);
    writer.put(set, worlds::span(document, "s-2", "ORG", {"Harbour Board"}));
    writer.put(set, worlds::span(document, "s-3", "THING", {"spoke"}));
    writer.put(set, worlds::relation("r-1", "works_at", "s-1", "s-2"));
    writer.put(set, worlds::attribution("a-1", {"s-1"}, {"s-3"}, {}));
    return project;
}

}  // namespace

TEST_CASE("import plan: what is called alike is suggested, what isn't known is told with its uses")
{
    const Project ours = worlds::ferry_project(), incoming = foreign();
    const ImportMapping mapping = suggested_mapping(ours.schema(), incoming.schema());
    CHECK(mapping == ImportMapping{{{ImportKind::Label, "PER"}, {Kind::Other, "PERSON"}},
                                   {{ImportKind::Attribute, "Mention"}, {Kind::Other, "mention"}},
                                   {{ImportKind::Value, "Mention", "Name"}, {Kind::Other, "name"}},
                                   {{ImportKind::ClaimRelation, "Same"}, {Kind::Other, "same"}}});
    const Result<ImportPlan> plan = plan_import(ours, incoming, mapping);
    REQUIRE(plan.has_value());
    CHECK(plan->documents == 1);
    CHECK(plan->shared == 0);
    CHECK(plan->spans == 3);
    CHECK(plan->relations == 1);
    CHECK(plan->attributions == 1);
    CHECK(!plan->left_out.loses());
    REQUIRE(item(*plan, {ImportKind::Label, "PER"}));
    CHECK(!item(*plan, {ImportKind::Label, "PER"})->known);
    CHECK(item(*plan, {ImportKind::Label, "PER"})->uses == 1);
    CHECK(item(*plan, {ImportKind::Label, "ORG"})->known);
    CHECK(!item(*plan, {ImportKind::Label, "THING"})->known);
    CHECK(item(*plan, {ImportKind::Value, "Mention", "other"})->uses == 0);
    CHECK(item(*plan, {ImportKind::Value, "kind", "NAM"}) == nullptr);  // comes with its attribute
    CHECK(plan->schema.find(LabelId("PER")) == nullptr);
    CHECK(plan->schema.find(LabelId("THING")) != nullptr);
    CHECK(plan->schema.find(AttributeId("mention"))->values ==
          std::vector<std::string>{"name", "nominal", "pronoun", "other"});
}

TEST_CASE("import plan: labels, attributes and values become ours, and nothing is filled in")
{
    const Project incoming = foreign();
    ImportMapping mapping = suggested_mapping(worlds::news_schema(), incoming.schema());
    mapping[{ImportKind::Label, "ORG"}] = {Kind::Other, "PERSON"};
    const Imported imported = import(worlds::ferry_project(), incoming, mapping);
    const Schema& schema = imported.project().schema();
    REQUIRE(imported.ids == std::vector<std::string>{"d-3"});
    const auto sets = imported.project().sets_of(DocumentId("d-3"));
    REQUIRE(sets.size() == 1);
    REQUIRE(sets.front()->spans.size() == 3);
    const Span &person = sets.front()->spans.at(0), &board = sets.front()->spans.at(1);
    CHECK(person.label.text == "PERSON");
    CHECK(std::get<std::string>(*person.attributes.find(AttributeId("mention"))) == "name");
    CHECK(std::get<std::string>(*person.attributes.find(AttributeId("kind"))) == "NAM");
    CHECK(board.label.text == "PERSON");
    CHECK(board.attributes.empty());
    CHECK(schema.find(LabelId("PERSON"))->attributes.back().text == "kind");
    CHECK(schema.find(LabelId("ORG")) != nullptr);
    CHECK(schema.find(RelationTypeId("works_at"))->from == std::vector<LabelId>{LabelId("PERSON")});
    CHECK(schema.find(RelationTypeId("works_at"))->to == std::vector<LabelId>{LabelId("PERSON")});
    CHECK(sets.front()->relations.size() == 1);
    CHECK(sets.front()->attributions.size() == 1);
}

TEST_CASE("import plan: what is left out is counted, with what hangs on it")
{
    const ImportMapping mapping = {{{ImportKind::Label, "PER"}, {Kind::Nothing}},
                                   {{ImportKind::Label, "THING"}, {Kind::Nothing}}};
    const Imported imported = import(worlds::ferry_project(), foreign(), mapping);
    CHECK(imported.plan.left_out.spans == 2);
    CHECK(imported.plan.left_out.relations == 1);
    CHECK(imported.plan.left_out.attributions == 1);
    const auto sets = imported.project().sets_of(DocumentId(imported.ids.front()));
    REQUIRE(sets.front()->spans.size() == 1);
    CHECK(imported.project().schema().find(LabelId("THING")) == nullptr);
    CHECK(imported.project().schema().find(RelationTypeId("works_at")) == nullptr);  // nothing is left at its one end

    const ImportMapping values = {{{ImportKind::Value, "Mention", "Name"}, {Kind::Nothing}},
                                  {{ImportKind::Attribute, "kind"}, {Kind::Nothing}}};
    const Imported thinner = import(worlds::ferry_project(), foreign(), values);
    CHECK(thinner.plan.left_out.values ==
          std::map<AttributeId, size_t>{{AttributeId("Mention"), 1}, {AttributeId("kind"), 1}});
    CHECK(thinner.project().schema().find(AttributeId("Mention"))->values == std::vector<std::string>{"other"});
}

TEST_CASE("import plan: a label of another layer may become ours of that name")
{
    Project incoming = foreign();
    Schema schema = incoming.schema();
    schema.labels[1].layer = "claim";
    ProjectWriter(incoming).set_schema(schema);
    const Imported apart = import(worlds::ferry_project(), incoming, {});
    CHECK(apart.project().schema().find(LabelId("ORG-2")) != nullptr);
    const ImportMapping mapping = suggested_mapping(worlds::news_schema(), schema);
    REQUIRE(mapping.count({ImportKind::Label, "ORG"}) == 1);
    const Imported together = import(worlds::ferry_project(), incoming, mapping);
    CHECK(together.project().schema().find(LabelId("ORG-2")) == nullptr);
    CHECK(together.project().schema().find(LabelId("ORG"))->layer == "entity");
}

TEST_CASE("import plan: documents that are there can be skipped, with what only they mention")
{
    const Project ours = worlds::ferry_project();
    Project theirs = worlds::ferry_project();
    ProjectWriter writer(theirs);
    writer.put(worlds::document("d-9", "Another text, by Zoë."));
    writer.put(worlds::entity("e-3", "PERSON", "Zoë"));
    writer.put(worlds::claim("c-9", "Nobody mentions this."));
    AnnotationSet& set = writer.put(worlds::set_info("t-9", "d-9", "mira"));
    Span zoe = worlds::span(*theirs.find(DocumentId("d-9")), "s-20", "PERSON", {"Zoë"});
    zoe.entity = EntityId("e-3");
    writer.put(set, zoe);
    CHECK(plan_import(ours, theirs, {})->shared == 2);

    History history(std::move(theirs));
    IdMaker ids(history.project());
    Result<Composed> skipped = skip_shared({history.project(), ids, {}, {}}, ours);
    REQUIRE(skipped.has_value());
    CHECK(skipped->ids == std::vector<std::string>{"d-1", "d-2"});
    REQUIRE(history.run(std::move(skipped->step)).has_value());
    const Project& left = history.project();
    CHECK(left.documents().size() == 1);
    CHECK(left.find(EntityId("e-3")) != nullptr);
    CHECK(left.find(EntityId("e-1")) == nullptr);
    CHECK(left.find(ClaimId("c-1")) == nullptr);
    CHECK(left.find(ClaimId("c-2")) != nullptr);  // no span said it before either
    CHECK(left.find(ClaimId("c-9")) != nullptr);
    CHECK(plan_import(ours, left, {})->shared == 0);
}

TEST_CASE("import plan: a mapping to what isn't there is refused")
{
    const Project ours = worlds::ferry_project(), incoming = foreign();
    const auto refused = [&](const ImportName& name, const ImportTarget& target) {
        const Result<ImportPlan> plan = plan_import(ours, incoming, {{name, target}});
        return plan ? std::string() : plan.error().message;
    };
    CHECK(refused({ImportKind::Label, "NOBODY"}, {}) == "what comes has no label \"NOBODY\"");
    CHECK(refused({ImportKind::Label, "PER"}, {Kind::Other, "NOBODY"}) == "\"PER\" can't become \"NOBODY\"");
    CHECK(refused({ImportKind::Value, "kind", "NAM"}, {Kind::Other, "name"}) != "");  // its attribute isn't ours
    CHECK(refused({ImportKind::Value, "kind", "None"}, {}) != "");
    ImportMapping mapping;
    set_target(mapping, ours.schema(), incoming.schema(), {ImportKind::Attribute, "Mention"}, {Kind::Other, "mention"});
    CHECK(mapping.count({ImportKind::Value, "Mention", "Name"}) == 1);
    set_target(mapping, ours.schema(), incoming.schema(), {ImportKind::Attribute, "Mention"}, {Kind::Nothing});
    CHECK(mapping.size() == 1);
}

namespace {

// An incoming project by chance whose schema is called partly otherwise, and has a few things more.
Project random_incoming(Chance& chance, uint32_t seed)
{
    Project project = worlds::random_project(seed);
    History history(std::move(project));
    IdMaker ids(history.project());
    const auto run = [&](const Result<SchemaChange>& change) {
        REQUIRE(change.has_value());
        Result<Composed> composed = change_schema({history.project(), ids, {}, {}}, *change);
        if (composed) REQUIRE(history.run(std::move(composed->step)).has_value());
    };
    for (const auto& [was, is] :
         {std::pair{"PERSON", "PER"}, {"ORG", "Organization"}, {"CLAIM", "STATEMENT"}, {"SOURCE", "SPEAKER"}}) {
        if (chance.one_in(2)) continue;
        LabelDef def = *history.project().schema().find(LabelId(was));
        def.id = LabelId(is);
        run(put_label(history.project().schema(), LabelId(was), def));
    }
    for (const char* was : {"mention", "topics", "form", "genre", "seats"}) {
        if (chance.one_in(2)) continue;
        AttributeDef def = *history.project().schema().find(AttributeId(was));
        def.id = AttributeId("their-" + def.id.text);
        run(put_attribute(history.project().schema(), AttributeId(was), def));
    }
    if (chance.one_in(2)) run(rename_value(history.project().schema(), AttributeId("certainty"), "certain", "Sure"));
    if (chance.one_in(2)) run(rename_claim_relation(history.project().schema(), "narrower", "part of"));
    return history.take_project();
}

ImportMapping random_mapping(Chance& chance, const Schema& ours, const Schema& theirs)
{
    ImportMapping mapping = chance.one_in(2) ? suggested_mapping(ours, theirs) : ImportMapping();
    const auto choose = [&](const ImportName& name) {
        if (chance.one_in(3)) return;
        const std::vector<std::string> others = import_targets(ours, theirs, name, mapping);
        const uint32_t way = chance.below(4);
        ImportTarget target;
        if (way == 0) target.kind = Kind::Nothing;
        if (way > 1 && !others.empty())
            target = {Kind::Other, others[chance.below(static_cast<uint32_t>(others.size()))]};
        set_target(mapping, ours, theirs, name, target);
    };
    for (const LabelDef& def : theirs.labels) choose({ImportKind::Label, def.id.text});
    for (const AttributeDef& def : theirs.attributes) choose({ImportKind::Attribute, def.id.text});
    for (const AttributeDef& def : theirs.attributes)
        for (const std::string& value : def.values) choose({ImportKind::Value, def.id.text, value});
    for (const RelationType& def : theirs.relations) choose({ImportKind::RelationType, def.id.text});
    for (const std::string& name : theirs.claim_relations) choose({ImportKind::ClaimRelation, name});
    return mapping;
}

// What `name` becomes, plainly: nothing if it is left out.
std::optional<std::string> called(const ImportMapping& mapping, const ImportName& name)
{
    const auto found = mapping.find(name);
    const std::string& itself = name.kind == ImportKind::Value ? name.value : name.id;
    if (found == mapping.end() || found->second.kind == Kind::Itself) return itself;
    if (found->second.kind == Kind::Nothing) return std::nullopt;
    return found->second.other;
}

// What became of a span's values whose attribute keeps its type, or stays itself.
std::string wrong_value(const Schema& theirs, const Schema& then, const Span& was, const Span& is,
                        const ImportMapping& mapping)
{
    for (const auto& [id, value] : was.attributes) {
        const std::optional<std::string> to = called(mapping, {ImportKind::Attribute, id.text});
        if (!to) continue;
        const AttributeDef* def = then.find(AttributeId(*to));
        if (def == nullptr || def->type != theirs.find(id)->type || def->type == AttributeType::Choices) continue;
        size_t comers = 0;  // several attributes may become one
        for (const auto& [other, unused] : was.attributes)
            comers += called(mapping, {ImportKind::Attribute, other.text}) == to;
        if (comers > 1) continue;
        std::optional<AttributeValue> expected = value;
        if (const auto* text = std::get_if<std::string>(&value); text && def->type == AttributeType::Choice) {
            const std::optional<std::string> name = called(mapping, {ImportKind::Value, id.text, *text});
            expected = name ? std::optional<AttributeValue>(*name) : std::nullopt;
        }
        const AttributeValue* found = is.attributes.find(AttributeId(*to));
        if (found ? !expected || *found != *expected : expected.has_value()) return id.text + " of " + was.id.text;
    }
    return {};
}

struct Seen {
    size_t spans = 0, relations = 0, attributions = 0;  // that don't come
};

// Looks for every record of an incoming set in the set that it became, by the places of its spans.
std::string wrong_set(const Project& incoming, const AnnotationSet& theirs, const AnnotationSet& ours,
                      const Schema& then, const ImportMapping& mapping, Seen& seen)
{
    std::map<SpanId, bool> stays;
    size_t at = 0, expected_spans = 0;
    std::vector<const Span*> left;
    for (size_t i = 0; i < ours.spans.size(); ++i) left.push_back(&ours.spans.at(i));
    for (size_t i = 0; i < theirs.spans.size(); ++i, ++at) {
        const Span& was = theirs.spans.at(i);
        const std::optional<std::string> label = called(mapping, {ImportKind::Label, was.label.text});
        stays[was.id] = label.has_value();
        seen.spans += !label;
        expected_spans += label.has_value();
        if (!label) continue;
        bool found = false;
        std::string wrong;
        for (const Span*& is : left) {
            if (!is || is->label.text != *label || is->at != was.at || is->note != was.note || is->extra != was.extra)
                continue;
            wrong = wrong_value(incoming.schema(), then, was, *is, mapping);
            if (!wrong.empty()) continue;
            is = nullptr;
            found = true;
            break;
        }
        if (!found) return "span " + was.id.text + " " + wrong;
    }
    if (ours.spans.size() != expected_spans) return "number of spans";
    size_t relations = 0, attributions = 0;
    for (const auto& [id, relation] : theirs.relations)
        relations += stays.at(relation.from) && stays.at(relation.to) &&
                     called(mapping, {ImportKind::RelationType, relation.type.text}).has_value();
    for (const auto& [id, said] : theirs.attributions) {
        const auto any = [&](const std::vector<SpanId>& role) {
            return std::any_of(role.begin(), role.end(), [&](const SpanId& span) { return stays.at(span); });
        };
        attributions += any(said.sources) || any(said.cues) || any(said.contents);
    }
    seen.relations += theirs.relations.size() - relations;
    seen.attributions += theirs.attributions.size() - attributions;
    if (ours.relations.size() != relations) return "number of relations";
    return ours.attributions.size() == attributions ? "" : "number of attributions";
}

}  // namespace

TEST_CASE("import plan: mappings by chance bring what a plain look at the incoming project expects")
{
    size_t left_out = 0, spans = 0;
    for (uint32_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        Chance chance(seed);
        const Project incoming = random_incoming(chance, 1000 + seed);
        Project ours = chance.one_in(3) ? worlds::ferry_project() : worlds::random_project(seed);
        // Other documents and sets, so that each of theirs comes as one of its own.
        if (ours.sets().size() + incoming.sets().size() == 0) continue;
        const ImportMapping mapping = random_mapping(chance, ours.schema(), incoming.schema());
        const Project before = worlds::copy_of(ours);
        const Imported imported = import(std::move(ours), incoming, mapping);
        REQUIRE(imported.ids.size() == incoming.documents().size());
        Seen seen;
        std::map<SetId, size_t> taken;
        for (const auto& theirs : incoming.sets()) {
            size_t place = 0;
            while (incoming.documents()[place].id != theirs->info.document) ++place;
            std::string wrong = "no set";
            Seen added;
            for (const AnnotationSet* set : imported.project().sets_of(DocumentId(imported.ids[place]))) {
                if (before.find(set->info.id) || taken.count(set->info.id)) continue;
                added = {};
                wrong = wrong_set(incoming, *theirs, *set, imported.plan.schema, mapping, added);
                if (!wrong.empty()) continue;
                ++taken[set->info.id];
                break;
            }
            CHECK(wrong == "");
            seen.spans += added.spans;
            seen.relations += added.relations;
            seen.attributions += added.attributions;
            spans += theirs->spans.size();
        }
        CHECK(imported.plan.left_out.spans == seen.spans);
        CHECK(imported.plan.left_out.relations == seen.relations);
        CHECK(imported.plan.left_out.attributions == seen.attributions);
        left_out += seen.spans + seen.relations + seen.attributions;
    }
    CHECK(spans > 500);
    CHECK(left_out > 100);
}
