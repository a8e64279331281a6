#include "core/edit/merge_three_way.h"

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

#include "core/edit/compose.h"
#include "core/edit/difference.h"
#include "core/edit/merge_schema.h"
#include "core/edit/merge_side.h"

namespace glossator {

namespace {

using compose::find_in;
using compose::InSet;
using compose::is_equal;
using compose::Side;

// ---- Values in words, for the list of conflicts

std::string shown(const AttributeValue& value);
std::string shown(const std::string& text)
{
    return text;
}
std::string shown(double number)
{
    return std::to_string(number);
}
template <class Tag>
std::string shown(const Id<Tag>& id)
{
    return id.text;
}
std::string shown(bool yes)
{
    return yes ? "yes" : "no";
}
std::string shown(SetRole role)
{
    return name_of(role);
}
std::string shown(const TextRange& range)
{
    return std::to_string(range.begin) + "–" + std::to_string(range.end);
}
std::string shown(const KnowledgeBaseLink& link)
{
    return link.base + " " + link.id;
}
std::string shown(const ClaimRecordLink& link)
{
    return link.type + " " + link.to.text;
}
std::string shown(const ClaimLink& link)
{
    return link.relation.empty() ? link.id.text : link.relation + " " + link.id.text;
}
std::string shown(const Origin& origin)
{
    return origin.kind + " " + origin.name;
}
std::string shown(const Segments& segments)
{
    return std::to_string(segments.tokens.size()) + " tokens";
}
std::string shown(const std::pair<std::string, std::string>& member)
{
    return member.first + " " + member.second;
}
template <class Value>
std::string shown(const std::vector<Value>& values)
{
    std::string out;
    for (const Value& value : values) out += (out.empty() ? "" : ", ") + shown(value);
    return out;
}
template <class Value>
std::string shown(const std::optional<Value>& value)
{
    return value ? shown(*value) : std::string();
}
template <class Value>
std::string shown(const Boxed<Value>& value)
{
    return value ? shown(*value) : std::string();
}
std::string shown(const AttributeValue& value)
{
    return std::visit([](const auto& each) { return shown(each); }, value);
}

// ---- The fields of each kind of record, by their names in the native file

template <class Visit>
void each_field(const ProjectInfo*, const Visit& visit)
{
    visit("title", &ProjectInfo::title);
    visit("description", &ProjectInfo::description);
    visit("language", &ProjectInfo::language);
    visit("guidelines", &ProjectInfo::guidelines);
    visit("x-…", &ProjectInfo::extra);
    visit("x-…", &ProjectInfo::file_extra);
}
template <class Visit>
void each_field(const Annotator*, const Visit& visit)
{
    visit("name", &Annotator::name);
    visit("kind", &Annotator::kind);
    visit("x-…", &Annotator::extra);
}
template <class Visit>
void each_field(const Document*, const Visit& visit)
{
    visit("name", &Document::name);
    visit("title", &Document::title);
    visit("publisher", &Document::publisher);
    visit("url", &Document::url);
    visit("date", &Document::date);
    visit("language", &Document::language);
    visit("meta", &Document::meta);
    visit("segments", &Document::segments);
    visit("x-…", &Document::extra);
}
template <class Visit>
void each_field(const Entity*, const Visit& visit)
{
    visit("type", &Entity::type);
    visit("name", &Entity::name);
    visit("aliases", &Entity::aliases);
    visit("kb", &Entity::kb);
    visit("note", &Entity::note);
    visit("x-…", &Entity::extra);
}
template <class Visit>
void each_field(const Claim*, const Visit& visit)
{
    visit("text", &Claim::text);
    visit("links", &Claim::links);
    visit("note", &Claim::note);
    visit("x-…", &Claim::extra);
}
template <class Visit>
void each_field(const SetInfo*, const Visit& visit)
{
    visit("by", &SetInfo::by);
    visit("role", &SetInfo::role);
    visit("status", &SetInfo::status);
    visit("flags", &SetInfo::flags);
    visit("attributes", &SetInfo::attributes);
    visit("note", &SetInfo::note);
    visit("seconds", &SetInfo::seconds);
    visit("x-…", &SetInfo::extra);
}
template <class Visit>
void each_field(const Span*, const Visit& visit)
{
    visit("label", &Span::label);
    visit("at", &Span::at);
    visit("attributes", &Span::attributes);
    visit("entity", &Span::entity);
    visit("claim", &Span::claim);
    visit("note", &Span::note);
    visit("origin", &Span::origin);
    visit("created", &Span::created);
    visit("x-…", &Span::extra);
}
template <class Visit>
void each_field(const Relation*, const Visit& visit)
{
    visit("type", &Relation::type);
    visit("from", &Relation::from);
    visit("to", &Relation::to);
    visit("attributes", &Relation::attributes);
    visit("x-…", &Relation::extra);
}
template <class Visit>
void each_field(const Attribution*, const Visit& visit)
{
    visit("sources", &Attribution::sources);
    visit("cues", &Attribution::cues);
    visit("contents", &Attribution::contents);
    visit("addressees", &Attribution::addressees);
    visit("parent", &Attribution::parent);
    visit("attributes", &Attribution::attributes);
    visit("x-…", &Attribution::extra);
}

// ---- Record by record, field by field

class Merger {
public:
    Merger(const Side& base, const Side& mine, const Side& theirs, MergeSide wins)
        : base_(base), mine_(mine), theirs_(theirs), mine_wins_(wins == MergeSide::Mine)
    {}

    Side merge()
    {
        out_.info = merged(&base_.info, mine_.info, theirs_.info, "project");
        merge_schema();
        out_.annotators = merged_all("annotator", base_.annotators, mine_.annotators, theirs_.annotators);
        out_.documents = merged_all("document", base_.documents, mine_.documents, theirs_.documents);
        out_.entities = merged_all("entity", base_.entities, mine_.entities, theirs_.entities);
        out_.claims = merged_all("claim", base_.claims, mine_.claims, theirs_.claims);
        out_.sets = merged_all("set", base_.sets, mine_.sets, theirs_.sets);
        out_.spans = merged_all("span", base_.spans, mine_.spans, theirs_.spans);
        out_.relations = merged_all("relation", base_.relations, mine_.relations, theirs_.relations);
        out_.attributions = merged_all("attribution", base_.attributions, mine_.attributions, theirs_.attributions);
        bring_back_what_is_needed();
        merge_order();
        return std::move(out_);
    }

    std::vector<MergeConflict> take_conflicts() { return std::move(conflicts_); }

private:
    // That of the side which changed it, mine if both did; what is only in the other one comes after it.
    void merge_order()
    {
        const bool as_theirs = mine_.order == base_.order;
        std::set<DocumentId> placed;
        for (const Side* side : {as_theirs ? &theirs_ : &mine_, as_theirs ? &mine_ : &theirs_, &base_})
            for (const DocumentId& id : side->order)
                if (out_.documents.count(id) && placed.insert(id).second) out_.order.push_back(id);
    }

    // Both sides' schemas side by side where both changed it; of a definition in both, that of the side that wins.
    void merge_schema()
    {
        const bool by_me = mine_.schema != base_.schema, by_them = theirs_.schema != base_.schema;
        out_.schema = by_them ? theirs_.schema : mine_.schema;
        if (!by_me || !by_them || mine_.schema == theirs_.schema) {
            if (by_me) out_.schema = mine_.schema;
            return;
        }
        out_.schema = mine_wins_ ? compose::schema_between(theirs_.schema, mine_.schema)
                                 : compose::schema_between(mine_.schema, theirs_.schema);
        conflicts_.push_back({"schema", "", "changed", "changed"});
    }

    template <class Map>
    Map merged_all(const char* kind, const Map& base, const Map& mine, const Map& theirs)
    {
        Map out;
        for (const auto& [id, record] : mine) {
            const auto* was = find_in(base, id);
            const auto* there = find_in(theirs, id);
            const std::string name = std::string(kind) + " " + id.text;
            if (there)
                out.emplace(id, merged(was, record, *there, name));
            else if (!was || stays(!is_equal(*was, record), true, name))
                out.emplace(id, record);
        }
        for (const auto& [id, record] : theirs) {
            if (mine.count(id)) continue;
            const auto* was = find_in(base, id);
            if (!was || stays(!is_equal(*was, record), false, std::string(kind) + " " + id.text))
                out.emplace(id, record);
        }
        return out;
    }

    // A record that one side has removed: it goes unless the side that still has it, mine or theirs, changed it and
    // wins.
    bool stays(bool changed, bool is_mine, const std::string& name)
    {
        if (!changed) return false;
        conflicts_.push_back({name, "", is_mine ? "changed" : "removed", is_mine ? "removed" : "changed"});
        return is_mine == mine_wins_;
    }

    template <class Record>
    InSet<Record> merged(const InSet<Record>* base, const InSet<Record>& mine, const InSet<Record>& theirs,
                         const std::string& name)
    {
        const bool has_base = base && base->set == mine.set;
        return {mine.set, merged(has_base ? &base->record : nullptr, mine.record, theirs.record, name)};
    }

    template <class Record>
    Record merged(const Record* base, const Record& mine, const Record& theirs, const std::string& name)
    {
        Record out = mine;
        each_field(static_cast<const Record*>(nullptr), [&](const char* field, auto member) {
            merge_field(base ? &(base->*member) : nullptr, mine.*member, theirs.*member, out.*member, name, field);
        });
        keep_together(base, mine, theirs, out, name);
        return out;
    }

    template <class Value>
    void merge_field(const Value* base, const Value& mine, const Value& theirs, Value& out, const std::string& name,
                     const std::string& field)
    {
        if (mine == theirs) return;
        const bool by_me = !base || mine != *base, by_them = !base || theirs != *base;
        if (by_me && by_them) conflicts_.push_back({name, field, shown(mine), shown(theirs)});
        if (by_them && !(by_me && mine_wins_)) out = theirs;
    }

    // Each attribute is a field of its own.
    void merge_field(const Attributes* base, const Attributes& mine, const Attributes& theirs, Attributes& out,
                     const std::string& name, const std::string& field)
    {
        std::set<AttributeId> ids;
        for (const Attributes* each : {&mine, &theirs})
            for (const auto& entry : *each) ids.insert(entry.first);
        const auto value = [](const Attributes& from, const AttributeId& id) {
            const AttributeValue* found = from.find(id);
            return found ? std::optional<AttributeValue>(*found) : std::nullopt;
        };
        for (const AttributeId& id : ids) {
            std::optional<AttributeValue> was = base ? value(*base, id) : std::nullopt, chosen = value(mine, id);
            merge_field(base ? &was : nullptr, value(mine, id), value(theirs, id), chosen, name, field + "." + id.text);
            if (chosen)
                out.set(id, std::move(*chosen));
            else
                out.erase(id);
        }
    }

    // What a label asks for goes with the label.
    void keep_together(const Span* base, const Span& mine, const Span& theirs, Span& out, const std::string& name)
    {
        if (mine.label == theirs.label) return;
        const bool is_mine = out.label == mine.label;
        const Span &from = is_mine ? mine : theirs, &other = is_mine ? theirs : mine;
        const auto has_same = [](const Span& a, const Span& b) {
            return a.attributes == b.attributes && a.entity == b.entity && a.claim == b.claim;
        };
        if (base && !has_same(*base, other) && !has_same(from, other))
            conflicts_.push_back({name, "label", mine.label.text, theirs.label.text});
        out.attributes = from.attributes;
        out.entity = from.entity;
        out.claim = from.claim;
    }
    // What a relation's type links and asks for goes with the type.
    void keep_together(const Relation*, const Relation& mine, const Relation& theirs, Relation& out, const std::string&)
    {
        const auto has_same = [](const Relation& a, const Relation& b) {
            return a.type == b.type && a.from == b.from && a.to == b.to;
        };
        if (has_same(mine, theirs)) return;
        const Relation& winner = mine_wins_ ? mine : theirs;
        const Relation& from = has_same(out, mine) ? mine : has_same(out, theirs) ? theirs : winner;
        out.type = from.type;
        out.from = from.from;
        out.to = from.to;
        if (mine.type != theirs.type) out.attributes = from.attributes;
    }
    // An attribution has somebody or something in it.
    void keep_together(const Attribution*, const Attribution& mine, const Attribution& theirs, Attribution& out,
                       const std::string& name)
    {
        if (!out.sources.empty() || !out.cues.empty() || !out.contents.empty()) return;
        const Attribution& winner = mine_wins_ ? mine : theirs;
        out.sources = winner.sources;
        out.cues = winner.cues;
        out.contents = winner.contents;
        conflicts_.push_back({name, "contents", shown(mine.contents), shown(theirs.contents)});
    }
    template <class Record>
    void keep_together(const Record*, const Record&, const Record&, Record&, const std::string&)
    {}

    // ---- What was removed on one side and is needed on the other

    template <class Map>
    void need(Map Side::*records, const typename Map::key_type& id, const char* kind)
    {
        if (id.empty() || (out_.*records).count(id)) return;
        for (const Side* side : {&mine_, &theirs_, &base_}) {
            const auto* found = find_in(side->*records, id);
            if (!found) continue;
            (out_.*records).emplace(id, *found);
            const bool in_mine = (mine_.*records).count(id) > 0;
            conflicts_.push_back({std::string(kind) + " " + id.text, "", in_mine ? "needed" : "removed",
                                  in_mine ? "removed" : "needed"});
            came_back_ = true;
            return;
        }
    }

    void bring_back_what_is_needed()
    {
        do {
            came_back_ = false;
            for (const auto& [id, said] : out_.attributions) {
                for (const auto* role :
                     {&said.record.sources, &said.record.cues, &said.record.contents, &said.record.addressees})
                    for (const SpanId& span : *role) need(&Side::spans, span, "span");
                need(&Side::attributions, said.record.parent, "attribution");
                need(&Side::sets, said.set, "set");
            }
            for (const auto& [id, relation] : out_.relations) {
                need(&Side::spans, relation.record.from, "span");
                need(&Side::spans, relation.record.to, "span");
                need(&Side::sets, relation.set, "set");
            }
            for (const auto& [id, span] : out_.spans) {
                need(&Side::entities, span.record.entity, "entity");
                if (span.record.claim) need(&Side::claims, span.record.claim->id, "claim");
                need(&Side::sets, span.set, "set");
            }
            for (const auto& [id, claim] : out_.claims)
                for (const ClaimRecordLink& link : claim.links) need(&Side::claims, link.to, "claim");
            for (const auto& [id, set] : out_.sets) {
                need(&Side::documents, set.document, "document");
                need(&Side::annotators, set.by, "annotator");
            }
        } while (came_back_);
    }

    const Side &base_, &mine_, &theirs_;
    const bool mine_wins_;
    Side out_;
    std::vector<MergeConflict> conflicts_;
    bool came_back_ = false;
};

// ---- The outcome as a project

// Puts records one by one, so that each keeps the rules next to what is there already. What can't stand falls back to
// how `stable` has it, or else is left out.
class Builder {
public:
    Builder(const Side& stable, std::vector<MergeConflict>& conflicts) : stable_(stable), conflicts_(conflicts) {}

    Project build(const Side& side)
    {
        if (!put(PutSchema{side.schema})) (void)put(PutSchema{stable_.schema});
        (void)put(PutProjectInfo{side.info});
        for (const auto& [id, each] : side.annotators) place("annotator", id, PutAnnotator{each});
        for (const DocumentId& id : side.order)
            if (const Document* each = find_in(side.documents, id)) place("document", id, PutDocument{*each});
        for (const auto& [id, each] : side.entities)
            fall_back("entity", id, PutEntity{each}, find_in(stable_.entities, id),
                      [](const Entity& e) { return PutEntity{e}; });
        for (const auto& [id, each] : side.claims) {
            Claim alone = each;
            alone.links.clear();
            place("claim", id, PutClaim{std::move(alone)});
        }
        for (const auto& [id, each] : side.claims)
            if (!each.links.empty())
                fall_back("claim", id, PutClaim{each}, find_in(stable_.claims, id),
                          [](const Claim& c) { return PutClaim{c}; });
        for (const auto& [id, each] : side.sets)
            fall_back("set", id, PutSet{each}, find_in(stable_.sets, id), [](const SetInfo& s) { return PutSet{s}; });
        for (const auto& [id, each] : side.spans)
            fall_back("span", id, PutSpan{each.set, each.record}, find_in(stable_.spans, id), [](const InSet<Span>& s) {
                return PutSpan{s.set, s.record};
            });
        for (const auto& [id, each] : side.relations)
            fall_back("relation", id, PutRelation{each.set, each.record}, find_in(stable_.relations, id),
                      [](const InSet<Relation>& r) {
                          return PutRelation{r.set, r.record};
                      });
        put_attributions(side);
        return std::move(project_);
    }

private:
    template <class Any>
    bool put(Any edit)
    {
        return glossator::apply(project_, Edit(std::move(edit))).has_value();
    }
    template <class Any>
    void leave_out(const char* kind, const Any& id)
    {
        conflicts_.push_back({std::string(kind) + " " + id.text, "", "can't stand together", "can't stand together"});
    }
    template <class Any, class Put>
    void place(const char* kind, const Any& id, Put edit)
    {
        if (!put(std::move(edit))) leave_out(kind, id);
    }
    template <class Any, class Put, class Record, class Make>
    void fall_back(const char* kind, const Any& id, Put edit, const Record* stable, const Make& make)
    {
        if (put(std::move(edit))) return;
        leave_out(kind, id);
        if (stable) (void)put(make(*stable));
    }

    // Without parents first, since those may come in any order.
    void put_attributions(const Side& side)
    {
        const auto loose = [](InSet<Attribution> said) {
            said.record.parent = {};
            return PutAttribution{said.set, std::move(said.record)};
        };
        for (const auto& [id, each] : side.attributions)
            fall_back("attribution", id, loose(each), find_in(stable_.attributions, id), loose);
        for (const auto& [id, each] : side.attributions) {
            if (each.record.parent.empty() || !project_.set_of(id)) continue;
            fall_back("attribution", id, PutAttribution{each.set, each.record}, find_in(stable_.attributions, id),
                      [](const InSet<Attribution>& a) {
                          return PutAttribution{a.set, a.record};
                      });
        }
    }

    const Side& stable_;
    std::vector<MergeConflict>& conflicts_;
    Project project_;
};

}  // namespace

ThreeWayMerge merge_three_way(const Project& base, const Project& mine, const Project& theirs, MergeSide wins)
{
    const Side was = compose::side_of(base), here = compose::side_of(mine);
    Side there = compose::side_of(theirs);
    IdMaker ids(mine);
    ids.skip(theirs);
    ids.skip(base);
    compose::rename_apart(was, here, there, ids);
    Merger merger(was, here, there, wins);
    const Side merged = merger.merge();
    ThreeWayMerge out{{}, merger.take_conflicts()};
    const Project project = Builder(wins == MergeSide::Mine ? here : there, out.conflicts).build(merged);
    out.edits = difference(records_of(mine), records_of(project));
    return out;
}

}  // namespace glossator
