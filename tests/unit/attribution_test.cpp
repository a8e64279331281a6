#include <doctest/doctest.h>

#include <cstdio>

#include "core/io/native.h"
#include "core/learn/attribution_guess.h"
#include "core/model/project_writer.h"
#include "glossator_assets.h"
#include "test_files.h"
#include "worlds.h"

using namespace glossator;

namespace {

const AttributionRules& rules()
{
    static const AttributionRules read = *AttributionRules::read(kAttributionRules);
    return read;
}

// A document of one text under the news schema.
struct Article {
    explicit Article(const std::string& words, const char* language = "en")
    {
        ProjectWriter writer(project);
        writer.set_schema(*read_schema(kSchemaPacks[0].json));
        writer.put(Annotator{AnnotatorId("me"), "Me", "human", {}});
        Document document;
        document.id = DocumentId("d-1");
        document.language = language;
        document.text = worlds::text_of(words);
        writer.put(std::move(document), 0);
        SetInfo info;
        info.id = SetId("t-1");
        info.document = DocumentId("d-1");
        info.by = AnnotatorId("me");
        writer.put(std::move(info));
    }
    const Document& document() const { return project.documents().front(); }
    const AnnotationSet& set() const { return *project.find(SetId("t-1")); }
    std::string_view text() const { return document().text->bytes(); }
    TextRange find(const std::string& words) const
    {
        const size_t at = text().find(words);
        REQUIRE(at != text().npos);
        return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
    }
    AttributionDraft guess(const std::vector<std::string>& content) const
    {
        std::vector<TextRange> at;
        for (const std::string& words : content) at.push_back(find(words));
        return guess_attribution(rules(), project, document(), &set(), at);
    }
    std::string words(const std::vector<DraftSpan>& spans) const
    {
        std::string all;
        for (const DraftSpan& span : spans)
            for (const TextRange range : span.at)
                all += (all.empty() ? "" : "/") + std::string(document().text->slice(range));
        return all;
    }
    Project project;
};

struct Said {
    std::string sentence;
    std::vector<std::string> content;
    const char* source;
    const char* cue;
    const char* form = "indirect";
};

void check(const std::vector<Said>& cases, const char* language)
{
    for (const Said& said : cases) {
        CAPTURE(said.sentence);
        const Article article(said.sentence, language);
        const AttributionDraft draft = article.guess(said.content);
        CHECK(article.words(draft.sources) == said.source);
        CHECK(article.words(draft.cues) == said.cue);
        const AttributeValue* form = draft.attributes.find(AttributeId("form"));
        REQUIRE(form);
        CHECK(std::get<std::string>(*form) == said.form);
    }
}

}  // namespace

TEST_CASE("attribution guess: verbs, formulas and quotations in English")
{
    const std::string recalling = "Recalling the old ferry, the passengers praised the crew.";
    check({{"The mayor said the ferry was late.", {"the ferry was late"}, "The mayor", "said"},
           {"The mayor also said on Monday that the ferry was late.", {"the ferry was late"}, "The mayor", "said"},
           {"The ferry was late, the mayor said.", {"The ferry was late"}, "the mayor", "said"},
           {"“The ferry is late,” said Ilse Okonjo.", {"The ferry is late"}, "Ilse Okonjo", "said", "direct"},
           {"“It is late. I am sorry.” The mayor said no more.",
            {"It is late. I am sorry."},
            "The mayor",
            "said",
            "direct"},
           {"The mayor called the bill “far too high”.", {"far too high"}, "The mayor", "called", "direct"},
           {"The mayor said the bill was “too high”.", {"the bill was “too high”"}, "The mayor", "said", "mixed"},
           {"The sailors’ union said the ferry was late.", {"the ferry was late"}, "The sailors’ union", "said"},
           {"According to a budget paper, the ferry is late.", {"the ferry is late"}, "a budget paper", "According to"},
           {"The ferry is late, according to a budget paper.", {"The ferry is late"}, "a budget paper", "according to"},
           {"Two officials who asked not to be named told reporters that the ferry was late.",
            {"the ferry was late"},
            "Two officials who asked not to be named",
            "told"},
           {"The board, in a letter, denied that the ferry was late.", {"the ferry was late"}, "The board", "denied"},
           {"Ilse Okonjo, the mayor, denied the ferry was late.",
            {"the ferry was late"},
            "Ilse Okonjo, the mayor",
            "denied"},
           {"The statement did not mention the ferry.", {"the ferry"}, "The statement", "did not mention"},
           {"The ferry is late, the mayor was quoted as saying by an agency on Monday.",
            {"The ferry is late"},
            "the mayor",
            "quoted as saying"},
           {recalling, {"the crew"}, "the passengers", "praised"},
           {recalling, {"the old ferry"}, "the passengers", "Recalling"},
           {"The ferry allegedly sank.", {"The ferry", "sank"}, "", "allegedly"},
           {"The delay was also criticised by the unions.", {"The delay"}, "the unions", "criticised"},
           {"The delay was also criticised.", {"The delay"}, "", "criticised"},
           {"The ferry is late.", {"The ferry is late"}, "", ""}},
          "en");
}

TEST_CASE("attribution guess: German")
{
    check({{"Die Fähre kommt später, sagte die Bürgermeisterin.",
            {"Die Fähre kommt später"},
            "die Bürgermeisterin",
            "sagte"},
           {"Die Bürgermeisterin sagte, dass die Fähre später kommt.",
            {"die Fähre später kommt"},
            "Die Bürgermeisterin",
            "sagte"},
           {"Laut Behörde kommt die Fähre später.", {"kommt die Fähre später"}, "Behörde", "Laut"},
           {"„Die Fähre kommt später“, erklärte Ilse Okonjo.",
            {"Die Fähre kommt später"},
            "Ilse Okonjo",
            "erklärte",
            "direct"},
           {"Der Behörde zufolge kommt die Fähre später.", {"kommt die Fähre später"}, "Der Behörde", "zufolge"}},
          "de-DE");
}

TEST_CASE("attribution guess: a language without word lists gives the content alone")
{
    const Article article("Le maire a dit que le ferry est en retard.", "fr");
    const AttributionDraft draft = article.guess({"le ferry est en retard"});
    CHECK(draft.sources.empty());
    CHECK(draft.cues.empty());
    CHECK(article.words(draft.contents) == "le ferry est en retard");
}

TEST_CASE("attribution guess: any content of any text gives ranges that lie in the text and on letters")
{
    worlds::Chance chance(7);
    const char* pieces[] = {"The mayor ", "said ", "that ", ", ",   "“",   "”",          "according to ",
                            "Ilse ",      "who ",  "and ",  "was ", "by ", "on Monday ", "recalling ",
                            ". ",         "’s ",   "ü",     "\n",   ": ",  "not ",       "ferry "};
    for (int round = 0; round < 400; ++round) {
        std::string words = "x";
        for (uint32_t i = chance.below(30); i-- > 0;) words += pieces[chance.below(std::size(pieces))];
        const Article article(words, chance.one_in(3) ? "" : "en");
        const Text& text = *article.document().text;
        const uint32_t a = chance.below(text.code_points()), b = a + 1 + chance.below(text.code_points() - a);
        const TextRange content{text.code_point_to_byte(a), text.code_point_to_byte(b)};
        CAPTURE(words);
        const AttributionDraft draft =
            guess_attribution(rules(), article.project, article.document(), &article.set(), {content});
        REQUIRE(draft.contents.size() == 1);
        for (const auto* role : {&draft.sources, &draft.cues})
            for (const DraftSpan& span : *role)
                for (const TextRange range : span.at) {
                    CHECK(range.begin < range.end);
                    CHECK(range.end <= text.size());
                    CHECK(text.is_boundary(range.begin));
                    CHECK(text.is_boundary(range.end));
                    CHECK_FALSE(range.overlaps(content));
                }
    }
}

TEST_CASE("attribution guess: taken, it is one step that makes what is lacking and reuses what is there")
{
    Article article("The mayor said the ferry was late.");
    History history(std::move(article.project));
    IdMaker ids(history.project());
    const auto context = [&] { return Context{history.project(), ids, SetId("t-1"), {}}; };
    const auto run = [&](Result<Composed> composed) {
        REQUIRE(composed);
        REQUIRE(history.run(composed->step));
        return composed->ids;
    };
    const std::vector<TextRange> content{{15, 33}};
    const auto guess = [&] {
        return guess_attribution(rules(), history.project(), history.project().documents().front(),
                                 history.project().find(SetId("t-1")), content);
    };
    const SpanId claim(run(create_span(context(), LabelId("CLAIM"), content)).front());
    const std::vector<std::string> first = run(create_attribution(context(), guess()));
    CHECK(first.size() == 3);  // the attribution, its source and its cue
    const AnnotationSet* set = history.project().find(SetId("t-1"));
    const Attribution& made = set->attributions.at(AttributionId(first[0]));
    CHECK(made.contents == std::vector<SpanId>{claim});
    CHECK(set->spans.size() == 3);
    CHECK(run(create_attribution(context(), guess())).size() == 1);  // all spans are there
    REQUIRE(history.undo());
    REQUIRE(history.undo());
    CHECK(history.project().find(SetId("t-1"))->spans.size() == 1);
}

TEST_CASE("attribution rules: a line that is no list is told")
{
    CHECK(AttributionRules::read("[en]\nverb assertion : say\n"));
    const auto wrong = AttributionRules::read("[en]\nsay\n");
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().message == "line 2 is no list of words");
    CHECK_FALSE(AttributionRules::read("verb : say\n"));
    CHECK_FALSE(AttributionRules::read("[en]\nnothing : say\n"));
}

namespace {

using Places = std::vector<std::vector<TextRange>>;

// What it takes to make attributions as a file has them.
struct Costs {
    size_t attributions = 0, both_right = 0, attributes = 0, actions = 0;
    size_t cue_wanted = 0, cue_exact = 0, cue_near = 0;
    size_t source_wanted = 0, source_exact = 0, source_near = 0;
};

Places places_of(const AnnotationSet& set, const std::vector<SpanId>& ids)
{
    Places at;
    for (const SpanId& id : ids) at.push_back(set.spans.find(id)->at);
    return at;
}

Places places_of(const std::vector<DraftSpan>& spans)
{
    Places at;
    for (const DraftSpan& span : spans) at.push_back(span.at);
    return at;
}

bool near(const Places& a, const Places& b)
{
    return !a.empty() && !b.empty() && a[0][0].begin < b[0].back().end && b[0][0].begin < a[0].back().end;
}

// Of a role that is proposed wrongly: a key or a click to go there, then a drag for each fragment, or Delete.
size_t repair(const Places& wanted, const Places& proposed)
{
    size_t fragments = 0;
    for (const auto& each : wanted) fragments += each.size();
    return wanted == proposed ? 0 : 1 + std::max<size_t>(fragments, 1);
}

void compare(const Project& project, const AnnotationSet& gold, const AnnotationSet& done, const Attribution& wanted,
             Costs& costs)
{
    const Span& content = *gold.spans.find(wanted.contents.front());
    const AttributionDraft draft =
        guess_attribution(rules(), project, *project.find(gold.info.document), &done, content.at);
    const Places source = places_of(gold, wanted.sources), cue = places_of(gold, wanted.cues);
    const Places said = places_of(gold, wanted.contents);
    const Places sources = places_of(draft.sources), cues = places_of(draft.cues);
    costs.source_wanted += !source.empty();
    costs.cue_wanted += !cue.empty();
    costs.source_exact += !source.empty() && source == sources;
    costs.cue_exact += !cue.empty() && cue == cues;
    costs.source_near += near(source, sources);
    costs.cue_near += near(cue, cues);
    costs.both_right += source == sources && cue == cues;
    // Each fragment of the content, the key, Enter.
    costs.actions += content.at.size() + 2 + repair(source, sources) + repair(cue, cues);
    for (size_t i = draft.contents.size(); i < said.size(); ++i) costs.actions += said[i].size();
    costs.actions += draft.parent == wanted.parent ? 0 : 2;
    for (const auto& [id, value] : wanted.attributes) {
        const AttributeValue* guessed = draft.attributes.find(id);
        const bool differs = !guessed || *guessed != value;
        costs.attributes += differs;
        costs.actions += differs;  // at least
    }
}

void add_costs(const Project& project, const AnnotationSet& gold, AnnotationSet& done, const Attribution& wanted,
               Costs& costs)
{
    ++costs.attributions;
    for (const SpanId& id : wanted.contents)  // a quotation in the content was marked before
        if (id != wanted.contents.front()) done.spans.put(*gold.spans.find(id));
    if (wanted.contents.empty())  // a credit: the command, a drag for each of its roles, Enter
        costs.actions += 2 + 2 * (wanted.sources.size() + wanted.cues.size());
    else
        compare(project, gold, done, wanted, costs);
    for (const auto* role : {&wanted.sources, &wanted.cues, &wanted.contents})
        for (const SpanId& id : *role) done.spans.put(*gold.spans.find(id));
    done.attributions[wanted.id] = wanted;
}

// Makes the attributions of the English articles of `project` one after the other.
Costs rebuild(const char* what, const Project& project, bool mentions_marked)
{
    Costs costs;
    for (const auto& set : project.sets()) {
        const std::string& language = project.find(set->info.document)->language;
        if (!language.empty() && language.substr(0, 2) != "en") continue;
        AnnotationSet done;
        done.info = set->info;
        set->spans.for_each([&](const Span& span) {
            if (mentions_marked && project.schema().find(span.label)->layer == "entity") done.spans.put(span);
        });
        for (const auto& [id, attribution] : set->attributions) add_costs(project, *set, done, attribution, costs);
    }
    std::printf(
        "%s: %zu attributions; cue %zu of %zu exact, %zu overlapping; source %zu of %zu exact, %zu overlapping; "
        "both right %zu; %zu attributes to put right; %.2f actions an attribution\n",
        what, costs.attributions, costs.cue_exact, costs.cue_wanted, costs.cue_near, costs.source_exact,
        costs.source_wanted, costs.source_near, costs.both_right, costs.attributes,
        static_cast<double>(costs.actions) / static_cast<double>(costs.attributions));
    return costs;
}

}  // namespace

TEST_CASE("attribution guess: the gold articles take six actions an attribution at most")
{
    const std::optional<std::string> file = test_files::shared("corpus/gold.glossator.json");
    if (!file) return;
    const auto project = read_native(*file);
    REQUIRE(project);
    for (const bool marked : {true, false}) {
        const Costs costs = rebuild(marked ? "gold, mentions marked" : "gold, nothing marked", *project, marked);
        CHECK(costs.actions <= 6 * costs.attributions);
        CHECK(10 * costs.cue_exact >= 9 * costs.cue_wanted);
        CHECK(10 * costs.source_exact >= 9 * costs.source_wanted);
    }
}

TEST_CASE("attribution guess: so do the sample's English articles")
{
    const auto file = test_files::read(std::string(GLOSSATOR_ASSETS) + "/sample/harbour.glossator.json");
    const auto project = read_native(*file);
    REQUIRE(project);
    const Costs costs = rebuild("sample, mentions marked", *project, true);
    CHECK(costs.actions <= 6 * costs.attributions);
    CHECK(4 * costs.cue_exact >= 3 * costs.cue_wanted);
    CHECK(3 * costs.source_exact >= 2 * costs.source_wanted);
}
