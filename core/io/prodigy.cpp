#include "core/io/prodigy.h"

#include <algorithm>

#include "core/io/file_name.h"
#include "core/io/span_lines.h"
#include "core/io/tokens.h"
#include "core/model/plain_list.h"

namespace glossator {

namespace {

const Format kFormat = {
    "prodigy",  "Prodigy tasks, one a line",
    {".jsonl"}, true,
    true,       {{"view", "how tasks are shown: with relations, or spans alone", {"relations", "spans_manual"}}},
    true};

// A relation as a task has it: of a relation, or of an attribution, between the first fragments of two marks.
struct Arc {
    std::string id, label;
    const Mark *head, *child;
};

std::vector<Arc> arcs_of(const AnnotationSet* set, const std::vector<Mark>& marks)
{
    std::vector<Arc> out;
    if (set == nullptr) return out;
    std::map<std::string, const Mark*> by_id;
    for (const Mark& mark : marks) by_id.emplace(mark.span->id.text, &mark);
    const auto add = [&](const std::string& id, const std::string& label, const std::string& from,
                         const std::string& to) {
        const auto head = by_id.find(from), child = by_id.find(to);
        if (head != by_id.end() && child != by_id.end()) out.push_back({id, label, head->second, child->second});
    };
    for (const auto& [id, relation] : set->relations)
        add(id.text, relation.type.text, relation.from.text, relation.to.text);
    for (const auto& [id, attribution] : set->attributions) {
        const SpanId& head = !attribution.contents.empty() ? attribution.contents.front()
                             : !attribution.cues.empty()   ? attribution.cues.front()
                                                           : attribution.sources.front();
        for (const LinkEnd& end : link_of(attribution).ends)
            if (end.role != "parent" && end.target != head.text) add(id.text, end.role, head.text, end.target);
    }
    return out;
}

class TaskWriter {
public:
    TaskWriter(const Project& project, const Document& document, bool with_relations)
        : project_(project),
          document_(document),
          with_relations_(with_relations),
          offsets_(*document.text, OffsetUnit::CodePoint),
          marks_(marks_of(project, document, nullptr)),
          tokens_(whole_tokens(document, marks_))
    {}

    std::string write()
    {
        out_.begin_object().string("text", document_.text->bytes());
        write_tokens();
        out_.key("spans").begin_array();
        for (const Mark& mark : marks_)
            for (const TextRange& at : mark.at) write_span(mark, at, true);
        out_.end_array();
        if (with_relations_) write_relations();
        out_.key("meta").begin_object();
        for (const auto& [key, value] : {std::pair("title", &document_.title),
                                         {"publisher", &document_.publisher},
                                         {"url", &document_.url},
                                         {"date", &document_.date}})
            if (!value->empty()) out_.string(key, *value);
        out_.end_object().string("_view_id", with_relations_ ? "relations" : "spans_manual");
        out_.string("answer", "accept").string("glossator", beside_of(project_, document_));
        return out_.end_object().take();
    }

private:
    void write_tokens()
    {
        out_.key("tokens").begin_array();
        for (size_t i = 0; i < tokens_.size(); ++i) {
            out_.begin_object().string("text", document_.text->slice(tokens_[i]));
            write_place(out_, offsets_, tokens_[i]);
            const uint32_t next = i + 1 < tokens_.size() ? tokens_[i + 1].begin : document_.text->size();
            out_.number("id", uint64_t{i}).key("ws").boolean(next > tokens_[i].end).end_object();
        }
        out_.end_array();
    }

    void write_span(const Mark& mark, TextRange at, bool with_text)
    {
        const TokenRange range = tokens_of(tokens_, at);
        out_.begin_object();
        write_place(out_, offsets_, at);
        out_.number("token_start", uint64_t{range.begin}).number("token_end", uint64_t{range.end - 1});
        out_.string("label", mark.span->label.text);
        if (with_text) out_.string("text", document_.text->slice(at));
        out_.string("id", mark.span->id.text).end_object();
    }

    void write_relations()
    {
        out_.key("relations").begin_array();
        for (const Arc& arc : arcs_of(exported_set(project_, document_), marks_)) {
            const auto last = [&](const Mark* mark) { return uint64_t{tokens_of(tokens_, mark->at.front()).end - 1}; };
            out_.begin_object().number("head", last(arc.head)).number("child", last(arc.child)).key("head_span");
            write_span(*arc.head, arc.head->at.front(), false);
            out_.key("child_span");
            write_span(*arc.child, arc.child->at.front(), false);
            out_.string("label", arc.label).string("id", arc.id).end_object();
        }
        out_.end_array();
    }

    const Project& project_;
    const Document& document_;
    bool with_relations_;
    Offsets offsets_;
    std::vector<Mark> marks_;
    std::vector<TextRange> tokens_;
    JsonWriter out_;
};

bool is_one_of(std::string_view key, std::initializer_list<std::string_view> keys)
{
    return std::find(keys.begin(), keys.end(), key) != keys.end();
}

class Reader {
public:
    explicit Reader(const ReadRequest& request) : lines_(request) {}

    Status read(JsonValue task)
    {
        if (!task.is_object()) return fail_at(task.offset(), "a line is a JSON object");
        if (!task["text"].is_string()) return fail_at(task.offset(), "the task has no \"text\"");
        if (Status sound = lines_.begin(task["text"], task["glossator"]); !sound) return sound;
        by_place_.clear();
        by_token_.clear();
        ids_.clear();
        const std::string_view answer = task["answer"].string();
        const bool is_accepted = answer.empty() || answer == "accept";
        if (Status sound = is_accepted ? read_work(task) : leave_out_work(task); !sound) return sound;
        lines_.finish();
        read_rest(task, is_accepted);
        return {};
    }

    ReadResult take(const InputFile& file)
    {
        std::vector<std::string> notes;
        if (has_hashes_) notes.push_back("hashes and times of tasks were left out: Prodigy makes them anew");
        return lines_.take(file, std::move(notes));
    }

private:
    Status read_work(JsonValue task)
    {
        for (const JsonValue span : task["spans"].children())
            if (Status sound = read_span(span); !sound) return sound;
        if (Status sound = lines_.read_tokens("prodigy", task["tokens"], {}, {"text", "ws"}); !sound) return sound;
        read_relations(task);
        return {};
    }

    Status leave_out_work(JsonValue task)
    {
        for (const JsonValue span : task["spans"].children())
            lines_.losses().add("spans of tasks that weren't accepted", std::string(span["label"].string()));
        for (const JsonValue relation : task["relations"].children())
            lines_.losses().add("relations of tasks that weren't accepted", std::string(relation["label"].string()));
        std::set<std::string> ids;
        for (const RoleLink& link : lines_.known_links()) ids.insert(link.id);
        lines_.leave_out_links(std::move(ids));
        return {};
    }

    Status read_span(JsonValue entry)
    {
        const Result<TextRange> at = lines_.range(entry, entry["start"], entry["end"]);
        if (!at) return fail(at.error());
        if (!entry["label"].is_string()) return fail_at(entry.offset(), "the span has no \"label\"");
        const std::string_view words = lines_.builder().text().slice(*at);
        if (entry["text"].is_string() && !same_but_blanks(entry["text"].string(), words))
            lines_.losses().add("texts of spans that aren't what stands at their places", entry["text"].text());
        SpanLineReader::Found found;
        found.id = lines_.is_own() && entry["id"].is_string() ? std::string(entry["id"].string())
                                                              : "entry " + std::to_string(ids_.size() + 1);
        found.span.label = lines_.builder().label(entry["label"].string());
        found.span.at = {*at};
        read_origin(entry, found.span);
        by_place_.emplace(std::pair(*at, std::string(entry["label"].string())), found.id);
        if (entry["token_end"].unsigned32()) by_token_.emplace(*entry["token_end"].unsigned32(), found.id);
        ids_.insert(found.id);
        lines_.add(std::move(found));
        return {};
    }

    void read_origin(JsonValue entry, Span& span)
    {
        const bool has_origin = entry["source"].is_string();
        if (has_origin) {
            Origin origin;
            origin.kind = "model";
            origin.name = entry["source"].string();
            origin.score = entry["score"].number();
            span.origin = std::move(origin);
        }
        for (const JsonValue each : entry.children()) {
            const bool is_taken =
                is_one_of(each.key(), {"start", "end", "token_start", "token_end", "label", "text"}) ||
                (each.key() == "type" && each.string() == "span") || (each.key() == "id" && lines_.is_own()) ||
                (has_origin && is_one_of(each.key(), {"source", "score"}));
            if (!is_taken) lines_.losses().add("further keys of spans", std::string(each.key()));
        }
    }

    // The id of the span at an end of a relation, by what stands there or by its last token; empty if it is none.
    std::string end_of(JsonValue span, JsonValue token) const
    {
        if (lines_.is_own() && lines_.knows_span(std::string(span["id"].string())))
            return std::string(span["id"].string());
        if (const Result<TextRange> at = lines_.range(span, span["start"], span["end"])) {
            const auto known = by_place_.find({*at, std::string(span["label"].string())});
            if (known != by_place_.end()) return known->second;
        }
        const auto known = token.unsigned32() ? by_token_.find(*token.unsigned32()) : by_token_.end();
        return known == by_token_.end() ? std::string() : known->second;
    }

    // Those of our own attributions and relations say more beside; what was taken out in Prodigy stays out.
    void read_relations(JsonValue task)
    {
        std::map<std::string, const RoleLink*> known;
        for (const RoleLink& link : lines_.known_links()) known.emplace(link.id, &link);
        std::set<std::string> left_out, told;
        for (const JsonValue each : task["relations"].children()) {
            const std::string id(each["id"].string()), label(each["label"].string());
            const std::string head = end_of(each["head_span"], each["head"]);
            const std::string child = end_of(each["child_span"], each["child"]);
            const auto link = known.find(id);
            const bool is_known = link != known.end() && says(*link->second, label, head, child);
            if (is_known) told.insert(id);
            if (is_known) continue;
            if (head.empty() || child.empty())
                lines_.losses().add("relations between words that are no spans", label);
            else
                lines_.add_link({"", lines_.builder().relation_type(label).text, {{"from", head}, {"to", child}}});
        }
        if (task["relations"].is_array())
            for (const auto& [id, link] : known)
                if (told.count(id) == 0 && has_arc(*link)) left_out.insert(id);
        lines_.leave_out_links(std::move(left_out));
    }

    // Whether the link is written as arcs: it has several spans, or leads from one to itself.
    bool has_arc(const RoleLink& link) const
    {
        std::set<std::string> spans;
        for (const LinkEnd& end : link.ends)
            if (ids_.count(end.target) > 0 && end.role != "parent") spans.insert(end.target);
        return spans.size() > 1 || (spans.size() == 1 && link.ends.front().role == "from");
    }

    // Whether an arc from `head` to `child` is one of the link's.
    static bool says(const RoleLink& link, const std::string& label, const std::string& head, const std::string& child)
    {
        bool has_head = false, has_child = false;
        for (const LinkEnd& end : link.ends) {
            has_head |= end.target == head;
            has_child |= end.target == child && (end.role == label || (end.role == "to" && link.type == label));
        }
        return has_head && has_child;
    }

    // Choices and classes are attributes of the document, other keys its metadata.
    void read_rest(JsonValue task, bool is_accepted)
    {
        ProjectBuilder& builder = lines_.builder();
        for (const char* key : {"_session_id", "_annotator_id"})
            if (const std::string by(task[key].string()); !by.empty() && !lines_.is_own())
                builder.set_annotator({AnnotatorId(by), by, "human", {}}, SetRole::Annotator);
        JsonMembers& meta = builder.document().meta;
        if (!is_accepted) set_member(meta, "answer", task["answer"].text());
        for (const JsonValue each : task.children()) {
            if (is_one_of(each.key(), {"_input_hash", "_task_hash", "_timestamp"})) has_hashes_ = true;
            const bool is_taken = is_one_of(
                each.key(), {"text", "tokens", "spans", "relations", "answer", "glossator", "_input_hash", "_task_hash",
                             "_timestamp", "_view_id", "_is_binary", "_session_id", "_annotator_id"});
            if (is_taken || each.is_null() || (lines_.is_own() && each.key() == "meta")) continue;
            if (is_accepted && each.key() == "accept" && each.is_array()) {
                std::vector<std::string> chosen;
                for (const JsonValue choice : each.children())
                    chosen.push_back(choice.is_string() ? std::string(choice.string()) : choice.text());
                if (!chosen.empty()) builder.set_document_attribute("accept", std::move(chosen));
            } else if (is_accepted && each.key() == "label" && !each.string().empty()) {
                builder.set_document_attribute("label", std::string(each.string()));
            } else if (each.key() == "meta" && each.is_object()) {
                for (const JsonValue member : each.children()) set_member(meta, member.key(), member.text());
            } else {
                set_member(meta, each.key(), each.text());
            }
        }
    }

    SpanLineReader lines_;
    bool has_hashes_ = false;
    std::map<std::pair<TextRange, std::string>, std::string> by_place_;  // the ids of this task's spans
    std::map<uint32_t, std::string> by_token_;                           // by their last token
    std::set<std::string> ids_;
};

bool fits(std::string_view name, std::string_view bytes)
{
    if (!has_extension(name, ".jsonl")) return false;
    const Result<JsonDocument> first = first_json_line(bytes);
    if (!first || !first->root()["text"].is_string()) return false;
    const JsonValue root = first->root();
    for (const char* key : {"_input_hash", "_task_hash", "_view_id"})
        if (root[key]) return true;
    for (const JsonValue span : root["spans"].children()) return span["token_start"].is_number();
    return false;
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Reader reader(request);
    const Status sound = for_each_json_line(file.bytes, [&](JsonValue task) { return reader.read(task); });
    if (!sound) return refuse(file, sound.error());
    return reader.take(file);
}

bool has_relations(const FormatOptions& options)
{
    return option_of(kFormat, options, "view") == "relations";
}

Result<Exported> write(const Project& project, const FormatOptions& options)
{
    Losses losses;
    count_span_line_losses(project, losses);
    std::string lines;
    for (const Document& document : project.documents())
        lines += TaskWriter(project, document, has_relations(options)).write() + "\n";
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".jsonl", taken), std::move(lines)}}, losses.take()};
}

// A span of a task against its tokens; its place.
Result<TextRange> placed(JsonValue span, const std::vector<TextRange>& tokens, const Offsets& offsets)
{
    auto at = offsets.range(span["start"].unsigned32().value_or(0), span["end"].unsigned32().value_or(0));
    const size_t first = span["token_start"].unsigned32().value_or(UINT32_MAX);
    const size_t last = span["token_end"].unsigned32().value_or(UINT32_MAX);
    if (at &&
        (last >= tokens.size() || first > last || tokens[first].begin != at->begin || tokens[last].end != at->end))
        return fail(ErrorCode::Invalid, "a span doesn't stand at its tokens in what was written");
    return at;
}

Result<std::vector<TextRange>> tokens_in(JsonValue task, const Document& document, const Offsets& offsets)
{
    std::vector<TextRange> out;
    uint32_t at = 0;
    for (const JsonValue token : task["tokens"].children()) {
        const auto range =
            offsets.range(token["start"].unsigned32().value_or(0), token["end"].unsigned32().value_or(0));
        const bool is_right = range && range->begin == at && token["id"].unsigned32() == out.size() &&
                              document.text->slice(*range) == token["text"].string();
        if (!is_right) return fail(ErrorCode::Invalid, "a token of " + document.id.text + " isn't the next one");
        out.push_back(*range);
        at = range->end + (token["ws"].boolean() ? 1 : 0);
    }
    if (at != document.text->size()) return fail(ErrorCode::Invalid, "a token of " + document.id.text + " is missing");
    return out;
}

Status check_task(const Document& document, const std::vector<Mark>& marks, const std::vector<Arc>& arcs,
                  JsonValue task, const Offsets& offsets)
{
    const Result<std::vector<TextRange>> tokens = tokens_in(task, document, offsets);
    if (!tokens) return fail(tokens.error());
    std::vector<FoundMark> found;
    for (const JsonValue span : task["spans"].children()) {
        const Result<TextRange> at = placed(span, *tokens, offsets);
        if (!at) return fail(at.error());
        if (document.text->slice(*at) != span["text"].string())
            return fail(ErrorCode::Invalid, "a span of " + document.id.text + " has other words in what was written");
        found.push_back({std::string(span["id"].string()), std::string(span["label"].string()), *at});
    }
    auto next = arcs.begin();
    for (const JsonValue each : task["relations"].children()) {
        const Result<TextRange> head = placed(each["head_span"], *tokens, offsets);
        const Result<TextRange> child = placed(each["child_span"], *tokens, offsets);
        const bool is_it = head && child && next != arcs.end() && next->label == each["label"].string() &&
                           *head == next->head->at.front() && *child == next->child->at.front() &&
                           each["head"].unsigned32() == each["head_span"]["token_end"].unsigned32() &&
                           each["child"].unsigned32() == each["child_span"]["token_end"].unsigned32();
        if (!is_it)
            return fail(ErrorCode::Invalid, "a relation of " + document.id.text + " isn't what was to be written");
        ++next;
    }
    if (next != arcs.end())
        return fail(ErrorCode::Invalid, "the relation " + next->id + " is missing in what was written");
    return compare_marks(document, marks, found);
}

Status check(const Project& project, const Exported& exported, const FormatOptions& options)
{
    return check_lines(all_documents(project), exported.files.front().bytes,
                       [&](const Document& document, JsonValue task, const Offsets& offsets) {
                           const std::vector<Mark> marks = marks_of(project, document, nullptr);
                           const AnnotationSet* set =
                               has_relations(options) ? exported_set(project, document) : nullptr;
                           return check_task(document, marks, arcs_of(set, marks), task, offsets);
                       });
}

}  // namespace

Codec prodigy_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
