#include "core/io/formats.h"

#include <map>
#include <set>

#include <doctest/doctest.h>

#include "core/io/file_name.h"
#include "core/io/journal.h"
#include "core/model/project_writer.h"
#include "tests/unit/worlds.h"

namespace glossator {
namespace {

using namespace std::string_literals;

ImportOptions mira()
{
    ImportOptions options;
    options.schema = worlds::news_schema();
    options.annotator = worlds::annotator("mira", "Mira");
    return options;
}

// The first problem as a person sees it.
std::string refusal(std::string_view name, std::string_view bytes)
{
    std::vector<std::string> notes;
    const auto project = import_file(name, bytes, mira(), notes);
    return project ? "" : place(name, bytes, project.error().front());
}

TEST_CASE("formats: each has an id of its own, a title, and reads or writes")
{
    std::set<std::string> ids;
    for (const Format& format : formats()) {
        CAPTURE(format.id);
        CHECK(ids.insert(format.id).second);
        CHECK(*format.title != 0);
        CHECK((format.reads || format.writes));
        CHECK(!format.extensions.empty());
        std::set<std::string> options;
        for (const FormatOption& option : format.options) CHECK(options.insert(option.name).second);
    }
}

TEST_CASE("formats: a plain text becomes one document named after its file")
{
    std::vector<std::string> notes;
    const auto project = import_file("news/ferry.v2.txt", "One.\r\nTwo.\n", mira(), notes);
    REQUIRE(project);
    REQUIRE(project->documents().size() == 1);
    const Document& document = project->documents().front();
    CHECK(document.name == "ferry.v2.txt");
    CHECK(document.text->bytes() == "One.\r\nTwo.\n");
    CHECK(project->info().title == "ferry.v2");
    CHECK(project->schema() == worlds::news_schema());
    REQUIRE(project->sets().size() == 1);
    CHECK(project->sets().front()->info.by == AnnotatorId("mira"));
    CHECK(project->sets().front()->info.status == "open");
    CHECK(notes.empty());
    CHECK(read_native(write_native(*project)));
}

TEST_CASE("formats: a journal gives the project as its last readable step left it")
{
    KeptJournal kept;
    History history(worlds::ferry_project());
    kept.snapshot = write_native(history.project());
    JournalChain chain;
    for (const char* name : {"Ilse", "Okonjo"}) {
        REQUIRE(history.run({"Rename", {PutEntity{worlds::entity("e-9", "PERSON", name)}}}));
        const std::string entry = write_journal_entry(history.project(), history.take_journal().front());
        kept.lines.push_back(chain.add(entry, "2026-03-02T09:00:00Z", "mira"));
        ++kept.lines_kept;
    }
    std::vector<std::string> notes;
    auto project = import_file("kept.glossator.journal", write_journal_file(kept), mira(), notes);
    REQUIRE(project);
    CHECK(write_native(*project) == write_native(history.project()));
    CHECK(notes.empty());

    kept.lines.pop_back();
    project = import_file("kept", write_journal_file(kept), mira(), notes);
    REQUIRE(project);
    CHECK(project->find(EntityId("e-9"))->name == "Ilse");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0] == "part of it can't be read: the last 1 of 2 entries are missing");

    kept.snapshot.insert(1, "?");
    CHECK(refusal("kept.glossator.journal", write_journal_file(kept)).find("kept.glossator.journal:2:2: ") == 0);
    CHECK(refusal("kept.glossator.journal", "{}\n").find("kept.glossator.journal:1:1: ") == 0);
}

TEST_CASE("formats: a byte order mark is dropped and noted")
{
    std::vector<std::string> notes;
    const auto project = import_file("a.txt", "\xEF\xBB\xBFZo\xC3\xAB", mira(), notes);
    REQUIRE(project);
    CHECK(project->documents().front().text->bytes() == "Zo\xC3\xAB");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].find("byte order mark") != std::string::npos);
}

TEST_CASE("formats: bad input gets a sentence with file and place")
{
    struct Case {
        std::string name, bytes, begins, words;
    };
    const std::string large(50u << 20, 'a');
    const Case cases[] = {
        {"a.txt", "", "a.txt:1:1: ", "empty"},
        {"a.glossator.json", "", "a.glossator.json:1:1: ", "empty"},
        {"a.txt", "\xEF\xBB\xBF", "a.txt:1:1: ", "empty"},
        {"a.txt", "\xC3\xA9t\xC3\xA9\nab\xE9 c", "a.txt:2:3: ", "UTF-8"},
        {"a.txt",
         "\xEF\xBB\xBF"
         "ab\xFF",
         "a.txt:1:4: ", "UTF-8"},
        {"a.txt", "ab\r\ncd\0ef"s, "a.txt:2:3: ", "isn't text"},
        {"a.txt",
         "\xFF\xFE"
         "a\0b\0"s,
         "a.txt:1:1: ", "UTF-16 (little endian)"},
        {"a.txt", "\xFE\xFF\0a\0b"s, "a.txt:1:1: ", "UTF-16 (big endian)"},
        {"a.glossator.json", "\xFF\xFE{\0}\0"s, "a.glossator.json:1:1: ", "UTF-16"},
        {"a.txt", large, "a.txt: ", "50 MB, more than the 32 MB"},
        {"a.pdf", "%PDF-1.7\0\xFF"s, "a.pdf: ", "formats"},
        {"a.json", "{\"other\": 1}", "a.json: ", "formats"},
        {"a.glossator.json", "{\"other\": 1}", "a.glossator.json:1:1: ", "isn't a Glossator project"},
        {"a.glossator.json", "\n{\"format\": \"glo", "a.glossator.json:2:", "ends here"},
    };
    for (const Case& each : cases) {
        CAPTURE(each.begins);
        CAPTURE(each.words);
        const std::string said = refusal(each.name, each.bytes);
        CAPTURE(said);
        CHECK(said.substr(0, each.begins.size()) == each.begins);
        CHECK(said.find(each.words) != std::string::npos);
        CHECK(said.find('\n') == std::string::npos);
    }
}

TEST_CASE("formats: name and content tell the format")
{
    const std::string native = write_native(worlds::ferry_project());
    const std::string lines = write_native_lines(worlds::ferry_project());
    const auto detected = [](std::string_view name, std::string_view bytes) {
        const Format* format = detect_format(name, bytes);
        return format == nullptr ? std::string("none") : std::string(format->id);
    };
    CHECK(detected("a.glossator.json", "x") == "glossator");
    CHECK(detected("A.GLOSSATOR.JSONL", "x") == "glossator-jsonl");
    CHECK(detected("a.json", native) == "glossator");
    CHECK(detected("-", lines) == "glossator-jsonl");
    CHECK(detected("a.txt", "x") == "text");
    CHECK(detected("a.story", "Zo\xC3\xAB") == "text");
    CHECK(detected("a.csv", "x") == "none");
    CHECK(detected("a.doc", std::string("\xD0\xCF\x11\xE0")) == "none");
}

TEST_CASE("formats: what is written in each format is read again, and losses are counted")
{
    const Project project = worlds::ferry_project();
    for (const char* id : {"glossator", "glossator-jsonl"}) {
        CAPTURE(id);
        const auto exported = export_project(project, id);
        REQUIRE(exported);
        REQUIRE(exported->files.size() == 1);
        CHECK(exported->losses.empty());
        std::vector<std::string> notes;
        const auto again = import_file(exported->files[0].name, exported->files[0].bytes, {}, notes);
        REQUIRE(again);
        CHECK(worlds::difference(project, *again) == "");
    }
    const auto text = export_project(project, "text");
    REQUIRE(text);
    REQUIRE(text->files.size() == 2);
    CHECK(text->files[0].name == "d-1.txt");
    CHECK(text->files[0].bytes == worlds::kFerryText);
    std::map<std::string, size_t> lost;
    for (const Loss& loss : text->losses) lost[loss.what] = loss.count;
    CHECK(lost["spans"] == 8);
    CHECK(lost["work of further annotators"] == 1);
}

TEST_CASE("formats: a format that isn't written is an error that names those that are")
{
    const auto exported = export_project(worlds::ferry_project(), "glossator-journal");
    REQUIRE(!exported);
    CHECK(exported.error().code == ErrorCode::Unsupported);
    CHECK(exported.error().message.find("glossator-jsonl") != std::string::npos);
}

TEST_CASE("formats: places count lines of every kind and columns in code points")
{
    const std::string input = "ab\r\n\xC3\xA9\xC3\xA9x\ry\n";
    CHECK(line_column(input, 0).column == 1);
    CHECK(line_column(input, 8).line == 2);
    CHECK(line_column(input, 8).column == 3);
    CHECK(line_column(input, 10).line == 3);
    CHECK(line_column(input, 10).column == 1);
    CHECK(line_column(input, 1000).line == 4);
    CHECK(place("f", input, {ErrorCode::Invalid, "sentence"}) == "f: Sentence.");
}

TEST_CASE("limits: a file, a text, nesting, documents and spans have one each, and more is told with both numbers")
{
    const std::string text_too_large(kMaxTextBytes + 1, 'x');
    CHECK(refusal("a.txt", text_too_large) == "a.txt: The text has 33 MB, more than the 32 MB that fit.");
    const char byte = 'x';
    const std::string_view file_too_large(&byte, kMaxFileBytes + 1);  // of which nothing is looked at
    CHECK(refusal("a.txt", file_too_large) == "a.txt: The file is larger than the 512 MB that fit.");
    for (const size_t depth : {kMaxJsonDepth + 1, size_t{100'000}}) {
        const std::string nested = R"({"format": "glossator", "version": 1, "x-deep": )" + std::string(depth, '[') +
                                   std::string(depth, ']') + "}";
        CHECK(refusal("a.glossator.json", nested).find("nested more than 64 deep") != std::string::npos);
    }

    const std::string file = write_native(worlds::ferry_project());
    const auto with = [&](RecordLimits limits) {
        ImportOptions options = mira();
        options.limits = limits;
        std::vector<std::string> notes;
        const auto project = import_file("a.glossator.json", file, options, notes);
        return project ? std::string() : project.error().front().message;
    };
    const Project project = worlds::ferry_project();
    size_t spans = 0;
    for (const auto& set : project.sets()) spans += set->spans.size();
    const size_t documents = project.documents().size();
    CHECK(with({documents, spans}).empty());
    CHECK(with({documents - 1, spans}) == "the file has " + std::to_string(documents) + " documents, more than the " +
                                              std::to_string(documents - 1) + " that fit: divide it");
    CHECK(with({documents, spans - 1}) == "the file has " + std::to_string(spans) + " spans, more than the " +
                                              std::to_string(spans - 1) + " that fit: divide it");
}

TEST_CASE("file names: what the user's data says becomes a name that is safe on any system")
{
    const std::pair<std::string, std::string> names[] = {
        {"ferry.txt", "ferry.txt"},
        {"Überfahrt – 2026.txt", "Überfahrt – 2026.txt"},
        {"../../etc/passwd", "-..-etc-passwd"},
        {"C:\\a<b>|\"?*.txt", "C--a-b-----.txt"},
        {"a\u202Egpj.exe", "agpj.exe"},
        {"a\u2066b\u2069\u200B\uFEFF.txt", "ab.txt"},
        {"two\r\nlines\u2028\u0085\x7F.txt", "twolines.txt"},
        {" .hidden. ", "hidden"},
        {"..", ""},
        {"", ""},
        {"con.txt", "_con.txt"},
        {"LPT1", "_LPT1"},
        {"COM10", "COM10"},
        {std::string(300, 'x') + ".txt", std::string(120, 'x') + ".txt"},
    };
    for (const auto& each : names) {
        const std::string& wanted = each.first;
        CAPTURE(wanted);
        CHECK(safe_file_name(wanted) == each.second);
        CHECK(safe_file_name(each.second) == each.second);
    }
    std::string umlauts;
    for (int i = 0; i < 100; ++i) umlauts += "ä";
    CHECK(safe_file_name(umlauts).size() == 120);
    CHECK(safe_file_name("a" + umlauts).size() == 119);
}

TEST_CASE("formats: hostile names of documents and projects are harmless names of files")
{
    Project project = worlds::ferry_project();
    ProjectWriter writer(project);
    Document document = project.documents().front();
    document.name = "../a\u202Egpj.exe\n";
    writer.put(std::move(document));
    ProjectInfo info = project.info();
    info.id = ProjectId("..\\x:\u202E\u2067y");
    writer.set_info(std::move(info));
    CHECK(export_project(project, "text")->files.front().name == "agpj.txt");
    CHECK(export_project(project, "glossator")->files.front().name == "x-y.glossator.json");
}

}  // namespace
}  // namespace glossator
