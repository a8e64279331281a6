#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "core/model/project_writer.h"
#include "panels.h"
#include "ui/reading_marks.h"

// How the marks of a line are kept apart, without drawing them.
namespace glossator {
namespace {

struct Line {
    std::vector<Span> spans;
    std::vector<MarkPiece> pieces;
    LabelDef label;
};

// Random spans over a line of 600 px, one px a byte.
void fill(Line& line, int count, unsigned seed)
{
    std::mt19937 rng(seed);
    line.label.layer = "entity";
    for (int i = 0; i < count; ++i) {
        Span span;
        span.id = SpanId("s-" + std::to_string(i));
        const auto begin = static_cast<uint32_t>(rng() % 550);
        span.at = {{begin, begin + 1 + static_cast<uint32_t>(rng() % 50)}};
        line.spans.push_back(span);
    }
    for (const Span& span : line.spans) {
        const auto left = static_cast<float>(span.begin()), right = static_cast<float>(span.end());
        line.pieces.push_back({&span, &line.label, MarkShape::Underline, Emphasis::Normal, 0, left, right, true, true,
                               true, false, false, false, 0});
    }
}

TEST_CASE("marks: pieces that overlap never share a level, and of two the shorter stands nearer to the text")
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        Line line;
        fill(line, 14, seed);
        assign_levels(line.pieces);
        for (const MarkPiece& a : line.pieces) {
            for (const MarkPiece& b : line.pieces) {
                if (a.span == b.span || a.left >= b.right || b.left >= a.right) continue;
                CHECK(a.level != b.level);
                const bool inside = b.left <= a.left && a.right <= b.right && a.right - a.left < b.right - b.left;
                if (inside) CHECK(a.level < b.level);
            }
        }
    }
}

TEST_CASE("marks: tags on a line never overlap, and none stands before its span")
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        Line line;
        fill(line, 20, seed);
        const std::vector<MarkTag> tags = place_tags(line.pieces, std::vector<float>(line.pieces.size(), 40), 620);
        size_t told = 0;
        for (size_t i = 0; i < tags.size(); ++i) {
            told += tags[i].more > 0 ? tags[i].more : 1;
            if (tags[i].more == 0) CHECK(tags[i].left >= line.pieces[tags[i].piece].left);
            if (i > 0) CHECK(tags[i].left >= tags[i - 1].right);
            CHECK(tags[i].right <= 620);
        }
        CHECK(told == line.pieces.size());
    }
}

TEST_CASE("marks: what lies over a place where many lie already is dropped and counted, but not the focused span")
{
    for (unsigned seed = 1; seed <= 30; ++seed) {
        Line line;
        fill(line, 200, seed);
        std::vector<const Span*> spans;
        for (const Span& span : line.spans) spans.push_back(&span);
        std::sort(spans.begin(), spans.end(), [](const Span* a, const Span* b) { return precedes(*a, *b); });
        const std::vector<const Span*> all = spans;
        const SpanId spared = line.spans[seed].id;
        size_t dropped = 0;
        for (const DroppedSpans& group : drop_beyond(spans, 4, spared)) {
            CHECK(group.count > 0);
            REQUIRE(group.after < spans.size());
            dropped += group.count;
        }
        CHECK(spans.size() + dropped == all.size());
        CHECK(std::count_if(spans.begin(), spans.end(), [&](const Span* s) { return s->id == spared; }) == 1);
        for (uint32_t byte = 0; byte < 620; ++byte) {
            const auto over = [&](const Span* s) { return s->begin() <= byte && byte < s->end(); };
            CHECK(std::count_if(spans.begin(), spans.end(), over) <= 5);  // the four and the spared one
        }
    }
}

// Spans of all labels over `word`, one after the other.
void cover(Desk& desk, const std::string& word, int count)
{
    const TextRange at = desk.find(word);
    const std::string range = "[[" + std::to_string(at.begin) + "," + std::to_string(at.end) + "]]";
    const std::vector<LabelDef>& labels = desk.app->project().schema().labels;
    for (int i = 0; i < count; ++i) {
        const std::string& label = labels[static_cast<size_t>(i * 7) % labels.size()].id.text;
        REQUIRE(run_command(*desk.app, "span.create", Args().text("label", label).json("at", range).str()));
    }
    desk.app->session().focused = {};
    desk.app->session().selection = {};
    desk.move_mouse({5, 5});
    desk.frames(3);
}

TEST_CASE("marks: each of six spans over one word can be clicked where its underline or tag stands")
{
    Desk desk;
    desk.open("a.txt", "Ministers met the harbourmaster there.\n");
    cover(desk, "harbourmaster", 6);
    const Box word = desk.boxes("harbourmaster").front();
    std::set<std::string> by_stroke, by_tag;
    for (float y = word.y + word.height - 6; y < word.y + word.height + 12; y += 1) {
        desk.click({word.x + word.width - 8, y});
        by_stroke.insert(desk.app->session().focused.text);
        desk.app->session().focused = {};
        desk.click({5, 400});
    }
    for (float x = word.x; x < word.x + 200; x += 3) {
        desk.click({x, word.y - 8});
        by_tag.insert(desk.app->session().focused.text);
        desk.app->session().focused = {};
        desk.click({5, 400});
    }
    by_stroke.erase("");
    by_tag.erase("");
    CHECK(by_stroke.size() == 6);
    CHECK(by_tag.size() == 6);
}

TEST_CASE("marks: 5,000 spans over one word draw no more than a dozen and a count, and each can still be focused")
{
    Desk desk;
    desk.open("a.txt", "Ministers met the harbourmaster there.\n");
    const TextRange at = desk.find("harbourmaster");
    const auto with = [&](int count) {
        Project project;
        ProjectWriter writer(project);
        writer.set_info(desk.app->project().info());
        writer.set_schema(desk.app->default_schema());
        writer.put(Annotator{AnnotatorId("me"), "Me", "human", {}});
        writer.put(Document(*desk.app->document()));
        SetInfo info;
        info.id = SetId("t-1");
        info.document = desk.app->document()->id;
        info.by = AnnotatorId("me");
        AnnotationSet& set = writer.put(info);
        for (int i = 0; i < count; ++i) {
            Span span;
            span.id = SpanId("s-" + std::to_string(i));
            span.label = LabelId("PERSON");
            span.at = {at};
            writer.put(set, span);
        }
        desk.app->replace_project(std::move(project));
        desk.frames(3);
        return vertices(desk);
    };
    const int dozen = with(12), many = with(5000);
    CHECK(desk.app->set()->spans.size() == 5000);
    CHECK(many < dozen + 200);
    CHECK(desk.app->stats().last_ms() < 100);
    desk.move_mouse(desk.middle("harbourmaster"));
    desk.frames(2);
    CHECK(desk.app->stats().last_ms() < 100);
    desk.app->focus(SpanId("s-4999"));
    desk.frames(2);
    const Box word = desk.boxes("harbourmaster").front();
    desk.click({word.x + 4, word.y - 8});  // the tag of the first; that of the focused one is a dot no longer
    CHECK(desk.app->session().focused != SpanId("s-4999"));
}

TEST_CASE("marks: the layers of the default schema have shapes of their own")
{
    const auto label = [](const char* id, const char* layer) {
        LabelDef def;
        def.id = LabelId(id);
        def.layer = layer;
        return def;
    };
    CHECK(shape_of(label("PERSON", "entity")) == MarkShape::Underline);
    CHECK(shape_of(label("CLAIM", "claim")) == MarkShape::Bar);
    CHECK(shape_of(label("SOURCE", "attribution")) == MarkShape::Dotted);
    CHECK(shape_of(label("Cue", "attribution")) == MarkShape::Dashed);
    CHECK(shape_of(label("CONTENT", "attribution")) == MarkShape::Bracket);
    CHECK(shape_of(label("Zone", "zone")) == MarkShape::Corners);
}

}  // namespace
}  // namespace glossator
