#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include <doctest/doctest.h>

#include "core/base/utf8.h"
#include "core/io/formats.h"
#include "core/io/tokens.h"
#include "tests/unit/codec_trips.h"

// CoNLL-2012 coreference, in and out.
namespace glossator::conll2012_test {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

std::string without_any_blanks(std::string_view text)
{
    std::string out;
    for (size_t i = 0; i < text.size();) {
        const auto [c, size] = decode_utf8(text, i);
        if (!is_white_space(c)) out += text.substr(i, size);
        i += size;
    }
    return out;
}

// The clusters of a file as the official scorer reads them: tabs, the word fourth, the cluster last. Each cluster is
// its mentions' words, without blanks, sorted.
std::vector<std::multiset<std::string>> clusters_in(const std::string& file)
{
    std::vector<std::multiset<std::string>> out;
    std::map<std::string, std::multiset<std::string>> clusters;
    std::map<std::string, std::vector<size_t>> open;
    std::vector<std::string> words;
    std::istringstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        if (line.find("#end document") == 0) {
            for (const auto& [key, cluster] : clusters) out.push_back(cluster);
            for (const auto& left : open) CHECK(left.second.empty());
            clusters.clear();
            open.clear();
            words.clear();
        }
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> columns(1);
        for (const char c : line) {
            if (c == '\t')
                columns.emplace_back();
            else
                columns.back() += c;
        }
        REQUIRE(columns.size() > 4);
        words.push_back(columns[3]);
        std::istringstream marks(columns.back());
        for (std::string mark; std::getline(marks, mark, '|');) {
            std::string key;
            for (const char c : mark)
                if (c >= '0' && c <= '9') key += c;
            if (key.empty()) continue;
            if (mark.front() == '(') open[key].push_back(words.size() - 1);
            if (mark.back() != ')') continue;
            REQUIRE(!open[key].empty());
            std::string mention;
            for (size_t i = open[key].back(); i < words.size(); ++i) mention += words[i];
            open[key].pop_back();
            clusters[key].insert(mention);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

// The same of a project, from its records alone.
std::vector<std::multiset<std::string>> clusters_of(const Project& project)
{
    std::vector<std::multiset<std::string>> out;
    for (const Document& document : project.documents()) {
        std::map<EntityId, std::multiset<std::string>> clusters;
        if (const AnnotationSet* set = exported_set(project, document))
            set->spans.for_each([&](const Span& span) {
                const std::string words = without_any_blanks(document.text->slice(span.at.front()));
                if (!span.entity.empty() && span.at.size() == 1 && !words.empty()) clusters[span.entity].insert(words);
            });
        for (const auto& [id, cluster] : clusters) out.push_back(cluster);
    }
    std::sort(out.begin(), out.end());
    return out;
}

constexpr const char* kAcross = "mentions across, or at the place of, others of the same entity";

TEST_CASE("conll2012: real files are read whole, are known for what they are, and come out and in again")
{
    for (const char* name : {"105_persuasion_brat.conll", "TC-A.key", "TC-A-2.response", "TC-N.key"}) {
        const auto bytes = test_files::shared(std::string("samples/coref/") + name);
        if (!bytes) continue;
        CAPTURE(name);
        CHECK(detect_format(name, *bytes) == format_named("conll2012"));
        const ReadResult read = import_text(name, *bytes);
        REQUIRE(read);
        CHECK(clusters_of(read->project) == clusters_in(*bytes));
        const Exported exported = export_project(read->project, "conll2012").value();
        CHECK(!loses(exported.losses, "blanks between tokens and sentences"));
        if (!loses(exported.losses, kAcross)) CHECK(clusters_in(exported.files[0].bytes) == clusters_in(*bytes));
        worlds::check_prefixes(name, std::string_view(*bytes).substr(0, 4000), "conll2012");
    }
    if (const auto bytes = test_files::shared("samples/coref/105_persuasion_brat.conll")) {
        const ReadResult read = import_text("x.conll", *bytes);
        REQUIRE(read->project.documents().size() == 1);
        CHECK(read->project.documents()[0].name == "105_persuasion_brat.txt");
        const auto words = test_files::shared("samples/coref/105_persuasion_brat.txt");
        REQUIRE(words);
        CHECK(without_any_blanks(read->project.documents()[0].text->bytes()) == without_any_blanks(*words));
    }
}

TEST_CASE("conll2012: OntoNotes' columns, names and parts are read")
{
    const std::string file =
        "#begin document (bc/cctv/00/x_0001); part 000\n"
        "bc/x   0   0   Ilse     NNP  (TOP(S(NP*   -   -  -  S1  (PERSON*  *    (ARG0*  (3\n"
        "bc/x   0   1   Okonjo   NNP  *)           -   -  -  S1  *)        *    *)      3)\n"
        "bc/x   0   2   left     VBD  (VP*)        leave 01 1 S1  *        (V*) *       -\n"
        "bc/x   0   3   Oslo     NNP  (NP*)        -   -  -  S1  (GPE)     *    *       (4)|(3)\n"
        "bc/x   0   4   .        .    *))          -   -  -  S1  *         *    *       -\n\n"
        "#end document\n#begin document (bc/cctv/00/x_0001); part 001\n"
        "bc/x   1   0   She      PRP  (TOP*)       -   -  -  S1  *         -   (3)\n#end document\n";
    const ReadResult read = import_text("x.v4_gold_conll", file);
    REQUIRE(read);
    CHECK(detect_format("x.v4_gold_conll", file) == format_named("conll2012"));
    const Project& project = read->project;
    REQUIRE(project.documents().size() == 2);
    CHECK(project.documents()[0].text->bytes() == "Ilse Okonjo left Oslo.\n");
    CHECK(project.documents()[1].name == "bc/cctv/00/x_0001-001.txt");
    std::vector<std::string> found;
    for (const auto& set : project.sets())
        set->spans.for_each([&](const Span& span) {
            found.push_back(span.label.text + ":" +
                            std::string(project.find(set->info.document)->text->slice(span.at[0])) + ":" +
                            span.entity.text);
        });
    CHECK(found ==
          std::vector<std::string>{"PERSON:Ilse Okonjo:e-1", "GPE:Oslo:e-2", "mention:Oslo:e-1", "mention:She:e-3"});
    for (const char* what : {"parts of speech", "parse trees", "lemmas", "framesets", "word senses", "speakers",
                             "arguments of predicates"}) {
        CAPTURE(what);
        CHECK(loses(read->losses, what));
    }
}

TEST_CASE("conll2012: entities are clusters, as another reader finds them")
{
    std::vector<Project> projects;
    projects.push_back(worlds::ferry_project());
    for (uint32_t seed = 0; seed < 60; ++seed) projects.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        projects.push_back(read_native(*gold).value());
    size_t compared = 0;
    for (const Project& project : projects) {
        const Result<Exported> exported = export_project(project, "conll2012");
        if (!exported) FAIL_CHECK(exported.error().message);
        if (!exported || loses(exported->losses, "control characters in tokens")) continue;
        const Project back = worlds::read_back(*exported, 0, "conll2012");
        CHECK(back.documents().size() == std::max<size_t>(1, project.documents().size()));
        CHECK(clusters_of(back) == clusters_in(exported->files[0].bytes));
        if (loses(exported->losses, kAcross)) continue;
        CHECK(clusters_in(exported->files[0].bytes) == clusters_of(project));
        ++compared;
    }
    CHECK(compared > 30);
}

TEST_CASE("conll2012: labels are names, and what a file can't have is on the list")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d 1", "Mayor Ilse  Okonjo (Oslo)\r\nsaid \U0001F44D she left (911). "));
    writer.put(worlds::document("d-2", ""));
    writer.put(worlds::document("d-3", "Ilse"));
    writer.put(worlds::entity("e-1", "PERSON", "Ilse Okonjo"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d 1", "mira"));
    const auto put = [&](AnnotationSet& to, const char* id, const char* label, std::vector<TextRange> at,
                         const char* entity) {
        Span span = worlds::span(id, label, std::move(at));
        span.entity = EntityId(entity);
        writer.put(to, span);
    };
    put(set, "s-1", "PERSON", {{0, 18}}, "e-1");
    put(set, "s-2", "PERSON", {{6, 10}}, "e-1");
    put(set, "s-3", "PERSON", {{6, 25}}, "e-1");  // across s-1
    put(set, "s-4", "ORG", {{20, 24}}, "");
    put(set, "s-5", "CUE", {{27, 31}}, "");
    put(set, "s-6", "ORG", {{10, 12}}, "");
    put(set, "s-7", "PERSON", {{37, 41}}, "e-1");  // "she" and a blank
    put(set, "s-8", "PERSON", {{0, 5}, {12, 18}}, "e-1");
    put(set, "s-9", "ORG", {{6, 18}}, "");
    AnnotationSet& other = writer.put(worlds::set_info("t-2", "d-3", "mira"));
    put(other, "s-10", "PERSON", {{0, 4}}, "e-1");
    const Exported exported = export_project(project, "conll2012").value();
    CHECK(exported.files[0].bytes ==
          "#begin document (d_1); part 000\n"
          "d_1\t0\t0\tMayor\t-\t(TOP*\t-\t-\t-\t-\t*\t(0\n"
          "d_1\t0\t1\tIlse\t-\t*\t-\t-\t-\t-\t(PERSON*\t(0)\n"
          "d_1\t0\t2\tOkonjo\t-\t*\t-\t-\t-\t-\t*\t0)\n"
          "d_1\t0\t3\t(\t-\t*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t4\tOslo\t-\t*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t5\t)\t-\t*)\t-\t-\t-\t-\t*)\t-\n\n"
          "d_1\t0\t0\tsaid\t-\t(TOP*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t1\t\U0001F44D\t-\t*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t2\tshe\t-\t*\t-\t-\t-\t-\t(PERSON*)\t(0)\n"
          "d_1\t0\t3\tleft\t-\t*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t4\t(\t-\t*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t5\t911\t-\t*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t6\t)\t-\t*\t-\t-\t-\t-\t*\t-\n"
          "d_1\t0\t7\t.\t-\t*)\t-\t-\t-\t-\t*\t-\n\n#end document\n"
          "#begin document (d-2); part 000\n#end document\n"
          "#begin document (d-3); part 000\nd-3\t0\t0\tIlse\t-\t(TOP*)\t-\t-\t-\t-\t(PERSON*)\t(0)\n\n#end document\n");
    for (const char* what :
         {kAcross, "spans of other layers", "spans of nothing but blanks", "blanks at the ends of spans",
          "discontinuous spans", "spans inside of or across longer ones", "blanks between tokens and sentences",
          "labels of spans that aren't names, or lie inside of or across longer ones",
          "links between documents that mention one entity", "names of entities"}) {
        CAPTURE(what);
        CHECK(loses(exported.losses, what));
    }
}

TEST_CASE("conll2012: what is wrong is told with its place, and nothing else is taken for it")
{
    worlds::check_refused("x.conll", "conll2012",
                          {{"#begin document (a); part 0\na\t0\t0\tx\n", 28, "the line has 4 columns"},
                           {"a\t0\t0\t\t-\n", 6, "no word"},
                           {"a\t0\t0\tx\t(1\n", 8, "never ends"},
                           {"a\t0\t0\tx\t1)\n", 8, "doesn't begin"},
                           {"a\t0\t0\tx\t(1)|2\n", 12, "a mention is written"},
                           {"a\t0\t0\tx\t(3+1)\n", 8, "a mention is written"},
                           {"a\t0\t0\tx\t()\n", 8, "a mention is written"},
                           {"a 0 0 x - * - - - - (A* -\n", 20, "never ends"},
                           {"a 0 0 x - * - - - - *) -\n", 20, "doesn't begin"},
                           {"a 0 0 x - * - - - - PER -\n", 20, "neither begins nor ends"},
                           {"a\t0\t0\t\xFF\t-\n", 6, "UTF-8"}});
    CHECK(detect_format("x.txt", "#begin documentary\n") == format_named("text"));
    CHECK(detect_format("x.conll", "a\t0\t0\tx\t-\n") != format_named("conll2012"));
}

TEST_CASE("conll2012: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, "conll2012", "\tIlse\t", "\tElsa\t"));
    CHECK(worlds::notices(project, "conll2012", "(0\n", "(1\n"));
    CHECK(worlds::notices(project, "conll2012", "(ORG*", "(PERSON*"));
    CHECK(worlds::notices(project, "conll2012", "#end document\n#begin document (d-2); part 000\n", ""));
}

}  // namespace
}  // namespace glossator::conll2012_test
