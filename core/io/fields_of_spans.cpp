#include "core/io/fields_of_spans.h"

#include <algorithm>
#include <array>

namespace glossator {

namespace {

constexpr std::string_view kPrefix = "attribute:";
constexpr std::array<std::string_view, 7> kOwn = {"type",           "identifier", "entity_name", "claim",
                                                  "claim_relation", "claim_text", "note"};

std::string text_among(const std::vector<Property>& fields, std::string_view name)
{
    for (const Property& each : fields)
        if (each.name == name) return each.value;
    return {};
}

}  // namespace

std::string field_name(const std::string& attribute)
{
    const bool is_own = std::find(kOwn.begin(), kOwn.end(), attribute) != kOwn.end();
    return is_own || attribute.substr(0, kPrefix.size()) == kPrefix ? std::string(kPrefix) + attribute : attribute;
}

std::string attribute_name(const std::string& field)
{
    return field.substr(0, kPrefix.size()) == kPrefix ? field.substr(kPrefix.size()) : field;
}

std::vector<Property> fields_of(const Project& project, const Span& span)
{
    std::vector<Property> out;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) out.push_back({name, value});
    };
    add("identifier", span.entity.text);
    if (const Entity* entity = project.find(span.entity)) add("entity_name", entity->name);
    if (span.claim) {
        add("claim", span.claim->id.text);
        add("claim_relation", span.claim->relation);
        if (const Claim* claim = project.find(span.claim->id)) add("claim_text", claim->text);
    }
    add("note", span.note);
    for (const auto& [id, value] : span.attributes) out.push_back({field_name(id.text), text_of_value(value)});
    return out;
}

void take_fields(ProjectBuilder& builder, Span& span, const std::vector<Property>& fields)
{
    for (const Property& each : fields) {
        if (each.name == "identifier" && !each.value.empty() && each.value != "-") {
            span.entity = builder.entity(each.value, "", text_among(fields, "entity_name"));
        } else if (each.name == "claim" && !each.value.empty()) {
            ClaimLink link;
            link.id = builder.claim(each.value, text_among(fields, "claim_text"));
            link.relation = text_among(fields, "claim_relation");
            builder.allow_claim_relation(link.relation);
            span.claim = std::move(link);
        } else if (each.name == "note") {
            span.note = each.value;
        } else if (each.name != "type" && each.name != "entity_name" && each.name != "claim_relation" &&
                   each.name != "claim_text") {
            const std::string name = attribute_name(each.name);
            builder.set_attribute(span, name, value_of(builder.schema(), name, each.value));
        }
    }
}

bool settle_fragments(std::vector<TextRange>& ranges)
{
    std::sort(ranges.begin(), ranges.end());
    std::vector<TextRange> out;
    for (const TextRange& range : ranges) {
        if (!out.empty() && range.begin < out.back().end)
            out.back().end = std::max(out.back().end, range.end);
        else
            out.push_back(range);
    }
    const bool sound = out.size() == ranges.size();
    ranges = std::move(out);
    return sound;
}

void count_beside_records(const Project& project, Losses& losses, bool in_one_file, bool segments)
{
    Carries carries = Carries::all();
    carries.segments = segments;
    carries.unmentioned = carries.claim_links = in_one_file || project.documents().size() == 1;
    count_uncarried(project, carries, losses);
    count_other_sets(project, losses);
    for (const Document& document : project.documents())
        if (const AnnotationSet* set = exported_set(project, document))
            set->spans.for_each([&](const Span& span) {
                if (span.claim && !span.claim->extra.empty())
                    losses.add("keys of other programs", span.claim->extra.front().first);
            });
}

}  // namespace glossator
