#include <doctest/doctest.h>

#include "desk.h"

// docs/keyboard.md is held against the program.
namespace glossator {
namespace {

TEST_CASE("keyboard page: names the keys of every command")
{
    Desk desk;
    const std::string page = read_file(std::string(GLOSSATOR_DOCS) + "/keyboard.md");
    REQUIRE(!page.empty());
    for (const CommandInfo& command : list_commands(*desk.app)) {
        const bool is_label = command.group == "Labels";  // the schema's, not ours
        const bool extends = command.id.rfind("select.", 0) == 0 &&
                             command.keys.find("Shift") != std::string::npos;  // said once for all
        if (command.keys.empty() || is_label || extends) continue;
        CAPTURE(command.id);
        CAPTURE(command.keys);
        CHECK(page.find("`" + command.keys + "`") != std::string::npos);
    }
}

TEST_CASE("keyboard: no two commands share keys")
{
    Desk desk;
    std::map<std::string, std::string> owner;
    for (const CommandInfo& command : list_commands(*desk.app)) {
        if (command.keys.empty()) continue;
        CAPTURE(command.keys);
        CHECK(owner.emplace(command.keys, command.id).second);
    }
}

}  // namespace
}  // namespace glossator
