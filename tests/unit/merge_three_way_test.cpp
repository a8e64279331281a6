#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "core/edit/difference.h"
#include "core/edit/merge_three_way.h"
#include "core/io/native.h"
#include "tests/unit/random_edits.h"
#include "tests/unit/random_project.h"

using namespace glossator;
using namespace glossator::worlds;

namespace {

// Applies so many edits by chance to a copy; `taken` gets those that were possible.
Project edited(const Project& from, uint32_t seed, int count, std::vector<Edit>* taken = nullptr)
{
    Project to = copy_of(from);
    RandomEdits edits(seed);
    for (int i = 0; i < count; ++i) {
        const Edit edit = edits.next(to);
        if (glossator::apply(to, edit) && taken) taken->push_back(edit);
    }
    return to;
}

// Another text, or another text's set, under an id that was free again: those stay two, under two ids.
bool reuse_an_id(const Project& a, const Project& b)
{
    const auto& documents = a.documents();
    for (const auto& set : a.sets()) {
        const AnnotationSet* other = b.find(set->info.id);
        if (other && other->info.document != set->info.document) return true;
    }
    return std::any_of(documents.begin(), documents.end(), [&](const Document& each) {
        const Document* other = b.find(each.id);
        return other && other->text->sha256() != each.text->sha256();
    });
}

struct Merged {
    Project project;
    std::vector<MergeConflict> conflicts;
};

Merged merged(const Project& base, const Project& mine, const Project& theirs, MergeSide wins = MergeSide::Mine)
{
    ThreeWayMerge merge = merge_three_way(base, mine, theirs, wins);
    Merged out{copy_of(mine), std::move(merge.conflicts)};
    const auto inverse = apply_all(out.project, merge.edits);
    REQUIRE_MESSAGE(inverse, (inverse ? std::string() : inverse.error().message));
    Project back = copy_of(out.project);
    REQUIRE(apply_all(back, *inverse));
    CHECK(write_native(back) == write_native(mine));
    return out;
}

// One project with a document, a set and three spans in it, each side of which a test changes.
struct World {
    Project base = small();
    Project mine = small();
    Project theirs = small();

    static Project small()
    {
        Project project = empty_project();
        ProjectWriter writer(project);
        writer.put(document("d-1", "The minister said so."));
        writer.put(entity("e-1", "PERSON", "Zoë"));
        AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
        writer.put(set, span("s-1", "PERSON", {{4, 12}}));
        writer.put(set, span("s-2", "CUE", {{13, 17}}));
        writer.put(set, span("s-3", "CLAIM", {{18, 20}}));
        return project;
    }
    static void put(Project& project, const std::string& id, const std::function<void(Span&)>& change)
    {
        Span changed = *project.find(SetId("t-1"))->spans.find(SpanId(id));
        change(changed);
        REQUIRE(glossator::apply(project, PutSpan{SetId("t-1"), changed}));
    }
    Merged both(MergeSide wins = MergeSide::Mine) const { return merged(base, mine, theirs, wins); }
};

const Span& span_of(const Project& project, const std::string& id)
{
    const AnnotationSet* set = project.set_of(SpanId(id));
    REQUIRE(set);
    return *set->spans.find(SpanId(id));
}

}  // namespace

TEST_CASE("three-way merge: changes of different fields and records come together")
{
    World world;
    World::put(world.mine, "s-1", [](Span& span) { span.note = "mine"; });
    World::put(world.theirs, "s-1", [](Span& span) { span.entity = EntityId("e-1"); });
    World::put(world.theirs, "s-2", [](Span& span) { span.at = {{13, 20}}; });
    const Merged out = world.both();
    CHECK(out.conflicts.empty());
    CHECK(span_of(out.project, "s-1").note == "mine");
    CHECK(span_of(out.project, "s-1").entity == EntityId("e-1"));
    CHECK(span_of(out.project, "s-2").at == std::vector<TextRange>{{13, 20}});
}

TEST_CASE("three-way merge: of one field that both changed, the side that wins has its way, and both values are told")
{
    World world;
    World::put(world.mine, "s-1", [](Span& span) { span.note = "mine"; });
    World::put(world.theirs, "s-1", [](Span& span) { span.note = "theirs"; });
    const MergeConflict expected{"span s-1", "note", "mine", "theirs"};
    const Merged out = world.both(), other = world.both(MergeSide::Theirs);
    CHECK(span_of(out.project, "s-1").note == "mine");
    CHECK(span_of(other.project, "s-1").note == "theirs");
    CHECK(out.conflicts == std::vector<MergeConflict>{expected});
    CHECK(other.conflicts == out.conflicts);
}

TEST_CASE("three-way merge: attributes are fields of their own")
{
    World world;
    World::put(world.mine, "s-1", [](Span& span) { span.attributes.set(AttributeId("mention"), "nominal"); });
    World::put(world.theirs, "s-1", [](Span& span) { span.attributes.set(AttributeId("remark"), "theirs"); });
    const Merged out = world.both();
    CHECK(out.conflicts.empty());
    CHECK(span_of(out.project, "s-1").attributes.size() == 2);
}

TEST_CASE("three-way merge: what is new on both sides under one id stands side by side, with what refers to it")
{
    World world;
    const auto add = [](Project& project, const char* name, const char* note) {
        Entity made = entity("e-2", "PERSON", name);
        REQUIRE(glossator::apply(project, PutEntity{made}));
        Span mention = span("s-4", "PERSON", {{0, 3}});
        mention.entity = made.id;
        mention.note = note;
        REQUIRE(glossator::apply(project, PutSpan{SetId("t-1"), mention}));
        Attribution said = attribution("a-1", {"s-4"}, {"s-2"}, {"s-3"});
        REQUIRE(glossator::apply(project, PutAttribution{SetId("t-1"), said}));
    };
    add(world.mine, "Ada", "mine");
    add(world.theirs, "Ben", "theirs");
    const Merged out = world.both();
    CHECK(out.conflicts.empty());
    const AnnotationSet& set = *out.project.find(SetId("t-1"));
    CHECK(out.project.entities().size() == 3);
    CHECK(set.spans.size() == 5);
    REQUIRE(set.attributions.size() == 2);
    for (const auto& [id, said] : set.attributions) {
        const Span& source = span_of(out.project, said.sources.front().text);
        const Entity* who = out.project.find(source.entity);
        REQUIRE(who);
        CHECK(who->name == (source.note == "mine" ? "Ada" : "Ben"));
    }
    CHECK(merged(world.base, world.mine, copy_of(world.mine)).project.entities().size() == 2);
}

TEST_CASE("three-way merge: what one side removed and the other needs comes back")
{
    World world;
    REQUIRE(glossator::apply(world.mine, RemoveSpan{SetId("t-1"), SpanId("s-2")}));
    REQUIRE(glossator::apply(world.mine, RemoveEntity{EntityId("e-1")}));
    World::put(world.theirs, "s-1", [](Span& span) { span.entity = EntityId("e-1"); });
    const Attribution said = attribution("a-1", {"s-1"}, {"s-2"}, {"s-3"});
    REQUIRE(glossator::apply(world.theirs, PutAttribution{SetId("t-1"), said}));
    const Merged out = world.both();
    CHECK(out.project.find(EntityId("e-1")));
    CHECK(span_of(out.project, "s-2").label == LabelId("CUE"));
    CHECK(out.conflicts.size() == 2);
}

TEST_CASE("three-way merge: what one side removed and the other changed is a conflict; what nobody changed goes")
{
    World world;
    for (const char* id : {"s-1", "s-2"}) REQUIRE(glossator::apply(world.mine, RemoveSpan{SetId("t-1"), SpanId(id)}));
    World::put(world.theirs, "s-1", [](Span& span) { span.note = "theirs"; });
    CHECK(world.both().project.find(SetId("t-1"))->spans.size() == 1);
    CHECK(world.both().conflicts == std::vector<MergeConflict>{{"span s-1", "", "removed", "changed"}});
    CHECK(world.both(MergeSide::Theirs).project.find(SetId("t-1"))->spans.size() == 2);
}

TEST_CASE("three-way merge: attributions that each side puts into the other are no cycle")
{
    World world;
    for (Project* project : {&world.base, &world.mine, &world.theirs})
        for (const char* id : {"a-1", "a-2"})
            REQUIRE(glossator::apply(*project, PutAttribution{SetId("t-1"), attribution(id, {"s-1"}, {}, {"s-3"})}));
    const auto put_into = [](Project& project, const char* id, const char* parent) {
        Attribution said = project.find(SetId("t-1"))->attributions.at(AttributionId(id));
        said.parent = AttributionId(parent);
        REQUIRE(glossator::apply(project, PutAttribution{SetId("t-1"), said}));
    };
    put_into(world.mine, "a-1", "a-2");
    put_into(world.theirs, "a-2", "a-1");
    const Merged out = world.both();
    const auto& attributions = out.project.find(SetId("t-1"))->attributions;
    CHECK(attributions.at(AttributionId("a-1")).parent == AttributionId("a-2"));
    CHECK(attributions.at(AttributionId("a-2")).parent.empty());
    CHECK(out.conflicts.size() == 1);
}

TEST_CASE(
    "three-way merge: another text under an id that was free again is another document; of the first, what is needed "
    "stays")
{
    World world;
    const auto replace = [](Project& project, const char* text, uint32_t end) {
        for (const char* id : {"s-1", "s-2", "s-3"})
            REQUIRE(glossator::apply(project, RemoveSpan{SetId("t-1"), SpanId(id)}));
        REQUIRE(glossator::apply(project, RemoveSet{SetId("t-1")}));
        REQUIRE(glossator::apply(project, RemoveDocument{DocumentId("d-1")}));
        REQUIRE(glossator::apply(project, PutDocument{document("d-1", text)}));
        REQUIRE(glossator::apply(project, PutSet{set_info("t-1", "d-1", "mira")}));
        REQUIRE(glossator::apply(project, PutSpan{SetId("t-1"), span("s-1", "PERSON", {{0, end}})}));
    };
    replace(world.theirs, "Nobody knew.", 6);
    World::put(world.mine, "s-1", [](Span& span) { span.note = "mine"; });
    const Merged out = world.both();
    REQUIRE(out.project.documents().size() == 2);
    REQUIRE(out.project.sets().size() == 2);
    for (const auto& set : out.project.sets()) {
        const Document& of = *out.project.find(set->info.document);
        const bool is_mine = of.text->bytes() == "The minister said so.";
        REQUIRE(set->spans.size() == 1);
        CHECK(of.text->slice(set->spans.at(0).at.front()) == (is_mine ? "minister" : "Nobody"));
    }
}

TEST_CASE("three-way merge: a side that did nothing takes what the other did, and both the same is once the same")
{
    for (uint32_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        const Project base = random_project(seed);
        const Project changed = edited(base, seed, 60);
        if (reuse_an_id(base, changed)) continue;
        const Merged took = merged(base, base, changed), kept = merged(base, changed, base);
        CHECK(took.conflicts.empty());
        CHECK(kept.conflicts.empty());
        CHECK(write_native(took.project) == write_native(changed));
        CHECK(write_native(kept.project) == write_native(changed));
        const Merged same = merged(base, changed, changed);
        CHECK(same.conflicts.empty());
        CHECK(write_native(same.project) == write_native(changed));
    }
}

TEST_CASE("three-way merge: whatever both sides did, the outcome keeps the rules and is the same from either side")
{
    size_t with_conflicts = 0;
    for (uint32_t seed = 1; seed <= 150; ++seed) {
        CAPTURE(seed);
        const Project base = random_project(seed);
        const Project mine = edited(base, seed, 25), theirs = edited(base, seed + 5000, 25);
        if (reuse_an_id(base, mine) || reuse_an_id(base, theirs) || reuse_an_id(mine, theirs)) continue;
        const Merged once = merged(base, mine, theirs), again = merged(base, mine, theirs);
        CHECK(write_native(once.project) == write_native(again.project));
        CHECK(once.conflicts == again.conflicts);
        with_conflicts += once.conflicts.empty() ? 0 : 1;
        const auto read = read_native(write_native(once.project));
        CHECK_MESSAGE(read, (read ? std::string() : read.error().front().message));
        // To merge once more what was merged changes nothing.
        const Merged settled = merged(theirs, once.project, theirs);
        CHECK(write_native(settled.project) == write_native(once.project));
        const Merged other = merged(base, theirs, mine, MergeSide::Theirs);
        CHECK(other.conflicts.size() == once.conflicts.size());
    }
    CHECK(with_conflicts > 20);
}

// The slow way: one edit list after the other, where every edit of theirs is still possible and touches no record that
// mine touched.
TEST_CASE("three-way merge: without conflict it is both lists of edits one after the other")
{
    size_t compared = 0;
    for (uint32_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        const Project base = random_project(seed);
        std::vector<Edit> by_them;
        const Project mine = edited(base, seed, 6), theirs = edited(base, seed + 7000, 6, &by_them);
        Project slow = copy_of(mine);
        const bool possible = std::all_of(by_them.begin(), by_them.end(),
                                          [&](const Edit& edit) { return glossator::apply(slow, edit).has_value(); });
        const Merged out = merged(base, mine, theirs);
        const bool one_order =
            mine.documents().size() == base.documents().size() && theirs.documents().size() == base.documents().size();
        if (!possible || !out.conflicts.empty() || !one_order) continue;
        Project first = copy_of(theirs);
        const auto by_me = difference(records_of(base), records_of(mine));
        if (!apply_all(first, by_me) || write_native(first) != write_native(slow)) continue;  // the order matters
        ++compared;
        CHECK(write_native(out.project) == write_native(slow));
    }
    CHECK(compared > 30);
}
