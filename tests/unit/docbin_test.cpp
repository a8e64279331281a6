#include <optional>
#include <set>

#include <doctest/doctest.h>

#include "core/io/docbin_parts.h"
#include "core/io/json_lines.h"
#include "core/io/msgpack.h"
#include "core/io/spacy_strings.h"
#include "core/io/zlib_stream.h"
#include "tests/unit/codec_trips.h"

// spaCy's DocBin, and what it is packed with.
namespace glossator::docbin_test {
namespace {

using worlds::loses;

constexpr const char* kFormat = "spacy-docbin";

using Type = MsgPackReader::Value::Type;

std::string little_endian(const std::vector<uint64_t>& values, size_t size)
{
    std::string out;
    for (const uint64_t value : values)
        for (size_t i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

// Somebody else's DocBin, of one document.
struct Foreign {
    std::vector<std::string> words, strings;
    std::string spaces;
    std::vector<uint64_t> attributes = {65};
    std::vector<std::vector<uint64_t>> columns;  // behind the words
    std::string cats = MsgPackWriter().map(0).take(), groups, user_data = MsgPackWriter().map(0).take();
    bool unknown_spaces = false;
    std::optional<uint64_t> length = std::nullopt;
    size_t times = 1;  // that all words stand there

    std::string packed() const
    {
        std::vector<uint64_t> table;
        for (size_t i = 0; i < words.size(); ++i) {
            table.push_back(spacy_id(words[i]));
            for (const auto& column : columns) table.push_back(column[i]);
        }
        std::string tokens, all_spaces;
        for (size_t i = 0; i < times; ++i) {
            tokens += little_endian(table, 8);
            all_spaces += spaces;
        }
        MsgPackWriter out;
        out.map(10).string("version").string("0.1").string("attrs").list(attributes.size());
        for (const uint64_t attribute : attributes) out.number(attribute);
        out.string("tokens").binary(tokens).string("spaces").binary(all_spaces);
        out.string("lengths").binary(little_endian({length.value_or(words.size() * times)}, 4));
        std::set<std::string> all(words.begin(), words.end());
        all.insert(strings.begin(), strings.end());
        out.string("strings").list(all.size());
        for (const std::string& string : all) out.string(string);
        out.string("cats")
            .list(1)
            .raw(cats)
            .string("flags")
            .list(1)
            .map(1)
            .string("has_unknown_spaces")
            .boolean(unknown_spaces);
        out.string("span_groups").list(1).binary(groups).string("user_data").list(1).binary(user_data);
        return write_zlib(out.take());
    }
    ReadResult read() const { return worlds::import_text("theirs.spacy", packed()); }
};

std::string big_endian(const std::vector<std::pair<uint64_t, size_t>>& values)
{
    std::string out;
    for (const auto& [value, size] : values)
        for (size_t i = size; i-- > 0;) out += static_cast<char>(value >> (8 * i) & 0xFF);
    return out;
}

// "Mayor Ilse Okonjo spoke." with a name.
Foreign spoken()
{
    Foreign out;
    out.words = {"Mayor", "Ilse", "Okonjo", "spoke", "."};
    out.spaces = std::string("\1\1\1\0\0", 5);
    out.strings = {"PERSON", "Q1", "sc", "CLAIM", "s7", "NNP"};
    out.attributes = {65, 77, 78, 452, 75};
    const uint64_t person = spacy_id("PERSON"), q1 = spacy_id("Q1"), tag = spacy_id("NNP");
    out.columns = {{kIobOutside, kIobBegin, kIobInside, kIobOutside, 0},
                   {0, person, person, 0, 0},
                   {0, q1, q1, 0, 0},
                   {tag, tag, tag, 0, 0}};
    return out;
}

std::string group_of(const std::vector<std::string>& spans)
{
    MsgPackWriter group, groups;
    group.map(3).string("name").string("sc").string("attrs").map(0).string("spans").list(spans.size());
    for (const std::string& span : spans) group.binary(span);
    return groups.map(1).binary(group.take()).list(1).string("sc").take();
}

TEST_CASE("spacy_id: numbers that spaCy's own documentation tells, and all symbols")
{
    CHECK(spacy_id("coffee") == 3197928453018144401u);
    CHECK(spacy_id("apple") == 8566208034543834098u);
    CHECK(spacy_id("") == 0);
    CHECK(spacy_id("PERSON") == 380);
    CHECK(spacy_id("DATE") == 391);
    CHECK(spacy_id("ENT_KB_ID") == 452);
    if (const auto bytes = test_files::shared("samples/spacy/spacy-symbols-ids.json")) {
        const Result<JsonDocument> json = JsonDocument::parse(*bytes);
        REQUIRE(json);
        CHECK(json->root().size() == 457);
        for (const JsonValue symbol : json->root().children()) CHECK(spacy_id(symbol.key()) == symbol.unsigned32());
    }
}

TEST_CASE("zlib: what was written is read, of any length; damage and what is too much are told")
{
    for (const size_t size : {0, 1, 5551, 5552, 65534, 65535, 65536, 200'000}) {
        CAPTURE(size);
        std::string bytes;
        for (size_t i = 0; i < size; ++i) bytes += static_cast<char>((i * i >> 3) & 0xFF);
        const std::string stream = write_zlib(bytes);
        const Result<std::string> read = read_zlib(stream, 1u << 20);
        REQUIRE(read);
        CHECK(*read == bytes);
        for (size_t cut = 0; cut < stream.size(); cut += 1 + stream.size() / 50)
            CHECK(!read_zlib(std::string(stream.substr(0, cut)), 1u << 20));
        std::string damaged = stream;
        damaged.back() = static_cast<char>(damaged.back() ^ 1);
        CHECK(!read_zlib(damaged, 1u << 20));
        if (size > 100) CHECK(read_zlib(stream, 100).error().code == ErrorCode::TooLarge);
    }
    // What zlib makes of 100,000 times "a": many times shorter.
    std::string packed = "\x78\xDA\xED\xC1\x31\x01" + std::string(3, '\0') + "\xC2\xA0\xAC\xEB\x5F\xC2\x1A\x1E\x40\x01";
    packed += std::string(96, '\0') + "\xAF\x06\x79\x66\x0B\x4D";
    const Result<std::string> unpacked = read_zlib(packed, 1u << 20);
    REQUIRE(unpacked);
    CHECK(*unpacked == std::string(100'000, 'a'));
    CHECK(read_zlib(packed, 99'999).error().code == ErrorCode::TooLarge);
}

TEST_CASE("MsgPack: each kind in each of its lengths, as its specification has the bytes")
{
    const auto bytes = [](std::initializer_list<int> list) {
        std::string out;
        for (const int byte : list) out += static_cast<char>(byte);
        return out;
    };
    CHECK(MsgPackWriter().number(127).number(128).number(0x1234).number(0x12345678).number(1ull << 32).take() ==
          bytes({0x7F, 0xCC, 0x80, 0xCD, 0x12, 0x34, 0xCE, 0x12, 0x34, 0x56, 0x78, 0xCF, 0, 0, 0, 1, 0, 0, 0, 0}));
    CHECK(MsgPackWriter().string("a").binary("b").list(15).list(16).map(15).map(70'000).take() ==
          bytes({0xA1, 'a', 0xC4, 1, 'b', 0x9F, 0xDC, 0, 16, 0x8F, 0xDF, 0, 1, 0x11, 0x70}));
    for (const size_t size : {0, 31, 32, 255, 256, 65535, 65536}) {
        const std::string text(size, 'x'), packed = MsgPackWriter().string(text).binary(text).take();
        MsgPackReader in(packed);
        CHECK(in.next()->bytes == text);
        CHECK(in.next()->type == Type::Binary);
        CHECK(in.at_end());
    }
    // -1 in each of its forms, halves as float and double, an extension of one byte, nil and true.
    const std::string read =
        bytes({0xFF, 0xD0, 0xFF, 0xD1, 0xFF, 0xFF, 0xD2, 0xFF, 0xFF, 0xFF, 0xFF, 0xD3, 0xFF, 0xFF, 0xFF,
               0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xCA, 0x3F, 0,    0,    0,    0xCB, 0x3F, 0xE0, 0,    0,
               0,    0,    0,    0,    0xD4, 5,    6,    0xC7, 1,    5,    6,    0xC0, 0xC3});
    MsgPackReader in(read);
    for (int i = 0; i < 5; ++i) CHECK(in.next()->integer == ~uint64_t{0});
    for (int i = 0; i < 2; ++i) CHECK(in.next()->real == 0.5);
    for (int i = 0; i < 2; ++i) CHECK(in.next()->bytes == bytes({5, 6}));
    CHECK(in.next()->type == Type::Nil);
    CHECK(in.next()->integer == 1);
    CHECK(in.at_end());
    // Longer than what is left, or no value at all.
    for (const std::string& bad : {bytes({0xC1}), bytes({0xDD, 0xFF, 0xFF, 0xFF, 0xFF}), bytes({0x81, 0}),
                                   bytes({0xA2, 'a'}), bytes({0xCD, 1}), std::string()})
        CHECK(!MsgPackReader(bad).next());
    // Nested deeper than any stack is.
    const std::string deep(1'000'000, '\x91');
    CHECK(!MsgPackReader(deep).skip());
    CHECK(MsgPackReader(deep + '\0').skip());
}

TEST_CASE("spacy-docbin: projects come back as from Doc JSON")
{
    worlds::Carried carried;
    carried.blanks_cut = true;
    for (const Project& project : worlds::any_projects()) {
        const Exported exported = export_project(project, kFormat).value();
        if (!loses(exported.losses, "spans of nothing but blanks")) worlds::check_trip(project, kFormat, carried);
        const Exported lines = export_project(project, "spacy").value();
        CHECK(exported.losses.size() == lines.losses.size());
        const Result<UnpackedDocs> unpacked = unpack_docbin(exported.files[0].bytes);
        REQUIRE(unpacked);
        CHECK(pack_docbin(unpacked->lines).value() == exported.files[0].bytes);
    }
    CHECK(export_project(worlds::ferry_project(), kFormat)->files[0].name == "p-harbour.spacy");
}

TEST_CASE("spacy-docbin: what others write is read: ents, groups with ids and without, categories, tags and user data")
{
    Foreign theirs = spoken();
    const uint64_t claim = spacy_id("CLAIM");
    theirs.groups = group_of({big_endian({{spacy_id("s7"), 8}, {0, 8}, {claim, 8}, {0, 4}, {4, 4}, {0, 4}, {23, 4}}),
                              big_endian({{0, 8}, {claim, 8}, {3, 4}, {5, 4}, {18, 4}, {24, 4}})});
    theirs.cats = MsgPackWriter().map(2).string("news").real(0.5).string("long").boolean(true).take();
    theirs.user_data = MsgPackWriter()
                           .map(2)
                           .list(4)
                           .string("._.")
                           .string("source")
                           .raw("\xC0\xC0")
                           .string("x")
                           .string("number")
                           .number(1)
                           .take();
    const ReadResult read = theirs.read();
    REQUIRE(read);
    const Document& document = read->project.documents()[0];
    CHECK(document.text->bytes() == "Mayor Ilse Okonjo spoke.");
    CHECK(document.segments->tokens.size() == 5);
    CHECK(document.meta == JsonMembers{{"source", "\"x\""}});
    const AnnotationSet& set = *read->project.sets()[0];
    std::multiset<std::string> spans;
    set.spans.for_each(
        [&](const Span& span) { spans.insert(span.label.text + ":" + std::string(document.text->slice(span.at[0]))); });
    CHECK(spans == std::multiset<std::string>{"CLAIM:Mayor Ilse Okonjo spoke", "CLAIM:spoke.", "PERSON:Ilse Okonjo"});
    CHECK(read->project.entities().size() == 1);
    CHECK(set.info.attributes.find(AttributeId("news")) != nullptr);
    CHECK(loses(read->losses, "attributes of tokens"));
    CHECK(loses(read->losses, "user data of documents"));
    CHECK(read->notes.empty());

    theirs = spoken();
    theirs.unknown_spaces = true;
    const ReadResult guessed = theirs.read();
    REQUIRE(guessed);
    CHECK(guessed->project.documents()[0].text->bytes() == "Mayor Ilse Okonjo spoke .");
    CHECK(guessed->notes.size() == 1);

    theirs = spoken();
    theirs.attributes.push_back(80);
    theirs.columns.push_back({1, 0, 0, 1, ~uint64_t{0}});
    const ReadResult sentences = theirs.read();
    REQUIRE(sentences);
    CHECK(sentences->project.documents()[0].segments->sentences == std::vector<TextRange>{{0, 17}, {18, 24}});
}

TEST_CASE("spacy-docbin: what is damaged is told, and every beginning of a file gives a project or a sentence")
{
    const auto check = [](const Foreign& theirs, const char* words) {
        CAPTURE(words);
        const ReadResult read = theirs.read();
        CHECK(!read);
        if (read) return;
        const Error& error = read.error().front().error;
        CAPTURE(error.message);
        CHECK(error.message.find(words) != std::string::npos);
        CHECK(error.offset == Error::kNoOffset);
    };
    Foreign theirs = spoken();
    theirs.length = 6;
    check(theirs, "as many tokens");
    theirs = spoken();
    theirs.length = 0xFFFFFFFF;
    check(theirs, "as many tokens");
    theirs = spoken();
    theirs.spaces.pop_back();
    check(theirs, "as many tokens");
    theirs = spoken();
    theirs.attributes[0] = 66;
    check(theirs, "no words");
    theirs = spoken();
    theirs.columns[1][1] = 12345;
    check(theirs, "text that it speaks of is missing");
    theirs = spoken();
    theirs.groups = group_of({big_endian({{0, 8}, {spacy_id("CLAIM"), 8}, {3, 4}, {6, 4}, {0, 4}, {0, 4}})});
    check(theirs, "outside its document");
    theirs.groups = group_of({"short"});
    check(theirs, "a span isn't whole");
    theirs.groups = "\xC1";
    check(theirs, "span groups end too early");
    theirs = spoken();
    theirs.words[0] = "\xFF";
    check(theirs, "UTF-8");
    theirs = spoken();
    theirs.cats = MsgPackWriter().list(0).take();
    check(theirs, "categories");

    const Exported exported = export_project(worlds::ferry_project(), kFormat).value();
    worlds::check_prefixes("x.spacy", exported.files[0].bytes, kFormat);
    CHECK(detect_format("x.spacy", exported.files[0].bytes) == format_named(kFormat));
}

TEST_CASE("spacy-docbin: a file that says one long word again and again is refused before all of that is there")
{
    Foreign theirs;
    theirs.words = {std::string(1u << 20, 'a')};
    theirs.spaces = std::string(1, '\0');
    theirs.times = 600;
    CHECK(unpack_docbin(theirs.packed()).error().code == ErrorCode::TooLarge);
}

TEST_CASE("spacy-docbin: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    Exported exported = export_project(project, kFormat).value();
    UnpackedDocs docs = unpack_docbin(exported.files[0].bytes).value();
    const size_t at = docs.lines.find("\"label\":\"SOURCE\"");
    REQUIRE(at != std::string::npos);
    docs.lines.replace(at, std::string("\"label\":\"SOURCE\"").size(), "\"label\":\"CUE\"");
    exported.files[0].bytes = pack_docbin(docs.lines).value();
    for (const Codec& codec : codecs())
        if (codec.format.id == std::string_view(kFormat)) CHECK(!codec.check(project, exported, {}));
}

}  // namespace
}  // namespace glossator::docbin_test
