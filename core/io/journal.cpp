#include "core/io/journal.h"

#include <type_traits>
#include <unordered_map>
#include <utility>

#include "core/io/json.h"
#include "core/io/native.h"
#include "core/io/native_records.h"

namespace glossator {

namespace {

// Writes one edit: {"put": KIND, "record": {…}} or {"remove": KIND, "id": …}, with "set" where the record stands in
// one.
class EditWriter {
public:
    EditWriter(std::string& out, const Project& project) : out_(out), project_(project) {}

    void operator()(const PutProjectInfo& edit) const
    {
        put("project", write_record(edit.info));
        if (edit.info.file_extra.empty()) return;
        out_.pop_back();
        out_ += ", \"file\": {";
        for (const auto& [key, json] : edit.info.file_extra) {
            if (out_.back() != '{') out_ += ", ";
            write_json_string(out_, key);
            out_ += ": " + json;
        }
        out_ += "}}";
    }
    void operator()(const PutSchema& edit) const { put("schema", write_record(edit.schema)); }
    void operator()(const PutAnnotator& edit) const { put("annotator", write_record(edit.annotator)); }
    void operator()(const RemoveAnnotator& edit) const { remove("annotator", edit.id.text); }
    void operator()(const PutDocument& edit) const
    {
        const bool placed = edit.position != static_cast<size_t>(-1);
        put("document", write_record(edit.document),
            placed ? "\"position\": " + std::to_string(edit.position) + ", " : "");
    }
    void operator()(const RemoveDocument& edit) const { remove("document", edit.id.text); }
    void operator()(const PutEntity& edit) const { put("entity", write_record(edit.entity)); }
    void operator()(const RemoveEntity& edit) const { remove("entity", edit.id.text); }
    void operator()(const PutClaim& edit) const { put("claim", write_record(edit.claim)); }
    void operator()(const RemoveClaim& edit) const { remove("claim", edit.id.text); }
    void operator()(const PutSet& edit) const { put("set", write_record(edit.info)); }
    void operator()(const RemoveSet& edit) const { remove("set", edit.id.text); }
    void operator()(const PutSpan& edit) const
    {
        const AnnotationSet* set = project_.find(edit.set);
        const Document* document = set != nullptr ? project_.find(set->info.document) : nullptr;
        if (document != nullptr)
            put("span", write_record(*document->text, edit.span), in_set(edit.set));
        else
            put_without_text(edit);
    }
    void operator()(const RemoveSpan& edit) const { remove("span", edit.id.text, in_set(edit.set)); }
    void operator()(const PutRelation& edit) const { put("relation", write_record(edit.relation), in_set(edit.set)); }
    void operator()(const RemoveRelation& edit) const { remove("relation", edit.id.text, in_set(edit.set)); }
    void operator()(const PutAttribution& edit) const
    {
        put("attribution", write_record(edit.attribution), in_set(edit.set));
    }
    void operator()(const RemoveAttribution& edit) const { remove("attribution", edit.id.text, in_set(edit.set)); }

private:
    static std::string in_set(const SetId& set)
    {
        std::string out = "\"set\": ";
        write_json_string(out, set.text);
        return out + ", ";
    }
    void put(const char* kind, const std::string& record, const std::string& where = {}) const
    {
        out_ += std::string("{\"put\": \"") + kind + "\", " + where + "\"record\": " + record + '}';
    }
    void remove(const char* kind, const std::string& id, const std::string& where = {}) const
    {
        out_ += std::string("{\"remove\": \"") + kind + "\", " + where + "\"id\": ";
        write_json_string(out_, id);
        out_ += '}';
    }
    // The set is gone again, and with it the text that code points would be counted in: the place stands beside the
    // record.
    void put_without_text(const PutSpan& edit) const
    {
        const Result<TextPtr> nothing = Text::make("");
        if (!nothing) return;
        Span span = edit.span;
        span.at.clear();
        std::string bytes = "\"bytes\": [";
        for (const TextRange range : edit.span.at) {
            if (bytes.back() != '[') bytes += ", ";
            bytes += '[' + std::to_string(range.begin) + ", " + std::to_string(range.end) + ']';
        }
        put("span", write_record(**nothing, span), in_set(edit.set) + bytes + "], ");
    }

    std::string& out_;
    const Project& project_;
};

class StepReader {
public:
    explicit StepReader(const Project& project) : project_(project) {}

    ProblemList& problems() { return problems_; }
    Step read(JsonValue json);

private:
    void read_edit(JsonValue json, Step& step);
    void read_put(JsonValue json, Fields& fields, JsonValue kind, Step& step);
    void read_remove(Fields& fields, JsonValue kind, Step& step);
    void put_span(JsonValue json, Fields& fields, const SetId& set, JsonValue record, Step& step);
    void put_document(Fields& fields, JsonValue record, Step& step);
    TextPtr text_of(const SetId& set) const;

    const Project& project_;
    ProblemList problems_;
    // What earlier edits of the step bring.
    std::unordered_map<SetId, DocumentId> sets_;
    std::unordered_map<DocumentId, TextPtr> texts_;
};

TextPtr StepReader::text_of(const SetId& set) const
{
    DocumentId document;
    if (const auto found = sets_.find(set); found != sets_.end())
        document = found->second;
    else if (const AnnotationSet* there = project_.find(set))
        document = there->info.document;
    if (const auto found = texts_.find(document); found != texts_.end()) return found->second;
    const Document* there = project_.find(document);
    return there != nullptr ? there->text : nullptr;
}

void StepReader::put_document(Fields& fields, JsonValue record, Step& step)
{
    const JsonValue position = fields.optional("position");
    if (position && !position.unsigned32()) problems_.add(position.offset(), "\"position\" has to be a whole number");
    std::optional<ParsedDocument> parsed = parse_document(problems_, record, TextCheck::Exact);
    if (!parsed) return;
    if (parsed->differs) problems_.add(parsed->differs_at, parsed->how);
    texts_[parsed->document.id] = parsed->document.text;
    PutDocument edit{std::move(parsed->document)};
    if (const std::optional<uint32_t> place = position.unsigned32()) edit.position = *place;
    step.edits.emplace_back(std::move(edit));
}

void StepReader::put_span(JsonValue json, Fields& fields, const SetId& set, JsonValue record, Step& step)
{
    const JsonValue bytes = fields.optional_array("bytes");
    const TextPtr text = text_of(set);
    if (!text && !bytes) return problems_.add(json.offset(), "there is no set " + quoted(set.text));
    Span span = parse_span(problems_, record, bytes ? nullptr : text.get());
    for (const JsonValue range : bytes.children()) {
        const std::optional<uint32_t> begin = range.at_pointer("/0").unsigned32();
        const std::optional<uint32_t> end = range.at_pointer("/1").unsigned32();
        if (!begin || !end)
            problems_.add(range.offset(), "expected a range [begin, end] of two whole numbers");
        else
            span.at.push_back({*begin, *end});
    }
    step.edits.emplace_back(PutSpan{set, std::move(span)});
}

void StepReader::read_put(JsonValue json, Fields& fields, JsonValue kind, Step& step)
{
    const std::string_view name = kind.string();
    const SetId set(fields.optional_string("set"));
    const JsonValue record = fields.required("record");
    if (!record) return;
    if (name == "project") {
        ProjectInfo info = parse_project_info(problems_, record);
        if (const JsonValue file = fields.optional("file")) info.file_extra = Fields(problems_, file, "file").finish();
        step.edits.emplace_back(PutProjectInfo{std::move(info)});
    } else if (name == "schema") {
        step.edits.emplace_back(PutSchema{parse_schema(problems_, record)});
    } else if (name == "annotator") {
        step.edits.emplace_back(PutAnnotator{parse_annotator(problems_, record)});
    } else if (name == "document") {
        put_document(fields, record, step);
    } else if (name == "entity") {
        step.edits.emplace_back(PutEntity{parse_entity(problems_, record)});
    } else if (name == "claim") {
        step.edits.emplace_back(PutClaim{parse_claim(problems_, record)});
    } else if (name == "set") {
        SetInfo info = parse_set_info(problems_, record);
        sets_[info.id] = info.document;
        step.edits.emplace_back(PutSet{std::move(info)});
    } else if (name == "span") {
        put_span(json, fields, set, record, step);
    } else if (name == "relation") {
        step.edits.emplace_back(PutRelation{set, parse_relation(problems_, record)});
    } else if (name == "attribution") {
        step.edits.emplace_back(PutAttribution{set, parse_attribution(problems_, record)});
    } else {
        problems_.add(kind.offset(), "there is no kind of record called " + quoted(name));
    }
}

void StepReader::read_remove(Fields& fields, JsonValue kind, Step& step)
{
    const std::string_view name = kind.string();
    const SetId set(fields.optional_string("set"));
    const std::string id = fields.required_string("id");
    if (name == "annotator")
        step.edits.emplace_back(RemoveAnnotator{AnnotatorId(id)});
    else if (name == "document")
        step.edits.emplace_back(RemoveDocument{DocumentId(id)});
    else if (name == "entity")
        step.edits.emplace_back(RemoveEntity{EntityId(id)});
    else if (name == "claim")
        step.edits.emplace_back(RemoveClaim{ClaimId(id)});
    else if (name == "set")
        step.edits.emplace_back(RemoveSet{SetId(id)});
    else if (name == "span")
        step.edits.emplace_back(RemoveSpan{set, SpanId(id)});
    else if (name == "relation")
        step.edits.emplace_back(RemoveRelation{set, RelationId(id)});
    else if (name == "attribution")
        step.edits.emplace_back(RemoveAttribution{set, AttributionId(id)});
    else
        problems_.add(kind.offset(), "there is no kind of record called " + quoted(name));
}

void StepReader::read_edit(JsonValue json, Step& step)
{
    Fields fields(problems_, json, "edit");
    const JsonValue put = fields.optional("put");
    const JsonValue remove = fields.optional("remove");
    if (put && !remove)
        read_put(json, fields, put, step);
    else if (remove && !put)
        read_remove(fields, remove, step);
    else if (fields.is_object())
        problems_.add(json.offset(), "an edit either puts or removes a record");
    (void)fields.finish();
}

Step StepReader::read(JsonValue json)
{
    Fields fields(problems_, json, "journal entry");
    Step step;
    step.title = fields.required_string("step");
    for (const JsonValue edit : fields.required_array("edits").children()) {
        if (problems_.full()) break;
        read_edit(edit, step);
    }
    (void)fields.finish({"n", "after", "at", "by"});
    return step;
}

}  // namespace

std::string write_journal_entry(const Project& project, const JournalEntry& entry)
{
    if (entry.kind == JournalEntry::Kind::Undo) return "{\"undo\": true}";
    if (entry.kind == JournalEntry::Kind::Redo) return "{\"redo\": true}";
    std::string out = "{\"step\": ";
    write_json_string(out, entry.step.title);
    out += ", \"edits\": [";
    bool first = true;
    for (const Edit& edit : entry.step.edits) {
        if (!first) out += ", ";
        first = false;
        std::visit(EditWriter(out, project), edit);
    }
    return out + "]}";
}

Status replay_journal_line(History& history, std::string_view line)
{
    const Result<JsonDocument> json = JsonDocument::parse(line);
    if (!json) return fail(json.error());
    if (json->root()["start"].is_string()) return {};
    JournalEntry entry;
    if (json->root()["undo"].boolean()) {
        entry.kind = JournalEntry::Kind::Undo;
    } else if (json->root()["redo"].boolean()) {
        entry.kind = JournalEntry::Kind::Redo;
    } else {
        StepReader reader(history.project());
        entry.step = reader.read(json->root());
        if (reader.problems().count() > 0) return fail(reader.problems().take().front());
    }
    Status status = history.replay(std::move(entry));
    if (!status) {  // a rule of the project: which edit broke it isn't told
        status.error().code = ErrorCode::Invalid;
        status.error().offset = 0;
    }
    return status;
}

}  // namespace glossator
