#include "core/model/span_store.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/worlds.h"

using namespace glossator;

namespace {

using Ids = std::vector<std::string>;

Ids ids_overlapping(const SpanStore& store, TextRange range)
{
    std::vector<const Span*> found;
    store.overlapping(range, found);
    Ids ids;
    for (const Span* span : found) ids.push_back(span->id.text);
    return ids;
}

Ids ids_of(const SpanStore& store)
{
    Ids ids;
    store.for_each([&](const Span& span) { ids.push_back(span.id.text); });
    return ids;
}

Span random_span(worlds::Chance& chance, std::string id)
{
    Span span = worlds::span(id, chance.one_in(3) ? "PERSON" : "ORG", {});
    uint32_t at = chance.below(200);
    for (uint32_t fragments = 1 + (chance.one_in(4) ? chance.below(3) : 0); fragments > 0; --fragments) {
        const uint32_t end = at + 1 + chance.below(12);
        span.at.push_back({at, end});
        at = end + chance.below(8);  // 0: fragments that touch
    }
    return span;
}

// Everything a store says is what a sorted list says.
void check_against_list(const SpanStore& store, std::vector<Span> spans)
{
    std::sort(spans.begin(), spans.end(), precedes);
    REQUIRE(store.size() == spans.size());
    Ids ids;
    for (const Span& span : spans) ids.push_back(span.id.text);
    CHECK(ids_of(store) == ids);
    for (size_t i = 0; i < spans.size(); ++i) {
        CHECK(store.at(i) == spans[i]);
        CHECK(store.position_of(spans[i].id) == i);
        CHECK(store.find(spans[i].id) == &store.at(i));
    }
    for (const char* label : {"PERSON", "ORG", "X"}) {
        const auto has_it = [&](const Span& span) { return span.label.text == label; };
        CHECK(store.count(LabelId(label)) == static_cast<size_t>(std::count_if(spans.begin(), spans.end(), has_it)));
    }
    for (uint32_t begin = 0; begin < 250; begin += 3) {
        const TextRange range{begin, begin + 1 + begin % 7};
        Ids expected;
        size_t first = 0;
        for (const Span& span : spans) {
            first += span.begin() < begin;
            if (std::any_of(span.at.begin(), span.at.end(), [&](TextRange at) { return at.overlaps(range); }))
                expected.push_back(span.id.text);
        }
        CAPTURE(begin);
        CHECK(ids_overlapping(store, range) == expected);
        CHECK(store.first_from(begin) == first);
    }
}

}  // namespace

TEST_CASE("span store: an empty store has nothing")
{
    const SpanStore store;
    CHECK(store.empty());
    CHECK(store.find(SpanId("s-1")) == nullptr);
    CHECK(store.first_from(0) == 0);
    CHECK(ids_overlapping(store, {0, 100}).empty());
}

TEST_CASE("span store: order is by begin, then the farther end first, then by id")
{
    SpanStore store;
    for (const Span& span : {worlds::span("s-b", "X", {{4, 6}}), worlds::span("s-a", "X", {{4, 6}}),
                             worlds::span("s-c", "X", {{4, 9}}), worlds::span("s-d", "X", {{0, 1}})})
        store.put(span);
    CHECK(ids_of(store) == Ids{"s-d", "s-c", "s-a", "s-b"});
}

TEST_CASE("span store: spans that only touch a range do not overlap it, and an empty range overlaps nothing")
{
    SpanStore store;
    store.put(worlds::span("s-1", "X", {{0, 4}}));
    store.put(worlds::span("s-2", "X", {{4, 6}}));
    store.put(worlds::span("s-3", "X", {{6, 9}}));
    CHECK(ids_overlapping(store, {4, 6}) == Ids{"s-2"});
    CHECK(ids_overlapping(store, {5, 5}).empty());
}

TEST_CASE("span store: a discontinuous span is found at its fragments, once, and not in its gap")
{
    SpanStore store;
    store.put(worlds::span("s-1", "X", {{0, 4}, {10, 14}, {20, 24}}));
    store.put(worlds::span("s-2", "X", {{3, 11}}));
    CHECK(ids_overlapping(store, {5, 9}) == Ids{"s-2"});
    CHECK(ids_overlapping(store, {10, 24}) == Ids{"s-1", "s-2"});
    CHECK(ids_overlapping(store, {15, 20}).empty());
}

TEST_CASE("span store: what overlaps is appended")
{
    SpanStore store;
    store.put(worlds::span("s-1", "X", {{0, 4}, {10, 14}}));
    const Span earlier = worlds::span("s-0", "X", {{90, 91}});
    std::vector<const Span*> found = {&earlier};
    store.overlapping({10, 12}, found);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == &earlier);
    CHECK(found[1]->id.text == "s-1");
}

TEST_CASE("span store: putting an id again replaces its span")
{
    SpanStore store;
    store.put(worlds::span("s-1", "X", {{0, 4}, {6, 8}}));
    store.put(worlds::span("s-1", "Y", {{5, 7}}));
    CHECK(store.size() == 1);
    CHECK(store.find(SpanId("s-1"))->label.text == "Y");
    CHECK(ids_overlapping(store, {0, 5}).empty());
    CHECK(ids_overlapping(store, {7, 9}).empty());
}

TEST_CASE("span store: a span is erased by the id that it holds itself")
{
    SpanStore store;
    store.put(worlds::span("s-1", "X", {{0, 4}}));
    CHECK(store.erase(store.at(0).id));
    CHECK(store.empty());
    CHECK_FALSE(store.erase(SpanId("s-1")));
}

TEST_CASE("span store: agrees with a sorted list through random puts and erasures")
{
    worlds::Chance chance(1);
    SpanStore store;
    std::vector<Span> spans;
    for (int round = 0; round < 1500; ++round) {
        const uint32_t victim = chance.below(300);
        const std::string id = "s-" + std::to_string(victim);
        const auto present = std::find_if(spans.begin(), spans.end(), [&](const Span& s) { return s.id.text == id; });
        if (present != spans.end()) spans.erase(present);
        if (chance.one_in(3)) {
            store.erase(SpanId(id));
        } else {
            spans.push_back(random_span(chance, id));
            store.put(spans.back());
        }
        if (round % 150 == 0) check_against_list(store, spans);
    }
    check_against_list(store, spans);
}

TEST_CASE("span store: assigning gives what putting one by one gives, and can be built on")
{
    worlds::Chance chance(2);
    for (const bool sorted : {false, true}) {
        std::vector<Span> spans;
        for (int i = 0; i < 400; ++i) spans.push_back(random_span(chance, "s-" + std::to_string(i)));
        if (sorted) std::sort(spans.begin(), spans.end(), precedes);
        SpanStore store;
        store.put(worlds::span("s-old", "X", {{0, 1}}));
        store.assign({spans.begin(), spans.end()});
        check_against_list(store, spans);
        for (int i = 0; i < 200; ++i) {
            store.erase(spans.front().id);
            spans.erase(spans.begin());
            spans.push_back(random_span(chance, "s-more-" + std::to_string(i)));
            store.put(spans.back());
        }
        check_against_list(store, spans);
    }
}

TEST_CASE("span store: a copy lives by itself")
{
    worlds::Chance chance(3);
    SpanStore store;
    std::vector<Span> spans;
    for (int i = 0; i < 300; ++i) {
        spans.push_back(random_span(chance, "s-" + std::to_string(i)));
        store.put(spans.back());
    }
    const SpanStore copy = store;
    for (int i = 0; i < 300; i += 2) store.erase(SpanId("s-" + std::to_string(i)));
    check_against_list(copy, spans);
}
