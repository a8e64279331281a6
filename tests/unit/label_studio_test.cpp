#include <algorithm>

#include <doctest/doctest.h>

#include "core/base/utf8.h"
#include "core/io/formats.h"
#include "core/io/json.h"
#include "core/io/label_studio.h"
#include "tests/unit/codec_trips.h"

// Label Studio's tasks, in and out.
namespace glossator::label_studio_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormat = "label-studio";
constexpr const char* kSamples[] = {"named_entity-1.json", "named_entity-tasks.json", "rich_text_plain-1.json",
                                    "rich_text_plain-tasks.json"};

std::optional<std::string> sample(std::string_view name)
{
    return test_files::shared("samples/label-studio/" + std::string(name));
}

// Without what Label Studio's files have no place for, and with a set on each document, as one that is read has.
Project as_tasks_have_it(const Project& project)
{
    Project out = worlds::copy_of(project);
    ProjectWriter writer(out);
    for (Document document : project.documents()) {
        document.segments.reset();
        if (project.sets_of(document.id).empty())
            writer.put(worlds::set_info("t-" + document.id.text, document.id.text, "mira"));
        writer.put(std::move(document));
    }
    for (const auto& each : project.sets()) {
        AnnotationSet& set = *writer.find(each->info.id);
        each->spans.for_each([&](Span span) {
            span.origin.reset();
            span.created.clear();
            span.extra.clear();
            if (span.claim) span.claim->extra.clear();
            writer.put(set, span);
        });
        std::map<RelationId, Relation> relations = set.relations;
        for (auto& [id, relation] : relations) {
            relation.extra.clear();
            writer.put(set, relation);
        }
        for (auto [id, attribution] : each->attributions) {
            attribution.extra.clear();
            writer.put(set, attribution);
        }
    }
    return out;
}

// The words at [begin, end) of code points, counted here.
std::string words_at(std::string_view text, uint32_t begin, uint32_t end)
{
    std::string out;
    uint32_t at = 0;
    for (const char c : text) {
        at += !is_continuation(c);
        if (at > begin && at <= end) out += c;
    }
    return out;
}

// All of it comes back, ids of relations aside.
void check_whole_trip(const Project& project)
{
    const Exported exported = export_project(project, kFormat).value();
    const Project back = worlds::read_back(exported, 0, kFormat, project.schema());
    Project expected = worlds::copy_of(project), found = worlds::copy_of(back);
    for (Project* each : {&expected, &found}) {
        ProjectWriter writer(*each);
        for (const auto& set : each->sets()) {
            AnnotationSet& open = *writer.find(set->info.id);
            std::vector<Relation> relations;
            for (const auto& [id, relation] : open.relations) relations.push_back(relation);
            for (const Relation& relation : relations) writer.erase(open, relation.id);
            std::sort(relations.begin(), relations.end(), [](const Relation& a, const Relation& b) {
                return std::tie(a.type, a.from, a.to) < std::tie(b.type, b.from, b.to);
            });
            for (size_t i = 0; i < relations.size(); ++i) {
                relations[i].id = RelationId("r" + std::to_string(i));
                writer.put(open, relations[i]);
            }
        }
    }
    CHECK(worlds::difference(expected, found) == "");
}

TEST_CASE("label studio: real files are read whole, and come out and in again as they were")
{
    for (const char* name : kSamples) {
        const auto bytes = sample(name);
        if (!bytes) continue;
        CAPTURE(name);
        CHECK(detect_format(name, *bytes) == format_named(kFormat));
        const ReadResult read = import_text(name, *bytes);
        REQUIRE(read);
        CHECK(read->losses.empty());
        const Result<JsonDocument> json = JsonDocument::parse(*bytes);
        const JsonValue root = json->root();
        const JsonValue task = root.is_array() ? *root.children().begin() : root;
        const bool is_prediction = task["predictions"].size() > 0;
        const JsonValue made = *task[is_prediction ? "predictions" : "annotations"].children().begin();
        const JsonValue item = *made["result"].children().begin(), value = item["value"];
        const AnnotationSet& set = *read->project.sets().front();
        CHECK((set.info.role == SetRole::Model) == is_prediction);
        REQUIRE(set.spans.size() == made["result"].size());
        const Span& span = *set.spans.find(SpanId(item["id"].string()));
        CHECK(span.label.text == value["labels"].children().begin()->string());
        const std::string_view text = task["data"].children().begin()->string();
        CHECK(read->project.documents()[0].text->bytes() == text);
        CHECK(read->project.documents()[0].text->slice(span.at[0]) ==
              words_at(text, *value["start"].unsigned32(), *value["end"].unsigned32()));
        check_whole_trip(as_tasks_have_it(read->project));
    }
}

TEST_CASE("label studio: regions with fields, several labels and relations in each direction")
{
    const std::string json =
        R"([{"id":7,"data":{"text":"Hi 👍 Anna of ACME.","extra":{"b":1}},"annotations":[{"completed_by":3,
        "lead_time":4.5,"result":[
        {"id":"f","from_name":"mood","to_name":"text","type":"choices","value":{"start":5,"end":9,"choices":["good"]}},
        {"id":"f","from_name":"label","to_name":"text","type":"labels","value":{"start":5,"end":9,"text":"Anna","labels":["PER","CEO"]},
         "meta":{"text":["she"]}},
        {"id":"g","from_name":"label","to_name":"text","type":"labels","value":{"start":13,"end":17,"text":"ACME","labels":["ORG"]}},
        {"id":"f","from_name":"age","to_name":"text","type":"number","value":{"start":5,"end":9,"number":41}},
        {"id":"q","from_name":"tone","to_name":"text","type":"choices","value":{"choices":["calm","dry"]}},
        {"id":"b","from_name":"box","to_name":"img","type":"rectanglelabels","value":{"x":1}},
        {"type":"relation","from_id":"g","to_id":"f","direction":"left","labels":["heads"]},
        {"type":"relation","from_id":"g","to_id":"b","direction":"right"}]},
        {"completed_by":{"email":"a@b.c"},"was_cancelled":true,"result":[]}]}])";
    const ReadResult read = import_text("x.json", json);
    REQUIRE(read);
    const Project& project = read->project;
    REQUIRE(project.sets().size() == 2);
    const AnnotationSet& set = *project.sets()[0];
    CHECK(set.info.by == AnnotatorId("user-3"));
    CHECK(set.info.seconds == 4.5);
    CHECK(project.sets()[1]->info.by == AnnotatorId("a@b.c"));
    CHECK(project.sets()[1]->info.flags == std::vector<std::string>{"cancelled"});
    CHECK(set.spans.size() == 3);
    const Span& anna = *set.spans.find(SpanId("f"));
    CHECK(project.documents()[0].text->slice(anna.at[0]) == "Anna");
    CHECK(anna.label == LabelId("PER"));
    CHECK(anna.note == "she");
    CHECK(std::get<std::string>(*anna.attributes.find(AttributeId("mood"))) == "good");
    CHECK(std::get<double>(*anna.attributes.find(AttributeId("age"))) == 41);
    CHECK(std::get<std::vector<std::string>>(*set.info.attributes.find(AttributeId("tone"))).size() == 2);
    REQUIRE(set.relations.size() == 1);
    CHECK(set.relations.begin()->second.from == SpanId("f"));
    CHECK(set.relations.begin()->second.to == SpanId("g"));
    CHECK(loses(read->losses, "items of type rectanglelabels"));
    CHECK(loses(read->losses, "relations to what isn't a span"));
    CHECK(project.documents()[0].meta == JsonMembers{{"extra", "{\"b\":1}"}});
}

TEST_CASE("label studio: files of old versions, which count UTF-16, are told by their texts")
{
    const std::string region = R"("id":"a","from_name":"l","to_name":"t","type":"labels","value":{"start":6,"end":12,)";
    const std::string json = R"({"data":{"text":"Hi 👍 An\nna"},"completions":[{"result":[{)" + region +
                             R"("text":"An\\nna","labels":["P"]}}]}]})";
    const ReadResult read = import_text("x.json", R"([{"data":{"text":"Hi 👍 An\nna!!"},"completions":[{"result":[{)" +
                                                      region + R"("text":"An\\nna!","labels":["P"]}}]}]}])");
    REQUIRE(read);
    const Document& document = read->project.documents()[0];
    CHECK(document.text->slice(read->project.sets()[0]->spans.at(0).at[0]) == "An\nna!");
    CHECK(read->notes.size() == 1);
    const ReadResult beyond = import_text("x.json", json);
    REQUIRE(!beyond);
    CHECK(beyond.error().front().error.message.find("lies beyond the text") != std::string::npos);
}

TEST_CASE("label studio: every span, attribution and set of a project comes back, and each region stands at its place")
{
    check_whole_trip(as_tasks_have_it(worlds::ferry_project()));
    for (uint32_t seed = 0; seed < 40; ++seed) {
        CAPTURE(seed);
        const Project project = worlds::random_project(seed);
        if (!project.documents().empty()) check_whole_trip(as_tasks_have_it(project));
    }
    const auto gold = test_files::shared("corpus/gold.glossator.json");
    if (!gold) return;
    const Project project = read_native(*gold).value();
    check_whole_trip(as_tasks_have_it(project));
    const Exported exported = export_project(project, kFormat).value();
    CHECK(exported.losses.empty());
    const Result<JsonDocument> json = JsonDocument::parse(exported.files[0].bytes);
    size_t regions = 0;
    for (const JsonValue task : json->root().children())
        for (const JsonValue item : (*task["annotations"].children().begin())["result"].children()) {
            if (item["type"].string() != "labels") continue;
            const JsonValue value = item["value"];
            CHECK(words_at(task["data"]["text"].string(), *value["start"].unsigned32(), *value["end"].unsigned32()) ==
                  value["text"].string());
            ++regions;
        }
    size_t expected = 0;
    for (const auto& set : project.sets()) {
        expected += set->attributions.size();
        set->spans.for_each([&](const Span& span) { expected += span.at.size(); });
    }
    CHECK(regions == expected);
}

TEST_CASE("label studio: the labelling configuration has every label, attribute and relation")
{
    const std::string config = export_project(worlds::ferry_project(), kFormat).value().files[1].bytes;
    for (const char* part :
         {"<Label value=\"PERSON\" background=\"#1b9e77\" hotkey=\"p\"/>", "<Relation value=\"member_of\"/>",
          "<Choices name=\"mention\" toName=\"text\" perRegion=\"true\" whenTagName=\"label\" "
          "whenLabelValue=\"PERSON,ORG\" choice=\"single\">",
          "<Choice value=\"pronoun\"/>", "<Number name=\"seats\"", "<TextArea name=\"remark\"",
          "<Text name=\"text\" value=\"$text\"", "<Label value=\"Attribution\"/>"})
        CHECK(config.find(part) != std::string::npos);
}

TEST_CASE("label studio: what is wrong is told with its place")
{
    worlds::check_refused(
        "x.json", kFormat,
        {
            {"[{\"data\":{\"text\":\"ab\"}}", 23, ""},
            {"[7]", 1, "a task is a JSON object"},
            {"[{\"id\":1}]", 1, "no \"data\""},
            {"[{\"data\":{\"n\":1}}]", 9, "no text"},
            {"[{\"data\":{\"a\":\"x\",\"b\":\"y\"}}]", 9, "several texts"},
            {"[{\"data\":{\"text\":\"ab\"},\"annotations\":[{\"result\":[{\"type\":\"labels\",\"value\":{\"start\":0,"
             "\"end\":3}}]}]}]",
             49, "lies beyond the text"},
            {"[{\"data\":{\"text\":\"ab\"},\"annotations\":[{\"result\":[{\"type\":\"labels\",\"value\":{\"start\":"
             "\"x\"}}]"
             "}]}]",
             49, "whole numbers"},
            {"[{\"data\":{\"text\":\"ab\"},\"meta\":{\"document\":\"d\",\"glossator\":{}}}]", 58, "damaged"},
        });
}

TEST_CASE("label studio: every beginning of a file gives a project or a sentence, and other JSON isn't taken for it")
{
    for (const char* name : kSamples)
        if (const auto bytes = sample(name)) worlds::check_prefixes(name, *bytes, kFormat);
    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    worlds::check_prefixes("x.json", exported.files[0].bytes, kFormat);
    CHECK(detect_format("x.json", exported.files[0].bytes) == format_named(kFormat));
    for (const char* other : {"bioc/everything.json", "potato/news.json", "pubannotation/demo-annotations.json",
                              "medtator/COVID_VAX_AE.json", "spacy/ner-sent-per-line.json",
                              "gliner/sample_data.excerpt.json", "potato/span-span-linking-data.json"})
        if (const auto bytes = test_files::shared(std::string("samples/") + other)) {
            CAPTURE(other);
            CHECK(detect_format("x.json", *bytes) != format_named(kFormat));
        }
}

TEST_CASE("label studio: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, kFormat, "\"start\":26", "\"start\":27"));
    CHECK(worlds::notices(project, kFormat, "Mayor Ilse Okonjo of", "Mayor Elsa Okonjo of"));
    CHECK(worlds::notices(project, kFormat, "\"further fragment\"", "\"other fragment\""));
    CHECK(worlds::notices(project, kFormat, "{\"id\":\"s-1\"", "{\"id\":\"s-0\""));
}

}  // namespace
}  // namespace glossator::label_studio_test
