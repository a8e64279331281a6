#include <algorithm>

#include <doctest/doctest.h>

#include "core/base/utf8.h"
#include "core/io/formats.h"
#include "core/io/json.h"
#include "tests/unit/codec_trips.h"

// doccano's lines, in and out.
namespace glossator::doccano_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormat = "doccano";

ReadResult read_with(std::string_view bytes, FormatOptions options)
{
    ImportOptions how = import_as(kFormat);
    how.options = std::move(options);
    return import_text("x.jsonl", bytes, how);
}

// The words between two offsets in UTF-16, counted here.
std::string words_at(std::string_view text, uint32_t begin, uint32_t end)
{
    std::string out;
    uint32_t at = 0;
    for (size_t i = 0; i < text.size();) {
        const auto [c, size] = decode_utf8(text, i);
        if (at >= begin && at < end) out += text.substr(i, size);
        at += c > 0xFFFF ? 2 : 1;
        i += size;
    }
    return out;
}

// What the format carries: spans, and with relations all fragments. Attributions are told of one by one below.
std::vector<std::string> carried(const Project& project, const Document& document, bool has_relations)
{
    std::vector<std::string> out;
    const AnnotationSet* set = exported_set(project, document);
    if (set == nullptr) return out;
    const auto said = [&](const Span& span) { return span.label.text + worlds::at_of(*document.text, span.at); };
    set->spans.for_each([&](const Span& span) {
        if (has_relations || span.at.size() == 1) out.push_back(said(span));
    });
    if (has_relations)
        for (const auto& [id, relation] : set->relations)
            out.push_back(relation.type.text + ": " + said(*set->spans.find(relation.from)) + " > " +
                          said(*set->spans.find(relation.to)));
    std::sort(out.begin(), out.end());
    return out;
}

TEST_CASE("doccano: real files are read as their lines say")
{
    if (const auto bytes = test_files::shared("samples/doccano/relation_extraction-example.jsonl")) {
        CHECK(detect_format("x.jsonl", *bytes) == format_named(kFormat));
        const ReadResult read = import_text("x.jsonl", *bytes);
        REQUIRE(read);
        CHECK(read->losses.empty());
        const AnnotationSet& set = *read->project.sets().front();
        const Document& document = read->project.documents().front();
        std::vector<std::string> words;
        set.spans.for_each([&](const Span& span) { words.emplace_back(document.text->slice(span.at[0])); });
        CHECK(words == std::vector<std::string>{"Google", "September 4, 1998", "Larry Page", "Sergey Brin"});
        CHECK(set.relations.size() == 3);
    }
    if (const auto bytes = test_files::shared("samples/doccano/pipeline-sequence_labeling-example.jsonl")) {
        const ReadResult read = read_with(*bytes, {{"text", "column_data"}, {"label", "column_label"}});
        REQUIRE(read);
        REQUIRE(read->project.documents().size() == 3);
        CHECK(carried(read->project, read->project.documents()[2], true) == std::vector<std::string>{"PERSON 10-15"});
    }
    if (const auto bytes = test_files::shared("samples/doccano/sequence_labeling-example.jsonl")) {
        CHECK(detect_format("x.jsonl", *bytes) == format_named(kFormat));
        const ReadResult read = import_text("x.jsonl", *bytes);
        REQUIRE(!read);  // its last line has no text
        CHECK(read.error().front().error.message == "the line has no \"text\"");
        CHECK(read.error().front().error.offset == bytes->rfind("{\"label\""));
        const ReadResult rest = import_text("x.jsonl", bytes->substr(0, bytes->rfind("{\"label\"")));
        REQUIRE(rest);
        CHECK(rest->project.documents()[1].meta == JsonMembers{{"meta", "{\"wikiPageID\":2}"}});
    }
}

TEST_CASE("doccano: offsets count UTF-16 units, or clusters if that is asked for")
{
    const std::string text = "Zo\xC3\xAB \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7\\r\\nAnna";
    const std::string units = "{\"text\":\"" + text + "\",\"label\":[[11,15,\"P\"]]}\n";
    const std::string clusters = "{\"text\":\"" + text + "\",\"label\":[[6,10,\"P\"]]}\n";
    for (const auto& [line, unit] : {std::pair(units, "utf16"), std::pair(clusters, "grapheme")}) {
        const ReadResult read = read_with(line, {{"offsets", unit}});
        REQUIRE(read);
        const Document& document = read->project.documents()[0];
        CHECK(document.text->slice(read->project.sets()[0]->spans.at(0).at[0]) == "Anna");
        const Exported exported =
            export_project(read->project, kFormat, {{"offsets", unit}, {"shape", "spans"}}).value();
        CHECK(exported.files[0].bytes == line);
    }
    Project cut = worlds::empty_project();
    ProjectWriter writer(cut);
    writer.put(worlds::document("d-1", "Cafe\xCC\x81"));
    writer.put(writer.put(worlds::set_info("t-1", "d-1", "mira")), worlds::span("s-1", "PERSON", {{0, 4}}));
    const Exported exported = export_project(cut, kFormat, {{"offsets", "grapheme"}}).value();
    CHECK(loses(exported.losses, "spans that cut a grapheme cluster in two"));
    CHECK(exported.files[0].bytes.find("\"entities\":[]") != std::string::npos);
    CHECK(!loses(export_project(cut, kFormat).value().losses, "spans that cut a grapheme cluster in two"));
}

TEST_CASE("doccano: projects come back with spans, fragments and relations, and each offset is right in UTF-16")
{
    std::vector<Project> projects;
    projects.push_back(worlds::ferry_project());
    for (uint32_t seed = 0; seed < 40; ++seed) projects.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        projects.push_back(read_native(*gold).value());
    for (const Project& project : projects)
        for (const bool relations : {true, false}) {
            const Result<Exported> exported =
                export_project(project, kFormat, {{"shape", relations ? "relations" : "spans"}});
            REQUIRE(exported);
            const Project back = worlds::read_back(*exported, 0, kFormat, project.schema());
            REQUIRE(back.documents().size() == project.documents().size());
            std::string_view rest = exported->files[0].bytes;
            for (size_t i = 0; i < project.documents().size(); ++i) {
                const Document& document = project.documents()[i];
                CHECK(back.documents()[i].text->bytes() == document.text->bytes());
                CHECK(carried(back, back.documents()[i], relations) == carried(project, document, relations));
                const Result<JsonDocument> line = JsonDocument::parse(rest.substr(0, rest.find('\n')));
                rest.remove_prefix(rest.find('\n') + 1);
                std::vector<std::string> expected, found;
                const AnnotationSet* set = exported_set(project, document);
                if (set != nullptr)
                    set->spans.for_each([&](const Span& span) {
                        if (relations || span.at.size() == 1)
                            for (const TextRange& at : span.at) expected.emplace_back(document.text->slice(at));
                    });
                for (const JsonValue entry : line->root()["entities"].children())
                    found.push_back(words_at(line->root()["text"].string(), *entry["start_offset"].unsigned32(),
                                             *entry["end_offset"].unsigned32()));
                if (relations) CHECK(found == expected);
            }
        }
}

TEST_CASE(
    "doccano: an attribution goes as relations from its first content, and those that can't be told apart are listed")
{
    const Project project = worlds::ferry_project();  // two attributions of one content
    const Exported exported = export_project(project, kFormat).value();
    const auto lost = std::find_if(exported.losses.begin(), exported.losses.end(), [](const Loss& loss) {
        return loss.what.find("attributions without content") == 0;
    });
    REQUIRE(lost != exported.losses.end());
    CHECK(lost->count == 1);
    const Project back = worlds::read_back(exported, 0, kFormat, project.schema());
    const AnnotationSet& set = *back.sets().front();
    REQUIRE(set.attributions.size() == 1);
    const Attribution& said = set.attributions.begin()->second;
    const auto words = [&](const SpanId& id) {
        return std::string(back.documents()[0].text->slice(set.spans.find(id)->at.front()));
    };
    CHECK(words(said.sources.at(0)) == "the agency");
    CHECK(words(said.cues.at(0)) == "reported");
    CHECK(words(said.contents.at(0)) == "the line");
}

TEST_CASE("doccano: what is wrong is told with its place, and every beginning of a file gives a project or a sentence")
{
    worlds::check_refused("x.jsonl", kFormat,
                          {{"{\"text\":\"ab\",\"label\":[]}\n[1]\n", 25, "a JSON object"},
                           {"{\"text\":1}", 0, "no \"text\""},
                           {"{\"text\":\"ab\",\"label\":[[0,3,\"X\"]]}", 22, "beyond the text"},
                           {"{\"text\":\"ab\",\"label\":[[1,1,\"X\"]]}", 22, "is empty"},
                           {"{\"text\":\"ab\",\"label\":[[0,1]]}", 22, "a begin, an end and a label"},
                           {"{\"text\":\"ab\",\"label\":[[0,1,\"\"]]}", 22, "a begin, an end and a label"},
                           {"{\"text\":\"ab\"}\n{x}\n", 15, ""}});
    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    worlds::check_prefixes("x.jsonl", exported.files[0].bytes, kFormat);
    CHECK(detect_format("x.jsonl", exported.files[0].bytes) == format_named(kFormat));
    for (const char* other : {"hf/transformers-sft_chat.first6.jsonl", "prodigy/nel_emerson.lines1-2.jsonl",
                              "prodigy/rel_component-annotations.line1.jsonl"})
        if (const auto bytes = test_files::shared(std::string("samples/") + other)) {
            CAPTURE(other);
            CHECK(detect_format("x.jsonl", *bytes) != format_named(kFormat));
        }
}

TEST_CASE("doccano: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, kFormat, "\"start_offset\":26", "\"start_offset\":27"));
    CHECK(worlds::notices(project, kFormat, "Mayor Ilse", "Mayor Elsa"));
    CHECK(worlds::notices(project, kFormat, "\"label\":\"ORG\"", "\"label\":\"PERSON\""));
}

}  // namespace
}  // namespace glossator::doccano_test
