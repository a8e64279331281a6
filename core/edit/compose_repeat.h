#pragma once

#include <optional>
#include <vector>

#include "core/edit/compose.h"

// The last change of a span, to be made once more elsewhere.
namespace glossator {

// What a step did to one span, apart from its place.
struct SpanChange {
    LabelId label;                          // given to it; empty: it kept its label
    std::optional<EntityId> entity = {};    // empty: taken off
    Attributes attributes = {};             // set to these values
    std::vector<AttributeId> cleared = {};  // taken off
    friend bool operator==(const SpanChange&, const SpanChange&) = default;
};

// Of a step that is about to run: what it does to the one span that it puts. Nothing if it puts none or several, or
// changes nothing of these.
std::optional<SpanChange> change_of(const Project& project, const Step& step);

// The same once more: a span at `at`, which the change must name a label for; or the span that is there already.
Result<Composed> repeat_change(const Context&, const SpanChange& change, TextRange at);
// What the span's label doesn't have is left out.
Result<Composed> repeat_change(const Context&, const SpanChange& change, const SpanId& span);

}  // namespace glossator
