#include "core/io/formats.h"
#include "core/io/zip.h"
#include "panels.h"

// Files of other tools say first what they would bring.
namespace glossator {
namespace {

const char* const kColumns = "Ilse B-PER\nOkonjo I-PER\nspoke O\nin O\nLyon B-TOWN\n. O\n";

void drop(Desk& desk, std::vector<Platform::InputFile> files)
{
    desk.platform->events.push_back(Platform::FilesOpened{std::move(files)});
    desk.frames(4);
}

std::vector<Platform::InputFile> brat()
{
    return {{"a.txt", "Ilse Okonjo spoke in Lyon.\n"},
            {"a.ann", "T1\tPER 0 11\tIlse Okonjo\nT2\tTOWN 21 25\tLyon\nR1\tlives_in Arg1:T1 Arg2:T2\n"}};
}

void work(Desk& desk)
{
    desk.open("first.txt", "The minister said so in Lyon.\n");
    desk.drag_over("minister");
    desk.type("p");
}

size_t spans_with(const Desk& desk, const std::string& label)
{
    size_t count = 0;
    for (const auto& set : desk.app->project().sets())
        set->spans.for_each([&](const Span& span) { count += span.label.text == label; });
    return count;
}

std::string person_of(const Desk& desk)
{
    for (const LabelDef& label : desk.app->project().schema().labels)
        if (label.key == "p") return label.id.text;
    return {};
}

TEST_CASE("import: files of another tool wait, with what they would bring, and nothing is changed before the word")
{
    Desk desk;
    work(desk);
    const std::string before = write_native(desk.app->project());
    drop(desk, brat());
    REQUIRE(desk.app->session().main_view == MainView::Import);
    REQUIRE(desk.app->session().importing);
    const Importing& in = *desk.app->session().importing;
    CHECK(in.plan.documents == 1);
    CHECK(in.plan.spans == 2);
    CHECK(in.plan.relations == 1);
    CHECK(!in.own);
    CHECK(in.files.size() == 1);
    CHECK(visible(desk, "import.target:label:PER"));
    CHECK(visible(desk, "import.target:label:TOWN"));
    CHECK(visible(desk, "import.target:relation:lives_in"));
    CHECK(write_native(desk.app->project()) == before);

    desk.press(ImGuiKey_Escape);
    desk.frames(2);
    CHECK(!desk.app->session().importing);
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK(write_native(desk.app->project()) == before);
}

TEST_CASE("import: labels become ours as the rows say, in one step that is taken back whole")
{
    Desk desk;
    work(desk);
    const std::string before = write_native(desk.app->project());
    const std::string person = person_of(desk);
    drop(desk, brat());
    const auto mapped = desk.app->session().importing->mapping.find({ImportKind::Label, "PER"});
    REQUIRE(mapped != desk.app->session().importing->mapping.end());  // suggested
    CHECK(mapped->second.other == person);
    click(desk, "import.target:label:TOWN");
    click(desk, "import.target:label:TOWN=left_out");
    CHECK(desk.app->session().importing->plan.left_out.spans == 1);
    CHECK(desk.app->session().importing->plan.left_out.relations == 1);
    click(desk, "import.target:label:TOWN");
    click(desk, "import.target:label:TOWN=to:" + person);
    CHECK(!desk.app->session().importing->plan.left_out.loses());
    desk.press(ImGuiKey_Enter);
    desk.frames(3);
    CHECK(!desk.app->session().importing);
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK(desk.app->project().documents().size() == 2);
    CHECK(spans_with(desk, person) == 3);
    CHECK(desk.app->project().schema().find(LabelId("PER")) == nullptr);
    CHECK(desk.app->document()->text->bytes() == "Ilse Okonjo spoke in Lyon.\n");
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(write_native(desk.app->project()) == before);
}

TEST_CASE("import: into no open project they come as one of their own, after the word too")
{
    Desk desk;
    drop(desk, {{"a.conll", kColumns}});
    REQUIRE(desk.app->session().importing);
    CHECK(desk.app->session().importing->own);
    click(desk, "import.take");
    desk.frames(3);
    CHECK(desk.app->project().documents().size() == 1);
    CHECK(spans_with(desk, "TOWN") == 1);
}

TEST_CASE("import: a project of its own puts the open one away, and documents that are there are skipped if so chosen")
{
    Desk desk;
    work(desk);
    const std::string file = write_native(desk.app->project());
    desk.open("second.txt", "Another text.\n");
    drop(desk, {{"theirs.glossator.json", file}});
    REQUIRE(desk.app->session().importing);
    CHECK(desk.app->session().importing->plan.shared == 1);
    click(desk, "import.shared=Skip");
    CHECK(desk.app->session().importing->plan.documents == 0);
    click(desk, "import.shared=Beside");
    CHECK(desk.app->session().importing->plan.documents == 1);
    click(desk, "import.into=As its own");
    click(desk, "import.take");
    desk.frames(3);
    CHECK(write_native(desk.app->project()) == file);
}

TEST_CASE("import: texts come at once, and so does a project where nothing is open")
{
    Desk desk;
    drop(desk, {{"a.txt", "One.\n"}, {"b.txt", "Two.\n"}});
    CHECK(!desk.app->session().importing);
    CHECK(desk.app->project().documents().size() == 2);
    const std::string file = write_native(desk.app->project());
    desk.app->new_project();
    drop(desk, {{"two.glossator.json", file}});
    CHECK(!desk.app->session().importing);
    CHECK(write_native(desk.app->project()) == file);
}

TEST_CASE("import: an archive is opened like the folder that it was, and a damaged one is told")
{
    Desk desk;
    work(desk);
    std::vector<ExportedFile> files;
    for (const Platform::InputFile& file : brat()) files.push_back({"day/" + file.name, file.bytes});
    files.push_back({"picture.png", std::string("\x89PNG\0", 5)});
    const std::string archive = write_zip(files);
    drop(desk, {{"work.zip", archive}});
    REQUIRE(desk.app->session().importing);
    CHECK(desk.app->session().importing->plan.spans == 2);
    REQUIRE(desk.app->session().importing->told.size() == 1);
    CHECK(desk.app->session().importing->told.front().message.find("picture.png") != std::string::npos);
    desk.press(ImGuiKey_Escape);

    const OpenOutcome outcome = desk.app->open_files({{"work.zip", archive}}, OpenMode::Add);
    CHECK(outcome.documents.size() == 1);  // scripts aren't asked
    CHECK(desk.app->project().documents().size() == 2);
    const OpenOutcome cut = desk.app->open_files({{"cut.zip", archive.substr(0, archive.size() - 30)}}, OpenMode::Add);
    REQUIRE(cut.problems.size() == 1);
    CHECK(cut.problems.front().file == "cut.zip");
    CHECK(cut.problems.front().message == "The archive is damaged: its end is missing.");
}

TEST_CASE("import: scripts map and take by commands, and are told what doesn't fit")
{
    Desk desk;
    work(desk);
    CHECK(!run_command(*desk.app, "import.take", "{}"));
    drop(desk, brat());
    const auto fault = [&](const char* args) {
        const Result<std::string> result = run_command(*desk.app, "import.map", args);
        return result ? std::string() : result.error().message;
    };
    CHECK(fault(R"({"kind": "label", "id": "TOWN", "leave_out": true})").empty());
    CHECK(fault(R"({"kind": "label", "id": "TOWN"})").empty());
    CHECK(fault(R"({"kind": "label", "id": "NONE"})").find("NONE") != std::string::npos);
    CHECK(fault(R"({"kind": "label", "id": "PER", "to": "NONE"})").find("NONE") != std::string::npos);
    CHECK(fault(R"({"kind": "colour", "id": "PER"})").find("colour") != std::string::npos);
    CHECK(run_command(*desk.app, "import.choose", R"({"skip": true, "own": false})").has_value());
    const Result<std::string> taken = run_command(*desk.app, "import.take", "{}");
    REQUIRE(taken.has_value());
    CHECK(*taken == ids_json(std::vector<std::string>{desk.app->session().document.text}));
    CHECK(spans_with(desk, "TOWN") == 1);
}

TEST_CASE("import: a change of the schema while files wait is planned with")
{
    Desk desk;
    work(desk);
    drop(desk, brat());
    REQUIRE(desk.app->session().importing->mapping.count({ImportKind::Label, "PER"}) == 1);
    REQUIRE(run_command(*desk.app, "schema.pack", R"({"name": "ner", "mode": "add"})"));
    desk.app->session().main_view = MainView::Import;
    desk.frames(3);
    size_t known = 0;
    for (const ImportItem& item : desk.app->session().importing->plan.items)
        known += item.name == ImportName{ImportKind::Label, "PER"} && item.known;
    CHECK(known == 1);  // that schema has it
}

}  // namespace
}  // namespace glossator
