#include "core/io/bioc.h"
#include "core/io/xml.h"

namespace glossator::bioc {

namespace {

void write_element(std::string& out, const char* name, std::string_view text)
{
    out += std::string("<") + name + ">";
    write_xml_text(out, text);
    out += std::string("</") + name + ">\n";
}

void write_infons(std::string& out, const std::vector<Property>& infons)
{
    for (const Property& each : infons) {
        out += "<infon";
        write_xml_attribute(out, "key", each.name);
        out += ">";
        write_xml_text(out, each.value);
        out += "</infon>\n";
    }
}

void write_document(std::string& out, const Document& document)
{
    out += "<document>\n";
    write_element(out, "id", document.id);
    write_infons(out, document.infons);
    for (const Piece& piece : document.pieces) {
        out += "<passage>\n";
        write_element(out, "offset", std::to_string(piece.offset));
        write_element(out, "text", piece.text);
        for (const Annotation& each : document.annotations) {
            out += "<annotation";
            write_xml_attribute(out, "id", each.id);
            out += ">\n";
            write_infons(out, each.infons);
            for (const Location& at : each.locations)
                out += "<location offset=\"" + std::to_string(at.offset) + "\" length=\"" + std::to_string(at.length) +
                       "\"/>\n";
            write_element(out, "text", each.text);
            out += "</annotation>\n";
        }
        for (const Relation& each : document.relations) {
            out += "<relation";
            write_xml_attribute(out, "id", each.id);
            out += ">\n";
            write_infons(out, each.infons);
            for (const LinkEnd& node : each.nodes) {
                out += "<node";
                write_xml_attribute(out, "refid", node.target);
                write_xml_attribute(out, "role", node.role);
                out += "/>\n";
            }
            out += "</relation>\n";
        }
        out += "</passage>\n";
    }
    out += "</document>\n";
}

std::vector<Property> infons_of(const pugi::xml_node& node)
{
    std::vector<Property> out;
    for (const pugi::xml_node& each : node.children("infon"))
        out.push_back({each.attribute("key").value(), xml_text(each)});
    return out;
}

// A number in an element or attribute; blanks around it are passed over.
Result<uint64_t> number_of(const std::string& text, const pugi::xml_node& at, const char* what)
{
    const size_t begin = text.find_first_not_of(" \t\n");
    const size_t end = begin == std::string::npos ? begin : text.find_last_not_of(" \t\n") + 1;
    uint64_t out = 0;
    for (size_t i = begin; begin != std::string::npos && i < end; ++i) {
        if (text[i] < '0' || text[i] > '9' || end - begin > 12)
            return fail_at(XmlDocument::offset(at), std::string("the ") + what + " isn't a whole number");
        out = out * 10 + static_cast<uint64_t>(text[i] - '0');
    }
    if (begin == std::string::npos) return fail_at(XmlDocument::offset(at), std::string("the ") + what + " is missing");
    return out;
}

class XmlReader {
public:
    Result<Collection> read(std::string_view bytes)
    {
        const Result<XmlDocument> xml = XmlDocument::parse(bytes);
        if (!xml) return fail(xml.error());
        const pugi::xml_node root = xml->root();
        if (std::string_view(root.name()) != "collection")
            return fail_at(XmlDocument::offset(root), "the root isn't a collection of BioC");
        Collection out{xml_text(root.child("source")), xml_text(root.child("date")), xml_text(root.child("key")),
                       infons_of(root)};
        for (const pugi::xml_node& node : root.children("document")) {
            Document& document = out.documents.emplace_back(Document{xml_text(node.child("id")), infons_of(node)});
            for (const pugi::xml_node& passage : node.children("passage"))
                if (Status sound = take_passage(out, document, passage); !sound) return fail(sound.error());
            if (Status sound = take_marks(document, node); !sound) return fail(sound.error());
        }
        return out;
    }

private:
    static Status take_passage(Collection& collection, Document& document, const pugi::xml_node& passage)
    {
        for (const Property& infon : infons_of(passage))
            collection.lost.push_back({"infons of passages", infon.name + ": " + infon.value});
        if (passage.child("text"))
            if (Status sound = take_piece(document, passage, false); !sound) return sound;
        if (Status sound = take_marks(document, passage); !sound) return sound;
        for (const pugi::xml_node& sentence : passage.children("sentence")) {
            for (const Property& infon : infons_of(sentence))
                collection.lost.push_back({"infons of sentences", infon.name + ": " + infon.value});
            if (Status sound = take_piece(document, sentence, true); !sound) return sound;
            if (Status sound = take_marks(document, sentence); !sound) return sound;
        }
        return {};
    }

    static Status take_piece(Document& document, const pugi::xml_node& node, bool is_sentence)
    {
        const Result<uint64_t> offset = number_of(xml_text(node.child("offset")), node, "offset");
        if (!offset) return fail(offset.error());
        document.pieces.push_back({*offset, xml_text(node.child("text")), XmlDocument::offset(node), is_sentence});
        return {};
    }

    static Status take_marks(Document& document, const pugi::xml_node& in)
    {
        for (const pugi::xml_node& node : in.children("annotation")) {
            Annotation made{node.attribute("id").value(),
                            infons_of(node),
                            {},
                            xml_text(node.child("text")),
                            XmlDocument::offset(node)};
            for (const pugi::xml_node& at : node.children("location")) {
                const Result<uint64_t> offset = number_of(at.attribute("offset").value(), at, "offset");
                if (!offset) return fail(offset.error());
                const Result<uint64_t> length = number_of(at.attribute("length").value(), at, "length");
                if (!length) return fail(length.error());
                made.locations.push_back({*offset, *length});
            }
            document.annotations.push_back(std::move(made));
        }
        for (const pugi::xml_node& node : in.children("relation")) {
            Relation made{node.attribute("id").value(), infons_of(node), {}};
            for (const pugi::xml_node& end : node.children("node"))
                made.nodes.push_back({end.attribute("role").value(), end.attribute("refid").value()});
            document.relations.push_back(std::move(made));
        }
        return {};
    }
};

}  // namespace

std::string write_xml(const Collection& collection)
{
    std::string out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE collection SYSTEM \"BioC.dtd\">\n<collection>\n";
    write_element(out, "source", collection.source);
    write_element(out, "date", collection.date);
    write_element(out, "key", collection.key);
    write_infons(out, collection.infons);
    for (const Document& document : collection.documents) write_document(out, document);
    return out + "</collection>\n";
}

Result<Collection> read_xml(std::string_view bytes)
{
    return XmlReader().read(bytes);
}

}  // namespace glossator::bioc
