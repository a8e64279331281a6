#include <algorithm>
#include <sstream>

#include <doctest/doctest.h>

#include "core/base/utf8.h"
#include "core/io/formats.h"
#include "core/io/tokens.h"
#include "tests/unit/codec_trips.h"

// CoNLL-2003, IOB2 and BILOU, in and out.
namespace glossator {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

constexpr const char* kFormats[] = {"conll2003", "iob2", "bilou"};

// "PER:Anna", in order, of the first set.
std::vector<std::string> marked(const Project& project)
{
    std::vector<std::string> out;
    for (const auto& set : project.sets())
        set->spans.for_each([&](const Span& span) {
            out.push_back(span.label.text + ":" +
                          std::string(project.find(set->info.document)->text->slice(span.at.front())));
        });
    return out;
}

std::vector<std::string> marked_in(std::string_view file, std::string_view format = "iob2")
{
    const ReadResult read = import_text("x", file, import_as(format));
    REQUIRE(read);
    return marked(read->project);
}

// The spans of one layer that a file can have, from the project alone: of one fragment, not blank, none inside of or
// across a longer one. Ends without blanks.
std::vector<std::string> flat_of(const Project& project, const Document& document, std::string_view layer)
{
    const AnnotationSet* set = exported_set(project, document);
    std::vector<Span> spans;
    if (set != nullptr)
        set->spans.for_each([&](Span span) {
            span.at = {without_blanks(*document.text, span.at.front())};
            if (project.schema().find(span.label)->layer == layer && set->spans.find(span.id)->at.size() == 1 &&
                !span.at[0].empty())
                spans.push_back(span);
        });
    std::stable_sort(spans.begin(), spans.end(), [&](const Span& a, const Span& b) {
        return set->spans.find(a.id)->at[0].size() > set->spans.find(b.id)->at[0].size();
    });
    std::vector<Span> kept;
    for (const Span& span : spans)
        if (std::none_of(kept.begin(), kept.end(), [&](const Span& each) { return each.at[0].overlaps(span.at[0]); }))
            kept.push_back(span);
    std::sort(kept.begin(), kept.end(), precedes);
    std::vector<std::string> out;
    for (const Span& span : kept) {  // without blanks: those inside of a span may change
        std::string words;
        for (uint32_t i = span.at[0].begin; i < span.at[0].end;) {
            const auto [c, size] = decode_utf8(document.text->bytes(), i);
            if (!is_white_space(c)) words += document.text->bytes().substr(i, size);
            i += size;
        }
        out.push_back(span.label.text + ":" + words);
    }
    return out;
}

// The spans of a file, its document separators left out, by a reader of its own that knows only well-formed tags.
std::vector<std::string> spans_in_file(const std::string& file)
{
    std::vector<std::string> out;
    std::istringstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.find("-DOCSTART-") == 0) continue;
        const std::string word = line.substr(0, line.find_first_of(" \t"));
        const std::string tag = line.substr(line.find_last_of(" \t") + 1);
        if (tag == "O") continue;
        if (tag[0] == 'B' || tag[0] == 'U')
            out.push_back(tag.substr(2) + ":" + word);
        else
            out.back() += word;
    }
    return out;
}

TEST_CASE("iob: tags of every scheme are read")
{
    const std::vector<std::string> two = {"PER:Anna Lee", "ORG:ACME"};
    CHECK(marked_in("Anna\tB-PER\nLee\tI-PER\nof\tO\nACME\tB-ORG\n") == two);
    CHECK(marked_in("Anna\tI-PER\nLee\tI-PER\nof\tO\nACME\tI-ORG\n") == two);                   // IOB1
    CHECK(marked_in("Anna\tB-PER\r\nLee\tE-PER\r\nof\tO\r\nACME\tS-ORG") == two);               // IOBES, CRLF
    CHECK(marked_in("Anna NN B-PER\nLee NN L-PER\nof IN O\nACME NN U-ORG\n", "bilou") == two);  // three columns
    CHECK(marked_in("Anna\tB-PER\nLee\tB-PER\n") == std::vector<std::string>{"PER:Anna", "PER:Lee"});
    CHECK(marked_in("Anna\tI-PER\nLee\tI-ORG\n") == std::vector<std::string>{"PER:Anna", "ORG:Lee"});
    CHECK(marked_in("Anna\tI-PER\n\nLee\tI-PER\n") == std::vector<std::string>{"PER:Anna", "PER:Lee"});
    CHECK(marked_in("Anna\tB-A-B\nLee\tI-A-B\n") == std::vector<std::string>{"A-B:Anna Lee"});
    CHECK(marked_in("a\tU-X\nb\tI-X\n") == std::vector<std::string>{"X:a", "X:b"});
}

TEST_CASE("iob: real files are read whole, are known for what they are, and come out and in again as they were")
{
    struct Sample {
        const char* path;
        const char* name;
        const char* format;
    };
    for (const Sample& each : {Sample{"conll/ground_truth.txt", "ground_truth.conll", "conll2003"},
                               Sample{"doccano/sequence_labeling-example.conll", "x.conll", "iob2"},
                               Sample{"spacy/ner-token-per-line-conll2003.iob", "x.iob", "conll2003"}}) {
        const auto bytes = test_files::shared(std::string("samples/") + each.path);
        if (!bytes) continue;
        CAPTURE(each.path);
        const std::string format = each.format;
        CHECK(detect_format(each.name, *bytes) == format_named(format));
        const ReadResult read = import_text(each.name, *bytes);
        REQUIRE(read);
        std::vector<std::string> tokens;
        std::istringstream lines(*bytes);
        for (std::string line; std::getline(lines, line);)
            if (!line.empty() && line.find("-DOCSTART-") != 0)
                tokens.push_back(line.substr(0, line.find_first_of(" \t")));
        std::vector<std::string> found;
        for (const Document& document : read->project.documents())
            for (const TextRange& token : document.segments->tokens) found.emplace_back(document.text->slice(token));
        CHECK(found == tokens);
        for (const char* to : kFormats) {
            const Exported exported = export_project(read->project, to).value();
            CHECK(!loses(exported.losses, "blanks between tokens and sentences"));
            std::vector<std::string> again;
            for (const ExportedFile& file : exported.files)
                for (const std::string& span : marked_in(file.bytes, to)) again.push_back(span);
            CHECK(again == marked(read->project));
        }
    }
    if (const auto bytes = test_files::shared("samples/conll/ground_truth.txt")) {
        const ReadResult read = import_text("x.conll", *bytes);
        CHECK(marked(read->project)[0] == "NP:Rockwell International Corp.");
        CHECK(marked(read->project)[1] == "NP:'s Tulsa unit");
        ImportOptions gold = import_as("conll2003");
        gold.options = {{"column", "3"}};
        const ReadResult other = import_text("x.conll", *bytes, gold);
        REQUIRE(other);
        CHECK(marked(other->project) != marked(read->project));
    }
}

TEST_CASE("iob: nothing else is taken for it")
{
    for (const char* path : {"coref/105_persuasion_brat.conll", "coref/TC-A.key", "spacy/ner-sent-per-line.iob"})
        if (const auto bytes = test_files::shared(std::string("samples/") + path)) {
            CAPTURE(path);
            for (const char* name : {"x.conll", "x.iob"})
                for (const char* format : kFormats) CHECK(detect_format(name, *bytes) != format_named(format));
        }
    CHECK(detect_format("x.txt", "Anna\tB-PER\n") == format_named("text"));
    CHECK(detect_format("x.bilou", "Anna\tU-PER\n") == format_named("bilou"));
    CHECK(detect_format("x.conll", "-DOCSTART- -X- O O\n") == format_named("conll2003"));
}

TEST_CASE("iob: what stands in a file is what is marked, of one layer or of all")
{
    std::vector<Project> projects;
    projects.push_back(worlds::ferry_project());
    for (uint32_t seed = 0; seed < 40; ++seed) projects.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        projects.push_back(read_native(*gold).value());
    for (const Project& project : projects)
        for (const char* format : kFormats)
            for (const char* layer : {"entity", "claim"}) {
                const Result<Exported> exported = export_project(project, format, {{"layer", layer}});
                if (!exported) FAIL_CHECK(exported.error().message);
                if (!exported) continue;
                std::vector<std::string> expected, found;
                for (const Document& document : project.documents())
                    for (std::string& span : flat_of(project, document, layer)) expected.push_back(std::move(span));
                for (const ExportedFile& file : exported->files)
                    for (std::string& span : spans_in_file(file.bytes)) found.push_back(std::move(span));
                for (std::string& span : expected)  // controls aren't written
                    for (size_t i = 0; i < span.size(); ++i)
                        if ((span[i] >= 0 && span[i] < ' ') || span[i] == 0x7F) span.replace(i, 1, "\xEF\xBF\xBD");
                CHECK(found == expected);
            }
}

TEST_CASE("iob: what a file can't have is on the list")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", "Mayor Ilse  Okonjo\r\nsaid \U0001F44D no. "));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    writer.put(set, worlds::span("s-1", "PERSON", {{0, 18}}));
    writer.put(set, worlds::span("s-2", "PERSON", {{6, 10}}));
    writer.put(set, worlds::span("s-3", "PERSON", {{18, 25}}));  // blanks at both ends
    writer.put(set, worlds::span("s-4", "ORG", {{25, 29}, {30, 32}}));
    writer.put(set, worlds::span("s-5", "CUE", {{20, 24}}));
    writer.put(set, worlds::span("s-6", "ORG", {{10, 12}}));
    const Exported exported = export_project(project, "conll2003").value();
    for (const char* what :
         {"spans inside of or across longer ones", "blanks at the ends of spans", "discontinuous spans",
          "spans of other layers", "spans of nothing but blanks", "blanks between tokens and sentences"}) {
        CAPTURE(what);
        CHECK(loses(exported.losses, what));
    }
    CHECK(exported.files.at(0).bytes ==
          "-DOCSTART- -X- -X- O\n\nMayor -X- O B-PERSON\nIlse -X- O I-PERSON\nOkonjo -X- O I-PERSON\n\n"
          "said -X- O B-PERSON\n\U0001F44D -X- O O\nno -X- O O\n. -X- O O\n\n");
}

TEST_CASE("iob: what is wrong is told with its place, and every beginning of a file gives a project or a sentence")
{
    worlds::check_refused("x.iob2", "iob2",
                          {{"a\tO\nb\n", 4, "has 1 column"},
                           {"a\tO\nb\tPER\n", 6, "a tag is O"},
                           {"a\tB-\n", 2, "a tag is O"},
                           {"a\tX-PER\n", 2, "a tag is O"},
                           {"a\tO\n\tO\n", 4, "no token"},
                           {"a\t\xFF\n", 2, "UTF-8"}});
    for (const char* path : {"conll/ground_truth.txt", "spacy/ner-token-per-line-conll2003.iob"})
        if (const auto bytes = test_files::shared(std::string("samples/") + path))
            worlds::check_prefixes("x.conll", std::string_view(*bytes).substr(0, 3000), "conll2003");
}

TEST_CASE("iob: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, "conll2003", "Ilse ", "Elsa "));
    CHECK(worlds::notices(project, "conll2003", "I-PERSON", "O"));
    CHECK(worlds::notices(project, "iob2", "B-ORG", "B-PERSON"));
    CHECK(worlds::notices(project, "bilou", "L-ORG", "U-ORG"));
    CHECK(worlds::notices(project, "bilou", "The\tO\n", ""));
}

}  // namespace
}  // namespace glossator
