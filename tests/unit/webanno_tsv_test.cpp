#include <set>
#include <sstream>

#include "core/io/native.h"
#include "tests/unit/codec_trips.h"

// WebAnno TSV 3: files of INCEpTION's own tests in, ours out and in again.
namespace glossator::webanno_tsv_test {
namespace {

using namespace worlds;

constexpr const char* kFormat = "webanno-tsv3";
const std::string kSuite = "samples/webanno-tsv3/inception-io-webanno-tsv-";

std::vector<std::string> columns_of(const std::string& row)
{
    std::vector<std::string> out;
    std::istringstream in(row);
    for (std::string column; std::getline(in, column, '\t');) out.push_back(column);
    return out;
}

// The rows of a file, read without our reader.
std::vector<std::vector<std::string>> rows_of(const std::string& bytes)
{
    std::vector<std::vector<std::string>> out;
    std::istringstream in(bytes);
    for (std::string line; std::getline(in, line);)
        if (!line.empty() && line[0] >= '0' && line[0] <= '9') out.push_back(columns_of(line));
    return out;
}

std::optional<Project> sample(const std::string& name)
{
    const auto bytes = test_files::shared(name);
    if (!bytes) return std::nullopt;
    ReadResult read = import_text(name, *bytes);
    if (!read) FAIL(read.error().front().error.message);
    return std::move(read->project);
}

const AnnotationSet& only_set(const Project& project)
{
    return *project.sets().front();
}

TEST_CASE("webanno tsv: spans over tokens and sentences, stacked, with their values")
{
    if (const auto project = sample(kSuite + "testCrossSentenceSpanWithFeatureValue-reference.tsv")) {
        const Document& document = project->documents().front();
        CHECK(document.text->bytes() == "He loves her .\nShe loves him not .");
        REQUIRE(only_set(*project).spans.size() == 1);
        const Span& span = only_set(*project).spans.at(0);
        CHECK(span.at == std::vector<TextRange>{{0, 34}});
        CHECK(span.label.text == "Span");
        CHECK(std::get<std::string>(*span.attributes.find(AttributeId("value"))) == "PERSON");
        CHECK(document.segments->tokens.size() == 9);
        CHECK(document.segments->sentences == std::vector<TextRange>{{0, 14}, {15, 34}});
    }
    if (const auto project = sample(kSuite + "testTokenBoundedStackedSpanWithFeatureValue-reference.tsv")) {
        CHECK(only_set(*project).spans.size() == 10);
    }
}

TEST_CASE("webanno tsv: slots, chains and relations")
{
    if (const auto project = sample(kSuite + "testSimpleSlotFeature-reference.tsv")) {
        const AnnotationSet& set = only_set(*project);
        CHECK(set.spans.size() == 3);
        std::set<std::string> types;
        for (const auto& [id, relation] : set.relations) {
            types.insert(relation.type.text);
            CHECK(set.spans.find(relation.from)->label.text == "SimpleLinkHost");
            CHECK(set.spans.find(relation.to)->label.text == "SimpleSpan");
        }
        CHECK(types == std::set<std::string>{"p1", "p2"});
    }
    if (const auto project = sample(kSuite + "testSimpleChain-reference.tsv")) {
        CHECK(only_set(*project).spans.size() == 3);
        CHECK(project->entities().size() == 1);
        CHECK(project->mentions(project->entities().begin()->first) == 3);
    }
    if (const auto project = sample(kSuite + "testSingleTokenRelationWithFeatureValue-reference.tsv")) {
        const AnnotationSet& set = only_set(*project);
        REQUIRE(set.relations.size() == 1);
        const Relation& relation = set.relations.begin()->second;
        CHECK(relation.type.text == "Relation");
        CHECK(std::get<std::string>(*relation.attributes.find(AttributeId("value"))) == "nsubj");
        CHECK(project->documents().front().text->slice(set.spans.find(relation.from)->at.front()) == "This");
        CHECK(project->documents().front().text->slice(set.spans.find(relation.to)->at.front()) == ".");
    }
}

TEST_CASE("webanno tsv: a novel with coreference is read as its rows say")
{
    const auto bytes = test_files::shared("samples/webanno-tsv3/coref.tsv");
    if (!bytes) return;
    const ReadResult read = import_text("coref.tsv", *bytes);
    REQUIRE(read);
    const Project& project = read->project;
    const auto rows = rows_of(*bytes);
    const Document& document = project.documents().front();
    REQUIRE(document.segments->tokens.size() == rows.size());
    std::set<std::string> chains, mentions;
    size_t lemmas = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
        CHECK(document.text->slice(document.segments->tokens[i]) == rows[i][2]);
        lemmas += rows[i][4] != "_";
        std::istringstream cells(rows[i][6]);
        for (std::string cell; std::getline(cells, cell, '|');) {
            const size_t arrow = cell.find("->");
            if (arrow == std::string::npos) continue;
            mentions.insert(cell.substr(arrow + 2));
            chains.insert(cell.substr(arrow + 2, cell.find('-', arrow + 2) - arrow - 2));
        }
    }
    size_t read_lemmas = 0, read_mentions = 0;
    only_set(project).spans.for_each([&](const Span& span) {
        read_lemmas += span.label.text == "Lemma";
        read_mentions += !span.entity.empty();
    });
    CHECK(read_lemmas == lemmas);
    CHECK(read_mentions == mentions.size());
    CHECK(project.entities().size() == chains.size());
    check_trip(project, kFormat);
}

TEST_CASE("webanno tsv: every row that we write stands at its place in UTF-16, and names what is marked there")
{
    const Project project = ferry_project();
    const Exported exported = export_project(project, kFormat).value();
    REQUIRE(exported.files.size() == 2);
    const std::string& bytes = exported.files[0].bytes;
    CHECK(bytes.substr(0, 24) == "#FORMAT=WebAnno TSV 3.3\n");
    CHECK(bytes.find("#T_RL=webanno.custom.GlossatorRelation|label|relationId|BT_webanno.custom.GlossatorSpan\n\n\n") !=
          std::string::npos);
    const std::string text = kFerryText;  // ASCII: units are bytes
    size_t persons = 0;
    for (const std::vector<std::string>& row : rows_of(bytes)) {
        const size_t dash = row[1].find('-');
        const size_t begin = std::stoul(row[1]), end = std::stoul(row[1].substr(dash + 1));
        CHECK(text.substr(begin, end - begin) == row[2]);
        persons += row[3].find("PERSON") != std::string::npos;
    }
    CHECK(persons == 3);  // Mayor Ilse Okonjo
    const std::vector<std::vector<std::string>> short_rows = rows_of(exported.files[1].bytes);
    CHECK(short_rows[1][1] == "4-12");  // a family of emoji: eight units
    CHECK(short_rows[1][2] == "👩‍👩‍👧");
}

TEST_CASE("webanno tsv: projects come back with spans, attributes, entities, claims, relations and attributions")
{
    check_trip(ferry_project(), kFormat);
    const Exported exported = export_project(ferry_project(), kFormat).value();
    CHECK(loses(exported.losses, "work of further annotators"));
    CHECK(loses(exported.losses, "links between claims"));
    const Project back = read_back(exported, 0, kFormat);
    CHECK(back.find(EntityId("e-1"))->name == "Ilse Okonjo");
    CHECK(back.find(ClaimId("c-1"))->text == "The line will cost 41 million crowns.");
    Carried without_text;
    without_text.text = false;  // a line feed before the first word becomes a space
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        check_trip(read_native(*gold).value(), kFormat, without_text);
}

TEST_CASE("webanno tsv: random projects come back but for blanks that tokens don't have")
{
    Carried carried;
    carried.blanks_cut = true;
    carried.empty_texts = false;
    carried.text = false;  // see below
    for (uint32_t seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const Project project = random_project(seed);
        check_trip(project, kFormat, carried);
        const Exported exported = export_project(project, kFormat).value();
        for (size_t i = 0; i < project.documents().size(); ++i) {
            const Text& text = *project.documents()[i].text;
            const TextRange words = without_blanks(text, {0, text.size()});
            const Project back = read_back(exported, i, kFormat);
            const Text& again = *back.documents().front().text;
            const std::string_view rest = text.bytes().substr(words.empty() ? text.size() : words.begin);
            CHECK(again.bytes().substr(again.size() - rest.size()) == rest);
            CHECK((words.empty() || again.utf16_units() == text.utf16_units()));
        }
    }
}

TEST_CASE("webanno tsv: values with the format's own marks, and texts with blanks of all kinds, come back")
{
    Project project = empty_project();
    ProjectWriter writer(project);
    writer.put(document("d-1", "One.  Two\r\n\r\nThree\tfour \\n five.\n\nשלום עולם\u2028Cafe\u0301 \U0001F44D!\n"));
    AnnotationSet& set = writer.put(set_info("t-1", "d-1", "mira"));
    Span one = span(project.documents()[0], "s-1", "PERSON", {"One", "Three", "עולם"});
    one.attributes.set(AttributeId("remark"), "a|b[1]->_;*\\ \t\n]");
    one.note = "*";
    writer.put(set, one);
    writer.put(set, span(project.documents()[0], "s-2", "PERSON", {"One"}));
    writer.put(set, span(project.documents()[0], "s-3", "ORG", {"ne.  Two\r\n\r\nThr"}));
    check_trip(project, kFormat);
}

TEST_CASE("webanno tsv: the check notices a token that stands elsewhere, and a span that is gone")
{
    CHECK(notices(ferry_project(), kFormat, "\t0-3\t", "\t0-2\t"));
    CHECK(notices(ferry_project(), kFormat, "\ts-4\t", "\ts-99\t"));
}

TEST_CASE("webanno tsv: what is wrong is told with its place")
{
    const std::string head = "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|value\n\n\n";
    const auto error_of = [&](const std::string& rest) {
        const ReadResult read = import_text("a.tsv", head + rest);
        REQUIRE(!read);
        const Error& error = read.error().front().error;
        return std::to_string(error.offset - head.size()) + ": " + error.message;
    };
    CHECK(error_of("#Text=Hi\n1-1\t0-2\tHi\n") == "9: the row has 3 columns, not 4");
    CHECK(error_of("#Text=Hi\n1-1\t0-2\tHo\t_\t\n") == "17: “Ho” doesn't stand at 0 to 2 of the text, in UTF-16 units");
    CHECK(error_of("#Text=Hi\n1-1\t0-x\tHi\t_\t\n") == "13: expected two offsets with \"-\" in between");
    CHECK(error_of("1-1\t0-2\tHi\t_\t\n") == "0: the sentence has no #Text= line");
    CHECK(error_of("#Text=Hi\n\n") == "9: a sentence ends before its first token");
    CHECK(error_of("#Text=Hi\n1-1\t0-2\tHi\tX[a]\t\n") == "22: expected a number in brackets");
    CHECK(error_of("#Text=Hi\n1-1\t0-2\tHi\t_\t\n1-1\t0-2\tHi\t_\t\n") == "23: the row 1-1 is there twice");
    CHECK(error_of("#Text=Hi\n1-1\t0-2\tHi\t_\t\n\n#Text=Ho\n2-1\t1-3\tHo\t_\t\n") ==
          "37: the sentence begins at 1, but the one before it ends at 2");
    CHECK(!import_text("a.tsv", "#FORMAT=WebAnno TSV 3.3\n#T_XX=a\n\n"));
}

TEST_CASE("webanno tsv: every beginning of a sample gives a project or a sentence")
{
    for (const char* name : {"testSimpleSlotFeature", "testSimpleChain", "testSingleTokenRelationWithFeatureValue",
                             "testTokenBoundedStackedSpanWithFeatureValue"})
        if (const auto bytes = test_files::shared(kSuite + name + "-reference.tsv"))
            check_prefixes("a.tsv", *bytes, kFormat);
    if (const auto bytes = test_files::shared("samples/webanno-tsv3/coref.tsv"))
        check_prefixes("a.tsv", bytes->substr(0, 6000), kFormat);
}

}  // namespace
}  // namespace glossator::webanno_tsv_test
