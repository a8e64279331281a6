#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>

#include "desk.h"
#include "tests/bench/news.h"

// Slower is allowed, a freeze, a crash or a wrong offset is not.
namespace glossator {
namespace {

// Far more than any of this takes, even when it is checked by a sanitizer on a busy machine, and far less than what
// looks at 10 MB in every frame.
constexpr double kBoundS = 3;

void scroll(Desk& desk)
{
    desk.move_mouse({640, 400});
    for (const float turn : {-1.0f, -3.0f, 2.0f}) {
        ImGui::GetIO().AddMouseWheelEvent(0, turn);
        desk.frames(2);
    }
}

// Opens it, draws, scrolls, moves by every unit, selects the middle, labels that and takes it back.
void work_on(const BadInput& input)
{
    const auto within_bound = [](const std::string& what, const auto& act) {
        CAPTURE(what);
        const std::clock_t began = std::clock();
        act();
        CHECK(static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC < kBoundS);
    };
    Desk desk;
    desk.open(input.name + ".glossator.json", write_native(bad_project(input)));
    REQUIRE(desk.last_outcome.problems.empty());
    REQUIRE(desk.app->document());
    CHECK(desk.app->document()->text->bytes() == input.text);
    within_bound("scroll", [&] { scroll(desk); });

    Session& session = desk.app->session();
    const auto middle = static_cast<uint32_t>(input.text.find("o", input.text.size() / 2));
    session.selection = {middle, middle};
    session.scroll_to_byte = middle;
    within_bound("go there", [&] { desk.frames(3); });
    within_bound("move", [&] {
        for (const ImGuiKeyChord key : {ImGuiKey_RightArrow, ImGuiKey_DownArrow, ImGuiKey_UpArrow, ImGuiKey_LeftArrow})
            desk.press(key);
        desk.press(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_RightArrow);
    });
    session.selection = {middle, middle + 1};
    const size_t spans = desk.app->set()->spans.size();
    within_bound("label", [&] { desk.type("q"); });
    REQUIRE(desk.app->set()->spans.size() == spans + 1);
    REQUIRE(desk.app->focused());
    const std::vector<TextRange> at = desk.app->focused()->at;
    CHECK(at.front().begin <= middle);
    CHECK(at.front().end > middle);
    CHECK(desk.app->document()->text->is_boundary(at.front().begin));
    CHECK(desk.app->document()->text->is_boundary(at.front().end));
    within_bound("undo", [&] { desk.press(ImGuiMod_Ctrl | ImGuiKey_Z); });
    CHECK(desk.app->set()->spans.size() == spans);
}

TEST_CASE("bad input: a line of 10 MB without a break")
{
    work_on(bad_input(0));
}

TEST_CASE("bad input: a word of 10 MB")
{
    BadInput input = bad_input(1);
    std::replace(input.text.begin(), input.text.end(), 'f', 'o');
    work_on(input);
}

TEST_CASE("bad input: 10,000 combining marks on one letter")
{
    work_on(bad_input(2));
}

TEST_CASE("bad input: unpaired bidi controls")
{
    BadInput input = bad_input(3);
    input.text.resize(input.text.size() / 10);
    while (!input.text.empty() && input.text.back() != ' ') input.text.pop_back();
    work_on(input);
}

TEST_CASE("bad input: 50 levels of nesting")
{
    work_on(bad_input(4));
}

TEST_CASE("bad input: 5,000 spans over one word")
{
    work_on(bad_input(5));
}

}  // namespace
}  // namespace glossator
