#include <deque>
#include <string>
#include <utility>

#include "core/io/file_lines.h"
#include "core/io/json_cursor.h"
#include "core/io/native_reader.h"
#include "core/model/rules.h"

namespace glossator {

namespace {

// How many arrays and objects lie around a record, for JsonDocument::parse().
constexpr size_t kInFile = 1, kInLine = 1;
constexpr size_t kInList = 2;
constexpr size_t kInSet = 3;
constexpr size_t kInListOfSet = 4;

// Every method that says no leaves the file to FileReader::read().
class PlainReader {
public:
    explicit PlainReader(std::string_view file) : file_(file), in_(file) {}
    bool read();
    bool read_lines();  // of a file that has one record a line
    Project take_project() { return reader_.take_project(); }

private:
    bool read_header(const std::optional<JsonDocument>& header);
    bool read_line(std::vector<JsonDocument>& claims);
    bool read_claims(std::vector<JsonDocument>& claims);
    bool read_document();
    bool read_set();
    bool read_spans(AnnotationSet& set);
    bool read_attributions(AnnotationSet& set);
    // Of their own, not part of a loop: a browser makes fast what is called often.
    [[gnu::noinline]] bool take_span(const Text& text, Span& out);
    [[gnu::noinline]] bool take_attribution(Attribution& out);
    bool take_plain_attribution(Attribution& out);
    bool take_ids(std::vector<SpanId>& out);
    bool take_plain_span(const Text& text, Span& out);
    bool take_ranges(const Text& text, std::vector<TextRange>& out);
    bool take_quotes(const Text& text, const std::vector<TextRange>& at);
    bool take_attributes(Attributes& out);
    uint32_t byte_of(const Text& text, uint32_t code_point);

    std::optional<JsonDocument> take_value(size_t depth);
    template <class Read>
    bool take_list(std::string_view key, size_t depth, const Read& read);
    // Copies members of the object that is being read as they stand, with a comma before each but the first of
    // `members`: those before the key `stop`, in its quotation marks, whose value comes next, or all to the object's
    // end where that is empty.
    bool copy_members(std::string& members, std::string_view stop);
    std::optional<JsonDocument> members_before(std::string_view list, size_t depth);
    // Calls `take_member` with the number of its key for each member of the object that comes next. No for another key,
    // another order than that of `keys`, and if one of `required` (bits) is missing.
    template <size_t N, class TakeMember>
    bool take_members(const std::string_view (&keys)[N], unsigned required, const TakeMember& take_member);
    // Calls `take_item` for each item of the array that comes next.
    template <class TakeItem>
    bool take_items(const TakeItem& take_item);

    std::string_view file_;  // or a line of it, while one is read
    JsonCursor in_;
    FileReader reader_{ReadOptions{}};
    uint32_t last_code_point_ = 0, last_byte_ = 0;  // where the range before began in the text
};

std::optional<JsonDocument> PlainReader::take_value(size_t depth)
{
    const std::string_view value = in_.take_any();
    if (value.empty() || value.front() == '\xEF') return std::nullopt;  // a byte order mark belongs to the file's begin
    Result<JsonDocument> parsed = JsonDocument::parse(value, static_cast<size_t>(value.data() - file_.data()), depth);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

template <class Read>
bool PlainReader::take_list(std::string_view key, size_t depth, const Read& read)
{
    if (!in_.take(',') || !in_.take_key(key)) return false;
    const std::optional<JsonDocument> list = take_value(depth);
    if (!list || !list->root().is_array()) return false;
    read(list->root());
    return reader_.problems().count() == 0;
}

bool PlainReader::copy_members(std::string& members, std::string_view stop)
{
    do {
        const size_t begin = in_.place();
        const std::string_view key = in_.take_any();
        if (key.empty() || !in_.take(':')) return false;
        if (key == stop) return true;
        (void)in_.take_any();
        members += members.empty() ? "" : ",";
        members += file_.substr(begin, in_.place() - begin);
    } while (in_.take(','));
    return stop.empty() && in_.take('}');
}

// An object of the members that stand before `list`, whose value comes next.
std::optional<JsonDocument> PlainReader::members_before(std::string_view list, size_t depth)
{
    std::string members;
    if (!in_.take('{') || !copy_members(members, list)) return std::nullopt;
    Result<JsonDocument> parsed = JsonDocument::parse('{' + members + '}', 0, depth);
    return parsed ? std::optional(std::move(*parsed)) : std::nullopt;
}

template <class TakeItem>
bool PlainReader::take_items(const TakeItem& take_item)
{
    if (!in_.take('[')) return false;
    if (in_.take(']')) return true;
    do
        if (!take_item()) return false;
    while (in_.take(','));
    return in_.take(']');
}

template <size_t N, class TakeMember>
bool PlainReader::take_members(const std::string_view (&keys)[N], unsigned required, const TakeMember& take_member)
{
    unsigned seen = 0;
    size_t next = 0;  // they are written in this order
    if (!in_.take('{')) return false;
    do {
        size_t which = next;
        while (which < N && !in_.take_key(keys[which])) ++which;
        if (which == N) return false;
        seen |= 1u << which;
        if (!take_member(which)) return false;
        next = which + 1;
    } while (in_.take(','));
    return (seen & required) == required && in_.take('}');
}

bool PlainReader::read_header(const std::optional<JsonDocument>& header)
{
    if (!header || !is_readable(reader_.problems(), header->root())) return false;
    Fields fields(reader_.problems(), header->root(), "file");
    FileRecords file;
    take_header(fields, file);
    file.extra = fields.finish();
    reader_.read_header(file);
    return reader_.problems().count() == 0;
}

bool PlainReader::read()
{
    if (!read_header(members_before("\"documents\"", 0))) return false;
    if (!take_items([this] { return read_document(); })) return false;
    const bool records =
        take_list("entities", kInFile, [this](JsonValue list) { reader_.read_entities(items(list)); }) &&
        take_list("claims", kInFile, [this](JsonValue list) { reader_.read_claims(items(list)); });
    if (!records) return false;
    return in_.take(',') && in_.take_key("sets") && take_items([this] { return read_set(); }) && in_.take('}') &&
           in_.at_end();
}

// Records come after those that they refer to, claims only before the sets: links lead from one claim to any other.
bool PlainReader::read_lines()
{
    const std::string_view lines = file_;
    std::vector<JsonDocument> claims;
    bool has_header = false;
    size_t next = 0;
    while (const std::optional<Line> line = next_line(lines, next)) {
        file_ = line->text;
        in_ = JsonCursor(file_);
        if (in_.at_end()) continue;
        if (!(has_header ? read_line(claims) : read_header(take_value(0))) || !in_.at_end()) return false;
        has_header = true;
    }
    return has_header && read_claims(claims);
}

bool PlainReader::read_line(std::vector<JsonDocument>& claims)
{
    bool taken = false;
    if (!in_.take('{')) return false;
    if (in_.take_key("document")) {
        taken = read_document();
    } else if (in_.take_key("set")) {
        taken = read_claims(claims) && read_set();
    } else if (const bool is_claim = in_.take_key("claim"); is_claim || in_.take_key("entity")) {
        std::optional<JsonDocument> record = take_value(kInLine);
        taken = record.has_value();
        if (taken && is_claim)
            claims.push_back(std::move(*record));
        else if (taken)
            reader_.read_entities({record->root()});
    }
    return taken && reader_.problems().count() == 0 && in_.take('}');
}

bool PlainReader::read_claims(std::vector<JsonDocument>& claims)
{
    std::vector<JsonValue> records;
    for (const JsonDocument& each : claims) records.push_back(each.root());
    reader_.read_claims(records);
    claims.clear();
    return reader_.problems().count() == 0;
}

// The text, which may be most of the file, is taken as it comes; the rest is small.
bool PlainReader::read_document()
{
    std::string members, text;
    if (!in_.take('{') || !copy_members(members, "\"text\"") || !in_.take_text(text)) return false;
    if (in_.take(',') ? !copy_members(members, {}) : !in_.take('}')) return false;
    const Result<JsonDocument> record = JsonDocument::parse('{' + members + '}', 0, kInList);
    if (!record) return false;
    reader_.read_document(record->root(), std::move(text));
    return reader_.problems().count() == 0 && !reader_.texts_differ();
}

bool PlainReader::read_set()
{
    const std::optional<JsonDocument> info = members_before("\"spans\"", kInList);
    if (!info || info->root()["relations"] || info->root()["attributions"]) return false;
    AnnotationSet* set = reader_.begin_set(info->root());
    return set && reader_.problems().count() == 0 && read_spans(*set) &&
           take_list("relations", kInSet, [&](JsonValue list) { reader_.read_relations(list, *set); }) &&
           in_.take(',') && in_.take_key("attributions") && read_attributions(*set) && in_.take('}');
}

bool PlainReader::read_spans(AnnotationSet& set)
{
    const Document& document = *reader_.project().find(set.info.document);
    last_code_point_ = last_byte_ = 0;
    std::deque<Span> spans;
    const bool taken = take_items([&] {
        return take_span(*document.text, spans.emplace_back()) && check(reader_.project(), document, spans.back());
    });
    return taken && reader_.take_spans(set, std::move(spans));
}

bool PlainReader::take_span(const Text& text, Span& out)
{
    const size_t begin = in_.place();
    if (take_plain_span(text, out)) return true;
    in_.go_back(begin);
    const std::optional<JsonDocument> record = take_value(kInListOfSet);
    if (record) out = parse_span(reader_.problems(), record->root(), &text);
    return record && reader_.problems().count() == 0;
}

// A span that has no more than nearly all have.
bool PlainReader::take_plain_span(const Text& text, Span& out)
{
    constexpr std::string_view kKeys[] = {"id", "label", "at", "quote", "attributes", "entity"};
    constexpr unsigned kRequired = 0xF;
    return take_members(kKeys, kRequired, [&](size_t which) {
        std::string_view value;
        switch (which) {
        case 2: return take_ranges(text, out.at);
        case 3: return take_quotes(text, out.at);
        case 4: return take_attributes(out.attributes);
        default:
            if (!in_.take_plain(value) || value.empty()) return false;
            (which == 0 ? out.id.text : which == 1 ? out.label.text : out.entity.text) = value;
            return true;
        }
    });
}

bool PlainReader::read_attributions(AnnotationSet& set)
{
    std::deque<Attribution> attributions;
    return take_items([&] { return take_attribution(attributions.emplace_back()); }) &&
           reader_.take_attributions(set, std::move(attributions));
}

bool PlainReader::take_attribution(Attribution& out)
{
    const size_t begin = in_.place();
    if (take_plain_attribution(out)) return true;
    in_.go_back(begin);
    const std::optional<JsonDocument> record = take_value(kInListOfSet);
    if (record) out = parse_attribution(reader_.problems(), record->root());
    return record && reader_.problems().count() == 0;
}

bool PlainReader::take_plain_attribution(Attribution& out)
{
    constexpr std::string_view kKeys[] = {"id", "sources", "cues", "contents", "addressees", "parent", "attributes"};
    constexpr unsigned kRequired = 0xF;
    return take_members(kKeys, kRequired, [&](size_t which) {
        std::string_view value;
        switch (which) {
        case 1: return take_ids(out.sources);
        case 2: return take_ids(out.cues);
        case 3: return take_ids(out.contents);
        case 4: return take_ids(out.addressees);
        case 6: return take_attributes(out.attributes);
        default:
            if (which == 5 && in_.take_word("null")) return true;
            if (!in_.take_plain(value) || value.empty()) return false;
            (which == 0 ? out.id.text : out.parent.text) = value;
            return true;
        }
    });
}

bool PlainReader::take_ids(std::vector<SpanId>& out)
{
    return take_items([&] {
        std::string_view id;
        if (!in_.take_plain(id) || id.empty()) return false;
        out.emplace_back(id);
        return true;
    });
}

bool PlainReader::take_ranges(const Text& text, std::vector<TextRange>& out)
{
    return take_items([&] {
        uint32_t begin = 0, end = 0;
        if (!in_.take('[') || !in_.take_number(begin) || !in_.take(',') || !in_.take_number(end) || !in_.take(']'))
            return false;
        if (begin >= end || end > text.code_points()) return false;
        const uint32_t first = byte_of(text, begin);
        out.push_back({first, byte_of(text, end)});
        return true;
    });
}

// Ranges mostly come in order, and near one another.
uint32_t PlainReader::byte_of(const Text& text, uint32_t code_point)
{
    constexpr uint32_t kNear = 256;
    const bool near = code_point >= last_code_point_ && code_point - last_code_point_ < kNear;
    last_byte_ = near ? text.forward(last_byte_, code_point - last_code_point_) : text.code_point_to_byte(code_point);
    last_code_point_ = code_point;
    return last_byte_;
}

bool PlainReader::take_quotes(const Text& text, const std::vector<TextRange>& at)
{
    size_t i = 0;
    return take_items([&] { return i < at.size() && in_.take_same(text.slice(at[i++])); }) && i == at.size();
}

bool PlainReader::take_attributes(Attributes& out)
{
    if (!in_.take('{')) return false;
    if (in_.take('}')) return true;
    do {
        std::string_view key, value;
        if (!in_.take_plain(key) || !in_.take(':') || !in_.take_plain(value)) return false;
        if (out.find(AttributeId(key))) return false;
        out.set(AttributeId(key), std::string(value));
    } while (in_.take(','));
    return in_.take('}');
}

}  // namespace

std::optional<Project> read_plain_native(std::string_view file)
{
    const size_t end = file.find('\n');
    const bool has_lines = end != std::string_view::npos && end > 0 && file[end - 1] == '}' && end + 1 < file.size();
    PlainReader reader(file);
    if (!(has_lines ? reader.read_lines() : reader.read())) return std::nullopt;
    return reader.take_project();
}

}  // namespace glossator
