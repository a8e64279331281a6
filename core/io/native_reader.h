#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/io/native.h"
#include "core/io/native_records.h"
#include "core/io/seen_ids.h"
#include "core/model/project_writer.h"

// The parts of reading a native file, for native_read.cpp and native_read_plain.cpp.
namespace glossator {

// What a file holds, in either form, before any of it is looked at.
struct FileRecords {
    JsonValue header;  // an object with "project", "schema" and "annotators"
    std::vector<JsonValue> documents;
    std::vector<JsonValue> entities;
    std::vector<JsonValue> claims;
    std::vector<JsonValue> sets;
    JsonMembers extra;
};

// Reads records in the order in which they refer to one another. A record that is refused is put into the project all
// the same where it has an id, so that only what is wrong is told, not all that refers to it; such a project is never
// given out.
class FileReader {
public:
    explicit FileReader(ReadOptions options) : options_(options), writer_(project_) {}

    ProblemList& problems() { return problems_; }
    tl::expected<Project, Problems> read(const FileRecords& file);

    // The parts of read(), in its order.
    void read_header(const FileRecords& file);
    void read_documents(const std::vector<JsonValue>& records);
    void read_document(JsonValue json, std::optional<std::string> text = {});  // see parse_document()
    void read_entities(const std::vector<JsonValue>& records);
    void read_claims(const std::vector<JsonValue>& records);
    AnnotationSet* begin_set(JsonValue json);  // without what is in it; null if it has no document or came before
    // Takes the set's spans over. False if one of them has an id that came before.
    bool take_spans(AnnotationSet& set, std::deque<Span> spans);
    // The same of its attributions; false, too, if one breaks a rule.
    bool take_attributions(AnnotationSet& set, std::deque<Attribution> attributions);
    void read_relations(JsonValue json, AnnotationSet& set);
    void read_attributions(JsonValue json, AnnotationSet& set);

    // A document's text isn't the one that its hash or length speaks of.
    bool texts_differ() const { return !changed_.empty(); }
    const Project& project() const { return project_; }
    Project take_project() { return std::move(project_); }

private:
    void compare_texts(const std::vector<JsonValue>& sets);
    void read_set(JsonValue json, const std::vector<JsonValue>& all_sets);
    void read_spans(JsonValue json, const Document& document, AnnotationSet& set, const QuoteIndex* quotes);
    const QuoteIndex& quotes_of(const Document& document, const std::vector<JsonValue>& sets);
    // The value of `key` if it is an array; anything else is a problem.
    JsonValue list(JsonValue json, std::string_view key);
    // True if `status` is fine; else its error is put down against `record`.
    bool accept(JsonValue record, const Status& status);
    void repeated(JsonValue record, std::string_view kind);

    struct Changed {  // a document whose text isn't the one that its hash speaks of
        DocumentId document;
        size_t offset;
        std::string how;
    };

    ReadOptions options_;
    ProblemList problems_;
    Project project_;
    ProjectWriter writer_;
    std::vector<Changed> changed_;
    std::unordered_map<DocumentId, QuoteIndex> quotes_;
    SeenIds span_ids_;
    SeenIds relation_ids_;
    SeenIds attribution_ids_;
};

// Is this a file that this version reads? If not, nothing else in it is worth a word.
bool is_readable(ProblemList& problems, JsonValue root);
// What the file says of itself and its project, from an object that may hold more.
void take_header(Fields& fields, FileRecords& file);
std::vector<JsonValue> items(JsonValue array);

// The whole file as a tree, whatever it holds; what is wrong with it, or its project.
tl::expected<Project, Problems> read_native_tree(std::string_view file, ReadOptions options);

// Reads a file, of either form, in which nothing is wrong and whose records stand in the order in which they are
// written, without a tree of its spans: in half the time and a third of the memory. Nothing for any other file:
// read_native_tree() then tells what is wrong, or reads it.
std::optional<Project> read_plain_native(std::string_view file);

}  // namespace glossator
