#include <algorithm>
#include <optional>

#include <doctest/doctest.h>

#include "core/edit/join.h"
#include "tests/unit/codec_trips.h"
#include "tests/unit/facts.h"

// All formats that are written and read, as the registry lists them: each alone, and each pair.
namespace glossator {
namespace {

using worlds::Facts;
using worlds::facts_of;

std::vector<const Format*> two_way_formats()
{
    std::vector<const Format*> out;
    for (const Format& format : formats())
        if (format.reads && format.writes) out.push_back(&format);
    return out;
}

struct Back {
    Project project;
    std::vector<Loss> losses = {};  // of writing and of reading
};

// The files of an export that a format's reader is for; others come with them.
std::vector<std::vector<InputFile>> groups_of(const Exported& exported, const Format& format)
{
    const auto is_main = [&](const std::string& name) {
        return std::any_of(format.extensions.begin(), format.extensions.end(), [&](const std::string& extension) {
            return name.size() >= extension.size() &&
                   name.compare(name.size() - extension.size(), extension.size(), extension) == 0;
        });
    };
    std::set<std::string> companions;
    for (const ExportedFile& file : exported.files)
        if (is_main(file.name))
            for (const std::string& name : companions_of(format, file.name)) companions.insert(name);
    std::vector<std::vector<InputFile>> out;
    for (const ExportedFile& file : exported.files) {
        if (!is_main(file.name) || companions.count(file.name) > 0) continue;
        std::vector<InputFile>& group = out.emplace_back();
        group.push_back({file.name, file.bytes});
        const std::vector<std::string> wanted = companions_of(format, file.name);
        for (const ExportedFile& other : exported.files)
            if (other.name != file.name && std::find(wanted.begin(), wanted.end(), other.name) != wanted.end())
                group.push_back({other.name, other.bytes});
    }
    return out;
}

// The project as it comes back from a format, and what the format says that it lost.
std::optional<Back> through(const Project& project, const Format& format)
{
    Result<Exported> exported = export_project(project, format.id);
    if (!exported) FAIL_CHECK(format.id, ": ", exported.error().message);
    if (!exported) return std::nullopt;
    Back out{{}, std::move(exported->losses)};
    ProjectJoin all;
    std::string guidelines;  // which may stand in any of the files, and joining keeps those of the first
    for (const std::vector<InputFile>& group : groups_of(*exported, format)) {
        if (group.front().bytes.empty() && std::string_view(format.id) == "text") continue;  // an empty document
        ReadResult read = import_files(group, worlds::import_as(format.id, project.schema()));
        if (!read) FAIL_CHECK(format.id, ": ", read.error().front().error.message);
        if (!read) return std::nullopt;
        for (Loss& loss : read->losses) out.losses.push_back(std::move(loss));
        if (!read->project.info().guidelines.empty()) guidelines = read->project.info().guidelines;
        CHECK(all.add(std::move(read->project)));
    }
    if (all.empty()) return out;
    Result<Project> joined = all.take();
    if (!joined) FAIL_CHECK(format.id, ": ", joined.error().message);
    if (!joined) return std::nullopt;
    out.project = std::move(*joined);
    ProjectInfo info = out.project.info();
    info.guidelines = std::move(guidelines);
    ProjectWriter(out.project).set_info(std::move(info));
    return out;
}

std::string lines_of(const Facts& facts)
{
    std::string out;
    for (const auto& [kind, what] : facts) out += kind + ": " + what.substr(0, 200) + "\n";
    return out;
}

Facts in_both(const Facts& a, const Facts& b)
{
    return worlds::operator-(a, worlds::operator-(a, b));
}

// The text itself is what the next format reads of it; what it says stands in the other facts.
Facts without_texts(Facts facts)
{
    for (auto each = facts.begin(); each != facts.end();) each = each->first == "text" ? facts.erase(each) : ++each;
    return facts;
}

TEST_CASE("formats: what comes back is what was there, but for what the list of losses speaks of")
{
    for (const Project& project : worlds::any_projects()) {
        if (project.documents().empty()) continue;  // which most formats have no file for
        const Facts facts = facts_of(project);
        for (const Format* format : two_way_formats()) {
            CAPTURE(std::string(format->id));
            const std::optional<Back> back = through(project, *format);
            if (back) CHECK(worlds::lost_silently(facts, facts_of(back->project), back->losses) == "");
        }
    }
}

TEST_CASE("formats: from each to each other comes what both carry, and nothing gets lost silently on the way back")
{
    // Small, since there are hundreds of pairs, and with one of everything.
    const Project project = worlds::ferry_project();
    std::map<const Format*, Back> alone;
    for (const Format* format : two_way_formats())
        if (std::optional<Back> back = through(project, *format)) alone.emplace(format, std::move(*back));
    for (const auto& [first, one] : alone)
        for (const auto& [second, other] : alone) {
            const std::string pair = std::string(first->id) + " > " + second->id;
            CAPTURE(pair);
            const std::optional<Back> both = through(one.project, *second);
            if (!both) continue;
            const Facts from = without_texts(facts_of(one.project)), to = without_texts(facts_of(other.project)),
                        found = without_texts(facts_of(both->project));
            CHECK(worlds::lost_silently(from, found, both->losses) == "");
            CHECK(lines_of(worlds::operator-(in_both(from, to), found)) == "");
            CHECK(lines_of(worlds::operator-(worlds::operator-(found, from), to)) == "");
            const std::optional<Back> again = through(both->project, *first);
            if (again) CHECK(worlds::lost_silently(found, facts_of(again->project), again->losses) == "");
        }
}

// A document of a text that trips programs, with a span over each of these words, and spans across and inside of them.
Project tripping(const std::string& text, const std::vector<std::string>& words)
{
    Project project = worlds::empty_project();
    ProjectWriter writer(project);
    writer.put(worlds::entity("e-1", "PERSON", "One"));
    writer.put(worlds::document("d-1", text));
    writer.put(worlds::document("d-2", "A plain neighbour.\n"));
    const Document& document = project.documents().front();
    AnnotationSet& set = writer.put(worlds::set_info("t-1", "d-1", "mira"));
    std::vector<TextRange> all;
    for (size_t i = 0; i < words.size(); ++i) {
        Span span = worlds::span(document, "s-" + std::to_string(i), "PERSON", {words[i]});
        span.entity = EntityId("e-1");
        span.note = "of " + words[i];
        all.push_back(span.at.front());
        writer.put(set, span);
    }
    if (words.size() < 2) return project;
    std::sort(all.begin(), all.end(), [](TextRange a, TextRange b) { return a.begin < b.begin; });
    writer.put(set, worlds::span("s-outer", "CLAIM", {{all.front().begin, all.back().end}}));
    if (all.front().end < all.back().begin)
        writer.put(set, worlds::span("s-parts", "CLAIM", {all.front(), all.back()}));
    writer.put(set, worlds::span("s-same", "ORG", {all.back()}));
    writer.put(set, worlds::relation("r-1", "near", "s-0", "s-1"));
    writer.put(set, worlds::attribution("a-1", {"s-0"}, {"s-1"}, {"s-outer"}));
    return project;
}

TEST_CASE("formats: texts that trip others come back with every span at its words")
{
    struct Case {
        const char* what;
        std::string text;
        std::vector<std::string> words;
    };
    const std::vector<Case> cases = {
        {"empty", "", {}},
        {"nothing but blanks", " \n\t\n", {}},
        {"no spans", "Nobody is named.\n", {}},
        {"no line end", "Anna met Bo", {"Anna", "Bo"}},
        {"emoji",
         "👩‍👩‍👧 Anna 👍🏽 met 🇸🇪 Bo 🎉\n",
         {"Anna", "Bo", "👩‍👩‍👧", "🇸🇪"}},
        {"carriage returns", "Anna\r\nmet Bo.\r\n\r\nThen Cy\rleft.\r\n", {"Anna", "Bo", "Cy"}},
        {"decomposed letters", "Zoe\u0308 met A\u030Asa in Hanoi\u0323.\n", {"Zoe\u0308", "A\u030Asa"}},
        {"composed and decomposed", "Zo\u00EB, Zoe\u0308.\n", {"Zo\u00EB", "Zoe\u0308"}},
        {"byte order mark within", "Anna \uFEFFBo\uFEFF said.\n", {"Anna", "Bo"}},
        {"right to left", "אמר שר האוצר בירושלים, وقال محمد في القاهرة.\n", {"שר האוצר", "محمد"}},
        {"both directions", "Anna (آنا) said \u202Bשלום Bo\u202C.\n", {"آنا", "Bo", "שלום"}},
        {"blanks at both ends", "\n\n  Anna met  Bo. \t\n\n", {"Anna", "Bo"}},
        {"rare blanks", "Anna\u00A0met\u2009Bo\u3000and\u2028Cy\u0085.\n", {"Anna", "Bo", "Cy"}},
        {"no spaces", "渡し船は高橋さんが運航する。\n", {"渡し船", "高橋"}},
        {"marks of formats",
         "# [Anna]|t| <b>&amp;</b> \\t \"Bo\" ]]> {x} %41 -DOCSTART- Cy_1 *) (0\n",
         {"Anna", "&amp;", "Bo", "Cy_1", "-DOCSTART-"}},
        {"beyond the first plane", "𝔄nna 𐍈 met 𠮷野.\n", {"𝔄nna", "𠮷野"}},
    };
    for (const Case& each : cases) {
        CAPTURE(std::string(each.what));
        const Project project = tripping(each.text, each.words);
        const Facts facts = facts_of(project);
        for (const Format* format : two_way_formats()) {
            CAPTURE(std::string(format->id));
            const std::optional<Back> back = through(project, *format);
            if (back) CHECK(worlds::lost_silently(facts, facts_of(back->project), back->losses) == "");
        }
    }
}

TEST_CASE("formats: every beginning of every sample of other tools gives a project or a placed sentence")
{
    const std::vector<std::string> paths = test_files::shared_files("samples");
    std::vector<std::string> bytes;
    std::vector<InputFile> samples;
    for (const std::string& path : paths) bytes.push_back(test_files::shared(path).value_or(""));
    for (size_t i = 0; i < paths.size(); ++i) samples.push_back({paths[i], bytes[i]});
    size_t read = 0;
    for (const FileGroup& group : group_files(samples)) {
        if (group.format == nullptr) continue;
        std::vector<InputFile> together;
        for (const size_t index : group.files) together.push_back(samples[index]);
        CAPTURE(together.front().name);
        worlds::check_prefixes(together, group.format->id);
        ++read;
    }
    if (!paths.empty()) CHECK(read > paths.size() / 2);
}

TEST_CASE("formats: no reader is harmed by a sample that is another's")
{
    for (const std::string& path : test_files::shared_files("samples")) {
        const std::string bytes = test_files::shared(path).value_or("");
        CAPTURE(path);
        for (const Format& format : formats()) {
            if (!format.reads) continue;
            CAPTURE(std::string(format.id));
            const ReadResult read = worlds::import_text(path, bytes, worlds::import_as(format.id));
            if (!read) CHECK(!read.error().front().error.message.empty());
            if (read) CHECK(read_native(write_native(read->project)));
        }
    }
}

}  // namespace
}  // namespace glossator
