#include "ui/mirror.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/io/json.h"
#include "panels.h"

// What a screen reader is told of the screen.

namespace glossator {
namespace {

JsonDocument told(const Desk& desk)
{
    Result<JsonDocument> parsed = JsonDocument::parse(Mirror().write(*desk.app));
    REQUIRE(parsed);
    return std::move(*parsed);
}

TEST_CASE("mirror: each fragment of a span is a mark of its paragraph, in UTF-16 units")
{
    Desk desk;
    const std::string text = "The 🙂 minister said\r\nso 👩‍👩‍👧 twice.\n\nNobody else.";
    desk.open("a.txt", text);
    REQUIRE(
        run_command(*desk.app, "span.create", R"({"label": "PERSON", "at": [[4, 14], [23, 30]], "attributes": {}})"));
    desk.frames(2);
    const JsonDocument all = told(desk);
    std::string joined;
    std::vector<std::string> marked;
    size_t paragraphs = 0;
    for (const JsonValue paragraph : all.root()["text"]["paragraphs"].children()) {
        ++paragraphs;
        const auto line = Text::make(std::string(paragraph["text"].string()));
        REQUIRE(line);
        joined += (*line)->bytes();
        const Text& whole = *desk.app->document()->text;
        const uint32_t start = whole.code_point_to_byte(*paragraph["start"].unsigned32());
        CHECK(whole.bytes().substr(start, (*line)->size()) == (*line)->bytes());
        for (const JsonValue mark : paragraph["marks"].children()) {
            const uint32_t from = (*line)->utf16_to_byte(*mark["from"].unsigned32());
            marked.emplace_back((*line)->bytes().substr(from, (*line)->utf16_to_byte(*mark["to"].unsigned32()) - from));
            CHECK(mark["about"].string().substr(0, 6) == "Person");
        }
    }
    CHECK(paragraphs == 3);
    CHECK(joined == "The 🙂 minister saidso 👩‍👩‍👧 twice.Nobody else.");
    const Span& span = desk.app->set()->spans.at(0);
    std::vector<std::string> wanted;
    for (const TextRange at : span.at) wanted.emplace_back(desk.app->document()->text->slice(at));
    CHECK(marked == wanted);
}

TEST_CASE("mirror: a long text is told in parts of whole lines, each of which leads to the next and back")
{
    Desk desk;
    std::string text;
    for (int i = 0; i < 4000; ++i) text += std::to_string(i) + ": das Ministerium für Überall sagte es.\n";
    desk.open("a.txt", text);
    desk.frames(2);
    std::string read;
    size_t parts = 0;
    for (uint32_t at = 0;; ++parts) {
        desk.app->session().selection = {};
        desk.app->session().selection.caret = desk.app->document()->text->code_point_to_byte(at);
        const JsonDocument all = told(desk);
        const JsonValue part = all.root()["text"];
        size_t bytes = 0;
        for (const JsonValue paragraph : part["paragraphs"].children()) {
            bytes += paragraph["text"].string().size();
            if (*paragraph["start"].unsigned32() >= at) read += std::string(paragraph["text"].string()) + "\n";
        }
        CHECK(bytes <= Mirror::kMostBytes);
        CHECK(part["earlier"].is_null() == (at == 0));
        if (part["later"].is_null()) break;
        REQUIRE(*part["later"].unsigned32() > at);
        at = *part["later"].unsigned32();
    }
    CHECK(parts >= 4);
    CHECK(read == text);
}

TEST_CASE("mirror: a line without an end is told from the caret on, cut between characters")
{
    Desk desk;
    std::string text;
    while (text.size() < 3 * Mirror::kMostBytes) text += "ü";
    desk.open("a.txt", text);
    desk.frames(2);
    for (const uint32_t caret : {0u, 2u, 30'002u, 100'000u}) {
        desk.app->session().selection = {caret, caret};
        const JsonDocument all = told(desk);
        size_t bytes = 0;
        for (const JsonValue paragraph : all.root()["text"]["paragraphs"].children())
            bytes += paragraph["text"].string().size();
        CHECK(bytes == std::min<size_t>(Mirror::kMostBytes, text.size() - caret));
    }
}

TEST_CASE("mirror: it changes with what is shown, and only then")
{
    Desk desk;
    desk.open("a.txt", "The minister said so.\n");
    desk.frames(8);
    Mirror mirror;
    CHECK(mirror.changed(*desk.app));
    desk.frames(3);
    CHECK_FALSE(mirror.changed(*desk.app));
    desk.app->session().selection = {4, 12};
    CHECK(mirror.changed(*desk.app));
    CHECK(told(desk).root()["said"].string() == "Selected: minister");
    REQUIRE(run_command(*desk.app, "label.apply", R"({"label": "PERSON"})"));
    desk.frames(2);
    CHECK(mirror.changed(*desk.app));
    const JsonDocument all = told(desk);
    CHECK(all.root()["details"].size() == 2);
    bool undoes = false;
    for (const JsonValue command : all.root()["commands"].children())
        undoes = undoes || command["title"].string() == "Undo: Label Person";
    CHECK(undoes);
}

std::vector<PanelItem> items_of(const Desk& desk, const std::string& name)
{
    for (const Panel& panel : desk.app->controls().panels())
        if (panel.name == name) return panel.items;
    return {};
}

const PanelItem* item_of(const std::vector<PanelItem>& items, const std::string& control)
{
    const auto is_it = [&](const PanelItem& item) { return item.control == control; };
    const auto found = std::find_if(items.begin(), items.end(), is_it);
    return found == items.end() ? nullptr : &*found;
}

TEST_CASE(
    "panels: controls are named by the words in them, or by what they are for, and fields stand after their names")
{
    Desk desk(ImVec2(1280, 800));
    open_sample(desk);
    const std::vector<PanelItem> top = items_of(desk, "top");
    REQUIRE(item_of(top, "top.main=Text"));
    CHECK(*item_of(top, "top.main=Text") == PanelItem{"Text", "top.main=Text", 0, true});
    CHECK(*item_of(top, "top.main=Coverage") == PanelItem{"Coverage", "top.main=Coverage", 0, false});
    CHECK(item_of(top, "top.undo")->words == "Nothing to undo");
    CHECK_FALSE(item_of(top, "top.main"));  // it holds the others

    const std::vector<PanelItem> inspector = items_of(desk, "inspector");
    const PanelItem* title = item_of(inspector, "inspector.document.title");
    REQUIRE(title);
    CHECK(title->words == desk.app->document()->title);
    CHECK((title - 1)->words == "Title");
    CHECK((title - 1)->control.empty());
}

TEST_CASE("panels: what is cut off is told whole; what is out of view isn't; each control is where find() says")
{
    Desk desk(ImVec2(1280, 800));
    open_sample(desk);
    for (const char* command :
         {"view.entities", "view.claims", "view.coverage", "view.schema", "view.history", "view.export"}) {
        REQUIRE(run_command(*desk.app, command, "{}"));
        desk.frames(4);
        size_t controls = 0;
        for (const Panel& panel : desk.app->controls().panels())
            for (const PanelItem& item : panel.items) {
                CHECK_FALSE(item.words.empty());
                if (item.control.empty()) continue;
                ++controls;
                CAPTURE(item.control);
                CHECK(desk.app->controls().find(item.control).size() > item.nth);
            }
        CHECK(controls > 20);
    }
    REQUIRE(run_command(*desk.app, "view.entities", "{}"));
    desk.frames(4);
    const std::vector<PanelItem> entities = items_of(desk, "entities");
    const auto is_first = [](const PanelItem& item) { return item.words.find("Ilse Okonjo") != std::string::npos; };
    CHECK(std::any_of(entities.begin(), entities.end(), is_first));
}

TEST_CASE("panels: of words without an end the begin is told, whole characters of it")
{
    Desk desk(ImVec2(1280, 800));
    std::string text = "a";
    while (text.size() < 1'000'000) text += "ü";
    desk.open("a.txt", text);
    const std::string at = "[[0, " + std::to_string(desk.app->document()->text->code_points()) + "]]";
    REQUIRE(run_command(*desk.app, "span.create", R"({"label": "PERSON", "at": )" + at + "}"));
    desk.frames(4);
    size_t longest = 0;
    for (const Panel& panel : desk.app->controls().panels())
        for (const PanelItem& item : panel.items) {
            if (item.words.find("üüü") == std::string::npos) continue;
            longest = std::max(longest, item.words.size());
            CHECK_FALSE(find_invalid_utf8(item.words));
        }
    CHECK(longest > 0);
    CHECK(longest <= 2 * Controls::kMostBytes);  // a control may be named by more than one piece
}

TEST_CASE("panels: the mirror tells of a menu that opens, and of what is chosen in it")
{
    Desk desk(ImVec2(1280, 800));
    open_sample(desk);
    Mirror mirror;
    desk.frames(6);
    CHECK(mirror.changed(*desk.app));
    CHECK_FALSE(mirror.changed(*desk.app));
    desk.app->session().popup = Popup::ViewMenu;
    desk.frames(3);
    CHECK(mirror.changed(*desk.app));
    bool dark = false, system = false;
    const JsonDocument all = told(desk);
    for (const JsonValue panel : all.root()["panels"].children())
        for (const JsonValue item : panel["items"].children()) {
            if (item["control"].string() == "top.view:theme.dark") dark = item["words"].string() == "Dark";
            if (item["control"].string() == "top.view:theme.system") system = item["chosen"].boolean();
        }
    CHECK(dark);
    CHECK(system);
}

TEST_CASE("mirror: hidden labels are not told; questions and failures are")
{
    Desk desk;
    desk.open("a.txt", "The minister said so.\n");
    REQUIRE(run_command(*desk.app, "span.create", R"({"label": "PERSON", "at": [[4, 12]]})"));
    REQUIRE(run_command(*desk.app, "view.label:PERSON", "{}"));
    desk.app->session().focused = {};
    desk.frames(2);
    CHECK(told(desk).root().at_pointer("/text/paragraphs/0/marks").size() == 0);
    CHECK(told(desk).root()["dialog"].is_null());
    desk.app->session().question = Question{"Replace it?", "Replace", "file.new", "{}"};
    CHECK(told(desk).root()["dialog"]["yes"].string() == "Replace");
    desk.platform->events.push_back(Platform::Failed{Platform::Failed::What::Keep, "The disk is full."});
    desk.frames(2);
    CHECK(told(desk).root()["problem"].string() == "The disk is full.");
}

}  // namespace
}  // namespace glossator
