#include <algorithm>
#include <functional>
#include <utility>

#include "core/io/native.h"
#include "core/io/native_reader.h"
#include "core/model/rules.h"

namespace glossator {

namespace {

constexpr uint32_t kFormatVersion = 1;

}  // namespace

bool FileReader::accept(JsonValue record, const Status& status)
{
    if (!status) problems_.add(record, status.error());
    return status.has_value();
}

void FileReader::repeated(JsonValue record, std::string_view kind)
{
    const JsonValue id = record["id"];
    problems_.add(id.offset(), "there is another " + std::string(kind) + " with the id " + quoted(id.string()));
}

JsonValue FileReader::list(JsonValue json, std::string_view key)
{
    const JsonValue value = json[key];
    if (!value)
        problems_.add(json.offset(), "there is no \"" + std::string(key) + "\" here");
    else if (!value.is_array())
        problems_.add(value.offset(), quoted(key) + " has to be an array");
    return value.is_array() ? value : JsonValue();
}

void FileReader::read_header(const FileRecords& file)
{
    if (const JsonValue json = file.header["project"]) {
        ProjectInfo info = parse_project_info(problems_, json);
        info.file_extra = file.extra;
        writer_.set_info(std::move(info));
    }
    if (const JsonValue json = file.header["schema"]) {
        const size_t before = problems_.count();
        Schema schema = parse_schema(problems_, json);
        if (problems_.count() == before) accept(json, check(schema));
        writer_.set_schema(std::move(schema));
    }
    for (const JsonValue json : file.header["annotators"].children()) {
        Annotator annotator = parse_annotator(problems_, json);
        if (project_.find(annotator.id) != nullptr)
            repeated(json, "annotator");
        else
            writer_.put(std::move(annotator));
    }
}

void FileReader::read_documents(const std::vector<JsonValue>& records)
{
    for (const JsonValue json : records) {
        if (problems_.full()) return;
        read_document(json);
    }
}

void FileReader::read_document(JsonValue json, std::optional<std::string> text)
{
    const size_t before = problems_.count();
    std::optional<ParsedDocument> parsed =
        parse_document(problems_, json, options_.reanchor ? TextCheck::Changed : TextCheck::Exact, std::move(text));
    if (!parsed) return;
    if (project_.find(parsed->document.id) != nullptr) return repeated(json, "document");
    if (problems_.count() == before) accept(json, check(project_, parsed->document));
    if (parsed->differs) changed_.push_back({parsed->document.id, parsed->differs_at, parsed->how});
    writer_.put(std::move(parsed->document));
}

void FileReader::read_entities(const std::vector<JsonValue>& records)
{
    for (const JsonValue json : records) {
        if (problems_.full()) return;
        const size_t before = problems_.count();
        Entity entity = parse_entity(problems_, json);
        if (problems_.count() == before) accept(json, check(project_, entity));
        if (entity.id.empty()) continue;
        if (project_.find(entity.id) != nullptr)
            repeated(json, "entity");
        else
            writer_.put(std::move(entity));
    }
}

void FileReader::read_claims(const std::vector<JsonValue>& records)
{
    std::vector<std::pair<JsonValue, ClaimId>> to_check;  // links lead forward too: put all, then check
    for (const JsonValue json : records) {
        if (problems_.full()) return;
        Claim claim = parse_claim(problems_, json);
        if (claim.id.empty()) continue;
        if (project_.find(claim.id) != nullptr) {
            repeated(json, "claim");
            continue;
        }
        to_check.emplace_back(json, claim.id);
        writer_.put(std::move(claim));
    }
    for (const auto& [json, id] : to_check) accept(json, check(project_, *project_.find(id)));
}

namespace {

// Visits every fragment of every span on a document: its range and its quote, as far as they are there.
void for_each_quote(const std::vector<JsonValue>& sets, const DocumentId& document,
                    const std::function<void(JsonValue range, std::string_view quote)>& visit)
{
    for (const JsonValue set : sets) {
        if (set["document"].string() != document.text) continue;
        for (const JsonValue span : set["spans"].children()) {
            const JsonChildren ranges = span["at"].children();
            auto range = ranges.begin();
            for (const JsonValue quote : span["quote"].children()) {
                if (range == ranges.end()) break;
                visit(*range, quote.string());
                ++range;
            }
        }
    }
}

}  // namespace

const QuoteIndex& FileReader::quotes_of(const Document& document, const std::vector<JsonValue>& sets)
{
    const auto found = quotes_.find(document.id);
    if (found != quotes_.end()) return found->second;
    std::vector<std::string_view> displaced;
    for_each_quote(sets, document.id, [&](JsonValue range, std::string_view quote) {
        if (!place_of_quote(range, quote, *document.text)) displaced.push_back(quote);
    });
    return quotes_.emplace(document.id, QuoteIndex(document.text->bytes(), displaced)).first->second;
}

void FileReader::compare_texts(const std::vector<JsonValue>& sets)
{
    for (const Changed& changed : changed_) {
        if (options_.reanchor) continue;
        const Document& document = *project_.find(changed.document);
        const QuoteIndex& quotes = quotes_of(document, sets);
        bool possible = true;
        for_each_quote(sets, document.id, [&](JsonValue range, std::string_view quote) {
            possible = possible && (place_of_quote(range, quote, *document.text) || quotes.only_place(quote));
        });
        problems_.add(
            changed.offset,
            changed.how + (possible ? "; every quote still has its one place, so the spans can be re-anchored" : ""));
    }
}

AnnotationSet* FileReader::begin_set(JsonValue json)
{
    const size_t before = problems_.count();
    SetInfo info = parse_set_info(problems_, json);
    if (problems_.count() == before) accept(json, check(project_, info));
    if (!project_.find(info.document)) return nullptr;
    if (!writer_.find(info.id)) return &writer_.put(std::move(info));
    repeated(json, "set");
    return nullptr;
}

void FileReader::read_set(JsonValue json, const std::vector<JsonValue>& all_sets)
{
    AnnotationSet* set = begin_set(json);
    const JsonValue spans = list(json, "spans");
    const JsonValue relations = list(json, "relations");
    const JsonValue attributions = list(json, "attributions");
    if (!set) return;
    const Document& document = *project_.find(set->info.document);
    read_spans(spans, document, *set, options_.reanchor ? &quotes_of(document, all_sets) : nullptr);
    read_relations(relations, *set);
    read_attributions(attributions, *set);
}

namespace {

// Stands for a span that was refused, so that what refers to it isn't refused too.
Span stand_in(const Span& refused)
{
    Span out;
    out.id = refused.id;
    out.label = refused.label;
    out.at = {{0, 1}};
    return out;
}

}  // namespace

void FileReader::read_spans(JsonValue json, const Document& document, AnnotationSet& set, const QuoteIndex* quotes)
{
    std::deque<Span> spans;
    span_ids_.expect(json.size());
    for (const JsonValue item : json.children()) {
        if (problems_.full()) return;
        const size_t before = problems_.count();
        Span span = parse_span(problems_, item, document.text.get(), quotes);
        if (problems_.count() == before) accept(item, check(project_, document, span));
        if (span.id.empty()) continue;
        if (!span_ids_.add(item["id"].string())) {
            repeated(item, "span");
            continue;
        }
        if (problems_.count() != before) span = stand_in(span);
        spans.push_back(std::move(span));
    }
    (void)writer_.assign(set, std::move(spans));  // without those that came twice
}

bool FileReader::take_spans(AnnotationSet& set, std::deque<Span> spans)
{
    if (!writer_.assign(set, std::move(spans))) return false;
    if (project_.sets().size() == 1) return true;
    bool once = true;
    const auto add = [&](const Span& span) { once = span_ids_.add(span.id.text) && once; };
    for (const auto& each : project_.sets()) {
        if (each.get() != &set && project_.sets().size() > 2) continue;
        span_ids_.expect(each->spans.size());  // of the first set too, which nobody asked for while it was alone
        each->spans.for_each(add);
    }
    return once;
}

void FileReader::read_relations(JsonValue json, AnnotationSet& set)
{
    relation_ids_.expect(json.size());
    for (const JsonValue item : json.children()) {
        if (problems_.full()) return;
        const size_t before = problems_.count();
        Relation relation = parse_relation(problems_, item);
        if (problems_.count() != before || !accept(item, check(project_, set, relation))) continue;
        const bool twice = set.relations.count(relation.id) != 0;
        if (twice || !relation_ids_.add(writer_.put(set, std::move(relation)).id.text)) repeated(item, "relation");
    }
}

void FileReader::read_attributions(JsonValue json, AnnotationSet& set)
{
    std::vector<std::pair<JsonValue, const Attribution*>> to_check;  // a parent may come later: put all, then check
    attribution_ids_.expect(json.size());
    for (const JsonValue item : json.children()) {
        if (problems_.full()) return;
        const size_t before = problems_.count();
        Attribution attribution = parse_attribution(problems_, item);
        if (problems_.count() != before) continue;
        const bool twice = set.attributions.count(attribution.id) != 0;
        const Attribution* put = twice ? nullptr : &writer_.put(set, std::move(attribution));
        if (twice || !attribution_ids_.add(put->id.text))
            repeated(item, "attribution");
        else
            to_check.emplace_back(item, put);
    }
    SoundAttributions known;
    for (const auto& [item, attribution] : to_check) {
        if (problems_.full()) return;
        accept(item, check(project_, set, *attribution, &known));
    }
}

bool FileReader::take_attributions(AnnotationSet& set, std::deque<Attribution> attributions)
{
    std::vector<const Attribution*> to_check;
    attribution_ids_.expect(attributions.size());
    for (Attribution& attribution : attributions) {
        const Attribution& put = writer_.put(set, std::move(attribution));
        if (!attribution_ids_.add(put.id.text)) return false;
        to_check.push_back(&put);
    }
    SoundAttributions known;
    return std::all_of(to_check.begin(), to_check.end(),
                       [&](const Attribution* each) { return check(project_, set, *each, &known).has_value(); });
}

tl::expected<Project, Problems> FileReader::read(const FileRecords& file)
{
    read_header(file);
    read_documents(file.documents);
    read_entities(file.entities);
    read_claims(file.claims);
    compare_texts(file.sets);
    for (const JsonValue set : file.sets) {
        if (problems_.full()) break;
        read_set(set, file.sets);
    }
    if (problems_.count() > 0) return tl::unexpected<Problems>(problems_.take());
    return std::move(project_);
}

bool is_readable(ProblemList& problems, JsonValue root)
{
    if (!root.is_object() || root["format"].string() != "glossator") {
        const JsonValue format = root["format"];
        problems.add(format ? format.offset() : root.offset(),
                     "this isn't a Glossator project: it doesn't begin with \"format\": \"glossator\"");
        return false;
    }
    const JsonValue version = root["version"];
    const std::optional<uint32_t> number = version.unsigned32();
    if (!number || *number == 0) {
        problems.add(version ? version.offset() : root.offset(), "\"version\" has to be a whole number, 1 or more");
    } else if (*number > kFormatVersion) {
        problems.add(version.offset(),
                     "the file has version " + std::to_string(*number) +
                         " of the format, and this program reads version 1: a newer Glossator is needed",
                     ErrorCode::Unsupported);
    } else if (const JsonValue unit = root["offset_unit"]; unit.string() != "codepoint") {
        problems.add(unit ? unit.offset() : root.offset(), "\"offset_unit\" has to be \"codepoint\"");
    }
    return problems.count() == 0;
}

void take_header(Fields& fields, FileRecords& file)
{
    file.header = fields.object();
    (void)fields.required("format");
    (void)fields.required("version");
    (void)fields.required("offset_unit");
    (void)fields.optional_string("generator");
    (void)fields.required("project");
    (void)fields.required("schema");
    (void)fields.required_array("annotators");
}

std::vector<JsonValue> items(JsonValue array)
{
    std::vector<JsonValue> out;
    out.reserve(array.size());
    for (const JsonValue item : array.children()) out.push_back(item);
    return out;
}

namespace {

tl::expected<Project, Problems> read_whole(const JsonDocument& json, FileReader& reader)
{
    if (!is_readable(reader.problems(), json.root())) return tl::unexpected<Problems>(reader.problems().take());
    Fields fields(reader.problems(), json.root(), "file");
    FileRecords file;
    take_header(fields, file);
    file.documents = items(fields.required_array("documents"));
    file.entities = items(fields.required_array("entities"));
    file.claims = items(fields.required_array("claims"));
    file.sets = items(fields.required_array("sets"));
    file.extra = fields.finish();
    return reader.read(file);
}

// One line after the header: {"document": {…}} and so on.
void take_line(ProblemList& problems, JsonValue line, FileRecords& file)
{
    const JsonValue record = line.is_object() && line.size() == 1 ? *line.children().begin() : JsonValue();
    if (record.key() == "document")
        file.documents.push_back(record);
    else if (record.key() == "entity")
        file.entities.push_back(record);
    else if (record.key() == "claim")
        file.claims.push_back(record);
    else if (record.key() == "set")
        file.sets.push_back(record);
    else
        problems.add(
            line.offset(),
            "expected one of {\"document\": …}, {\"entity\": …}, {\"claim\": …} and {\"set\": …} on this line");
}

tl::expected<Project, Problems> read_lines(std::string_view bytes, FileReader& reader)
{
    std::vector<JsonDocument> lines;
    for (size_t begin = 0; begin < bytes.size();) {
        const size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const std::string_view line = bytes.substr(begin, end - begin);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
            Result<JsonDocument> json = JsonDocument::parse(line, begin);
            if (!json) return tl::unexpected<Problems>({json.error()});
            lines.push_back(std::move(*json));
        }
        begin = end + 1;
    }
    if (!is_readable(reader.problems(), lines.front().root()))
        return tl::unexpected<Problems>(reader.problems().take());
    Fields fields(reader.problems(), lines.front().root(), "header");
    FileRecords file;
    take_header(fields, file);
    file.extra = fields.finish();
    for (size_t i = 1; i < lines.size() && !reader.problems().full(); ++i)
        take_line(reader.problems(), lines[i].root(), file);
    return reader.read(file);
}

// True if the first line that isn't blank is a header by itself.
bool is_lines_form(std::string_view bytes)
{
    const size_t begin = bytes.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return false;
    const std::string_view line = bytes.substr(begin, bytes.find('\n', begin) - begin);
    const size_t last = line.find_last_not_of(" \t\r");
    if (last == std::string_view::npos || line[last] != '}') return false;
    const Result<JsonDocument> header = JsonDocument::parse(line);
    return header && header->root()["format"] && !header->root()["documents"] && !header->root()["sets"];
}

}  // namespace

tl::expected<Project, Problems> read_native(std::string_view file, ReadOptions options)
{
    if (!options.reanchor)
        if (std::optional<Project> plain = read_plain_native(file)) return std::move(*plain);
    return read_native_tree(file, options);
}

tl::expected<Project, Problems> read_native_tree(std::string_view file, ReadOptions options)
{
    FileReader reader(options);
    if (is_lines_form(file)) return read_lines(file, reader);
    const Result<JsonDocument> json = JsonDocument::parse(file);
    if (!json) return tl::unexpected<Problems>({json.error()});
    return read_whole(*json, reader);
}

Result<Schema> read_schema(std::string_view json)
{
    const Result<JsonDocument> document = JsonDocument::parse(json);
    if (!document) return fail(document.error());
    ProblemList problems;
    Schema schema = parse_schema(problems, document->root());
    if (problems.count() == 0) {
        const Status status = check(schema);
        if (!status) problems.add(document->root(), status.error());
    }
    if (problems.count() > 0) return fail(problems.take().front());
    return schema;
}

}  // namespace glossator
