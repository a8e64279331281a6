#include "core/model/rules.h"

#include <cmath>

#include "core/model/dates.h"
#include "core/model/rule_parts.h"

namespace glossator {

using rules::fits;
using rules::pointer;
using rules::quoted;

namespace {

template <class Record>
Status has_id(const Record& record)
{
    if (!record.id.empty()) return {};
    return fail(ErrorCode::Invalid, "the id is empty", "/id");
}

// `field` is where the list stands; made into a string only for an error.
Status are_ranges(const Text& text, const std::vector<TextRange>& ranges, const char* field)
{
    uint32_t previous_end = 0;
    for (size_t i = 0; i < ranges.size(); ++i) {
        const TextRange range = ranges[i];
        const char* fault = nullptr;
        if (range.begin == range.end)
            fault = "the range is empty";
        else if (range.begin > range.end)
            fault = "the range ends before it begins";
        else if (range.end > text.size())
            fault = "the range ends beyond the text";
        else if (range.begin < previous_end)
            fault = ranges[i - 1].begin < range.end ? "the range overlaps the one before it"
                                                    : "the range stands before the one before it";
        else if (!text.is_boundary(range.begin) || !text.is_boundary(range.end))
            fault = "the range cuts a character in two";
        if (fault) return fail(ErrorCode::Invalid, fault, pointer(field, i));
        previous_end = range.end;
    }
    return {};
}

Status is_role(const AnnotationSet& set, const std::vector<SpanId>& role, const char* field)
{
    for (size_t i = 0; i < role.size(); ++i)
        if (!set.spans.find(role[i]))
            return fail(ErrorCode::Invalid, "the set has no span " + quoted(role[i].text), pointer(field, i));
    const size_t repeated = rules::first_repeated(role, [](const SpanId& id) { return std::string_view(id.text); });
    if (repeated == role.size()) return {};
    return fail(ErrorCode::Invalid, "the span " + quoted(role[repeated].text) + " is named twice",
                pointer(field, repeated));
}

Status has_sound_parent(const AnnotationSet& set, const Attribution& attribution, SoundAttributions* known)
{
    const AttributionId* above = &attribution.parent;
    // Counted, since in a set that is still being read the parents of others may form a cycle of their own.
    for (size_t steps = 0; !above->empty() && !(known && known->count(*above)); ++steps) {
        if (*above == attribution.id || steps > set.attributions.size())
            return fail(ErrorCode::Invalid, "the attribution is its own parent, directly or through others", "/parent");
        const auto parent = set.attributions.find(*above);
        if (parent == set.attributions.end())
            return fail(ErrorCode::Invalid, "the set has no attribution " + quoted(above->text), "/parent");
        above = &parent->second.parent;
    }
    if (!known) return {};
    known->insert(attribution.id);
    for (above = &attribution.parent; !above->empty() && known->insert(*above).second;)
        above = &set.attributions.find(*above)->second.parent;
    return {};
}

}  // namespace

bool is_value_of(const AttributeDef& def, const AttributeValue& value)
{
    return rules::value_fits(def, value, {}).has_value();
}

Status check(const Annotator& annotator)
{
    return has_id(annotator);
}

Status check(const Project&, const Document& document)
{
    if (Status status = has_id(document); !status) return status;
    if (!document.text) return fail(ErrorCode::Invalid, "the document has no text", "/text");
    if (!document.segments) return {};
    if (Status status = are_ranges(*document.text, document.segments->tokens, "/segments/tokens"); !status)
        return status;
    return are_ranges(*document.text, document.segments->sentences, "/segments/sentences");
}

Status check(const Project&, const Entity& entity)
{
    return has_id(entity);
}

Status check(const Project& project, const Claim& claim)
{
    if (Status status = has_id(claim); !status) return status;
    for (size_t i = 0; i < claim.links.size(); ++i) {
        const ClaimId& to = claim.links[i].to;
        const std::string field = pointer("/links", i) + "/to";
        if (to == claim.id) return fail(ErrorCode::Invalid, "the claim is linked to itself", field);
        if (!project.find(to)) return fail(ErrorCode::Invalid, "there is no claim " + quoted(to.text), field);
    }
    return fits(project.schema(), claim);
}

Status check(const Project& project, const SetInfo& info)
{
    if (Status status = has_id(info); !status) return status;
    if (!project.find(info.document))
        return fail(ErrorCode::Invalid, "there is no document " + quoted(info.document.text), "/document");
    if (!project.find(info.by)) return fail(ErrorCode::Invalid, "there is no annotator " + quoted(info.by.text), "/by");
    if (!name_of(info.role)) return fail(ErrorCode::Invalid, "the role must be annotator, gold or model", "/role");
    if (info.seconds && !(std::isfinite(*info.seconds) && *info.seconds >= 0))
        return fail(ErrorCode::Invalid, "the seconds must be a number that isn't negative", "/seconds");
    return fits(project.schema(), info);
}

Status check(const Project& project, const Document& document, const Span& span)
{
    if (Status status = has_id(span); !status) return status;
    if (span.at.empty()) return fail(ErrorCode::Invalid, "the span has no range", "/at");
    if (Status status = are_ranges(*document.text, span.at, "/at"); !status) return status;
    if (Status status = fits(project.schema(), span); !status) return status;
    if (!span.entity.empty() && !project.find(span.entity))
        return fail(ErrorCode::Invalid, "there is no entity " + quoted(span.entity.text), "/entity");
    if (span.claim && !project.find(span.claim->id))
        return fail(ErrorCode::Invalid, "there is no claim " + quoted(span.claim->id.text), "/claim/id");
    if (span.origin && span.origin->score && !std::isfinite(*span.origin->score))
        return fail(ErrorCode::Invalid, "the score must be a number", "/origin/score");
    if (!span.created.empty() && !is_timestamp(span.created))
        return fail(ErrorCode::Invalid, quoted(span.created) + " isn't a time like 2026-03-02T09:01:00Z", "/created");
    return {};
}

Status check(const Project& project, const AnnotationSet& set, const Relation& relation)
{
    if (Status status = has_id(relation); !status) return status;
    if (!set.spans.find(relation.from))
        return fail(ErrorCode::Invalid, "the set has no span " + quoted(relation.from.text), "/from");
    if (!set.spans.find(relation.to))
        return fail(ErrorCode::Invalid, "the set has no span " + quoted(relation.to.text), "/to");
    return fits(project.schema(), set, relation);
}

Status check(const Project& project, const AnnotationSet& set, const Attribution& attribution, SoundAttributions* known)
{
    if (Status status = has_id(attribution); !status) return status;
    if (Status status = is_role(set, attribution.sources, "/sources"); !status) return status;
    if (Status status = is_role(set, attribution.cues, "/cues"); !status) return status;
    if (Status status = is_role(set, attribution.contents, "/contents"); !status) return status;
    if (Status status = is_role(set, attribution.addressees, "/addressees"); !status) return status;
    if (attribution.sources.empty() && attribution.cues.empty() && attribution.contents.empty())
        return fail(ErrorCode::Invalid, "the attribution has neither source nor cue nor content");
    if (Status status = has_sound_parent(set, attribution, known); !status) return status;
    return fits(project.schema(), attribution);
}

}  // namespace glossator
