#include "core/io/gliner.h"

#include <algorithm>
#include <set>

#include "core/io/file_name.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/links.h"
#include "core/io/losses.h"
#include "core/io/project_builder.h"
#include "core/io/tokens.h"

namespace glossator {

namespace {

// A span over whole tokens of a record, both ends included.
struct Entry {
    const Span* span;
    size_t first, last;
};
struct Record {
    std::vector<TextRange> tokens;
    std::vector<Entry> entries;
};

bool is_by_sentence(const FormatOptions& options)
{
    return option_of(gliner_codec().format, options, "records") == "sentence";
}

std::vector<const Span*> spans_of(const AnnotationSet* set)
{
    std::vector<const Span*> out;
    if (set == nullptr) return out;
    set->spans.for_each([&](const Span& span) {
        if (span.at.size() == 1) out.push_back(&span);
    });
    return out;
}

// The records of a document: one, or one for each of its sentences.
std::vector<Record> records_of(const Document& document, const std::vector<const Span*>& spans, bool by_sentence)
{
    std::vector<Record> out;
    const std::vector<TokenSentence> sentences = tokenise(document, spans);
    if (!by_sentence) out.push_back({flat(sentences), {}});
    for (const TokenSentence& sentence : sentences)
        if (by_sentence) out.push_back({sentence.tokens, {}});
    auto record = out.begin();
    for (const Span* span : spans) {  // in order, and each inside of one record
        const TextRange at = span->at.front();
        while (record != out.end() && !record->tokens.empty() && record->tokens.back().end <= at.begin) ++record;
        if (record == out.end()) break;
        const TokenRange range = tokens_of(record->tokens, at);
        if (!range.empty()) record->entries.push_back({span, range.begin, range.end - 1});
    }
    return out;
}

void write_record(JsonWriter& out, const Document& document, const Record& record)
{
    out.begin_object().key("tokenized_text").begin_array();
    for (const TextRange& token : record.tokens) out.string(document.text->slice(token));
    out.end_array().key("ner").begin_array();
    for (const Entry& each : record.entries)
        out.begin_array()
            .number(uint64_t{each.first})
            .number(uint64_t{each.last})
            .string(each.span->label.text)
            .end_array();
    out.end_array().end_object();
}

// What of the document's spans and text doesn't come back.
void count_document_losses(const Document& document, const std::vector<const Span*>& spans,
                           const std::vector<Record>& records, Losses& losses)
{
    std::set<const Span*> written;
    std::string again;
    for (const Record& record : records) {
        Detokeniser words;
        for (const TextRange& token : record.tokens) words.add(document.text->slice(token));
        words.end_sentence("");
        if (const Result<TextPtr> text = words.take_text()) again += (*text)->bytes();
        for (const Entry& each : record.entries) {
            written.insert(each.span);
            const TextRange at = each.span->at.front();
            if (record.tokens[each.first].begin != at.begin || record.tokens[each.last].end != at.end)
                losses.add("blanks at the ends of spans", shown(document, *each.span));
        }
    }
    for (const Span* span : spans)
        if (written.count(span) == 0) losses.add("spans of nothing but blanks", shown(document, *span));
    if (again != document.text->bytes()) losses.add("blanks between tokens, and sentences", document.id.text);
}

Status read_record(ProjectBuilder& builder, JsonValue record, std::string name)
{
    const JsonValue words = record["tokenized_text"];
    if (!words.is_array()) return fail_at(record.offset(), "the record has no \"tokenized_text\"");
    Detokeniser text;
    std::vector<TextRange> tokens;
    for (const JsonValue word : words.children()) {
        if (!word.is_string() || word.string().empty())
            return fail_at(word.offset(), "a token is a string that isn't empty");
        tokens.push_back(text.add(word.string()));
    }
    text.end_sentence("");
    Result<TextPtr> made = text.take_text();
    if (!made) return fail_at(words.offset(), made.error().message);
    builder.add_document(std::move(name), std::move(*made));
    if (!tokens.empty()) builder.document().segments = text.segments("gliner");
    for (const JsonValue entry : record["ner"].children()) {
        std::vector<JsonValue> parts;
        for (const JsonValue part : entry.children()) parts.push_back(part);
        const auto first = parts.size() == 3 ? parts[0].unsigned32() : std::nullopt;
        const auto last = parts.size() == 3 ? parts[1].unsigned32() : std::nullopt;
        if (!first || !last || !parts[2].is_string() || parts[2].string().empty())
            return fail_at(entry.offset(), "a first token, a last token and a label are expected");
        if (*first > *last || *last >= tokens.size())
            return fail_at(entry.offset(), "the tokens " + std::to_string(*first) + " to " + std::to_string(*last) +
                                               " aren't there, of " + std::to_string(tokens.size()));
        Span span;
        span.label = builder.label(parts[2].string());
        span.at = {{tokens[*first].begin, tokens[*last].end}};
        builder.add(std::move(span));
    }
    return {};
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const Result<JsonDocument> json = JsonDocument::parse(file.bytes);
    if (!json) return refuse(file, json.error());
    if (!json->root().is_array()) return refuse(file, json->root().offset(), "an array of records is expected");
    ProjectBuilder builder(request);
    Losses losses;
    size_t count = 0;
    for (const JsonValue record : json->root().children()) {
        std::string name = std::string(file_stem(file.name)) + "-" + std::to_string(++count) + ".txt";
        if (Status sound = read_record(builder, record, std::move(name)); !sound) return refuse(file, sound.error());
        for (const JsonValue each : record.children())
            if (each.key() != "tokenized_text" && each.key() != "ner")
                losses.add("keys besides tokens and spans", std::string(each.key()));
    }
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project),
                       {"the texts were put together from tokens: blanks between them are as in English"},
                       losses.take()};
}

Result<Exported> write(const Project& project, const FormatOptions& options)
{
    Losses losses;
    Carries carries;
    carries.segments = true;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    std::string out;
    for (const Document& document : project.documents()) {
        const std::vector<const Span*> spans = spans_of(exported_set(project, document));
        const std::vector<Record> records = records_of(document, spans, is_by_sentence(options));
        count_document_losses(document, spans, records, losses);
        for (const Record& record : records) {
            JsonWriter json;
            write_record(json, document, record);
            out += (out.empty() ? "\n" : ",\n") + json.take();
        }
    }
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".gliner.json", taken), "[" + out + "\n]\n"}}, losses.take()};
}

// The tokens as they follow each other in the text, from the file alone.
Result<std::vector<TextRange>> places_of(JsonValue words, const Document& document, uint32_t& at)
{
    std::vector<TextRange> out;
    for (const JsonValue word : words.children()) {
        const std::string_view token = word.string();
        const size_t begin = document.text->bytes().find(token, at);
        const bool is_next = begin != std::string_view::npos &&
                             without_blanks(*document.text, {at, static_cast<uint32_t>(begin)}).empty();
        if (!is_next || token.empty())
            return fail(ErrorCode::Invalid,
                        "the token “" + std::string(token) + "” isn't the next one of " + document.id.text);
        at = static_cast<uint32_t>(begin + token.size());
        out.push_back({static_cast<uint32_t>(begin), at});
    }
    return out;
}

Status check_record(JsonValue record, const Document& document, const Record& expected, uint32_t& at)
{
    const Result<std::vector<TextRange>> places = places_of(record["tokenized_text"], document, at);
    if (!places) return fail(places.error());
    auto next = expected.entries.begin();
    for (const JsonValue entry : record["ner"].children()) {
        std::vector<JsonValue> parts;
        for (const JsonValue part : entry.children()) parts.push_back(part);
        const size_t first = parts.at(0).unsigned32().value_or(0), last = parts.at(1).unsigned32().value_or(0);
        const bool is_it = next != expected.entries.end() && last < places->size() && first <= last &&
                           (*places)[first].begin >= next->span->begin() && (*places)[last].end <= next->span->end() &&
                           without_blanks(*document.text, next->span->at.front()) ==
                               TextRange{(*places)[first].begin, (*places)[last].end} &&
                           next->span->label.text == parts.at(2).string();
        if (!is_it) return fail(ErrorCode::Invalid, "a span of " + document.id.text + " isn't what was to be written");
        ++next;
    }
    if (next == expected.entries.end()) return {};
    return fail(ErrorCode::Invalid, "the span " + next->span->id.text + " (" + shown(document, *next->span) +
                                        ") is missing in what was written");
}

Status check(const Project& project, const Exported& exported, const FormatOptions& options)
{
    const Result<JsonDocument> json = JsonDocument::parse(exported.files.front().bytes);
    if (!json) return fail(json.error());
    const JsonChildren written = json->root().children();
    auto record = written.begin();
    for (const Document& document : project.documents()) {
        uint32_t at = 0;
        for (const Record& expected :
             records_of(document, spans_of(exported_set(project, document)), is_by_sentence(options))) {
            if (record == written.end()) return fail(ErrorCode::Invalid, "a record is missing in what was written");
            if (Status sound = check_record(*record, document, expected, at); !sound) return sound;
            ++record;
        }
        if (!without_blanks(*document.text, {at, document.text->size()}).empty())
            return fail(ErrorCode::Invalid,
                        "the last words of " + document.id.text + " are missing in what was written");
    }
    return {};
}

bool fits(std::string_view name, std::string_view bytes)
{
    constexpr std::string_view kExtension = ".json", kKey = "\"tokenized_text\"";
    if (name.size() < kExtension.size() || name.substr(name.size() - kExtension.size()) != kExtension) return false;
    const size_t first = bytes.find_first_not_of(" \t\r\n");
    const size_t key = bytes.find(kKey);
    return first != std::string_view::npos && bytes[first] == '[' && key != std::string_view::npos &&
           bytes.find('{') < key;
}

}  // namespace

Codec gliner_codec()
{
    return {{"gliner",
             "GLiNER training data",
             {".gliner.json"},
             true,
             true,
             {{"records", "what a record is when written", {"document", "sentence"}}}},
            fits,
            nullptr,
            read,
            write,
            check};
}

}  // namespace glossator
