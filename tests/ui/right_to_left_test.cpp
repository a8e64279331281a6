#include "ui/right_to_left.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "panels.h"
#include "ui/language.h"
#include "ui/wording.h"

// The interface from right to left. English words in a language that says so: then every width is as in English.

namespace glossator {
namespace {

void turn(Desk& desk)
{
    desk.platform->assets["languages/ar.json"] =
        R"({"language": "ar", "direction": "rtl", "thousands": ",", "words": {}})";
    REQUIRE(run_command(*desk.app, "view.language", R"({"code": "ar"})"));
    desk.frames(3);
}

struct Corner {
    float x, y, u, v;
    friend bool operator<(const Corner& a, const Corner& b)
    {
        return std::tie(a.y, a.x, a.v, a.u) < std::tie(b.y, b.x, b.v, b.u);
    }
};

// The corners of what is drawn between `min` and `max`, as far as they may be seen.
std::vector<Corner> corners(ImVec2 min, ImVec2 max)
{
    std::vector<Corner> found;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
        for (const ImDrawCmd& command : list->CmdBuffer)
            for (unsigned i = 0; i < command.ElemCount; ++i) {
                const ImDrawVert& vertex = list->VtxBuffer[static_cast<int>(
                    list->IdxBuffer[static_cast<int>(command.IdxOffset + i)] + command.VtxOffset)];
                const ImVec2 at = vertex.pos;
                if (at.x < std::max(min.x, command.ClipRect.x) || at.x > std::min(max.x, command.ClipRect.z)) continue;
                if (at.y < std::max(min.y, command.ClipRect.y) || at.y > std::min(max.y, command.ClipRect.w)) continue;
                found.push_back({at.x, at.y, vertex.uv.x, vertex.uv.y});
            }
    std::sort(found.begin(), found.end());
    return found;
}

TEST_CASE("right to left: a control stands where it would stand in a mirror, and takes the same clicks")
{
    Desk desk;
    open_sample(desk);
    focus_first(desk, "PERSON");
    const char* names[] = {"top.undo",  "top.inspector", "top.view",      "documents.filter",
                           "inspector", "status.caret",  "inspector.note"};
    std::map<std::string, Box> before;
    for (const char* name : names) before[name] = box_of(desk, name);
    const size_t there = desk.app->project().documents().size();
    turn(desk);
    for (const auto& [name, box] : before) {
        CAPTURE(name);
        const Box now = box_of(desk, name);
        CHECK(now.x == doctest::Approx(1280 - box.x - box.width));
        CHECK(now.y == doctest::Approx(box.y));
        CHECK(now.width == doctest::Approx(box.width));
    }
    CHECK(box_of(desk, "documents.filter").x > box_of(desk, "inspector").x);
    const DocumentId second = desk.app->project().documents()[1].id;
    click(desk, "document:" + second.text);
    CHECK(desk.app->session().document == second);
    CHECK(desk.app->project().documents().size() == there);
    click(desk, "top.inspector");
    CHECK_FALSE(visible(desk, "inspector"));
    REQUIRE(run_command(*desk.app, "view.language", R"({"code": "en"})"));
    desk.frames(2);
    CHECK(box_of(desk, "documents.filter").x == before["documents.filter"].x);
}

TEST_CASE("right to left: the text of an article is drawn and marked as it is written")
{
    Desk desk;
    open_sample(desk);
    desk.frames(60);  // until the minimap is whole
    const Box before = box_of(desk, "reading");
    const std::vector<Corner> drawn =
        corners({before.x + 2, before.y + 2}, {before.x + before.width - 2, before.y + before.height - 2});
    turn(desk);
    const Box now = box_of(desk, "reading");
    const std::vector<Corner> again = corners({now.x + 2, now.y + 2}, {now.x + now.width - 2, now.y + now.height - 2});
    CHECK(now.width == before.width);
    REQUIRE(drawn.size() > 1000);
    REQUIRE(again.size() == drawn.size());
    size_t moved = 0;
    for (size_t i = 0; i < drawn.size(); ++i)
        moved +=
            std::abs(again[i].x - now.x - (drawn[i].x - before.x)) > 0.01f || std::abs(again[i].y - drawn[i].y) > 0.01f;
    CHECK(moved == 0);

    const std::string words = "ferry";
    desk.drag_over(words);
    CHECK(desk.selected() == words);
    const size_t spans = desk.app->set()->spans.size();
    desk.type("p");
    CHECK(desk.app->set()->spans.size() == spans + 1);
    CHECK(desk.quotes(desk.app->session().focused) == std::vector<std::string>{words});
}

TEST_CASE("right to left: letters keep their form, and a line ends where it would have begun")
{
    Desk desk;
    const auto letters = [&](const char* control) {
        const Box box = box_of(desk, control);
        return corners({box.x, box.y}, {box.x + box.width, box.y + box.height});
    };
    open_sample(desk);
    const std::vector<Corner> before = letters("top.view");
    const Box box = box_of(desk, "top.view");
    turn(desk);
    const std::vector<Corner> now = letters("top.view");
    // Of each letter the left upper corner of its picture is at the left still.
    const auto left_of_letters = [](const std::vector<Corner>& all) {
        std::multiset<std::pair<float, float>> pictures;
        for (const Corner& corner : all) pictures.insert({corner.u, corner.v});
        return pictures;
    };
    REQUIRE(before.size() > 12);
    CHECK(left_of_letters(before) == left_of_letters(now));
    CHECK(box_of(desk, "top.view").x == doctest::Approx(1280 - box.x - box.width));
    for (const std::vector<Corner>& all : {before, now})
        for (size_t i = 0; i + 1 < all.size(); ++i)  // in a row of corners u grows with x, within a letter
            if (all[i].y == all[i + 1].y && all[i].x + 3 > all[i + 1].x && all[i].v == all[i + 1].v)
                CHECK(all[i].u <= all[i + 1].u);
}

TEST_CASE("right to left: what is typed into a field is there, and the mouse puts the caret where it points")
{
    Desk desk;
    open_sample(desk);
    turn(desk);
    click(desk, "inspector.document.title");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.type("abcdef");
    const Box field = box_of(desk, "inspector.document.title");
    desk.click({field.x + field.width - 9, field.y + field.height / 2});  // the text stands at the right
    desk.type("X");
    desk.click({field.x + 4, field.y + field.height / 2});
    desk.type("Y");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->document()->title == "YabcdefX");
}

TEST_CASE("languages: the first of those that the user reads, or as it is chosen")
{
    CHECK(language_for("") == "en");
    CHECK(language_for("de,fr") == "en");
    CHECK(language_for("de-AT,es-MX,ar") == "es");
    CHECK(language_for("zh-Hant-TW") == "zh");
    CHECK(language_for("esu,ur") == "ur");
    auto platform = std::make_shared<FakePlatform>();
    platform->languages = "fr-CA,es-ES";
    platform->assets["languages/es.json"] =
        R"({"language": "es", "words": {"Untitled project": "Proyecto sin título"}, "counted": {"{} spans": {"one": "{} tramo", "other": "{} tramos"}}, "thousands": "."})";
    Desk desk({1280, 800}, platform);
    CHECK(tr("Untitled project") == std::string("Proyecto sin título"));
    CHECK(tr("no such words") == std::string("no such words"));
    CHECK(counted(1, "span", "spans") == "1 tramo");
    CHECK(counted(12'345, "span", "spans") == "12.345 tramos");
    CHECK(counted(2, "hit", "hits") == "2 hits");
    REQUIRE(run_command(*desk.app, "view.language", R"({"code": "en"})"));
    desk.frames(2);
    CHECK(tr("Untitled project") == std::string("Untitled project"));
    CHECK_FALSE(run_command(*desk.app, "view.language", R"({"code": "xx"})"));
}

TEST_CASE("languages: a file that is none, or has none of the words, leaves English and says so")
{
    Desk desk;
    desk.platform->assets["languages/es.json"] = "{\"language\"";
    REQUIRE(run_command(*desk.app, "view.language", R"({"code": "es"})"));
    desk.frames(2);
    CHECK(tr("Save") == std::string("Save"));
    REQUIRE(!desk.app->session().problems.empty());
    CHECK(desk.app->session().problems.back().file == "languages/es.json");
}

TEST_CASE("languages: plural categories are those of CLDR")
{
    for (const auto& [number, category] : std::vector<std::pair<size_t, std::string_view>>{{0, "zero"},
                                                                                           {1, "one"},
                                                                                           {2, "two"},
                                                                                           {3, "few"},
                                                                                           {10, "few"},
                                                                                           {11, "many"},
                                                                                           {99, "many"},
                                                                                           {100, "other"},
                                                                                           {102, "other"},
                                                                                           {103, "few"},
                                                                                           {111, "many"},
                                                                                           {1000, "other"}})
        CHECK(plural_category("ar", number) == category);
    for (const auto& [number, category] : std::vector<std::pair<size_t, std::string_view>>{
             {0, "other"}, {1, "one"}, {2, "other"}, {1'000'000, "many"}, {2'000'000, "many"}, {1'000'001, "other"}})
        CHECK(plural_category("es", number) == category);
    CHECK(plural_category("zh", 1) == "other");
    CHECK(plural_category("ur", 1) == "one");
    CHECK(plural_category("ur", 0) == "other");
}

TEST_CASE("languages: names stand in the order that the language has")
{
    Desk desk;
    desk.platform->assets["languages/ar.json"] =
        R"({"language": "ar", "direction": "rtl", "thousands": ",", "words": {"{} of {}": "<{2}:{1}>"}})";
    CHECK(tr("{} of {}", {"a", "b"}) == "a of b");
    REQUIRE(run_command(*desk.app, "view.language", R"({"code": "ar"})"));
    desk.frames(2);
    CHECK(tr("{} of {}", {"a", "b"}) == "<\u2068b\u2069:\u2068a\u2069>");
    CHECK(tr("{ {} }", {"a"}) == "{ \u2068a\u2069 }");
    CHECK(tr("{}", {"{}"}) == "\u2068{}\u2069");
}

}  // namespace
}  // namespace glossator
