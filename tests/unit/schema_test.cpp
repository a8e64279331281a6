#include <doctest/doctest.h>

#include <set>

#include "core/edit/compose_schema.h"
#include "core/io/formats.h"
#include "core/io/native.h"
#include "core/model/rules.h"
#include "glossator_assets.h"
#include "tests/unit/plain_rules.h"
#include "tests/unit/random_project.h"

using namespace glossator;
using worlds::Chance;

namespace {

struct Desk {
    explicit Desk(Project project = worlds::ferry_project()) : history(std::move(project)), ids(history.project()) {}

    Context context() { return {history.project(), ids, SetId("t-1"), ""}; }
    const Project& project() const { return history.project(); }
    const Schema& schema() const { return project().schema(); }
    const AnnotationSet& set() const { return *project().find(SetId("t-1")); }
    const Span& span(std::string_view id) const { return *set().spans.find(SpanId(id)); }

    // Runs it although something is lost, and back and forth.
    SchemaEffects run(Result<SchemaChange> change)
    {
        REQUIRE(change.has_value());
        const SchemaEffects effects = effects_of(context(), *change);
        change->may_lose = false;
        CHECK(change_schema(context(), *change).has_value() == !effects.loses());
        change->may_lose = true;
        const Result<Composed> composed = change_schema(context(), *change);
        REQUIRE(composed.has_value());
        if (composed->step.edits.empty()) return effects;
        const Project before = worlds::copy_of(project());
        const Status done = history.run(composed->step);
        REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().message));
        CHECK(plain::broken_rule(project()) == "");
        const Project after = worlds::copy_of(project());
        REQUIRE(history.undo().has_value());
        CHECK(worlds::difference(project(), before) == "");
        REQUIRE(history.redo().has_value());
        CHECK(worlds::difference(project(), after) == "");
        return effects;
    }

    History history;
    IdMaker ids;
};

LabelDef label_called(const Schema& schema, const char* was, const char* id)
{
    LabelDef def = *schema.find(LabelId(was));
    def.id = LabelId(id);
    return def;
}

}  // namespace

TEST_CASE("schema: a label that is called otherwise takes its spans, entities and relation types along")
{
    Desk desk;
    const SchemaEffects effects =
        desk.run(put_label(desk.schema(), LabelId("PERSON"), label_called(desk.schema(), "PERSON", "HUMAN")));
    CHECK(effects.relabelled == 2);
    CHECK_FALSE(effects.loses());
    CHECK(desk.span("s-1").label == LabelId("HUMAN"));
    CHECK(desk.span("s-1").attributes.find(AttributeId("mention")));
    CHECK(desk.project().find(EntityId("e-1"))->type == "HUMAN");
    CHECK(desk.schema().relations[0].from == std::vector{LabelId("HUMAN")});
    CHECK(desk.set().relations.size() == 1);
    CHECK_FALSE(put_label(desk.schema(), LabelId("HUMAN"), label_called(desk.schema(), "HUMAN", "ORG")));
    CHECK_FALSE(put_label(desk.schema(), LabelId("PERSON"), label_called(desk.schema(), "HUMAN", "NEW")));
    CHECK_FALSE(put_label(desk.schema(), {}, label_called(desk.schema(), "HUMAN", "ORG")));
}

TEST_CASE("schema: a label in use goes with its spans and what hangs on them, and says so before")
{
    Desk desk;
    const Result<SchemaChange> change = remove_label(desk.schema(), LabelId("CLAIM"), {});
    REQUIRE(change.has_value());
    const SchemaEffects effects = effects_of(desk.context(), *change);
    CHECK(effects.spans == 2);
    CHECK(effects.thinned == 2);
    CHECK(effects.attributions == 0);
    CHECK(told(effects) == "2 spans, 2 parts of attributions");
    const Result<Composed> refused = change_schema(desk.context(), *change);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == ErrorCode::InUse);
    CHECK(refused.error().message == "this would take away 2 spans, 2 parts of attributions");
    desk.run(change);
    CHECK_FALSE(desk.set().spans.find(SpanId("s-2")));
    CHECK(desk.set().attributions.size() == 2);
    desk.run(remove_label(desk.schema(), LabelId("SOURCE"), {}));
    CHECK(desk.set().attributions.size() == 2);  // the cues are left
    CHECK(desk.run(remove_label(desk.schema(), LabelId("CUE"), {})).attributions == 2);
    CHECK(desk.set().attributions.empty());
}

TEST_CASE("schema: with a label goes the relation type that linked nothing else, and entities lose their type")
{
    Desk desk;
    const SchemaEffects effects = desk.run(remove_label(desk.schema(), LabelId("ORG"), {}));
    CHECK(effects.spans == 1);
    CHECK(effects.relations == 1);
    CHECK(effects.entities == 1);
    CHECK_FALSE(desk.schema().find(RelationTypeId("member_of")));
    CHECK(desk.schema().find(RelationTypeId("near")));
    CHECK(desk.project().find(EntityId("e-2"))->type.empty());
}

TEST_CASE("schema: labels are merged; attributes that the other one lacks are lost, and named")
{
    Desk desk;
    const SchemaEffects effects = desk.run(remove_label(desk.schema(), LabelId("PERSON"), LabelId("CLAIM")));
    CHECK(effects.relabelled == 2);
    CHECK(effects.values == std::map<AttributeId, size_t>{{AttributeId("mention"), 1}});
    CHECK(told(effects) == "1 value of “mention”");
    CHECK(desk.schema().find(RelationTypeId("member_of"))->from == std::vector{LabelId("CLAIM")});
    CHECK(desk.set().relations.size() == 1);
    CHECK(desk.span("s-1").label == LabelId("CLAIM"));
    CHECK(desk.span("s-1").attributes.empty());
    Desk other;
    CHECK_FALSE(other.run(remove_label(other.schema(), LabelId("ORG"), LabelId("PERSON"))).loses());
    CHECK(*other.span("s-3").attributes.find(AttributeId("mention")) == AttributeValue("name"));  // the default
    CHECK_FALSE(remove_label(other.schema(), LabelId("PERSON"), LabelId("PERSON")));
    CHECK_FALSE(remove_label(other.schema(), LabelId("PERSON"), LabelId("ORG")));
}

TEST_CASE("schema: values are renamed, merged and deleted with the spans that have them")
{
    Desk desk;
    const AttributeId mention("mention");
    desk.run(rename_value(desk.schema(), mention, "name", "proper name"));
    CHECK(*desk.span("s-1").attributes.find(mention) == AttributeValue("proper name"));
    CHECK(*desk.schema().find(mention)->default_value == AttributeValue("proper name"));
    CHECK_FALSE(desk.run(rename_value(desk.schema(), mention, "proper name", "nominal")).loses());
    CHECK(*desk.span("s-1").attributes.find(mention) == AttributeValue("nominal"));
    CHECK(desk.schema().find(mention)->values == std::vector<std::string>{"nominal", "pronoun"});
    CHECK(desk.run(rename_value(desk.schema(), mention, "nominal", "")).values.at(mention) == 1);
    CHECK_FALSE(desk.span("s-1").attributes.find(mention));
    CHECK_FALSE(desk.schema().find(mention)->default_value);
    CHECK_FALSE(rename_value(desk.schema(), mention, "name", "x"));
}

TEST_CASE("schema: an attribute of another type keeps the values that it can hold")
{
    Desk desk;
    AttributeDef several = *desk.schema().find(AttributeId("mention"));
    several.type = AttributeType::Choices;
    several.default_value.reset();
    CHECK_FALSE(desk.run(put_attribute(desk.schema(), several.id, several)).loses());
    CHECK(*desk.span("s-1").attributes.find(several.id) == AttributeValue(std::vector<std::string>{"name"}));
    AttributeDef number = several;
    number.type = AttributeType::Number;
    number.values.clear();
    CHECK(desk.run(put_attribute(desk.schema(), number.id, number)).values.at(number.id) == 1);
    CHECK_FALSE(desk.span("s-1").attributes.find(number.id));
}

TEST_CASE("schema: claim relations are renamed and deleted with the links that have them")
{
    Desk desk;
    CHECK_FALSE(desk.run(rename_claim_relation(desk.schema(), "contradicts", "denies")).loses());
    CHECK(desk.project().find(ClaimId("c-1"))->links[0].type == "denies");
    CHECK(desk.run(rename_claim_relation(desk.schema(), "denies", "")).claim_links == 1);
    CHECK(desk.project().find(ClaimId("c-1"))->links.empty());
    CHECK(desk.run(rename_claim_relation(desk.schema(), "same", "")).claim_links == 1);
    CHECK(desk.span("s-2").claim->relation.empty());
    CHECK(desk.span("s-2").claim->id == ClaimId("c-1"));
    CHECK_FALSE(rename_claim_relation(desk.schema(), "same", "x"));
}

TEST_CASE("schema: definitions are moved to any place among their kind")
{
    Desk desk;
    const auto order = [&] {
        std::string text;
        for (const LabelDef& label : desk.schema().labels) text += label.id.text + " ";
        return text;
    };
    desk.run(move_label(desk.schema(), LabelId("PERSON"), 2));
    CHECK(order() == "ORG CLAIM PERSON SOURCE CUE ");
    desk.run(move_label(desk.schema(), LabelId("PERSON"), 99));
    CHECK(order() == "ORG CLAIM SOURCE CUE PERSON ");
    desk.run(move_label(desk.schema(), LabelId("PERSON"), 0));
    CHECK(order() == "PERSON ORG CLAIM SOURCE CUE ");
    CHECK_FALSE(move_attribute(desk.schema(), AttributeId("none"), 0));
    CHECK_FALSE(move_relation_type(desk.schema(), RelationTypeId("none"), 0));
}

TEST_CASE("schema: two labels with one key are refused, and so is a colour that is none")
{
    Desk desk;
    LabelDef label = *desk.schema().find(LabelId("ORG"));
    label.key = "p";
    const auto change = put_label(desk.schema(), label.id, label);
    REQUIRE(change.has_value());
    const auto refused = change_schema(desk.context(), *change);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message == "the key \"p\" belongs to the label \"PERSON\" already");
    label.key = "z";
    label.color = "red";
    CHECK_FALSE(change_schema(desk.context(), *put_label(desk.schema(), label.id, label)));
}

namespace {

// Changes of every kind by chance.
class RandomChanges {
public:
    explicit RandomChanges(uint32_t seed) : chance_(seed) {}

    Result<SchemaChange> next(const Schema& schema)
    {
        switch (chance_.below(10)) {
        case 0: return remove_label(schema, label(schema), chance_.one_in(2) ? label(schema) : LabelId());
        case 1:
            return remove_attribute(schema, attribute(schema), chance_.one_in(2) ? attribute(schema) : AttributeId());
        case 2:
            return remove_relation_type(schema, relation(schema),
                                        chance_.one_in(2) ? relation(schema) : RelationTypeId());
        case 3: return changed_label(schema);
        case 4: return changed_attribute(schema);
        case 5: return changed_relation(schema);
        case 6: return changed_value(schema);
        case 7:
            return rename_claim_relation(schema, pick(schema.claim_relations),
                                         chance_.one_in(3) ? "" : "kind " + number());
        case 8: {
            Schema next = schema;
            (chance_.one_in(2) ? next.attribution_attributes : next.document_attributes) = {attribute(schema)};
            return replace_schema(next);
        }
        default: return move_label(schema, label(schema), chance_.below(6));
        }
    }

private:
    template <class T>
    T pick(const std::vector<T>& from)
    {
        return from.empty() ? T() : from[chance_.below(static_cast<uint32_t>(from.size()))];
    }
    std::string number() { return std::to_string(chance_.below(6)); }
    LabelId label(const Schema& schema) { return pick(schema.labels).id; }
    AttributeId attribute(const Schema& schema) { return pick(schema.attributes).id; }
    RelationTypeId relation(const Schema& schema) { return pick(schema.relations).id; }

    Result<SchemaChange> changed_label(const Schema& schema)
    {
        LabelDef def =
            chance_.one_in(3) || schema.labels.empty() ? worlds::label("", "entity", "New", "") : pick(schema.labels);
        const LabelId was = def.id;
        if (was.empty() || chance_.one_in(2)) def.id = LabelId("L" + number());
        if (chance_.one_in(2)) def.attributes = {attribute(schema)};
        if (def.attributes == std::vector{AttributeId()}) def.attributes.clear();
        return put_label(schema, was, def);
    }

    Result<SchemaChange> changed_attribute(const Schema& schema)
    {
        AttributeDef def = pick(schema.attributes);
        const AttributeId was = def.id;
        if (was.empty() || chance_.one_in(2)) def.id = AttributeId("A" + number());
        def.type = static_cast<AttributeType>(chance_.below(6));
        if (chance_.one_in(2)) def.values = {"name", "cost", "2026"};
        def.default_value.reset();
        return put_attribute(schema, was, def);
    }

    Result<SchemaChange> changed_relation(const Schema& schema)
    {
        RelationType def = pick(schema.relations);
        const RelationTypeId was = def.id;
        if (was.empty() || chance_.one_in(2)) def.id = RelationTypeId("R" + number());
        if (chance_.one_in(2)) def.from = {label(schema)};
        if (chance_.one_in(2)) def.to.clear();
        if (def.from == std::vector{LabelId()}) def.from.clear();
        return put_relation_type(schema, was, def);
    }

    Result<SchemaChange> changed_value(const Schema& schema)
    {
        const AttributeDef def = pick(schema.attributes);
        return rename_value(schema, def.id, pick(def.values),
                            chance_.one_in(3)   ? ""
                            : chance_.one_in(2) ? pick(def.values)
                                                : "v" + number());
    }

    Chance chance_;
};

template <class Id>
Id called(const std::map<Id, Id>& names, const Id& id)
{
    return names.count(id) ? names.at(id) : id;
}

// What became of the spans, told plainly from both projects; "" if all is as `change` says.
std::string wrong_span(const Project& before, const Project& after, const SchemaChange& change, size_t& gone)
{
    for (const auto& set : before.sets())
        for (size_t i = 0; i < set->spans.size(); ++i) {
            const Span& was = set->spans.at(i);
            const Span* is = after.find(set->info.id)->spans.find(was.id);
            const LabelId label = called(change.labels, was.label);
            gone += is == nullptr;
            if ((is != nullptr) != (change.next.find(label) != nullptr)) return "presence of " + was.id.text;
            if (!is) continue;
            if (is->label != label || is->at != was.at || is->entity != was.entity || is->note != was.note ||
                is->extra != was.extra)
                return "span " + was.id.text;
            for (const auto& [id, value] : was.attributes) {
                const AttributeId to = called(change.attributes, id);
                const AttributeDef* now = before.schema().find(id);
                const AttributeDef* then = change.next.find(to);
                const auto& allowed = change.next.find(label)->attributes;
                const bool stays = then && std::find(allowed.begin(), allowed.end(), to) != allowed.end();
                if (!stays && is->attributes.find(id) && id == to) return "a value stays at " + was.id.text;
                if (!stays || then->type != now->type || change.values.count(id) || to != id) continue;
                const AttributeValue* left = is->attributes.find(to);
                if (is_value_of(*then, value) ? !left || *left != value : left && *left == value)
                    return "value " + id.text + " of " + was.id.text;
            }
        }
    return {};
}

size_t relations_of(const Project& project)
{
    size_t count = 0;
    for (const auto& set : project.sets()) count += set->relations.size();
    return count;
}

size_t attributions_of(const Project& project)
{
    size_t count = 0;
    for (const auto& set : project.sets()) count += set->attributions.size();
    return count;
}

}  // namespace

TEST_CASE("schema: changes by chance leave what a plain look at both projects expects, and are taken back whole")
{
    size_t ran = 0, lost = 0;
    for (uint32_t seed = 1; seed <= 120; ++seed) {
        CAPTURE(seed);
        Desk desk(seed % 4 == 0 ? worlds::ferry_project() : worlds::random_project(seed));
        RandomChanges changes(seed);
        for (int i = 0; i < 12; ++i) {
            const Result<SchemaChange> change = changes.next(desk.schema());
            if (!change || !check(change->next)) continue;
            CAPTURE(change->title);
            const Project before = worlds::copy_of(desk.project());
            const SchemaEffects effects = desk.run(change);
            size_t gone = 0;
            CHECK(wrong_span(before, desk.project(), *change, gone) == "");
            CHECK(effects.spans == gone);
            CHECK(effects.relations == relations_of(before) - relations_of(desk.project()));
            CHECK(effects.attributions == attributions_of(before) - attributions_of(desk.project()));
            CHECK(desk.schema() == change->next);
            ++ran;
            lost += effects.loses();
        }
        while (desk.history.undo_title()) REQUIRE(desk.history.undo().has_value());
        CHECK(worlds::difference(desk.project(),
                                 seed % 4 == 0 ? worlds::ferry_project() : worlds::random_project(seed)) == "");
    }
    CHECK(ran > 500);
    CHECK(lost > 50);
}

TEST_CASE("schema packs: each is sound, with a key of its own for each label, and the first is the default")
{
    std::set<std::string_view> names;
    for (const SchemaPack& pack : kSchemaPacks) {
        CAPTURE(pack.name);
        const Result<Schema> schema = read_schema(pack.json);
        REQUIRE_MESSAGE(schema.has_value(), (schema ? "" : schema.error().message));
        CHECK(check(*schema).has_value());
        CHECK(names.insert(pack.name).second);
        CHECK_FALSE(pack.title.empty());
        CHECK_FALSE(pack.about.empty());
        std::set<std::string> keys, colors;
        for (const LabelDef& label : schema->labels) {
            CHECK(keys.insert(label.key).second);
            CHECK(colors.insert(label.color).second);
            CHECK_FALSE(label.title.empty());
        }
        for (const AttributeDef& attribute : schema->attributes) {
            const auto asks = [&](const std::vector<AttributeId>& ids) {
                return std::find(ids.begin(), ids.end(), attribute.id) != ids.end();
            };
            const bool asked = asks(schema->attribution_attributes) || asks(schema->document_attributes) ||
                               std::any_of(schema->labels.begin(), schema->labels.end(),
                                           [&](const LabelDef& label) { return asks(label.attributes); });
            CHECK_MESSAGE(asked, attribute.id.text);
        }
        // Any of them can be added to any other, and taken instead of it.
        for (const SchemaPack& other : kSchemaPacks) {
            Desk desk;
            desk.run(replace_schema(*schema));
            CHECK(desk.schema() == *schema);
            desk.run(extend_schema(desk.schema(), *read_schema(other.json)));
        }
    }
    CHECK(kSchemaPacks[0].name == "news");
}
