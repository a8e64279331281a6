#include "core/io/journal.h"

#include <doctest/doctest.h>

#include <utility>

#include "core/base/sha256.h"
#include "core/edit/compose.h"
#include "core/io/native.h"
#include "tests/unit/random_project.h"
#include "tests/unit/worlds.h"

namespace glossator::journal_test {
namespace {

// A project that is worked on, and the lines that its journal would hold.
struct Desk {
    History history;
    std::string snapshot;
    std::vector<std::string> lines;

    explicit Desk(Project project) : history(std::move(project)), snapshot(write_native(history.project())) {}

    bool run(Step step) { return history.run(std::move(step)).has_value(); }
    void write_journal()
    {
        for (const JournalEntry& entry : history.take_journal())
            lines.push_back(write_journal_entry(history.project(), entry));
    }
    History read_again() const
    {
        History again(read_native(snapshot).value());
        for (const std::string& line : lines) {
            CAPTURE(line);
            const Status status = replay_journal_line(again, line);
            CAPTURE((status ? std::string() : status.error().message));
            REQUIRE(status);
        }
        return again;
    }
};

std::string title(const std::string* title)
{
    return title == nullptr ? "(none)" : *title;
}

Edit random_edit(worlds::Chance& chance, const Project& project)
{
    const auto number = [&] { return std::to_string(chance.below(6)); };
    const SetId set = project.sets().empty()
                          ? SetId("t-1")
                          : project.sets()[chance.below(static_cast<uint32_t>(project.sets().size()))]->info.id;
    const AnnotationSet* there = project.find(set);
    const Document* document = there != nullptr ? project.find(there->info.document) : nullptr;
    switch (chance.below(18)) {
    case 0: {
        ProjectInfo info = project.info();
        info.title = worlds::random_words(chance);
        info.file_extra = worlds::random_extra(chance);
        return PutProjectInfo{info};
    }
    case 1: return PutSchema{project.schema()};
    case 2: return PutAnnotator{worlds::annotator("n-" + number(), worlds::random_words(chance))};
    case 3: return RemoveAnnotator{AnnotatorId("n-" + number())};
    case 4: return PutDocument{worlds::document("d-x" + number(), "Text é " + number()), chance.below(4)};
    case 5: return RemoveDocument{DocumentId("d-x" + number())};
    case 6: return PutEntity{worlds::entity("e-" + number(), "PERSON", worlds::random_words(chance))};
    case 7: return RemoveEntity{EntityId("e-" + number())};
    case 8: return PutClaim{worlds::claim("c-" + number(), worlds::random_words(chance))};
    case 9: return RemoveClaim{ClaimId("c-" + number())};
    case 10: return PutSet{worlds::set_info("t-x" + number(), "d-x" + number(), "mira")};
    case 11: return RemoveSet{SetId("t-x" + number())};
    case 12: return PutRelation{set, worlds::relation("r-" + number(), "near", "s-" + number(), "s-" + number())};
    case 13: return RemoveRelation{set, RelationId("r-" + number())};
    case 14: return PutAttribution{set, worlds::attribution("a-" + number(), {"s-" + number()}, {}, {"s-" + number()})};
    case 15: return RemoveAttribution{set, AttributionId("a-" + number())};
    case 16: return RemoveSpan{set, SpanId("s-" + number())};
    default:
        return PutSpan{set,
                       document == nullptr ? Span() : worlds::random_span(chance, *document->text, "s-" + number())};
    }
}

TEST_CASE("journal: a snapshot and the lines after it give project and undo history again")
{
    for (uint32_t seed = 0; seed < 15; ++seed) {
        CAPTURE(seed);
        worlds::Chance chance(seed);
        Desk desk(worlds::ferry_project());
        for (int i = 0; i < 150; ++i) {
            if (chance.one_in(5)) {
                (void)desk.history.undo();
            } else if (chance.one_in(6)) {
                (void)desk.history.redo();
            } else {
                Step step{"Step " + std::to_string(i), {}};
                for (uint32_t k = 0; k <= chance.below(2); ++k)
                    step.edits.push_back(random_edit(chance, desk.history.project()));
                (void)desk.run(std::move(step));
            }
            if (!chance.one_in(4)) desk.write_journal();  // at times several entries wait for being written
        }
        desk.write_journal();
        CHECK(desk.lines.size() > 40);

        History again = desk.read_again();
        CHECK(write_native(again.project()) == write_native(desk.history.project()));
        CHECK(again.steps_done() == desk.history.steps_done());
        CHECK(title(again.undo_title()) == title(desk.history.undo_title()));
        CHECK(title(again.redo_title()) == title(desk.history.redo_title()));
        while (desk.history.undo()) REQUIRE(again.undo());
        CHECK(write_native(again.project()) == desk.snapshot);
    }
}

TEST_CASE("journal: a document, its set and its spans may come in one step")
{
    Desk desk(worlds::empty_project());
    Document document = worlds::document("d-1", worlds::kShortText);
    const Span span = worlds::span(document, "s-1", "PERSON", {"渡し船"});
    const std::vector<Edit> edits = {PutDocument{document}, PutSet{worlds::set_info("t-1", "d-1", "mira")},
                                     PutSpan{SetId("t-1"), span}};
    REQUIRE(desk.run({"Add", edits}));
    desk.write_journal();
    CHECK(desk.lines.front().find("\"quote\": [\"渡し船\"]") != std::string::npos);
    CHECK(worlds::difference(desk.history.project(), desk.read_again().project()) == "");
}

TEST_CASE("journal: a span whose set is gone when the line is written keeps its place")
{
    Desk desk(worlds::ferry_project());
    const Document& document = desk.history.project().documents()[1];
    REQUIRE(desk.run({"Mark", {PutSpan{SetId("t-3"), worlds::span(document, "s-20", "CUE", {"Zoë", "渡し船"})}}}));
    REQUIRE(desk.run({"Empty", {RemoveSpan{SetId("t-3"), SpanId("s-20")}, RemoveSet{SetId("t-3")}}}));
    desk.write_journal();
    History again = desk.read_again();
    REQUIRE(again.undo());
    REQUIRE(desk.history.undo());
    CHECK(worlds::difference(desk.history.project(), again.project()) == "");
}

TEST_CASE("journal: every shorter beginning of a line is refused, and the history stays as it was")
{
    Desk desk(worlds::ferry_project());
    const Document& document = desk.history.project().documents()[0];
    REQUIRE(desk.run({"Mark", {PutSpan{SetId("t-1"), worlds::span(document, "s-20", "CUE", {"reported"})}}}));
    desk.write_journal();
    const std::string line = desk.lines.front();
    History again(read_native(desk.snapshot).value());
    for (size_t size = 0; size < line.size(); ++size) {
        const Status status = replay_journal_line(again, std::string_view(line).substr(0, size));
        REQUIRE(!status);
        CHECK(status.error().offset <= size);
    }
    CHECK(write_native(again.project()) == desk.snapshot);
    CHECK(again.steps_done() == 0);
}

namespace {

// Work of which a snapshot and twenty lines were kept, and what the project was after each.
struct Kept {
    KeptJournal journal;
    std::vector<std::string> projects;
};

Kept kept_work()
{
    Kept kept;
    History history(worlds::ferry_project());
    kept.journal.snapshot = write_native(history.project());
    JournalChain chain;
    const auto keep = [&](const std::string& entry) {
        kept.journal.lines.push_back(chain.add(entry, "2026-03-02T09:00:00Z", "mira"));
        kept.projects.push_back(write_native(history.project()));
        ++kept.journal.lines_kept;
    };
    keep(write_journal_start("Ferry", sha256_hex(kept.journal.snapshot)));
    for (int i = 0; i < 20; ++i) {
        if (i % 5 == 4)
            REQUIRE(history.undo());
        else
            REQUIRE(history.run(
                {"Rename " + std::to_string(i), {PutEntity{worlds::entity("e-9", "PERSON", std::to_string(i))}}}));
        for (const JournalEntry& entry : history.take_journal()) keep(write_journal_entry(history.project(), entry));
    }
    return kept;
}

}  // namespace

TEST_CASE("journal: lines say when, by whom and what, and replaying stops wherever one likes")
{
    const Kept kept = kept_work();
    const JournalLine start = read_journal_line(kept.journal.lines.front()).value();
    CHECK(start.kind == JournalLine::Kind::Start);
    CHECK(start.number == 1);
    CHECK(start.title == "Ferry");
    CHECK(start.sha256 == sha256_hex(kept.journal.snapshot));
    const JournalLine step = read_journal_line(kept.journal.lines[1]).value();
    CHECK(step.title == "Rename 0");
    CHECK(step.at == "2026-03-02T09:00:00Z");
    CHECK(step.by == "mira");
    CHECK(step.after == sha256_hex(kept.journal.lines.front()));
    CHECK(read_journal_line(kept.journal.lines[5]).value().kind == JournalLine::Kind::Undo);
    for (size_t wanted = 1; wanted <= kept.journal.lines.size(); ++wanted) {
        const auto replayed = replay_journal(kept.journal, wanted);
        REQUIRE(replayed);
        CHECK(!replayed->fault);
        CHECK(replayed->lines == wanted);
        CHECK(write_native(replayed->history.project()) == kept.projects[wanted - 1]);
    }
}

TEST_CASE("journal: a chain goes on where it was left")
{
    Kept kept = kept_work();
    JournalChain chain;
    chain.follow(kept.journal.lines.back());
    kept.journal.lines.push_back(chain.add("{\"undo\": true}", "", ""));
    CHECK(read_journal_line(kept.journal.lines.back()).value().number == 22);
    const auto replayed = replay_journal(kept.journal);
    REQUIRE(replayed);
    CHECK(!replayed->fault);
}

TEST_CASE("journal: a line that is missing, changed or elsewhere shows, and nothing from there on is replayed")
{
    const Kept kept = kept_work();
    const size_t count = kept.journal.lines.size();
    const auto replayed_of = [&](const KeptJournal& damaged) {
        auto replayed = replay_journal(damaged);
        REQUIRE(replayed);
        CHECK(write_native(replayed->history.project()) == kept.projects[replayed->lines - 1]);
        return std::pair(replayed->lines, replayed->fault.value_or(""));
    };
    for (size_t i = 1; i < count; ++i) {
        CAPTURE(i);
        KeptJournal damaged = kept.journal;
        damaged.lines.erase(damaged.lines.begin() + static_cast<std::ptrdiff_t>(i));
        const auto [lines, fault] = replayed_of(damaged);
        CHECK(lines == i);
        CHECK(fault.find("missing") != std::string::npos);
    }
    for (size_t i = 0; i + 1 < count; ++i) {
        CAPTURE(i);
        KeptJournal damaged = kept.journal;
        std::string& line = damaged.lines[i];
        line.replace(line.find("mira"), 4, "lena");
        const auto [lines, fault] = replayed_of(damaged);
        CHECK(lines == i + 1);  // the next one tells
        CHECK(fault == "entry " + std::to_string(i + 2) +
                           " of 21: it doesn't belong after the one before it, or that has been changed");
    }
    for (size_t i = 1; i + 1 < count; ++i) {
        KeptJournal damaged = kept.journal;
        std::swap(damaged.lines[i], damaged.lines[i + 1]);
        CHECK(replayed_of(damaged).first == i);
    }
    KeptJournal cut = kept.journal;
    cut.lines.resize(count - 3);
    CHECK(replayed_of(cut) == std::pair(count - 3, std::string("the last 3 of 21 entries are missing")));
    KeptJournal torn = kept.journal;
    torn.lines.back().resize(30);
    CHECK(replayed_of(torn).first == count - 1);
    KeptJournal gone = kept.journal;
    gone.snapshot.resize(gone.snapshot.size() / 2);
    CHECK(!replay_journal(gone));
}

TEST_CASE(
    "journal: all that was kept goes into a file and comes back, every shorter beginning of which is read or refused")
{
    const Kept kept = kept_work();
    const std::string file = write_journal_file(kept.journal);
    CHECK(looks_like_journal_file(file));
    CHECK(!looks_like_journal_file(kept.journal.snapshot));
    const KeptJournal again = read_journal_file(file).value();
    CHECK(again.snapshot == kept.journal.snapshot);
    CHECK(again.lines == kept.journal.lines);
    CHECK(again.lines_kept == 21);
    for (size_t size = 0; size < file.size(); size += size < 200 ? 1 : 97) {
        CAPTURE(size);
        const Result<KeptJournal> part = read_journal_file(std::string_view(file).substr(0, size));
        if (!part) continue;
        const auto replayed = replay_journal(*part);
        CHECK((!replayed || replayed->fault));
    }
}

TEST_CASE("journal: lines that don't fit the project are refused")
{
    const char* lines[] = {
        "{\"redo\": true}",
        "{\"undo\": false}",
        "[]",
        R"({"step": "x", "edits": [{"put": "span", "set": "t-9", "record": {}}]})",
        R"({"step": "x", "edits": [{"remove": "spun", "id": "s-1"}]})",
        R"({"step": "x", "edits": [{"remove": "span", "set": "t-1", "id": "s-99"}]})",
        R"({"step": "x", "edits": [{"put": "entity", "remove": "entity", "id": "e-1"}]})",
        R"({"step": "x", "edits": [{"put": "entity", "record": {"id": "e-9", "name": "N", "y": 1}}]})",
        R"({"step": "x", "edits": [{"put": "span", "set": "t-1", "bytes": [[5, 2]], "record": {"id": "s-9", "label": "CUE", "at": [], "quote": []}}]})",
    };
    History history(worlds::ferry_project());
    const std::string before = write_native(history.project());
    for (const char* line : lines) {
        CAPTURE(line);
        const Status status = replay_journal_line(history, line);
        REQUIRE(!status);
        CHECK(status.error().offset != Error::kNoOffset);
        CHECK(write_native(history.project()) == before);
    }
}

}  // namespace
}  // namespace glossator::journal_test
