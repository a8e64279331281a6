#include <doctest/doctest.h>

#include "desk.h"

// The reading view by mouse and keyboard.
namespace glossator {
namespace {

const std::string kArticle =
    "ISLAMABAD: The meeting was co-chaired by Pakistan’s Special Secretary Nabeel Munir and Gregory D. LoGerfo.\n"
    "The US listed the Baloch Liberation Army (BLA) on Monday, it said. Nothing else happened.\n";

const Span& only_span(Desk& desk)
{
    REQUIRE(desk.app->set());
    REQUIRE(desk.app->set()->spans.size() == 1);
    return desk.app->set()->spans.at(0);
}

TEST_CASE("reading: a drag selects what it covers and a label's key labels it")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.drag_over("Nabeel Munir");
    CHECK(desk.selected() == "Nabeel Munir");
    desk.type("p");
    CHECK(only_span(desk).label == LabelId("PERSON"));
    CHECK(desk.quotes(only_span(desk).id) == std::vector<std::string>{"Nabeel Munir"});
    CHECK(desk.app->session().focused == only_span(desk).id);
}

TEST_CASE("reading: a drag completes words, leaves a possessive out, and takes punctuation only where it was covered")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.drag_over("abeel Mun");
    CHECK(desk.selected() == "Nabeel Munir");
    desk.pause();
    desk.drag_over("Pakis");
    CHECK(desk.selected() == "Pakistan");
    desk.pause();
    desk.drag_over("(BLA)");
    CHECK(desk.selected() == "(BLA)");
    desk.pause();
    desk.drag_over("BLA");
    CHECK(desk.selected() == "BLA");
}

TEST_CASE("reading: with snapping off a drag is exact")
{
    Desk desk;
    desk.app->session().settings.snap_to_words = false;
    desk.open("a.txt", kArticle);
    desk.drag_over("abeel Mun");
    CHECK(desk.selected() == "abeel Mun");
}

TEST_CASE("reading: a double click selects the word, a triple click the sentence")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.click(desk.middle("Munir"), 2);
    CHECK(desk.selected() == "Munir");
    desk.pause();
    desk.click(desk.middle("listed"), 3);
    CHECK(desk.selected() == "The US listed the Baloch Liberation Army (BLA) on Monday, it said.");
}

TEST_CASE("reading: clicks go from the smallest span to the next larger one, and back")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.drag_over("Baloch Liberation Army");
    desk.type("o");
    const SpanId outer = desk.app->session().focused;
    desk.pause();
    desk.drag_over("Baloch");
    desk.type("n");
    const SpanId inner = desk.app->session().focused;
    REQUIRE(outer != inner);
    desk.pause();
    desk.click(desk.middle("Nothing"));
    CHECK(desk.app->session().focused.empty());
    desk.pause();
    desk.click(desk.middle("Baloch"));
    CHECK(desk.app->session().focused == inner);
    desk.pause();
    desk.click(desk.middle("Baloch"));
    CHECK(desk.app->session().focused == outer);
    desk.pause();
    desk.click(desk.middle("Baloch"));
    CHECK(desk.app->session().focused == inner);
}

TEST_CASE("reading: a click counts though the mouse arrives, presses and lets go before the next frame")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.drag_over("Baloch");
    desk.type("n");
    desk.press(ImGuiKey_Escape);
    REQUIRE(desk.app->session().focused.empty());
    desk.move_mouse({5, 5});
    desk.pause();
    const ImVec2 at = desk.middle("Baloch");
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.x, at.y);
    io.AddMouseButtonEvent(0, true);
    io.AddMouseButtonEvent(0, false);
    desk.frames(3);
    CHECK(desk.app->session().focused == only_span(desk).id);
}

TEST_CASE("reading: a drag counts though the mouse goes all its way and lets go before the next frame")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    ImGuiIO& io = ImGui::GetIO();
    const Box from = desk.boxes("Nabeel").front(), to = desk.boxes("Munir").front();
    desk.move_mouse({from.x + 1, from.y + from.height / 2});
    desk.button(true);
    io.AddMousePosEvent(to.x + to.width - 1, to.y + to.height / 2);
    io.AddMouseButtonEvent(0, false);
    desk.frames(3);
    CHECK(desk.selected() == "Nabeel Munir");
}

TEST_CASE("reading: a second fragment by selection and plus, or by a drag with Ctrl")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.drag_over("The US listed");
    desk.type("c");
    const SpanId claim = desk.app->session().focused;
    desk.pause();
    desk.drag_over("on Monday");
    desk.type("+");
    CHECK(desk.quotes(claim) == std::vector<std::string>{"The US listed", "on Monday"});
    desk.pause();
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    desk.drag_over("it said");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    desk.frames(2);
    CHECK(desk.quotes(claim) == std::vector<std::string>{"The US listed", "on Monday", "it said"});
}

TEST_CASE("reading: the grip below an end moves it, by grapheme")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.drag_over("Nabeel");
    desk.type("p");
    desk.pause();
    const Box word = desk.boxes("Nabeel").front();
    const Box to = desk.boxes("Munir").front();
    desk.drag({word.x + word.width, word.y + word.height + 5}, {to.x + to.width, to.y + to.height / 2});
    CHECK(desk.quotes(only_span(desk).id) == std::vector<std::string>{"Nabeel Munir"});
    CHECK(*desk.app->history().undo_title() == "Move end");
}

TEST_CASE("reading: everything by keyboard alone")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_End);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Home);
    for (int i = 0; i < 9; ++i) desk.press(ImGuiKey_RightArrow);  // into "ISLAMABAD"
    desk.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_LeftArrow);
    CHECK(desk.selected() == "ISLAMABAD");
    desk.type("g");
    CHECK(only_span(desk).label == LabelId("GPE"));
    desk.press(ImGuiMod_Alt | ImGuiKey_RightArrow);
    CHECK(desk.quotes(only_span(desk).id) == std::vector<std::string>{"ISLAMABAD:"});
    desk.press(ImGuiMod_Alt | ImGuiKey_LeftArrow);
    desk.type("l");  // relabels the focused span
    CHECK(only_span(desk).label == LabelId("LOC"));
    desk.press(ImGuiKey_Delete);
    CHECK(desk.app->set()->spans.empty());
    for (int i = 0; i < 5; ++i) desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(desk.app->set()->spans.empty());
    for (int i = 0; i < 4; ++i) desk.press(ImGuiMod_Ctrl | ImGuiKey_Y);
    CHECK(only_span(desk).label == LabelId("LOC"));
}

TEST_CASE("reading: a label chosen first goes on every selection until Escape")
{
    Desk desk;
    desk.open("a.txt", kArticle);
    desk.type("p");
    CHECK(desk.app->session().armed == LabelId("PERSON"));
    desk.drag_over("Nabeel Munir");
    desk.pause();
    desk.drag_over("Gregory");
    CHECK(desk.app->set()->spans.size() == 2);
    desk.pause();
    desk.click(desk.middle("Monday"), 2);  // a third click might follow, so the label waits
    CHECK(desk.app->set()->spans.size() == 2);
    desk.pause();
    desk.frames(2);
    CHECK(desk.app->set()->spans.size() == 3);
    desk.press(ImGuiKey_Escape);
    CHECK(desk.app->session().armed.empty());
}

TEST_CASE("reading: only what is visible is drawn, however long the text")
{
    std::string text;
    for (int i = 0; i < 20000; ++i) text += kArticle;
    Desk desk;
    desk.open("a.txt", text);
    const int at_top = ImGui::GetDrawData()->TotalVtxCount;
    CHECK(at_top < 40000);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_End);
    CHECK(desk.app->session().selection.caret == text.size());
    CHECK(ImGui::GetDrawData()->TotalVtxCount < 40000);
    const ReadingView::Scroll scroll = desk.app->reading_view().scroll();
    CHECK(scroll.top > scroll.total * 0.9);
}

TEST_CASE("reading: the wheel moves the text by exactly its pixels, also through text that nobody has seen")
{
    std::string text;
    for (int i = 0; i < 300; ++i)
        text += "Mark" + std::to_string(i) + " " + std::string(static_cast<size_t>(i % 9 * 40), 'x') + " " + kArticle;
    Desk desk;
    desk.open("a.txt", text);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_End);
    desk.move_mouse({600, 400});
    for (int i = 299; i > 250; --i) {
        const std::string mark = "Mark" + std::to_string(i) + " ";
        for (int step = 0; step < 100 && desk.boxes(mark).empty(); ++step) {
            ImGui::GetIO().AddMouseWheelEvent(0, 0.5f);
            desk.frames(2);
        }
        REQUIRE(!desk.boxes(mark).empty());
        const Box before = desk.boxes(mark).front();
        ImGui::GetIO().AddMouseWheelEvent(0, 0.37f);
        desk.frames(2);
        REQUIRE(!desk.boxes(mark).empty());
        const bool was_whole = before.height > 23;  // else its top was hidden
        if (was_whole) CHECK(desk.boxes(mark).front().y == doctest::Approx(before.y + 37).epsilon(0.001));
    }
}

}  // namespace
}  // namespace glossator
