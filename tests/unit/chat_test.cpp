#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "core/io/json_lines.h"
#include "tests/unit/codec_trips.h"
#include "tests/unit/python_words.h"

// Chats for fine-tuning, in and out.
namespace glossator::chat_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormat = "chat";

// lines_of() with the names of entities and the texts of claims for their ids, which answers don't have.
std::vector<std::string> told(const Project& project, const Document& document)
{
    worlds::Carried carried;
    carried.ids = carried.notes = false;
    std::vector<std::string> out = worlds::lines_of(project, document, carried);
    for (std::string& line : out)
        if (const size_t at = line.find(" entity:"); at != std::string::npos) line.resize(at);
    if (const AnnotationSet* set = exported_set(project, document))
        set->spans.for_each([&](const Span& span) {
            std::string line = "of " + worlds::at_of(*document.text, span.at);
            if (const Entity* entity = project.find(span.entity))
                line += " " + (entity->name.empty() ? entity->id.text : entity->name);
            if (span.claim) {
                const Claim& claim = *project.find(span.claim->id);
                line += " " + (claim.text.empty() ? claim.id.text : claim.text) + "/" + span.claim->relation;
            }
            out.push_back(line);
        });
    std::sort(out.begin(), out.end());
    return out;
}

TEST_CASE("chat: a row has three messages, quotes stand where they say, and projects come back")
{
    for (const Project& project : worlds::any_projects())
        for (const char* offsets : {"none", "codepoint"}) {
            const Result<Exported> exported = export_project(project, kFormat, {{"offsets", offsets}});
            if (!exported) FAIL_CHECK(exported.error().message);
            if (!exported) continue;
            const bool has_places = std::string(offsets) != "none";
            CHECK(for_each_json_line(exported->files[0].bytes, [&](JsonValue chat) -> Status {
                CHECK(chat.size() == 1);
                std::vector<JsonValue> messages;
                for (const JsonValue each : chat["messages"].children()) messages.push_back(each);
                REQUIRE(messages.size() == 3);
                CHECK(messages[0]["role"].string() == "system");
                const bool has_person =
                    messages[0]["content"].string().find("\n- PERSON (entity)") != std::string::npos;
                CHECK(has_person == (project.schema().find(LabelId("PERSON")) != nullptr));
                CHECK(messages[1]["role"].string() == "user");
                CHECK(messages[2]["role"].string() == "assistant");
                const Result<JsonDocument> answer = JsonDocument::parse(messages[2]["content"].string());
                REQUIRE(answer);
                const std::string_view text = messages[1]["content"].string();
                const std::vector<char32_t> points = worlds::code_points_of(text);
                for (const JsonValue span : answer->root()["spans"].children()) {
                    CHECK(bool(span["start"]) == has_places);
                    if (!span["quote"].is_string()) continue;
                    CHECK(text.find(span["quote"].string()) != std::string_view::npos);
                    if (has_places) CHECK(worlds::sliced(points, span["start"], span["end"]) == span["quote"].string());
                }
                return {};
            }));
            const Project back = worlds::read_back(*exported, 0, kFormat, project.schema());
            REQUIRE(back.documents().size() == project.documents().size());
            for (size_t i = 0; i < project.documents().size(); ++i) {
                CHECK(back.documents()[i].text->bytes() == project.documents()[i].text->bytes());
                CHECK(told(back, back.documents()[i]) == told(project, project.documents()[i]));
            }
        }
}

TEST_CASE("chat: the ferry's answer is this")
{
    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    const Result<JsonDocument> chat = first_json_line(exported.files[0].bytes);
    std::string answer;
    for (const JsonValue each : chat->root()["messages"].children()) answer = each["content"].string();
    for (const char* part :
         {"{\"spans\":[{\"id\":1,\"label\":\"CLAIM\",\"quote\":\"The ferry will run again\",\"occurrence\":1}",
          "\"quote\":\"Mayor Ilse Okonjo\",\"occurrence\":1,\"entity\":\"Ilse "
          "Okonjo\",\"attributes\":{\"mention\":\"name\"}}",
          "\"quote\":[\"the line\",\"will cost 41 million crowns\"],\"occurrence\":[1,1],\"claim\":\"The line will "
          "cost 41 "
          "million crowns.\",\"claim_relation\":\"same\"}",
          "\"parent\":1}]}"}) {
        CAPTURE(part);
        CHECK(answer.find(part) != std::string::npos);
    }
    CHECK(loses(exported.losses, "links between claims"));
}

TEST_CASE("chat: which of the same words is meant is told, also where they overlap")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", "\xF0\x9F\x91\x8D aaaa \xF0\x9F\x91\x8D"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    writer.put(set, worlds::span("s-1", "PERSON", {{6, 8}}));
    writer.put(set, worlds::span("s-2", "PERSON", {{10, 14}}));
    const Exported exported = export_project(project, kFormat).value();
    CHECK(exported.files[0].bytes.find("\\\"quote\\\":\\\"aa\\\",\\\"occurrence\\\":2") != std::string::npos);
    const Project back = worlds::read_back(exported, 0, kFormat);
    CHECK(back.sets()[0]->spans.at(0).at[0] == TextRange{6, 8});
    CHECK(back.sets()[0]->spans.at(1).at[0] == TextRange{10, 14});
}

TEST_CASE("chat: a model's answers are read, and what they quote but isn't there is listed")
{
    const auto chat = [](const std::string& answer) {
        std::string content;
        write_json_string(content, answer);
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"Anna said so.\"},{\"role\":\"assistant\",\"content\":" +
               content + "}]}\n";
    };
    const ReadResult read = import_text("x.jsonl", chat("{\"spans\":[{\"id\":1,\"label\":\"PERSON\",\"quote\":\"Anna\"}"
                                                        ",{\"id\":2,\"label\":\"PERSON\",\"quote\":\"Bob\"},"
                                                        "{\"id\":3,\"label\":\"CUE\",\"quote\":\"said\",\"occurrence\":"
                                                        "2},{\"id\":4,\"label\":\"CUE\",\"quote\":\"said\","
                                                        "\"start\":4}],\"attributions\":[{\"source\":[1],\"cue\":[3]}],"
                                                        "\"relations\":[{\"type\":\"x\",\"from\":1,\"to\":9}]}"));
    REQUIRE(read);
    CHECK(read->project.sets()[0]->spans.size() == 1);
    CHECK(read->project.sets()[0]->attributions.size() == 1);
    CHECK(loses(read->losses, "ends of links that aren't there"));
    const auto lost = std::find_if(read->losses.begin(), read->losses.end(), [](const Loss& loss) {
        return loss.what == "spans without label, or whose quote isn't in the text";
    });
    REQUIRE(lost != read->losses.end());
    CHECK(lost->count == 3);
    worlds::check_refused("x.jsonl", kFormat,
                          {{"[1]\n", 0, "of a user and an assistant"},
                           {chat("no JSON"), 85, "no JSON object"},
                           {chat("{}"), 85, "no JSON object"}});
}

TEST_CASE("chat: only extraction is taken for it, and every beginning of a file gives a project or a sentence")
{
    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    CHECK(detect_format("x.jsonl", exported.files[0].bytes) == format_named(kFormat));
    worlds::check_prefixes("x.jsonl", exported.files[0].bytes, kFormat);
    if (const auto bytes = test_files::shared("samples/hf/transformers-sft_chat.first6.jsonl")) {
        CHECK(detect_format("x.jsonl", *bytes) == nullptr);
        CHECK(!import_text("x.jsonl", *bytes, import_as(kFormat)));
    }
}

TEST_CASE("chat: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, kFormat, "\\\"quote\\\":\\\"Mayor Ilse", "\\\"quote\\\":\\\"Ilse"));
    CHECK(worlds::notices(project, kFormat, "again. Mayor Ilse", "again. Mayor Elsa"));
    CHECK(worlds::notices(project, kFormat, "\\\"label\\\":\\\"ORG\\\"", "\\\"label\\\":\\\"CUE\\\""));
    CHECK(worlds::notices(project, kFormat, "\\\"occurrence\\\":1", "\\\"occurrence\\\":2"));
}

}  // namespace
}  // namespace glossator::chat_test
