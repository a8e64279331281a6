#include <algorithm>
#include <sstream>

#include <doctest/doctest.h>

#include "core/base/utf8.h"
#include "core/io/brat_parts.h"
#include "core/io/formats.h"
#include "tests/unit/codec_trips.h"

// brat standoff, in and out.
namespace glossator {
namespace {

using worlds::loses;
using worlds::text_of;

// A project from an .ann file and its text.
ReadResult read_brat(std::string_view ann, std::string_view text, std::string_view annotation_conf = {},
                     std::string_view visual_conf = {}, const FormatOptions& options = {})
{
    std::vector<InputFile> files{{"f/a.ann", ann}, {"f/a.txt", text}};
    if (!annotation_conf.empty()) files.push_back({"f/annotation.conf", annotation_conf});
    if (!visual_conf.empty()) files.push_back({"f/visual.conf", visual_conf});
    ImportOptions how = worlds::import_as("brat");
    how.options = options;
    return import_files(files, how);
}

const AnnotationSet& only_set(const ReadResult& read)
{
    REQUIRE(read);
    REQUIRE(read->project.sets().size() == 1);
    return *read->project.sets().front();
}

std::string words_of(const ReadResult& read, const Span& span)
{
    return brat::quote_of(*read->project.documents().front().text, span.at);
}

std::string words_of(const ReadResult& read, std::string_view id)
{
    const Span* span = only_set(read).spans.find(SpanId(id));
    return span == nullptr ? "no span" : words_of(read, *span);
}

// The same with what brat's lines change: white space of spans at the ends of lines, tabs and line ends in words.
Project as_brat_has_it(const Project& project)
{
    const auto plain = [](const std::string& words, bool keeps_lines) {
        std::string out;
        for (size_t i = 0; i < words.size();) {
            const auto [c, size] = decode_utf8(words, i);
            const bool ends = c == '\t' || (brat::is_line_end(c) && !(keeps_lines && c == '\n'));
            out += ends ? " " : words.substr(i, size);
            i += size;
        }
        return out;
    };
    Project out = worlds::copy_of(project);
    ProjectWriter writer(out);
    for (const auto& each : project.sets()) {
        const Document& document = *project.find(each->info.document);
        AnnotationSet& set = *writer.find(each->info.id);
        for (const auto& [id, relation] : each->relations) writer.erase(set, id);
        for (const auto& [id, attribution] : each->attributions) writer.erase(set, id);
        each->spans.for_each([&](const Span& span) {
            Span changed = span;
            changed.at = brat::joined_pieces(*document.text, brat::pieces_of(*document.text, span.at));
            changed.note = plain(span.note, true);
            for (const auto& [id, value] : span.attributes)
                if (const auto* words = std::get_if<std::string>(&value))
                    changed.attributes.set(id, plain(*words, false));
            if (changed.at.empty())
                writer.erase(set, span.id);
            else
                writer.put(set, changed);
        });
        const auto is_there = [&](const SpanId& id) { return set.spans.find(id) != nullptr; };
        for (const auto& [id, relation] : each->relations)
            if (is_there(relation.from) && is_there(relation.to)) writer.put(set, relation);
        for (const auto& [id, attribution] : each->attributions) {
            Attribution changed = attribution;
            for (auto* role : {&changed.sources, &changed.cues, &changed.contents, &changed.addressees})
                std::erase_if(*role, [&](const SpanId& span) { return !is_there(span); });
            if (set.attributions.count(changed.parent) == 0) changed.parent = {};
            if (!changed.sources.empty() || !changed.cues.empty() || !changed.contents.empty())
                writer.put(set, changed);
        }
    }
    return out;
}

// Every T line against the text, by a reader that shares nothing with the codec's. Gives their number.
size_t check_text_bounds(const std::string& ann, const std::string& text)
{
    std::vector<std::string> characters;
    for (size_t i = 0; i < text.size(); ++i) {
        if (is_continuation(text[i]))
            characters.back() += text[i];
        else
            characters.emplace_back(1, text[i]);
    }
    size_t count = 0;
    std::istringstream lines(ann);
    for (std::string line; std::getline(lines, line);) {
        if (line[0] != 'T') continue;
        const size_t tab = line.find('\t'), second = line.find('\t', tab + 1);
        std::string ranges = line.substr(tab + 1, second - tab - 1), found;
        ranges = ranges.substr(ranges.find(' ') + 1);
        std::istringstream parts(ranges);
        for (std::string part; std::getline(parts, part, ';');) {
            const size_t begin = std::stoul(part), end = std::stoul(part.substr(part.find(' ')));
            if (!found.empty()) found += ' ';
            for (size_t i = begin; i < end; ++i) found += characters.at(i);
        }
        CHECK(found == line.substr(second + 1));
        ++count;
    }
    return count;
}

size_t count_lines(const std::string& ann, char kind)
{
    size_t count = 0;
    std::istringstream lines(ann);
    for (std::string line; std::getline(lines, line);) count += !line.empty() && line[0] == kind;
    return count;
}

constexpr worlds::Carried kCarried = [] {
    worlds::Carried out;
    out.ids = false;
    return out;
}();

constexpr const char* kSamples[] = {"brat/000-introduction",     "brat/060-relation_annotation",
                                    "brat/080-event-annotation", "brat/100-attribute_annotation",
                                    "brat/105_persuasion_brat",  "brat/110-note_annotation",
                                    "coref/105_persuasion_brat"};

TEST_CASE("brat: real files are read whole, and come out and in again as they were")
{
    const auto conf = test_files::shared("samples/brat/annotation.conf");
    const auto look = test_files::shared("samples/brat/visual.conf");
    for (const std::string sample : kSamples) {
        const auto ann = test_files::shared("samples/" + sample + ".ann");
        const auto text = test_files::shared("samples/" + sample + ".txt");
        if (!ann || !text || !conf || !look) continue;
        CAPTURE(sample);
        CHECK(std::string(detect_format("x.ann", *ann)->id) == "brat");
        const ReadResult read = read_brat(*ann, *text, *conf, *look);
        const AnnotationSet& set = only_set(read);
        CHECK(set.spans.size() == check_text_bounds(*ann, *text));
        CHECK(read->losses.size() == (sample == "brat/110-note_annotation" ? 1 : 0));  // a note on a relation
        size_t attributes = 0, notes = 0;
        set.spans.for_each([&](const Span& span) {
            attributes += span.attributes.size();
            notes += !span.note.empty();
        });
        CHECK(attributes == count_lines(*ann, 'A'));
        CHECK(notes == count_lines(*ann, '#') - (sample == "brat/110-note_annotation" ? 1 : 0));
        worlds::check_trip(read->project, "brat", kCarried);
    }
}

TEST_CASE("brat: what the tutorial's introduction says is there")
{
    const auto ann = test_files::shared("samples/brat/000-introduction.ann");
    const auto text = test_files::shared("samples/brat/000-introduction.txt");
    const auto conf = test_files::shared("samples/brat/annotation.conf");
    const auto look = test_files::shared("samples/brat/visual.conf");
    if (!ann || !text || !conf || !look) return;
    const ReadResult read = read_brat(*ann, *text, *conf, *look);
    const AnnotationSet& set = only_set(read);
    const Span& former = *set.spans.find(SpanId("T5"));
    const Entity& entity = *read->project.find(former.entity);
    CHECK(entity.name == "Carlos Salinas de Gortari");
    REQUIRE(entity.kb.size() == 1);
    CHECK(entity.kb[0].base == "Wikipedia");
    CHECK(entity.kb[0].id == "64488");
    CHECK(std::get<std::string>(*former.attributes.find(AttributeId("Mention"))) == "Nominal");
    CHECK(std::get<bool>(*former.attributes.find(AttributeId("Individual"))));
    CHECK(set.spans.find(SpanId("T2"))->note == "100000000 USD");
    CHECK(std::get<std::string>(*set.spans.find(SpanId("T3"))->attributes.find(AttributeId("Confidence"))) == "High");
    CHECK(set.relations.size() == 6);  // R1, R2, and the four arguments of E1
    const LabelDef& place = *read->project.schema().find(LabelId("GPE"));
    CHECK(place.title == "Geo-political entity");
    CHECK(place.color == "#ffd412");
}

TEST_CASE("brat: equivalent mentions are one entity, directly or through others")
{
    const ReadResult read = read_brat(
        "T1\tP 0 1\ta\nT2\tP 1 2\tb\nT3\tP 2 3\tc\nT4\tP 3 4\td\nT5\tP 4 5\te\n"
        "*\tAlias T1 T2\n*\tAlias T3 T4\n*\tAlias T2 T4\nN1\tReference T3 db:7\tThe one\n",
        "abcde");
    const SpanStore& spans = only_set(read).spans;
    const EntityId entity = spans.find(SpanId("T1"))->entity;
    CHECK(read->project.find(entity)->name == "The one");
    for (const char* id : {"T2", "T3", "T4"}) CHECK(spans.find(SpanId(id))->entity == entity);
    CHECK(spans.find(SpanId("T5"))->entity.empty());
    CHECK(read->losses.empty());
}

TEST_CASE("brat: attributions as PolNeAR writes them")
{
    const std::string text = "The mayor said \U0001F44D yes\nand no, sources report.";
    const std::string ann =
        "T1\tSource 0 9\tThe mayor\n"
        "T2\tCue 10 14\tsaid\n"
        "T3\tContent 15 20;21 27\t\U0001F44D yes and no\n"
        "T4\tAttribution 10 14\tsaid\n"
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
        "T5\tCue 37 43\treport\n"
        "T6\tAttribution-no-source 37 43\treport\n"
        "T7\tContent 15 20\t\U0001F44D yes\n"
        "E2\tAttribution-no-source:T6 Content:T3 Content2:T7 Cue:T5\n"
        "A1\tForm E2 indirect\n"
        "T8\tDiscuss 29 36\tsources\n";
    const ReadResult read = read_brat(ann, text);
    const AnnotationSet& set = only_set(read);
    CHECK(read->losses.empty());
    CHECK(set.spans.size() == 6);  // the triggers are none of them
    REQUIRE(set.attributions.size() == 2);
    const Attribution& first = set.attributions.at(AttributionId("E1"));
    CHECK(first.sources == worlds::span_ids({"T1"}));
    CHECK(first.cues == worlds::span_ids({"T2"}));
    CHECK(first.contents == worlds::span_ids({"T3"}));
    CHECK(set.spans.find(SpanId("T3"))->at.size() == 1);  // cut at the line's end only
    const Attribution& second = set.attributions.at(AttributionId("E2"));
    CHECK(second.contents == worlds::span_ids({"T3", "T7"}));
    CHECK(std::get<std::string>(*second.attributes.find(AttributeId("Form"))) == "indirect");
    CHECK(read->project.schema().find(LabelId("Cue"))->layer == "attribution");

    const std::string out = export_project(read->project, "brat").value().files.front().bytes;
    for (const char* line : {"T1\tSource 0 9\tThe mayor\n", "T3\tContent 15 20;21 27\t\U0001F44D yes and no\n",
                             "\tAttribution 10 14\tsaid\n", "\tAttribution-no-source 37 43\treport\n",
                             " Cue:T2 Content:T3 Source:T1\n", " Cue:T5 Content:T3 Content2:T7\n"})
        CHECK(out.find(line) != std::string::npos);
    worlds::check_trip(read->project, "brat", kCarried);
}

TEST_CASE("brat: a note on an attribution makes no span of its trigger, and is listed")
{
    const ReadResult read = read_brat(
        "T1\tContent 5 6\tb\nT2\tCue 2 4\tsa\nT3\tAttribution 2 4\tsa\n"
        "E1\tAttribution:T3 Cue:T2 Content:T1\n#1\tAnnotatorNotes E1\tsure?\n",
        "x sa b");
    CHECK(only_set(read).spans.size() == 2);
    CHECK(only_set(read).attributions.size() == 1);
    CHECK(loses(read->losses, "notes and references of attributions"));
}

TEST_CASE("brat: a trigger that stands elsewhere is the cue, and an attribution inside of another has it as parent")
{
    const ReadResult read = read_brat(
        "T1\tContent 5 6\tb\nT2\tAttribution 2 4\tsa\nE1\tAttribution:T2 Content:T1\n"
        "T3\tAttribution 0 1\tx\nT4\tCue 0 1\tx\nE2\tAttribution:T3 Cue:T4 Content:E1\n",
        "x sa b");
    const AnnotationSet& set = only_set(read);
    const Attribution& inner = set.attributions.at(AttributionId("E1"));
    REQUIRE(inner.cues.size() == 1);
    CHECK(words_of(read, inner.cues[0].text) == "sa");
    CHECK(set.spans.find(inner.cues[0])->label == LabelId("Cue"));
    CHECK(inner.parent == AttributionId("E2"));
    CHECK(set.attributions.at(AttributionId("E2")).contents == worlds::span_ids({"T1"}));
    CHECK(read->losses.empty());
}

TEST_CASE(
    "brat: offsets that brat's page counted in UTF-16, and such that count a byte order mark, are told by the quotes")
{
    const std::string text = "Hi \U0001F44D Anna";
    CHECK(words_of(read_brat("T1\tP 5 9\tAnna\n", text), "T1") == "Anna");
    const ReadResult units = read_brat("T1\tP 6 10\tAnna\n", text);
    CHECK(words_of(units, "T1") == "Anna");
    CHECK(units->notes.size() == 1);
    CHECK(words_of(read_brat("T1\tP 1 3\tHi\nT2\tP 6 10\tAnna\n", "\xEF\xBB\xBF" + text), "T2") == "Anna");
    CHECK(words_of(read_brat("T1\tP 6 10\n", text, {}, {}, {{"offsets", "utf16"}}), "T1") == "Anna");
    const ReadResult wrong = read_brat("T1\tP 5 9\tAnna\n", text, {}, {}, {{"offsets", "utf16"}});
    REQUIRE(!wrong);
    CHECK(wrong.error().front().error.message == "at the place of T1 stands \" Ann\", not \"Anna\"");
}

TEST_CASE("brat: what is wrong with a file is told with its place")
{
    struct Case {
        const char* ann;
        size_t offset;
        const char* words;
    };
    const Case cases[] = {
        {"T1 P 0 1 a\n", 0, "no tab"},
        {"X1\tP 0 1\ta\n", 0, "begins with T"},
        {"T\tP 0 1\ta\n", 0, "begins with T"},
        {"T1\tP x 1\ta\n", 5, "begin isn't a number"},
        {"T1\tP 0 1x\ta\n", 7, "end isn't a number"},
        {"T1\tP 0\ta\n", 6, "end isn't a number"},
        {"T1\tP 2 1\ta\n", 5, "ends before it begins"},
        {"T1\tP 0 2;1 3\tab bc\n", 0, "overlap"},
        {"T1\tP 0 9\tabc\n", 0, "beyond the text"},
        {"T1\tP 0 1\ta\nT1\tP 1 2\tb\n", 11, "is taken"},
        {"T1\tP 0 1\tb\n", 0, "stands \"a\", not \"b\""},
        {"R1\tX Arg1:T1 Arg2:T2\n", 0, "no line with the id \"T1\""},
        {"T1\tP 0 1\ta\nR1\tX Arg1:T1\n", 23, "two arguments"},
        {"T1\tP 0 1\ta\nE1\tX:T2\n", 11, "no line with the id \"T2\""},
        {"T1\tP 0 1\ta\nE1\tX\n", 15, "no trigger"},
        {"T1\tP 0 1\ta\nE1\tX:T1 Role\n", 19, "a role and its target"},
        {"A1\tX T9\n", 0, "no line with the id \"T9\""},
        {"A1\tX\n", 4, "names no target"},
        {"T1\tP 0 1\ta\nN1\tReference T1 db\tx\n", 27, "a base and an id"},
        {"T1\tP 0 1\t\xFF\n", 9, "UTF-8"},
    };
    for (const Case& each : cases) {
        const std::string ann = each.ann, words = each.words;
        CAPTURE(ann);
        const ReadResult read = read_brat(ann, "abc");
        REQUIRE(!read);
        const InputProblem& problem = read.error().front();
        CHECK(problem.file == "f/a.ann");
        CHECK(problem.error.offset == each.offset);
        CHECK(problem.error.message.find(words) != std::string::npos);
    }
    const ReadResult alone = worlds::import_text("f/a.ann", "T1\tP 0 1\ta\n", worlds::import_as("brat"));
    REQUIRE(!alone);
    CHECK(alone.error().front().error.message.find("“f/a.txt”") != std::string::npos);
    const ReadResult bad_text = read_brat("", "ab\xFF");
    REQUIRE(!bad_text);
    CHECK(bad_text.error().front().file == "f/a.txt");
    CHECK(bad_text.error().front().error.offset == 2);
    const ReadResult bad_records = read_brat("", "ab", "# Glossator: {\n");
    REQUIRE(!bad_records);
    CHECK(bad_records.error().front().file == "f/annotation.conf");
}

TEST_CASE("brat: every beginning of a file gives a project or a sentence with its place")
{
    for (const std::string sample : kSamples) {
        const auto ann = test_files::shared("samples/" + sample + ".ann");
        const auto text = test_files::shared("samples/" + sample + ".txt");
        if (!ann || !text) continue;
        const size_t step = std::max<size_t>(1, ann->size() / 150);
        for (size_t size = 0; size < ann->size(); size += step) {
            const std::string prefix = ann->substr(0, size);
            const ReadResult read = read_brat(prefix, *text);
            if (!read) CHECK(read.error().front().error.offset <= size);
        }
    }
}

TEST_CASE("brat: only its own files are taken for it")
{
    CHECK(detect_format("a.ann", "") == format_named("brat"));
    for (const char* sample :
         {"samples/coref/105_persuasion_brat-2.ann", "samples/attribution/11_alices_adventures_in_wonderland_brat.ann"})
        if (const auto bytes = test_files::shared(sample))
            CHECK(detect_format("x.ann", *bytes) != format_named("brat"));
    CHECK(detect_format("a.txt", "T1\tP 0 1\ta\n") == format_named("text"));
}

TEST_CASE("brat: the gold project comes back whole")
{
    const auto gold = test_files::shared("corpus/gold.glossator.json");
    if (!gold) return;
    const Project project = read_native(*gold).value();
    worlds::check_trip(project, "brat", kCarried);
    const Exported exported = export_project(project, "brat").value();
    for (const Loss& loss : exported.losses) CAPTURE(loss.what);
    CHECK(exported.losses.empty());
    const size_t count = project.documents().size();
    for (size_t i = 0; i < count; ++i) {
        const AnnotationSet& set = *project.sets()[i];
        CHECK(check_text_bounds(exported.files[i].bytes, exported.files[count + i].bytes) ==
              set.spans.size() + set.attributions.size());
        const Project back = worlds::read_back(exported, i, "brat");
        CHECK(back.entities() == project.entities());
        CHECK(back.claims() == project.claims());
        CHECK(back.schema() == project.schema());
        CHECK(back.info() == project.info());
        CHECK(back.documents()[0].meta == project.documents()[i].meta);
        CHECK(back.documents()[0].id == project.documents()[i].id);
    }
}

TEST_CASE("brat: projects of any kind come back as brat's lines have them, and the rest is on the list")
{
    for (uint32_t seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        const Project project = as_brat_has_it(worlds::random_project(seed));
        worlds::check_trip(project, "brat", kCarried);
    }
    worlds::check_trip(worlds::ferry_project(), "brat", kCarried);
}

TEST_CASE("brat: spans across the ends of lines are cut there, and what is lost of them is told")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::document("d-1", "one \r\n two\xE2\x80\xA8three\n\nfour"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    writer.put(set, worlds::span("s-1", "PERSON", {{0, 24}}));
    writer.put(set, worlds::span("s-2", "PERSON", {{3, 7}}));    // blanks and the end of a line
    writer.put(set, worlds::span("s-3", "PERSON", {{13, 20}}));  // ends in line feeds
    writer.put(set, worlds::span("s-4", "PERSON", {{0, 3}, {7, 10}}));
    writer.put(set, worlds::relation("r-1", "near", "s-1", "s-2"));
    writer.put(set, worlds::attribution("a-1", {"s-2"}, {}, {}));
    const Exported exported = export_project(project, "brat").value();
    const std::string& ann = exported.files[0].bytes;
    CHECK(ann.find("PERSON 0 3;7 10;11 16;18 22\tone two three four\n") != std::string::npos);
    for (const char* what :
         {"spans of nothing but line ends", "white space of spans that begins or ends a line",
          "relations of spans of nothing but line ends", "attributions between spans of nothing but line ends"})
        CHECK(loses(exported.losses, what));
    worlds::check_trip(as_brat_has_it(project), "brat", kCarried);
}

TEST_CASE("brat: names that it doesn't allow are replaced, each by another, and come back")
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    Schema schema = worlds::news_schema();
    for (const char* id : {"born in", "born/in", "人物", "Attribution"})
        schema.labels.push_back(worlds::label(id, "entity", id, ""));
    writer.set_schema(schema);
    writer.put(worlds::document("d-1", "abcd"));
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    for (uint32_t i = 0; i < 4; ++i)
        writer.put(set, worlds::span("s-" + std::to_string(i), schema.labels[schema.labels.size() - 4 + i].id.text,
                                     {{i, i + 1}}));
    const Exported exported = export_project(project, "brat").value();
    const std::string& ann = exported.files[0].bytes;
    for (const char* name : {"\tborn_in 0 1\t", "\tborn_in-2 1 2\t", "\t__ 2 3\t", "\tAttribution-2 3 4\t"})
        CHECK(ann.find(name) != std::string::npos);
    CHECK(exported.files.back().bytes.find("born_in-2 | born/in\n") != std::string::npos);
    worlds::check_trip(project, "brat", kCarried);
}

TEST_CASE("brat: the check of what was written fails where it is damaged")
{
    const Project project = worlds::ferry_project();
    CHECK(worlds::notices(project, "brat", "\tMayor Ilse", "\tMayor Elsa"));
    CHECK(worlds::notices(project, "brat", "PERSON 26", "PERSON 27"));
    CHECK(worlds::notices(project, "brat", "T1\t", "X1\t"));
}

TEST_CASE("brat: damaged records that Glossator wrote, and what brat's users changed, don't lose the rest")
{
    const Exported exported = export_project(worlds::ferry_project(), "brat").value();
    std::string ann = exported.files[0].bytes;
    ann += "T90\tShip 4 9\tferry\nN90\tReference T90 wikidata:Q25653\tferry\nA90\tSize T90 large\n";
    const ReadResult read = read_brat(ann, exported.files[2].bytes, exported.files[4].bytes, exported.files[5].bytes);
    const Span& ship = *only_set(read).spans.find(SpanId("T90"));
    CHECK(ship.label == LabelId("Ship"));
    CHECK(read->project.find(ship.entity)->kb.at(0).id == "Q25653");
    CHECK(std::get<std::string>(*ship.attributes.find(AttributeId("Size"))) == "large");
    CHECK(read->losses.empty());
}

}  // namespace
}  // namespace glossator
