#include "core/io/web_annotation.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/io/fields_of_spans.h"
#include "core/io/file_name.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/offset_unit.h"

namespace glossator {

namespace {

constexpr std::string_view kUrn = "urn:glossator:";
constexpr const char* kContext = "http://www.w3.org/ns/anno.jsonld";
constexpr const char* kLinks = ".links.json";

const Format kFormat = {"web-annotation",
                        "W3C Web Annotation, JSON-LD",
                        {".json", ".jsonld"},
                        true,
                        true,
                        {{"offsets", "what positions count, when reading", {"auto", "codepoint", "utf16", "byte"}}}};

// With all but letters, digits and -._~ as %XX, and back.
std::string encoded(std::string_view text)
{
    constexpr std::string_view kPlain = "-._~", kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (word || kPlain.find(c) != std::string_view::npos)
            out += c;
        else
            ((out += '%') += kDigits[byte >> 4]) += kDigits[byte & 15];
    }
    return out;
}

std::string decoded(std::string_view text)
{
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                      : -1;
    };
    std::string out;
    for (size_t i = 0; i < text.size(); ++i) {
        const bool is_code =
            text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
        out += is_code ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
        if (is_code) i += 2;
    }
    return find_invalid_utf8(out) ? std::string(text) : out;
}

std::string urn_of(std::string_view id)
{
    return std::string(kUrn) + encoded(id);
}

std::string id_of(std::string_view urn)
{
    return urn.substr(0, kUrn.size()) == kUrn ? decoded(urn.substr(kUrn.size())) : std::string(urn);
}

class WebWriter {
public:
    WebWriter(const Project& project, const Document& document)
        : project_(project),
          document_(document),
          set_(exported_set(project, document)),
          source_(document.url.empty() ? urn_of(document.id.text) : document.url),
          offsets_(*document.text, OffsetUnit::CodePoint)
    {}

    std::string spans()
    {
        out_.begin_array();
        if (set_ != nullptr) set_->spans.for_each([&](const Span& span) { write(span); });
        return out_.end_array().take() + "\n";
    }

    std::string links()
    {
        out_.begin_array();
        begin("records:" + document_.id.text, "describing");
        out_.key("body").begin_object().string("type", "TextualBody").string("purpose", "describing");
        out_.string("format", "application/json").string("value", side_records(project_, {&document_})).end_object();
        out_.string("target", source_).end_object();
        if (set_ != nullptr) {
            for (const auto& [id, relation] : set_->relations) write(link_of(relation));
            for (const auto& [id, attribution] : set_->attributions) write(link_of(attribution));
        }
        return out_.end_array().take() + "\n";
    }

private:
    void begin(const std::string& id, const char* motivation)
    {
        out_.begin_object().string("@context", kContext).string("id", urn_of(id)).string("type", "Annotation");
        out_.string("motivation", motivation);
    }

    void write_body(const char* purpose, const std::string& value)
    {
        out_.begin_object()
            .string("type", "TextualBody")
            .string("purpose", purpose)
            .string("value", value)
            .end_object();
    }

    void write_target(const TextRange& range)
    {
        constexpr uint32_t kAround = 32;  // code points
        const Text& text = *document_.text;
        const uint32_t begin = offsets_.from_byte(range.begin), end = offsets_.from_byte(range.end);
        const uint32_t before = text.code_point_to_byte(begin - std::min(begin, kAround));
        const uint32_t after = text.code_point_to_byte(std::min(end + kAround, text.code_points()));
        out_.begin_object().string("source", source_).key("selector").begin_array();
        out_.begin_object().string("type", "TextQuoteSelector").string("exact", text.slice(range));
        out_.string("prefix", text.slice({before, range.begin})).string("suffix", text.slice({range.end, after}));
        out_.end_object().begin_object().string("type", "TextPositionSelector");
        out_.number("start", begin).number("end", end).end_object().end_array().end_object();
    }

    void write(const Span& span)
    {
        begin(span.id.text, "tagging");
        out_.key("body").begin_array();
        write_body("tagging", span.label.text);
        for (const Property& each : fields_of(project_, span)) {
            if (each.name == "note")
                write_body("commenting", each.value);
            else
                write_body("classifying", encoded(each.name) + "=" + each.value);
        }
        out_.end_array().key("target");
        if (span.at.size() > 1) out_.begin_array();
        for (const TextRange& range : span.at) write_target(range);
        if (span.at.size() > 1) out_.end_array();
        out_.end_object();
    }

    void write(const RoleLink& link)
    {
        begin(link.id, "linking");
        out_.key("body").begin_array();
        write_body("tagging", link.type);
        std::string roles = "roles=";
        for (const LinkEnd& end : link.ends) roles += (&end == &link.ends.front() ? "" : " ") + end.role;
        write_body("classifying", roles);
        for (const Property& each : link.properties) write_body("classifying", encoded(each.name) + "=" + each.value);
        out_.end_array().key("target").begin_array();
        for (const LinkEnd& end : link.ends) out_.begin_object().string("id", urn_of(end.target)).end_object();
        out_.end_array().end_object();
    }

    const Project& project_;
    const Document& document_;
    const AnnotationSet* set_;
    std::string source_;
    Offsets offsets_;
    JsonWriter out_;
};

std::vector<JsonValue> list_of(JsonValue value)
{
    std::vector<JsonValue> out;
    if (value.is_array())
        for (const JsonValue item : value.children()) out.push_back(item);
    else if (value)
        out.push_back(value);
    return out;
}

// The annotations of a file: a list, a page, a collection, or one.
std::vector<JsonValue> annotations_of(JsonValue root)
{
    if (root["first"].is_object()) return annotations_of(root["first"]);
    return list_of(root["items"] ? root["items"] : root);
}

struct Bodies {
    std::vector<std::string> tags;
    std::vector<Property> fields;
    std::string note;
};

struct Selected {
    std::optional<uint64_t> start, end;
    std::string exact, prefix, suffix;
};

Selected selected_by(JsonValue target)
{
    Selected out;
    for (const JsonValue selector : list_of(target["selector"])) {
        if (selector["type"].string() == "TextPositionSelector") {
            if (const auto start = selector["start"].unsigned32()) out.start = *start;
            if (const auto end = selector["end"].unsigned32()) out.end = *end;
        } else if (selector["type"].string() == "TextQuoteSelector") {
            out.exact = selector["exact"].string();
            out.prefix = selector["prefix"].string();
            out.suffix = selector["suffix"].string();
        }
    }
    return out;
}

// The only place of the quote between what stands around it.
std::optional<TextRange> place_of(const Text& text, const Selected& selected)
{
    const std::string_view bytes = text.bytes();
    std::optional<TextRange> out;
    for (size_t at = bytes.find(selected.exact); at != std::string_view::npos && !selected.exact.empty();
         at = bytes.find(selected.exact, at + 1)) {
        const size_t end = at + selected.exact.size();
        const std::string_view before = bytes.substr(0, at);
        const bool fits = before.size() >= selected.prefix.size() &&
                          before.substr(before.size() - selected.prefix.size()) == selected.prefix &&
                          bytes.substr(end, selected.suffix.size()) == selected.suffix;
        if (!fits) continue;
        if (out) return std::nullopt;
        out = TextRange{static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
    }
    return out;
}

class WebReader {
public:
    WebReader(ProjectBuilder& builder, Losses& losses, std::vector<std::string>& notes)
        : builder_(builder), losses_(losses), notes_(notes)
    {}

    // Before the text: what the file says of the project.
    Status take_records(const std::vector<JsonValue>& annotations)
    {
        for (const JsonValue each : annotations) {
            if (each["body"]["format"].string() != "application/json" || each["motivation"].string() != "describing" ||
                each["id"].string().substr(0, kUrn.size()) != kUrn)
                continue;
            Result<Project> read = read_side_records(each["body"]["value"].string());
            if (!read) return fail_at(each.offset(), read.error().message);
            if (!records_) {
                records_ = std::move(*read);
                builder_.adopt(*records_);
            }
        }
        return {};
    }

    void find_unit(const std::vector<JsonValue>& annotations, std::string_view wanted)
    {
        std::vector<Quoted> quotes;
        for (const JsonValue each : annotations)
            for (const JsonValue target : list_of(each["target"])) {
                const Selected selected = selected_by(target);
                if (selected.start && selected.end && !selected.exact.empty())
                    quotes.push_back({*selected.start, *selected.end, selected.exact});
            }
        unit_ = offset_unit_named(wanted).value_or(detect_unit(builder_.text(), quotes, OffsetUnit::CodePoint).unit);
        if (unit_ != OffsetUnit::CodePoint) notes_.push_back(std::string("positions count as ") + name_of(unit_));
    }

    void take(const std::vector<JsonValue>& annotations)
    {
        const Offsets offsets(builder_.text(), unit_);
        for (const JsonValue each : annotations) {
            const std::string id = id_of(each["id"].string());
            if (each["motivation"].string() == "describing" && id.substr(0, 8) == "records:") continue;
            std::vector<TextRange> at;
            size_t without_selector = 0;
            const std::vector<JsonValue> targets = list_of(each["target"]);
            for (const JsonValue target : targets) take_target(target, offsets, at, without_selector);
            for (const char* key : {"creator", "created", "generator", "modified"})
                if (each[key]) losses_.add("creators and times of annotations", each[key].text());
            if (!at.empty())
                take_span(each, id, std::move(at));
            else if (without_selector == targets.size() &&
                     (without_selector > 1 || each["motivation"].string() == "linking"))
                take_link(each, id, targets);
            else if (without_selector > 0)
                losses_.add("annotations of something else than a part of the text", id);
        }
    }

    void finish()
    {
        take_links(builder_, links_, spans_, losses_);
        if (records_ && !records_->documents().empty()) builder_.describe(*records_, records_->documents().front());
        if (moved_ > 0)
            notes_.push_back(std::to_string(moved_) + " annotations were placed by their quote, not by their position");
    }

private:
    void take_target(JsonValue target, const Offsets& offsets, std::vector<TextRange>& at, size_t& without_selector)
    {
        if (!target["selector"]) {
            ++without_selector;
            return;
        }
        const std::string_view source = target["source"].string();
        if (source_.empty()) source_ = source;
        const Selected selected = selected_by(target);
        const bool is_other = source != source_;  // unless its quote stands in this text where it says
        if (selected.start && selected.end) {
            const Result<TextRange> range = offsets.range(*selected.start, *selected.end);
            const bool stands =
                range && (selected.exact.empty() || same_but_blanks(builder_.text().slice(*range), selected.exact));
            if (stands && !(is_other && selected.exact.empty())) return at.push_back(*range);
        }
        if (is_other) return losses_.add("annotations of another source", std::string(source));
        const std::optional<TextRange> place = place_of(builder_.text(), selected);
        if (!place) return losses_.add("targets whose quote doesn't stand at one place of the text", selected.exact);
        ++moved_;
        at.push_back(*place);
    }

    Bodies bodies_of(JsonValue annotation)
    {
        Bodies out;
        if (annotation["bodyValue"].is_string()) out.note = annotation["bodyValue"].string();
        for (const JsonValue body : list_of(annotation["body"])) {
            const std::string value(body["value"].string()), purpose(body["purpose"].string());
            const size_t equals = value.find('=');
            if (purpose == "identifying")
                out.fields.push_back(
                    {"identifier", std::string((body["source"] ? body["source"] : body["id"]).string())});
            else if (body["type"].string() != "TextualBody" || !body["value"].is_string())
                losses_.add("bodies that are no texts", body.text());
            else if (purpose == "classifying" && equals != std::string::npos)
                out.fields.push_back({decoded(value.substr(0, equals)), value.substr(equals + 1)});
            else if (purpose == "tagging" || purpose == "classifying")
                out.tags.push_back(value);
            else
                out.note += (out.note.empty() ? "" : "\n") + value;
        }
        return out;
    }

    void take_span(JsonValue annotation, const std::string& id, std::vector<TextRange> at)
    {
        const Bodies bodies = bodies_of(annotation);
        Span span;
        span.id = SpanId(id);
        if (!settle_fragments(at)) losses_.add("overlaps of targets", id);
        span.at = std::move(at);
        const std::string_view motivation = annotation["motivation"].string();
        span.label = builder_.label(!bodies.tags.empty() ? bodies.tags.front()
                                    : motivation.empty() ? "annotation"
                                                         : std::string(motivation));
        span.note = bodies.note;
        take_fields(builder_, span, bodies.fields);
        if (bodies.tags.size() > 1)
            builder_.set_attribute(span, "tags", std::vector<std::string>(bodies.tags.begin() + 1, bodies.tags.end()));
        spans_.emplace(id, builder_.add(std::move(span)));
    }

    void take_link(JsonValue annotation, const std::string& id, const std::vector<JsonValue>& targets)
    {
        const Bodies bodies = bodies_of(annotation);
        RoleLink link{id, bodies.tags.empty() ? "link" : bodies.tags.front(), {}};
        std::string_view roles;
        for (const Property& field : bodies.fields) {
            if (field.name == "roles")
                roles = field.value;
            else
                link.properties.push_back(field);
        }
        for (const JsonValue target : targets) {
            const size_t blank = std::min(roles.find(' '), roles.size());
            const std::string_view iri = target.is_string() ? target.string() : target["id"].string();
            link.ends.push_back({std::string(roles.substr(0, blank)), id_of(iri)});
            roles.remove_prefix(std::min(blank + 1, roles.size()));
        }
        links_.push_back(std::move(link));
    }

    ProjectBuilder& builder_;
    Losses& losses_;
    std::vector<std::string>& notes_;
    std::optional<Project> records_;
    OffsetUnit unit_ = OffsetUnit::CodePoint;
    std::string source_;
    size_t moved_ = 0;
    std::unordered_map<std::string, SpanId> spans_;
    std::vector<RoleLink> links_;
};

bool fits(std::string_view, std::string_view bytes)
{
    return bytes.find(kContext) != std::string_view::npos && bytes.find("\"Annotation") != std::string_view::npos;
}

std::string beside(std::string_view name, const char* extension)
{
    const size_t slash = name.rfind('/');
    return std::string(name.substr(0, slash == std::string_view::npos ? 0 : slash + 1)) + std::string(file_stem(name)) +
           extension;
}

std::vector<std::string> companions(std::string_view name)
{
    return {beside(name, ".txt"), beside(name, kLinks)};
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const InputFile* text_file = request.find(beside(file.name, ".txt"));
    const InputFile* links_file = request.find(beside(file.name, kLinks));
    if (links_file == &file) links_file = nullptr;
    const Result<JsonDocument> json = JsonDocument::parse(file.bytes);
    if (!json) return refuse(file, json.error());
    const Result<JsonDocument> links = JsonDocument::parse(links_file != nullptr ? links_file->bytes : "[]");
    if (!links) return refuse(*links_file, links.error());
    if (text_file == nullptr)
        return refuse(file, 0, "the text that it is about has to stand beside it, as " + beside(file.name, ".txt"));
    Result<TextPtr> text = Text::make(std::string(text_file->bytes));
    if (!text) return refuse(*text_file, text.error());
    ProjectBuilder builder(request);
    Losses losses;
    std::vector<std::string> notes;
    WebReader reader(builder, losses, notes);
    const std::vector<JsonValue> first = annotations_of(json->root()), second = annotations_of(links->root());
    if (Status sound = reader.take_records(first); !sound) return refuse(file, sound.error());
    if (Status sound = reader.take_records(second); !sound) return refuse(*links_file, sound.error());
    builder.add_document(text_file->name, std::move(*text));
    reader.find_unit(first, request.option(kFormat, "offsets"));
    reader.take(first);
    reader.take(second);
    reader.finish();
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), std::move(notes), losses.take()};
}

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Exported out;
    std::set<std::string> taken;
    for (const Document& document : project.documents()) {
        const std::string name = free_name(document.name.empty() ? document.id.text : document.name, ".json", taken);
        out.files.push_back({name, WebWriter(project, document).spans()});
        out.files.push_back({beside(name, kLinks), WebWriter(project, document).links()});
        out.files.push_back({beside(name, ".txt"), std::string(document.text->bytes())});
    }
    Losses losses;
    count_beside_records(project, losses, false);
    out.losses = losses.take();
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Result<JsonDocument> json = JsonDocument::parse(exported.files.at(3 * i).bytes);
        if (!json) return fail(json.error());
        const Result<TextPtr> text = Text::make(exported.files.at(3 * i + 2).bytes);
        if (!text) return fail(text.error());
        const Offsets offsets(**text, OffsetUnit::CodePoint);
        std::vector<FoundSpan> found;
        for (const JsonValue each : json->root().children()) {
            FoundSpan& span = found.emplace_back(FoundSpan{id_of(each["id"].string()), {}});
            for (const JsonValue target : list_of(each["target"])) {
                const Selected selected = selected_by(target);
                const Result<TextRange> range = offsets.range(selected.start.value_or(0), selected.end.value_or(0));
                if (!range) return fail(range.error());
                span.quotes.emplace_back((*text)->slice(*range));
            }
        }
        const Document& document = project.documents()[i];
        if (Status same = compare_spans(document, exported_set(project, document), found); !same) return same;
    }
    return {};
}

}  // namespace

Codec web_annotation_codec()
{
    return {kFormat, fits, companions, read, write, check};
}

}  // namespace glossator
