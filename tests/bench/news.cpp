#include "tests/bench/news.h"

#include <deque>
#include <iterator>
#include <random>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/model/project_writer.h"
#include "tests/bench/news_sentences.h"

namespace glossator {

namespace {

constexpr const char* kPerson = "PERSON";
constexpr const char* kOrganisation = "ORG";
constexpr const char* kPlace = "GPE";
constexpr const char* kClaim = "CLAIM";
constexpr const char* kSource = "SOURCE";
constexpr const char* kCue = "CUE";

Schema news_schema()
{
    Schema schema;
    schema.labels = {{LabelId(kPerson), "entity", "Person", "#18549c", "p", {}, {}},
                     {LabelId(kOrganisation), "entity", "Organisation", "#b49018", "o", {}, {}},
                     {LabelId(kPlace), "entity", "Country or city", "#18a884", "g", {}, {}},
                     {LabelId(kClaim), "claim", "Claim", "#7860b4", "c", {}, {}},
                     {LabelId(kSource), "attribution", "Source", "#188478", "s", {}, {}},
                     {LabelId(kCue), "attribution", "Cue", "#903c48", "q", {}, {}}};
    schema.claim_relations = {"same"};
    return schema;
}

class NewsWriter {
public:
    // Spans and attributions are numbered after `prefix`, "" or one that no other document of the project has.
    NewsWriter(size_t bytes, size_t spans, std::string prefix = {}, uint32_t seed = 7)
        : bytes_(bytes), wanted_(spans), prefix_(std::move(prefix)), random_(seed)
    {
        text_.reserve(bytes + 1000);
    }

    void write(Scripts scripts)
    {
        for (size_t paragraph = 0; text_.size() < bytes_; ++paragraph) {
            const NewsLanguage& language =
                kNewsLanguages[scripts == Scripts::Mixed ? paragraph % kNewsLanguages.size() : 0];
            const size_t sentences = 2 + random_() % 4;
            for (size_t i = 0; i < sentences; ++i) {
                if (i > 0) text_ += language.gap;
                sentence(language);
            }
            text_ += "\n\n";
        }
    }

    std::string text_;
    std::deque<Span> spans_;
    std::vector<Attribution> attributions_;

private:
    void sentence(const NewsLanguage& language)
    {
        // Marked as long as there are fewer spans than this much of the text should have.
        marks_ = static_cast<double>(spans_.size()) <
                 static_cast<double>(wanted_) * static_cast<double>(text_.size() + 100) / static_cast<double>(bytes_);
        const size_t first = spans_.size();
        const bool states = random_() % 3 != 0;
        fill(language, states ? language.statement : language.report[random_() % language.report.size()]);
        if (states && spans_.size() == first + 3 && ++statements_ % 3 == 0) attribute(first);
    }

    void fill(const NewsLanguage& language, std::string_view pattern)
    {
        const auto one_of = [this](const auto& words) { return words[random_() % words.size()]; };
        for (size_t i = 0; i < pattern.size(); ++i) {
            if (pattern[i] != '{') {
                text_ += pattern[i];
                continue;
            }
            switch (pattern[i + 1]) {
            case 'p': mark(one_of(language.people), kPerson); break;
            case 'o': mark(one_of(language.organisations), kOrganisation); break;
            case 'l': mark(one_of(language.places), kPlace); break;
            case 's': mark(one_of(language.sources), kSource); break;
            case 'q': mark(one_of(language.cues), kCue); break;
            default: mark(one_of(language.claims), kClaim);
            }
            i += 2;
        }
    }

    void mark(std::string_view words, const char* label)
    {
        const auto begin = static_cast<uint32_t>(text_.size());
        text_ += words;
        if (!marks_ || spans_.size() == wanted_) return;
        Span& span = spans_.emplace_back();
        span.id = SpanId("s-" + prefix_ + std::to_string(spans_.size()));
        span.label = LabelId(label);
        span.at = {{begin, static_cast<uint32_t>(text_.size())}};
    }

    void attribute(size_t first)
    {
        Attribution attribution;
        attribution.id = AttributionId("a-" + prefix_ + std::to_string(attributions_.size() + 1));
        for (size_t i = first; i < first + 3; ++i) {
            const Span& span = spans_[i];
            (span.label.text == kSource ? attribution.sources
             : span.label.text == kCue  ? attribution.cues
                                        : attribution.contents)
                .push_back(span.id);
        }
        attributions_.push_back(std::move(attribution));
    }

    size_t bytes_;
    size_t wanted_;
    size_t statements_ = 0;
    bool marks_ = false;
    std::string prefix_;
    std::mt19937 random_;
};

void begin_project(ProjectWriter& writer)
{
    ProjectInfo info;
    info.id = ProjectId("p-bench");
    info.title = "Bench";
    writer.set_info(info);
    writer.set_schema(news_schema());
    writer.put(Annotator{AnnotatorId("me"), "Me", "human", {}});
}

void add_document(ProjectWriter& writer, Document document, const std::string& number, std::deque<Span> spans,
                  std::vector<Attribution> attributions)
{
    SetInfo set_info;
    set_info.id = SetId("t-" + number);
    set_info.document = document.id = DocumentId("d-" + number);
    set_info.by = AnnotatorId("me");
    writer.put(std::move(document));
    AnnotationSet& set = writer.put(set_info);
    (void)writer.assign(set, std::move(spans));
    for (Attribution& attribution : attributions) writer.put(set, std::move(attribution));
}

Project project_of(std::string text, std::deque<Span> spans, std::vector<Attribution> attributions)
{
    Project project;
    ProjectWriter writer(project);
    begin_project(writer);
    Document document;
    document.name = "bench.txt";
    document.text = *Text::make(std::move(text));
    add_document(writer, std::move(document), "1", std::move(spans), std::move(attributions));
    return project;
}

// The records of a newsroom, which are made when a span first points to them.
class Records {
public:
    Records(ProjectWriter& writer, size_t entities) : writer_(writer), entities_(entities), claims_(entities / 2) {}

    // Of the words of `span`, one of the records that there may be; others of the same words often get the same one.
    void point(Span& span, std::string_view words, size_t document)
    {
        const bool named = span.label.text == kPerson || span.label.text == kOrganisation || span.label.text == kPlace;
        const size_t which = std::hash<std::string_view>{}(words) + document % 97;
        if (named) {
            const std::string number = std::to_string(which % entities_);
            span.entity = EntityId("e-" + number);
            if (!made_.insert(span.entity.text).second) return;
            Entity entity;
            entity.id = span.entity;
            entity.type = span.label.text;
            entity.name = std::string(words) + " " + number;
            writer_.put(std::move(entity));
        } else if (span.label.text == kClaim) {
            span.claim = ClaimLink{ClaimId("c-" + std::to_string(which % claims_)), "same"};
            if (!made_.insert(span.claim->id.text).second) return;
            Claim claim;
            claim.id = span.claim->id;
            claim.text = words;
            writer_.put(std::move(claim));
        }
    }

private:
    ProjectWriter& writer_;
    size_t entities_, claims_;
    std::unordered_set<std::string> made_;
};

// A day of 2026, months of 28 days.
std::string date_of(size_t day)
{
    const auto two = [](size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return "2026-" + two(day / 28 % 12 + 1) + "-" + two(day % 28 + 1);
}

std::string repeated(std::string_view words, size_t bytes)
{
    std::string out;
    while (out.size() < bytes) out += words;
    return out;
}

}  // namespace

Project news_project(size_t bytes, size_t spans, Scripts scripts)
{
    NewsWriter news(bytes, spans);
    news.write(scripts);
    return project_of(std::move(news.text_), std::move(news.spans_), std::move(news.attributions_));
}

Project newsroom_project(size_t documents, size_t bytes, size_t spans, size_t entities)
{
    Project project;
    ProjectWriter writer(project);
    begin_project(writer);
    Records records(writer, entities);
    for (size_t i = 0; i < documents; ++i) {
        const std::string number = std::to_string(i + 1);
        NewsWriter news(bytes, spans, number + "-", static_cast<uint32_t>(i));
        news.write(Scripts::Latin);
        for (Span& span : news.spans_) {
            const TextRange at = span.at.front();
            records.point(span, std::string_view(news.text_).substr(at.begin, at.size()), i);
        }
        Document document;
        document.name = "article-" + number + ".txt";
        document.title = "Article " + number;
        document.publisher = "Gazette " + std::to_string(i % 20);
        document.date = date_of(i * 336 / documents);
        document.text = *Text::make(std::move(news.text_));
        add_document(writer, std::move(document), number, std::move(news.spans_), std::move(news.attributions_));
    }
    return project;
}

BadInput bad_input(size_t index)
{
    const std::string sentence = "The mayor said on Monday that the ferry line will open before winter. ";
    switch (index) {
    case 0: return {"long-line", "a line of 10 MB without a break", repeated(sentence, 10'000'000)};
    case 1: return {"long-word", "a word of 10 MB", repeated("ferry", 10'000'000)};
    case 2:
        return {"marks", "10,000 combining marks on one letter",
                sentence + "e" + repeated("\xCC\x81", 20'000) + " " + sentence};
    case 3:  // embeddings, overrides and isolates that nothing ends, in Latin and Hebrew
        return {"bidi", "unpaired bidi controls",
                repeated("\xE2\x80\xAB"
                         "The mayor \xE2\x80\xAE"
                         "said \xE2\x81\xA7\xD7\xA8\xD7\x90\xD7\xA9 "
                         "\xE2\x81\xA8\xD7\x94\xD7\xA2\xD7\x99\xD7\xA8 \xE2\x80\xAD"
                         "so. ",
                         1'000'000)};
    case 4: return {"nested", "50 levels of nesting", repeated(sentence, 7'000), 50};
    default: return {"stacked", "5,000 spans over one word", repeated(sentence, 7'000), 0, 5'000};
    }
}

Project bad_project(const BadInput& input)
{
    std::deque<Span> spans;
    const auto add = [&spans](uint32_t begin, uint32_t end) {
        constexpr const char* kLabels[] = {kPerson, kOrganisation, kPlace, kClaim, kSource, kCue};
        Span& span = spans.emplace_back();
        span.id = SpanId("s-" + std::to_string(spans.size()));
        span.label = LabelId(kLabels[spans.size() % std::size(kLabels)]);
        span.at = {{begin, end}};
    };
    const auto middle = static_cast<uint32_t>(input.text.find("ferry", input.text.size() / 2));
    for (uint32_t i = 0; i < input.nested; ++i)  // from the widest to the narrowest
        add(middle - 10 * (static_cast<uint32_t>(input.nested) - i),
            middle + 5 + 10 * (static_cast<uint32_t>(input.nested) - i));
    for (size_t i = 0; i < input.stacked; ++i) add(middle, middle + 5);
    return project_of(input.text, std::move(spans), {});
}

}  // namespace glossator
