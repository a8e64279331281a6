#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "core/edit/compose.h"
#include "core/io/native.h"
#include "core/model/checked.h"
#include "core/model/flags.h"
#include "core/model/plain_list.h"
#include "core/report/checklist.h"
#include "tests/unit/random_edits.h"
#include "tests/unit/random_project.h"
#include "tests/unit/test_files.h"

// What is likely to be unfinished in a set.
namespace glossator::checklist_test {
namespace {

using namespace worlds;

std::vector<Check> checks_of(const Project& project, const AnnotationSet& set, size_t piece = 1000000)
{
    SetChecker checker(project, set);
    while (!checker.advance(piece)) continue;
    return checker.take();
}

std::string keys_of(const std::vector<Check>& checks)
{
    std::string keys;
    for (const Check& check : checks) keys += (keys.empty() ? "" : " ") + key_of(check);
    return keys;
}

// One set over a text, to be filled.
struct Sheet {
    explicit Sheet(const char* text) : project(empty_project())
    {
        writer.put(document("d-1", text));
        set = &writer.put(set_info("t-1", "d-1", "mira"));
    }
    void mark(const char* id, const char* label, std::initializer_list<std::string_view> words)
    {
        writer.put(*set, span(project.documents()[0], id, label, words));
    }
    void entity_mark(const char* id, const char* words)
    {
        Span made = span(project.documents()[0], id, "ORG", {words});
        made.entity = EntityId("e-1");
        made.attributes.set(AttributeId("mention"), "name");
        writer.put(*set, made);
    }
    std::string keys() { return keys_of(checks_of(project, *set)); }
    void ask_less()  // of the schema
    {
        Schema schema = project.schema();
        for (AttributeDef& each : schema.attributes) each.default_value = each.values.empty() ? "" : each.values[0];
        writer.set_schema(schema);
    }

    Project project;
    ProjectWriter writer{project};
    AnnotationSet* set;
};

TEST_CASE("checklist: what lacks its record, its value, its source or its cue is listed in the order of the text")
{
    const Project project = ferry_project();
    CHECK(keys_of(checks_of(project, *project.find(SetId("t-1")))) ==
          "claim:CLAIM/s-8 value:certainty/s-8 value:certainty/s-2");
    CHECK(keys_of(checks_of(project, *project.find(SetId("t-2")))) == "entity:PERSON/s-9");
    CHECK(checks_of(project, *project.find(SetId("t-3"))).empty());

    Sheet sheet("Okonjo said it. She came.\n");
    sheet.ask_less();
    sheet.mark("s-1", "SOURCE", {"Okonjo"});
    sheet.mark("s-2", "CUE", {"said"});
    sheet.mark("s-3", "SOURCE", {"She"});
    sheet.mark("s-4", "CUE", {"came"});
    sheet.writer.put(*sheet.set, attribution("a-1", {"s-1"}, {"s-2"}, {}));
    sheet.writer.put(*sheet.set, attribution("a-2", {}, {}, {"s-3"}));
    sheet.writer.put(*sheet.set, attribution("a-3", {}, {"s-4"}, {"s-3"}));
    CHECK(sheet.keys() == "content/a-1 source/a-2 source/a-3 cue/a-2");
}

TEST_CASE("checklist: credits and datelines have no content by design")
{
    const auto listed = [](const char* text, const char* source, const char* cue) {
        Sheet sheet(text);
        sheet.mark("s-1", "SOURCE", {source});
        if (*cue) sheet.mark("s-2", "CUE", {cue});
        sheet.writer.put(*sheet.set, attribution("a-1", {"s-1"}, {}, {}));
        if (*cue) {
            Attribution with_cue = attribution("a-1", {"s-1"}, {"s-2"}, {});
            sheet.writer.put(*sheet.set, with_cue);
        }
        return !sheet.keys().empty();
    };
    CHECK_FALSE(listed("It ends.\n–Agencies\n", "Agencies", "–"));
    CHECK_FALSE(listed("It ends.\nx.com/Office / User Upload\n", "x.com/Office / User Upload", "/"));
    CHECK_FALSE(listed("It ends.\nSOURCE: TRT World & Agencies\n", "TRT World & Agencies", "SOURCE:"));
    CHECK_FALSE(listed("It ends.\n(With inputs from ANI)\n", "ANI", "With inputs from"));
    CHECK_FALSE(listed("Reuters\nIt begins.\n", "Reuters", ""));
    CHECK(listed("The agency said it.\n", "The agency", "said"));
    CHECK(listed("The agency – it is said – went.\n", "The agency", "it is said"));
    CHECK(listed("Okonjo went.\n", "Okonjo", ""));
}

TEST_CASE("checklist: blanks, punctuation and sentences that a span should not reach over")
{
    Sheet sheet("Okonjo of the U.S. came. The Board left, too: all went. Inc. ends\nhere\n");
    sheet.ask_less();
    sheet.entity_mark("s-1", "Okonjo");
    sheet.entity_mark("s-2", "U.S.");
    CHECK(sheet.keys().empty());
    sheet.entity_mark("s-3", "Board ");
    sheet.entity_mark("s-4", "left,");
    sheet.entity_mark("s-5", "came. The");
    sheet.entity_mark("s-6", "ends\nhere");
    sheet.mark("s-7", "CUE", {"too:"});  // a cue may be a layout mark
    CHECK(sheet.keys() == "sentence/s-5 ends/s-3 ends/s-4 sentence/s-6");

    Sheet chinese("渡し船が来た。市長は言った。\n");
    chinese.ask_less();
    chinese.entity_mark("s-1", "渡し船");
    chinese.entity_mark("s-2", "来た。市長");
    chinese.entity_mark("s-3", "言った。");
    CHECK(chinese.keys() == "sentence/s-2 ends/s-3");
}

TEST_CASE("checklist: the same label twice at a place, and flags but for what is discarded")
{
    Sheet sheet("Okonjo said it.\n");
    sheet.mark("s-1", "CUE", {"said"});
    sheet.mark("s-2", "CUE", {"said"});
    sheet.mark("s-3", "SOURCE", {"said"});
    CHECK(sheet.keys() == "duplicate/s-2");
    Span flagged = *sheet.set->spans.find(SpanId("s-3"));
    set_plain_list(flagged.extra, kFlagsKey, {"discard", "later"});
    sheet.writer.put(*sheet.set, flagged);
    SetInfo info = sheet.set->info;
    info.flags = {"discuss"};
    sheet.writer.put(info);
    CHECK(sheet.keys() == "flag:discuss/ duplicate/s-2 flag:later/s-3");
}

TEST_CASE("checklist: what is dismissed is listed no more, alone or with its kind, and comes back with undo")
{
    History history(ferry_project());
    IdMaker ids(history.project());
    const Context context{history.project(), ids, SetId("t-1"), ""};
    const auto keys = [&] { return keys_of(checks_of(history.project(), *history.project().find(SetId("t-1")))); };
    const std::string all = keys();
    REQUIRE(history.run(dismiss_checks(context, SetId("t-1"), {"claim:CLAIM/s-8"})->step));
    CHECK(keys() == "value:certainty/s-8 value:certainty/s-2");
    REQUIRE(history.run(toggle_checks(context, "value:certainty")->step));
    CHECK(keys().empty());
    REQUIRE(history.run(toggle_checks(context, "value:certainty")->step));
    CHECK(keys() == "value:certainty/s-8 value:certainty/s-2");
    REQUIRE(history.run(toggle_checks(context, "value:certainty")->step));
    REQUIRE(history.run(restore_checks(context, SetId("t-1"))->step));
    CHECK(keys() == all);
    CHECK(history.project().find(SetId("t-1"))->info.extra.empty());
    CHECK(restore_checks(context, SetId("t-1"))->step.edits.empty());
    REQUIRE(history.undo());
    CHECK(keys().empty());
    for (int i = 0; i < 4; ++i) REQUIRE(history.undo());
    CHECK(keys() == all);
    CHECK(history.project().find(SetId("t-1"))->info.extra.empty());
    CHECK_FALSE(dismiss_checks(context, SetId("t-9"), {"claim:CLAIM/s-8"}));
}

// The same as it would be asked of each record alone, without a store and without order.
std::multiset<std::string> plain_keys(const Project& project, const AnnotationSet& set)
{
    std::multiset<std::string> keys;
    std::vector<Span> spans;
    set.spans.for_each([&](const Span& span) { spans.push_back(span); });
    for (const Span& span : spans) {
        const LabelDef& label = *project.schema().find(span.label);
        if (label.layer == "entity" && span.entity.empty()) keys.insert("entity:" + label.id.text + "/" + span.id.text);
        if (label.layer == "claim" && !span.claim) keys.insert("claim:" + label.id.text + "/" + span.id.text);
        if (label.layer == "claim" && !span.attributes.find(AttributeId("certainty")))
            keys.insert("value:certainty/" + span.id.text);
        const auto is_twin = [&](const Span& other) {
            return other.id < span.id && other.label == span.label && other.at == span.at;
        };
        if (std::any_of(spans.begin(), spans.end(), is_twin)) keys.insert("duplicate/" + span.id.text);
    }
    for (const auto& [id, attribution] : set.attributions) {
        if (attribution.sources.empty()) keys.insert("source/" + id.text);
        if (attribution.contents.empty() && attribution.sources.empty()) keys.insert("content/" + id.text);
        if (attribution.cues.empty() && !attribution.contents.empty()) keys.insert("cue/" + id.text);
    }
    return keys;
}

// What the plain way asks for, too.
bool is_plain_kind(const Project& project, const Check& check)
{
    if (check.kind == CheckKind::CrossesSentence || check.kind == CheckKind::BadEnds) return false;
    if (check.kind == CheckKind::Flagged) return false;
    if (check.attribution.empty()) return true;
    const Attribution& of = project.set_of(check.attribution)->attributions.at(check.attribution);
    const bool may_be_credit = of.contents.empty() && !of.sources.empty();
    return !may_be_credit || check.kind == CheckKind::NoSource;
}

TEST_CASE("checklist: a thousand are listed, and those that are dismissed don't count")
{
    Sheet sheet("Ilse Okonjo spoke.\n");
    sheet.ask_less();
    for (int i = 0; i < 2500; ++i) {
        Span made = span(sheet.project.documents()[0], ("s-" + std::to_string(i)).c_str(),
                         i % 2 == 0 ? "PERSON" : "ORG", {"Okonjo"});
        made.attributes.set(AttributeId("mention"), "name");
        sheet.writer.put(*sheet.set, made);
    }
    const std::vector<Check> some = checks_of(sheet.project, *sheet.set, 7);
    CHECK(some.size() >= kMostChecks);
    CHECK(some.size() < kMostChecks + 3);
    ProjectInfo info = sheet.project.info();
    set_plain_list(info.extra, kUncheckedKey, {"entity:PERSON", "entity:ORG"});
    sheet.writer.set_info(info);
    const std::vector<Check> others = checks_of(sheet.project, *sheet.set, 7);
    CHECK(others.size() >= kMostChecks);
    CHECK(std::all_of(others.begin(), others.end(),
                      [](const Check& check) { return check.kind == CheckKind::Duplicate; }));
}

TEST_CASE("checklist: agrees with asking each record alone, in pieces of any size, on random projects")
{
    for (uint32_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        const Project project = random_project(seed);
        for (const auto& set : project.sets()) {
            const std::vector<Check> found = checks_of(project, *set);
            std::multiset<std::string> keys;
            for (const Check& check : found)
                if (is_plain_kind(project, check)) keys.insert(key_of(check));
            CHECK(keys == plain_keys(project, *set));
            CHECK(checks_of(project, *set, 1 + seed % 3) == found);
            CHECK(std::is_sorted(found.begin(), found.end(),
                                 [](const Check& a, const Check& b) { return a.at.begin < b.at.begin; }));
        }
    }
}

TEST_CASE("checklists: follow random edits, undo and redo as if all were looked through anew")
{
    for (uint32_t seed = 1; seed <= 15; ++seed) {
        CAPTURE(seed);
        History history(worlds::ferry_project());
        RandomEdits edits(seed);
        Checklists lists;
        for (int step = 0; step < 120; ++step) {
            const Project& project = history.project();
            if (step % 7 == 3)
                (void)history.undo();
            else if (step % 7 == 5)
                (void)history.redo();
            else
                (void)history.run({"Edit", {edits.next(project)}});
            lists.follow(project, history.last_applied());
            if (step % 3 == 0) continue;  // several steps come together
            while (!lists.go_on(project, SetId("t-1"), 3)) continue;
            for (const auto& set : project.sets()) {
                const std::vector<Check>* list = lists.of(set->info.id);
                REQUIRE(list);
                CHECK(*list == checks_of(project, *set));
            }
        }
    }
}

TEST_CASE("checklist: the articles that were annotated by hand have no slips, and no credit is listed")
{
    const auto gold = test_files::shared("corpus/gold.glossator.json");
    if (!gold) return;
    const auto read = read_native(*gold);
    REQUIRE(read.has_value());
    std::map<CheckKind, size_t> counts;
    for (const auto& set : read->sets())
        for (const Check& check : checks_of(*read, *set)) ++counts[check.kind];
    CHECK(counts[CheckKind::NoContent] == 0);
    CHECK(counts[CheckKind::NoSource] == 4);  // the text does not say
    CHECK(counts[CheckKind::NoCue] == 1);
    CHECK(counts[CheckKind::NoClaim] == 30);  // said in one article only
    CHECK(counts[CheckKind::NoEntity] == 7);  // quantities
    CHECK(counts[CheckKind::Duplicate] == 0);
    CHECK(counts[CheckKind::CrossesSentence] == 0);
    CHECK(counts[CheckKind::BadEnds] == 0);
}

}  // namespace
}  // namespace glossator::checklist_test
