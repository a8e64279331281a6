#include "core/io/doccano.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/io/file_name.h"
#include "core/io/json_lines.h"
#include "core/io/json_writer.h"
#include "core/io/links.h"
#include "core/io/losses.h"
#include "core/io/offset_unit.h"
#include "core/io/project_builder.h"
#include "core/io/span_lines.h"
#include "core/model/plain_list.h"

namespace glossator {

namespace {

constexpr const char* kFurther = "further fragment";  // a relation

const Format& format()
{
    static const Format kFormat = doccano_codec().format;
    return kFormat;
}

OffsetUnit unit_of(std::string_view option)
{
    return option == "grapheme" ? OffsetUnit::Grapheme : OffsetUnit::Utf16;
}

// A span's first fragment, or a further one, as a line has it.
struct WrittenEntry {
    const Span* span;
    TextRange at;
};

// What is written of a document's spans, in order; the rest goes to `losses`, if there is such a list.
std::vector<WrittenEntry> entries_of(const Document& document, const AnnotationSet* set, const Offsets& offsets,
                                     bool has_relations, Losses* losses)
{
    std::vector<WrittenEntry> out;
    if (set == nullptr) return out;
    set->spans.for_each([&](const Span& span) {
        if (span.at.size() > 1 && !has_relations) return;  // counted as discontinuous
        const bool is_cut = std::any_of(span.at.begin(), span.at.end(), [&](const TextRange& at) {
            return !offsets.names(at.begin) || !offsets.names(at.end);
        });
        if (is_cut && losses != nullptr) losses->add("spans that cut a grapheme cluster in two", shown(document, span));
        if (is_cut) return;
        for (const TextRange& at : span.at) out.push_back({&span, at});
    });
    return out;
}

bool is_role(std::string_view type)
{
    return type == "source" || type == "cue" || type == "content";
}

// The relations of one line: between the numbers of entries, which count from 1.
class RelationWriter {
public:
    RelationWriter(const std::vector<WrittenEntry>& entries, JsonWriter& out, Losses& losses)
        : out_(out), losses_(losses)
    {
        for (size_t i = 0; i < entries.size(); ++i)
            if (i > 0 && entries[i].span == entries[i - 1].span)
                further_.push_back(i);
            else
                numbers_.emplace(entries[i].span->id, i + 1);
    }

    void write(const AnnotationSet& set)
    {
        for (const auto& [id, relation] : set.relations) {
            if (is_role(relation.type.text) || relation.type.text == kFurther)
                losses_.add("relations that are named as parts of attributions are", relation.type.text);
            else if (numbers_.count(relation.from) == 0 || numbers_.count(relation.to) == 0)
                losses_.add("relations of spans that are left out", id.text);
            else
                add(numbers_.at(relation.from), numbers_.at(relation.to), relation.type.text);
        }
        for (const auto& [id, attribution] : set.attributions)
            if (!write_attribution(attribution))
                losses_.add("attributions without content, with nothing else, or of one content", id.text);
        for (const size_t number : further_) add(number, number + 1, kFurther);
    }

private:
    // False if it can't be told from another, or from none.
    bool write_attribution(const Attribution& attribution)
    {
        if (attribution.contents.empty() || numbers_.count(attribution.contents.front()) == 0) return false;
        const size_t first = numbers_.at(attribution.contents.front());
        std::vector<std::pair<size_t, const char*>> ends;
        for (const LinkEnd& end : link_of(attribution).ends) {
            const auto number = numbers_.find(SpanId(end.target));
            if (!is_role(end.role) || (number != numbers_.end() && number->second == first && end.role == "content"))
                continue;
            if (number == numbers_.end()) return false;
            ends.emplace_back(number->second, end.role == "source" ? "source" : end.role == "cue" ? "cue" : "content");
        }
        if (ends.empty() || !firsts_.insert(first).second) return false;
        for (const auto& [to, role] : ends) add(first, to, role);
        return true;
    }

    void add(size_t from, size_t to, std::string_view type)
    {
        out_.begin_object().number("id", uint64_t{++count_}).number("from_id", uint64_t{from});
        out_.number("to_id", uint64_t{to}).string("type", type).end_object();
    }

    JsonWriter& out_;
    Losses& losses_;
    std::map<SpanId, size_t> numbers_;
    std::vector<size_t> further_;  // the numbers before those of further fragments
    std::set<size_t> firsts_;      // contents that stand for an attribution already
    size_t count_ = 0;
};

std::string line_of(const Document& document, const AnnotationSet* set, OffsetUnit unit, bool has_relations,
                    Losses& losses)
{
    const Offsets offsets(*document.text, unit);
    const std::vector<WrittenEntry> entries = entries_of(document, set, offsets, has_relations, &losses);
    JsonWriter out;
    out.begin_object().string("text", document.text->bytes()).key(has_relations ? "entities" : "label").begin_array();
    size_t number = 0;
    for (const WrittenEntry& each : entries) {
        const uint64_t begin = offsets.from_byte(each.at.begin), end = offsets.from_byte(each.at.end);
        if (has_relations)
            out.begin_object()
                .number("id", uint64_t{++number})
                .string("label", each.span->label.text)
                .number("start_offset", begin)
                .number("end_offset", end)
                .end_object();
        else
            out.begin_array().number(begin).number(end).string(each.span->label.text).end_array();
    }
    out.end_array();
    if (has_relations) {
        out.key("relations").begin_array();
        if (set != nullptr) RelationWriter(entries, out, losses).write(*set);
        out.end_array();
    }
    return out.end_object().take();
}

class Reader {
public:
    explicit Reader(const ReadRequest& request)
        : builder_(request),
          stem_(file_stem(request.files.front().name)),
          unit_(unit_of(request.option(format(), "offsets"))),
          text_key_(request.option(format(), "text")),
          label_key_(request.option(format(), "label"))
    {
        if (text_key_.empty()) text_key_ = "text";
    }

    Status read(JsonValue line)
    {
        const JsonValue text = line[text_key_];
        if (!line.is_object()) return fail_at(line.offset(), "a line is a JSON object");
        if (!text.is_string()) return fail_at(line.offset(), "the line has no \"" + text_key_ + "\"");
        Result<TextPtr> made = Text::make(std::string(text.string()));
        if (!made) return fail_at(text.offset(), made.error().message);
        builder_.add_document(stem_ + "-" + std::to_string(++count_) + ".txt", std::move(*made));
        const Offsets offsets(builder_.text(), unit_);
        entries_.clear();
        by_id_.clear();
        for (const JsonValue each : line.children()) {
            const bool is_spans = is_label_key(each.key()) && is_list_of_spans(each);
            if (is_spans) {
                entries_.reserve(entries_.size() + each.size());
                for (const JsonValue entry : each.children())
                    if (Status sound = read_span(entry, offsets); !sound) return sound;
            } else if (each.key() != text_key_ && each.key() != "relations") {
                read_other(each);
            }
        }
        read_relations(line["relations"]);
        return {};
    }

    Result<ReadProject> take()
    {
        Result<Project> project = builder_.take();
        if (!project) return fail(project.error());
        return ReadProject{
            std::move(*project), {std::string("offsets were read as ") + name_of(unit_)}, losses_.take()};
    }

private:
    bool is_label_key(std::string_view key) const
    {
        if (!label_key_.empty()) return key == label_key_;
        return key == "label" || key == "labels" || key == "entities";
    }

    static bool is_list_of_spans(JsonValue value)
    {
        if (!value.is_array()) return false;
        for (const JsonValue entry : value.children()) return entry.is_array() || entry.is_object();
        return true;
    }

    Status read_span(JsonValue entry, const Offsets& offsets)
    {
        const bool is_list = entry.is_array() && entry.size() == 3;
        const JsonValue label = is_list ? entry.item(2) : entry["label"];
        const std::optional<uint32_t> begin = (is_list ? entry.item(0) : entry["start_offset"]).unsigned32();
        const std::optional<uint32_t> end = (is_list ? entry.item(1) : entry["end_offset"]).unsigned32();
        if (!begin || !end || !label.is_string() || label.string().empty())
            return fail_at(entry.offset(), "a begin, an end and a label are expected");
        const Result<TextRange> at = offsets.range(*begin, *end);
        if (!at) return fail_at(entry.offset(), at.error().message);
        const std::string id = entry["id"] ? entry["id"].text() : "";
        if (!id.empty() && !by_id_.emplace(id, entries_.size()).second)
            return fail_at(entry.offset(), "the id " + id + " is taken by a span before");
        Entry& made = entries_.emplace_back();
        made.id = id;
        made.label = label.string();
        made.at.push_back(*at);
        return {};
    }

    // Classes of the document, or whatever its owner put there.
    void read_other(JsonValue value)
    {
        if (value.is_null()) return;
        const bool is_comments = value.key() == "Comments" || value.key() == "comments";
        if (is_comments) {
            for (const JsonValue comment : value.children()) losses_.add("comments", comment.text());
            return;
        }
        if (is_label_key(value.key()) || value.key() == "cats") {
            std::vector<std::string> classes;
            for (const JsonValue each : value.children())
                classes.emplace_back(each.is_string() ? each.string() : each.text());
            if (value.is_string()) classes.emplace_back(value.string());
            if (!classes.empty()) builder_.set_document_attribute(value.key(), std::move(classes));
            return;
        }
        set_member(builder_.document().meta, value.key(), value.text());
    }

    // Roles that lead from one span are an attribution of which it is the content.
    void read_relations(JsonValue relations)
    {
        std::vector<RoleLink> links;
        std::map<std::string, RoleLink> attributions;
        for (const JsonValue each : relations.children()) {
            const std::string from = text_in(each["from_id"]), to = text_in(each["to_id"]);
            const std::string type(each["type"].string());
            if (type == kFurther && join(from, to)) continue;
            if (is_role(type)) {
                RoleLink& link = attributions[from];
                if (link.ends.empty()) link = {"", kAttributionType, {{"content", from}}};
                link.ends.push_back({type, to});
            } else {
                links.push_back({"", builder_.relation_type(type).text, {{"from", from}, {"to", to}}});
            }
        }
        for (auto& [from, link] : attributions) links.push_back(std::move(link));
        std::unordered_map<std::string, SpanId> spans;
        for (Entry& each : entries_) {
            if (each.is_fragment) continue;
            std::sort(each.at.begin(), each.at.end());
            Span& span = builder_.add_span();
            span.label = builder_.label(each.label);
            span.at = std::move(each.at);
            if (!each.id.empty()) spans.emplace(each.id, span.id);
        }
        take_links(builder_, links, spans, losses_);
    }

    static std::string text_in(JsonValue value) { return value ? value.text() : std::string(); }

    // Makes the span `to` a fragment of that to which `from` belongs. False if they are no fragments of one span.
    bool join(const std::string& from, const std::string& to)
    {
        const auto known = by_id_.find(from), further = by_id_.find(to);
        if (known == by_id_.end() || further == by_id_.end() || known->second == further->second) return false;
        Entry& first = entries_[known->second];
        Entry& second = entries_[further->second];
        if (second.is_fragment || second.at.size() > 1 || first.label != second.label) return false;
        for (const TextRange& each : first.at)
            if (each.overlaps(second.at.front())) return false;
        first.at.push_back(second.at.front());
        second.is_fragment = true;
        further->second = known->second;  // what leads on from it leads on from the whole
        return true;
    }

    struct Entry {
        std::string id;
        std::string_view label;  // in the line
        std::vector<TextRange> at;
        bool is_fragment = false;
    };
    ProjectBuilder builder_;
    std::string stem_;
    OffsetUnit unit_;
    std::string text_key_, label_key_;
    Losses losses_;
    size_t count_ = 0;
    std::vector<Entry> entries_;                     // of a line
    std::unordered_map<std::string, size_t> by_id_;  // the entry, or that of which it is a fragment
};

bool fits(std::string_view name, std::string_view bytes)
{
    if (!has_extension(name, ".jsonl")) return false;
    const Result<JsonDocument> first = first_json_line(bytes);
    if (!first || !first->root()["text"].is_string()) return false;
    const JsonValue root = first->root();
    for (const char* others : {"tokens", "spans", "ents", "messages"})
        if (root[others]) return false;
    for (const char* key : {"label", "labels", "entities"}) {
        if (!root[key].is_array()) continue;
        for (const JsonValue entry : root[key].children())
            return (entry.is_array() && entry.size() == 3) || entry["start_offset"];
        return true;
    }
    return false;
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    Reader reader(request);
    const Status sound = for_each_json_line(file.bytes, [&](JsonValue line) { return reader.read(line); });
    if (!sound) return refuse(file, sound.error());
    Result<ReadProject> project = reader.take();
    if (!project) return refuse(file, project.error());
    return std::move(*project);
}

bool has_relations(const FormatOptions& options)
{
    return option_of(format(), options, "shape") == "relations";
}

Result<Exported> write(const Project& project, const FormatOptions& options)
{
    Losses losses;
    Carries carries;
    carries.discontinuous = carries.relations = carries.attributions = has_relations(options);
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    std::string lines;
    for (const Document& document : project.documents())
        lines += line_of(document, exported_set(project, document), unit_of(option_of(format(), options, "offsets")),
                         has_relations(options), losses) +
                 "\n";
    std::set<std::string> taken;
    return Exported{{{free_name(project.info().id.text, ".jsonl", taken), std::move(lines)}}, losses.take()};
}

// A span of the file as [begin, end, label], in either shape.
Status check_line(const Document& document, const AnnotationSet* set, JsonValue line, const Offsets& offsets,
                  bool relations)
{
    const std::vector<WrittenEntry> expected = entries_of(document, set, offsets, relations, nullptr);
    auto next = expected.begin();
    for (const JsonValue entry : line[relations ? "entities" : "label"].children()) {
        const JsonValue label = relations ? entry["label"] : entry.item(2);
        const std::optional<uint32_t> begin = (relations ? entry["start_offset"] : entry.item(0)).unsigned32();
        const std::optional<uint32_t> end = (relations ? entry["end_offset"] : entry.item(1)).unsigned32();
        if (!begin || !end) return fail(ErrorCode::Invalid, "a span lacks its place in what was written");
        const Result<TextRange> at = offsets.range(*begin, *end);
        if (!at) return fail(at.error());
        const bool is_it = next != expected.end() && *at == next->at && next->span->label.text == label.string();
        if (!is_it)
            return fail(ErrorCode::Invalid, "“" + std::string(document.text->slice(*at)) + "” in " + document.id.text +
                                                " isn't what was to be written");
        ++next;
    }
    if (next == expected.end()) return {};
    return fail(ErrorCode::Invalid, "the span " + next->span->id.text + " (" + shown(document, *next->span) +
                                        ") is missing in what was written");
}

Status check(const Project& project, const Exported& exported, const FormatOptions& options)
{
    const auto check_one = [&, relations = has_relations(options)](const Document& document, JsonValue line,
                                                                   const Offsets& offsets) {
        return check_line(document, exported_set(project, document), line, offsets, relations);
    };
    return check_lines(all_documents(project), exported.files.front().bytes, check_one,
                       unit_of(option_of(format(), options, "offsets")));
}

}  // namespace

Codec doccano_codec()
{
    return {{"doccano",
             "doccano JSON Lines",
             {".jsonl"},
             true,
             true,
             {{"offsets",
               "what offsets count: UTF-16 units, or clusters if the project counts those",
               {"utf16", "grapheme"}},
              {"shape", "what is written: lines with relations, or of spans alone", {"relations", "spans"}},
              {"text", "the key of the text in files that are read", {}},
              {"label", "the key of the labels in files that are read", {}}},
             true},
            fits,
            nullptr,
            read,
            write,
            check};
}

}  // namespace glossator
