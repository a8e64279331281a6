#include "core/io/links.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/utf8.h"
#include "core/io/json.h"
#include "core/io/json_number.h"
#include "core/io/json_writer.h"
#include "core/io/native.h"
#include "core/io/tokens.h"
#include "core/model/project_writer.h"
#include "core/model/rules.h"

namespace glossator {

namespace {

constexpr std::array<const char*, 5> kRoles = {"source", "cue", "content", "addressee", "parent"};

bool is_role(std::string_view role)
{
    return std::find(kRoles.begin(), kRoles.end(), role) != kRoles.end();
}

std::optional<std::vector<std::string>> strings_in(const std::string& text)
{
    if (text.empty() || text.front() != '[') return std::nullopt;
    const Result<JsonDocument> json = JsonDocument::parse(text);
    if (!json || !json->root().is_array()) return std::nullopt;
    std::vector<std::string> out;
    for (const JsonValue item : json->root().children()) {
        if (!item.is_string()) return std::nullopt;
        out.emplace_back(item.string());
    }
    return out;
}

bool is_attribution(const RoleLink& link, const std::unordered_map<std::string, SpanId>& spans)
{
    bool has_part = false;
    for (const LinkEnd& end : link.ends) {
        if (!is_role(end.role)) return false;
        has_part |= (end.role == "source" || end.role == "cue" || end.role == "content") && spans.count(end.target) > 0;
    }
    // Two spans in the roles of source and target, or source and content, are a relation elsewhere.
    return has_part && (link.type == kAttributionType || link.ends.size() > 2);
}

struct LinkTaker {
    ProjectBuilder& builder;
    const std::unordered_map<std::string, SpanId>& spans;
    Losses& losses;
    std::set<std::string> attributions = {};  // the file's ids

    const SpanId* find(const std::string& id) const
    {
        const auto known = spans.find(id);
        return known == spans.end() ? nullptr : &known->second;
    }

    void take_attribution(const RoleLink& link)
    {
        Attribution out;
        out.id = AttributionId(link.id);
        for (const LinkEnd& end : link.ends) {
            if (end.role == "parent") {
                if (end.target != link.id && attributions.count(end.target) > 0 && out.parent.empty())
                    out.parent = AttributionId(end.target);
                else
                    losses.add("parents of attributions that aren't there", link.id);
                continue;
            }
            const SpanId* span = find(end.target);
            if (span == nullptr) {
                losses.add("ends of links that aren't there", end.target);
                continue;
            }
            auto& list = end.role == "source"    ? out.sources
                         : end.role == "cue"     ? out.cues
                         : end.role == "content" ? out.contents
                                                 : out.addressees;
            if (std::find(list.begin(), list.end(), *span) == list.end()) list.push_back(*span);
        }
        for (const Property& each : link.properties)
            builder.set_attribute(out, each.name, value_of(builder.schema(), each.name, each.value));
        builder.add(std::move(out));
    }

    void take_relations(const RoleLink& link)
    {
        std::vector<const SpanId*> ends;
        for (const LinkEnd& end : link.ends) {
            if (const SpanId* span = find(end.target))
                ends.push_back(span);
            else
                losses.add("ends of links that aren't there", end.target);
        }
        if (ends.size() < 2) return losses.add("links with fewer than two spans", link.type + " " + link.id);
        if (ends.size() > 2) losses.add("links of more than two spans, which became pairs", link.type + " " + link.id);
        const bool named = std::any_of(link.ends.begin(), link.ends.end(), [](const LinkEnd& end) {
            return !end.role.empty() && end.role != "from" && end.role != "to";
        });
        if (named) losses.add("names of roles in relations", link.ends.front().role + ", " + link.ends.back().role);
        for (size_t i = 1; i < ends.size(); ++i) {
            Relation relation;
            if (i == 1) relation.id = RelationId(link.id);
            relation.type = builder.relation_type(link.type);
            relation.from = *ends.front();
            relation.to = *ends[i];
            for (const Property& each : link.properties)
                builder.set_attribute(relation, each.name, value_of(builder.schema(), each.name, each.value));
            builder.add(std::move(relation));
        }
    }
};

// The links whose way up through parents comes round to themselves.
std::set<std::string> in_circles(const std::vector<RoleLink>& links)
{
    std::unordered_map<std::string, std::string> parents;
    for (const RoleLink& link : links)
        for (const LinkEnd& end : link.ends)
            if (end.role == "parent") parents.emplace(link.id, end.target);
    std::set<std::string> out;
    std::unordered_map<std::string, size_t> seen;  // in which walk
    size_t walk = 0;
    for (const auto& [id, parent] : parents) {
        ++walk;
        std::string at = id;
        while (seen.emplace(at, walk).second) {
            const auto next = parents.find(at);
            if (next == parents.end()) break;
            at = next->second;
        }
        if (seen[at] == walk && parents.count(at) > 0) out.insert(at);
    }
    return out;
}

}  // namespace

std::string text_of_value(const AttributeValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const bool* yes = std::get_if<bool>(&value)) return *yes ? "true" : "false";
    if (const double* number = std::get_if<double>(&value)) {
        std::string out;
        write_json_number(out, *number);
        return out;
    }
    JsonWriter out;
    out.begin_array();
    for (const std::string& word : std::get<std::vector<std::string>>(value)) out.string(word);
    return out.end_array().take();
}

AttributeValue value_of(const Schema& schema, std::string_view attribute, const std::string& text)
{
    const AttributeDef* def = schema.find(AttributeId(attribute));
    const AttributeType type = def == nullptr ? AttributeType::Choices : def->type;
    switch (type) {
    case AttributeType::Number:
        if (const std::optional<double> number = read_json_number(text)) return *number;
        break;
    case AttributeType::YesNo:
        if (text == "true" || text == "false") return text == "true";
        break;
    case AttributeType::Choices:
        if (std::optional<std::vector<std::string>> words = strings_in(text)) return std::move(*words);
        break;
    case AttributeType::Choice:
    case AttributeType::Text:
    case AttributeType::Date: break;
    }
    return text;
}

RoleLink link_of(const Relation& relation)
{
    RoleLink out{relation.id.text, relation.type.text, {{"from", relation.from.text}, {"to", relation.to.text}}};
    for (const auto& [id, value] : relation.attributes) out.properties.push_back({id.text, text_of_value(value)});
    return out;
}

RoleLink link_of(const Attribution& attribution)
{
    RoleLink out{attribution.id.text, kAttributionType, {}};
    const auto add = [&](const char* role, const std::vector<SpanId>& spans) {
        for (const SpanId& span : spans) out.ends.push_back({role, span.text});
    };
    add("source", attribution.sources);
    add("cue", attribution.cues);
    add("content", attribution.contents);
    add("addressee", attribution.addressees);
    if (!attribution.parent.empty()) out.ends.push_back({"parent", attribution.parent.text});
    for (const auto& [id, value] : attribution.attributes) out.properties.push_back({id.text, text_of_value(value)});
    return out;
}

void take_links(ProjectBuilder& builder, const std::vector<RoleLink>& links,
                const std::unordered_map<std::string, SpanId>& spans, Losses& losses)
{
    LinkTaker taker{builder, spans, losses};
    for (const RoleLink& link : links)
        if (is_attribution(link, spans)) taker.attributions.insert(link.id);
    for (const std::string& id : in_circles(links)) taker.attributions.erase(id);
    for (const RoleLink& link : links) {
        if (is_attribution(link, spans))
            taker.take_attribution(link);
        else
            taker.take_relations(link);
    }
}

std::string side_records(const Project& project, const std::vector<const Document*>& documents, bool all_sets)
{
    Project out;
    ProjectWriter writer(out);
    writer.set_info(project.info());
    writer.set_schema(project.schema());
    std::set<EntityId> entities;
    std::set<ClaimId> claims;
    const bool all = documents.size() == project.documents().size();
    const TextPtr no_text = Text::make("").value();
    if (all_sets)
        for (const Annotator& each : project.annotators()) writer.put(each);
    for (const Document* document : documents) {
        Document described = *document;
        described.text = no_text;
        described.segments.reset();
        writer.put(std::move(described));
        const AnnotationSet* exported = exported_set(project, *document);
        for (const AnnotationSet* set : project.sets_of(document->id)) {
            if (set != exported && !all_sets) continue;
            if (out.find(set->info.by) == nullptr) writer.put(*project.find(set->info.by));
            writer.put(set->info);
            set->spans.for_each([&](const Span& span) {
                entities.insert(span.entity);
                if (span.claim) claims.insert(span.claim->id);
            });
        }
    }
    for (const auto& [id, entity] : project.entities())
        if (all || entities.count(id) > 0) writer.put(entity);
    for (const auto& [id, claim] : project.claims()) {
        if (!all && claims.count(id) == 0) continue;
        Claim known = claim;
        std::erase_if(known.links, [&](const ClaimRecordLink& link) { return !all && claims.count(link.to) == 0; });
        writer.put(std::move(known));
    }
    return write_native(out);
}

Result<Project> read_side_records(std::string_view text)
{
    tl::expected<Project, Problems> project = read_native(text);
    if (project) return std::move(*project);
    Error error = project.error().front();
    error.message = "what Glossator wrote into the file for itself is damaged: " + error.message;
    return fail(std::move(error));
}

TextRange without_blanks(const Text& text, TextRange range)
{
    TextRange out{range.end, range.end};
    for (uint32_t i = range.begin; i < range.end;) {
        const auto [c, size] = decode_utf8(text.bytes(), i);
        if (!is_white_space(c)) {
            out.begin = std::min(out.begin, i);
            out.end = i + size;
        }
        i += size;
    }
    return out;
}

Status compare_spans(const Document& document, const AnnotationSet* set, const std::vector<FoundSpan>& found,
                     bool blanks_cut)
{
    std::unordered_map<std::string_view, const FoundSpan*> by_id;
    for (const FoundSpan& each : found)
        if (!by_id.emplace(each.id, &each).second)
            return fail(ErrorCode::Invalid, "the span " + each.id + " stands twice in what was written");
    Status out;
    if (set == nullptr) return out;
    set->spans.for_each([&](const Span& span) {
        if (!out) return;
        std::vector<std::string> expected;
        for (const TextRange& range : span.at) {
            const TextRange cut = blanks_cut ? without_blanks(*document.text, range) : range;
            if (!cut.empty()) expected.emplace_back(document.text->slice(cut));
        }
        const auto known = by_id.find(span.id.text);
        if (known == by_id.end() ? !expected.empty() : known->second->quotes != expected)
            out = fail(ErrorCode::Invalid, "the span " + span.id.text + " (" + shown(document, span) +
                                               ") doesn't stand at its place in what was written");
    });
    return out;
}

}  // namespace glossator
