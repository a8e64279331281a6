#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/edit/compose.h"

// User actions on the schema. What the project holds follows: records are renamed, merged into others or deleted with
// what hangs on them, in one step.
namespace glossator {

// Another schema, and what becomes of what this one calls otherwise. What the maps don't name keeps its id; what then
// isn't in `next` goes, with all that needs it.
struct SchemaChange {
    std::string title;  // of the step
    Schema next;
    std::map<LabelId, LabelId> labels = {};  // from today's id to one in `next`
    std::map<AttributeId, AttributeId> attributes = {};
    std::map<RelationTypeId, RelationTypeId> relations = {};
    std::map<std::string, std::string> claim_relations = {};
    std::map<AttributeId, std::map<std::string, std::string>> values = {};  // of today's attributes
    bool may_lose = false;                                                  // else refused if anything would be lost
    bool fills_in = true;  // spans that get a label which was there before get its defaults
};

// What a change means for what has been annotated.
struct SchemaEffects {
    size_t relabelled = 0;    // spans that get another label
    size_t spans = 0;         // that go
    size_t attributions = 0;  // that go, since nothing is left in them
    size_t thinned = 0;       // attributions that lose spans and stay
    size_t relations = 0;     // that go
    size_t entities = 0;      // that lose their type
    size_t claim_links = 0;   // links between claim records that go, and spans that lose their relation to one
    std::map<AttributeId, size_t> values;  // that are lost, of records that stay
    bool loses() const;
};

// O(records).
SchemaEffects effects_of(const Context&, const SchemaChange& change);
// In one step. Errors: Invalid for a schema that breaks a rule; InUse, saying what would be lost, unless it may be.
Result<Composed> change_schema(const Context&, const SchemaChange& change);
// "12 spans, 3 relations, 4 values of “certainty”": what is lost; empty if nothing is.
std::string told(const SchemaEffects& effects);

// Changes of one definition. Errors: NotFound for what isn't there, Invalid for an id that is taken.

// In place of `was`, whose id may differ; where that is empty, as a new one, last. Whatever names the id follows.
Result<SchemaChange> put_label(const Schema&, const LabelId& was, LabelDef label);
Result<SchemaChange> put_attribute(const Schema&, const AttributeId& was, AttributeDef attribute);
Result<SchemaChange> put_relation_type(const Schema&, const RelationTypeId& was, RelationType type);
// Merges it into another one, or deletes it if `into` is empty. A relation type that only linked a deleted label goes
// with it.
Result<SchemaChange> remove_label(const Schema&, const LabelId& id, const LabelId& into);
Result<SchemaChange> remove_attribute(const Schema&, const AttributeId& id, const AttributeId& into);
Result<SchemaChange> remove_relation_type(const Schema&, const RelationTypeId& id, const RelationTypeId& into);
// To the place `to` among its kind, from 0; beyond the end: last.
Result<SchemaChange> move_label(const Schema&, const LabelId& id, size_t to);
Result<SchemaChange> move_attribute(const Schema&, const AttributeId& id, size_t to);
Result<SchemaChange> move_relation_type(const Schema&, const RelationTypeId& id, size_t to);
// A choice's value, or a claim relation, called otherwise; if `to` is there already, merged into it; if it is empty,
// deleted.
Result<SchemaChange> rename_value(const Schema&, const AttributeId& id, const std::string& from, const std::string& to);
Result<SchemaChange> rename_claim_relation(const Schema&, const std::string& from, const std::string& to);
// The whole schema at once, as a file brings it: what has the same id is the same.
SchemaChange replace_schema(Schema next);
// With what `more` has besides, as merging projects does.
SchemaChange extend_schema(const Schema&, const Schema& more);

}  // namespace glossator
