#include "core/io/span_lines.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/io/file_name.h"
#include "core/io/tokens.h"
#include "core/model/project_writer.h"

namespace glossator {

namespace {

TextRange trimmed(const Text& text, TextRange range)
{
    TextRange out{range.end, range.end};
    for (uint32_t i = range.begin; i < range.end;) {
        const auto [c, size] = decode_utf8(text.bytes(), i);
        if (!is_python_space(c)) {
            out.begin = std::min(out.begin, i);
            out.end = i + size;
        }
        i += size;
    }
    return out;
}

// Where a token may begin or end: at the edges of words and marks, and where white space begins or ends.
std::vector<uint32_t> edges_of(const Document& document, const std::vector<Mark>& marks)
{
    std::vector<uint32_t> out = {0, document.text->size()};
    std::vector<const Span*> spans;
    for (const Mark& mark : marks) {
        spans.push_back(mark.span);
        for (const TextRange& range : mark.at) out.insert(out.end(), {range.begin, range.end});
    }
    for (const TextRange& token : flat(tokenise(document, spans))) out.insert(out.end(), {token.begin, token.end});
    const std::string_view bytes = document.text->bytes();
    bool was_space = false;
    for (uint32_t i = 0; i < bytes.size();) {
        const auto [c, size] = decode_utf8(bytes, i);
        if (is_python_space(c) != was_space) out.push_back(i);
        was_space = is_python_space(c);
        i += size;
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void write_link(JsonWriter& out, const RoleLink& link)
{
    out.begin_object().string("id", link.id).string("type", link.type).key("ends").begin_array();
    for (const LinkEnd& end : link.ends)
        out.begin_object().string("role", end.role).string("target", end.target).end_object();
    out.end_array().key("properties").begin_object();
    for (const Property& each : link.properties) out.string(each.name, each.value);
    out.end_object().end_object();
}

std::vector<Property> properties_of(JsonValue object)
{
    std::vector<Property> out;
    for (const JsonValue each : object.children()) out.push_back({std::string(each.key()), std::string(each.string())});
    return out;
}

}  // namespace

bool is_python_space(char32_t c)
{
    return c != 0xFEFF && (is_white_space(c) || (c >= 0x1C && c <= 0x1F));
}

std::vector<Mark> marks_of(const Project& project, const Document& document, Losses* losses)
{
    std::vector<Mark> out;
    const AnnotationSet* set = exported_set(project, document);
    if (set == nullptr) return out;
    set->spans.for_each([&](const Span& span) {
        Mark mark{&span, {}};
        for (const TextRange& range : span.at)
            if (const TextRange rest = trimmed(*document.text, range); !rest.empty()) mark.at.push_back(rest);
        if (losses != nullptr && mark.at.empty()) losses->add("spans of nothing but blanks", shown(document, span));
        if (mark.at.empty()) return;
        if (losses != nullptr && mark.at != span.at) losses->add("blanks at the ends of spans", shown(document, span));
        out.push_back(std::move(mark));
    });
    return out;
}

std::vector<const Mark*> flat_marks(const Project& project, const std::vector<Mark>& marks, const std::string& layer)
{
    const std::string wanted_layer = layer.empty() ? "entity" : layer;
    std::vector<const Mark*> wanted, out;
    for (const Mark& mark : marks) {
        const LabelDef* label = project.schema().find(mark.span->label);
        const bool is_of_layer = wanted_layer == "*" || (label != nullptr && label->layer == wanted_layer);
        if (mark.at.size() == 1 && is_of_layer) wanted.push_back(&mark);
    }
    std::stable_sort(wanted.begin(), wanted.end(),
                     [](const Mark* a, const Mark* b) { return a->at.front().size() > b->at.front().size(); });
    std::map<uint32_t, uint32_t> taken;  // begin and end
    for (const Mark* mark : wanted) {
        const TextRange at = mark->at.front();
        const auto next = taken.lower_bound(at.begin);
        if (next != taken.end() && next->first < at.end) continue;
        if (next != taken.begin() && std::prev(next)->second > at.begin) continue;
        taken.emplace(at.begin, at.end);
        out.push_back(mark);
    }
    std::sort(out.begin(), out.end(),
              [](const Mark* a, const Mark* b) { return a->at.front().begin < b->at.front().begin; });
    return out;
}

std::vector<TextRange> whole_tokens(const Document& document, const std::vector<Mark>& marks)
{
    std::vector<TextRange> out;
    const std::string_view bytes = document.text->bytes();
    const std::vector<uint32_t> edges = edges_of(document, marks);
    uint32_t gap = 0;  // where the white space begins that no token has yet
    bool after_word = false;
    const auto end_gap = [&](uint32_t end) {
        if (after_word && gap < end && bytes[gap] == ' ') ++gap;
        if (gap < end) out.push_back({gap, end});
    };
    for (size_t i = 0; i + 1 < edges.size(); ++i) {
        if (is_python_space(decode_utf8(bytes, edges[i]).code_point)) continue;
        end_gap(edges[i]);
        out.push_back({edges[i], edges[i + 1]});
        gap = edges[i + 1];
        after_word = true;
    }
    end_gap(document.text->size());
    return out;
}

void write_place(JsonWriter& out, const Offsets& offsets, TextRange range)
{
    out.number("start", uint64_t{offsets.from_byte(range.begin)}).number("end", uint64_t{offsets.from_byte(range.end)});
}

std::string beside_of(const Project& project, const Document& document)
{
    JsonWriter out;
    out.begin_object().key("project").raw(side_records(project, {&document}));
    const AnnotationSet* set = exported_set(project, document);
    out.key("spans").begin_object();
    if (set != nullptr)
        set->spans.for_each([&](const Span& span) {
            out.key(span.id.text).begin_object();
            for (const Property& each : fields_of(project, span)) out.string(each.name, each.value);
            out.end_object();
        });
    out.end_object().key("links").begin_array();
    if (set != nullptr) {
        for (const auto& [id, relation] : set->relations) write_link(out, link_of(relation));
        for (const auto& [id, attribution] : set->attributions) write_link(out, link_of(attribution));
    }
    return out.end_array().end_object().take();
}

void count_span_line_losses(const Project& project, Losses& losses)
{
    count_beside_records(project, losses, false);
    for (const Document& document : project.documents()) {
        std::set<SpanId> written;
        for (const Mark& mark : marks_of(project, document, &losses)) written.insert(mark.span->id);
        const AnnotationSet* set = exported_set(project, document);
        if (set == nullptr) continue;
        const auto is_left_out = [&](const LinkEnd& end) {
            return end.role != "parent" && written.count(SpanId(end.target)) == 0;
        };
        const auto count = [&](const RoleLink& link) {
            if (std::any_of(link.ends.begin(), link.ends.end(), is_left_out))
                losses.add("links to spans that are left out", link.id);
        };
        for (const auto& [id, relation] : set->relations) count(link_of(relation));
        for (const auto& [id, attribution] : set->attributions) count(link_of(attribution));
    }
}

Status compare_marks(const Document& document, const std::vector<Mark>& expected, const std::vector<FoundMark>& found)
{
    using Place = std::pair<std::string, TextRange>;  // label and range
    std::map<std::string, std::vector<Place>> by_id;
    for (const FoundMark& each : found) by_id[each.id].emplace_back(each.label, each.at);
    for (const Mark& mark : expected) {
        std::vector<Place> places;
        for (const TextRange& range : mark.at) places.emplace_back(mark.span->label.text, range);
        if (by_id[mark.span->id.text] != places)
            return fail(ErrorCode::Invalid, "the span " + mark.span->id.text + " (" + shown(document, *mark.span) +
                                                ") doesn't stand at its place in what was written");
        by_id.erase(mark.span->id.text);
    }
    if (by_id.empty()) return {};
    return fail(ErrorCode::Invalid,
                "a span too many was written to " + document.id.text + ": “" + by_id.begin()->first + "”");
}

Status check_lines(const std::vector<const Document*>& documents, std::string_view bytes, const CheckLine& check,
                   OffsetUnit unit)
{
    auto next = documents.begin();
    const Status sound = for_each_json_line(bytes, [&](JsonValue line) -> Status {
        if (next == documents.end()) return fail(ErrorCode::Invalid, "a line too many was written");
        const Document& document = **next++;
        if (line["text"].string() != document.text->bytes())
            return fail(ErrorCode::Invalid, "the text of " + document.id.text + " is another in what was written");
        return check(document, line, Offsets(*document.text, unit));
    });
    if (sound && next != documents.end())
        return fail(ErrorCode::Invalid, (*next)->id.text + " is missing in what was written");
    return sound;
}

std::vector<const Document*> all_documents(const Project& project)
{
    std::vector<const Document*> out;
    for (const Document& document : project.documents()) out.push_back(&document);
    return out;
}

SpanLineReader::SpanLineReader(const ReadRequest& request)
    : builder_(request), stem_(file_stem(request.files.front().name))
{}

Result<SpanLineReader::Beside> SpanLineReader::read_beside(std::string_view text)
{
    const Result<JsonDocument> json = JsonDocument::parse(text);
    if (!json) return fail(ErrorCode::Invalid, "what Glossator wrote into the line for itself is damaged");
    Beside out;
    Result<Project> project = read_side_records(json->root()["project"].text());
    if (!project) return fail(project.error());
    out.project = std::move(*project);
    for (const JsonValue span : json->root()["spans"].children()) out.fields.emplace(span.key(), properties_of(span));
    for (const JsonValue each : json->root()["links"].children()) {
        RoleLink link{std::string(each["id"].string()), std::string(each["type"].string()), {}};
        for (const JsonValue end : each["ends"].children())
            link.ends.push_back({std::string(end["role"].string()), std::string(end["target"].string())});
        link.properties = properties_of(each["properties"]);
        out.links.push_back(std::move(link));
    }
    return out;
}

// Records that lines share are one. One that has the id of another of a line before gets a key of its own.
void SpanLineReader::adopt(const Project& described)
{
    if (!known_ || known_->first != described.info() || known_->second != described.schema()) {
        Project without_records;
        ProjectWriter writer(without_records);
        writer.set_info(known_ ? builder_.info() : described.info());
        writer.set_schema(described.schema());
        for (const Annotator& each : described.annotators()) writer.put(each);
        builder_.adopt(without_records);
    }
    if (!known_) known_.emplace(described.info(), described.schema());
    const auto without_links = [](Claim claim) {
        claim.links.clear();
        return claim;
    };
    const std::string own = described.info().id.text + "/";
    for (const auto& [id, entity] : described.entities())
        if (entities_.emplace(id, entity).first->second != entity) renamed_[id.text] = own + id.text;
    for (const auto& [id, claim] : described.claims())
        if (claims_.emplace(id, without_links(claim)).first->second != without_links(claim))
            renamed_[id.text] = own + id.text;
    for (auto [id, entity] : described.entities()) {
        entity.id = EntityId(record_key(id.text));
        if (!builder_.has_entity(entity.id.text)) builder_.add(std::move(entity));
    }
    for (auto [id, claim] : described.claims()) {
        claim.id = ClaimId(record_key(id.text));
        for (ClaimRecordLink& link : claim.links) link.to = ClaimId(record_key(link.to.text));
        if (!builder_.has_claim(claim.id.text)) builder_.add(without_links(claim));
        auto& links = builder_.record(builder_.claim(claim.id.text, "")).links;
        for (ClaimRecordLink& link : claim.links)
            if (std::find(links.begin(), links.end(), link) == links.end()) links.push_back(std::move(link));
    }
}

Status SpanLineReader::begin(JsonValue text, JsonValue beside)
{
    Result<TextPtr> made = Text::make(std::string(text.string()));
    if (!made) return fail_at(text.offset(), made.error().message);
    begin(std::move(*made));
    if (!beside.is_string()) return {};  // the line is somebody else's
    Result<Beside> read = read_beside(beside.string());
    if (!read) return fail_at(beside.offset(), read.error().message);
    beside_ = std::move(*read);
    adopt(*beside_.project);
    return {};
}

void SpanLineReader::begin(TextPtr text)
{
    offsets_.reset();
    beside_ = {};
    found_.clear();
    by_id_.clear();
    links_.clear();
    left_out_.clear();
    renamed_.clear();
    builder_.add_document(stem_ + "-" + std::to_string(++count_) + ".txt", std::move(text));
    offsets_.emplace(builder_.text(), OffsetUnit::CodePoint);
}

Result<TextRange> SpanLineReader::range(JsonValue entry, JsonValue begin, JsonValue end) const
{
    if (!begin.unsigned32() || !end.unsigned32())
        return fail_at(entry.offset(), "a begin and an end are expected, whole numbers");
    Result<TextRange> out = offsets_->range(*begin.unsigned32(), *end.unsigned32());
    if (!out) return fail_at(entry.offset(), out.error().message);
    return out;
}

Result<std::vector<TextRange>> SpanLineReader::ranges(JsonValue list) const
{
    std::vector<TextRange> out;
    for (const JsonValue each : list.children()) {
        const Result<TextRange> at = range(each, each["start"], each["end"]);
        if (!at) return fail(at.error());
        if (!out.empty() && at->begin < out.back().end)
            return fail_at(each.offset(), "it begins before the end of the one before");
        out.push_back(*at);
    }
    return out;
}

Status SpanLineReader::read_tokens(const char* tokenizer, JsonValue tokens, JsonValue sentences,
                                   std::initializer_list<std::string_view> known)
{
    if (is_own()) return {};
    const Result<std::vector<TextRange>> words = ranges(tokens), borders = ranges(sentences);
    if (!words) return fail(words.error());
    if (!borders) return fail(borders.error());
    Segments segments{tokenizer, {}, *borders};
    for (const TextRange& word : *words)
        if (!without_blanks(builder_.text(), word).empty()) segments.tokens.push_back(word);
    if (!segments.tokens.empty()) builder_.document().segments = std::move(segments);
    for (const JsonValue token : tokens.children())
        for (const JsonValue each : token.children()) {
            const bool is_place = each.key() == "id" || each.key() == "start" || each.key() == "end";
            if (!is_place && std::find(known.begin(), known.end(), each.key()) == known.end())
                losses_.add("attributes of tokens", std::string(each.key()));
        }
    return {};
}

void SpanLineReader::add(Found mark)
{
    if (mark.id.empty()) mark.id = "span " + std::to_string(found_.size() + 1);
    const auto [known, is_new] = by_id_.emplace(mark.id, found_.size());
    if (!is_new && knows_span(mark.id)) {
        auto& at = found_[known->second].span.at;
        at.insert(at.end(), mark.span.at.begin(), mark.span.at.end());
        return;
    }
    found_.push_back(std::move(mark));
}

std::string SpanLineReader::record_key(const std::string& id) const
{
    const auto renamed = renamed_.find(id);
    return renamed == renamed_.end() ? id : renamed->second;
}

void SpanLineReader::finish()
{
    std::unordered_map<std::string, SpanId> spans;
    for (Found& each : found_) {
        if (!settle_fragments(each.span.at)) losses_.add("overlaps of fragments", each.id);
        if (const auto fields = beside_.fields.find(each.id); fields != beside_.fields.end()) {
            each.span.id = SpanId(each.id);
            for (Property& field : fields->second)
                if (field.name == "identifier" || field.name == "claim") field.value = record_key(field.value);
            take_fields(builder_, each.span, fields->second);
        }
        spans.emplace(each.id, builder_.add(std::move(each.span)));
    }
    for (RoleLink& link : beside_.links)
        if (left_out_.count(link.id) == 0) links_.push_back(std::move(link));
    std::map<std::string, std::string> other;  // ids for those that a line before has too
    for (const RoleLink& link : links_)
        if (!link.id.empty() && !link_ids_.insert(link.id).second) {
            std::string id = std::to_string(count_) + "/" + link.id;
            while (!link_ids_.insert(id).second) id += "'";
            other.emplace(link.id, id);
        }
    for (RoleLink& link : links_) {
        if (const auto id = other.find(link.id); id != other.end()) link.id = id->second;
        for (LinkEnd& end : link.ends)
            if (const auto id = other.find(end.target); end.role == "parent" && id != other.end())
                end.target = id->second;
    }
    take_links(builder_, links_, spans, losses_);
    if (beside_.project && !beside_.project->documents().empty())
        builder_.describe(*beside_.project, beside_.project->documents().front());
}

ReadResult SpanLineReader::take(const InputFile& file, std::vector<std::string> notes)
{
    Result<Project> project = builder_.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), std::move(notes), losses_.take()};
}

}  // namespace glossator
