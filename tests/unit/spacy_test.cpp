#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "core/io/formats.h"
#include "core/io/json_lines.h"
#include "core/model/plain_list.h"
#include "tests/unit/codec_trips.h"
#include "tests/unit/python_words.h"

// spaCy's Doc as JSON, in and out.
namespace glossator::spacy_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormat = "spacy";

// The words that spaCy makes of a text when it is told its words: white space that isn't one space behind a word is a
// word of its own. As its get_words_and_spaces does, on code points.
std::vector<std::u32string> words_again(const std::vector<std::u32string>& words, const std::u32string& text)
{
    std::vector<std::u32string> out;
    size_t at = 0;
    for (const std::u32string& word : words) {
        if (std::all_of(word.begin(), word.end(), worlds::is_python_blank)) continue;
        const size_t found = text.find(word, at);
        REQUIRE(found != std::u32string::npos);
        if (found > at) out.push_back(text.substr(at, found - at));
        out.push_back(word);
        at = found + word.size();
        if (at < text.size() && text[at] == U' ') ++at;
    }
    if (at < text.size()) out.push_back(text.substr(at));
    return out;
}

// What Doc.from_json refuses, and W030 of training, read from the bytes alone.
void check_as_spacy(JsonValue doc)
{
    const std::vector<char32_t> points = worlds::code_points_of(doc["text"].string());
    const std::u32string text(points.begin(), points.end());
    std::vector<std::u32string> words;
    std::set<uint32_t> begins, ends;
    uint32_t id = 0;
    for (const JsonValue token : doc["tokens"].children()) {
        CHECK(token["id"].unsigned32() == id++);
        const uint32_t begin = *token["start"].unsigned32(), end = *token["end"].unsigned32();
        begins.insert(begin);
        ends.insert(end);
        words.push_back(text.substr(begin, end - begin));
    }
    CHECK(words_again(words, text) == words);
    uint32_t last = 0;
    for (const JsonValue ent : doc["ents"].children()) {
        CHECK(*ent["start"].unsigned32() >= last);
        last = *ent["end"].unsigned32();
        CHECK(begins.count(*ent["start"].unsigned32()) == 1);
        CHECK(ends.count(last) == 1);
    }
    for (const JsonValue group : doc["spans"].children())
        for (const JsonValue span : group.children()) {
            const uint32_t begin = *span["start"].unsigned32(), end = *span["end"].unsigned32();
            CHECK(begins.count(begin) == 1);
            CHECK(ends.count(end) == 1);
            CHECK(span["kb_id"].is_string());
            CHECK(!worlds::is_python_blank(text[begin]));
            CHECK(!worlds::is_python_blank(text[end - 1]));
        }
}

// Blanks of Python's kind cut from the ends, as the format's spans are.
std::string stripped(std::string_view words)
{
    std::vector<char32_t> points = worlds::code_points_of(words);
    while (!points.empty() && worlds::is_python_blank(points.back())) points.pop_back();
    size_t begin = 0;
    while (begin < points.size() && worlds::is_python_blank(points[begin])) ++begin;
    std::string out;
    for (size_t i = begin; i < points.size(); ++i) append_utf8(out, points[i]);
    return out;
}

TEST_CASE("spacy: every line is one that Doc.from_json takes, and its spans are what is marked")
{
    for (const Project& project : worlds::any_projects())
        for (const char* groups : {"layer", "sc"}) {
            const Result<Exported> exported = export_project(project, kFormat, {{"groups", groups}});
            if (!exported) FAIL_CHECK(exported.error().message);
            if (!exported) continue;
            auto document = project.documents().begin();
            const Status sound = for_each_json_line(exported->files[0].bytes, [&](JsonValue doc) -> Status {
                check_as_spacy(doc);
                CHECK(doc["text"].string() == document->text->bytes());
                std::multiset<std::string> expected, found;
                if (const AnnotationSet* set = exported_set(project, *document))
                    set->spans.for_each([&](const Span& span) {
                        for (const TextRange& at : span.at)
                            if (const std::string words = stripped(document->text->slice(at)); !words.empty())
                                expected.insert(span.label.text + ":" + words);
                    });
                const std::vector<char32_t> points = worlds::code_points_of(doc["text"].string());
                for (const JsonValue group : doc["spans"].children())
                    for (const JsonValue span : group.children())
                        found.insert(std::string(span["label"].string()) + ":" +
                                     worlds::sliced(points, span["start"], span["end"]));
                CHECK(found == expected);
                ++document;
                return {};
            });
            CHECK(sound);
            CHECK(document == project.documents().end());
        }
}

TEST_CASE("spacy: projects come back with all but blanks at the ends of spans")
{
    worlds::Carried carried;
    carried.blanks_cut = true;
    worlds::check_trip(worlds::ferry_project(), kFormat, carried);
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        worlds::check_trip(read_native(*gold).value(), kFormat, carried);
    for (uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const Project project = worlds::random_project(seed);
        const Exported exported = export_project(project, kFormat).value();
        if (!loses(exported.losses, "spans of nothing but blanks")) worlds::check_trip(project, kFormat, carried);
    }
    const Project ferry = worlds::ferry_project();
    const Project back = worlds::read_back(export_project(ferry, kFormat).value(), 0, kFormat);
    CHECK(back.schema() == ferry.schema());
    CHECK(back.entities() == ferry.entities());
    CHECK(back.documents()[0].id == ferry.documents()[0].id);
    CHECK(back.info().title == ferry.info().title);
}

TEST_CASE("spacy: real training data of version 2 is read as its tags say")
{
    for (const char* name : {"ner-sent-per-line.json", "ner-token-per-line-conll2003.json"}) {
        const auto bytes = test_files::shared(std::string("samples/spacy/") + name);
        if (!bytes) continue;
        CAPTURE(name);
        CHECK(detect_format(name, *bytes) == format_named(kFormat));
        const ReadResult read = import_text(name, *bytes);
        REQUIRE(read);
        CHECK(loses(read->losses, "attributes of tokens"));
        const Result<JsonDocument> json = JsonDocument::parse(*bytes);
        std::vector<std::string> expected, found;  // of the entities' tokens, by their tags in BILUO
        for (const JsonValue document : json->root().children())
            for (const JsonValue paragraph : document["paragraphs"].children())
                for (const JsonValue sentence : paragraph["sentences"].children())
                    for (const JsonValue token : sentence["tokens"].children()) {
                        const std::string tag(token["ner"].string()), word(token["orth"].string());
                        if (tag[0] == 'B' || tag[0] == 'U') expected.push_back(tag.substr(2) + " " + word);
                        if (tag[0] == 'I' || tag[0] == 'L') expected.back() += " " + word;
                    }
        const Document& document = read->project.documents()[0];
        read->project.sets()[0]->spans.for_each([&](const Span& span) {
            found.push_back(span.label.text + " " + std::string(document.text->slice(span.at[0])));
        });
        CHECK(found == expected);
        CHECK(found.size() > 5);
        CHECK(document.text->bytes().substr(0, 38) == "When Sebastian Thrun started working o");
        CHECK(document.segments->sentences.size() > 1);
    }
}

TEST_CASE("spacy: what others write is read: ents and groups once each, pairs, arrays, categories and the rest")
{
    const std::string doc =
        "{\"text\":\"Hi \xF0\x9F\x91\x8D "
        "Anna.\",\"ents\":[{\"start\":5,\"end\":9,\"label\":\"PERSON\",\"kb_id\":\"Q1\"}],"
        "\"sents\":[{\"start\":0,\"end\":10}],\"spans\":{\"sc\":[{\"start\":0,\"end\":9,\"label\":\"CLAIM\",\"kb_id\":"
        "\"\"},"
        "{\"start\":5,\"end\":9,\"label\":\"PERSON\",\"kb_id\":\"Q1\"}]},\"cats\":{\"news\":0.5},\"tokens\":[{\"id\":0,"
        "\"start\":0,\"end\":2,\"pos\":\"X\"},{\"id\":1,\"start\":3,\"end\":4},{\"id\":2,\"start\":5,\"end\":9},{"
        "\"id\":3,"
        "\"start\":9,\"end\":10}],\"_\":{\"source\":\"x\"},\"id\":7}";
    CHECK(detect_format("a.jsonl", doc) == format_named(kFormat));
    CHECK(detect_format("a.json", doc) == format_named(kFormat));
    for (const std::string& bytes : {doc + "\n", "[" + doc + "]"}) {
        const ReadResult read = import_text("a.json", bytes);
        REQUIRE(read);
        const Document& document = read->project.documents()[0];
        const AnnotationSet& set = *read->project.sets()[0];
        REQUIRE(set.spans.size() == 2);
        CHECK(document.text->slice(set.spans.at(1).at[0]) == "Anna");
        CHECK(read->project.find(set.spans.at(1).entity)->name == "Anna");
        CHECK(set.info.attributes.find(AttributeId("news")) != nullptr);
        CHECK(document.segments->tokens.size() == 4);
        CHECK(document.meta == JsonMembers{{"id", "7"}, {"source", "\"x\""}});
        CHECK(loses(read->losses, "attributes of tokens"));
    }
    const ReadResult pairs = import_text("a.jsonl", "[\"Hi Anna\",{\"entities\":[[3,7,\"PERSON\"]],\"heads\":[1]}]\n");
    REQUIRE(pairs);
    CHECK(pairs->project.documents()[0].text->slice(pairs->project.sets()[0]->spans.at(0).at[0]) == "Anna");
    CHECK(loses(pairs->losses, "annotation besides entities"));
    const ReadResult raw = import_text(
        "a.json",
        "[{\"id\":0,\"paragraphs\":[{\"raw\":\"a  b\\n\",\"sentences\":[{\"tokens\":[{\"orth\":\"a\",\"ner\":\"O\"},"
        "{\"orth\":\"b\",\"ner\":\"U-X\"}]}]},{\"sentences\":[{\"tokens\":[{\"orth\":\"c\",\"space\":\"\",\"ner\":\"-"
        "\"},"
        "{\"orth\":\"d\",\"space\":\" \",\"ner\":\"I-X\"}]}]}]}]");
    REQUIRE(raw);
    CHECK(raw->project.documents()[0].text->bytes() == "a  b\n");
    CHECK(raw->project.documents()[1].text->bytes() == "cd ");
    CHECK(raw->project.sets()[1]->spans.at(0).at[0] == TextRange{1, 2});
}

TEST_CASE("spacy: lines of two projects keep each their own entities")
{
    Project first = worlds::ferry_project(), second = worlds::ferry_project();
    ProjectWriter writer(second);
    ProjectInfo info = second.info();
    info.id = ProjectId("p-other");
    writer.set_info(info);
    writer.put(worlds::entity("e-1", "PERSON", "Somebody else"));
    const std::string bytes =
        export_project(first, kFormat).value().files[0].bytes + export_project(second, kFormat).value().files[0].bytes;
    const ReadResult read = import_text("a.jsonl", bytes);
    REQUIRE(read);
    REQUIRE(read->project.documents().size() == 4);
    std::vector<std::string> names;
    size_t attributions = 0;
    for (const auto& set : read->project.sets()) {
        set->spans.for_each([&](const Span& span) {
            if (span.label == LabelId("PERSON")) names.push_back(read->project.find(span.entity)->name);
        });
        for (const auto& [id, attribution] : set->attributions)
            attributions += attribution.parent.empty() ? 0 : set->attributions.count(attribution.parent);
    }
    CHECK(names == std::vector<std::string>{"Ilse Okonjo", "Somebody else"});
    CHECK(attributions == 2);
}

TEST_CASE("spacy: what is wrong is told with its place, and every beginning of a file gives a project or a sentence")
{
    worlds::check_refused(
        "x.jsonl", kFormat,
        {{"{\"text\":1,\"ents\":[]}\n", 0, "no \"text\""},
         {"{\"text\":\"a\",\"ents\":[]}\n7\n", 23, "an object"},
         {"{\"text\":\"ab\",\"ents\":[{\"start\":0,\"end\":3,\"label\":\"X\"}]}", 21, "beyond the text"},
         {"{\"text\":\"ab\",\"ents\":[{\"start\":1,\"end\":1,\"label\":\"X\"}]}", 21, "is empty"},
         {"{\"text\":\"ab\",\"ents\":[{\"start\":0,\"end\":\"1\",\"label\":\"X\"}]}", 21, "whole numbers"},
         {"{\"text\":\"ab\",\"ents\":[{\"start\":0,\"end\":1}]}", 21, "and a label"},
         {"{\"text\":\"ab\",\"ents\":[],\"tokens\":[{\"start\":0,\"end\":2},{\"start\":1,\"end\":2}]}", 53,
          "before the end of the one before"},
         {"{\"text\":\"ab\",\"ents\":[],\"_\":{\"glossator\":\"{}\"}}", 40, "damaged"},
         {"{\"paragraphs\":[{\"sentences\":[{\"tokens\":[{\"ner\":\"O\"}]}]}]}", 40, "no \"orth\""},
         {"{\"paragraphs\":[{\"raw\":\"a b\",\"sentences\":[{\"tokens\":[{\"orth\":\"b\"}]}]}]}", 52, "next one of"}});
    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    worlds::check_prefixes("x.jsonl", exported.files[0].bytes, kFormat);
    CHECK(detect_format("x.jsonl", exported.files[0].bytes) == format_named(kFormat));
    if (const auto bytes = test_files::shared("samples/spacy/ner-sent-per-line.json"))
        worlds::check_prefixes("x.json", *bytes, kFormat);
    for (const char* other : {"doccano/relation_extraction-example.jsonl", "prodigy/nel_emerson.lines1-2.jsonl",
                              "prodigy/rel_component-annotations.line1.jsonl", "gliner/sample_data.excerpt.json",
                              "hf/transformers-sft_chat.first6.jsonl", "spacy/spacy-symbols-ids.json"})
        if (const auto bytes = test_files::shared(std::string("samples/") + other)) {
            CAPTURE(other);
            CHECK(detect_format(other, *bytes) != format_named(kFormat));
        }
}

TEST_CASE("spacy: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, kFormat, "\"start\":26,\"end\":43,\"label\":\"PERSON\"",
                          "\"start\":27,\"end\":43,\"label\":\"PERSON\""));
    CHECK(worlds::notices(project, kFormat, "Mayor Ilse", "Mayor Elsa"));
    CHECK(worlds::notices(project, kFormat, "\"label\":\"SOURCE\"", "\"label\":\"CUE\""));
    CHECK(worlds::notices(project, kFormat, "{\"id\":1,\"start\":4,\"end\":9}", "{\"id\":1,\"start\":4,\"end\":8}"));
}

TEST_CASE("spacy: ents are the longest of a layer that don't overlap")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", "the Harbour Board of Ilse Okonjo"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    const Document& document = project.documents()[0];
    writer.put(set, worlds::span(document, "s-1", "ORG", {"Harbour Board of Ilse"}));
    writer.put(set, worlds::span(document, "s-2", "PERSON", {"Ilse Okonjo"}));
    writer.put(set, worlds::span(document, "s-3", "CLAIM", {"the"}));
    writer.put(set, worlds::span(document, "s-4", "PERSON", {"Okonjo"}));
    const auto ents = [&](const FormatOptions& options) {
        const std::string bytes = export_project(project, kFormat, options).value().files[0].bytes;
        const Result<JsonDocument> json = JsonDocument::parse(bytes);
        std::string out;
        for (const JsonValue ent : json->root()["ents"].children())
            out += std::string(ent["label"].string()) + " " + ent["start"].text() + " ";
        return out;
    };
    CHECK(ents({}) == "ORG 4 PERSON 26 ");
    CHECK(ents({{"ents", "*"}}) == "CLAIM 0 ORG 4 PERSON 26 ");
    CHECK(ents({{"ents", "claim"}}) == "CLAIM 0 ");
}

}  // namespace
}  // namespace glossator::spacy_test
