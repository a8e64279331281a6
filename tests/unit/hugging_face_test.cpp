#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "core/io/json_lines.h"
#include "core/io/splits.h"
#include "core/model/plain_list.h"
#include "tests/unit/codec_trips.h"
#include "tests/unit/python_words.h"

// Data sets for Hugging Face: splits, tokens with tags, texts with spans.
namespace glossator {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

std::vector<Project> projects()
{
    std::vector<Project> out;
    out.push_back(worlds::ferry_project());
    for (uint32_t seed = 0; seed < 40; ++seed) out.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json")) out.push_back(read_native(*gold).value());
    return out;
}

std::string bytes_of(const Exported& exported, const std::string& name)
{
    for (const ExportedFile& file : exported.files)
        if (file.name == name) return file.bytes;
    return {};
}

// `count` documents, of which number i marks the claim c-(i / `together`), and is of the event i / `of_event`.
Project many(size_t count, size_t together = 1, size_t of_event = 1)
{
    Project out = worlds::empty_project();
    ProjectWriter writer(out);
    for (size_t i = 0; i < count; ++i) {
        const std::string number = std::to_string(i), claim = "c-" + std::to_string(i / together);
        if (out.find(ClaimId(claim)) == nullptr) writer.put(worlds::claim(claim, "claim " + claim));
        Document document = worlds::document("d-" + number, "Text of number " + number);
        set_member(document.meta, "event", "\"e" + std::to_string(i / of_event) + "\"");
        writer.put(document);
        AnnotationSet& set = writer.put(worlds::set_info("t-" + number, "d-" + number, "mira"));
        Span span = worlds::span("s-" + number, "CLAIM", {{0, 4}});
        span.claim = worlds::claim_link(claim);
        writer.put(set, span);
    }
    return out;
}

std::vector<size_t> splits(const Project& project, const FormatOptions& options = {})
{
    return splits_of(project, *format_named("hf-spans"), options).value();
}

TEST_CASE("splits: documents that share a claim, a claim that is the same, a text or an event are in one")
{
    const std::vector<size_t> by_claim = splits(many(300, 3));
    for (size_t i = 0; i < by_claim.size(); ++i) CHECK(by_claim[i] == by_claim[i - i % 3]);
    const std::vector<size_t> by_event = splits(many(300, 1, 5), {{"by", "event"}});
    for (size_t i = 0; i < by_event.size(); ++i) CHECK(by_event[i] == by_event[i - i % 5]);
    CHECK(splits(many(300, 1, 5)) == splits(many(300)));

    Project linked = many(60);
    ProjectWriter writer(linked);
    for (size_t i = 0; i + 1 < 60; i += 2) {
        Claim claim = *linked.find(ClaimId("c-" + std::to_string(i)));
        claim.links.emplace_back().type = "same";
        claim.links.back().to = ClaimId("c-" + std::to_string(i + 1));
        writer.put(claim);
    }
    for (size_t i = 0; i < 20; ++i) {
        writer.put(worlds::document("x-" + std::to_string(i), "Text of number 7"));
        CHECK(splits(linked).back() == splits(linked)[7]);
    }
    const std::vector<size_t> parts = splits(linked);
    for (size_t i = 0; i + 1 < 60; i += 2) CHECK(parts[i] == parts[i + 1]);
}

TEST_CASE("splits: the shares hold on average, the seed gives others, and documents that come later move no others")
{
    const std::vector<size_t> few = splits(many(1000)), more = splits(many(2000));
    CHECK(std::equal(few.begin(), few.end(), more.begin()));
    for (const auto& [split, expected] : {std::pair(size_t{0}, 1600), {1, 200}, {2, 200}})
        CHECK(std::abs(std::count(more.begin(), more.end(), split) - expected) < 60);
    CHECK(splits(many(100), {{"seed", "other"}}) != splits(many(100)));
    const std::vector<size_t> grouped = splits(many(2000, 4));
    CHECK(std::abs(std::count(grouped.begin(), grouped.end(), size_t{2}) - 200) < 100);
    const std::vector<size_t> none = splits(many(100), {{"validation", "0"}, {"test", "0"}});
    CHECK(std::count(none.begin(), none.end(), size_t{0}) == 100);
    const std::vector<size_t> all = splits(many(100), {{"validation", "0"}, {"test", "100"}});
    CHECK(std::count(all.begin(), all.end(), size_t{2}) == 100);
    for (const FormatOptions& wrong :
         {FormatOptions{{"test", "x"}}, FormatOptions{{"test", "-1"}}, FormatOptions{{"test", "101"}},
          FormatOptions{{"test", "60"}, {"validation", "50"}}})
        CHECK(!export_project(many(2), "hf-tokens", wrong));
}

// "label: words" of the entities that a row's tags tell of, by the names in dataset_info.json.
void add_tagged(JsonValue row, const std::vector<std::string>& names, std::vector<std::string>& out)
{
    std::vector<JsonValue> words;
    for (const JsonValue word : row["tokens"].children()) words.push_back(word);
    size_t i = 0;
    for (const JsonValue tag : row["ner_tags"].children()) {
        const std::string name = names.at(*tag.unsigned32());
        if (name[0] == 'B') out.push_back(name.substr(2) + ":");
        if (name != "O") out.back() += " " + std::string(words.at(i).string());
        ++i;
    }
    CHECK(i == words.size());
}

TEST_CASE("hf-tokens: tags tell of the spans that the layer has, and every row has the same keys")
{
    for (const Project& project : projects())
        for (const char* records : {"document", "sentence"}) {
            const Result<Exported> exported =
                export_project(project, "hf-tokens", {{"records", records}, {"layer", "*"}});
            if (!exported) FAIL_CHECK(exported.error().message);
            if (!exported) continue;
            const std::string described = bytes_of(*exported, "dataset_info.json");
            const Result<JsonDocument> info = JsonDocument::parse(described);
            std::vector<std::string> names, found;
            const std::string readme = bytes_of(*exported, "README.md");
            for (const JsonValue name : info->root().at_pointer("/features/ner_tags/feature/names").children()) {
                CHECK(readme.find("'" + std::to_string(names.size()) + "': \"" + std::string(name.string()) + "\"\n") !=
                      std::string::npos);
                names.emplace_back(name.string());
            }
            std::set<std::string> ids;
            size_t rows = 0;
            for (const ExportedFile& file : exported->files) {
                if (file.name.find("data/") != 0) continue;
                CHECK(readme.find("path: " + file.name + "\n") != std::string::npos);
                CHECK(for_each_json_line(file.bytes, [&](JsonValue row) -> Status {
                    CHECK(row.size() == 3);
                    ids.insert(std::string(row["id"].string()));
                    ++rows;
                    add_tagged(row, names, found);
                    return {};
                }));
            }
            CHECK(ids.size() == rows);
            size_t lost = 0, spans = 0;
            for (const Loss& loss : exported->losses)
                if (loss.what == "spans of nothing but blanks" || loss.what == "discontinuous spans" ||
                    loss.what == "spans of other layers, and inside of or across longer ones")
                    lost += loss.count;
            for (const Document& document : project.documents())
                if (const AnnotationSet* set = exported_set(project, document)) spans += set->spans.size();
            CHECK(found.size() <= spans);
            CHECK(found.size() + lost >= spans);
        }
}

TEST_CASE("hf-tokens: the ferry's rows are these")
{
    const Exported exported =
        export_project(worlds::ferry_project(), "hf-tokens", {{"validation", "0"}, {"test", "0"}}).value();
    REQUIRE(exported.files.size() == 3);
    const std::string row = exported.files[0].bytes.substr(0, exported.files[0].bytes.find('\n'));
    CHECK(row.find("{\"id\":\"d-1\",\"tokens\":[\"The\",\"ferry\",\"will\",\"run\",\"again\",\".\",\"Mayor\",\"Ilse\","
                   "\"Okonjo\","
                   "\"of\",\"the\",\"Harbour\",\"Board\"") == 0);
    CHECK(row.find("\"ner_tags\":[0,0,0,0,0,0,1,2,2,0,0,3,4,0,") != std::string::npos);
    CHECK(exported.files[2].bytes.find("[\"O\",\"B-PERSON\",\"I-PERSON\",\"B-ORG\",\"I-ORG\"]") != std::string::npos);
    CHECK(loses(exported.losses, "attributions"));
}

TEST_CASE("hf-spans: every row has the same keys, each span its words, and documents come back with all")
{
    worlds::Carried carried;
    carried.blanks_cut = true;
    for (const Project& project : projects()) {
        const Result<Exported> exported = export_project(project, "hf-spans");
        if (!exported) FAIL_CHECK(exported.error().message);
        if (!exported) continue;
        const bool is_whole = !loses(exported->losses, "spans of nothing but blanks");
        size_t rows = 0;
        for (const ExportedFile& file : exported->files) {
            if (file.name.find("data/") != 0 || file.bytes.empty()) continue;
            CHECK(detect_format(file.name, file.bytes) == format_named("hf-spans"));
            CHECK(for_each_json_line(file.bytes, [&](JsonValue row) -> Status {
                CHECK(row.size() == 6);
                const std::vector<char32_t> text = worlds::code_points_of(row["text"].string());
                for (const JsonValue span : row["spans"].children())
                    CHECK(worlds::sliced(text, span["start"], span["end"]) == span["text"].string());
                for (const JsonValue said : row["attributions"].children()) CHECK(said.size() == 6);
                return {};
            }));
            const ReadResult back = import_text(file.name, file.bytes, import_as("hf-spans", project.schema()));
            REQUIRE(back);
            for (const Document& again : back->project.documents()) {
                const Document* document = project.find(again.id);
                REQUIRE(document != nullptr);
                ++rows;
                CHECK(again.text->bytes() == document->text->bytes());
                if (is_whole)
                    CHECK(worlds::lines_of(back->project, again, carried) ==
                          worlds::lines_of(project, *document, carried));
            }
        }
        CHECK(rows == project.documents().size());
    }
}

TEST_CASE("hf-spans: an export is read as a folder, and its README is no document")
{
    const Exported exported = export_project(worlds::ferry_project(), "hf-spans").value();
    std::vector<InputFile> files;
    for (const ExportedFile& file : exported.files) files.push_back({file.name, file.bytes});
    for (const FileGroup& group : group_files(files)) CHECK(group.format == format_named("hf-spans"));
}

TEST_CASE("hf-spans: others' rows are read, and what is wrong is told with its place")
{
    const ReadResult read = import_text(
        "x.jsonl",
        "{\"id\":3,\"text\":\"\xF0\x9F\x91\x8D a\",\"spans\":[{\"start\":2,\"end\":3,\"label\":\"X\",\"score\":1}]}\n");
    REQUIRE(read);
    CHECK(read->project.documents()[0].text->slice(read->project.sets()[0]->spans.at(0).at[0]) == "a");
    CHECK(read->project.documents()[0].meta == JsonMembers{{"id", "3"}});
    CHECK(loses(read->losses, "further keys of spans"));
    worlds::check_refused(
        "x.jsonl", "hf-spans",
        {{"{\"text\":\"a\",\"spans\":[]}\n[1]\n", 24, "a JSON object"},
         {"{\"spans\":[]}", 0, "no \"text\""},
         {"{\"text\":\"ab\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"X\"}]}", 22, "beyond the text"},
         {"{\"text\":\"ab\",\"spans\":[{\"start\":0,\"end\":1}]}", 22, "no \"label\""},
         {"{\"text\":\"ab\",\"spans\":[{\"start\":0,\"end\":1,\"label\":\"X\",\"text\":\"b\"}]}", 22,
          "isn't what stands"}});
    const Exported exported = export_project(worlds::ferry_project(), "hf-spans").value();
    worlds::check_prefixes("x.jsonl", exported.files[0].bytes, "hf-spans");
    for (const char* other : {"doccano/relation_extraction-example.jsonl", "hf/transformers-sft_chat.first6.jsonl",
                              "prodigy/nel_emerson.lines1-2.jsonl", "prodigy/rel_component-annotations.line1.jsonl"})
        if (const auto bytes = test_files::shared(std::string("samples/") + other)) {
            CAPTURE(other);
            CHECK(detect_format(other, *bytes) != format_named("hf-spans"));
        }
}

TEST_CASE("hf-tokens, hf-spans: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    const auto notices = [&](const char* format, const std::string& from, const std::string& to) {
        Exported exported = export_project(project, format).value();
        for (ExportedFile& file : exported.files) {
            const size_t at = file.bytes.find(from);
            if (at == std::string::npos) continue;
            file.bytes.replace(at, from.size(), to);
            for (const Codec& codec : codecs())
                if (std::string(codec.format.id) == format) return !codec.check(project, exported, {});
        }
        return false;
    };
    CHECK(notices("hf-tokens", "\"Ilse\"", "\"Elsa\""));
    CHECK(notices("hf-tokens", "0,1,2,2,0", "0,1,2,2,2"));
    CHECK(notices("hf-tokens", "\"B-PERSON\",\"I-PERSON\"", "\"I-PERSON\",\"B-PERSON\""));
    CHECK(notices("hf-spans", "\"start\":26", "\"start\":27"));
    CHECK(notices("hf-spans", "Mayor Ilse", "Mayor Elsa"));
    CHECK(notices("hf-spans", "\"label\":\"ORG\"", "\"label\":\"CUE\""));
}

}  // namespace
}  // namespace glossator
