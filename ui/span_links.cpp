#include "ui/span_links.h"

#include <algorithm>

#include "core/base/sort_stably.h"
#include "ui/language.h"
#include "ui/visibility.h"
#include "ui/wording.h"

namespace glossator {

namespace {

constexpr size_t kMostAttributions = 3;  // with a route of their own

bool has(const std::vector<SpanId>& ids, const SpanId& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::string lower(std::string_view title)
{
    std::string text(title);
    text[0] = static_cast<char>(text[0] | 32);
    return text;
}

}  // namespace

SpanLinks find_links(const Project& project, const AnnotationSet& set, const Span& span)
{
    SpanLinks links{span.id, project.revision(), {}, {}};
    if (project.uses(span.id) == 0) return links;
    for (const auto& [id, attribution] : set.attributions) {
        bool takes_part = false;
        for (const AttributionRole& role : kAttributionRoles)
            takes_part = takes_part || has(attribution.*role.spans, span.id);
        if (takes_part) links.attributions.push_back(id);
    }
    for (const auto& [id, relation] : set.relations)
        if (relation.from == span.id || relation.to == span.id) links.relations.push_back(id);
    return links;
}

void LinksOf::update(const App& app, const Span* span)
{
    const Project& project = app.project();
    const AnnotationSet* set = app.set();
    const std::string& switched = app.session().settings.switched;
    const SpanId id = span ? span->id : SpanId();
    if (id == span_ && revision_ == project.revision() && switched_ == switched) return;
    span_ = id;
    switched_ = switched;
    revision_ = project.revision();
    bundles_.clear();
    entity_ = span ? span->entity : EntityId();
    claim_ = span && span->claim ? span->claim->id : ClaimId();
    if (!set || !span) return;
    const SpanLinks found = find_links(project, *set, *span);
    for (const AttributionId& attribution : found.attributions)
        add_attribution(*set, set->attributions.find(attribution)->second);
    if (!found.relations.empty()) add_relations(project, *set, found.relations);
    add_same(project, *set, *span);
    for (LinkBundle& bundle : bundles_) {
        std::erase_if(bundle.links, [&](const Link& link) { return !is_shown(app, *link.to); });
        sort_stably(bundle.links, [](const Link& a, const Link& b) { return precedes(*a.to, *b.to); });
    }
}

void LinksOf::add_attribution(const AnnotationSet& set, const Attribution& attribution)
{
    if (bundles_.size() < kMostAttributions) bundles_.push_back({LinkKind::Attribution, {}});
    std::vector<Link>& links = bundles_.back().links;
    const auto add = [&](const SpanId& id, std::string role) {
        const bool known = std::any_of(links.begin(), links.end(), [&](const Link& l) { return l.to->id == id; });
        const Span* other = set.spans.find(id);
        if (other && id != span_ && !known) links.push_back({other, std::move(role)});
    };
    for (const AttributionRole& role : kAttributionRoles)
        for (const SpanId& id : attribution.*role.spans) add(id, lower(role.title));
    const auto parent = set.attributions.find(attribution.parent);
    if (parent == set.attributions.end()) return;
    for (const AttributionRole& role : kAttributionRoles) {
        if ((parent->second.*role.spans).empty()) continue;
        add((parent->second.*role.spans).front(), "within: " + lower(role.title));
        break;
    }
}

void LinksOf::add_relations(const Project& project, const AnnotationSet& set, const std::vector<RelationId>& relations)
{
    LinkBundle bundle{LinkKind::Relation, {}};
    for (const RelationId& id : relations) {
        const Relation& relation = set.relations.find(id)->second;
        const bool leads_away = relation.from == span_;
        const Span* other = set.spans.find(leads_away ? relation.to : relation.from);
        const RelationType* type = project.schema().find(relation.type);
        if (!other || other->id == span_) continue;
        const bool directed = !type || type->directed;
        bundle.links.push_back({other, std::string(type ? title_of(*type) : std::string_view(relation.type.text)),
                                directed && leads_away, directed && !leads_away});
    }
    bundles_.push_back(std::move(bundle));
}

void LinksOf::add_same(const Project& project, const AnnotationSet& set, const Span& span)
{
    const bool entity = !entity_.empty() && project.mentions(entity_) > 1;
    const bool claim = !claim_.empty() && project.mentions(claim_) > 1;
    if (!entity && !claim) return;
    LinkBundle bundle{LinkKind::Same, {}};
    set.spans.for_each([&](const Span& other) {
        if (&other == &span) return;
        if (entity && other.entity == entity_)
            bundle.links.push_back({&other, tr("same entity")});
        else if (claim && other.claim && other.claim->id == claim_)
            bundle.links.push_back({&other, tr("same claim")});
    });
    bundles_.push_back(std::move(bundle));
}

// By attributions and relations, which a span has few of.
bool LinksOf::is_linked(const Span& other) const
{
    for (const LinkBundle& bundle : bundles_)
        for (const Link& link : bundle.links) {
            if (bundle.kind == LinkKind::Same) break;
            if (link.to->id == other.id) return true;
        }
    return false;
}

Emphasis LinksOf::emphasis(const Span& other) const
{
    if (span_.empty()) return Emphasis::Normal;
    if (other.id == span_) return Emphasis::Focused;
    const bool same_entity = !entity_.empty() && other.entity == entity_;
    const bool same_claim = !claim_.empty() && other.claim && other.claim->id == claim_;
    return same_entity || same_claim || is_linked(other) ? Emphasis::Partner : Emphasis::Faded;
}

}  // namespace glossator
