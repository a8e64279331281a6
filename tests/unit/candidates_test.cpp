#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>

#include <doctest/doctest.h>

#include "core/edit/compose.h"
#include "core/io/native.h"
#include "core/learn/alike_entities.h"
#include "core/learn/claim_candidates.h"
#include "core/learn/entity_candidates.h"
#include "core/learn/mention_index.h"
#include "tests/unit/random_edits.h"
#include "tests/unit/random_project.h"
#include "tests/unit/test_files.h"

using namespace glossator;

namespace {

Project with_entities(std::initializer_list<std::pair<const char*, const char*>> names)
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    int number = 0;
    for (const auto& [type, name] : names) writer.put(worlds::entity("e-" + std::to_string(++number), type, name));
    return project;
}

EntityIndex index_of(const Project& project)
{
    EntityIndex index;
    index.follow(project, {});
    return index;
}

std::string best(const EntityIndex& index, const char* words, const char* label = "")
{
    const auto found = index.find(words, LabelId(label), 1);
    return found.empty() ? "" : found[0].id.text;
}

std::string all_of(const std::vector<ClaimCandidate>& found)
{
    std::string text;
    for (const ClaimCandidate& each : found) text += each.claim.text + " " + each.span.text + "\n";
    return text;
}

}  // namespace

TEST_CASE("entity candidates: name, abbreviation, spelling and head words, each with its reason")
{
    const Project project = with_entities({{"ORG", "Balochistan Liberation Army"},
                                           {"ORG", "Majeed Brigade"},
                                           {"PERSON", "Ilse Okonjo"},
                                           {"ORG", "US Department of State"},
                                           {"PERSON", "Zoë Krüger"},
                                           {"ORG", "TTP"}});
    const EntityIndex index = index_of(project);
    const auto check = [&](const char* words, const char* id, EntityReason reason) {
        CAPTURE(words);
        const auto found = index.find(words, {}, 3);
        REQUIRE(!found.empty());
        CHECK(found[0].id.text == id);
        CHECK(found[0].reason == reason);
    };
    check("BLA", "e-1", EntityReason::Abbreviation);
    check("Tehreek-e-Taliban Pakistan’s", "e-6", EntityReason::Abbreviation);
    check("the balochistan liberation army", "e-1", EntityReason::Name);
    check("Baloch Liberation Army", "e-1", EntityReason::Spelling);
    check("Mujaheed Brigade", "e-2", EntityReason::Spelling);
    check("Okonjo", "e-3", EntityReason::Words);
    check("Mayor Ilse Okonjo", "e-3", EntityReason::Words);
    check("State Department", "e-4", EntityReason::Words);
    check("ZOE KRUGER", "e-5", EntityReason::Name);
    for (const char* nothing : {"", "…", "it", "Their", "Quetta", "ferry"}) {
        CAPTURE(nothing);
        CHECK(index.find(nothing, {}, 3).empty());
    }
}

TEST_CASE("entity candidates: the label decides between equals, and mentions are names too")
{
    Project project = with_entities({{"ORG", "Washington"}, {"PERSON", "Washington"}, {"PERSON", "US"}});
    ProjectWriter writer(project);
    const EntityIndex before = index_of(project);
    CHECK(best(before, "Washington", "ORG") == "e-1");
    CHECK(best(before, "Washington", "PERSON") == "e-2");
    CHECK(best(before, "US", "PERSON") == "e-3");
    CHECK(best(before, "us") == "");  // a pronoun
    CHECK(best(before, "America") == "");

    writer.put(worlds::document("d-1", "America and its"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    Span mention = worlds::span("s-1", "PERSON", {{0, 7}}), pronoun = worlds::span("s-2", "PERSON", {{12, 15}});
    mention.entity = pronoun.entity = EntityId("e-3");
    writer.put(set, mention);
    writer.put(set, pronoun);
    const auto found = index_of(project).find("america", {}, 5);
    REQUIRE(found.size() == 1);
    CHECK(found[0].id.text == "e-3");
    CHECK(found[0].reason == EntityReason::Mention);
    CHECK(index_of(project).find("its", {}, 5).empty());
    CHECK(recent_entities(set, 15, {}, 5) == std::vector<EntityId>{EntityId("e-3")});
    CHECK(recent_entities(set, 15, LabelId("ORG"), 5).empty());
    CHECK(recent_entities(set, 0, {}, 5).empty());
}

TEST_CASE("candidates: an index that follows edits is one that is built anew, over random steps, undo and redo")
{
    worlds::Chance chance(11);
    worlds::RandomEdits edits(12);
    History history(worlds::ferry_project());
    EntityIndex entities;
    ClaimIndex claims;
    const auto check = [&] {
        entities.follow(history.project(), history.last_applied());
        claims.follow(history.project(), history.last_applied());
        EntityIndex fresh_entities;
        fresh_entities.follow(history.project(), {});
        for (const char* words : {"Name 1", "Ilse Okonjo", "Mayor", "HB", "the line will cost", "ferry"}) {
            // Of what is called so, the same; likeness weighs rare words by what has been there, too.
            std::vector<std::string> ours, theirs;
            for (const auto& each : entities.find(words, {}, 100))
                if (each.score > 1.5f) ours.push_back(each.id.text);
            for (const auto& each : fresh_entities.find(words, {}, 100))
                if (each.score > 1.5f) theirs.push_back(each.id.text);
            CHECK(ours == theirs);
            for (const auto& each : claims.find({words}, 100)) {
                if (!each.claim.empty()) CHECK(history.project().find(each.claim) != nullptr);
                if (!each.span.empty()) CHECK(history.project().set_of(each.span) != nullptr);
            }
        }
    };
    for (int round = 0; round < 1500; ++round) {
        if (chance.one_in(4))
            (void)history.undo();
        else if (chance.one_in(4))
            (void)history.redo();
        else
            (void)history.run({"Random", {edits.next(history.project())}});
        if (chance.one_in(2)) check();
    }
}

TEST_CASE(
    "candidates: an index that is built a piece at a time is one that is built at once, whatever is edited meanwhile")
{
    size_t turns = 0;
    for (uint32_t seed = 0; seed < 20; ++seed) {
        worlds::RandomEdits edits(seed);
        History history(worlds::ferry_project());
        for (int i = 0; i < 60; ++i) (void)history.run({"Random", {edits.next(history.project())}});
        EntityIndex pieces, whole;
        ClaimIndex claim_pieces, claims_whole;
        for (int i = 0; i < 4; ++i) {
            (void)pieces.follow(history.project(), history.last_applied(), 1);
            (void)claim_pieces.follow(history.project(), history.last_applied(), 1);
        }
        (void)history.run({"Random", {edits.next(history.project())}});
        while (!pieces.follow(history.project(), history.last_applied(), 1)) REQUIRE(++turns < 10'000);
        while (!claim_pieces.follow(history.project(), history.last_applied(), 1)) REQUIRE(++turns < 10'000);
        CHECK(whole.follow(history.project(), {}));
        CHECK(claims_whole.follow(history.project(), {}));
        for (const char* words : {"Name 1", "Ilse Okonjo", "Mayor", "the line will cost", "ferry"}) {
            const auto ours = pieces.find(words, {}, 100), theirs = whole.find(words, {}, 100);
            REQUIRE(ours.size() == theirs.size());
            for (size_t i = 0; i < ours.size(); ++i)
                CHECK((ours[i].id == theirs[i].id && ours[i].score == theirs[i].score));
            const auto our_claims = claim_pieces.find({words}, 100), their_claims = claims_whole.find({words}, 100);
            REQUIRE(our_claims.size() == their_claims.size());
            for (size_t i = 0; i < our_claims.size(); ++i) CHECK(our_claims[i].score == their_claims[i].score);
        }
    }
    CHECK(turns > 100);
}

namespace {

// What a walk over all spans finds of a record.
template <class Id>
std::vector<MentionIndex::Place> places_of(const Project& project, const Id& id)
{
    std::vector<MentionIndex::Place> found;
    for (const auto& set : project.sets())
        set->spans.for_each([&](const Span& span) {
            const bool is_entity = span.entity.text == id.text && std::is_same_v<Id, EntityId>;
            const bool is_claim = span.claim && span.claim->id.text == id.text && std::is_same_v<Id, ClaimId>;
            if (is_entity || is_claim) found.push_back({set->info.id, span.id});
        });
    return found;
}

void check_mentions(const MentionIndex& index, const Project& project)
{
    for (const auto& [id, entity] : project.entities()) CHECK((index.of(id) == places_of(project, id)));
    for (const auto& [id, claim] : project.claims()) CHECK((index.of(id) == places_of(project, id)));
    CHECK(index.of(EntityId("e-none")).empty());
}

}  // namespace

TEST_CASE("mention index: the spans of each record in the order of the project, over random steps, undo and redo")
{
    worlds::Chance chance(21);
    worlds::RandomEdits edits(22);
    History history(worlds::ferry_project());
    MentionIndex index;
    size_t pieces = 0;
    for (int round = 0; round < 1500; ++round) {
        if (chance.one_in(4))
            (void)history.undo();
        else if (chance.one_in(4))
            (void)history.redo();
        else
            (void)history.run({"Random", {edits.next(history.project()), edits.next(history.project())}});
        if (chance.one_in(5)) continue;  // it misses a step, and is built anew
        if (chance.one_in(2)) {
            while (!index.follow(history.project(), history.last_applied(), 2)) REQUIRE(++pieces < 100'000);
            check_mentions(index, history.project());
        } else if (index.follow(history.project(), history.last_applied())) {
            check_mentions(index, history.project());
        }
    }
    CHECK(pieces > 100);
}

namespace {

std::string lines_of(const AlikeEntities& alike)
{
    std::string lines;
    for (const AlikeEntities::Pair& pair : alike.pairs()) lines += pair.a.text + " " + pair.b.text + "\n";
    return lines;
}

// Each entity asked about all others, best first.
std::string pairs_one_by_one(const Project& project, const EntityIndex& index)
{
    std::map<std::pair<EntityId, EntityId>, float> best;
    for (const auto& [id, entity] : project.entities())
        for (const EntityCandidate& each : alike_to(project, index, entity, 8)) {
            float& score = best[{std::min(id, each.id), std::max(id, each.id)}];
            score = std::max(score, each.score);
        }
    std::vector<std::pair<float, std::string>> order;
    for (const auto& [pair, score] : best) order.emplace_back(-score, pair.first.text + " " + pair.second.text + "\n");
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string lines;
    for (const auto& [score, line] : order) lines += line;
    return lines;
}

}  // namespace

TEST_CASE("alike entities: each pair once, best first, whether found at once, in pieces or after an edit")
{
    Project start = with_entities({{"PERSON", "Ilse Okonjo"},
                                   {"ORG", "Harbour Board"},
                                   {"PERSON", "I. Okonjo"},
                                   {"ORG", "HB"},
                                   {"PERSON", "Ilse Okonjo"},
                                   {"PLACE", "Skerry"}});
    History history(std::move(start));
    IdMaker ids(history.project());
    EntityIndex index;
    AlikeEntities alike;
    const auto follow = [&](size_t most) {
        while (!index.follow(history.project(), history.last_applied())) {}
        return alike.follow(history.project(), index, history.last_applied(), most);
    };
    CHECK_FALSE(follow(2));
    CHECK(alike.waiting() == 4);
    while (!follow(1)) {}
    CHECK(lines_of(alike) == pairs_one_by_one(history.project(), index));
    REQUIRE_FALSE(alike.pairs().empty());
    CHECK(alike.pairs()[0].a == EntityId("e-1"));
    CHECK(alike.pairs()[0].b == EntityId("e-5"));
    CHECK(lines_of(alike).find("e-2 e-4") != std::string::npos);
    CHECK(lines_of(alike).find("e-6") == std::string::npos);

    const Context context{history.project(), ids, {}, ""};
    REQUIRE(history.run(keep_apart(context, EntityId("e-5"), EntityId("e-1"))->step));
    CHECK(follow(10));
    CHECK(lines_of(alike).find("e-1 e-5") == std::string::npos);
    CHECK(lines_of(alike) == pairs_one_by_one(history.project(), index));
    REQUIRE(history.run(merge_entities(context, EntityId("e-3"), EntityId("e-1"))->step));
    CHECK(follow(10));
    CHECK(lines_of(alike).find("e-3") == std::string::npos);
    REQUIRE(history.undo());
    REQUIRE(history.undo());
    CHECK(follow(10));  // a step was missed: all anew
    CHECK(lines_of(alike).substr(0, 8) == "e-1 e-5\n");
    CHECK(lines_of(alike) == pairs_one_by_one(history.project(), index));
}

TEST_CASE("alike entities: of very many only the best are kept, and more come when those are used up")
{
    Project start = worlds::empty_project();
    ProjectWriter writer(start);
    for (int i = 0; i < 600; ++i)
        writer.put(worlds::entity("e-" + std::to_string(1000 + i), "ORG",
                                  "Company " + std::string(1, char('A' + i % 20)) + " Ltd"));
    History history(std::move(start));
    EntityIndex index;
    REQUIRE(index.follow(history.project(), {}));
    AlikeEntities alike;
    REQUIRE(alike.follow(history.project(), index, {}, 10'000));
    CHECK(alike.pairs().size() == AlikeEntities::kMost);
    std::vector<Edit> gone;
    for (int i = 0; i < 400; ++i) gone.push_back(RemoveEntity{EntityId("e-" + std::to_string(1000 + i))});
    REQUIRE(history.run({"Delete many", gone}));
    REQUIRE(index.follow(history.project(), history.last_applied()));
    REQUIRE(alike.follow(history.project(), index, history.last_applied(), 10'000));
    CHECK(alike.follow(history.project(), index, history.last_applied(), 10'000));
    for (const AlikeEntities::Pair& pair : alike.pairs()) CHECK(history.project().find(pair.a) != nullptr);
    CHECK(alike.pairs().size() > 500);
}

TEST_CASE("entity candidates: among 2,000 entities and 20,000 mentions they are found well below a frame")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    std::mt19937 rng(3);
    const auto word = [&] {
        std::string made;
        for (uint32_t i = 0; i < 2 + random_below(rng, 3); ++i) {
            made += "bdfgklmnprst"[random_below(rng, 12)];
            made += "aeiou"[random_below(rng, 5)];
        }
        made[0] = static_cast<char>(made[0] - 'a' + 'A');
        return made;
    };
    std::string text;
    AnnotationSet* set = nullptr;
    std::vector<std::string> names;
    for (int i = 0; i < 2000; ++i) {
        names.push_back(word() + " " + word());
        writer.put(worlds::entity("e-" + std::to_string(i), "PERSON", names.back()));
        text += names.back() + "\n";
    }
    writer.put(worlds::document("d-1", text));
    set = &writer.put(worlds::set_info("t-1", "d-1", "mira"));
    uint32_t at = 0;
    for (int i = 0; i < 2000; ++i) {
        const auto end = at + static_cast<uint32_t>(names[static_cast<size_t>(i)].size());
        for (int k = 0; k < 10; ++k) {
            Span span = worlds::span("s-" + std::to_string(i * 10 + k), "PERSON", {{at, end}});
            span.entity = EntityId("e-" + std::to_string(i));
            writer.put(*set, std::move(span));
        }
        at = end + 1;
    }
    const EntityIndex index = index_of(project);
    const auto began = std::chrono::steady_clock::now();
    size_t right = 0;
    for (int i = 0; i < 200; ++i) {
        std::string name = names[static_cast<size_t>(i * 10)];
        name.erase(name.size() - 2, 1);  // misspelled
        const auto found = index.find(name, LabelId("PERSON"), 9);
        right += !found.empty() && found[0].id.text == "e-" + std::to_string(i * 10);
    }
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count() / 200;
    CHECK(right > 180);
    std::printf("candidates among 2,000 entities: %.2f ms\n", ms);
    CHECK(ms < 50);  // with sanitizers on a busy machine; ./dev bench measures
}

TEST_CASE("claim candidates: rare words, names and numbers find what claims the same, other articles first")
{
    Project project = worlds::ferry_project();
    const ClaimIndex index = [&] {
        ClaimIndex made;
        made.follow(project, {});
        return made;
    }();
    const auto first = index.find({"the ferry line is said to cost 38 million crowns"}, 5);
    REQUIRE(first.size() >= 2);
    CHECK(first[0].claim.text == "c-2");
    CHECK(first[1].claim.text == "c-1");
    // Not itself, and not the record that it points to.
    const auto others = index.find({"The ferry will run again", SpanId("s-8"), {}, DocumentId("d-1")}, 5);
    for (const ClaimCandidate& each : others) CHECK(each.span.text != "s-8");
    const auto linked = index.find({"the line will cost 41 million crowns", SpanId("s-2"), ClaimId("c-1")}, 5);
    REQUIRE(!linked.empty());
    CHECK(linked[0].claim.text == "c-2");
    CHECK(all_of(index.find({"nothing like it"}, 5)) == "");
    CHECK(index.find({""}, 5).empty());
}

TEST_CASE("candidates: of the real articles, nearly every entity and claim is among the first nine")
{
    const auto bytes = test_files::shared("corpus/gold.glossator.json");
    if (!bytes) return;
    auto read = read_native(*bytes);
    REQUIRE(read.has_value());
    const Project gold = std::move(*read);
    // As if annotated in order: each mention is asked for when those before it are known.
    Project known = worlds::copy_of(gold);
    ProjectWriter writer(known);
    for (const auto& set : gold.sets())
        set->spans.for_each([&](const Span& span) {
            Span bare = span;
            bare.entity = {};
            bare.claim.reset();
            writer.put(*writer.find(set->info.id), bare);
        });
    size_t asked = 0, first = 0, nine = 0, fresh = 0, claims = 0, claims_first = 0, claims_nine = 0;
    std::vector<EntityId> seen;
    std::vector<ClaimId> seen_claims;
    EntityIndex entities;
    ClaimIndex claim_index;
    for (const auto& set : gold.sets()) {
        const Document& document = *gold.find(set->info.document);
        AnnotationSet& to = *writer.find(set->info.id);
        set->spans.for_each([&](const Span& span) {
            if (!span.entity.empty()) {
                const bool is_known = std::find(seen.begin(), seen.end(), span.entity) != seen.end();
                entities.follow(known, {PutSpan{set->info.id, *to.spans.find(span.id)}});
                auto found = entities.find(words_of(*document.text, span), span.label, 9);
                for (const EntityId& id : recent_entities(to, span.begin(), {}, 9)) {
                    const auto same = [&](const EntityCandidate& each) { return each.id == id; };
                    if (std::none_of(found.begin(), found.end(), same)) found.push_back({id, {}, {}, 0});
                }
                const auto at = std::find_if(found.begin(), found.end(),
                                             [&](const EntityCandidate& each) { return each.id == span.entity; });
                if (is_known) {
                    ++asked;
                    first += at == found.begin();
                    nine += at - found.begin() < 9 && at != found.end();
                } else {
                    ++fresh;
                    seen.push_back(span.entity);
                }
            }
            if (span.claim) {
                claim_index.follow(known, {});
                const auto found = claim_index.find({words_of(*document.text, span), span.id, {}, document.id}, 9);
                const auto at = std::find_if(found.begin(), found.end(),
                                             [&](const ClaimCandidate& each) { return each.claim == span.claim->id; });
                if (std::find(seen_claims.begin(), seen_claims.end(), span.claim->id) != seen_claims.end()) {
                    ++claims;
                    claims_first += at == found.begin();
                    claims_nine += at != found.end();
                } else {
                    seen_claims.push_back(span.claim->id);
                }
            }
            writer.put(to, span);
        });
    }
    std::printf("entities: %zu new, %zu known, of these first %zu, among nine %zu\n", fresh, asked, first, nine);
    std::printf("claims: %zu known, of these first %zu, among nine %zu\n", claims, claims_first, claims_nine);
    CHECK(nine * 100 >= asked * 90);
    CHECK(claims_nine * 100 >= claims * 80);
}
