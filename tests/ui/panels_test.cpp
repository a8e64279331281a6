#include <doctest/doctest.h>

#include <algorithm>

#include "panels.h"
#include "ui/widgets.h"

using namespace glossator;

TEST_CASE("commands: an argument of the wrong kind changes nothing")
{
    Desk desk;
    desk.open("a.txt", "The minister said so.\n");
    desk.drag_over("minister");
    desk.type("p");
    App& app = *desk.app;
    const std::string id =
        app.session().focused.text.empty() ? app.set()->spans.at(0).id.text : app.session().focused.text;
    REQUIRE(
        run_command(app, "entity.create", Args().text("name", "Ada").text("type", "PERSON").text("span", id).str()));
    const std::string entity = app.set()->spans.at(0).entity.text;
    REQUIRE(run_command(app, "entity.set", Args().text("id", entity).json("aliases", R"(["A.", "B."])").str()));
    const std::string before = write_native(app.project());
    const auto refused = [&](const char* command, const std::string& args) {
        CAPTURE(args);
        CHECK_FALSE(run_command(app, command, args));
    };
    refused("span.delete", R"({"id": 5})");
    refused("span.set", Args().text("id", id).number("entity", 5).str());
    refused("span.set", Args().text("id", id).number("note", 5).str());
    refused("span.set", Args().text("id", id).number("label", 5).str());
    refused("span.add_fragment", Args().text("id", id).json("at", "[[0,3],[13,17]]").str());
    refused("span.remove_fragment", Args().text("id", id).text("fragment", "0").str());
    refused("span.move_edge", Args().text("id", id).text("edge", "start").number("to", 0).str());
    refused("span.create", R"({"label": "PERSON", "at": [[0, 3], [13]]})");
    refused("span.create", R"({"label": "PERSON", "at": []})");
    refused("entity.assign", Args().text("span", id).number("entity", 5).str());
    refused("entity.set", Args().text("id", entity).text("aliases", "A.").str());
    refused("entity.set", Args().text("id", entity).json("aliases", R"(["A.", 5])").str());
    refused("document.remove", R"({"id": 5})");
    CHECK(write_native(app.project()) == before);
}

TEST_CASE("panels: every view draws at every size and in every theme")
{
    for (const ImVec2 size : {ImVec2(1280, 800), ImVec2(1920, 1080), ImVec2(640, 480), ImVec2(320, 400)}) {
        Desk desk(size);
        desk.app->session().popup = Popup::ProjectMenu;
        desk.frames(2);
        open_sample(desk);
        desk.app->session().settings.hints_done = false;
        desk.app->report({Problem::Severity::Warning, "ferry.txt", "line 3", "A sentence."});
        desk.app->session().show_problems = true;
        for (const ThemeName theme : {ThemeName::Light, ThemeName::Dark, ThemeName::Contrast}) {
            desk.app->session().settings.theme = theme;
            for (const Popup popup : {Popup::None, Popup::CommandPalette, Popup::ShortcutHelp, Popup::LabelMenu,
                                      Popup::ProjectMenu, Popup::ViewMenu, Popup::LanguageMenu}) {
                desk.app->session().popup = popup;
                desk.frames(2);
            }
            desk.app->session().popup = Popup::None;
            for (const LabelDef& label : desk.app->project().schema().labels)
                if (const SpanId span = first_with(desk, label.id.text); !span.empty()) {
                    desk.app->focus(span);
                    desk.frames(1);
                }
            desk.app->session().focused = {};
        }
        desk.app->session().question = Question{"Is that so?", "Yes", "edit.undo", "{}"};
        desk.frames(2);
        CHECK(visible(desk, "question.yes"));
    }
}

TEST_CASE("menus: one that reaches beyond the window's end is drawn until it stands where it stays")
{
    Desk desk(ImVec2(1280, 560));
    open_sample(desk);
    desk.frames(3);
    for (const Popup popup : {Popup::ProjectMenu, Popup::ViewMenu}) {
        desk.app->session().popup = popup;
        do {
            desk.platform->another_frame = false;
            desk.frames(1);
        } while (desk.platform->another_frame);
        const char* item = popup == Popup::ViewMenu ? "top.view:theme.light" : "top.menu:file.open";
        const Box at = desk.app->controls().find(item).at(0);
        desk.frames(2);
        CHECK(desk.app->controls().find(item).at(0).y == at.y);
    }
}

TEST_CASE("welcome: offers files and the sample")
{
    Desk desk;
    click(desk, "welcome.open");
    CHECK(desk.platform->opens == 1);
    click(desk, "welcome.sample");
    CHECK(desk.app->project().documents().size() == 6);
}

TEST_CASE("document list: a click opens the article, and its row says how far it is")
{
    Desk desk;
    open_sample(desk);
    const DocumentId second = desk.app->project().documents()[1].id;
    click(desk, "document:" + second.text);
    CHECK(desk.app->session().document == second);
    CHECK(desk.app->session().views.rows.done == 2);
    click(desk, "inspector.status=Open");
    CHECK(desk.app->session().views.rows.done == 1);
}

TEST_CASE("label bar: labels the selection, else arms the label")
{
    Desk desk;
    open_sample(desk);
    desk.app->show(desk.app->project().documents()[4].id);  // without spans
    desk.frames(3);
    click(desk, "label:PERSON");
    CHECK(desk.app->session().armed.text == "PERSON");
    click(desk, "label:PERSON");
    desk.app->session().armed = {};

    desk.app->session().selection = {0, 20};
    desk.frames();
    click(desk, "label:ORG");
    REQUIRE(desk.app->set()->spans.size() == 1);
    CHECK(desk.app->set()->spans.at(0).label.text == "ORG");
    click(desk, "top.undo");
    CHECK(desk.app->set()->spans.empty());
    click(desk, "top.redo");
    CHECK(desk.app->set()->spans.size() == 1);
}

TEST_CASE("label bar: shows every label, in more rows where it is narrow")
{
    for (const float width : {1920.0f, 1280.0f, 1120.0f}) {
        Desk desk({width, 800});
        open_sample(desk);
        for (const LabelDef& label : desk.app->project().schema().labels)
            CHECK(visible(desk, "label:" + label.id.text));
    }
}

TEST_CASE("inspector: changes label, choices and yes or no of the focused span")
{
    Desk desk;
    open_sample(desk);
    const SpanId claim = focus_first(desk, "CLAIM").id;
    const auto value = [&](const char* id) {
        return desk.app->set()->spans.find(claim)->attributes.find(AttributeId(id));
    };
    click(desk, "inspector.attribute:polarity=negative");
    REQUIRE(value("polarity"));
    CHECK(std::get<std::string>(*value("polarity")) == "negative");
    click(desk, "inspector.attribute:polarity=negative");  // once more takes it away
    CHECK_FALSE(value("polarity"));
    click(desk, "inspector.attribute:checkworthy=No");
    REQUIRE(value("checkworthy"));
    CHECK_FALSE(std::get<bool>(*value("checkworthy")));
    click(desk, "inspector.attribute:type");
    click(desk, "inspector.attribute:type=statistic");
    CHECK(std::get<std::string>(*value("type")) == "statistic");
    click(desk, "inspector.label");
    click(desk, "inspector.label=CONTENT");
    CHECK(desk.app->set()->spans.find(claim)->label.text == "CONTENT");
}

TEST_CASE("inspector: a note is kept when its field is left, by its own span, in one step")
{
    Desk desk;
    open_sample(desk);
    const SpanId person = focus_first(desk, "PERSON").id;
    const SpanId cue = first_with(desk, "CUE");
    const size_t steps = desk.app->history().steps_done();
    click(desk, "inspector.note");
    desk.type("Seen twice");
    CHECK(desk.app->history().steps_done() == steps);
    desk.app->focus(cue);  // the field goes while it is being edited
    desk.frames(3);
    CHECK(desk.app->set()->spans.find(person)->note == "Seen twice");
    CHECK(desk.app->set()->spans.find(cue)->note.empty());
    CHECK(desk.app->history().steps_done() == steps + 1);

    click(desk, "inspector.note");
    desk.type("Not this");
    desk.press(ImGuiKey_Escape);
    CHECK(desk.app->set()->spans.find(cue)->note.empty());
    CHECK(desk.app->session().focused == cue);  // Escape left the field, not the span
    click(desk, "inspector.note");
    desk.type("But this");
    click_elsewhere(desk);
    CHECK(desk.app->set()->spans.find(cue)->note == "But this");
}

TEST_CASE("inspector: what is being typed goes into the file that is saved, and is not called saved before")
{
    Desk desk;
    open_sample(desk);
    const SpanId person = focus_first(desk, "PERSON").id;
    click(desk, "inspector.note");
    desk.type("Typed only");
    CHECK(desk.app->is_typing());
    desk.press(ImGuiMod_Ctrl | ImGuiKey_S);
    CHECK_FALSE(desk.app->is_typing());
    REQUIRE(desk.platform->saved.size() == 1u);
    CHECK(desk.platform->saved.begin()->second.find("Typed only") != std::string::npos);
    desk.type(", and more");
    desk.app->finish_typing();  // the page goes
    CHECK(desk.app->set()->spans.find(person)->note == "Typed only, and more");
    CHECK(desk.platform->latest().lines.back().find("and more") != std::string::npos);
}

TEST_CASE("inspector: an entity is found by typing, or made from the span's words in one step")
{
    Desk desk;
    open_sample(desk);
    const SpanId person = focus_first(desk, "PERSON").id;
    const auto entity = [&] { return desk.app->project().find(desk.app->set()->spans.find(person)->entity); };
    click(desk, "inspector.entity");
    desk.type("halvane");
    desk.press(ImGuiKey_Enter);
    REQUIRE(entity());
    CHECK(entity()->name == "Gregory D. Halvane");

    const size_t entities = desk.app->project().entities().size(), steps = desk.app->history().steps_done();
    click(desk, "inspector.entity");
    click(desk, "inspector.entity=new");
    CHECK(desk.app->project().entities().size() == entities + 1);
    CHECK(desk.app->history().steps_done() == steps + 1);
    REQUIRE(entity());
    CHECK(entity()->name == desk.quotes(person)[0]);
    click(desk, "inspector.entity");
    click(desk, "inspector.entity=");
    CHECK_FALSE(entity());
}

TEST_CASE("inspector: goes from a span to the others of its attribution")
{
    Desk desk;
    open_sample(desk);
    const SpanId cue = focus_first(desk, "CUE").id;
    const Attribution& attribution = desk.app->set()->attributions.begin()->second;
    REQUIRE(std::count(attribution.cues.begin(), attribution.cues.end(), cue) == 1);
    const SpanId source = attribution.sources[0];
    click(desk, "inspector.attribution.sources:" + source.text);
    CHECK(desk.app->session().focused == source);
    click(desk, "inspector.attribution.attribute:form=mixed");
    CHECK(std::get<std::string>(*desk.app->set()->attributions.begin()->second.attributes.find(AttributeId("form"))) ==
          "mixed");
}

TEST_CASE("inspector: takes a fragment or the span away")
{
    Desk desk;
    open_sample(desk);
    SpanId split;
    desk.app->set()->spans.for_each([&](const Span& span) {
        if (span.at.size() > 1) split = span.id;
    });
    desk.app->focus(split);
    desk.frames(3);
    const size_t fragments = desk.app->focused()->at.size();
    click(desk, "inspector.fragment:0.remove");
    CHECK(desk.app->set()->spans.find(split)->at.size() == fragments - 1);
    click(desk, "inspector.delete");
    CHECK(desk.app->set()->spans.find(split) == nullptr);
}

TEST_CASE("inspector: an article's details are changed where they stand")
{
    Desk desk;
    open_sample(desk);
    click(desk, "inspector.document.publisher");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.type("The Gazette");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->document()->publisher == "The Gazette");
}

TEST_CASE("inspector: an article is asked for the schema's document attributes")
{
    Desk desk;
    std::string project = read_file(std::string(GLOSSATOR_ASSETS) + "/sample/harbour.glossator.json");
    const std::string none = "\"document_attributes\": []";
    REQUIRE(project.find(none) != std::string::npos);
    project.replace(project.find(none), none.size(), "\"document_attributes\": [\"polarity\", \"denied\"]");
    desk.app->session().settings.hints_done = true;
    desk.open("sample.glossator.json", project);
    REQUIRE(desk.app->set());
    click(desk, "inspector.document.attribute:polarity=negative");
    const auto value = [&](const char* id) { return desk.app->set()->info.attributes.find(AttributeId(id)); };
    REQUIRE(value("polarity"));
    CHECK(std::get<std::string>(*value("polarity")) == "negative");
    click(desk, "inspector.document.attribute:denied=Yes");
    REQUIRE(value("denied"));
    click(desk, "inspector.document.attribute:denied=Yes");  // once more takes it away
    CHECK_FALSE(value("denied"));
}

TEST_CASE("palette: filters as one types and runs what is chosen")
{
    Desk desk;
    open_sample(desk);
    desk.app->session().selection = {0, 5};
    desk.press(ImGuiMod_Ctrl | ImGuiKey_K);
    REQUIRE(visible(desk, "palette.input"));
    desk.type("hide insp");
    CHECK(visible(desk, "palette.item:view.toggle_inspector"));
    CHECK_FALSE(visible(desk, "palette.item:edit.undo"));
    desk.press(ImGuiKey_Enter);
    CHECK_FALSE(desk.app->session().settings.show_inspector);
    CHECK_FALSE(visible(desk, "palette.input"));

    desk.press(ImGuiMod_Ctrl | ImGuiKey_K);
    desk.press(ImGuiKey_Escape);
    CHECK(desk.app->session().popup == Popup::None);
    CHECK_FALSE(desk.app->session().selection.empty());  // Escape closed the palette, no more
}

TEST_CASE("label menu: labels the selection by a few letters")
{
    Desk desk;
    open_sample(desk);
    desk.app->show(desk.app->project().documents()[4].id);
    desk.frames(3);
    desk.app->session().selection = {0, 20};
    desk.frames();
    desk.press(ImGuiKey_Enter);
    REQUIRE(visible(desk, "menu.input"));
    desk.type("fac");
    CHECK(visible(desk, "menu.label:FAC"));
    desk.press(ImGuiKey_Enter);
    REQUIRE(desk.app->set()->spans.size() == 1);
    CHECK(desk.app->set()->spans.at(0).label.text == "FAC");
}

TEST_CASE("menus: open below their button, close when it is pressed again or the mouse goes elsewhere")
{
    Desk desk;
    open_sample(desk);
    click(desk, "top.view");
    REQUIRE(visible(desk, "top.view:theme.dark"));
    click(desk, "top.view:theme.dark");
    CHECK(desk.app->session().settings.theme == ThemeName::Dark);
    CHECK(desk.app->session().popup == Popup::None);
    click(desk, "top.menu");
    CHECK(visible(desk, "top.menu:file.save"));
    click(desk, "top.menu");
    CHECK(desk.app->session().popup == Popup::None);
    click(desk, "top.menu");
    click_elsewhere(desk);
    CHECK(desk.app->session().popup == Popup::None);
    click(desk, "top.menu");
    click(desk, "top.title");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_A);
    desk.type("Ferries");
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->project().info().title == "Ferries");
}

TEST_CASE("question: nothing happens before it is answered")
{
    Desk desk;
    open_sample(desk);
    desk.app->session().question = Question{"Forget all?", "Forget", "project.set", "{\"title\":\"gone\"}"};
    desk.frames(2);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_O);
    CHECK(desk.platform->opens == 0);
    click(desk, "question.no");
    CHECK_FALSE(desk.app->session().question);
    CHECK(desk.app->project().info().title == "Harbour ferry");
    desk.app->session().question = Question{"Forget all?", "Forget", "project.set", "{\"title\":\"gone\"}"};
    desk.frames(2);
    click(desk, "question.yes");
    CHECK(desk.app->project().info().title == "gone");
}

TEST_CASE("problems: a click goes to the place, Clear forgets them")
{
    Desk desk;
    open_sample(desk);
    const DocumentId third = desk.app->project().documents()[2].id;
    desk.app->report({Problem::Severity::Error, "langargah.txt", "", "Something is odd here.", third, TextRange{0, 4}});
    desk.app->session().show_problems = true;
    desk.frames(2);
    click(desk, "problem:0");
    CHECK(desk.app->session().document == third);
    CHECK(desk.app->session().selection.range() == TextRange{0, 4});
    click(desk, "problems.clear");
    CHECK(desk.app->session().problems.empty());
}

TEST_CASE("panels: ten thousand articles and names without end cost no more than what is seen")
{
    Desk desk;
    std::vector<Platform::InputFile> files;
    for (int i = 0; i < 10000; ++i)
        files.push_back({"article-" + std::to_string(i) + ".txt", "Text number " + std::to_string(i) + "\n"});
    desk.app->open_files(files, OpenMode::Add);
    CHECK(vertices(desk) < 20000);
    CHECK(desk.app->session().views.rows.sets.size() == 10000);

    Desk wordy;
    wordy.open("long.txt", std::string(200000, 'x'));
    const std::string title(100000, 'W');
    REQUIRE(run_command(*wordy.app, "document.set",
                        Args().text("id", wordy.app->document()->id.text).text("title", title).str()));
    CHECK(vertices(wordy) < 60000);
}
