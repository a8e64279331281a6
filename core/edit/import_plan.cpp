#include "core/edit/import_plan.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "core/base/utf8.h"
#include "core/edit/compose_parts.h"
#include "core/edit/merge_schema.h"
#include "core/text/unicode_data.h"

namespace glossator {

namespace {

template <class T>
bool contains(const std::vector<T>& items, const T& item)
{
    return std::find(items.begin(), items.end(), item) != items.end();
}

bool has_values(const AttributeDef& def)
{
    return def.type == AttributeType::Choice || def.type == AttributeType::Choices;
}

// Names of one thing, as tools and corpora spell it; what they are reduced to by plain() stands first in its line.
std::string_view usual_name(std::string_view name)
{
    static constexpr std::array<std::array<std::string_view, 4>, 9> kNames = {
        {{"person", "per", "pers", "people"},
         {"organisation", "org", "organization", "orga"},
         {"location", "loc", "place", "locations"},
         {"gpe", "geopoliticalentity", "gpes", "country"},
         {"miscellaneous", "misc", "miscellany", "other"},
         {"facility", "fac", "building", "facilities"},
         {"product", "prod", "products", "prd"},
         {"event", "evt", "events", "eve"},
         {"date", "dat", "dates", "calendardate"}}};
    for (const auto& names : kNames)
        for (const std::string_view each : names)
            if (each == name) return names.front();
    return name;
}

// Without case, blanks and signs.
std::string plain(std::string_view name)
{
    std::string out;
    for (size_t at = 0; at < name.size();) {
        const Decoded decoded = decode_utf8(name, at);
        at += decoded.length;
        const char32_t c = fold_case(decoded.code_point);
        const bool is_sign = c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z');
        if (!is_sign) append_utf8(out, c);
    }
    return std::string(usual_name(out));
}

bool alike(std::string_view a, std::string_view b)
{
    const std::string name = plain(a);
    return !name.empty() && name == plain(b);
}

template <class Def>
bool are_alike(const Def& a, const Def& b)
{
    return alike(a.id.text, b.id.text) || (!a.title.empty() && alike(a.title, b.id.text)) ||
           (!b.title.empty() && (alike(a.id.text, b.title) || alike(a.title, b.title)));
}

// How well one may stand for the other: nothing, perhaps, well.
int fit(const LabelDef& ours, const LabelDef& theirs)
{
    return are_alike(ours, theirs) ? (ours.layer == theirs.layer ? 2 : 1) : 0;
}

int fit(const AttributeDef& ours, const AttributeDef& theirs)
{
    const bool same = ours.type == theirs.type || (has_values(ours) && has_values(theirs));
    return same && are_alike(ours, theirs) ? 1 : 0;
}

int fit(const RelationType& ours, const RelationType& theirs)
{
    return ours.directed == theirs.directed && are_alike(ours, theirs) ? 1 : 0;
}

template <class Def, class Names>
void suggest(ImportMapping& mapping, ImportKind kind, const std::vector<Def>& ours, const std::vector<Def>& theirs,
             const Names& names)
{
    for (const Def& def : theirs) {
        const auto has = [&](const Def& other) { return other.id == names.at(def.id); };
        if (std::any_of(ours.begin(), ours.end(), has)) continue;
        const auto best = std::max_element(ours.begin(), ours.end(),
                                           [&](const Def& a, const Def& b) { return fit(a, def) < fit(b, def); });
        if (best != ours.end() && fit(*best, def) > 0)
            mapping[{kind, def.id.text}] = {ImportTarget::Kind::Other, best->id.text};
    }
}

void suggest_alike(ImportMapping& mapping, ImportKind kind, const std::string& id, const std::vector<std::string>& ours,
                   const std::vector<std::string>& theirs)
{
    for (const std::string& name : theirs) {
        if (contains(ours, name)) continue;
        const auto same = std::find_if(ours.begin(), ours.end(), [&](const std::string& o) { return alike(o, name); });
        if (same == ours.end()) continue;
        const ImportName called = kind == ImportKind::Value ? ImportName{kind, id, name} : ImportName{kind, name};
        mapping[called] = {ImportTarget::Kind::Other, *same};
    }
}

const ImportTarget& target_of(const ImportMapping& mapping, const ImportName& name)
{
    static const ImportTarget kItself;
    const auto found = mapping.find(name);
    return found == mapping.end() ? kItself : found->second;
}

// The attribute of ours that it becomes; null if it becomes none of them.
const AttributeDef* becomes(const Schema& ours, const AttributeDef& theirs, const ImportMapping& mapping)
{
    const ImportTarget& target = target_of(mapping, {ImportKind::Attribute, theirs.id.text});
    if (target.kind == ImportTarget::Kind::Nothing) return nullptr;
    if (target.kind == ImportTarget::Kind::Other) return ours.find(AttributeId(target.other));
    const AttributeDef* same = ours.find(theirs.id);
    return same && same->type == theirs.type ? same : nullptr;
}

void suggest_values(ImportMapping& mapping, const Schema& ours, const AttributeDef& theirs)
{
    const AttributeDef* there = becomes(ours, theirs, mapping);
    if (there && has_values(*there) && has_values(theirs))
        suggest_alike(mapping, ImportKind::Value, theirs.id.text, there->values, theirs.values);
}

bool defines(const Schema& schema, const ImportName& name)
{
    switch (name.kind) {
    case ImportKind::Label: return schema.find(LabelId(name.id)) != nullptr;
    case ImportKind::Attribute: return schema.find(AttributeId(name.id)) != nullptr;
    case ImportKind::RelationType: return schema.find(RelationTypeId(name.id)) != nullptr;
    case ImportKind::ClaimRelation: return contains(schema.claim_relations, name.id);
    case ImportKind::Value: break;
    }
    const AttributeDef* def = schema.find(AttributeId(name.id));
    return def && has_values(*def) && contains(def->values, name.value);
}

Status check_mapping(const Schema& ours, const Schema& theirs, const ImportMapping& mapping)
{
    for (const auto& [name, target] : mapping) {
        const std::string& called = name.kind == ImportKind::Value ? name.value : name.id;
        if (!defines(theirs, name))
            return fail(ErrorCode::NotFound,
                        std::string("what comes has no ") + name_of(name.kind) + " \"" + called + "\"");
        if (target.kind != ImportTarget::Kind::Other) continue;
        if (!contains(import_targets(ours, theirs, name, mapping), target.other))
            return fail(ErrorCode::NotFound, "\"" + called + "\" can't become \"" + target.other + "\"");
    }
    return {};
}

compose::SchemaNames names_of(const ImportMapping& mapping)
{
    compose::SchemaNames names;
    for (const auto& [name, target] : mapping) {
        if (target.kind == ImportTarget::Kind::Itself) continue;
        const std::string& to = target.other;  // empty: nothing
        switch (name.kind) {
        case ImportKind::Label: names.labels[LabelId(name.id)] = LabelId(to); break;
        case ImportKind::Attribute: names.attributes[AttributeId(name.id)] = AttributeId(to); break;
        case ImportKind::RelationType: names.relations[RelationTypeId(name.id)] = RelationTypeId(to); break;
        case ImportKind::ClaimRelation: names.claim_relations[name.id] = to; break;
        case ImportKind::Value: names.values[AttributeId(name.id)][name.value] = to; break;
        }
    }
    return names;
}

// By which the incoming project becomes one whose schema is the open one's, extended.
SchemaChange change_of(const Schema& ours, const Schema& theirs, const ImportMapping& mapping)
{
    compose::MergedSchema merged = compose::merge_schemas(ours, theirs, names_of(mapping));
    SchemaChange change{"Fit to the schema", std::move(merged.schema)};
    change.labels = std::move(merged.names.labels);
    change.attributes = std::move(merged.names.attributes);
    change.relations = std::move(merged.names.relations);
    change.claim_relations = std::move(merged.names.claim_relations);
    change.values = std::move(merged.names.values);
    change.may_lose = true;
    change.fills_in = false;
    return change;
}

// How often everything is used.
struct Uses {
    std::unordered_map<LabelId, size_t> labels;
    std::unordered_map<AttributeId, size_t> attributes;
    std::unordered_map<AttributeId, std::unordered_map<std::string, size_t>> values;
    std::unordered_map<RelationTypeId, size_t> relations;
    std::unordered_map<std::string, size_t> claim_relations;

    void count(const Attributes& of)
    {
        for (const auto& [id, value] : of) {
            ++attributes[id];
            if (const auto* one = std::get_if<std::string>(&value)) ++values[id][*one];
            if (const auto* several = std::get_if<std::vector<std::string>>(&value))
                for (const std::string& each : *several) ++values[id][each];
        }
    }
    void count(const AnnotationSet& set)
    {
        count(set.info.attributes);
        set.spans.for_each([&](const Span& span) {
            ++labels[span.label];
            count(span.attributes);
            if (span.claim && !span.claim->relation.empty()) ++claim_relations[span.claim->relation];
        });
        for (const auto& [id, relation] : set.relations) {
            ++this->relations[relation.type];
            count(relation.attributes);
        }
        for (const auto& [id, attribution] : set.attributions) count(attribution.attributes);
    }
};

template <class Map, class Key>
size_t at_or_none(const Map& map, const Key& key)
{
    const auto found = map.find(key);
    return found == map.end() ? 0 : found->second;
}

// The rows of a plan.
class Items {
public:
    Items(const Schema& ours, const Schema& theirs, const ImportMapping& mapping, const Uses& uses)
        : ours_(ours),
          theirs_(theirs),
          mapping_(mapping),
          uses_(uses),
          as_is_(compose::merge_schemas(ours, theirs).names)
    {}

    std::vector<ImportItem> take()
    {
        for (const LabelDef& def : theirs_.labels)
            add({ImportKind::Label, def.id.text}, def.title, at_or_none(uses_.labels, def.id),
                ours_.find(as_is_.labels.at(def.id)) != nullptr);
        for (const AttributeDef& def : theirs_.attributes) {
            add({ImportKind::Attribute, def.id.text}, def.title, at_or_none(uses_.attributes, def.id),
                ours_.find(as_is_.attributes.at(def.id)) != nullptr);
            if (has_values(def)) add_values(def);
        }
        for (const RelationType& def : theirs_.relations)
            add({ImportKind::RelationType, def.id.text}, def.title, at_or_none(uses_.relations, def.id),
                ours_.find(as_is_.relations.at(def.id)) != nullptr);
        for (const std::string& name : theirs_.claim_relations)
            add({ImportKind::ClaimRelation, name}, {}, at_or_none(uses_.claim_relations, name),
                contains(ours_.claim_relations, name));
        return std::move(items_);
    }

private:
    void add(ImportName name, const std::string& title, size_t uses, bool known)
    {
        if (known && uses == 0 && mapping_.count(name) == 0) return;
        const ImportTarget& target = target_of(mapping_, name);
        items_.push_back({std::move(name), title, uses, known, target});
    }

    // Those that the attribute which it becomes lacks.
    void add_values(const AttributeDef& def)
    {
        const AttributeDef* there = becomes(ours_, def, mapping_);
        if (!there || !has_values(*there)) return;
        const auto used = uses_.values.find(def.id);
        for (const std::string& value : def.values) {
            const bool known = contains(there->values, value);
            if (known && mapping_.count({ImportKind::Value, def.id.text, value}) == 0) continue;
            add({ImportKind::Value, def.id.text, value}, {},
                used == uses_.values.end() ? 0 : at_or_none(used->second, value), known);
        }
    }

    const Schema& ours_;
    const Schema& theirs_;
    const ImportMapping& mapping_;
    const Uses& uses_;
    const compose::SchemaNames as_is_;
    std::vector<ImportItem> items_;
};

// The claims that stay when the spans of some documents go: those that others mention, those that nothing mentioned
// before, and what they are linked to.
std::unordered_set<ClaimId> staying_claims(const Project& project, const std::unordered_map<ClaimId, size_t>& going)
{
    std::unordered_set<ClaimId> staying;
    std::vector<ClaimId> next;
    for (const auto& [id, claim] : project.claims()) {
        const size_t goes = at_or_none(going, id);
        if (goes == 0 || project.mentions(id) > goes) next.push_back(id);
    }
    while (!next.empty()) {
        const ClaimId id = std::move(next.back());
        next.pop_back();
        if (!staying.insert(id).second) continue;
        for (const ClaimRecordLink& link : project.find(id)->links) next.push_back(link.to);
    }
    return staying;
}

}  // namespace

const char* name_of(ImportKind kind)
{
    switch (kind) {
    case ImportKind::Label: return "label";
    case ImportKind::Attribute: return "attribute";
    case ImportKind::Value: return "value";
    case ImportKind::RelationType: return "relation";
    case ImportKind::ClaimRelation: break;
    }
    return "claim_relation";
}

std::strong_ordering operator<=>(const ImportName& a, const ImportName& b)
{
    if (a.kind != b.kind) return a.kind <=> b.kind;
    if (const int order = a.id.compare(b.id); order != 0) return order <=> 0;
    return a.value.compare(b.value) <=> 0;
}

ImportMapping suggested_mapping(const Schema& ours, const Schema& theirs)
{
    ImportMapping mapping;
    const compose::SchemaNames names = compose::merge_schemas(ours, theirs).names;
    suggest(mapping, ImportKind::Label, ours.labels, theirs.labels, names.labels);
    suggest(mapping, ImportKind::Attribute, ours.attributes, theirs.attributes, names.attributes);
    suggest(mapping, ImportKind::RelationType, ours.relations, theirs.relations, names.relations);
    suggest_alike(mapping, ImportKind::ClaimRelation, {}, ours.claim_relations, theirs.claim_relations);
    for (const AttributeDef& def : theirs.attributes) suggest_values(mapping, ours, def);
    return mapping;
}

void set_target(ImportMapping& mapping, const Schema& ours, const Schema& theirs, const ImportName& name,
                ImportTarget target)
{
    mapping[name] = std::move(target);
    const AttributeDef* def = name.kind == ImportKind::Attribute ? theirs.find(AttributeId(name.id)) : nullptr;
    if (!def) return;
    std::erase_if(mapping,
                  [&](const auto& each) { return each.first.kind == ImportKind::Value && each.first.id == name.id; });
    suggest_values(mapping, ours, *def);
}

std::vector<std::string> import_targets(const Schema& ours, const Schema& theirs, const ImportName& name,
                                        const ImportMapping& mapping)
{
    std::vector<std::string> out;
    const auto add_all = [&](const auto& defs) {
        for (const auto& def : defs) out.push_back(def.id.text);
    };
    switch (name.kind) {
    case ImportKind::Label: add_all(ours.labels); break;
    case ImportKind::Attribute: add_all(ours.attributes); break;
    case ImportKind::RelationType: add_all(ours.relations); break;
    case ImportKind::ClaimRelation: out = ours.claim_relations; break;
    case ImportKind::Value:
        if (const AttributeDef* def = theirs.find(AttributeId(name.id)))
            if (const AttributeDef* there = becomes(ours, *def, mapping)) out = there->values;
    }
    return out;
}

Result<ImportPlan> plan_import(const Project& ours, const Project& incoming, const ImportMapping& mapping)
{
    if (Status sound = check_mapping(ours.schema(), incoming.schema(), mapping); !sound) return fail(sound.error());
    ImportPlan plan;
    Uses uses;
    for (const auto& set : incoming.sets()) {
        uses.count(*set);
        plan.spans += set->spans.size();
        plan.relations += set->relations.size();
        plan.attributions += set->attributions.size();
    }
    for (const auto& [id, claim] : incoming.claims())
        for (const ClaimRecordLink& link : claim.links) ++uses.claim_relations[link.type];
    plan.documents = incoming.documents().size();
    plan.shared = compose::shared_documents(ours, incoming).size();
    plan.sets = incoming.sets().size();
    plan.entities = incoming.entities().size();
    plan.claims = incoming.claims().size();
    plan.items = Items(ours.schema(), incoming.schema(), mapping, uses).take();
    const SchemaChange change = change_of(ours.schema(), incoming.schema(), mapping);
    IdMaker ids(incoming);
    plan.left_out = effects_of({incoming, ids, {}, {}}, change);
    plan.schema = change.next;
    return plan;
}

Result<Composed> skip_shared(const Context& incoming, const Project& ours)
{
    const Project& project = incoming.project;
    Composed composed{{"Skip documents", {}}, {}};
    std::vector<Edit>& edits = composed.step.edits;
    std::unordered_map<EntityId, size_t> entities;  // mentions that go
    std::unordered_map<ClaimId, size_t> claims;
    for (const auto& [id, present] : compose::shared_documents(ours, project)) {
        for (const AnnotationSet* set : project.sets_of(id))
            set->spans.for_each([&](const Span& span) {
                if (!span.entity.empty()) ++entities[span.entity];
                if (span.claim) ++claims[span.claim->id];
            });
        Result<Composed> removed = remove_document(incoming, id);
        if (!removed) return removed;
        for (Edit& edit : removed->step.edits) edits.push_back(std::move(edit));
        composed.ids.push_back(id.text);
    }
    for (const auto& [id, entity] : project.entities())
        if (const size_t goes = at_or_none(entities, id); goes > 0 && goes == project.mentions(id))
            edits.push_back(RemoveEntity{id});
    const std::unordered_set<ClaimId> staying = staying_claims(project, claims);
    for (const auto& [id, claim] : project.claims()) {  // without links first, since they may lead to one another
        if (staying.count(id) > 0 || claim.links.empty()) continue;
        Claim alone = claim;
        alone.links.clear();
        edits.push_back(PutClaim{std::move(alone)});
    }
    for (const auto& [id, claim] : project.claims())
        if (staying.count(id) == 0) edits.push_back(RemoveClaim{id});
    return composed;
}

Result<Composed> compose_import(const Context& ours, Project incoming, const ImportMapping& mapping)
{
    const Schema& schema = ours.project.schema();
    if (Status sound = check_mapping(schema, incoming.schema(), mapping); !sound) return fail(sound.error());
    History history(std::move(incoming));
    IdMaker ids(history.project());
    const SchemaChange change = change_of(schema, history.project().schema(), mapping);
    Result<Composed> fitted = change_schema({history.project(), ids, {}, {}}, change);
    if (!fitted) return fitted;
    if (const Status done = history.run(std::move(fitted->step)); !done) return fail(done.error());
    return merge_project(ours, history.project());
}

}  // namespace glossator
