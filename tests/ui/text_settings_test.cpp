#include <doctest/doctest.h>

#include "panels.h"
#include "ui/settings.h"

// What the reader chooses about how text is set.
namespace glossator {
namespace {

void run(Desk& desk, const char* command)
{
    REQUIRE(run_command(*desk.app, command, "{}"));
    desk.frames(4);
}

TEST_CASE("text settings: paragraphs begin where their letters say, or all at one side, and a restart knows it")
{
    auto machine = std::make_shared<FakePlatform>();
    Desk desk({1280, 800}, machine);
    desk.open("a.txt", "Plain words.\nשלום עולם.\n");
    const auto left = [&](const char* words) { return desk.boxes(words).front().x; };
    const float latin = left("Plain"), hebrew = left("שלום");
    CHECK(hebrew > latin + 200);
    run(desk, "view.direction:1");
    CHECK(left("שלום") < hebrew - 200);
    run(desk, "view.direction:2");
    CHECK(left("Plain") > latin + 200);
    CHECK(left("שלום") == doctest::Approx(hebrew));
    CHECK(load_settings(*machine).direction == BaseDirection::RightToLeft);
    run(desk, "view.direction:0");
    CHECK(left("Plain") == doctest::Approx(latin));
}

TEST_CASE("text settings: Arabic letters can be written in Nastaliq or in Naskh")
{
    Desk desk;
    desk.open("a.txt", "یہ اردو کی ایک سطر ہے۔\nاور یہ دوسری۔\n");
    const auto pitch = [&] { return desk.boxes("دوسری").front().y - desk.boxes("اردو").front().y; };
    const float naskh = pitch();
    run(desk, "view.arabic_hand:1");
    const float nastaliq = pitch();
    CHECK(nastaliq > naskh + 4);  // its letters stand on a slope
    run(desk, "view.arabic_hand:2");
    CHECK(pitch() == doctest::Approx(naskh));
}

TEST_CASE("text settings: invisible characters can be seen, and move nothing")
{
    Desk desk;
    desk.open("a.txt", "one\u00A0two\u200Bthree\u00ADfour \u202Bfive\u202C");
    const Box before = desk.boxes("five").front();
    const int hidden = vertices(desk);
    run(desk, "view.invisible");
    CHECK(vertices(desk) > hidden + 5 * 4);
    CHECK(desk.boxes("five").front().x == doctest::Approx(before.x));
    run(desk, "view.invisible");
    CHECK(vertices(desk) == hidden);
}

TEST_CASE("text settings: the wheel makes the text bigger while Ctrl is held, and else scrolls")
{
    Desk desk;
    std::string text;
    for (int i = 0; i < 200; ++i) text += "A line of text.\n";
    desk.open("a.txt", text);
    desk.move_mouse(desk.middle("line"));
    const float size = desk.app->session().settings.text_size_px;
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, true);
    io.AddMouseWheelEvent(0, 0.6f);
    desk.frames(2);
    CHECK(desk.app->session().settings.text_size_px == size);  // half a turn
    io.AddMouseWheelEvent(0, 0.6f);
    desk.frames(2);
    CHECK(desk.app->session().settings.text_size_px == size + 1);
    CHECK(desk.app->reading_view().scroll().top == doctest::Approx(0));
    io.AddKeyEvent(ImGuiMod_Ctrl, false);
    io.AddMouseWheelEvent(0, -1);
    desk.frames(2);
    CHECK(desk.app->session().settings.text_size_px == size + 1);
    CHECK(desk.app->reading_view().scroll().top > 0);
}

}  // namespace
}  // namespace glossator
