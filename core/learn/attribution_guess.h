#pragma once

#include <optional>
#include <vector>

#include "core/edit/compose.h"
#include "core/learn/attribution_rules.h"

namespace glossator {

// The label whose spans play a role when they are made for it: of the layer "attribution" the one called so, by id or
// title in small letters ("source", "cue", "content"); for contents else the first one of the layer "claim". Null if
// the schema has none.
enum class RoleKind { Source, Cue, Content };
const LabelDef* label_for(const Schema& schema, RoleKind role);

// Who says, by which words, what stands at `content`: read from the sentences around it by `rules`, with spans of `set`
// (which may be null) where they fit. What isn't found stays empty; the contents never do. `content` is sorted, not
// empty and inside the document; `content_span` is the span there that is meant, if one is. O(length of the sentences +
// attributions of the set).
AttributionDraft guess_attribution(const AttributionRules& rules, const Project& project, const Document& document,
                                   const AnnotationSet* set, const std::vector<TextRange>& content,
                                   const SpanId& content_span = {});

// The attribution whose content `content` lies in, the innermost one; empty: none.
AttributionId parent_for(const AnnotationSet& set, const std::vector<TextRange>& content);

}  // namespace glossator
