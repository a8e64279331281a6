#include "core/io/iob.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/utf8.h"
#include "core/io/file_name.h"
#include "core/io/iob_lines.h"
#include "core/io/iob_spans.h"
#include "core/io/losses.h"
#include "core/io/project_builder.h"
#include "core/io/tokens.h"

namespace glossator {

namespace iob {

namespace {

bool has_entities(const Project& project)
{
    for (const LabelDef& label : project.schema().labels) {
        if (label.layer != "entity") continue;
        for (const auto& set : project.sets())
            if (set->spans.count(label.id) > 0) return true;
    }
    return false;
}

// Which spans of a project are written: those of one layer, or all.
struct Choice {
    Choice(const Project& project, std::string layer) : schema(project.schema()), wanted(std::move(layer))
    {
        if (wanted.empty()) wanted = has_entities(project) ? "entity" : "*";
    }
    bool has(const Span& span) const
    {
        const LabelDef* label = schema.find(span.label);
        return wanted == "*" || (label != nullptr && label->layer == wanted);
    }
    const Schema& schema;
    std::string wanted;
};

std::vector<const Span*> spans_of(const AnnotationSet* set, const Choice& choice)
{
    std::vector<const Span*> out;
    if (set == nullptr) return out;
    set->spans.for_each([&](const Span& span) {
        if (choice.has(span) && span.at.size() == 1) out.push_back(&span);
    });
    return out;
}

std::string write_document(Scheme scheme, const Project& project, const glossator::Document& document,
                           const Choice& choice, Losses& losses)
{
    const std::vector<const Span*> spans = spans_of(exported_set(project, document), choice);
    const std::vector<TokenSentence> sentences = tokenise(document, spans);
    const std::vector<FlatSpan> marked = flat_spans(document, spans, flat(sentences), &losses);
    count_text_losses(document, sentences, losses);
    std::string out = scheme == Scheme::Conll2003 ? "-DOCSTART- -X- -X- O\n\n" : "";
    size_t number = 0;
    auto next = marked.begin();
    for (const TokenSentence& sentence : sentences) {
        for (const TextRange& token : sentence.tokens) {
            while (next != marked.end() && next->tokens.end <= number) ++next;
            std::string tag = "O";
            if (next != marked.end() && next->tokens.begin <= number)
                tag = tag_of(scheme, label_in_tag(next->span->label.text), number - next->tokens.begin,
                             next->tokens.end - next->tokens.begin);
            out += word_in_column(document.text->slice(token));
            out += scheme == Scheme::Conll2003 ? " -X- O " : "\t";
            out += tag + "\n";
            ++number;
        }
        out += '\n';
    }
    return out;
}

void count_left_out(const Project& project, const Choice& choice, Losses& losses)
{
    Carries carries;
    carries.segments = true;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    std::set<std::string> tags;
    for (const LabelDef& label : project.schema().labels)
        if (!tags.insert(label_in_tag(label.id.text)).second || label_in_tag(label.id.text) != label.id.text)
            losses.add("labels with blanks in their names", label.id.text);
    for (const glossator::Document& document : project.documents())
        if (const AnnotationSet* set = exported_set(project, document))
            set->spans.for_each([&](const Span& span) {
                if (!choice.has(span)) losses.add("spans of other layers", shown(document, span));
            });
}

Result<Exported> write_as(Scheme scheme, const char* extension, const Project& project, const FormatOptions& options)
{
    Exported out;
    Losses losses;
    const auto layer = options.find("layer");
    const Choice choice(project, layer == options.end() ? "" : layer->second);
    count_left_out(project, choice, losses);
    std::set<std::string> taken;
    std::string all;
    for (const glossator::Document& document : project.documents()) {
        const std::string bytes = write_document(scheme, project, document, choice, losses);
        const std::string& name = document.name.empty() ? document.id.text : document.name;
        if (scheme == Scheme::Conll2003)
            all += bytes;
        else
            out.files.push_back({free_name(name, extension, taken), bytes});
    }
    if (scheme == Scheme::Conll2003) out.files.push_back({free_name(project.info().id.text, extension, taken), all});
    out.losses = losses.take();
    return out;
}

Status check_document(const glossator::Document& document, const AnnotationSet* set, const Document& rows,
                      const Choice& choice)
{
    const Result<std::vector<TextRange>> places = places_of(rows, *document.text);
    if (!places) return fail(places.error());
    const std::vector<FlatSpan> expected = flat_spans(document, spans_of(set, choice), *places, nullptr);
    size_t first = 0;  // token of the sentence
    auto next = expected.begin();
    for (const Sentence& sentence : rows) {
        for (const Marked& marked : marked_in(sentence)) {
            const bool is_it = next != expected.end() && next->tokens.begin == first + marked.begin &&
                               next->tokens.end == first + marked.end &&
                               label_in_tag(next->span->label.text) == marked.label;
            if (!is_it)
                return fail(ErrorCode::Invalid, "what is marked as " + marked.label + " at “" +
                                                    std::string(sentence[marked.begin].word) + "” in " +
                                                    document.id.text + " isn't what was to be written");
            ++next;
        }
        first += sentence.size();
    }
    if (next == expected.end()) return {};
    return fail(ErrorCode::Invalid, "the span " + next->span->id.text + " (" + shown(document, *next->span) +
                                        ") is missing in what was written");
}

Status check_as(Scheme scheme, const Project& project, const Exported& exported, const FormatOptions& options)
{
    const auto layer = options.find("layer");
    const Choice choice(project, layer == options.end() ? "" : layer->second);
    std::vector<Result<std::vector<Document>>> files;
    for (const ExportedFile& file : exported.files) files.push_back(read_rows(file.bytes, 0));
    for (const auto& file : files)
        if (!file) return fail(file.error());
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const glossator::Document& document = project.documents()[i];
        const bool in_one = scheme == Scheme::Conll2003;
        if (in_one && files[0]->size() != project.documents().size())
            return fail(ErrorCode::Invalid, "what was written has another number of documents");
        const Document& rows = in_one ? (*files[0])[i] : files[i]->front();
        if (Status sound = check_document(document, exported_set(project, document), rows, choice); !sound)
            return sound;
    }
    return {};
}

Status read_document(ProjectBuilder& builder, const Document& rows, std::string name, const char* format)
{
    Detokeniser words;
    struct Found {
        std::string label;
        TextRange at;
    };
    std::vector<Found> found;
    for (const Sentence& sentence : rows) {
        std::vector<TextRange> places;
        for (const Row& row : sentence) places.push_back(words.add(row.word));
        for (Marked& marked : marked_in(sentence))
            found.push_back({std::move(marked.label), {places[marked.begin].begin, places[marked.end - 1].end}});
        words.end_sentence();
    }
    Result<TextPtr> text = words.take_text();
    if (!text) return fail(text.error());
    builder.add_document(std::move(name), std::move(*text));
    if (!rows.empty()) builder.document().segments = words.segments(format);
    for (const Found& each : found) {
        Span span;
        span.label = builder.label(each.label);
        span.at = {each.at};
        builder.add(std::move(span));
    }
    return {};
}

ReadResult read_as(const char* format, const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const auto wanted = request.options.find("column");
    size_t column = 0;
    if (wanted != request.options.end() && !wanted->second.empty()) {
        const std::string& digits = wanted->second;
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), column);
        if (fault != std::errc() || end != digits.data() + digits.size() || column < 2)
            return refuse(
                file, Error{ErrorCode::Unsupported, "the option column is a number from 2 on", Error::kNoOffset, {}});
    }
    const Result<std::vector<Document>> documents = read_rows(file.bytes, column);
    if (!documents) return refuse(file, documents.error());
    ProjectBuilder builder(request);
    const std::string stem(file_stem(file.name));
    for (size_t i = 0; i < documents->size(); ++i) {
        std::string name = stem + (documents->size() > 1 ? "-" + std::to_string(i + 1) : "") + ".txt";
        const Status read = read_document(builder, (*documents)[i], std::move(name), format);
        if (!read) return refuse(file, read.error());
    }
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project),
                       {"the text was put together from tokens: blanks between them are as in English"}};
}

bool ends_with(std::string_view name, std::string_view end)
{
    return name.size() > end.size() && name.substr(name.size() - end.size()) == end;
}

bool fits_as(Scheme scheme, std::string_view name, std::string_view bytes)
{
    for (const char* extension : {".conll", ".conll03", ".conll2003", ".iob", ".iob2", ".bio", ".bilou", ".ner"})
        if (ends_with(name, extension)) return looks_like(scheme, bytes);
    return false;
}

// What the three have in common, for a codec's functions, which know nothing but their arguments.
template <Scheme kScheme>
struct Kind {
    static constexpr const char* kId = kScheme == Scheme::Conll2003 ? "conll2003"
                                       : kScheme == Scheme::Iob2    ? "iob2"
                                                                    : "bilou";
    static constexpr const char* kExtension = kScheme == Scheme::Conll2003 ? ".conll"
                                              : kScheme == Scheme::Iob2    ? ".iob2"
                                                                           : ".bilou";
    static bool fits(std::string_view name, std::string_view bytes) { return fits_as(kScheme, name, bytes); }
    static ReadResult read(const ReadRequest& request) { return read_as(kId, request); }
    static Result<Exported> write(const Project& project, const FormatOptions& options)
    {
        return write_as(kScheme, kExtension, project, options);
    }
    static Status check(const Project& project, const Exported& exported, const FormatOptions& options)
    {
        return check_as(kScheme, project, exported, options);
    }
    static Codec codec(const char* title)
    {
        return {
            {kId,
             title,
             {kExtension},
             true,
             true,
             {{"layer", "the layer whose spans are written; * for all, entities by default", {}},
              {"column", "the column of the tags in files that are read, counted from 1; the last by default", {}}}},
            fits,
            nullptr,
            read,
            write,
            check};
    }
};

}  // namespace

}  // namespace iob

Codec conll2003_codec()
{
    return iob::Kind<iob::Scheme::Conll2003>::codec("CoNLL-2003, tokens with tags in IOB2");
}

Codec iob2_codec()
{
    return iob::Kind<iob::Scheme::Iob2>::codec("IOB2, a token and its tag a line");
}

Codec bilou_codec()
{
    return iob::Kind<iob::Scheme::Bilou>::codec("BILOU, a token and its tag a line");
}

}  // namespace glossator
