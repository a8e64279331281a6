#include <doctest/doctest.h>

#include <cctype>
#include <filesystem>
#include <set>

#include "core/io/json.h"
#include "tests/ui/desk.h"
#include "ui/command_table.h"
#include "ui/language.h"

// The files of assets/languages against what the interface says.
namespace glossator {

namespace {

namespace fs = std::filesystem;

// A C++ string literal at `at`, those that follow it included; moves `at` behind them.
std::string literal_at(const std::string& source, size_t& at)
{
    std::string words;
    for (;;) {
        const size_t next = source.find_first_not_of(" \n\t", at);
        if (next == source.npos || source[next] != '"') return words;
        for (at = next + 1; source[at] != '"'; ++at) {
            if (source[at] != '\\') {
                words += source[at];
                continue;
            }
            ++at;
            words += source[at] == 'n' ? '\n' : source[at];
        }
        ++at;
    }
}

// The literals in a call's parentheses, which open at `at`, but for those of calls within; only of its first argument,
// or of all.
std::vector<std::string> literals_in(const std::string& source, size_t at, bool all)
{
    std::vector<std::string> found;
    for (int depth = 0; at < source.size(); ++at) {
        const char c = source[at];
        if (c == '"') {
            const std::string words = literal_at(source, at);
            if (depth == 1) found.push_back(words);
            --at;
        } else if (c == '(' || c == '{' || c == '[') {
            ++depth;
        } else if ((c == ')' || c == '}' || c == ']') && --depth == 0) {
            break;
        } else if (c == ',' && depth == 1 && !all) {
            break;
        }
    }
    return found;
}

struct Said {
    std::set<std::string> words, counted;
};

// Calls `take` with what stands in the parentheses after each `name`.
template <class Take>
void each_call(const std::string& source, const std::string& name, bool all, const Take& take)
{
    for (size_t at = source.find(name + "("); at != source.npos; at = source.find(name + "(", at + 1))
        if (at == 0 || (std::isalnum(static_cast<unsigned char>(source[at - 1])) == 0 && source[at - 1] != '_'))
            take(literals_in(source, at + name.size(), all));
}

Said what_is_said()
{
    Said said;
    const auto words = [&](const std::vector<std::string>& found) { said.words.insert(found.begin(), found.end()); };
    const auto counted = [&](const std::vector<std::string>& found) {
        if (found.size() == 2) said.counted.insert("{} " + found[1]);
    };
    for (const char* folder : {"/ui", "/core/report"})
        for (const fs::directory_entry& entry : fs::directory_iterator(std::string(GLOSSATOR_SOURCES) + folder)) {
            const std::string source = read_file(entry.path().string());
            each_call(source, "tr", false, words);
            each_call(source, "tr_later", false, words);
            each_call(source, "counted", true, counted);
            each_call(source, "fact", true, counted);
        }
    for (const CommandSpec& spec : command_table()) {
        if (spec.group == "Scripts" || (!spec.in_palette && spec.keys.empty())) continue;
        said.words.insert(spec.title);
        said.words.insert(spec.group);
    }
    return said;
}

std::set<std::string> keys_of(JsonValue object)
{
    std::set<std::string> keys;
    for (const JsonValue member : object.children()) keys.emplace(member.key());
    return keys;
}

// Each of the two lists, a line each, that is not in the other.
std::string difference(const std::set<std::string>& a, const std::set<std::string>& b)
{
    std::string lines;
    for (const std::string& each : a)
        if (b.count(each) == 0) lines += each + "\n";
    return lines;
}

size_t places_in(std::string_view words)
{
    size_t places = 0;
    for (size_t i = 0; i + 1 < words.size(); ++i)
        places += words[i] == '{' && (words[i + 1] == '}' || (i + 2 < words.size() && words[i + 2] == '}'));
    return places;
}

}  // namespace

TEST_CASE("every language has words for all that the interface says, and for nothing else")
{
    const Said said = what_is_said();
    CHECK(said.words.size() > 500);
    for (const LanguageName& each : kLanguages) {
        if (each.code == std::string_view("en")) continue;
        CAPTURE(each.code);
        const Result<JsonDocument> file =
            JsonDocument::parse(read_file(std::string(GLOSSATOR_ASSETS "/languages/") + each.code + ".json"));
        REQUIRE(file);
        const std::set<std::string> words = keys_of(file->root()["words"]), counted = keys_of(file->root()["counted"]);
        CHECK(difference(said.words, words) == "");
        CHECK(difference(words, said.words) == "");
        CHECK(difference(said.counted, counted) == "");
        CHECK(difference(counted, said.counted) == "");
        for (const JsonValue member : file->root()["words"].children()) {
            CAPTURE(std::string(member.key()));
            CHECK(!member.string().empty());
            CHECK(places_in(member.key()) == places_in(member.string()));
        }
    }
}

}  // namespace glossator
