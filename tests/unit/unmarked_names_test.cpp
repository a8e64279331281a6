#include <doctest/doctest.h>

#include "core/edit/compose.h"
#include "core/learn/unmarked_names.h"
#include "tests/unit/random_edits.h"
#include "tests/unit/worlds.h"

// What looks like a name and isn't marked.
namespace glossator::unmarked_names_test {
namespace {

using namespace worlds;

struct Sheet {
    explicit Sheet(const std::string& text, const char* language = "en") : project(empty_project())
    {
        Document made = document("d-1", text);
        made.language = language;
        writer.put(made);
        set = &writer.put(set_info("t-1", "d-1", "mira"));
    }
    Sheet& mark(const char* words)
    {
        writer.put(*set, span(project.documents()[0], "s-" + std::to_string(set->spans.size()), "PERSON", {words}));
        return *this;
    }
    // Their words, with bars between.
    std::string names()
    {
        UnmarkedNames names;
        names.follow(project, {});
        const Document& in = project.documents()[0];
        std::string out;
        for (const TextRange name : names.names_in(project, in, set, {0, in.text->size()}))
            out += (out.empty() ? "" : "|") + std::string(in.text->slice(name));
        return out;
    }

    Project project;
    ProjectWriter writer{project};
    AnnotationSet* set;
};

TEST_CASE("unmarked names: words with capitals that no entity span touches")
{
    CHECK(Sheet("Then Ilse Okonjo met Jean-Luc of the Harbour Board in Oslo.\n").names() ==
          "Ilse Okonjo|Jean-Luc|Harbour Board|Oslo");
    CHECK(Sheet("The line of Gregory D. LoGerfo went, he said. I saw it.\n").names() == "Gregory D. LoGerfo");
    CHECK(Sheet("Then Ilse Okonjo met her in Oslo.\n").mark("Okonjo").names() == "Oslo");
    CHECK(Sheet("nothing here\n\n").names().empty());
    CHECK(Sheet("").names().empty());
}

TEST_CASE("unmarked names: a sentence's first word counts only by what is known of it")
{
    CHECK(Sheet("However, they left. They came.\n").names().empty());
    CHECK(Sheet("The Board left. Okonjo came. In all, the year in which Okonjo came.\n").names() ==
          "Board|Okonjo|Okonjo");
    CHECK(Sheet("Ilse Okonjo left.\n").names() == "Ilse Okonjo");
    CHECK(Sheet("Okonjo left. Then Zoë met Okonjo.\n").mark("Zoë").names() == "Okonjo|Okonjo");
}

TEST_CASE("unmarked names: what is marked elsewhere, in any script, as it is written")
{
    CHECK(Sheet("市長は渡し船に乗った。渡し船は市長のもの。\n", "ja").mark("市長").names() == "市長");
    CHECK(Sheet("وصل حسن إلى عدن. قال حسن ذلك.\n", "ar").mark("حسن").names() == "حسن");
    // German writes every noun with a capital, so only what is known is a name.
    CHECK(Sheet("Die Fähre fährt. Die Werft sah die Fähre.\n", "de").mark("Fähre").names() == "Fähre");
    // A pronoun that is marked makes no name of all others, nor does a number.
    CHECK(Sheet("they saw it. they left 41 crowns, 41 crowns.\n").mark("they").mark("41 crowns").names().empty());
    CHECK(Sheet("a boat of the iPhone kind; the iPhones, an iPhone.\n").mark("iPhone").names().empty());
    CHECK(Sheet("then Oslo. Oslonians left\n").mark("Oslo").names().empty());
}

TEST_CASE("unmarked names: the next and the previous one, through a long text, window by window")
{
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "so it went on\n";
    const std::string filler = text;
    text += "and Oslo was there\n" + filler + "and Aden was too\n";
    Sheet sheet(text);
    UnmarkedNames names;
    names.follow(sheet.project, {});
    const Document& in = sheet.project.documents()[0];
    const auto find = [&](uint32_t from, Direction direction) {
        const auto found = names.next(sheet.project, in, sheet.set, from, direction);
        return found ? std::string(in.text->slice(*found)) : std::string();
    };
    const auto oslo = static_cast<uint32_t>(text.find("Oslo"));
    CHECK(find(0, Direction::Forward) == "Oslo");
    CHECK(find(oslo, Direction::Forward) == "Aden");
    CHECK(find(in.text->size(), Direction::Backward) == "Aden");
    CHECK(find(static_cast<uint32_t>(text.find("Aden")), Direction::Backward) == "Oslo");
    CHECK(find(oslo, Direction::Backward).empty());
    CHECK(find(in.text->size(), Direction::Forward).empty());
    CHECK_FALSE(names.next(sheet.project, document("d-9", ""), nullptr, 0, Direction::Forward));
}

TEST_CASE("unmarked names: a line without end is looked at in parts, each name found once")
{
    std::string text;
    for (int i = 0; i < 8000; ++i) text += i % 1000 == 500 ? "and Oslo " : "so it went ";
    Sheet sheet(text);
    UnmarkedNames names;
    names.follow(sheet.project, {});
    size_t count = 0;
    uint32_t from = 0;
    while (const auto found =
               names.next(sheet.project, sheet.project.documents()[0], nullptr, from, Direction::Forward)) {
        CHECK(sheet.project.documents()[0].text->slice(*found) == "Oslo");
        from = found->begin;
        ++count;
    }
    CHECK(count == 8);
}

TEST_CASE("unmarked names: what is known follows random edits, undo and redo")
{
    for (uint32_t seed = 1; seed <= 10; ++seed) {
        CAPTURE(seed);
        History history(ferry_project());
        RandomEdits edits(seed);
        UnmarkedNames followed;
        for (int step = 0; step < 150; ++step) {
            const Project& project = history.project();
            if (step % 7 == 3)
                (void)history.undo();
            else if (step % 7 == 5)
                (void)history.redo();
            else
                (void)history.run({"Edit", {edits.next(project)}});
            followed.follow(project, history.last_applied());
            UnmarkedNames fresh;
            fresh.follow(project, {});
            for (const Document& document : project.documents()) {
                const TextRange all{0, document.text->size()};
                CHECK(followed.names_in(project, document, nullptr, all) ==
                      fresh.names_in(project, document, nullptr, all));
            }
        }
    }
}

}  // namespace
}  // namespace glossator::unmarked_names_test
