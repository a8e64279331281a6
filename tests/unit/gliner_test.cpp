#include <algorithm>

#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "core/io/json.h"
#include "tests/unit/codec_trips.h"

// GLiNER's training data, in and out.
namespace glossator {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormat = "gliner";

// Tokens joined by "|", with the label in front, as a record's "ner" says it; sorted.
std::vector<std::string> spans_in(JsonValue record)
{
    std::vector<std::string> words, out;
    for (const JsonValue word : record["tokenized_text"].children()) words.emplace_back(word.string());
    for (const JsonValue entry : record["ner"].children()) {
        std::vector<JsonValue> parts;
        for (const JsonValue part : entry.children()) parts.push_back(part);
        std::string said = std::string(parts.at(2).string()) + ":";
        for (size_t i = *parts.at(0).unsigned32(); i <= *parts.at(1).unsigned32(); ++i) said += words.at(i);
        out.push_back(said);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string unblanked(std::string_view text)
{
    std::string out;
    const TextPtr all = worlds::text_of(std::string(text));
    for (uint32_t at = 0; at < all->size();) {
        const uint32_t next = all->forward(at, 1);
        if (!without_blanks(*all, {at, next}).empty()) out += all->slice({at, next});
        at = next;
    }
    return out;
}

// The same from a project.
std::vector<std::string> spans_of(const Project& project, const Document& document)
{
    std::vector<std::string> out;
    if (const AnnotationSet* set = exported_set(project, document))
        set->spans.for_each([&](const Span& span) {
            const std::string words = unblanked(document.text->slice(span.at.front()));
            if (span.at.size() == 1 && !words.empty()) out.push_back(span.label.text + ":" + words);
        });
    std::sort(out.begin(), out.end());
    return out;
}

TEST_CASE("gliner: a real file is read as its records say, and comes out and in again as it was")
{
    const auto bytes = test_files::shared("samples/gliner/sample_data.excerpt.json");
    if (!bytes) return;
    CHECK(detect_format("x.json", *bytes) == format_named(kFormat));
    const ReadResult read = import_text("x.json", *bytes);
    REQUIRE(read);
    CHECK(read->losses.empty());
    const Result<JsonDocument> json = JsonDocument::parse(*bytes);
    const Exported exported = export_project(read->project, kFormat).value();
    const Result<JsonDocument> again = JsonDocument::parse(exported.files[0].bytes);
    REQUIRE(again);
    CHECK(again->root().size() == json->root().size());
    auto document = read->project.documents().begin();
    auto second = again->root().children().begin();
    for (const JsonValue record : json->root().children()) {
        CHECK(spans_of(read->project, *document++) == spans_in(record));
        CHECK((*second)["tokenized_text"].text() == record["tokenized_text"].text());
        CHECK(spans_in(*second) == spans_in(record));
        ++second;
    }
    CHECK(!loses(exported.losses, "blanks between tokens, and sentences"));
    CHECK(read->project.documents()[0].text->bytes() == "State University of New York Press, 1997.");
}

TEST_CASE("gliner: what stands in a file is what is marked, overlapping or not")
{
    std::vector<Project> projects;
    projects.push_back(worlds::ferry_project());
    for (uint32_t seed = 0; seed < 40; ++seed) projects.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        projects.push_back(read_native(*gold).value());
    for (const Project& project : projects)
        for (const char* records : {"document", "sentence"}) {
            const Result<Exported> exported = export_project(project, kFormat, {{"records", records}});
            if (!exported) FAIL_CHECK(exported.error().message);
            if (!exported) continue;
            const Result<JsonDocument> json = JsonDocument::parse(exported->files[0].bytes);
            std::vector<std::string> expected, found;
            for (const Document& document : project.documents())
                for (std::string& span : spans_of(project, document)) expected.push_back(std::move(span));
            for (const JsonValue record : json->root().children())
                for (std::string& span : spans_in(record)) found.push_back(std::move(span));
            std::sort(expected.begin(), expected.end());
            std::sort(found.begin(), found.end());
            CHECK(found == expected);
        }
}

TEST_CASE("gliner: what is wrong is told with its place, and every beginning of a file gives a project or a sentence")
{
    worlds::check_refused("x.json", kFormat,
                          {{"{}", 0, "an array"},
                           {"[{\"ner\":[]}]", 1, "no \"tokenized_text\""},
                           {"[{\"tokenized_text\":[\"a\",\"\"]}]", 24, "a token is"},
                           {"[{\"tokenized_text\":[\"a\"],\"ner\":[[0,1,\"X\"]]}]", 32, "aren't there"},
                           {"[{\"tokenized_text\":[\"a\"],\"ner\":[[0,\"X\"]]}]", 32, "a first token"}});
    worlds::check_prefixes("x.json", export_project(worlds::ferry_project(), kFormat).value().files[0].bytes, kFormat);
    CHECK(detect_format("x.json", "{\"text\":\"tokenized_text\"}") != format_named(kFormat));
}

TEST_CASE("gliner: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, kFormat, "\"Ilse\"", "\"Elsa\""));
    CHECK(worlds::notices(project, kFormat, "\"ORG\"", "\"PERSON\""));
    CHECK(worlds::notices(project, kFormat, "[[0,", "[[1,"));
}

}  // namespace
}  // namespace glossator
