#include <algorithm>
#include <map>
#include <sstream>

#include <doctest/doctest.h>

#include "core/base/utf8.h"
#include "core/io/formats.h"
#include "core/io/tokens.h"
#include "tests/unit/codec_trips.h"

// CoNLL-U, in and out.
namespace glossator {
namespace {

using worlds::import_as;
using worlds::import_text;
using worlds::loses;

std::vector<std::string> split(const std::string& text, char border)
{
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string piece; std::getline(in, piece, border);) out.push_back(piece);
    return out;
}

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

// What a strict reader of CorefUD sees: for each mention "key:type:words", sorted. Checks columns, numbers and texts.
std::vector<std::string> mentions_in(const std::string& file, const std::string& where)
{
    std::vector<std::string> out, forms, texts;
    std::map<std::string, std::vector<std::pair<std::string, size_t>>> open;
    size_t number = 0;
    std::string text, joined;
    for (const std::string& line : split(file, '\n')) {
        CHECK(line.find('\r') == std::string::npos);
        if (line.substr(0, 9) == "# text = ") text = line.substr(9);
        if (line.empty()) {
            CHECK(joined.substr(0, text.size()) == text);
            number = 0;
            joined.clear();
        }
        if (line.empty() || line[0] == '#') continue;
        const std::vector<std::string> columns = split(line, '\t');
        REQUIRE(columns.size() == 10);
        CHECK(columns[0] == std::to_string(++number));
        CHECK(without_any_blanks(columns[1]) == columns[1]);
        CHECK(line.find(' ') == std::string::npos);
        forms.push_back(columns[1]);
        joined += columns[1];
        if (columns[9].find("SpaceAfter=No") == std::string::npos) joined += ' ';
        for (const std::string& pair : split(columns[9], '|')) {
            if (pair.substr(0, where.size() + 1) != where + "=") continue;
            const std::string marks = pair.substr(where.size() + 1);
            for (size_t i = 0; i < marks.size();) {
                const size_t end = std::min(marks.find_first_of("()", i + 1), marks.size());
                const bool opens = marks[i] == '(', closes = end < marks.size() && marks[end] == ')';
                const std::vector<std::string> fields = split(marks.substr(i + opens, end - i - opens), '-');
                REQUIRE(!fields.empty());
                CHECK(fields.size() == (opens ? 4 : 1));
                if (opens) open[fields[0]].push_back({fields[1], forms.size() - 1});
                if (closes) {
                    REQUIRE(!open[fields[0]].empty());
                    std::string words = fields[0] + ":" + open[fields[0]].back().first + ":";
                    for (size_t k = open[fields[0]].back().second; k < forms.size(); ++k) words += forms[k];
                    open[fields[0]].pop_back();
                    out.push_back(words);
                }
                i = end + closes;
            }
        }
    }
    for (const auto& left : open) CHECK(left.second.empty());
    std::sort(out.begin(), out.end());
    return out;
}

void check_own_trip(const Project& project)
{
    const Result<Exported> exported = export_project(project, "conllu");
    if (!exported) FAIL_CHECK(exported.error().message);
    if (!exported) return;
    const Project back = worlds::read_back(*exported, 0, "conllu", project.schema());
    worlds::Carried carried;
    carried.blanks_cut = true;
    for (const Document& document : project.documents()) {
        const Document* again = back.find(document.id);
        if (without_any_blanks(document.text->bytes()).empty()) {
            CHECK(again == nullptr);
            continue;
        }
        REQUIRE(again != nullptr);
        CHECK(again->text->bytes() == document.text->bytes());
        CHECK(worlds::lines_of(back, *again, carried) == worlds::lines_of(project, document, carried));
    }
}

TEST_CASE("conllu: real files are read whole, are known for what they are, and come out and in again")
{
    for (const char* name : {"empty-nodes", "multiple-features", "nmod-obl", "whitespace"}) {
        const auto bytes = test_files::shared(std::string("samples/conllu/") + name + ".conllu");
        if (!bytes) continue;
        CAPTURE(name);
        CHECK(detect_format(std::string(name) + ".conllu", *bytes) == format_named("conllu"));
        CHECK(detect_format(std::string(name) + ".conll", *bytes) == format_named("conllu"));
        const ReadResult read = import_text(std::string(name) + ".conllu", *bytes);
        REQUIRE(read);
        std::vector<std::string> forms;
        std::string text;
        for (const std::string& line : split(*bytes, '\n')) {
            if (line.substr(0, 9) == "# text = ") text = line.substr(9) + "\n";
            const std::vector<std::string> columns = split(line, '\t');
            if (columns.size() == 10 && columns[0].find('.') == std::string::npos) forms.push_back(columns[1]);
        }
        const Document& document = read->project.documents().front();
        CHECK(document.text->bytes() == text);
        std::vector<std::string> found;
        for (const TextRange& token : document.segments->tokens) found.emplace_back(document.text->slice(token));
        CHECK(found == forms);
        CHECK(loses(read->losses, "lemmas"));
        CHECK(loses(read->losses, "dependencies"));
        CHECK(loses(read->losses, "empty nodes") == (std::string_view(name) == "empty-nodes"));
        check_own_trip(read->project);
        worlds::check_prefixes("x.conllu", *bytes, "conllu");
    }
}

TEST_CASE("conllu: blanks, ranges of words, mentions and tags are read as others write them")
{
    const std::string file =
        "# newdoc id = one\n# global.Entity = entity-GRP-infstat-MIN-other\n# text = Vámonos ya \n"
        "1-2\tVámonos\t_\t_\t_\t_\t_\t_\t_\tSpacesAfter=\\s\\u2028\n"
        "1\tVamos\tir\tVERB\t_\t_\t0\troot\t_\tEntity=(person-7-new-1\n2\tnos\tnos\tPRON\t_\t_\t1\tobj\t_\tEntity="
        "person-7)\n"
        "3\tya\tya\tADV\t_\t_\t1\tadvmod\t_\tEntity=(time-8-giv-1-a:b)(place-9|ner=S-TIME\n\n"
        "1\tAnna\tAnna\tPROPN\t_\t_\t0\troot\t_\tSpaceAfter=No|Entity=place-9)(person-7-giv-1)|NER=B-PER\n"
        "2\tLee\tLee\tPROPN\t_\t_\t0\troot\t_\tNER=I-PER\n\n"
        "# newdoc id = "
        "two\n1\tx\t_\t_\t_\t_\t_\t_\t_\tEntity=(person-7[1/2]\n2\ty\t_\t_\t_\t_\t_\t_\t_\tEntity=person-7[1/2])\n"
        "3\tz\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n4\t!\t_\t_\t_\t_\t_\t_\t_\tEntity=(person-7[2/2])";
    const ReadResult read = import_text("x.conllu", file);
    REQUIRE(read);
    const Project& project = read->project;
    REQUIRE(project.documents().size() == 2);
    CHECK(project.documents()[0].text->bytes() == "Vámonos \u2028ya\nAnnaLee\n");
    CHECK(project.documents()[0].name == "one.txt");
    CHECK(project.documents()[1].text->bytes() == "x y z!\n");
    std::vector<std::string> found;
    for (const auto& set : project.sets())
        set->spans.for_each([&](const Span& span) {
            const Text& text = *project.find(set->info.document)->text;
            std::string line = span.label.text;
            for (const TextRange& range : span.at) line += " " + std::string(text.slice(range));
            if (const Entity* entity = project.find(span.entity)) line += " =" + entity->name;
            for (const auto& [id, value] : span.attributes) line += " " + id.text + "=" + text_of_value(value);
            found.push_back(line);
        });
    std::sort(found.begin(), found.end());
    CHECK(found == std::vector<std::string>{"PER AnnaLee", "TIME ya", "person Anna =7 MIN=1 infstat=giv",
                                            "person Vámonos =7 MIN=1 infstat=new", "person x y ! =7",
                                            "place ya\nAnna =9", "time ya =8 MIN=1 a=b infstat=giv"});
    CHECK(loses(read->losses, "words inside of multiword tokens"));
    check_own_trip(project);
}

TEST_CASE("conllu: projects come back with all their records, and other readers find the same mentions")
{
    std::vector<Project> projects;
    projects.push_back(worlds::ferry_project());
    for (uint32_t seed = 0; seed < 40; ++seed) projects.push_back(worlds::random_project(seed));
    if (const auto gold = test_files::shared("corpus/gold.glossator.json"))
        projects.push_back(read_native(*gold).value());
    for (const Project& project : projects) {
        check_own_trip(project);
        const Exported exported = export_project(project, "conllu").value();
        size_t mentions = 0, others = 0;
        std::vector<std::string> expected;
        for (const Document& document : project.documents())
            if (const AnnotationSet* set = exported_set(project, document))
                set->spans.for_each([&](const Span& span) {
                    std::string words;
                    for (const TextRange& range : span.at) words += without_any_blanks(document.text->slice(range));
                    if (!words.empty()) (project.schema().find(span.label)->layer == "entity" ? mentions : others)++;
                });
        size_t found = 0;
        for (const std::string& each : mentions_in(exported.files.front().bytes, "Entity"))
            found += each.find('[') == std::string::npos || each.find("[1/") != std::string::npos;
        size_t found_others = 0;
        for (const std::string& each : mentions_in(exported.files.front().bytes, "Span"))
            found_others += each.find('[') == std::string::npos || each.find("[1/") != std::string::npos;
        CHECK(found + found_others == mentions + others);
        if (!loses(exported.losses, "places in “Entity” of mentions that cross others of the same entity"))
            CHECK(found == mentions);
    }
    const Project ferry = worlds::ferry_project();
    const Exported exported = export_project(ferry, "conllu").value();
    CHECK(mentions_in(exported.files[0].bytes, "Entity") ==
          std::vector<std::string>{"e%2D1:PERSON:MayorIlseOkonjo", "e%2D2:ORG:HarbourBoard"});
    CHECK(!loses(exported.losses, "relations"));
    const Project back = worlds::read_back(exported, 0, "conllu");
    CHECK(back.schema() == ferry.schema());
    CHECK(back.entities() == ferry.entities());
    CHECK(back.claims() == ferry.claims());
}

TEST_CASE("conllu: texts that trip others come back byte by byte, and what can't is on the list")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", "\u00A0Hi \U0001F44D  A\u0301nna\r\n\tund\u0001|\\=\u200F\u05D0\u05D1.\n\n"));
    writer.put(worlds::document("d-2", ""));
    writer.put(worlds::document("d-3", " \n"));
    writer.put(worlds::document("d 4\n\\s", "Ja."));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    const auto put = [&](const char* id, const char* label, std::vector<TextRange> at, const char* entity) {
        Span span = worlds::span(id, label, std::move(at));
        span.entity = EntityId(entity);
        writer.put(set, span);
    };
    writer.put(worlds::entity("e-1", "PERSON", "Anna"));
    put("s-1", "PERSON", {{2, 9}}, "e-1");
    put("s-2", "PERSON", {{5, 17}}, "e-1");       // crosses the other
    put("s-3", "ORG", {{11, 12}, {20, 23}}, "");  // "A" without its accent
    put("s-4", "ORG", {{2, 5}}, "");              // a blank at its end
    put("s-5", "CLAIM", {{9, 11}}, "");           // nothing but blanks
    check_own_trip(project);
    const Exported exported = export_project(project, "conllu").value();
    (void)mentions_in(exported.files[0].bytes, "Span");
    for (const char* what : {"documents without words", "blanks at the ends of spans", "spans of nothing but blanks",
                             "places in “Entity” of mentions that cross others of the same entity"}) {
        CAPTURE(what);
        CHECK(loses(exported.losses, what));
    }
}

TEST_CASE("conllu: what is wrong is told with its place")
{
    const std::string row = "1\ta\t_\t_\t_\t_\t_\t_\t_\t";
    worlds::check_refused("x.conllu", "conllu",
                          {{"1\ta\n", 0, "the line has 2"},
                           {"\nx\ta\t_\t_\t_\t_\t_\t_\t_\t_\n", 1, "no number of a word"},
                           {"1\t\t_\t_\t_\t_\t_\t_\t_\t_\n", 0, "no form"},
                           {row + "Entity=(e1\n", row.size() + 7, "never ends"},
                           {row + "Entity=e1)\n", row.size() + 7, "doesn't begin"},
                           {row + "Entity=(e1)e2\n", row.size() + 11, "neither begins nor ends"},
                           {row + "Entity=(-x)\n", row.size() + 7, "names no entity"},
                           {row + "Entity=(e1[2/2]-x)\n", row.size() + 7, "no first one"},
                           {row + "Entity=(e1[2-x)\n", row.size() + 7, "[1/2]"},
                           {"# glossator = {}\n" + row + "_\n", 14, "damaged"},
                           {"# glossator.link = {\"ends\":[[1]]}\n" + row + "_\n", 28, "an end of a link"},
                           {"1\t\xFF\n", 2, "UTF-8"}});
    const Exported own = export_project(worlds::ferry_project(), "conllu").value();
    worlds::check_prefixes("x.conllu", own.files[0].bytes, "conllu");
}

TEST_CASE("conllu: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, "conllu", "\tIlse\t", "\tElsa\t"));
    CHECK(worlds::notices(project, "conllu", "SpaceAfter=No", "_"));
    CHECK(worlds::notices(project, "conllu", "*id:s%2D3", "*id:s%2D4"));
    CHECK(worlds::notices(project, "conllu", "(e%2D1-PERSON", "(e%2D2-PERSON"));
}

}  // namespace
}  // namespace glossator
