#include "core/io/hugging_face.h"

#include <algorithm>

#include "core/io/span_lines.h"
#include "core/io/splits.h"
#include "core/io/tokens.h"
#include "core/model/plain_list.h"

namespace glossator {

namespace {

std::vector<FormatOption> with_splits(std::vector<FormatOption> options)
{
    for (FormatOption& each : split_options()) options.push_back(std::move(each));
    return options;
}

const Format& tokens_format()
{
    static const Format kFormat = {
        "hf-tokens",
        "Hugging Face data set of tokens with tags",
        {".jsonl"},
        false,
        true,
        with_splits({{"layer", "the layer whose spans are written; * for all, entities by default", {}},
                     {"records", "what a row is", {"document", "sentence"}}})};
    return kFormat;
}

const Format& spans_format()
{
    static const Format kFormat = {"hf-spans",     "Hugging Face data set of texts with spans", {".jsonl"}, true, true,
                                   with_splits({})};
    return kFormat;
}

// The documents of each split.
using Parts = std::array<std::vector<const Document*>, kSplits.size()>;

Result<Parts> parts_of(const Project& project, const Format& format, const FormatOptions& options)
{
    const Result<std::vector<size_t>> splits = splits_of(project, format, options);
    if (!splits) return fail(splits.error());
    Parts out;
    for (size_t i = 0; i < splits->size(); ++i) out[(*splits)[i]].push_back(&project.documents()[i]);
    return out;
}

std::string file_of(size_t split)
{
    return std::string("data/") + kSplits[split] + ".jsonl";
}

// The files of the splits that have rows, then what tells of them: features in YAML and as JSON.
template <class Rows>
Result<std::vector<ExportedFile>> files_of(const Project& project, const Format& format, const FormatOptions& options,
                                           const std::string& yaml, const std::string& json, const Rows& rows)
{
    const Result<Parts> parts = parts_of(project, format, options);
    if (!parts) return fail(parts.error());
    std::vector<ExportedFile> out;
    std::string readme = "---\nconfigs:\n- config_name: default\n  data_files:\n";
    for (size_t i = 0; i < kSplits.size(); ++i) {
        std::string lines;
        for (const Document* document : (*parts)[i]) lines += rows(*document);
        if (lines.empty() && i > 0) continue;
        out.push_back({file_of(i), std::move(lines)});
        readme += std::string("  - split: ") + kSplits[i] + "\n    path: " + file_of(i) + "\n";
    }
    out.push_back({"README.md", readme + "dataset_info:\n  features:\n" + yaml + "---\n"});
    out.push_back({"dataset_info.json", json + "\n"});
    return out;
}

const ExportedFile* file_named(const Exported& exported, const std::string& name)
{
    for (const ExportedFile& file : exported.files)
        if (file.name == name) return &file;
    return nullptr;
}

// Tokens with tags.

std::vector<std::string> tag_names(const Project& project, const std::string& layer)
{
    std::vector<std::string> out = {"O"};
    const std::string wanted = layer.empty() ? "entity" : layer;
    for (const LabelDef& label : project.schema().labels)
        if (wanted == "*" || label.layer == wanted)
            for (const char* prefix : {"B-", "I-"}) out.push_back(prefix + label.id.text);
    return out;
}

struct TaggedRow {
    std::string id;
    std::vector<TextRange> tokens;
    std::vector<size_t> tags;
};

// The rows of a document; what has no place in them goes to `losses`, if there is such a list.
std::vector<TaggedRow> rows_of(const Project& project, const Document& document, const FormatOptions& options,
                               Losses* losses)
{
    const std::string layer = option_of(tokens_format(), options, "layer");
    const std::vector<std::string> names = tag_names(project, layer);
    const std::vector<Mark> marks = marks_of(project, document, losses);
    std::vector<const Span*> spans;
    for (const Mark& mark : marks) spans.push_back(mark.span);
    const std::vector<TokenSentence> sentences = tokenise(document, spans);
    const std::vector<TextRange> tokens = flat(sentences);
    std::vector<size_t> tags(tokens.size());
    std::set<const Span*> written;
    for (const Mark* mark : flat_marks(project, marks, layer)) {
        const TokenRange range = tokens_of(tokens, mark->at.front());
        if (range.empty()) continue;
        const auto name = std::find(names.begin(), names.end(), "B-" + mark->span->label.text);
        const auto begin = static_cast<size_t>(name - names.begin());
        for (size_t i = range.begin; i < range.end; ++i) tags[i] = i == range.begin ? begin : begin + 1;
        written.insert(mark->span);
    }
    if (losses != nullptr)
        for (const Mark& mark : marks)
            if (mark.at.size() == 1 && written.count(mark.span) == 0)
                losses->add("spans of other layers, and inside of or across longer ones", shown(document, *mark.span));
    const bool by_sentence = option_of(tokens_format(), options, "records") == "sentence";
    std::vector<TaggedRow> out;
    if (!by_sentence) return {{document.id.text, tokens, tags}};
    auto tag = tags.begin();
    for (const TokenSentence& sentence : sentences) {
        const auto end = tag + static_cast<std::ptrdiff_t>(sentence.tokens.size());
        out.push_back({document.id.text + "-" + std::to_string(out.size() + 1), sentence.tokens, {tag, end}});
        tag = end;
    }
    return out;
}

Result<Exported> write_tokens(const Project& project, const FormatOptions& options)
{
    Losses losses;
    count_uncarried(project, {}, losses);
    count_other_sets(project, losses);
    const std::vector<std::string> names = tag_names(project, option_of(tokens_format(), options, "layer"));
    std::string yaml =
        "  - name: id\n    dtype: string\n  - name: tokens\n    sequence: string\n"
        "  - name: ner_tags\n    sequence:\n      class_label:\n        names:\n";
    JsonWriter info;
    info.begin_object().key("features").begin_object();
    info.key("id").raw(R"({"dtype":"string","_type":"Value"})");
    info.key("tokens").raw(R"({"feature":{"dtype":"string","_type":"Value"},"_type":"Sequence"})");
    info.key("ner_tags").begin_object().key("feature").begin_object().key("names").begin_array();
    for (size_t i = 0; i < names.size(); ++i) {
        yaml += "          '" + std::to_string(i) + "': " + JsonWriter().string(names[i]).take() + "\n";
        info.string(names[i]);
    }
    info.end_array().string("_type", "ClassLabel").end_object().string("_type", "Sequence").end_object();
    info.end_object().end_object();
    Result<std::vector<ExportedFile>> files =
        files_of(project, tokens_format(), options, yaml, info.take(), [&](const Document& document) {
            std::string lines;
            losses.add("texts: only their tokens", document.id.text);
            for (const TaggedRow& row : rows_of(project, document, options, &losses)) {
                JsonWriter out;
                out.begin_object().string("id", row.id).key("tokens").begin_array();
                for (const TextRange& token : row.tokens) out.string(document.text->slice(token));
                out.end_array().key("ner_tags").begin_array();
                for (const size_t tag : row.tags) out.number(uint64_t{tag});
                lines += out.end_array().end_object().take() + "\n";
            }
            return lines;
        });
    if (!files) return fail(files.error());
    return Exported{std::move(*files), losses.take()};
}

// The tags of a row by their names in dataset_info.json, against the spans that were to be written.
Status check_row(const Document& document, const TaggedRow& expected, const std::vector<std::string>& expected_names,
                 JsonValue row, JsonValue names)
{
    std::vector<std::string> words, tags, known, right_words, right_tags;
    for (const JsonValue name : names.children()) known.emplace_back(name.string());
    for (const JsonValue word : row["tokens"].children()) words.emplace_back(word.string());
    for (const JsonValue tag : row["ner_tags"].children()) {
        const size_t number = tag.unsigned32().value_or(UINT32_MAX);
        tags.push_back(number < known.size() ? known[number] : std::string());
    }
    for (const TextRange& token : expected.tokens) right_words.emplace_back(document.text->slice(token));
    for (const size_t tag : expected.tags) right_tags.push_back(expected_names[tag]);
    if (words == right_words && tags == right_tags) return {};
    return fail(ErrorCode::Invalid, "the row " + expected.id + " isn't what was to be written");
}

Status check_tokens(const Project& project, const Exported& exported, const FormatOptions& options)
{
    const Result<Parts> parts = parts_of(project, tokens_format(), options);
    const ExportedFile* info = file_named(exported, "dataset_info.json");
    if (!parts || info == nullptr) return fail(ErrorCode::Invalid, "the features are missing in what was written");
    const Result<JsonDocument> features = JsonDocument::parse(info->bytes);
    if (!features) return fail(features.error());
    const std::vector<std::string> names = tag_names(project, option_of(tokens_format(), options, "layer"));
    for (size_t i = 0; i < kSplits.size(); ++i) {
        std::vector<std::pair<const Document*, TaggedRow>> expected;
        for (const Document* document : (*parts)[i])
            for (TaggedRow& row : rows_of(project, *document, options, nullptr))
                expected.emplace_back(document, std::move(row));
        auto next = expected.begin();
        const ExportedFile* file = file_named(exported, file_of(i));
        const Status sound =
            for_each_json_line(file != nullptr ? file->bytes : std::string(), [&](JsonValue row) -> Status {
                if (next == expected.end()) return fail(ErrorCode::Invalid, "a row too many was written");
                const auto& [document, right] = *next++;
                return check_row(*document, right, names, row,
                                 features->root().at_pointer("/features/ner_tags/feature/names"));
            });
        if (!sound) return sound;
        if (next != expected.end())
            return fail(ErrorCode::Invalid, "the row " + next->second.id + " is missing in what was written");
    }
    return {};
}

// Texts with spans.

constexpr const char* kSpanFeatures = R"(  - name: id
    dtype: string
  - name: text
    dtype: string
  - name: spans
    list:
    - name: start
      dtype: int64
    - name: end
      dtype: int64
    - name: label
      dtype: string
    - name: text
      dtype: string
    - name: id
      dtype: string
  - name: relations
    list:
    - name: head
      dtype: string
    - name: tail
      dtype: string
    - name: label
      dtype: string
    - name: id
      dtype: string
  - name: attributions
    list:
    - name: id
      dtype: string
    - name: sources
      sequence: string
    - name: cues
      sequence: string
    - name: contents
      sequence: string
    - name: addressees
      sequence: string
    - name: parent
      dtype: string
  - name: glossator
    dtype: string
)";

// The same as `datasets` writes it.
std::string span_features()
{
    JsonWriter out;
    const auto values = [&](const char* type, std::initializer_list<const char*> names) {
        for (const char* name : names)
            out.key(name).begin_object().string("dtype", type).string("_type", "Value").end_object();
    };
    out.begin_object().key("features").begin_object();
    values("string", {"id", "text"});
    out.key("spans").begin_array().begin_object();
    values("int64", {"start", "end"});
    values("string", {"label", "text", "id"});
    out.end_object().end_array().key("relations").begin_array().begin_object();
    values("string", {"head", "tail", "label", "id"});
    out.end_object().end_array().key("attributions").begin_array().begin_object();
    values("string", {"id"});
    for (const char* name : {"sources", "cues", "contents", "addressees"})
        out.key(name).raw(R"({"feature":{"dtype":"string","_type":"Value"},"_type":"Sequence"})");
    values("string", {"parent"});
    out.end_object().end_array();
    values("string", {"glossator"});
    return out.end_object().end_object().take();
}

void write_links(JsonWriter& out, const AnnotationSet* set)
{
    out.key("relations").begin_array();
    if (set != nullptr)
        for (const auto& [id, relation] : set->relations)
            out.begin_object()
                .string("head", relation.from.text)
                .string("tail", relation.to.text)
                .string("label", relation.type.text)
                .string("id", id.text)
                .end_object();
    out.end_array().key("attributions").begin_array();
    if (set != nullptr)
        for (const auto& [id, attribution] : set->attributions) {
            out.begin_object().string("id", id.text);
            for (const auto& [key, spans] : {std::pair("sources", &attribution.sources),
                                             {"cues", &attribution.cues},
                                             {"contents", &attribution.contents},
                                             {"addressees", &attribution.addressees}}) {
                out.key(key).begin_array();
                for (const SpanId& span : *spans) out.string(span.text);
                out.end_array();
            }
            out.string("parent", attribution.parent.text).end_object();
        }
    out.end_array();
}

std::string row_of(const Project& project, const Document& document)
{
    const Offsets offsets(*document.text, OffsetUnit::CodePoint);
    JsonWriter out;
    out.begin_object().string("id", document.id.text).string("text", document.text->bytes());
    out.key("spans").begin_array();
    for (const Mark& mark : marks_of(project, document, nullptr))
        for (const TextRange& at : mark.at) {
            out.begin_object();
            write_place(out, offsets, at);
            out.string("label", mark.span->label.text).string("text", document.text->slice(at));
            out.string("id", mark.span->id.text).end_object();
        }
    out.end_array();
    write_links(out, exported_set(project, document));
    return out.string("glossator", beside_of(project, document)).end_object().take() + "\n";
}

Result<Exported> write_spans(const Project& project, const FormatOptions& options)
{
    Losses losses;
    count_span_line_losses(project, losses);
    Result<std::vector<ExportedFile>> files =
        files_of(project, spans_format(), options, kSpanFeatures, span_features(),
                 [&](const Document& document) { return row_of(project, document); });
    if (!files) return fail(files.error());
    return Exported{std::move(*files), losses.take()};
}

Status check_spans(const Project& project, const Exported& exported, const FormatOptions& options)
{
    const Result<Parts> parts = parts_of(project, spans_format(), options);
    if (!parts) return fail(parts.error());
    const auto check = [&](const Document& document, JsonValue row, const Offsets& offsets) -> Status {
        std::vector<FoundMark> found;
        for (const JsonValue span : row["spans"].children()) {
            const auto at = offsets.range(span["start"].unsigned32().value_or(0), span["end"].unsigned32().value_or(0));
            if (!at) return fail(at.error());
            if (document.text->slice(*at) != span["text"].string())
                return fail(ErrorCode::Invalid,
                            "a span of " + document.id.text + " has other words in what was written");
            found.push_back({std::string(span["id"].string()), std::string(span["label"].string()), *at});
        }
        return compare_marks(document, marks_of(project, document, nullptr), found);
    };
    for (size_t i = 0; i < kSplits.size(); ++i) {
        const ExportedFile* file = file_named(exported, file_of(i));
        if (Status sound = check_lines((*parts)[i], file != nullptr ? file->bytes : std::string(), check); !sound)
            return sound;
    }
    return {};
}

// What is in a row's columns holds; the text beside says more of it.
Status read_row(SpanLineReader& lines, JsonValue row)
{
    if (!row.is_object()) return fail_at(row.offset(), "a line is a JSON object");
    if (!row["text"].is_string()) return fail_at(row.offset(), "the row has no \"text\"");
    if (Status sound = lines.begin(row["text"], row["glossator"]); !sound) return sound;
    for (const JsonValue entry : row["spans"].children()) {
        const Result<TextRange> at = lines.range(entry, entry["start"], entry["end"]);
        if (!at) return fail(at.error());
        if (!entry["label"].is_string()) return fail_at(entry.offset(), "the span has no \"label\"");
        if (entry["text"].is_string() && !same_but_blanks(entry["text"].string(), lines.builder().text().slice(*at)))
            return fail_at(entry.offset(), "the span's text isn't what stands at its place");
        SpanLineReader::Found found;
        if (lines.is_own()) found.id = entry["id"].string();
        found.span.label = lines.builder().label(entry["label"].string());
        found.span.at = {*at};
        lines.add(std::move(found));
        for (const JsonValue each : entry.children())
            if (each.key() != "start" && each.key() != "end" && each.key() != "label" && each.key() != "text" &&
                !(each.key() == "id" && lines.is_own()))
                lines.losses().add("further keys of spans", std::string(each.key()));
    }
    std::set<std::string> left_out, there;
    for (const char* key : {"relations", "attributions"})
        for (const JsonValue each : row[key].children()) there.insert(std::string(each["id"].string()));
    for (const RoleLink& link : lines.known_links())
        if (there.count(link.id) == 0) left_out.insert(link.id);
    lines.leave_out_links(std::move(left_out));
    const bool is_own = lines.is_own();
    lines.finish();
    for (const JsonValue each : row.children()) {
        const bool is_known =
            each.key() == "text" || each.key() == "spans" || each.key() == "glossator" ||
            (is_own && (each.key() == "id" || each.key() == "relations" || each.key() == "attributions"));
        if (!is_known) set_member(lines.builder().document().meta, each.key(), each.text());
    }
    return {};
}

ReadResult read_spans(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    SpanLineReader lines(request);
    const Status sound = for_each_json_line(file.bytes, [&](JsonValue row) { return read_row(lines, row); });
    if (!sound) return refuse(file, sound.error());
    return lines.take(file);
}

bool fits_spans(std::string_view name, std::string_view bytes)
{
    if (!has_extension(name, ".jsonl")) return false;
    const Result<JsonDocument> first = first_json_line(bytes);
    if (!first || !first->root()["text"].is_string()) return false;
    const JsonValue root = first->root();
    for (const char* key : {"_input_hash", "_task_hash", "_view_id"})
        if (root[key]) return false;  // Prodigy's
    for (const JsonValue span : root["spans"].children())
        return root["spans"].is_array() && span["start"].is_number() && span["end"].is_number() &&
               span["label"].is_string() && !span["token_start"];
    return root["spans"].is_array() && root["glossator"].is_string();
}

// The folder's descriptions come along with the data.
std::vector<std::string> companions_of_spans(std::string_view name)
{
    constexpr std::string_view kFolder = "data/";
    const size_t slash = name.rfind(kFolder);
    if (slash == std::string_view::npos || (slash > 0 && name[slash - 1] != '/')) return {};
    const std::string above(name.substr(0, slash));
    return {above + "README.md", above + "dataset_info.json"};
}

}  // namespace

Codec hf_tokens_codec()
{
    return {tokens_format(), nullptr, nullptr, nullptr, write_tokens, check_tokens};
}

Codec hf_spans_codec()
{
    return {spans_format(), fits_spans, companions_of_spans, read_spans, write_spans, check_spans};
}

}  // namespace glossator
