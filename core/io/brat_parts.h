#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/codec.h"
#include "core/model/records.h"

// What reading and writing of brat files share.
namespace glossator::brat {

inline constexpr std::string_view kAttribution = "Attribution";
inline constexpr std::string_view kWithoutSource = "Attribution-no-source";
inline constexpr std::string_view kClaimRelation = "Claim-relation";  // an attribute, of claim spans
inline constexpr std::string_view kEntityBase = "GlossatorEntity";
inline constexpr std::string_view kClaimBase = "GlossatorClaim";
inline constexpr std::string_view kRecordsComment = "# Glossator: ";  // then a native project without texts

// How one kind of ids is called in brat's files, whose names have letters, digits, "-" and "_" only.
class Names {
public:
    // The name for `id`, another than all in `taken`, which gets it.
    void add(const std::string& id, std::map<std::string, std::string>& taken);
    const std::string& of(const std::string& id) const;      // the id itself where it was never added
    const std::string& back(const std::string& name) const;  // likewise

private:
    std::map<std::string, std::string> names_, ids_;
};
struct SchemaNames {
    explicit SchemaNames(const Schema& schema);
    Names labels, relations, attributes;
};

// A character at which readers in Python end a line: the ends of lines of Unicode, and the separators of ASCII.
bool is_line_end(char32_t c);
// The ranges cut at line ends, each line a piece without white space at the cuts; nothing of lines that are blank.
std::vector<TextRange> pieces_of(const Text& text, const std::vector<TextRange>& ranges);
// The other way: neighbours with nothing but white space and a line end in between are one.
std::vector<TextRange> joined_pieces(const Text& text, const std::vector<TextRange>& pieces);
// As they stand in a T line: with a space between two.
std::string quote_of(const Text& text, const std::vector<TextRange>& pieces);

// The names of the documents' files without extension, in their order.
std::vector<std::string> file_stems(const std::vector<Document>& documents);

// An id as it may stand in an N line: white space, ":" and "%" as %XX.
std::string escape_id(std::string_view id);
std::string unescape_id(std::string_view text);

ReadResult read(const ReadRequest& request);
Result<Exported> write(const Project& project, const FormatOptions& options);
Status check(const Project& project, const Exported& exported, const FormatOptions& options);
std::string write_annotation_conf(const Project& project, const SchemaNames& names);
std::string write_visual_conf(const Schema& schema, const SchemaNames& names);

// What annotation.conf and visual.conf say.
struct Configuration {
    struct Attribute {
        std::string name;
        std::vector<std::string> values;  // none: it is there or not
    };
    std::optional<Project> records;  // of our own comment
    std::vector<std::string> entities, relations;
    std::vector<Attribute> attributes;
    std::map<std::string, std::string> titles, colors;
};
// Both are passed over line by line where they say something else; null is an empty file. Errors: our own comment is
// damaged.
Result<Configuration> read_configuration(const InputFile* annotation_conf, const InputFile* visual_conf);

}  // namespace glossator::brat
