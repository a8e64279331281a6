#include <algorithm>

#include "panels.h"

// The document at a glance beside the scroll bar.
namespace glossator {
namespace {

std::string long_text(int paragraphs)
{
    std::string text;
    for (int i = 0; i < paragraphs; ++i)
        text += "Paragraph " + std::to_string(i) + " says " + std::string(static_cast<size_t>(i * 7 % 90), 'x') + ".\n";
    return text;
}

// Vertices that lie in the strip between two heights of the screen.
int painted(Desk& desk, float from, float to)
{
    desk.frames(12);  // until all rows have been looked at
    const Box strip = box_of(desk, "reading.minimap");
    int count = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
        for (const ImDrawVert& v : list->VtxBuffer)
            count += v.pos.x >= strip.x && v.pos.x <= strip.x + strip.width && v.pos.y >= from && v.pos.y <= to;
    return count;
}

TEST_CASE("minimap: it is there only where there is more text than the view shows")
{
    Desk desk;
    desk.open("a.txt", "Short.\n");
    CHECK_FALSE(visible(desk, "reading.minimap"));
    desk.open("b.txt", long_text(200));
    CHECK(visible(desk, "reading.minimap"));
}

TEST_CASE("minimap: a click brings what is shown there into the view, and a drag goes on from there")
{
    Desk desk;
    desk.open("a.txt", long_text(400));
    desk.frames(12);
    const Box strip = box_of(desk, "reading.minimap");
    const float x = strip.x + strip.width / 2;
    const auto share = [&] {
        const ReadingView::Scroll s = desk.app->reading_view().scroll();
        return (s.top + s.view / 2) / s.total;
    };
    for (const double at : {0.5, 0.8, 0.3}) {
        desk.click({x, strip.y + static_cast<float>(at) * strip.height});
        CHECK(share() == doctest::Approx(at).epsilon(0.05));
    }
    desk.drag({x, strip.y + strip.height * 0.3f}, {x + 60, strip.y + strip.height * 0.6f});
    CHECK(share() == doctest::Approx(0.6).epsilon(0.05));
    CHECK(desk.app->session().selection.empty());
    desk.click({x, strip.y + 1});
    CHECK(desk.app->reading_view().scroll().top == doctest::Approx(0));
}

TEST_CASE("minimap: a span, a hit and a problem stand where the scroll bar would show them; what is hidden doesn't")
{
    Desk desk;
    desk.open("a.txt", long_text(400));
    const Box strip = box_of(desk, "reading.minimap");
    const TextRange at = desk.find("Paragraph 300");
    const auto around = [&](double share) {
        const float y = strip.y + static_cast<float>(share) * strip.height;
        return painted(desk, y - 12, y + 12);
    };
    const int before = around(0.75);
    REQUIRE(run_command(*desk.app, "span.create",
                        Args()
                            .text("label", "CLAIM")
                            .json("at", "[[" + std::to_string(at.begin) + "," + std::to_string(at.end) + "]]")
                            .str()));
    desk.app->session().focused = {};
    desk.app->session().scroll_to_byte = 0;
    desk.frames(4);
    const int span = around(0.75);
    CHECK(span > before);
    REQUIRE(run_command(*desk.app, "view.layer:claim", "{}"));
    CHECK(around(0.75) == before);
    const std::string words(desk.app->document()->text->slice(at));
    REQUIRE(run_command(*desk.app, "search.run", Args().text("query", words).flag("match_case", true).str()));
    const int hit = around(0.75);
    CHECK(hit > before);
    Problem problem;
    problem.message = "Something is wrong here.";
    problem.document = desk.app->document()->id;
    problem.range = at;
    desk.app->session().problems.push_back(problem);
    CHECK(around(0.75) > hit);
}

TEST_CASE("minimap: a document with very many spans is looked at some rows a frame, and all rows get their turn")
{
    Desk desk;
    desk.open("a.txt", long_text(3000));
    const Text& text = *desk.app->document()->text;
    for (uint32_t line = 0; line + 1 < text.lines(); ++line) {
        const TextRange at = text.line_content(line);
        REQUIRE(run_command(*desk.app, "span.create",
                            Args()
                                .text("label", line % 2 ? "PERSON" : "ORG")
                                .json("at", "[[" + std::to_string(at.begin) + "," + std::to_string(at.begin + 9) + "]]")
                                .str()));
    }
    desk.app->session().focused = {};
    desk.app->session().scroll_to_byte = 0;
    const Box strip = box_of(desk, "reading.minimap");
    const int all = painted(desk, strip.y, strip.y + strip.height);
    CHECK(all > 500);                   // everywhere
    CHECK(all < 8 * 3 * strip.height);  // but no more than the rows have room for
}

}  // namespace
}  // namespace glossator
