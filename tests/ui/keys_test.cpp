#include "panels.h"
#include "ui/key_names.h"

// Keys as the user sets them.
namespace glossator {
namespace {

std::string run(Desk& desk, const std::string& command, const std::string& args)
{
    const Result<std::string> done = run_command(*desk.app, command, args);
    desk.frames(3);
    return done ? *done : "! " + done.error().message;
}

std::string keys_of(const Desk& desk, const std::string& command)
{
    for (const CommandInfo& info : list_commands(*desk.app))
        if (info.id == command) return info.keys;
    return "no such command";
}

TEST_CASE("keys: names are read as they are written, for every command")
{
    Desk desk;
    for (const CommandInfo& info : list_commands(*desk.app)) {
        if (info.keys.empty() || info.group == "Labels" || is_character(info.keys)) continue;
        CAPTURE(info.keys);
        const std::optional<ImGuiKeyChord> chord = chord_named(info.keys);
        REQUIRE(chord);
        CHECK(name_of(*chord) == info.keys);
    }
    CHECK_FALSE(chord_named("J"));  // it types something
    CHECK_FALSE(chord_named("Ctrl+Nothing"));
    CHECK_FALSE(chord_named(""));
    CHECK_FALSE(is_character("ab"));
}

TEST_CASE("keys: set in the list of keys by a click and a press, remembered, and set back")
{
    Desk desk;
    open_sample(desk);
    desk.app->session().focus_reading_view = true;
    desk.type("?");
    click(desk, "help.key:span.next");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_J);
    CHECK(keys_of(desk, "span.next") == "Ctrl+J");
    CHECK(desk.platform->settings["settings"].find("\"span.next\":\"Ctrl+J\"") != std::string::npos);
    click(desk, "help.key:check.next");
    desk.press(ImGuiKey_Escape);  // leaves it, and the list stays
    CHECK(keys_of(desk, "check.next") == "!");
    CHECK(visible(desk, "help"));
    click(desk, "help.key:check.next");
    desk.type("~");
    CHECK(keys_of(desk, "check.next") == "~");
    desk.press(ImGuiKey_Escape);
    CHECK_FALSE(visible(desk, "help"));

    desk.press(ImGuiMod_Ctrl | ImGuiKey_J);
    REQUIRE(desk.app->focused());
    const SpanId first = desk.app->session().focused;
    desk.press(ImGuiKey_Tab);  // has no command now
    CHECK(desk.app->session().focused == first);
    desk.type("~");
    CHECK_FALSE(desk.app->session().check.empty());

    Desk again({1280, 800}, desk.platform);
    CHECK(keys_of(again, "span.next") == "Ctrl+J");
    again.type("?");
    click(again, "help.key:span.next");
    again.press(ImGuiKey_Delete);
    CHECK(keys_of(again, "span.next") == "Tab");
    click(again, "help.reset");
    CHECK(keys_of(again, "check.next") == "!");
    CHECK_FALSE(visible(again, "help.reset"));
}

TEST_CASE("keys: those that are taken are told, and can be taken from there")
{
    Desk desk;
    open_sample(desk);
    const std::string to_next = "{\"command\":\"span.next\",\"keys\":\"";
    CHECK(run(desk, "keys.set", to_next + "Ctrl+Z\"}").find("is the key of “Undo”") != std::string::npos);
    CHECK(keys_of(desk, "span.next") == "Tab");
    CHECK(run(desk, "keys.set", to_next + "p\"}").find("a label") != std::string::npos);
    CHECK(run(desk, "keys.set", to_next + "Escape\"}").find("one step back") != std::string::npos);
    CHECK(run(desk, "keys.set", to_next + "nonsense\"}").find("are no keys") != std::string::npos);
    CHECK(run(desk, "keys.set", "{\"command\":\"popup.close\",\"keys\":\"F8\"}").find("can’t be set") !=
          std::string::npos);
    CHECK(run(desk, "keys.set", to_next + "Ctrl+Z\",\"ask\":true}") == "[]");
    CHECK(keys_of(desk, "span.next") == "Tab");
    click(desk, "question.yes");
    CHECK(keys_of(desk, "span.next") == "Ctrl+Z");
    CHECK(keys_of(desk, "edit.undo").empty());
    CHECK(run(desk, "keys.set", to_next + "\"}") == "[]");  // none
    CHECK(keys_of(desk, "span.next").empty());
    run(desk, "keys.reset", "{\"command\":\"edit.undo\"}");
    CHECK(keys_of(desk, "edit.undo") == "Ctrl+Z");
    run(desk, "keys.reset", "{}");
    CHECK(keys_of(desk, "span.next") == "Tab");
}

TEST_CASE("keys: saved as a file and taken from one, also where two commands change theirs with each other")
{
    Desk desk;
    open_sample(desk);
    CHECK(run(desk, "keys.export", "{}").substr(0, 1) == "!");  // none is set
    const std::string next = keys_of(desk, "span.next"), previous = keys_of(desk, "span.previous");
    run(desk, "keys.set", Args().text("command", "span.next").text("keys", previous).flag("take", true).str());
    run(desk, "keys.set", Args().text("command", "span.previous").text("keys", next).str());
    run(desk, "keys.set", Args().text("command", "check.next").text("keys", "").str());
    REQUIRE(run(desk, "keys.export", "{}") == "[]");
    const std::string file = desk.platform->saved["glossator-keys.json"];
    run(desk, "keys.reset", "{}");
    run(desk, "keys.set", R"({"command":"name.next","keys":"Ctrl+J"})");
    const size_t documents = desk.app->project().documents().size();
    const OpenOutcome outcome = desk.app->open_files({{"mine.json", file}}, OpenMode::Add);
    CHECK(outcome.problems.empty());
    CHECK(desk.app->project().documents().size() == documents);
    CHECK(keys_of(desk, "span.next") == previous);
    CHECK(keys_of(desk, "span.previous") == next);
    CHECK(keys_of(desk, "check.next").empty());
    CHECK(keys_of(desk, "name.next") == "]");  // what was set before has gone
}

TEST_CASE("keys: of a file, what other commands have and what there isn't is told, and the rest is taken")
{
    Desk desk;
    open_sample(desk);
    const OpenOutcome outcome = desk.app->open_files(
        {{"keys.json",
          R"({"format":"glossator-keys","version":1,"keys":{"span.next":"Ctrl+Z","no.such":"Ctrl+J","name.next":"Ctrl+J","check.next":7,"name.previous":"Hm"}})"}},
        OpenMode::Add);
    REQUIRE(outcome.problems.size() == 4);
    CHECK(outcome.problems[0].message == "“Ctrl+Z” is the key of “Undo”. So “span.next” keeps its own.");
    CHECK(keys_of(desk, "span.next") == "Tab");
    CHECK(keys_of(desk, "name.next") == "Ctrl+J");
    CHECK(keys_of(desk, "name.previous") == "[");
    CHECK(keys_of(desk, "check.next") == "!");
}

}  // namespace
}  // namespace glossator
