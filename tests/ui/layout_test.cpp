#include <doctest/doctest.h>

#include "panels.h"

using namespace glossator;

// What stands where, at the sizes of desks, tablets and phones.

namespace {

const ImVec2 kSizes[] = {{1280, 800}, {1920, 1080}, {820, 1180}, {640, 480}, {390, 800}};

bool inside_window(const Box& box)
{
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    return box.x >= 0 && box.y >= 0 && box.x + box.width <= size.x && box.y + box.height <= size.y;
}

ImVec2 middle_of(const Box& box)
{
    return {box.x + box.width / 2, box.y + box.height / 2};
}

}  // namespace

TEST_CASE("hints: one at a time, never over the text, until each is done or closed")
{
    for (const ImVec2 size : kSizes) {
        CAPTURE(size.x);
        Desk desk(size);
        desk.app->open_sample();
        desk.frames(3);
        const auto hides_text = [&](const std::string& hint) {
            const Box box = box_of(desk, hint);
            const Area column = desk.app->reading_view().column();
            return !inside_window(box) || overlap(box, {column.min.x, column.min.y, column.width(), column.height()}) ||
                   overlap(box, box_of(desk, "labels"));
        };
        CHECK_FALSE(hides_text("hint:1"));
        CHECK_FALSE(visible(desk, "hint:2"));
        desk.app->session().selection = {0, 8};
        desk.frames(2);
        CHECK_FALSE(visible(desk, "hint:1"));
        CHECK_FALSE(hides_text("hint:2"));
        click(desk, "hint:2.close");
        CHECK_FALSE(hides_text("hint:3"));
        click(desk, "hint:3.close");
        CHECK_FALSE(visible(desk, "hint:3"));
        CHECK(desk.app->session().settings.hints_done);
    }
}

TEST_CASE("label menu: beside the line of the span, inside the window, clear of the status line")
{
    for (const ImVec2 size : kSizes) {
        Desk desk(size);
        open_sample(desk);
        std::vector<SpanId> spans;
        desk.app->set()->spans.for_each([&](const Span& span) {
            if (span.at.size() == 1 && span.covered_bytes() < 40) spans.push_back(span.id);
        });
        for (size_t i = 0; i < spans.size(); i += 7) {
            CAPTURE(size.x);
            CAPTURE(spans[i].text);
            desk.app->focus(spans[i]);
            desk.frames(2);
            desk.press(ImGuiKey_Enter);
            const Box menu = box_of(desk, "menu");
            CHECK(inside_window(menu));
            CHECK(menu.y + menu.height <= size.y - kStatusLineHeight);
            if (size.y >= 600)
                for (const Box& word :
                     desk.app->reading_view().locate(desk.app->session().document, desk.app->focused()->at.front()))
                    CHECK_FALSE(overlap(menu, word));
            desk.press(ImGuiKey_Escape);
        }
    }
}

TEST_CASE("label menu: the arrow keys bring what they choose into view")
{
    Desk desk({1280, 480});
    open_sample(desk);
    focus_first(desk, "PERSON");
    desk.press(ImGuiKey_Enter);
    CHECK(visible(desk, "menu.label:PERSON"));
    CHECK_FALSE(visible(desk, "menu.label:CONTENT"));
    desk.press(ImGuiKey_UpArrow);  // from the first to the last
    desk.frames(2);
    CHECK(visible(desk, "menu.label:CONTENT"));
    CHECK_FALSE(visible(desk, "menu.label:PERSON"));
}

TEST_CASE("narrow: a drawer takes its width from the text instead of covering it, one at a time")
{
    Desk desk({820, 1180});
    open_sample(desk);
    CHECK_FALSE(visible(desk, "inspector"));
    click(desk, "top.inspector");
    CHECK_FALSE(overlap(box_of(desk, "inspector"), box_of(desk, "reading")));
    click(desk, "top.documents");
    CHECK_FALSE(visible(desk, "inspector"));
    const DocumentId second = desk.app->project().documents()[1].id;
    click(desk, "document:" + second.text);
    CHECK(desk.app->session().document == second);
    CHECK_FALSE(visible(desk, "document:" + second.text));  // chosen, and out of the way
    CHECK(desk.app->session().settings.show_inspector);     // what a wide window shows is as it was
}

TEST_CASE("sheet: opens and closes by tap, and the focused span stays in view")
{
    Desk desk({390, 800});
    open_sample(desk);
    CHECK_FALSE(visible(desk, "inspector"));
    CHECK(box_of(desk, "sheet.inspector").height >= 44);
    CHECK(box_of(desk, "sheet.documents").height >= 44);
    const SpanId low = desk.app->set()->spans.at(desk.app->set()->spans.first_from(desk.find("steel").begin)).id;
    desk.app->focus(low);
    desk.frames(3);
    click(desk, "sheet.inspector");
    REQUIRE(visible(desk, "inspector"));
    const std::vector<Box> words =
        desk.app->reading_view().locate(desk.app->session().document, desk.app->focused()->at.front());
    REQUIRE(!words.empty());
    CHECK(words[0].y + words[0].height <= box_of(desk, "sheet.inspector").y);
    click(desk, "sheet.documents");
    CHECK(visible(desk, "document:" + desk.app->session().document.text));
    CHECK_FALSE(visible(desk, "inspector"));
    click(desk, "sheet.close");
    CHECK_FALSE(visible(desk, "sheet.close"));
    CHECK(box_of(desk, "reading").height > 500);
}

TEST_CASE("sheet: follows a drag of its header, closes when dragged down, and leaves room for the text")
{
    Desk desk({390, 800});
    open_sample(desk);
    const ImVec2 header = middle_of(box_of(desk, "sheet.inspector"));
    desk.drag(header, {header.x, 400});
    desk.frames(2);
    CHECK(middle_of(box_of(desk, "sheet.inspector")).y == doctest::Approx(400).epsilon(0.02));
    desk.drag({header.x, 400}, {header.x, 60});
    desk.frames(2);
    CHECK(box_of(desk, "reading").height >= 100);
    desk.drag(middle_of(box_of(desk, "sheet.inspector")), {header.x, 780});
    desk.frames(2);
    CHECK_FALSE(visible(desk, "sheet.close"));
    click(desk, "sheet.inspector");
    CHECK(box_of(desk, "inspector").height > 200);
}

TEST_CASE("saving: a failure is told in the status line, and that all is well only in the top bar")
{
    Desk desk;
    open_sample(desk);
    CHECK(visible(desk, "top.save"));
    CHECK_FALSE(visible(desk, "status.unsaved"));
    desk.platform->events.push_back(Platform::Failed{Platform::Failed::What::Keep, "The disk is full."});
    desk.frames(3);
    CHECK(visible(desk, "status.unsaved"));
}
