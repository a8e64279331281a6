#pragma once

#include <compare>
#include <functional>
#include <string>
#include <string_view>

namespace glossator {

// The name by which records refer to one another, as it stands in the file ("s-12"). A type of its own for each
// kind of record, so that mixing them up does not compile. The empty id names nothing.
template <class Tag>
struct Id {
    std::string text;

    Id() = default;
    explicit Id(std::string_view id) : text(id) {}

    bool empty() const { return text.empty(); }
    friend bool operator==(const Id&, const Id&) = default;
    friend std::strong_ordering operator<=>(const Id& a, const Id& b) { return a.text.compare(b.text) <=> 0; }
};

using ProjectId = Id<struct ProjectTag>;
using DocumentId = Id<struct DocumentTag>;
using SetId = Id<struct SetTag>;
using SpanId = Id<struct SpanTag>;
using RelationId = Id<struct RelationTag>;
using AttributionId = Id<struct AttributionTag>;
using EntityId = Id<struct EntityTag>;
using ClaimId = Id<struct ClaimTag>;
using AnnotatorId = Id<struct AnnotatorTag>;
using LabelId = Id<struct LabelTag>;
using AttributeId = Id<struct AttributeTag>;
using RelationTypeId = Id<struct RelationTypeTag>;

}  // namespace glossator

template <class Tag>
struct std::hash<glossator::Id<Tag>> {
    size_t operator()(const glossator::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
