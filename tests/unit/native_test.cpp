#include "core/io/native.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/io/formats.h"
#include "core/io/json.h"
#include "core/io/native_reader.h"
#include "tests/unit/random_project.h"
#include "tests/unit/test_files.h"
#include "tests/unit/worlds.h"

namespace glossator {
namespace {

std::string example()
{
    return test_files::read(std::string(GLOSSATOR_TEST_DATA) + "/ferry.glossator.json").value();
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    const size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), by);
}

// All problems, one a line, as a person sees them.
std::string said(std::string_view file, ReadOptions options = {})
{
    const auto project = read_native(file, options);
    std::string out;
    if (project) return out;
    for (const Error& error : project.error()) out += place("f", file, error) + '\n';
    return out;
}

TEST_CASE("native: the layout is that of the promise, byte by byte")
{
    const auto project = read_native(example());
    REQUIRE(project);
    CHECK(write_native(*project) == example());
    REQUIRE(project->sets().size() == 1);
    CHECK(project->sets()[0]->spans.size() == 5);
}

TEST_CASE("native: an empty project has a place for everything")
{
    Project project;
    ProjectInfo info;
    info.id = ProjectId("p-1");
    ProjectWriter(project).set_info(info);
    const std::string file = write_native(project);
    CHECK(file.find("\"documents\": [],\n\"entities\": [],\n\"claims\": [],\n\"sets\": []\n}\n") != std::string::npos);
    CHECK(file.find("  \"labels\": [],\n  \"attributes\": [],\n") != std::string::npos);
    const auto again = read_native(file);
    REQUIRE(again);
    CHECK(write_native(*again) == file);
}

TEST_CASE("native: a project comes back the same from both forms")
{
    const Project project = worlds::ferry_project();
    for (const std::string& file : {write_native(project), write_native_lines(project)}) {
        const auto again = read_native(file);
        REQUIRE(again);
        CHECK(worlds::difference(project, *again) == "");
    }
}

TEST_CASE("native: random projects come back the same, and are written the same again")
{
    for (uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const Project project = worlds::random_project(seed);
        const std::string file = write_native(project);
        const std::string lines = write_native_lines(project);
        const auto again = read_native(file);
        CAPTURE(said(file));
        REQUIRE(again);
        CHECK(worlds::difference(project, *again) == "");
        CHECK(write_native(*again) == file);
        const auto from_lines = read_native(lines);
        REQUIRE(from_lines);
        CHECK(write_native_lines(*from_lines) == lines);
        CHECK(write_native(*from_lines) == file);
    }
}

TEST_CASE("native: every shorter beginning of a file is refused with a place inside it")
{
    const std::string file = example();
    for (size_t size = 0; size + 1 < file.size(); ++size) {  // without the last line break it is still whole
        const auto project = read_native(std::string_view(file).substr(0, size));
        CAPTURE(size);
        REQUIRE(!project);
        REQUIRE(!project.error().empty());
        CHECK(project.error().front().offset <= size);
    }
}

TEST_CASE("native: a file with any byte changed is read or refused, nothing else")
{
    const std::string file = example();
    worlds::Chance chance(5);
    for (int i = 0; i < 3000; ++i) {
        std::string damaged = file;
        const uint32_t at = chance.below(static_cast<uint32_t>(file.size()));
        damaged[at] = "\"\\{}[]:,0x\xFF\n "[chance.below(13)];
        const auto project = read_native(damaged, {chance.one_in(2)});
        if (!project) CHECK(!project.error().empty());
    }
}

// What is read without a tree is what the tree holds.
void check_plain_reading(const std::string& file)
{
    const std::optional<Project> plain = read_plain_native(file);
    if (!plain) return;
    CAPTURE(file);
    const auto tree = read_native_tree(file, {});
    REQUIRE(tree);
    REQUIRE(write_native(*plain) == write_native(*tree));
    CHECK(plain->sets().size() == tree->sets().size());
}

TEST_CASE("native: every file that is written is read without a tree, and is what it is with one")
{
    for (uint32_t seed = 0; seed < 60; ++seed) {
        const Project project = worlds::random_project(seed);
        const std::string file = write_native(project);
        CAPTURE(seed);
        // What others have added to the file or to a set stands behind its lists, and is read with the tree.
        bool plain = project.info().file_extra.empty();
        for (const auto& set : project.sets()) plain = plain && set->info.extra.empty();
        CHECK(read_plain_native(file).has_value() == plain);
        check_plain_reading(file);
        const std::string lines = write_native_lines(project);
        const bool has_records = lines.find('\n') + 1 < lines.size();
        const auto has_extra = [](const auto& set) { return !set->info.extra.empty(); };
        const bool plain_lines = has_records && std::none_of(project.sets().begin(), project.sets().end(), has_extra);
        CHECK(read_plain_native(lines).has_value() == plain_lines);
        check_plain_reading(lines);
    }
    CHECK(read_plain_native(example()));
}

TEST_CASE("native: a damaged file is read without a tree only if it is read with one")
{
    worlds::Chance chance(22);
    const std::string file = example();
    for (int i = 0; i < 6000; ++i) {
        const Project project = worlds::random_project(static_cast<uint32_t>(i) % 100);
        std::string damaged = i % 3 == 0 ? file : i % 3 == 1 ? write_native(project) : write_native_lines(project);
        const uint32_t at = chance.below(static_cast<uint32_t>(damaged.size()));
        switch (chance.below(3)) {
        case 0: damaged[at] = "\"\\{}[]:,0x\xFF\n s-"[chance.below(16)]; break;
        case 1: damaged.erase(at, 1 + chance.below(30)); break;
        default: damaged.insert(at, damaged.substr(chance.below(at + 1), 1 + chance.below(40)));
        }
        check_plain_reading(damaged);
    }
}

TEST_CASE("native: lines that stand in another order, or are parted elsewhere, are read as with a tree")
{
    worlds::Chance chance(23);
    for (uint32_t seed = 0; seed < 200; ++seed) {
        const std::string file = write_native_lines(worlds::random_project(seed % 100));
        std::vector<std::string> lines;
        for (size_t begin = 0, end = 0; begin < file.size(); begin = end + 1) {
            end = file.find('\n', begin);
            lines.push_back(file.substr(begin, end - begin));
        }
        std::string& one = lines[chance.below(static_cast<uint32_t>(lines.size()))];
        std::string& other = lines[chance.below(static_cast<uint32_t>(lines.size()))];
        switch (chance.below(4)) {
        case 0: std::swap(one, other); break;
        case 1: one += '\n' + std::string(chance.below(2), ' ') + other; break;
        case 2: one.insert(one.find(": "), chance.one_in(2) ? "\n" : " \r"); break;
        default: one += "\r\n \t";
        }
        std::string changed;
        for (const std::string& line : lines) changed += line + '\n';
        CAPTURE(changed);
        check_plain_reading(changed);
    }
}

TEST_CASE("native: a text is the same however its characters are written")
{
    Project project;
    ProjectWriter writer(project);
    ProjectInfo info;
    info.id = ProjectId("p");
    writer.set_info(std::move(info));
    const std::string text = "A/\\\"\b\f\n\r\t\x01\u00e9\u2028\uFEFF and more than eight bytes. \U0001F600";
    Document document;
    document.id = DocumentId("d");
    document.text = *Text::make(text);
    writer.put(std::move(document));
    const std::string file = write_native(project);
    const std::pair<const char*, const char*> kWritten[] = {
        {"A/", "A\\/"}, {"A/", "\\u0041/"}, {"\\n", "\\u000A"}, {"\\u2028", "\u2028"}, {"\u00e9", "\\u00E9"}};
    for (const auto& [what, by] : kWritten) {
        const std::string other = replaced(file, what, by);
        CAPTURE(other);
        REQUIRE(read_plain_native(other));
        CHECK(read_plain_native(other)->documents().front().text->bytes() == text);
    }
    // A pair of surrogates is left to the tree.
    const std::string paired = replaced(file, "\U0001F600", "\\ud83d\\ude00");
    CHECK(!read_plain_native(paired));
    REQUIRE(read_native_tree(paired, {}));
    CHECK(read_native_tree(paired, {})->documents().front().text->bytes() == text);
}

TEST_CASE("native: what a tree refuses is not read without one")
{
    const std::string file = example();
    const std::pair<const char*, const char*> kRefused[] = {
        {"\"documents\": [", "\"documents\": [\xEF\xBB\xBF"},
        {"\"spans\": [", "\"relations\": [], \"spans\": ["},
        {"\"spans\": [", "\"flags\": [], \"spans\": ["},
        {"\"at\": [[", "\"at\": [[0"},
        {"\"id\": \"s-2\"", "\"id\": \"s-1\""},
        {"\"label\": \"PERSON\"", "\"label\": \"PERSON\", \"label\": \"PERSON\""},
        {"\"sha256\": \"", "\"sha256\": \"0"},
        {"\"text\": \"", "\"text\": \"\\x"},
        {"\"text\": \"", "\"text\": \"\\u00g1"},
        {"\"text\": \"", "\"text\": \"\\ud800"},
        {"\"text\": \"", "\"text\": \"\t"},
        {"\"text\": \"", "\"text\": \"\xFF"},
        {"\"text\": \"", "\"text\": \"\\"},
        {"\"text\": \"", "\"text\": \"\", \"text\": \""},
        {"\"length\": {\"codepoints\": 123, \"utf16\": 123, \"bytes\": 123}}", ":"},
        {"\"length\": {\"codepoints\": 123, \"utf16\": 123, \"bytes\": 123}}", ""},
    };
    for (const auto& [what, by] : kRefused) {
        const std::string damaged = replaced(file, what, by);
        CAPTURE(damaged);
        CHECK(!read_native_tree(damaged, {}));
        CHECK(!read_plain_native(damaged));
    }
}

// A damage to the example, and where and in which words it is told. The place is that of `at`, sought in the damaged
// file.
struct Damage {
    const char* what;
    const char* by;
    const char* at;
    size_t into;
    const char* words;
};

const Damage kDamages[] = {
    {"\"format\": \"glossator\"", "\"format\": \"brat\"", "\"brat\"", 0, "isn't a Glossator project"},
    {"\"version\": 1", "\"version\": 2", "2, \"offset", 0, "newer"},
    {"\"version\": 1", "\"version\": \"1\"", "\"1\"", 0, "whole number"},
    {"\"codepoint\"", "\"byte\"", "\"byte\"", 0, "codepoint"},
    {"\"claims\": [", "\"kclaims\": [", "{\n\"format", 0, "has no \"claims\""},
    {"\"claims\": [", "\"kclaims\": [", "\"kclaims\"", 0, "kclaims"},
    {"\"id\": \"p-harbour\", ", "", "{\"title\"", 0, "project has no \"id\""},
    {"\"title\": \"Harbour ferry\"", "\"title\": 5", "5, \"desc", 0, "\"title\" has to be a string"},
    {"\"color\": \"#1b9e77\"", "\"color\": \"green\"", "\"green\"", 0, "green"},
    {"\"type\": \"choice\"", "\"type\": \"chance\"", "\"chance\"", 0, "choice, choices"},
    {"\"id\": \"ORG\"", "\"id\": \"PERSON\"", "\"PERSON\", \"layer\": \"entity\", \"title\": \"Org", 0, "PERSON"},
    {"\"sha256\": \"", "\"sha256\": \"0", "\"0", 0, "SHA-256"},
    {"\"utf16\": 123", "\"utf16\": 128", "128", 0, "123 utf16, not 128"},
    {"\"bytes\": 123", "\"bytes\": \"many\"", "\"many\"", 0, "whole number"},
    {"\"text\": \"The ferry", "\"text\": \"The Ferry", "\"quote\": [\"The ferry line\"]", 10,
     "the text has \"The Ferry line\""},
    {"\"at\": [[0, 14]]", "\"at\": [[14, 0]]", "[14, 0]", 0, "ends before it begins"},
    {"\"at\": [[0, 14]]", "\"at\": [[14, 14]]", "[14, 14]", 0, "empty"},
    {"\"at\": [[0, 14]]", "\"at\": [[0, 1400]]", "[0, 1400]", 0, "outside the text, which has 123 code points"},
    {"\"at\": [[0, 14]]", "\"at\": [[0, -14]]", "[0, -14]", 0, "whole numbers"},
    {"\"at\": [[0, 14]]", "\"at\": [[0, 14.5]]", "[0, 14.5]", 0, "whole numbers"},
    {"\"at\": [[0, 14]]", "\"at\": []", "[], \"quote\": [\"The ferry line", 0, "empty"},
    {"\"at\": [[0, 14]], ", "", "{\"id\": \"s-3\"", 0, "span has no \"at\""},
    {"\"quote\": [\"said\"]", "\"quote\": [\"says\"]", "\"says\"", 0,
     "The quote is \"says\", but the text has \"said\""},
    {"\"quote\": [\"said\"]", "\"quote\": [\"said\", \"so\"]", "[\"said\", \"so\"]", 0, "2 strings for 1 ranges"},
    {"\"id\": \"s-4\", \"label\"", "\"id\": \"s-3\", \"label\"", "\"s-3\", \"label\": \"CUE\"", 0, "another span"},
    {"\"id\": \"s-4\", \"label\"", "\"id\": \"\", \"label\"", "\"\", \"label\": \"CUE\"", 0, "empty"},
    {"\"label\": \"CUE\"", "\"label\": \"CLUE\"", "\"CLUE\"", 0, "CLUE"},
    {"\"entity\": \"e-1\"", "\"entity\": \"e-9\"", "\"e-9\"", 0, "e-9"},
    {"\"claim\": {\"id\": \"c-1\"", "\"claim\": {\"id\": \"c-9\"", "\"c-9\"", 0, "c-9"},
    {"\"relation\": \"same\"", "\"relation\": \"alike\"", "\"alike\"", 0, "alike"},
    {"{\"mention\": \"name\"}", "{\"mention\": \"nick\"}", "\"nick\"", 0, "nick"},
    {"{\"mention\": \"name\"}", "{\"mention\": null}", "null}", 0, "Expected a string"},
    {"{\"certainty\": \"certain\"}", "{\"mention\": \"name\"}", "\"name\"}, \"claim\"", 0, "mention"},
    {"\"score\": 0.91", "\"score\": 1e999", "1e999", 0, "number"},
    {"\"created\": \"2026-03-02T09:01:00Z\"", "\"created\": \"yesterday\"", "\"yesterday\"", 0, "yesterday"},
    {"\"to\": \"c-2\"", "\"to\": \"c-7\"", "\"c-7\"", 0, "c-7"},
    {"\"id\": \"c-2\"", "\"id\": \"c-1\"", "\"c-1\", \"text\": \"The line will cost 28", 0, "another claim"},
    {"\"to\": \"s-3\"", "\"to\": \"s-8\"", "\"s-8\"", 0, "s-8"},
    {"\"sources\": [\"s-5\"]", "\"sources\": [\"s-0\"]", "\"s-0\"", 0, "s-0"},
    {"\"parent\": null", "\"parent\": \"a-1\"", "\"a-1\", \"attr", 0, "own parent"},
    {"\"document\": \"d-1\"", "\"document\": \"d-7\"", "\"d-7\"", 0, "d-7"},
    {"\"by\": \"mira\"", "\"by\": \"max\"", "\"max\"", 0, "max"},
    {"\"role\": \"annotator\"", "\"role\": \"boss\"", "\"boss\"", 0, "gold or model"},
    {"\"note\": \"\",\n", "\"remark\": \"\",\n", "\"remark\"", 0, "remark"},
    {"\"publisher\": \"Example Gazette\"", "\"publishers\": \"Example Gazette\"", "\"publishers\"", 0, "publishers"},
    {"\"date\": \"2026-02-27\"", "\"url\": \"\"", "\"url\": \"\", \"language\"", 0, "stands twice"},
};

TEST_CASE("native: damage is told with line, column and the words that name it")
{
    for (const Damage& damage : kDamages) {
        const std::string file = replaced(example(), damage.what, damage.by);
        const LineColumn expected = line_column(file, file.find(damage.at) + damage.into);
        const std::string begins = "f:" + std::to_string(expected.line) + ":" + std::to_string(expected.column) + ": ";
        const std::string all = said(file);
        CAPTURE(damage.by);
        CAPTURE(begins);
        CAPTURE(all);
        bool told = false;
        for (size_t line = 0; line < all.size(); line = all.find('\n', line) + 1) {
            const std::string_view one = std::string_view(all).substr(line, all.find('\n', line) - line);
            told = told || (one.substr(0, begins.size()) == begins && one.find(damage.words) != std::string_view::npos);
        }
        CHECK(told);
    }
}

TEST_CASE("native: all problems are told at once, in file order, up to a hundred")
{
    std::string file = replaced(example(), "\"quote\": [\"said\"]", "\"quote\": [\"says\"]");
    file = replaced(file, "\"to\": \"c-2\"", "\"to\": \"c-7\"");
    file = replaced(file, "\"by\": \"mira\"", "\"by\": \"mira\", \"mood\": 1");
    const auto some = read_native(file);
    REQUIRE(!some);
    CHECK(some.error().size() == 3);
    CHECK(std::is_sorted(some.error().begin(), some.error().end(),
                         [](const Error& a, const Error& b) { return a.offset < b.offset; }));

    std::string many;
    for (int i = 0; i < 500; ++i) many += "{\"id\": 5}, ";
    const auto all = read_native(replaced(example(), "\"entities\": [\n", "\"entities\": [\n" + many));
    REQUIRE(!all);
    CHECK(all.error().size() == kMaxProblems);
}

TEST_CASE("native: parents that form a cycle are refused")
{
    const std::string two =
        "{\"id\": \"a-0\", \"sources\": [\"s-5\"], \"cues\": [], \"contents\": [], \"parent\": \"a-1\"},\n";
    std::string file = replaced(example(), "\"attributions\": [", "\"attributions\": [" + two);
    CHECK(said(file) == "");
    file = replaced(file, "\"parent\": null", "\"parent\": \"a-0\"");
    CHECK(said(file).find("own parent") != std::string::npos);
}

TEST_CASE("native: parents nested as deep as a file can have them are read without a wait")
{
    std::string chain;
    std::string parent = "a-1";
    for (int i = 0; i < 20000; ++i) {  // 200 million steps if each were followed up to the top
        const std::string id = "b-" + std::to_string(i);
        chain += "{\"id\": \"" + id + "\", \"sources\": [\"s-5\"], \"cues\": [], \"contents\": [], \"parent\": \"" +
                 parent + "\"},\n";
        parent = id;
    }
    const std::string file = replaced(example(), "\"attributions\": [", "\"attributions\": [" + chain);
    CHECK(said(file) == "");
    const std::string cycle = replaced(file, "\"parent\": null", "\"parent\": \"b-19999\"");
    CHECK(said(cycle).find("own parent") != std::string::npos);
}

TEST_CASE("native: keys of others are kept wherever they stand, and come after the known ones")
{
    const std::string x = "\"x-b\": {\"k\":[1.50,null]}, \"x-a\": \"é\"";
    std::string file = example();
    for (const char* record : {"{\"id\": \"p-harbour\"", "{\"id\": \"PERSON\"", "{\"id\": \"mention\"",
                               "{\"id\": \"member_of\"", "{\"id\": \"mira\"", "{\"id\": \"d-1\"", "{\"id\": \"e-1\"",
                               "{\"base\": \"wikidata\"", "{\"id\": \"c-1\", \"text\"", "{\"type\": \"contradicts\"",
                               "{\"id\": \"t-1\"", "{\"id\": \"s-1\"", "{\"id\": \"c-1\", \"relation\"",
                               "{\"kind\": \"model\"", "{\"id\": \"r-1\"", "{\"id\": \"a-1\"", "{\n  \"labels\""})
        file = replaced(file, record, "{" + x + ", " + std::string(record).substr(1));
    file = replaced(file, "{\n\"format\"", "{\n" + x + ", \"format\"");
    const auto project = read_native(file);
    CAPTURE(said(file));
    REQUIRE(project);
    const std::string written = write_native(*project);
    size_t kept = 0;
    for (size_t at = written.find("\"x-a\": \"é\""); at != std::string::npos;
         at = written.find("\"x-a\": \"é\"", at + 1))
        ++kept;
    CHECK(kept == 18);
    CHECK(written.find("\"note\": \"\", \"x-a\": \"é\", \"x-b\": {\"k\":[1.50,null]}}") != std::string::npos);
    CHECK(write_native(read_native(written).value()) == written);
    const auto lines = read_native(write_native_lines(*project));
    REQUIRE(lines);
    CHECK(write_native(*lines) == written);
    CHECK(said(replaced(example(), "{\"id\": \"s-1\"", "{\"y-a\": 1, \"id\": \"s-1\"")).find("y-a") !=
          std::string::npos);
}

TEST_CASE("native: keys may stand in any order, and what may be left out may be")
{
    std::string file = replaced(example(), "\"format\": \"glossator\", \"version\": 1, ", "\"version\": 1, ");
    file = replaced(file, "\n}\n", ",\n\"format\": \"glossator\"}");
    file = replaced(file, "\"url\": \"\", ", "");
    file = replaced(file, "\"meta\": {}, ", "");
    file = replaced(file, "\"addressees\": [], \"parent\": null, ", "");
    file = replaced(file, ", \"aliases\": [\"Mayor Okonjo\"]", ", \"aliases\": [\"Mayor Okonjo\"]");
    const auto project = read_native(file);
    CAPTURE(said(file));
    REQUIRE(project);
    CHECK(write_native(*project) == example());
}

TEST_CASE("native: spans find their places again when the text has changed and quotes stand only once")
{
    const std::string file = replaced(example(), "\"text\": \"The ferry line", "\"text\": \"Late news: The ferry line");
    CHECK(said(file).find("re-anchored") != std::string::npos);
    const auto project = read_native(file, {true});
    CAPTURE(said(file, {true}));
    REQUIRE(project);
    const Document& document = project->documents().front();
    CHECK(document.text->bytes().substr(0, 10) == "Late news:");
    const Span* claim = project->sets().front()->spans.find(SpanId("s-2"));
    REQUIRE(claim != nullptr);
    CHECK(document.text->slice(claim->at[0]) == "the line");
    CHECK(document.text->slice(claim->at[1]) == "will cost 41 million crowns");
    CHECK(said(write_native(*project)) == "");

    const std::string twice = replaced(file, "Late news:", "She said:");  // "said" stands twice now
    CHECK(said(twice).find("re-anchored") == std::string::npos);
    CHECK(said(twice, {true}).find("\"said\" doesn't stand in the text once and only once") != std::string::npos);
}

TEST_CASE("native: a schema is read alone, and its errors have a place")
{
    const std::string schema = write_record(worlds::news_schema());
    const auto read = read_schema(schema);
    REQUIRE(read);
    CHECK(*read == worlds::news_schema());
    const std::string damaged = replaced(schema, "#1b9e77", "#1b9e7");
    const auto refused = read_schema(damaged);
    REQUIRE(!refused);
    CHECK(refused.error().offset == damaged.find("\"#1b9e7\""));
}

TEST_CASE("native: lines of another kind and a missing header are refused with their line")
{
    const std::string lines = write_native_lines(worlds::ferry_project());
    const size_t second = lines.find('\n') + 1;
    const std::string damaged = lines.substr(0, second) + "{\"documents\": 1}\n" + lines.substr(second);
    CHECK(said(damaged).substr(0, 6) == "f:2:1:");
    CHECK(said(lines.substr(second)) != "");
    const std::string broken = lines.substr(0, lines.size() - 5);
    const LineColumn end = line_column(broken, broken.size());
    CHECK(said(broken) == "f:" + std::to_string(end.line) + ":" + std::to_string(end.column) +
                              ": The JSON ends here, in the middle of a value.\n");
}

// What a JSON value says, whatever the order and layout of members; absent members that may be left out are added.
std::string meaning(JsonValue value)
{
    if (value.is_array()) {
        std::multiset<std::string> records;
        std::string in_order;
        bool has_ids = value.size() > 0;
        for (const JsonValue item : value.children()) {
            has_ids = has_ids && item["id"];
            records.insert(meaning(item));
            in_order += meaning(item) + ",";
        }
        if (!has_ids) return "[" + in_order + "]";
        std::string out;
        for (const std::string& record : records) out += record + ",";
        return "[" + out + "]";
    }
    if (!value.is_object()) return value.text();
    std::map<std::string, std::string> members;
    for (const JsonValue member : value.children())
        if (member.key() != "generator") members[std::string(member.key())] = meaning(member);
    std::string out;
    for (const auto& [key, text] : members) out += key + ":" + text + ",";
    return "{" + out + "}";
}

TEST_CASE("native: the gold annotation is read with all its spans, and nothing in it changes")
{
    const auto file = test_files::shared("corpus/gold.glossator.json");
    if (!file) return;
    const auto project = read_native(*file);
    CAPTURE(said(*file));
    REQUIRE(project);
    std::vector<size_t> spans;
    for (const auto& set : project->sets()) spans.push_back(set->spans.size());
    CHECK(spans == std::vector<size_t>{183, 103, 169});
    const std::string once = write_native(*project);
    const auto again = read_native(once);
    REQUIRE(again);
    CHECK(write_native(*again) == once);
    const auto before = JsonDocument::parse(*file);
    const auto after = JsonDocument::parse(once);
    REQUIRE(before);
    REQUIRE(after);
    CHECK(meaning(before->root()) == meaning(after->root()));
}

}  // namespace
}  // namespace glossator
