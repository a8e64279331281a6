#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/model/attributes.h"
#include "core/model/boxed.h"
#include "core/text/text_range.h"

namespace glossator {

// A claim span's link to its claim record; `relation` is one of the schema's claim relations or empty.
struct ClaimLink {
    ClaimId id;
    std::string relation;
    JsonMembers extra = {};
    friend bool operator==(const ClaimLink&, const ClaimLink&) = default;
};

// Where a record came from if not from its annotator's own hand.
struct Origin {
    std::string kind;  // "model", "rule", "dictionary", "file"
    std::string name;
    std::optional<double> score = {};
    JsonMembers extra = {};
    friend bool operator==(const Origin&, const Origin&) = default;
};

// One or more ranges of a document's text with a label.
struct Span {
    SpanId id;
    LabelId label;
    std::vector<TextRange> at;  // the fragments: at least one, none empty, sorted, not overlapping; they may touch
    Attributes attributes;
    EntityId entity;  // empty: none
    Boxed<ClaimLink> claim;
    std::string note;
    Boxed<Origin> origin;
    std::string created;  // RFC 3339, or empty
    JsonMembers extra;

    uint32_t begin() const { return at.front().begin; }
    uint32_t end() const { return at.back().end; }
    uint32_t covered_bytes() const;
    friend bool operator==(const Span&, const Span&) = default;
};

// The order of spans in files and lists: by begin, then the farther end first, then by id.
bool precedes(const Span& a, const Span& b);

}  // namespace glossator
