#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "core/edit/compose_schema.h"

// A project that comes from files into the one that is open: what of it the open schema knows, what its labels and so
// on become, and all of it as one step.
namespace glossator {

enum class ImportKind { Label, Attribute, Value, RelationType, ClaimRelation };
// "label", "attribute", "value", "relation", "claim_relation"; null pointer and nothing for what isn't one.
const char* name_of(ImportKind kind);

// Something that the incoming schema defines.
struct ImportName {
    ImportKind kind = ImportKind::Label;
    std::string id;          // in the incoming schema; of a value, the attribute's
    std::string value = {};  // of a Value
    friend bool operator==(const ImportName&, const ImportName&) = default;
    friend std::strong_ordering operator<=>(const ImportName& a, const ImportName& b);
};

// What it becomes: what it is, which extends the open schema if that lacks it; something that the open schema has; or
// nothing, and then what is called so doesn't come.
struct ImportTarget {
    enum class Kind { Itself, Other, Nothing };
    Kind kind = Kind::Itself;
    std::string other = {};  // its id, of a value its name
    friend bool operator==(const ImportTarget&, const ImportTarget&) = default;
};
// What isn't named in it stays itself.
using ImportMapping = std::map<ImportName, ImportTarget>;

struct ImportItem {
    ImportName name;
    std::string title;    // for people; may be empty
    size_t uses = 0;      // spans, values, relations, links between claims
    bool known = false;   // the open schema has it
    ImportTarget target;  // as the mapping says
};

struct ImportPlan {
    std::vector<ImportItem> items;  // all that are used, or aren't known; in the order of the kinds and of their schema
    size_t documents = 0;           // that come
    size_t shared = 0;              // of those, how many the open project has already; their sets come beside its own
    size_t sets = 0, spans = 0, relations = 0, attributions = 0, entities = 0, claims = 0;  // before the mapping
    SchemaEffects left_out;                                                                 // by the mapping
    Schema schema;  // of the open project, afterwards
};

// For each definition that `ours` lacks, one of ours that is called alike: by id or title, without regard to case and
// signs, or by another usual name of the same ("PER", "Person").
ImportMapping suggested_mapping(const Schema& ours, const Schema& theirs);

// Sets what something becomes; the values of an attribute are suggested anew.
void set_target(ImportMapping& mapping, const Schema& ours, const Schema& theirs, const ImportName& name,
                ImportTarget target);

// What something may become besides itself and nothing: ids, of a value names, in the order of the open schema.
// `mapping` says what a value's attribute becomes.
std::vector<std::string> import_targets(const Schema& ours, const Schema& theirs, const ImportName& name,
                                        const ImportMapping& mapping);

// O(records). Errors: NotFound for a name that the incoming schema hasn't, or a target that the open one hasn't.
Result<ImportPlan> plan_import(const Project& ours, const Project& incoming, const ImportMapping& mapping);

// In the incoming project: takes out the documents that `ours` has already, with their sets, and the entities and
// claims that only those mention. Ids: the documents.
Result<Composed> skip_shared(const Context& incoming, const Project& ours);

// The incoming project as the mapping says, merged into the open one, as merge_project() does. Ids: the documents, as
// they are called in the open project. Errors: as plan_import().
Result<Composed> compose_import(const Context& ours, Project incoming, const ImportMapping& mapping);

}  // namespace glossator
