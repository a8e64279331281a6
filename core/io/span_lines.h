#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/fields_of_spans.h"
#include "core/io/json_lines.h"
#include "core/io/json_writer.h"
#include "core/io/offset_unit.h"

// The middle between projects and formats with a text a line, places marked in it, and a text beside that their other
// readers pass over (spaCy, Prodigy, spans for Hugging Face). Offsets count code points.
namespace glossator {

// A span as such formats have it: no fragment has white space at its ends.
struct Mark {
    const Span* span;
    std::vector<TextRange> at;
};
// Of the document's exported set, in order. What is left out goes to `losses`, if there is such a list.
std::vector<Mark> marks_of(const Project& project, const Document& document, Losses* losses);

// The document cut into tokens as spaCy has them: every character is in one but a single space behind a word, and what
// stands between two words else is one token. Every edge of a mark is one of a token. White space is what Python's
// str.isspace() says. O(text).
std::vector<TextRange> whole_tokens(const Document& document, const std::vector<Mark>& marks);

// Those in one piece of the layer ("*": of any; "": of entities) that overlap no longer one, in the order of the text.
std::vector<const Mark*> flat_marks(const Project& project, const std::vector<Mark>& marks, const std::string& layer);

// White space as Python knows it.
bool is_python_space(char32_t c);

// "start" and "end" of a range in an object that is being written.
void write_place(JsonWriter& out, const Offsets& offsets, TextRange range);

// What a line has no other place for, as a JSON text: records of the project, what spans say beside place and label,
// relations and attributions.
std::string beside_of(const Project& project, const Document& document);
// Counts what is lost by lines that carry marks_of() and beside_of().
void count_span_line_losses(const Project& project, Losses& losses);

// For a codec's `check`: a mark of the file, with the id of its span.
struct FoundMark {
    std::string id, label;
    TextRange at;
};
// Errors: a sentence that names the first span whose marks are others than those that were to be written.
Status compare_marks(const Document& document, const std::vector<Mark>& expected, const std::vector<FoundMark>& found);
// The lines of a file against documents of the project, in order. Errors: a "text" is another, a line is too many or
// missing, or what `check` says, which gets the offsets of the text in `unit`.
using CheckLine = std::function<Status(const Document& document, JsonValue line, const Offsets& offsets)>;
Status check_lines(const std::vector<const Document*>& documents, std::string_view bytes, const CheckLine& check,
                   OffsetUnit unit = OffsetUnit::CodePoint);
std::vector<const Document*> all_documents(const Project& project);

// Makes a project from lines: of each, begin(), then its marks and links, then finish().
class SpanLineReader {
public:
    explicit SpanLineReader(const ReadRequest& request);

    // Errors: with the place; `text` isn't a text, `beside` is damaged.
    Status begin(JsonValue text, JsonValue beside);
    void begin(TextPtr text);
    // A range in code points. Errors: with the place of `entry`.
    Result<TextRange> range(JsonValue entry, JsonValue begin, JsonValue end) const;
    // The tokens and sentences of somebody else's line, lists of objects with "start" and "end", as the document's
    // segments; of tokens, keys besides these, "id" and `known` are a loss. Errors: with the place.
    Status read_tokens(const char* tokenizer, JsonValue tokens, JsonValue sentences,
                       std::initializer_list<std::string_view> known);
    // A span, or a further fragment of one that what stands beside knows. What has no id gets one.
    struct Found {
        std::string id;
        Span span;  // without id
    };
    void add(Found mark);
    bool knows_span(const std::string& id) const { return beside_.fields.count(id) > 0; }
    bool is_own() const { return beside_.project.has_value(); }
    const std::vector<RoleLink>& known_links() const { return beside_.links; }
    // The ids of links that are among those of beside, but were taken out of the line.
    void leave_out_links(std::set<std::string> ids) { left_out_ = std::move(ids); }
    void add_link(RoleLink link) { links_.push_back(std::move(link)); }
    void finish();

    ProjectBuilder& builder() { return builder_; }
    Losses& losses() { return losses_; }
    ReadResult take(const InputFile& file, std::vector<std::string> notes = {});

private:
    struct Beside {
        std::optional<Project> project;
        std::map<std::string, std::vector<Property>> fields;  // by span
        std::vector<RoleLink> links;
    };
    static Result<Beside> read_beside(std::string_view text);
    void adopt(const Project& described);
    Result<std::vector<TextRange>> ranges(JsonValue list) const;
    std::string record_key(const std::string& id) const;

    ProjectBuilder builder_;
    Losses losses_;
    std::string stem_;
    size_t count_ = 0;
    std::optional<std::pair<ProjectInfo, Schema>> known_;  // the first that stood beside
    std::map<EntityId, Entity> entities_;                  // of all lines
    std::map<ClaimId, Claim> claims_;                      // without their links
    std::set<std::string> link_ids_;                       // of the lines before

    Beside beside_;  // of this line
    std::optional<Offsets> offsets_;
    std::map<std::string, std::string> renamed_;
    std::vector<Found> found_;
    std::map<std::string, size_t> by_id_;
    std::vector<RoleLink> links_;
    std::set<std::string> left_out_;
};

}  // namespace glossator
