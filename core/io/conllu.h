#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/codec.h"
#include "core/io/links.h"

namespace glossator {

// CoNLL-U of Universal Dependencies: ten columns parted by tabs, words one a line, sentences parted by blank lines.
// Offsets are tokens; the text is put together from them: SpaceAfter=No, and SpacesAfter and SpacesBefore as UDPipe
// writes them, say what stands between two tokens, else a space does, and a line feed behind a sentence. "# newdoc"
// begins a document. A range of words ("1-2") is one token; its words, empty nodes, and the columns from LEMMA to DEPS
// have no place in a project.
//
// Spans stand in MISC: as mentions by CorefUD 1 in "Entity" (crossing and discontinuous ones too; "# global.Entity"
// names the fields), or as tags of IOB2, IOBES or BILOU in "ner", "NER" or "NE". We write mentions of entities, and
// spans of that layer, into "Entity", with the head always 1 and our fields in "other"; other spans in the same way
// into "Span", each under its own id; and links and side_records() into comments. All documents are in one file.
Codec conllu_codec();

namespace conllu {

struct Mention {
    size_t at;  // in the file
    bool is_entity;
    std::string key;
    std::string type;
    std::vector<Property> fields;
    std::string id = {};                 // ours, where the file says it
    bool is_alone = false;               // the key stands for no entity
    std::vector<TextRange> ranges = {};  // one for each part
};
struct FoundLink {
    size_t at;
    std::string_view json;
};
struct FoundDocument {
    std::string id;  // of "# newdoc"
    TextPtr text;
    Segments segments;
    std::vector<Mention> mentions;
    std::vector<FoundLink> links;
};
struct FoundFile {
    std::vector<FoundDocument> documents;
    FoundLink records = {0, {}};      // the file's side_records()
    std::vector<Property> lost = {};  // what has no place here: a kind, and an example
};

// Errors: with the byte where the file isn't CoNLL-U, or a mention doesn't begin or end.
Result<FoundFile> read_file(std::string_view bytes);

// Text within a field: everything but letters, digits, "." and "_" of ASCII, and what lies beyond it, as "%2D".
std::string encoded(std::string_view text);
// Blanks as UDPipe writes them: "\s", "\n", …; others as "\u2028".
std::string escaped_blanks(std::string_view blanks);

}  // namespace conllu

}  // namespace glossator
