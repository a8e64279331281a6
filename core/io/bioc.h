#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/codec.h"
#include "core/io/links.h"
#include "core/io/offset_unit.h"

namespace glossator {

// BioC, a collection of documents in one file, as XML ("bioc-xml", by BioC.dtd) and as JSON ("bioc-json", as the bioc
// library of Python has it). Offsets count from the begin of the document, over all its passages. In what is not said:
// the DTD speaks of bytes, the library counts code points, INCEpTION UTF-16 units. We write code points, with the infon
// "offset_unit" of the collection, and read what the annotations' texts say.
//
// A document is written as one passage. An annotation has the infons "type" (the label), "identifier" (the entity),
// "entity_name", "claim", "claim_relation", "claim_text", "note" and the attributes, with "attribute:" in front where
// one has such a name; several locations are fragments. Relations and attributions are relations with nodes in roles.
// The infon "glossator" of the collection holds what BioC has no words for: see side_records().
Codec bioc_xml_codec();
Codec bioc_json_codec();

namespace bioc {

struct Location {
    uint64_t offset, length;
};
struct Annotation {
    std::string id;
    std::vector<Property> infons;
    std::vector<Location> locations;
    std::string text;
    size_t place;  // in the file
};
struct Relation {
    std::string id;
    std::vector<Property> infons;
    std::vector<LinkEnd> nodes;
};
// A passage that has a text, or a sentence of one that has none.
struct Piece {
    uint64_t offset;
    std::string text;
    size_t place;
    bool is_sentence = false;
};
struct Document {
    std::string id;
    std::vector<Property> infons;
    std::vector<Piece> pieces = {};
    std::vector<Annotation> annotations = {};
    std::vector<Relation> relations = {};
};
struct Collection {
    std::string source, date, key;
    std::vector<Property> infons;
    std::vector<Document> documents = {};
    std::vector<Property> lost = {};  // what has no place here: a kind, and an example
};

std::string write_xml(const Collection& collection);
std::string write_json(const Collection& collection);
// Errors: with the byte offset.
Result<Collection> read_xml(std::string_view bytes);
Result<Collection> read_json(std::string_view bytes);

}  // namespace bioc

}  // namespace glossator
