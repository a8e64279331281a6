#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/io/codec.h"

namespace glossator {

// Makes a project from what a foreign file says. What the schema lacks is added to it: labels, attributes, their
// values, relation types, claim relations. Ids are made where a record brings none, or one that is taken.
class ProjectBuilder {
public:
    explicit ProjectBuilder(const ReadRequest& request);

    // A document with an open set of the request's annotator; what follows goes to them. `name` is that of its file.
    void add_document(std::string name, TextPtr text);
    // Another set on that document, to which goes what follows.
    void add_set(Annotator by, SetRole role);
    // Makes the set, which is empty so far, somebody else's.
    void set_annotator(Annotator by, SetRole role);
    // The last ones added, until the next is; there is one.
    Document& document() { return documents_.back(); }
    const Text& text() const { return *documents_.back().text; }
    SetInfo& set() { return sets_.back().info; }
    ProjectInfo& info() { return info_; }

    // The label of that id or title, which is made if there is none: in `layer`, or in the one that its name speaks of.
    const LabelId& label(std::string_view name, std::string_view layer = {});
    RelationTypeId relation_type(std::string_view name);
    // The attribute becomes one of the label's, of the attributions', of the documents'. A value that a choice lacks is
    // added to it; where the attribute that has the name is of another type, another is made ("size-2"). A new one that
    // is asked for as `type` Text may be made a Choice by the codec.
    void set_attribute(Span& span, std::string_view name, AttributeValue value);
    void set_attribute(Attribution& attribution, std::string_view name, AttributeValue value);
    void set_attribute(Relation& relation, std::string_view name, AttributeValue value);
    void set_document_attribute(std::string_view name, AttributeValue value);
    // The schema so far, for codecs whose files define more than a name.
    Schema& schema() { return schema_; }

    // Each returns the id that the record got. A span's label is one that label() gave, its ranges keep the rules of
    // Span::at; relations and attributions are between spans of the set. A relation type may link whatever it links.
    SpanId add(Span&& span);
    Span& add_span();  // one that has an id, and gets the rest from the caller
    RelationId add(Relation relation);
    AttributionId add(Attribution attribution);
    Span* find(const SpanId& id);            // in the set; null if there is none
    AttributionId next_attribution() const;  // the id that one without an id will get

    // The entity or claim that `key` stands for in the file: the same key gives the same one. Its name or text is what
    // the first call says.
    EntityId entity(std::string_view key, std::string_view type, std::string_view name);
    ClaimId claim(std::string_view key, std::string_view text);
    // Records that bring an id of their own, which they keep if it is free; it is their key from now on.
    EntityId add(Entity entity);
    ClaimId add(Claim claim);
    bool has_entity(std::string_view key) const { return entity_keys_.count(key) > 0; }
    bool has_claim(std::string_view key) const { return claim_keys_.count(key) > 0; }
    Entity& record(const EntityId& id) { return entities_.at(id); }
    Claim& record(const ClaimId& id) { return claims_.at(id); }
    void allow_claim_relation(const std::string& type);

    // For files that carry records of a native project: takes over schema, entities, claims and what the project is,
    // before anything else is added; and what it says of a document and its set, once that document is added.
    void adopt(const Project& described);
    void describe(const Project& described, const Document& as);
    // The same of a set that was just added.
    void describe(const Project& described, const SetInfo& as);

    bool empty() const { return documents_.empty(); }
    // Errors: the first rule of the native file that a record breaks, by its id.
    Result<Project> take();

private:
    struct Set {
        SetInfo info;
        std::deque<Span> spans;
        std::vector<Relation> relations;
        std::vector<Attribution> attributions;
        std::unordered_map<SpanId, size_t> places;  // of the first spans, as far as any was asked for
    };
    void add_attribute(std::vector<AttributeId>& list, Attributes& on, std::string_view name, AttributeValue value);
    AttributeId attribute_for(std::string_view name, const AttributeValue& value);
    template <class Id>
    void give_id(Id& id, const char* prefix, size_t count);
    void remember_ids();

    ProjectInfo info_;
    Schema schema_;
    Annotator annotator_;
    std::map<AnnotatorId, Annotator> annotators_;
    bool keeps_annotator_ = false;  // the files know the request's annotator too
    std::vector<Document> documents_;
    std::vector<Set> sets_;
    std::map<EntityId, Entity> entities_;
    std::map<ClaimId, Claim> claims_;
    std::map<std::string, EntityId, std::less<>> entity_keys_;
    std::map<std::string, ClaimId, std::less<>> claim_keys_;
    std::map<std::string, LabelId, std::less<>> label_names_;
    std::unordered_set<std::string> ids_;  // of all spans, relations and attributions, once one brought its own
    std::unordered_set<std::string> document_ids_, set_ids_;
    size_t spans_ = 0, relations_ = 0, attributions_ = 0;
};

}  // namespace glossator
