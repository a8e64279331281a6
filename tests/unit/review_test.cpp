#include <doctest/doctest.h>

#include "core/edit/compose_repeat.h"
#include "core/edit/compose_review.h"
#include "tests/unit/plain_rules.h"
#include "tests/unit/random_project.h"

// The same words wherever they stand, and the last change once more.
namespace glossator {
namespace {

using namespace worlds;

// Three articles in which the Board and Okonjo come again and again; one set for each of the first two.
struct Sheet {
    Sheet() : history(make()), ids(history.project()) {}
    static Project make()
    {
        Project project = empty_project();
        ProjectWriter writer(project);
        writer.put(document("d-1", "Board. The Board and the board, Boards. Board\n"));
        writer.put(document("d-2", "A Board of the Board.\n"));
        writer.put(document("d-3", "Board\n"));
        writer.put(entity("e-1", "ORG", "Harbour Board"));
        AnnotationSet& one = writer.put(set_info("t-1", "d-1", "mira"));
        Span first = span(project.documents()[0], "s-1", "ORG", {"Board"});
        first.entity = EntityId("e-1");
        first.attributes.set(AttributeId("mention"), "nominal");
        writer.put(one, first);
        writer.put(one, span(project.documents()[0], "s-2", "PERSON", {"The Board"}));
        AnnotationSet& two = writer.put(set_info("t-2", "d-2", "mira"));
        writer.put(two, span(project.documents()[1], "s-3", "ORG", {"Board"}));
        return project;
    }
    const Project& project() const { return history.project(); }
    Context context() { return {project(), ids, SetId("t-1"), ""}; }
    std::vector<std::pair<DocumentId, SetId>> everywhere() const
    {
        std::vector<std::pair<DocumentId, SetId>> where;
        for (const Document& each : project().documents()) {
            const auto sets = project().sets_of(each.id);
            where.push_back({each.id, sets.empty() ? SetId() : sets.front()->info.id});
        }
        return where;
    }
    std::vector<Occurrence> find(bool marked, size_t piece = 1000000)
    {
        Occurrences all(project(), {"Board", LabelId("ORG"), marked, everywhere()});
        while (!all.advance(piece)) continue;
        return all.found();
    }
    // Back and forth: the project is the same as before, and then as after.
    std::vector<std::string> run(const Result<Composed>& composed)
    {
        REQUIRE(composed.has_value());
        const Project before = copy_of(project());
        REQUIRE(history.run(composed->step));
        CHECK(plain::broken_rule(project()) == "");
        const Project after = copy_of(project());
        REQUIRE(history.undo());
        CHECK(difference(project(), before) == "");
        REQUIRE(history.redo());
        CHECK(difference(project(), after) == "");
        return composed->ids;
    }

    History history;
    IdMaker ids;
};

TEST_CASE("occurrences: whole words, letter by letter, that lack the label, in all articles or where it is asked")
{
    Sheet sheet;
    const std::vector<Occurrence> found = sheet.find(false);
    REQUIRE(found.size() == 4);  // not "board", not "Boards", not where the label is
    CHECK(found[0] == Occurrence{DocumentId("d-1"), SetId("t-1"), {11, 16}, {}});
    CHECK(found[1].at.begin == 40);
    CHECK(found[2] == Occurrence{DocumentId("d-2"), SetId("t-2"), {15, 20}, {}});
    CHECK(found[3] == Occurrence{DocumentId("d-3"), SetId(), {0, 5}, {}});
    for (const size_t piece : {1, 2, 7, 50}) CHECK(sheet.find(false, piece) == found);
    CHECK(sheet.find(true).size() == 2);
    CHECK(sheet.find(true, 1) == sheet.find(true));
    Occurrences nothing(sheet.project(), {"", LabelId("ORG"), false, sheet.everywhere()});
    while (!nothing.advance(10)) continue;
    CHECK(nothing.found().empty());
}

TEST_CASE("occurrences: are labelled with the same entity in one step; a set is made where there is none")
{
    Sheet sheet;
    const auto made = sheet.run(label_occurrences(sheet.context(), LabelId("ORG"), EntityId("e-1"), sheet.find(false)));
    CHECK(made.size() == 4);
    CHECK(sheet.project().mentions(EntityId("e-1")) == 5);
    CHECK(sheet.find(false).empty());
    CHECK(sheet.find(true).size() == 6);
    CHECK(sheet.project().sets().size() == 3);
    CHECK(sheet.history.steps_done() == 1);
    CHECK_FALSE(label_occurrences(sheet.context(), LabelId("NO"), {}, sheet.find(true)));
    CHECK_FALSE(label_occurrences(sheet.context(), LabelId("ORG"), EntityId("e-9"), sheet.find(true)));
}

TEST_CASE("occurrences: are relabelled, or deleted, in one step")
{
    Sheet sheet;
    std::vector<SpanId> spans;
    for (const Occurrence& each : sheet.find(true)) spans.push_back(each.span);
    sheet.run(relabel_spans(sheet.context(), spans, LabelId("PERSON")));
    CHECK(sheet.find(true).empty());
    CHECK(*sheet.history.undo_title() == "Relabel as Person 2 times");
    CHECK(relabel_spans(sheet.context(), spans, LabelId("PERSON"))->step.edits.empty());
    CHECK_FALSE(relabel_spans(sheet.context(), {SpanId("s-9")}, LabelId("PERSON")));
    sheet.run(delete_spans(sheet.context(), spans));
    CHECK_FALSE(sheet.project().set_of(SpanId("s-1")));
}

// Of a text without anything to fold: the plain way.
std::vector<TextRange> plain_hits(const std::string& text, const std::string& words)
{
    std::vector<TextRange> hits;
    const auto is_letter = [&](size_t at) { return at < text.size() && text[at] >= 'a' && text[at] <= 'z'; };
    for (size_t at = text.find(words); at != text.npos; at = text.find(words, at + 1))
        if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + words.size()))
            hits.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())});
    return hits;
}

TEST_CASE("occurrences: agree with a plain scan on random texts and spans")
{
    for (uint32_t seed = 1; seed <= 80; ++seed) {
        CAPTURE(seed);
        Chance chance(seed);
        std::string text;
        for (int i = 0; i < 60; ++i) text += "ab ."[chance.below(4)];
        Project project = empty_project();
        ProjectWriter writer(project);
        writer.put(document("d-1", text));
        AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
        for (int i = 0; i < 6; ++i) {
            const uint32_t begin = chance.below(58);
            writer.put(set, span("s-" + std::to_string(i), chance.one_in(2) ? "ORG" : "PERSON",
                                 {{begin, begin + 1 + chance.below(2)}}));
        }
        for (const std::string words : {"a", "ab", "b"}) {
            std::vector<TextRange> expected, found;
            for (const TextRange hit : plain_hits(text, words)) {
                bool has_label = false;
                set.spans.for_each([&](const Span& span) {
                    has_label = has_label || (span.label == LabelId("ORG") && span.at.front().overlaps(hit));
                });
                if (!has_label) expected.push_back(hit);
            }
            Occurrences all(project, {words, LabelId("ORG"), false, {{DocumentId("d-1"), SetId("t-1")}}});
            while (!all.advance(1 + chance.below(20))) continue;
            for (const Occurrence& each : all.found()) found.push_back(each.at);
            CHECK(found == expected);

            size_t same = 0;
            set.spans.for_each([&](const Span& span) {
                same += span.label == LabelId("ORG") && text.substr(span.begin(), span.at[0].size()) == words;
            });
            Occurrences marked(project, {words, LabelId("ORG"), true, {{DocumentId("d-1"), SetId("t-1")}}});
            while (!marked.advance(1 + chance.below(3))) continue;
            CHECK(marked.found().size() == same);
        }
    }
}

TEST_CASE("repeat: the last label, entity or attribute, at another place or for another span")
{
    Sheet sheet;
    const auto change_by = [&](const Result<Composed>& composed) {
        REQUIRE(composed.has_value());
        const std::optional<SpanChange> change = change_of(sheet.project(), composed->step);
        REQUIRE(sheet.history.run(composed->step));
        return change;
    };
    const auto span_with = [&](const std::string& id) {
        return *sheet.project().set_of(SpanId(id))->spans.find(SpanId(id));
    };
    // A label with an entity.
    auto change = change_by(create_mention(sheet.context(), LabelId("ORG"), {{40, 45}}, EntityId("e-1"), ""));
    REQUIRE(change);
    CHECK(change->label == LabelId("ORG"));
    CHECK(change->entity == EntityId("e-1"));
    const auto made = sheet.run(repeat_change(sheet.context(), *change, TextRange{11, 16}));
    CHECK(span_with(made[0]).entity == EntityId("e-1"));
    CHECK(span_with(made[0]).label == LabelId("ORG"));
    CHECK(repeat_change(sheet.context(), *change, TextRange{11, 16})->step.edits.empty());  // it is there
    sheet.run(repeat_change(sheet.context(), *change, SpanId("s-2")));
    CHECK(span_with("s-2").label == LabelId("ORG"));
    CHECK(span_with("s-2").entity == EntityId("e-1"));
    // An attribute.
    Span said = span_with("s-1");
    said.attributes.set(AttributeId("mention"), "pronoun");
    change = change_by(put_span(sheet.context(), said, "Change span"));
    REQUIRE(change);
    CHECK(change->label.empty());
    CHECK_FALSE(change->entity);
    sheet.run(repeat_change(sheet.context(), *change, SpanId("s-3")));
    CHECK(span_with("s-3").attributes.find(AttributeId("mention")) != nullptr);
    CHECK_FALSE(repeat_change(sheet.context(), *change, TextRange{0, 5}));  // no label is known
    // Taking an entity off.
    change = change_by(assign_entity(sheet.context(), SpanId("s-2"), EntityId()));
    REQUIRE(change);
    sheet.run(repeat_change(sheet.context(), *change, SpanId("s-1")));
    CHECK(span_with("s-1").entity.empty());
    // What isn't one span's label, entity or attributes.
    CHECK_FALSE(change_of(sheet.project(), delete_spans(sheet.context(), {SpanId("s-1")})->step));
    CHECK_FALSE(change_of(sheet.project(), add_fragment(sheet.context(), SpanId("s-1"), {11, 16})->step));
    CHECK_FALSE(change_of(sheet.project(),
                          relabel_spans(sheet.context(), {SpanId("s-1"), SpanId("s-3")}, LabelId("PERSON"))->step));
}

}  // namespace
}  // namespace glossator
