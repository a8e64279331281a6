#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "core/base/result.h"

// XML in and out, for the codecs whose formats are XML. Reading is by pugixml, which expands no entities but the five
// of XML, so that no file can grow in memory; the checks it leaves out are made here.
namespace glossator {

inline constexpr size_t kMaxXmlDepth = 256;  // elements within each other

class XmlDocument {
public:
    // Text keeps its white space; line ends become LF, as XML demands. Errors: Invalid with the byte offset: not
    // well-formed as far as pugixml tells, another encoding than UTF-8, a character that XML has not, no root element
    // or several, deeper than kMaxXmlDepth. Two references to surrogates, which some Java programs write for one
    // character, are read as that character.
    static Result<XmlDocument> parse(std::string_view bytes);

    pugi::xml_node root() const { return document_->document_element(); }
    // The byte of the input where the node begins.
    static size_t offset(const pugi::xml_node& node);

private:
    std::unique_ptr<pugi::xml_document> document_ = std::make_unique<pugi::xml_document>();
};

// All text below `node`, in document order.
std::string xml_text(const pugi::xml_node& node);
// The name without its prefix.
std::string_view local_name(const pugi::xml_node& node);

// Escapes for content: & < > and CR; for an attribute in double quotes also " TAB and LF. Characters that XML has no
// way to write become a space, or U+FFFD beyond ASCII, so that offsets in any unit but bytes of others stay; see
// xml_lacks().
void write_xml_text(std::string& out, std::string_view text);
void write_xml_attribute(std::string& out, std::string_view name, std::string_view value);  // with a space in front
// How many characters of `text` XML has no way to write: controls other than TAB, LF and CR, U+FFFE and U+FFFF.
size_t xml_lacks(std::string_view text);
// The text as it comes back from XML, with the same offsets in every unit: see write_xml_text().
std::string as_in_xml(std::string_view text);

}  // namespace glossator
