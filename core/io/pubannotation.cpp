#include "core/io/pubannotation.h"

#include <algorithm>
#include <map>

#include "core/io/fields_of_spans.h"
#include "core/io/file_name.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/offset_unit.h"

namespace glossator {

namespace {

constexpr const char* kChained = "_lexicallyChainedTo";

const Format kFormat = {"pubannotation",
                        "PubAnnotation JSON",
                        {".json"},
                        true,
                        true,
                        {{"offsets", "what offsets count, when reading", {"codepoint", "utf16", "byte"}}}};

class PubWriter {
public:
    PubWriter(const Project& project, const Document& document)
        : project_(project), document_(document), offsets_(*document.text, OffsetUnit::CodePoint)
    {}

    std::string write()
    {
        out_.begin_object().string("text", document_.text->bytes());
        const AnnotationSet* set = exported_set(project_, document_);
        out_.key("denotations").begin_array();
        if (set != nullptr) {
            set->spans.for_each([&](const Span& span) { write_denotation(span.id.text, span.at, span.label.text); });
            for (const auto& [id, attribution] : set->attributions) {
                const SpanId& at = !attribution.cues.empty()       ? attribution.cues.front()
                                   : !attribution.contents.empty() ? attribution.contents.front()
                                                                   : attribution.sources.front();
                write_denotation(id.text, set->spans.find(at)->at, kAttributionType);
            }
        }
        out_.end_array().key("relations").begin_array();
        if (set != nullptr) {
            for (const auto& [id, relation] : set->relations)
                write_triple("relations", id.text, relation.from.text, relation.type.text, relation.to.text);
            for (const auto& [id, attribution] : set->attributions)
                for (const LinkEnd& end : link_of(attribution).ends)
                    write_triple("relations", "", end.target, end.role, id.text);
        }
        out_.end_array().key("attributes").begin_array();
        if (set != nullptr) {
            set->spans.for_each([&](const Span& span) { write_fields(span.id.text, fields_of(project_, span)); });
            for (const auto& [id, relation] : set->relations) write_fields(id.text, link_of(relation).properties);
            for (const auto& [id, attribution] : set->attributions)
                write_fields(id.text, link_of(attribution).properties);
        }
        out_.end_array().string("glossator", side_records(project_, {&document_})).end_object();
        return out_.take() + "\n";
    }

private:
    void write_place(const TextRange& range)
    {
        out_.begin_object().number("begin", offsets_.from_byte(range.begin));
        out_.number("end", offsets_.from_byte(range.end)).end_object();
    }

    void write_denotation(const std::string& id, const std::vector<TextRange>& at, std::string_view obj)
    {
        out_.begin_object().string("id", id).key("span");
        if (at.size() == 1) {
            write_place(at.front());
        } else {
            out_.begin_array();
            for (const TextRange& range : at) write_place(range);
            out_.end_array();
        }
        out_.string("obj", obj).end_object();
    }

    void write_triple(const char* kind, const std::string& id, const std::string& subject, const std::string& predicate,
                      const std::string& object)
    {
        const std::string made = std::string(kind) + "-" + std::to_string(++triples_);
        out_.begin_object().string("id", id.empty() ? made : id).string("pred", predicate);
        out_.string("subj", subject).string("obj", object).end_object();
    }

    void write_fields(const std::string& id, const std::vector<Property>& fields)
    {
        for (const Property& each : fields) write_triple("attributes", "", id, each.name, each.value);
    }

    const Project& project_;
    const Document& document_;
    Offsets offsets_;
    JsonWriter out_;
    size_t triples_ = 0;
};

std::string text_of(JsonValue value)
{
    if (!value || value.is_null()) return {};
    return value.is_string() ? std::string(value.string()) : value.text();
}

struct Denotation {
    std::string id;
    std::string obj;
    std::vector<TextRange> at;
    size_t place = 0;
};

// Errors: with the offset.
Result<std::vector<TextRange>> places_of(JsonValue denotation, const Offsets& offsets)
{
    std::vector<TextRange> out;
    const auto add = [&](JsonValue place) -> Status {
        const std::optional<uint32_t> begin = place["begin"].unsigned32(), end = place["end"].unsigned32();
        if (!begin || !end) return fail_at(denotation.offset(), "the span needs \"begin\" and \"end\", whole numbers");
        if (*begin == *end) return {};
        const Result<TextRange> range = offsets.range(*begin, *end);
        if (!range) return fail_at(denotation.offset(), range.error().message);
        out.push_back(*range);
        return {};
    };
    const JsonValue span = denotation["span"];
    if (!span.is_array()) {
        if (Status sound = add(span); !sound) return fail(sound.error());
        return out;
    }
    for (const JsonValue place : span.children())
        if (Status sound = add(place); !sound) return fail(sound.error());
    return out;
}

class PubReader {
public:
    PubReader(ProjectBuilder& builder, Losses& losses, OffsetUnit unit)
        : builder_(builder), losses_(losses), unit_(unit)
    {}

    Status read(JsonValue json, const std::string& name, bool is_alone)
    {
        if (!json["text"].is_string()) return fail_at(json.offset(), "there is no \"text\" in it");
        Result<TextPtr> text = Text::make(std::string(json["text"].string()));
        if (!text) return fail_at(json["text"].offset(), text.error().message);
        std::optional<Project> records;
        if (json["glossator"].is_string() && is_alone) {
            Result<Project> read = read_side_records(json["glossator"].string());
            if (!read) return fail_at(json["glossator"].offset(), read.error().message);
            records = std::move(*read);
            builder_.adopt(*records);
        }
        builder_.add_document(name, std::move(*text));
        if (Status sound = read_denotations(json["denotations"]); !sound) return sound;
        read_attributes(json["attributes"]);
        read_relations(json["relations"]);
        add_all();
        for (const JsonValue member : json.children()) {
            const std::string_view key = member.key();
            if (key != "text" && key != "denotations" && key != "attributes" && key != "relations" &&
                key != "glossator")
                losses_.add("members of documents", std::string(key));
        }
        if (records && !records->documents().empty()) builder_.describe(*records, records->documents().front());
        return {};
    }

private:
    Status read_denotations(JsonValue list)
    {
        const Offsets offsets(builder_.text(), unit_);
        for (const JsonValue item : list.children()) {
            Result<std::vector<TextRange>> at = places_of(item, offsets);
            if (!at) return fail(at.error());
            Denotation made{text_of(item["id"]), text_of(item["obj"]), std::move(*at), item.offset()};
            if (made.id.empty()) made.id = "denotation " + std::to_string(denotations_.size());
            if (!by_id_.emplace(made.id, denotations_.size()).second)
                return fail_at(item.offset(), "the id " + made.id + " is there twice");
            denotations_.push_back(std::move(made));
        }
        return {};
    }

    void read_attributes(JsonValue list)
    {
        for (const JsonValue item : list.children())
            fields_[text_of(item["subj"])].push_back({text_of(item["pred"]), text_of(item["obj"])});
    }

    void read_relations(JsonValue list)
    {
        for (const JsonValue item : list.children()) {
            const std::string subject = text_of(item["subj"]), object = text_of(item["obj"]);
            const std::string predicate = text_of(item["pred"]);
            const auto from = by_id_.find(subject), to = by_id_.find(object);
            if (predicate == kChained && from != by_id_.end() && to != by_id_.end() && from != to) {
                auto& at = denotations_[to->second].at;
                at.insert(at.end(), denotations_[from->second].at.begin(), denotations_[from->second].at.end());
                denotations_[from->second].at.clear();
                chained_[subject] = object;
            } else if (to != by_id_.end() && denotations_[to->second].obj == kAttributionType) {
                roles_[object].push_back({predicate, subject});
            } else {
                RoleLink link{text_of(item["id"]), predicate, {{"from", subject}, {"to", object}}};
                if (const auto known = fields_.find(link.id); known != fields_.end()) {
                    link.properties = known->second;
                    fields_.erase(known);
                }
                links_.push_back(std::move(link));
            }
        }
    }

    void add_all()
    {
        for (Denotation& each : denotations_) {
            const auto roles = roles_.find(each.id);
            if (each.obj == kAttributionType && roles != roles_.end()) {
                links_.push_back({each.id, kAttributionType, roles->second, fields_[each.id]});
                fields_.erase(each.id);
                continue;
            }
            if (each.at.empty()) {
                if (chained_.count(each.id) == 0) losses_.add("denotations without a text", each.id);
                continue;
            }
            if (!settle_fragments(each.at)) losses_.add("overlaps of fragments", each.id);
            Span span;
            span.id = SpanId(each.id);
            span.at = std::move(each.at);
            span.label = builder_.label(each.obj.empty() ? "denotation" : each.obj);
            if (const auto fields = fields_.find(each.id); fields != fields_.end()) {
                take_fields(builder_, span, fields->second);
                fields_.erase(fields);
            }
            spans_.emplace(each.id, builder_.add(std::move(span)));
        }
        for (const auto& [id, fields] : fields_) losses_.add("attributes of what isn't there", id);
        take_links(builder_, links_, spans_, losses_);
    }

    ProjectBuilder& builder_;
    Losses& losses_;
    OffsetUnit unit_;
    std::vector<Denotation> denotations_;
    std::unordered_map<std::string, size_t> by_id_;
    std::map<std::string, std::vector<Property>> fields_;
    std::map<std::string, std::vector<LinkEnd>> roles_;
    std::map<std::string, std::string> chained_;
    std::vector<RoleLink> links_;
    std::unordered_map<std::string, SpanId> spans_;
};

bool fits(std::string_view, std::string_view bytes)
{
    const size_t begin = bytes.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || (bytes[begin] != '{' && bytes[begin] != '[')) return false;
    const size_t denotations = bytes.find("\"denotations\"");
    return denotations != std::string_view::npos && bytes.find("\"text\"") != std::string_view::npos &&
           bytes.find("\"span\"", denotations) != std::string_view::npos;
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const Result<JsonDocument> json = JsonDocument::parse(file.bytes);
    if (!json) return refuse(file, json.error());
    ProjectBuilder builder(request);
    Losses losses;
    const OffsetUnit unit = offset_unit_named(request.option(kFormat, "offsets")).value_or(OffsetUnit::CodePoint);
    const JsonValue root = json->root();
    const bool is_list = root.is_array();
    const auto read_one = [&](JsonValue item, const std::string& name) {
        return PubReader(builder, losses, unit).read(item, name, !is_list);
    };
    if (!is_list) {
        if (Status sound = read_one(root, file.name); !sound) return refuse(file, sound.error());
    }
    size_t count = 0;
    if (is_list)
        for (const JsonValue item : root.children())
            if (Status sound = read_one(item, file.name + " " + std::to_string(++count)); !sound)
                return refuse(file, sound.error());
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), {}, losses.take()};
}

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Exported out;
    std::set<std::string> taken;
    for (const Document& document : project.documents())
        out.files.push_back({free_name(document.name.empty() ? document.id.text : document.name, ".json", taken),
                             PubWriter(project, document).write()});
    Losses losses;
    count_beside_records(project, losses, false);
    out.losses = losses.take();
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Result<JsonDocument> json = JsonDocument::parse(exported.files.at(i).bytes);
        if (!json) return fail(json.error());
        const Result<TextPtr> text = Text::make(std::string(json->root()["text"].string()));
        if (!text) return fail(text.error());
        const Offsets offsets(**text, OffsetUnit::CodePoint);
        std::vector<FoundSpan> found;
        for (const JsonValue item : json->root()["denotations"].children()) {
            const Result<std::vector<TextRange>> at = places_of(item, offsets);
            if (!at) return fail(at.error());
            FoundSpan& span = found.emplace_back(FoundSpan{text_of(item["id"]), {}});
            for (const TextRange& range : *at) span.quotes.emplace_back((*text)->slice(range));
        }
        const Document& document = project.documents()[i];
        if (Status same = compare_spans(document, exported_set(project, document), found); !same) return same;
    }
    return {};
}

}  // namespace

Codec pubannotation_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
