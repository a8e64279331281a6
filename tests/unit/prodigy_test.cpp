#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "core/io/json_lines.h"
#include "tests/unit/codec_trips.h"
#include "tests/unit/python_words.h"

// Prodigy's tasks, in and out.
namespace glossator::prodigy_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormat = "prodigy";

// What ner.manual and its kin ask of a task: its tokens are the text, and every span stands at tokens.
void check_as_prodigy(JsonValue task)
{
    const std::vector<char32_t> text = worlds::code_points_of(task["text"].string());
    std::vector<JsonValue> tokens;
    std::string again;
    for (const JsonValue token : task["tokens"].children()) {
        CHECK(token["id"].unsigned32() == tokens.size());
        CHECK(worlds::sliced(text, token["start"], token["end"]) == token["text"].string());
        again += std::string(token["text"].string()) + (token["ws"].boolean() ? " " : "");
        tokens.push_back(token);
    }
    CHECK(again == task["text"].string());
    const auto check_span = [&](JsonValue span) {
        CHECK(tokens.at(*span["token_start"].unsigned32())["start"].unsigned32() == span["start"].unsigned32());
        CHECK(tokens.at(*span["token_end"].unsigned32())["end"].unsigned32() == span["end"].unsigned32());
        CHECK(!span["label"].string().empty());
    };
    for (const JsonValue span : task["spans"].children()) {
        check_span(span);
        CHECK(worlds::sliced(text, span["start"], span["end"]) == span["text"].string());
    }
    for (const JsonValue each : task["relations"].children()) {
        check_span(each["head_span"]);
        check_span(each["child_span"]);
        CHECK(each["head"].unsigned32() == each["head_span"]["token_end"].unsigned32());
        CHECK(each["child"].unsigned32() == each["child_span"]["token_end"].unsigned32());
    }
}

// "label: words > words" of relations, and "label: words" of spans, from a task.
std::multiset<std::string> said_in(JsonValue task)
{
    const std::vector<char32_t> text = worlds::code_points_of(task["text"].string());
    const auto words = [&](JsonValue span) { return worlds::sliced(text, span["start"], span["end"]); };
    std::multiset<std::string> out;
    for (const JsonValue span : task["spans"].children())
        out.insert(std::string(span["label"].string()) + ": " + words(span));
    for (const JsonValue each : task["relations"].children())
        out.insert(std::string(each["label"].string()) + ": " + words(each["head_span"]) + " > " +
                   words(each["child_span"]));
    return out;
}

// The same of a project without attributions.
std::multiset<std::string> said_by(const Project& project, size_t document)
{
    const Document& of = project.documents()[document];
    const AnnotationSet& set = *exported_set(project, of);
    const auto words = [&](const SpanId& id) { return std::string(of.text->slice(set.spans.find(id)->at.front())); };
    std::multiset<std::string> out;
    set.spans.for_each([&](const Span& span) { out.insert(span.label.text + ": " + words(span.id)); });
    for (const auto& [id, relation] : set.relations)
        out.insert(relation.type.text + ": " + words(relation.from) + " > " + words(relation.to));
    return out;
}

TEST_CASE("prodigy: real tasks are read as they say, and come out and in again as they were")
{
    if (const auto bytes = test_files::shared("samples/prodigy/rel_component-annotations.line1.jsonl")) {
        CHECK(detect_format("x.jsonl", *bytes) == format_named(kFormat));
        const ReadResult read = import_text("x.jsonl", *bytes);
        REQUIRE(read);
        const Result<JsonDocument> task = JsonDocument::parse(*bytes);
        CHECK(said_by(read->project, 0) == said_in(task->root()));
        CHECK(read->project.sets()[0]->relations.size() == 4);
        CHECK(read->project.documents()[0].segments->tokens.size() == 25);
        CHECK(read->project.documents()[0].meta.front().first == "source");
        CHECK(read->notes.size() == 1);
        const Exported exported = export_project(read->project, kFormat).value();
        const Result<JsonDocument> again = JsonDocument::parse(exported.files[0].bytes);
        CHECK(said_in(again->root()) == said_in(task->root()));
        check_as_prodigy(again->root());
    }
    if (const auto bytes = test_files::shared("samples/prodigy/nel_emerson.lines1-2.jsonl")) {
        CHECK(detect_format("x.jsonl", *bytes) == format_named(kFormat));
        const ReadResult read = import_text("x.jsonl", *bytes);
        REQUIRE(read);
        REQUIRE(read->project.documents().size() == 2);
        const Span& span = read->project.sets()[0]->spans.at(0);
        CHECK(read->project.documents()[0].text->slice(span.at[0]) == "Emerson");
        CHECK(span.origin->name == "en_core_web_lg");
        CHECK(std::get<std::vector<std::string>>(*read->project.sets()[1]->info.attributes.find(
                  AttributeId("accept"))) == std::vector<std::string>{"Q48226"});
        CHECK(loses(read->losses, "further keys of spans"));
    }
}

TEST_CASE("prodigy: every task has tokens that fit, and projects come back with all but blanks at the ends of spans")
{
    worlds::Carried carried;
    carried.blanks_cut = true;
    std::vector<Project> projects;
    projects.push_back(worlds::ferry_project());
    for (uint32_t seed = 0; seed < 60; ++seed) projects.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        projects.push_back(read_native(*gold).value());
    for (const Project& project : projects)
        for (const char* view : {"relations", "spans_manual"}) {
            const Result<Exported> exported = export_project(project, kFormat, {{"view", view}});
            if (!exported) FAIL_CHECK(exported.error().message);
            if (!exported) continue;
            size_t tasks = 0;
            CHECK(for_each_json_line(exported->files[0].bytes, [&](JsonValue task) -> Status {
                check_as_prodigy(task);
                ++tasks;
                return {};
            }));
            CHECK(tasks == project.documents().size());
            if (!loses(exported->losses, "spans of nothing but blanks"))
                worlds::check_trip(project, kFormat, carried, {{"view", view}});
        }
}

TEST_CASE("prodigy: attributions are relations from their content, fragments spans with one id")
{
    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    const Result<JsonDocument> task =
        JsonDocument::parse(exported.files[0].bytes.substr(0, exported.files[0].bytes.find('\n')));
    const std::multiset<std::string> said = said_in(task->root());
    for (const char* line : {"source: the line > the agency", "cue: the line > reported",
                             "source: the line > Mayor Ilse Okonjo", "cue: the line > said", "CLAIM: the line",
                             "CLAIM: will cost 41 million crowns", "member_of: Mayor Ilse Okonjo > Harbour Board"}) {
        CAPTURE(line);
        CHECK(said.count(line) == 1);
    }
}

TEST_CASE("prodigy: what is changed there is read as it is now")
{
    const Project project = worlds::ferry_project();
    const std::string bytes = export_project(project, kFormat).value().files[0].bytes;
    const auto changed = [&](std::string from, const std::string& to) {
        std::string out = bytes;
        REQUIRE(out.find(from) != std::string::npos);
        out.replace(out.find(from), from.size(), to);
        ReadResult read = import_text("x.jsonl", out);
        REQUIRE(read);
        return std::move(*read);
    };
    const ReadProject rejected = changed("\"answer\":\"accept\"", "\"answer\":\"reject\"");
    CHECK(rejected.project.sets()[0]->spans.size() == 0);
    CHECK(rejected.project.sets()[0]->attributions.empty());
    CHECK(loses(rejected.losses, "spans of tasks that weren't accepted"));
    const size_t begin = bytes.find(",\"relations\":["), end = bytes.find("],\"meta\"");
    const ReadProject bare = changed(bytes.substr(begin, end - begin), ",\"relations\":[");
    CHECK(bare.project.sets()[0]->relations.empty());
    CHECK(bare.project.sets()[0]->attributions.empty());
    CHECK(bare.project.sets()[0]->spans.size() == 8);
    const ReadProject other = changed("\"label\":\"member_of\",\"id\":\"r-1\"", "\"label\":\"near\",\"id\":\"r-1\"");
    REQUIRE(other.project.sets()[0]->relations.size() == 1);
    CHECK(other.project.sets()[0]->relations.begin()->second.type.text == "near");
    const ReadProject label = changed("\"label\":\"ORG\",\"text\"", "\"label\":\"PERSON\",\"text\"");
    CHECK(label.project.sets()[0]->spans.find(SpanId("s-3"))->label == LabelId("PERSON"));
    CHECK(label.project.sets()[0]->relations.size() == 1);
}

TEST_CASE("prodigy: others' tasks: annotators, classes, relations by tokens, words that are another's")
{
    const ReadResult read =
        import_text("x.jsonl",
                    "{\"text\":\"\xF0\x9F\x91\x8D a "
                    "b\",\"spans\":[{\"start\":2,\"end\":3,\"token_start\":1,\"token_end\":1,\"label\":\"X\","
                    "\"text\":\"b\"},{\"start\":4,\"end\":5,\"token_start\":2,\"token_end\":2,\"label\":\"Y\"}],"
                    "\"relations\":[{\"head\":1,"
                    "\"child\":2,\"label\":\"R\"},{\"head\":0,\"child\":2,\"label\":\"S\"}],\"label\":\"NEWS\",\"_"
                    "session_id\":\"db-zoe\","
                    "\"_task_hash\":-5,\"rating\":3,\"answer\":\"accept\"}\n");
    REQUIRE(read);
    const AnnotationSet& set = *read->project.sets()[0];
    CHECK(set.info.by == AnnotatorId("db-zoe"));
    CHECK(set.relations.size() == 1);
    CHECK(read->project.documents()[0].text->slice(set.spans.at(0).at[0]) == "a");
    CHECK(read->project.documents()[0].meta == JsonMembers{{"rating", "3"}});
    CHECK(set.info.attributes.find(AttributeId("label")) != nullptr);
    CHECK(loses(read->losses, "texts of spans that aren't what stands at their places"));
    CHECK(loses(read->losses, "relations between words that are no spans"));
}

TEST_CASE("prodigy: what is wrong is told with its place, and every beginning of a file gives a project or a sentence")
{
    worlds::check_refused(
        "x.jsonl", kFormat,
        {{"{\"text\":\"a\"}\n[1]\n", 13, "a JSON object"},
         {"{\"answer\":\"accept\"}", 0, "no \"text\""},
         {"{\"text\":\"ab\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"X\"}]}", 22, "beyond the text"},
         {"{\"text\":\"ab\",\"spans\":[{\"start\":1,\"end\":1,\"label\":\"X\"}]}", 22, "is empty"},
         {"{\"text\":\"ab\",\"spans\":[{\"start\":0,\"end\":1}]}", 22, "no \"label\""},
         {"{\"text\":\"ab\",\"spans\":[{\"start\":0,\"label\":\"X\"}]}", 22, "whole numbers"},
         {"{\"text\":\"ab\",\"tokens\":[{\"start\":0,\"end\":2},{\"start\":1,\"end\":2}]}", 43, "before the end"}});
    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    worlds::check_prefixes("x.jsonl", exported.files[0].bytes, kFormat);
    CHECK(detect_format("x.jsonl", exported.files[0].bytes) == format_named(kFormat));
    if (const auto bytes = test_files::shared("samples/prodigy/rel_component-annotations.line1.jsonl"))
        worlds::check_prefixes("x.jsonl", *bytes, kFormat);
    for (const char* other : {"doccano/relation_extraction-example.jsonl", "hf/transformers-sft_chat.first6.jsonl"})
        if (const auto bytes = test_files::shared(std::string("samples/") + other)) {
            CAPTURE(other);
            CHECK(detect_format(other, *bytes) != format_named(kFormat));
        }
}

TEST_CASE("prodigy: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, kFormat, "\"start\":26,\"end\":43,", "\"start\":27,\"end\":43,"));
    CHECK(worlds::notices(project, kFormat, "Mayor Ilse", "Mayor Elsa"));
    CHECK(worlds::notices(project, kFormat, "\"label\":\"ORG\"", "\"label\":\"CUE\""));
    CHECK(worlds::notices(project, kFormat, "\"label\":\"source\"", "\"label\":\"cue\""));
    CHECK(worlds::notices(project, kFormat, "\"head\":", "\"head\":1"));
    CHECK(worlds::notices(project, kFormat, "\"ws\":true", "\"ws\":false"));
}

}  // namespace
}  // namespace glossator::prodigy_test
