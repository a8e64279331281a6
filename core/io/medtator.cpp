#include "core/io/medtator.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/io/fields_of_spans.h"
#include "core/io/file_name.h"
#include "core/io/json.h"
#include "core/io/json_writer.h"
#include "core/io/offset_unit.h"
#include "core/io/xml.h"

namespace glossator {

namespace {

const Format kFormat = {
    "medtator", "MedTator XML",
    {".xml"},   true,
    true,       {{"offsets", "what offsets count, when reading", {"auto", "utf16", "codepoint", "byte"}}}};

bool ends_with(std::string_view text, std::string_view end)
{
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Whether an attribute of the document can have the name in the file, and MedTator keeps it.
bool is_plain_name(std::string_view name)
{
    if (name.empty() || !is_letter(name[0]) || ends_with(name, "ID") || ends_with(name, "Text")) return false;
    if (name == "spans" || name == "text" || name == "id" || name.substr(0, 3) == "xml") return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

bool is_own_field(std::string_view name)
{
    return name == "identifier" || name == "entity_name" || name == "claim" || name == "claim_relation" ||
           name == "claim_text" || name == "note";
}

// The text as XML gives it back, and where its bytes are there.
class PlainText {
public:
    explicit PlainText(const Text& text)
    {
        const std::string_view bytes = text.bytes();
        std::string out;
        for (size_t i = 0; i < bytes.size(); ++i) {
            if (bytes[i] != '\r')
                out += bytes[i];
            else if (i + 1 < bytes.size() && bytes[i + 1] == '\n')
                dropped_.push_back(static_cast<uint32_t>(i));
            else
                out += '\n';
        }
        text_ = Text::make(as_in_xml(out)).value();
    }

    const Text& text() const { return *text_; }
    TextRange range(TextRange of) const { return {place(of.begin), place(of.end)}; }

private:
    uint32_t place(uint32_t byte) const
    {
        const auto before = std::lower_bound(dropped_.begin(), dropped_.end(), byte) - dropped_.begin();
        return byte - static_cast<uint32_t>(before);
    }

    TextPtr text_;
    std::vector<uint32_t> dropped_;  // carriage returns before line feeds
};

// The names of tags: letters, digits and "_" of what they are called, each once.
class TagNames {
public:
    explicit TagNames(const Project& project)
    {
        root_ = take(project.info().id.text, "project");
        for (const LabelDef& label : project.schema().labels) labels_[label.id] = take(label.id.text, "TAG");
        for (const RelationType& type : project.schema().relations) relations_[type.id] = take(type.id.text, "LINK");
        attribution_ = take(kAttributionType, "LINK");
    }

    const std::string& root() const { return root_; }
    const std::string& attribution() const { return attribution_; }
    const std::string& of(const LabelId& id) const { return labels_.at(id); }
    const std::string& of(const RelationTypeId& id) const { return relations_.at(id); }

private:
    std::string take(std::string_view wanted, const char* otherwise)
    {
        std::string name;
        for (const char c : wanted) name += is_letter(c) || is_digit(c) ? c : '_';
        if (name.empty() || !is_letter(name[0])) name = otherwise + ("_" + name);
        std::string made = name;
        for (size_t i = 2; !taken_.insert(made).second; ++i) made = name + "_" + std::to_string(i);
        return made;
    }

    std::set<std::string> taken_ = {"TEXT", "TAGS", "META"};
    std::string root_, attribution_;
    std::map<LabelId, std::string> labels_;
    std::map<RelationTypeId, std::string> relations_;
};

// Fields as attributes; those that can't be are one of JSON.
void write_fields(std::string& out, const std::vector<Property>& fields)
{
    JsonWriter others;
    others.begin_array();
    bool has_others = false;
    for (const Property& each : fields) {
        const bool fits = !each.value.empty() && xml_lacks(each.value) == 0;
        if (fits && is_own_field(each.name)) {
            write_xml_attribute(out, "_" + each.name, each.value);
        } else if (fits && is_plain_name(each.name)) {
            write_xml_attribute(out, each.name, each.value);
        } else {
            others.begin_array().string(each.name).string(each.value).end_array();
            has_others = true;
        }
    }
    if (has_others) write_xml_attribute(out, "_fields", others.end_array().take());
}

std::string quote_of(const PlainText& plain, const Span& span)
{
    std::string out;
    for (const TextRange& range : span.at) {
        const TextRange at = plain.range(range);
        if (!at.empty()) (out += out.empty() ? "" : " ") += plain.text().slice(at);
    }
    return out;
}

class DocumentWriter {
public:
    DocumentWriter(const Project& project, const Document& document, const TagNames& names, Losses& losses)
        : project_(project),
          document_(document),
          names_(names),
          losses_(losses),
          plain_(*document.text),
          offsets_(plain_.text(), OffsetUnit::Utf16)
    {}

    std::string write()
    {
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<" + names_.root() + ">\n<TEXT><![CDATA[";
        const std::string_view text = plain_.text().bytes();
        for (size_t begin = 0; begin < text.size();) {
            const size_t end = text.find("]]>", begin);
            out_ += text.substr(begin, end - begin);
            if (end != std::string_view::npos) out_ += "]]]]><![CDATA[>";
            begin = end == std::string_view::npos ? text.size() : end + 3;
        }
        out_ += "]]></TEXT>\n<TAGS>\n";
        if (const AnnotationSet* set = exported_set(project_, document_)) {
            set->spans.for_each([&](const Span& span) { write_span(span); });
            for (const auto& [id, relation] : set->relations)
                write_link(link_of(relation), names_.of(relation.type), *set);
            for (const auto& [id, attribution] : set->attributions)
                write_link(link_of(attribution), names_.attribution(), *set);
        }
        const JsonDocument records = JsonDocument::parse(side_records(project_, {&document_})).value();
        out_ += "</TAGS>\n<META>\n<glossator";
        write_xml_attribute(out_, "records", records.root().text());
        return out_ + "/>\n</META>\n</" + names_.root() + ">\n";
    }

private:
    void begin(const std::string& tag, const std::string& label, const std::string& id)
    {
        out_ += "<" + tag;
        made_[id] = tag.substr(0, 1) + std::to_string(made_.size());
        write_xml_attribute(out_, "id", made_[id]);
        write_xml_attribute(out_, "_id", id);
        if (label != tag) write_xml_attribute(out_, "_label", label);
    }

    void write_span(const Span& span)
    {
        std::string spans;
        for (const TextRange& range : span.at) {
            const TextRange at = plain_.range(range);
            if (!at.empty())
                spans += (spans.empty() ? "" : ",") + std::to_string(offsets_.from_byte(at.begin)) + "~" +
                         std::to_string(offsets_.from_byte(at.end));
        }
        if (spans.empty()) return losses_.add("spans of nothing but carriage returns", shown(document_, span));
        begin(names_.of(span.label), span.label.text, span.id.text);
        write_xml_attribute(out_, "spans", spans);
        write_xml_attribute(out_, "text", quote_of(plain_, span));
        write_fields(out_, fields_of(project_, span));
        out_ += "/>\n";
    }

    void write_link(const RoleLink& link, const std::string& tag, const AnnotationSet& set)
    {
        begin(tag, link.type, link.id);
        std::map<std::string, size_t> counts;
        for (const LinkEnd& end : link.ends) {
            if (end.role == "parent") {
                write_xml_attribute(out_, "_parent", end.target);
                continue;
            }
            const auto made = made_.find(end.target);
            if (made == made_.end()) {
                losses_.add("ends of links at spans of nothing but carriage returns", link.id);
                continue;
            }
            const size_t number = ++counts[end.role];
            const std::string role = end.role + (number > 1 ? std::to_string(number) : "");
            write_xml_attribute(out_, role + "ID", made->second);
            write_xml_attribute(out_, role + "Text", quote_of(plain_, *set.spans.find(SpanId(end.target))));
        }
        std::vector<Property> fields;
        for (const Property& each : link.properties) fields.push_back({field_name(each.name), each.value});
        write_fields(out_, fields);
        out_ += "/>\n";
    }

    const Project& project_;
    const Document& document_;
    const TagNames& names_;
    Losses& losses_;
    PlainText plain_;
    Offsets offsets_;
    std::string out_;
    std::map<std::string, std::string> made_;  // MedTator's id of a span or link
};

void write_attributes(std::string& out, const Schema& schema, const std::string& tag,
                      const std::vector<AttributeId>& attributes)
{
    for (const AttributeId& id : attributes) {
        const AttributeDef* def = schema.find(id);
        if (def == nullptr || !is_plain_name(id.text) || is_own_field(id.text)) continue;
        std::vector<std::string> values = def->type == AttributeType::Choice ? def->values : std::vector<std::string>();
        if (def->type == AttributeType::YesNo) values = {"true", "false"};
        const bool is_list = !values.empty() && std::all_of(values.begin(), values.end(), [](const std::string& value) {
            return !value.empty() && value.find_first_of("|()\"<>\r\n") == std::string::npos && xml_lacks(value) == 0;
        });
        out += "<!ATTLIST " + tag + " " + id.text + " ";
        for (const std::string& value : values)
            if (is_list) out += (&value == &values.front() ? "( " : " | ") + value;
        out += is_list ? " ) #IMPLIED \"\" >\n" : "CDATA \"\" >\n";
    }
}

std::string write_dtd(const Project& project, const TagNames& names)
{
    const Schema& schema = project.schema();
    std::string out = "<!ENTITY name \"" + names.root() + "\">\n\n";
    for (const LabelDef& label : schema.labels) {
        out += "<!ELEMENT " + names.of(label.id) + " ( #PCDATA ) >\n";
        write_attributes(out, schema, names.of(label.id), label.attributes);
        out += '\n';
    }
    const auto write_link = [&](const std::string& tag, const std::vector<std::string>& roles,
                                const std::vector<AttributeId>& attributes) {
        out += "<!ELEMENT " + tag + " EMPTY >\n";
        for (size_t i = 0; i < roles.size(); ++i)
            out += "<!ATTLIST " + tag + " arg" + std::to_string(i) + " IDREF prefix=\"" + roles[i] + "\" #IMPLIED >\n";
        write_attributes(out, schema, tag, attributes);
        out += '\n';
    };
    for (const RelationType& type : schema.relations) write_link(names.of(type.id), {"from", "to"}, type.attributes);
    std::map<std::string, size_t> most = {{"source", 1}, {"cue", 1}, {"content", 1}, {"addressee", 1}};
    for (const auto& set : project.sets())
        for (const auto& [id, attribution] : set->attributions) {
            std::map<std::string, size_t> counts;
            for (const LinkEnd& end : link_of(attribution).ends)
                if (end.role != "parent") most[end.role] = std::max(most[end.role], ++counts[end.role]);
        }
    std::vector<std::string> roles;
    for (const char* role : {"source", "cue", "content", "addressee"})
        for (size_t i = 1; i <= most[role]; ++i) roles.push_back(role + (i > 1 ? std::to_string(i) : ""));
    write_link(names.attribution(), roles, schema.attribution_attributes);
    return out;
}

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Exported out;
    Losses losses;
    count_beside_records(project, losses, false);
    const TagNames names(project);
    std::set<std::string> taken;
    for (const Document& document : project.documents()) {
        if (xml_lacks(document.text->bytes()) > 0) losses.add("characters that XML has not", document.id.text);
        if (document.text->bytes().find('\r') != std::string_view::npos)
            losses.add("carriage returns, which become line feeds", document.id.text);
        const std::string& name = document.name.empty() ? document.id.text : document.name;
        out.files.push_back({free_name(name, ".xml", taken), DocumentWriter(project, document, names, losses).write()});
    }
    out.files.push_back({free_name(names.root(), ".dtd", taken), write_dtd(project, names)});
    out.losses = losses.take();
    return out;
}

struct Places {
    std::vector<Quoted> pieces;  // in the file's unit; the quote is that of the whole tag where it is one piece
    bool is_document = false;    // "-1~-1"
};
// Errors: a sentence.
Result<Places> places_of(const pugi::xml_node& tag)
{
    Places out;
    const std::string spans = tag.attribute("spans").value();
    out.is_document = spans.find("-1~-1") != std::string::npos;
    uint64_t numbers[2] = {0, 0};
    size_t digits = 0;
    bool has_border = false;
    for (const char c : out.is_document ? std::string() : spans + ",") {
        if (is_digit(c) && ++digits < 10) {
            numbers[has_border] = numbers[has_border] * 10 + static_cast<uint64_t>(c - '0');
        } else if (c == '~' && !has_border && digits > 0) {
            has_border = true;
            digits = 0;
        } else if ((c == ',' || c == ';') && has_border && digits > 0) {
            out.pieces.push_back({numbers[0], numbers[1], {}});
            numbers[0] = numbers[1] = digits = 0;
            has_border = false;
        } else if (c != ' ') {
            return fail_at(XmlDocument::offset(tag), "“" + spans + "” isn't written as 5~9, or 5~9,12~20");
        }
    }
    if (out.pieces.size() == 1) out.pieces[0].quote = tag.attribute("text").value();
    return out;
}

Result<std::vector<TextRange>> ranges_of(const pugi::xml_node& tag, const Offsets& offsets)
{
    const Result<Places> places = places_of(tag);
    if (!places) return fail(places.error());
    std::vector<TextRange> out;
    for (const Quoted& piece : places->pieces) {
        if (piece.begin == piece.end) continue;
        const Result<TextRange> range = offsets.range(piece.begin, piece.end);
        if (!range) return fail_at(XmlDocument::offset(tag), range.error().message);
        out.push_back(*range);
    }
    return out;
}

// Fields that stand in "_fields".
std::vector<Property> fields_in(const std::string& json)
{
    std::vector<Property> out;
    const Result<JsonDocument> parsed = JsonDocument::parse(json);
    if (!parsed) return out;
    for (const JsonValue pair : parsed->root().children()) {
        std::vector<std::string> words;
        for (const JsonValue word : pair.children()) words.emplace_back(word.string());
        if (words.size() == 2) out.push_back({words[0], words[1]});
    }
    return out;
}

class Taker {
public:
    Taker(ProjectBuilder& builder, Losses& losses, const Offsets& offsets)
        : builder_(builder), losses_(losses), offsets_(offsets)
    {}

    Status take(const pugi::xml_node& tags)
    {
        std::vector<RoleLink> links;
        for (const pugi::xml_node& tag : tags.children()) {
            if (tag.type() != pugi::node_element) continue;
            if (!tag.attribute("spans")) continue;
            if (Status taken = take_span(tag); !taken) return taken;
        }
        for (const pugi::xml_node& tag : tags.children())
            if (tag.type() == pugi::node_element && !tag.attribute("spans")) links.push_back(link_in(tag));
        take_links(builder_, links, spans_, losses_);
        return {};
    }

private:
    static std::string label_of(const pugi::xml_node& tag)
    {
        return tag.attribute("_label") ? tag.attribute("_label").value() : tag.name();
    }

    static std::vector<Property> fields_of_tag(const pugi::xml_node& tag)
    {
        std::vector<Property> out;
        for (const pugi::xml_attribute& each : tag.attributes()) {
            const std::string name = each.name(), value = each.value();
            const bool is_end =
                ends_with(name, "ID") && tag.attribute((name.substr(0, name.size() - 2) + "Text").c_str());
            const bool is_text =
                ends_with(name, "Text") && tag.attribute((name.substr(0, name.size() - 4) + "ID").c_str());
            if (name == "spans" || name == "text" || name == "id" || name == "_id" || name == "_label" ||
                name == "_parent" || is_end || is_text || value.empty())
                continue;
            if (name == "_fields")
                for (Property& field : fields_in(value)) out.push_back(std::move(field));
            else if (name[0] == '_' && is_own_field(name.substr(1)))
                out.push_back({name.substr(1), value});
            else
                out.push_back({field_name(name), value});
        }
        return out;
    }

    Status take_span(const pugi::xml_node& tag)
    {
        Result<std::vector<TextRange>> ranges = ranges_of(tag, offsets_);
        if (!ranges) return fail(ranges.error());
        if (ranges->empty()) {
            losses_.add("tags without a place in the text", tag.name());
            return {};
        }
        if (!settle_fragments(*ranges)) losses_.add("overlaps of fragments", tag.name());
        Span span;
        span.id = SpanId(tag.attribute(tag.attribute("_id") ? "_id" : "id").value());
        span.label = builder_.label(label_of(tag));
        span.at = std::move(*ranges);
        take_fields(builder_, span, fields_of_tag(tag));
        spans_.emplace(tag.attribute("id").value(), builder_.add(std::move(span)));
        return {};
    }

    RoleLink link_in(const pugi::xml_node& tag)
    {
        RoleLink out{tag.attribute(tag.attribute("_id") ? "_id" : "id").value(), label_of(tag), {}};
        std::map<std::pair<std::string, size_t>, std::string> ends;
        for (const pugi::xml_attribute& each : tag.attributes()) {
            std::string role = each.name();
            if (!ends_with(role, "ID") || each.empty() || std::string_view(each.value()).empty()) continue;
            role.resize(role.size() - 2);
            if (!tag.attribute((role + "Text").c_str())) continue;
            size_t digits = 0, number = 0;
            while (digits < 6 && digits + 1 < role.size() && is_digit(role[role.size() - 1 - digits])) ++digits;
            for (const char c : role.substr(role.size() - digits)) number = number * 10 + static_cast<size_t>(c - '0');
            ends[{role.substr(0, role.size() - digits), number}] = each.value();
        }
        for (const auto& [role, target] : ends) out.ends.push_back({role.first, target});
        if (tag.attribute("_parent")) out.ends.push_back({"parent", tag.attribute("_parent").value()});
        for (Property& field : fields_of_tag(tag))
            out.properties.push_back({attribute_name(field.name), std::move(field.value)});
        return out;
    }

    ProjectBuilder& builder_;
    Losses& losses_;
    const Offsets& offsets_;
    std::unordered_map<std::string, SpanId> spans_;
};

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const Result<XmlDocument> xml = XmlDocument::parse(file.bytes);
    if (!xml) return refuse(file, xml.error());
    const pugi::xml_node root = xml->root();
    if (!root.child("TEXT")) return refuse(file, XmlDocument::offset(root), "there is no <TEXT> in it");
    Result<TextPtr> text = Text::make(xml_text(root.child("TEXT")));
    if (!text) return refuse(file, XmlDocument::offset(root.child("TEXT")), text.error().message);
    std::vector<Quoted> quotes;
    for (const pugi::xml_node& tag : root.child("TAGS").children()) {
        const Result<Places> places = places_of(tag);
        if (places && places->pieces.size() == 1) quotes.push_back(places->pieces[0]);
    }
    DetectedUnit unit = detect_unit(**text, quotes, OffsetUnit::Utf16);
    if (const auto wanted = offset_unit_named(request.option(kFormat, "offsets"))) unit = {*wanted, 0};
    ProjectBuilder builder(request);
    Losses losses;
    std::optional<Project> records;
    const pugi::xml_node meta = root.child("META"), own = meta.child("glossator");
    if (own) {
        Result<Project> read = read_side_records(own.attribute("records").value());
        if (!read) return refuse(file, XmlDocument::offset(own), read.error().message);
        records = std::move(*read);
        builder.adopt(*records);
    }
    builder.add_document(file.name, std::move(*text));
    const Offsets offsets(builder.text(), unit.unit);
    if (Status taken = Taker(builder, losses, offsets).take(root.child("TAGS")); !taken)
        return refuse(file, taken.error());
    for (const pugi::xml_node& child : meta.children())
        if (child.type() == pugi::node_element && child != own) losses.add("parts of <META>", child.name());
    if (records && !records->documents().empty()) builder.describe(*records, records->documents().front());
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    std::vector<std::string> notes;
    if (unit.unit != OffsetUnit::Utf16) notes.push_back(std::string("offsets count as ") + name_of(unit.unit));
    if (unit.mismatches > 0)
        notes.push_back(std::to_string(unit.mismatches) + " tags name another text than stands at their place");
    return ReadProject{std::move(*project), std::move(notes), losses.take()};
}

// Without line ends, which the file has otherwise.
std::string without_line_ends(std::string_view text)
{
    std::string out = as_in_xml(text);
    std::erase_if(out, [](char c) { return c == '\r' || c == '\n'; });
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Document& document = project.documents()[i];
        const Result<XmlDocument> xml = XmlDocument::parse(exported.files.at(i).bytes);
        if (!xml) return fail(xml.error());
        const Result<TextPtr> text = Text::make(xml_text(xml->root().child("TEXT")));
        if (!text) return fail(text.error());
        if (without_line_ends((*text)->bytes()) != without_line_ends(document.text->bytes()))
            return fail(ErrorCode::Invalid, "the text of " + document.id.text + " isn't what was written");
        const Offsets offsets(**text, OffsetUnit::Utf16);
        std::map<std::string, std::string> found;
        for (const pugi::xml_node& tag : xml->root().child("TAGS").children()) {
            if (!tag.attribute("spans")) continue;
            const Result<std::vector<TextRange>> ranges = ranges_of(tag, offsets);
            if (!ranges) return fail(ranges.error());
            std::string& quote = found[tag.attribute("_id").value()];
            for (const TextRange& range : *ranges) quote += (*text)->slice(range);
        }
        Status sound;
        if (const AnnotationSet* set = exported_set(project, document))
            set->spans.for_each([&](const Span& span) {
                std::string quote;
                for (const TextRange& range : span.at) quote += document.text->slice(range);
                if (sound && without_line_ends(found[as_in_xml(span.id.text)]) != without_line_ends(quote))
                    sound = fail(ErrorCode::Invalid, "the span " + span.id.text + " (" + shown(document, span) +
                                                         ") doesn't stand at its place in what was written");
            });
        if (!sound) return sound;
    }
    return {};
}

bool fits(std::string_view, std::string_view bytes)
{
    constexpr size_t kSniffed = 4096;
    const size_t text = bytes.substr(0, kSniffed).find("<TEXT>");
    return bytes.substr(0, 1) == "<" && text != std::string_view::npos &&
           bytes.find("<TAGS", text) != std::string_view::npos;
}

}  // namespace

Codec medtator_codec()
{
    return {kFormat, fits, nullptr, read, write, check};
}

}  // namespace glossator
