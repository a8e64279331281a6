#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/io/losses.h"
#include "core/io/project_builder.h"

// The middle between our records and formats that know texts under a name, and links between things in roles.
namespace glossator {

// An attribute's value as one text, which value_of() reads back: a number as JSON writes it, "true" or "false",
// several choices as a JSON array.
std::string text_of_value(const AttributeValue& value);
// As the schema's attribute of that name asks for it. Of one that it hasn't, or that the text doesn't fit: several
// choices where the text is a JSON array of strings, else text.
AttributeValue value_of(const Schema& schema, std::string_view attribute, const std::string& text);

struct Property {
    std::string name;
    std::string value;
};
struct LinkEnd {
    std::string role;
    std::string target;  // the id of a span, or of a link
};
struct RoleLink {
    std::string id;
    std::string type;
    std::vector<LinkEnd> ends;
    std::vector<Property> properties = {};
};
inline constexpr const char* kAttributionType = "attribution";

// A relation has the ends "from" and "to"; an attribution is of kAttributionType and has ends "source", "cue",
// "content", "addressee" and "parent", as many as there are.
RoleLink link_of(const Relation& relation);
RoleLink link_of(const Attribution& attribution);

// Adds what a file's links say to the set that is being made. `spans` tells by what ids the file knows its spans. A
// link with roles of an attribution, and a content, source or cue among them, becomes one; another with two ends a
// relation of its type; one with more, a relation from the first end to each other one, which is a loss, as is an end
// that leads nowhere.
void take_links(ProjectBuilder& builder, const std::vector<RoleLink>& links,
                const std::unordered_map<std::string, SpanId>& spans, Losses& losses);

// What a format has no words for, as a native project in a place that its other readers pass over: schema, entities,
// claims, and these documents with their exported sets, but without text and without what is marked in it. Of entities
// and claims only those that the documents mention, where these aren't all. With `all_sets`, of every annotator.
std::string side_records(const Project& project, const std::vector<const Document*>& documents, bool all_sets = false);
// Errors: `text` isn't such a project; the offset is in it.
Result<Project> read_side_records(std::string_view text);

// For a codec's `check`: the spans of the document's exported set against what stands in the file at their places, a
// text for each fragment in their order. With `blanks_cut` the file's fragments have no blanks at their ends, and none
// at all where there was nothing else. Errors: a sentence that names the first span that is another.
struct FoundSpan {
    std::string id;
    std::vector<std::string> quotes;
};
Status compare_spans(const Document& document, const AnnotationSet* set, const std::vector<FoundSpan>& found,
                     bool blanks_cut = false);

// The range without white space at its ends; empty if it is nothing else.
TextRange without_blanks(const Text& text, TextRange range);

}  // namespace glossator
