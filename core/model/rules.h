#pragma once

#include <unordered_set>

#include "core/base/result.h"
#include "core/model/project.h"

// The rules of the native file (docs/format.md) that a record keeps in its project, each stated once: the reader, edits
// and commands all ask here. Errors carry a sentence and, in Error::field, the JSON Pointer of the value at fault
// within the record as it is written ("/at/1", "/attributes/mention", "/sources/0"). References are looked up in
// `project`, which may or may not hold the record itself; that ids are unique is not asked here.
namespace glossator {

Status check(const Schema& schema);
// Whether all that is in `project` would keep the rules under `next`. Errors: InUse, naming an example. O(records).
Status check(const Project& project, const Schema& next);
// Whether `def` may have that value.
bool is_value_of(const AttributeDef& def, const AttributeValue& value);
Status check(const Annotator& annotator);
Status check(const Project& project, const Document& document);
Status check(const Project& project, const Entity& entity);
Status check(const Project& project, const Claim& claim);
Status check(const Project& project, const SetInfo& info);
Status check(const Project& project, const Document& document, const Span& span);
Status check(const Project& project, const AnnotationSet& set, const Relation& relation);

// Those that are known to have no cycle above them.
using SoundAttributions = std::unordered_set<AttributionId>;

// Its parent too: no cycle. With `known`, which gets what is found out, all of a set are checked in O(n).
Status check(const Project& project, const AnnotationSet& set, const Attribution& attribution,
             SoundAttributions* known = nullptr);

}  // namespace glossator
