#include <map>
#include <set>

#include "core/io/fields_of_spans.h"
#include "core/io/file_name.h"
#include "core/io/offset_unit.h"
#include "core/io/tei.h"

namespace glossator::tei {

namespace {

// Whether an id may be one in XML as it is; of letters only those of ASCII count.
bool is_xml_id(std::string_view id)
{
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (id.empty() || !is_letter(id[0])) return false;
    for (const char c : id)
        if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.') return false;
    return true;
}

void write_feature(std::string& out, const Property& property)
{
    out += "<f";
    write_xml_attribute(out, "name", property.name);
    out += "><string>";
    write_xml_text(out, property.value);
    out += "</string></f>";
}

class DocumentWriter {
public:
    DocumentWriter(const Project& project, const Document& document)
        : project_(project), document_(document), offsets_(*document.text, OffsetUnit::CodePoint)
    {}

    std::string write()
    {
        out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n";
        write_header();
        out_ += "<standOff>\n<spanGrp>\n";
        const AnnotationSet* set = exported_set(project_, document_);
        if (set != nullptr) set->spans.for_each([&](const Span& span) { write_span(span); });
        out_ += "</spanGrp>\n";
        if (set != nullptr && !set->relations.empty()) {
            out_ += "<listRelation>\n";
            for (const auto& [id, relation] : set->relations) write_relation(relation);
            out_ += "</listRelation>\n";
        }
        if (set != nullptr)
            for (const auto& [id, attribution] : set->attributions) write_attribution(attribution);
        out_ += features_ + "</standOff>\n<text>\n<body>\n<ab xml:id=\"text\" xml:space=\"preserve\">";
        write_xml_text(out_, document_.text->bytes());
        return out_ + "</ab>\n</body>\n</text>\n</TEI>\n";
    }

private:
    static void write_element(std::string& out, const char* name, std::string_view text)
    {
        if (text.empty()) return;
        out += std::string("<") + name + ">";
        write_xml_text(out, text);
        out += std::string("</") + name + ">";
    }

    void write_header()
    {
        out_ += "<teiHeader>\n<fileDesc>\n<titleStmt><title>";
        write_xml_text(out_, document_.title.empty() ? document_.name : document_.title);
        out_ += "</title></titleStmt>\n<publicationStmt><p>";
        write_xml_text(out_, document_.publisher);
        out_ += "</p></publicationStmt>\n<sourceDesc><p>";
        write_xml_text(out_, document_.url + (document_.url.empty() ? "" : " ") + document_.date);
        out_ += "</p></sourceDesc>\n</fileDesc>\n<xenoData type=\"glossator\">";
        write_xml_text(out_, side_records(project_, {&document_}));
        out_ += "</xenoData>\n</teiHeader>\n";
    }

    // The id in the file; one that XML doesn't take is in @n, with a number in its place.
    std::string xml_id(const std::string& id)
    {
        const auto known = ids_.find(id);
        if (known != ids_.end()) return known->second;
        std::string made = id;
        for (size_t i = 1; !is_xml_id(made) || !taken_.insert(made).second; ++i) made = "id." + std::to_string(i);
        return ids_.emplace(id, made).first->second;
    }

    void write_id(std::string& out, const std::string& id)
    {
        const std::string made = xml_id(id);
        write_xml_attribute(out, "xml:id", made);
        if (made != id) write_xml_attribute(out, "n", id);
    }

    // Fields as a feature structure; returns its id.
    std::string write_features(const std::string& of, const std::string& type, const std::vector<Property>& fields)
    {
        std::string id = xml_id(of) + ".fs";
        while (!taken_.insert(id).second) id += '_';
        features_ += "<fs";
        write_xml_attribute(features_, "xml:id", id);
        write_xml_attribute(features_, "type", type);
        features_ += '>';
        for (const Property& each : fields) write_feature(features_, each);
        features_ += "</fs>\n";
        return id;
    }

    void write_span(const Span& span)
    {
        out_ += "<span";
        write_id(out_, span.id.text);
        std::string target = "#string-range(text";
        for (const TextRange& range : span.at)
            target +=
                "," + std::to_string(offsets_.from_byte(range.begin)) + "," + std::to_string(offsets_.length(range));
        write_xml_attribute(out_, "target", target + ")");
        write_xml_attribute(out_, "ana",
                            "#" + write_features(span.id.text, span.label.text, fields_of(project_, span)));
        out_ += '>';
        std::string quote;
        for (const TextRange& range : span.at) (quote += quote.empty() ? "" : " ") += document_.text->slice(range);
        write_xml_text(out_, quote);
        out_ += "</span>\n";
    }

    void write_relation(const Relation& relation)
    {
        out_ += "<relation";
        write_id(out_, relation.id.text);
        write_xml_attribute(out_, "name", relation.type.text);
        write_xml_attribute(out_, "active", "#" + xml_id(relation.from.text));
        write_xml_attribute(out_, "passive", "#" + xml_id(relation.to.text));
        const std::vector<Property> fields = link_of(relation).properties;
        if (!fields.empty())
            write_xml_attribute(out_, "ana", "#" + write_features(relation.id.text, "attributes", fields));
        out_ += "/>\n";
    }

    void write_attribution(const Attribution& attribution)
    {
        const RoleLink link = link_of(attribution);
        out_ += "<fs";
        write_id(out_, link.id);
        write_xml_attribute(out_, "type", kAttributionType);
        out_ += '>';
        for (const LinkEnd& end : link.ends) {
            out_ += "<f";
            write_xml_attribute(out_, "name", end.role);
            write_xml_attribute(out_, "fVal", "#" + xml_id(end.target));
            out_ += "/>";
        }
        for (const Property& each : link.properties) write_feature(out_, each);
        out_ += "</fs>\n";
    }

    const Project& project_;
    const Document& document_;
    Offsets offsets_;
    std::string out_, features_;
    std::map<std::string, std::string> ids_;
    std::set<std::string> taken_ = {"text"};
};

}  // namespace

Result<Exported> write(const Project& project, const FormatOptions&)
{
    Exported out;
    Losses losses;
    count_beside_records(project, losses, false);
    std::set<std::string> taken;
    for (const Document& document : project.documents()) {
        if (xml_lacks(document.text->bytes()) > 0) losses.add("characters that XML has not", document.id.text);
        if (const AnnotationSet* set = exported_set(project, document))
            set->spans.for_each([&](const Span& span) {
                for (const Property& field : fields_of(project, span))
                    if (xml_lacks(field.value) > 0) losses.add("characters that XML has not", field.name);
            });
        out.files.push_back({free_name(document.name.empty() ? document.id.text : document.name, ".xml", taken),
                             DocumentWriter(project, document).write()});
    }
    out.losses = losses.take();
    return out;
}

Status check(const Project& project, const Exported& exported, const FormatOptions&)
{
    for (size_t i = 0; i < project.documents().size(); ++i) {
        const Result<XmlDocument> xml = XmlDocument::parse(exported.files.at(i).bytes);
        if (!xml) return fail(xml.error());
        const Result<Found> found = find_spans(*xml, Blanks::Auto);
        if (!found) return fail(found.error());
        Document document = project.documents()[i];
        document.text = Text::make(as_in_xml(document.text->bytes())).value();
        if (found->text->bytes() != document.text->bytes())
            return fail(ErrorCode::Invalid, "the text of " + document.id.text + " isn't what was written");
        std::vector<glossator::FoundSpan> spans;
        for (const FoundSpan& each : found->spans) {
            const std::string id = each.node.attribute(each.node.attribute("n") ? "n" : "xml:id").value();
            spans.push_back({id, {}});
            for (const TextRange& range : each.ranges) spans.back().quotes.emplace_back(found->text->slice(range));
        }
        if (Status same = compare_spans(document, exported_set(project, document), spans); !same) return same;
    }
    return {};
}

}  // namespace glossator::tei
