#pragma once

#include <string>
#include <vector>

#include "core/io/codec.h"

namespace glossator {

// Label Studio's JSON: an array of tasks with annotations and predictions, each a set; label-config.xml beside it when
// written. As its front end (1.4 and later) and its Python SDK (2.1) read it.
//
// Offsets count code points since front end 1.1, UTF-16 units before, which the quotes tell; CRLF is two. A region's
// "text" isn't what stands there (line ends are written as \n, blanks are merged), and serves for that alone.
//
// A region is a span, or a fragment of one: further fragments are regions to which a relation leads. An attribution is
// a region of its own at the place of its first cue, from which relations lead to its parts. Attributes, entity and
// claim are items of a region, notes its meta text. What the format has no words for stands in the "meta" of the first
// task.
Codec label_studio_codec();

namespace label_studio {

inline constexpr const char* kLabelControl = "label";
inline constexpr const char* kTextObject = "text";
inline constexpr const char* kFragment = "further fragment";  // of a relation
inline constexpr const char* kOurKey = "glossator";           // in "meta", and of annotations

// How the controls are called by which a schema's attributes and our own fields are set.
struct Controls {
    explicit Controls(const Schema& schema);
    std::string of(const AttributeId& id) const;
    // The id of the attribute that a control sets; the control's name where the schema has none.
    std::string attribute_of(const std::string& control) const;

    std::string attribution;  // the label of regions that stand for attributions
    std::string entity, claim, claim_relation;

private:
    std::vector<std::pair<AttributeId, std::string>> attributes_;
};

std::string write_config(const Schema& schema, const Controls& controls);

ReadResult read(const ReadRequest& request);
Result<Exported> write(const Project& project, const FormatOptions& options);
Status check(const Project& project, const Exported& exported, const FormatOptions& options);

}  // namespace label_studio

}  // namespace glossator
